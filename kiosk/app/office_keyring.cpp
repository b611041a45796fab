// SPDX-License-Identifier: EUPL-1.2
#include <app/office_keyring.hpp>

#include <base/log.hpp>
#include <base/whole_file.hpp>

#include <utility>

namespace foyer::app {

namespace {

Result<std::string> read_text(const std::filesystem::path& file) {
  FOYER_TRY(const Bytes bytes, read_whole_file(file));
  return std::string(as_text(bytes));
}

void tell(const seal::ChosenOfficeKey& chosen, WallTime now) {
  switch (chosen.standing) {
  case seal::OfficeKeyStanding::valid:
    return log(events::OfficeKeyChosen{
        .days_left =
            std::chrono::floor<std::chrono::days>(chosen.certificate.valid_until() - now).count()});
  case seal::OfficeKeyStanding::emergency: return log(events::OfficeKeyEmergency{});
  case seal::OfficeKeyStanding::out_of_date: return log(events::OfficeKeyExpired{});
  }
}

} // namespace

Result<OfficeKeyring> OfficeKeyring::open(const Config::Seal& config) {
  OfficeKeyring ring;
  ring.pins_.name = config.office_name;
  FOYER_TRY(ring.pins_.root_pem, read_text(config.office_root));
  if (!config.emergency_certificate.empty()) {
    FOYER_TRY(ring.pins_.emergency_pem, read_text(config.emergency_certificate));
    if (const auto usable = seal::OfficeCertificate::vouched_for(ring.pins_.emergency_pem, {});
        !usable)
      return fail(FailureCode::config_broken, "emergency_certificate: " + usable.failure().detail);
  }
  // It may be gone once the office publishes its certificates.
  if (auto configured = read_text(config.office_certificate))
    ring.configured_ = std::move(*configured);
  ring.kept_ = config.receipt_key.parent_path() / "office-keys.jws";
  if (const auto kept = read_whole_file(ring.kept_)) {
    if (auto set = seal::OfficeKeys::open(as_text(*kept), ring.pins_)) {
      ring.set_ = std::move(*set);
      ring.set_content_ = *kept;
    } else {
      log(events::OfficeKeysRefused{.why = "damaged", .failure = set.failure().code});
    }
  }
  // It may also have come with the content in use; the same is asked of it. That the agent has
  // brought a newer one since is no news.
  if (const auto brought = read_whole_file(config.office_keys);
      !config.office_keys.empty() && brought) {
    const auto set = seal::OfficeKeys::open(as_text(*brought), ring.pins_);
    if (!set || !ring.set_ || set->version() >= ring.set_->version())
      ring.judge(*brought);
  }
  return ring;
}

Status OfficeKeyring::is_usable(const Config::Seal& config) {
  if (config.office_keys.empty())
    return success();
  seal::OfficePins pins{.name = config.office_name};
  FOYER_TRY(pins.root_pem, read_text(config.office_root));
  FOYER_TRY(const std::string set, read_text(config.office_keys));
  FOYER_CHECK(seal::OfficeKeys::open(set, pins));
  return success();
}

void OfficeKeyring::judge(const Bytes& given) {
  auto set = seal::OfficeKeys::open(as_text(given), pins_);
  if (!set)
    return log(events::OfficeKeysRefused{.why = "unproven", .failure = set.failure().code});
  if (set_ && set->version() < set_->version())
    return log(
        events::OfficeKeysRefused{.why = "older", .failure = FailureCode::office_key_untrusted});
  if (set_ && set->version() == set_->version()) {
    if (given != set_content_)
      log(events::OfficeKeysRefused{.why = "contradicts",
                                    .failure = FailureCode::office_key_untrusted});
    return;
  }
  set_ = std::move(*set);
  set_content_ = given;
  keep();
  log(events::OfficeKeysTaken{.version = set_->version()});
}

// Where it cannot be kept it counts all the same, and is tried again.
void OfficeKeyring::keep() {
  const Status kept = write_whole_file(kept_, set_content_, 0644);
  if (!kept && is_kept_)
    log(events::Fault{.room = "app", .failure = kept.failure().code});
  is_kept_ = kept.ok();
}

void OfficeKeyring::look_for_newer(store::Store& store) {
  if (!is_kept_)
    keep();
  // Without the store nothing is filed anyway, and it tells so itself.
  const auto given = store.published(store::office_keys_kind);
  if (!given || !*given || (*given)->content == judged_)
    return;
  judge((*given)->content);
  judged_ = (*given)->content;
}

Result<seal::OfficeCertificate> OfficeKeyring::choose(store::Store& store, WallTime now) {
  look_for_newer(store);
  FOYER_TRY(auto chosen, seal::choose_office_key(certificates(), pins_, now));
  if (told_ != chosen.standing)
    tell(chosen, now);
  told_ = chosen.standing;
  return std::move(chosen.certificate);
}

Result<OfficeKeyring::Standing> OfficeKeyring::standing(store::Store& store, WallTime now) {
  look_for_newer(store);
  return std::as_const(*this).standing(now);
}

Result<OfficeKeyring::Standing> OfficeKeyring::standing(WallTime now) const {
  FOYER_TRY(const auto chosen, seal::choose_office_key(certificates(), pins_, now));
  Standing out{.standing = chosen.standing,
               .version = set_ ? set_->version() : 0,
               .key_id = chosen.certificate.key_id(),
               .valid_until = chosen.certificate.valid_until(),
               .emergency_pinned = !pins_.emergency_pem.empty()};
  return out;
}

} // namespace foyer::app
