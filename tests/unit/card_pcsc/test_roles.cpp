// SPDX-License-Identifier: EUPL-1.2
// Several readers and their roles, and the mishaps of PC/SC that a virtual reader cannot have.
#include "fake_pcsc.hpp"
#include "sightings.hpp"

#include <catch2/catch.hpp>

#include <fstream>

using namespace foyer;
using api::CardPresence;
using card_pcsc::PcscConfig;
using card_pcsc::PcscReader;
using test::FakePcsc;
using test::Sightings;

namespace {

constexpr const char* contact = "Maker Dual [Contact] (A1) 00 00";
constexpr const char* radio = "Maker Dual [Contactless] (A1) 00 01";
constexpr const char* staff = "Other Desk Reader 01 00";
constexpr DWORD lying = SCARD_STATE_PRESENT;
constexpr DWORD empty = SCARD_STATE_EMPTY;
constexpr DWORD silent = SCARD_STATE_PRESENT | SCARD_STATE_MUTE;

const Bytes select_file{0x00, 0xA4, 0x02, 0x0C, 0x02, 0x01, 0x1C};

// A made-up /sys/bus/usb/devices.
struct UsbTree {
  std::filesystem::path folder;
  UsbTree() {
    std::string pattern = "/tmp/foyer-usb-XXXXXX";
    folder = ::mkdtemp(pattern.data());
  }
  ~UsbTree() { std::filesystem::remove_all(folder); }
  UsbTree(const UsbTree&) = delete;
  UsbTree& operator=(const UsbTree&) = delete;
  void put(const std::string& path, int bus, int device) const {
    std::filesystem::create_directories(folder / path);
    std::ofstream(folder / path / "busnum") << bus << "\n";
    std::ofstream(folder / path / "devnum") << device << "\n";
  }
};

FailureCode connect_code(PcscReader& reader) {
  const auto channel = reader.connect({});
  return channel.ok() ? FailureCode::internal : channel.failure().code;
}

} // namespace

TEST_CASE("roles: a reader that is plugged in later is found, and missed when it is unplugged") {
  const auto pcsc = std::make_shared<FakePcsc>();
  PcscReader reader(PcscConfig{.ours = {"Dual"}}, pcsc);
  Sightings sightings(reader);
  CHECK(sightings.last_is(CardPresence::reader_missing));
  pcsc->plug(staff);
  pcsc->plug(radio);
  CHECK(sightings.last_is(CardPresence::absent));
  pcsc->set(radio, lying);
  CHECK(sightings.last_is(CardPresence::present));
  pcsc->unplug(radio);
  CHECK(sightings.last_is(CardPresence::reader_missing));
  CHECK(connect_code(reader) == FailureCode::reader_missing);
  pcsc->plug(radio);
  CHECK(sightings.last_is(CardPresence::absent));
  CHECK(sightings.ends());
  CHECK(pcsc->count(staff).connects + pcsc->count(staff).direct == 0);
}

TEST_CASE("roles: the slots of one reader are one place, and two cards on them count as mute") {
  const auto pcsc = std::make_shared<FakePcsc>();
  pcsc->plug(contact);
  pcsc->plug(radio);
  PcscReader reader(PcscConfig{.ours = {"Maker Dual"}}, pcsc);
  Sightings sightings(reader);
  CHECK(sightings.last_is(CardPresence::absent));
  CHECK(connect_code(reader) == FailureCode::card_absent);
  pcsc->set(radio, lying);
  CHECK(sightings.last_is(CardPresence::present));
  CHECK(reader.connect({}).ok());
  CHECK(pcsc->count(radio).connects == 1);
  CHECK(pcsc->count(contact).connects == 0);
  pcsc->set(contact, lying);
  CHECK(sightings.last_is(CardPresence::mute));
  CHECK(connect_code(reader) == FailureCode::card_mute);
  pcsc->set(radio, empty);
  CHECK(sightings.last_is(CardPresence::present));
  CHECK(reader.connect({}).ok());
  CHECK(pcsc->count(contact).connects == 1);
  CHECK(sightings.all() == std::vector{CardPresence::absent, CardPresence::present,
                                       CardPresence::mute, CardPresence::present});
}

