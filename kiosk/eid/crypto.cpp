// SPDX-License-Identifier: EUPL-1.2
#include <eid/crypto.hpp>

#include "hash_methods.hpp"

#include <base/unique_handle.hpp>

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>

#include <array>
#include <new>

namespace foyer::eid {

const EVP_MD* evp(Hash hash) {
  switch (hash) {
  case Hash::sha1: return EVP_sha1();
  case Hash::sha224: return EVP_sha224();
  case Hash::sha256: return EVP_sha256();
  case Hash::sha384: return EVP_sha384();
  case Hash::sha512: return EVP_sha512();
  }
  return EVP_sha256();
}

namespace {

using CipherContext = UniqueHandle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;
using Mac = UniqueHandle<EVP_MAC, EVP_MAC_free>;
using MacContext = UniqueHandle<EVP_MAC_CTX, EVP_MAC_CTX_free>;

const EVP_CIPHER* evp(Cipher cipher) {
  switch (cipher) {
  case Cipher::tdes: return EVP_des_ede3_cbc();
  case Cipher::aes128: return EVP_aes_128_cbc();
  case Cipher::aes192: return EVP_aes_192_cbc();
  case Cipher::aes256: return EVP_aes_256_cbc();
  }
  return EVP_aes_128_cbc();
}

// Two-key 3DES as the three keys OpenSSL wants: K1 | K2 | K1.
Secret openssl_key(Cipher cipher, const Secret& key) {
  if (cipher != Cipher::tdes)
    return key.clone();
  Bytes three = to_bytes(key.reveal());
  append(three, key.reveal().first(8));
  return Secret(std::move(three));
}

Result<Bytes> run_cbc(const EVP_CIPHER* algorithm, const Secret& key, ByteView iv, ByteView data,
                      bool encrypt) {
  const CipherContext context(EVP_CIPHER_CTX_new());
  const auto block = static_cast<std::size_t>(EVP_CIPHER_get_block_size(algorithm));
  const Bytes zeros(block, 0);
  if (iv.empty())
    iv = zeros;
  if (!context || iv.size() != block || data.size() % block != 0 || data.size() > (1U << 24U) ||
      key.size() != static_cast<std::size_t>(EVP_CIPHER_get_key_length(algorithm)))
    return fail(FailureCode::internal, "cbc: sizes do not fit");
  Bytes out(data.size() + block);
  int written = 0;
  if (EVP_CipherInit_ex2(context.get(), algorithm, key.reveal().data(), iv.data(), encrypt ? 1 : 0,
                         nullptr) != 1 ||
      EVP_CIPHER_CTX_set_padding(context.get(), 0) != 1 ||
      EVP_CipherUpdate(context.get(), out.data(), &written, data.data(),
                       static_cast<int>(data.size())) != 1)
    return fail(FailureCode::internal, "cbc: OpenSSL refused");
  out.resize(data.size());
  return out;
}

// ISO 9797-1 MAC algorithm 3. Single DES is not in OpenSSL's default provider, so its CBC stage is
// 3DES with K1|K1|K1, and the last block goes through K1|K2|K1 as a whole (E(K1, D(K2, E(K1, x)))).
Bytes retail_mac(const Secret& key, ByteView data) {
  const Bytes padded = pad(data, 8);
  const ByteView k1 = key.reveal().first(8);
  Bytes single(3 * k1.size());
  for (std::size_t i = 0; i < single.size(); ++i)
    single[i] = k1[i % k1.size()];
  const Secret first_stage(std::move(single));
  Bytes chain(8, 0);
  const std::size_t head = padded.size() - 8;
  if (head != 0) {
    const auto stage =
        run_cbc(EVP_des_ede3_cbc(), first_stage, {}, ByteView(padded).first(head), true);
    if (!stage.ok())
      throw std::bad_alloc();
    chain.assign(stage->end() - 8, stage->end());
  }
  const auto last = run_cbc(EVP_des_ede3_cbc(), openssl_key(Cipher::tdes, key), chain,
                            ByteView(padded).subspan(head), true);
  if (!last.ok())
    throw std::bad_alloc();
  return *last;
}

Bytes cmac(Cipher cipher, const Secret& key, ByteView data) {
  static const Mac algorithm(EVP_MAC_fetch(nullptr, "CMAC", nullptr));
  const MacContext context(EVP_MAC_CTX_new(algorithm.get()));
  std::string name = EVP_CIPHER_get0_name(evp(cipher));
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_CIPHER, name.data(), name.size()),
      OSSL_PARAM_construct_end()};
  Bytes out(16);
  std::size_t written = 0;
  // The sizes are ours, so the only way to fail is memory.
  if (!context || EVP_MAC_init(context.get(), key.reveal().data(), key.size(), parameters) != 1 ||
      EVP_MAC_update(context.get(), data.data(), data.size()) != 1 ||
      EVP_MAC_final(context.get(), out.data(), &written, out.size()) != 1)
    throw std::bad_alloc();
  out.resize(8);
  return out;
}

} // namespace

std::size_t key_size(Cipher cipher) {
  switch (cipher) {
  case Cipher::aes192: return 24;
  case Cipher::aes256: return 32;
  default: return 16;
  }
}

std::size_t block_size(Cipher cipher) {
  return cipher == Cipher::tdes ? 8 : 16;
}

int strength(Cipher cipher) {
  return cipher == Cipher::tdes ? 112 : static_cast<int>(8 * key_size(cipher));
}

