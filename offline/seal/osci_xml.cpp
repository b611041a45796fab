// SPDX-License-Identifier: EUPL-1.2
#include "osci_xml.hpp"

namespace foyer::seal::osci {

namespace {

// In the order of their prefixes, as canonical XML wants them (2.2). All five stand on the
// container because the OSCI libraries compute digests with exactly these in scope.
constexpr std::string_view namespaces = " xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\""
                                        " xmlns:osci=\"http://www.osci.de/2002/04/osci\""
                                        " xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\""
                                        " xmlns:xenc=\"http://www.w3.org/2001/04/xmlenc#\""
                                        " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"";

constexpr std::string_view c14n = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
constexpr std::string_view base64_transform = "http://www.w3.org/2000/09/xmldsig#base64";
constexpr std::string_view sha256_uri = "http://www.w3.org/2001/04/xmlenc#sha256";
constexpr std::string_view rsa_pss = "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1";
// OSCI's own element says that the IV has the recommended 12 bytes; without it readers take 16
// (order_zusatz.xsd, corrigendum 8).
constexpr std::string_view aes_gcm_method =
    "<xenc:EncryptionMethod Algorithm=\"http://www.w3.org/2009/xmlenc11#aes256-gcm\">"
    "<osci128:IvLength xmlns:osci128=\"http://xoev.de/transport/osci12/8\" Value=\"12\">"
    "</osci128:IvLength></xenc:EncryptionMethod>";
constexpr std::string_view rsa_oaep_method =
    "<xenc:EncryptionMethod Algorithm=\"http://www.w3.org/2009/xmlenc11#rsa-oaep\">"
    "<xenc11:MGF xmlns:xenc11=\"http://www.w3.org/2009/xmlenc11#\""
    " Algorithm=\"http://www.w3.org/2009/xmlenc11#mgf1sha256\"></xenc11:MGF>"
    "<ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"></ds:DigestMethod>"
    "</xenc:EncryptionMethod>";
// Readers choose the kind of message by this text (soapStoreDelivery.xsd of the OSCI schemas).
constexpr std::string_view schema_location =
    "http://schemas.xmlsoap.org/soap/envelope/ soapStoreDelivery.xsd "
    "http://www.w3.org/2000/09/xmldsig# oscisig.xsd "
    "http://www.w3.org/2001/04/xmlenc# oscienc.xsd";

using Parts = std::vector<std::string_view>;

// In one allocation: there may be keys among the parts, and nobody could wipe what a string leaves
// behind that grows.
std::string joined(const Parts& parts) {
  std::size_t size = 0;
  for (const std::string_view part : parts)
    size += part.size();
  std::string text;
  text.reserve(size);
  for (const std::string_view part : parts)
    text += part;
  return text;
}

std::string with_algorithm(std::string_view element, std::string_view algorithm) {
  return joined({"<ds:", element, " Algorithm=\"", algorithm, "\"></ds:", element, ">"});
}

std::string transforms(Transform transform) {
  if (transform == Transform::none)
    return {};
  return "<ds:Transforms>" +
         with_algorithm("Transform", transform == Transform::base64 ? base64_transform : c14n) +
         "</ds:Transforms>";
}

Parts attachment_content(const Attached& attached, std::string_view declared) {
  return {"<osci:Content",     declared,         " Id=\"",
          attached.element_id, "\" href=\"cid:", attached.content_id,
          "\"></osci:Content>"};
}

// The attachment's key stands in ds:MgmtData: that is where the OSCI libraries write and read it.
Parts encrypted_attachment(const Attached& attached) {
  return {"<xenc:EncryptedData Id=\"encrypted-",
          attached.element_id,
          "\" MimeType=\"text/xml\">",
          aes_gcm_method,
          "<ds:KeyInfo><ds:MgmtData>",
          attached.key_base64,
          "</ds:MgmtData></ds:KeyInfo><xenc:CipherData>",
          "<xenc:CipherReference URI=\"cid:",
          attached.content_id,
          "\"></xenc:CipherReference></xenc:CipherData></xenc:EncryptedData>"};
}

std::string certificate(std::string_view role, std::string_view id, ByteView der) {
  return joined({"<osci:", role, " Id=\"", id, "\"><ds:X509Data><ds:X509Certificate>",
                 to_base64(der), "</ds:X509Certificate></ds:X509Data></osci:", role, ">"});
}

// A header block's beginning; `more` are further attributes in canonical order.
std::string block(std::string_view element, std::string_view id, std::string_view more,
                  std::string_view content,
                  std::string_view actor = "http://schemas.xmlsoap.org/soap/actor/next") {
  return joined({"<osci:", element, " Id=\"", id, "\"", more, " soap:actor=\"", actor,
                 "\" soap:mustUnderstand=\"1\">", content, "</osci:", element, ">"});
}

} // namespace

std::string attachment_content_canonical(const Attached& attached) {
  return joined(attachment_content(attached, namespaces));
}

std::string signed_info(const std::vector<Reference>& references, bool canonical) {
  std::string text = joined({"<ds:SignedInfo", canonical ? namespaces : "", ">"});
  text += with_algorithm("CanonicalizationMethod", c14n);
  text += with_algorithm("SignatureMethod", rsa_pss);
  for (const Reference& reference : references) {
    text += joined({"<ds:Reference URI=\"", reference.uri, "\">"});
    text += transforms(reference.transform);
    text += with_algorithm("DigestMethod", sha256_uri);
    text += joined(
        {"<ds:DigestValue>", to_base64(reference.sha256), "</ds:DigestValue></ds:Reference>"});
  }
  return text + "</ds:SignedInfo>";
}

Container container(std::string_view container_id, std::string_view content_id,
                    const std::string& signed_info, ByteView signature,
                    std::string_view signature_certificate_id,
                    const std::vector<Attached>& attachments) {
  Container made;
  made.before = joined(
      {"<osci:ContentContainer", namespaces, " Id=\"", container_id, "\"><ds:Signature>",
       signed_info, "<ds:SignatureValue>", to_base64(signature),
       "</ds:SignatureValue><ds:KeyInfo><ds:RetrievalMethod URI=\"#", signature_certificate_id,
       "\"></ds:RetrievalMethod></ds:KeyInfo></ds:Signature>"
       "<osci:Content><osci:Base64Content Id=\"",
       content_id, "\">"});
  Parts after{"</osci:Base64Content></osci:Content>"};
  const auto add = [&after](const Parts& parts) {
    after.insert(after.end(), parts.begin(), parts.end());
  };
  // Contents first, then the keys: order.xsd, ContentContainerType.
  for (const Attached& attached : attachments)
    add(attachment_content(attached, ""));
  for (const Attached& attached : attachments)
    add(encrypted_attachment(attached));
  add({"</osci:ContentContainer>"});
  made.after = joined(after);
  return made;
}

Envelope envelope(const EnvelopeFacts& facts) {
  Envelope made;
  made.before = joined({"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<soap:Envelope", namespaces,
                        " xsi:schemaLocation=\"", schema_location, "\"><soap:Header>"});
  made.before += block("ControlBlock", "controlblock", " SequenceNumber=\"0\"",
                       joined({"<osci:Challenge>", facts.challenge, "</osci:Challenge>"}));
  made.before += block("DesiredLanguages", "desiredlanguages", " LanguagesList=\"de\"", "");
  made.before += block("QualityOfTimestamp", "qualityoftimestamp_creation",
                       " Quality=\"plain\" Service=\"creation\"", "");
  made.before += block("QualityOfTimestamp", "qualityoftimestamp_reception",
                       " Quality=\"plain\" Service=\"reception\"", "");
  made.before += block(
      "storeDelivery", "storedelivery", "",
      joined({"<osci:MessageId>", to_base64(as_bytes(facts.reference)), "</osci:MessageId>"}));
  // The schema wants an Addressee; who that is, the Originator knows. The content is encrypted for
  // the Reader, so that it can be taken into another message as it is.
  const std::string addressee = "addressee_" + std::string(facts.reader_id);
  made.before += block(
      "NonIntermediaryCertificates", "nonintermediarycertificates", "",
      certificate("CipherCertificateAddressee", addressee, facts.reader_certificate) +
          certificate("CipherCertificateOtherReader", facts.reader_id, facts.reader_certificate) +
          certificate("SignatureCertificateOtherAuthor", facts.author_id, facts.author_certificate),
      "http://www.w3.org/2001/12/soap-envelope/actor/none");
  made.before += joined({"</soap:Header><soap:Body Id=\"body\"><osci:ContentPackage>"
                         "<xenc:EncryptedData Id=\"encrypted-",
                         facts.reference, "\" MimeType=\"text/xml\">", aes_gcm_method,
                         "<ds:KeyInfo><xenc:EncryptedKey>", rsa_oaep_method,
                         "<ds:KeyInfo><ds:RetrievalMethod URI=\"#", facts.reader_id,
                         "\"></ds:RetrievalMethod></ds:KeyInfo><xenc:CipherData><xenc:CipherValue>",
                         to_base64(facts.wrapped_key),
                         "</xenc:CipherValue></xenc:CipherData></xenc:EncryptedKey></ds:KeyInfo>"
                         "<xenc:CipherData><xenc:CipherValue>"});
  made.after = "</xenc:CipherValue></xenc:CipherData></xenc:EncryptedData></osci:ContentPackage>"
               "</soap:Body></soap:Envelope>";
  return made;
}

} // namespace foyer::seal::osci
