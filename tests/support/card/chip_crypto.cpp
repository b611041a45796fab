// SPDX-License-Identifier: EUPL-1.2
#include "chip_crypto.hpp"

#include <base/unique_handle.hpp>

#include <openssl/evp.h>

#include <algorithm>
#include <stdexcept>

namespace foyer::card {
namespace {

using Context = UniqueHandle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;

using Algorithm = UniqueHandle<EVP_CIPHER, EVP_CIPHER_free>;

// Looked up once: OpenSSL does that at each use of EVP_aes_128_ecb() and the like.
const EVP_CIPHER* code_book(Cipher cipher) {
  static const Algorithm tdes(EVP_CIPHER_fetch(nullptr, "DES-EDE-ECB", nullptr)); // two keys
  static const Algorithm aes128(EVP_CIPHER_fetch(nullptr, "AES-128-ECB", nullptr));
  static const Algorithm aes192(EVP_CIPHER_fetch(nullptr, "AES-192-ECB", nullptr));
  static const Algorithm aes256(EVP_CIPHER_fetch(nullptr, "AES-256-ECB", nullptr));
  switch (cipher) {
  case Cipher::tdes: return tdes.get();
  case Cipher::aes128: return aes128.get();
  case Cipher::aes192: return aes192.get();
  case Cipher::aes256: return aes256.get();
  }
  return nullptr;
}

// Electronic code book over whole blocks, by one key in one direction: setting up a key takes
// longer than many blocks.
class CodeBook {
 public:
  CodeBook(Cipher cipher, ByteView key, bool encrypting) : context_(EVP_CIPHER_CTX_new()) {
    if (!context_ ||
        EVP_CipherInit_ex(context_.get(), code_book(cipher), nullptr, key.data(), nullptr,
                          encrypting ? 1 : 0) != 1 ||
        EVP_CIPHER_CTX_set_padding(context_.get(), 0) != 1)
      throw std::runtime_error("chip: block cipher");
  }
  Bytes operator()(ByteView data) {
    Bytes out(data.size());
    int written = 0;
    if (EVP_CipherUpdate(context_.get(), out.data(), &written, data.data(),
                         static_cast<int>(data.size())) != 1 ||
        static_cast<std::size_t>(written) != data.size())
      throw std::runtime_error("chip: block cipher");
    return out;
  }

 private:
  Context context_;
};

void add_in(Bytes& to, ByteView what) {
  for (std::size_t i = 0; i < to.size(); ++i)
    to[i] ^= what[i];
}

// Single DES; two-key 3DES with equal halves is that.
CodeBook des(ByteView half, bool encrypting) {
  Bytes key = to_bytes(half);
  append(key, half);
  return {Cipher::tdes, key, encrypting};
}

Bytes retail_mac(ByteView key, ByteView data) {
  const Bytes whole = padded(data, 8);
  Bytes state(8, 0);
  CodeBook first = des(key.first(8), true);
  for (std::size_t at = 0; at < whole.size(); at += 8) {
    add_in(state, ByteView(whole).subspan(at, 8));
    state = first(state);
  }
  return first(des(key.subspan(8, 8), false)(state));
}

// SP 800-38B §6.1: doubling in GF(2^128).
Bytes doubled(Bytes value) {
  const bool carry = (value[0] & 0x80U) != 0;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const unsigned next = i + 1 < value.size() ? value[i + 1] >> 7U : 0U;
    value[i] = static_cast<std::uint8_t>((static_cast<unsigned>(value[i]) << 1U) | next);
  }
  if (carry)
    value.back() ^= 0x87;
  return value;
}

Bytes cmac(Cipher cipher, ByteView key, ByteView data) {
  CodeBook encrypt(cipher, key, true);
  const Bytes first_subkey = doubled(encrypt(Bytes(16, 0)));
  const bool whole = !data.empty() && data.size() % 16 == 0;
  Bytes text = whole ? to_bytes(data) : padded(data, 16);
  Bytes state(16, 0);
  for (std::size_t at = 0; at < text.size(); at += 16) {
    add_in(state, ByteView(text).subspan(at, 16));
    if (at + 16 == text.size())
      add_in(state, whole ? first_subkey : doubled(first_subkey));
    state = encrypt(state);
  }
  state.resize(8);
  return state;
}

} // namespace

Bytes hash(const char* name, ByteView data) {
  const UniqueHandle<EVP_MD, EVP_MD_free> digest(EVP_MD_fetch(nullptr, name, nullptr));
  Bytes out(EVP_MAX_MD_SIZE);
  unsigned size = 0;
  if (!digest ||
      EVP_Digest(data.data(), data.size(), out.data(), &size, digest.get(), nullptr) != 1)
    throw std::runtime_error("chip: hash");
  out.resize(size);
  return out;
}

std::size_t block_of(Cipher cipher) {
  return cipher == Cipher::tdes ? 8 : 16;
}

std::size_t key_bytes_of(Cipher cipher) {
  if (cipher == Cipher::aes192)
    return 24;
  return cipher == Cipher::aes256 ? 32 : 16;
}

Bytes derive(Cipher cipher, ByteView secret, std::uint8_t counter) {
  Bytes input = to_bytes(secret);
  append(input, Bytes{0, 0, 0, counter});
  Bytes key = hash(key_bytes_of(cipher) > 16 ? "SHA-256" : "SHA-1", input);
  key.resize(key_bytes_of(cipher));
  if (cipher == Cipher::tdes) // odd parity, as 9303-11 §9.7.1.1 has it
    for (std::uint8_t& byte : key) {
      unsigned ones = 0;
      for (unsigned bit = 1; bit < 8; ++bit)
        ones += (byte >> bit) & 1U;
      byte = static_cast<std::uint8_t>((byte & 0xFEU) | ((ones + 1) & 1U));
    }
  return key;
}

Bytes cbc_encrypt(Cipher cipher, ByteView key, ByteView iv, ByteView data) {
  const std::size_t block = block_of(cipher);
  Bytes chain = iv.empty() ? Bytes(block, 0) : to_bytes(iv);
  CodeBook encrypt(cipher, key, true);
  Bytes out;
  for (std::size_t at = 0; at + block <= data.size(); at += block) {
    add_in(chain, data.subspan(at, block));
    chain = encrypt(chain);
    append(out, chain);
  }
  return out;
}

Bytes cbc_decrypt(Cipher cipher, ByteView key, ByteView iv, ByteView data) {
  const std::size_t block = block_of(cipher);
  Bytes chain = iv.empty() ? Bytes(block, 0) : to_bytes(iv);
  CodeBook decrypt(cipher, key, false);
  Bytes out;
  for (std::size_t at = 0; at + block <= data.size(); at += block) {
    Bytes plain = decrypt(data.subspan(at, block));
    add_in(plain, chain);
    append(out, plain);
    chain = to_bytes(data.subspan(at, block));
  }
  return out;
}

Bytes mac_of(Cipher cipher, ByteView key, ByteView data) {
  return cipher == Cipher::tdes ? retail_mac(key, data) : cmac(cipher, key, data);
}

Bytes padded(ByteView data, std::size_t block) {
  Bytes out = to_bytes(data);
  out.push_back(0x80);
  while (out.size() % block != 0)
    out.push_back(0);
  return out;
}

std::optional<Bytes> unpadded(ByteView data) {
  std::size_t end = data.size();
  while (end != 0 && data[end - 1] == 0)
    --end;
  if (end == 0 || data[end - 1] != 0x80)
    return std::nullopt;
  return to_bytes(data.first(end - 1));
}

} // namespace foyer::card
