// SPDX-License-Identifier: EUPL-1.2
// foyerctl assistant ...: for those who write assistants. Works on a checkout, too: without a
// configuration the definitions are taken from ./assets and the texts from ./locales.
#pragma once

#include <base/result.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace foyer::ctl {

struct AssistantOptions {
  std::filesystem::path assets = "assets", locales = "locales";
  std::string date;               // "2026-11-25"; empty: today in Germany
  bool machine = false;           // JSON lines instead of sentences
  bool coverage = false;          // test: say what nobody met
  std::vector<std::string> names; // assistants, or files of people
};

// Prints every mistake of the named assistants (none named: all). False when there is one.
bool lint_assistants(const AssistantOptions& options);
// Runs files of people. False when an expectation failed.
bool test_people(const AssistantOptions& options);
// Prints pages and guards as DOT.
bool graph_assistants(const AssistantOptions& options);

} // namespace foyer::ctl