Bytes digest(Hash hash, ByteView data) {
  Bytes out(EVP_MAX_MD_SIZE);
  unsigned int size = 0;
  if (EVP_Digest(data.data(), data.size(), out.data(), &size, evp(hash), nullptr) != 1)
    throw std::bad_alloc();
  out.resize(size);
  return out;
}

Secret derive_key(Cipher cipher, ByteView shared_secret, KeyUse use) {
  Bytes input = to_bytes(shared_secret);
  append(input, Bytes{0, 0, 0, static_cast<std::uint8_t>(use)});
  const bool short_key = cipher == Cipher::tdes || cipher == Cipher::aes128;
  Bytes hash = digest(short_key ? Hash::sha1 : Hash::sha256, input);
  Bytes key(hash.begin(), hash.begin() + static_cast<std::ptrdiff_t>(key_size(cipher)));
  wipe(input);
  wipe(hash);
  return Secret(std::move(key));
}

namespace {

// 9303-11 §4.4.3.3.2: the constants for nonces of 128 and of 256 bits.
constexpr std::array<std::uint8_t, 16> c0_128{0xA6, 0x68, 0x89, 0x2A, 0x7C, 0x41, 0xE3, 0xCA,
                                              0x73, 0x9F, 0x40, 0xB0, 0x57, 0xD8, 0x59, 0x04};
constexpr std::array<std::uint8_t, 16> c1_128{0xA4, 0xE1, 0x36, 0xAC, 0x72, 0x5F, 0x73, 0x8B,
                                              0x01, 0xC1, 0xF6, 0x02, 0x17, 0xC1, 0x88, 0xAD};
constexpr std::array<std::uint8_t, 32> c0_256{
    0xD4, 0x63, 0xD6, 0x52, 0x34, 0x12, 0x4E, 0xF7, 0x89, 0x70, 0x54, 0x98, 0x6D, 0xCA, 0x0A, 0x17,
    0x4E, 0x28, 0xDF, 0x75, 0x8C, 0xBA, 0xA0, 0x3F, 0x24, 0x06, 0x16, 0x41, 0x4D, 0x5A, 0x16, 0x76};
constexpr std::array<std::uint8_t, 32> c1_256{
    0x54, 0xBD, 0x72, 0x55, 0xF0, 0xAA, 0xF8, 0x31, 0xBE, 0xC3, 0x42, 0x3F, 0xCF, 0x39, 0xD6, 0x9B,
    0x6C, 0xBF, 0x06, 0x66, 0x77, 0xD0, 0xFA, 0xAE, 0x5A, 0xAD, 0xD9, 0x9D, 0xF8, 0xE5, 0x35, 0x17};

} // namespace

Result<Secret> integrated_number(Cipher cipher, const Secret& nonce, ByteView other,
                                 int prime_bits) {
  // The nonce is as long as the constants: the shortest multiple of 128 bits that holds a key.
  const std::size_t size = key_size(cipher) <= 16 ? 16 : 32;
  if (nonce.size() != size)
    return fail(FailureCode::card_data_malformed, "pace: nonce of wrong size");
  if (other.size() != key_size(cipher))
    return fail(FailureCode::internal, "pace: other nonce of wrong size");
  const ByteView c0 = size == 16 ? ByteView(c0_128) : ByteView(c0_256);
  const ByteView c1 = size == 16 ? ByteView(c1_128) : ByteView(c1_256);
  const auto next_key = [&](Bytes block) {
    Secret whole(std::move(block)); // wiped: only its head is the key
    return Secret(to_bytes(whole.reveal().first(key_size(cipher))));
  };
  FOYER_TRY(Bytes first, encrypt_cbc(cipher, Secret(to_bytes(other)), {}, nonce.reveal()));
  Secret key = next_key(std::move(first));
  Bytes number;
  while (static_cast<int>(8 * number.size()) < prime_bits + 64) {
    FOYER_TRY(Bytes part, encrypt_cbc(cipher, key, {}, c1));
    append(number, part);
    wipe(part);
    FOYER_TRY(Bytes block, encrypt_cbc(cipher, key, {}, c0));
    key = next_key(std::move(block));
  }
  return Secret(std::move(number));
}

Result<Bytes> encrypt_cbc(Cipher cipher, const Secret& key, ByteView iv, ByteView data) {
  if (key.size() != key_size(cipher))
    return fail(FailureCode::internal, "cbc: key size");
  return run_cbc(evp(cipher), openssl_key(cipher, key), iv, data, true);
}

Result<Bytes> decrypt_cbc(Cipher cipher, const Secret& key, ByteView iv, ByteView data) {
  if (key.size() != key_size(cipher))
    return fail(FailureCode::internal, "cbc: key size");
  return run_cbc(evp(cipher), openssl_key(cipher, key), iv, data, false);
}

Bytes mac(Cipher cipher, const Secret& key, ByteView data) {
  return cipher == Cipher::tdes ? retail_mac(key, data) : cmac(cipher, key, data);
}

Bytes pad(ByteView data, std::size_t block) {
  Bytes out = to_bytes(data);
  out.push_back(0x80);
  while (out.size() % block != 0)
    out.push_back(0);
  return out;
}

Result<Bytes> unpad(ByteView padded) {
  std::size_t size = padded.size();
  while (size > 0 && padded[size - 1] == 0)
    --size;
  if (size == 0 || padded[size - 1] != 0x80)
    return fail(FailureCode::card_data_malformed, "padding");
  return to_bytes(padded.first(size - 1));
}

} // namespace foyer::eid
