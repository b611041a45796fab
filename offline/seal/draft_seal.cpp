// SPDX-License-Identifier: EUPL-1.2
#include <seal/draft_seal.hpp>

#include "openssl_handles.hpp"

#include <argon2.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>

namespace foyer::seal {

namespace {

// Crockford's base 32: without I, L, O and U.
constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
constexpr std::size_t free_characters = 15; // 75 bits
constexpr std::size_t code_characters = free_characters + 1;
constexpr std::size_t group = 4;

// RFC 9106 section 4, second recommended option: 64 MiB, three passes; one lane, because the
// terminal's other cores draw and read cards.
constexpr std::uint32_t argon_passes = 3;
constexpr std::uint32_t argon_kib = 64 * 1024;
constexpr std::uint32_t argon_lanes = 1;

constexpr std::size_t id_bytes = 16;
constexpr std::size_t key_bytes = 32;
// SP 800-38D 8.2.2: a random nonce; a key seals one draft a visit, far from 2^32.
constexpr std::size_t nonce_bytes = 12;
constexpr std::size_t tag_bytes = 16;

// Multiplication in GF(32), modulo x^5 + x^2 + 1.
unsigned times_alpha(unsigned value) {
  value <<= 1U;
  return (value & 32U) != 0 ? value ^ 37U : value;
}

// The sum of a^i * c_i over all characters is 0 (a generates the field). The weights are all
// different, so one wrong character and two swapped ones that differ change the sum.
unsigned weighted_sum(const std::array<unsigned, code_characters>& values) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < values.size(); ++i) {
    unsigned term = values[i];
    for (std::size_t k = values.size() - 1 - i; k > 0; --k)
      term = times_alpha(term);
    sum ^= term;
  }
  return sum;
}

Secret written(const std::array<unsigned, code_characters>& values) {
  Bytes text;
  text.reserve(code_characters + code_characters / group);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i != 0 && i % group == 0)
      text.push_back('-');
    text.push_back(static_cast<std::uint8_t>(alphabet[values[i]]));
  }
  return Secret(std::move(text));
}

std::optional<unsigned> value_of(char c) {
  if (c >= 'a' && c <= 'z')
    c = static_cast<char>(c - 'a' + 'A');
  if (c == 'O')
    c = '0';
  if (c == 'I' || c == 'L')
    c = '1';
  const auto at = alphabet.find(c);
  return at == std::string_view::npos ? std::nullopt : std::optional(static_cast<unsigned>(at));
}

// What is sealed with the draft without being in it.
Bytes bound(const DraftKey& key, std::int64_t expiry_day) {
  Bytes bytes;
  for (const ByteView part : {as_bytes("foyer-draft-1"), ByteView(key.id)})
    append(bytes, part);
  for (unsigned shift = 64; shift > 0; shift -= 8)
    bytes.push_back(
        static_cast<std::uint8_t>(static_cast<std::uint64_t>(expiry_day) >> (shift - 8)));
  return bytes;
}

bool usable(const DraftKey& key) {
  return key.id.size() == id_bytes && key.key.size() == key_bytes;
}

} // namespace

Result<DraftCode> DraftCode::generate() {
  std::array<std::uint8_t, free_characters> random{};
  if (RAND_priv_bytes(random.data(), static_cast<int>(random.size())) != 1)
    return openssl_failure(FailureCode::seal_failed, "random code");
  std::array<unsigned, code_characters> values{};
  // 256 is a multiple of 32: every character is as likely as another.
  std::transform(random.begin(), random.end(), values.begin(),
                 [](std::uint8_t byte) { return byte % 32U; });
  wipe(random);
  values.back() = weighted_sum(values); // its own weight is 1
  DraftCode code(written(values));
  OPENSSL_cleanse(values.data(), sizeof values);
  return code;
}

Result<DraftCode> DraftCode::parse(std::string_view text) {
  std::array<unsigned, code_characters> values{};
  std::size_t count = 0;
  for (const char c : text) {
    if (c == ' ' || c == '-')
      continue;
    const auto value = value_of(c);
    if (!value || count == values.size())
      return fail(FailureCode::malformed, "draft code");
    values[count++] = *value;
  }
  if (count != values.size() || weighted_sum(values) != 0)
    return fail(FailureCode::malformed, "draft code");
  return DraftCode(written(values));
}