TEST_CASE("roles: a card that was swapped between two looks is a new card") {
  const auto pcsc = std::make_shared<FakePcsc>();
  pcsc->plug(radio);
  pcsc->set(radio, lying);
  PcscReader reader({}, pcsc);
  Sightings sightings(reader);
  CHECK(sightings.last_is(CardPresence::present));
  pcsc->set(radio, lying, 2);
  CHECK(sightings.count_is(3));
  CHECK(sightings.all() ==
        std::vector{CardPresence::present, CardPresence::absent, CardPresence::present});
}

TEST_CASE("roles: a mute or wrongly inserted card is a state of its own") {
  const auto pcsc = std::make_shared<FakePcsc>();
  pcsc->plug(contact);
  pcsc->set(contact, silent);
  PcscReader reader({}, pcsc);
  Sightings sightings(reader);
  CHECK(sightings.last_is(CardPresence::mute));
  CHECK(connect_code(reader) == FailureCode::card_mute);
}

TEST_CASE("roles: the readers of other roles are never watched or touched") {
  const auto pcsc = std::make_shared<FakePcsc>();
  pcsc->plug("Any Reader 00 00");
  pcsc->set("Any Reader 00 00", lying);
  PcscReader visitors(PcscConfig{.others = {{.name = "Any"}}}, pcsc);
  Sightings sightings(visitors);
  CHECK(sightings.last_is(CardPresence::reader_missing));
  CHECK(connect_code(visitors) == FailureCode::reader_missing);
  pcsc->plug("Zebra Reader 01 00");
  CHECK(sightings.last_is(CardPresence::absent));
  CHECK(sightings.ends());
  CHECK(visitors.other_readers() == std::vector<std::string>{"Any Reader 00 00"});
  CHECK(pcsc->count("Any Reader 00 00").connects == 0);
}

TEST_CASE("roles: two readers of one model are told apart by their USB socket") {
  const UsbTree usb;
  usb.put("1-1.1", 1, 7);
  usb.put("1-1.2", 1, 9);
  const auto pcsc = std::make_shared<FakePcsc>();
  pcsc->plug("Same Model 00 00", 0x00200107);
  pcsc->plug("Same Model 01 00", 0x00200109);
  PcscReader second(PcscConfig{.ours = {"Same", "1-1.2"}, .usb_devices = usb.folder}, pcsc);
  Sightings sightings(second);
  CHECK(sightings.last_is(CardPresence::absent));
  pcsc->set("Same Model 00 00", lying);
  pcsc->set("Same Model 01 00", lying);
  CHECK(sightings.last_is(CardPresence::present));
  CHECK(second.connect({}).ok());
  CHECK(pcsc->count("Same Model 01 00").connects == 1);
  CHECK(pcsc->count("Same Model 00 00").connects == 0);

  // The other role may take whatever is left.
  PcscReader rest(PcscConfig{.others = {{.usb_path = "1-1.2"}}, .usb_devices = usb.folder}, pcsc);
  CHECK(rest.connect({}).ok());
  CHECK(pcsc->count("Same Model 00 00").connects == 1);
  CHECK(second.other_readers() == std::vector<std::string>{"Same Model 00 00"});
}

TEST_CASE(
    "roles: nothing in the USB socket, or a reader that does not say where it is, is missing") {
  const UsbTree usb;
  usb.put("1-1.1", 1, 7);
  const auto pcsc = std::make_shared<FakePcsc>();
  pcsc->plug("Same Model 00 00");
  pcsc->set("Same Model 00 00", lying);
  PcscReader empty_socket(PcscConfig{.ours = {.usb_path = "1-1.4"}, .usb_devices = usb.folder},
                          pcsc);
  CHECK(connect_code(empty_socket) == FailureCode::reader_missing);
  PcscReader silent_reader(PcscConfig{.ours = {.usb_path = "1-1.1"}, .usb_devices = usb.folder},
                           pcsc);
  CHECK(connect_code(silent_reader) == FailureCode::reader_missing);
}

