// SPDX-License-Identifier: EUPL-1.2
// Drafts on the filing desk: a real store, real codes, the shipped assistants.
#include "terminal_config.hpp"

#include <app/filing_desk.hpp>

#include <forms/loader.hpp>
#include <processes/processes.hpp>

#include <catch2/catch.hpp>

using namespace foyer;

namespace {

const std::filesystem::path source = FOYER_SOURCE_DIR;

class MovedClock final : public Clock {
 public:
  [[nodiscard]] WallTime wall() const override { return system_clock().wall() + moved; }
  [[nodiscard]] SteadyTime steady() const override { return system_clock().steady(); }
  std::chrono::hours moved{0};
};

std::shared_ptr<const forms::Assistant> loaded(const std::string& id) {
  auto assistant = forms::Loader::load(source / "assets", id);
  REQUIRE(assistant.ok());
  return *assistant;
}

app::FilingDesk open(const app::Config& config, const i18n::Catalogue& texts, const Clock& clock,
                     const bool& clock_kept) {
  auto opened = app::FilingDesk::open(config, texts, clock, [&clock_kept] { return clock_kept; });
  INFO((opened.ok() ? std::string() : opened.failure().detail));
  REQUIRE(opened.ok());
  return std::move(*opened);
}

struct Desk {
  processes::TemporaryDirectory folder;
  MovedClock clock;
  bool clock_kept = true;
  visit::Assistants assistants{{"a3", loaded("a3")}};
  app::Config config = terminal_config(folder.path());
  i18n::Catalogue texts = std::move(*i18n::Catalogue::load(source / "locales"));
  app::FilingDesk desk = open(config, texts, clock, clock_kept);

  // Somebody who has answered one question; `old`: the draft it goes on with.
  visit::FilingRequest request(const Bytes& old = {}) const {
    visit::FilingRequest request;
    request.draft = forms::Draft(assistants.at("a3"));
    REQUIRE(request.draft.set("karte.grund", std::string("verlust")).ok());
    request.draft_id = Personal(old);
    return request;
  }
  visit::KeptDraft keep(const Bytes& old = {}) {
    auto kept = desk.keep(request(old));
    REQUIRE(kept.ok());
    return *kept;
  }
  visit::Event find(const visit::KeptDraft& kept) {
    const auto code = seal::PaperCode::parse(as_text(kept.code->reveal()));
    REQUIRE(code.ok());
    return desk.find(*code, assistants);
  }
  visit::Search why_not(const visit::KeptDraft& kept) {
    const auto event = find(kept);
    const auto* told = std::get_if<visit::DraftNotFound>(&event);
    REQUIRE(told != nullptr);
    return told->why;
  }
};

} // namespace

TEST_CASE("a draft is found by its code until its last day") {
  Desk desk;
  const auto kept = desk.keep();
  CHECK(kept.last_day ==
        std::chrono::floor<std::chrono::days>(desk.clock.wall()) + std::chrono::days{14});
  const auto event = desk.find(kept);
  const auto* found = std::get_if<visit::DraftFound>(&event);
  REQUIRE(found != nullptr);
  CHECK(found->draft == desk.request().draft);
  CHECK_FALSE(found->id.reveal().empty());
  desk.clock.moved = std::chrono::hours{24 * 14};
  CHECK(std::holds_alternative<visit::DraftFound>(desk.find(kept)));
  desk.clock.moved = std::chrono::hours{24 * 15};
  CHECK(desk.why_not(kept) == visit::Search::unknown);
}

TEST_CASE("a draft kept again has a new code, and the old one opens nothing") {
  Desk desk;
  const auto first = desk.keep();
  const auto event = desk.find(first);
  const auto second = desk.keep(std::get<visit::DraftFound>(event).id.reveal());
  CHECK_FALSE(*first.code == *second.code);
  CHECK(desk.why_not(first) == visit::Search::unknown);
  CHECK(std::holds_alternative<visit::DraftFound>(desk.find(second)));
}

TEST_CASE("a draft of an assistant that is not offered any more is outdated") {
  Desk desk;
  const auto kept = desk.keep();
  desk.assistants.clear();
  CHECK(desk.why_not(kept) == visit::Search::outdated);
}

TEST_CASE("a draft of another version without a way to this one is outdated") {
  Desk desk;
  const auto kept = desk.keep();
  auto newer = *desk.assistants.at("a3");
  newer.version = "99.0.0";
  desk.assistants["a3"] = std::make_shared<const forms::Assistant>(std::move(newer));
  CHECK(desk.why_not(kept) == visit::Search::outdated);
}

TEST_CASE("after too many codes that fit nothing nobody is answered for a while") {
  Desk desk;
  const auto kept = desk.keep();
  for (int miss = 0; miss < store::draft_misses_allowed; ++miss) {
    const auto other = seal::PaperCode::generate();
    REQUIRE(other.ok());
    (void)desk.desk.find(*other, desk.assistants);
  }
  CHECK(desk.why_not(kept) == visit::Search::locked);
  desk.clock.moved = std::chrono::hours{1};
  CHECK(std::holds_alternative<visit::DraftFound>(desk.find(kept)));
}

TEST_CASE("with a clock that cannot be trusted nothing is kept: its last day would be wrong") {
  Desk desk;
  desk.clock_kept = false;
  const auto kept = desk.desk.keep(desk.request());
  REQUIRE_FALSE(kept.ok());
  CHECK(kept.failure().code == FailureCode::clock_unknown);
}
