// SPDX-License-Identifier: EUPL-1.2
#include "staff_desk.hpp"

#include <base/log.hpp>

namespace foyer::app {

StaffDesk::StaffDesk(std::unique_ptr<api::StaffReader> reader,
                     const std::filesystem::path& data_dir, StaffReport report)
    : reader_(std::move(reader)), memory_(data_dir), report_(std::move(report)),
      watching_([this, remembered = StaffMemory(data_dir).failures()](const std::stop_token& stop) {
        report_(staff::Event{staff::Started{remembered}});
        reader_->watch(stop, [this](const api::StaffCardSeen& seen) {
          report_(staff::Event{staff::CardSeen{seen}});
        });
      }) {}

StaffDesk::~StaffDesk() {
  working_.finish();
}

void StaffDesk::remember(int failures) {
  working_.give([this, failures](const std::stop_token&) {
    const auto kept = memory_.remember(failures);
    remembered_ = kept.ok();
    if (!kept)
      log(events::Fault{.room = "staff", .failure = kept.failure().code});
  });
}

void StaffDesk::log_in(std::uint64_t attempt, Secret pin) {
  // std::function copies, so the move-only secret travels behind a pointer.
  auto shared = std::make_shared<const Secret>(std::move(pin));
  working_.give([this, attempt, shared](const std::stop_token& stop) {
    Result<api::StaffLogin> login = fail(FailureCode::io_failed);
    if (stop.stop_requested()) // the terminal ends: the card keeps its try
      login = fail(FailureCode::cancelled);
    else if (remembered_)
      login = reader_->log_in(*shared, stop);
    report_(staff::Event{staff::LoginEnded{attempt, std::move(login)}});
  });
}

void StaffDesk::keep_out_of_order(bool out_of_order) {
  working_.give([this, out_of_order](const std::stop_token&) {
    if (const auto kept = memory_.keep_out_of_order(out_of_order); !kept)
      log(events::Fault{.room = "staff", .failure = kept.failure().code});
  });
}

} // namespace foyer::app
