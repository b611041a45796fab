// SPDX-License-Identifier: EUPL-1.2
#include <receipt/qr.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using receipt::QrFields;

namespace {

const Bytes hash = [] {
  Bytes bytes;
  for (int i = 0; i < 32; ++i)
    bytes.push_back(static_cast<std::uint8_t>(0xA0 + i));
  return bytes;
}();

QrFields fields() {
  return {.number = "N01-26-000427-K",
          .received = std::chrono::sys_seconds(std::chrono::seconds(1'795'628'285)),
          .content_sha256 = hash};
}

} // namespace

TEST_CASE("The payload is number, moment, beginning of the hash and signature, and no more") {
  const auto part = receipt::qr_signed_part(fields());
  REQUIRE(part.ok());
  CHECK(*part == "FOYER1.N01-26-000427-K.20261125T173805Z.a0a1a2a3a4a5a6a7");
  const auto payload = receipt::qr_payload(fields(), Bytes(64, 0xFB));
  REQUIRE(payload.ok());
  CHECK(*payload == *part + '.' + to_base64url(Bytes(64, 0xFB)));
}

TEST_CASE("A case's code stands behind the signature, which is not over it, and is read again") {
  const std::string code = "7KMQ2XTP9D4FH8WV";
  QrFields with = fields();
  with.code = as_bytes(code);
  const auto part = receipt::qr_signed_part(with);
  REQUIRE(part.ok());
  CHECK(*part == "FOYER2.N01-26-000427-K.20261125T173805Z.a0a1a2a3a4a5a6a7");
  const auto payload = receipt::qr_payload(with, Bytes(64, 0xFB));
  REQUIRE(payload.ok());
  CHECK(*payload == *part + '.' + to_base64url(Bytes(64, 0xFB)) + '.' + code);
  const auto ticket = receipt::read_case_ticket(*payload);
  REQUIRE(ticket.ok());
  CHECK(ticket->number == "N01-26-000427-K");
  CHECK(as_text(ticket->code.reveal()) == code);
  with.code = as_bytes("7KMQ-2XTP");
  CHECK_FALSE(receipt::qr_signed_part(with).ok());
}

TEST_CASE("A scanned text that is no receipt with a code opens nothing, wherever it is cut") {
  QrFields with = fields();
  with.code = as_bytes("7KMQ2XTP9D4FH8WV");
  const std::string payload = *receipt::qr_payload(with, Bytes(64, 0xFB));
  for (std::size_t length = 0; length < payload.size(); ++length)
    REQUIRE_FALSE(receipt::read_case_ticket(payload.substr(0, length)).ok());
  CHECK_FALSE(receipt::read_case_ticket(payload + 'A').ok());
  CHECK_FALSE(receipt::read_case_ticket(payload + ".A").ok());
  CHECK_FALSE(receipt::read_case_ticket(*receipt::qr_payload(fields(), Bytes(64, 1))).ok());
  CHECK_FALSE(receipt::read_case_ticket("https://example.org/a.b.c.d.e").ok());
  CHECK_FALSE(receipt::read_case_ticket(std::string(100'000, '.')).ok());
}

TEST_CASE("Fields that are not what they should be are refused") {
  QrFields wrong = fields();
  wrong.number = "N01 26";
  CHECK_FALSE(receipt::qr_signed_part(wrong).ok());
  wrong.number = "";
  CHECK_FALSE(receipt::qr_signed_part(wrong).ok());
  wrong.number = std::string(33, 'A');
  CHECK_FALSE(receipt::qr_signed_part(wrong).ok());
  wrong = fields();
  wrong.content_sha256 = ByteView(hash).first(31);
  CHECK_FALSE(receipt::qr_signed_part(wrong).ok());
  CHECK_FALSE(receipt::qr_payload(fields(), Bytes(63)).ok());
}

TEST_CASE("A matrix has the three finder patterns and a size of the standard") {
  const auto matrix = receipt::qr_matrix(*receipt::qr_payload(fields(), Bytes(64, 0x11)));
  REQUIRE(matrix.ok());
  CHECK(matrix->size % 4 == 1); // 17 + 4 * version
  CHECK(matrix->dark.size() ==
        static_cast<std::size_t>(matrix->size) * static_cast<std::size_t>(matrix->size));
  const int far = matrix->size - 7;
  for (const auto& [x, y] : {std::pair(0, 0), std::pair(far, 0), std::pair(0, far)})
    for (int dy = 0; dy < 7; ++dy)
      for (int dx = 0; dx < 7; ++dx) {
        const bool ring = dx == 0 || dx == 6 || dy == 0 || dy == 6;
        const bool core = dx >= 2 && dx <= 4 && dy >= 2 && dy <= 4;
        CHECK(matrix->at(x + dx, y + dy) == (ring || core));
      }
}

TEST_CASE("Nothing and too much make no code") {
  CHECK_FALSE(receipt::qr_matrix("").ok());
  CHECK_FALSE(receipt::qr_matrix(std::string(513, 'x')).ok());
  CHECK(receipt::qr_matrix(std::string(512, 'x')).ok());
}
