// SPDX-License-Identifier: EUPL-1.2
// The XML of profile "osci", written in the canonical form (W3C Canonical XML 1.0, inclusive, the
// only one OSCI 1.2's oscisig.xsd allows), so that what is signed is what stands there: attributes
// in order, no empty-element tags, no white space. Tests compare with xmllint. Not a public header.
// Nothing here is escaped: identifiers are checked before, everything else is base64 or constant.
#pragma once

#include <base/bytes.hpp>

#include <string>
#include <string_view>
#include <vector>

namespace foyer::seal::osci {

// What the signature says about one part (OSCI 1.2 Transport, content signatures; XML Signature
// 4.4.3): `uri` "#id" or "cid:content-id".
enum class Transform { none, base64, canonical };
struct Reference {
  std::string uri;
  Transform transform;
  Bytes sha256;
};

// One attachment as the encrypted container names it.
struct Attached {
  std::string content_id; // the MIME part's
  std::string element_id; // of the Content element
  std::string key_base64; // the attachment's own AES key
};

// The canonical form of an attachment's Content element: what its reference's digest is over.
std::string attachment_content_canonical(const Attached& attached);

// SignedInfo: `canonical` with the namespaces in scope, as it is signed; else as it stands.
std::string signed_info(const std::vector<Reference>& references, bool canonical);

// The ContentContainer up to where the container's base64 goes, and what comes after it.
struct Container {
  std::string before;
  std::string after; // holds the attachments' keys: wipe it
};
Container container(std::string_view container_id, std::string_view content_id,
                    const std::string& signed_info, ByteView signature,
                    std::string_view signature_certificate_id,
                    const std::vector<Attached>& attachments);

// The envelope of the StoreDelivery that carries it, up to where the ciphertext's base64 goes, and
// what comes after it. Header blocks that are the Originator's to fill hold valid placeholders.
struct EnvelopeFacts {
  std::string_view reference;
  std::string_view challenge;
  ByteView reader_certificate; // DER
  ByteView author_certificate; // DER
  std::string_view reader_id, author_id;
  ByteView wrapped_key;
};
struct Envelope {
  std::string before;
  std::string after;
};
Envelope envelope(const EnvelopeFacts& facts);

} // namespace foyer::seal::osci
