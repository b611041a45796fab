// SPDX-License-Identifier: EUPL-1.2
#include <card/test_pki.hpp>

#include <base/unique_handle.hpp>
#include <eid/crypto.hpp>
#include <eid/mrz.hpp>
#include <eid/tlv.hpp>

#include <openssl/cms.h>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509v3.h>

#include <stdexcept>

namespace foyer::card {

using eid::tlv;

namespace {

using Key = UniqueHandle<EVP_PKEY, EVP_PKEY_free>;
using KeyContext = UniqueHandle<EVP_PKEY_CTX, EVP_PKEY_CTX_free>;
using Certificate = UniqueHandle<X509, X509_free>;
using Bio = UniqueHandle<BIO, BIO_free_all>;
using Cms = UniqueHandle<CMS_ContentInfo, CMS_ContentInfo_free>;

void must(bool good, const char* what) {
  if (!good)
    throw std::runtime_error(std::string("test pki: ") + what);
}

const char* curve_name(KeyType type) {
  switch (type) {
  case KeyType::p256: return "P-256";
  case KeyType::brainpool256: return "brainpoolP256r1";
  case KeyType::brainpool384: return "brainpoolP384r1";
  case KeyType::p521: return "P-521";
  case KeyType::rsa2048: break;
  }
  return nullptr;
}

Key make_key(KeyType type, bool explicit_parameters) {
  if (type == KeyType::rsa2048)
    return Key(EVP_RSA_gen(2048));
  const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, "EC", nullptr));
  std::string group = curve_name(type);
  std::string encoding = explicit_parameters ? "explicit" : "named_curve";
  const OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_GROUP_NAME, group.data(), 0),
      OSSL_PARAM_construct_utf8_string(OSSL_PKEY_PARAM_EC_ENCODING, encoding.data(), 0),
      OSSL_PARAM_construct_end()};
  EVP_PKEY* key = nullptr;
  must(EVP_PKEY_keygen_init(context.get()) == 1 &&
           EVP_PKEY_CTX_set_params(context.get(), parameters) == 1 &&
           EVP_PKEY_generate(context.get(), &key) == 1,
       "key");
  return Key(key);
}

const EVP_MD* message_digest(Digest digest) {
  switch (digest) {
  case Digest::sha1: return EVP_sha1();
  case Digest::sha224: return EVP_sha224();
  case Digest::sha256: return EVP_sha256();
  case Digest::sha384: return EVP_sha384();
  case Digest::sha512: return EVP_sha512();
  }
  return EVP_sha256();
}

eid::Hash hash_of(Digest digest) {
  return static_cast<eid::Hash>(digest);
}

// AlgorithmIdentifier of the hash, as 9303-10 has it in the LDS Security Object.
Bytes hash_algorithm(Digest digest) {
  if (digest == Digest::sha1)
    return tlv(0x30, {tlv(0x06, ByteView(Bytes{0x2B, 0x0E, 0x03, 0x02, 0x1A})), Bytes{5, 0}});
  const Bytes last{4, 1, 2, 3};
  Bytes oid{0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02};
  oid.push_back(last[static_cast<std::size_t>(digest) - 1]);
  return tlv(0x30, {tlv(0x06, ByteView(oid)), Bytes{5, 0}});
}

void add_extension(X509* certificate, X509* issuer, int nid, const char* value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  X509_EXTENSION* extension = X509V3_EXT_conf_nid(nullptr, &context, nid, value);
  must(extension != nullptr && X509_add_ext(certificate, extension, -1) == 1, "extension");
  X509_EXTENSION_free(extension);
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

void set_time(ASN1_TIME* field, WallTime time) {
  const std::time_t seconds =
      std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
  must(ASN1_TIME_set(field, seconds) != nullptr, "time");
}

WallTime day(int year, unsigned month, unsigned of_month) {
  return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) /
                               std::chrono::day(of_month));
}

WallTime or_default(WallTime given, WallTime otherwise) {
  return given == WallTime() ? otherwise : given;
}

