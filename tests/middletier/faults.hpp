// SPDX-License-Identifier: EUPL-1.2
// What can go wrong on the office's side, on order of a test. All off by default. Thread safe.
#pragma once

#include <atomic>
#include <filesystem>
#include <string>
#include <string_view>

namespace foyer::middletier {

// The places where the server can be made to die or to stand still; "received" is before anything
// is stored, "stored" after the commit and before the answer.
inline constexpr std::string_view fault_places[] = {
    "create-received",   "create-stored",      "attachment-received",
    "attachment-stored", "container-received", "submit-stored",
    "accept-stored",     "events-received",    "case-received"};

struct FaultOptions {
  std::string die_at;              // one of fault_places
  std::string hold_at;             // one of fault_places, the first time it is passed
  std::filesystem::path hold_file; // appears when held; taking it away lets the server go on
  int unavailable = 0;             // so many requests get unavailable_status
  int unavailable_status = 503;
  int retry_after_s = -1;      // with the above; negative: no header
  int portal = 0;              // so many requests get a captive portal's friendly 200
  int redirect = 0;            // so many requests are sent elsewhere
  int endless = 0;             // so many requests get an answer of 64 MiB
  std::string forge;           // "signature", "tags", "receipt", "algorithm", "time"
  int forge_count = 1'000'000; // so many event lists are forged, then honest ones follow
  bool hold_import = false;    // applications stay submitted until the next start without
};

class Faults {
 public:
  explicit Faults(FaultOptions options);

  // Called at each of fault_places; may not return.
  void pass(std::string_view place);

  enum class Answer { honest, unavailable, portal, redirect, endless };
  Answer next_answer();
  // True while event lists are to be forged; each call uses one up.
  bool forge_next();
  [[nodiscard]] const FaultOptions& options() const { return options_; }

 private:
  const FaultOptions options_;
  std::atomic<bool> held_ = false;
  std::atomic<int> unavailable_, portal_, redirect_, endless_, forged_;
};

} // namespace foyer::middletier
