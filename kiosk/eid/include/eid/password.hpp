// SPDX-License-Identifier: EUPL-1.2
// What opens a chip: the card access number printed on the front, the machine-readable zone, or
// what the holder of an eID function knows.
#pragma once

#include <base/result.hpp>
#include <base/secret.hpp>

#include <string_view>

namespace foyer::eid {

class Mrz;

// The six digits on the front of a German residence title (BSI TR-03110-2 §2.3).
class Can {
 public:
  // Blanks around and between the digits are forgiven, anything else is can_malformed.
  static Result<Can> parse(std::string_view typed);

  [[nodiscard]] Can clone() const { return Can(digits_.clone()); }
  [[nodiscard]] const Secret& digits() const { return digits_; }

 private:
  explicit Can(Secret digits) : digits_(std::move(digits)) {}
  Secret digits_;
};

// Wire values of the password reference in MSE:Set AT (ICAO 9303-11 §4.4.4.1, tag 83).
enum class PasswordKind : std::uint8_t { mrz = 1, can = 2, pin = 3, puk = 4 };
std::string_view name(PasswordKind kind); // "mrz", ...

// A PACE password as the key derivation function takes it (ICAO 9303-11 §9.7.3).
class Password {
 public:
  static Password from_can(const Can& can);
  // K = SHA-1(document number | cd | birth | cd | expiry | cd).
  static Password from_mrz(const Mrz& mrz);
  // The same from its three fields as printed, without check digits (dates YYMMDD).
  // Fails with malformed when a character is not one of an MRZ.
  static Result<Password> from_mrz_fields(std::string_view document_number, std::string_view birth,
                                          std::string_view expiry);

  // The secret number of the eID function: 6 digits, 5 as long as it is the letter's transport PIN.
  // Fails with malformed.
  static Result<Password> from_pin(std::string_view digits);
  // The 10 digits that unblock it. Fails with malformed.
  static Result<Password> from_puk(std::string_view digits);

  [[nodiscard]] Password clone() const { return {kind_, key_seed_.clone()}; }
  [[nodiscard]] PasswordKind kind() const { return kind_; }
  [[nodiscard]] const Secret& key_seed() const { return key_seed_; }

 private:
  Password(PasswordKind kind, Secret key_seed) : kind_(kind), key_seed_(std::move(key_seed)) {}
  PasswordKind kind_;
  Secret key_seed_;
};

} // namespace foyer::eid
