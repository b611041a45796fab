// SPDX-License-Identifier: EUPL-1.2
// The elementary files of an electronic travel document by their identifiers (ICAO 9303-10 §3.11
// and §4). Which of them may be read is policy.hpp's question.
#pragma once

#include <cstdint>

namespace foyer::eid {

enum class ElementaryFile : std::uint16_t {
  // In the master file.
  card_access = 0x011C,
  card_security = 0x11D0, // our own number: on the card it is 011D, as EF.SOD is; see file_id()
  atr_info = 0x2F01,
  // In the eMRTD application.
  com = 0x011E,
  sod = 0x011D,
  dg1_mrz = 0x0101,
  dg2_face = 0x0102,
  dg3_fingers = 0x0103,
  dg4_irises = 0x0104,
  dg5_portrait = 0x0105,
  dg7_signature = 0x0107,
  dg11_person = 0x010B,
  dg12_document = 0x010C,
  dg13_optional = 0x010D,
  dg14_security = 0x010E,
  dg15_active_key = 0x010F,
  dg16_notify = 0x0110,
};

// What SELECT by file identifier takes.
[[nodiscard]] constexpr std::uint16_t file_id(ElementaryFile file) {
  return file == ElementaryFile::card_security ? 0x011D : static_cast<std::uint16_t>(file);
}

// The short identifier that READ BINARY takes, 1 to 30: the last five bits of the identifier.
[[nodiscard]] constexpr std::uint8_t short_file_id(ElementaryFile file) {
  return static_cast<std::uint8_t>(file_id(file) & 0x1FU);
}

// 1 to 16; 0 for a file that is no data group.
[[nodiscard]] constexpr int data_group_of(ElementaryFile file) {
  const auto id = static_cast<std::uint16_t>(file);
  return id >= 0x0101 && id <= 0x0110 ? id - 0x0100 : 0;
}

} // namespace foyer::eid
