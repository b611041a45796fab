// SPDX-License-Identifier: EUPL-1.2
#include <staff_pkcs11/opensc_configuration.hpp>
#include <staff_pkcs11/worker_messages.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::staff_pkcs11;

namespace {

CardContent content() {
  CardContent out{.module = true};
  out.certificates.push_back({.slot = 0x1'0000'0007, .flags = 0x40D, .id = {1}, .der = {2, 3}});
  out.certificates.push_back({.slot = 0, .flags = 0, .id = {}, .der = Bytes(3000, 7)});
  return out;
}

} // namespace

TEST_CASE("staff worker: messages are read as they were written") {
  const auto read = parse_content(encode(content()));
  REQUIRE(read.ok());
  CHECK(read->module);
  REQUIRE(read->certificates.size() == 2);
  CHECK(read->certificates[0].slot == 0x1'0000'0007);
  CHECK(read->certificates[0].flags == 0x40D);
  CHECK(read->certificates[1].der.size() == 3000);

  SignRequest request;
  request.slot = 5;
  request.elliptic = true;
  request.pin = Secret("123456");
  request.id = {9};
  request.digest = Bytes(32, 4);
  const auto asked = parse_request(encode(request));
  REQUIRE(asked.ok());
  CHECK(asked->pin == Secret("123456"));
  CHECK(asked->digest == Bytes(32, 4));
  CHECK(asked->elliptic);

  const auto answer = parse_answer(encode(SignAnswer{0xA0, 0x1'0000, {1, 2}}));
  REQUIRE(answer.ok());
  CHECK(answer->result == 0xA0);
  CHECK(answer->flags == 0x1'0000);
  CHECK(answer->signature == Bytes{1, 2});
  const auto silent = parse_answer(encode(SignAnswer{0xA0, std::nullopt, {}}));
  REQUIRE(silent.ok());
  CHECK_FALSE(silent->flags.has_value());
}

TEST_CASE("staff worker: a message that is cut, too long or of another kind is malformed") {
  for (const Bytes& whole : {encode(content()), encode(SignAnswer{1, 2, {3}}),
                             encode(SignAnswer{1, std::nullopt, {3}})}) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
      CHECK_FALSE(parse_content(ByteView(whole).first(size)).ok());
      CHECK_FALSE(parse_answer(ByteView(whole).first(size)).ok());
      CHECK_FALSE(parse_request(ByteView(whole).first(size)).ok());
    }
  }
  Bytes longer = encode(SignAnswer{});
  longer.push_back(0);
  CHECK_FALSE(parse_answer(longer).ok());
  CHECK_FALSE(parse_content(encode(SignAnswer{})).ok());
  CHECK_FALSE(parse_content(Bytes{1, 1, 200}).ok());
}

TEST_CASE("opensc.conf: every other reader is ignored, whatever its name") {
  const std::string text = opensc_configuration({"Virtual PCD 00 00", "Odd \"name\" 01"});
  CHECK(text.find("ignored_readers = \"Virtual PCD 00 00\", \"Odd \";") != std::string::npos);
  CHECK(opensc_configuration({}).find("ignored_readers") == std::string::npos);
  CHECK(opensc_configuration({"\\\"\n"}).find("ignored_readers") == std::string::npos);
}
