// SPDX-License-Identifier: EUPL-1.2
#include "certificates.hpp"

#include "ber.hpp"

#include <base/unique_handle.hpp>

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <stdexcept>

namespace foyer::card {
namespace {

using Bio = UniqueHandle<BIO, BIO_free_all>;
using Name = UniqueHandle<X509_NAME, X509_NAME_free>;
using DigestContext = UniqueHandle<EVP_MD_CTX, EVP_MD_CTX_free>;
using Number = UniqueHandle<ASN1_INTEGER, ASN1_INTEGER_free>;

void must(bool good, const char* what) {
  if (!good)
    throw std::runtime_error(std::string("test pki: ") + what);
}

void add_extension(X509* certificate, X509* issuer, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value);
  must(extension != nullptr && X509_add_ext(certificate, extension, -1) == 1, "extension");
  X509_EXTENSION_free(extension);
}

// DocumentTypeList (9303-12 §7.1.1.7): which documents this signer may sign.
void add_document_types(X509* certificate, const std::vector<std::string>& types) {
  std::vector<Bytes> names;
  for (const std::string& type : types)
    names.push_back(ber::element(0x13, as_bytes(type)));
  const Bytes value = ber::sequence({ber::integer(0), ber::set_of(names)});
  const UniqueHandle<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free> text(ASN1_OCTET_STRING_new());
  ASN1_OCTET_STRING_set(text.get(), value.data(), static_cast<int>(value.size()));
  const UniqueHandle<ASN1_OBJECT, ASN1_OBJECT_free> type(OBJ_txt2obj("2.23.136.1.1.6.2", 1));
  const UniqueHandle<X509_EXTENSION, X509_EXTENSION_free> extension(
      X509_EXTENSION_create_by_OBJ(nullptr, type.get(), 0, text.get()));
  must(extension && X509_add_ext(certificate, extension.get(), -1) == 1, "document types");
}

void set_name(X509_NAME* name, const std::string& country, const std::string& common) {
  const auto add = [&](const char* field, const std::string& text) {
    must(X509_NAME_add_entry_by_txt(name, field, MBSTRING_UTF8,
                                    reinterpret_cast<const unsigned char*>(text.data()),
                                    static_cast<int>(text.size()), -1, 0) == 1,
         "name");
  };
  add("C", country);
  add("O", "Foyer test country");
  add("CN", common);
}

std::time_t seconds(WallTime time) {
  return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

DigestContext signing(const Issuing& by) {
  DigestContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* options = nullptr;
  must(EVP_DigestSignInit_ex(context.get(), &options, name(by.digest), nullptr, nullptr,
                             by.key->handle(), nullptr) == 1,
       "issuer's key");
  if (by.key->rsa() && by.padding == SodSignature::pss)
    must(EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) == 1 &&
             EVP_PKEY_CTX_set_rsa_pss_saltlen(options, RSA_PSS_SALTLEN_DIGEST) == 1,
         "pss");
  return context;
}

} // namespace

std::shared_ptr<X509> make_certificate(const CertificateSpec& spec, const TestKey& key,
                                       const Issuing& by) {
  std::shared_ptr<X509> certificate(X509_new(), X509_free);
  X509* raw = certificate.get();
  Bytes serial = spec.serial;
  serial[0] = static_cast<std::uint8_t>((serial[0] & 0x7FU) | 0x40U);
  const UniqueHandle<BIGNUM, BN_free> number(
      BN_bin2bn(serial.data(), static_cast<int>(serial.size()), nullptr));
  BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(raw));
  must(X509_set_version(raw, X509_VERSION_3) == 1 && X509_set_pubkey(raw, key.handle()) == 1,
       "certificate");
  set_name(X509_get_subject_name(raw), spec.country, spec.common);
  must(ASN1_TIME_set(X509_getm_notBefore(raw), seconds(spec.from)) != nullptr &&
           ASN1_TIME_set(X509_getm_notAfter(raw), seconds(spec.until)) != nullptr,
       "time");
  X509* issuer = by.certificate == nullptr ? raw : by.certificate;
  must(X509_set_issuer_name(raw, X509_get_subject_name(issuer)) == 1, "issuer");
  add_extension(raw, issuer, NID_subject_key_identifier, "hash");
  add_extension(raw, issuer, NID_authority_key_identifier, "keyid:always");
  const bool listless = spec.kind == CertificateKind::listless_country_signer;
  if (spec.kind == CertificateKind::country_signer || listless) {
    add_extension(raw, issuer, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    add_extension(raw, issuer, NID_key_usage,
                  listless ? "critical,keyCertSign" : "critical,keyCertSign,cRLSign");
  } else {
    add_extension(raw, issuer, NID_key_usage, "critical,digitalSignature");
  }
  if (spec.kind == CertificateKind::master_list_signer)
    add_extension(raw, issuer, NID_ext_key_usage, "critical,2.23.136.1.1.3");
  if (!spec.document_types.empty())
    add_document_types(raw, spec.document_types);
  must(X509_sign_ctx(raw, signing(by).get()) > 0, "certificate signature");
  return certificate;
}

