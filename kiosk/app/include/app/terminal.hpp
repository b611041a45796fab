// SPDX-License-Identifier: EUPL-1.2
// Terminal: one machine at work. Steps the visit, carries out its effects on worker threads, draws.
// UI thread only; nothing here waits for a device, the disk or the network.
#pragma once

#include <app/config.hpp>
#include <app/filing_desk.hpp>

#include <api/card_reader.hpp>
#include <api/document_scanner.hpp>
#include <api/eid_client.hpp>
#include <api/printer.hpp>
#include <api/speaker.hpp>
#include <api/staff_card.hpp>
#include <base/clock.hpp>
#include <staff/workplace.hpp>
#include <ui/narrator.hpp>
#include <ui/ui.hpp>
#include <visit/state.hpp>

#include <functional>
#include <memory>
#include <optional>

namespace foyer::app {

struct Devices {
  std::unique_ptr<api::CardReader> card_reader;
  std::unique_ptr<api::DocumentScanner> scanner;
  std::unique_ptr<api::Printer> printer;
  std::unique_ptr<api::Speaker> speaker;               // null: this terminal does not speak
  std::unique_ptr<api::EidClient> eid_client;          // null: it has no online ID function
  std::unique_ptr<api::StaffReader> staff_reader = {}; // null: there is no entrance for staff
};

// The real ones, as configured: the only place that names concrete drivers.
Devices make_devices(const Config& config);

struct TerminalOptions {
  const Clock* clock = &system_clock();
  std::function<void()> wake = {}; // called from worker threads when there is something to take
  ClockKept clock_kept = kernel_clock_kept;
  Witness witness = {};
  // Hears every phrase that is handed to the speaker (tests that look at nothing).
  std::function<void(const ui::Phrase&)> listener = {};
};

// What a terminal reads before somebody can begin: texts, assistants, menu, trust list.
struct Content;
// config_broken, text_missing, definition_broken, trust_list_broken. Does file I/O and touches
// neither screen nor devices.
Result<std::shared_ptr<Content>> load_content(const Config& config);

class Terminal {
 public:
  // A store or office key that cannot be used is no failure: the terminal then says that it is out
  // of service. Takes what is in `content`.
  static Result<std::unique_ptr<Terminal>> open(Config config, Content& content, Devices devices,
                                                TerminalOptions options);
  // Loads the content, too.
  static Result<std::unique_ptr<Terminal>> open(Config config, Devices devices,
                                                TerminalOptions options);
  ~Terminal();
  Terminal(const Terminal&) = delete;
  Terminal& operator=(const Terminal&) = delete;

  // Takes what workers reported, draws, steps with what the person did, until nothing is left to
  // draw. Call after every wake-up.
  void run_frames(ui::Ui& ui);
  // When run_frames() is due without input, besides Ui::wake_time(); nothing: not before something
  // happens. After run_frames().
  [[nodiscard]] std::optional<SteadyTime> next_tick() const;

  // Nobody is there, no paper is on its way, no staff's card in their reader: it may be closed.
  [[nodiscard]] bool at_rest() const;
  [[nodiscard]] const visit::State& state() const;
  // Of the staff's session; as at the start where there is no entrance.
  [[nodiscard]] const staff::Workplace& staff() const;

 private:
  Terminal();
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// The terminal's first picture, from the little that it takes: people see where they are while
// the rest is read. Fails as load_content() does. One thread at a time; reads some
// small files.
Status draw_welcome(const Config& config, ui::Ui& ui, const Clock& clock = system_clock());

// The Ui's settings as configured.
Result<std::unique_ptr<ui::Ui>> open_ui(const Config& config);

} // namespace foyer::app
