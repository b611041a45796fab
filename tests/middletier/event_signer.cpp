// SPDX-License-Identifier: EUPL-1.2
#include "event_signer.hpp"

#include <nlohmann/json.hpp>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <array>
#include <cstdio>
#include <stdexcept>

namespace foyer::middletier {

namespace {

using File = UniqueHandle<std::FILE, std::fclose>;
using Bignum = UniqueHandle<BIGNUM, BN_free>;

std::string number_of(const EVP_PKEY* key, const char* name) {
  BIGNUM* raw = nullptr;
  if (EVP_PKEY_get_bn_param(key, name, &raw) != 1)
    throw std::runtime_error("event key: not RSA");
  const Bignum number(raw);
  Bytes bytes(static_cast<std::size_t>(BN_num_bytes(number.get())));
  BN_bn2bin(number.get(), bytes.data());
  return to_base64url(bytes);
}

} // namespace

EventSigner::EventSigner(const std::filesystem::path& key_file) {
  const File file(std::fopen(key_file.c_str(), "r"));
  if (file)
    key_.reset(PEM_read_PrivateKey(file.get(), nullptr, nullptr, nullptr));
  if (!key_ || EVP_PKEY_get_base_id(key_.get()) != EVP_PKEY_RSA)
    throw std::runtime_error("event key: no RSA private key in " + key_file.string());
  const std::string e = number_of(key_.get(), OSSL_PKEY_PARAM_RSA_E);
  const std::string n = number_of(key_.get(), OSSL_PKEY_PARAM_RSA_N);
  const std::string required = R"({"e":")" + e + R"(","kty":"RSA","n":")" + n + R"("})";
  std::array<std::uint8_t, 32> digest{};
  EVP_Digest(required.data(), required.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
  key_id_ = to_base64url(digest);
  jwk_ = nlohmann::json{{"kty", "RSA"},   {"use", "sig"}, {"alg", "PS512"},
                        {"kid", key_id_}, {"e", e},       {"n", n}}
             .dump();
}

std::string EventSigner::sign(std::string_view typ, std::string_view payload) const {
  const nlohmann::json header{{"alg", "PS512"}, {"kid", key_id_}, {"typ", typ}};
  const std::string text =
      to_base64url(as_bytes(header.dump())) + '.' + to_base64url(as_bytes(payload));
  const UniqueHandle<EVP_MD_CTX, EVP_MD_CTX_free> context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr;
  std::size_t size = 0;
  const bool sized =
      EVP_DigestSignInit(context.get(), &parameters, EVP_sha512(), nullptr, key_.get()) == 1 &&
      EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1 &&
      EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) == 1 &&
      EVP_DigestSign(context.get(), nullptr, &size, as_bytes(text).data(), text.size()) == 1;
  Bytes signature(size);
  if (!sized || EVP_DigestSign(context.get(), signature.data(), &size, as_bytes(text).data(),
                               text.size()) != 1)
    throw std::runtime_error("signing failed");
  signature.resize(size);
  return text + '.' + to_base64url(signature);
}

} // namespace foyer::middletier
