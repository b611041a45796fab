// SPDX-License-Identifier: EUPL-1.2
// From the agent's folder to the terminal's: what holds is taken over, what does not is refused
// with its reason, and a cut at any moment leaves the old or the new.
#include "released.hpp"

#include <content/shelf.hpp>

using namespace foyer;
using namespace foyer::test;
using content::Depot;
using content::Kind;
using content::Manifest;
using content::Refusal;
using content::Shelf;

namespace {

namespace fs = std::filesystem;

struct Cut {};

struct World {
  processes::TemporaryDirectory folder;
  int until_cut = -1; // steps; negative: never

  content::Step step() {
    return [this] {
      if (until_cut == 0)
        throw Cut{};
      if (until_cut > 0)
        --until_cut;
    };
  }
  Depot depot() { return Depot(folder / "offered", step()); }
  Shelf shelf(const std::string& program = "1.0") {
    return {folder / "own", releaser().keys(), program, step()};
  }
  // As the agent would: fetch all, then lay it out.
  Status offer(std::int64_t version, const std::map<std::string, std::string>& menus,
               const std::vector<std::string>& programs = {"1.0"}) {
    std::vector<content::Entry> files;
    for (const auto& [id, bytes] : menus)
      files.push_back(entry(Kind::block, id, bytes));
    const std::string compact = manifest(version, files, "ours", programs);
    Depot depot = this->depot();
    for (const auto& file : files) {
      FOYER_TRY(const auto have, depot.have(file));
      if (have < file.size)
        FOYER_CHECK(depot.add(file, as_bytes(menus.at(file.id)).subspan(have)));
    }
    return depot.publish(*Manifest::open(compact, releaser().keys()), compact);
  }
  // The version taken over, 0 for none; a refusal is a failure of the test.
  std::int64_t take() {
    Shelf shelf = this->shelf();
    const auto prepared = shelf.prepare(folder / "offered", [](const auto&) { return success(); });
    REQUIRE(prepared.ok());
    if (std::holds_alternative<Shelf::Nothing>(*prepared))
      return 0;
    REQUIRE(std::holds_alternative<std::int64_t>(*prepared));
    const Status done = shelf.activate(std::get<std::int64_t>(*prepared));
    REQUIRE(done.ok());
    return std::get<std::int64_t>(*prepared);
  }
  Refusal
  refusal(Shelf shelf, const Shelf::Usable& usable = [](const auto&) { return success(); }) {
    const auto prepared = shelf.prepare(folder / "offered", usable);
    REQUIRE(prepared.ok());
    REQUIRE(std::holds_alternative<content::Refused>(*prepared));
    return std::get<content::Refused>(*prepared).why;
  }
  // What is in use: version and the one file; "" where there is nothing.
  std::string in_use() {
    const auto current = shelf().current();
    INFO((current.ok() ? "" : current.failure().detail));
    REQUIRE(current.ok());
    if (!*current)
      return "";
    return std::to_string((*current)->manifest.version()) + " " +
           processes::read_file((*current)->folder / "assets/blocks/a.json");
  }
  fs::path offered_file(std::int64_t version, const std::string& bytes) const {
    return folder / "offered" / std::to_string(version) /
           content::wire_name(entry(Kind::block, "a", bytes));
  }
  void forge(std::int64_t folder_called, const std::string& compact) const {
    fs::create_directories(folder / "offered" / std::to_string(folder_called));
    processes::write_file(folder / "offered" / std::to_string(folder_called) / "manifest.jws",
                          compact);
  }
};

} // namespace

TEST_CASE("what is offered and holds is taken over, and a newer one takes its place") {
  World world;
  CHECK(world.take() == 0);
  CHECK(world.in_use().empty());
  REQUIRE(world.offer(3, {{"a", "three"}, {"b", "same"}}).ok());
  CHECK(world.take() == 3);
  CHECK(world.in_use() == "3 three");
  CHECK(world.take() == 0);
  REQUIRE(world.offer(5, {{"a", "five"}, {"b", "same"}}).ok());
  CHECK(world.in_use() == "3 three"); // until it is activated
  CHECK(world.take() == 5);
  CHECK(world.in_use() == "5 five");
  CHECK_FALSE(fs::exists(world.folder / "own/3"));
  CHECK_FALSE(fs::exists(world.folder / "offered/3"));
}

