// SPDX-License-Identifier: EUPL-1.2
#include <unseal/unseal.hpp>

#include <base/unique_handle.hpp>

#include <nlohmann/json.hpp>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <array>

namespace foyer::unseal {

namespace {

struct Parts {
  std::array<std::string_view, 5> text; // RFC 7516 7.1
};

Result<Parts> split(std::string_view compact) {
  Parts parts;
  std::size_t index = 0;
  for (;;) {
    const std::size_t dot = compact.find('.');
    if (index > 4 || (index == 4) != (dot == std::string_view::npos))
      return fail(FailureCode::malformed, "JWE needs five parts");
    parts.text[index++] = compact.substr(0, dot);
    if (dot == std::string_view::npos)
      return parts;
    compact.remove_prefix(dot + 1);
  }
}

std::string text_member(const nlohmann::json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

Result<Bytes> unwrap(EVP_PKEY* key, ByteView wrapped) {
  const UniqueHandle<EVP_PKEY_CTX, EVP_PKEY_CTX_free> context(EVP_PKEY_CTX_new(key, nullptr));
  Bytes content_key(static_cast<std::size_t>(EVP_PKEY_get_size(key)));
  std::size_t length = content_key.size();
  const bool good = context && EVP_PKEY_decrypt_init(context.get()) == 1 &&
                    EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) == 1 &&
                    EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), EVP_sha256()) == 1 &&
                    EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), EVP_sha256()) == 1 &&
                    EVP_PKEY_decrypt(context.get(), content_key.data(), &length, wrapped.data(),
                                     wrapped.size()) == 1 &&
                    length == 32;
  ERR_clear_error();
  if (!good)
    return fail(FailureCode::seal_failed, "content key");
  content_key.resize(length);
  return content_key;
}

} // namespace

Result<JweHeader> read_header(std::string_view compact) {
  FOYER_TRY(const Parts parts, split(compact));
  FOYER_TRY(const Bytes raw, from_base64url(parts.text[0]));
  const nlohmann::json object = nlohmann::json::parse(raw, nullptr, false);
  if (!object.is_object())
    return fail(FailureCode::malformed, "JWE header");
  return JweHeader{text_member(object, "alg"), text_member(object, "enc"),
                   text_member(object, "kid"), text_member(object, "cty"),
                   std::string(parts.text[4])};
}

Result<Bytes> open_jwe(std::string_view compact, const Secret& office_key_pem) {
  FOYER_TRY(const JweHeader header, read_header(compact));
  if (header.algorithm != "RSA-OAEP-256" || header.encryption != "A256GCM")
    return fail(FailureCode::malformed, "JWE algorithms");
  FOYER_TRY(const Parts parts, split(compact));
  FOYER_TRY(const Bytes wrapped, from_base64url(parts.text[1]));
  FOYER_TRY(const Bytes iv, from_base64url(parts.text[2]));
  FOYER_TRY(const Bytes ciphertext, from_base64url(parts.text[3]));
  FOYER_TRY(Bytes tag, from_base64url(parts.text[4]));
  if (iv.size() != 12 || tag.size() != 16)
    return fail(FailureCode::malformed, "JWE lengths");

  const std::string_view pem = as_text(office_key_pem.reveal());
  const UniqueHandle<BIO, BIO_free_all> bio(
      BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
  const UniqueHandle<EVP_PKEY, EVP_PKEY_free> key(PEM_read_bio_PrivateKey(
      bio.get(), nullptr, [](char*, int, int, void*) { return -1; }, nullptr));
  if (!key || EVP_PKEY_is_a(key.get(), "RSA") != 1) {
    ERR_clear_error();
    return fail(FailureCode::config_broken, "office key");
  }
  FOYER_TRY(Bytes unwrapped, unwrap(key.get(), wrapped));
  const Secret content_key(std::move(unwrapped));

  const UniqueHandle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free> cipher(EVP_CIPHER_CTX_new());
  Bytes plain(ciphertext.size());
  int aad_length = 0;
  int length = 0;
  int last = 0;
  std::array<std::uint8_t, 16> nothing{};
  const std::string_view aad = parts.text[0];
  const bool good = cipher &&
                    EVP_DecryptInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr,
                                       content_key.reveal().data(), iv.data()) == 1 &&
                    EVP_DecryptUpdate(cipher.get(), nullptr, &aad_length, as_bytes(aad).data(),
                                      static_cast<int>(aad.size())) == 1 &&
                    (ciphertext.empty() ||
                     EVP_DecryptUpdate(cipher.get(), plain.data(), &length, ciphertext.data(),
                                       static_cast<int>(ciphertext.size())) == 1) &&
                    EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_AEAD_SET_TAG, 16, tag.data()) == 1 &&
                    EVP_DecryptFinal_ex(cipher.get(), nothing.data(), &last) == 1;
  ERR_clear_error();
  if (!good) {
    wipe(plain);
    return fail(FailureCode::seal_failed, "content");
  }
  return plain;
}

} // namespace foyer::unseal
