// SPDX-License-Identifier: EUPL-1.2
// Whom the filing desk seals to: a real store, sets that an office signed, and clocks of any year.
#include "filled.hpp"
#include "terminal_config.hpp"

#include <app/filing_desk.hpp>
#include <base/log.hpp>
#include <office_pki/office_pki.hpp>
#include <processes/processes.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using office_pki::key_id;
using seal::OfficeKeyStanding;

namespace {

const std::filesystem::path source = FOYER_SOURCE_DIR;

WallTime year(int number) {
  return WallTime{std::chrono::sys_days{std::chrono::year{number} / 7 / 1}};
}

class SetClock final : public Clock {
 public:
  [[nodiscard]] WallTime wall() const override { return now; }
  [[nodiscard]] SteadyTime steady() const override { return system_clock().steady(); }
  WallTime now = year(2027);
};

office_pki::OfficePki& office() {
  static office_pki::OfficePki made(processes::demo_keys());
  return made;
}
const std::string& first() {
  static const std::string pem = office().certificate("20250101000000Z", "20280101000000Z");
  return pem;
}
const std::string& second() {
  static const std::string pem = office().certificate("20270101000000Z", "20300101000000Z");
  return pem;
}

struct Desk {
  processes::TemporaryDirectory folder;
  SetClock clock;
  app::Config config = [this] {
    app::Config made = terminal_config(folder.path());
    made.seal.office_name = office_pki::office_name;
    made.seal.office_certificate = folder / "office.crt";
    made.seal.emergency_certificate = processes::demo_keys() / "office/emergency.crt";
    made.seal.receipt_key = folder / "keys/receipt.key";
    std::filesystem::create_directory(folder / "keys");
    processes::write_file(folder / "office.crt", first());
    return made;
  }();
  i18n::Catalogue texts = std::move(*i18n::Catalogue::load(source / "locales"));
  std::optional<app::FilingDesk> desk;

  Desk() {
    REQUIRE(open_log(folder / "log", "test").ok());
    REQUIRE(start().ok());
  }
  ~Desk() { (void)open_log("/dev/null", "test"); }
  Status start() {
    desk.reset();
    auto opened = app::FilingDesk::open(config, texts, clock, [] { return true; });
    if (!opened)
      return opened.failure();
    desk.emplace(std::move(*opened));
    return success();
  }
  // As foyer-sync would, without its checks: the store of another process.
  void bring(std::int64_t version, const std::string& set) {
    auto store = store::Store::open(config.terminal.data_dir / "foyer.db", {});
    REQUIRE(store.ok());
    REQUIRE(store->keep_published("office_keys", {version, to_bytes(as_bytes(set)), {}}).ok());
  }
  // The row of the database as nobody but an intruder would write it.
  void smuggle(std::int64_t version, const std::string& set) {
    auto store = store::Store::open(config.terminal.data_dir / "foyer.db", {});
    REQUIRE(store.ok());
    std::string said;
    REQUIRE(processes::run({"sqlite3", config.terminal.data_dir / "foyer.db", ".timeout 10000",
                            "DELETE FROM published"},
                           &said) == 0);
    REQUIRE(store->keep_published("office_keys", {version, to_bytes(as_bytes(set)), {}}).ok());
  }
  // Files something and says to which key: an application or, where its dates would lie ahead of
  // the clock, what somebody says about one.
  std::string sealed_to() {
    REQUIRE(desk);
    const auto receipt =
        clock.now < year(2026)
            ? desk->file(visit::CaseAnswer{.number = "N01-26-000004-A",
                                           .access = std::make_shared<const Secret>(Bytes(32, 1)),
                                           .text = Personal<std::string>("Ja"),
                                           .language = "de"})
            : desk->file(filled_request());
    INFO((receipt.ok() ? std::string() : receipt.failure().detail));
    REQUIRE(receipt.ok());
    auto store = store::Store::open(config.terminal.data_dir / "foyer.db", {});
    return store->recent(1)->at(0).office_key_id;
  }
  [[nodiscard]] int told(const std::string& event) const {
    const std::string log = processes::read_file(folder / "log");
    int found = 0;
    for (auto at = log.find('"' + event + '"'); at != std::string::npos;
         at = log.find('"' + event + '"', at + 1))
      ++found;
    return found;
  }
  [[nodiscard]] bool told_why(const std::string& why) const {
    return processes::read_file(folder / "log").find('"' + why + '"') != std::string::npos;
  }
};

} // namespace

