// SPDX-License-Identifier: EUPL-1.2
// The office rolls over on real parts: its set on the middle tier, brought by foyer-sync, believed
// by the terminal's own program, and what is sealed by it opened at the office.
#include "world.hpp"

#include <office_pki/office_pki.hpp>

#include <catch2/catch.hpp>

#include <regex>

using namespace foyer;
using namespace foyer::delivery;
using office_pki::key_id;

namespace {

namespace fs = std::filesystem;

struct KeyWorld : World {
  office_pki::OfficePki office_pki{keys};
  const std::string old_one = office_pki.office_certificate();

  KeyWorld() {
    more_agent_config = "[office_keys]\nname = \"" + office_pki::office_name + "\"\nroot = \"" +
                        (keys / "office/root.crt").string() + "\"\nevery_ms = 100\n";
    write_terminal_config();
  }
  void publish(const std::string& set) {
    processes::write_file(directory / "set.new", set);
    fs::rename(directory / "set.new", directory / "set.jws"); // whole for whoever reads it
  }
  void start_office(const std::vector<std::string>& more = {}) {
    std::vector<std::string> options{"--office-keys", directory / "set.jws"};
    options.insert(options.end(), more.begin(), more.end());
    start_server(options);
  }
  std::int64_t version_here() {
    const auto here = store.published("office_keys");
    REQUIRE(here.ok());
    return *here ? (*here)->version : 0;
  }
  bool eventually_here(std::int64_t version) {
    return processes::eventually([&] { return version_here() == version; });
  }
  bool eventually_faulty(FailureCode code) {
    return processes::eventually([&] {
      const auto status = client().status();
      return status.ok() && status->office_keys_fault == code;
    });
  }
  bool eventually_told(const std::string& word) {
    return processes::eventually([&] {
      return processes::read_file(directory / "sync.log").find('"' + word + '"') !=
             std::string::npos;
    });
  }
  // What a technician is told; the exit code in front.
  std::string ctl(const std::vector<std::string>& verb) {
    std::vector<std::string> command{FOYERCTL, "--config", directory / "foyer.toml"};
    command.insert(command.end(), verb.begin(), verb.end());
    std::string said;
    const int code = processes::run(command, &said);
    return std::to_string(code) + ": " + said;
  }
  std::string sealed_to() {
    const std::string said = ctl({"office-keys", "show"});
    std::smatch found;
    const bool fits = std::regex_search(said, found, std::regex("sealed to: ([A-Za-z0-9_-]{43}),"));
    INFO(said);
    REQUIRE(fits);
    return found[1];
  }
};

} // namespace

TEST_CASE("a set that the office publishes reaches the terminal, and a newer one replaces it") {
  KeyWorld world;
  world.publish(world.office_pki.set(1, {world.old_one}));
  world.start_office();
  world.start_agent();
  REQUIRE(world.eventually_here(1));
  CHECK(world.sealed_to() == key_id(world.old_one));
  const std::string new_one = world.office_pki.certificate("20200101000000Z", "20991231000000Z");
  world.publish(world.office_pki.set(2, {world.old_one, new_one}));
  REQUIRE(world.eventually_here(2));
  // Newest by its own dates: the old one began when these tests were built.
  CHECK(world.sealed_to() == key_id(world.old_one));
  world.publish(world.office_pki.set(3, {new_one}));
  REQUIRE(world.eventually_here(3));
  CHECK(world.sealed_to() == key_id(new_one));
  CHECK(world.ctl({"office-keys", "show"}).find("version 3") != std::string::npos);
  const std::string status = world.ctl({"agent", "status"});
  INFO(status);
  CHECK(status.starts_with("0: "));
  CHECK(status.find("office keys: version 3") != std::string::npos);
}

TEST_CASE("what is sealed to the new key, the old one and the emergency key is opened alike") {
  KeyWorld world;
  fs::copy(world.keys, world.directory / "keys", fs::copy_options::recursive);
  world.keys = world.directory / "keys";
  const std::string new_one = world.office_pki.certificate("20200101000000Z", "20991231000000Z");
  fs::create_directory(world.keys / "office/keys");
  fs::copy(world.office_pki.last_key(), world.keys / "office/keys/new.key");
  world.publish(world.office_pki.set(1, {world.old_one, new_one}));
  world.start_office();
  for (const auto& pem : {world.old_one, new_one, world.office_pki.emergency_certificate()}) {
    world.seal_to(*seal::OfficeCertificate::vouched_for(pem, system_clock().wall()));
    const auto filed = world.file(1);
    CHECK(world.entry(filed).office_key_id == key_id(pem));
    CHECK(world.deliver(filed).state == store::DeliveryState::accepted);
    CHECK(office_has_exactly(world, filed));
  }
}

