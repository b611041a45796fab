// SPDX-License-Identifier: EUPL-1.2
#include "assistant.hpp"

#include <author/graph.hpp>
#include <author/lint.hpp>
#include <base/clock.hpp>
#include <forms/evaluation.hpp>
#include <forms/loader.hpp>
#include <i18n/catalogue.hpp>
#include <ui/icons.hpp>

#include <nlohmann/json.hpp>

#include <cstdio>
#include <set>

namespace foyer::ctl {

namespace {

std::vector<std::string> chosen(const AssistantOptions& options) {
  return options.names.empty() ? forms::Loader::available(options.assets) : options.names;
}

void print(const std::string& assistant, const forms::LoadProblem& problem, bool machine) {
  if (!machine) {
    std::printf("%s\n", problem.text().c_str());
    return;
  }
  std::printf("%s\n", nlohmann::ordered_json{{"assistant", assistant},
                                             {"number", problem.code()},
                                             {"file", problem.file},
                                             {"line", problem.line},
                                             {"pointer", problem.pointer},
                                             {"sentence", problem.sentence}}
                          .dump()
                          .c_str());
}

} // namespace

bool lint_assistants(const AssistantOptions& options) {
  bool clean = true;
  const auto texts = i18n::Catalogue::load(options.locales);
  if (!texts) {
    std::fprintf(stderr, "foyerctl: texts: %s\n", texts.failure().detail.c_str());
    return false;
  }
  std::set<std::string> run_out;
  for (const auto& id : chosen(options)) {
    auto loaded = forms::Loader::inspect(options.assets, id);
    if (loaded.assistant) {
      for (auto& problem : author::lint(*loaded.assistant, options.assets, *texts))
        loaded.problems.push_back(std::move(problem));
      for (auto& key :
           loaded.assistant->parameters->run_out(forms::german_day(system_clock().wall())))
        run_out.insert(std::move(key));
    }
    for (const auto& problem : loaded.problems)
      print(id, problem, options.machine);
    clean = clean && loaded.problems.empty();
    if (!options.machine && loaded.problems.empty())
      std::printf("%s: no mistake in %zu fields, %zu pages, %zu documents\n", id.c_str(),
                  loaded.assistant->fields.size(), loaded.assistant->pages.size(),
                  loaded.assistant->documents.size());
  }
  if (options.names.empty())
    for (const auto& problem : author::lint_menu(options.assets, *texts, [](std::string_view icon) {
           return ui::icon_named(icon).has_value();
         })) {
      print("", problem, options.machine);
      clean = false;
    }
  // Loud, but no mistake of the definition: the office has to add the new value.
  for (const auto& key : run_out)
    std::fprintf(stderr, "WARNING: the value of %s has run out; its last one is still used\n",
                 key.c_str());
  return clean;
}

bool graph_assistants(const AssistantOptions& options) {
  for (const auto& id : chosen(options)) {
    const auto loaded = forms::Loader::load(options.assets, id);
    if (!loaded) {
      std::fprintf(stderr, "foyerctl: %s\n", loaded.failure().detail.c_str());
      return false;
    }
    std::printf("%s", author::dot(**loaded).c_str());
  }
  return true;
}

} // namespace foyer::ctl
