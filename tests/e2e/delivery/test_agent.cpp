// SPDX-License-Identifier: EUPL-1.2
#include "world.hpp"

#include <catch2/catch.hpp>

#include <atomic>
#include <mutex>
#include <optional>
#include <thread>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace foyer;
using namespace foyer::delivery;

TEST_CASE("What is filed while the server is down is delivered when it is back, in filing order") {
  World world;
  world.lanes = 1;
  world.start_server();
  world.stop_server();
  world.start_agent();
  std::vector<filing::Filed> filings;
  for (int i = 0; i < 3; ++i)
    filings.push_back(world.file());
  CHECK(world.client().nudge().ok());
  REQUIRE(processes::eventually([&] {
    const auto status = world.client().status();
    return status.ok() && !status->line_up && status->waiting == 3;
  }));
  world.start_server();
  REQUIRE(world.eventually_accepted(filings));
  std::string numbers;
  for (const auto& filed : filings) {
    CHECK(office_has_exactly(world, filed));
    numbers += (numbers.empty() ? "" : "\n") + filed.record.number.text();
  }
  CHECK(world.office("SELECT receipt FROM application ORDER BY sequence") == numbers);
  REQUIRE(processes::eventually([&] {
    const auto status = world.client().status();
    return status.ok() && status->line_up && status->waiting == 0 && status->last_sync;
  }));
}

TEST_CASE("What others file passes a filing that takes long, what belongs to it waits behind it") {
  World world;
  world.start_server({"--hold-at", "attachment-received"}); // the first one that comes
  const auto large = world.file();
  world.start_agent();
  REQUIRE(processes::eventually([&] { return std::filesystem::exists(world.directory / "held"); }));
  const auto answer = world.file_answer(large.record.number.text(), "", Secret(Bytes(32, 1)));
  const auto other = world.file(), another = world.file();
  REQUIRE(world.eventually_accepted({other, another}));
  CHECK(world.state(large) == store::DeliveryState::stored);
  CHECK(world.entry(answer).attempts == 0);
  std::filesystem::remove(world.directory / "held");
  REQUIRE(world.eventually_accepted({large}));
  REQUIRE(processes::eventually([&] { return world.entry(answer).attempts > 0; }));
}

TEST_CASE("A nudge makes an idle agent deliver at once") {
  World world;
  world.start_server();
  world.start_agent();
  REQUIRE(processes::eventually(
      [&] { return world.client().status().ok() && world.client().status()->line_up; }));
  const auto filed = world.file();
  REQUIRE(world.client().nudge().ok());
  CHECK(world.eventually_accepted({filed}));
}

TEST_CASE("Who watches the line is told of every change, and when the agent goes") {
  World world;
  world.start_server();
  world.start_agent();
  std::mutex mutex;
  std::vector<bool> seen;
  std::optional<Status> ended;
  std::jthread watching([&](const std::stop_token& stop) {
    const auto end = world.client().watch_line(stop, [&](bool up) {
      const std::lock_guard lock(mutex);
      seen.push_back(up);
    });
    const std::lock_guard lock(mutex);
    ended = end;
  });
  const auto last_is = [&](bool up) {
    return processes::eventually([&] {
      const std::lock_guard lock(mutex);
      return !seen.empty() && seen.back() == up;
    });
  };
  REQUIRE(last_is(true));
  CHECK(world.client().status().ok()); // others are answered meanwhile
  world.stop_server();
  world.file();
  REQUIRE(world.client().nudge().ok());
  REQUIRE(last_is(false));
  world.start_server();
  REQUIRE(last_is(true));
  CHECK(world.agent.terminate() == 0);
  watching.join();
  for (std::size_t i = 1; i < seen.size(); ++i)
    CHECK(seen[i] != seen[i - 1]);
  REQUIRE(ended);
  CHECK(ended->failure().code == FailureCode::agent_missing);
}

TEST_CASE("A watch of the line ends when it is told to") {
  World world;
  world.start_server();
  world.start_agent();
  std::atomic<bool> seen = false, ended_well = false;
  std::jthread watching([&](const std::stop_token& stop) {
    ended_well = world.client().watch_line(stop, [&](bool) { seen = true; }).ok();
  });
  REQUIRE(processes::eventually([&] { return seen.load(); }));
  // Its end is the end of the thread; the agent takes others in its place.
  watching.request_stop();
  watching.join();
  CHECK(ended_well);
  CHECK(world.client().status().ok());
}

TEST_CASE("SIGTERM ends the agent cleanly, and it takes its socket with it") {
  World world;
  world.start_server();
  world.start_agent();
  CHECK(world.agent.terminate() == 0);
  CHECK_FALSE(std::filesystem::exists(world.directory / "sync.sock"));
  CHECK(world.client().status().failure().code == FailureCode::agent_missing);
  const std::string log = processes::read_file(world.directory / "sync.log");
  CHECK(log.find("agent_started") != std::string::npos);
  CHECK(log.find("agent_stopped") != std::string::npos);
}

