// SPDX-License-Identifier: EUPL-1.2
// What the data groups beside the zone say (ICAO 9303-10 §4.6 and §4.7): EF.COM, DG11, DG12, DG16.
// Faces (DG2) have their own header. All of it is personal data; hold it in a Personal<>.
// EF.COM and DG16 are read for completeness and in tests: policy.hpp allows neither to be asked for
// (EF.SOD says more than EF.COM, signed; nobody needs whom to notify).
#pragma once

#include <base/bytes.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace foyer::eid {

// All parsers take the raw file, hostile or not, skip tags they do not know and fail with
// card_data_malformed where the structure is none. A text that is no UTF-8, or holds control
// characters, is left out: a name in guessed letters is worse than none. Dates are ISO
// ("1988-03-14"), shortened where parts are unknown ("1988"), empty where they are no date. Fillers
// in text ('<') are blanks, two of them what separates parts.

// DG1 (9303-10 §4.7.1): the zone as it stands in the file, for Mrz::parse.
Result<std::string_view> zone_of_dg1(ByteView file);

// EF.COM (9303-10 §4.6.1): unsigned, so nothing is decided by it.
struct CommonData {
  std::string lds_version;      // "0107"
  std::string unicode_version;  // "040000"
  std::vector<int> data_groups; // numbers, in the order of the list
};
Result<CommonData> parse_ef_com(ByteView file);

// A name in DG11 or DG16: primary and secondary identifier in national characters. Not cut, not
// transliterated.
struct FullName {
  std::string surname;
  std::string given_names; // empty for a person with one name
  [[nodiscard]] bool empty() const { return surname.empty() && given_names.empty(); }
  bool operator==(const FullName&) const = default;
};

// DG11, additional personal details (9303-10 §4.7.11).
struct PersonalDetails {
  FullName full_name;
  std::vector<FullName> other_names;
  std::string personal_number;
  std::string birth;
  std::vector<std::string> birth_place; // town, region, state, as many as the document gives
  std::vector<std::string> address;     // permanent address
  std::string telephone;
  std::string profession;
  std::string title;
  std::string summary;
  std::vector<std::string> other_documents; // numbers of other valid travel documents
  std::string custody;
  bool has_proof_of_citizenship = false; // an image, which is not taken out

  void wipe();
};
Result<PersonalDetails> parse_dg11(ByteView file);

// DG12, additional document details (9303-10 §4.7.12).
struct DocumentDetails {
  std::string authority;
  std::string issued;
  std::vector<FullName> other_persons;
  std::string endorsements;
  std::string tax_or_exit;
  bool has_front_image = false, has_rear_image = false; // not taken out
  std::string personalised;                             // date only
  std::string personalisation_system;

  void wipe();
};
Result<DocumentDetails> parse_dg12(ByteView file);

// DG11 or DG12 in which every field is a known one of text, names or a date: no image in it.
bool holds_text_alone(ByteView file);

// DG16, persons to notify (9303-10 §4.7.16).
struct PersonToNotify {
  std::string recorded; // date
  FullName name;
  std::string telephone;
  std::vector<std::string> address;

  void wipe();
};
Result<std::vector<PersonToNotify>> parse_dg16(ByteView file);

// True where every character is a letter of the Latin script, a mark upon one, or what stands in
// names beside letters. Then the chip's own spelling can stand on a German form.
[[nodiscard]] bool is_latin(std::string_view utf8);

// As `utf8` says, unless it is no UTF-8 or holds control characters: then empty.
[[nodiscard]] std::string clean_text(ByteView utf8);

} // namespace foyer::eid
