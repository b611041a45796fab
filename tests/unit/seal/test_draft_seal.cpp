// SPDX-License-Identifier: EUPL-1.2
#include <seal/draft_seal.hpp>

#include <catch2/catch.hpp>

#include <set>
#include <string>

using namespace foyer;
using namespace foyer::seal;

namespace {

const Bytes salt(draft_salt_bytes, 7);
const std::string letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

std::string text_of(const PaperCode& code) {
  return std::string(as_text(code.text().reveal()));
}

PaperCode code_of(std::string_view text) {
  auto code = PaperCode::parse(text);
  REQUIRE(code.ok());
  return std::move(*code);
}

DraftKey key_of(std::uint8_t filling) {
  return {.id = Bytes(16, filling), .key = Secret(Bytes(32, filling))};
}

const std::string plain = "{\"answers\":\"Ševčenko\"}";

} // namespace

TEST_CASE("a code is written in groups of four and no two are the same") {
  std::set<std::string> seen;
  for (int i = 0; i < 500; ++i) {
    const auto code = PaperCode::generate();
    REQUIRE(code.ok());
    const std::string text = text_of(*code);
    REQUIRE(text.size() == 19);
    for (std::size_t k = 0; k < text.size(); ++k)
      REQUIRE((k % 5 == 4 ? text[k] == '-' : letters.find(text[k]) != std::string::npos));
    REQUIRE(seen.insert(text).second);
    REQUIRE(PaperCode::parse(text).ok());
  }
}

TEST_CASE("a code may be typed without care for case, spaces, hyphens, O, I and L") {
  const auto code = code_of("0000-0000-0000-0000");
  CHECK(text_of(code_of("oOoO oooo0000 0000")) == text_of(code));
  const std::string text = text_of(*PaperCode::generate());
  std::string careless;
  for (const char c : text)
    careless += c == '-'   ? std::string(" ")
                : c == '0' ? std::string("o")
                : c == '1' ? std::string("l")
                           : std::string(1, static_cast<char>(std::tolower(c)));
  CHECK(text_of(code_of(careless)) == text);
}

TEST_CASE("every wrong character and every swap of neighbours is noticed") {
  for (int round = 0; round < 20; ++round) {
    const std::string text = text_of(*PaperCode::generate());
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '-')
        continue;
      for (const char other : letters) {
        std::string wrong = text;
        wrong[i] = other;
        REQUIRE(PaperCode::parse(wrong).ok() == (other == text[i]));
      }
      const std::size_t next = i + 1 < text.size() && text[i + 1] == '-' ? i + 2 : i + 1;
      if (next >= text.size() || text[next] == text[i])
        continue;
      std::string swapped = text;
      std::swap(swapped[i], swapped[next]);
      REQUIRE_FALSE(PaperCode::parse(swapped).ok());
    }
  }
}

TEST_CASE("what is no code is refused") {
  for (const char* text : {"", "0", "0000-0000-0000-000", "0000-0000-0000-00000",
                           "0000-0000-0000-000U", "0000_0000_0000_0000", "äöüß"})
    CHECK(PaperCode::parse(text).failure().code == FailureCode::malformed);
}

TEST_CASE("id and key follow from the code and the terminal's salt alone") {
  const auto code = code_of("0000-0000-0000-0000");
  const auto first = derive(code, salt), again = derive(code, salt);
  REQUIRE(first.ok());
  CHECK(first->id == again->id);
  CHECK(first->key == again->key);
  // As Debian's argon2 says: printf 0000-0000-0000-0000 | argon2 SALT -id -v 13 -t 3 -m 16 -p 1
  // -l 48 -r. Drafts that were kept depend on it.
  CHECK(to_hex(first->id) == "79709742e46a4ade9810c2445459ab15");
  CHECK(to_hex(first->key.reveal()) ==
        "2b033e7f23ccb78a8978ff944e0f9cea9fe9b04299ba3b8ce9a75f09d10c3a70");
  const auto elsewhere = derive(code, Bytes(draft_salt_bytes, 8));
  CHECK_FALSE(first->id == elsewhere->id);
  CHECK_FALSE(first->key == elsewhere->key);
  CHECK(derive(code, Bytes(8, 7)).failure().code == FailureCode::seal_failed);
}

TEST_CASE("a sealed draft opens with its key and shows nothing without") {
  const auto key = key_of(1);
  const auto sealed = seal_draft(key, 20'000, as_bytes(plain));
  REQUIRE(sealed.ok());
  CHECK(as_text(*sealed).find("answers") == std::string_view::npos);
  const auto opened = open_draft(key, 20'000, *sealed);
  REQUIRE(opened.ok());
  CHECK(as_text(opened->reveal()) == plain);
  CHECK_FALSE(*seal_draft(key, 20'000, as_bytes(plain)) == *sealed);
  CHECK(open_draft(key_of(2), 20'000, *sealed).failure().code == FailureCode::malformed);
  CHECK(open_draft(key, 20'000, *seal_draft(key, 20'000, {})).value().empty());
}

TEST_CASE("nobody can change a sealed draft, move it or make it last longer") {
  const auto key = key_of(1);
  const Bytes sealed = *seal_draft(key, 20'000, as_bytes(plain));
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    Bytes changed = sealed;
    changed[i] ^= 1;
    REQUIRE_FALSE(open_draft(key, 20'000, changed).ok());
    REQUIRE_FALSE(open_draft(key, 20'000, ByteView(sealed).first(i)).ok());
  }
  CHECK_FALSE(open_draft(key, 20'001, sealed).ok());
  DraftKey other_place{.id = Bytes(16, 9), .key = key.key.clone()};
  CHECK_FALSE(open_draft(other_place, 20'000, sealed).ok());
}
