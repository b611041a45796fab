// SPDX-License-Identifier: EUPL-1.2
// StaffCounter: the staff's side of a terminal. Steps staff/workplace.hpp and has the desks do what
// it asks for. UI thread only; nothing here waits.
#pragma once

#include "card_desk.hpp"
#include "office_desk.hpp"
#include "scan_desk.hpp"
#include "staff_desk.hpp"

#include <staff/workplace.hpp>
#include <visit/event.hpp>

#include <memory>
#include <optional>
#include <vector>

namespace foyer::app {

class StaffCounter {
 public:
  // The desks must outlive this.
  struct Desks {
    CardDesk& card;
    ScanDesk& scan;
    OfficeDesk& office;
  };
  struct About { // the page of the machine's condition tells
    std::size_t assistants = 0, signers = 0;
  };
  // `reader` null: no entrance; then only an out-of-order terminal stays so. `report` brings what
  // workers say back to happen() on the UI thread.
  StaffCounter(std::unique_ptr<api::StaffReader> reader, const std::filesystem::path& data_dir,
               Desks desks, About about, const Clock& clock, StaffReport report);

  // What the visit below must be told because of it, in order.
  std::vector<visit::Event> happen(staff::WorkEvent event, const visit::State& visit);
  // After each step of the visit; as happen().
  std::vector<visit::Event> follow(const visit::State& visit);
  // As happen(), when next_tick() is due.
  std::vector<visit::Event> tick(const visit::State& visit);
  [[nodiscard]] std::optional<SteadyTime> next_tick() const;

  // Null where there is no entrance.
  [[nodiscard]] const staff::Workplace* shown() const { return desk_ ? &workplace_ : nullptr; }
  [[nodiscard]] const staff::Workplace& workplace() const { return workplace_; }

 private:
  void carry_out(staff::WorkEffect& effect, const visit::State& visit);
  void on(staff::Effect& effect, const visit::State& visit);
  void on(staff::ReadFace& effect, const visit::State& visit);
  void on(const staff::StopFace&, const visit::State&) { desks_.card.stop_face(); }
  void on(const staff::StoreConfirmation& effect, const visit::State&);
  void on(const staff::LookAround& effect, const visit::State&);
  void on(const staff::PrintTestPage& effect, const visit::State&);
  void on(const staff::KeepOutOfOrder& effect, const visit::State&);

  Desks desks_;
  About about_;
  const Clock& clock_;
  StaffReport report_;
  staff::Workplace workplace_;
  std::unique_ptr<StaffDesk> desk_;
};

} // namespace foyer::app
