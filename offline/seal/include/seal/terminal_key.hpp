// SPDX-License-Identifier: EUPL-1.2
// TerminalKey: the terminal's Ed25519 key (RFC 8032), which signs receipts.
// Immutable; may be used from several threads.
#pragma once

#include <base/bytes.hpp>
#include <base/result.hpp>
#include <base/secret.hpp>

#include <filesystem>
#include <memory>
#include <string>

namespace foyer::seal {

class TerminalKey {
 public:
  static Result<TerminalKey> generate();
  // PKCS#8 PEM without a password; anything but an Ed25519 private key is `config_broken`.
  static Result<TerminalKey> from_pem(std::string_view pem);
  // Reads `file`; if there is none, makes a key and writes it first (mode 0600, synced, never
  // over an existing file). Errors: config_broken, io_failed.
  static Result<TerminalKey> load_or_generate(const std::filesystem::path& file);

  [[nodiscard]] Result<Secret> to_pem() const;
  [[nodiscard]] Result<Bytes> sign(ByteView message) const;             // 64 bytes
  [[nodiscard]] const Bytes& public_key() const { return public_key_; } // 32 bytes
  [[nodiscard]] Result<std::string> public_key_pem() const;             // SubjectPublicKeyInfo
  // base64url(SHA-256(SubjectPublicKeyInfo)).
  [[nodiscard]] const std::string& key_id() const { return key_id_; }

 private:
  TerminalKey() = default;
  struct Key;
  std::shared_ptr<const Key> key_;
  Bytes public_key_;
  std::string key_id_;
};

// True only for this key's signature over exactly these bytes.
bool verify_ed25519(ByteView public_key, ByteView message, ByteView signature);

} // namespace foyer::seal
