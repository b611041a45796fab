// SPDX-License-Identifier: EUPL-1.2
// One job at the printer, from the first question to paper in the tray.
#pragma once

#include <base/bytes.hpp>
#include <printer_cups/ipp_printer.hpp>

#include <stop_token>

namespace foyer::printer_cups {

// Both fail as api::Printer does.
Status probe(const IppConfig& config, const std::stop_token& stop);
// Looks at the printer first (a job is not sent to a printer without paper), sends the job, and
// asks for its state until it is done. A job that did not succeed is cancelled.
Status print(const IppConfig& config, ByteView pdf, std::string_view title,
             const std::stop_token& stop);

} // namespace foyer::printer_cups
