// SPDX-License-Identifier: EUPL-1.2
#include <base/bytes.hpp>
#include <base/clock.hpp>
#include <base/log.hpp>
#include <base/secret.hpp>
#include <base/wiped_at_end.hpp>

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

using namespace foyer;

// RFC 4648 §10 lists these pairs.
TEST_CASE("base64 agrees with the RFC's own examples") {
  const std::pair<const char*, const char*> pairs[] = {{"", ""},
                                                       {"f", "Zg=="},
                                                       {"fo", "Zm8="},
                                                       {"foo", "Zm9v"},
                                                       {"foob", "Zm9vYg=="},
                                                       {"fooba", "Zm9vYmE="},
                                                       {"foobar", "Zm9vYmFy"}};
  for (const auto& [plain, coded] : pairs) {
    CHECK(to_base64(as_bytes(plain)) == coded);
    CHECK(as_text(*from_base64(coded)) == plain);
  }
}

TEST_CASE("base64 has one spelling for each byte string") {
  CHECK_FALSE(from_base64("Zh==").ok()); // trailing bits set
  CHECK_FALSE(from_base64("Zg=").ok());
  CHECK_FALSE(from_base64url("Zg==").ok());
  CHECK_FALSE(from_base64url("Z").ok());
  CHECK_FALSE(from_base64url("Zm9v Zm9v").ok());
}

TEST_CASE("hex reads both cases and refuses the rest") {
  CHECK(to_hex(*from_hex("00FFa5")) == "00ffa5");
  CHECK_FALSE(from_hex("0").ok());
  CHECK_FALSE(from_hex("0g").ok());
}

TEST_CASE("a moved-from secret is empty and comparison sees content") {
  Secret a("123456");
  Secret b = a.clone();
  CHECK(a == b);
  Secret c = std::move(b);
  CHECK(c == a);
  CHECK_FALSE(c == Secret("123457"));
}

TEST_CASE("times are written in UTC with whole seconds") {
  using namespace std::chrono;
  CHECK(to_rfc3339(WallTime{milliseconds{1'000'000'000'999}}) == "2001-09-09T01:46:40Z");
}

TEST_CASE("a log line is made of catalogued fields only") {
  const auto file = std::filesystem::temp_directory_path() / "foyer-test-log.jsonl";
  std::filesystem::remove(file);
  REQUIRE(open_log(file, "test").ok());
  log(events::Filed{.receipt = ReceiptRef("N01-26-000017-K"), .attachments = 2});
  log(events::ReceiptPrinted{.receipt = ReceiptRef("Müller \"x\"")});
  std::stringstream text;
  text << std::ifstream(file).rdbuf();
  CHECK(text.str().find("\"receipt\":\"N01-26-000017-K\",\"attachments\":2") != std::string::npos);
  CHECK(text.str().find("\"receipt\":\"?\"") != std::string::npos);
  CHECK(text.str().find("ller") == std::string::npos);
  std::filesystem::remove(file);
}

TEST_CASE(
    "A buffer wiped at the end of its scope holds nothing then, whichever way out was taken") {
  Bytes bytes{1, 2, 3};
  std::string text = "KOVALENKO";
  const auto leave = [&](bool early) {
    const WipedAtEnd first(bytes);
    const WipedAtEnd second(text);
    if (early)
      return 1;
    return 2;
  };
  CHECK(leave(true) == 1);
  CHECK(bytes == Bytes{0, 0, 0});
  CHECK(text.empty());
  bytes = {4, 5};
  CHECK(leave(false) == 2);
  CHECK(bytes == Bytes{0, 0});
  bytes = {6};
  Bytes elsewhere;
  {
    const WipedAtEnd guard(bytes);
    elsewhere = std::move(bytes);
  }
  CHECK(elsewhere == Bytes{6});
}
