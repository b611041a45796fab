// SPDX-License-Identifier: EUPL-1.2
// foyerctl eid ...: the eID function by hand, for technicians. Needs no configuration.
#pragma once

#include <api/eid_client.hpp>

#include <filesystem>

namespace foyer::ctl {

struct EidOptions {
  std::filesystem::path program; // of the AusweisApp; empty: where the package puts it
};

// Each prints what is to be known and answers whether all was well.
bool show_eid(const EidOptions& options);
// Asks for the numbers at the keyboard, without showing them; Ctrl-C stops in an orderly way.
bool run_eid(const EidOptions& options, api::EidTask task);

} // namespace foyer::ctl
