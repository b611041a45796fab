// SPDX-License-Identifier: EUPL-1.2
// Any answers, rows and changes of mind, given to every shipped assistant: what follows from them
// is worked out, walked to its end, and the same as when it is worked out afresh. Input: one line
// an act, "<assistant>" first; then
//   =<field index> <row> <text>   ?<field> <row>   -<field> <row>    +<repeat>   !<repeat> <row>
#include <forms/evaluation.hpp>
#include <forms/input.hpp>
#include <forms/loader.hpp>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <map>

using namespace foyer;
using namespace foyer::forms;

namespace {

constexpr int most_acts = 100; // a whole form is given in a hundred; a round stays short
constexpr Date today{std::chrono::year{2026}, std::chrono::November, std::chrono::day{25}};

const std::vector<std::shared_ptr<const Assistant>>& assistants() {
  static const auto all = [] {
    std::vector<std::shared_ptr<const Assistant>> loaded;
    const std::filesystem::path assets = std::filesystem::path(FOYER_SOURCE_DIR) / "assets";
    for (const auto& id : Loader::available(assets))
      if (auto one = Loader::load(assets, id); one.ok())
        loaded.push_back(std::move(*one));
    const auto rows = std::filesystem::path(FOYER_SOURCE_DIR) / "tests/unit/forms/data/hof";
    if (auto one = Loader::load(rows, "hof"); one.ok())
      loaded.push_back(std::move(*one));
    if (loaded.empty())
      std::abort();
    return loaded;
  }();
  return all;
}

// The next number of the line, which it takes off it.
std::size_t number(std::string_view& line) {
  while (!line.empty() && line[0] == ' ')
    line.remove_prefix(1);
  std::size_t value = 0;
  const auto read = std::from_chars(line.data(), line.data() + line.size(), value);
  line.remove_prefix(static_cast<std::size_t>(read.ptr - line.data()));
  return value;
}

void act(Draft& draft, std::string_view line) {
  const Assistant& assistant = *draft.assistant();
  const char what = line[0];
  line.remove_prefix(1);
  const std::size_t index = number(line);
  if (what == '+' || what == '!') {
    if (index >= assistant.repeats.size())
      return;
    const std::string& id = assistant.repeats[index].id;
    if (what == '+')
      (void)draft.add_row(id);
    else
      (void)draft.remove_row(id, number(line));
    return;
  }
  if (index >= assistant.fields.size())
    return;
  const Field& field = assistant.fields[index];
  const std::size_t row = number(line);
  if (!line.empty())
    line.remove_prefix(1);
  if (what == '?')
    (void)draft.skip(field.id, {}, row);
  else if (what == '-')
    draft.clear(field.id, row);
  else
    (void)draft.set(field.id, row, from_input(field, line), {});
}

void require(bool holds) {
  if (!holds)
    std::abort();
}

// Ends, and passes only what is to be seen.
void walk(const Assistant& assistant, const Evaluation& evaluation) {
  for (const PageKind kind : {PageKind::questions, PageKind::declarations}) {
    std::size_t steps = 0;
    for (auto stop = evaluation.first_stop(kind); stop; stop = evaluation.next(*stop)) {
      require(++steps <= assistant.pages.size() && evaluation.visible(*stop));
      if (!stop->is_overview())
        continue;
      for (std::size_t row = 0; row < evaluation.rows(stop->repeat); ++row) {
        std::size_t in_row = 0;
        for (Stop at = evaluation.enter_row(stop->repeat, row); !at.is_overview();
             at = *evaluation.next(at))
          require(++in_row <= assistant.pages.size() && evaluation.visible(at));
      }
    }
    const auto open = evaluation.first_incomplete(kind);
    require(!open || (evaluation.visible(*open) && !evaluation.complete(*open)));
  }
}

bool same(const std::vector<Finding>& a, const std::vector<Finding>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const auto& x, const auto& y) {
    return x.severity == y.severity && x.key == y.key && x.args == y.args && x.offer == y.offer &&
           x.check == y.check;
  });
}

void same(const Evaluation& a, const Evaluation& b, const Assistant& assistant) {
  for (std::size_t i = 0; i < assistant.fields.size(); ++i) {
    const std::size_t repeat = assistant.fields[i].repeat;
    for (std::size_t row = 0; row < (repeat == no_repeat ? 1 : a.rows(repeat)); ++row) {
      const FieldState &one = a.field(i, row), &other = b.field(i, row);
      require(one.relevant == other.relevant && one.answered == other.answered &&
              same(one.findings, other.findings) && one.calculated == other.calculated);
    }
  }
  require(a.open_items().size() == b.open_items().size() && a.documents() == b.documents() &&
          a.fee_cents() == b.fee_cents());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0)
    return 0;
  const auto& assistant = assistants()[data[0] % assistants().size()];
  std::string_view rest(reinterpret_cast<const char*>(data) + 1, size - 1);
  Draft draft(assistant);
  // One for all visitors of an assistant: nothing of the one before may be left in it.
  static std::map<const Assistant*, Evaluation> kept;
  Evaluation& used = kept[assistant.get()];
  for (int acts = 0; !rest.empty() && acts < most_acts; ++acts) {
    const auto end = std::min(rest.find('\n'), rest.size());
    if (end > 0)
      act(draft, rest.substr(0, end));
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (acts == most_acts / 2)
      evaluate_into(used, draft, today);
  }
  evaluate_into(used, draft, today);
  walk(*assistant, used);
  same(used, evaluate(draft, today), *assistant);
  return 0;
}
