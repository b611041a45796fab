// SPDX-License-Identifier: EUPL-1.2
#include "lobby.hpp"
#include "page_faults.hpp"

#include <i18n/pseudo.hpp>
#include <ui_driver/watcher.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

namespace foyer::screens_test {

TEST_CASE("Every page fits, in every language, on both screens and in every text size") {
  for (const auto& profile :
       {ui::ScreenProfile::portrait_27(), ui::ScreenProfile::landscape_21()}) {
    Lobby lobby(profile);
    for (const auto& language : house().texts.languages())
      for (const auto size : {visit::TextSize::small, visit::TextSize::normal,
                              visit::TextSize::large, visit::TextSize::largest})
        for (auto& [name, state] : scenes(language.code)) {
          state.presentation.text_size = size;
          lobby.show(state);
          INFO(language.code << " " << name << " size " << static_cast<int>(size)
                             << (profile.landscape() ? " landscape" : " portrait"));
          CHECK(faults_of(*lobby.ui) == "");
        }
  }
}

TEST_CASE("From a wheelchair everything that can be pressed is in the lower half of a tall panel") {
  const float half = static_cast<float>(ui::ScreenProfile::portrait_27().height_px) / 2;
  Lobby lobby;
  for (const char* language : {"de", "ar"})
    for (const auto size : {visit::TextSize::normal, visit::TextSize::largest})
      for (auto& [name, state] : scenes(language)) {
        state.presentation.low_reach = true;
        state.presentation.text_size = size;
        if (state.place == visit::Place::attract)
          continue; // a touch anywhere will do
        lobby.show(state);
        INFO(language << " " << name << " size " << static_cast<int>(size));
        for (const auto& node : lobby.ui->nodes())
          if (node.target && !node.id.ends_with(".veil") && !node.visible.empty()) {
            INFO(node.id);
            CHECK(node.visible.y >= half);
          }
        CHECK(faults_of(*lobby.ui) == "");
      }
}

TEST_CASE("Every page has room for longer words, and for letters from the right") {
  for (const auto& profile :
       {ui::ScreenProfile::portrait_27(), ui::ScreenProfile::landscape_21()}) {
    Lobby lobby(profile);
    for (const auto language : {i18n::pseudo_long, i18n::pseudo_rtl})
      for (const auto& [name, state] : scenes(std::string(language))) {
        lobby.show(state);
        INFO(language << " " << name << (profile.landscape() ? " landscape" : " portrait"));
        CHECK(faults_of(*lobby.ui) == "");
      }
  }
}

TEST_CASE("Arabic pages are mirrored: Back is at the right, the primary button at the left") {
  Lobby lobby;
  lobby.show(scene("information", "de"));
  CHECK(lobby.node("page.back").rect.x < lobby.node("page.primary").rect.x);
  lobby.show(scene("information", "ar"));
  CHECK(lobby.node("page.back").rect.x > lobby.node("page.primary").rect.x);
  CHECK(lobby.node("bar.language").rect.x > lobby.node("bar.help").rect.x);
}

TEST_CASE("A page in another language shows the binding German beside its questions") {
  Lobby lobby;
  lobby.show(scene("information", "ar"));
  CHECK(lobby.node("page.binding").label == house().texts.text("de", "assistant.a3.title"));
  lobby.show(scene("information", "de"));
  CHECK(lobby.ui->find("page.binding") == nullptr);
}

TEST_CASE("What people touch comes out as events of the visit") {
  using namespace visit;
  Lobby lobby;
  const auto tap = [&](const std::string& at, const std::string& id) {
    INFO(at << " " << id);
    return lobby.tap(scene(at), id);
  };
  CHECK(only<Begin>(tap("attract", "start")));
  const auto language = tap("language", "language.uk");
  REQUIRE(only<ChooseLanguage>(language));
  CHECK(only<ChooseLanguage>(language)->code == "uk");
  const auto concern = tap("concern", "concern.a3");
  REQUIRE(only<ChooseConcern>(concern));
  CHECK(only<ChooseConcern>(concern)->id == "a3");
  CHECK(only<GoBack>(tap("not_offered", "page.primary")));
  CHECK(only<GoOn>(tap("information", "page.primary")));
  CHECK(only<GoBack>(tap("information", "page.back")));
  CHECK(only<AsGuest>(tap("identify", "guest")));
  CHECK(only<AsGuest>(tap("card_problem", "guest")));
  CHECK(only<TryAgain>(tap("card_problem", "page.primary")));
  CHECK(only<GoOn>(tap("card_read", "page.primary")));
  CHECK(only<ScanPage>(tap("document", "page.primary")));
  const auto later = tap("document", "later");
  REQUIRE(only<HandInLater>(later));
  CHECK(only<HandInLater>(later)->later);
  const auto not_later = tap("document-later", "later");
  REQUIRE(only<HandInLater>(not_later));
  CHECK_FALSE(only<HandInLater>(not_later)->later);
  CHECK(only<ScanPage>(tap("document-later", "page.secondary")));
  const auto cannot = tap("document", "cannot");
  REQUIRE(only<CannotGet>(cannot));
  CHECK(only<CannotGet>(cannot)->why);
  const auto taken_back = tap("document-cannot", "cannot");
  REQUIRE(only<CannotGet>(taken_back));
  CHECK_FALSE(only<CannotGet>(taken_back)->why);
  CHECK(only<GoOn>(tap("document-cannot", "page.primary")));
  CHECK(only<Hurry>(tap("question-tiere[].name", "file_now")));
  CHECK(only<Hurry>(tap("question-tiere[].art", "page.secondary")));
  CHECK(only<AnswerRest>(tap("check_answers-hurry", "page.secondary")));
  const auto removed = tap("document-scanned", "remove.1");
  REQUIRE(only<RemovePage>(removed));
  CHECK(only<RemovePage>(removed)->number == 1);
  CHECK(only<StopScan>(tap("scanning", "stop_scan")));
  CHECK(only<KeepPage>(tap("scan_review", "page.primary")));
  CHECK(only<ScanPage>(tap("scan_review", "page.secondary")));
  CHECK(only<TryAgain>(tap("scan_problem", "page.primary")));
  CHECK(only<FileNow>(tap("ready", "page.primary")));
  CHECK(only<TryAgain>(tap("filing_problem", "page.primary")));
  CHECK(only<Rest>(tap("filing_problem", "page.secondary"))); // its advice is to call somebody
  CHECK(only<Rest>(tap("case_problem-full", "page.secondary")));
  CHECK(lobby.node("problem").value == house().texts.text("de", "visit.case.not_sent_help"));
  lobby.show(scene("case_problem"));
  CHECK(lobby.ui->find("page.secondary") == nullptr); // trying again may help
  CHECK(only<Rest>(tap("filing_unproven", "page.primary")));
  lobby.show(scene("filing_unproven"));
  CHECK(lobby.ui->find("page.back") == nullptr); // filed again, it might be there twice
  lobby.show(scene("filing_unproven-answer"));
  CHECK(lobby.node("problem").label == house().texts.text("de", "visit.case.unproven_text"));
  CHECK(only<PrintAgain>(tap("receipt", "print_again")));
  CHECK(only<GoOn>(tap("receipt", "page.primary")));
  const auto mark = tap("feedback", "feedback.2");
  REQUIRE(only<GiveFeedback>(mark));
  CHECK(only<GiveFeedback>(mark)->mark == 2);
  CHECK(only<SkipFeedback>(tap("feedback", "page.secondary")));
  CHECK(only<GoOn>(tap("goodbye", "page.primary")));
  CHECK(only<Stay>(tap("idle", "idle.0")));
  CHECK(only<Stay>(tap("leaving", "leaving.0")));
  CHECK(only<KeepForLater>(tap("leaving", "leaving.1")));
  CHECK(only<LeaveConfirmed>(tap("leaving", "leaving.2")));
  CHECK(only<EnterDraftCode>(tap("concern", "page.secondary")));
  CHECK(only<GoBack>(tap("enter_draft_code", "page.back")));
  CHECK(only<Rest>(tap("keep_problem", "staff")));
  CHECK(only<TryAgain>(tap("keep_problem", "page.primary")));
  CHECK(only<GoBack>(tap("keep_problem", "page.back")));
  CHECK(only<PrintAgain>(tap("draft_kept-no-paper", "print_again")));
  CHECK(only<GoOn>(tap("draft_kept", "page.primary")));
  CHECK(only<Leave>(tap("information", "bar.stop")));
}

TEST_CASE("What is possible here stands before what is not, and alone where nobody is there") {
  Lobby lobby;
  lobby.show(scene("concern"));
  const auto above = [&](const char* one, const char* other) {
    const auto a = lobby.node(one).rect, b = lobby.node(other).rect;
    return a.y < b.y || (a.y == b.y && a.x < b.x);
  };
  CHECK(above("concern.a6", "concern.a8"));
  CHECK(above("concern.a8", "concern.a7")); // the one that is not offered
  lobby.show(scene("attract"));
  CHECK(lobby.ui->find("attract.a8") != nullptr);
  CHECK(lobby.ui->find("attract.a7") == nullptr);
}

TEST_CASE("After too many wrong codes there is nothing to type") {
  Lobby lobby;
  for (const char* at : {"enter_draft_code-locked", "case_key-locked"}) {
    INFO(at);
    lobby.show(scene(at));
    for (const char* node : {"draft_code", "case.number", "case.code", "page.primary"})
      CHECK(lobby.ui->find(node) == nullptr);
    CHECK(only<visit::GoBack>(lobby.tap(scene(at), "page.back")));
  }
  // It is 09:41:07: the minute that was told has begun, or has not.
  auto again = scene("case_key-locked");
  again.inquiry.again_at = house().wall - std::chrono::seconds{8};
  lobby.show(again);
  CHECK(lobby.ui->find("case.number") != nullptr);
  CHECK(lobby.ui->find("case.told") == nullptr);
  again.inquiry.again_at = house().wall - std::chrono::seconds{7};
  lobby.show(again);
  CHECK(lobby.ui->find("case.number") == nullptr);
}

TEST_CASE("On a panel that lies the card stands beside the keys, which are all in view") {
  Lobby lobby(ui::ScreenProfile::landscape_21());
  lobby.show(scene("enter_can"));
  const auto& picture = lobby.node("can.picture").rect;
  const auto& zero = lobby.node("can.digit.0");
  CHECK(picture.right() <= lobby.node("can.digit.1").rect.x);
  CHECK(zero.visible == zero.rect);
}

TEST_CASE("Where a sheet is stuck a button calls somebody") {
  Lobby lobby;
  for (const char* at : {"stack_problem", "stack_problem-nothing", "case_key-jam"}) {
    INFO(at);
    CHECK(only<visit::Rest>(lobby.tap(scene(at), "staff")));
  }
  auto stuck = scene("scan_problem");
  stuck.problem = fail(FailureCode::scanner_jam);
  CHECK(only<visit::Rest>(lobby.tap(stuck, "staff")));
  stuck.problem = fail(FailureCode::scanner_gone);
  lobby.show(stuck);
  CHECK(lobby.ui->find("staff") == nullptr);
}

TEST_CASE("The panel behind \"display\" changes size, colours, reach and motion at once") {
  using namespace visit;
  Lobby lobby;
  const auto state = scene("information");
  CHECK(lobby.tap(state, "bar.display").empty());
  const auto size = lobby.tap(state, "display.size.large");
  REQUIRE(only<SetTextSize>(size));
  CHECK(only<SetTextSize>(size)->size == TextSize::large);
  const auto theme = lobby.tap(state, "display.theme.white_on_black");
  REQUIRE(only<SetContrast>(theme));
  CHECK(only<SetContrast>(theme)->contrast == Contrast::white_on_black);
  CHECK(only<SetLowReach>(lobby.tap(state, "display.low")));
  CHECK(only<SetMotion>(lobby.tap(state, "display.still")));
  CHECK(lobby.ui->find("display.speed") == nullptr); // nobody listens
  lobby.tap(state, "display.close");
  lobby.show(state);
  CHECK(lobby.ui->find("display.close") == nullptr);
}

TEST_CASE("While it is spoken the panel also changes speed and volume") {
  using namespace visit;
  Lobby lobby;
  auto state = scene("information");
  state.presentation.speech = true;
  lobby.tap(state, "bar.display");
  const auto slower = lobby.tap(state, "display.speed.less");
  REQUIRE(only<ChangeSpeed>(slower));
  CHECK(only<ChangeSpeed>(slower)->steps == -1);
  CHECK(only<ChangeVolume>(lobby.tap(state, "display.volume.more")));
}

TEST_CASE("Help calls somebody, gives time, darkens the screen or ends the visit") {
  using namespace visit;
  const auto state = scene("information");
  const auto help = [&](const char* what) {
    Lobby lobby;
    lobby.tap(state, "bar.help");
    return lobby.tap(state, what);
  };
  REQUIRE(only<Rest>(help("help.staff")));
  CHECK(only<Rest>(help("help.staff"))->call_staff);
  CHECK_FALSE(only<Rest>(help("help.moment"))->call_staff);
  CHECK(only<SetBlank>(help("help.blank")));
  CHECK(only<Leave>(help("help.delete")));
}

TEST_CASE("Who rests has the page covered, and nothing of it can be used") {
  Lobby lobby;
  auto state = scene("check_answers");
  state.resting = SteadyTime{};
  state.calls_staff = true;
  lobby.show(state);
  CHECK(only<visit::Stay>(lobby.tap(state, "resting.0")));
}

TEST_CASE("The six digits of the card go to the visit once all six are there") {
  Lobby lobby;
  const auto state = scene("enter_can");
  CHECK(lobby.tap(state, "page.primary").empty());
  for (const char* digit : {"9", "5", "4", "9", "1", "1"})
    CHECK(lobby.tap(state, std::string("can.digit.") + digit).empty());
  CHECK(lobby.node("can.digits").value == "954911");
  CHECK(lobby.tap(state, "can.delete").empty());
  CHECK(lobby.node("can.digits").value == "95491");
  CHECK(lobby.tap(state, "can.digit.0").empty());
  const auto events = lobby.tap(state, "page.primary");
  REQUIRE(only<visit::SubmitCan>(events));
  CHECK(only<visit::SubmitCan>(events)->digits == Secret(std::string_view("954910")));
  CHECK(lobby.node("can.digits").value == ""); // nothing of it stays on the glass
}

namespace {

void type_into(Lobby& lobby, const visit::State& state, const char* node, std::string_view text) {
  (void)lobby.tap(state, node);
  for (std::size_t at = 0; at < text.size();) { // by whole letters
    std::size_t end = at + 1;
    while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0u) == 0x80u)
      ++end;
    lobby.ui->input().text(std::string(text.substr(at, end - at)));
    lobby.show(state);
    at = end;
  }
  lobby.ui->stop_editing();
  lobby.show(state);
}

} // namespace

