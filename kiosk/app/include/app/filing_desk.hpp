// SPDX-License-Identifier: EUPL-1.2
// FilingDesk: from a finished visit to a durable, sealed application with a number.
// Order (domain catalogue 4.2): canonical content -> container -> seal in memory -> one synced
// transaction -> read back -> only then the receipt. Belongs to one thread; every call blocks.
#pragma once

#include <app/config.hpp>
#include <app/office_keyring.hpp>

#include <base/clock.hpp>
#include <i18n/catalogue.hpp>
#include <seal/author_key.hpp>
#include <seal/draft_seal.hpp>
#include <seal/terminal_key.hpp>
#include <store/store.hpp>
#include <visit/case.hpp>
#include <visit/effect.hpp>
#include <visit/event.hpp>
#include <visit/step.hpp>
#include <xfall/xml.hpp>

#include <functional>
#include <optional>

namespace foyer::pages {
struct TextLayer;
}

namespace foyer::app {

struct FilingMoment;
struct Papers;

// Plain bytes as they go into the seal. Only the demo and tests listen, to compare with what the
// office decrypts; a terminal's own program sets none.
using Witness = std::function<void(std::string_view container, const std::vector<Bytes>& papers)>;

// What was recognised on a page; null: nothing, or not in time. Waits a moment at most.
using TextOf = std::function<std::shared_ptr<const pages::TextLayer>(
    const std::shared_ptr<const api::Page>& page)>;

// Is the kernel's clock kept right by NTP? Tests say no.
using ClockKept = std::function<bool()>;
bool kernel_clock_kept();

class FilingDesk {
 public:
  // Fails with what opening the store, the schema, the pins and the key fail with. Without any key
  // of the office's it opens, since staff want to look; no visit may begin (ready_for_a_visit).
  static Result<FilingDesk> open(const Config& config, const i18n::Catalogue& texts,
                                 const Clock& clock, ClockKept clock_kept = kernel_clock_kept);

  // A failure means: nothing was filed. clock_unknown, answer_rejected, page_too_large,
  // image_malformed, io_failed, malformed and timed_out (of the process that makes the PDFs),
  // container_invalid, seal_failed, disk_full, store_broken, store_failed. Only with store_mismatch
  // nobody knows: it was stored, and not read back as it was.
  Result<visit::Receipt> file(const visit::FilingRequest& request);

  // Seals the draft under a new code and stores it; the one it goes on with is dropped.
  // clock_unknown, seal_failed, disk_full, store_broken, store_failed.
  Result<visit::KeptDraft> keep(const visit::FilingRequest& request);

  // DraftFound or DraftNotFound. `assistants`: those offered now.
  visit::Event find(const seal::PaperCode& code, const visit::Assistants& assistants);

  // The same for what a visitor says about a case: words, pages, or both. Also `malformed`:
  // neither, or too long.
  Result<visit::Receipt> file(const visit::CaseAnswer& answer);

  // store_broken, store_failed.
  Result<store::FoundCase> known_case(const store::ReceiptNumber& number, ByteView verifier) {
    return store_.find_case(number, verifier);
  }

  // Notes that paper came out (4.3 quittung).
  Status printed(const visit::Receipt& receipt, ByteView pdf);

  // disk_full, store_broken, or no key at all to seal to: no new visitor may begin.
  Status ready_for_a_visit();

  // clock_unknown: nothing can be filed until somebody confirms the clock.
  Status clock_is_trusted();

  // How the store and its clock are; for staff.
  struct Look {
    std::optional<FailureCode> store, clock;
    std::size_t waiting = 0; // filings that the office has not accepted yet
    std::optional<OfficeKeyring::Standing> office_key; // nothing: there is none
  };
  Look look();
  // Whom filings are sealed to; nothing: there is no key at all.
  Result<OfficeKeyring::Standing> office_key();
  // Somebody of this role ("technician") has looked at the clock. Fails with: clock_unknown (it is
  // wrong for certain), and as the store does.
  Status confirm_clock(std::string_view role);

  void set_witness(Witness witness) { witness_ = std::move(witness); }
  // Without, papers are filed without text.
  void set_text_of(TextOf text_of) { text_of_ = std::move(text_of); }

 private:
  FilingDesk(Config config, const i18n::Catalogue& texts, const Clock& clock, ClockKept kept,
             store::Store store, xfall::Schema schema, OfficeKeyring office_keys,
             seal::TerminalKey key, std::optional<seal::AuthorKey> author);
  Result<store::ClockFacts> trusted_clock();
  // As late as it is at least, also by a clock that is not trusted.
  WallTime time_at_least();
  Result<visit::Event> look_for(const seal::PaperCode& code, const visit::Assistants& assistants);
  void drop_draft(const visit::FilingRequest& request);
  // Reserves a number unless one is left.
  Result<FilingMoment> moment_of(WallTime filed_at, const store::ClockFacts& clock);
  // Seals and stores under the reservation. What a failure means: file().
  Result<store::FiledRecord> put_away(const xfall::Container& container, const Papers& papers,
                                      Bytes case_verifier);
  Result<visit::Receipt> receipt_of(const store::FiledRecord& filed,
                                    const std::string& content_sha256, bool offline,
                                    const seal::PaperCode* code);

  Config config_;
  i18n::Catalogue texts_;
  const Clock* clock_;
  ClockKept clock_kept_;
  store::Store store_;
  xfall::Schema schema_;
  OfficeKeyring office_keys_;
  seal::TerminalKey key_;
  std::optional<seal::AuthorKey> author_; // profile osci
  // A number that was reserved and then not filed is used for the next try.
  std::optional<store::Reservation> reservation_;
  Witness witness_;
  TextOf text_of_;
};

} // namespace foyer::app
