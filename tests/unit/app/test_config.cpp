// SPDX-License-Identifier: EUPL-1.2
// The configuration file as somebody who sets up a terminal changes it.
#include <app/config.hpp>
#include <processes/processes.hpp>

#include <catch2/catch.hpp>

#include <map>

using namespace foyer;

namespace {

const processes::TemporaryDirectory& folder() {
  static const processes::TemporaryDirectory made;
  return made;
}

// The documented example with `text` instead of `part`, and more of these.
Result<app::Config> with(const std::string& part = {}, const std::string& text = {},
                         const std::map<std::string, std::string>& more = {}) {
  std::string file = processes::read_file(FOYER_SOURCE_DIR "/kiosk/app/foyer.example.toml");
  const auto replace = [&](const std::string& old, const std::string& now) {
    const auto at = file.find(old);
    REQUIRE(at != std::string::npos);
    file.replace(at, old.size(), now);
  };
  replace(part, text);
  for (const auto& [old, now] : more)
    replace(old, now);
  processes::write_file(folder() / "foyer.toml", file);
  return app::load_config(folder() / "foyer.toml");
}

std::string refusal(const Result<app::Config>& config) {
  REQUIRE_FALSE(config.ok());
  CHECK(config.failure().code == FailureCode::config_broken);
  return config.failure().detail;
}

} // namespace

TEST_CASE("the documented example loads and seals in profile jwe without an author's key") {
  const auto config = with();
  REQUIRE(config.ok());
  CHECK(config->seal.profile == "jwe");
  CHECK(config->seal.author_key.empty());
}

TEST_CASE("profile osci needs the author's key, beside the configuration file") {
  const auto config =
      with("profile = \"jwe\"", "author_key = \"keys/author.pem\"\nprofile = \"osci\"");
  REQUIRE(config.ok());
  CHECK(config->seal.profile == "osci");
  CHECK(config->seal.author_key == folder() / "keys/author.pem");
  CHECK(refusal(with("profile = \"jwe\"", "profile = \"osci\"")) ==
        "foyer.toml: [seal] author_key: is missing");
}

TEST_CASE("a profile that there is not is refused by its key") {
  CHECK(refusal(with("profile = \"jwe\"", "profile = \"JWE\"")) ==
        "foyer.toml: [seal] profile: is none of those there are");
  CHECK(refusal(with("profile = \"jwe\"", "profil = \"jwe\"")) ==
        "foyer.toml: [seal] profil: unknown key");
}

TEST_CASE("a terminal without the AusweisApp's name has no online ID function") {
  const auto config = with();
  REQUIRE(config.ok());
  CHECK(config->eid.ausweisapp == "/usr/bin/AusweisApp2");
  CHECK_FALSE(config->eid.identify);
  CHECK(config->eid.environment.empty());
  const auto without = with("\"/usr/bin/AusweisApp2\"", "\"\"");
  REQUIRE(without.ok());
  CHECK(without->eid.ausweisapp.empty());
  const auto proves = with("identify = false", "identify = true");
  REQUIRE(proves.ok());
  CHECK(proves->eid.identify);
  CHECK(refusal(
            with("identify = false", "identify = true", {{"\"/usr/bin/AusweisApp2\"", "\"\""}})) ==
        "foyer.toml: [eid] ausweisapp: is empty");
  const auto told = with("[eid.environment]", "[eid.environment]\nXDG_DATA_DIRS = \"/x\"\n#");
  REQUIRE(told.ok());
  CHECK(told->eid.environment ==
        std::vector<std::pair<std::string, std::string>>{{"XDG_DATA_DIRS", "/x"}});
  CHECK(refusal(with("ausweisapp =", "ausweiss_app =")) ==
        "foyer.toml: [eid] ausweiss_app: unknown key");
}
