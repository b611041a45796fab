// SPDX-License-Identifier: EUPL-1.2
#include "shipped.hpp"

#include <author/sign.hpp>
#include <forms/release.hpp>

#include <processes/processes.hpp>

using namespace foyer;
using namespace foyer::author::test;
using processes::read_file;
using processes::TemporaryDirectory;
using processes::write_file;

namespace {

void openssl(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "openssl");
  std::string output;
  const int code = processes::run(arguments, &output);
  INFO(output);
  REQUIRE(code == 0);
}

// A key pair made by the openssl command line, and a copy of what is shipped to sign in.
struct Office {
  TemporaryDirectory folder;
  std::filesystem::path key = folder / "release.key", keys = folder / "keys";
  std::filesystem::path assets = folder / "assets";

  Office() {
    std::filesystem::create_directories(keys);
    openssl({"genpkey", "-algorithm", "ED25519", "-out", key.string()});
    openssl({"pkey", "-in", key.string(), "-pubout", "-out", (keys / "office.pem").string()});
    std::filesystem::copy(author::test::assets(), assets, std::filesystem::copy_options::recursive);
  }
  [[nodiscard]] forms::Release sign(const forms::Assistant& assistant) const {
    auto release = author::sign(assistant, texts(), Secret(read_file(key)));
    REQUIRE(release.ok());
    write_file(forms::release_file(assets, assistant.id), forms::release_json(*release));
    return *release;
  }
  [[nodiscard]] std::shared_ptr<const forms::Assistant> load() const {
    auto loaded = forms::Loader::load(assets, "a3");
    REQUIRE(loaded.ok());
    return *loaded;
  }
  [[nodiscard]] std::string why_not(const forms::Assistant& assistant) const {
    const auto known = forms::ReleaseKeys::load(keys);
    REQUIRE(known.ok());
    const Status checked = forms::check_release(assistant, texts(), assets, *known);
    if (!checked)
      CHECK(checked.failure().code == FailureCode::definition_broken);
    return checked.ok() ? "" : checked.failure().detail;
  }
};

void replace(const std::filesystem::path& file, const std::string& what, const std::string& by) {
  std::string text = read_file(file);
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  write_file(file, text.replace(at, what.size(), by));
}

} // namespace

TEST_CASE("what the office signed is released, and openssl says so, too") {
  const Office office;
  const auto assistant = office.load();
  const auto release = office.sign(*assistant);
  CHECK(office.why_not(*assistant).empty());
  CHECK(forms::read_release(office.assets, "a3").value() == release);
  write_file(office.folder / "lines", "foyer-assistant-release-1\nid: a3\nversion: " +
                                          assistant->version + "\nsha256: " + assistant->sha256 +
                                          "\ntexts_sha256: " + release.texts_sha256 + "\n");
  write_file(office.folder / "signature", std::string(as_text(release.signature)));
  openssl({"pkeyutl", "-verify", "-pubin", "-inkey", (office.keys / "office.pem").string(),
           "-rawin", "-in", (office.folder / "lines").string(), "-sigfile",
           (office.folder / "signature").string()});
}

TEST_CASE("a change of the definition, a block, a code list or a German text ends the release") {
  const Office office;
  static_cast<void>(office.sign(*office.load()));
  SECTION("definition") {
    replace(office.assets / "assistants/a3.json", "\"pages\": \"1", "\"pages\":  \"1");
    CHECK(office.why_not(*office.load()).find("has changed since") != std::string::npos);
  }
  SECTION("block") {
    replace(office.assets / "blocks/person.json", "name(120)", "name(121)");
    CHECK(office.why_not(*office.load()).find("has changed since") != std::string::npos);
  }
  SECTION("code list") {
    replace(office.assets / "codelists/staaten.json", "\"DEU\"", "\"DEX\"");
    const auto loaded = forms::Loader::load(office.assets, "a3");
    CHECK((!loaded.ok() || !office.why_not(**loaded).empty()));
  }
  SECTION("version") {
    replace(office.assets / "assistants/a3.json", "\"version\": \"", "\"version\": \"9");
    CHECK(office.why_not(*office.load()).find("is of version") != std::string::npos);
  }
  SECTION("text") {
    auto other = author::sign(*office.load(), other_texts(), Secret(read_file(office.key)));
    REQUIRE(other.ok());
    write_file(forms::release_file(office.assets, "a3"), forms::release_json(*other));
    CHECK(office.why_not(*office.load()).find("German texts") != std::string::npos);
  }
}

TEST_CASE("no release, a forged one and a stranger's are refused") {
  const Office office;
  const auto assistant = office.load();
  auto release = office.sign(*assistant);
  const auto file = forms::release_file(office.assets, "a3");
  SECTION("none") {
    std::filesystem::remove(file);
    CHECK(office.why_not(*assistant) == "release: there is none");
  }
  SECTION("every bit of the signature counts") {
    for (std::size_t i = 0; i < release.signature.size(); ++i) {
      auto forged = release;
      forged.signature[i] ^= 1;
      write_file(file, forms::release_json(forged));
      REQUIRE(office.why_not(*assistant) == "release: the signature does not fit");
    }
  }
  SECTION("another's key") {
    const Office stranger;
    write_file(file, forms::release_json(stranger.sign(*assistant)));
    CHECK(office.why_not(*assistant).find("does not know") != std::string::npos);
    // With the office's key id pasted in.
    auto forged = stranger.sign(*assistant);
    forged.key_id = release.key_id;
    write_file(file, forms::release_json(forged));
    CHECK(office.why_not(*assistant) == "release: the signature does not fit");
  }
  SECTION("cut off anywhere") {
    const std::string whole = read_file(file);
    for (std::size_t length = 0; length + 2 < whole.size(); ++length)
      REQUIRE_FALSE(forms::parse_release(whole.substr(0, length)).ok());
  }
  SECTION("more than is signed") {
    replace(file, "\"id\"", "\"note\": \"x\", \"id\"");
    CHECK_FALSE(office.why_not(*assistant).empty());
  }
}

TEST_CASE("a number beyond all bounds is no release and no definition") {
  CHECK_FALSE(forms::parse_release(R"({"id":1e9999})").ok());
  const Office office;
  write_file(office.assets / "assistants/a3.json", R"({"id":1e9999})");
  CHECK_FALSE(forms::Loader::load(office.assets, "a3").ok());
}

TEST_CASE("a line feed in a member makes no second line of what is signed") {
  CHECK_FALSE(forms::parse_release(R"({"id":"a3\nversion: 2","version":"1","sha256":"a",)"
                                   R"("texts_sha256":"b","key_id":"c","signature":""})")
                  .ok());
}

TEST_CASE("a folder without a public Ed25519 key, or with a private one, is no configuration") {
  const Office office;
  const auto refused = [](const std::filesystem::path& folder) {
    const auto keys = forms::ReleaseKeys::load(folder);
    return !keys && keys.failure().code == FailureCode::config_broken;
  };
  CHECK(refused(office.folder / "nowhere"));
  std::filesystem::copy(office.key, office.keys / "private.pem");
  CHECK(refused(office.keys));
  std::filesystem::remove(office.keys / "private.pem");
  openssl({"genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out",
           (office.folder / "ec.key").string()});
  openssl({"pkey", "-in", (office.folder / "ec.key").string(), "-pubout", "-out",
           (office.keys / "ec.pem").string()});
  CHECK(refused(office.keys));
}

TEST_CASE("a release file beside a definition is no definition") {
  const Office office;
  static_cast<void>(office.sign(*office.load()));
  for (const auto& id : forms::Loader::available(office.assets))
    CHECK(id.find("release") == std::string::npos);
}
