// SPDX-License-Identifier: EUPL-1.2
#include <app/assistants.hpp>
#include <imaging/document.hpp>

#include <processes/processes.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using processes::read_file;
using processes::write_file;

namespace {

const std::filesystem::path source = FOYER_SOURCE_DIR;

// What is shipped, to be tampered with, and the key that everybody knows.
struct Machine {
  processes::TemporaryDirectory folder;
  app::Config config;
  i18n::Catalogue texts = std::move(*i18n::Catalogue::load(source / "locales"));

  Machine() {
    config.terminal.assets = folder / "assets";
    config.terminal.release_keys = source / "tests/support/demo_keys/release";
    std::filesystem::copy(source / "assets", config.terminal.assets,
                          std::filesystem::copy_options::recursive);
  }
  [[nodiscard]] app::FoundAssistants find() const {
    auto found = app::find_assistants(config, texts);
    REQUIRE(found.ok());
    return std::move(*found);
  }
  [[nodiscard]] std::filesystem::path assistant(const std::string& file) const {
    return config.terminal.assets / "assistants" / file;
  }
};

// All but `id` may be offered, and that one for this reason.
void only_refused(const app::FoundAssistants& found, const std::string& id,
                  const std::string& why) {
  REQUIRE(found.contains(id));
  for (const auto& [name, assistant] : found) {
    INFO(name);
    if (name != id) {
      CHECK(assistant.ok());
      continue;
    }
    REQUIRE_FALSE(assistant.ok());
    CHECK(assistant.failure().code == FailureCode::definition_broken);
    CHECK(assistant.failure().detail.find(why) != std::string::npos);
  }
}

} // namespace

TEST_CASE("As many pages as a paper may have go into its PDF") {
  for (const auto& [id, assistant] : Machine().find()) {
    REQUIRE(assistant.ok());
    for (const auto& document : (*assistant)->documents) {
      INFO(id << ' ' << document.id);
      CHECK(static_cast<std::size_t>(document.max_pages) <= imaging::PdfLimits{}.max_pages);
    }
  }
}

TEST_CASE("every shipped assistant may be offered") {
  const auto found = Machine().find();
  CHECK(found.size() >= 8);
  for (const auto& [id, assistant] : found) {
    INFO(id);
    CHECK(assistant.ok());
  }
}

TEST_CASE("an assistant that was changed on the machine is not offered; the others are") {
  const Machine machine;
  const auto file = machine.assistant("a3.json");
  write_file(file, read_file(file) + "\n");
  only_refused(machine.find(), "a3", "has changed since");
}

TEST_CASE("an assistant without a release, or with another's, is not offered; the others are") {
  const Machine machine;
  const auto release = machine.assistant("a4.release.json");
  SECTION("none") {
    std::filesystem::remove(release);
    only_refused(machine.find(), "a4", "there is none");
  }
  SECTION("another's") {
    std::filesystem::copy_file(machine.assistant("a3.release.json"), release,
                               std::filesystem::copy_options::overwrite_existing);
    only_refused(machine.find(), "a4", "is of a3");
  }
}

TEST_CASE("a damaged definition does not take the others with it") {
  const Machine machine;
  write_file(machine.assistant("a3.json"), "{");
  only_refused(machine.find(), "a3", "F01");
}

TEST_CASE("without a release key nothing can have been released") {
  Machine machine;
  machine.config.terminal.release_keys = machine.folder / "none";
  const auto found = app::find_assistants(machine.config, machine.texts);
  REQUIRE_FALSE(found.ok());
  CHECK(found.failure().code == FailureCode::config_broken);
}