TEST_CASE("What a passport prints goes to the visit as its zone writes it") {
  Lobby lobby;
  CHECK(only<visit::HasNoCan>(lobby.tap(scene("enter_can"), "can.passport")));
  const auto state = scene("enter_zone");
  CHECK(lobby.tap(state, "page.primary").empty());
  const auto type = [&](const char* node, const std::string& text) {
    type_into(lobby, state, node, text);
  };
  type("zone.number", "c01 x00-t47<");
  type("zone.birth.day", "1");
  type("zone.birth.month", "5");
  type("zone.birth.year", "1990");
  CHECK(lobby.tap(state, "page.primary").empty()); // until when?
  type("zone.expiry.day", "04");
  type("zone.expiry.month", "03");
  type("zone.expiry.year", "2028");
  // The passport is in the hand while its data are typed.
  auto lifted = state;
  lifted.card = api::CardPresence::absent;
  CHECK(lobby.tap(lifted, "page.primary").empty());
  CHECK(lobby.node("zone.absent").label == house().texts.text("de", "failure.card_absent.title"));
  const auto events = lobby.tap(state, "page.primary");
  const auto* said = only<visit::SubmitZone>(events);
  REQUIRE(said);
  CHECK(said->zone.number == Secret(std::string_view("C01X00T47")));
  CHECK(said->zone.birth == Secret(std::string_view("900501")));
  CHECK(said->zone.expiry == Secret(std::string_view("280304")));
  // A mistyped letter can be put right; somebody else finds nothing.
  lobby.show(scene("card_problem"));
  lobby.show(state);
  CHECK(lobby.node("zone.number").value == "c01 x00-t47<");
  lobby.show(scene("identify"));
  lobby.show(state);
  CHECK(lobby.node("zone.number").value.empty());
}

