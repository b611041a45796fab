// SPDX-License-Identifier: EUPL-1.2
// The machine-readable zone: ICAO 9303-3 §4, layouts TD1 (9303-5), TD2 (9303-6), TD3 (9303-4), and
// the visas MRV-A and MRV-B (9303-7), which look like TD3 and TD2 and begin with V.
#pragma once

#include <base/bytes.hpp>
#include <base/clock.hpp>

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace foyer::eid {

enum class MrzLayout : std::uint8_t { td1, td2, td3, mrv_a, mrv_b };

// Which of the zone's check digits fit. A digit that does not fit is news about the document, not
// a reason to refuse the reading. `optional_data` exists on TD3 only, `composite` not on visas.
struct CheckDigits {
  bool document_number = false;
  bool birth = false;
  bool expiry = false;
  std::optional<bool> optional_data;
  std::optional<bool> composite;

  [[nodiscard]] bool all_ok() const {
    return document_number && birth && expiry && optional_data.value_or(true) &&
           composite.value_or(true);
  }
  bool operator==(const CheckDigits&) const = default;
};

enum class MrzSex : std::uint8_t { unspecified, female, male };

// One parsed zone. All of it is personal data; hold it in a Personal<> or inside a reading.
// Text is as in the zone (A-Z, 0-9), outer fillers gone and inner ones turned into blanks.
class Mrz {
 public:
  // `zone` is the lines joined without separators: 90, 72 or 88 characters out of A-Z, 0-9, '<'.
  // Fails with card_data_malformed.
  static Result<Mrz> parse(std::string_view zone);

  MrzLayout layout = MrzLayout::td1;
  std::string document_code; // "P", "AR", "ID"
  std::string issuer;        // "D", "UKR"
  std::string document_number;
  std::string nationality;
  std::string birth;  // YYMMDD, unknown parts as '<'
  std::string expiry; // YYMMDD
  MrzSex sex = MrzSex::unspecified;
  std::string optional;
  std::string optional2; // TD1 only
  std::string surname;   // the primary identifier; a mononym stands here alone
  std::string given_names;
  bool name_maybe_truncated = false;
  CheckDigits check_digits;

  // Overwrites all text; called by those who held the zone when a visit ends.
  void wipe();
  bool operator==(const Mrz&) const = default;
};

// 7-3-1 modulo 10 (9303-3 §4.9); nothing when a character is not one of an MRZ.
std::optional<char> check_digit(std::string_view text);

// Lines as somebody typed or pasted them: line ends, blanks and hyphens between them fall away,
// small letters become capital. What else is wrong with them Mrz::parse says.
std::string zone_of_lines(std::string_view text);

// The century is chosen so that the birth is not after `now`. "1988-03-14"; where the zone leaves
// parts unknown "1988-03" or "1988"; empty when unknown or no date. Unknown is a filler (9303-3
// §4.8); zeros and X, which some states print, are taken for one.
std::string birth_date(const Mrz& mrz, WallTime now);
// Documents live at most a few decades: always 20YY. Empty when unknown or no date.
std::string expiry_date(const Mrz& mrz);

} // namespace foyer::eid
