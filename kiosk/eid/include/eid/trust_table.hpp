// SPDX-License-Identifier: EUPL-1.2
// The trust table: country signers and revocation lists that `foyerctl trust import` has verified
// once, in one file that loads without verifying again (kiosk/eid/FORMAT.md).
#pragma once

#include <base/bytes.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace foyer::eid {

// Where entries came from.
struct TrustSource {
  enum class Kind : std::uint8_t { master_list, certificates, revocation_lists, directory };
  int id = 0; // never used again in the same table
  Kind kind = Kind::certificates;
  std::string name;      // of the file, without folders
  Bytes sha256;          // of the file, or of the master list inside it
  std::string imported;  // RFC 3339
  std::string country;   // of a master list's signer: "DE"; else empty
  std::string signed_at; // a master list's signer says so, or said so of the one before; else empty
  Bytes anchor;          // SHA-256 of the certificate that vouched for a master list; else empty
  int listed = 0, taken = 0, refused = 0;
  bool operator==(const TrustSource&) const = default;
};

struct TrustedCertificate {
  int source = 0;
  bool link = false;                     // signed with the key of an older country signer
  std::uint32_t subject = 0, issuer = 0; // openssl x509 -subject_hash, -issuer_hash
  Bytes der;
  bool operator==(const TrustedCertificate&) const = default;
};

struct TrustedRevocations {
  int source = 0;
  std::uint32_t issuer = 0; // openssl crl -hash
  Bytes der;
  bool operator==(const TrustedRevocations&) const = default;
};

struct TrustTable {
  std::string made;        // RFC 3339: its version
  std::string fingerprint; // SHA-256 of the content, lower-case hex; filled when read
  std::vector<TrustSource> sources;
  std::vector<Bytes> anchors; // certificates (DER) whose holders may issue master lists
  std::vector<TrustedCertificate> certificates;
  std::vector<TrustedRevocations> revocations;
};

// Does a file begin like one?
bool is_trust_table(ByteView file);
// The whole file. Fails with trust_list_broken: not a table, another version, or its hash differs.
Result<TrustTable> parse_trust_table(ByteView file);
Bytes encode_trust_table(const TrustTable& table);

// From disk: trust_list_broken, io_failed.
Result<TrustTable> load_trust_table(const std::filesystem::path& file);
// Replaces the file in one step: after a power cut the old one is there or the new one. io_failed.
Status save_trust_table(const TrustTable& table, const std::filesystem::path& file);

} // namespace foyer::eid