TEST_CASE("SIGTERM also ends an agent that waits for a server's answer") {
  World world;
  world.start_server({"--hold-at", "create-received"});
  world.file();
  world.start_agent();
  REQUIRE(processes::eventually([&] { return std::filesystem::exists(world.directory / "held"); }));
  CHECK(world.agent.terminate() == 0);
  std::filesystem::remove(world.directory / "held");
}

TEST_CASE("A second agent on the same socket refuses to start and leaves the first alone") {
  World world;
  world.start_server();
  world.start_agent();
  CHECK(processes::run({FOYER_SYNC, "--config", world.directory / "sync.toml"}) == 1);
  CHECK(world.client().status().ok());
}

TEST_CASE("A socket file left by a killed agent is no obstacle") {
  World world;
  world.start_server();
  world.start_agent();
  world.agent.kill_hard();
  CHECK(std::filesystem::exists(world.directory / "sync.sock"));
  CHECK(world.client().status().failure().code == FailureCode::agent_missing);
  world.start_agent();
  CHECK(world.client().status().ok());
}

TEST_CASE(
    "Started by systemd the agent takes over the socket, answers who had asked, and leaves it") {
  World world;
  world.start_server();
  const auto filed = world.file();
  world.start_agent_by_socket();
  CHECK(world.client().status().ok()); // asked before the agent was there
  REQUIRE(world.eventually_accepted({filed}));
  CHECK(world.agent.terminate() == 0);
  CHECK(std::filesystem::exists(world.directory / "sync.sock"));
}

TEST_CASE("A client that says nothing or nonsense does not keep the agent from others") {
  World world;
  world.start_server();
  world.start_agent();
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = world.directory / "sync.sock";
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  const int silent = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  REQUIRE(connect(silent, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  const int noisy = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  REQUIRE(connect(noisy, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  const std::string noise(5000, 'x');
  static_cast<void>(send(noisy, noise.data(), noise.size(), MSG_NOSIGNAL));
  CHECK(processes::eventually([&] { return world.client().status().ok(); }));
  close(silent);
  close(noisy);
}

TEST_CASE("The terminal's client does not wait for an agent that hangs") {
  const processes::TemporaryDirectory directory;
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string path = directory / "s";
  path.copy(address.sun_path, sizeof address.sun_path - 1);
  const int listening = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  REQUIRE(bind(listening, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
  REQUIRE(listen(listening, 1) == 0);
  const agent::Client client(path, std::chrono::milliseconds(50));
  CHECK(client.status().failure().code == FailureCode::timed_out);
  close(listening);
}

TEST_CASE("A configuration with a misspelt or missing key is refused with its name") {
  World world;
  std::string said;
  world.write_agent_config({{"certifcate", "x"}});
  CHECK(processes::run({FOYER_SYNC, "--config", world.directory / "sync.toml"}, &said) == 1);
  CHECK(said.find("server.certifcate") != std::string::npos);
  world.write_agent_config({{"url", ""}});
  CHECK(processes::run({FOYER_SYNC, "--config", world.directory / "sync.toml"}, &said) == 1);
  CHECK(said.find("server.url") != std::string::npos);
  processes::write_file(world.directory / "sync.toml", "database = \"x\nsocket");
  CHECK(processes::run({FOYER_SYNC, "--config", world.directory / "sync.toml"}, &said) == 1);
  CHECK(said.find("line 1") != std::string::npos);
}

TEST_CASE("The agent contains nothing that could open what is sealed") {
  std::string symbols;
  REQUIRE(processes::run({"nm", "-C", FOYER_SYNC}, &symbols) == 0);
  // What must be there, so that an empty list would not pass: ours and OpenSSL's.
  CHECK(symbols.find("foyer::store::Store::open") != std::string::npos);
  CHECK(symbols.find("EVP_DigestVerify") != std::string::npos);
  for (const char* opener : {"foyer::unseal", "EVP_Decrypt", "EVP_PKEY_decrypt", "EVP_CipherInit",
                             "RSA_private_decrypt", "foyer::xfall"})
    CHECK(symbols.find(opener) == std::string::npos);
  // Of what seals it only knows how to judge the office's certificates.
  CHECK(symbols.find("foyer::seal::OfficeKeys::open") != std::string::npos);
  for (const char* sealer : {"foyer::seal::open_", "foyer::seal::derive_", "foyer::seal::sign_",
                             "foyer::seal::PaperCode", "foyer::seal::TerminalKey::sign",
                             "foyer::seal::AuthorKey", "foyer::seal::Jwe"})
    CHECK(symbols.find(sealer) == std::string::npos);
}

TEST_CASE("No file of the agent's holds what was filed in the clear") {
  World world;
  world.start_server();
  const auto filed = world.file(1);
  world.start_agent();
  REQUIRE(world.eventually_accepted({filed}));
  for (const char* file : {"sync.log", "agent.out", "filings.db", "filings.db-wal"}) {
    const std::string bytes = processes::read_file(world.directory / file);
    CHECK(bytes.find(filing::family_name) == std::string::npos);
  }
}
