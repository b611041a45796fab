// SPDX-License-Identifier: EUPL-1.2
#include <author/coverage.hpp>

#include <algorithm>

namespace foyer::author {

namespace {

std::string without_spaces(std::string text) {
  text.erase(std::remove(text.begin(), text.end(), ' '), text.end());
  return text;
}

} // namespace

bool Coverage::cannot_be_asked(const forms::Field& field) {
  // A condition that reads no answer rests on the day's parameters: no person changes it.
  return field.relevant && field.relevant->fields().empty() && field.relevant->repeats().empty();
}

bool Coverage::cannot_speak(const forms::Field& field, const forms::Constraint& check) {
  const std::string that = without_spaces(check.condition.source());
  const auto dot = field.id.rfind("[].");
  const std::string self = dot == std::string::npos ? field.id : "it." + field.id.substr(dot + 3);
  // Checks of an empty field are not run ("please answer" is said instead), so a list has an entry.
  if (that == "size(" + self + ")>=1" || that == "size(" + self + ")>0")
    return true;
  // No amount of money is negative, whatever the visitor types.
  return field.type == forms::FieldType::euro && that == self + ">=0";
}

Coverage::Coverage(std::shared_ptr<const forms::Assistant> assistant)
    : assistant_(std::move(assistant)), asked_(assistant_->fields.size()),
      checks_(assistant_->fields.size()), documents_(assistant_->documents.size()) {
  for (std::size_t i = 0; i < checks_.size(); ++i)
    checks_[i].resize(assistant_->fields[i].constraints.size());
}

void Coverage::see(std::size_t field, const forms::FieldState& state, bool given) {
  if (!state.relevant)
    return;
  asked_[field] = true;
  if (!given)
    return;
  for (std::size_t i = 0; i < checks_[field].size(); ++i) {
    const bool spoke =
        std::any_of(state.findings.begin(), state.findings.end(),
                    [&](const forms::Finding& finding) { return finding.check == i; });
    (spoke ? checks_[field][i].spoke : checks_[field][i].silent) = true;
  }
}

void Coverage::add(const Outcome& outcome) {
  const auto& evaluation = outcome.evaluation;
  for (std::size_t i = 0; i < assistant_->fields.size(); ++i) {
    const auto& field = assistant_->fields[i];
    const bool calculated = field.requirement == forms::Requirement::calculated;
    const std::size_t rows = field.repeat == forms::no_repeat ? 1 : evaluation.rows(field.repeat);
    for (std::size_t row = 0; row < rows; ++row) {
      const auto& state = evaluation.field(i, row);
      see(i, state, calculated || state.answered);
    }
  }
  for (const std::size_t document : evaluation.documents())
    documents_[document] = true;
}

std::size_t Coverage::wanted() const {
  std::size_t all = documents_.size();
  for (const auto& field : assistant_->fields) {
    if (cannot_be_asked(field))
      continue;
    ++all;
    for (const auto& check : field.constraints)
      all += cannot_speak(field, check) ? 1 : 2;
  }
  return all;
}

std::vector<std::string> Coverage::gaps() const {
  std::vector<std::string> gaps;
  for (std::size_t i = 0; i < asked_.size(); ++i) {
    const auto& field = assistant_->fields[i];
    if (cannot_be_asked(field))
      continue;
    if (!asked_[i])
      gaps.push_back("field " + field.id + " is never asked");
    for (std::size_t k = 0; k < checks_[i].size(); ++k) {
      const std::string check = std::string(name(field.constraints[k].severity)) + " " +
                                field.constraints[k].message_key + " at " + field.id;
      if (!checks_[i][k].spoke && !cannot_speak(field, field.constraints[k]))
        gaps.push_back(check + " is never said");
      if (!checks_[i][k].silent)
        gaps.push_back(check + " is never silent");
    }
  }
  for (std::size_t i = 0; i < documents_.size(); ++i)
    if (!documents_[i])
      gaps.push_back("document " + assistant_->documents[i].id + " is never asked for");
  return gaps;
}

} // namespace foyer::author
