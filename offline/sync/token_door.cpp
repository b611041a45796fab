// SPDX-License-Identifier: EUPL-1.2
#include "token_door.hpp"

#include <openssl/err.h>

#include <algorithm>
#include <array>

namespace foyer::sync {

namespace {

// PKCS#11 3.0 §5.1.6; libp11's engine gives them as OpenSSL's reasons.
constexpr std::array pin_refused{0xA0, 0xA1, 0xA2, 0xA4}; // incorrect, invalid, length, locked

} // namespace

TokenDoor& TokenDoor::of_this_process() {
  static TokenDoor door;
  return door;
}

bool TokenDoor::is_shut(const std::string& key) {
  const std::lock_guard lock(mutex_);
  return shut_.contains(key);
}

std::unique_lock<std::mutex> TokenDoor::knock(const std::string& key) {
  {
    const std::lock_guard lock(mutex_);
    if (open_.contains(key))
      return {};
  }
  return std::unique_lock(first_);
}

void TokenDoor::came_in(const std::string& key) {
  const std::lock_guard lock(mutex_);
  open_.insert(key);
}

void TokenDoor::was_refused(const std::string& key) {
  while (const unsigned long error = ::ERR_get_error())
    if (std::ranges::find(pin_refused, ERR_GET_REASON(error)) != pin_refused.end()) {
      const std::lock_guard lock(mutex_);
      shut_.insert(key);
    }
}

} // namespace foyer::sync
