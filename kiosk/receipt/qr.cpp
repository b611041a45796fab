// SPDX-License-Identifier: EUPL-1.2
#include <receipt/qr.hpp>

#include <base/unique_handle.hpp>

#include <algorithm>
#include <array>
#include <qrencode.h>

namespace foyer::receipt {

namespace {

constexpr std::size_t longest_number = 32;
constexpr std::size_t longest_payload = 512;
constexpr std::size_t hash_bytes = 32;
constexpr std::size_t printed_hash_bytes = 8;
constexpr std::size_t signature_bytes = 64; // Ed25519, RFC 8032 5.1.6
const std::string version_without_code = "FOYER1.";
const std::string version_with_code = "FOYER2.";

bool plain(std::string_view number) {
  return !number.empty() && number.size() <= longest_number &&
         std::all_of(number.begin(), number.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
         });
}

// As seal::PaperCode::compact() writes it.
bool plain_code(std::string_view code) {
  constexpr std::size_t length = 16;
  return code.size() == length && std::all_of(code.begin(), code.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
         });
}

// 2026-11-25T17:38:05Z without its separators.
std::string compact_time(std::chrono::sys_seconds time) {
  std::string text = to_rfc3339(time);
  std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
  return text;
}

} // namespace

Result<std::string> qr_signed_part(const QrFields& fields) {
  if (!plain(fields.number))
    return fail(FailureCode::malformed, "receipt number");
  if (fields.content_sha256.size() != hash_bytes)
    return fail(FailureCode::malformed, "content hash");
  if (!fields.code.empty() && !plain_code(as_text(fields.code)))
    return fail(FailureCode::malformed, "case code");
  return (fields.code.empty() ? version_without_code : version_with_code) + fields.number + '.' +
         compact_time(fields.received) + '.' +
         to_hex(fields.content_sha256.first(printed_hash_bytes));
}

Result<std::string> qr_payload(const QrFields& fields, ByteView signature) {
  if (signature.size() != signature_bytes)
    return fail(FailureCode::malformed, "signature");
  FOYER_TRY(const std::string signed_part, qr_signed_part(fields));
  std::string payload = signed_part + '.' + to_base64url(signature);
  if (!fields.code.empty())
    payload.append(1, '.').append(as_text(fields.code));
  return payload;
}

Result<CaseTicket> read_case_ticket(std::string_view payload) {
  constexpr std::size_t parts = 6; // version, number, time, hash, signature, code
  std::array<std::string_view, parts> part;
  if (payload.size() > longest_payload)
    return fail(FailureCode::malformed, "QR payload");
  for (std::size_t i = 0; i < parts; ++i) {
    const auto end = payload.find('.');
    if ((end == std::string_view::npos) != (i + 1 == parts))
      return fail(FailureCode::malformed, "QR payload");
    part[i] = payload.substr(0, end);
    payload.remove_prefix(end == std::string_view::npos ? payload.size() : end + 1);
  }
  if (version_with_code != std::string(part[0]) + '.' || !plain(part[1]) || !plain_code(part[5]))
    return fail(FailureCode::malformed, "QR payload");
  return CaseTicket{.number = std::string(part[1]), .code = Secret(part[5])};
}

Result<QrMatrix> qr_matrix(std::string_view payload) {
  if (payload.empty() || payload.size() > longest_payload)
    return fail(FailureCode::malformed, "QR payload");
  using Code = UniqueHandle<QRcode, QRcode_free>;
  const Code code(QRcode_encodeData(static_cast<int>(payload.size()),
                                    reinterpret_cast<const unsigned char*>(payload.data()), 0,
                                    QR_ECLEVEL_M));
  if (!code)
    return fail(FailureCode::malformed, "QR payload");
  QrMatrix matrix;
  matrix.size = code->width;
  const auto modules =
      static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
  for (std::size_t i = 0; i < modules; ++i)
    matrix.dark.push_back((code->data[i] & 1U) != 0); // bit 0 is the colour, the others its role
  return matrix;
}

} // namespace foyer::receipt
