// SPDX-License-Identifier: EUPL-1.2
#include <eid/active_authentication.hpp>

#include <eid/message_recovery.hpp>
#include <eid/tlv.hpp>

#include <base/unique_handle.hpp>

#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>

namespace foyer::eid {
namespace {

using Key = UniqueHandle<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = UniqueHandle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Signature = UniqueHandle<ECDSA_SIG, ECDSA_SIG_free>;

constexpr CheckResult passed{Check::active_authentication, Verdict::passed, Reason::none};

CheckResult failed(Reason reason) {
  return {Check::active_authentication, Verdict::failed, reason};
}
CheckResult unable(Reason reason) {
  return {Check::active_authentication, Verdict::undetermined, reason};
}

// EF.DG15 (9303-10 §4.7.15): 6F around a SubjectPublicKeyInfo.
Result<ByteView> public_key_of(ByteView ef_dg15) {
  FOYER_TRY(const Tlv file, TlvReader(ef_dg15).next(0x6F));
  FOYER_TRY(const Tlv key, TlvReader(file.value).next(0x30));
  return key.whole;
}

Key parse_key(ByteView public_key) {
  const unsigned char* at = public_key.data();
  Key key(d2i_PUBKEY(nullptr, &at, static_cast<long>(public_key.size())));
  ERR_clear_error();
  return key;
}

CheckResult verify_rsa(ByteView public_key, ByteView challenge, ByteView response) {
  const auto recovered = recover_message(public_key, response);
  if (!recovered.ok()) {
    const bool unknown = recovered.failure().code == FailureCode::card_unsupported;
    return unknown ? unable(Reason::algorithm_unknown) : failed(Reason::chip_answer_wrong);
  }
  Bytes message = recovered->message;
  append(message, challenge); // M2, the part that is not in the signature
  return digest(recovered->hash, message) == recovered->digest ? passed
                                                               : failed(Reason::chip_answer_wrong);
}

// ecdsa-plain-signatures 0.4.0.127.0.7.1.1.4.1.x (TR-03111 §5.2.1.1) and ecdsa-with-SHA2
// 1.2.840.10045.4.3.x, ecdsa-with-SHA1 1.2.840.10045.4.1 (X9.62): some documents name the latter.
constexpr std::array<std::uint8_t, 9> ecdsa_plain{0x04, 0x00, 0x7F, 0x00, 0x07,
                                                  0x01, 0x01, 0x04, 0x01};
constexpr std::array<std::uint8_t, 7> ecdsa_sha2{0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x03};
constexpr std::array<std::uint8_t, 7> ecdsa_sha1{0x2A, 0x86, 0x48, 0xCE, 0x3D, 0x04, 0x01};

std::optional<Hash> hash_named_by(ByteView oid) {
  constexpr std::array plain{Hash::sha1, Hash::sha224, Hash::sha256, Hash::sha384, Hash::sha512};
  const auto last_arc_after = [&](ByteView prefix) -> std::size_t {
    const bool fits =
        oid.size() == prefix.size() + 1 && std::equal(prefix.begin(), prefix.end(), oid.begin());
    return fits ? oid.back() : 0;
  };
  if (std::equal(oid.begin(), oid.end(), ecdsa_sha1.begin(), ecdsa_sha1.end()))
    return Hash::sha1;
  if (const std::size_t arc = last_arc_after(ecdsa_plain); arc >= 1 && arc <= plain.size())
    return plain.at(arc - 1);
  if (const std::size_t arc = last_arc_after(ecdsa_sha2); arc >= 1 && arc < plain.size())
    return plain.at(arc); // from SHA-224
  return std::nullopt;
}

// 9303-11 §6.1: the hash is not longer than the key.
Hash hash_for_size(int bits) {
  if (bits >= 512)
    return Hash::sha512;
  if (bits >= 384)
    return Hash::sha384;
  if (bits >= 256)
    return Hash::sha256;
  return bits >= 224 ? Hash::sha224 : Hash::sha1;
}

// r | s, both of the same size, as DER (X9.62).
std::optional<Bytes> der_of(ByteView plain) {
  if (plain.empty() || plain.size() % 2 != 0)
    return std::nullopt;
  const int half = static_cast<int>(plain.size() / 2);
  const Signature signature(ECDSA_SIG_new());
  BIGNUM* r = BN_bin2bn(plain.data(), half, nullptr);
  BIGNUM* s = BN_bin2bn(plain.data() + half, half, nullptr);
  if (!signature || r == nullptr || s == nullptr || ECDSA_SIG_set0(signature.get(), r, s) != 1)
    throw std::bad_alloc();
  unsigned char* encoded = nullptr;
  const int size = i2d_ECDSA_SIG(signature.get(), &encoded);
  if (size <= 0)
    return std::nullopt;
  Bytes out(encoded, encoded + size);
  OPENSSL_free(encoded);
  return out;
}

bool verifies(EVP_PKEY* key, ByteView der, ByteView hash) {
  const KeyContext context(EVP_PKEY_CTX_new(key, nullptr));
  const bool good =
      context && EVP_PKEY_verify_init(context.get()) == 1 &&
      EVP_PKEY_verify(context.get(), der.data(), der.size(), hash.data(), hash.size()) == 1;
  ERR_clear_error();
  return good;
}

CheckResult verify_ecdsa(EVP_PKEY* key, const SecurityInfos* dg14, ByteView challenge,
                         ByteView response) {
  Hash hash = hash_for_size(EVP_PKEY_get_bits(key));
  if (dg14 != nullptr && dg14->active_authentication) {
    const auto named = hash_named_by(dg14->active_authentication->signature_algorithm);
    if (!named)
      return unable(Reason::algorithm_unknown);
    hash = *named;
  }
  const Bytes hashed = digest(hash, challenge);
  // 9303-11 asks for r | s; chips that send DER are about.
  const auto plain = der_of(response);
  const bool good = (plain && verifies(key, *plain, hashed)) || verifies(key, response, hashed);
  return good ? passed : failed(Reason::chip_answer_wrong);
}

// Bytes of a signature by this key; nothing when DG15 cannot be read.
std::size_t signature_size(ByteView ef_dg15) {
  const auto public_key = public_key_of(ef_dg15);
  const Key key = public_key.ok() ? parse_key(*public_key) : nullptr;
  return key ? static_cast<std::size_t>(std::max(EVP_PKEY_get_size(key.get()), 0)) : 0;
}

} // namespace

Result<Bytes> internal_authenticate(CardSession& session, ByteView ef_dg15, ByteView challenge) {
  // An answer of 256 bytes and its protection do not fit a short one.
  constexpr std::size_t fits_short = 223;
  std::uint32_t le = signature_size(ef_dg15) > fits_short ? 65536 : 256;
  for (;;) {
    FOYER_TRY(const ResponseApdu answer,
              session.exchange({0x00, 0x88, 0x00, 0x00, to_bytes(challenge), le}));
    if (answer.ok())
      return answer.data;
    if (answer.sw != sw::wrong_length || le == 256)
      return fail(FailureCode::card_refused, "active authentication: " + describe(answer.sw));
    le = 256; // it knows no extended length, and sends the answer in parts
  }
}

CheckResult verify_active_authentication(ByteView ef_dg15, const SecurityInfos* dg14,
                                         ByteView challenge, ByteView response) {
  if (response.empty())
    return failed(Reason::chip_refused);
  const auto public_key = public_key_of(ef_dg15);
  const Key key = public_key.ok() ? parse_key(*public_key) : nullptr;
  if (!key)
    return unable(Reason::key_unusable);
  if (EVP_PKEY_is_a(key.get(), "RSA") == 1)
    return verify_rsa(*public_key, challenge, response);
  // The largest curve in use has 521 bits; the bound keeps a hostile DG15 from asking for hours.
  if (EVP_PKEY_is_a(key.get(), "EC") == 1 && EVP_PKEY_get_bits(key.get()) <= 640)
    return verify_ecdsa(key.get(), dg14, challenge, response);
  return unable(Reason::key_unusable);
}

} // namespace foyer::eid
