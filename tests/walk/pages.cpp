// SPDX-License-Identifier: EUPL-1.2
#include "pages.hpp"

#include <author/person.hpp>
#include <forms/loader.hpp>
#include <staff_scenes.hpp>
#include <support_probe/value_of.hpp>

#include <algorithm>
#include <set>
#include <stdexcept>

namespace foyer::walk {

namespace {

const std::filesystem::path source_dir = FOYER_SOURCE_DIR;

using support_probe::value_of;

screens_test::House open_building() {
  auto building = screens_test::house();
  building.texts = value_of(building.texts.with_pseudo());
  building.terminal.speaks = true; // the fullest bar
  for (int i = 1; i <= 8; ++i) {
    const auto id = "a" + std::to_string(i);
    building.assistants[id] = value_of(forms::Loader::load(source_dir / "assets", id));
  }
  return building;
}

// --- Somebody for every page of an assistant ---------------------------------------------------

struct Somebody {
  forms::Draft draft;
  forms::Evaluation evaluation;
};

std::vector<Somebody> people_of(const std::shared_ptr<const forms::Assistant>& assistant) {
  const auto file = source_dir / "tests/people" / (assistant->id + ".json");
  std::vector<Somebody> all;
  for (const auto& person : value_of(author::read_people(file))) {
    auto outcome = author::run(person, assistant, forms::german_day(building().wall));
    all.push_back({std::move(outcome.draft), std::move(outcome.evaluation)});
  }
  return all;
}

struct Candidate {
  const Somebody* somebody;
  forms::Stop stop;
  std::set<std::size_t> fields;
};

// Everybody who is asked something on the page, and what.
std::vector<Candidate> candidates(const std::vector<Somebody>& people, std::size_t page,
                                  const forms::Page& which) {
  std::vector<Candidate> all;
  for (const auto& somebody : people) {
    const bool rows = which.repeat != forms::no_repeat;
    const auto count = rows ? somebody.evaluation.rows(which.repeat) : 1;
    for (std::size_t row = 0; row < count; ++row) {
      if (!somebody.evaluation.page_visible(page, row))
        continue;
      const auto fields = somebody.evaluation.fields_on(page, row);
      all.push_back({&somebody,
                     rows ? forms::Stop{page, which.repeat, row} : forms::Stop{page},
                     {fields.begin(), fields.end()}});
    }
  }
  return all;
}

// The fewest of them that are asked everything anybody is asked there (greedily).
std::vector<Candidate> enough_of(std::vector<Candidate> all) {
  std::set<std::size_t> open;
  for (const auto& one : all)
    open.insert(one.fields.begin(), one.fields.end());
  std::vector<Candidate> chosen;
  const auto gain = [&](const Candidate& one) {
    return std::count_if(one.fields.begin(), one.fields.end(),
                         [&](auto field) { return open.contains(field); });
  };
  while (!open.empty()) {
    const auto best = std::max_element(
        all.begin(), all.end(), [&](const auto& a, const auto& b) { return gain(a) < gain(b); });
    for (const auto field : best->fields)
      open.erase(field);
    chosen.push_back(*best);
  }
  return chosen;
}

class Folder {
 public:
  Folder(std::vector<Page>& pages, std::shared_ptr<const forms::Assistant> assistant)
      : pages_(pages), assistant_(std::move(assistant)), people_(people_of(assistant_)) {}

  void fill() {
    for (std::size_t page = 0; page < assistant_->pages.size(); ++page)
      questions(page);
    for (std::size_t repeat = 0; repeat < assistant_->repeats.size(); ++repeat)
      overview(repeat);
    for (std::size_t document = 0; document < assistant_->documents.size(); ++document)
      paper(document);
    whole();
  }

 private:
  visit::State state_of(const forms::Draft& draft, visit::Place place) const {
    visit::State state;
    state.concern = assistant_->id;
    state.draft = draft;
    state.place = place;
    state.line_up = true;
    state.card = api::CardPresence::absent;
    return state;
  }
  void add(const std::string& what, visit::State state) {
    pages_.push_back({assistant_->id + " " + what, std::move(state)});
  }
  static visit::Place place_of(forms::PageKind kind) {
    return kind == forms::PageKind::questions ? visit::Place::question : visit::Place::declaration;
  }

