// SPDX-License-Identifier: EUPL-1.2
// The office's half of office_keys.hpp, in a file of its own: no terminal and no agent links it.
#include <seal/office_keys.hpp>

#include "office_pki.hpp"

#include <nlohmann/json.hpp>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace foyer::seal {

namespace {

using nlohmann::json;

// Without a callback that answers, OpenSSL would ask for a password on the terminal.
int no_password(char*, int, int, void*) {
  return -1;
}

Result<std::string> der_base64(std::string_view pem) {
  const Bio bio = memory_bio(pem);
  const Certificate certificate(bio ? PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)
                                    : nullptr);
  if (!certificate)
    return openssl_failure(FailureCode::office_key_missing, "no certificate in PEM");
  FOYER_TRY(const Bytes der, certificate_der(certificate.get()));
  return to_base64(der);
}

Result<Bytes> ps512(std::string_view text, EVP_PKEY* key) {
  const DigestContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr; // owned by context
  std::size_t size = 0;
  const ByteView bytes = as_bytes(text);
  const bool ready =
      context && EVP_DigestSignInit(context.get(), &parameters, EVP_sha512(), nullptr, key) == 1 &&
      EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1 &&
      EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) == 1 &&
      EVP_DigestSign(context.get(), nullptr, &size, bytes.data(), bytes.size()) == 1;
  Bytes signature(size);
  if (!ready ||
      EVP_DigestSign(context.get(), signature.data(), &size, bytes.data(), bytes.size()) != 1)
    return openssl_failure(FailureCode::internal, "signature");
  signature.resize(size);
  return signature;
}

} // namespace

Result<std::string> sign_office_keys(std::int64_t version, WallTime issued_at,
                                     const std::vector<std::string>& certificates_pem,
                                     const Secret& signer_key_pem,
                                     std::string_view signer_certificate_pem,
                                     const OfficePins& pins) {
  const Bio bio = memory_bio(as_text(signer_key_pem.reveal()));
  const PrivateOrPublicKey key(
      bio ? PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr) : nullptr);
  ERR_clear_error();
  if (!key || EVP_PKEY_is_a(key.get(), "RSA") != 1)
    return fail(FailureCode::config_broken, "no private RSA key in PEM without a password");
  FOYER_TRY(const std::string signer, der_base64(signer_certificate_pem));
  const json header{{"alg", "PS512"}, {"typ", "foyer-office-keys+jwt"}, {"x5c", {signer}}};
  const std::int64_t issued_s =
      std::chrono::floor<std::chrono::seconds>(issued_at).time_since_epoch().count();
  json claims{{"version", version}, {"iat", issued_s}, {"certificates", json::array()}};
  for (const std::string& pem : certificates_pem) {
    FOYER_CHECK(OfficeCertificate::load(pem, pins.root_pem, pins.name, issued_at));
    FOYER_TRY(std::string der, der_base64(pem));
    claims["certificates"].push_back(std::move(der));
  }
  const std::string text =
      to_base64url(as_bytes(header.dump())) + '.' + to_base64url(as_bytes(claims.dump()));
  FOYER_TRY(const Bytes signature, ps512(text, key.get()));
  std::string compact = text + '.' + to_base64url(signature);
  FOYER_CHECK(OfficeKeys::open(compact, pins));
  return compact;
}

} // namespace foyer::seal
