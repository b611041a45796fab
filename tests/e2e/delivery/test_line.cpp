// SPDX-License-Identifier: EUPL-1.2
// TLS and its ways to fail, told apart.
#include "world.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <utility>

using namespace foyer;
using namespace foyer::delivery;

namespace {

FailureCode failure_with(World& world, const sync::LineConfig& config) {
  const auto filed = world.file(0);
  const auto delivery = world.deliver(filed, config);
  REQUIRE(delivery.failure.has_value());
  CHECK(delivery.line_fault);
  CHECK(world.state(filed) == store::DeliveryState::stored);
  return delivery.failure->code;
}

// A certificate by the pinned authority for the server's key.
std::string server_certificate(const World& world, const std::string& host, const std::string& from,
                               const std::string& to) {
  const std::string tls = (world.keys / "tls").string();
  const std::string script =
      "set -e; cd '" + world.directory.path().string() +
      "'; touch index; "
      "openssl req -new -key '" +
      tls +
      "/server.key' -subj /CN=localhost -out csr; "
      "printf '[ca]\\ndefault_ca=c\\n[c]\\ndatabase=index\\nnew_certs_dir=.\\nrand_serial=yes\\n"
      "default_md=sha256\\npolicy=p\\nx509_extensions=x\\n[p]\\ncommonName=supplied\\n"
      "[x]\\nsubjectAltName=" +
      host +
      "\\n' > ca.cnf; "
      "openssl ca -batch -config ca.cnf -cert '" +
      tls + "/ca.crt' -keyfile '" + tls + "/ca.key' -startdate " + from + " -enddate " + to +
      " -in csr -out made.crt -notext";
  std::string said;
  const int code = processes::run({"bash", "-c", script}, &said);
  INFO(said);
  REQUIRE(code == 0);
  return world.directory / "made.crt";
}

} // namespace

TEST_CASE("Who comes back on a new connection may resume the TLS session, certificate and all") {
  World world;
  world.start_server();
  const auto tls = (world.keys / "tls").string();
  const auto ask = [&](const std::string& session) {
    std::string said;
    (void)processes::run(
        {"bash", "-c",
         "printf 'GET /v2/time?nonce=0123456789abcdef HTTP/1.1\\r\\nHost: x\\r\\nConnection: "
         "close\\r\\n\\r\\n' | openssl s_client -connect " +
             world.url.substr(world.url.rfind('/') + 1) + " -CAfile " + tls + "/ca.crt -cert " +
             tls + "/N01.crt -key " + tls + "/N01.key -ign_eof " + session + ' ' +
             (world.directory / "session").string()},
        &said);
    return said;
  };
  CHECK(ask("-sess_out").find("200 OK") != std::string::npos);
  const std::string again = ask("-sess_in");
  INFO(again);
  CHECK(again.find("Reused, TLSv1.3") != std::string::npos);
  CHECK(again.find("200 OK") != std::string::npos);
}

TEST_CASE("Nobody listening is a line that is down") {
  World world;
  world.start_server();
  world.stop_server();
  CHECK(failure_with(world, world.line_config()) == FailureCode::line_down);
}

TEST_CASE("A server that is silent, drips, or cuts its answer short is left, and nothing is lost") {
  const std::pair<const char*, FailureCode> modes[] = {
      {"silence", FailureCode::line_down},
      {"drip", FailureCode::line_down},
      {"cut", FailureCode::line_down},
      {"torn", FailureCode::server_answer_malformed}};
  for (const auto& [mode, expected] : modes) {
    INFO(mode);
    World world;
    const processes::Process liar(
        {"python3", "-B", FOYER_SOURCE_DIR "/tests/e2e/delivery/liar.py", world.keys, mode},
        world.directory / "liar.out");
    REQUIRE(processes::eventually([&] { return liar.output().ends_with('\n'); }));
    std::string port = liar.output();
    port.pop_back();
    world.url = "https://127.0.0.1:" + port;
    auto config = world.line_config();
    config.answer_timeout = std::chrono::seconds(2);
    CHECK(failure_with(world, config) == expected);
  }
}

TEST_CASE("A server certificate of another authority is not trusted") {
  World world;
  world.start_server();
  auto config = world.line_config();
  config.server_ca = processes::demo_keys("other") / "tls/ca.crt";
  CHECK(failure_with(world, config) == FailureCode::server_untrusted);
}

TEST_CASE("A server certificate for another host is not trusted") {
  World world;
  world.start_server(
      {"--server-certificate",
       server_certificate(world, "DNS:elsewhere.example", "20200101000000Z", "20991231000000Z")});
  CHECK(failure_with(world, world.line_config()) == FailureCode::server_untrusted);
}