TEST_CASE("What no passport can print is told at its field once the field is left") {
  const auto state = scene("enter_zone");
  const auto text = [](const char* key) { return house().texts.text("de", key); };
  const auto told = [&](std::vector<std::pair<const char*, const char*>> typed, const char* field) {
    Lobby lobby;
    for (const auto& [node, letters] : typed)
      type_into(lobby, state, node, letters);
    const auto* error = lobby.ui->find(std::string(field) + ".error");
    return error != nullptr ? error->label : std::string();
  };
  CHECK(told({{"zone.number", "C01X00T47<<<"}}, "zone.number") == "");
  CHECK(told({{"zone.number", "АВ1234567"}}, "zone.number") == text("visit.zone.no_number"));
  CHECK(told({{"zone.number", "É123"}}, "zone.number") == text("visit.zone.no_number"));
  CHECK(told({{"zone.number", "01234567890123456789012"}}, "zone.number") ==
        text("visit.zone.no_number"));
  const auto date = [](const char* day, const char* month, const char* year) {
    return std::vector<std::pair<const char*, const char*>>{
        {"zone.expiry.day", day}, {"zone.expiry.month", month}, {"zone.expiry.year", year}};
  };
  CHECK(told(date("28", "02", "2030"), "zone.expiry") == "");
  CHECK(told(date("30", "02", "2030"), "zone.expiry") == text("check.date"));
  CHECK(told(date("31", "13", "2030"), "zone.expiry") == text("check.date"));
  CHECK(told({{"zone.expiry.month", "02"}}, "zone.expiry") == text("check.date_full"));
  // Of a birth the zone may know the year alone.
  CHECK(told({{"zone.birth.year", "1990"}}, "zone.birth") == "");
  CHECK(told({{"zone.birth.day", "12"}, {"zone.birth.year", "1990"}}, "zone.birth") ==
        text("check.date_full"));
  // Nobody is corrected in the middle of a word.
  Lobby lobby;
  (void)lobby.tap(state, "zone.number");
  lobby.ui->input().text("Ä");
  lobby.show(state);
  CHECK(lobby.ui->find("zone.number.error") == nullptr);
}

