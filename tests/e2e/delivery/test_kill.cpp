// SPDX-License-Identifier: EUPL-1.2
// kill -9 of the agent, and power cuts between any two lasting effects of a delivery.
#include "world.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <thread>

using namespace foyer;
using namespace foyer::delivery;
using store::DeliveryState;

TEST_CASE(
    "An agent killed while the server is at any step delivers exactly once after its restart") {
  for (const std::string place :
       {"create-received", "create-stored", "attachment-received", "attachment-stored",
        "container-received", "submit-stored", "accept-stored", "events-received"}) {
    INFO(place);
    World world;
    world.start_server({"--hold-at", place});
    const auto filed = world.file(2);
    world.start_agent();
    REQUIRE(
        processes::eventually([&] { return std::filesystem::exists(world.directory / "held"); }));
    world.agent.kill_hard();
    std::filesystem::remove(world.directory / "held"); // the server goes on, to nobody
    world.start_agent();
    REQUIRE(world.eventually_accepted({filed}));
    CHECK(office_has_exactly(world, filed));
    CHECK(world.applications() == 1);
    CHECK(world.agent.terminate() == 0);
  }
}

TEST_CASE("An agent and a server killed together deliver exactly once after their restart") {
  World world;
  world.start_server({"--hold-at", "accept-stored"});
  const auto filed = world.file(2);
  world.start_agent();
  REQUIRE(processes::eventually([&] { return std::filesystem::exists(world.directory / "held"); }));
  world.server.kill_hard();
  world.agent.kill_hard();
  world.start_agent(); // to a server that is not there yet
  world.start_server();
  REQUIRE(world.eventually_accepted({filed}));
  CHECK(office_has_exactly(world, filed));
}

TEST_CASE("A delivery cut between any two of its effects is completed by the next attempt") {
  using sync::Step;
  struct Cut {};
  for (const Step at :
       {Step::begun, Step::created, Step::attachment_sent, Step::container_sent,
        Step::events_verified, Step::handed_over_marked, Step::accepted_marked, Step::wiped}) {
    INFO(static_cast<int>(at));
    World world;
    world.start_server();
    const auto filed = world.file(2);
    CHECK_THROWS_AS(world.deliver(filed,
                                  [&](Step step) {
                                    if (step == at)
                                      throw Cut{};
                                  }),
                    Cut);
    // Nothing is wiped unless the office has it.
    if (world.entry(filed).sealed_bytes_wiped)
      REQUIRE(world.applications() == 1);
    world.start_agent();
    REQUIRE(world.eventually_accepted({filed}));
    CHECK(office_has_exactly(world, filed));
    CHECK(world.applications() == 1);
  }
}

TEST_CASE("Random kills of agent and server over many filings lose and double nothing") {
  World world;
  world.start_server();
  std::vector<filing::Filed> filings;
  std::mt19937 random(20261125); // a fixed seed: a failure comes back
  for (int round = 0; round < 24; ++round) {
    if (round % 2 == 0)
      filings.push_back(world.file(1));
    world.start_agent();
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 60));
    if (round % 3 == 2) {
      world.server.kill_hard();
      world.start_server();
    }
    world.agent.kill_hard();
  }
  world.start_agent();
  REQUIRE(world.eventually_accepted(filings));
  CHECK(world.applications() == static_cast<int>(filings.size()));
  for (const auto& filed : filings)
    CHECK(office_has_exactly(world, filed));
  CHECK(world.store.verify().ok());
}
