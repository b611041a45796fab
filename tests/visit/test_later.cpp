// SPDX-License-Identifier: EUPL-1.2
// "Continue later": keeping the answers under a code and coming back with it.
#include "walk.hpp"

#include <visit/timeouts.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::visit_test;
using visit::Place;
using visit::Search;

namespace {

Secret a_code() {
  return Secret("7KMQ-2XTP-9D4F-H8WE");
}

// A guest with two pages answered, at the third.
Walk half_way() {
  Walk walk;
  walk.until(Place::identify).then(visit::AsGuest{});
  for (int page = 0; page < 2; ++page)
    walk.answer_page().then(visit::GoOn{});
  REQUIRE(walk.place() == Place::question);
  return walk;
}

Walk& keep(Walk& walk) {
  return walk.then(visit::Leave{}).then(visit::KeepForLater{});
}

// Somebody comes back; the code was right.
Walk back_with(const forms::Draft& draft) {
  Walk walk;
  walk.until(Place::enter_draft_code).then(visit::SubmitDraftCode{a_code()});
  REQUIRE(walk.did("FindDraft"));
  walk.then(visit::DraftFound{draft, Personal(Bytes(16, 7))});
  return walk;
}

const visit::FilingRequest& asked_for(const visit::Effect& effect) {
  if (const auto* kept = std::get_if<visit::KeepDraft>(&effect))
    return *kept->request;
  return *std::get<visit::FileApplication>(effect).request;
}

} // namespace

TEST_CASE("what was said is kept under a code, the code is printed, and the visit ends") {
  auto walk = half_way();
  const auto said = walk.state().draft;
  keep(walk);
  REQUIRE(walk.place() == Place::keeping);
  REQUIRE(walk.done().size() == 1);
  CHECK(asked_for(walk.done().front()).draft == said);
  CHECK(asked_for(walk.done().front()).draft_id.reveal().empty());
  walk.then(visit::DraftKept{a_kept_draft()});
  CHECK(walk.place() == Place::draft_kept);
  CHECK(walk.did("PrintDraftCode"));
  CHECK(walk.state().paper == visit::Paper::printing);
  CHECK_FALSE(walk.state().draft.assistant()); // from here on only the code leads to it
  walk.then(visit::Printed{}).then(visit::GoOn{});
  CHECK(walk.place() == Place::attract);
  CHECK(walk.did("EndVisit"));
  CHECK_FALSE(walk.state().kept);
}

TEST_CASE("who keeps a draft is reminded of a card that still lies on the reader") {
  Walk walk;
  walk.until(Place::draft_kept).then(visit::GoOn{});
  CHECK(walk.place() == Place::goodbye);
  CHECK(walk.state().kept);
  walk.then(visit::CardChanged{api::CardPresence::absent}).then(visit::GoOn{});
  CHECK(walk.place() == Place::attract);
}

TEST_CASE("a draft can be kept wherever something was said and nothing is filed") {
  for (const auto place :
       {Place::card_read, Place::document, Place::scanning, Place::scan_review, Place::scan_problem,
        Place::check_answers, Place::declaration, Place::ready, Place::filing_problem}) {
    Walk walk;
    walk.until(place);
    INFO(visit::name(place));
    const bool said = place != Place::card_read; // there only the card has spoken
    CHECK(visit::may_keep(walk.state()) == said);
    keep(walk);
    CHECK((walk.place() == Place::keeping) == said);
    CHECK(walk.did("EndScan") == (place == Place::scanning));
  }
  for (const auto place : {Place::language, Place::concern, Place::information, Place::identify,
                           Place::filing, Place::filing_unproven, Place::receipt, Place::goodbye}) {
    Walk walk;
    walk.until(place);
    INFO(visit::name(place));
    CHECK_FALSE(visit::may_keep(walk.state()));
    walk.then(visit::KeepForLater{});
    CHECK(walk.place() == place);
  }
}

