// SPDX-License-Identifier: EUPL-1.2
// libsane-foyer.so.1: a scanner made of files. It loads into an unchanged libsane and delivers the
// pages and mishaps that the file "control" in $FOYER_SCANNER_DIR asks for, one line a scan. A line
// is one sheet, or a feeder's stack: SHEET + SHEET + ...; from the glass only the first is scanned.
//   ok PAGE [MS]                the page (a PPM or PGM at 300 dpi), within about MS milliseconds;
//                               FRONT|BACK: a sheet with two sides, the back is white without
//   eof-after N PAGE [MS]       says "end of page" after N rows; so io-after, hang-after,
//   segv-after jam-after
//   nodocs jam cover busy io denied nomem  the status of that name when the sheet begins
//   double                      a jam, and the sensor "double-feed" says of what
//   hang                        sane_start never returns; hang-open: sane_open never returns
//   shape W H BYTES BITS        rows of this shape without end, whether that makes sense or not
//   warm MS SHEET               says "warming up" for so long before it
//   unplugged                   there is no scanner, as long as this is the first line
// A used line goes to the end of the file, so that the lines come round again.
// The file "kind" says what the scanner has besides its glass: feeder duplex no-glass hostile.
#include "control.hpp"
#include "options.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <thread>
#include <unistd.h>
#include <utility>

namespace {

using namespace foyer::support_scanner;
using SteadyClock = std::chrono::steady_clock;

struct Scan {
  Sheet sheet;
  Picture picture;
  int width = 0;
  int height = 0;
  int row = 0;
  std::size_t column = 0; // byte within the row
  SteadyClock::time_point begin;
};

struct Device {
  Kind kind;
  Settings settings;
  Line stack;            // what lies in it; empty: a line has to be taken
  std::size_t sides = 0; // of the stack, that have been begun
  bool warming = false;
  SteadyClock::time_point warm_at;
  Scan scan;
};

Device device;

int channels() {
  return device.settings.colour ? 3 : 1;
}

// One sample of the page as this mode and resolution see it.
std::uint8_t sample(int x, int y, int channel) {
  const Picture& picture = device.scan.picture;
  const int px = std::min(picture.width - 1, x * native_dpi / device.settings.dpi);
  const int py = std::min(picture.height - 1, y * native_dpi / device.settings.dpi);
  if (device.settings.colour || picture.channels == 1)
    return picture.at(px, py, channel);
  const int grey =
      299 * picture.at(px, py, 0) + 587 * picture.at(px, py, 1) + 114 * picture.at(px, py, 2);
  return static_cast<std::uint8_t>(grey / 1000);
}

[[noreturn]] void hang() {
  for (;;)
    ::pause();
}

SANE_Status begin_status(const std::string& what) {
  if (what == "nodocs")
    return SANE_STATUS_NO_DOCS;
  if (what == "jam" || what == "double")
    return SANE_STATUS_JAMMED;
  if (what == "cover")
    return SANE_STATUS_COVER_OPEN;
  if (what == "busy")
    return SANE_STATUS_DEVICE_BUSY;
  if (what == "io")
    return SANE_STATUS_IO_ERROR;
  if (what == "denied")
    return SANE_STATUS_ACCESS_DENIED;
  if (what == "nomem")
    return SANE_STATUS_NO_MEM;
  if (what == "hang")
    hang();
  return SANE_STATUS_GOOD;
}

// What the script wants at this row; GOOD: go on.
SANE_Status mishap() {
  const Sheet& sheet = device.scan.sheet;
  if (device.scan.row < sheet.after)
    return SANE_STATUS_GOOD;
  if (sheet.what == "eof-after")
    return SANE_STATUS_EOF;
  if (sheet.what == "io-after")
    return SANE_STATUS_IO_ERROR;
  if (sheet.what == "jam-after")
    return SANE_STATUS_JAMMED;
  if (sheet.what == "hang-after")
    hang();
  if (sheet.what == "segv-after") {
    // The default action, whatever a sanitizer has installed: vendor code crashes like that.
    std::signal(SIGSEGV, SIG_DFL);
    ::raise(SIGSEGV);
  }
  return SANE_STATUS_GOOD;
}

bool load_page(bool back) {
  Scan& scan = device.scan;
  if (scan.sheet.what == "shape")
    return true;
  if (!scan.picture.load(back && !scan.sheet.back.empty() ? scan.sheet.back : scan.sheet.front))
    return false;
  if (back && scan.sheet.back.empty())
    scan.picture.make_white();
  scan.width = scan.picture.width * device.settings.dpi / native_dpi;
  scan.height = scan.picture.height * device.settings.dpi / native_dpi;
  return true;
}

} // namespace

