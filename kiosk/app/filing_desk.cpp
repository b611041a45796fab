// SPDX-License-Identifier: EUPL-1.2
#include <app/filing_desk.hpp>

#include "container.hpp"
#include "local_time.hpp"
#include "papers.hpp"

#include <base/log.hpp>
#include <base/whole_file.hpp>
#include <forms/evaluation.hpp>
#include <forms/submission.hpp>
#include <receipt/qr.hpp>
#include <seal/case_seal.hpp>
#include <seal/digest.hpp>
#include <seal/filing_seal.hpp>
#include <xfall/record.hpp>

#include <sys/timex.h>

namespace foyer::app {

namespace {

struct SealedFiling {
  seal::SealedPart container;
  std::vector<seal::SealedPart> papers;
};

Result<SealedFiling> seal_filing(seal::FilingSeal& seal, std::string_view xml,
                                 const Papers& papers) {
  SealedFiling sealed;
  for (std::size_t i = 0; i < papers.plain.size(); ++i) {
    FOYER_TRY(auto paper, seal::seal_attachment(seal, papers.described[i].id,
                                                papers.described[i].media_type, papers.plain[i]));
    sealed.papers.push_back(std::move(paper));
  }
  FOYER_TRY(sealed.container, seal::seal_container(seal, "application/xml", as_bytes(xml)));
  return sealed;
}

struct CaseOpening {
  seal::PaperCode code;
  Bytes verifier;
};

// What opens the case later. An application is never held up for it: without, the office is asked
// at the counter as before.
std::optional<CaseOpening> make_case(const store::Reservation& reservation) {
  const auto made = [&]() -> Result<CaseOpening> {
    FOYER_TRY(auto code, seal::PaperCode::generate());
    FOYER_TRY(const auto keys, seal::derive_case(code, reservation.number.text()));
    FOYER_TRY(Bytes verifier, seal::case_verifier(keys.access));
    return CaseOpening{std::move(code), std::move(verifier)};
  };
  auto opening = made();
  if (opening)
    return std::move(*opening);
  log(events::Fault{.room = "seal", .failure = opening.failure().code});
  return std::nullopt;
}

} // namespace

// A clock whose error may exceed a second is not kept: filings are dated to the second.
constexpr long kept_within_us = 1'000'000;

bool kernel_clock_kept() {
  timex answer{};
  // The kernel keeps its flag for hours without a source; its own bound of error does not.
  return adjtimex(&answer) >= 0 && (answer.status & STA_UNSYNC) == 0 &&
         answer.maxerror <= kept_within_us;
}

Result<FilingDesk> FilingDesk::open(const Config& config, const i18n::Catalogue& texts,
                                    const Clock& clock, ClockKept clock_kept) {
  std::error_code error;
  std::filesystem::create_directories(config.terminal.data_dir, error);
  FOYER_TRY(auto schema,
            xfall::Schema::load(config.terminal.assets / "schemas" / "xfall-foyer-1.xsd"));
  FOYER_TRY(auto office_keys, OfficeKeyring::open(config.seal));
  FOYER_TRY(auto key, seal::TerminalKey::load_or_generate(config.seal.receipt_key));
  std::optional<seal::AuthorKey> author;
  if (config.seal.profile == seal::name(seal::Profile::osci)) {
    FOYER_TRY(author, seal::AuthorKey::load_or_generate(config.seal.author_key,
                                                        config.terminal.kiosk_id, clock.wall()));
  }
  FOYER_TRY(auto store, store::Store::open(config.terminal.data_dir / "foyer.db",
                                           {.kiosk_id = config.terminal.kiosk_id,
                                            .clock = &clock,
                                            .reserve_bytes = store::default_reserve_bytes}));
  return FilingDesk(config, texts, clock, std::move(clock_kept), std::move(store),
                    std::move(schema), std::move(office_keys), std::move(key), std::move(author));
}

FilingDesk::FilingDesk(Config config, const i18n::Catalogue& texts, const Clock& clock,
                       ClockKept kept, store::Store store, xfall::Schema schema,
                       OfficeKeyring office_keys, seal::TerminalKey key,
                       std::optional<seal::AuthorKey> author)
    : config_(std::move(config)), texts_(texts), clock_(&clock), clock_kept_(std::move(kept)),
      store_(std::move(store)), schema_(std::move(schema)), office_keys_(std::move(office_keys)),
      key_(std::move(key)), author_(std::move(author)) {}

Result<store::ClockFacts> FilingDesk::trusted_clock() {
  if (clock_kept_())
    FOYER_CHECK(store_.clock_synchronised(clock_->wall()));
  FOYER_TRY(const auto facts, store_.clock_facts());
  if (store::judge_clock(clock_->wall(), facts) != store::ClockVerdict::trusted)
    return fail(FailureCode::clock_unknown);
  return facts;
}

WallTime FilingDesk::time_at_least() {
  const auto floor = store_.clock_floor();
  return floor ? std::max(clock_->wall(), *floor) : clock_->wall();
}

Result<visit::Receipt> FilingDesk::file(const visit::FilingRequest& request) {
  FOYER_TRY(const auto clock_facts, trusted_clock());
  const WallTime filed_at = clock_->wall();

  const auto evaluation = forms::evaluate(request.draft, forms::german_day(filed_at));
  FOYER_TRY(const auto submission, forms::compose(request.draft, evaluation, texts_));
  pages::PageWorker worker({.worker = config_.pages.worker});
  FOYER_TRY(auto papers, make_papers(request, submission, text_of_, worker));
  worker.end();

  FOYER_TRY(const auto moment, moment_of(filed_at, clock_facts));
  auto container = make_container({.moment = moment,
                                   .submission = submission,
                                   .request = request,
                                   .attachments = papers.described});
  const auto opening = make_case(*reservation_);
  if (opening)
    container.case_code = Personal(std::string(as_text(opening->code.compact().reveal())));
  FOYER_CHECK(sign_evidence(container, key_));
  FOYER_TRY(const auto filed, put_away(container, papers, opening ? opening->verifier : Bytes{}));
  drop_draft(request);
  return receipt_of(filed, submission.sha256, !request.line_up, opening ? &opening->code : nullptr);
}

Result<FilingMoment> FilingDesk::moment_of(WallTime filed_at, const store::ClockFacts& clock) {
  if (!reservation_) {
    FOYER_TRY(reservation_, store_.reserve());
  }
  FOYER_TRY(const auto waiting, store_.pending_count());
  return FilingMoment{.config = config_,
                      .reservation = *reservation_,
                      .clock = clock,
                      .filed_at = filed_at,
                      .queue_position = static_cast<std::uint32_t>(waiting),
                      .clock_kept = clock_kept_()};
}

Result<store::FiledRecord> FilingDesk::put_away(const xfall::Container& container,
                                                const Papers& papers, Bytes case_verifier) {
  FOYER_TRY(std::string xml, xfall::build(container));
  FOYER_CHECK(schema_.validate(xml));
  FOYER_TRY(const std::string record, xfall::public_record(container));

  const auto profile = author_ ? seal::Profile::osci : seal::Profile::jwe;
  FOYER_TRY(const auto office, office_keys_.choose(store_, container.record.filed_at));
  FOYER_TRY(const auto seal, seal::open_seal(profile, office, author_ ? &*author_ : nullptr,
                                             reservation_->number.text()));
  FOYER_TRY(const auto sealed, seal_filing(*seal, xml, papers));

  store::Filing filing{.reservation = *reservation_,
                       .filed_at = container.record.filed_at,
                       .assistant_id = container.assistant_id,
                       .assistant_version = container.assistant_version,
                       .definition_sha256 = container.definition_sha256,
                       .seal_profile = std::string(seal::name(profile)),
                       .office_key_id = office.key_id(),
                       .record = record,
                       .container = {.id = {},
                                     .sealed = sealed.container.bytes,
                                     .authentication_tag = sealed.container.authentication_tag,
                                     .content_type = "application/xml"},
                       .case_verifier = std::move(case_verifier)};
  if (container.answer)
    filing.answers = {container.answer->number, container.answer->message};
  for (std::size_t i = 0; i < sealed.papers.size(); ++i)
    filing.attachments.push_back({.id = papers.described[i].id,
                                  .sealed = sealed.papers[i].bytes,
                                  .authentication_tag = sealed.papers[i].authentication_tag,
                                  .content_type = papers.described[i].media_type});
  auto stored = store_.file(filing);
  // A full disk has left the number free. After anything else it may be used up (store_mismatch):
  // keeping it would refuse every later visitor.
  if (stored || stored.failure().code != FailureCode::disk_full)
    reservation_.reset();
  if (stored && witness_)
    witness_(xml, papers.plain);
  wipe(xml);
  return stored;
}

Result<visit::Receipt> FilingDesk::receipt_of(const store::FiledRecord& filed,
                                              const std::string& content_sha256, bool offline,
                                              const seal::PaperCode* code) {
  visit::Receipt out{.number = filed.number.text(),
                     .filed_at = filed.filed_at,
                     .local_offset = german_offset(filed.filed_at),
                     .qr_payload = filed.number.text(),
                     .offline = offline};
  if (code)
    out.code = std::make_shared<const Secret>(code->text().clone());
  // From here on the application is filed: a code that cannot be signed leaves the plain number.
  const auto digest = from_hex(content_sha256);
  if (!digest)
    return out;
  const Secret compact = code ? code->compact() : Secret();
  const receipt::QrFields fields{.number = out.number,
                                 .received =
                                     std::chrono::floor<std::chrono::seconds>(filed.filed_at),
                                 .content_sha256 = *digest,
                                 .code = compact.reveal()};
  const auto signed_part = receipt::qr_signed_part(fields);
  if (!signed_part)
    return out;
  const auto signature = key_.sign(as_bytes(*signed_part));
  if (!signature)
    return out;
  if (auto payload = receipt::qr_payload(fields, *signature); payload.ok())
    out.qr_payload = *payload;
  return out;
}

Status FilingDesk::printed(const visit::Receipt& receipt, ByteView pdf) {
  FOYER_TRY(const auto number, store::ReceiptNumber::parse(receipt.number));
  FOYER_TRY(const Bytes digest, seal::sha256(pdf));
  FOYER_TRY(const Bytes signature, key_.sign(digest));
  return store_.record_receipt(
      number.sequence(),
      {.printed_at = clock_->wall(), .text_sha256 = to_hex(digest), .signature = signature});
}

Status FilingDesk::ready_for_a_visit() {
  if (!store_.has_room_for_a_visit())
    return fail(FailureCode::disk_full, "the reserve could not be restored");
  FOYER_CHECK(store_.pending_count()); // it can be read at all
  FOYER_CHECK(office_keys_.standing(store_, time_at_least()));
  // By a wrong clock drafts would go too early.
  if (const auto facts = store_.clock_facts();
      facts && store::judge_clock(clock_->wall(), *facts) == store::ClockVerdict::trusted)
    FOYER_CHECK(store_.drop_expired_drafts());
  return store_.tidy();
}

Status FilingDesk::clock_is_trusted() {
  FOYER_CHECK(trusted_clock());
  return success();
}

FilingDesk::Look FilingDesk::look() {
  const auto code = [](const auto& answer) {
    return answer ? std::nullopt : std::optional(answer.failure().code);
  };
  Look out{.store = code(ready_for_a_visit()), .clock = code(trusted_clock())};
  const auto waiting = store_.pending_count();
  if (waiting)
    out.waiting = *waiting;
  else
    out.store = waiting.failure().code;
  if (auto key = office_key())
    out.office_key = std::move(*key);
  return out;
}

Result<OfficeKeyring::Standing> FilingDesk::office_key() {
  return office_keys_.standing(store_, time_at_least());
}

Status FilingDesk::confirm_clock(std::string_view role) {
  return store_.confirm_clock(clock_->wall(), role);
}

} // namespace foyer::app
