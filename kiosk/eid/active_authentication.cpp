// SPDX-License-Identifier: EUPL-1.2
#include <eid/active_authentication.hpp>

#include "algorithms.hpp"

#include <eid/message_recovery.hpp>
#include <eid/tlv.hpp>

#include <base/unique_handle.hpp>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <algorithm>

namespace foyer::eid {
namespace {

using Key = UniqueHandle<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = UniqueHandle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;

constexpr CheckResult proven{Check::active_authentication, Verdict::passed, Reason::none};

CheckResult wrong(Reason reason) {
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
    return unknown ? unable(Reason::algorithm_unknown) : wrong(Reason::chip_answer_wrong);
  }
  Bytes message = recovered->message;
  append(message, challenge); // M2, the part that is not in the signature
  return digest(recovered->hash, message) == recovered->digest ? proven
                                                               : wrong(Reason::chip_answer_wrong);
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
    const auto named = hash_of_ecdsa(dg14->active_authentication->signature_algorithm);
    if (!named)
      return unable(Reason::algorithm_unknown);
    hash = *named;
  }
  const Bytes hashed = digest(hash, challenge);
  // 9303-11 asks for r | s; chips that send DER are about.
  const auto plain = der_of_plain(response);
  const bool good = (plain && verifies(key, *plain, hashed)) || verifies(key, response, hashed);
  return good ? proven : wrong(Reason::chip_answer_wrong);
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
    return wrong(Reason::chip_refused);
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
