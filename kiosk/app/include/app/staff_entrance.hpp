// SPDX-License-Identifier: EUPL-1.2
// What a staff session needs from the outside: the reader with the card's software, and a memory of
// failures that survives a restart. Who uses it steps staff/session.hpp and carries out its
// effects.
#pragma once

#include <app/config.hpp>

#include <api/staff_card.hpp>
#include <base/clock.hpp>

#include <filesystem>
#include <memory>

namespace foyer::app {

// False: [staff] names no reader.
bool has_staff_entrance(const Config& config);

// Reads the authority and the lists once, so that a missing file is told now and not as a card
// whose software fails. `config_broken`: there is no entrance, no authority, no role, or a file
// that cannot be read.
Result<std::unique_ptr<api::StaffReader>> make_staff_reader(const Config& config,
                                                            const Clock& clock);

// What a restart must not change: the effect staff::Remember (<data_dir>/staff-failures, one
// number) and whether a technician has taken the terminal out of order (<data_dir>/out-of-order,
// there or not). Belongs to one thread.
class StaffMemory {
 public:
  explicit StaffMemory(const std::filesystem::path& data_dir)
      : file_(data_dir / "staff-failures"), out_of_order_(data_dir / "out-of-order") {}

  // 0 where nothing was ever remembered. A file that makes no sense counts as many failures: it
  // must not be a way around the wait.
  [[nodiscard]] int failures() const;
  // Durable when it returns. Fails with: io_failed; then no PIN may be tried.
  Status remember(int failures);

  [[nodiscard]] bool out_of_order() const;
  // As remember().
  Status keep_out_of_order(bool out_of_order);

 private:
  std::filesystem::path file_, out_of_order_;
};

} // namespace foyer::app
