// SPDX-License-Identifier: EUPL-1.2
#include "assistant.hpp"

#include <author/diff.hpp>
#include <author/sheet.hpp>
#include <base/clock.hpp>
#include <forms/loader.hpp>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>

namespace foyer::ctl {

namespace {

bool refuse(const std::string& why) {
  std::fprintf(stderr, "foyerctl: %s\n", why.c_str());
  return false;
}

Result<author::Person> find_person(const AssistantOptions& options, const std::string& assistant) {
  FOYER_TRY(auto people, author::read_people(options.people));
  const auto found = std::find_if(people.begin(), people.end(), [&](const auto& person) {
    return person.assistant == assistant &&
           (options.person.empty() || person.name == options.person);
  });
  if (found == people.end())
    return fail(FailureCode::definition_broken, options.people.string() + ": nobody called \"" +
                                                    options.person + "\" goes through " +
                                                    assistant);
  return std::move(*found);
}

} // namespace

bool show_assistant(const AssistantOptions& options) {
  const auto texts = i18n::Catalogue::load(options.locales);
  if (!texts)
    return refuse(texts.failure().detail);
  if (texts->language(options.language) == nullptr)
    return refuse("there is no language " + options.language);
  const auto assistant = forms::Loader::load(options.assets, options.names.front());
  if (!assistant)
    return refuse(assistant.failure().detail);
  author::SheetOptions sheet{.language = options.language,
                             .today = forms::german_day(system_clock().wall()),
                             .person = nullptr,
                             .person_name = {}};
  std::optional<author::Outcome> outcome;
  if (!options.people.empty()) {
    const auto person = find_person(options, (*assistant)->id);
    if (!person)
      return refuse(person.failure().detail);
    outcome.emplace(author::run(*person, *assistant, sheet.today));
    sheet.person = &*outcome;
    sheet.person_name = person->name;
  }
  const std::string html = author::sheet(**assistant, *texts, sheet);
  if (options.out.empty()) {
    std::cout << html;
    return true;
  }
  std::ofstream out(options.out, std::ios::binary);
  out << html;
  out.flush();
  return out ? true : refuse(options.out.string() + " cannot be written");
}

} // namespace foyer::ctl
