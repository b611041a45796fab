// SPDX-License-Identifier: EUPL-1.2
// CMS SignedData as ICAO's files have it (RFC 5652 §5, 9303-10 §4.6.2.2), built byte by byte: so
// that each field can be wrong on purpose, and nothing is shared with who verifies it.
#pragma once

#include <card/test_pki.hpp>

#include <openssl/types.h>

namespace foyer::card {

struct SignedDataSpec {
  const char* content_type = "2.23.136.1.1.1";
  ByteView content;
  const TestKey* key = nullptr;
  X509* certificate = nullptr;
  std::vector<Bytes> certificates; // DER, as carried
  SodSpec how;                     // signature, padding, by_key_identifier, signing_time, wrong_...
};

// A whole ContentInfo.
Bytes signed_data(const SignedDataSpec& spec);
// AlgorithmIdentifier of a hash, with its NULL.
Bytes hash_algorithm(Digest digest);

} // namespace foyer::card
