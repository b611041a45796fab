// SPDX-License-Identifier: EUPL-1.2
#include "fixture.hpp"

#include <forms/draft_bytes.hpp>

#include <nlohmann/json.hpp>

#include <fstream>
#include <functional>

using namespace foyer;
using namespace foyer::forms;
using namespace foyer::forms::test;
namespace fs = std::filesystem;
using nlohmann::json;

namespace {

std::shared_ptr<const Assistant> hof() {
  static const auto loaded =
      *Loader::load(fs::path(FOYER_SOURCE_DIR) / "tests/unit/forms/data/hof", "hof");
  return loaded;
}

Draft some_draft() {
  Draft draft(hof());
  say(draft, "hof.gruppe", std::string("arbeit"));
  say(draft, "hof.sprachen", std::vector<std::string>{"ar", "uk"});
  say(draft, "hof.kinder", true);
  REQUIRE(draft.skip("hof.konto", noon()).ok());
  for (std::size_t row = 0; row < 2; ++row) {
    REQUIRE(draft.add_row("kinder").ok());
    REQUIRE(draft.prefill("kinder[].name", std::string("AMIRA"), Source::account, false, row).ok());
  }
  REQUIRE(draft.set("kinder[].name", 1, std::string("Amíra"), noon()).ok());
  say(draft, "hof.richtig", true);
  REQUIRE(draft.set_pages("dok.hof_attest", 2).ok());
  return draft;
}

Bytes stored(const Draft& draft) {
  return forms::to_bytes(draft).reveal();
}

Bytes changed(const Draft& draft, const std::function<void(json&)>& edit) {
  json root = json::parse(as_text(stored(draft)));
  edit(root);
  return foyer::to_bytes(as_bytes(root.dump()));
}

Result<Draft> restored(const Bytes& bytes, const fs::path& assets = "/nonexistent") {
  return draft_from_bytes(bytes, hof(), assets);
}

// A folder with migrations.
class Ways {
 public:
  Ways() {
    std::string pattern = (fs::temp_directory_path() / "foyer-ways-XXXXXX").string();
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    root = pattern;
    fs::create_directory(root / "migrations");
  }
  Ways(const Ways&) = delete;
  Ways& operator=(const Ways&) = delete;
  ~Ways() { fs::remove_all(root); }
  void add(const std::string& from, const std::string& to, const json& more) const {
    json file = {{"assistant", "hof"}, {"from", from}, {"to", to}};
    file.update(more);
    std::ofstream(root / "migrations" / ("hof-" + from + "-" + to + ".json")) << file;
  }
  fs::path root;
};

} // namespace

TEST_CASE("a stored draft comes back with its rows and with where each answer is from") {
  const Draft draft = some_draft();
  const auto origin = origin_of(stored(draft));
  REQUIRE(origin.ok());
  CHECK(origin->assistant == "hof");
  CHECK(origin->version == "1.0.0");
  CHECK(origin->sha256 == hof()->sha256);
  const auto back = restored(stored(draft));
  REQUIRE(back.ok());
  CHECK(back->answer("hof.gruppe").value.reveal() == Value{std::string("arbeit")});
  CHECK(back->answer("hof.gruppe").source == Source::user);
  CHECK(back->answer("hof.sprachen").value.reveal() == Value{std::vector<std::string>{"ar", "uk"}});
  CHECK(back->answer("hof.kinder").value.reveal() == Value{true});
  CHECK(back->answer("hof.konto").skipped);
  REQUIRE(back->rows("kinder") == 2);
  CHECK(back->answer("kinder[].name", 0).source == Source::account);
  CHECK(back->answer("kinder[].name", 1).original->reveal() == Value{std::string("AMIRA")});
  CHECK(back->answer("kinder[].name", 1).source == Source::user);
  CHECK(back->answer("kinder[].name", 1).value.reveal() == Value{std::string("Amíra")});
  // Stored once more it is the same bytes.
  CHECK(stored(*back) == stored(draft));
}

TEST_CASE("declarations, scans and the card's proof belong to the visit and are not kept") {
  Draft draft = some_draft();
  REQUIRE(draft.prefill("kinder[].name", std::string("X"), Source::chip_dg1, true, 0).ok());
  const auto back = restored(stored(draft));
  REQUIRE(back.ok());
  CHECK_FALSE(answered(back->answer("hof.richtig").value.reveal()));
  CHECK(back->pages("dok.hof_attest") == 0);
  CHECK_FALSE(back->answer("kinder[].name", 0).verified);
}

TEST_CASE("a draft of another definition is refused") {
  const Draft draft = some_draft();
  CHECK(restored(stored(Draft(a3()))).failure().code == FailureCode::answer_rejected);
  const auto hash = changed(draft, [](json& j) { j["definition_sha256"] = std::string(64, '0'); });
  CHECK(restored(hash).failure().code == FailureCode::answer_rejected);
  const auto old = changed(draft, [](json& j) { j["version"] = "0.9.0"; });
  CHECK(restored(old).failure().detail.find("migration") != std::string::npos);
}

