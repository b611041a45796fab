// SPDX-License-Identifier: EUPL-1.2
// VirtualCard: our own eMRTD chip in software (bytes in, bytes out). PACE with CAN or MRZ (ECDH
// generic mapping), secure messaging, EF.CardAccess, EF.COM, DG1, EF.SOD.
// Not part of any release; checked against the worked examples of ICAO 9303-11.
#pragma once

#include <eid/read_document.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace foyer::card {

// What a chip holds. Made by card-pki, kept as JSON (see specimen.json).
struct CardImage {
  std::string can; // six digits
  std::string mrz; // the zone, for PACE with the MRZ; also what DG1 holds
  Bytes ef_card_access;
  Bytes ef_com;
  Bytes ef_dg1;
  Bytes ef_sod;
  bool extended_length = true; // announced in the ATR and accepted

  static Result<CardImage> load(const std::filesystem::path& json_file);
  Status save(const std::filesystem::path& json_file) const;
};

class VirtualCard {
 public:
  explicit VirtualCard(CardImage image, eid::RandomSource random = eid::system_random());
  ~VirtualCard();
  VirtualCard(VirtualCard&&) noexcept;
  VirtualCard& operator=(VirtualCard&&) noexcept;

  // One command in, one response out (always at least a status word). Does not block.
  Bytes answer(ByteView command);
  // Power off and on.
  void reset();
  [[nodiscard]] Bytes atr() const;
  [[nodiscard]] bool extended_length() const;
  // True after each successful PACE, until a reset.
  [[nodiscard]] bool opened() const;
  // Identifiers of the elementary files that were asked for since the last reset, found or not.
  [[nodiscard]] const std::vector<std::uint16_t>& files_asked_for() const;

 private:
  struct Chip;
  std::unique_ptr<Chip> chip_;
};

} // namespace foyer::card
