// SPDX-License-Identifier: EUPL-1.2
#include "walk.hpp"

#include <forms/loader.hpp>
#include <support_probe/probe.hpp>

#include <catch2/catch.hpp>

namespace foyer::visit_test {

namespace {

constexpr WallTime wednesday{std::chrono::seconds(1'795'600'800)}; // 2026-11-25

const visit::Assistants& assistants() {
  static const visit::Assistants all = [] {
    auto a3 = forms::Loader::load(FOYER_SOURCE_DIR "/assets", "a3");
    REQUIRE(a3.ok());
    return visit::Assistants{{"a3", *a3}, {"a8", support_probe::probe()}};
  }();
  return all;
}

forms::Value some_value(const forms::Field& field) {
  using enum forms::FieldType;
  switch (field.type) {
  case boolean: return false;
  case acknowledgement: return true;
  case integer:
  case euro: return field.min;
  case date:
  case partial_date:
    return std::string(field.id == "pass.gueltig_bis" || field.id == "titel.gueltig_bis"
                           ? "2030-01-01"
                           : "2020-01-01");
  case iban: return std::string("DE89370400440532013000");
  case choice: return field.id == "antrag.fuer" ? "selbst" : field.codes->codes.front().code;
  case country: return std::string("UKR");
  case countries: return std::vector<std::string>{"UKR"};
  case choices: return std::vector<std::string>{field.codes->codes.front().code};
  case names: return std::vector<std::string>{"Kovalenko"};
  case text: return std::string(field.id == "adresse.plz" ? "90403" : "ABC123");
  case language: return std::string("uk");
  case email: return std::string("o@example.org");
  default: return std::string("Kovalenko");
  }
}

} // namespace

std::shared_ptr<const visit::CardReading> a_reading() {
  auto reading = std::make_shared<visit::CardReading>();
  reading->facts = Personal(forms::CardFacts{.kind = forms::CardKind::residence_card,
                                             .surname = "KOVALENKO",
                                             .given_names = "OKSANA",
                                             .birth_date = "1988-03-14",
                                             .sex = forms::CardSex::female,
                                             .nationality = "UKR",
                                             .issuing_state = "D",
                                             .document_number = "YT8P3R0M4",
                                             .expiry = "2027-08-31",
                                             .verified = true});
  reading->genuine = visit::Genuine::yes;
  return reading;
}

std::shared_ptr<const visit::PageMark> a_mark() {
  struct Mark : visit::PageMark {};
  return std::make_shared<const Mark>();
}

visit::ScannedPage a_page() {
  auto page = std::make_shared<api::Page>();
  page->width = page->height = 1;
  page->pixels = Bytes(3);
  return {.page = page, .advice = {}, .mark = a_mark()};
}

std::shared_ptr<const visit::ZoneReading> a_zone() {
  auto zone = std::make_shared<visit::ZoneReading>();
  zone->facts = Personal(forms::CardFacts{.kind = forms::CardKind::passport,
                                          .surname = "KOVALENKO",
                                          .given_names = "OKSANA",
                                          .birth_date = "1988-03-14",
                                          .nationality = "UKR",
                                          .issuing_state = "UKR",
                                          .document_number = "FA1234567",
                                          .expiry = "2033-08-31"});
  zone->key = {Secret("FA1234567"), Secret("880314"), Secret("330831")};
  zone->document_code = "P";
  return zone;
}

visit::KeptDraft a_kept_draft() {
  return {.code = std::make_shared<const Secret>(std::string_view("7KMQ-2XTP-9D4F-H8WE")),
          .last_day = std::chrono::year{2026} / 12 / 9};
}

api::EidConsent a_consent() {
  return {.service = "Stadt Nürnberg",
          .service_url = "https://www.nuernberg.example",
          .rights = {"FamilyName", "GivenNames", "DateOfBirth"},
          .purpose = "Anträge am Terminal",
          .terms = {},
          .valid_until = "2026-12-31"};
}

visit::Case a_case() {
  using Kind = visit::CaseMessage::Kind;
  return {.number = "N01-26-000017-Z",
          .case_number = "ABH-2026-4711",
          .steps = {{visit::CaseState::stored, wednesday - std::chrono::hours(72)},
                    {visit::CaseState::question, wednesday}},
          .messages = {{.id = "m1",
                        .kind = Kind::message,
                        .at = wednesday,
                        .text = Personal(std::string("Wir haben Ihren Antrag.")),
                        .answers = {}},
                       {.id = "q1",
                        .kind = Kind::question,
                        .at = wednesday,
                        .text = Personal(std::string("Wo wohnen Sie?")),
                        .answers = {}}},
          .access = std::make_shared<const Secret>(Bytes(32, 7))};
}

const std::shared_ptr<const forms::Assistant>& a3() {
  return assistants().at("a3");
}

Walk::Walk() {
  state_.card = api::CardPresence::absent;
  state_.eid_here = state_.eid_proves = true;
  state_.scanner = api::ScannerKind{.glass = true, .feeder = true, .both_sides = true};
  state_.last_touch = now_;
}

Walk& Walk::then(visit::Event event) {
  auto step = visit::step(std::move(state_), std::move(event),
                          {.assistants = assistants(),
                           .now = now_,
                           .wall = wednesday + (now_ - SteadyTime(std::chrono::hours(1)))});
  state_ = std::move(step.state);
  effects_ = std::move(step.effects);
  return *this;
}

Walk& Walk::wait(std::chrono::milliseconds time) {
  now_ += time;
  return then(visit::Tick{});
}

visit::Event Walk::usual() const {
  using enum visit::Place;
  switch (state_.place) {
  case attract: return visit::Begin{};
  case language: return visit::ChooseLanguage{"uk"};
  case concern: return visit::ChooseConcern{"a3"};
  case identify: return visit::CardChanged{api::CardPresence::present};
  case enter_can: return visit::SubmitCan{Secret("500540")};
  case enter_zone:
    return visit::SubmitZone{{Secret("FA1234567"), Secret("880314"), Secret("330831")}};
  case zone_scanning: return visit::ZoneWasRead{state_.changes, a_zone()};
  case reading_card: return visit::CardWasRead{a_reading()};
  case question:
    if (state_.stop.is_overview() && !visit::evaluate(state_, wednesday).complete(state_.stop) &&
        rows_of(state_) == 0)
      return visit::AddRow{state_.draft.assistant()->repeats[state_.stop.repeat].id};
    return visit::GoOn{};
  case document: {
    const auto& paper = state_.draft.assistant()->documents[state_.document].id;
    if (state_.papers.empty())
      return visit::ScanPage{};
    const bool settled = state_.papers.contains(paper) || state_.draft.later(paper);
    return settled ? visit::Event(visit::GoOn{}) : visit::Event(visit::HandInLater{});
  }
  case scanning: return visit::PageArrived{a_page()};
  case scan_review:
  case stack_review: return visit::KeepPage{};
  case code_scanning:
    return visit::CodesWereRead{state_.changes, {std::make_shared<const Secret>("FOTO1")}};
  case code_read: return visit::TakeCode{0};
  case ready: return visit::FileNow{};
  case filing: return visit::Filed{{.number = "N01-26-000001-X", .qr_payload = "x"}};
  case keeping: return visit::DraftKept{a_kept_draft()};
  case feedback: return visit::GiveFeedback{1};
  case eid_choose: return visit::ChooseEid{visit::EidWish::set_first};
  case eid_working: return visit::EidTold{api::EidQuestion{.shortest = 5}};
  case eid_consent: return visit::GoOn{};
  case eid_number: return visit::SubmitEidNumber{Secret("12345")};
  case case_key: return visit::SubmitCase{"N01-26-000017-Z", Secret("7KMQ-2XTP-9D4F-H8WE")};
  case case_scanning: return visit::PageArrived{a_page()};
  case case_opening: return visit::CaseReplied{state_.inquiry.asked, a_case()};
  case case_shown: return visit::ReadMessage{"q1"};
  case case_message: return visit::BeginAnswer{"q1"};
  case case_answer:
    if (!state_.inquiry.says_something())
      return visit::SetAnswerText{Personal(std::string("In Fürth."))};
    return visit::GoOn{};
  case case_check: return visit::FileNow{};
  case case_filing: return visit::Filed{{.number = "N01-26-000018-9", .qr_payload = "z"}};
  default: return visit::GoOn{};
  }
}

// A paper that a feeder may draw in, and room for it.
void Walk::at_a_stack(visit::Place place) {
  auto assistant = std::make_shared<forms::Assistant>(*state_.draft.assistant());
  assistant->documents[state_.document].kind = forms::PaperKind::any;
  assistant->documents[state_.document].max_pages = 5;
  state_.draft = forms::Draft(assistant);
  then(visit::ScanStack{});
  if (place == visit::Place::stack_scanning)
    return;
  then(visit::PageArrived{a_page()});
  if (place == visit::Place::stack_review)
    then(visit::StackEnded{});
  else
    then(visit::ScanFailed{fail(FailureCode::scanner_jam)});
}

void Walk::to_consent() {
  until(visit::Place::check_answers);
  then(visit::LineChanged{true});
  then(visit::ProveIdentity{});
  then(visit::EidTold{a_consent()});
}

Walk& Walk::answer_page() {
  for (bool more = true; more;) {
    more = false;
    const auto evaluation = visit::evaluate(state_, wednesday);
    if (state_.stop.is_overview())
      break;
    const auto row = state_.stop.row;
    for (const auto index : evaluation.fields_on(state_.stop.page, row)) {
      const auto& field = state_.draft.assistant()->fields[index];
      const auto& known = evaluation.field(index, row);
      if (!known.required || known.answered)
        continue;
      then(visit::SetAnswer{field.id, some_value(field), row});
      more = true;
      break;
    }
  }
  return *this;
}

Walk& Walk::row_to_its_end() {
  for (int pages = 0; state_.stop.in_row(); ++pages) {
    REQUIRE(pages < 20);
    answer_page().then(visit::GoOn{});
  }
  return *this;
}

Walk at_overview() {
  Walk walk;
  walk.until(visit::Place::concern).then(visit::ChooseConcern{"a8"}).then(visit::GoOn{});
  walk.then(visit::AsGuest{}).answer_page().then(visit::GoOn{});
  walk.then(visit::SetAnswer{"probe.tiere", true}).then(visit::GoOn{});
  REQUIRE(walk.state().stop.is_overview());
  return walk;
}

std::size_t rows_of(const visit::State& state) {
  std::size_t rows = 0;
  if (const auto& assistant = state.draft.assistant())
    for (std::size_t repeat = 0; repeat < assistant->repeats.size(); ++repeat)
      rows += state.draft.rows(repeat);
  return rows;
}

Walk& Walk::until(visit::Place place) {
  using enum visit::Place;
  for (int steps = 0; state_.place != place; ++steps) {
    REQUIRE(steps < 300);
    INFO(visit::name(state_.place));
    // Side roads: places the usual way does not lead to.
    if (state_.place == concern && place == not_offered)
      then(visit::ChooseConcern{"a7"});
    else if (state_.place == enter_can && place == enter_zone)
      then(visit::HasNoCan{});
    else if (state_.place == enter_can && (place == zone_scanning || place == zone_read))
      then(visit::HasNoCan{}).then(visit::ScanZone{});
    else if (state_.place == reading_card && place == card_problem)
      then(visit::CardFailed{fail(FailureCode::card_removed)});
    else if (state_.place == scanning && place == scan_problem)
      then(visit::ScanFailed{fail(FailureCode::scanner_jam)});
    else if (state_.place == question && (place == code_scanning || place == code_read))
      then(visit::SetAnswer{"foto.quelle", std::string("cloud")})
          .then(visit::ScanCode{"foto.code"});
    else if (state_.place == document && place >= stack_scanning && place <= stack_problem)
      at_a_stack(place);
    else if (state_.place == scan_review && place == blacken)
      then(visit::BeginBlacken{});
    else if (state_.place == filing && place == filing_problem)
      then(visit::FilingFailed{fail(FailureCode::disk_full)});
    else if (state_.place == filing && place == filing_unproven)
      then(visit::FilingFailed{fail(FailureCode::store_mismatch)});
    else if (state_.place == concern && place == enter_draft_code)
      then(visit::EnterDraftCode{});
    else if (state_.place == concern && place >= case_key)
      then(visit::EnterCase{});
    else if (state_.place == case_key && place == case_scanning)
      then(visit::ScanTicket{});
    else if (state_.place == case_filing && place == case_problem)
      then(visit::FilingFailed{fail(FailureCode::disk_full)});
    else if (place == eid_consent)
      to_consent();
    else if (state_.place == concern && place >= eid_choose)
      then(visit::EnterEid{});
    else if (state_.place == eid_working && place == eid_card)
      then(visit::EidTold{api::EidInsertCard{}});
    else if (state_.place == eid_working && place == eid_done)
      then(visit::EidEnded{api::EidEnd::done});
    else if (state_.place == eid_working && place == eid_problem)
      then(visit::EidFailed{fail(FailureCode::card_removed)});
    else if (state_.place == keeping && place == keep_problem)
      then(visit::DraftNotKept{fail(FailureCode::disk_full)});
    else if (state_.place == check_answers &&
             (place == keeping || place == keep_problem || place == draft_kept))
      then(visit::Leave{}).then(visit::KeepForLater{});
    else {
      if (state_.place == question || state_.place == declaration)
        answer_page();
      const auto stop = state_.stop;
      const auto here = state_.place;
      then(usual());
      if (here == question && state_.place == question && state_.stop == stop)
        FAIL("the page cannot be left: " << (stop.is_overview()
                                                 ? state_.draft.assistant()->repeats[stop.repeat].id
                                                 : state_.draft.assistant()->pages[stop.page].id));
    }
  }
  return *this;
}

bool Walk::did(std::string_view effect) const {
  for (const auto& done : effects_)
    if (visit::name(done) == effect)
      return true;
  return false;
}

std::string Walk::effects() const {
  std::string all;
  for (const auto& done : effects_)
    all += (all.empty() ? "" : ", ") + std::string(visit::name(done));
  return all;
}

} // namespace foyer::visit_test
