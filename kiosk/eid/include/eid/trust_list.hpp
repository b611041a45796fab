// SPDX-License-Identifier: EUPL-1.2
// The country signing certificates (CSCA) this terminal believes in, and what they have revoked.
#pragma once

#include <base/bytes.hpp>

#include <filesystem>
#include <memory>

namespace foyer::eid {

struct TrustTable;

// Immutable after loading and cheap to copy; may be shared between threads.
class TrustList {
 public:
  // Trusts nobody: every signer is then signer_untrusted.
  TrustList();

  // One or more PEM certificates, and revocation lists that they signed. Fails with
  // trust_list_broken on anything unreadable, also when only one entry of many is: a list that was
  // half read is not the list the authority issued.
  static Result<TrustList> from_pem(std::string_view bundle);
  // What `foyerctl trust import` verified; nothing is verified again.
  static TrustList from_table(const TrustTable& table);
  // A trust table, a PEM file, or a directory whose *.pem and *.crt files are read in the order of
  // their names.
  static Result<TrustList> load(const std::filesystem::path& file_or_directory);

  [[nodiscard]] std::size_t size() const; // certificates
  // When the table was made (RFC 3339); empty for PEM.
  [[nodiscard]] const std::string& made() const;
  // The table's SHA-256, or that over the sorted DER of PEM; lower-case hex: the list's version for
  // the evidence.
  [[nodiscard]] const std::string& fingerprint() const;

  struct Certificates; // OpenSSL's side, known to eid's sources only
  [[nodiscard]] const Certificates& certificates() const { return *certificates_; }

 private:
  explicit TrustList(std::shared_ptr<const Certificates> certificates);
  std::shared_ptr<const Certificates> certificates_;
};

} // namespace foyer::eid