TEST_CASE("A server certificate that is not valid at our time is a matter of the clock") {
  for (const auto& [from, to] : {std::pair("20010101000000Z", "20020101000000Z"),
                                 std::pair("20900101000000Z", "20910101000000Z")}) {
    World world;
    world.start_server(
        {"--server-certificate", server_certificate(world, "IP:127.0.0.1", from, to)});
    CHECK(failure_with(world, world.line_config()) == FailureCode::clock_unknown);
  }
}

TEST_CASE("A server certificate made like those, but for us and now, is trusted") {
  World world;
  world.start_server(
      {"--server-certificate",
       server_certificate(world, "IP:127.0.0.1", "20200101000000Z", "20991231000000Z")});
  CHECK(world.deliver(world.file(0)).state == store::DeliveryState::accepted);
}

TEST_CASE("A client certificate that the server does not accept is told from a broken line") {
  World world;
  world.start_server();
  auto config = world.line_config();
  const auto other = processes::demo_keys("other");
  config.client_certificate = other / "tls/N01.crt";
  config.client_key = other / "tls/N01.key";
  CHECK(failure_with(world, config) == FailureCode::server_refused_us);
}

TEST_CASE("A terminal cannot file under another terminal's number") {
  World world;
  world.start_server();
  std::string said;
  REQUIRE(processes::run(
              {FOYER_SOURCE_DIR "/tests/support/demo_keys/make-demo-keys.sh", world.keys, "N02"},
              &said) == 0);
  auto config = world.line_config();
  config.client_certificate = world.keys / "tls/N02.crt";
  config.client_key = world.keys / "tls/N02.key";
  CHECK(failure_with(world, config) == FailureCode::server_refused_us);
}

TEST_CASE("A server that speaks TLS 1.2 at most is not talked to") {
  World world;
  world.start_server(); // for a port that is free again
  world.stop_server();
  const std::string port = world.url.substr(world.url.rfind(':') + 1);
  processes::Process old({"openssl", "s_server", "-accept", "127.0.0.1:" + port, "-tls1_2", "-cert",
                          world.keys / "tls/server.crt", "-key", world.keys / "tls/server.key",
                          "-www"},
                         world.directory / "old.out");
  REQUIRE(processes::eventually([&] { return old.output().find("ACCEPT") != std::string::npos; }));
  CHECK(failure_with(world, world.line_config()) == FailureCode::server_untrusted);
}

TEST_CASE("A proxy in the environment is not used, a configured one is") {
  World world;
  world.start_server();
  setenv("https_proxy", "http://127.0.0.1:1", 1);
  setenv("ALL_PROXY", "http://127.0.0.1:1", 1);
  CHECK(world.deliver(world.file(0)).state == store::DeliveryState::accepted);
  unsetenv("https_proxy");
  unsetenv("ALL_PROXY");
  auto config = world.line_config();
  config.proxy = "http://127.0.0.1:1";
  CHECK(failure_with(world, config) == FailureCode::line_down);
}

TEST_CASE("What is delivered through a proxy is encrypted for the middle tier all the way") {
  World world;
  world.start_server();
  processes::Process proxy({"python3", "-B", FOYER_SOURCE_DIR "/tests/support/services/proxy.py"},
                           world.directory / "proxy.out");
  REQUIRE(processes::eventually([&] { return proxy.output().find('\n') != std::string::npos; }));
  auto config = world.line_config();
  config.proxy = proxy.output().substr(0, proxy.output().find('\n'));
  const auto filed = world.file(1);
  CHECK(world.deliver(filed, config).state == store::DeliveryState::accepted);
  CHECK(office_has_exactly(world, filed));
  CHECK(proxy.output().find("CONNECT " + world.url.substr(std::string("https://").size())) !=
        std::string::npos);
  proxy.kill_hard();
  CHECK(failure_with(world, config) == FailureCode::line_down);
}

