// SPDX-License-Identifier: EUPL-1.2
// What the office makes of a card reading: the evidence bundle judged anew with the office's own
// trust list, and the terminal's signature around it. An application is never refused for it: it
// was filed; the case worker sees what is in doubt. One thread at a time.
#pragma once

#include "xml_reader.hpp"

#include <base/bytes.hpp>
#include <base/clock.hpp>
#include <eid/trust_list.hpp>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace foyer::middletier {

struct CardFinding {
  std::string check; // closed words of eid, and terminal_signature, terminal, first_use
  int data_group = 0;
  std::string verdict, reason;
  std::string claimed; // the terminal's verdict where it is another one that counts; else empty
  bool accepted = false;
};

struct CardVerdict {
  std::string chip;   // eid::ChipProof in words; "malformed" when there is no readable bundle
  std::string nonce;  // hex; the same nonce a second time is a replay
  std::string bundle; // SHA-256, hex
  bool accepted = false;
  std::vector<CardFinding> findings;

  void add(CardFinding finding) {
    accepted = accepted && finding.accepted;
    findings.push_back(std::move(finding));
  }
};

class CardCheck {
 public:
  // `trust`: PEM file, folder or table of country signers; empty: nobody is trusted. `terminals`:
  // folder of the terminals' public keys, N01.pem. Throws std::runtime_error.
  CardCheck(const std::filesystem::path& trust, std::filesystem::path terminals);

  // Nothing when the container has no card evidence. `terminal`: who delivered it, as TLS says.
  [[nodiscard]] std::optional<CardVerdict> examine(const XmlReader& xml,
                                                   const std::string& terminal, WallTime now) const;

 private:
  [[nodiscard]] CardFinding check_signature(const XmlReader& xml, const std::string& terminal,
                                            ByteView bundle) const;
  eid::TrustList trust_;
  std::filesystem::path terminals_;
};

// For the log: "accepted chip=proven" or "doubtful chip=failed: active_authentication:...".
std::string in_words(const CardVerdict& verdict);

} // namespace foyer::middletier
