// SPDX-License-Identifier: EUPL-1.2
#include <author/person.hpp>

#include <algorithm>
#include <charconv>
#include <functional>
#include <optional>
#include <set>

namespace foyer::author {

namespace {

// "kinder[1].vornamen" is field "kinder[].vornamen" in row 1; "kinder[].vornamen" means row 0.
struct FieldPlace {
  std::string field, repeat;
  std::size_t row = 0;
};

FieldPlace place_of(const std::string& id) {
  const auto open = id.find('[');
  const auto close = id.find(']', open);
  if (open == std::string::npos || close == std::string::npos)
    return {id, "", 0};
  FieldPlace place{id.substr(0, open) + "[]" + id.substr(close + 1), id.substr(0, open), 0};
  std::from_chars(id.data() + open + 1, id.data() + close, place.row);
  return place;
}

std::string text_of(const forms::Value& value) {
  if (const auto* answer = std::get_if<bool>(&value))
    return *answer ? "true" : "false";
  if (const auto* number = std::get_if<std::int64_t>(&value))
    return std::to_string(*number);
  if (const auto* text = std::get_if<std::string>(&value))
    return *text;
  std::string all;
  if (const auto* list = std::get_if<std::vector<std::string>>(&value))
    for (const auto& entry : *list)
      all += (all.empty() ? "" : ",") + entry;
  return all;
}

class Run {
 public:
  Run(const Person& person, std::shared_ptr<const forms::Assistant> assistant, forms::Date today)
      : person_(person), assistant_(std::move(assistant)) {
    outcome_.draft = forms::Draft(assistant_);
    static_cast<void>(outcome_.draft.set("antrag.sprache", std::string("de")));
    for (const auto& [id, value] : person.answers)
      answer(id, value);
    for (const auto& [id, pages] : person.papers)
      if (!outcome_.draft.set_pages(id, pages))
        failed(id, "is no document of this assistant");
    outcome_.evaluation = forms::evaluate(outcome_.draft, today);
    for (const auto& expectation : person.expect)
      check(expectation);
  }

  Outcome outcome() && { return std::move(outcome_); }

 private:
  void failed(const std::string& what, const std::string& why) {
    outcome_.failed.push_back(person_.name + ": " + what + ": " + why);
  }

  void answer(const std::string& id, const forms::Value& value) {
    const auto place = place_of(id);
    if (!assistant_->find_field(place.field))
      return failed(id, "is no field of " + assistant_->id);
    while (!place.repeat.empty() && outcome_.draft.rows(place.repeat) <= place.row)
      if (!outcome_.draft.add_row(place.repeat))
        return failed(id, "more rows than there may be");
    if (!outcome_.draft.set(place.field, place.row, value, {}))
      failed(id, "does not take this kind of answer");
  }

  // Calls `use` with every field state that is there, and its id with the row.
  void each(const std::function<void(const forms::FieldState&, const std::string&)>& use) const {
    for (std::size_t i = 0; i < assistant_->fields.size(); ++i) {
      const auto& field = assistant_->fields[i];
      if (field.repeat == forms::no_repeat) {
        use(outcome_.evaluation.field(i), field.id);
        continue;
      }
      for (std::size_t row = 0; row < outcome_.evaluation.rows(field.repeat); ++row) {
        use(outcome_.evaluation.field(i, row), forms::numbered(field.id, row));
      }
    }
  }

  [[nodiscard]] const forms::FieldState& state(const std::string& id) const {
    const auto place = place_of(id);
    return outcome_.evaluation.field(place.field, place.row);
  }

  static bool found(const forms::FieldState& state, std::set<forms::Severity> severities) {
    return std::any_of(state.findings.begin(), state.findings.end(), [&](const auto& finding) {
      return severities.contains(finding.severity) && !finding.key.starts_with("check.required");
    });
  }

  // Fields of `value` ("" is any field) do, or do not, have a finding of these severities.
  void check_findings(const Expectation& expectation, const std::set<forms::Severity>& severities,
                      bool wanted) {
    for (const auto& id : expectation.value) {
      std::vector<std::string> hits;
      if (id.empty())
        each([&](const auto& state, const std::string& field) {
          if (found(state, severities))
            hits.push_back(field);
        });
      else if (known(id) && found(state(id), severities))
        hits.push_back(id);
      if (wanted && hits.empty())
        failed(expectation.key, id.empty() ? "nothing is said" : "nothing is said at " + id);
      if (!wanted)
        for (const auto& hit : hits)
          failed(expectation.key, "something is said at " + hit + ": " + keys(state(hit)));
    }
  }

  static std::string keys(const forms::FieldState& state) {
    std::string all;
    for (const auto& finding : state.findings)
      all += (all.empty() ? "" : ", ") + finding.key;
    return all;
  }

