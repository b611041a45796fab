// SPDX-License-Identifier: EUPL-1.2
// A printer that speaks IPP (RFC 8011): a printer by itself, or a queue of a CUPS spooler. CUPS
// runs in a fresh worker process for each document, so a printer that lies or hangs costs one
// document and not the visit.
#pragma once

#include <api/printer.hpp>

#include <chrono>
#include <filesystem>
#include <string>

namespace foyer::printer_cups {

struct IppConfig {
  // "ipp://127.0.0.1:8631/ipp/print" or "ipp://localhost/printers/receipt"; ipps:// for TLS.
  std::string uri;
  // Shown by the spooler as the job's owner.
  std::string user = "foyer";
  // Empty: foyer-print-worker beside the running program.
  std::filesystem::path worker;
  // From the first connection to paper in the tray.
  std::chrono::milliseconds job_limit{60'000};
  // The longest wait for one answer.
  std::chrono::milliseconds answer_limit{5'000};
  std::chrono::milliseconds poll_every{250};
};

class IppPrinter final : public api::Printer {
 public:
  explicit IppPrinter(IppConfig config);

  // Printers that do not take PDF are printer_stopped with the detail "no application/pdf".
  Status print(ByteView pdf, std::string_view title, const std::stop_token& stop) override;

  // Asks the printer for its state only; the same failures as print().
  [[nodiscard]] Status probe(const std::stop_token& stop) const;

 private:
  [[nodiscard]] Status order(std::string_view what, ByteView pdf, std::string_view title,
                             const std::stop_token& stop) const;

  IppConfig config_;
};

} // namespace foyer::printer_cups
