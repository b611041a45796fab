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

  std::filesystem::path key;         // sign: private key
  std::filesystem::path keys;        // verify: folder of public keys
  bool replace = false;              // sign: also over another content of the same version
  std::string language = "de";       // show
  std::filesystem::path out;         // show: the file that is made
  std::filesystem::path people;      // show: a file of people, and
  std::filesystem::path old_locales; // diff: empty: the same as locales
  std::string person;                // the name of the one whose pages are shown
};

// Prints every mistake of the named assistants (none named: all, and the menu). False when there is
// one.
bool lint_assistants(const AssistantOptions& options);
// Runs files of people. False when an expectation failed.
bool test_people(const AssistantOptions& options);
// Prints pages and guards as DOT.
bool graph_assistants(const AssistantOptions& options);

// Signs releases. False when one was refused; the others are signed.
bool sign_assistants(const AssistantOptions& options);
// Says of each whether it is released as it is. False when one is not.
bool verify_assistants(const AssistantOptions& options);
// Writes a whole assistant as one printable file.
bool show_assistant(const AssistantOptions& options);
// Says in words how two versions differ: names are old assets, new assets, assistant.
bool diff_assistants(const AssistantOptions& options);

} // namespace foyer::ctl
