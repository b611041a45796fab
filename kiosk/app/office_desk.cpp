// SPDX-License-Identifier: EUPL-1.2
#include "office_desk.hpp"

#include "receipt_paper.hpp"

#include <base/log.hpp>

#include <condition_variable>

namespace foyer::app {

namespace {

// How soon an agent that was not there is looked for again.
constexpr std::chrono::seconds look_for_agent_every{2};
// The print queue's name for the paper with a code: it says nothing about anybody.
constexpr const char* code_print_title = "Foyer";

void watch_line(const std::stop_token& stop, const agent::Client& agent, const Report& machine) {
  std::mutex mutex;
  std::condition_variable_any bell;
  std::optional<bool> told;
  const auto tell = [&](bool up) {
    if (told == up)
      return;
    log(events::LineState{.state = up ? Token("up") : Token("down")});
    machine(visit::LineChanged{up});
    told = up;
  };
  while (!stop.stop_requested()) {
    const auto watched = agent.watch_line(stop, tell);
    if (stop.stop_requested())
      return;
    // An agent that is merely slow to answer is no news about the line.
    if (watched || watched.failure().code != FailureCode::timed_out)
      tell(false);
    std::unique_lock lock(mutex);
    bell.wait_for(lock, stop, look_for_agent_every, [] { return false; });
  }
}

void tell_office_key(staff::Condition& condition,
                     const std::optional<OfficeKeyring::Standing>& office_key, WallTime now) {
  condition.office_key = staff::OfficeKey::missing;
  if (!office_key)
    return;
  switch (office_key->standing) {
  case seal::OfficeKeyStanding::emergency:
    condition.office_key = staff::OfficeKey::emergency;
    return;
  case seal::OfficeKeyStanding::out_of_date:
    condition.office_key = staff::OfficeKey::out_of_date;
    return;
  case seal::OfficeKeyStanding::valid: break;
  }
  condition.office_key_days =
      std::chrono::floor<std::chrono::days>(office_key->valid_until - now).count();
  condition.office_key = condition.office_key_days < staff::office_key_ends_soon_days
                             ? staff::OfficeKey::ends_soon
                             : staff::OfficeKey::good;
}

} // namespace

OfficeDesk::OfficeDesk(const Config& config, const i18n::Catalogue& texts, const Clock& clock,
                       std::unique_ptr<api::Printer> printer, ClockKept clock_kept, Witness witness,
                       TextOf text_of, Report machine)
    : config_(config), texts_(texts), clock_(clock), printer_(std::move(printer)),
      clock_kept_(std::move(clock_kept)), witness_(std::move(witness)),
      text_of_(std::move(text_of)), machine_(std::move(machine)), agent_(config_.agent.socket),
      line_([this](const std::stop_token& stop) { watch_line(stop, agent_, machine_); }) {
  check_service();
}

void OfficeDesk::open_desk() {
  if (desk_)
    return;
  // A disk that is gone leaves an empty folder, and its numbers must not begin anew there.
  std::error_code unseen;
  const bool gone =
      was_open_ && !std::filesystem::exists(config_.terminal.data_dir / "foyer.db", unseen);
  auto opened = gone ? fail(FailureCode::store_failed, "the database is gone")
                     : FilingDesk::open(config_, texts_, clock_, clock_kept_);
  if (!opened) {
    log(events::Fault{.room = "store", .failure = opened.failure().code});
    return machine_(visit::ServiceChanged{opened.failure()});
  }
  was_open_ = true;
  desk_ = std::make_unique<FilingDesk>(std::move(*opened));
  desk_->set_witness(witness_);
  desk_->set_text_of(text_of_);
}

void OfficeDesk::with_desk(std::function<void(FilingDesk*)> job) {
  filing_.give([this, job = std::move(job)](const std::stop_token&) {
    open_desk();
    job(desk_.get());
  });
}

void OfficeDesk::check_service() {
  filing_.give([this](const std::stop_token&) {
    open_desk();
    if (!desk_)
      return;
    const auto ready = desk_->ready_for_a_visit();
    machine_(visit::ServiceChanged{ready ? std::nullopt : std::optional(ready.failure())});
    if (ready)
      return watch_clock();
    const auto code = ready.failure().code;
    log(events::Fault{.room = "store", .failure = code});
    if (code == FailureCode::store_broken || code == FailureCode::store_failed)
      desk_.reset();
  });
}

void OfficeDesk::watch_clock() {
  const auto trusted = desk_->clock_is_trusted();
  const auto trouble = trusted ? std::nullopt : std::optional(trusted.failure().code);
  if (trouble && trouble != clock_trouble_)
    log(events::ClockState{.failure = *trouble});
  clock_trouble_ = trouble;
}

void OfficeDesk::look(std::function<void(staff::Condition)> told) {
  filing_.give([this, told = std::move(told)](const std::stop_token&) {
    open_desk();
    staff::Condition condition;
    condition.store = desk_ ? std::nullopt : std::optional(FailureCode::store_failed);
    if (desk_) {
      const auto look = desk_->look();
      condition.store = look.store;
      condition.clock = look.clock;
      condition.waiting = static_cast<std::int64_t>(look.waiting);
      tell_office_key(condition, look.office_key, clock_.wall());
    }
    std::error_code error;
    const auto space = std::filesystem::space(config_.terminal.data_dir, error);
    if (!error)
      condition.free_mb = static_cast<std::int64_t>(space.available / 1'000'000);
    told(std::move(condition));
  });
}

void OfficeDesk::confirm_clock(std::uint64_t number, std::function<void(staff::WorkEvent)> report) {
  filing_.give([this, number, report = std::move(report)](const std::stop_token&) {
    open_desk();
    const Status confirmed =
        desk_ ? desk_->confirm_clock("technician") : Status(fail(FailureCode::store_failed));
    if (confirmed)
      log(events::ClockConfirmed{.role = "technician"});
    report(staff::ClockConfirmed{number, confirmed ? std::nullopt
                                                   : std::optional(confirmed.failure().code)});
  });
  check_service();
}

void OfficeDesk::print_test_page(std::uint64_t number,
                                 std::function<void(staff::WorkEvent)> report) {
  printing_.give([this, number, report = std::move(report)](const std::stop_token& stop) {
    const auto pdf = make_test_pdf(config_, texts_, clock_.wall());
    const Status printed =
        pdf ? printer_->print(*pdf, code_print_title, stop) : Status(pdf.failure());
    report(
        staff::TestPrinted{number, printed ? std::nullopt : std::optional(printed.failure().code)});
  });
}

void OfficeDesk::file(std::shared_ptr<const visit::FilingRequest> request, Report report) {
  filing_.give(
      [this, request = std::move(request), report = std::move(report)](const std::stop_token&) {
        open_desk();
        const auto receipt = desk_ ? desk_->file(*request) : fail(FailureCode::store_failed);
        if (!receipt) {
          log(events::FilingFailed{.failure = receipt.failure().code});
          return report(visit::FilingFailed{receipt.failure()});
        }
        report(visit::Filed{*receipt});
        (void)agent_.nudge(); // a lost nudge costs time only: the agent looks by itself
      });
}

void OfficeDesk::keep_draft(std::shared_ptr<const visit::FilingRequest> request, Report report) {
  filing_.give(
      [this, request = std::move(request), report = std::move(report)](const std::stop_token&) {
        open_desk();
        auto kept = desk_ ? desk_->keep(*request) : fail(FailureCode::store_failed);
        if (!kept) {
          log(events::DraftNotKept{.failure = kept.failure().code});
          return report(visit::DraftNotKept{kept.failure()});
        }
        log(events::DraftKept{});
        report(visit::DraftKept{std::move(*kept)});
      });
}

void OfficeDesk::find_draft(const Secret& code, const visit::Assistants& assistants,
                            Report report) {
  auto parsed = seal::PaperCode::parse(as_text(code.reveal()));
  if (!parsed)
    return report(visit::DraftNotFound{visit::Search::mistyped});
  auto wanted = std::make_shared<const seal::PaperCode>(std::move(*parsed));
  filing_.give([this, wanted = std::move(wanted), &assistants,
                report = std::move(report)](const std::stop_token&) {
    open_desk();
    if (!desk_)
      return report(visit::DraftNotFound{visit::Search::failed});
    auto answer = desk_->find(*wanted, assistants);
    log(events::DraftAsked{.answer = std::holds_alternative<visit::DraftFound>(answer)
                                         ? Token("found")
                                         : Token("not_found")});
    report(std::move(answer));
  });
}

void OfficeDesk::print_code(const visit::KeptDraft& kept, const std::string& language,
                            Report report) {
  printing_.give([this, kept, language, report = std::move(report)](const std::stop_token& stop) {
    auto pdf = make_code_pdf(config_, texts_, kept, language);
    const Status printed =
        pdf ? printer_->print(*pdf, code_print_title, stop) : Status(pdf.failure());
    if (pdf)
      wipe(*pdf);
    if (printed)
      return report(visit::Printed{});
    log(events::DraftCodeNotPrinted{.failure = printed.failure().code});
    report(visit::PrintFailed{printed.failure()});
  });
}

void OfficeDesk::print(std::shared_ptr<const visit::FilingRequest> request,
                       const visit::Receipt& receipt, Report report) {
  print_receipt(
      receipt,
      [this, request = std::move(request), receipt] {
        return make_receipt_pdf(config_, texts_, *request, receipt);
      },
      std::move(report));
}

void OfficeDesk::print(const visit::PrintAnswer& answer, Report report) {
  print_receipt(
      answer.receipt, [this, answer] { return make_answer_pdf(config_, texts_, answer); },
      std::move(report));
}

void OfficeDesk::print_receipt(const visit::Receipt& receipt, std::function<Result<Bytes>()> make,
                               Report report) {
  printing_.give([this, receipt, make = std::move(make),
                  report = std::move(report)](const std::stop_token& stop) {
    const ReceiptRef number(receipt.number);
    auto pdf = make();
    const Status printed =
        pdf ? printer_->print(*pdf, receipt.number, stop) : Status(pdf.failure());
    if (!printed) {
      log(events::ReceiptNotPrinted{.receipt = number, .failure = printed.failure().code});
      return report(visit::PrintFailed{printed.failure()});
    }
    log(events::ReceiptPrinted{.receipt = number});
    report(visit::Printed{});
    auto paper = std::make_shared<const Bytes>(std::move(*pdf));
    with_desk([receipt, paper](FilingDesk* desk) {
      const Status noted =
          desk ? desk->printed(receipt, *paper) : Status(fail(FailureCode::store_failed));
      if (!noted)
        log(events::Fault{.room = "store", .failure = noted.failure().code});
    });
  });
}

} // namespace foyer::app
