// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <app/config.hpp>
#include <store/store.hpp>

namespace foyer::ctl {

// The terminal's store, beside a running terminal. store_failed when nothing was ever filed here.
inline Result<store::Store> open_store(const app::Config& config) {
  const auto file = config.terminal.data_dir / "foyer.db";
  if (!std::filesystem::exists(file))
    return fail(FailureCode::store_failed, "there is no " + file.string());
  return store::Store::open(file, {});
}

} // namespace foyer::ctl
