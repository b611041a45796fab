// SPDX-License-Identifier: EUPL-1.2
// Anchors that are signed, but not for us and now.
#include "event_signer.hpp"

#include <filing/sample.hpp>
#include <processes/processes.hpp>
#include <sync/anchor.hpp>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <functional>

using namespace foyer;
using namespace foyer::sync;
using nlohmann::json;

namespace {

class Server final : public Line {
 public:
  std::function<void(json&)> lies = [](json&) {};
  int asked = 0;

  Result<Answer> exchange(const Request& request, const std::stop_token&) override {
    ++asked;
    json claims = json::parse(as_text(request.body));
    claims["ms"] = 1'795'628'285'000;
    lies(claims);
    static const middletier::EventSigner signer(processes::demo_keys() / "events/events.key");
    const json body{{"api", "foyer/2"}, {"anchor", signer.sign("foyer-anchor+jwt", claims.dump())}};
    return Answer{200, "application/json", to_bytes(as_bytes(body.dump())), {}};
  }
};

struct Terminal {
  filing::Scratch folder;
  store::Store store = std::move(*store::Store::open(folder / "db", {.kiosk_id = "N01"}));
  EventKey key = EventKey::load(processes::demo_keys() / "events/events.pem").value();
  Server server;

  Terminal() { REQUIRE(filing::file_sample(store, {10}).ok()); }
  Status anchor() { return anchor_journal(store, server, key, {}); }
};

} // namespace

TEST_CASE("An anchor is asked for when there is something new, and kept") {
  Terminal terminal;
  REQUIRE(terminal.anchor().ok());
  REQUIRE(terminal.anchor().ok());
  CHECK(terminal.server.asked == 1);
  const auto kept = last_anchor(terminal.store, terminal.key);
  REQUIRE((kept.ok() && *kept));
  CHECK((*kept)->head == *terminal.store.head());
  CHECK(verify_anchor(terminal.store, **kept).ok());
  REQUIRE(filing::file_sample(terminal.store, {20}).ok());
  REQUIRE(terminal.anchor().ok());
  CHECK(terminal.server.asked == 2);
}

TEST_CASE("An anchor of another question, of another head, or without its claims is not kept") {
  const std::pair<std::function<void(json&)>, FailureCode> lies[] = {
      {[](json& claims) { claims["nonce"] = "an-earlier-one-------"; },
       FailureCode::receipt_forged},
      {[](json& claims) { claims["recordHash"] = std::string(64, '0'); },
       FailureCode::receipt_forged},
      {[](json& claims) { claims["events"] = 7; }, FailureCode::receipt_forged},
      {[](json& claims) { claims["sequence"] = -1; }, FailureCode::server_answer_malformed},
      {[](json& claims) { claims.erase("ms"); }, FailureCode::server_answer_malformed},
      {[](json& claims) { claims["eventHash"] = 3; }, FailureCode::server_answer_malformed},
      {[](json& claims) { claims = json::array(); }, FailureCode::server_answer_malformed}};
  for (const auto& [lie, expected] : lies) {
    Terminal terminal;
    terminal.server.lies = lie;
    const Status status = terminal.anchor();
    REQUIRE_FALSE(status.ok());
    CHECK(status.failure().code == expected);
    CHECK_FALSE(last_anchor(terminal.store, terminal.key)->has_value());
  }
}
