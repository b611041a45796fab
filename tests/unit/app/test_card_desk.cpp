// SPDX-License-Identifier: EUPL-1.2
// The card desk with a card made of code: what it reports of a number or a zone that does not fit.
#include <card_desk.hpp>

#include <card/personalities.hpp>
#include <card/test_pki.hpp>
#include <card/virtual_reader.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <future>
#include <latch>

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
                     {.worker = FOYER_PAGE_WORKER}, [](visit::Event) {});
  std::promise<std::optional<FailureCode>> end;
  desk.read(std::move(what), [&end](visit::Event event) {
    if (const auto* failed = std::get_if<visit::CardFailed>(&event))
      end.set_value(failed->failure.code);
    else if (std::holds_alternative<visit::CardWasRead>(event))
      end.set_value(std::nullopt);
  });
  return end.get_future().get();
}

// A document that lies there and notes which of its files it is asked for.
class NotingReader final : public api::CardReader {
 public:
  explicit NotingReader(const std::string& personality)
      : image_(card::make_personality(personality)), chip_(image_) {}
  void watch(const std::stop_token&, const std::function<void(api::CardPresence)>&) override {}
  Result<std::unique_ptr<api::ApduChannel>> connect(const std::stop_token&) override {
    return std::unique_ptr<api::ApduChannel>(std::make_unique<Channel>(*this));
  }
  [[nodiscard]] bool asked_for_the_face() const {
    const auto& asked = chip_.files_asked_for();
    return std::find(asked.begin(), asked.end(), 0x0102) != asked.end();
  }

 private:
  class Channel final : public api::ApduChannel {
   public:
    explicit Channel(NotingReader& owner) : owner_(owner) {}
    Result<Bytes> transmit(ByteView command) override { return owner_.chip_.answer(command); }
    [[nodiscard]] bool extended_length() const override { return owner_.chip_.extended_length(); }

   private:
    NotingReader& owner_;
  };
  card::CardImage image_;
  card::VirtualCard chip_;
};

struct Read {
  std::optional<visit::Event> visit;     // of a visit's reading
  std::optional<staff::WorkEvent> staff; // of a staff step
  bool asked_for_the_face = false;
};

enum class Who { visitor, member_of_staff };

Read read_as(Who who, const std::string& personality, std::string number, std::string birth,
             std::string expiry) {
  auto reader = std::make_unique<NotingReader>(personality);
  const auto& noting = *reader;
  auto trust = eid::TrustList::from_pem(card::world_trust_pem());
  REQUIRE(trust.ok());
  app::CardDesk desk(std::move(reader), std::move(*trust), system_clock(), "N01",
                     {.worker = FOYER_PAGE_WORKER}, [](visit::Event) {});
  visit::DocumentZone zone{Secret(std::string_view(number)), Secret(std::string_view(birth)),
                           Secret(std::string_view(expiry))};
  Read read;
  std::promise<void> end;
  if (who == Who::visitor)
    desk.read({std::move(zone)}, [&](visit::Event event) {
      if (std::holds_alternative<visit::CardProgressed>(event))
        return;
      read.visit = std::move(event);
      end.set_value();
    });
  else
    desk.read_face(7, std::move(zone), [&](staff::WorkEvent event) {
      read.staff = std::move(event);
      end.set_value();
    });
  end.get_future().get();
  read.asked_for_the_face = noting.asked_for_the_face();
  return read;
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

TEST_CASE("the photo of a passport is read in a staff step, and never in a visit") {
  const auto visitor = read_as(Who::visitor, "passport", "FA1234567", "880314", "330831");
  REQUIRE(visitor.visit);
  CHECK(std::holds_alternative<visit::CardWasRead>(*visitor.visit));
  CHECK_FALSE(visitor.asked_for_the_face);

  const auto staff = read_as(Who::member_of_staff, "passport", "FA1234567", "880314", "330831");
  CHECK(staff.asked_for_the_face);
  REQUIRE(staff.staff);
  const auto* face = std::get_if<staff::FaceRead>(&*staff.staff);
  REQUIRE(face != nullptr);
  CHECK(face->authentic == staff::Authentic::yes);
  CHECK(face->face->rgba.size() == static_cast<std::size_t>(face->face->width) *
                                       static_cast<std::size_t>(face->face->height) * 4);
}

TEST_CASE("the photo of a residence title is never read, whoever asks") {
  for (const auto who : {Who::visitor, Who::member_of_staff}) {
    const auto read = read_as(who, "title", "YT8P3R0M4", "880314", "270831");
    CHECK_FALSE(read.asked_for_the_face);
    if (who == Who::visitor)
      continue;
    REQUIRE(read.staff);
    const auto* none = std::get_if<staff::FaceNotRead>(&*read.staff);
    REQUIRE(none != nullptr);
    CHECK(none->why == staff::NoFace::residence_title);
  }
}

TEST_CASE("a copied passport's photo is shown with the doubt about it") {
  const auto read =
      read_as(Who::member_of_staff, "clone-ca-pretends", "FA1234567", "880314", "330831");
  REQUIRE(read.staff);
  const auto* face = std::get_if<staff::FaceRead>(&*read.staff);
  REQUIRE(face != nullptr);
  CHECK(face->authentic == staff::Authentic::no);
}

TEST_CASE("printed data that do not fit give no photo, and say so") {
  const auto read = read_as(Who::member_of_staff, "passport", "FA1234567", "880315", "330831");
  REQUIRE(read.staff);
  const auto* none = std::get_if<staff::FaceNotRead>(&*read.staff);
  REQUIRE(none != nullptr);
  CHECK(none->failure == FailureCode::zone_wrong);
}

TEST_CASE("who stops the reading of a photo does not stop the visitor's reading") {
  auto reader = std::make_unique<NotingReader>("passport");
  auto trust = eid::TrustList::from_pem(card::world_trust_pem());
  REQUIRE(trust.ok());
  app::CardDesk desk(std::move(reader), std::move(*trust), system_clock(), "N01",
                     {.worker = FOYER_PAGE_WORKER}, [](visit::Event) {});
  const auto zone = [] {
    return visit::DocumentZone{Secret(std::string_view("FA1234567")),
                               Secret(std::string_view("880314")),
                               Secret(std::string_view("330831"))};
  };
  std::latch stopped(1);
  std::promise<bool> read;
  bool begun = false, face = false;
  desk.read({zone()}, [&](visit::Event event) {
    if (!std::exchange(begun, true))
      stopped.wait(); // it is under way
    if (!std::holds_alternative<visit::CardProgressed>(event))
      read.set_value(std::holds_alternative<visit::CardWasRead>(event));
  });
  desk.read_face(7, zone(), [&](const staff::WorkEvent&) { face = true; });
  desk.stop_face();
  stopped.count_down();
  CHECK(read.get_future().get());
  std::promise<void> after;
  desk.read_face(8, zone(), [&](const staff::WorkEvent& event) {
    CHECK(std::get<staff::FaceRead>(event).number == 8);
    after.set_value();
  });
  after.get_future().get();
  CHECK_FALSE(face);
}
