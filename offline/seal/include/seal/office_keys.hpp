// SPDX-License-Identifier: EUPL-1.2
// OfficeKeys: the signed set of certificates that applications may be sealed to, as the office
// publishes it (offline/seal/FORMAT.md, "The office's certificates"). A newer set takes the place
// of an older one: what it leaves out is withdrawn. Pure; any thread.
#pragma once

#include <seal/office_certificate.hpp>

#include <base/clock.hpp>
#include <base/result.hpp>
#include <base/secret.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::seal {

inline constexpr std::size_t office_keys_limit = 128 * 1024; // bytes of a set

// What a terminal was given by hand and believes without further proof.
struct OfficePins {
  std::string root_pem;      // who issues the office's certificates
  std::string name;          // their common name
  std::string emergency_pem; // sealed to when nothing else is valid; may be empty
};

class OfficeKeys {
 public:
  // A compact JWS (RFC 7515), PS512, whose one certificate in x5c is issued by the root, for the
  // office's name, to sign and not to encrypt, and was valid when the set was made. Whether each
  // certificate of the set can be sealed to is asked when one is chosen.
  // Errors: office_key_untrusted (signature or signer; the detail says why), malformed,
  // config_broken (the root).
  static Result<OfficeKeys> open(std::string_view compact, const OfficePins& pins);

  // Counts up from 1 with each set. A set is its version's only one.
  [[nodiscard]] std::int64_t version() const { return version_; }
  [[nodiscard]] WallTime issued_at() const { return issued_at_; }
  // May be none: then all are withdrawn.
  [[nodiscard]] const std::string& certificates_pem() const { return certificates_pem_; }

 private:
  OfficeKeys() = default;
  std::int64_t version_ = 0;
  WallTime issued_at_{};
  std::string certificates_pem_;
};

enum class OfficeKeyStanding : std::uint8_t {
  valid,      // the newest that is valid now
  emergency,  // none is: the pinned emergency key
  out_of_date // none is, and no emergency key is pinned: the one nearest to being valid
};

struct ChosenOfficeKey {
  OfficeCertificate certificate;
  OfficeKeyStanding standing;
};

// Whom to seal to at `now`. Only when there is no key at all: office_key_missing or
// office_key_untrusted (and config_broken for the root).
Result<ChosenOfficeKey> choose_office_key(std::string_view certificates_pem, const OfficePins& pins,
                                          WallTime now);

// The office's side: a set of `certificates_pem`, signed with an RSA key (PKCS#8 PEM, no password)
// and its certificate. What open() would refuse is not signed: same errors.
Result<std::string> sign_office_keys(std::int64_t version, WallTime issued_at,
                                     const std::vector<std::string>& certificates_pem,
                                     const Secret& signer_key_pem,
                                     std::string_view signer_certificate_pem,
                                     const OfficePins& pins);

} // namespace foyer::seal
