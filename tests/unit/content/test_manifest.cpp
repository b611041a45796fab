// SPDX-License-Identifier: EUPL-1.2
#include "released.hpp"

using namespace foyer;
using namespace foyer::test;
using content::Kind;
using content::Manifest;

namespace {

// Signed by the openssl command line, an outside tool, over whatever header and payload.
std::string signed_by_hand(const std::string& header, const std::string& payload) {
  const auto& folder = releaser().folder;
  const std::string text = to_base64url(as_bytes(header)) + '.' + to_base64url(as_bytes(payload));
  processes::write_file(folder / "text", text);
  REQUIRE(processes::run({"openssl", "pkeyutl", "-sign", "-inkey", folder / "ours.key", "-rawin",
                          "-in", folder / "text", "-out", folder / "sig"}) == 0);
  return text + '.' + to_base64url(as_bytes(processes::read_file(folder / "sig")));
}

std::string key_id() {
  const auto& folder = releaser().folder;
  REQUIRE(processes::run({"openssl", "pkey", "-in", folder / "ours.key", "-pubout", "-outform",
                          "DER", "-out", folder / "der"}) == 0);
  REQUIRE(processes::run({"openssl", "dgst", "-sha256", "-binary", "-out", folder / "id",
                          folder / "der"}) == 0);
  return to_base64url(as_bytes(processes::read_file(folder / "id")));
}

std::string header() {
  static const std::string made =
      R"({"alg":"EdDSA","kid":")" + key_id() + R"(","typ":"foyer-content+jws"})";
  return made;
}

std::string file(const std::string& kind, const std::string& id, const std::string& size = "1") {
  return R"({"kind":")" + kind + R"(","id":")" + id + R"(","size":)" + size + R"(,"sha512":")" +
         std::string(128, 'a') + "\"}";
}

std::string claims(const std::string& files, const std::string& version = "1") {
  return R"({"version":)" + version + R"(,"iat":1795628285,"for":["1.0"],"files":[)" + files + "]}";
}

void refuses(const std::string& compact, FailureCode code, const std::string& why) {
  const auto opened = Manifest::open(compact, releaser().keys());
  INFO(why);
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.failure().code == code);
  CHECK(opened.failure().detail == "content: " + why);
}

} // namespace

TEST_CASE("a manifest signed by openssl is believed, with what is in it") {
  const auto opened = Manifest::open(
      signed_by_hand(header(), claims(file("assistant", "a3", "7") + "," + file("texts", "de.ui"))),
      releaser().keys());
  REQUIRE(opened.ok());
  CHECK(opened->version() == 1);
  CHECK(opened->is_for("1.0"));
  CHECK_FALSE(opened->is_for("1.0.1"));
  REQUIRE(opened->files().size() == 2);
  CHECK(opened->files()[0].size == 7);
  CHECK(opened->files()[0].sha512 == Bytes(64, 0xaa));
  CHECK(opened->has(Kind::texts));
  CHECK_FALSE(opened->has(Kind::menu));
}

TEST_CASE("every kind has its place, and a file in its place its kind") {
  const std::map<std::string, content::Entry> places{
      {"assets/assistants/a3.json", {Kind::assistant, "a3"}},
      {"assets/assistants/a3.release.json", {Kind::release, "a3"}},
      {"assets/blocks/person.json", {Kind::block, "person"}},
      {"assets/codelists/staaten.json", {Kind::codelist, "staaten"}},
      {"assets/parameters/params.json", {Kind::parameters, "params"}},
      {"assets/migrations/a3-1.0.0-1.1.0.json", {Kind::migration, "a3-1.0.0-1.1.0"}},
      {"assets/menu.json", {Kind::menu, "menu"}},
      {"locales/ckb/codes_a1.json", {Kind::texts, "ckb.codes_a1"}},
      {"trust/trust.table", {Kind::trust_list, "trust"}},
      {"office/office.jws", {Kind::office_keys, "office"}}};
  for (const auto& [place, wanted] : places) {
    INFO(place);
    CHECK(content::place_of(wanted) == place);
    const auto found = content::entry_at(place);
    REQUIRE(found);
    CHECK(found->kind == wanted.kind);
    CHECK(found->id == wanted.id);
    CHECK(content::kind_called(content::name(wanted.kind)) == wanted.kind);
  }
  for (const char* place : {"assets/fonts.conf", "assets/icons/x.svg", "a3.json", "locales/ui.json",
                            "assets/menu2.json", "assets/assistants/.json", "trust/other.table"})
    CHECK_FALSE(content::entry_at(place));
}

