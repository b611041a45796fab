// SPDX-License-Identifier: EUPL-1.2
// What the middle tier signs, read by programs that are not ours.
#include "world.hpp"

#include <base/bytes.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::delivery;

namespace {

std::string accepted_token(World& world) {
  world.start_server();
  const auto filed = world.file(1);
  REQUIRE(world.deliver(filed).state == store::DeliveryState::accepted);
  return world.office("SELECT token FROM event WHERE kind='accept'");
}

} // namespace

TEST_CASE("The openssl command line verifies the signature of an accept event") {
  World world;
  const std::string token = accepted_token(world);
  const auto last = token.rfind('.');
  processes::write_file(world.directory / "signed", token.substr(0, last));
  processes::write_file(world.directory / "signature",
                        std::string(as_text(from_base64url(token.substr(last + 1)).value())));
  const auto verify = [&](const std::string& file) {
    return processes::run({"openssl", "dgst", "-sha512", "-verify",
                           world.keys / "events/events.pem", "-signature",
                           world.directory / "signature", "-sigopt", "rsa_padding_mode:pss",
                           "-sigopt", "rsa_pss_saltlen:digest", world.directory / file});
  };
  CHECK(verify("signed") == 0);
  processes::write_file(world.directory / "changed",
                        token.substr(0, last - 1) + (token[last - 1] == 'A' ? "B" : "A"));
  CHECK(verify("changed") != 0);
}

TEST_CASE("npm's jose verifies an accept event with the published key and refuses a changed one") {
  const std::string tools = FOYER_SOURCE_DIR "/tests/support/jose";
  if (!std::filesystem::exists(tools + "/node_modules/jose")) {
    WARN("SKIPPED: no node_modules in tests/support/jose (./dev test links Debian's)");
    return;
  }
  World world;
  std::string token = accepted_token(world);
  processes::write_file(world.directory / "jws", token);
  std::string said;
  const auto verify = [&] {
    return processes::run({"node", tools + "/verify.mjs", world.keys / "events/events.jwk.json",
                           world.directory / "jws"},
                          &said);
  };
  REQUIRE(verify() == 0);
  CHECK(said.find(R"("alg":"PS512")") != std::string::npos);
  CHECK(said.find(R"("typ":"secevent+jwt")") != std::string::npos);
  CHECK(said.find(R"("caseNumber":"ABH-)") != std::string::npos);
  token[token.find('.') + 10] = token[token.find('.') + 10] == 'A' ? 'B' : 'A';
  processes::write_file(world.directory / "jws", token);
  CHECK(verify() == 1);
}

TEST_CASE("curl speaks to the middle tier with a client certificate and is refused without") {
  World world;
  world.start_server();
  std::string said;
  CHECK(processes::run({"curl", "-sS", "--noproxy", "*", "--cacert", world.keys / "tls/ca.crt",
                        "--cert", world.keys / "tls/N01.crt", "--key", world.keys / "tls/N01.key",
                        world.url + "/v2/health"},
                       &said) == 0);
  CHECK(said == R"({"api":"foyer/2","status":"ok"})");
  CHECK(processes::run({"curl", "-sS", "--noproxy", "*", "--cacert", world.keys / "tls/ca.crt",
                        world.url + "/v2/health"}) != 0);
}

TEST_CASE(
    "The page shows what the office received, in German and with nothing a visitor could inject") {
  World world;
  world.start_server({"--page", "0"});
  const auto filed = world.file(1);
  REQUIRE(world.deliver(filed).state == store::DeliveryState::accepted);
  const std::string output = world.server.output();
  const auto from = output.find("http://127.0.0.1");
  const std::string page = output.substr(from, output.find('\n', from) - from);
  std::string said;
  REQUIRE(processes::run({"curl", "-sS", "--noproxy", "*", page}, &said) == 0);
  for (const std::string& shown :
       {std::string("Posteingang"), std::string("1 Antrag"), filed.record.number.text(),
        std::string("Neuer Kartenkörper für den eAT"),
        std::string("Ayşe &amp; &lt;Co&gt; ") + filing::family_name,
        std::string("Passseite mit Bild")})
    CHECK(said.find(shown) != std::string::npos);
  CHECK(said.find("<Co>") == std::string::npos);
  REQUIRE(processes::run({"curl", "-sS", "--noproxy", "*",
                          page + "document?receipt=" + filed.record.number.text() + "&id=a1"},
                         &said) == 0);
  CHECK(as_text(filed.attachments.at("a1")) == said);
}