TEST_CASE("A passport that does not answer is told as that, and so is a reader that is not there") {
  Lobby lobby;
  const auto text = [](const char* key) { return house().texts.text("de", key); };
  auto state = scene("enter_zone-mute");
  lobby.show(state);
  CHECK(lobby.node("zone.reader").label == text("visit.identify.mute"));
  state.card = api::CardPresence::reader_missing;
  lobby.show(state);
  CHECK(lobby.node("zone.reader").label == text("visit.identify.no_reader"));
  lobby.show(scene("enter_zone-lifted")); // in the hand, and nothing typed yet
  CHECK(lobby.ui->find("zone.reader") == nullptr);
  CHECK(lobby.ui->find("zone.absent") == nullptr);
}

TEST_CASE("The code of a draft goes to the visit once all its characters are there") {
  Lobby lobby;
  const auto state = scene("enter_draft_code");
  const auto type = [&](const std::string& text) {
    for (const char letter : text) {
      lobby.ui->input().text(std::string(1, letter));
      lobby.show(state);
    }
  };
  CHECK(lobby.tap(state, "page.primary").empty());
  CHECK(lobby.tap(state, "draft_code").empty());
  type("7kmq-2xtp 9d4f-h8w");
  lobby.ui->stop_editing();
  CHECK(lobby.tap(state, "page.primary").empty());
  CHECK(lobby.tap(state, "draft_code").empty());
  type("e");
  lobby.ui->stop_editing();
  const auto events = lobby.tap(state, "page.primary");
  REQUIRE(only<visit::SubmitDraftCode>(events));
  CHECK(only<visit::SubmitDraftCode>(events)->code ==
        Secret(std::string_view("7kmq-2xtp 9d4f-h8we")));
  // It stays to be corrected, and goes with the page.
  lobby.show(scene("enter_draft_code-mistyped"));
  CHECK(lobby.node("draft_code").value == "7kmq-2xtp 9d4f-h8we");
  CHECK(lobby.ui->find("draft_code.told") != nullptr);
  lobby.show(scene("concern"));
  lobby.show(state);
  CHECK(lobby.node("draft_code").value.find("7kmq") == std::string::npos);
}

