// SPDX-License-Identifier: EUPL-1.2
#include "assistant.hpp"

#include <author/coverage.hpp>
#include <author/person.hpp>
#include <base/clock.hpp>
#include <forms/loader.hpp>

#include <nlohmann/json.hpp>

#include <cstdio>
#include <map>

namespace foyer::ctl {

namespace {

class PeopleTest {
 public:
  PeopleTest(const AssistantOptions& options, forms::Date today)
      : options_(options), today_(today) {}

  void file(const std::string& name) {
    const auto people = author::read_people(name);
    if (!people)
      return trouble(people.failure().detail);
    for (const auto& person : *people) {
      const auto assistant = find(person.assistant);
      if (!assistant) {
        trouble(person.name + ": there is no assistant " + person.assistant + " that loads");
        continue;
      }
      const auto outcome = author::run(person, assistant, today_);
      met_.try_emplace(person.assistant, assistant).first->second.add(outcome);
      report(person, outcome);
    }
  }

  bool finish() {
    if (options_.coverage) {
      for (const auto& id : forms::Loader::available(options_.assets))
        if (!met_.contains(id)) {
          std::printf("%s: nobody goes through it\n", id.c_str());
          ++gaps_;
        }
      for (const auto& [id, coverage] : met_) {
        const auto gaps = coverage.gaps();
        std::printf("%s: %zu of %zu met\n", id.c_str(), coverage.wanted() - gaps.size(),
                    coverage.wanted());
        for (const auto& gap : gaps)
          std::printf("%s: %s\n", id.c_str(), gap.c_str());
        gaps_ += gaps.size();
      }
    }
    if (!options_.machine)
      std::printf("%zu people, %zu expectations, %zu failed\n", people_, expectations_, failed_);
    return failed_ == 0 && gaps_ == 0;
  }

 private:
  std::shared_ptr<const forms::Assistant> find(const std::string& id) {
    const auto known = assistants_.find(id);
    if (known != assistants_.end())
      return known->second;
    return assistants_[id] = forms::Loader::inspect(options_.assets, id).assistant;
  }

  void trouble(const std::string& what) {
    ++failed_;
    std::fprintf(stderr, "%s\n", what.c_str());
  }

  void report(const author::Person& person, const author::Outcome& outcome) {
    ++people_;
    expectations_ += person.expect.size();
    failed_ += outcome.failed.size();
    if (options_.machine)
      return print_json(person, outcome);
    std::printf("%-4s %s %s\n", outcome.failed.empty() ? "ok" : "FAIL", person.assistant.c_str(),
                person.name.c_str());
    for (const auto& sentence : outcome.failed)
      std::printf("     %s\n", sentence.c_str());
  }

  static void print_json(const author::Person& person, const author::Outcome& outcome) {
    const auto& assistant = *outcome.draft.assistant();
    const auto& evaluation = outcome.evaluation;
    nlohmann::ordered_json line{{"name", person.name}, {"assistant", person.assistant}};
    auto visible = nlohmann::ordered_json::array();
    auto findings = nlohmann::ordered_json::array();
    auto calculated = nlohmann::ordered_json::object();
    for (std::size_t i = 0; i < assistant.fields.size(); ++i) {
      const auto& field = assistant.fields[i];
      const bool in_row = field.repeat != forms::no_repeat;
      for (std::size_t row = 0; row < (in_row ? evaluation.rows(field.repeat) : 1); ++row) {
        const auto& state = evaluation.field(i, row);
        const std::string id = forms::numbered(field.id, row);
        if (field.requirement == forms::Requirement::calculated) {
          if (const auto* text = std::get_if<std::string>(&state.calculated))
            calculated[id] = *text;
          else if (const auto* number = std::get_if<std::int64_t>(&state.calculated))
            calculated[id] = *number;
          else if (const auto* answer = std::get_if<bool>(&state.calculated))
            calculated[id] = *answer;
        } else if (state.relevant) {
          visible.push_back(id);
        }
        for (const auto& finding : state.findings)
          if (!finding.key.starts_with("check.required"))
            findings.push_back({{"field", id},
                                {"severity", std::string(name(finding.severity))},
                                {"message", finding.key}});
      }
    }
    line["visible"] = visible;
    line["findings"] = findings;
    line["calculated"] = calculated;
    auto open = nlohmann::ordered_json::array();
    for (const auto& item : evaluation.open_items())
      open.push_back(std::string(item.id));
    line["open"] = open;
    auto documents = nlohmann::ordered_json::array();
    for (const std::size_t index : evaluation.documents())
      documents.push_back(assistant.documents[index].id);
    line["documents"] = documents;
    if (evaluation.fee_cents())
      line["fee_cents"] = *evaluation.fee_cents();
    line["failed"] = outcome.failed;
    std::printf("%s\n", line.dump().c_str());
  }

  const AssistantOptions& options_;
  forms::Date today_;
  std::map<std::string, std::shared_ptr<const forms::Assistant>> assistants_;
  std::map<std::string, author::Coverage> met_;
  std::size_t people_ = 0, expectations_ = 0, failed_ = 0, gaps_ = 0;
};

std::optional<forms::Date> day_of(const std::string& text) {
  if (text.empty())
    return forms::german_day(system_clock().wall());
  int year = 0;
  unsigned month = 0, day = 0;
  char rest = 0;
  if (std::sscanf(text.c_str(), "%4d-%2u-%2u%c", &year, &month, &day, &rest) != 3)
    return std::nullopt;
  const forms::Date date{std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)};
  return date.ok() ? std::optional(date) : std::nullopt;
}

} // namespace

bool test_people(const AssistantOptions& options) {
  const auto today = day_of(options.date);
  if (!today) {
    std::fprintf(stderr, "foyerctl: --date wants a day such as 2026-11-25\n");
    return false;
  }
  PeopleTest test(options, *today);
  for (const auto& name : options.names)
    test.file(name);
  return test.finish();
}

} // namespace foyer::ctl
