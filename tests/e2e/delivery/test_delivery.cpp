// SPDX-License-Identifier: EUPL-1.2
#include "world.hpp"

#include <base/file_descriptor.hpp>

#include <catch2/catch.hpp>

#include <thread>

#include <arpa/inet.h>
#include <sys/socket.h>

using namespace foyer;
using namespace foyer::delivery;
using store::DeliveryState;

namespace {

// The failure of one attempt; the filing must still be whole and queued.
FailureCode failed(World& world, const filing::Filed& filed, const sync::Delivery& delivery) {
  REQUIRE(delivery.failure.has_value());
  CHECK(delivery.state != DeliveryState::accepted);
  CHECK_FALSE(world.entry(filed).sealed_bytes_wiped);
  CHECK(world.store.open_sealed(filed.record.sequence, 0).ok());
  return delivery.failure->code;
}

// And an honest server afterwards gets it, once.
void then_arrives(World& world, const filing::Filed& filed) {
  world.start_server();
  CHECK(world.deliver(filed).state == DeliveryState::accepted);
  CHECK(office_has_exactly(world, filed));
}

// Connections that say nothing.
class SilentCrowd {
 public:
  SilentCrowd(std::uint16_t port, int many) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    for (int i = 0; i < many; ++i) {
      const auto& one = sockets_.emplace_back(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
      REQUIRE(connect(one.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
      std::this_thread::sleep_for(std::chrono::milliseconds(100)); // the first has a thread by now
    }
  }

 private:
  std::vector<FileDescriptor> sockets_;
};

} // namespace

TEST_CASE("A filing arrives once, byte for byte, and its sealed bytes are wiped when accepted") {
  World world;
  world.start_server();
  const auto filed = world.file(2);
  const auto delivery = world.deliver(filed);
  CHECK_FALSE(delivery.failure.has_value());
  CHECK(delivery.state == DeliveryState::accepted);
  CHECK(office_has_exactly(world, filed));
  const auto entry = world.entry(filed);
  CHECK(entry.case_number == world.office("SELECT case_number FROM application"));
  CHECK(entry.sealed_bytes_wiped);
  CHECK_FALSE(world.store.open_sealed(filed.record.sequence, 0).ok());
  CHECK(world.history(filed) ==
        std::vector<std::string>{"attempt", "created", "submit_event", "accept_event"});
}

TEST_CASE("A filing without attachments arrives, too") {
  World world;
  world.start_server();
  const auto filed = world.file(0);
  CHECK(world.deliver(filed).state == DeliveryState::accepted);
  CHECK(office_has_exactly(world, filed));
}

TEST_CASE("Delivering again what is delivered changes nothing at the office") {
  World world;
  world.start_server();
  const auto filed = world.file();
  const auto before = world.entry(filed); // as an agent would hold it that forgot what it did
  REQUIRE(world.deliver(filed).state == DeliveryState::accepted);
  const auto line = sync::open_line(world.line_config());
  sync::Courier courier(world.store, **line,
                        sync::EventKey::load(world.keys / "events/events.pem").value(),
                        system_clock());
  static_cast<void>(courier.deliver(before, {}));
  CHECK(world.applications() == 1);
  CHECK(world.office("SELECT count(*) FROM event") == "3");
}

TEST_CASE("Handed over and not yet accepted keeps the sealed bytes") {
  World world;
  world.start_server({"--hold-import"});
  const auto filed = world.file();
  CHECK(world.deliver(filed).state == DeliveryState::handed_over);
  CHECK_FALSE(world.entry(filed).sealed_bytes_wiped);
  then_arrives(world, filed); // the office looks at it after its restart
}

TEST_CASE("A server that dies between receiving and answering still gets the filing exactly once") {
  for (const std::string place :
       {"create-received", "create-stored", "attachment-received", "attachment-stored",
        "container-received", "submit-stored", "accept-stored", "events-received"}) {
    INFO(place);
    World world;
    world.start_server({"--die-at", place});
    const auto filed = world.file();
    const auto delivery = world.deliver(filed);
    CHECK(failed(world, filed, delivery) == FailureCode::line_down);
    CHECK(delivery.line_fault);
    CHECK(world.server.wait() == 70);
    then_arrives(world, filed);
    CHECK(world.applications() == 1);
  }
}

TEST_CASE("An interrupted delivery goes on with the parts that are missing") {
  World world;
  world.start_server({"--die-at", "container-received"});
  const auto filed = world.file(3);
  REQUIRE(world.deliver(filed).failure.has_value());
  world.start_server();
  int sent = 0;
  const auto delivery = world.deliver(
      filed, [&](sync::Step step) { sent += step == sync::Step::attachment_sent ? 1 : 0; });
  CHECK(delivery.state == DeliveryState::accepted);
  CHECK(sent == 0); // all three were there already
}

TEST_CASE("A server that has lost everything gets everything again") {
  World world;
  world.start_server({"--hold-import"});
  const auto filed = world.file(2);
  REQUIRE(world.deliver(filed).state == DeliveryState::handed_over);
  world.stop_server();
  world.database.clear();
  then_arrives(world, filed);
}

TEST_CASE("A busy server is left alone for as long as it asks") {
  World world;
  world.start_server({"--unavailable", "1", "--retry-after", "7"});
  const auto filed = world.file();
  const auto delivery = world.deliver(filed);
  CHECK(failed(world, filed, delivery) == FailureCode::server_error);
  CHECK(delivery.line_fault);
  CHECK(delivery.http_status == 503);
  CHECK(delivery.retry_after == std::chrono::milliseconds(7000));
  then_arrives(world, filed);
}

TEST_CASE("Who finds no place in a crowd is told to come back, and gets one") {
  World world;
  world.start_server({"--threads", "1", "--most-waiting", "1"});
  const auto port =
      static_cast<std::uint16_t>(std::stoi(world.url.substr(world.url.rfind(':') + 1)));
  sync::Delivery delivery;
  std::optional<filing::Filed> filed;
  REQUIRE(processes::eventually([&] {
    const SilentCrowd crowd(port, 3); // one is served, one waits
    filed = world.file();
    delivery = world.deliver(*filed);
    return delivery.http_status != 0;
  }));
  CHECK(delivery.http_status == 503);
  CHECK(delivery.line_fault);
  CHECK(delivery.retry_after == std::chrono::milliseconds(10'000));
  REQUIRE(processes::eventually(
      [&] { return world.deliver(*filed).state == DeliveryState::accepted; }));
  CHECK(office_has_exactly(world, *filed));
}

TEST_CASE("A broken server is a fault of the line") {
  World world;
  world.start_server({"--unavailable", "1", "--unavailable-status", "500"});
  const auto filed = world.file();
  const auto delivery = world.deliver(filed);
  CHECK(failed(world, filed, delivery) == FailureCode::server_error);
  CHECK(delivery.line_fault);
  CHECK_FALSE(delivery.retry_after.has_value());
  then_arrives(world, filed);
}

TEST_CASE("The friendly 200 of a captive portal is no receipt") {
  World world;
  world.start_server({"--portal", "1"});
  const auto filed = world.file();
  const auto delivery = world.deliver(filed);
  CHECK(failed(world, filed, delivery) == FailureCode::server_answer_malformed);
  CHECK(delivery.line_fault);
  CHECK(world.state(filed) == DeliveryState::stored);
  then_arrives(world, filed);
}

TEST_CASE("A redirect is not followed") {
  World world;
  world.start_server({"--redirect", "1"});
  const auto filed = world.file();
  CHECK(failed(world, filed, world.deliver(filed)) == FailureCode::server_answer_malformed);
  then_arrives(world, filed);
}

TEST_CASE("An answer without end is cut off") {
  World world;
  world.start_server({"--endless", "1"});
  const auto filed = world.file();
  const auto delivery = world.deliver(filed);
  CHECK(failed(world, filed, delivery) == FailureCode::server_answer_malformed);
  CHECK(delivery.failure->detail == "answer too long"); // not read to its end
  then_arrives(world, filed);
}

TEST_CASE("A receipt that is false in any way leaves the filing queued and holds nobody else") {
  for (const std::string how : {"signature", "algorithm", "tags", "receipt"}) {
    INFO(how);
    World world;
    world.start_server({"--forge", how});
    const auto filed = world.file();
    const auto delivery = world.deliver(filed);
    CHECK(failed(world, filed, delivery) == FailureCode::receipt_forged);
    CHECK_FALSE(delivery.line_fault);
    CHECK(world.state(filed) == DeliveryState::stored);
    then_arrives(world, filed);
  }
}

TEST_CASE("An application that the office cannot open is rejected and kept") {
  World world;
  world.start_server();
  const auto filed = filing::file_garbage(world.store);
  REQUIRE(filed.ok());
  const auto delivery = world.deliver(*filed);
  CHECK(delivery.state == DeliveryState::rejected);
  CHECK(world.history(*filed).back() == "reject_event");
  CHECK_FALSE(world.entry(*filed).sealed_bytes_wiped);
  CHECK(world.applications() == 0);
}

TEST_CASE("Other bytes under a number the office knows put the filing in doubt") {
  World world, twin; // two terminals that both believe to be N01
  world.start_server();
  const auto first = world.file();
  REQUIRE(world.deliver(first).state == DeliveryState::accepted);
  twin.url = world.url;
  const auto second = twin.file();
  REQUIRE(second.record.number == first.record.number);
  const auto delivery = twin.deliver(second);
  CHECK(delivery.state == DeliveryState::in_doubt);
  CHECK_FALSE(delivery.line_fault);
  CHECK_FALSE(twin.entry(second).sealed_bytes_wiped);
  CHECK(world.applications() == 1);
  CHECK(office_has_exactly(world, first));
}

TEST_CASE("Filings go out in filing order, and one that is poisoned holds nobody") {
  World world;
  world.start_server();
  std::vector<filing::Filed> filings;
  filings.push_back(world.file());
  filings.push_back(filing::file_garbage(world.store).value());
  filings.push_back(world.file());
  filings.push_back(world.file());
  const auto line = sync::open_line(world.line_config());
  sync::Dispatcher dispatcher(world.store, **line,
                              sync::EventKey::load(world.keys / "events/events.pem").value(), {},
                              system_clock(), [] { return 0.5; });
  const auto status = dispatcher.run({});
  CHECK(status.up);
  CHECK(status.waiting == 0);
  CHECK(status.last_sync.has_value());
  CHECK(world.office("SELECT receipt FROM application ORDER BY sequence") ==
        filings[0].record.number.text() + "\n" + filings[2].record.number.text() + "\n" +
            filings[3].record.number.text());
}

TEST_CASE("When the line is broken the later filings wait behind the first") {
  World world;
  world.start_server({"--unavailable", "1", "--retry-after", "3600"});
  const auto first = world.file();
  const auto second = world.file();
  const auto line = sync::open_line(world.line_config());
  sync::Dispatcher dispatcher(world.store, **line,
                              sync::EventKey::load(world.keys / "events/events.pem").value(), {},
                              system_clock(), [] { return 0.5; });
  CHECK_FALSE(dispatcher.run({}).up);
  CHECK(world.entry(first).attempts == 1);
  CHECK(world.entry(second).attempts == 0);
  dispatcher.run({}); // the server would answer now, but it has asked for an hour
  CHECK(world.entry(first).attempts == 1);
  CHECK(world.entry(second).attempts == 0);
  CHECK(world.applications() == 0);
}

TEST_CASE("Sealed bytes left by an agent that was killed before wiping are swept") {
  World world;
  world.start_server();
  const auto filed = world.file();
  struct Cut {};
  CHECK_THROWS_AS(world.deliver(filed,
                                [](sync::Step step) {
                                  if (step == sync::Step::accepted_marked)
                                    throw Cut{};
                                }),
                  Cut);
  REQUIRE(world.state(filed) == DeliveryState::accepted);
  REQUIRE_FALSE(world.entry(filed).sealed_bytes_wiped);
  const auto line = sync::open_line(world.line_config());
  sync::Dispatcher next_agent(world.store, **line,
                              sync::EventKey::load(world.keys / "events/events.pem").value(), {},
                              system_clock(), [] { return 0.5; });
  next_agent.run({});
  CHECK(world.entry(filed).sealed_bytes_wiped);
}

TEST_CASE("When the line is back nobody waits for the end of a long back-off") {
  World world;
  world.start_server();
  const auto key = sync::EventKey::load(world.keys / "events/events.pem").value();
  const auto line = sync::open_line(world.line_config());
  world.server.kill_hard();
  const auto first = world.file();
  const auto second = world.file();
  // An hour's window, and a look at the line with every run.
  const auto hour = std::chrono::milliseconds(3'600'000);
  sync::Dispatcher dispatcher(world.store, **line, key,
                              {.back_off = {hour, hour, hour}, .time_every = {}}, system_clock(),
                              [] { return 0.9; });
  CHECK_FALSE(dispatcher.run({}).up);
  CHECK(world.entry(first).attempts == 1);
  CHECK_FALSE(dispatcher.run({}).up); // still away: a look at the line is no attempt
  CHECK(world.entry(first).attempts == 1);
  world.start_server();
  CHECK(dispatcher.run({}).up);
  CHECK(office_has_exactly(world, first));
  CHECK(office_has_exactly(world, second));
}

TEST_CASE("An office at its capacity gives each terminal one moment for all that waits there") {
  World world;
  world.start_server({"--capacity", "1"});
  std::vector<filing::Filed> filings;
  for (int i = 0; i < 4; ++i)
    filings.push_back(world.file());
  for (const auto& filed : filings)
    CHECK(world.deliver(filed).state == DeliveryState::accepted);
  const auto late = world.file(); // the next moments are given away
  const auto delivery = world.deliver(late);
  CHECK(failed(world, late, delivery) == FailureCode::server_error);
  CHECK(delivery.line_fault);
  REQUIRE(delivery.retry_after.has_value());
  CHECK(*delivery.retry_after > std::chrono::milliseconds(0));
  CHECK(*delivery.retry_after <= std::chrono::milliseconds(5'000));
  then_arrives(world, late);
}