TEST_CASE("While a code is looked for nothing can be touched on its page") {
  Lobby lobby;
  const auto state = scene("enter_draft_code-running");
  CHECK(lobby.tap(state, "page.primary").empty());
  CHECK(lobby.ui->find("page.back") == nullptr);
}

TEST_CASE(
    "The code of a kept draft is shown in groups of four, with its last day and the warning") {
  Lobby lobby;
  lobby.show(scene("draft_kept"));
  CHECK(lobby.node("draft_kept.code").value == "7KMQ 2XTP 9D4F H8WE");
  CHECK(lobby.node("draft_kept.until").label.find("09.12.2026") != std::string::npos);
  CHECK(lobby.node("draft_kept.not_filed").label ==
        house().texts.text("de", "visit.draft_kept.not_filed"));
}

TEST_CASE("Continue later is offered only where something was said") {
  Lobby lobby;
  auto state = scene("information");
  state.leaving = true;
  lobby.show(state);
  CHECK(lobby.ui->find("leaving.1") != nullptr);
  CHECK(lobby.ui->find("leaving.2") == nullptr);
}

TEST_CASE("Choices, yes or no and Change answer with the field they stand for") {
  Lobby lobby;
  const auto reason = lobby.tap(scene("question-karte.grund"), "field.karte.grund.verlust");
  REQUIRE(only<visit::SetAnswer>(reason));
  CHECK(only<visit::SetAnswer>(reason)->field == "karte.grund");
  CHECK(only<visit::SetAnswer>(reason)->value == forms::Value{std::string("verlust")});
  const auto police = lobby.tap(scene("question-karte.polizei"), "field.karte.polizei.no");
  REQUIRE(only<visit::SetAnswer>(police));
  CHECK(only<visit::SetAnswer>(police)->value == forms::Value{false});
  const auto change = lobby.tap(scene("check_answers"), "row.karte.grund.change");
  REQUIRE(only<visit::ChangeAnswer>(change));
  CHECK(only<visit::ChangeAnswer>(change)->stop == forms::Stop{0});
  CHECK(only<visit::ChangeDocument>(
      lobby.tap(scene("check_answers"), "papers.dok.a3_pass_neu.change")));
}

