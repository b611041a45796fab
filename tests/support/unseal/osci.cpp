// SPDX-License-Identifier: EUPL-1.2
#include <unseal/osci.hpp>

#include "gcm.hpp"
#include "xml.hpp"

#include <openssl/err.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <set>

namespace foyer::unseal {

namespace {

constexpr const char* ds = "http://www.w3.org/2000/09/xmldsig#";
constexpr const char* osci = "http://www.osci.de/2002/04/osci";
constexpr const char* osci128 = "http://xoev.de/transport/osci12/8";
constexpr const char* soap = "http://schemas.xmlsoap.org/soap/envelope/";
constexpr const char* xenc = "http://www.w3.org/2001/04/xmlenc#";
constexpr const char* xenc11 = "http://www.w3.org/2009/xmlenc11#";

constexpr const char* c14n = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
constexpr const char* base64 = "http://www.w3.org/2000/09/xmldsig#base64";
constexpr const char* sha256_uri = "http://www.w3.org/2001/04/xmlenc#sha256";

using Pem = UniqueHandle<BIO, BIO_free_all>;
using Certificate = UniqueHandle<X509, X509_free>;
using DigestContext = UniqueHandle<EVP_MD_CTX, EVP_MD_CTX_free>;

Failure malformed(std::string what) {
  return fail(FailureCode::malformed, std::move(what));
}
Failure not_signed() {
  return malformed(std::string(osci_not_signed));
}

Bytes sha256(ByteView bytes) {
  Bytes digest(32);
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha256(), nullptr);
  return digest;
}

Status need_algorithm(const Element& element, const char* algorithm) {
  return element.attribute("Algorithm") == algorithm ? success() : Status(malformed("algorithm"));
}

// AES-256-GCM with an IV of 12 bytes, said in OSCI's own element.
Status check_content_encryption(const Element& encrypted) {
  FOYER_TRY(const Element method, encrypted.only(xenc, "EncryptionMethod"));
  FOYER_CHECK(need_algorithm(method, "http://www.w3.org/2009/xmlenc11#aes256-gcm"));
  FOYER_TRY(const Element length, method.only(osci128, "IvLength"));
  return length.attribute("Value") == "12" ? success() : Status(malformed("IvLength"));
}

Result<Element> content_of(const Document& envelope) {
  const Element root = envelope.root();
  if (!root.is(soap, "Envelope"))
    return malformed("no envelope");
  FOYER_TRY(const Element body, root.only(soap, "Body"));
  FOYER_TRY(const Element package, body.only(osci, "ContentPackage"));
  return package.only(xenc, "EncryptedData");
}

Result<Bytes> cipher_value(const Element& encrypted) {
  FOYER_TRY(const Element data, encrypted.only(xenc, "CipherData"));
  FOYER_TRY(const Element value, data.only(xenc, "CipherValue"));
  return from_base64(value.text());
}

// The certificate that `key_info` points to, in the role it must have.
Result<Bytes> retrieved(const Document& envelope, const Element& key_info, const char* role) {
  FOYER_TRY(const Element method, key_info.only(ds, "RetrievalMethod"));
  FOYER_TRY(const Element header, envelope.root().only(soap, "Header"));
  FOYER_TRY(const Element block, header.only(osci, "NonIntermediaryCertificates"));
  for (const Element& candidate : block.children()) {
    if ("#" + candidate.attribute("Id") != method.attribute("URI"))
      continue;
    if (!candidate.is(osci, role))
      break;
    FOYER_TRY(const Element data, candidate.only(ds, "X509Data"));
    FOYER_TRY(const Element certificate, data.only(ds, "X509Certificate"));
    return from_base64(certificate.text());
  }
  return malformed("no such certificate");
}

Result<Bytes> decrypt_content(const Document& envelope, EVP_PKEY* office) {
  FOYER_TRY(const Element encrypted, content_of(envelope));
  FOYER_CHECK(check_content_encryption(encrypted));
  FOYER_TRY(const Element key_info, encrypted.only(ds, "KeyInfo"));
  FOYER_TRY(const Element wrapped, key_info.only(xenc, "EncryptedKey"));
  FOYER_TRY(const Element method, wrapped.only(xenc, "EncryptionMethod"));
  FOYER_CHECK(need_algorithm(method, "http://www.w3.org/2009/xmlenc11#rsa-oaep"));
  FOYER_TRY(const Element mask, method.only(xenc11, "MGF"));
  FOYER_CHECK(need_algorithm(mask, "http://www.w3.org/2009/xmlenc11#mgf1sha256"));
  FOYER_TRY(const Element digest, method.only(ds, "DigestMethod"));
  FOYER_CHECK(need_algorithm(digest, sha256_uri));
  FOYER_TRY(const Element whose, wrapped.only(ds, "KeyInfo"));
  FOYER_TRY(const Bytes reader, retrieved(envelope, whose, "CipherCertificateOtherReader"));
  FOYER_TRY(const Bytes wrapped_key, cipher_value(wrapped));
  FOYER_TRY(Bytes unwrapped, unwrap_key(office, wrapped_key));
  const Secret key(std::move(unwrapped));
  FOYER_TRY(const Bytes ciphertext, cipher_value(encrypted));
  return open_gcm(key, ciphertext);
}

struct Opened {
  OsciContent content;
  std::map<std::string, Bytes> octets; // by the reference's URI: what its digest is over
  std::map<std::string, std::string> transforms;
};

// Each attachment with the key that stands in the decrypted content.
Status decrypt_attachments(const Element& root, const std::map<std::string, ByteView>& sealed,
                           Opened& opened) {
  for (const Element& encrypted : root.children(xenc, "EncryptedData")) {
    FOYER_CHECK(check_content_encryption(encrypted));
    FOYER_TRY(const Element data, encrypted.only(xenc, "CipherData"));
    FOYER_TRY(const Element reference, data.only(xenc, "CipherReference"));
    const std::string uri = reference.attribute("URI");
    const auto part = sealed.find(uri.starts_with("cid:") ? uri.substr(4) : "");
    if (part == sealed.end() || opened.content.attachments.contains(part->first))
      return malformed("attachments");
    FOYER_TRY(const Element key_info, encrypted.only(ds, "KeyInfo"));
    FOYER_TRY(const Element management, key_info.only(ds, "MgmtData"));
    FOYER_TRY(Bytes raw_key, from_base64(management.text()));
    const Secret key(std::move(raw_key));
    FOYER_TRY(opened.content.attachments[part->first], open_gcm(key, part->second));
  }
  return opened.content.attachments.size() == sealed.size() ? success()
                                                            : Status(malformed("attachments"));
}

// Every Content there is must be signed: the container's bytes, each attachment's element and
// bytes.
Status collect(const Document& document, Opened& opened) {
  std::size_t containers = 0;
  std::size_t references = 0;
  for (const Element& element : document.root().children(osci, "Content")) {
    const std::string href = element.attribute("href");
    if (href.empty()) {
      FOYER_TRY(const Element data, element.only(osci, "Base64Content"));
      FOYER_TRY(opened.content.container, from_base64(data.text()));
      opened.octets["#" + data.attribute("Id")] = opened.content.container;
      opened.transforms["#" + data.attribute("Id")] = base64;
      ++containers;
      continue;
    }
    if (!href.starts_with("cid:"))
      return malformed("attachment reference");
    const auto attachment = opened.content.attachments.find(href.substr(4));
    if (attachment == opened.content.attachments.end() || !element.children().empty() ||
        !element.text().empty())
      return malformed("attachment reference");
    opened.octets["#" + element.attribute("Id")] = document.canonical(element);
    opened.transforms["#" + element.attribute("Id")] = c14n;
    opened.octets[href] = attachment->second;
    opened.transforms[href] = "";
    ++references;
  }
  const bool complete = containers == 1 && references == opened.content.attachments.size() &&
                        opened.octets.size() == 1 + 2 * references;
  return complete ? success() : Status(malformed("contents"));
}

Status check_reference(const Element& reference, Opened& opened) {
  const auto octets = opened.octets.find(reference.attribute("URI"));
  if (octets == opened.octets.end())
    return not_signed();
  std::string transform;
  if (!reference.children(ds, "Transforms").empty()) {
    FOYER_TRY(const Element transforms, reference.only(ds, "Transforms"));
    FOYER_TRY(const Element one, transforms.only(ds, "Transform"));
    transform = one.attribute("Algorithm");
  }
  FOYER_TRY(const Element method, reference.only(ds, "DigestMethod"));
  FOYER_CHECK(need_algorithm(method, sha256_uri));
  FOYER_TRY(const Element value, reference.only(ds, "DigestValue"));
  FOYER_TRY(const Bytes digest, from_base64(value.text()));
  if (transform != opened.transforms[octets->first] || digest != sha256(octets->second))
    return not_signed();
  opened.octets.erase(octets); // once
  return success();
}

// RFC 6931 2.3.10: PSS with SHA-256, MGF1 with SHA-256 and a salt as long as the digest.
bool verifies(EVP_PKEY* key, ByteView message, ByteView signature) {
  const DigestContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* options = nullptr;
  const bool good =
      context && EVP_PKEY_is_a(key, "RSA") == 1 &&
      EVP_DigestVerifyInit(context.get(), &options, EVP_sha256(), nullptr, key) == 1 &&
      EVP_PKEY_CTX_set_rsa_padding(options, RSA_PKCS1_PSS_PADDING) == 1 &&
      EVP_PKEY_CTX_set_rsa_mgf1_md(options, EVP_sha256()) == 1 &&
      EVP_PKEY_CTX_set_rsa_pss_saltlen(options, 32) == 1 &&
      EVP_DigestVerify(context.get(), signature.data(), signature.size(), message.data(),
                       message.size()) == 1;
  ERR_clear_error();
  return good;
}

Status verify(const Document& envelope, const Document& document, Opened& opened, X509* author) {
  FOYER_TRY(const Element signature, document.root().only(ds, "Signature"));
  FOYER_TRY(const Element info, signature.only(ds, "SignedInfo"));
  FOYER_TRY(const Element canonicalisation, info.only(ds, "CanonicalizationMethod"));
  FOYER_CHECK(need_algorithm(canonicalisation, c14n));
  FOYER_TRY(const Element method, info.only(ds, "SignatureMethod"));
  FOYER_CHECK(need_algorithm(method, "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1"));
  FOYER_TRY(const Element key_info, signature.only(ds, "KeyInfo"));
  FOYER_TRY(const Bytes named, retrieved(envelope, key_info, "SignatureCertificateOtherAuthor"));
  unsigned char* raw = nullptr;
  const int length = i2d_X509(author, &raw);
  const Bytes pinned(raw, raw + std::max(length, 0));
  OPENSSL_free(raw);
  if (named != pinned)
    return not_signed();
  for (const Element& reference : info.children(ds, "Reference"))
    FOYER_CHECK(check_reference(reference, opened));
  FOYER_TRY(const Element value, signature.only(ds, "SignatureValue"));
  FOYER_TRY(const Bytes signed_by, from_base64(value.text()));
  const bool good = opened.octets.empty() &&
                    verifies(X509_get0_pubkey(author), document.canonical(info), signed_by);
  return good ? success() : Status(not_signed());
}

// Two elements of one Id: which of them would be signed?
bool ids_are_unique(const Element& element, std::set<std::string>& seen) {
  const std::string id = element.attribute("Id");
  if (!id.empty() && !seen.insert(id).second)
    return false;
  for (const Element& child : element.children())
    if (!ids_are_unique(child, seen))
      return false;
  return true;
}

} // namespace