Bytes der_of(X509* certificate) {
  unsigned char* raw = nullptr;
  const int size = i2d_X509(certificate, &raw);
  must(size > 0, "der");
  const Bytes out(raw, raw + size);
  OPENSSL_free(raw);
  return out;
}

std::string pem_of(X509* certificate) {
  const Bio bio(BIO_new(BIO_s_mem()));
  must(PEM_write_bio_X509(bio.get(), certificate) == 1, "pem");
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

Bytes make_crl(const Signer::CrlSpec& spec, const Issuing& by) {
  const UniqueHandle<X509_CRL, X509_CRL_free> list(X509_CRL_new());
  const UniqueHandle<ASN1_TIME, ASN1_TIME_free> from(
      ASN1_TIME_set(nullptr, seconds(or_default(spec.from, day(2026, 11, 1)))));
  const UniqueHandle<ASN1_TIME, ASN1_TIME_free> next(
      ASN1_TIME_set(nullptr, seconds(or_default(spec.next, day(2027, 2, 1)))));
  must(X509_CRL_set_version(list.get(), X509_CRL_VERSION_2) == 1 &&
           X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(by.certificate)) == 1 &&
           X509_CRL_set1_lastUpdate(list.get(), from.get()) == 1 &&
           X509_CRL_set1_nextUpdate(list.get(), next.get()) == 1,
       "crl");
  for (const Bytes& revoked : spec.revoked_certificates) {
    const unsigned char* at = revoked.data();
    const UniqueHandle<X509, X509_free> certificate(
        d2i_X509(nullptr, &at, static_cast<long>(revoked.size())));
    must(certificate != nullptr, "revoked certificate");
    X509_REVOKED* entry = X509_REVOKED_new();
    must(X509_REVOKED_set_serialNumber(entry, X509_get_serialNumber(certificate.get())) == 1 &&
             X509_REVOKED_set_revocationDate(entry, from.get()) == 1 &&
             X509_CRL_add0_revoked(list.get(), entry) == 1,
         "crl entry");
  }
  X509V3_CTX context;
  X509V3_set_ctx(&context, by.certificate, nullptr, nullptr, list.get(), 0);
  X509_EXTENSION* issuer_key =
      X509V3_EXT_conf_nid(nullptr, &context, NID_authority_key_identifier, "keyid:always");
  must(issuer_key != nullptr && X509_CRL_add_ext(list.get(), issuer_key, -1) == 1, "crl issuer");
  X509_EXTENSION_free(issuer_key);
  const Number number(ASN1_INTEGER_new());
  ASN1_INTEGER_set(number.get(), spec.number);
  must(X509_CRL_add1_ext_i2d(list.get(), NID_crl_number, number.get(), 0, 0) == 1, "crl number");
  X509_CRL_sort(list.get());
  must(X509_CRL_sign_ctx(list.get(), signing(by).get()) > 0, "crl signature");
  unsigned char* raw = nullptr;
  const int size = i2d_X509_CRL(list.get(), &raw);
  must(size > 0, "crl encoding");
  const Bytes out(raw, raw + size);
  OPENSSL_free(raw);
  return out;
}

WallTime day(int year, unsigned month, unsigned of_month) {
  return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) /
                               std::chrono::day(of_month));
}

WallTime or_default(WallTime given, WallTime otherwise) {
  return given == WallTime() ? otherwise : given;
}

} // namespace foyer::card