  void questions(std::size_t page) {
    const auto& which = assistant_->pages[page];
    int number = 0;
    for (const auto& one : enough_of(candidates(people_, page, which))) {
      auto state = state_of(one.somebody->draft, place_of(which.kind));
      state.stop = one.stop;
      const auto name = which.id + (number == 0 ? "" : " (" + std::to_string(number + 1) + ")");
      add(name, state);
      if (number++ > 0)
        continue;
      // The same before anything is said, after "continue".
      for (const auto field : which.fields)
        state.draft.clear(assistant_->fields[field].id, one.stop.row);
      state.tried_to_go_on = true;
      if (visit::evaluate(state, building().wall).visible(state.stop))
        add(name + ", missing", std::move(state));
    }
  }

  void overview(std::size_t repeat) {
    const Somebody* most = nullptr;
    for (const auto& somebody : people_)
      if (somebody.evaluation.repeat_visible(repeat) &&
          (most == nullptr || somebody.evaluation.rows(repeat) > most->evaluation.rows(repeat)))
        most = &somebody;
    if (most == nullptr)
      return;
    auto state = state_of(most->draft, place_of(assistant_->repeats[repeat].kind));
    state.stop = forms::Stop::overview(repeat);
    add("overview " + assistant_->repeats[repeat].id, std::move(state));
  }

  void paper(std::size_t document) {
    for (const auto& somebody : people_) {
      const auto& asked = somebody.evaluation.documents();
      if (std::find(asked.begin(), asked.end(), document) == asked.end())
        continue;
      auto state = state_of(somebody.draft, visit::Place::document);
      state.document = document;
      return add("document " + assistant_->documents[document].id, std::move(state));
    }
  }

  // The pages about the whole, for whoever is asked most.
  void whole() {
    const auto asked = [&](const Somebody& somebody) {
      std::size_t count = 0;
      for (std::size_t i = 0; i < assistant_->fields.size(); ++i)
        count += somebody.evaluation.field(i).relevant ? 1u : 0u;
      return count;
    };
    const auto most = std::max_element(people_.begin(), people_.end(),
                                       [&](auto& a, auto& b) { return asked(a) < asked(b); });
    auto state = state_of(most->draft, visit::Place::information);
    add("information", state);
    state.place = visit::Place::check_answers;
    add("check_answers", state);
    state.place = visit::Place::ready;
    add("ready", state);
    state.receipt = visit::Receipt{"NUE07-26-000417-K", building().wall, std::chrono::minutes{60},
                                   "FOYER1", false};
    state.paper = visit::Paper::printed;
    state.place = visit::Place::receipt;
    add("receipt", state);
    state.receipt.reset();
    state.place = visit::Place::check_answers;
    talkative(state.draft);
    add("check_answers, long answers", std::move(state));
  }

  // As long as the fields allow, in one long word and many short ones.
  void talkative(forms::Draft& draft) const {
    const std::string words = "Donaudampfschifffahrtsgesellschaftskapitän ";
    for (std::size_t i = 0; i < assistant_->fields.size(); ++i) {
      const auto& field = assistant_->fields[i];
      const bool text =
          field.type == forms::FieldType::text || field.type == forms::FieldType::name;
      if (!text || field.repeat != forms::no_repeat ||
          !forms::answered(draft.answer(i).value.reveal()))
        continue;
      std::string said;
      while (said.size() < static_cast<std::size_t>(std::min<std::int64_t>(field.max_length, 160)))
        said += words + "von der ";
      said.resize(static_cast<std::size_t>(std::min<std::int64_t>(field.max_length, 160)));
      while (!said.empty() && static_cast<unsigned char>(said.back()) >= 0x80) // no half letter
        said.pop_back();
      (void)draft.set(field.id, said, building().wall);
    }
  }

