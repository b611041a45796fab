// SPDX-License-Identifier: EUPL-1.2
#include <unseal/unseal.hpp>

#include "gcm.hpp"

#include <nlohmann/json.hpp>

#include <array>

namespace foyer::unseal {

namespace {

struct Parts {
  std::array<std::string_view, 5> text; // RFC 7516 7.1
};

Result<Parts> split(std::string_view compact) {
  Parts parts;
  std::size_t index = 0;
  for (;;) {
    const std::size_t dot = compact.find('.');
    if (index > 4 || (index == 4) != (dot == std::string_view::npos))
      return fail(FailureCode::malformed, "JWE needs five parts");
    parts.text[index++] = compact.substr(0, dot);
    if (dot == std::string_view::npos)
      return parts;
    compact.remove_prefix(dot + 1);
  }
}

std::string text_member(const nlohmann::json& object, const char* key) {
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

} // namespace

Result<JweHeader> read_header(std::string_view compact) {
  FOYER_TRY(const Parts parts, split(compact));
  FOYER_TRY(const Bytes raw, from_base64url(parts.text[0]));
  const nlohmann::json object = nlohmann::json::parse(raw, nullptr, false);
  if (!object.is_object())
    return fail(FailureCode::malformed, "JWE header");
  return JweHeader{text_member(object, "alg"), text_member(object, "enc"),
                   text_member(object, "kid"), text_member(object, "cty"),
                   std::string(parts.text[4])};
}

Result<Bytes> open_jwe(std::string_view compact, const Secret& office_key_pem) {
  FOYER_TRY(const JweHeader header, read_header(compact));
  if (header.algorithm != "RSA-OAEP-256" || header.encryption != "A256GCM")
    return fail(FailureCode::malformed, "JWE algorithms");
  FOYER_TRY(const Parts parts, split(compact));
  FOYER_TRY(const Bytes wrapped, from_base64url(parts.text[1]));
  FOYER_TRY(const Bytes iv, from_base64url(parts.text[2]));
  FOYER_TRY(const Bytes ciphertext, from_base64url(parts.text[3]));
  FOYER_TRY(const Bytes tag, from_base64url(parts.text[4]));
  FOYER_TRY(const PrivateKey key, read_private_key(office_key_pem));
  FOYER_TRY(Bytes unwrapped, unwrap_key(key.get(), wrapped));
  const Secret content_key(std::move(unwrapped));
  return open_gcm(content_key, iv, ciphertext, tag, as_bytes(parts.text[0]));
}

} // namespace foyer::unseal