TEST_CASE("What the card said is shown closed with its source and opens with Change") {
  Lobby lobby;
  const auto state = scene("question-person.familienname");
  lobby.show(state);
  CHECK(lobby.node("field.person.familienname").value == "KOVALENKO");
  CHECK(lobby.node("field.person.familienname").help ==
        house().texts.text("de", "ui.source.chip_dg1"));
  CHECK(lobby.tap(state, "field.person.familienname.change").empty());
  CHECK(lobby.ui->find("field.person.familienname.change") == nullptr);
  CHECK(lobby.node("field.person.familienname").role == ui::Role::field);
}

TEST_CASE("What is missing is said only after the visitor tried to go on") {
  Lobby lobby;
  auto state = scene("question-person.geburtsdatum-missing");
  lobby.show(state);
  CHECK(lobby.ui->find("errors.0") != nullptr);
  CHECK(lobby.node("field.person.geburtsort").state.invalid);
  state.tried_to_go_on = false;
  lobby.show(state);
  CHECK(lobby.ui->find("errors.0") == nullptr);
  CHECK(lobby.ui->find("errors") == nullptr);
  CHECK_FALSE(lobby.node("field.person.geburtsort").state.invalid);
}

TEST_CASE("A question says once what its first label would repeat; the label is still spoken") {
  Lobby lobby;
  ui_driver::Watcher watcher(*lobby.ui);
  const auto title = [](std::string_view language) {
    return house().texts.text(language, "field.titel.art.label");
  };
  auto state = scene("question-titel.gueltig_bis");
  const auto& assistant = *state.draft.assistant();
  state.stop = {assistant.fields[*assistant.find_field("titel.art")].page};
  lobby.show(state);
  REQUIRE(lobby.node("page.question").label.find(title("de")) != std::string::npos);
  CHECK(lobby.node("field.titel.art").label == title("de"));
  CHECK_FALSE(watcher.shows(title("de")));
  // The binding German is said by no question above: it stays.
  state.presentation.language = "en";
  lobby.show(state);
  CHECK_FALSE(watcher.shows(title("en")));
  CHECK(watcher.shows(title("de")));
  // Another word in the question: both are shown.
  lobby.show(scene("question-karte.grund"));
  CHECK(watcher.shows(house().texts.text("de", "field.karte.grund.label")));
}

