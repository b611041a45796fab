// SPDX-License-Identifier: EUPL-1.2
// The value of what tests build upon; a failure ends the test program with its words.
#pragma once

#include <base/result.hpp>

#include <stdexcept>
#include <string>
#include <utility>

namespace foyer::support_probe {

template <class T> T value_of(Result<T> result) {
  if (!result)
    throw std::runtime_error(std::string(name(result.failure().code)) + ": " +
                             result.failure().detail);
  return std::move(result).value();
}

} // namespace foyer::support_probe
