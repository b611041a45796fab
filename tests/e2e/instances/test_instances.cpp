// SPDX-License-Identifier: EUPL-1.2
// Many instances behind one PostgreSQL, and terminals that meet now one, now another. Instances are
// killed -9 at random moments and started again; what was filed arrives once, whole and numbered.
#include "front_door.hpp"

#include <agent/client.hpp>
#include <database/database.hpp>
#include <filing/filing.hpp>
#include <processes/processes.hpp>
#include <seal/digest.hpp>
#include <store/store.hpp>

#include <catch2/catch.hpp>

#include <cstdio>
#include <map>
#include <memory>
#include <random>
#include <thread>

using namespace foyer;
using instances::FrontDoor;

namespace {

const std::filesystem::path keys = processes::demo_keys();

class Instance {
 public:
  Instance(std::filesystem::path folder, std::string database, int number)
      : folder_(std::move(folder)), database_(std::move(database)),
        output_(folder_ / ("instance" + std::to_string(number) + ".out")) {
    start();
    REQUIRE(is_up());
    const std::string said = process_.output();
    port_ = said.substr(said.rfind(':', said.find('\n')) + 1);
    port_.resize(port_.find('\n'));
  }
  void start() {
    process_.kill_hard(); // it has the port
    std::filesystem::remove(output_);
    process_ =
        processes::Process({FOYER_MIDDLETIER, "--keys", keys, "--database", database_, "--schema",
                            filing::schema_file(), "--export", folder_ / "office", "--port", port_},
                           output_);
  }
  // It listens; false where it has ended by itself.
  [[nodiscard]] bool is_up() {
    return processes::eventually([&] {
             return process_.output().find("api https://") != std::string::npos ||
                    !process_.running();
           }) &&
           process_.running();
  }
  void kill() { process_.kill_hard(); }
  [[nodiscard]] std::string said() const { return process_.output(); }
  [[nodiscard]] std::uint16_t port() const { return static_cast<std::uint16_t>(std::stoi(port_)); }

 private:
  std::filesystem::path folder_;
  std::string database_;
  std::filesystem::path output_;
  std::string port_ = "0";
  processes::Process process_;
};

// A real store with a real agent.
class Terminal {
 public:
  Terminal(const std::filesystem::path& parent, std::string name, std::uint16_t port)
      : name_(std::move(name)), folder_(parent / name_) {
    REQUIRE(processes::run(
                {FOYER_SOURCE_DIR "/tests/support/demo_keys/make-demo-keys.sh", keys, name_}) == 0);
    std::filesystem::create_directory(folder_);
    store_ = std::make_unique<store::Store>(open());
    const auto tls = keys / "tls";
    processes::write_file(
        folder_ / "sync.toml",
        "database = \"filings.db\"\nsocket = \"sync.sock\"\nlog = \"sync.log\"\n[retry]\nbase_ms = "
        "20\ncap_ms = 200\n[server]\nurl = \"https://127.0.0.1:" +
            std::to_string(port) + "\"\nca = \"" + (tls / "ca.crt").string() +
            "\"\ncertificate = \"" + (tls / (name_ + ".crt")).string() + "\"\nkey = \"" +
            (tls / (name_ + ".key")).string() + "\"\nevent_key = \"" +
            (keys / "events/events.pem").string() + "\"\n");
    agent_ =
        processes::Process({FOYER_SYNC, "--config", folder_ / "sync.toml"}, folder_ / "agent.out");
  }