struct CertificateSpec {
  std::string country;
  std::string common;
  WallTime from, until;
  bool authority;
};

// Profiles of 9303-12 §7.1: as much of them as a verifier looks at.
Certificate make_certificate(const CertificateSpec& spec, EVP_PKEY* key, X509* issuer,
                             EVP_PKEY* issuer_key) {
  Certificate certificate(X509_new());
  X509* raw = certificate.get();
  std::array<unsigned char, 8> serial{};
  RAND_bytes(serial.data(), static_cast<int>(serial.size()));
  serial[0] &= 0x7F;
  BIGNUM* number = BN_bin2bn(serial.data(), static_cast<int>(serial.size()), nullptr);
  BN_to_ASN1_INTEGER(number, X509_get_serialNumber(raw));
  BN_free(number);
  must(X509_set_version(raw, X509_VERSION_3) == 1 && X509_set_pubkey(raw, key) == 1, "certificate");
  set_name(X509_get_subject_name(raw), spec.country, spec.common);
  set_time(X509_getm_notBefore(raw), spec.from);
  set_time(X509_getm_notAfter(raw), spec.until);
  X509* signer = issuer == nullptr ? raw : issuer;
  must(X509_set_issuer_name(raw, X509_get_subject_name(signer)) == 1, "issuer");
  add_extension(raw, signer, NID_subject_key_identifier, "hash");
  add_extension(raw, signer, NID_authority_key_identifier, "keyid:always");
  if (spec.authority) {
    add_extension(raw, signer, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
    add_extension(raw, signer, NID_key_usage, "critical,keyCertSign,cRLSign");
  } else {
    add_extension(raw, signer, NID_key_usage, "critical,digitalSignature");
  }
  must(X509_sign(raw, issuer_key, EVP_sha256()) > 0, "certificate signature");
  return certificate;
}

std::string pem(X509* certificate) {
  const Bio bio(BIO_new(BIO_s_mem()));
  must(PEM_write_bio_X509(bio.get(), certificate) == 1, "pem");
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(size)};
}

std::string zone_field(std::string text, std::size_t width) {
  for (char& c : text)
    if (c == ' ')
      c = '<';
  text.resize(width, '<');
  return text;
}

std::string with_digit(const std::string& field) {
  return field + eid::check_digit(field).value_or('<');
}

} // namespace

struct Signer::Keys {
  Key csca_key, signer_key;
  Certificate csca, signer;
};

Signer::Signer(const SignerSpec& spec) : keys_(std::make_unique<Keys>()) {
  keys_->csca_key = make_key(spec.csca_key, spec.explicit_parameters);
  keys_->signer_key = make_key(spec.signer_key, spec.explicit_parameters);
  must(keys_->csca_key && keys_->signer_key, "key");
  keys_->csca = make_certificate({spec.country, "Foyer Test CSCA",
                                  or_default(spec.csca_from, day(2025, 1, 1)),
                                  or_default(spec.csca_until, day(2040, 1, 1)), true},
                                 keys_->csca_key.get(), nullptr, keys_->csca_key.get());
  keys_->signer = make_certificate(
      {spec.country, "Foyer Test Document Signer", or_default(spec.signer_from, day(2026, 1, 1)),
       or_default(spec.signer_until, day(2038, 1, 1)), false},
      keys_->signer_key.get(), keys_->csca.get(), keys_->csca_key.get());
}
Signer::~Signer() = default;
Signer::Signer(Signer&&) noexcept = default;
Signer& Signer::operator=(Signer&&) noexcept = default;

std::string Signer::csca_pem() const {
  return pem(keys_->csca.get());
}
std::string Signer::signer_pem() const {
  return pem(keys_->signer.get());
}

