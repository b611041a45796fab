// SPDX-License-Identifier: EUPL-1.2
#include <seal/case_seal.hpp>

#include <processes/processes.hpp>

#include <catch2/catch.hpp>

#include <filesystem>

using namespace foyer;
using namespace foyer::seal;

namespace {

constexpr std::string_view number = "N01-26-000017-Z";

PaperCode code() {
  return std::move(*PaperCode::parse("7KMQ-2XTP-9D4F-H8WV"));
}

Secret key(std::uint8_t filling = 7) {
  return Secret(Bytes(32, filling));
}

CaseLetter letter(const std::string& text = "Bitte bringen Sie die Geburtsurkunde. Şükrü?") {
  return {.id = "m1",
          .kind = "question",
          .at = WallTime(std::chrono::milliseconds(1'795'599'667'250)),
          .text = Personal(text)};
}

} // namespace

TEST_CASE("the keys of a case are what Argon2's own program derives from code and number") {
  const auto keys = derive_case(code(), number);
  REQUIRE(keys.ok());
  // printf 7KMQ-2XTP-9D4F-H8WV | argon2 foyer-case-1:N01-26-000017-Z -id -t 3 -k 65536 -p 1 -l 64
  // -r
  CHECK(to_hex(keys->access.reveal()) ==
        "9e4446464d428225b0620e41b8d667c32cbcffc8913f87be1ca03d5fea9b7bd8");
  CHECK(to_hex(keys->message.reveal()) ==
        "c00319c1e696d440c8b22852121b40dc2cb56293de9f711cdc957ea9051d7b76");
}

TEST_CASE("another number or another code gives other keys, and the verifier is not the access") {
  const auto keys = derive_case(code(), number);
  const auto other_number = derive_case(code(), "N01-26-000018-Z");
  const auto other_code = derive_case(*PaperCode::generate(), number);
  REQUIRE(keys.ok());
  CHECK_FALSE(keys->access == other_number->access);
  CHECK_FALSE(keys->message == other_number->message);
  CHECK_FALSE(keys->access == other_code->access);
  CHECK_FALSE(keys->access == keys->message);
  const auto verifier = case_verifier(keys->access);
  REQUIRE(verifier.ok());
  CHECK(verifier->size() == 32);
  CHECK_FALSE(*verifier == to_bytes(keys->access.reveal()));
}

TEST_CASE("a code without hyphens is the same code, for machines") {
  const auto compact = code().compact();
  CHECK(as_text(compact.reveal()) == "7KMQ2XTP9D4FH8WV");
  CHECK(PaperCode::parse(as_text(compact.reveal()))->text() == code().text());
}

TEST_CASE("a letter is opened by its key and number only, and comes back as it was") {
  const auto sealed = seal_letter(key(), number, letter());
  REQUIRE(sealed.ok());
  const auto opened = open_letter(key(), number, *sealed);
  REQUIRE(opened.ok());
  CHECK(opened->id == "m1");
  CHECK(opened->kind == "question");
  CHECK(opened->at == letter().at);
  CHECK(opened->text == letter().text);
  CHECK(open_letter(key(8), number, *sealed).failure().code == FailureCode::malformed);
  CHECK(open_letter(key(), "N01-26-000018-Z", *sealed).failure().code == FailureCode::malformed);
}

TEST_CASE("letters of different length look alike") {
  const auto size = [](std::size_t length) {
    return seal_letter(key(), number, letter(std::string(length, 'a')))->size();
  };
  CHECK(size(1) == size(300));
  CHECK(size(1) < size(1000));
  CHECK(seal_letter(key(), number, letter(std::string(20'000, 'a'))).failure().code ==
        FailureCode::seal_failed);
}

TEST_CASE("a letter that lacks its end or has one character changed is refused") {
  const auto sealed = *seal_letter(key(), number, letter());
  for (std::size_t length = 0; length < sealed.size(); ++length)
    REQUIRE_FALSE(open_letter(key(), number, sealed.substr(0, length)).ok());
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    auto wrong = sealed;
    wrong[at] = wrong[at] == 'A' ? 'B' : 'A';
    REQUIRE_FALSE(open_letter(key(), number, wrong).ok());
  }
}

TEST_CASE("npm's jose opens a letter with the derived key") {
  const std::string tools = FOYER_SOURCE_DIR "/tests/support/jose";
  if (!std::filesystem::exists(tools + "/node_modules/jose")) {
    WARN("SKIPPED: no node_modules in tests/support/jose (./dev test links Debian's)");
    return;
  }
  const processes::TemporaryDirectory folder;
  processes::write_file(folder / "letter", *seal_letter(key(), number, letter("Guten Tag")));
  std::string said;
  const auto open = [&](std::uint8_t filling) {
    processes::write_file(folder / "key", to_base64url(key(filling).reveal()));
    return processes::run({"node", tools + "/open_case.mjs", folder / "key", folder / "letter"},
                          &said);
  };
  REQUIRE(open(7) == 0);
  CHECK(said.find(R"("alg":"dir")") != std::string::npos);
  CHECK(said.find(R"("kid":"N01-26-000017-Z")") != std::string::npos);
  CHECK(said.find(R"("text":"Guten Tag")") != std::string::npos);
  CHECK(open(8) == 1);
}
