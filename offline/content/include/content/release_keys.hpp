// SPDX-License-Identifier: EUPL-1.2
// The public Ed25519 keys (RFC 8032) of those whose releases this terminal believes.
#pragma once

#include <base/bytes.hpp>
#include <base/result.hpp>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace foyer::content {

class ReleaseKeys {
 public:
  // Every *.pem of the folder (SubjectPublicKeyInfo, Ed25519). `config_broken` when there is none,
  // or one that is something else (a private key, too: it must not be on a terminal).
  static Result<ReleaseKeys> load(const std::filesystem::path& folder);
  // Adds a key; `config_broken` as above.
  Status add(std::string_view pem);

  // True only for a signature over exactly these bytes by the key with this id:
  // base64url(SHA-256(SubjectPublicKeyInfo)).
  [[nodiscard]] bool verify(std::string_view key_id, std::string_view message,
                            ByteView signature) const;
  [[nodiscard]] bool knows(std::string_view key_id) const { return keys_.contains(key_id); }

 private:
  std::map<std::string, Bytes, std::less<>> keys_; // by id, raw
};

} // namespace foyer::content