TEST_CASE("an older one, the same version with another content and another's are refused") {
  World world;
  REQUIRE(world.offer(5, {{"a", "five"}}).ok());
  REQUIRE(world.take() == 5);
  fs::remove_all(world.folder / "offered");
  REQUIRE(world.offer(4, {{"a", "four"}}).ok());
  CHECK(world.refusal(world.shelf()) == Refusal::older);
  fs::remove_all(world.folder / "offered");
  REQUIRE(world.offer(5, {{"a", "another five"}}).ok());
  CHECK(world.refusal(world.shelf()) == Refusal::contradicts);
  world.forge(9, manifest(9, {entry(Kind::block, "a", "five")}, "other"));
  CHECK(world.refusal(world.shelf()) == Refusal::unproven);
  world.forge(10, "noise");
  CHECK(world.refusal(world.shelf()) == Refusal::unproven);
  world.forge(11, manifest(4, {entry(Kind::block, "a", "five")})); // an older one in disguise
  CHECK(world.refusal(world.shelf()) == Refusal::older);
  CHECK(world.in_use() == "5 five");
}

TEST_CASE("a file that is missing, swapped, cut, longer or no file is refused") {
  World world;
  REQUIRE(world.offer(1, {{"a", "one"}}).ok());
  REQUIRE(world.take() == 1);
  REQUIRE(world.offer(2, {{"a", "two"}}).ok());
  const fs::path file = world.offered_file(2, "two");
  REQUIRE(fs::exists(file));
  for (const std::string& bytes : {std::string("owt"), std::string("tw"), std::string("two."),
                                   std::string(), std::string(1 << 20, 'x')}) {
    processes::write_file(file, bytes);
    CHECK(world.refusal(world.shelf()) == Refusal::incomplete);
  }
  fs::remove(file);
  CHECK(world.refusal(world.shelf()) == Refusal::incomplete);
  fs::create_directory(file);
  CHECK(world.refusal(world.shelf()) == Refusal::incomplete);
  fs::remove(file);
  processes::write_file(world.folder / "elsewhere", "two");
  fs::create_symlink(world.folder / "elsewhere", file);
  CHECK(world.refusal(world.shelf()) == Refusal::incomplete);
  CHECK(world.in_use() == "1 one");
  fs::remove(file);
  processes::write_file(file, "two");
  CHECK(world.take() == 2);
}

TEST_CASE("what the terminal cannot work with is refused, and asked again when it is another") {
  World world;
  REQUIRE(world.offer(1, {{"a", "one"}}).ok());
  const auto no = [](const content::OnShelf& copy) {
    CHECK(processes::read_file(copy.folder / "assets/blocks/a.json") == "one");
    return Status(fail(FailureCode::text_missing));
  };
  CHECK(world.refusal(world.shelf(), no) == Refusal::unusable);
  CHECK(world.in_use().empty());
  CHECK(world.take() == 1);
}

TEST_CASE("what proves unusable is copied and tried once, and nothing of it stays on the disk") {
  World world;
  REQUIRE(world.offer(1, {{"a", "one"}}).ok());
  Shelf shelf = world.shelf();
  int tries = 0;
  const auto no = [&](const content::OnShelf&) {
    ++tries;
    return Status(fail(FailureCode::text_missing));
  };
  const auto refused = [&] {
    const auto prepared = shelf.prepare(world.folder / "offered", no);
    REQUIRE(prepared.ok());
    REQUIRE(std::holds_alternative<content::Refused>(*prepared));
    CHECK(std::get<content::Refused>(*prepared).failure.code == FailureCode::text_missing);
    CHECK_FALSE(fs::exists(world.folder / "own/new"));
  };
  refused();
  refused();
  CHECK(tries == 1);
  REQUIRE(world.offer(2, {{"a", "two"}}).ok());
  refused();
  CHECK(tries == 2);
}

TEST_CASE("what is not whole is not even begun to be copied") {
  World world;
  REQUIRE(world.offer(1, {{"a", "one"}, {"b", "b"}}).ok());
  fs::remove(world.offered_file(1, "one"));
  CHECK(world.refusal(world.shelf()) == Refusal::incomplete);
  CHECK_FALSE(fs::exists(world.folder / "own/new"));
}

TEST_CASE("a content for other versions of the program is not taken, nor used after an upgrade") {
  World world;
  REQUIRE(world.offer(1, {{"a", "one"}}, {"2.0"}).ok());
  CHECK(world.refusal(world.shelf()) == Refusal::other_program);
  REQUIRE(world.offer(2, {{"a", "two"}}, {"1.0", "2.0"}).ok());
  CHECK(world.take() == 2);
  CHECK(world.shelf("2.0").current()->has_value());
  CHECK_FALSE(world.shelf("3.0").current()->has_value());
  CHECK(world.shelf("3.0").floor() == 2);
}

TEST_CASE("what is in use and damaged is told, and made whole from what the agent has") {
  World world;
  REQUIRE(world.offer(2, {{"a", "two"}}).ok());
  REQUIRE(world.take() == 2);
  processes::write_file(world.folder / "own/2/assets/blocks/a.json", "owt");
  CHECK(world.shelf().current().failure().code == FailureCode::malformed);
  CHECK(world.take() == 2);
  CHECK(world.in_use() == "2 two");
  fs::remove_all(world.folder / "own/2");
  CHECK(world.shelf().current().failure().code == FailureCode::io_failed);
  CHECK(world.shelf().floor() == 2);
  fs::remove_all(world.folder / "offered");
  REQUIRE(world.offer(1, {{"a", "one"}}).ok());
  CHECK(world.refusal(world.shelf()) == Refusal::older); // not even then
}