Bytes Signer::sign_sod(const std::vector<DataGroup>& groups, Digest hash, Digest signature,
                       SodSignature padding) const {
  Bytes hashes;
  for (const DataGroup& group : groups)
    append(hashes, tlv(0x30, {tlv(0x02, ByteView(Bytes{static_cast<std::uint8_t>(group.number)})),
                              tlv(0x04, ByteView(eid::digest(hash_of(hash), group.file)))}));
  const Bytes object =
      tlv(0x30, {tlv(0x02, ByteView(Bytes{0})), hash_algorithm(hash), tlv(0x30, ByteView(hashes))});

  const unsigned flags = CMS_PARTIAL | CMS_BINARY | CMS_NOSMIMECAP;
  const Cms cms(CMS_sign(nullptr, nullptr, nullptr, nullptr, flags));
  ASN1_OBJECT* type = OBJ_txt2obj("2.23.136.1.1.1", 1);
  must(cms && CMS_set1_eContentType(cms.get(), type) == 1, "cms type");
  ASN1_OBJECT_free(type);
  CMS_SignerInfo* info = CMS_add1_signer(cms.get(), keys_->signer.get(), keys_->signer_key.get(),
                                         message_digest(signature), flags | CMS_KEY_PARAM);
  must(info != nullptr, "cms signer");
  if (padding == SodSignature::pss)
    must(EVP_PKEY_CTX_set_rsa_padding(CMS_SignerInfo_get0_pkey_ctx(info), RSA_PKCS1_PSS_PADDING) ==
             1,
         "pss");
  const Bio content(BIO_new_mem_buf(object.data(), static_cast<int>(object.size())));
  must(CMS_set_detached(cms.get(), 0) == 1 &&
           CMS_final(cms.get(), content.get(), nullptr, flags) == 1,
       "cms signature");
  unsigned char* encoded = nullptr;
  const int size = i2d_CMS_ContentInfo(cms.get(), &encoded);
  must(size > 0, "cms encoding");
  const Bytes der(encoded, encoded + size);
  OPENSSL_free(encoded);
  return tlv(0x77, ByteView(der));
}

std::string td1_zone(const HolderSpec& holder) {
  const std::string number = with_digit(zone_field(holder.document_number, 9));
  const std::string birth = with_digit(holder.birth);
  const std::string expiry = with_digit(holder.expiry);
  const std::string optional = zone_field("", 15);
  const std::string optional2 = zone_field("", 11);
  const auto composite =
      eid::check_digit(number + optional + birth + expiry + optional2).value_or('<');
  return zone_field(holder.document_code, 2) + zone_field(holder.issuer, 3) + number + optional +
         birth + zone_field(holder.sex, 1) + expiry + zone_field(holder.nationality, 3) +
         optional2 + composite + zone_field(holder.surname + "  " + holder.given_names, 30);
}

Bytes ef_dg1(std::string_view zone) {
  return tlv(0x61, {tlv(0x5F1F, as_bytes(zone))});
}

Bytes ef_card_access(int cipher, int domain_parameter) {
  const Bytes oid{0x04, 0x00, 0x7F, 0x00, 0x07,
                  0x02, 0x02, 0x04, 0x02, static_cast<std::uint8_t>(cipher)};
  return tlv(
      0x31, {tlv(0x30, {tlv(0x06, ByteView(oid)), tlv(0x02, ByteView(Bytes{2})),
                        tlv(0x02, ByteView(Bytes{static_cast<std::uint8_t>(domain_parameter)}))})});
}

CardImage make_card(const HolderSpec& holder, const Signer& signer) {
  CardImage image;
  image.can = holder.can;
  image.mrz = td1_zone(holder);
  image.ef_card_access = ef_card_access();
  image.ef_dg1 = ef_dg1(image.mrz);
  // LDS 1.7, Unicode 4.0.0, one data group (9303-10 §4.6.1).
  image.ef_com = tlv(0x60, {tlv(0x5F01, as_bytes("0107")), tlv(0x5F36, as_bytes("040000")),
                            tlv(0x5C, ByteView(Bytes{0x61}))});
  image.ef_sod = signer.sign_sod({{1, image.ef_dg1}});
  return image;
}

} // namespace foyer::card
