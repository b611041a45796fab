// SPDX-License-Identifier: EUPL-1.2
// StaffDesk: watches the staff's reader on one thread; remembers failures and logs in on another.
// Both sleep until something happens.
#pragma once

#include "worker.hpp"

#include <app/staff_entrance.hpp>

#include <api/staff_card.hpp>
#include <staff/workplace.hpp>

#include <filesystem>
#include <functional>
#include <memory>
#include <thread>

namespace foyer::app {

// How a worker tells the staff's session what happened; callable from any thread.
using StaffReport = std::function<void(staff::WorkEvent)>;

class StaffDesk {
 public:
  // Reports Started first, then CardSeen at each change, for as long as the desk lives.
  StaffDesk(std::unique_ptr<api::StaffReader> reader, const std::filesystem::path& data_dir,
            StaffReport report);
  // What was to be kept is on the disk then.
  ~StaffDesk();

  // Reports nothing; what cannot be remembered lets the next log_in() fail.
  void remember(int failures);
  // Reports LoginEnded. The card gets no PIN unless the remember() before has reached the disk.
  void log_in(std::uint64_t attempt, Secret pin);
  // Durable soon, and before the desk is gone.
  void keep_out_of_order(bool out_of_order);

 private:
  std::unique_ptr<api::StaffReader> reader_;
  StaffMemory memory_;      // on the working thread, but for its first reading
  bool remembered_ = false; // on the working thread
  StaffReport report_;
  Worker working_;
  std::jthread watching_; // last: it uses what stands above
};

} // namespace foyer::app
