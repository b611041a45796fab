// SPDX-License-Identifier: EUPL-1.2
// Judges the certificates of a service card: chain to the office's authority, validity, revocation,
// and the role it gives. Knows nothing of PKCS#11; every byte of a card is hostile.
#pragma once

#include <api/staff_card.hpp>

#include <chrono>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace foyer::staff_pkcs11 {

// How the office's authority writes a role into a certificate. Every part that is given must be
// there; a rule without a part fits nothing.
struct RoleRule {
  api::StaffRole role = api::StaffRole::staff;
  std::string policy; // object identifier in certificatePolicies (RFC 5280 §4.2.1.4), dotted
  std::string unit;   // one of the subject's organizational units (OU), exactly
};

struct JudgeConfig {
  // PEM: the office's authority, self-signed, and those between it and the cards, if any.
  std::filesystem::path authority;
  // PEM: one list of revoked certificates for each of these authorities. Empty: none is published.
  std::filesystem::path revoked;
  // How long after its next update a list still counts, because a terminal may be offline.
  std::chrono::hours list_grace{14 * 24};
  std::vector<RoleRule> roles;
};

struct Judged {
  api::StaffCard verdict = api::StaffCard::foreign;
  std::optional<api::StaffRole> role; // with `ready`
  Bytes sha256;
  WallTime valid_until;
  bool elliptic = false; // the key: ECDSA, else RSA
};

// Can the files be read? Fails with: config_broken.
Status check_files(const JudgeConfig& config);

// The verdict about one certificate (DER). Order: foreign, revoked, list_missing, expired,
// not_yet_valid, roleless, ready. Reads the files each time, so that a new list counts at once.
// Fails with: config_broken (the files).
Result<Judged> judge(const JudgeConfig& config, ByteView certificate, WallTime now);

// SHA-256 of what a card is asked to sign: a purpose, this certificate and the nonce. A signature
// made for anything else cannot be one of these.
Bytes challenge_digest(ByteView certificate_sha256, ByteView nonce);

// PKCS#1 v1.5, or ECDSA as PKCS#11 gives it (r and s of equal length).
bool signature_fits(ByteView certificate, ByteView digest, ByteView signature);

// 32 bytes nobody can foresee.
Result<Bytes> fresh_nonce();

} // namespace foyer::staff_pkcs11
