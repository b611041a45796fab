// SPDX-License-Identifier: EUPL-1.2
// The Reader's side of OSCI 1.2 Author content, for tests and the reference middle tier: written
// from XML Encryption 1.1, XML Signature 1.1 and the OSCI 1.2 schemas without a look at
// offline/seal, so that one mistake does not hide the other. Stricter than the standards: it takes
// what the terminal sends (offline/seal/FORMAT.md) and nothing else.
#pragma once

#include <base/bytes.hpp>
#include <base/result.hpp>
#include <base/secret.hpp>

#include <map>
#include <string>
#include <string_view>

namespace foyer::unseal {

struct OsciContent {
  Bytes container;
  std::map<std::string, Bytes> attachments; // by Content-ID, plain
};

// Decrypts the envelope's content and the attachments (by Content-ID), and verifies the Author's
// signature over all of it with the key of `author_certificate_pem`, which must be the certificate
// the message names. malformed: not a message of this profile; seal_failed: wrong key or changed
// ciphertext; config_broken: no RSA
// private key or no certificate.
Result<OsciContent> open_osci(std::string_view envelope,
                              const std::map<std::string, ByteView>& sealed_attachments,
                              const Secret& office_key_pem,
                              std::string_view author_certificate_pem);

// The detail of the `malformed` that means: decrypted, but not signed like this by this Author.
inline constexpr std::string_view osci_not_signed = "not signed by the Author";

// The authentication tag (base64url) of an envelope's content, or of an attachment's ciphertext;
// without a key. malformed: there is none.
Result<std::string> osci_envelope_tag(std::string_view envelope);
Result<std::string> osci_attachment_tag(ByteView sealed);

} // namespace foyer::unseal