Result<OsciContent> open_osci(std::string_view envelope_xml,
                              const std::map<std::string, ByteView>& sealed_attachments,
                              const Secret& office_key_pem,
                              std::string_view author_certificate_pem) {
  FOYER_TRY(const PrivateKey office, read_private_key(office_key_pem));
  const Pem pem(BIO_new_mem_buf(author_certificate_pem.data(),
                                static_cast<int>(author_certificate_pem.size())));
  const Certificate author(PEM_read_bio_X509(pem.get(), nullptr, nullptr, nullptr));
  ERR_clear_error();
  if (!author)
    return fail(FailureCode::config_broken, "author certificate");

  FOYER_TRY(const Document envelope, Document::parse(envelope_xml));
  FOYER_TRY(Bytes plain, decrypt_content(envelope, office.get()));
  const Secret content(std::move(plain));
  FOYER_TRY(const Document document, Document::parse(as_text(content.reveal())));
  std::set<std::string> seen;
  if (!document.root().is(osci, "ContentContainer") || !ids_are_unique(document.root(), seen))
    return malformed("no ContentContainer");
  Opened opened;
  FOYER_CHECK(decrypt_attachments(document.root(), sealed_attachments, opened));
  FOYER_CHECK(collect(document, opened));
  FOYER_CHECK(verify(envelope, document, opened, author.get()));
  return std::move(opened.content);
}

Result<std::string> osci_attachment_tag(ByteView sealed) {
  if (sealed.size() < gcm_iv_bytes + gcm_tag_bytes)
    return malformed("too short");
  return to_base64url(sealed.last(gcm_tag_bytes));
}

Result<std::string> osci_envelope_tag(std::string_view envelope) {
  FOYER_TRY(const Document document, Document::parse(envelope));
  FOYER_TRY(const Element encrypted, content_of(document));
  FOYER_TRY(const Bytes ciphertext, cipher_value(encrypted));
  return osci_attachment_tag(ciphertext);
}

} // namespace foyer::unseal