  void file(const seal::OfficeCertificate& office, int attachments) {
    auto filed = filing::file_one(*store_, office, attachments, 8'000);
    REQUIRE(filed.ok());
    filed_.push_back(std::move(*filed));
    (void)agent::Client(folder_ / "sync.sock").nudge(); // lost where the agent is not up yet
  }
  // All accepted by signed events that fit, and therefore wiped.
  [[nodiscard]] bool is_done() {
    return std::all_of(filed_.begin(), filed_.end(), [&](const filing::Filed& filed) {
      const auto entry = store_->find(filed.record.sequence);
      return entry.ok() && *entry && (**entry).state == store::DeliveryState::accepted &&
             (**entry).sealed_bytes_wiped;
    });
  }
  [[nodiscard]] const std::vector<filing::Filed>& filed() const { return filed_; }
  // The case number the office's signed word named for it.
  [[nodiscard]] std::string case_number(const filing::Filed& filed) const {
    return (**store_->find(filed.record.sequence)).case_number;
  }
  [[nodiscard]] bool journal_holds() { return store_->verify().ok(); }

 private:
  [[nodiscard]] store::Store open() const {
    store::Options options;
    options.kiosk_id = name_;
    auto opened = store::Store::open(folder_ / "filings.db", options);
    REQUIRE(opened.ok());
    REQUIRE(opened->clock_synchronised(system_clock().wall()).ok());
    return std::move(opened).value();
  }
  std::string name_;
  std::filesystem::path folder_;
  std::unique_ptr<store::Store> store_;
  processes::Process agent_;
  std::vector<filing::Filed> filed_;
};

seal::OfficeCertificate office_certificate() {
  return seal::OfficeCertificate::load(processes::read_file(keys / "office/office.crt"),
                                       processes::read_file(keys / "office/root.crt"),
                                       "Demo-Ausländerbehörde", system_clock().wall())
      .value();
}

struct House {
  House() {
    for (int i = 0; i < 3; ++i)
      instances.push_back(std::make_unique<Instance>(directory.path(), database.setting(), i));
    std::vector<std::uint16_t> ports;
    for (const auto& instance : instances)
      ports.push_back(instance->port());
    door = std::make_unique<FrontDoor>(ports);
    for (const char* name : {"N01", "N02", "N03", "N04"})
      terminals.push_back(std::make_unique<Terminal>(directory.path(), name, door->port()));
  }
  [[nodiscard]] bool all_is_done() const {
    return std::all_of(terminals.begin(), terminals.end(),
                       [](const auto& terminal) { return terminal->is_done(); });
  }
  [[nodiscard]] std::string ask(const std::string& sql) const { return database.ask(sql); }

  processes::TemporaryDirectory directory;
  database::TestDatabase database{directory.path(), database::Kind::postgresql};
  std::vector<std::unique_ptr<Instance>> instances;
  std::unique_ptr<FrontDoor> door;
  std::vector<std::unique_ptr<Terminal>> terminals;
};

// Byte for byte, once.
void check_arrived(const House& house, const Terminal& terminal, const filing::Filed& filed) {
  const std::string number = filed.record.number.text();
  INFO(number);
  CHECK(processes::read_file(house.directory / "office" / number / "container.xml") == filed.xml);
  CHECK(house.ask("SELECT case_number FROM application WHERE receipt='" + number + "'") ==
        terminal.case_number(filed));
  std::map<std::string, std::string> expected;
  for (const auto& [id, bytes] : filed.attachments)
    expected[id] = to_hex(seal::sha256(bytes).value());
  std::string rows;
  for (const auto& [id, hash] : expected)
    rows += (rows.empty() ? "" : "\n") + id + '|' + hash;
  CHECK(house.ask("SELECT id, encode(sha256(bytes), 'hex') FROM document WHERE receipt='" + number +
                  "' ORDER BY id COLLATE \"C\"") == rows);
}

} // namespace

TEST_CASE("Three instances over one database, killed at random, take in everything once") {
  House house;
  const auto office = office_certificate();
  std::mt19937 random(20261126); // a fixed seed: a failure comes back more likely
  constexpr int rounds = 36;
  int kills = 0;
  for (int round = 0; round < rounds; ++round) {
    house.terminals[random() % house.terminals.size()]->file(office,
                                                             static_cast<int>(random() % 3));
    if (round % 3 == 0) // a little rush
      for (const auto& terminal : house.terminals)
        terminal->file(office, 1);
    auto& victim = *house.instances[random() % house.instances.size()];
    const bool up = victim.is_up();
    INFO(victim.said());
    REQUIRE(up); // nobody ends by himself
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 120));
    victim.kill();
    ++kills;
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 60));
    victim.start();
  }
  REQUIRE(processes::eventually([&] { return house.all_is_done(); }));

  std::size_t count = 0;
  for (const auto& terminal : house.terminals) {
    for (const auto& filed : terminal->filed())
      check_arrived(house, *terminal, filed);
    CHECK(terminal->journal_holds());
    count += terminal->filed().size();
  }
  const std::string all = std::to_string(count);
  CHECK(house.ask("SELECT count(*), count(DISTINCT receipt) FROM application") == all + '|' + all);
  CHECK(house.ask("SELECT count(DISTINCT case_number), right(min(case_number), 6)::int, "
                  "right(max(case_number), 6)::int FROM application") == all + "|1|" + all);
  CHECK(house.ask("SELECT count(*) FROM submission WHERE state<>'accepted'") == "0");
  for (const char* kind : {"create", "submit", "accept"})
    CHECK(house.ask("SELECT count(*) FROM event WHERE kind='" + std::string(kind) + "'") == all);
  const auto counts = house.door->counts();
  std::printf("%zu filings of 4 terminals, %d kills of 3 instances; connections %d, %d, %d\n",
              count, kills, counts[0], counts[1], counts[2]);
  for (const int connections : counts)
    CHECK(connections > 0);
}

