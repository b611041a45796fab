// SPDX-License-Identifier: EUPL-1.2
#include "scenarios.hpp"

#include <seal/draft_seal.hpp>
#include <visit/timeouts.hpp>

#include <algorithm>
#include <stdexcept>

namespace foyer::player {

namespace {

using visit::Place;

void expect_problem(Visitor& visitor, Place place, FailureCode code) {
  visitor.wait_for(place);
  visitor.look("problem");
  expect(visitor.state().problem && visitor.state().problem->code == code,
         std::string(name(code)).c_str());
  expect(!visitor.state().receipt, "there is no receipt");
}

// Documents: scan the first, hand in the others later.
void hand_in(Visitor& visitor) {
  visitor.wait_for(Place::document);
  visitor.scan_pages(1);
  while (visitor.state().place == Place::document)
    visitor.hand_in_later();
}

void read_card(Scene& scene, const Persona& persona) {
  auto& visitor = scene.visitor;
  visitor.use_card(persona);
  visitor.wait_for(Place::card_read);
  visitor.look("card_read");
  visitor.tap("page.primary");
}

void up_to_ready(Scene& scene, const Persona& persona) {
  auto& visitor = scene.visitor;
  visitor.begin(persona);
  if (visitor.state().place == Place::identify) {
    scene.hands.card("insert");
    visitor.wait_for(Place::enter_can);
  }
  read_card(scene, persona);
  visitor.answer_all(persona);
  hand_in(visitor);
  visitor.declare(persona);
}

// The whole visit, looked at in every language where it matters.
void whole_visit(Scene& scene) {
  auto& visitor = scene.visitor;
  const auto persona = oksana();
  visitor.begin(persona);
  visitor.wait_for(Place::identify);
  visitor.look("identify");
  scene.hands.card("insert");
  read_card(scene, persona);
  visitor.answer_all(persona);
  hand_in(visitor);
  visitor.wait_for(Place::check_answers);
  for (const char* language : {"العربية", "Deutsch", "English", "Українська"}) {
    visitor.choose_language(language);
    visitor.look("check_answers-" + visitor.state().presentation.language);
  }
  visitor.tap("row.adresse.hausnummer.change");
  visitor.wait_for(Place::question);
  visitor.choose_language("العربية");
  visitor.look("change-ar");
  visitor.choose_language("Українська");
  visitor.tap("page.primary");
  visitor.declare(persona);
  visitor.tap("page.primary");
  after_filing(visitor);
  expect(visitor.state().paper == visit::Paper::printed, "the receipt was printed");
  visitor.choose_language("العربية");
  visitor.look("receipt-ar");
  visitor.choose_language("Українська");
  leave(scene);
}

// The card leaves while it is read: a clear page, the answers stay, a second try succeeds.
void card_pulled(Scene& scene) {
  auto& visitor = scene.visitor;
  const auto persona = oksana();
  visitor.begin(persona);
  scene.hands.card("insert");
  visitor.wait_for(Place::enter_can);
  scene.hands.card("remove-after 8");
  visitor.use_card(persona);
  expect_problem(visitor, Place::card_problem, FailureCode::card_removed);
  expect(visitor.state().draft.assistant() != nullptr, "the draft is still there");
  // The reader notices an empty place some tenths of a second later than the reading did.
  visitor.wait_until("the empty reader",
                     [&] { return visitor.state().card != api::CardPresence::present; });
  scene.hands.card("insert");
  visitor.wait_until("the card",
                     [&] { return visitor.state().card == api::CardPresence::present; });
  visitor.tap("page.primary");
  read_card(scene, persona);
  // And once more with answers given: a wrong number costs none of them.
  visitor.answer_page(persona);
  const auto given = visitor.state().draft;
  visitor.tap("page.back");
  visitor.wait_for(Place::card_read);
  visitor.tap("page.back");
  auto mistyped = persona;
  mistyped.can = "500541";
  visitor.use_card(mistyped);
  expect_problem(visitor, Place::card_problem, FailureCode::can_wrong);
  expect(visitor.state().draft == given, "the answers are still there");
}

// No card at all: everything is typed.
void guest(Scene& scene) {
  auto& visitor = scene.visitor;
  auto persona = oksana();
  persona.language = "de";
  visitor.begin(persona);
  visitor.wait_for(Place::identify);
  visitor.tap("guest");
  visitor.answer_all(persona);
  hand_in(visitor);
  visitor.declare(persona);
  visitor.tap("page.primary");
  after_filing(visitor);
  expect(!visitor.state().reading, "no card was read");
  leave(scene);
}

// Somebody from a file (--person) begins without a card.
const Persona& begin_as_guest(Scene& scene) {
  if (!scene.person)
    throw std::runtime_error("nobody was named: --person FILE --name NAME");
  scene.visitor.begin(*scene.person);
  scene.visitor.wait_for(Place::identify);
  scene.visitor.tap("guest");
  return *scene.person;
}

// From the first page to the receipt.
void person(Scene& scene) {
  auto& visitor = scene.visitor;
  const auto& persona = begin_as_guest(scene);
  visitor.answer_all(persona);
  visitor.hand_in(persona);
  visitor.wait_for(Place::check_answers);
  visitor.look("check_answers");
  visitor.declare(persona);
  visitor.tap("page.primary");
  after_filing(visitor);
  expect(visitor.state().paper == visit::Paper::printed, "the receipt was printed");
  leave(scene);
}

// Minutes count: only what must be is answered, no paper is handed in, and it is filed.
void hurry(Scene& scene) {
  auto& visitor = scene.visitor;
  const auto& persona = begin_as_guest(scene);
  visitor.answer_all(persona, true);
  visitor.wait_for(Place::check_answers);
  visitor.look("check_answers");
  expect(visitor.state().hurried_from.has_value(), "filing at once was offered and taken");
  expect(visitor.state().papers.empty(), "no paper was asked for");
  visitor.declare(persona);
  visitor.tap("page.primary");
  after_filing(visitor);
  leave(scene);
}

void printer_out_of_paper(Scene& scene) {
  auto& visitor = scene.visitor;
  scene.hands.printer("out-of-paper");
  const auto persona = oksana();
  up_to_ready(scene, persona);
  visitor.tap("page.primary");
  after_filing(visitor);
  expect(visitor.state().paper == visit::Paper::failed, "printing failed");
  expect(visitor.state().paper_problem->code == FailureCode::printer_out_of_paper, "and says why");
  expect(visitor.state().receipt.has_value(), "number and code are on the screen");
  scene.hands.printer("ok");
  visitor.tap("print_again");
  after_filing(visitor);
  expect(visitor.state().paper == visit::Paper::printed, "the second try prints");
  leave(scene);
}

void scanner_unplugged(Scene& scene) {
  auto& visitor = scene.visitor;
  scene.hands.scanner("io-after 400 pages/passport.ppm");
  const auto persona = oksana();
  visitor.begin(persona);
  scene.hands.card("insert");
  read_card(scene, persona);
  visitor.answer_all(persona);
  visitor.wait_for(Place::document);
  visitor.tap("page.primary");
  expect_problem(visitor, Place::scan_problem, FailureCode::scanner_gone);
  scene.hands.scanner("unplugged");
  visitor.tap("page.primary");
  visitor.wait_until("the news that it is gone", [&] {
    return visitor.state().place == Place::scan_problem &&
           visitor.state().problem->code == FailureCode::scanner_missing;
  });
  scene.hands.scanner("ok pages/passport.ppm 1500");
  visitor.tap("page.primary");
  visitor.wait_for(Place::scan_review);
  visitor.tap("page.primary");
  visitor.wait_for(Place::document);
  expect(visitor.state().papers.size() == 1, "one page was kept");
}

// The clock cannot be trusted: no receipt until a person confirmed it; then the same visit files.
void clock_unknown(Scene& scene) {
  auto& visitor = scene.visitor;
  up_to_ready(scene, oksana());
  visitor.tap("page.primary");
  expect_problem(visitor, Place::filing_problem, FailureCode::clock_unknown);
  scene.ask("confirm clock");
  visitor.tap("page.primary");
  after_filing(visitor);
  leave(scene);
}

// The line is down: the visit files and prints all the same, and says so.
void offline(Scene& scene) {
  auto& visitor = scene.visitor;
  scene.ask("line down");
  visitor.wait_until("the line to go down", [&] { return !visitor.state().line_up; });
  up_to_ready(scene, oksana());
  visitor.tap("page.primary");
  after_filing(visitor);
  expect(visitor.state().receipt->offline, "the receipt knows");
  expect(visitor.state().paper == visit::Paper::printed, "the receipt was printed");
  leave(scene);
}

// The disk fills up during the visit: the reserve lets it file. The next visitor is told before
// they begin that the terminal is out of service.
void disk_full(Scene& scene) {
  auto& visitor = scene.visitor;
  up_to_ready(scene, oksana());
  scene.ask("fill disk");
  visitor.tap("page.primary");
  after_filing(visitor);
  leave(scene);
  visitor.wait_until("out of service", [&] { return visitor.state().out_of_service.has_value(); });
  visitor.look("out_of_service");
  expect(visitor.state().out_of_service->code == FailureCode::disk_full, "the disk is full");
  expect(!visitor.sees("start"), "nobody can begin");
  scene.ask("free disk");
  visitor.wait_until("service again", [&] { return !visitor.state().out_of_service; });
  visitor.tap("start");
  visitor.wait_for(Place::language);
}

std::string text_of(const Secret& secret) {
  return std::string(as_text(secret.reveal()));
}

void try_code(Visitor& visitor, const std::string& code) {
  visitor.write("draft_code", code);
  visitor.tap("page.primary");
  visitor.wait_until("what became of the code",
                     [&] { return visitor.state().search != visit::Search::running; });
}

bool same_answers(const forms::Draft& a, const forms::Draft& b) {
  for (std::size_t field = 0; field < a.assistant()->fields.size(); ++field)
    if (!(a.answer(field).value == b.answer(field).value))
      return false;
  return true;
}

// Two pages are answered and kept; nothing of it stays on the screen. Wrong codes are refused; the
// right one brings the answers back, and they are filed in the end.
void later(Scene& scene) {
  auto& visitor = scene.visitor;
  const auto persona = oksana();
  visitor.begin(persona);
  visitor.wait_for(Place::identify);
  visitor.tap("guest");
  for (int page = 0; page < 2; ++page) {
    visitor.answer_page(persona);
    visitor.tap("page.primary");
  }
  const auto said = visitor.state().draft;
  const auto open = visitor.state().stop;
  visitor.tap("bar.stop");
  visitor.look("leaving");
  visitor.tap("leaving.1");
  visitor.wait_for(Place::draft_kept);
  visitor.wait_until("the paper", [&] { return visitor.state().paper != visit::Paper::printing; });
  visitor.look("draft_kept");
  expect(visitor.state().paper == visit::Paper::printed, "the code was printed");
  const auto code = text_of(*visitor.state().kept->code);
  visitor.tap("page.primary");
  visitor.wait_for(Place::attract);
  expect(!visitor.state().kept && !visitor.state().draft.assistant(),
         "nothing of the visitor is left");

  visitor.tap("start");
  visitor.tap("language.uk");
  visitor.wait_for(Place::concern);
  visitor.tap("page.secondary");
  visitor.wait_for(Place::enter_draft_code);
  visitor.look("enter_draft_code");
  auto mistyped = code;
  mistyped.back() = mistyped.back() == '7' ? '8' : '7';
  try_code(visitor, mistyped);
  visitor.look("code_mistyped");
  expect(visitor.state().search == visit::Search::mistyped, "one wrong character is told");
  const auto other = seal::PaperCode::generate();
  expect(other.ok(), "there is another code");
  try_code(visitor, text_of(other->text()));
  visitor.look("code_unknown");
  expect(visitor.state().search == visit::Search::unknown, "a wrong code finds nothing");
  try_code(visitor, code);
  visitor.wait_for(Place::question);
  visitor.look("continued");
  expect(same_answers(visitor.state().draft, said), "the answers are there again");
  expect(visitor.state().stop == open, "and the visit goes on where it stood");

  visitor.answer_all(persona);
  hand_in(visitor);
  visitor.declare(persona);
  visitor.tap("page.primary");
  after_filing(visitor);
  leave(scene);
}

// The visitor stops: asked once, they stay; asked again, the visit ends. (Idle time, which takes
// minutes of real clock, is played in tests/visit.)
void left_alone(Scene& scene) {
  auto& visitor = scene.visitor;
  visitor.begin(oksana());
  visitor.wait_for(Place::identify);
  visitor.tap("bar.stop");
  visitor.look("leave");
  visitor.tap("leaving.0");
  expect(visitor.state().place == Place::identify, "the visit goes on");
  visitor.tap("bar.stop");
  visitor.tap("leaving.1"); // nothing was said yet that could be kept
  visitor.wait_for(Place::attract);
}

void walked_away(Scene& scene) {
  auto& visitor = scene.visitor;
  const auto persona = oksana();
  visitor.begin(persona);
  visitor.wait_for(Place::identify);
  visitor.tap("guest");
  visitor.wait_for(Place::question);
  visitor.answer_page(persona);
  const auto answered = visitor.state().draft;
  const auto warned = [&] { return visitor.state().idle_warning.has_value(); };
  visitor.walk_away(visit::idle_warning_after);
  visitor.wait_until("the question whether somebody is there", warned);
  visitor.look("idle");
  visitor.tap("idle.0");
  expect(!warned() && visitor.state().draft == answered, "who comes back finds the answers again");
  visitor.walk_away(visit::idle_warning_after);
  visitor.wait_until("the question whether somebody is there", warned);
  visitor.walk_away(visit::idle_response);
  visitor.wait_for(Place::attract);
  visitor.look("attract_again");
  expect(visitor.state().draft == forms::Draft() && visitor.state().presentation.language == "de",
         "the next person finds nothing of the last one");
}

} // namespace

void after_filing(Visitor& visitor) {
  visitor.wait_for(Place::receipt);
  visitor.wait_until("the paper", [&] { return visitor.state().paper != visit::Paper::printing; });
  visitor.look("receipt");
}

void leave(Scene& scene) {
  auto& visitor = scene.visitor;
  visitor.tap("page.primary");
  visitor.give_feedback();
  visitor.wait_for(Place::goodbye);
  visitor.look("goodbye");
  scene.hands.card("remove");
  visitor.tap("page.primary");
  visitor.wait_for(Place::attract);
  visitor.look("attract");
  expect(!visitor.state().draft.assistant() && visitor.state().papers.empty() &&
             !visitor.state().reading && !visitor.state().receipt,
         "nothing of the visitor is left");
}

void expect(bool holds, const char* what) {
  if (!holds)
    throw std::runtime_error(std::string("not so: ") + what);
}

const std::map<std::string, Scenario, std::less<>>& scenarios() {
  static const std::map<std::string, Scenario, std::less<>> all = {
      {"whole_visit", whole_visit},
      {"without_sight", without_sight},
      {"without_sight_two_switches", without_sight_two_switches},
      {"guest", guest},
      {"person", person},
      {"hurry", hurry},
      {"card_pulled", card_pulled},
      {"printer_out_of_paper", printer_out_of_paper},
      {"scanner_unplugged", scanner_unplugged},
      {"clock_unknown", clock_unknown},
      {"offline", offline},
      {"disk_full", disk_full},
      {"later", later},
      {"left_alone", left_alone},
      {"walked_away", walked_away},
      {"pin", pin},
      {"pin_unavailable", pin_unavailable},
      {"identify", identify},
      {"identify_refused", identify_refused},
      {"identify_offline", identify_offline},
      {"case", case_story},
      {"staff_helps", staff_helps},
      {"technician_serves", technician_serves},
      {"nothing_left", nothing_left},
      {"killed", killed},
      {"stack", stack},
      {"blacken", blacken},
      {"only_feeder", only_feeder},
      {"scan_dialogue", scan_dialogue},
  };
  return all;
}

} // namespace foyer::player