  bool known(const std::string& id) {
    if (assistant_->find_field(place_of(id).field))
      return true;
    failed(id, "is no field of " + assistant_->id);
    return false;
  }

  void check_visible(const Expectation& expectation, bool wanted) {
    for (const auto& id : expectation.value)
      if (known(id) && state(id).relevant != wanted)
        failed(id, wanted ? "is not asked" : "is asked");
  }

  template <class Ids>
  void check_members(const Expectation& expectation, const Ids& ids, bool wanted,
                     const char* what) {
    for (const auto& id : expectation.value)
      if ((std::find(ids.begin(), ids.end(), id) != ids.end()) != wanted)
        failed(id, std::string(wanted ? "is not " : "is ") + what);
  }

  [[nodiscard]] std::vector<std::string> open() const {
    std::vector<std::string> ids;
    for (const auto& item : outcome_.evaluation.open_items())
      ids.emplace_back(item.id);
    return ids;
  }
  [[nodiscard]] std::vector<std::string> documents() const {
    std::vector<std::string> ids;
    for (const std::size_t index : outcome_.evaluation.documents())
      ids.push_back(assistant_->documents[index].id);
    return ids;
  }

  // Keys of every message that is said anywhere.
  [[nodiscard]] std::vector<std::string> said() const {
    std::vector<std::string> messages;
    each([&](const auto& state, const std::string&) {
      for (const auto& finding : state.findings)
        messages.push_back(finding.key);
    });
    return messages;
  }

  // From the first page to filing: no page holds this person up.
  void check_complete(const Expectation& expectation) {
    const auto& evaluation = outcome_.evaluation;
    const bool is = evaluation.complete(forms::PageKind::questions) &&
                    evaluation.complete(forms::PageKind::declarations);
    if (expectation.value == std::vector<std::string>{is ? "true" : "false"})
      return;
    std::string held;
    each([&](const auto& state, const std::string& id) {
      if (std::any_of(state.findings.begin(), state.findings.end(), [](const auto& finding) {
            return finding.severity == forms::Severity::error;
          }))
        held += (held.empty() ? "" : ", ") + id;
    });
    failed("complete", is ? "can be filed" : "cannot be filed yet: " + held);
  }

  void check_value(const Expectation& expectation) {
    if (!known(expectation.key))
      return;
    const auto place = place_of(expectation.key);
    const auto& field = assistant_->fields[*assistant_->find_field(place.field)];
    const auto& now = state(expectation.key);
    std::string is;
    if (field.requirement == forms::Requirement::calculated)
      is = text_of(now.calculated);
    else if (now.relevant)
      is = text_of(outcome_.draft.answer(place.field, place.row).value.reveal());
    std::string wanted;
    for (const auto& entry : expectation.value)
      wanted += (wanted.empty() ? "" : ",") + entry;
    if (is != wanted)
      failed(expectation.key, "expected \"" + wanted + "\", but it is \"" + is + "\"");
  }

  void check_fee(const Expectation& expectation) {
    const auto fee = outcome_.evaluation.fee_cents();
    const std::string is = fee ? std::to_string(*fee) : "";
    const std::string wanted = expectation.value.empty() ? "" : expectation.value.front();
    if (expectation.value.size() > 1 || wanted != is)
      failed("fee", "expected \"" + wanted + "\", but it is \"" + is + "\"");
  }

  void check(const Expectation& expectation) {
    using forms::Severity;
    const auto& key = expectation.key;
    const std::set<Severity> warns{Severity::error, Severity::warning};
    if (key == "warn" || key == "nowarn")
      check_findings(expectation, warns, key == "warn");
    else if (key == "notice" || key == "nonotice")
      check_findings(expectation, {Severity::notice}, key == "notice");
    else if (key == "hint" || key == "nohint")
      check_findings(expectation, {Severity::hint}, key == "hint");
    else if (key == "visible" || key == "hidden")
      check_visible(expectation, key == "visible");
    else if (key == "open" || key == "notopen")
      check_members(expectation, open(), key == "open", "still open");
    else if (key == "documents" || key == "nodocuments")
      check_members(expectation, documents(), key == "documents", "asked for");
    else if (key == "says" || key == "silent")
      check_members(expectation, said(), key == "says", "said");
    else if (key == "complete")
      check_complete(expectation);
    else if (key == "fee")
      check_fee(expectation);
    else
      check_value(expectation);
  }

  const Person& person_;
  std::shared_ptr<const forms::Assistant> assistant_;
  Outcome outcome_;
};

} // namespace

Outcome run(const Person& person, std::shared_ptr<const forms::Assistant> assistant,
            forms::Date today) {
  return Run(person, std::move(assistant), today).outcome();
}

} // namespace foyer::author
