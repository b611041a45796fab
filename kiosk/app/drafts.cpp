// SPDX-License-Identifier: EUPL-1.2
// The filing desk's drafts for "continue later". The code leaves by the report only: it is neither
// stored nor logged.
#include <app/filing_desk.hpp>

#include <base/log.hpp>
#include <forms/draft_bytes.hpp>

namespace foyer::app {

Result<visit::KeptDraft> FilingDesk::keep(const visit::FilingRequest& request) {
  // By a wrong clock the last day would be another than the paper says.
  FOYER_CHECK(trusted_clock());
  const auto last_day = std::chrono::floor<std::chrono::days>(clock_->wall()) + store::draft_life;
  const std::int64_t expiry_day = last_day.time_since_epoch().count();

  FOYER_TRY(const auto code, seal::PaperCode::generate());
  FOYER_TRY(const Bytes salt, store_.draft_salt());
  FOYER_TRY(const auto key, seal::derive(code, salt));
  Secret plain(std::move(forms::to_bytes(request.draft).reveal()));
  FOYER_TRY(Bytes sealed, seal::seal_draft(key, expiry_day, plain.reveal()));
  FOYER_CHECK(
      store_.keep_draft({.id = key.id, .expiry_day = expiry_day, .sealed = std::move(sealed)}));
  drop_draft(request);
  return visit::KeptDraft{std::make_shared<const Secret>(code.text().clone()), last_day};
}

visit::Event FilingDesk::find(const seal::PaperCode& code, const visit::Assistants& assistants) {
  auto found = look_for(code, assistants);
  if (found)
    return std::move(*found);
  const bool outdated = found.failure().code == FailureCode::answer_rejected ||
                        found.failure().code == FailureCode::definition_broken;
  if (!outdated)
    log(events::Fault{.room = "store", .failure = found.failure().code});
  return visit::DraftNotFound{outdated ? visit::Search::outdated : visit::Search::failed};
}

Result<visit::Event> FilingDesk::look_for(const seal::PaperCode& code,
                                          const visit::Assistants& assistants) {
  FOYER_TRY(const Bytes salt, store_.draft_salt());
  FOYER_TRY(const auto key, seal::derive(code, salt));
  FOYER_TRY(const auto found, store_.find_draft(key.id));
  if (found.locked_until)
    return visit::Event(visit::DraftNotFound{visit::Search::locked});
  if (!found.draft)
    return visit::Event(visit::DraftNotFound{visit::Search::unknown});
  FOYER_TRY(const Secret plain,
            seal::open_draft(key, found.draft->expiry_day, found.draft->sealed));
  FOYER_TRY(const auto origin, forms::origin_of(plain.reveal()));
  for (const auto& [concern, assistant] : assistants) {
    if (assistant->id != origin.assistant)
      continue;
    FOYER_TRY(auto draft,
              forms::draft_from_bytes(plain.reveal(), assistant, config_.definitions_folder()));
    return visit::Event(visit::DraftFound{std::move(draft), Personal(key.id)});
  }
  return visit::Event(visit::DraftNotFound{visit::Search::outdated});
}

// What was filed, or kept under another code, needs its old draft no longer. If it cannot be
// dropped now, its last day drops it.
void FilingDesk::drop_draft(const visit::FilingRequest& request) {
  if (request.draft_id.reveal().empty())
    return;
  if (const auto dropped = store_.drop_draft(request.draft_id.reveal()); !dropped)
    log(events::Fault{.room = "store", .failure = dropped.failure().code});
}

} // namespace foyer::app
