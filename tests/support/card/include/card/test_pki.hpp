// SPDX-License-Identifier: EUPL-1.2
// A test PKI: country signer -> document signer -> EF.SOD, and the specimen residence title.
#pragma once

#include <card/virtual_card.hpp>

#include <base/clock.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace foyer::card {

enum class KeyType : std::uint8_t { rsa2048, p256, brainpool256, brainpool384, p521 };
enum class SodSignature : std::uint8_t { plain, pss }; // pss: RSA keys only
enum class Digest : std::uint8_t { sha1, sha224, sha256, sha384, sha512 };

struct SignerSpec {
  std::string country = "DE"; // C= of both certificates
  KeyType csca_key = KeyType::brainpool256;
  KeyType signer_key = KeyType::brainpool256;
  bool explicit_parameters = false;   // EC keys carry their curve in full (cards.md trap 6)
  WallTime csca_from, csca_until;     // zero: 2025-01-01 .. 2040-01-01
  WallTime signer_from, signer_until; // zero: 2026-01-01 .. 2038-01-01
};

// A country signer with one document signer, keys in memory. Throws std::runtime_error when OpenSSL
// cannot make what the test asked for.
class Signer {
 public:
  explicit Signer(const SignerSpec& spec = {});
  ~Signer();
  Signer(Signer&&) noexcept;
  Signer& operator=(Signer&&) noexcept;

  [[nodiscard]] std::string csca_pem() const;
  [[nodiscard]] std::string signer_pem() const;
  // EF.SOD (tag 77) over data groups given as {number, raw file}.
  struct DataGroup {
    int number;
    Bytes file;
  };
  [[nodiscard]] Bytes sign_sod(const std::vector<DataGroup>& groups, Digest hash = Digest::sha256,
                               Digest signature = Digest::sha256,
                               SodSignature padding = SodSignature::plain) const;

 private:
  struct Keys;
  std::unique_ptr<Keys> keys_;
};

// The person on a card; all text as in an MRZ ("OKSANA<MARIIA" is written "OKSANA MARIIA").
struct HolderSpec {
  std::string document_code = "AR";
  std::string issuer = "D";
  std::string document_number = "YT8P3R0M4";
  std::string surname = "KOVALENKO";
  std::string given_names = "OKSANA MARIIA";
  std::string birth = "880314";
  std::string sex = "F";
  std::string expiry = "270831";
  std::string nationality = "UKR";
  std::string can = "500540";
};

// The TD1 zone with right check digits (90 characters).
std::string td1_zone(const HolderSpec& holder);
// EF.DG1 (tag 61) around a zone.
Bytes ef_dg1(std::string_view zone);
// EF.CardAccess with one PACEInfo (variant 2 = AES-128 ECDH-GM; domain parameter 13 = BP256r1).
Bytes ef_card_access(int cipher = 2, int domain_parameter = 13);
// A complete card: zone, DG1, EF.COM, EF.CardAccess and a SOD by `signer`.
CardImage make_card(const HolderSpec& holder, const Signer& signer);

} // namespace foyer::card
