// SPDX-License-Identifier: EUPL-1.2
#include <eid/password.hpp>

#include <eid/crypto.hpp>
#include <eid/mrz.hpp>

#include <base/wiped_at_end.hpp>

#include <algorithm>

namespace foyer::eid {
namespace {

constexpr std::size_t can_digits = 6;

std::string fill(std::string_view text, std::size_t width) {
  std::string out(text);
  for (char& c : out)
    if (c == ' ')
      c = '<';
  while (out.size() < width)
    out.push_back('<');
  return out;
}

} // namespace

Result<Can> Can::parse(std::string_view typed) {
  Bytes digits;
  for (const char c : typed) {
    if (c == ' ')
      continue;
    if (c < '0' || c > '9' || digits.size() == can_digits) {
      foyer::wipe(digits);
      return fail(FailureCode::can_malformed);
    }
    digits.push_back(static_cast<std::uint8_t>(c));
  }
  if (digits.size() != can_digits) {
    foyer::wipe(digits);
    return fail(FailureCode::can_malformed);
  }
  return Can(Secret(std::move(digits)));
}

Password Password::from_can(const Can& can) {
  return {PasswordKind::can, can.digits().clone()};
}

Result<Password> Password::from_mrz_fields(std::string_view document_number, std::string_view birth,
                                           std::string_view expiry) {
  // The number is filled to nine places, longer ones are taken whole (9303-11 App. D.2).
  std::string information;
  const WipedAtEnd information_end(information);
  // Growing would leave copies behind.
  information.reserve(document_number.size() + birth.size() + expiry.size() + 24);
  for (const auto& [text, width] :
       {std::pair(document_number, std::size_t{9}), std::pair(birth, std::size_t{6}),
        std::pair(expiry, std::size_t{6})}) {
    std::string field = fill(text, width);
    const WipedAtEnd field_end(field);
    const auto digit = check_digit(field);
    if (!digit)
      return fail(FailureCode::malformed, "mrz: character");
    information += field;
    information.push_back(*digit);
  }
  return Password(PasswordKind::mrz, Secret(digest(Hash::sha1, as_bytes(information))));
}

namespace {

Result<Secret> only_digits(std::string_view text, std::size_t least, std::size_t most) {
  const bool digits =
      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || text.size() < least || text.size() > most)
    return fail(FailureCode::malformed, "pin or puk");
  return Secret(text);
}

} // namespace

Result<Password> Password::from_pin(std::string_view digits) {
  FOYER_TRY(Secret pin, only_digits(digits, 5, 6));
  return Password(PasswordKind::pin, std::move(pin));
}

Result<Password> Password::from_puk(std::string_view digits) {
  FOYER_TRY(Secret puk, only_digits(digits, 10, 10));
  return Password(PasswordKind::puk, std::move(puk));
}

std::string_view name(PasswordKind kind) {
  switch (kind) {
  case PasswordKind::mrz: return "mrz";
  case PasswordKind::can: return "can";
  case PasswordKind::pin: return "pin";
  case PasswordKind::puk: return "puk";
  }
  return "";
}

Password Password::from_mrz(const Mrz& mrz) {
  // A parsed zone holds no character that could fail.
  return std::move(from_mrz_fields(mrz.document_number, mrz.birth, mrz.expiry)).value();
}

} // namespace foyer::eid
