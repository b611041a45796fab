// SPDX-License-Identifier: EUPL-1.2
#include <eid/message_recovery.hpp>

#include <base/unique_handle.hpp>

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <new>
#include <optional>

namespace foyer::eid {
namespace {

using Key = UniqueHandle<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = UniqueHandle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Bignum = UniqueHandle<BIGNUM, BN_free>;

Failure malformed(const char* what) {
  return fail(FailureCode::card_data_malformed, what);
}

// Hash identifiers of ISO/IEC 10118-3, as the trailer names them.
std::optional<Hash> hash_of(std::uint8_t identifier) {
  switch (identifier) {
  case 0x33: return Hash::sha1;
  case 0x34: return Hash::sha256;
  case 0x35: return Hash::sha512;
  case 0x36: return Hash::sha384;
  case 0x38: return Hash::sha224;
  default: return std::nullopt;
  }
}

// Behind the header: 6A, or 6B, any number of BB, BA when M1 is shorter than it could be.
Result<ByteView> behind_header(ByteView representative) {
  if (representative.empty() || (representative[0] & 0xF0U) != 0x60)
    return malformed("iso 9796-2: no partial recovery");
  if (representative[0] == 0x6A)
    return representative.subspan(1);
  if (representative[0] != 0x6B)
    return malformed("iso 9796-2: header");
  for (std::size_t at = 1; at < representative.size(); ++at) {
    if (representative[at] == 0xBA)
      return representative.subspan(at + 1);
    if (representative[at] != 0xBB)
      break;
  }
  return malformed("iso 9796-2: padding");
}

// s ^ e mod n, as long as n.
Result<Bytes> public_operation(EVP_PKEY* key, ByteView signature) {
  const KeyContext context(EVP_PKEY_CTX_new(key, nullptr));
  std::size_t size = static_cast<std::size_t>(EVP_PKEY_get_size(key));
  Bytes out(size);
  // Encryption without padding is the bare operation.
  if (!context || signature.size() != size || EVP_PKEY_encrypt_init(context.get()) != 1 ||
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) != 1 ||
      EVP_PKEY_encrypt(context.get(), out.data(), &size, signature.data(), signature.size()) != 1 ||
      size != out.size()) {
    ERR_clear_error();
    return malformed("iso 9796-2: signature is no number below the modulus");
  }
  return out;
}

// n - value, as long as n.
Result<Bytes> complement(EVP_PKEY* key, ByteView value) {
  BIGNUM* raw = nullptr;
  EVP_PKEY_get_bn_param(key, OSSL_PKEY_PARAM_RSA_N, &raw);
  const Bignum modulus(raw);
  const Bignum number(BN_bin2bn(value.data(), static_cast<int>(value.size()), nullptr));
  Bytes out(value.size());
  if (!modulus || !number)
    throw std::bad_alloc();
  if (BN_sub(number.get(), modulus.get(), number.get()) != 1 ||
      BN_bn2binpad(number.get(), out.data(), static_cast<int>(out.size())) < 0)
    return malformed("iso 9796-2: number");
  return out;
}

} // namespace

Result<RecoveredMessage> open_representative(ByteView representative) {
  FOYER_TRY(const ByteView content, behind_header(representative));
  RecoveredMessage recovered;
  std::size_t trailer = 1;
  if (content.empty())
    return malformed("iso 9796-2: nothing behind the header");
  if (content.back() == 0xCC) {
    trailer = 2;
    if (content.size() < trailer)
      return malformed("iso 9796-2: trailer");
    const auto hash = hash_of(content[content.size() - 2]);
    if (!hash)
      return fail(FailureCode::card_unsupported, "iso 9796-2: hash");
    recovered.hash = *hash;
  } else if (content.back() != 0xBC) {
    return malformed("iso 9796-2: trailer");
  }
  const std::size_t digest_size = digest(recovered.hash, {}).size();
  if (content.size() < trailer + digest_size)
    return malformed("iso 9796-2: too short");
  const std::size_t message_size = content.size() - trailer - digest_size;
  recovered.message = to_bytes(content.first(message_size));
  recovered.digest = to_bytes(content.subspan(message_size, digest_size));
  return recovered;
}

Result<RecoveredMessage> recover_message(ByteView public_key, ByteView signature) {
  const unsigned char* at = public_key.data();
  const Key key(d2i_PUBKEY(nullptr, &at, static_cast<long>(public_key.size())));
  ERR_clear_error();
  if (!key)
    return malformed("iso 9796-2: public key");
  const int bits = EVP_PKEY_get_bits(key.get());
  // The largest bounds the work that a hostile DG15 can ask for.
  if (EVP_PKEY_is_a(key.get(), "RSA") != 1 || bits < 512 || bits > 8192 || bits % 8 != 0)
    return fail(FailureCode::card_unsupported, "iso 9796-2: key");
  FOYER_TRY(Bytes representative, public_operation(key.get(), signature));
  // ISO 9796-2: the signer may have taken the smaller of s and n - s; F ends in the nibble C.
  if ((representative.back() & 0x0FU) != 0x0C) {
    FOYER_TRY(representative, complement(key.get(), representative));
  }
  return open_representative(representative);
}

} // namespace foyer::eid
