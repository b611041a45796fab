// SPDX-License-Identifier: EUPL-1.2
// What terminals offer, on real parts: signed by foyerctl, published by the middle tier, brought by
// foyer-sync; and servers that lie. That the terminal takes it over: tests/e2e/catalogue.py.
#include "world.hpp"

#include <content/depot.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::delivery;

namespace {

namespace fs = std::filesystem;
const fs::path demo_keys = FOYER_SOURCE_DIR "/tests/support/demo_keys";

struct CatalogueWorld : World {
  fs::path published = directory / "published";

  CatalogueWorld() {
    more_agent_config = "[catalogue]\nfolder = \"catalogue\"\nevery_ms = 100\nrelease_keys = \"" +
                        (demo_keys / "release").string() + "\"\n";
    fs::create_directories(directory / "assets/blocks");
    fs::create_directories(directory / "none");
  }
  static std::string ctl(const std::vector<std::string>& verb) {
    std::vector<std::string> command{FOYERCTL, "catalogue"};
    command.insert(command.end(), verb.begin(), verb.end());
    std::string said;
    const int code = processes::run(command, &said);
    return std::to_string(code) + ": " + said;
  }
  // Lays a version out beside what is published; it has these blocks.
  std::string sign(std::int64_t version, const std::map<std::string, std::string>& blocks,
                   const fs::path& out, const fs::path& key = demo_keys / "release.key") {
    const fs::path assets = directory / "assets";
    fs::remove_all(assets);
    fs::create_directories(assets / "blocks");
    for (const auto& [id, bytes] : blocks)
      processes::write_file(assets / "blocks" / (id + ".json"), bytes);
    return ctl({"sign", "--key", key, "--version", std::to_string(version), "--for", "0.1.0",
                "--assets", assets, "--locales", directory / "none", out});
  }
  void publish(std::int64_t version, const std::map<std::string, std::string>& blocks) {
    const std::string said = sign(version, blocks, published);
    INFO(said);
    REQUIRE(said.starts_with("0: "));
  }
  void start_office() { start_server({"--catalogue", published}); }
  [[nodiscard]] fs::path offered(std::int64_t version) const {
    return directory / "catalogue" / std::to_string(version);
  }
  bool eventually_here(std::int64_t version) {
    return processes::eventually([&] { return fs::exists(offered(version) / "manifest.jws"); });
  }
  int told(const std::string& word) {
    const std::string log = processes::read_file(directory / "sync.log");
    int found = 0;
    for (auto at = log.find('"' + word + '"'); at != std::string::npos;
         at = log.find('"' + word + '"', at + 1))
      ++found;
    return found;
  }
  bool eventually_told(const std::string& word) {
    return processes::eventually([&] { return told(word) > 0; });
  }
  static std::string called(const std::string& bytes) {
    return content::wire_name({content::Kind::block, "a", 0, content::sha512(as_bytes(bytes))});
  }
};

std::string much(char c) {
  return std::string(700'000, c); // three pieces
}

} // namespace

TEST_CASE("a version that is published is brought byte for byte, and a newer one replaces it") {
  CatalogueWorld world;
  world.publish(1, {{"a", much('a')}, {"b", "b"}});
  CHECK(CatalogueWorld::ctl({"check", "--keys", demo_keys / "release", world.published})
            .starts_with("0: version 1 of 20"));
  world.start_office();
  world.start_agent();
  REQUIRE(world.eventually_here(1));
  CHECK(processes::read_file(world.offered(1) / CatalogueWorld::called(much('a'))) == much('a'));
  CHECK(processes::read_file(world.offered(1) / "manifest.jws") ==
        processes::read_file(world.published / "manifest.jws"));
  world.publish(2, {{"a", much('a')}, {"c", "c"}});
  // What stays the same is not asked for: it is not even there any more.
  fs::remove(world.published / "files" / CatalogueWorld::called(much('a')));
  REQUIRE(world.eventually_here(2));
  CHECK(processes::read_file(world.offered(2) / CatalogueWorld::called(much('a'))) == much('a'));
  CHECK(processes::eventually([&] { return !fs::exists(world.offered(1)); }));
  CHECK_FALSE(fs::exists(world.offered(2) / CatalogueWorld::called("b")));
}

TEST_CASE("what was begun goes on after the agent was killed and the line was gone") {
  CatalogueWorld world;
  world.publish(1, {{"a", much('a')}, {"b", much('b')}});
  const fs::path file = world.published / "files" / CatalogueWorld::called(much('b'));
  const fs::path part =
      world.directory / "catalogue/incoming" / (CatalogueWorld::called(much('b')) + ".part");
  processes::write_file(file, much('b').substr(0, 300'000)); // the server has only its beginning
  world.start_office();
  world.start_agent();
  REQUIRE(processes::eventually([&] {
    std::error_code error;
    return fs::file_size(part, error) == 300'000 && !error;
  }));
  world.agent.kill_hard();
  world.stop_server();
  CHECK_FALSE(fs::exists(world.offered(1)));
  processes::write_file(file, much('b'));
  fs::remove(world.published / "files" / CatalogueWorld::called(much('a'))); // is here already
  world.start_office();
  world.start_agent();
  CHECK(world.eventually_here(1));
  CHECK(processes::read_file(world.offered(1) / CatalogueWorld::called(much('b'))) == much('b'));
}

TEST_CASE(
    "what is damaged on the agent's disk is fetched once more, though the server has no news") {
  CatalogueWorld world;
  world.publish(1, {{"a", much('a')}, {"b", "b"}});
  world.start_office();
  world.start_agent();
  REQUIRE(world.eventually_here(1));
  const fs::path file = world.offered(1) / CatalogueWorld::called("b");
  processes::write_file(file, "?");
  CHECK(processes::eventually([&] { return processes::read_file(file) == "b"; }));
  CHECK(world.eventually_here(1));
}

TEST_CASE("half a version is not signed") {
  CatalogueWorld world;
  fs::remove(world.directory / "none");
  CHECK_FALSE(world.sign(1, {{"a", "a"}}, world.published).starts_with("0: "));
  CHECK_FALSE(fs::exists(world.published / "manifest.jws"));
}

TEST_CASE("an older version, another content, another's signature are refused and told") {
  CatalogueWorld world;
  world.publish(5, {{"a", "five"}});
  const std::string five = processes::read_file(world.published / "manifest.jws");
  world.start_office();
  world.start_agent();
  REQUIRE(world.eventually_here(5));
  world.publish(4, {{"a", "four"}});
  CHECK(world.eventually_told("older"));
  world.publish(5, {{"a", "another five"}});
  CHECK(world.eventually_told("contradicts"));
  const fs::path key = world.directory / "other.key";
  REQUIRE(processes::run({"openssl", "genpkey", "-algorithm", "ED25519", "-out", key}) == 0);
  REQUIRE(world.sign(6, {{"a", "six"}}, world.published, key).starts_with("0: "));
  CHECK(world.eventually_told("unproven"));
  CHECK(processes::read_file(world.offered(5) / "manifest.jws") == five);
  CHECK_FALSE(fs::exists(world.offered(6)));
  CHECK(world.told("content_fetched") == 1);
}

TEST_CASE("a file that is swapped, cut or missing is not taken, and the right one is, later") {
  CatalogueWorld world;
  world.publish(1, {{"a", much('a')}});
  const fs::path file = world.published / "files" / CatalogueWorld::called(much('a'));
  processes::write_file(file, much('x'));
  world.start_office();
  world.start_agent();
  CHECK(world.eventually_told("incomplete"));
  processes::write_file(file, much('a').substr(0, 699'999));
  CHECK(processes::eventually([&] { return world.told("content_not_fetched") >= 2; }));
  fs::remove(file);
  CHECK(world.eventually_told("server_error"));
  CHECK_FALSE(fs::exists(world.offered(1)));
  processes::write_file(file, much('a'));
  CHECK(world.eventually_here(1));
}

TEST_CASE("ten gigabytes announced are not waited for, be it the manifest or a file of it") {
  CatalogueWorld world;
  world.publish(1, {{"a", "one"}});
  for (const char* what : {"manifest", "file"}) {
    INFO(what);
    fs::remove(world.directory / "sync.log");
    processes::Process liar({"python3", "-B",
                             FOYER_SOURCE_DIR "/tests/support/services/announcer.py", "--keys",
                             world.keys, "--published", world.published, "--lie-about", what},
                            world.directory / (std::string(what) + ".out"));
    REQUIRE(processes::eventually(
        [&] { return liar.output().find('\n') != std::string::npos || !liar.running(); }));
    world.url = "https://127.0.0.1:" + liar.output().substr(0, liar.output().find('\n'));
    world.write_agent_config();
    world.start_agent();
    CHECK(world.eventually_told("server_answer_malformed"));
    CHECK_FALSE(fs::exists(world.offered(1)));
    CHECK(world.agent.terminate() == 0);
  }
}

TEST_CASE("deliveries do not wait for a version that is fetched") {
  CatalogueWorld world;
  world.publish(1, {{"a", much('a')}});
  fs::remove(world.published / "files" / CatalogueWorld::called(much('a'))); // never complete
  world.start_office();
  world.start_agent();
  CHECK(world.eventually_told("content_not_fetched"));
  const auto filed = world.file();
  CHECK(world.client().nudge().ok());
  CHECK(world.eventually_accepted({filed}));
}
