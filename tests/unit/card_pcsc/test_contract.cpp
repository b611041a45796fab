// SPDX-License-Identifier: EUPL-1.2
// What drivers/api/card_reader.hpp promises, held against the real reader (pcscd, vpcd,
// virtual-card) and the simulated one alike.
#include "sightings.hpp"

#include <card/test_pki.hpp>
#include <card_pcsc/pcsc_reader.hpp>
#include <eid/read_document.hpp>

#include <catch2/catch.hpp>

#include <thread>

using namespace foyer;
using namespace std::chrono_literals;
using api::CardPresence;
using processes::eventually;
using test::Bench;
using test::PcscBench;
using test::PcscService;
using test::Sightings;

namespace {

const card::Signer& signer() {
  static const card::Signer instance;
  return instance;
}
const card::CardImage& specimen() {
  static const card::CardImage image = card::make_card({}, signer());
  return image;
}

std::vector<std::unique_ptr<Bench>> benches() {
  std::vector<std::unique_ptr<Bench>> all;
  all.push_back(test::simulated_bench());
  if (PcscService* service = PcscService::instance())
    all.push_back(std::make_unique<PcscBench>(*service));
  else
    WARN("skipped for the real reader: pcscd cannot run here");
  return all;
}

Result<eid::DocumentReading> read(api::CardReader& reader, const char* can = "500540") {
  auto channel = reader.connect({});
  if (!channel.ok())
    return channel.failure();
  return eid::read_document(**channel,
                            eid::AccessKeys::of(eid::Password::from_can(*eid::Can::parse(can))),
                            *eid::TrustList::from_pem(signer().csca_pem()),
                            std::chrono::sys_days(std::chrono::year(2026) / 11 / 25));
}

FailureCode code_of(const Result<eid::DocumentReading>& reading) {
  return reading.ok() ? FailureCode::internal : reading.failure().code;
}

} // namespace

TEST_CASE("reader: watch tells the state now and each change, and ends when asked") {
  for (const auto& bench : benches()) {
    Sightings sightings(bench->reader());
    CHECK(sightings.last_is(CardPresence::absent));
    bench->insert(specimen());
    CHECK(sightings.last_is(CardPresence::present));
    bench->remove();
    CHECK(sightings.last_is(CardPresence::absent));
    CHECK(sightings.all() ==
          std::vector{CardPresence::absent, CardPresence::present, CardPresence::absent});
    CHECK(sightings.ends());
  }
}

TEST_CASE("reader: without a card there is nothing to connect to") {
  for (const auto& bench : benches())
    CHECK(bench->reader().connect({}).failure().code == FailureCode::card_absent);
}

TEST_CASE("reader: a document is read over it, again and again") {
  for (const auto& bench : benches()) {
    bench->insert(specimen());
    for (int round = 0; round < 3; ++round) {
      const auto reading = read(bench->reader());
      REQUIRE(reading.ok());
      CHECK(reading->authentic());
      CHECK(reading->holder.reveal().surname == "KOVALENKO");
    }
    CHECK(code_of(read(bench->reader(), "123456")) == FailureCode::can_wrong);
    CHECK(read(bench->reader()).ok());
  }
}

TEST_CASE("reader: extended length is told as the card announces it") {
  for (const auto& bench : benches())
    for (const bool extended : {true, false}) {
      card::CardImage image = specimen();
      image.extended_length = extended;
      bench->insert(image);
      CHECK((*bench->reader().connect({}))->extended_length() == extended);
      CHECK(read(bench->reader()).ok());
    }
}

TEST_CASE("reader: a card pulled in mid-reading is removed, and the next one works") {
  for (const auto& bench : benches())
    for (const int commands : {0, 4, 6, 8}) {
      INFO("pulled after " << commands);
      bench->insert(specimen());
      bench->remove_after(commands);
      CHECK(code_of(read(bench->reader())) == FailureCode::card_removed);
      bench->remove();
      CHECK(code_of(read(bench->reader())) == FailureCode::card_absent);
      bench->insert(specimen());
      CHECK(read(bench->reader()).ok());
    }
}

TEST_CASE("reader: a channel whose card has gone stays gone when another card comes") {
  for (const auto& bench : benches()) {
    bench->insert(specimen());
    auto channel = bench->reader().connect({});
    REQUIRE(channel.ok());
    bench->remove();
    bench->insert(specimen());
    const Bytes select{0x00, 0xA4, 0x02, 0x0C, 0x02, 0x01, 0x1C};
    const auto answer = (*channel)->transmit(select);
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.failure().code == FailureCode::card_removed);
  }
}

TEST_CASE("reader: a stop asked for before connecting or sending gives cancelled") {
  for (const auto& bench : benches()) {
    bench->insert(specimen());
    std::stop_source stop;
    auto channel = bench->reader().connect(stop.get_token());
    REQUIRE(channel.ok());
    stop.request_stop();
    const Bytes select{0x00, 0xA4, 0x02, 0x0C, 0x02, 0x01, 0x1C};
    CHECK((*channel)->transmit(select).failure().code == FailureCode::cancelled);
  }
}