TEST_CASE("until the office has published a set the certificate of the configuration counts") {
  Desk desk;
  CHECK(desk.sealed_to() == key_id(first()));
  CHECK(desk.desk->office_key()->version == 0);
  CHECK(desk.desk->office_key()->standing == OfficeKeyStanding::valid);
}

TEST_CASE("the terminal rolls over while it runs, and has not forgotten after a restart") {
  Desk desk;
  CHECK(desk.sealed_to() == key_id(first()));
  desk.bring(2, office().set(2, {first(), second()}));
  CHECK(desk.sealed_to() == key_id(second()));
  CHECK(desk.told("office_keys_taken") == 1);
  std::filesystem::remove_all(desk.config.terminal.data_dir); // with the agent's copy
  REQUIRE(desk.start().ok());
  CHECK(desk.desk->office_key()->version == 2);
  CHECK(desk.sealed_to() == key_id(second()));
}

TEST_CASE("of overlapping certificates each has its time, by the clock at the filing") {
  Desk desk;
  desk.bring(2, office().set(2, {second(), first()}));
  desk.clock.now = year(2026);
  CHECK(desk.sealed_to() == key_id(first()));
  desk.clock.now = year(2027);
  CHECK(desk.sealed_to() == key_id(second()));
  desk.clock.now = year(2029);
  CHECK(desk.sealed_to() == key_id(second()));
}

TEST_CASE("a certificate that a newer set leaves out is withdrawn, though it is still valid") {
  Desk desk;
  desk.bring(2, office().set(2, {first(), second()}));
  CHECK(desk.sealed_to() == key_id(second()));
  desk.bring(3, office().set(3, {first()}));
  CHECK(desk.sealed_to() == key_id(first()));
  desk.bring(4, office().set(4, {}));
  CHECK(desk.sealed_to() == key_id(office().emergency_certificate()));
  CHECK(desk.told("office_key_emergency") == 1);
}

TEST_CASE("filing never stops for a date: in 2001 and in 2040 it is sealed to the emergency key") {
  for (const int when : {2001, 2040}) {
    Desk desk;
    desk.clock.now = year(when);
    desk.bring(2, office().set(2, {first(), second()}));
    CHECK(desk.sealed_to() == key_id(office().emergency_certificate()));
    CHECK(desk.sealed_to() == key_id(office().emergency_certificate()));
    CHECK(desk.told("office_key_emergency") == 1); // told when it begins
    CHECK(desk.desk->office_key()->standing == OfficeKeyStanding::emergency);
    CHECK(desk.desk->look().office_key->standing == OfficeKeyStanding::emergency);
  }
}

TEST_CASE("once the clock is right again, the emergency is over and that is told") {
  Desk desk;
  desk.clock.now = year(2001);
  CHECK(desk.sealed_to() == key_id(office().emergency_certificate()));
  desk.clock.now = year(2027);
  CHECK(desk.sealed_to() == key_id(first()));
  CHECK(desk.told("office_key_chosen") == 1);
}

TEST_CASE("without an emergency key it is sealed to one out of its time, and that is told") {
  Desk desk;
  desk.config.seal.emergency_certificate.clear();
  desk.clock.now = year(2040);
  REQUIRE(desk.start().ok());
  CHECK(desk.sealed_to() == key_id(first()));
  CHECK(desk.told("office_key_expired") == 1);
}