TEST_CASE("A page of a problem says once that the answers are still there") {
  Lobby lobby;
  const auto told = [&] {
    int count = 0;
    for (const auto& node : lobby.ui->nodes())
      for (const std::string& text : {node.label, node.value})
        for (const char* words : {"noch da.", "bleiben erhalten"})
          if (text.find(words) != std::string::npos)
            ++count;
    return count;
  };
  const FailureCode codes[] = {
#define FOYER_FAILURE(code, audience) FailureCode::code,
#include <base/failures.def>
#undef FOYER_FAILURE
  };
  for (const auto* at : {"card_problem", "scan_problem", "filing_problem"})
    for (const auto code : codes) {
      INFO(at << " " << name(code));
      auto state = scene(at);
      state.problem = fail(code);
      lobby.show(state);
      CHECK(told() == 1);
      CHECK(lobby.node("problem.kept").label == house().texts.text("de", "visit.problem.kept"));
    }
}

TEST_CASE("Nobody is there: every concern stands in several languages, and nothing has to move") {
  for (const auto& profile :
       {ui::ScreenProfile::portrait_27(), ui::ScreenProfile::landscape_21()}) {
    Lobby lobby(profile);
    ui_driver::Watcher watcher(*lobby.ui);
    auto state = scene("attract");
    state.presentation.motion = false;
    lobby.show(state);
    for (const auto* concern : {"a1", "a2", "a4"}) {
      const auto key = "concern." + std::string(concern) + ".title";
      for (const auto* language : {"de", "en", "ar"}) {
        INFO(language << " " << key);
        const auto text = house().texts.text(language, key);
        CHECK(std::any_of(watcher.texts.begin(), watcher.texts.end(), [&](const auto& drawn) {
          return drawn.text.find(text) != std::string::npos;
        }));
      }
    }
    if (!profile.landscape()) { // a line each: Arabic letters in their own size and direction
      const auto drawn = [&](std::string_view language) {
        const auto text = house().texts.text(language, "concern.a1.title");
        const auto found = std::find_if(watcher.texts.begin(), watcher.texts.end(),
                                        [&](const auto& one) { return one.text == text; });
        REQUIRE(found != watcher.texts.end());
        return found->style;
      };
      CHECK(drawn("ar").direction == ui::Direction::rtl);
      CHECK(drawn("ar").em_px > drawn("en").em_px);
    }
    // The next minute of the clock, and no moment before.
    REQUIRE(lobby.ui->wake_time());
    CHECK(*lobby.ui->wake_time() - lobby.now > std::chrono::seconds{20});
  }
}

TEST_CASE("A soft question can be left open") {
  Lobby lobby;
  const auto state = scene("question-person.groesse");
  const auto events = lobby.tap(state, "skip.person.augenfarbe");
  REQUIRE(only<visit::SkipAnswer>(events));
  CHECK(only<visit::SkipAnswer>(events)->field == "person.augenfarbe");
}

TEST_CASE("Leichte Sprache has the German beside it only where its words are others") {
  Lobby lobby;
  lobby.show(scene("question-person.geburtsdatum", "de-simple"));
  bool any = false;
  for (const auto& node : lobby.ui->nodes()) {
    INFO(node.id << ": " << node.label << " / " << node.value);
    any = any || node.label.find("·") != std::string::npos;
    CHECK((node.role != ui::Role::radio || node.label != node.value));
  }
  CHECK(any);
  CHECK(lobby.ui->find("field.person.geburtsdatum.binding") == nullptr);
}

