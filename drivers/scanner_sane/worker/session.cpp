// SPDX-License-Identifier: EUPL-1.2
#include "session.hpp"

#include "../row_writer.hpp"
#include "options.hpp"

#include <chrono>
#include <sane/sane.h>
#include <thread>

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
  case SANE_STATUS_UNSUPPORTED: return Verdict::unsupported;
  default: return Verdict::gone;
  }
}

class Session {
 public:
  Session(const Job& job, int memory, const std::function<void(const Message&)>& tell)
      : job_(job), memory_(memory), tell_(tell) {}
  ~Session() {
    if (device_ != nullptr) {
      if (started_)
        sane_cancel(device_); // ends the page and sends the carriage home
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
    if (job_.probe_only)
      return end(Verdict::found);
    if (!set_up())
      return end(Verdict::unsupported);
    if (!start())
      return true;
    return read();
  }

 private:
  bool end(Verdict verdict, SANE_Status status = SANE_STATUS_GOOD) {
    message_.step = Step::done;
    message_.verdict = verdict;
    message_.sane_status = static_cast<std::int32_t>(status);
    tell_(message_);
    return true;
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
      name = devices[0]->name;
    }
    status = sane_open(name.c_str(), &device_);
    if (status != SANE_STATUS_GOOD) {
      device_ = nullptr;
      end(verdict_of(status, Verdict::missing), status);
      return false;
    }
    message_.step = Step::opened;
    tell_(message_);
    return true;
  }

  bool set_up() {
    DeviceOptions options(device_);
    for (const auto& [name, value] : job_.options)
      if (!options.set(name, value))
        return false;
    // Not every device has these; what it then delivers says what it is.
    (void)options.set_mode(job_.colour);
    (void)options.set("depth", "8");
    (void)options.set_resolution(job_.dpi);
    options.set_area_a4();
    message_.dpi = options.resolution().value_or(job_.dpi);
    return true;
  }

  bool start() {
    SANE_Status status = SANE_STATUS_GOOD;
    started_ = true;
    // The terminal's start limit ends this loop.
    while (static_cast<int>(status = sane_start(device_)) == sane_status_warming_up)
      std::this_thread::sleep_for(200ms);
    if (status != SANE_STATUS_GOOD) {
      end(verdict_of(status, Verdict::gone), status);
      return false;
    }
    SANE_Parameters page{};
    status = sane_get_parameters(device_, &page);
    if (status != SANE_STATUS_GOOD) {
      end(verdict_of(status, Verdict::gone), status);
      return false;
    }
    shape_ = {page.pixels_per_line, page.format == SANE_FRAME_RGB ? 3 : 1, page.depth,
              page.bytes_per_line};
    const bool whole = page.format == SANE_FRAME_GRAY || page.format == SANE_FRAME_RGB;
    if (!whole || !valid(shape_)) {
      end(Verdict::unsupported);
      return false;
    }
    lines_ = page.lines; // -1: known at the end only
    if (lines_ > 65'000) {
      end(Verdict::too_large);
      return false;
    }
    message_.step = Step::started;
    message_.width = shape_.width;
    message_.channels = shape_.channels;
    message_.height = lines_ > 0 ? lines_ : 0;
    tell_(message_);
    return true;
  }

  bool read() {
    RowWriter writer(memory_, shape_, job_.max_bytes);
    Bytes buffer(64U * 1024U);
    for (;;) {
      SANE_Int size = 0;
      const SANE_Status status =
          sane_read(device_, buffer.data(), static_cast<SANE_Int>(buffer.size()), &size);
      if (status == SANE_STATUS_EOF)
        break;
      if (status != SANE_STATUS_GOOD)
        return end(verdict_of(status, Verdict::gone), status);
      if (size <= 0) { // allowed to a backend that has nothing yet; the stall limit ends it
        std::this_thread::sleep_for(5ms);
        continue;
      }
      switch (writer.write(ByteView(buffer).first(static_cast<std::size_t>(size)))) {
      case RowWriter::Outcome::ok: break;
      case RowWriter::Outcome::too_large: return end(Verdict::too_large);
      case RowWriter::Outcome::io_failed: return false;
      }
      if (writer.rows() > 65'000)
        return end(Verdict::too_large);
      message_.step = Step::rows;
      message_.rows = writer.rows();
      tell_(message_);
    }
    // "End of file" is also what a scanner says that has lost the paper: count.
    const bool whole =
        writer.pending() == 0 && writer.rows() > 0 && (lines_ <= 0 || writer.rows() == lines_);
    if (!whole)
      return end(Verdict::truncated);
    message_.height = writer.rows();
    return end(Verdict::page);
  }

  const Job& job_;
  int memory_;
  const std::function<void(const Message&)>& tell_;
  SANE_Handle device_ = nullptr;
  bool initialised_ = false;
  bool started_ = false;
  LineShape shape_;
  int lines_ = 0;
  Message message_;
};

} // namespace

bool run_job(const Job& job, int memory, const std::function<void(const Message&)>& tell) {
  return Session(job, memory, tell).run();
}

} // namespace foyer::scanner_sane
