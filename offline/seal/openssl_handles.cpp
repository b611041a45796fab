// SPDX-License-Identifier: EUPL-1.2
#include "openssl_handles.hpp"

#include <seal/digest.hpp>

#include <openssl/x509.h>

namespace foyer::seal {

namespace {

void free_der(unsigned char* der) {
  OPENSSL_free(der);
}

} // namespace

Bio memory_bio(std::string_view text) {
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

std::string_view text_of(const Bio& bio) {
  char* text = nullptr;
  const long length = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(length)};
}

std::string key_thumbprint(EVP_PKEY* key) {
  unsigned char* raw = nullptr;
  const int length = i2d_PUBKEY(key, &raw);
  const UniqueHandle<unsigned char, free_der> der(raw);
  if (length <= 0)
    return {};
  const auto digest = sha256({raw, static_cast<std::size_t>(length)});
  return digest.ok() ? to_base64url(*digest) : std::string{};
}

Failure openssl_failure(FailureCode code, std::string_view what) {
  std::string detail(what);
  const unsigned long error = ERR_peek_last_error();
  if (const char* reason = error != 0 ? ERR_reason_error_string(error) : nullptr) {
    detail += ": ";
    detail += reason;
  }
  ERR_clear_error();
  return fail(code, std::move(detail));
}

Result<Bytes> certificate_der(const X509* certificate) {
  const int length = i2d_X509(certificate, nullptr);
  if (length <= 0)
    return openssl_failure(FailureCode::internal, "certificate");
  Bytes der(static_cast<std::size_t>(length));
  unsigned char* at = der.data();
  i2d_X509(certificate, &at);
  return der;
}

} // namespace foyer::seal
