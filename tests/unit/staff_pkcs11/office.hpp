// SPDX-License-Identifier: EUPL-1.2
// The office's certificate authority for service cards and tokens of SoftHSM, made with the tools
// of OpenSSL, SoftHSM and OpenSC in a directory of its own.
#pragma once

#include <base/bytes.hpp>
#include <processes/processes.hpp>
#include <staff_pkcs11/certificate_judge.hpp>

#include <string>

namespace foyer::test {

inline constexpr const char* staff_policy = "1.3.6.1.4.1.55555.1.1"; // made up for tests
inline constexpr const char* technician_policy = "1.3.6.1.4.1.55555.1.2";

struct CardSpec {
  std::string name;
  std::string unit = "Schalter"; // OU
  std::string policy = staff_policy;
  std::string starts = "20260101000000Z";
  std::string ends = "20291231000000Z";
  bool rsa = false;
  std::string authority = "office"; // or "stranger"
  std::string usage = "digitalSignature";
};

// Made once in a test process.
class Office {
 public:
  static Office& instance();

  // <name>.key.der, <name>.der; made at the first call.
  Bytes certificate(const CardSpec& spec);
  void revoke(const std::string& name);
  // The list of revoked certificates as of now: next update after `days`.
  void publish_list(int days);

  // A SoftHSM configuration with one token that holds the card's key and certificate; PIN 123456.
  std::filesystem::path token(const CardSpec& spec, bool with_certificate = true);

  // An NSS database with the card's key and certificate under its name, for service-card; PIN
  // 123456.
  std::filesystem::path database(const CardSpec& spec);

  [[nodiscard]] staff_pkcs11::JudgeConfig judge_config(bool with_list = true) const;
  [[nodiscard]] std::filesystem::path file(const std::string& name) const {
    return folder_.path() / name;
  }

 private:
  Office();
  void make_authority(const std::string& name);
  void run(const std::vector<std::string>& command) const;

  processes::TemporaryDirectory folder_;
};

} // namespace foyer::test