TEST_CASE("The idle warning counts down by itself") {
  Lobby lobby;
  const auto state = scene("idle");
  lobby.show(state);
  CHECK(lobby.node("idle.seconds").value == "31");
  REQUIRE(lobby.ui->wake_time());
  CHECK(*lobby.ui->wake_time() == noon + std::chrono::seconds{1});
  lobby.now += std::chrono::seconds{1};
  lobby.show(state);
  CHECK(lobby.node("idle.seconds").value == "30");
}

TEST_CASE("The bar's language list changes the language and help tells the machine's number") {
  Lobby lobby;
  const auto state = scene("information");
  CHECK(lobby.tap(state, "bar.language").empty());
  const auto second = house().texts.languages()[1].code;
  const auto events = lobby.tap(state, "choose_language." + second);
  REQUIRE(only<visit::ChooseLanguage>(events));
  CHECK(only<visit::ChooseLanguage>(events)->code == second);
  CHECK(lobby.ui->find("choose_language") == nullptr);
  CHECK(lobby.tap(state, "bar.help").empty());
  CHECK(lobby.node("help.text").label.find("NUE-07") != std::string::npos);
  CHECK(lobby.tap(state, "help.close").empty());
  CHECK(lobby.ui->find("help") == nullptr);
}

TEST_CASE("The bar's language list fits, with every language and in every text size") {
  for (const auto& profile : {ui::ScreenProfile::portrait_27(), ui::ScreenProfile::landscape_21()})
    for (const auto size : {visit::TextSize::small, visit::TextSize::normal, visit::TextSize::large,
                            visit::TextSize::largest}) {
      Lobby lobby(profile);
      auto state = scene("information");
      state.presentation.text_size = size;
      CHECK(lobby.tap(state, "bar.language").empty());
      INFO("size " << static_cast<int>(size) << (profile.landscape() ? " landscape" : " portrait"));
      // What lies below the panel's edge is reached by its arrows.
      for (const auto& language : house().texts.languages()) {
        const auto id = "choose_language." + language.code;
        for (int n = 0; n < 9 && lobby.node(id).visible != lobby.node(id).rect; ++n)
          lobby.tap(state, "choose_language.more");
        CHECK(lobby.node(id).visible == lobby.node(id).rect);
      }
      CHECK(faults_of(*lobby.ui) == "");
    }
}

TEST_CASE(
    "Leichte Sprache is offered after Deutsch, and the lobby does not greet twice in German") {
  Lobby lobby;
  const auto& languages = house().texts.languages();
  REQUIRE(languages.size() > 1);
  CHECK(languages[1].code == "de-simple");
  lobby.show(scene("language"));
  CHECK(lobby.node("language.de-simple").label == "Leichte Sprache");
  lobby.show(scene("attract"));
  CHECK(lobby.ui->find("attract.de") != nullptr);
  CHECK(lobby.ui->find("attract.de-simple") == nullptr);
}

TEST_CASE("The receipt's number is shown in groups of four, its moment to the second") {
  Lobby lobby;
  lobby.show(scene("receipt"));
  CHECK(lobby.node("receipt.number").value == "NUE0 7260 0041 7K");
  CHECK(lobby.node("receipt.moment").label.find("25.11.2026") != std::string::npos);
  CHECK(lobby.node("receipt.moment").label.find("10:41:07") != std::string::npos);
}

TEST_CASE("Scrolling is a sign of life, watching is not") {
  Lobby lobby;
  const auto state = scene("check_answers");
  lobby.show(state);
  lobby.now += std::chrono::seconds{1};
  CHECK(draw_once(lobby.screens, *lobby.ui, state, lobby.now).empty());
  lobby.ui->input().finger_down({500, 900});
  const auto events = draw_once(lobby.screens, *lobby.ui, state, lobby.now);
  CHECK(only<visit::Touched>(events));
}

TEST_CASE("Nothing that was typed is left on the glass when the next visitor comes") {
  Lobby lobby;
  const auto state = scene("enter_can");
  (void)lobby.tap(state, "can.digit.7");
  lobby.show(scene("attract"));
  lobby.show(state);
  CHECK(lobby.node("can.digits").value == "");
}

} // namespace foyer::screens_test
