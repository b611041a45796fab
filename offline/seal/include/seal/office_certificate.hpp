// SPDX-License-Identifier: EUPL-1.2
// OfficeCertificate: whose key an application is sealed to, after it was checked.
// Immutable; may be shared between threads. Nothing here blocks or touches the network.
#pragma once

#include <base/clock.hpp>
#include <base/result.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

using X509 = struct x509_st; // OpenSSL's

namespace foyer::seal {

// By a certificate's own dates, the best first.
enum class Validity : std::uint8_t { valid, expired, not_yet };

class OfficeCertificate {
 public:
  // Checks every certificate in `pem` (one or more, roll-over lays several side by side) and keeps
  // the best: of those valid at `now` the newest (that began last), else the one that expired last,
  // else the one that begins first.
  // A certificate passes when it is issued by `pinned_root_pem` (self-signed CA), its subject's
  // common name equals `expected_name`, its key is RSA of at least 3072 bits, its key usage has
  // keyEncipherment, and it is no CA. Dates do not refuse, because a filing must never fail for
  // them: see validity().
  // Errors: office_key_missing (no certificate in `pem`), office_key_untrusted (none passes; the
  // detail says what the last one lacks), config_broken (the root is unusable).
  static Result<OfficeCertificate> load(std::string_view pem, std::string_view pinned_root_pem,
                                        std::string_view expected_name, WallTime now);

  // The first certificate in `pem`, because the person at the command line says so; never for a
  // visitor's application. It needs an RSA key of at least 3072 bits and nothing else.
  // Errors: office_key_missing, office_key_untrusted.
  static Result<OfficeCertificate> vouched_for(std::string_view pem, WallTime now);

  // At the time that was given.
  [[nodiscard]] Validity validity() const { return validity_; }
  [[nodiscard]] WallTime valid_from() const { return valid_from_; }
  [[nodiscard]] WallTime valid_until() const { return valid_until_; }
  [[nodiscard]] const std::string& name() const { return name_; }
  // base64url(SHA-256(SubjectPublicKeyInfo)): the JWE's "kid", 43 characters.
  [[nodiscard]] const std::string& key_id() const { return key_id_; }

  // The EVP_PKEY, for the sealer only.
  struct Key;
  [[nodiscard]] const Key& key() const { return *key_; }

 private:
  OfficeCertificate() = default;
  static Result<OfficeCertificate> from(X509* certificate, WallTime now);
  std::shared_ptr<const Key> key_;
  std::string name_;
  std::string key_id_;
  WallTime valid_from_{}, valid_until_{};
  Validity validity_ = Validity::expired; // also with dates that nobody can read
};

} // namespace foyer::seal