TEST_CASE("a terminal without any key takes nobody in") {
  Desk desk;
  desk.config.seal.emergency_certificate.clear();
  REQUIRE(desk.start().ok());
  desk.bring(2, office().set(2, {}));
  CHECK(desk.desk->ready_for_a_visit().failure().code == FailureCode::office_key_missing);
  REQUIRE(desk.start().ok()); // staff are to see what is the matter
  CHECK(desk.desk->ready_for_a_visit().failure().code == FailureCode::office_key_missing);
  CHECK(desk.desk->office_key().failure().code == FailureCode::office_key_missing);
  CHECK_FALSE(desk.desk->look().office_key);
}

TEST_CASE("a set that came with the content is no news once the agent has brought a newer one") {
  Desk desk;
  desk.config.seal.office_keys = desk.folder / "content-office.jws";
  processes::write_file(desk.config.seal.office_keys, office().set(2, {first()}));
  CHECK(app::OfficeKeyring::is_usable(desk.config.seal).ok());
  desk.bring(3, office().set(3, {second()}));
  CHECK(desk.sealed_to() == key_id(second()));
  REQUIRE(desk.start().ok());
  CHECK(desk.desk->office_key()->version == 3);
  CHECK(desk.told("office_keys_refused") == 0);
  processes::write_file(desk.config.seal.office_keys, "noise");
  CHECK_FALSE(app::OfficeKeyring::is_usable(desk.config.seal).ok());
}

TEST_CASE("a set that cannot be kept counts, and is kept as soon as it can be") {
  Desk desk;
  const auto keys = desk.folder / "keys", away = desk.folder / "away";
  std::filesystem::rename(keys, away);
  desk.bring(2, office().set(2, {second()}));
  CHECK(desk.sealed_to() == key_id(second()));
  std::filesystem::rename(away, keys);
  CHECK(desk.sealed_to() == key_id(second()));
  CHECK(std::filesystem::exists(keys / "office-keys.jws"));
}

TEST_CASE("what the agent brings is believed for its signature alone") {
  Desk desk;
  desk.bring(2, office().set(2, {second()}));
  CHECK(desk.sealed_to() == key_id(second()));
  std::string other = office().set(3, {first()});
  other[other.size() / 2] = other[other.size() / 2] == 'A' ? 'B' : 'A';
  desk.bring(3, other);
  CHECK(desk.sealed_to() == key_id(second()));
  CHECK(desk.told("office_keys_refused") == 1);
  CHECK(desk.told_why("unproven"));
  desk.bring(4, office().set(4, {first()}));
  CHECK(desk.sealed_to() == key_id(first()));
}

TEST_CASE("an older set is refused, whatever the store says of its version") {
  Desk desk;
  desk.bring(5, office().set(5, {second()}));
  CHECK(desk.sealed_to() == key_id(second()));
  desk.smuggle(6, office().set(4, {first()}));
  CHECK(desk.sealed_to() == key_id(second()));
  CHECK(desk.told_why("older"));
  REQUIRE(desk.start().ok());
  CHECK(desk.sealed_to() == key_id(second()));
}

TEST_CASE("another set under the same version is refused") {
  Desk desk;
  desk.bring(5, office().set(5, {second()}));
  CHECK(desk.sealed_to() == key_id(second()));
  desk.smuggle(5, office().set(5, {first()}));
  CHECK(desk.sealed_to() == key_id(second()));
  CHECK(desk.told_why("contradicts"));
}

TEST_CASE("a damaged copy of the set costs nothing where the agent has it, too") {
  Desk desk;
  desk.bring(2, office().set(2, {second()}));
  CHECK(desk.sealed_to() == key_id(second()));
  processes::write_file(desk.folder / "keys/office-keys.jws", "noise");
  REQUIRE(desk.start().ok());
  CHECK(desk.told_why("damaged"));
  CHECK(desk.sealed_to() == key_id(second()));
}

TEST_CASE("an emergency certificate that is none is a broken configuration") {
  Desk desk;
  processes::write_file(desk.folder / "noise", "noise");
  desk.config.seal.emergency_certificate = desk.folder / "noise";
  CHECK(desk.start().failure().code == FailureCode::config_broken);
}
