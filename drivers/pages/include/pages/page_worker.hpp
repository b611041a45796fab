// SPDX-License-Identifier: EUPL-1.2
// PageWorker: looks at scanned pages and makes files of them, in a process of its own
// (foyer-page-worker) that has no network, opens no file and holds one page at a time. What parses
// a stranger's paper may crash or hang: that costs the task at hand, and the next one starts the
// process anew.
#pragma once

#include <pages/code.hpp>
#include <pages/edit.hpp>
#include <pages/fingerprint.hpp>
#include <pages/page_check.hpp>
#include <pages/preview.hpp>
#include <pages/sheet.hpp>

#include <base/worker_process.hpp>

#include <chrono>
#include <filesystem>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

namespace foyer::pages {

struct PageWorkerConfig {
  // Empty: foyer-page-worker beside the running program.
  std::filesystem::path worker;
  // For each answer. A page takes less than a second, unless the machine is busy.
  std::chrono::milliseconds limit{30'000};
};

// A page as the visitor is shown it, and what is known of it.
struct PreparedPage {
  PageCheck check;
  std::shared_ptr<const api::Page> upright; // null: it could not be made
  std::optional<Fingerprint> print;         // of what is shown; nothing: it could not be made
  bool known = false;                       // it is one of the known ones
};

// What a machine-readable zone says (mrz_reader/read_zone.hpp); not parsed.
struct PrintedZone {
  Secret characters; // the lines joined
  bool sure = false; // may be taken without asking
};

struct PageMessage;
struct Task;

// Used by one thread at a time, which must outlive the process. All tasks block, for what their
// functions in imaging and mrz_reader take and some 10 ms; asking `stop` to stop ends the process
// at once. They fail with what those functions fail with, and with io_failed (no program, no way to
// take the network and files from it, or it ended), malformed (what it said), timed_out, cancelled.
class PageWorker {
 public:
  explicit PageWorker(PageWorkerConfig config) : config_(std::move(config)) {}

  // So that the first task need not wait for it. Does not block. Fails with: io_failed.
  Status start();
  // Whether it can be used on this machine. Blocks for some 100 ms.
  Status try_out();
  // Nothing of what it was given stays. Does not wait for a task: there is none.
  void end() { process_.reset(); }

  // Checked, made upright, and compared with the pages that are known already. `may_cut`: an
  // outline is believed.
  Result<PreparedPage> prepare(const api::Page& page, bool may_cut,
                               std::span<const Fingerprint* const> known,
                               const std::stop_token& stop);
  Result<Fingerprint> fingerprint(const api::Page& page, const std::stop_token& stop);
  Result<std::vector<Code>> read_codes(const api::Page& page, CodesWanted wanted,
                                       const std::stop_token& stop);
  Result<std::optional<PrintedZone>> read_zone(const api::Page& page, const std::stop_token& stop);
  Result<Bytes> to_pdf(std::span<const Sheet> sheets, const std::stop_token& stop,
                       const PdfLimits& limits = {});
  Result<Preview> decode_face(ByteView image, const std::stop_token& stop);

 private:
  Result<PageMessage> exchange(const Task& task, const std::stop_token& stop);
  Result<PageMessage> attempt(const Task& task, const std::stop_token& stop);
  Result<PageMessage> next(const std::stop_token& stop);
  Status await_ready(const std::stop_token& stop);
  template <class T> Result<T> settled(Result<T> taken);

  PageWorkerConfig config_;
  std::optional<WorkerProcess> process_;
  bool ready_ = false; // it has said so
};

} // namespace foyer::pages
