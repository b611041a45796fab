// SPDX-License-Identifier: EUPL-1.2
#include "algorithms.hpp"
#include "hash_methods.hpp"

#include <eid/tlv.hpp>

#include <base/unique_handle.hpp>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <array>

namespace foyer::eid {
namespace {

using Context = UniqueHandle<EVP_MD_CTX, EVP_MD_CTX_free>;

enum class Family : std::uint8_t { rsa, rsa_pss, ecdsa, ecdsa_plain, dsa };

struct Named {
  std::string_view oid; // content bytes
  Family family;
  std::optional<Hash> hash; // nothing: said elsewhere
};

using namespace std::string_view_literals;

// RFC 8017 A.2, RFC 5758, RFC 3279 §2.2.2, TR-03111 §5.2.1.
constexpr std::array signatures{
    Named{"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x01"sv, Family::rsa, std::nullopt},
    Named{"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x05"sv, Family::rsa, Hash::sha1},
    Named{"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0A"sv, Family::rsa_pss, std::nullopt},
    Named{"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0B"sv, Family::rsa, Hash::sha256},
    Named{"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0C"sv, Family::rsa, Hash::sha384},
    Named{"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0D"sv, Family::rsa, Hash::sha512},
    Named{"\x2A\x86\x48\x86\xF7\x0D\x01\x01\x0E"sv, Family::rsa, Hash::sha224},
    Named{"\x2A\x86\x48\xCE\x3D\x02\x01"sv, Family::ecdsa, std::nullopt},
    Named{"\x2A\x86\x48\xCE\x3D\x04\x01"sv, Family::ecdsa, Hash::sha1},
    Named{"\x2A\x86\x48\xCE\x3D\x04\x03"sv, Family::ecdsa, std::nullopt}, // hash as parameter
    Named{"\x2A\x86\x48\xCE\x3D\x04\x03\x01"sv, Family::ecdsa, Hash::sha224},
    Named{"\x2A\x86\x48\xCE\x3D\x04\x03\x02"sv, Family::ecdsa, Hash::sha256},
    Named{"\x2A\x86\x48\xCE\x3D\x04\x03\x03"sv, Family::ecdsa, Hash::sha384},
    Named{"\x2A\x86\x48\xCE\x3D\x04\x03\x04"sv, Family::ecdsa, Hash::sha512},
    Named{"\x04\x00\x7F\x00\x07\x01\x01\x04\x01\x01"sv, Family::ecdsa_plain, Hash::sha1},
    Named{"\x04\x00\x7F\x00\x07\x01\x01\x04\x01\x02"sv, Family::ecdsa_plain, Hash::sha224},
    Named{"\x04\x00\x7F\x00\x07\x01\x01\x04\x01\x03"sv, Family::ecdsa_plain, Hash::sha256},
    Named{"\x04\x00\x7F\x00\x07\x01\x01\x04\x01\x04"sv, Family::ecdsa_plain, Hash::sha384},
    Named{"\x04\x00\x7F\x00\x07\x01\x01\x04\x01\x05"sv, Family::ecdsa_plain, Hash::sha512},
    Named{"\x2A\x86\x48\xCE\x38\x04\x03"sv, Family::dsa, Hash::sha1},
    Named{"\x60\x86\x48\x01\x65\x03\x04\x03\x01"sv, Family::dsa, Hash::sha224},
    Named{"\x60\x86\x48\x01\x65\x03\x04\x03\x02"sv, Family::dsa, Hash::sha256}};

constexpr std::array hashes{std::pair{"\x2B\x0E\x03\x02\x1A"sv, Hash::sha1},
                            std::pair{"\x60\x86\x48\x01\x65\x03\x04\x02\x04"sv, Hash::sha224},
                            std::pair{"\x60\x86\x48\x01\x65\x03\x04\x02\x01"sv, Hash::sha256},
                            std::pair{"\x60\x86\x48\x01\x65\x03\x04\x02\x02"sv, Hash::sha384},
                            std::pair{"\x60\x86\x48\x01\x65\x03\x04\x02\x03"sv, Hash::sha512}};

const Named* find_signature(ByteView oid) {
  const auto* named = std::find_if(signatures.begin(), signatures.end(),
                                   [&](const Named& one) { return one.oid == as_text(oid); });
  return named == signatures.end() ? nullptr : named;
}

struct Pss {
  Hash hash = Hash::sha1;
  Hash mask_hash = Hash::sha1;
  int salt = 20;
};

// RSASSA-PSS-params (RFC 8017 A.2.3); what is left out has its default. Nothing: a hash, mask or
// trailer that we do not speak.
std::optional<Pss> read_pss(ByteView parameters) {
  Pss pss;
  if (parameters.empty() || (parameters.size() == 2 && parameters[0] == 0x05))
    return pss;
  const auto sequence = TlvReader(parameters).next(0x30);
  if (!sequence.ok())
    return std::nullopt;
  TlvReader fields(sequence->value);
  while (!fields.at_end()) {
    const auto field = fields.next();
    if (!field.ok())
      return std::nullopt;
    const auto inner = TlvReader(field->value).next();
    if (!inner.ok())
      return std::nullopt;
    if (field->tag == 0xA0) {
      const auto hash = hash_in(inner->value);
      if (!hash)
        return std::nullopt;
      pss.hash = *hash;
    } else if (field->tag == 0xA1) { // mgf1 with a hash
      TlvReader mask(inner->value);
      const auto oid = mask.next(0x06);
      const auto hash = mask.next(0x30);
      if (!oid.ok() || as_text(oid->value) != "\x2A\x86\x48\x86\xF7\x0D\x01\x01\x08"sv ||
          !hash.ok() || !hash_in(hash->value))
        return std::nullopt;
      pss.mask_hash = *hash_in(hash->value);
    } else if (field->tag == 0xA2) {
      if (inner->tag != 0x02 || inner->value.empty() || inner->value.size() > 2 ||
          (inner->value[0] & 0x80U) != 0)
        return std::nullopt;
      pss.salt = 0;
      for (const std::uint8_t byte : inner->value)
        pss.salt = pss.salt * 256 + byte;
    } else if (field->tag != 0xA3 || inner->value.size() != 1 || inner->value[0] != 1) {
      return std::nullopt;
    }
  }
  return pss;
}

bool verifies(Hash hash, const Pss* pss, EVP_PKEY* key, ByteView data, ByteView signature) {
  const Context context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr; // belongs to the context
  bool good =
      context && EVP_DigestVerifyInit(context.get(), &parameters, evp(hash), nullptr, key) == 1;
  if (good && pss != nullptr)
    good = EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1 &&
           EVP_PKEY_CTX_set_rsa_mgf1_md(parameters, evp(pss->mask_hash)) == 1 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, pss->salt) == 1;
  good = good && EVP_DigestVerify(context.get(), signature.data(), signature.size(), data.data(),
                                  data.size()) == 1;
  ERR_clear_error();
  return good;
}

bool fits(Family family, EVP_PKEY* key) {
  const int kind = EVP_PKEY_get_base_id(key);
  switch (family) {
  case Family::rsa: return kind == EVP_PKEY_RSA;
  case Family::rsa_pss: return kind == EVP_PKEY_RSA || kind == EVP_PKEY_RSA_PSS;
  case Family::ecdsa:
  case Family::ecdsa_plain: return kind == EVP_PKEY_EC;
  case Family::dsa: return kind == EVP_PKEY_DSA;
  }
  return false;
}

} // namespace

