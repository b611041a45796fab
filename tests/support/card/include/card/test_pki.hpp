// SPDX-License-Identifier: EUPL-1.2
// A test PKI: country signer -> document signer -> EF.SOD, EF.CardSecurity; link certificates,
// revocation lists, master lists; and the specimen residence title. Profiles of ICAO 9303-12.
#pragma once

#include <card/documents.hpp>
#include <card/test_keys.hpp>
#include <card/virtual_card.hpp>

#include <base/clock.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace foyer::card {

struct SignerSpec {
  std::string country = "DE"; // C= of both certificates
  KeyType csca_key = KeyType::brainpool256;
  KeyType signer_key = KeyType::brainpool256;
  bool explicit_parameters = false;   // EC keys carry their curve in full (cards.md trap 6)
  WallTime csca_from, csca_until;     // zero: 2025-01-01 .. 2040-01-01
  WallTime signer_from, signer_until; // zero: 2026-01-01 .. 2038-01-01
  // How the country signer signs certificates and lists.
  Digest certificate_digest = Digest::sha256;
  SodSignature certificate_padding = SodSignature::plain;
  std::string name = "Foyer Test CSCA";    // CN of the country signer
  bool renamed = false;                    // of a successor: `name` counts, not the country's
  bool signs_no_lists = false;             // the country signer lacks the key usage for CRLs
  std::string seed;                        // keys and serial numbers follow from it; empty: random
  std::vector<std::string> document_types; // of the document signer's extension; none: left out
};

// What is in an EF.SOD besides its hashes, and what is wrong with it.
struct SodSpec {
  Digest hash = Digest::sha256;      // of the data groups
  Digest signature = Digest::sha256; // of the signed attributes
  SodSignature padding = SodSignature::plain;
  bool lds18 = false;             // version 1 with LDS and Unicode versions
  bool by_key_identifier = false; // the signer is named by its key, not by issuer and serial number
  bool without_certificate = false;
  std::optional<WallTime> signing_time;
  int wrong_hash = 0; // the hash of this data group is another's; 0: none
  bool wrong_signature = false;
  bool rsa_encryption_oid = false; // names the algorithm of an RSA signature by the key's kind only
};

// A country signer with one document signer, keys in memory. Throws std::runtime_error when OpenSSL
// cannot make what the test asked for.
class Signer {
 public:
  explicit Signer(const SignerSpec& spec = {});
  ~Signer();
  Signer(Signer&&) noexcept;
  Signer& operator=(Signer&&) noexcept;

  // Another document signer of the same country signer; only the signer's fields count.
  [[nodiscard]] Signer colleague(const SignerSpec& spec) const;
  // The country signer's next key (9303-12 §4.2.1): `spec` says which, link() certifies it by the
  // old one. Names stay the country's, unless `renamed`.
  [[nodiscard]] Signer successor(const SignerSpec& spec) const;

  [[nodiscard]] std::string csca_pem() const;
  [[nodiscard]] std::string signer_pem() const;
  [[nodiscard]] Bytes csca_der() const;
  [[nodiscard]] Bytes signer_der() const;
  [[nodiscard]] Bytes link_der() const; // empty unless this is a successor

  // EF.SOD (tag 77) over data groups given as {number, raw file}.
  struct DataGroup {
    int number;
    Bytes file;
  };
  [[nodiscard]] Bytes sign_sod(const std::vector<DataGroup>& groups, const SodSpec& spec) const;
  [[nodiscard]] Bytes sign_sod(const std::vector<DataGroup>& groups, Digest hash = Digest::sha256,
                               Digest signature = Digest::sha256,
                               SodSignature padding = SodSignature::plain) const;
  // EF.CardSecurity (TR-03110-3 A.1.2.5) around SecurityInfos.
  [[nodiscard]] Bytes sign_card_security(ByteView security_infos) const;

  struct CrlSpec {
    std::vector<Bytes> revoked_certificates; // DER, of which the serial numbers are listed
    WallTime from, next;                     // zero: 2026-11-01 .. 2027-02-01
    int number = 1;
  };
  // The country's revocation list, DER.
  [[nodiscard]] Bytes crl(const CrlSpec& spec) const;

  // A master list (9303-12 §8): CMS ContentInfo with a CscaMasterList of these certificates,
  // signed by a master list signer of this country.
  struct MasterListSpec {
    bool wrong_signature = false;
    bool signer_without_usage = false; // its certificate lacks the extended key usage
    std::optional<WallTime> signing_time;
  };
  [[nodiscard]] Bytes master_list(const std::vector<Bytes>& certificates,
                                  const MasterListSpec& spec) const;
  [[nodiscard]] Bytes master_list(const std::vector<Bytes>& certificates) const;

 private:
  struct Keys;
  explicit Signer(std::unique_ptr<Keys> keys);
  std::unique_ptr<Keys> keys_;
};

// Country signers of many invented countries, in the mix of the German list: RSA PKCS#1 and PSS of
// several sizes, ECDSA over named curves, and `explicit_parameters` of them with curves spelled
// out. Some countries have several. The same for the same numbers.
std::vector<Bytes> many_country_signers(int count = 588, int explicit_parameters = 160);

// A complete residence title: zone, DG1, EF.COM, EF.CardAccess and a SOD by `signer`.
CardImage make_card(const HolderSpec& holder, const Signer& signer);

} // namespace foyer::card