TEST_CASE("pcsc: a sharing violation is tried again once, then told") {
  const auto pcsc = std::make_shared<FakePcsc>();
  pcsc->plug(radio);
  pcsc->set(radio, lying);
  PcscReader reader({}, pcsc);
  pcsc->connects = {SCARD_E_SHARING_VIOLATION};
  CHECK(reader.connect({}).ok());
  CHECK(pcsc->count().connects == 2);
  pcsc->connects = {SCARD_E_SHARING_VIOLATION, SCARD_E_SHARING_VIOLATION};
  CHECK(connect_code(reader) == FailureCode::reader_busy);
  CHECK(pcsc->count().connects == 4);
  pcsc->connects = {SCARD_W_RESET_CARD, SCARD_W_RESET_CARD};
  CHECK(connect_code(reader) == FailureCode::reader_busy);

  auto channel = reader.connect({});
  REQUIRE(channel.ok());
  pcsc->transmits = {SCARD_E_SHARING_VIOLATION};
  CHECK((*channel)->transmit(select_file).ok());
  pcsc->transmits = {SCARD_E_SHARING_VIOLATION, SCARD_E_SHARING_VIOLATION};
  CHECK((*channel)->transmit(select_file).failure().code == FailureCode::reader_busy);
}

TEST_CASE("pcsc: a card that somebody reset is taken back and asked once more") {
  const auto pcsc = std::make_shared<FakePcsc>();
  pcsc->plug(radio);
  pcsc->set(radio, lying);
  PcscReader reader({}, pcsc);
  auto channel = reader.connect({});
  REQUIRE(channel.ok());
  pcsc->transmits = {SCARD_W_RESET_CARD};
  CHECK((*channel)->transmit(select_file).ok());
  CHECK(pcsc->count().transmits == 2);
  CHECK(pcsc->count().reconnects == 1);
  pcsc->transmits = {SCARD_W_RESET_CARD, SCARD_W_RESET_CARD};
  CHECK((*channel)->transmit(select_file).failure().code == FailureCode::card_removed);
  CHECK(pcsc->count().transmits == 4);
  pcsc->transmits = {SCARD_W_RESET_CARD};
  pcsc->reconnects = {SCARD_W_REMOVED_CARD};
  CHECK((*channel)->transmit(select_file).failure().code == FailureCode::card_removed);
}

TEST_CASE("pcsc: every end of an exchange has its name") {
  struct Case {
    LONG transmit, reconnect;
    FailureCode expected;
  };
  for (const Case& one : {
           Case{SCARD_W_REMOVED_CARD, 0, FailureCode::card_removed},
           // A broken exchange: is a card still there?
           Case{SCARD_E_NOT_TRANSACTED, 0, FailureCode::card_mute},
           Case{SCARD_E_NOT_TRANSACTED, SCARD_W_REMOVED_CARD, FailureCode::card_removed},
           Case{SCARD_F_COMM_ERROR, SCARD_E_NO_SMARTCARD, FailureCode::card_removed},
           // A contactless card that answers too late.
           Case{SCARD_E_TIMEOUT, 0, FailureCode::card_mute},
           Case{SCARD_W_UNRESPONSIVE_CARD, 0, FailureCode::card_mute},
           Case{SCARD_W_UNPOWERED_CARD, 0, FailureCode::card_mute},
           Case{SCARD_E_READER_UNAVAILABLE, 0, FailureCode::reader_missing},
           Case{SCARD_E_NO_SERVICE, 0, FailureCode::reader_missing},
       }) {
    INFO(pcsc_stringify_error(one.transmit));
    const auto pcsc = std::make_shared<FakePcsc>();
    pcsc->plug(radio);
    pcsc->set(radio, lying);
    PcscReader reader({}, pcsc);
    auto channel = reader.connect({});
    REQUIRE(channel.ok());
    pcsc->transmits = {one.transmit};
    pcsc->reconnects = {one.reconnect};
    CHECK((*channel)->transmit(select_file).failure().code == one.expected);
  }
}

TEST_CASE("pcsc: a service that restarts is found again") {
  const auto pcsc = std::make_shared<FakePcsc>();
  pcsc->plug(radio);
  pcsc->set(radio, lying);
  PcscReader reader({}, pcsc);
  Sightings sightings(reader);
  CHECK(sightings.last_is(CardPresence::present));
  pcsc->service(false);
  CHECK(sightings.last_is(CardPresence::reader_missing));
  CHECK(connect_code(reader) == FailureCode::reader_missing);
  pcsc->service(true);
  CHECK(sightings.last_is(CardPresence::present));
}