TEST_CASE(
    "pcsc: a hanging exchange ends by the stop and by the deadline, and the card by removal") {
  PcscService* service = PcscService::instance();
  if (service == nullptr) {
    WARN("skipped: pcscd cannot run here");
    return;
  }
  const Bytes select{0x00, 0xA4, 0x02, 0x0C, 0x02, 0x01, 0x1C};
  {
    PcscBench bench(*service);
    bench.insert(specimen());
    std::stop_source stop;
    auto channel = bench.reader().connect(stop.get_token());
    REQUIRE(channel.ok());
    bench.program().command("mute");
    std::jthread later([&] {
      std::this_thread::sleep_for(100ms);
      stop.request_stop();
    });
    CHECK((*channel)->transmit(select).failure().code == FailureCode::cancelled);
    bench.remove();
  }
  PcscBench bench(*service, 200ms);
  bench.insert(specimen());
  auto channel = bench.reader().connect({});
  REQUIRE(channel.ok());
  bench.program().command("mute");
  CHECK((*channel)->transmit(select).failure().code == FailureCode::card_mute);
  // The channel is dead, the reader is not.
  CHECK((*channel)->transmit(select).failure().code == FailureCode::card_mute);
  bench.program().command("unmute");
  bench.insert(specimen());
  card_pcsc::PcscReader patient({"Virtual PCD 00 00"});
  CHECK(read(patient).ok());
}

TEST_CASE("pcsc: a card somebody else holds makes the reader busy") {
  PcscService* service = PcscService::instance();
  if (service == nullptr) {
    WARN("skipped: pcscd cannot run here");
    return;
  }
  PcscBench bench(*service);
  bench.insert(specimen());
  auto first = bench.reader().connect({});
  REQUIRE(first.ok());
  CHECK(bench.reader().connect({}).failure().code == FailureCode::reader_busy);
  first = Result<std::unique_ptr<api::ApduChannel>>(std::unique_ptr<api::ApduChannel>());
  CHECK(bench.reader().connect({}).ok());
}

TEST_CASE("pcsc: a reader of another name is missing") {
  if (PcscService::instance() == nullptr) {
    WARN("skipped: pcscd cannot run here");
    return;
  }
  card_pcsc::PcscReader reader({.ours = {"No Such Reader"}});
  CHECK(reader.connect({}).failure().code == FailureCode::reader_missing);
  Sightings sightings(reader);
  CHECK(sightings.last_is(CardPresence::reader_missing));
  CHECK(sightings.ends());
}

TEST_CASE("pcsc: a service that stops is a missing reader, and is found again when it is back") {
  PcscService* service = PcscService::instance();
  if (service == nullptr) {
    WARN("skipped: pcscd cannot run here");
    return;
  }
  PcscBench bench(*service);
  bench.insert(specimen());
  Sightings sightings(bench.reader());
  CHECK(sightings.last_is(CardPresence::present));
  service->stop();
  CHECK(sightings.last_is(CardPresence::reader_missing));
  CHECK(code_of(read(bench.reader())) == FailureCode::reader_missing);
  service->start();
  CHECK(sightings.last_is(CardPresence::present));
  CHECK(read(bench.reader()).ok());
  CHECK(sightings.ends());
}

TEST_CASE("pcsc: each of two readers serves its own role, and never touches the other's card") {
  PcscService* service = PcscService::instance();
  if (service == nullptr) {
    WARN("skipped: pcscd cannot run here");
    return;
  }
  PcscBench visitors(*service);
  test::VirtualCardProgram second(*service, 1);
  card_pcsc::PcscReader staff({"Virtual PCD 00 01"});
  Sightings at_staff(staff);
  Sightings at_visitors(visitors.reader());
  CHECK(at_staff.last_is(CardPresence::absent));
  CHECK(at_visitors.last_is(CardPresence::absent));
  second.insert(specimen());
  CHECK(at_staff.last_is(CardPresence::present));
  visitors.insert(specimen());
  CHECK(read(visitors.reader()).ok());
  CHECK(at_visitors.last_is(CardPresence::present));
  CHECK(second.command("status").find("commands=0") != std::string::npos);
  const std::string before = visitors.program().command("status");
  CHECK(read(staff).ok());
  CHECK(visitors.program().command("status") == before);
  CHECK(staff.other_readers() == std::vector<std::string>{"Virtual PCD 00 00"});

  // Both as one place: two cards count as mute.
  card_pcsc::PcscReader both({"Virtual PCD"});
  Sightings at_both(both);
  CHECK(at_both.last_is(CardPresence::mute));
  CHECK(code_of(read(both)) == FailureCode::card_mute);
  second.command("remove");
  CHECK(at_both.last_is(CardPresence::present));
  CHECK(read(both).ok());
}