TEST_CASE("what is older, contradicts, is forged or too long is refused, and the set stays") {
  KeyWorld world;
  const std::string good = world.office_pki.set(5, {world.old_one});
  world.publish(good);
  world.start_office();
  world.start_agent();
  REQUIRE(world.eventually_here(5));
  const auto refused = [&](const std::string& set, FailureCode code, const std::string& why) {
    INFO(why);
    world.publish(set);
    CHECK(world.eventually_faulty(code));
    CHECK(world.eventually_told(why));
    CHECK(as_text((*world.store.published("office_keys"))->content) == good);
    CHECK(world.ctl({"agent", "status"}).starts_with("1: "));
    world.publish(good); // and all is well again
    CHECK(processes::eventually([&] {
      const auto status = world.client().status();
      return status.ok() && !status->office_keys_fault && status->office_keys == 5;
    }));
  };
  refused(world.office_pki.set(4, {world.old_one}), FailureCode::office_key_untrusted, "older");
  refused(world.office_pki.set(5, {}), FailureCode::office_key_untrusted, "contradicts");
  std::string forged = world.office_pki.set(6, {world.old_one});
  forged[forged.rfind('.') + 5] = forged[forged.rfind('.') + 5] == 'A' ? 'B' : 'A';
  refused(forged, FailureCode::office_key_untrusted, "unproven");
  refused("noise", FailureCode::malformed, "unproven");
  refused(good.substr(0, good.size() / 2), FailureCode::malformed, "unproven");
  refused(std::string(300'000, 'A'), FailureCode::server_answer_malformed,
          "office_keys_not_fetched");
  CHECK(world.sealed_to() == key_id(world.old_one));
}

TEST_CASE("a set by another office's root is refused") {
  KeyWorld world;
  office_pki::OfficePki other(processes::demo_keys("other"));
  world.publish(other.set(9, {other.office_certificate()}));
  world.start_office();
  world.start_agent();
  CHECK(world.eventually_faulty(FailureCode::office_key_untrusted));
  CHECK(world.version_here() == 0);
  CHECK(world.sealed_to() == key_id(world.old_one)); // as configured
}

TEST_CASE("an office without a set, or out of reach, changes nothing; it is asked again") {
  KeyWorld world;
  world.start_office();
  world.start_agent();
  CHECK(world.eventually_faulty(FailureCode::server_error));
  CHECK(world.sealed_to() == key_id(world.old_one));
  world.stop_server();
  CHECK(world.eventually_faulty(FailureCode::line_down));
  world.publish(world.office_pki.set(1, {world.old_one}));
  world.start_office({"--portal", "3", "--endless", "1", "--redirect", "1"});
  CHECK(world.eventually_here(1));
}

TEST_CASE("what is known is not sent again") {
  KeyWorld world;
  const std::string set = world.office_pki.set(1, {world.old_one});
  world.publish(set);
  world.start_office();
  world.start_agent();
  REQUIRE(world.eventually_here(1));
  const std::string etag = (*world.store.published("office_keys"))->etag;
  const auto ask = [&](const std::string& known) {
    std::string said;
    const auto tls = world.keys / "tls";
    REQUIRE(processes::run({"curl", "-s", "-o", world.directory / "body", "-w",
                            "%{http_code} %{size_download}", "--cacert", tls / "ca.crt", "--cert",
                            tls / "N01.crt", "--key", tls / "N01.key", "-H",
                            "If-None-Match: " + known, world.url + "/v2/keys"},
                           &said) == 0);
    return said;
  };
  CHECK(etag.size() == 66);
  CHECK(ask(etag) == "304 0");
  CHECK(ask("\"other\"").starts_with("200 "));
}

TEST_CASE("with the office's tools a set is signed, checked and told in words") {
  KeyWorld world;
  const std::string office = (world.keys / "office").string();
  const std::string set = world.directory / "made.jws";
  const std::string new_one = world.office_pki.certificate("20200101000000Z", "20210101000000Z");
  processes::write_file(world.directory / "new.crt", new_one);
  const std::vector<std::string> pins{"--root", office + "/root.crt", "--name",
                                      office_pki::office_name};
  const auto verb = [&](std::vector<std::string> words) {
    words.insert(words.begin() + 2, pins.begin(), pins.end());
    return world.ctl(words);
  };
  const auto sign = [&](const std::string& version, const std::string& signer) {
    return verb({"office-keys", "sign", "--key", office + "/" + signer + ".key", "--certificate",
                 office + "/" + signer + ".crt", "--version", version, "--out", set,
                 office + "/office.crt", world.directory / "new.crt"});
  };
  CHECK(sign("7", "signer") == "0: ");
  const std::string told = verb({"office-keys", "check", set});
  INFO(told);
  CHECK(told.starts_with("0: version 7 of 20"));
  CHECK(told.find(key_id(world.old_one) + "  ") != std::string::npos);
  CHECK(told.find("valid now") < told.find("expired"));
  CHECK(sign("0", "signer").starts_with("1: "));
  CHECK(sign("8", "office").find("office_key_untrusted") != std::string::npos);
  processes::write_file(set, "noise");
  CHECK(verb({"office-keys", "check", set}).starts_with("1: foyerctl: malformed"));
}