  std::vector<Page>& pages_;
  std::shared_ptr<const forms::Assistant> assistant_;
  std::vector<Somebody> people_;
};

// --- What lies over a page, and every keyboard ---------------------------------------------------

const Page& named(const std::vector<Page>& pages, std::string_view name) {
  const auto found =
      std::find_if(pages.begin(), pages.end(), [&](const auto& page) { return page.name == name; });
  if (found == pages.end())
    throw std::runtime_error("no such page: " + std::string(name));
  return *found;
}

void add_with_taps(std::vector<Page>& pages, std::string_view name, std::vector<std::string> taps) {
  Page page = named(pages, name);
  for (const auto& id : taps)
    page.name += " > " + id;
  page.taps = std::move(taps);
  pages.push_back(std::move(page));
}

void over_pages(std::vector<Page>& pages) {
  for (const char* on : {"concern", "question-person.familienname", "receipt"})
    for (const char* slot : {"bar.language", "bar.display", "bar.help"})
      add_with_taps(pages, on, {slot});
  add_with_taps(pages, "rows", {"entry.0.remove"});
  auto spoken = named(pages, "concern > bar.display");
  spoken.name += ", spoken";
  spoken.state.presentation.speech = true;
  pages.push_back(std::move(spoken));
  for (const bool calls : {false, true}) {
    auto resting = named(pages, "check_answers");
    resting.name = calls ? "resting, staff called" : "resting";
    resting.state.resting = SteadyTime{};
    resting.state.calls_staff = calls;
    pages.push_back(std::move(resting));
  }
}

// For somebody seated, each place once.
void low_pages(std::vector<Page>& pages) {
  std::set<visit::Place> done;
  const auto count = pages.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (!done.insert(pages[i].state.place).second)
      continue;
    auto page = pages[i];
    page.name += ", low reach";
    page.state.presentation.low_reach = true;
    pages.push_back(std::move(page));
  }
  for (const char* name : {"idle", "concern > bar.help", "question-tiere[].geschichte"}) {
    auto page = named(pages, name);
    page.name += ", low reach";
    page.state.presentation.low_reach = true;
    pages.push_back(std::move(page));
  }
}

void keyboards(std::vector<Page>& pages) {
  const char* story = "question-tiere[].geschichte";
  const std::string story_field = "field.tiere[0].geschichte";
  add_with_taps(pages, story, {story_field});
  add_with_taps(pages, story, {story_field, "key.sheet"});
  add_with_taps(pages, "question-person.fruehere_namen", {"field.person.fruehere_namen"});
  add_with_taps(pages, "enter_draft_code", {"draft_code"});
  // The letters with the fewest and the most marks.
  for (const char* letter : {"key.o", "key.k", "key.b"})
    add_with_taps(pages, story, {story_field, "key.accents", letter});
}

// The first page of the assistants with a field of each type, and that field being filled in.
void fields_in_use(std::vector<Page>& pages) {
  std::set<forms::FieldType> done;
  const auto count = pages.size();
  for (std::size_t i = 0; i < count; ++i) {
    const auto& state = pages[i].state;
    const bool here = state.place == visit::Place::question && pages[i].taps.empty() &&
                      pages[i].name.ends_with(", missing") && !state.stop.is_overview();
    if (!here || state.draft.assistant() == nullptr)
      continue;
    const auto& assistant = *state.draft.assistant();
    const auto evaluation = visit::evaluate(state, building().wall);
    for (const auto index : evaluation.fields_on(state.stop.page, state.stop.row)) {
      const auto& field = assistant.fields[index];
      using T = forms::FieldType;
      const bool typed = field.type != T::boolean && field.type != T::choice &&
                         field.type != T::choices && field.type != T::acknowledgement &&
                         field.type != T::signature;
      if (!typed || !done.insert(field.type).second)
        continue;
      auto id = "field." + field.id;
      if (const auto at = id.find("[]"); at != std::string::npos)
        id.insert(at + 1, std::to_string(state.stop.row));
      if (field.type == T::date || field.type == T::partial_date)
        id += ".day";
      Page page = pages[i];
      page.name += " > " + id;
      page.taps = {id};
      pages.push_back(page);
      for (int scripts = 0; field.type == T::country && scripts < 2; ++scripts) {
        page.name += " > key.script";
        page.taps.emplace_back("key.script");
        pages.push_back(page);
      }
    }
  }
}

} // namespace

const screens_test::House& building() {
  static const screens_test::House open = open_building();
  return open;
}

std::vector<Page> pages() {
  std::vector<Page> all;
  for (auto& scene : screens_test::scenes("de")) // the language comes with the variation
    all.push_back({scene.name.substr(scene.name.find('-') + 1), std::move(scene.state)});
  for (int i = 1; i <= 8; ++i)
    Folder(all, building().assistants.at("a" + std::to_string(i))).fill();
  over_pages(all);
  keyboards(all);
  fields_in_use(all);
  low_pages(all);
  for (auto& scene : screens_test::staff_scenes())
    all.push_back({scene.name, std::move(scene.state), {}, {}, std::move(scene.work)});
  for (auto& page : all)
    if (page.state.draft.assistant())
      page.evaluation = visit::evaluate(page.state, building().wall);
  return all;
}

} // namespace foyer::walk
