// SPDX-License-Identifier: EUPL-1.2
#include "printer_state.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace foyer::printer_cups {

namespace {

constexpr int idle = 3;
constexpr int stopped = 5;

constexpr std::array<std::string_view, 3> paper_reasons{"media-empty", "media-needed",
                                                        "input-tray-missing"};
constexpr std::array<std::string_view, 16> stop_reasons{"media-jam",
                                                        "cover-open",
                                                        "door-open",
                                                        "interlock-open",
                                                        "toner-empty",
                                                        "developer-empty",
                                                        "marker-supply-empty",
                                                        "marker-waste-full",
                                                        "opc-life-over",
                                                        "output-area-full",
                                                        "output-tray-missing",
                                                        "fuser-over-temp",
                                                        "paused",
                                                        "shutdown",
                                                        "stopping",
                                                        "spool-area-full"};

enum class Severity : std::uint8_t { report, warning, error };

Severity take_severity(std::string_view& reason) {
  const auto take = [&reason](std::string_view suffix) {
    if (!reason.ends_with(suffix))
      return false;
    reason.remove_suffix(suffix.size());
    return true;
  };
  if (take("-report"))
    return Severity::report;
  if (take("-warning"))
    return Severity::warning;
  (void)take("-error");
  return Severity::error; // without a suffix the printer itself decides; it stops
}

} // namespace

std::optional<Failure> trouble(const PrinterState& printer) {
  const auto has = [&printer](const auto& wanted) -> std::optional<std::string> {
    for (const std::string& full : printer.reasons) {
      std::string_view reason = full;
      const Severity severity = take_severity(reason);
      const bool counts =
          severity == Severity::error || (severity == Severity::warning && printer.state != idle);
      if (counts && std::find(wanted.begin(), wanted.end(), reason) != wanted.end())
        return full;
    }
    return std::nullopt;
  };
  if (const auto reason = has(paper_reasons))
    return fail(FailureCode::printer_out_of_paper, *reason);
  if (const auto reason = has(stop_reasons))
    return fail(FailureCode::printer_stopped, *reason);
  if (printer.state == stopped)
    return fail(FailureCode::printer_stopped, "printer-state stopped");
  return std::nullopt;
}

} // namespace foyer::printer_cups
