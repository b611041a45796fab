// SPDX-License-Identifier: EUPL-1.2
// The card desk with a card made of code: what it reports of a number or a zone that does not fit.
#include <card_desk.hpp>

#include <card/test_pki.hpp>
#include <card/virtual_reader.hpp>

#include <catch2/catch.hpp>

#include <future>

using namespace foyer;

namespace {

// The code of the failure that reading with this key ends in; nothing when the card was read.
std::optional<FailureCode> failure_of(visit::ReadCard what) {
  static const card::Signer signer;
  auto reader = std::make_unique<card::VirtualReader>();
  reader->insert(card::make_card({}, signer));
  auto trust = eid::TrustList::from_pem(signer.csca_pem());
  REQUIRE(trust.ok());
  app::CardDesk desk(std::move(reader), std::move(*trust), system_clock(), "N01",
                     [](visit::Event) {});
  std::promise<std::optional<FailureCode>> end;
  desk.read(std::move(what), [&end](visit::Event event) {
    if (const auto* failed = std::get_if<visit::CardFailed>(&event))
      end.set_value(failed->failure.code);
    else if (std::holds_alternative<visit::CardWasRead>(event))
      end.set_value(std::nullopt);
  });
  return end.get_future().get();
}

} // namespace

TEST_CASE("what does not fit is told by what was typed: a number, or a passport's printed data") {
  const auto number = [](const char* digits) {
    return visit::ReadCard{Secret(std::string_view(digits))};
  };
  CHECK(failure_of(number("500540")) == std::nullopt);
  CHECK(failure_of(number("500541")) == FailureCode::can_wrong);
  CHECK(failure_of({visit::DocumentZone{
            Secret(std::string_view("YT8P3R0M4")), Secret(std::string_view("880315")),
            Secret(std::string_view("270831"))}}) == FailureCode::zone_wrong);
}
