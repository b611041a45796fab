// SPDX-License-Identifier: EUPL-1.2
// The demo office rolls over: further certificates under its root, and sets of them.
#pragma once

#include <processes/processes.hpp>
#include <seal/office_keys.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace foyer::office_pki {

inline const std::string office_name = "Demo-Ausländerbehörde";

class OfficePki {
 public:
  // `keys`: as made by make-demo-keys.sh.
  explicit OfficePki(std::filesystem::path keys) : keys_(std::move(keys)) {}

  // A certificate for the office, valid from..to ("20260101000000Z"), by the openssl command line.
  // Throws std::runtime_error where that fails, as the others do.
  std::string certificate(const std::string& from, const std::string& to);
  // The private key of what was issued last.
  [[nodiscard]] std::filesystem::path last_key() const;
  // Signed by the demo office's signer.
  [[nodiscard]] std::string set(std::int64_t version,
                                const std::vector<std::string>& certificates) const;
  [[nodiscard]] std::string office_certificate() const;
  [[nodiscard]] std::string emergency_certificate() const;

 private:
  std::filesystem::path keys_;
  processes::TemporaryDirectory folder_;
  int issued_ = 0;
};

// The key id of a PEM certificate, as it stands in a filing's header.
std::string key_id(const std::string& pem);

} // namespace foyer::office_pki
