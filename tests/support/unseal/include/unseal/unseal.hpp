// SPDX-License-Identifier: EUPL-1.2
// The office's side of sealing, for tests and the reference middle tier: written from RFC 7516 and
// 7518 without a look at offline/seal, so that one mistake does not hide the other.
#pragma once

#include <base/bytes.hpp>
#include <base/result.hpp>
#include <base/secret.hpp>

#include <string>
#include <string_view>

namespace foyer::unseal {

struct JweHeader {
  std::string algorithm;  // "RSA-OAEP-256"
  std::string encryption; // "A256GCM"
  std::string key_id;
  std::string content_type;
  std::string authentication_tag; // the JWE's fifth part as it stands
};

// Reads without a key; malformed if it is no compact JWE.
Result<JweHeader> read_header(std::string_view compact);

// Decrypts with the office's RSA key (PKCS#8 or PKCS#1 PEM). malformed: not a JWE of this profile;
// seal_failed: wrong key or a changed bit anywhere; config_broken: no RSA private key.
Result<Bytes> open_jwe(std::string_view compact, const Secret& office_key_pem);

} // namespace foyer::unseal
