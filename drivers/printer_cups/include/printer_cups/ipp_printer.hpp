// SPDX-License-Identifier: EUPL-1.2
// A printer that speaks IPP (RFC 8011): a printer by itself, or a queue of a CUPS spooler.
#pragma once

#include <api/printer.hpp>

#include <chrono>
#include <string>

namespace foyer::printer_cups {

struct IppConfig {
  // "ipp://127.0.0.1:8631/ipp/print" or "ipp://localhost/printers/receipt"; ipps:// for TLS.
  std::string uri;
  // Shown by the spooler as the job's owner.
  std::string user = "foyer";
  // From the first connection to paper in the tray.
  std::chrono::milliseconds job_limit{60'000};
  // The longest wait for one answer.
  std::chrono::milliseconds answer_limit{5'000};
  std::chrono::milliseconds poll_every{250};
};

// Looks at the printer first (a job is not sent to a printer without paper), sends the job, and
// asks for its state until it is done. A job that did not succeed is cancelled.
class IppPrinter final : public api::Printer {
 public:
  explicit IppPrinter(IppConfig config);

  // Printers that do not take PDF are printer_stopped with the detail "no application/pdf".
  Status print(ByteView pdf, std::string_view title, const std::stop_token& stop) override;

  // Asks the printer for its state only; the same failures as print().
  Status probe(const std::stop_token& stop);

 private:
  IppConfig config_;
};

} // namespace foyer::printer_cups
