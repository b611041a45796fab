// SPDX-License-Identifier: EUPL-1.2
#include "connections.hpp"

#include <filing/sample.hpp>

#include <catch2/catch.hpp>

#include <cstring>
#include <fstream>
#include <sys/mount.h>
#include <unistd.h>

using namespace foyer;
using namespace foyer::filing;
using store::Store;

namespace {

// A file system of its own size, if we may have one.
class SmallDisk {
 public:
  explicit SmallDisk(const std::string& size) {
    if (::geteuid() != 0)
      return;
    mounted_ = ::mount("tmpfs", folder_.path().c_str(), "tmpfs", 0, ("size=" + size).c_str()) == 0;
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;
  ~SmallDisk() {
    if (mounted_)
      ::umount2(folder_.path().c_str(), MNT_DETACH);
  }
  [[nodiscard]] bool mounted() const { return mounted_; }
  [[nodiscard]] std::filesystem::path operator/(std::string_view name) const {
    return folder_ / name;
  }
  // Leaves no room but `bytes`.
  void fill_up_to(std::uintmax_t bytes) {
    const auto free = std::filesystem::space(folder_.path()).available;
    if (free <= bytes)
      return;
    std::ofstream filler(folder_ / "filler", std::ios::binary | std::ios::app);
    filler << std::string(free - bytes, 'x');
  }
  void make_room() { std::filesystem::remove(folder_ / "filler"); }

 private:
  Scratch folder_;
  bool mounted_ = false;
};

const std::vector<std::size_t> large = {20'000, 300'000};

using Numbers = std::vector<std::uint32_t>;

// Files until the disk is full; gives the numbers that went in.
Numbers file_until_full(Store& store) {
  Numbers filed;
  while (filed.size() < 1000) {
    const auto result = file_sample(store, large);
    if (!result.ok()) {
      CHECK(result.failure().code == FailureCode::disk_full);
      return filed;
    }
    filed.push_back(result->sequence);
  }
  FAIL("never full");
  return filed;
}

void check_intact(Store& store, const Numbers& filed) {
  CHECK(store.verify().ok());
  CHECK(store.pending_count().value() == filed.size());
  for (const std::uint32_t sequence : filed)
    CHECK(difference(store, sequence, large).empty());
}

} // namespace

TEST_CASE("a database at its limit says disk_full and holds nothing half written") {
  const Scratch folder;
  Numbers filed;
  {
    const Connections connections;
    auto store = Store::open(folder / "db", {.kiosk_id = "N01"});
    REQUIRE(store.ok());
    connections.run("PRAGMA max_page_count=600");
    filed = file_until_full(*store);
    CHECK(filed.size() >= 3);
    check_intact(*store, filed);
    // With room again the same store goes on.
    connections.run("PRAGMA max_page_count=100000");
    const auto more = file_sample(*store, large);
    REQUIRE(more.ok());
    filed.push_back(more->sequence);
  }
  auto again = Store::open(folder / "db", {});
  REQUIRE(again.ok());
  check_intact(*again, filed);
}

TEST_CASE("on a full file system nothing is half written, and with room again filing goes on") {
  SmallDisk disk("12m");
  if (!disk.mounted()) {
    WARN("SKIPPED: needs root to mount a small file system");
    return;
  }
  Numbers filed;
  {
    auto store = Store::open(disk / "db", {.kiosk_id = "N01"});
    REQUIRE(store.ok());
    disk.fill_up_to(5 << 20);
    filed = file_until_full(*store);
    CHECK(filed.size() >= 3);
    check_intact(*store, filed);
  }
  auto again = Store::open(disk / "db", {.kiosk_id = "N01"});
  REQUIRE(again.ok());
  check_intact(*again, filed);
  disk.make_room();
  // The numbers tried in vain are gaps now, and named as such.
  CHECK(file_sample(*again, large).ok());
  CHECK(again->verify().ok());
}

TEST_CASE("a visit that began with the reserve in place is filed though the disk fills meanwhile") {
  SmallDisk disk("24m");
  if (!disk.mounted()) {
    WARN("SKIPPED: needs root to mount a small file system");
    return;
  }
  auto store = Store::open(disk / "db", {.kiosk_id = "N01", .reserve_bytes = 4 << 20});
  REQUIRE(store.ok());
  CHECK(store->has_room_for_a_visit());
  disk.fill_up_to(0);
  const std::vector<std::size_t> visit = {20'000, 1'000'000, 1'000'000};
  CHECK(file_sample(*store, visit).ok());
  CHECK(difference(*store, 1, visit).empty());
  // That was the last one for now.
  CHECK_FALSE(store->has_room_for_a_visit());
  disk.make_room();
  CHECK(store->has_room_for_a_visit());
}

TEST_CASE("a terminal that restarts on a full disk opens its store at the price of the reserve") {
  SmallDisk disk("24m");
  if (!disk.mounted()) {
    WARN("SKIPPED: needs root to mount a small file system");
    return;
  }
  const store::Options options{.kiosk_id = "N01", .reserve_bytes = 4 << 20};
  Numbers filed;
  {
    auto store = Store::open(disk / "db", options);
    REQUIRE(store.ok());
    filed.push_back(file_sample(*store, large)->sequence);
  }
  disk.fill_up_to(0);
  CHECK(Store::open(disk / "db", {}).failure().code == FailureCode::disk_full);
  auto store = Store::open(disk / "db", options);
  REQUIRE(store.ok());
  CHECK_FALSE(store->has_room_for_a_visit());
  check_intact(*store, filed);
}