TEST_CASE("While the database is away terminals are told to come back, and nothing is lost") {
  House house;
  const auto office = office_certificate();
  const auto ask_one = [&](const std::string& what) {
    std::string said;
    const auto tls = keys / "tls";
    (void)processes::run({"curl", "-s", "-i", "--cacert", tls / "ca.crt", "--cert", tls / "N01.crt",
                          "--key", tls / "N01.key",
                          "https://127.0.0.1:" + std::to_string(house.instances[0]->port()) + what},
                         &said);
    return said;
  };
  CHECK(ask_one("/v2/health").find("200 OK") != std::string::npos);
  house.database.let_in(false);
  auto& terminal = *house.terminals[0];
  terminal.file(office, 1);
  const std::string unhealthy = ask_one("/v2/health");
  CHECK(unhealthy.find(" 503 ") != std::string::npos);
  CHECK(unhealthy.find("Retry-After: 5") != std::string::npos);
  CHECK_FALSE(house.all_is_done());
  for (const auto& instance : house.instances)
    CHECK(instance->is_up());
  house.database.let_in(true);
  CHECK(processes::eventually(
      [&] { return ask_one("/v2/health").find("200 OK") != std::string::npos; }));
  REQUIRE(processes::eventually([&] { return house.all_is_done(); }));
  check_arrived(house, terminal, terminal.filed()[0]);
}

TEST_CASE("What an instance has received and not looked at, another takes in") {
  House house;
  const auto office = office_certificate();
  for (const auto& instance : house.instances)
    instance->kill();
  // One that only receives.
  processes::Process deaf({FOYER_MIDDLETIER, "--keys", keys, "--database", house.database.setting(),
                           "--schema", filing::schema_file(), "--port",
                           std::to_string(house.instances[0]->port()), "--hold-import"},
                          house.directory / "deaf.out");
  auto& terminal = *house.terminals[0];
  terminal.file(office, 1);
  REQUIRE(processes::eventually(
      [&] { return house.ask("SELECT count(*) FROM submission WHERE state='submitted'") == "1"; }));
  deaf.kill_hard();
  house.instances[1]->start();
  REQUIRE(processes::eventually([&] { return house.all_is_done(); }));
  check_arrived(house, terminal, terminal.filed()[0]);
}
