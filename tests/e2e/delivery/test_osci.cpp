// SPDX-License-Identifier: EUPL-1.2
// Profile osci from filing to the office's acceptance.
#include "world.hpp"

#include <seal/osci_message.hpp>

#include <catch2/catch.hpp>

#include <fstream>

using namespace foyer;
using namespace foyer::delivery;
using store::DeliveryState;

TEST_CASE("An application sealed in profile osci is taken in once, byte for byte, and wiped here") {
  World world;
  world.start_server();
  const auto filed = world.file_osci(world.author(), 3);
  CHECK(world.entry(filed).seal_profile == "osci");
  CHECK(world.deliver(filed).state == DeliveryState::accepted);
  CHECK(office_has_exactly(world, filed));
  CHECK(world.entry(filed).sealed_bytes_wiped);
  CHECK(world.store.verify().ok());
}

TEST_CASE("Both profiles go through one agent, whatever came before") {
  World world;
  world.start_server();
  const std::vector<filing::Filed> filings = {world.file(1), world.file_osci(world.author(), 2),
                                              world.file(0), world.file_osci(world.author(), 0)};
  world.start_agent();
  REQUIRE(world.eventually_accepted(filings));
  for (const auto& filed : filings)
    CHECK(office_has_exactly(world, filed));
}

TEST_CASE("Content that another than this terminal signed is rejected and kept for an operator") {
  World world;
  world.start_server();
  const auto stranger = seal::AuthorKey::generate("N01", system_clock().wall());
  REQUIRE(stranger.ok());
  const auto filed = world.file_osci(*stranger);
  CHECK(world.deliver(filed).state == DeliveryState::rejected);
  CHECK(world.applications() == 0);
  CHECK_FALSE(world.entry(filed).sealed_bytes_wiped);
  CHECK(world.office("SELECT count(*) FROM event WHERE kind='reject'") == "1");
  const auto honest = world.file_osci(world.author());
  CHECK(world.deliver(honest).state == DeliveryState::accepted);
}

TEST_CASE("An office that knows no certificate of the terminal takes nothing signed from it") {
  World world;
  world.start_server({"--authors", world.directory.path()});
  const auto filed = world.file_osci(world.author());
  CHECK(world.deliver(filed).state == DeliveryState::rejected);
  CHECK(world.applications() == 0);
}

TEST_CASE(
    "What was delivered in profile osci, joined to a message, is opened by a foreign reader") {
  World world;
  world.start_server();
  const auto filed = world.file_osci(world.author(), 2, 70'000);
  REQUIRE(world.deliver(filed).state == DeliveryState::accepted);
  const std::string number = filed.record.number.text();
  const auto part = [&](const std::string& name) {
    return from_hex(world.office("SELECT " + world.database.hex("sealed") +
                                 " FROM part WHERE name='" + name + "'"))
        .value();
  };
  const auto message = seal::OsciMessage::begin();
  REQUIRE(message.ok());
  const Bytes envelope = part("container");
  std::string text = message->envelope_head(envelope.size());
  text += as_text(envelope);
  for (const auto& [id, plain] : filed.attachments) {
    const Bytes sealed = part(id);
    text += message->attachment_head(seal::osci_content_id(number, id), sealed.size());
    text += as_text(sealed);
  }
  processes::write_file(world.directory / "message.mime", text + message->end());
  std::string said;
  const int done =
      processes::run({"/usr/bin/python3", "-B", FOYER_SOURCE_DIR "/tests/support/osci/read_osci.py",
                      world.keys / "office/office.key", world.directory / "message.mime",
                      world.directory / "read", "--author", world.keys / "office/authors/N01.crt"},
                     &said);
  INFO(said);
  REQUIRE(done == 0);
  CHECK(processes::read_file(world.directory / "read/container") == filed.xml);
  for (const auto& [id, plain] : filed.attachments)
    CHECK(processes::read_file(world.directory / ("read/" + seal::osci_content_id(number, id))) ==
          as_text(plain));
}
