// SPDX-License-Identifier: EUPL-1.2
// OpenSSL handles and the few calls this room makes more than once. Not a public header.
#pragma once

#include <seal/office_certificate.hpp>
#include <seal/terminal_key.hpp>

#include <base/result.hpp>
#include <base/unique_handle.hpp>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <string>
#include <string_view>

namespace foyer::seal {

using Bio = UniqueHandle<BIO, BIO_free_all>;
using PrivateOrPublicKey = UniqueHandle<EVP_PKEY, EVP_PKEY_free>;
using PkeyContext = UniqueHandle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using CipherContext = UniqueHandle<EVP_CIPHER_CTX, EVP_CIPHER_CTX_free>;
using DigestContext = UniqueHandle<EVP_MD_CTX, EVP_MD_CTX_free>;
using Certificate = UniqueHandle<X509, X509_free>;

struct OfficeCertificate::Key {
  PrivateOrPublicKey handle;
  Bytes certificate_der = {};
};
struct TerminalKey::Key {
  PrivateOrPublicKey handle;
};

// Reads from the caller's memory; nullptr only when OpenSSL is out of memory.
Bio memory_bio(std::string_view text);
// What was written to a memory BIO; valid as long as it is.
std::string_view text_of(const Bio& bio);
// base64url(SHA-256(SubjectPublicKeyInfo)); empty if OpenSSL fails.
std::string key_thumbprint(EVP_PKEY* key);
// The failure with OpenSSL's own reason (a constant of its source, never data); empties its queue.
Failure openssl_failure(FailureCode code, std::string_view what);
// DER (X.690); `internal` only if OpenSSL cannot.
Result<Bytes> certificate_der(const X509* certificate);

} // namespace foyer::seal