TEST_CASE("cut at any moment, the terminal has the old or the new, and goes on to the new") {
  int cuts = 0;
  for (int steps = 0;; ++steps) {
    World world;
    REQUIRE(world.offer(1, {{"a", "one"}, {"b", "b"}}).ok());
    REQUIRE(world.take() == 1);
    REQUIRE(world.offer(2, {{"a", "two"}, {"b", "b"}, {"c", "c"}}).ok());
    world.until_cut = steps;
    bool cut = false;
    try {
      const auto taken = world.take(); // no macro around it, which would swallow the cut
      CHECK(taken == 2);
    } catch (const Cut&) {
      cut = true;
    }
    world.until_cut = -1;
    const std::string found = world.in_use();
    INFO(steps << " " << found);
    CHECK((found == "1 one" || found == "2 two"));
    if (found == "1 one")
      CHECK(world.take() == 2);
    CHECK(world.in_use() == "2 two");
    if (!cut)
      break;
    ++cuts;
  }
  CHECK(cuts >= 10);
}

TEST_CASE("cut at any moment, the agent's folder has the old or the new, and goes on to the new") {
  int cuts = 0;
  for (int steps = 0;; ++steps) {
    World world;
    REQUIRE(world.offer(1, {{"a", "one"}, {"b", "b"}}).ok());
    world.until_cut = steps;
    bool cut = false;
    try {
      const Status done = world.offer(2, {{"a", "two"}, {"b", "b"}, {"c", "c"}});
      CHECK(done.ok());
    } catch (const Cut&) {
      cut = true;
    }
    world.until_cut = -1;
    INFO(steps);
    const std::int64_t taken = world.take();
    CHECK((taken == 1 || taken == 2));
    if (taken == 1) {
      REQUIRE(world.offer(2, {{"a", "two"}, {"b", "b"}, {"c", "c"}}).ok());
      CHECK(world.take() == 2);
    }
    CHECK(world.in_use() == "2 two");
    if (!cut)
      break;
    ++cuts;
  }
  CHECK(cuts >= 6);
}

TEST_CASE("a file comes in pieces, over a restart, and what is another begins anew") {
  World world;
  const auto file = entry(Kind::block, "a", "abcdef");
  {
    Depot depot = world.depot();
    CHECK(*depot.have(file) == 0);
    REQUIRE(depot.add(file, as_bytes("abc")).ok());
  }
  Depot depot = world.depot();
  CHECK(*depot.have(file) == 3);
  CHECK(depot.add(file, as_bytes("xyz")).failure().code == FailureCode::malformed);
  CHECK(*depot.have(file) == 0);
  CHECK(depot.add(file, as_bytes("abcdefg")).failure().code == FailureCode::malformed);
  REQUIRE(depot.add(file, as_bytes("abcd")).ok());
  REQUIRE(depot.add(file, as_bytes("ef")).ok());
  CHECK(*depot.have(file) == 6);
  processes::write_file(world.folder / "offered/incoming" / content::wire_name(file), "abcdeF");
  CHECK(*depot.have(file) == 0);
}

TEST_CASE("what a depot has is newer, known, damaged, older or a contradiction") {
  World world;
  REQUIRE(world.offer(5, {{"a", "five"}}).ok());
  const auto standing = [&](std::int64_t version, const std::string& bytes) {
    const std::string compact = manifest(version, {entry(Kind::block, "a", bytes)});
    return world.depot().standing(*Manifest::open(compact, releaser().keys()), compact);
  };
  const std::string known = processes::read_file(world.folder / "offered/5/manifest.jws");
  CHECK(world.depot().standing(*Manifest::open(known, releaser().keys()), known) ==
        content::Standing::known);
  processes::write_file(world.offered_file(5, "five"), "fvie");
  CHECK(world.depot().standing(*Manifest::open(known, releaser().keys()), known) ==
        content::Standing::damaged);
  fs::remove(world.offered_file(5, "five"));
  CHECK(world.depot().standing(*Manifest::open(known, releaser().keys()), known) ==
        content::Standing::damaged);
  REQUIRE(world.offer(5, {{"a", "five"}}).ok()); // once more, over the damaged one
  CHECK(world.depot().standing(*Manifest::open(known, releaser().keys()), known) ==
        content::Standing::known);
  CHECK(standing(6, "six") == content::Standing::newer);
  CHECK(standing(4, "four") == content::Standing::older);
  CHECK(standing(5, "another") == content::Standing::contradicts);
}
