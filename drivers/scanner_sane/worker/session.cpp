// SPDX-License-Identifier: EUPL-1.2
#include "session.hpp"

#include "../row_writer.hpp"
#include "setup.hpp"

#include <algorithm>
#include <chrono>
#include <sane/sane.h>
#include <thread>
#include <unistd.h>

namespace foyer::scanner_sane {

namespace {

using namespace std::chrono_literals;

// Of SANE 2; Debian's header hides their names, and backends return them all the same.
constexpr int sane_status_warming_up = 12;
constexpr int sane_status_hw_locked = 13;

// SANE standard 4.2.7. An end of file is not here: whether it is good news is for the caller.
Verdict verdict_of(SANE_Status status, Verdict io_error) {
  switch (static_cast<int>(status)) {
  case SANE_STATUS_DEVICE_BUSY:
  case sane_status_hw_locked: return Verdict::busy;
  case SANE_STATUS_NO_DOCS: return Verdict::no_paper;
  case SANE_STATUS_JAMMED: return Verdict::jam;
  case SANE_STATUS_COVER_OPEN: return Verdict::cover_open;
  case SANE_STATUS_ACCESS_DENIED: return Verdict::denied;
  case SANE_STATUS_NO_MEM: return Verdict::no_memory;
  case SANE_STATUS_INVAL:
  case SANE_STATUS_IO_ERROR: return io_error;
  case SANE_STATUS_UNSUPPORTED: return Verdict::unsuitable;
  default: return Verdict::gone;
  }
}

class Session {
 public:
  Session(const Job& job, int memory, const Terminal& terminal)
      : job_(job), memory_(memory), terminal_(terminal) {}
  ~Session() {
    if (device_ != nullptr) {
      if (started_)
        sane_cancel(device_); // ends the scan and sends the carriage home
      sane_close(device_);
    }
    if (initialised_)
      sane_exit();
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  bool run() {
    if (!open())
      return true;
    message_.kind = kind_of(device_, type_, fixed_source(job_));
    if (job_.probe_only)
      return end(message_.kind != 0 ? Verdict::found : Verdict::unsuitable);
    const auto dpi = set_up(device_, job_, message_.kind);
    if (!dpi)
      return end(Verdict::unsuitable);
    message_.dpi = *dpi;
    const std::size_t most_pages = job_.source == Source::glass ? 1 : job_.most_pages;
    while (pages_ < most_pages)
      switch (scan_page()) {
      case Page::told: ++pages_; break;
      case Page::none: return end(Verdict::finished);
      case Page::failed: return true;
      case Page::not_kept: return false;
      }
    return end(Verdict::finished);
  }

 private:
  enum class Page : std::uint8_t {
    told,
    none, // the stack is empty
    failed,
    not_kept, // our own memory could not be written
  };

  bool end(Verdict verdict, SANE_Status status = SANE_STATUS_GOOD) {
    message_.step = Step::done;
    message_.verdict = verdict;
    message_.sane_status = static_cast<std::int32_t>(status);
    terminal_.tell(message_);
    return true;
  }

  Page failed(SANE_Status status) {
    const bool moves = message_.step == Step::started || message_.step == Step::rows;
    Verdict verdict = verdict_of(status, moves ? Verdict::gone : Verdict::not_starting);
    if (verdict == Verdict::jam && tells_double_feed(device_))
      verdict = Verdict::double_feed;
    end(verdict, status);
    return Page::failed;
  }

  Page failed(Verdict verdict) {
    end(verdict);
    return Page::failed;
  }

  bool open() {
    SANE_Status status = sane_init(nullptr, nullptr);
    if (status != SANE_STATUS_GOOD) {
      end(verdict_of(status, Verdict::missing), status);
      return false;
    }
    initialised_ = true;
    std::string name = job_.device;
    if (name.empty()) {
      const SANE_Device** devices = nullptr;
      status = sane_get_devices(&devices, SANE_TRUE);
      if (status != SANE_STATUS_GOOD || devices == nullptr || devices[0] == nullptr) {
        end(Verdict::missing, status);
        return false;
      }
      name = devices[0]->name != nullptr ? devices[0]->name : "";
      type_ = devices[0]->type != nullptr ? devices[0]->type : "";
    }
    status = sane_open(name.c_str(), &device_);
    if (status != SANE_STATUS_GOOD) {
      device_ = nullptr;
      end(verdict_of(status, Verdict::missing), status);
      return false;
    }
    message_.step = Step::opened;
    terminal_.tell(message_);
    return true;
  }

  Page scan_page() {
    message_.rows = 0;
    message_.height = 0;
    started_ = true;
    SANE_Status status = SANE_STATUS_GOOD;
    // The terminal's limit of warming up ends this loop.
    while (static_cast<int>(status = sane_start(device_)) == sane_status_warming_up) {
      message_.step = Step::warming_up;
      terminal_.tell(message_);
      std::this_thread::sleep_for(200ms);
    }
    if (status == SANE_STATUS_NO_DOCS && pages_ > 0)
      return Page::none;
    if (status != SANE_STATUS_GOOD)
      return failed(status);
    SANE_Parameters page{};
    status = sane_get_parameters(device_, &page);
    if (status != SANE_STATUS_GOOD)
      return failed(status);
    shape_ = {page.pixels_per_line, page.format == SANE_FRAME_RGB ? 3 : 1, page.depth,
              page.bytes_per_line};
    const bool whole = page.format == SANE_FRAME_GRAY || page.format == SANE_FRAME_RGB;
    if (!whole || !valid(shape_))
      return failed(Verdict::unsuitable);
    lines_ = page.lines; // -1: known at the end only
    if (lines_ > 65'000)
      return failed(Verdict::too_large);
    message_.step = Step::started;
    message_.width = shape_.width;
    message_.channels = job_.colour ? shape_.channels : 1;
    message_.height = lines_ > 0 ? lines_ : 0;
    terminal_.tell(message_);
    return read();
  }

  Page read() {
    if (::ftruncate(memory_, 0) != 0)
      return Page::not_kept;
    RowWriter writer(memory_, shape_, job_.max_bytes, !job_.colour);
    Bytes buffer(64U * 1024U);
    for (;;) {
      SANE_Int size = 0;
      const SANE_Status status =
          sane_read(device_, buffer.data(), static_cast<SANE_Int>(buffer.size()), &size);
      if (status == SANE_STATUS_EOF)
        break;
      if (status == SANE_STATUS_NO_DOCS && pages_ > 0 && writer.rows() == 0)
        return Page::none;
      if (status != SANE_STATUS_GOOD)
        return failed(status);
      if (size <= 0) { // allowed to a backend that has nothing yet; the stall limit ends it
        std::this_thread::sleep_for(5ms);
        continue;
      }
      const auto delivered = std::min(static_cast<std::size_t>(size), buffer.size());
      switch (writer.write(ByteView(buffer).first(delivered))) {
      case RowWriter::Outcome::ok: break;
      case RowWriter::Outcome::too_large: return failed(Verdict::too_large);
      case RowWriter::Outcome::io_failed: return Page::not_kept;
      }
      if (writer.rows() > 65'000)
        return failed(Verdict::too_large);
      message_.step = Step::rows;
      message_.rows = writer.rows();
      terminal_.tell(message_);
    }
    // "End of file" is also what a scanner says that has lost the paper: count.
    const bool whole =
        writer.pending() == 0 && writer.rows() > 0 && (lines_ <= 0 || writer.rows() == lines_);
    if (!whole)
      return failed(Verdict::truncated);
    message_.step = Step::page;
    message_.height = writer.rows();
    terminal_.tell(message_);
    terminal_.await_copy();
    return Page::told;
  }

  const Job& job_;
  int memory_;
  const Terminal& terminal_;
  SANE_Handle device_ = nullptr;
  std::string type_; // SANE_Device::type where it was looked for
  bool initialised_ = false;
  bool started_ = false;
  std::size_t pages_ = 0; // told
  LineShape shape_;
  int lines_ = 0;
  Message message_;
};

} // namespace

bool run_job(const Job& job, int memory, const Terminal& terminal) {
  return Session(job, memory, terminal).run();
}

} // namespace foyer::scanner_sane
