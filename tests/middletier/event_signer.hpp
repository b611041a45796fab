// SPDX-License-Identifier: EUPL-1.2
// Signs what the office says: compact JWS, PS512 (RFC 7518 §3.5). Thread safe.
#pragma once

#include <base/bytes.hpp>
#include <base/unique_handle.hpp>

#include <openssl/evp.h>

#include <filesystem>
#include <string>
#include <string_view>

namespace foyer::middletier {

class EventSigner {
 public:
  // An RSA private key in PEM; throws std::runtime_error if it is none.
  explicit EventSigner(const std::filesystem::path& key_file);

  [[nodiscard]] std::string sign(std::string_view typ, std::string_view payload) const;
  // RFC 7638 thumbprint.
  [[nodiscard]] const std::string& key_id() const { return key_id_; }
  [[nodiscard]] const std::string& jwk() const { return jwk_; }

 private:
  UniqueHandle<EVP_PKEY, EVP_PKEY_free> key_;
  std::string key_id_;
  std::string jwk_;
};

} // namespace foyer::middletier
