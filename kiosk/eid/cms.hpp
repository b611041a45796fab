// SPDX-License-Identifier: EUPL-1.2
// SignedData of the Cryptographic Message Syntax (RFC 5652), as EF.SOD, EF.CardSecurity and the
// ICAO lists are made of; eid's sources only.
#pragma once

#include "certificates.hpp"
#include "judgement.hpp"

#include <base/clock.hpp>

#include <optional>
#include <vector>

namespace foyer::eid {

struct SignerInfo {
  // Who: issuer and serial number, or the subject's key identifier.
  ByteView issuer; // Name with its header
  ByteView serial; // content of the INTEGER
  ByteView key_id;
  ByteView digest_algorithm;    // content of the AlgorithmIdentifier
  ByteView signed_attributes;   // content of the SET
  ByteView signature_algorithm; // content of the AlgorithmIdentifier
  ByteView signature;
};

// All views point into `bytes`.
struct SignedData {
  Bytes bytes;
  ByteView content_type; // content of the OBJECT IDENTIFIER
  ByteView content;
  std::vector<ByteView> certificates; // with their headers
  std::vector<SignerInfo> signers;    // one to 16

  SignedData() = default;
  SignedData(SignedData&&) = default;
  SignedData& operator=(SignedData&&) = default;
};

// Takes a ContentInfo. BER is read, too. Fails with card_data_malformed.
Result<SignedData> parse_signed_data(ByteView content_info);

// The certificate that the signer names, among the ones that came along; null when there is none.
Certificate find_certificate(const SignedData& data, const SignerInfo& signer);

// The signed attributes (they must be there, RFC 5652 §5.3, and be about this content), and the
// signature over them. Whether the signer may sign is another question.
Judgement verify_signer(const SignedData& data, const SignerInfo& signer, EVP_PKEY* key);

// The time that the signer says it signed at, if it does (a signed attribute, RFC 5652 §11.3).
std::optional<WallTime> signing_time(const SignerInfo& signer);

} // namespace foyer::eid
