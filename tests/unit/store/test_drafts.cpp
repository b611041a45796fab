// SPDX-License-Identifier: EUPL-1.2
#include "set_clock.hpp"

#include <filing/sample.hpp>

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>

using namespace foyer;
using namespace foyer::filing;
using namespace std::chrono_literals;
using store::KeptDraft;
using store::Store;
using store_test::SetClock;

namespace {

struct Desk {
  SetClock clock;
  Scratch folder;
  Store store = std::move(*Store::open(folder / "db", {.kiosk_id = "N01", .clock = &clock}));

  [[nodiscard]] KeptDraft draft(std::uint8_t id, std::size_t size = 5000) const {
    return {.id = Bytes(16, id), .expiry_day = clock.day() + 14, .sealed = Bytes(size, 0xA5)};
  }
};

bool holds(const std::filesystem::path& file, const Bytes& what) {
  std::ifstream in(file, std::ios::binary);
  const std::string all{std::istreambuf_iterator<char>(in), {}};
  return all.find(as_text(what)) != std::string::npos;
}

} // namespace

TEST_CASE("a kept draft is found by its id, also after a power cut") {
  Desk desk;
  const auto draft = desk.draft(1);
  REQUIRE(desk.store.keep_draft(draft).ok());
  // What is on the disk now, while the program is still running.
  const Scratch after;
  for (const char* file : {"db", "db-wal"})
    std::filesystem::copy_file(desk.folder / file, after / file);
  auto reopened = Store::open(after / "db", {.kiosk_id = "N01", .clock = &desk.clock});
  REQUIRE(reopened.ok());
  const auto found = reopened->find_draft(draft.id);
  REQUIRE(found.ok());
  REQUIRE(found->draft);
  CHECK(found->draft->sealed == draft.sealed);
  CHECK(found->draft->expiry_day == draft.expiry_day);
  CHECK(reopened->draft_salt().value() == desk.store.draft_salt().value());
}

TEST_CASE("each database has a salt of its own") {
  Desk one, other;
  REQUIRE(one.store.draft_salt()->size() == 16);
  CHECK_FALSE(one.store.draft_salt().value() == other.store.draft_salt().value());
}

TEST_CASE("keeping a draft again replaces it") {
  Desk desk;
  REQUIRE(desk.store.keep_draft(desk.draft(1, 10)).ok());
  REQUIRE(desk.store.keep_draft(desk.draft(1, 20)).ok());
  CHECK(desk.store.find_draft(Bytes(16, 1))->draft->sealed.size() == 20);
}

TEST_CASE("a draft that cannot be one is refused") {
  Desk desk;
  auto draft = desk.draft(1);
  draft.id.pop_back();
  CHECK(desk.store.keep_draft(draft).failure().code == FailureCode::internal);
  CHECK_FALSE(desk.store.keep_draft(desk.draft(1, store::largest_draft + 1)).ok());
  CHECK_FALSE(desk.store.keep_draft(desk.draft(1, 0)).ok());
}

TEST_CASE("on its last day a draft is found, on the next it is not and goes") {
  Desk desk;
  REQUIRE(desk.store.keep_draft(desk.draft(1)).ok());
  desk.clock.now += std::chrono::days{14};
  CHECK(desk.store.drop_expired_drafts().value() == 0);
  CHECK(desk.store.find_draft(Bytes(16, 1))->draft);
  desk.clock.now += std::chrono::days{1};
  CHECK_FALSE(desk.store.find_draft(Bytes(16, 1))->draft);
  CHECK(desk.store.drop_expired_drafts().value() == 1);
  CHECK(desk.store.drop_expired_drafts().value() == 0);
}

TEST_CASE("nothing of a dropped draft stays on the disk") {
  Desk desk;
  const auto draft = desk.draft(1, 100'000);
  REQUIRE(desk.store.keep_draft(draft).ok());
  const Bytes piece(64, 0xA5);
  REQUIRE((holds(desk.folder / "db", piece) || holds(desk.folder / "db-wal", piece)));
  REQUIRE(desk.store.drop_draft(draft.id).ok());
  CHECK_FALSE(desk.store.find_draft(draft.id)->draft);
  CHECK_FALSE(holds(desk.folder / "db", piece));
  CHECK_FALSE(holds(desk.folder / "db-wal", piece));
}

TEST_CASE("nothing of a draft stays on the disk when it is kept anew") {
  Desk desk;
  REQUIRE(desk.store.keep_draft(desk.draft(1, 100'000)).ok());
  auto anew = desk.draft(1);
  anew.sealed.assign(50'000, 0x5A);
  REQUIRE(desk.store.keep_draft(anew).ok());
  CHECK(desk.store.find_draft(anew.id)->draft->sealed == anew.sealed);
  const Bytes piece(64, 0xA5);
  CHECK_FALSE(holds(desk.folder / "db", piece));
  CHECK_FALSE(holds(desk.folder / "db-wal", piece));
}

TEST_CASE("after ten wrong codes nobody is answered for a quarter of an hour") {
  Desk desk;
  REQUIRE(desk.store.keep_draft(desk.draft(1)).ok());
  const WallTime first = desk.clock.now;
  for (std::uint8_t i = 0; i < store::draft_misses_allowed; ++i) {
    const auto missed = desk.store.find_draft(Bytes(16, static_cast<std::uint8_t>(100 + i)));
    REQUIRE_FALSE(missed->draft);
    REQUIRE_FALSE(missed->locked_until);
    desk.clock.now += 1s;
  }
  const auto locked = desk.store.find_draft(Bytes(16, 1));
  CHECK_FALSE(locked->draft);
  REQUIRE(locked->locked_until);
  CHECK(*locked->locked_until == first + 15min);
  desk.clock.now = first + 15min;
  CHECK(desk.store.find_draft(Bytes(16, 1))->draft);
}

TEST_CASE("a clock that was set back does not lock drafts for ever") {
  Desk desk;
  REQUIRE(desk.store.keep_draft(desk.draft(1)).ok());
  desk.clock.now += std::chrono::days{1};
  for (std::uint8_t i = 0; i < store::draft_misses_allowed; ++i)
    REQUIRE(desk.store.find_draft(Bytes(16, static_cast<std::uint8_t>(100 + i))).ok());
  desk.clock.now -= std::chrono::days{1};
  CHECK(desk.store.find_draft(Bytes(16, 1))->draft);
}
