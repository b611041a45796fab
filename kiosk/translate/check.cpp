// SPDX-License-Identifier: EUPL-1.2
#include <translate/check.hpp>

#include <i18n/catalogue.hpp>
#include <i18n/pattern.hpp>

#include <algorithm>

namespace foyer::translate {

namespace {

std::vector<std::string> without(const std::set<std::string>& these,
                                 const std::set<std::string>& others) {
  std::vector<std::string> rest;
  std::set_difference(these.begin(), these.end(), others.begin(), others.end(),
                      std::back_inserter(rest));
  return rest;
}

} // namespace

std::vector<std::string> faults(const About& language, std::string_view german,
                                std::string_view words) {
  const auto own = i18n::read_pattern(language.code, words);
  if (!own)
    return {own.failure().detail};
  std::vector<std::string> found = own->plural_faults;
  if (const auto master = i18n::read_pattern(i18n::binding_language, german)) {
    for (const auto& name : without(master->arguments, own->arguments))
      found.push_back("{" + name + "} is lost");
    for (const auto& name : without(own->arguments, master->arguments))
      found.push_back("{" + name + "} is not in the German");
    for (const auto& [name, branches] : own->selections)
      if (const auto known = master->selections.find(name); known != master->selections.end())
        for (const auto& branch : without(branches, known->second))
          found.push_back("{" + name + "} has the branch " + branch + ", the German has not");
  }
  if (language.rtl)
    for (auto& fault : i18n::bidi_faults(words))
      found.push_back(std::move(fault));
  return found;
}

std::vector<Finding> lint(const Texts& german, const Texts& language) {
  const bool is_master = language.about().code == i18n::binding_language;
  std::vector<Finding> findings;
  for (const auto& key : language.keys()) {
    const Text& text = *language.find(key);
    const Text* master = german.find(key);
    if (master == nullptr || (!is_master && text.mark != i18n::stand_of(master->words)))
      continue;
    for (auto& sentence : faults(language.about(), master->words, text.words))
      findings.push_back({text.file, key, std::move(sentence)});
  }
  return findings;
}

Report report(const Texts& german, const Texts& language, const std::set<std::string>& interface) {
  Report report;
  report.about = language.about();
  for (const auto& key : german.keys()) {
    const Text& master = *german.find(key);
    const bool wanted = report.about.tier == 1 || interface.contains(master.file);
    report.wanted += wanted ? 1 : 0;
    const Text* text = language.find(key);
    if (text == nullptr) {
      if (wanted)
        report.missing.push_back(key);
      continue;
    }
    if (text->mark.empty()) {
      report.unmarked.push_back(key);
    } else if (text->mark != i18n::stand_of(master.words)) {
      report.outdated.push_back({key, master.changed});
    } else {
      ++(wanted ? report.current : report.beyond);
      if (text->review)
        report.reviewed.push_back(key);
    }
  }
  return report;
}

} // namespace foyer::translate
