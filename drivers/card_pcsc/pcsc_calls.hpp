// SPDX-License-Identifier: EUPL-1.2
// Thin owners around winscard.h and the mapping of its errors; for this folder's sources only.
#pragma once

#include <base/result.hpp>

#include <winscard.h>

#include <string>
#include <vector>

namespace foyer::card_pcsc {

// A connection to the PC/SC service, used by one thread (SCardCancel excepted).
class Context {
 public:
  Context() = default;
  ~Context() { release(); }
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;

  LONG establish();
  void release();
  [[nodiscard]] SCARDCONTEXT get() const { return context_; }

  // The names pcscd lists now; empty also when there is no reader.
  LONG list(std::vector<std::string>& names) const;

 private:
  SCARDCONTEXT context_ = 0;
  bool established_ = false;
};

// The first name that contains `pattern` (the first at all when empty); empty when there is none.
std::string choose_reader(const std::vector<std::string>& names, const std::string& pattern);

// True where the service itself is gone or restarting and a new context is needed.
bool service_lost(LONG code);

// What an error means while connecting and while a card is connected.
Failure connect_failure(LONG code);
Failure transmit_failure(LONG code);

} // namespace foyer::card_pcsc
