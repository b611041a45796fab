// SPDX-License-Identifier: EUPL-1.2
// One job at the printer, from the first question to paper in the tray.
#pragma once

#include <base/bytes.hpp>
#include <printer_cups/ipp_printer.hpp>

#include <functional>
#include <stop_token>

namespace foyer::printer_cups {

// All fail as api::Printer does.
Status probe(const IppConfig& config, const std::stop_token& stop);
// Until the printer says that the job has ended.
Status cancel(const IppConfig& config, int job);
// Looks at the printer first (a job is not sent to a printer without paper), sends the job, and
// asks for its state until it is done. A job that did not succeed is cancelled. `begun` is told its
// number.
Status print(const IppConfig& config, ByteView pdf, std::string_view title,
             const std::stop_token& stop, const std::function<void(int)>& begun);

} // namespace foyer::printer_cups
