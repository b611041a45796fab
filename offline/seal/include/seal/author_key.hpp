// SPDX-License-Identifier: EUPL-1.2
// AuthorKey: what the terminal signs content with where XML Signature is asked for (profile
// "osci"). RSA, because OSCI 1.2 knows no EdDSA; receipts stay with TerminalKey. The certificate
// is signed by the key itself: the office knows it because somebody brought it there, as it knows
// the terminal's receipt key. Immutable; may be used from several threads.
#pragma once

#include <base/bytes.hpp>
#include <base/clock.hpp>
#include <base/result.hpp>
#include <base/secret.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace foyer::seal {

class AuthorKey {
 public:
  // RSA of 3072 bits and a certificate with the common name `name`, usable from `now` on and, as it
  // is pinned, without an end (RFC 5280 4.1.2.5). Takes tenths of a second.
  static Result<AuthorKey> generate(std::string_view name, WallTime now);
  // PEM, without a password: the private key (PKCS#8) and its certificate. `config_broken`: one of
  // them is missing, they do not belong together, the key is no RSA key of at least 3072 bits, or
  // the certificate's key usage lacks digitalSignature.
  static Result<AuthorKey> from_pem(std::string_view pem);
  // Reads `file`; if there is none, makes a key and writes it first (mode 0600, synced, never
  // over an existing file). Errors: config_broken, io_failed.
  static Result<AuthorKey> load_or_generate(const std::filesystem::path& file,
                                            std::string_view name, WallTime now);

  [[nodiscard]] Result<Secret> to_pem() const;
  [[nodiscard]] Result<std::string> certificate_pem() const; // for the office
  [[nodiscard]] const Bytes& certificate_der() const { return certificate_der_; }
  // RSASSA-PSS, SHA-256, MGF1 with SHA-256, salt of 32 bytes: "sha256-rsa-MGF1" of RFC 6931 2.3.10.
  [[nodiscard]] Result<Bytes> sign(ByteView message) const;

 private:
  AuthorKey() = default;
  struct Key;
  std::shared_ptr<const Key> key_;
  Bytes certificate_der_;
};

} // namespace foyer::seal
