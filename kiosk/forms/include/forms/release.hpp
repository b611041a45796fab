// SPDX-License-Identifier: EUPL-1.2
// Release: the office has read one version of an assistant and answers for it. The release stands
// beside the definition as <assets>/assistants/<id>.release.json, signed with Ed25519 (RFC 8032).
// What is signed, byte for byte: kiosk/forms/FORMAT.md §9. Signing itself: author/sign.hpp.
// Does file I/O, no other waiting; any thread.
#pragma once

#include <content/release_keys.hpp>

#include <base/bytes.hpp>
#include <base/result.hpp>
#include <forms/assistant.hpp>
#include <i18n/catalogue.hpp>

#include <filesystem>
#include <string>
#include <string_view>

namespace foyer::forms {

struct Release {
  std::string id, version;
  std::string sha256;       // Assistant::sha256: definition, blocks, code lists
  std::string texts_sha256; // of every German text the assistant asks for
  std::string key_id;       // base64url(SHA-256(SubjectPublicKeyInfo)) of the key it is signed with
  Bytes signature;          // 64 bytes
  bool operator==(const Release&) const = default;
};

// The assistant as it is loaded, without key and signature.
Release describe(const Assistant& assistant, const i18n::Catalogue& texts);
// The bytes that are signed: five lines.
std::string signed_bytes(const Release& release);

// <assets>/assistants/<id>.release.json
std::filesystem::path release_file(const std::filesystem::path& assets, std::string_view id);
// `definition_broken` when there is none or it is no release; the detail says what is wrong.
Result<Release> read_release(const std::filesystem::path& assets, std::string_view id);
Result<Release> parse_release(std::string_view json);
std::string release_json(const Release& release);

using content::ReleaseKeys;

// Success: one of the keys has released exactly this definition with exactly these German texts.
// Else `definition_broken` with why: no release, another version, definition or texts changed
// since, an unknown key, a wrong signature.
Status check_release(const Assistant& assistant, const i18n::Catalogue& texts,
                     const std::filesystem::path& assets, const ReleaseKeys& keys);

} // namespace foyer::forms
