// SPDX-License-Identifier: EUPL-1.2
// Key pairs of the test PKI and of chips: every kind that documents use. Seeded keys are the same
// in every process and on every machine, so that cards, country signers and lists that different
// programs make fit together without a file between them. None of them protects anything.
#pragma once

#include <base/bytes.hpp>

#include <memory>
#include <string>
#include <string_view>

typedef struct evp_pkey_st EVP_PKEY;

namespace foyer::card {

enum class KeyType : std::uint8_t {
  rsa1024, // active authentication of old passports
  rsa2048,
  rsa3072,
  p192,
  p224,
  p256,
  p384,
  p521,
  brainpool192,
  brainpool224,
  brainpool256,
  brainpool320,
  brainpool384,
  brainpool512,
  dh1024, // RFC 5114, 160-bit subgroup
  dh2048, // RFC 5114, 256-bit subgroup
};
enum class SodSignature : std::uint8_t { plain, pss }; // pss: RSA keys only
enum class Digest : std::uint8_t { sha1, sha224, sha256, sha384, sha512 };
const char* name(Digest digest); // "SHA-256"

// Cheap to copy. Throws std::runtime_error when OpenSSL cannot make what the test asked for.
class TestKey {
 public:
  // An empty seed means a random key. EC keys may spell their curve out.
  explicit TestKey(KeyType type, std::string_view seed = {}, bool explicit_parameters = false);
  // An elliptic key with this private scalar, big-endian.
  static TestKey of_scalar(KeyType type, ByteView scalar, bool explicit_parameters = false);

  [[nodiscard]] Bytes pkcs8() const;       // never spells a curve out
  [[nodiscard]] Bytes public_info() const; // SubjectPublicKeyInfo
  [[nodiscard]] bool rsa() const;
  [[nodiscard]] Bytes sign(ByteView data, Digest digest, SodSignature padding) const;
  // AlgorithmIdentifier of such a signature.
  [[nodiscard]] Bytes signature_algorithm(Digest digest, SodSignature padding) const;
  [[nodiscard]] EVP_PKEY* handle() const { return key_.get(); }

 private:
  TestKey() = default;
  std::shared_ptr<EVP_PKEY> key_;
  std::shared_ptr<EVP_PKEY> named_; // the same key with its curve named
};

} // namespace foyer::card