Result<DraftKey> derive(const DraftCode& code, ByteView salt) {
  if (salt.size() != draft_salt_bytes)
    return fail(FailureCode::seal_failed, "salt of drafts");
  Bytes out(id_bytes + key_bytes);
  const ByteView text = code.text().reveal();
  const int done = argon2id_hash_raw(argon_passes, argon_kib, argon_lanes, text.data(), text.size(),
                                     salt.data(), salt.size(), out.data(), out.size());
  if (done != ARGON2_OK)
    return fail(FailureCode::seal_failed, std::string("Argon2id: ") + argon2_error_message(done));
  DraftKey key{.id = Bytes(out.begin(), out.begin() + id_bytes),
               .key = Secret(Bytes(out.begin() + id_bytes, out.end()))};
  wipe(out);
  return key;
}

Result<Bytes> seal_draft(const DraftKey& key, std::int64_t expiry_day, ByteView plain) {
  const CipherContext context(EVP_CIPHER_CTX_new());
  Bytes sealed(nonce_bytes + plain.size() + tag_bytes);
  if (!usable(key) || !context || RAND_bytes(sealed.data(), static_cast<int>(nonce_bytes)) != 1)
    return fail(FailureCode::seal_failed, "draft");
  const Bytes with = bound(key, expiry_day);
  std::uint8_t* const text = sealed.data() + nonce_bytes;
  int length = 0;
  if (EVP_EncryptInit_ex2(context.get(), EVP_aes_256_gcm(), key.key.reveal().data(), sealed.data(),
                          nullptr) != 1 ||
      EVP_EncryptUpdate(context.get(), nullptr, &length, with.data(),
                        static_cast<int>(with.size())) != 1 ||
      EVP_EncryptUpdate(context.get(), text, &length, plain.data(),
                        static_cast<int>(plain.size())) != 1 ||
      EVP_EncryptFinal_ex(context.get(), text + length, &length) != 1 ||
      EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(tag_bytes),
                          text + plain.size()) != 1)
    return openssl_failure(FailureCode::seal_failed, "draft");
  return sealed;
}

Result<Secret> open_draft(const DraftKey& key, std::int64_t expiry_day, ByteView sealed) {
  const CipherContext context(EVP_CIPHER_CTX_new());
  if (!usable(key) || !context || sealed.size() < nonce_bytes + tag_bytes)
    return fail(FailureCode::malformed, "sealed draft");
  const ByteView text = sealed.subspan(nonce_bytes, sealed.size() - nonce_bytes - tag_bytes);
  Bytes tag = to_bytes(sealed.last(tag_bytes));
  const Bytes with = bound(key, expiry_day);
  Bytes plain(text.size() + 1); // never a null pointer
  int length = 0;
  const bool good = EVP_DecryptInit_ex2(context.get(), EVP_aes_256_gcm(), key.key.reveal().data(),
                                        sealed.data(), nullptr) == 1 &&
                    EVP_DecryptUpdate(context.get(), nullptr, &length, with.data(),
                                      static_cast<int>(with.size())) == 1 &&
                    EVP_DecryptUpdate(context.get(), plain.data(), &length, text.data(),
                                      static_cast<int>(text.size())) == 1 &&
                    EVP_CIPHER_CTX_ctrl(context.get(), EVP_CTRL_AEAD_SET_TAG,
                                        static_cast<int>(tag_bytes), tag.data()) == 1 &&
                    EVP_DecryptFinal_ex(context.get(), plain.data() + length, &length) == 1;
  Secret opened(std::move(plain)); // wiped also when it is not given out
  if (!good) {
    ERR_clear_error();
    return fail(FailureCode::malformed, "sealed draft");
  }
  const ByteView all = opened.reveal().first(text.size());
  return Secret(to_bytes(all));
}

} // namespace foyer::seal
