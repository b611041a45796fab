// SPDX-License-Identifier: EUPL-1.2
// Who somebody is, from the terminal's question by the agent and the middle tier to the office's
// page, with an eID server that needs no card.
#include "world.hpp"

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::delivery;
using agent::Identified;

namespace {

const std::string token_url = "https://eid.example/token/4711";

struct EidWorld : World {
  processes::TemporaryDirectory eid;
  processes::Process eid_server;

  explicit EidWorld(const std::string& address = token_url) {
    processes::write_file(eid / "begin.json",
                          R"({"session":"77","tcTokenURL":")" + address + "\"}");
    result(R"({"state":"open"})");
    eid_server = processes::Process(
        {FOYER_SOURCE_DIR "/tests/e2e/delivery/eid_answers.py", eid.path()}, eid / "output");
    REQUIRE(
        processes::eventually([&] { return eid_server.output().find('\n') != std::string::npos; }));
    std::string where = eid_server.output();
    where.erase(where.find('\n'));
    start_server({"--page", "0", "--eid-server", where, "--eid-server-ca", eid / "service.pem"});
    start_agent();
  }
  void result(const std::string& json) { processes::write_file(eid / "result.json", json); }
  agent::Identification begun() {
    const auto begun = client().begin_identification({});
    if (!begun)
      FAIL(name(begun.failure().code));
    return *begun;
  }
  Identified state(const std::string& id) {
    const auto state = client().identified(id, {});
    if (!state)
      FAIL(name(state.failure().code));
    return *state;
  }
  // Filed by whoever has proven it, of that family name.
  filing::Filed file_proven(const std::string& id, const std::string& family = "Müstermann") {
    return file(0, 0, [&](xfall::Container& container) {
      container.record.proof = {id, container.record.filed_at};
      auto& person = container.sections.at(0).entries;
      const auto say = [&](std::size_t entry, const std::string& text) {
        person.at(entry).shown = Personal(text);
        person.at(entry).values = Personal(std::vector<std::string>{text});
      };
      say(0, "Erika");
      say(1, family);
      person.push_back(person[0]);
      person[2].id = "person.geburtsdatum";
      say(2, "1964-08-12");
    });
  }
  std::string page() {
    const std::string said = server.output();
    const auto from = said.find("http://127");
    std::string html;
    REQUIRE(processes::run({"curl", "-s", said.substr(from, said.find('\n', from) - from)},
                           &html) == 0);
    return html;
  }
};

} // namespace

TEST_CASE("Somebody proves who they are, files, and the office sees that it fits") {
  EidWorld world;
  const auto begun = world.begun();
  CHECK(begun.token_url.reveal() == token_url);
  CHECK(world.state(begun.id) == Identified::open);
  world.result(R"({"state":"read","given":"ERIKA","family":"MÜSTERMANN","born":"19640812"})");
  CHECK(world.state(begun.id) == Identified::identified);
  const auto second = world.begun();
  CHECK(world.state(second.id) == Identified::identified);
  const auto fits = world.file_proven(begun.id);
  REQUIRE(world.eventually_accepted({fits}));
  const auto again = world.file_proven(begun.id);
  const auto other = world.file_proven(second.id, "Okafor");
  REQUIRE(world.eventually_accepted({again, other}));
  const auto verdict = [&](const filing::Filed& filed) {
    return world.office("SELECT verdict FROM proof WHERE receipt='" + filed.record.number.text() +
                        "'");
  };
  CHECK(verdict(fits) == "agrees");
  CHECK(verdict(again) == "used");
  CHECK(verdict(other) == "differs");
  const auto html = world.page();
  CHECK(html.find("stimmt mit dem Antrag überein") != std::string::npos);
  for (const char* file : {"sync.log", "agent.out"}) {
    const auto text = processes::read_file(world.directory / file);
    CHECK(text.find("4711") == std::string::npos);
    CHECK(text.find("MÜSTERMANN") == std::string::npos);
  }
}

TEST_CASE("One that came to nothing, and one that nobody has begun") {
  EidWorld world;
  const auto begun = world.begun();
  world.result(R"({"state":"refused"})");
  CHECK(world.state(begun.id) == Identified::refused);
  CHECK(world.state(to_base64url(Bytes(16, 1))) == Identified::unknown);
  CHECK(world.state("nonsense") == Identified::unknown);
}

TEST_CASE("An office without an eID server, one whose server is away, and no line at all") {
  World world;
  world.start_server();
  world.start_agent();
  CHECK(world.client().begin_identification({}).failure().code == FailureCode::eid_not_offered);
  world.start_server(
      {"--eid-server", "https://localhost:1", "--eid-server-ca", world.keys / "tls/ca.crt"});
  CHECK(world.client().begin_identification({}).failure().code == FailureCode::server_error);
  world.stop_server();
  CHECK(world.client().begin_identification({}).failure().code == FailureCode::line_down);
  CHECK(world.client().identified(to_base64url(Bytes(16, 1)), {}).failure().code ==
        FailureCode::line_down);
  world.agent.terminate();
  CHECK(world.client().begin_identification({}).failure().code == FailureCode::agent_missing);
}

TEST_CASE("An address that is not https gets to nobody's AusweisApp") {
  EidWorld world("http://eid.example/token/4711");
  CHECK(world.client().begin_identification({}).failure().code ==
        FailureCode::server_answer_malformed);
}
