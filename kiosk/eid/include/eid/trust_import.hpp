// SPDX-License-Identifier: EUPL-1.2
// What states publish, verified once and made a trust table: ICAO master lists (CMS, or inside the
// public key directory's LDIF), single certificates and revocation lists (DER, PEM or LDIF).
// Pure: files come in as bytes, the new table goes out.
#pragma once

#include <eid/trust_table.hpp>

#include <base/clock.hpp>

#include <span>
#include <string>
#include <vector>

namespace foyer::eid {

struct ImportFile {
  std::string name; // without folders, for the table and for messages
  Bytes content;
};

// Whom the operator vouches for, having compared with what the authority publishes elsewhere.
struct ImportTrust {
  std::vector<std::string> pins; // SHA-256 of a certificate or file: 64 small hexadecimal digits
  std::vector<Bytes> anchors;    // certificates (DER)
};

struct ImportRefusal {
  std::string what; // "C=DE, CN=..., serial 0A1B": authorities, never persons
  std::string reason;
};

// What became of one file. Sentences are English, for the technician.
struct ImportedFile {
  std::string name;
  std::string kind;               // "master list", "certificates", ...
  std::string problem;            // the whole file was refused; empty: it was taken
  std::vector<std::string> notes; // what else is to be said
  std::vector<ImportRefusal> refusals;
  int listed = 0;
  int taken = 0; // certificates, links among them, and revocation lists
  int links = 0;
  int revocation_lists = 0;
  int known = 0;    // were in the table already
  int left_out = 0; // document signers: documents bring their own along
};

struct ImportReport {
  TrustTable table; // as it would be now
  std::vector<ImportedFile> files;
  // Nothing of an import may be kept when this is false.
  [[nodiscard]] bool good() const;
};

// Adds the files to `table`. Every certificate is verified: it may certify, its curve is a
// published one, and it is signed by itself or (a link) by another one that was taken. A single
// certificate must be vouched for as well, unless it is a link or has a key that a link brought. A
// master list must be signed by someone an anchor certified; it replaces the earlier list of the
// same anchor's country, and an older one is refused. A revocation list must be signed by a country
// signer of the table. Takes a millisecond or two a certificate.
ImportReport import_trust(TrustTable table, std::span<const ImportFile> files,
                          const ImportTrust& trust, WallTime now);

// The certificates in a DER or PEM file, for ImportTrust::anchors. Fails with malformed.
Result<std::vector<Bytes>> read_certificates(ByteView file);

// A fingerprint as people write it: colons, blanks and capital letters are forgiven. Fails with
// malformed when it is not a SHA-256.
Result<std::string> read_pin(std::string_view typed);

} // namespace foyer::eid