TEST_CASE("A limit of bandwidth is kept") {
  World world;
  world.start_server();
  auto config = world.line_config();
  config.most_bytes_per_second = 400'000;
  const auto filed = world.file(1, 1'000'000);
  const auto began = system_clock().steady();
  CHECK(world.deliver(filed, config).state == store::DeliveryState::accepted);
  // At least: nothing on this machine makes it faster than it may be. A fifth is for the beginning.
  CHECK(system_clock().steady() - began >= std::chrono::milliseconds(2'000));
  CHECK(office_has_exactly(world, filed));
}

TEST_CASE("The client key may stay in a PKCS#11 token, whose PIN counts") {
  World world;
  world.start_server();
  const std::string folder = world.directory.path().string();
  std::string said;
  const int made = processes::run(
      {"bash", "-c",
       "set -e; cd '" + folder +
           "'; mkdir tokens; printf 'directories.tokendir = %s/tokens\\n' \"$PWD\" > "
           "softhsm2.conf; "
           "export SOFTHSM2_CONF=$PWD/softhsm2.conf; "
           "softhsm2-util --init-token --free --label kiosk --so-pin 4321 --pin 1234; "
           "openssl pkcs8 -topk8 -nocrypt -in '" +
           (world.keys / "tls/N01.key").string() +
           "' -out line.p8; softhsm2-util --import line.p8 --token kiosk --label line --id 01 "
           "--pin 1234; rm line.p8; printf 1234 > pin; printf 4444 > wrong"},
      &said);
  INFO(said);
  REQUIRE(made == 0);
  // The agent's environment: which module, and where its tokens lie.
  setenv("SOFTHSM2_CONF", (folder + "/softhsm2.conf").c_str(), 1);
  // OpenSC's spy between us and the token writes down what it is asked.
  setenv("PKCS11_MODULE_PATH", "/usr/lib/x86_64-linux-gnu/pkcs11/pkcs11-spy.so", 1);
  setenv("PKCS11SPY", "/usr/lib/softhsm/libsofthsm2.so", 1);
  setenv("PKCS11SPY_OUTPUT", (folder + "/spy").c_str(), 1);
  // libp11's engine and the modules leave some memory behind when they are unloaded.
  setenv("ASAN_OPTIONS", "detect_leaks=0", 1);
  const std::string key = "pkcs11:token=kiosk;object=line;type=private;pin-source=file:" + folder;
  world.write_agent_config({{"key", key + "/wrong"}});
  world.start_agent();
  const auto filed = world.file(1);
  CHECK(processes::eventually([&] {
    return processes::read_file(world.directory / "sync.log").find("config_broken") !=
           std::string::npos;
  }));
  CHECK(world.state(filed) == store::DeliveryState::stored);
  // A real token locks itself after a few: one try, however often and on how many lines it is
  // asked.
  std::this_thread::sleep_for(std::chrono::seconds(2));
  const std::string spied = processes::read_file(folder + "/spy");
  std::size_t logins = 0;
  for (auto at = spied.find("C_Login"); at != std::string::npos; at = spied.find("C_Login", at + 1))
    ++logins;
  CHECK(logins == 1);
  CHECK(world.agent.terminate() == 0);
  world.write_agent_config({{"key", key + "/pin"}});
  world.start_agent();
  CHECK(world.eventually_accepted({filed}));
  CHECK(office_has_exactly(world, filed));
  unsetenv("SOFTHSM2_CONF");
  for (const char* name : {"PKCS11_MODULE_PATH", "PKCS11SPY", "PKCS11SPY_OUTPUT", "ASAN_OPTIONS"})
    unsetenv(name);
}

TEST_CASE("Only https and files that exist make a line") {
  World world;
  world.url = "http://127.0.0.1:80";
  CHECK(sync::open_line(world.line_config()).failure().code == FailureCode::config_broken);
  world.url = "https://127.0.0.1:443";
  auto config = world.line_config();
  config.client_key = "/nowhere";
  CHECK(sync::open_line(config).failure().code == FailureCode::config_broken);
}

TEST_CASE("The server's signed time makes the clock known and raises its floor") {
  World world;
  world.start_server();
  const auto key = sync::EventKey::load(world.keys / "events/events.pem").value();
  const auto line = sync::open_line(world.line_config());
  const auto time = sync::synchronise_time(world.store, **line, key, system_clock(), {});
  REQUIRE(time.ok());
  const auto facts = world.store.clock_facts();
  REQUIRE(facts.ok());
  CHECK(facts->last_sync == *time);
  CHECK(facts->floor >= *time);
}

TEST_CASE("A time that answers another question is not believed") {
  World world;
  world.start_server({"--forge", "time"});
  const auto key = sync::EventKey::load(world.keys / "events/events.pem").value();
  const auto line = sync::open_line(world.line_config());
  const auto before = world.store.clock_facts();
  const auto time = sync::synchronise_time(world.store, **line, key, system_clock(), {});
  REQUIRE_FALSE(time.ok());
  CHECK(time.failure().code == FailureCode::receipt_forged);
  CHECK(world.store.clock_facts()->last_sync == before->last_sync);
}