TEST_CASE("migrations lead an old draft to this version, over several files") {
  const auto old = changed(some_draft(), [](json& j) {
    j["version"] = "0.8.0";
    j["answers"]["hof.anlass"] = j["answers"]["hof.gruppe"];
    j["answers"].erase("hof.gruppe");
    j["answers"]["hof.hobby"] = {{"value", "Reiten"}, {"source", "user"}};
    j["rows"]["soehne"] = j["rows"]["kinder"];
    j["rows"].erase("kinder");
    for (auto& row : j["rows"]["soehne"]) {
      row["soehne[].ruf"] = row["kinder[].name"];
      row.erase("kinder[].name");
    }
  });
  const Ways ways;
  ways.add("0.8.0", "0.9.0",
           {{"renamed", {{"hof.anlass", "hof.grund"}}}, {"removed", {"hof.hobby"}}});
  CHECK(restored(old, ways.root).failure().code == FailureCode::answer_rejected);
  ways.add(
      "0.9.0", "1.0.0",
      {{"renamed",
        {{"hof.grund", "hof.gruppe"}, {"soehne", "kinder"}, {"soehne[].ruf", "kinder[].name"}}}});
  const auto back = restored(old, ways.root);
  if (!back.ok())
    FAIL(back.failure().detail);
  CHECK(back->answer("hof.gruppe").value.reveal() == Value{std::string("arbeit")});
  CHECK(back->answer("kinder[].name", 1).value.reveal() == Value{std::string("Amíra")});
  // A file that is wrong is the technician's matter, not the visitor's.
  std::ofstream(ways.root / "migrations" / "hof-0.9.0-1.0.0.json") << "{";
  CHECK(restored(old, ways.root).failure().code == FailureCode::definition_broken);
}

TEST_CASE("what is left without a place or does not fit refuses the draft") {
  const Draft draft = some_draft();
  const auto refused = [&](const std::function<void(json&)>& edit) {
    const auto back = restored(changed(draft, edit));
    return !back.ok() && back.failure().code == FailureCode::answer_rejected;
  };
  CHECK(refused([](json& j) { j["answers"]["hof.neu"] = j["answers"]["hof.gruppe"]; }));
  CHECK(refused([](json& j) { j["answers"]["hof.kinder"]["value"] = "ja"; }));
  CHECK(refused([](json& j) { j["answers"]["hof.gruppe"]["value"] = 1.5; }));
  CHECK(refused([](json& j) { j["answers"]["hof.gruppe"]["source"] = "god"; }));
  CHECK(refused([](json& j) { j["answers"]["kinder[].name"] = j["answers"]["hof.gruppe"]; }));
  CHECK(refused([](json& j) { j["rows"]["hunde"] = j["rows"]["kinder"]; }));
  CHECK(refused([](json& j) {
    for (int i = 0; i < 4; ++i)
      j["rows"]["kinder"].push_back(json::object());
  }));
  CHECK(refused([](json& j) { j["rows"]["kinder"] = 3; }));
  CHECK(refused([](json& j) { j["later"]["dok.weg"] = true; }));
  CHECK(refused([](json& j) { j.erase("rows"); }));
  CHECK(refused([](json& j) { j["format"] = "foyer-draft-2"; }));
  std::string deep(1'000'000, '[');
  deep = R"({"format":"foyer-draft-1","assistant":"hof","version":"0.9.0","definition_sha256":"",)"
         R"("rows":{},"later":{},"answers":{"x":)" +
         deep + std::string(deep.size(), ']') + "}}";
  CHECK(restored(foyer::to_bytes(as_bytes(deep))).failure().detail.find("deep") !=
        std::string::npos);
}

TEST_CASE("a stored draft cut anywhere is refused") {
  const Bytes whole = stored(some_draft());
  for (std::size_t length = 0; length < whole.size(); ++length) {
    const ByteView cut(whole.data(), length);
    CHECK_FALSE(draft_from_bytes(cut, hof(), "/nonexistent").ok());
    CHECK_FALSE(origin_of(cut).ok());
  }
}

TEST_CASE("that a paper cannot be had is kept; a draft stored before that was possible opens") {
  Draft draft(hof());
  REQUIRE(draft.set_cannot("dok.hof_attest", Personal(std::string("Niemand gibt es mir."))).ok());
  const auto back = restored(stored(draft));
  REQUIRE(back.ok());
  CHECK(back->cannot("dok.hof_attest")->reveal() == "Niemand gibt es mir.");
  const auto before = restored(changed(draft, [](json& root) { root.erase("cannot"); }));
  REQUIRE(before.ok());
  CHECK_FALSE(before->cannot("dok.hof_attest"));
  CHECK_FALSE(restored(changed(draft, [](json& root) { root["cannot"] = 1; })).ok());
  CHECK_FALSE(
      restored(changed(draft, [](json& root) { root["cannot"]["dok.hof_attest"] = 1; })).ok());
  CHECK_FALSE(restored(changed(draft, [](json& root) { root["cannot"]["dok.fremd"] = ""; })).ok());
}
