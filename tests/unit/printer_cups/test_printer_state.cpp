// SPDX-License-Identifier: EUPL-1.2
#include "worker/printer_state.hpp"

#include <catch2/catch.hpp>

using namespace foyer;
using printer_cups::PrinterState;
using printer_cups::trouble;

namespace {

constexpr int idle = 3;
constexpr int processing = 4;
constexpr int stopped = 5;

std::string trouble_name(int state, std::vector<std::string> reasons) {
  PrinterState printer;
  printer.state = state;
  printer.reasons = std::move(reasons);
  const auto failure = trouble(printer);
  return failure ? std::string(name(failure->code)) : "none";
}

} // namespace

TEST_CASE("Paper missing counts by its severity and the printer's state") {
  CHECK(trouble_name(idle, {"none"}) == "none");
  CHECK(trouble_name(idle, {"media-empty"}) == "printer_out_of_paper");
  CHECK(trouble_name(idle, {"media-empty-error"}) == "printer_out_of_paper");
  CHECK(trouble_name(idle, {"media-empty-warning"}) == "none");
  CHECK(trouble_name(processing, {"media-empty-warning"}) == "printer_out_of_paper");
  CHECK(trouble_name(stopped, {"media-needed-warning"}) == "printer_out_of_paper");
  CHECK(trouble_name(processing, {"media-empty-report"}) == "none");
  CHECK(trouble_name(idle, {"media-low-warning", "toner-low"}) == "none");
}

TEST_CASE("Jams, doors and empty toner stop a printer") {
  CHECK(trouble_name(idle, {"media-jam-error"}) == "printer_stopped");
  CHECK(trouble_name(idle, {"none", "door-open"}) == "printer_stopped");
  CHECK(trouble_name(idle, {"marker-supply-empty-error"}) == "printer_stopped");
  CHECK(trouble_name(stopped, {"paused"}) == "printer_stopped");
}

TEST_CASE("A stopped printer without a reason is a stopped printer") {
  CHECK(trouble_name(stopped, {"none"}) == "printer_stopped");
  CHECK(trouble_name(stopped, {}) == "printer_stopped");
}

TEST_CASE("No paper is told before anything else, because anybody can help with it") {
  CHECK(trouble_name(stopped, {"door-open", "media-empty"}) == "printer_out_of_paper");
}
