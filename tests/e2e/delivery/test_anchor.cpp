// SPDX-License-Identifier: EUPL-1.2
// What the middle tier has seen of a journal cannot be taken back unseen.
#include "world.hpp"

#include <sync/anchor.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::delivery;
namespace fs = std::filesystem;

namespace {

struct AnchorWorld : World {
  sync::EventKey key = sync::EventKey::load(keys / "events/events.pem").value();

  AnchorWorld() { start_server(); }
  Status anchor(store::Store& of) {
    const auto line = sync::open_line(line_config());
    REQUIRE(line.ok());
    return sync::anchor_journal(of, **line, key, {});
  }
  void sql(const std::string& statements) const {
    REQUIRE(processes::run(
                {"sqlite3", "-cmd", ".timeout 10000", directory / "filings.db", statements}) == 0);
  }
  [[nodiscard]] std::string anchors() const {
    return office("SELECT count(*) FROM anchor WHERE terminal='N01'");
  }
};

} // namespace

TEST_CASE("The agent shows the journal to the middle tier, and foyerctl holds it against that") {
  AnchorWorld world;
  const auto filed = world.file();
  world.start_agent();
  REQUIRE(world.eventually_accepted({filed}));
  const store::ChainHead head = *world.store.head();
  REQUIRE(processes::eventually([&] {
    const auto last = sync::last_anchor(world.store, world.key);
    return last.ok() && *last && (*last)->head == head;
  }));
  CHECK(world.agent.terminate() == 0);
  CHECK(sync::verify_anchor(world.store, **sync::last_anchor(world.store, world.key)).ok());
  CHECK(world.anchor(world.store).ok());
  const std::string before = world.anchors();
  CHECK(world.anchor(world.store).ok()); // nothing new: nobody is asked
  CHECK(world.anchors() == before);
}

TEST_CASE("A journal whose end was cut off is whole by itself, and is found out by its anchor") {
  AnchorWorld world;
  const auto first = world.file(), second = world.file();
  REQUIRE(world.anchor(world.store).ok());
  world.sql("DELETE FROM chunk WHERE sequence=2; DELETE FROM item WHERE sequence=2; "
            "DELETE FROM event WHERE sequence=2; DELETE FROM filing WHERE sequence=2; "
            "DELETE FROM reservation WHERE sequence=2");
  CHECK(world.store.verify().ok());
  const auto anchor = sync::last_anchor(world.store, world.key);
  REQUIRE((anchor.ok() && *anchor));
  CHECK(sync::verify_anchor(world.store, **anchor).failure().code == FailureCode::store_mismatch);
  CHECK(world.anchor(world.store).failure().code == FailureCode::store_mismatch);
  // And whoever files on does not get away with another second one, either.
  world.file();
  CHECK(sync::verify_anchor(world.store, **anchor).failure().code == FailureCode::store_mismatch);
  CHECK(world.anchor(world.store).failure().code == FailureCode::store_mismatch);
}

TEST_CASE("A database of yesterday is found out by the middle tier") {
  AnchorWorld world;
  world.file();
  REQUIRE(world.anchor(world.store).ok());
  world.sql("VACUUM INTO '" + (world.directory / "yesterday.db").string() + "'");
  world.file();
  REQUIRE(world.anchor(world.store).ok());
  auto yesterday = store::Store::open(world.directory / "yesterday.db", {});
  REQUIRE(yesterday.ok());
  CHECK(yesterday->verify().ok());
  REQUIRE(sync::verify_anchor(*yesterday, **sync::last_anchor(*yesterday, world.key)).ok());
  (void)yesterday->begin_attempt(1, {.at = system_clock().wall(), .result = "attempt"});
  CHECK(world.anchor(*yesterday).failure().code == FailureCode::store_mismatch);
  CHECK(world.anchor(world.store).ok()); // the true one goes on
}
