// SPDX-License-Identifier: EUPL-1.2
// foyerctl, the technician's command line. One verb a file; each answers a Failure or prints.
#pragma once

#include <app/config.hpp>

#include <filesystem>

namespace foyer::ctl {

// Loads everything the terminal loads and says what is wrong: configuration, texts, assistants,
// trust list, office certificate, store.
Status check(const app::Config& shipped);

// Headers only: number, time, state, attempts. There is nothing else to see: the rest is sealed.
Status list_queue(const app::Config& config);
// Recomputes the hash chains over everything ever filed. With the public key of the middle tier's
// signatures also: that nothing is missing of what the middle tier has seen. An empty path:
// without.
Status verify_queue(const app::Config& config, const std::filesystem::path& event_key);

Status show_clock(const app::Config& config);
// A person looked at the clock and says that it is right.
Status confirm_clock(const app::Config& config);

// How the delivery agent is: its line, what waits, which keys of the office it brought.
Status show_agent(const app::Config& config);

// What lies in the staff's reader, and whose reader is whose.
Status show_staff(const app::Config& config);
// Tries a service card: asks for the PIN and logs in as the terminal would, with its waits. `last`:
// the card's last try may be used.
Status log_in_staff(const app::Config& config, bool last);

} // namespace foyer::ctl
