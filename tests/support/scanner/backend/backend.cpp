// SPDX-License-Identifier: EUPL-1.2
// libsane-foyer.so.1: a scanner made of files. It loads into an unchanged libsane and delivers the
// pages and mishaps that the file "control" in $FOYER_SCANNER_DIR asks for, one line a scan:
//   ok PAGE [MS]                the page (a PPM or PGM at 300 dpi), within about MS milliseconds
//   eof-after N PAGE [MS]       says "end of page" after N rows; so io-after, hang-after,
//   segv-after nodocs jam cover busy denied nomem    the status of that name when the scan begins
//   hang-open                   sane_open never returns
//   unplugged                   there is no scanner, as long as this is the first line
// A used line goes to the end of the file, so that the lines come round again.
#include "control.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <sane/sane.h>
#include <sane/saneopts.h>
#include <thread>
#include <unistd.h>

namespace {

using foyer::support_scanner::Line;
using foyer::support_scanner::Picture;

constexpr int native_dpi = 300;
enum Option : SANE_Int { option_count, option_mode, option_resolution, options };

struct Scan {
  Line line;
  Picture picture;
  int width = 0;
  int height = 0;
  int row = 0;
  std::size_t column = 0; // byte within the row
  std::chrono::steady_clock::time_point begin;
};

struct Device {
  bool colour = true;
  SANE_Word dpi = native_dpi;
  Scan scan;
};

Device device;

std::array<SANE_String_Const, 3> modes{"Gray", "Color", nullptr};
const SANE_Range dpi_range{75, 600, 1};

std::array<SANE_Option_Descriptor, options> describe() {
  std::array<SANE_Option_Descriptor, options> all{};
  all[option_count] = {"",
                       "",
                       "",
                       SANE_TYPE_INT,
                       SANE_UNIT_NONE,
                       sizeof(SANE_Word),
                       SANE_CAP_SOFT_DETECT,
                       SANE_CONSTRAINT_NONE,
                       {nullptr}};
  all[option_mode] = {SANE_NAME_SCAN_MODE,
                      "Mode",
                      "",
                      SANE_TYPE_STRING,
                      SANE_UNIT_NONE,
                      8,
                      SANE_CAP_SOFT_SELECT | SANE_CAP_SOFT_DETECT,
                      SANE_CONSTRAINT_STRING_LIST,
                      {nullptr}};
  all[option_mode].constraint.string_list = modes.data();
  all[option_resolution] = {SANE_NAME_SCAN_RESOLUTION,
                            "Resolution",
                            "",
                            SANE_TYPE_INT,
                            SANE_UNIT_DPI,
                            sizeof(SANE_Word),
                            SANE_CAP_SOFT_SELECT | SANE_CAP_SOFT_DETECT,
                            SANE_CONSTRAINT_RANGE,
                            {nullptr}};
  all[option_resolution].constraint.range = &dpi_range;
  return all;
}

int channels() {
  return device.colour ? 3 : 1;
}

// One sample of the page as this mode and resolution see it.
std::uint8_t sample(int x, int y, int channel) {
  const Picture& picture = device.scan.picture;
  const int px = std::min(picture.width - 1, x * native_dpi / device.dpi);
  const int py = std::min(picture.height - 1, y * native_dpi / device.dpi);
  if (device.colour || picture.channels == 1)
    return picture.at(px, py, channel);
  const int grey =
      299 * picture.at(px, py, 0) + 587 * picture.at(px, py, 1) + 114 * picture.at(px, py, 2);
  return static_cast<std::uint8_t>(grey / 1000);
}

SANE_Status begin_status(const std::string& what) {
  if (what == "nodocs")
    return SANE_STATUS_NO_DOCS;
  if (what == "jam")
    return SANE_STATUS_JAMMED;
  if (what == "cover")
    return SANE_STATUS_COVER_OPEN;
  if (what == "busy")
    return SANE_STATUS_DEVICE_BUSY;
  if (what == "denied")
    return SANE_STATUS_ACCESS_DENIED;
  if (what == "nomem")
    return SANE_STATUS_NO_MEM;
  return SANE_STATUS_GOOD;
}

[[noreturn]] void hang() {
  for (;;)
    ::pause();
}

// What the script wants at this row; GOOD: go on.
SANE_Status mishap() {
  const Line& line = device.scan.line;
  if (device.scan.row < line.after)
    return SANE_STATUS_GOOD;
  if (line.what == "eof-after")
    return SANE_STATUS_EOF;
  if (line.what == "io-after")
    return SANE_STATUS_IO_ERROR;
  if (line.what == "hang-after")
    hang();
  if (line.what == "segv-after") {
    // The default action, whatever a sanitizer has installed: vendor code crashes like that.
    std::signal(SIGSEGV, SIG_DFL);
    ::raise(SIGSEGV);
  }
  return SANE_STATUS_GOOD;
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
  const bool unplugged = foyer::support_scanner::first_line().what == "unplugged";
  *list = unplugged ? absent.data() : present.data();
  return SANE_STATUS_GOOD;
}

SANE_Status sane_foyer_open(SANE_String_Const, SANE_Handle* handle) {
  const std::string what = foyer::support_scanner::first_line().what;
  if (what == "unplugged")
    return SANE_STATUS_INVAL;
  if (what == "hang-open")
    hang();
  device = Device{};
  *handle = &device;
  return SANE_STATUS_GOOD;
}

void sane_foyer_close(SANE_Handle) {
  device.scan = Scan{};
}

const SANE_Option_Descriptor* sane_foyer_get_option_descriptor(SANE_Handle, SANE_Int index) {
  static const auto all = describe();
  return index >= 0 && index < options ? &all[static_cast<std::size_t>(index)] : nullptr;
}

SANE_Status sane_foyer_control_option(SANE_Handle, SANE_Int index, SANE_Action action, void* value,
                                      SANE_Int* info) {
  if (info != nullptr)
    *info = 0;
  if (index < 0 || index >= options || action == SANE_ACTION_SET_AUTO)
    return SANE_STATUS_INVAL;
  const bool set = action == SANE_ACTION_SET_VALUE;
  if (index == option_mode) {
    auto* const text = static_cast<char*>(value);
    if (set)
      device.colour = std::string_view(text) == "Color";
    else
      std::string_view(device.colour ? "Color" : "Gray").copy(text, 8);
    return SANE_STATUS_GOOD;
  }
  auto& word = *static_cast<SANE_Word*>(value);
  if (index == option_count)
    word = options;
  else if (set)
    device.dpi = std::clamp(word, dpi_range.min, dpi_range.max);
  else
    word = device.dpi;
  return SANE_STATUS_GOOD;
}

SANE_Status sane_foyer_start(SANE_Handle) {
  Scan& scan = device.scan;
  scan = Scan{};
  scan.line = foyer::support_scanner::use_first_line();
  if (const SANE_Status status = begin_status(scan.line.what); status != SANE_STATUS_GOOD)
    return status;
  if (!scan.picture.load(scan.line.page))
    return SANE_STATUS_UNSUPPORTED;
  scan.width = scan.picture.width * device.dpi / native_dpi;
  scan.height = scan.picture.height * device.dpi / native_dpi;
  scan.begin = std::chrono::steady_clock::now();
  return SANE_STATUS_GOOD;
}

SANE_Status sane_foyer_get_parameters(SANE_Handle, SANE_Parameters* parameters) {
  *parameters = {device.colour ? SANE_FRAME_RGB : SANE_FRAME_GRAY,
                 SANE_TRUE,
                 device.scan.width * channels(),
                 device.scan.width,
                 device.scan.height,
                 8};
  return SANE_STATUS_GOOD;
}

SANE_Status sane_foyer_read(SANE_Handle, SANE_Byte* data, SANE_Int size, SANE_Int* length) {
  Scan& scan = device.scan;
  *length = 0;
  const auto row_bytes =
      static_cast<std::size_t>(scan.width) * static_cast<std::size_t>(channels());
  while (*length < size) {
    if (scan.row >= scan.height)
      return *length > 0 ? SANE_STATUS_GOOD : SANE_STATUS_EOF;
    if (scan.column == 0) {
      const SANE_Status status = mishap();
      if (status != SANE_STATUS_GOOD)
        return *length > 0 ? SANE_STATUS_GOOD : status;
      const auto due = scan.begin + scan.line.duration * scan.row / std::max(1, scan.height);
      if (due > std::chrono::steady_clock::now()) {
        if (*length > 0)
          return SANE_STATUS_GOOD;
        std::this_thread::sleep_until(due);
      }
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
}

SANE_Status sane_foyer_set_io_mode(SANE_Handle, SANE_Bool non_blocking) {
  return non_blocking ? SANE_STATUS_UNSUPPORTED : SANE_STATUS_GOOD;
}

SANE_Status sane_foyer_get_select_fd(SANE_Handle, SANE_Int*) {
  return SANE_STATUS_UNSUPPORTED;
}

} // extern "C"
