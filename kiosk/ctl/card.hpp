// SPDX-License-Identifier: EUPL-1.2
// foyerctl card read: reads whatever document lies on a reader, and says how it went. For
// technicians and outside tools; the visitors' terminal takes another way (kiosk/app/card_desk).
// Described in CARD.md.
#pragma once

#include <eid/read_document.hpp>

#include <CLI/CLI.hpp>

#include <chrono>
#include <functional>
#include <string>
#include <vector>

namespace foyer::ctl {

struct CardOptions {
  std::string reader; // part of a reader's name; empty: the first
  std::string can;    // each: the text, "-" for standard input, "fd:N"
  std::vector<std::string> mrz;
  std::string document, birth, expiry;
  std::string trust; // empty: the configuration's, else nobody
  bool json = false;
};

// Exit codes of the verb, part of its contract.
enum class CardExit : std::uint8_t {
  authentic = 0,
  doubtful = 1, // read, and a check failed
  usage = 2,
  signer_unknown = 3, // read and consistent, but nobody we trust signed it
  no_reader = 4,
  no_card = 5,
  mute = 6, // something lies there that does not answer
  wrong_password = 7,
  card_left = 8, // in mid-read
  unreadable = 9,
  trouble = 10, // trust table, files, anything else
};

// What a step of the reading cost.
struct StepCost {
  std::string step;
  int apdus = 0;
  std::size_t sent = 0, received = 0; // bytes
  std::chrono::microseconds time{};
};

// Adds the verb; `config` is the file that --config names.
void add_card(CLI::App& cli, CardOptions& options, const std::string& config,
              std::function<int()>& verb);

// card_report.cpp. `reading` is null where it failed.
std::string card_as_text(const eid::DocumentReading& reading, const std::vector<StepCost>& steps);
std::string card_as_json(const eid::DocumentReading* reading, const std::vector<StepCost>& steps,
                         const Failure* failure);

} // namespace foyer::ctl