std::optional<Hash> hash_of_oid(ByteView oid) {
  for (const auto& [name, hash] : hashes)
    if (as_text(oid) == name)
      return hash;
  return std::nullopt;
}

std::optional<Hash> hash_in(ByteView algorithm) {
  const auto oid = TlvReader(algorithm).next(0x06);
  return oid.ok() ? hash_of_oid(oid->value) : std::nullopt;
}

std::optional<Hash> hash_of_ecdsa(ByteView oid) {
  const Named* named = find_signature(oid);
  const bool ecdsa =
      named != nullptr && (named->family == Family::ecdsa || named->family == Family::ecdsa_plain);
  return ecdsa ? named->hash : std::nullopt;
}

std::optional<Bytes> der_of_plain(ByteView signature) {
  if (signature.empty() || signature.size() % 2 != 0)
    return std::nullopt;
  const auto integer = [](ByteView number) {
    while (number.size() > 1 && number[0] == 0)
      number = number.subspan(1);
    Bytes value;
    if ((number[0] & 0x80U) != 0)
      value.push_back(0);
    append(value, number);
    return tlv(0x02, ByteView(value));
  };
  const std::size_t half = signature.size() / 2;
  return tlv(0x30, {integer(signature.first(half)), integer(signature.subspan(half))});
}

Judgement verify_signature(ByteView algorithm, std::optional<Hash> digest, EVP_PKEY* key,
                           ByteView data, ByteView signature) {
  TlvReader fields(algorithm);
  const auto oid = fields.next(0x06);
  if (!oid.ok() || key == nullptr)
    return undetermined(Reason::algorithm_unknown);
  const Named* named = find_signature(oid->value);
  if (named == nullptr)
    return undetermined(Reason::algorithm_unknown);
  if (!fits(named->family, key))
    return failed(Reason::signature_wrong);
  if (!curve_is_known(key))
    return failed(Reason::curve_forged);
  if (named->family == Family::rsa_pss) {
    const auto pss = read_pss(fields.rest());
    if (!pss)
      return undetermined(Reason::algorithm_unknown);
    return verifies(pss->hash, &*pss, key, data, signature) ? passed
                                                            : failed(Reason::signature_wrong);
  }
  std::optional<Hash> hash = named->hash;
  if (!hash && !fields.at_end()) // ecdsa-with-Specified names its hash as parameter
    if (const auto parameter = fields.next(0x30); parameter.ok())
      hash = hash_in(parameter->value);
  if (!hash)
    hash = digest;
  if (!hash)
    return undetermined(Reason::algorithm_unknown);
  const auto der =
      named->family == Family::ecdsa_plain ? der_of_plain(signature) : to_bytes(signature);
  if (der && verifies(*hash, nullptr, key, data, *der))
    return passed;
  // Some signers used the hash they named beside the signature's algorithm.
  if (der && digest && *digest != *hash && verifies(*digest, nullptr, key, data, *der))
    return passed;
  return failed(Reason::signature_wrong);
}

} // namespace foyer::eid
