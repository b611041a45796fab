// SPDX-License-Identifier: EUPL-1.2
// Tokens are signed by the openssl command line here, not by our own server.
#include <sync/event_token.hpp>

#include <base/bytes.hpp>
#include <processes/processes.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::sync;
using processes::demo_keys;

namespace {

const std::string good_header = R"({"alg":"PS512","typ":"secevent+jwt","kid":"k"})";
const std::string good_payload =
    R"({"iss":"urn:x","iat":1795600000,"jti":"1","sub":"s-1","txn":"N01-26-000001-A",)"
    R"("events":{"urn:foyer:event:accept-submission":{"caseNumber":"ABH-1",)"
    R"("authenticationTags":{"data":"tagD","attachments":{"a1":"tag1"}}}}})";

std::string sign(const std::string& header, const std::string& payload,
                 const std::string& salt = "digest", const std::string& digest = "sha512") {
  const processes::TemporaryDirectory directory;
  const std::string text = to_base64url(as_bytes(header)) + '.' + to_base64url(as_bytes(payload));
  processes::write_file(directory / "text", text);
  REQUIRE(
      processes::run({"openssl", "dgst", "-" + digest, "-sign", demo_keys() / "events/events.key",
                      "-sigopt", "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:" + salt,
                      "-out", directory / "signature", directory / "text"}) == 0);
  return text + '.' + to_base64url(as_bytes(processes::read_file(directory / "signature")));
}

EventKey key() {
  return EventKey::load(demo_keys() / "events/events.pem").value();
}

FailureCode refusal(const std::string& token) {
  const auto opened = key().open(token, "secevent+jwt");
  REQUIRE_FALSE(opened.ok());
  return opened.failure().code;
}

FailureCode refusal_of_claims(const std::string& payload) {
  const auto event = parse_event(as_bytes(payload));
  REQUIRE_FALSE(event.ok());
  return event.failure().code;
}

} // namespace

TEST_CASE("A token signed by another program with the pinned key is opened and read") {
  const auto payload = key().open(sign(good_header, good_payload), "secevent+jwt");
  REQUIRE(payload.ok());
  const auto event = parse_event(*payload);
  REQUIRE(event.ok());
  CHECK(event->kind == EventKind::accept);
  CHECK(event->receipt == "N01-26-000001-A");
  CHECK(event->submission == "s-1");
  CHECK(event->case_number == "ABH-1");
  CHECK(event->tags == AuthenticationTags{"tagD", {{"a1", "tag1"}}});
  CHECK(to_rfc3339(event->issued_at) == "2026-11-25T09:46:40Z");
}

TEST_CASE("A token of another type, algorithm, salt or hash is refused") {
  CHECK(refusal(sign(R"({"alg":"PS512","typ":"JWT"})", good_payload)) ==
        FailureCode::receipt_forged);
  CHECK(refusal(sign(R"({"alg":"none","typ":"secevent+jwt"})", good_payload)) ==
        FailureCode::receipt_forged);
  CHECK(refusal(sign(R"({"alg":"PS256","typ":"secevent+jwt"})", good_payload)) ==
        FailureCode::receipt_forged);
  CHECK(refusal(sign(good_header, good_payload, "20")) == FailureCode::receipt_forged);
  CHECK(refusal(sign(good_header, good_payload, "digest", "sha256")) ==
        FailureCode::receipt_forged);
}

TEST_CASE("A header that brings its own key or wants to be understood is refused") {
  for (const std::string extra : {R"("jwk":{})", R"("jku":"https://x")", R"("x5c":[])",
                                  R"("x5u":"u")", R"("crit":["b64"])", R"("b64":false)"})
    CHECK(refusal(sign(R"({"alg":"PS512","typ":"secevent+jwt",)" + extra + '}', good_payload)) ==
          FailureCode::receipt_forged);
}

TEST_CASE("A token cut short at any byte is refused") {
  const std::string whole = sign(good_header, good_payload);
  for (std::size_t length = 0; length < whole.size(); ++length)
    REQUIRE_FALSE(key().open(std::string_view(whole).substr(0, length), "secevent+jwt").ok());
}

TEST_CASE("A token with one changed letter anywhere is refused") {
  const std::string whole = sign(good_header, good_payload);
  for (std::size_t at = 0; at < whole.size(); at += 7) {
    std::string changed = whole;
    changed[at] = changed[at] == 'A' ? 'B' : 'A';
    REQUIRE_FALSE(key().open(changed, "secevent+jwt").ok());
  }
}

TEST_CASE("What is no compact JWS is called malformed, not forged") {
  for (const std::string text : {"", ".", "..", "a.b", "a.b.c.d", "<html>", "a b.c.d"})
    CHECK(refusal(text) == FailureCode::server_answer_malformed);
  CHECK(refusal(std::string(70'000, 'A')) == FailureCode::server_answer_malformed);
}

TEST_CASE("Claims that are missing or odd are refused") {
  const auto without = [](const std::string& from, const std::string& to) {
    std::string payload = good_payload;
    payload.replace(payload.find(from), from.size(), to);
    return refusal_of_claims(payload);
  };
  const auto malformed = FailureCode::server_answer_malformed;
  CHECK(without(R"("iat":1795600000,)", "") == malformed);
  CHECK(without("1795600000", "-1") == malformed);
  CHECK(without("1795600000", "1.5e9") == malformed);
  CHECK(without("1795600000", "18446744073709551615") == malformed);
  CHECK(without(R"("txn":"N01-26-000001-A",)", "") == malformed);
  CHECK(without("N01-26-000001-A", "N01 26") == malformed);
  CHECK(without(R"("sub":"s-1",)", R"("sub":7,)") == malformed);
  CHECK(without(R"("caseNumber":"ABH-1",)", "") == malformed);
  CHECK(without(R"("data":"tagD",)", "") == malformed);
  CHECK(without(R"({"a1":"tag1"})", "[]") == malformed);
  CHECK(without(R"({"a1":"tag1"})", R"({"a1":1})") == malformed);
  CHECK(refusal_of_claims("[]") == malformed);
  CHECK(refusal_of_claims(R"({"iat":1,"txn":"a","sub":"b","events":{"x":{},"y":{}}})") ==
        malformed);
}

TEST_CASE("Claims cut short at any byte are refused") {
  for (std::size_t length = 0; length < good_payload.size(); ++length)
    REQUIRE_FALSE(parse_event(as_bytes(good_payload).first(length)).ok());
}

TEST_CASE("An event of a kind not known here is read, so that later servers may say more") {
  const auto event = parse_event(as_bytes(
      R"({"iat":1,"txn":"a","sub":"b","events":{"urn:foyer:event:notify-submission":{}}})"));
  REQUIRE(event.ok());
  CHECK(event->kind == EventKind::other);
}

TEST_CASE("Only an RSA public key can be pinned") {
  CHECK(EventKey::load(demo_keys() / "terminal/receipt.pem").failure().code ==
        FailureCode::config_broken);
  CHECK(EventKey::load(demo_keys() / "none.pem").failure().code == FailureCode::config_broken);
}
