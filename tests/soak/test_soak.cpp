// SPDX-License-Identifier: EUPL-1.2
// Terminal, agent and office are killed -9 at random moments, alone and together, and started again
// at once, while applications are filed. What the terminal has acknowledged arrives, once, byte for
// byte. FOYER_SOAK_SECONDS says for how long (`./dev soak`).
#include <agent/client.hpp>
#include <processes/processes.hpp>
#include <seal/digest.hpp>

#include <catch2/catch.hpp>

#include <bit>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

using namespace foyer;
using namespace std::chrono_literals;

namespace {

struct Acknowledged {
  std::string receipt;
  std::vector<std::string> sha256; // of the container, then of each paper
};

class House {
 public:
  House() {
    const std::string seal =
        "[seal]\noffice_name = \"Demo-Ausländerbehörde\"\noffice_certificate = \"" +
        (keys_ / "office/office.crt").string() + "\"\noffice_root = \"" +
        (keys_ / "office/root.crt").string() + "\"\nreceipt_key = \"receipt.key\"\n";
    const std::string source = FOYER_SOURCE_DIR;
    processes::write_file(
        folder_ / "foyer.toml",
        "[terminal]\nkiosk_id = \"N01\"\noffice = \"Amt\"\nplace = \"Lobby\"\nhelp_phone = \"\"\n"
        "opening_hours = \"\"\ndata_dir = \"terminal\"\nassets = \"" +
            source + "/assets\"\nlocales = \"" + source +
            "/locales\"\nrelease_keys = \".\"\nlog = \"terminal.log\"\n[card]\ntrust_list = \"x\"\n"
            "[printer]\nuri = \"ipp://localhost/x\"\n[pages]\nworker = \"" FOYER_PAGE_WORKER
            "\"\n" +
            seal + "[delivery]\ndestination = \"Amt\"\n[agent]\nsocket = \"sync.sock\"\n");
    start_server();
    start_terminal();
    REQUIRE(
        processes::eventually([&] { return !acknowledged().empty(); })); // it makes the database
    start_agent();
  }

  // On the same port, if it had one.
  void start_server() {
    const auto output = folder_ / "server.out";
    std::filesystem::remove(output);
    server_ =
        processes::Process({FOYER_MIDDLETIER, "--keys", keys_, "--database", folder_ / "office.db",
                            "--schema", FOYER_SOURCE_DIR "/assets/schemas/xfall-foyer-1.xsd",
                            "--export", folder_ / "office", "--port", port_},
                           output);
    if (port_ != "0")
      return;
    REQUIRE(processes::eventually(
        [&] { return server_.output().find('\n') != std::string::npos || !server_.running(); }));
    const std::string said = server_.output();
    INFO(said);
    REQUIRE(server_.running());
    const auto from = said.rfind(':', said.find('\n')) + 1;
    port_ = said.substr(from, said.find('\n') - from);
    const auto tls = keys_ / "tls";
    processes::write_file(
        folder_ / "sync.toml",
        "database = \"terminal/foyer.db\"\nsocket = \"sync.sock\"\nlog = "
        "\"sync.log\"\n[retry]\nbase_ms = 20\ncap_ms = 200\ntime_every_ms = 500\n[server]\nurl = "
        "\"https://127.0.0.1:" +
            port_ + "\"\nca = \"" + (tls / "ca.crt").string() + "\"\ncertificate = \"" +
            (tls / "N01.crt").string() + "\"\nkey = \"" + (tls / "N01.key").string() +
            "\"\nevent_key = \"" + (keys_ / "events/events.pem").string() + "\"\n");
  }
  void start_agent() {
    agent_ =
        processes::Process({FOYER_SYNC, "--config", folder_ / "sync.toml"}, folder_ / "agent.out");
  }
  // What an earlier one said stays in a file of its own.
  void start_terminal() {
    outputs_.push_back(folder_ / ("terminal-" + std::to_string(outputs_.size()) + ".out"));
    terminal_ = processes::Process({SOAK_TERMINAL, folder_ / "foyer.toml"}, outputs_.back());
  }

  // `who`: 1 terminal, 2 agent, 4 server, or a sum. Nobody may have ended by himself.
  void kill(unsigned who) {
    INFO(terminal_.output() << agent_.output() << server_.output());
    if (who & 1U) {
      CHECK(terminal_.running());
      terminal_.kill_hard();
    }
    if (who & 2U) {
      CHECK(agent_.running());
      agent_.kill_hard();
    }
    if (who & 4U)
      server_.kill_hard();
  }
  void start(unsigned who) {
    if (who & 4U)
      start_server();
    if (who & 1U)
      start_terminal();
    if (who & 2U)
      start_agent();
  }
  [[nodiscard]] bool server_runs() { return server_.running(); }

