// SPDX-License-Identifier: EUPL-1.2
#include "chip_proof.hpp"

#include "ber.hpp"
#include "chip_crypto.hpp"
#include "chip_group.hpp"

#include <base/unique_handle.hpp>

#include <openssl/ecdsa.h>
#include <openssl/evp.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

namespace foyer::card {
namespace {

using Key = UniqueHandle<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = UniqueHandle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;

// The last arc of id-CA-DH and id-CA-ECDH protocols is the cipher (9303-11 §9.2.5).
std::optional<Cipher> cipher_of(std::string_view protocol) {
  if (protocol.empty() || protocol.back() < '1' || protocol.back() > '4')
    return std::nullopt;
  return static_cast<Cipher>(protocol.back() - '1');
}

bool is_named(ByteView oid, const std::string& dotted) {
  const Bytes content = ber::oid_content(dotted.c_str());
  return std::equal(oid.begin(), oid.end(), content.begin(), content.end());
}

std::optional<Bytes> sign_with(EVP_PKEY* key, ByteView input, bool raw_rsa) {
  const KeyContext context(EVP_PKEY_CTX_new(key, nullptr));
  std::size_t size = static_cast<std::size_t>(EVP_PKEY_get_size(key));
  Bytes out(size);
  if (EVP_PKEY_sign_init(context.get()) != 1 ||
      (raw_rsa && EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) != 1) ||
      EVP_PKEY_sign(context.get(), out.data(), &size, input.data(), input.size()) != 1)
    return std::nullopt;
  out.resize(size);
  return out;
}

// ISO 9796-2 scheme 1 with partial recovery (9303-11 §6.1.1 and App. F): 6A | M1 | H(M1 | M2) |
// trailer, as long as the modulus; M2 is the challenge.
Bytes recoverable(std::size_t size, const std::string& digest, bool implicit, ByteView challenge,
                  const RandomSource& random) {
  Bytes trailer{0x33, 0xCC};
  if (digest == "SHA-1" && implicit)
    trailer = {0xBC};
  if (digest == "SHA-224")
    trailer[0] = 0x38;
  if (digest == "SHA-256")
    trailer[0] = 0x34;
  if (digest == "SHA-384")
    trailer[0] = 0x36;
  if (digest == "SHA-512")
    trailer[0] = 0x35;
  const std::size_t hash_size = hash(digest.c_str(), {}).size();
  Bytes own(size - 1 - hash_size - trailer.size());
  random(own);
  Bytes message = own;
  append(message, challenge);
  Bytes out{0x6A};
  append(out, own);
  append(out, hash(digest.c_str(), message));
  append(out, trailer);
  return out;
}

// r | s, each of the order's size (TR-03111 §5.2.1), from DER.
Bytes plain_signature(ByteView der, std::size_t width) {
  const std::uint8_t* at = der.data();
  const UniqueHandle<ECDSA_SIG, ECDSA_SIG_free> signature(
      d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size())));
  Bytes out(2 * width);
  BN_bn2binpad(ECDSA_SIG_get0_r(signature.get()), out.data(), static_cast<int>(width));
  BN_bn2binpad(ECDSA_SIG_get0_s(signature.get()), out.data() + width, static_cast<int>(width));
  return out;
}

} // namespace

const ChipKey* ChipProof::find_key(std::string_view protocol, int id) const {
  const ChipKey* found = nullptr;
  int fitting = 0;
  for (const ChipKey& key : image_->chip_keys)
    if (key.protocol == protocol && (id < 0 || key.id == id)) {
      found = &key;
      ++fitting;
    }
  return fitting == 1 ? found : nullptr;
}

std::uint16_t ChipProof::agree(const ChipKey& key, ByteView their_public) {
  const auto cipher = cipher_of(key.protocol);
  Bytes scalar;
  const auto group = ChipGroup::of_key(key.pkcs8, scalar);
  if (!cipher || !group)
    return 0x6F00;
  const auto shared = group->times(their_public, scalar);
  if (!shared)
    return eid::sw::wrong_parameters;
  const Bytes secret = group->secret(*shared);
  keys_ = eid::SessionKeys{*cipher, Secret(derive(*cipher, secret, 1)),
                           Secret(derive(*cipher, secret, 2))};
  return eid::sw::ok;
}

std::uint16_t ChipProof::set_key_agreement(ByteView data) {
  const auto theirs = ber::find(data, 0x91);
  const auto id = ber::find(data, 0x84);
  if (!theirs || (id && id->size() != 1))
    return eid::sw::wrong_parameters;
  const int wanted = id ? (*id)[0] : -1;
  const ChipKey* key = find_key("0.4.0.127.0.7.2.2.3.2.1", wanted);
  if (key == nullptr)
    key = find_key("0.4.0.127.0.7.2.2.3.1.1", wanted);
  return key != nullptr ? agree(*key, *theirs) : eid::sw::reference_not_found;
}

std::uint16_t ChipProof::choose(ByteView data) {
  chosen_ = nullptr;
  const auto oid = ber::find(data, 0x80);
  const auto id = ber::find(data, 0x84);
  if (!oid || (id && id->size() != 1))
    return eid::sw::wrong_parameters;
  for (const ChipKey& key : image_->chip_keys)
    if (is_named(*oid, key.protocol))
      chosen_ = find_key(key.protocol, id ? (*id)[0] : -1);
  return chosen_ != nullptr ? eid::sw::ok : eid::sw::reference_not_found;
}

eid::ResponseApdu ChipProof::authenticate(const eid::CommandApdu& command) {
  const ChipKey* key = std::exchange(chosen_, nullptr);
  const auto outer = ber::find(command.data, 0x7C);
  const auto theirs = outer ? ber::find(*outer, 0x80) : std::nullopt;
  if (key == nullptr || !theirs)
    return {{}, eid::sw::conditions};
  const std::uint16_t status = agree(*key, *theirs);
  return {status == eid::sw::ok ? Bytes{0x7C, 0x00} : Bytes(), status};
}

std::optional<eid::SessionKeys> ChipProof::take_keys() {
  return std::exchange(keys_, std::nullopt);
}

eid::ResponseApdu ChipProof::sign(ByteView challenge) const {
  if (!image_->active_key)
    return {{}, eid::sw::conditions};
  if (challenge.size() != 8)
    return {{}, eid::sw::wrong_length};
  const Bytes& pkcs8 = image_->active_key->pkcs8;
  const std::uint8_t* at = pkcs8.data();
  const Key key(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(pkcs8.size())));
  if (!key)
    return {{}, 0x6F00};
  std::optional<Bytes> signature;
  if (EVP_PKEY_is_a(key.get(), "RSA") == 1) {
    const auto size = static_cast<std::size_t>(EVP_PKEY_get_size(key.get()));
    signature = sign_with(key.get(),
                          recoverable(size, image_->active_hash, image_->active_implicit_trailer,
                                      challenge, *random_),
                          true);
  } else {
    signature = sign_with(key.get(), hash(image_->active_hash.c_str(), challenge), false);
    if (signature && !image_->manners.der_signature)
      signature = plain_signature(*signature,
                                  (static_cast<std::size_t>(EVP_PKEY_get_bits(key.get())) + 7) / 8);
  }
  if (!signature)
    return {{}, 0x6F00};
  return {std::move(*signature), eid::sw::ok};
}

} // namespace foyer::card
