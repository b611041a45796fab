// SPDX-License-Identifier: EUPL-1.2
// OfficeKeyring: whom filings are sealed to. Knows the certificate of the configuration, which
// counts until the office has published a set, the newest set it has believed, and the pinned
// emergency key. Trusts nothing that the agent has put into the store: a set counts when it holds
// by this terminal's own pins and is newer than the one before. One thread; reads and writes files.
#pragma once

#include <app/config.hpp>

#include <seal/office_keys.hpp>
#include <store/store.hpp>

#include <optional>

namespace foyer::app {

class OfficeKeyring {
 public:
  // Takes up the set that was believed last (office-keys.jws beside the receipt's key).
  // io_failed, config_broken: the root or the emergency certificate is unusable.
  static Result<OfficeKeyring> open(const Config::Seal& config);

  // Would the set that comes with the content (Config::Seal::office_keys) be believed? With why
  // not.
  static Status is_usable(const Config::Seal& config);

  // Whom to seal to at `now`; first looks whether the agent has brought a newer set. Tells the log
  // when that has changed. Only without any key: office_key_missing, office_key_untrusted.
  Result<seal::OfficeCertificate> choose(store::Store& store, WallTime now);

  struct Standing {
    seal::OfficeKeyStanding standing = seal::OfficeKeyStanding::valid;
    std::int64_t version = 0; // of the set; 0: the certificate of the configuration
    std::string key_id;
    WallTime valid_until{};
    bool emergency_pinned = false;
  };
  // The same for people, and nothing is told to the log.
  Result<Standing> standing(store::Store& store, WallTime now);
  // The same without what the agent may have brought.
  [[nodiscard]] Result<Standing> standing(WallTime now) const;

 private:
  OfficeKeyring() = default;
  void look_for_newer(store::Store& store);
  void judge(const Bytes& given);
  void keep();
  [[nodiscard]] const std::string& certificates() const {
    return set_ ? set_->certificates_pem() : configured_;
  }

  seal::OfficePins pins_;
  std::string configured_; // PEM; may be empty
  std::filesystem::path kept_;
  std::optional<seal::OfficeKeys> set_;
  Bytes set_content_, judged_; // as it came: of `set_`, and what was looked at last
  bool is_kept_ = true;        // set_content_ lies in kept_, too
  std::optional<seal::OfficeKeyStanding> told_;
};

} // namespace foyer::app