TEST_CASE("a draft is kept from the scanner's side roads, and none of their pages stays") {
  using enum Place;
  const std::pair<Place, Place> roads[] = {
      {blacken, document},           {stack_scanning, document}, {stack_review, stack_review},
      {stack_problem, stack_review}, {code_scanning, question},  {code_read, code_read}};
  for (const auto& [from, back] : roads) {
    Walk there;
    auto state = there.until(from).state();
    (void)state.draft.set("person.familienname", std::string("Kovalenko"), WallTime{});
    Walk walk(std::move(state));
    INFO(visit::name(from));
    REQUIRE(visit::may_keep(walk.state()));
    keep(walk);
    CHECK(walk.did("EndScan") == (from == stack_scanning || from == code_scanning));
    Walk kept(walk.state());
    kept.then(visit::DraftKept{a_kept_draft()});
    CHECK(kept.state().stack.pages.empty());
    CHECK(kept.state().optical.codes.empty());
    CHECK_FALSE(kept.state().look.page);
    walk.then(visit::DraftNotKept{fail(FailureCode::disk_full)}).then(visit::GoBack{});
    CHECK(walk.place() == back);
  }
}

TEST_CASE("a draft is not kept without the question whether to end") {
  auto walk = half_way();
  walk.then(visit::KeepForLater{});
  CHECK(walk.place() == Place::question);
  CHECK(walk.effects().empty());
}

TEST_CASE("a draft that could not be kept is said, and the visit goes on with its answers") {
  auto walk = half_way();
  const auto before = walk.state();
  keep(walk).then(visit::DraftNotKept{fail(FailureCode::disk_full)});
  CHECK(walk.place() == Place::keep_problem);
  CHECK(walk.state().problem->code == FailureCode::disk_full);
  CHECK(walk.state().draft == before.draft);
  walk.then(visit::TryAgain{});
  CHECK(walk.place() == Place::keeping);
  CHECK(walk.did("KeepDraft"));
  walk.then(visit::DraftNotKept{fail(FailureCode::disk_full)}).then(visit::GoBack{});
  CHECK(walk.place() == Place::question);
  CHECK(walk.state().stop == before.stop);
  CHECK_FALSE(walk.state().problem);
  CHECK_FALSE(walk.state().leaving);
}

TEST_CASE("asked again at the problem's page, the visit still knows where it came from") {
  auto walk = half_way();
  keep(walk).then(visit::DraftNotKept{fail(FailureCode::disk_full)});
  keep(walk).then(visit::DraftNotKept{fail(FailureCode::disk_full)}).then(visit::GoBack{});
  CHECK(walk.place() == Place::question);
}

TEST_CASE("nobody can leave while a draft is being kept: the code would find nobody") {
  auto walk = half_way();
  keep(walk).then(visit::Leave{}).then(visit::LeaveConfirmed{});
  CHECK(walk.place() == Place::keeping);
  walk.wait(visit::idle_warning_after).wait(visit::idle_response);
  CHECK(walk.place() == Place::keeping);
}

TEST_CASE("a code that was not printed stays on the screen and can be printed again") {
  Walk walk;
  walk.until(Place::draft_kept).then(visit::PrintFailed{fail(FailureCode::printer_out_of_paper)});
  CHECK(walk.state().paper == visit::Paper::failed);
  CHECK(walk.state().kept);
  walk.then(visit::PrintAgain{});
  CHECK(walk.did("PrintDraftCode"));
  walk.then(visit::PrintAgain{}); // once is enough while it prints
  CHECK(walk.effects().empty());
}

TEST_CASE("a code left on the screen goes like everything else") {
  Walk walk;
  walk.until(Place::draft_kept).wait(visit::idle_warning_after);
  CHECK(walk.state().idle_warning);
  walk.wait(visit::idle_response);
  CHECK(walk.place() == Place::attract);
  CHECK_FALSE(walk.state().kept);
  Walk leaves;
  leaves.until(Place::draft_kept).then(visit::Leave{});
  CHECK(leaves.place() == Place::goodbye); // the card lies there
  leaves.then(visit::Leave{});
  CHECK(leaves.place() == Place::attract);
  CHECK_FALSE(leaves.state().kept);
}

