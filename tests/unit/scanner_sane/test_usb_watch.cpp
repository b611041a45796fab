// SPDX-License-Identifier: EUPL-1.2
#include "usb_watch.hpp"

#include <support_scanner/dock.hpp>

#include <catch2/catch.hpp>

#include <fstream>
#include <future>
#include <thread>

using namespace foyer;
using namespace std::chrono_literals;
using scanner_sane::await_usb_change;

namespace {

// A watch under way on a folder of the test.
struct Watch {
  support_scanner::ScannerDock dock; // for its folder
  std::filesystem::path usb = dock.folder() / "usb";
  std::stop_source stop;
  std::future<void> ended;
  Watch() {
    std::filesystem::create_directories(usb / "001");
    std::ofstream(usb / "001/001") << "hub";
  }
  void begin(std::chrono::milliseconds settled) {
    ended = std::async(std::launch::async,
                       [this, settled] { await_usb_change(usb, settled, stop.get_token()); });
    std::this_thread::sleep_for(100ms); // the watch is laid
  }
  bool noticed(std::chrono::milliseconds within = 5s) {
    return ended.wait_for(within) == std::future_status::ready;
  }
  ~Watch() { stop.request_stop(); }
};

} // namespace

TEST_CASE("A device plugged in, taken away or on a new bus is noticed") {
  const auto change = GENERATE(0, 1, 2);
  Watch watch;
  watch.begin(20ms);
  CHECK_FALSE(watch.noticed(100ms)); // nothing has changed yet
  if (change == 0)
    std::ofstream(watch.usb / "001/002") << "scanner";
  if (change == 1)
    std::filesystem::remove(watch.usb / "001/001");
  if (change == 2)
    std::filesystem::create_directory(watch.usb / "002");
  CHECK(watch.noticed());
}

TEST_CASE("The watch waits until nothing more changes") {
  Watch watch;
  watch.begin(600ms);
  for (int i = 0; i < 8; ++i) {
    std::ofstream(watch.usb / "001" / std::to_string(10 + i)) << i;
    CHECK_FALSE(watch.noticed(100ms));
  }
  CHECK(watch.noticed());
}

TEST_CASE("A watch ends when asked to, with and without a folder") {
  const bool there = GENERATE(true, false);
  Watch watch;
  if (!there)
    watch.usb /= "nothing";
  watch.begin(20ms);
  watch.stop.request_stop();
  CHECK(watch.noticed());
}
