// SPDX-License-Identifier: EUPL-1.2
// The XML that an eSCL scanner answers with, and what it needs of a request.
#pragma once

#include <api/document_scanner.hpp>

#include <string>
#include <string_view>

namespace foyer::support_escl {

std::string capabilities(const api::ScannerKind& kind);
// `state`: pwg:State; `adf`: scan:AdfState.
std::string status(std::string_view state, std::string_view adf);

struct Job {
  bool feeder = false;
  bool duplex = false;
  bool grey = false;
  int dpi = 300;
  [[nodiscard]] std::string text() const;
};
Job parse_job(const std::string& xml);

} // namespace foyer::support_escl
