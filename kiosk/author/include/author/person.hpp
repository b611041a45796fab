// SPDX-License-Identifier: EUPL-1.2
// Person: somebody invented who goes through an assistant on a given day, with what ought to come
// out. A file of people is a JSON list of {"name", "assistant", "answers", "expect"}; see
// FORMAT.md.
#pragma once

#include <base/result.hpp>
#include <forms/evaluation.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace foyer::author {

struct Expectation {
  std::string key;                // a field, "warn", "nowarn", "visible", "hidden", "open", ...
  std::vector<std::string> value; // one text or several
};

struct Person {
  std::string name;
  std::string assistant; // "a1"; the file may say "A1"
  // By field id; those of rows as "kinder[0].vornamen". In JSON's order.
  std::vector<std::pair<std::string, forms::Value>> answers;
  std::map<std::string, int> papers; // document id to pages handed in
  std::vector<Expectation> expect;
};

// `definition_broken` with file and place when it is no such list.
Result<std::vector<Person>> read_people(const std::filesystem::path& file);

// What came out of one person.
struct Outcome {
  forms::Draft draft;
  forms::Evaluation evaluation;
  // One sentence for each expectation that did not hold, and for each answer no field takes.
  std::vector<std::string> failed;
};

// Gives the answers to the assistant as it is on that day. Never fails: what does not fit is said.
Outcome run(const Person& person, std::shared_ptr<const forms::Assistant> assistant,
            forms::Date today);

} // namespace foyer::author
