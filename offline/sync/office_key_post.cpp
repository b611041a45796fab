// SPDX-License-Identifier: EUPL-1.2
#include <sync/office_key_post.hpp>

#include "api.hpp"

#include <base/log.hpp>

namespace foyer::sync {

using std::chrono::milliseconds;

OfficeKeyPost::OfficeKeyPost(store::Store& store, Line& line, OfficeKeyPostConfig config,
                             const Clock& clock, Random random)
    : store_(store), line_(line), config_(std::move(config)), clock_(clock),
      random_(std::move(random)), next_(clock.steady()) {
  if (const auto here = store_.published(store::office_keys_kind); here && *here)
    standing_.version = (*here)->version;
}

std::optional<SteadyTime> OfficeKeyPost::next_due() const {
  return config_.pins.name.empty() ? std::nullopt : std::optional(next_);
}

bool OfficeKeyPost::refuse(Token why, FailureCode failure) {
  log(events::OfficeKeysRefused{.why = why, .failure = failure});
  standing_.failure = failure;
  return false;
}

Result<bool> OfficeKeyPost::look(const std::stop_token& stop) {
  FOYER_TRY(const auto here, store_.published(store::office_keys_kind));
  const auto answer = Api(line_, stop).office_keys(here ? here->etag : std::string());
  if (const auto* failure = std::get_if<ApiFailure>(&answer)) {
    retry_after_ = failure->retry_after;
    return failure->failure;
  }
  const auto& given = std::get<std::optional<PublishedKeys>>(answer);
  if (!given)
    return true;
  const auto keys = seal::OfficeKeys::open(given->compact, config_.pins);
  if (!keys && keys.failure().code == FailureCode::config_broken)
    return keys.failure();
  if (!keys)
    return refuse("unproven", keys.failure().code);
  FOYER_TRY(
      const auto kept,
      store_.keep_published(store::office_keys_kind,
                            {keys->version(), to_bytes(as_bytes(given->compact)), given->etag}));
  switch (kept) {
  case store::Publishing::older: return refuse("older", FailureCode::office_key_untrusted);
  case store::Publishing::contradicts:
    return refuse("contradicts", FailureCode::office_key_untrusted);
  case store::Publishing::taken: log(events::OfficeKeysFetched{.version = keys->version()}); break;
  case store::Publishing::known: break;
  }
  standing_.version = keys->version();
  return true;
}

void OfficeKeyPost::run(const std::stop_token& stop) {
  if (config_.pins.name.empty() || clock_.steady() < next_)
    return;
  retry_after_.reset();
  const auto looked = look(stop);
  if (!looked && looked.failure().code == FailureCode::cancelled)
    return;
  if (!looked) {
    // The line's own state is told elsewhere, and at each of its changes.
    if (looked.failure().code != FailureCode::line_down)
      log(events::OfficeKeysNotFetched{.failure = looked.failure().code});
    standing_.failure = looked.failure().code;
    next_ = clock_.steady() + delay(config_.back_off, ++failed_, retry_after_, random_);
    return;
  }
  if (*looked)
    standing_.failure.reset();
  failed_ = 0;
  // Half to full period, so that terminals switched on together drift apart.
  next_ = clock_.steady() + config_.every / 2 +
          milliseconds(static_cast<std::int64_t>(random_() *
                                                 static_cast<double>(config_.every.count()) / 2));
}

} // namespace foyer::sync
