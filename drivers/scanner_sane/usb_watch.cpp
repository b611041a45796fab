// SPDX-License-Identifier: EUPL-1.2
#include "usb_watch.hpp"

#include <base/file_descriptor.hpp>
#include <base/stop_signal.hpp>

#include <array>
#include <cerrno>
#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

namespace foyer::scanner_sane {

namespace {

constexpr std::uint32_t changes = IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ONLYDIR;

// The folder holds one folder a bus, and that one file a device.
void watch(int notices, const std::filesystem::path& folder) {
  (void)::inotify_add_watch(notices, folder.c_str(), changes);
  std::error_code error;
  for (const auto& bus : std::filesystem::directory_iterator(folder, error))
    (void)::inotify_add_watch(notices, bus.path().c_str(), changes);
}

} // namespace

void await_usb_change(const std::filesystem::path& folder, std::chrono::milliseconds settled,
                      const std::stop_token& stop) {
  const StopSignal stopping(stop);
  const FileDescriptor notices(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK));
  watch(notices.get(), folder);
  std::array<pollfd, 2> waiting{pollfd{notices.get(), POLLIN, 0}, pollfd{stopping.fd(), POLLIN, 0}};
  bool changed = false;
  while (!stop.stop_requested()) {
    const int ready =
        ::poll(waiting.data(), waiting.size(), changed ? static_cast<int>(settled.count()) : -1);
    if (ready < 0 && errno == EINTR)
      continue;
    if (ready <= 0)
      return;
    std::array<char, 4096> ignored{};
    while (::read(notices.get(), ignored.data(), ignored.size()) > 0)
      changed = true;
    watch(notices.get(), folder); // a bus that has just come; watched ones stay as they are
  }
}

} // namespace foyer::scanner_sane
