// SPDX-License-Identifier: EUPL-1.2
// What foyer-staff-worker and the terminal tell each other, one datagram a message: little-endian
// numbers, byte strings with a length of two bytes before them. The terminal takes every byte of
// the worker for hostile, because a card's software runs beside its writer.
#pragma once

#include <base/bytes.hpp>
#include <base/secret.hpp>

#include <cstdint>
#include <optional>
#include <vector>

namespace foyer::staff_pkcs11 {

constexpr std::size_t longest_message = 96U * 1024U;
constexpr std::size_t most_certificates = 12;

// One certificate on the card, with what belongs to signing with it.
struct CardCertificate {
  std::uint64_t slot = 0;
  std::uint32_t flags = 0; // CK_TOKEN_INFO's
  Bytes id;                // CKA_ID, also of the private key
  Bytes der;
};

// The worker's first message. `module`: could it be loaded and asked?
struct CardContent {
  bool module = false;
  std::vector<CardCertificate> certificates;
};

struct SignRequest {
  std::uint64_t slot = 0;
  bool elliptic = false;
  Secret pin; // empty: typed on the reader
  Bytes id;
  Bytes digest; // SHA-256
};

struct SignAnswer {
  std::uint32_t result = 0; // CKR_* of the first call that failed, 0: signed
  // CK_TOKEN_INFO's afterwards; nothing where the card does not say any more.
  std::optional<std::uint32_t> flags;
  Bytes signature;
};

Bytes encode(const CardContent& content);
Bytes encode(const SignRequest& request); // holds the PIN: wipe it
Bytes encode(const SignAnswer& answer);

// Fail with: malformed.
Result<CardContent> parse_content(ByteView message);
Result<SignRequest> parse_request(ByteView message);
Result<SignAnswer> parse_answer(ByteView message);

} // namespace foyer::staff_pkcs11