TEST_CASE("who comes back goes on at the first question that is still open") {
  auto first = half_way();
  const auto open = first.state().stop;
  const auto said = first.state().draft;
  auto walk = back_with(said);
  CHECK(walk.place() == Place::question);
  CHECK(walk.state().stop == open);
  CHECK(walk.state().concern == "a3");
  CHECK(walk.state().draft == said);
  CHECK(walk.state().presentation.language == "uk");
  walk.until(Place::ready).then(visit::FileNow{});
  REQUIRE(walk.done().size() == 1);
  CHECK(asked_for(walk.done().front()).draft_id.reveal() == Bytes(16, 7)); // to be dropped
}

TEST_CASE("the language of the visit stays when a draft of another language is found") {
  auto first = half_way();
  first.then(visit::ChooseLanguage{"ar"});
  auto walk = back_with(first.state().draft);
  CHECK(walk.state().presentation.language == "uk");
  CHECK(walk.state().draft.answer("antrag.sprache").value.reveal() ==
        forms::Value{std::string("uk")});
}

TEST_CASE("a draft with all its answers goes on with its papers") {
  Walk first;
  first.until(Place::document);
  CHECK(back_with(first.state().draft).place() == Place::document);
}

TEST_CASE("a draft kept a second time names the one that it takes the place of") {
  auto walk = back_with(half_way().state().draft);
  keep(walk);
  REQUIRE(walk.done().size() == 1);
  CHECK(asked_for(walk.done().front()).draft_id.reveal() == Bytes(16, 7));
}

TEST_CASE("another concern has nothing to do with the stored draft any more") {
  auto walk = back_with(half_way().state().draft);
  while (walk.place() != Place::concern)
    walk.then(visit::GoBack{});
  walk.then(visit::ChooseConcern{"a8"});
  CHECK(walk.state().draft_id.reveal().empty());
}

TEST_CASE("a code that leads nowhere is told on its page, and another one can be tried") {
  for (const auto why :
       {Search::mistyped, Search::unknown, Search::locked, Search::outdated, Search::failed}) {
    Walk walk;
    walk.until(Place::enter_draft_code).then(visit::SubmitDraftCode{a_code()});
    walk.then(visit::DraftNotFound{why});
    CHECK(walk.place() == Place::enter_draft_code);
    CHECK(walk.state().search == why);
    walk.then(visit::SubmitDraftCode{a_code()});
    CHECK(walk.did("FindDraft"));
    walk.then(visit::DraftFound{half_way().state().draft, Personal(Bytes(16))});
    CHECK(walk.place() == Place::question);
  }
}

TEST_CASE("one code is looked for at a time, and its answer is waited for") {
  Walk walk;
  walk.until(Place::enter_draft_code).then(visit::SubmitDraftCode{a_code()});
  walk.then(visit::SubmitDraftCode{a_code()});
  CHECK(walk.effects().empty());
  walk.then(visit::GoBack{});
  CHECK(walk.place() == Place::enter_draft_code);
  walk.then(visit::DraftNotFound{Search::unknown}).then(visit::GoBack{});
  CHECK(walk.place() == Place::concern);
  walk.then(visit::EnterDraftCode{});
  CHECK(walk.state().search == Search::none);
}

TEST_CASE("answers about drafts that nobody asked for change nothing") {
  auto walk = half_way();
  const auto before = walk.state();
  walk.then(visit::DraftFound{forms::Draft(a3()), Personal(Bytes(16))});
  walk.then(visit::DraftNotFound{Search::unknown});
  walk.then(visit::DraftKept{a_kept_draft()});
  walk.then(visit::DraftNotKept{fail(FailureCode::disk_full)});
  CHECK(walk.place() == before.place);
  CHECK(walk.state().draft == before.draft);
  CHECK_FALSE(walk.state().kept);
  Walk typing;
  typing.until(Place::enter_draft_code);
  typing.then(visit::DraftFound{before.draft, Personal(Bytes(16))});
  CHECK(typing.place() == Place::enter_draft_code);
}

TEST_CASE("a draft of an assistant that is not offered any more cannot be gone on with") {
  Walk walk;
  walk.until(Place::enter_draft_code).then(visit::SubmitDraftCode{a_code()});
  walk.then(visit::DraftFound{forms::Draft(std::make_shared<const forms::Assistant>(*a3())),
                              Personal(Bytes(16))});
  CHECK(walk.place() == Place::enter_draft_code);
  CHECK(walk.state().search == Search::outdated);
}