  // A line without its end was not yet said.
  [[nodiscard]] std::vector<Acknowledged> acknowledged() const {
    std::vector<Acknowledged> all;
    for (const auto& file : outputs_) {
      const std::string said = processes::read_file(file);
      std::istringstream lines(said.substr(0, said.rfind('\n') + 1));
      for (std::string line; std::getline(lines, line);) {
        std::istringstream words(line);
        Acknowledged one;
        words >> one.receipt;
        for (std::string hash; words >> hash;)
          one.sha256.push_back(hash);
        all.push_back(std::move(one));
      }
    }
    return all;
  }

  [[nodiscard]] std::string sql(const char* database, const std::string& statement) const {
    std::string said;
    REQUIRE(processes::run(
                {"sqlite3", "-readonly", "-cmd", ".timeout 10000", folder_ / database, statement},
                &said) == 0);
    while (said.ends_with('\n'))
      said.pop_back();
    return said;
  }
  [[nodiscard]] bool all_accepted() const {
    const auto state = agent::Client(folder_ / "sync.sock").status();
    return state.ok() &&
           sql("terminal/foyer.db", "SELECT count(*) FROM filing WHERE state <> 'accepted'") == "0";
  }
  // Container and papers as the office opened them.
  [[nodiscard]] std::string difference(const Acknowledged& filed) const {
    const auto at = folder_ / "office" / filed.receipt;
    if (!std::filesystem::exists(at))
      return filed.receipt + " did not arrive";
    for (std::size_t i = 0; i < filed.sha256.size(); ++i) {
      const auto file = at / (i == 0 ? "container.xml" : "a" + std::to_string(i) + ".pdf");
      const auto hash = seal::sha256(as_bytes(processes::read_file(file)));
      if (!hash || to_hex(*hash) != filed.sha256[i])
        return filed.receipt + ": other bytes in " + file.filename().string();
    }
    return {};
  }
  [[nodiscard]] int verify_queue() const {
    std::string said;
    const int code = processes::run({FOYERCTL, "--config", folder_ / "foyer.toml", "queue",
                                     "verify", "--event-key", keys_ / "events/events.pem"},
                                    &said);
    INFO(said);
    CHECK(code == 0);
    return code;
  }

 private:
  processes::TemporaryDirectory folder_;
  std::filesystem::path keys_ = processes::demo_keys();
  std::string port_ = "0";
  std::vector<std::filesystem::path> outputs_;
  processes::Process server_, agent_, terminal_;
};

std::chrono::seconds how_long() {
  const char* const given = std::getenv("FOYER_SOAK_SECONDS");
  return std::chrono::seconds(given ? std::atoi(given) : 20);
}

} // namespace

TEST_CASE("whoever is killed when, what was acknowledged arrives once and byte for byte") {
  House house;
  std::random_device seed;
  const auto chosen = seed();
  INFO("seed " << chosen);
  std::mt19937 random(chosen);
  int kills = 0;
  for (const auto end = std::chrono::steady_clock::now() + how_long();
       std::chrono::steady_clock::now() < end || house.acknowledged().size() < 20;) {
    std::this_thread::sleep_for(std::chrono::milliseconds(200 + random() % 1800));
    const unsigned who = 1 + static_cast<unsigned>(random()) % 7;
    house.kill(who);
    kills += std::popcount(who);
    if (random() % 3 == 0)
      std::this_thread::sleep_for(std::chrono::milliseconds(random() % 300));
    house.start(who);
  }
  std::this_thread::sleep_for(500ms);
  house.kill(1); // enough is filed
  const auto filed = house.acknowledged();
  REQUIRE(processes::eventually([&] {
    if (!house.server_runs()) // its port was not free again yet
      house.start(4);
    return house.all_accepted();
  }));
  for (const auto& one : filed)
    CHECK(house.difference(one).empty());
  CHECK(house.sql("office.db", "SELECT count(*) FROM application") ==
        house.sql("terminal/foyer.db", "SELECT count(*) FROM filing"));
  CHECK(house.sql("office.db", "SELECT count(*) - count(DISTINCT receipt) FROM application") ==
        "0");
  CHECK(house.verify_queue() == 0);
  CHECK(house.sql("office.db", "SELECT count(*) FROM anchor WHERE fits = 0") == "0");
  std::printf("%d kills -9, %zu acknowledged, %s filed, all at the office once\n", kills,
              filed.size(), house.sql("office.db", "SELECT count(*) FROM application").c_str());
}
