// SPDX-License-Identifier: EUPL-1.2
// A process to be killed. crash_worker file <db>: files for ever, printing each acknowledged
// number. crash_worker deliver <db>: accepts and wipes every second filing, printing each.
#include <filing/sample.hpp>

#include <cstdio>
#include <string_view>

using namespace foyer;

namespace {

int file_for_ever(store::Store& store) {
  for (;;) {
    const auto reservation = store.reserve();
    if (!reservation.ok())
      return 3;
    const auto sample =
        filing::make_sample(*reservation, filing::usual_sizes(reservation->sequence));
    const auto filed = store.file(sample.filing);
    if (!filed.ok())
      return 4;
    std::printf("%u\n", filed->sequence);
    std::fflush(stdout);
  }
}

int deliver_for_ever(store::Store& store) {
  const auto event = [](const char* result) {
    return store::DeliveryEvent{.at = system_clock().wall(), .result = result};
  };
  for (;;) {
    const auto pending = store.pending();
    if (!pending.ok())
      return 3;
    for (const store::OutboxEntry& entry : *pending) {
      if (entry.sequence % 2 != 0)
        continue;
      if (!store.begin_attempt(entry.sequence, event("attempt")).ok() ||
          !store.mark(entry.sequence, store::DeliveryState::accepted, event("accept_event")).ok())
        return 4;
      std::printf("%u\n", entry.sequence);
      std::fflush(stdout);
      if (!store.wipe_sealed(entry.sequence).ok())
        return 5;
    }
  }
}

} // namespace

int main(int argc, char** argv) {
  if (argc != 3)
    return 2;
  const bool files = std::string_view(argv[1]) == "file";
  auto store = store::Store::open(argv[2], {.kiosk_id = files ? "N01" : ""});
  if (!store.ok()) {
    std::fprintf(stderr, "%s\n", store.failure().detail.c_str());
    return 2;
  }
  return files ? file_for_ever(*store) : deliver_for_ever(*store);
}