extern "C" {

SANE_Status sane_foyer_init(SANE_Int* version, SANE_Auth_Callback) {
  if (version != nullptr)
    *version = SANE_VERSION_CODE(1, 0, 0);
  return SANE_STATUS_GOOD;
}

void sane_foyer_exit() {}

SANE_Status sane_foyer_get_devices(const SANE_Device*** list, SANE_Bool) {
  static const SANE_Device scanner{"files", "Foyer", "Scanner made of files", "flatbed scanner"};
  static std::array<const SANE_Device*, 2> present{&scanner, nullptr};
  static std::array<const SANE_Device*, 1> absent{nullptr};
  const bool unplugged = first_line().front().what == "unplugged";
  *list = unplugged ? absent.data() : present.data();
  return SANE_STATUS_GOOD;
}

SANE_Status sane_foyer_open(SANE_String_Const, SANE_Handle* handle) {
  const std::string what = first_line().front().what;
  if (what == "unplugged")
    return SANE_STATUS_INVAL;
  if (what == "hang-open")
    hang();
  device = Device{};
  device.kind = read_kind();
  device.settings = first_settings(device.kind);
  *handle = &device;
  return SANE_STATUS_GOOD;
}

void sane_foyer_close(SANE_Handle) {
  device = Device{};
}

const SANE_Option_Descriptor* sane_foyer_get_option_descriptor(SANE_Handle, SANE_Int index) {
  return descriptor(device.kind, index);
}

SANE_Status sane_foyer_control_option(SANE_Handle, SANE_Int index, SANE_Action action, void* value,
                                      SANE_Int* info) {
  if (info != nullptr)
    *info = 0;
  return control(device.kind, device.settings, index, action, value);
}

SANE_Status sane_foyer_start(SANE_Handle) {
  const bool feeder = device.settings.from_feeder();
  if (!feeder || device.stack.empty()) {
    if (!device.warming)
      device.stack = use_first_line();
    device.sides = 0;
  }
  const std::size_t sides_a_sheet = device.settings.both_sides() ? 2 : 1;
  const std::size_t sheet = device.sides / sides_a_sheet;
  if (sheet >= device.stack.size())
    return SANE_STATUS_NO_DOCS;
  Scan& scan = device.scan;
  scan = Scan{};
  scan.sheet = device.stack[sheet];
  if (scan.sheet.warm_up.count() > 0) {
    const auto now = SteadyClock::now();
    if (!std::exchange(device.warming, true))
      device.warm_at = now + scan.sheet.warm_up;
    if (now < device.warm_at)
      return static_cast<SANE_Status>(12); // SANE 2's WARMING_UP, which Debian's header hides
    device.warming = false;
  }
  device.settings.double_feed = scan.sheet.what == "double";
  if (const SANE_Status status = begin_status(scan.sheet.what); status != SANE_STATUS_GOOD)
    return status;
  if (!load_page(device.sides % sides_a_sheet != 0))
    return SANE_STATUS_UNSUPPORTED;
  ++device.sides;
  scan.begin = SteadyClock::now();
  return SANE_STATUS_GOOD;
}

SANE_Status sane_foyer_get_parameters(SANE_Handle, SANE_Parameters* parameters) {
  const Scan& scan = device.scan;
  const SANE_Frame format = device.settings.colour ? SANE_FRAME_RGB : SANE_FRAME_GRAY;
  if (scan.sheet.what == "shape")
    *parameters = {format,
                   SANE_TRUE,
                   scan.sheet.shape[2],
                   scan.sheet.shape[0],
                   scan.sheet.shape[1],
                   scan.sheet.shape[3]};
  else
    *parameters = {format, SANE_TRUE, scan.width * channels(), scan.width, scan.height, 8};
  return SANE_STATUS_GOOD;
}

SANE_Status sane_foyer_read(SANE_Handle, SANE_Byte* data, SANE_Int size, SANE_Int* length) {
  Scan& scan = device.scan;
  *length = 0;
  if (scan.sheet.what == "shape") {
    std::fill(data, data + size, SANE_Byte{0});
    *length = device.kind.hostile ? size + 1 : size; // more than there is room for
    return SANE_STATUS_GOOD;
  }
  const auto row_bytes =
      static_cast<std::size_t>(scan.width) * static_cast<std::size_t>(channels());
  while (*length < size) {
    if (scan.row >= scan.height)
      return *length > 0 ? SANE_STATUS_GOOD : SANE_STATUS_EOF;
    if (scan.column == 0) {
      const SANE_Status status = mishap();
      if (status != SANE_STATUS_GOOD)
        return *length > 0 ? SANE_STATUS_GOOD : status;
      const auto due = scan.begin + scan.sheet.duration * scan.row / std::max(1, scan.height);
      if (due > SteadyClock::now()) {
        if (*length > 0)
          return SANE_STATUS_GOOD;
        std::this_thread::sleep_until(due);
      }
    }
    // A row as it stands in the file costs no arithmetic: what is measured is the way to us.
    const Picture& picture = scan.picture;
    if (device.settings.dpi == native_dpi && picture.channels == channels()) {
      const auto left = std::min(row_bytes - scan.column, static_cast<std::size_t>(size - *length));
      const auto from = static_cast<std::size_t>(scan.row) * row_bytes + scan.column;
      std::copy_n(picture.samples.data() + from, left, data + *length);
      *length += static_cast<SANE_Int>(left);
      scan.column += left;
      if (scan.column == row_bytes) {
        scan.column = 0;
        ++scan.row;
      }
      continue;
    }
    const int n = channels();
    const int x = static_cast<int>(scan.column) / n;
    data[(*length)++] = sample(x, scan.row, static_cast<int>(scan.column) % n);
    if (++scan.column == row_bytes) {
      scan.column = 0;
      ++scan.row;
    }
  }
  return SANE_STATUS_GOOD;
}

void sane_foyer_cancel(SANE_Handle) {
  device.scan = Scan{};
  device.stack.clear();
  device.warming = false;
}

SANE_Status sane_foyer_set_io_mode(SANE_Handle, SANE_Bool non_blocking) {
  return non_blocking ? SANE_STATUS_UNSUPPORTED : SANE_STATUS_GOOD;
}

SANE_Status sane_foyer_get_select_fd(SANE_Handle, SANE_Int*) {
  return SANE_STATUS_UNSUPPORTED;
}

} // extern "C"