TEST_CASE("no id leads out of a terminal's content, whoever signed it") {
  for (const char* id :
       {"", ".", "..", "../a", "..\\/a", "/etc/passwd", "a/b", "a\\\\b", "a..b", ".a", "a.", "-a",
        "a-", "A", "ä", "a b", "a\\u0000b", "a\\nb", "a.release"})
    refuses(signed_by_hand(header(), claims(file("assistant", id))), FailureCode::malformed,
            "an id that is none");
  refuses(signed_by_hand(header(), claims(file("assistant", std::string(65, 'a')))),
          FailureCode::malformed, "an id that is none");
  for (const char* id : {"de", "de.ui.x", ".ui", "de.", "de/ui", "../de.ui"})
    refuses(signed_by_hand(header(), claims(file("texts", id))), FailureCode::malformed,
            "an id that is none");
  refuses(signed_by_hand(header(), claims(file("menu", "other"))), FailureCode::malformed,
          "an id that is none");
}

TEST_CASE("what is too much, of no kind or of another form is malformed") {
  const auto odd = FailureCode::malformed;
  const auto sealed = [](const std::string& payload) { return signed_by_hand(header(), payload); };
  for (const char* size :
       {"0", "-1", "16777217", "10737418240", "18446744073709551615", "1.5", "\"1\"", "null"})
    refuses(sealed(claims(file("menu", "menu", size))), odd, "member size");
  for (const char* version : {"0", "-1", "9007199254740992", "18446744073709551615", "\"1\""})
    refuses(sealed(claims("", version)), odd, "member version");
  refuses(sealed(claims(file("font", "a"))), odd, "a kind that there is not");
  refuses(sealed(claims(file("block", "a") + "," + file("block", "a"))), odd,
          "a file that is named twice");
  std::string many = file("block", "b0", "16777216");
  for (int i = 1; i < 5; ++i)
    many += "," + file("block", "b" + std::to_string(i), "16777216");
  refuses(sealed(claims(many)), odd, "too much");
  std::string more = file("block", "b");
  for (int i = 0; i < 2000; ++i)
    more += "," + file("block", "b" + std::to_string(i));
  refuses(sealed(claims(more)), odd, "member files");
  refuses(sealed(claims(R"({"kind":"block","id":"a","size":1})")), odd,
          "a file is not kind, id, size and sha512");
  refuses(sealed(claims(R"({"kind":"block","id":"a","size":1,"sha512":"AA"})")), odd,
          "a hash that is none");
  refuses(sealed("[]"), odd, "no JSON object");
  refuses(sealed(R"({"version":1})"), odd, "member iat");
  refuses(sealed(R"({"version":1,"iat":1})"), odd, "member for");
  refuses(sealed(R"({"version":1,"iat":1,"for":[]})"), odd, "member files");
  refuses(signed_by_hand(R"({"alg":"EdDSA"})", claims("")), odd, "another header");
  refuses(std::string(content::manifest_limit + 1, '.'), odd, "too long");
  refuses("a.b", odd, "no compact JWS");
}

TEST_CASE("what another signed, or what was changed, is not believed") {
  const auto unproven = FailureCode::definition_broken;
  const std::vector<content::Entry> files{entry(Kind::menu, "menu", "{}")};
  refuses(manifest(1, files, "other"), unproven,
          "signed with a key that this terminal does not know");
  const std::string good = manifest(1, files);
  REQUIRE(Manifest::open(good, releaser().keys()).ok());
  const std::string other = manifest(2, files);
  refuses(good.substr(0, good.rfind('.')) + other.substr(other.rfind('.')), unproven,
          "the signature does not fit");
  refuses(signed_by_hand(R"({"alg":"none","kid":")" + key_id() + R"(","typ":"foyer-content+jws"})",
                         claims("")),
          unproven, "another algorithm or type");
  refuses(signed_by_hand(R"({"alg":"EdDSA","kid":")" + key_id() + R"(","typ":"secevent+jwt"})",
                         claims("")),
          unproven, "another algorithm or type");
}

TEST_CASE("a manifest cut off anywhere is refused") {
  const std::string whole = manifest(1, {entry(Kind::menu, "menu", "{}")});
  for (std::size_t length = 0; length < whole.size(); ++length)
    if (Manifest::open(whole.substr(0, length), releaser().keys()).ok())
      FAIL("cut at " << length);
}

TEST_CASE("what would be refused is not signed") {
  const auto sign = [](std::int64_t version, const content::Entry& entry) {
    return content::sign_manifest(version, system_clock().wall(), {"1.0"}, {entry},
                                  releaser().key());
  };
  CHECK(sign(1, entry(Kind::menu, "menu", "{}")).ok());
  CHECK_FALSE(sign(0, entry(Kind::menu, "menu", "{}")).ok());
  CHECK_FALSE(sign(1, entry(Kind::menu, "../menu", "{}")).ok());
  CHECK_FALSE(sign(1, entry(Kind::menu, "menu", "")).ok());
  CHECK(content::sign_manifest(1, {}, {}, {}, Secret("noise")).failure().code ==
        FailureCode::config_broken);
}
