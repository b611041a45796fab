// SPDX-License-Identifier: EUPL-1.2
#include "case_scenes.hpp"

#include <forms/loader.hpp>
#include <receipt/qr.hpp>
#include <support_probe/probe.hpp>
#include <support_probe/value_of.hpp>
#include <support_scanner/pages.hpp>

#include <filesystem>

namespace foyer::screens_test {

namespace {

const std::filesystem::path source_dir = FOYER_SOURCE_DIR;

using support_probe::value_of;

House open_house() {
  House house{support_probe::texts(), {}, {}, {}, {}, {}};
  for (const char* id : {"a1", "a2", "a3", "a4", "a5", "a6", "a8"}) // one is not offered
    house.assistants[id] = value_of(forms::Loader::load(source_dir / "assets", id));
  house.assistants["probe"] = support_probe::probe();
  house.menu = {{"a1", ui::Icon::residence_title},  {"a2", ui::Icon::change_conditions},
                {"a3", ui::Icon::replacement_card}, {"a4", ui::Icon::certificate},
                {"a5", ui::Icon::travel_document},  {"a6", ui::Icon::commitment},
                {"a7", ui::Icon::naturalisation},   {"a8", ui::Icon::citizenship}};
  house.terminal = {"Stadt Nürnberg, Amt für Migration und Integration",
                    "Eingangshalle, Hirschelgasse 32",
                    "NUE-07",
                    "0911 231-0",
                    "Mo–Fr 8–12 Uhr, Do 14–18 Uhr",
                    false,
                    ui::Icon::pin,
                    ui::Icon::progress};
  house.wall = std::chrono::sys_days{std::chrono::year{2026} / 11 / 25} + std::chrono::hours{9} +
               std::chrono::minutes{41} + std::chrono::seconds{7};
  const auto matrix = value_of(receipt::qr_matrix(
      "FOYER1.NUE07-26-000417-K.20261125T094107Z.4f1c22d09ab37e15."
      "mZ3Lh0Hn0x7hQk0oTz8o0yKq0mW1m7n9v2s4d6f8g0hQwErTyUiOpAsDfGhJkLzXcVbNm1234567890abcdEFG"));
  house.qr = {matrix.size, matrix.dark};
  return house;
}

forms::CardFacts facts() {
  forms::CardFacts facts;
  facts.surname = "KOVALENKO";
  facts.given_names = "OKSANA MARIIA";
  facts.birth_date = "1988-03-14";
  facts.sex = forms::CardSex::female;
  facts.nationality = "UKR";
  facts.issuing_state = "D";
  facts.document_number = "YT8P3R0M4";
  facts.expiry = "2027-08-31";
  facts.verified = true;
  return facts;
}

forms::CardFacts passport_facts() {
  auto printed = facts();
  printed.kind = forms::CardKind::passport;
  printed.issuing_state = "UKR";
  printed.document_number = "FS418273";
  printed.expiry = "2032-09-01";
  printed.verified = false;
  return printed;
}

std::shared_ptr<const visit::CardReading> reading() {
  auto reading = std::make_shared<visit::CardReading>();
  reading->facts = Personal(facts());
  reading->genuine = visit::Genuine::yes;
  reading->access = "pace_can";
  reading->document_code = "AR";
  return reading;
}

// What she said; unknown fields are a mistake of this file.
void answer(visit::State& state, std::string_view field, forms::Value value, std::size_t row = 0) {
  if (!state.draft.set(field, row, std::move(value), house().wall))
    throw std::runtime_error("no such answer: " + std::string(field));
}

visit::State with_concern(const std::string& language) {
  auto state = beginning(language);
  state.concern = "a3";
  state.draft = forms::Draft(house().assistants.at("a3"));
  answer(state, "antrag.sprache", language);
  return state;
}

visit::State with_card(const std::string& language) {
  auto state = with_concern(language);
  state.card = api::CardPresence::present;
  state.reading = reading();
  forms::prefill_from_card(state.draft, facts());
  return state;
}

visit::State answered(const std::string& language) {
  auto state = with_card(language);
  answer(state, "karte.grund", std::string("neuer_pass"));
  answer(state, "karte.neuer_pass", true);
  answer(state, "karte.alter_pass", std::string("EK618412"));
  answer(state, "antrag.fuer", std::string("selbst"));
  answer(state, "antrag.begleitung", std::string("keine"));
  answer(state, "person.geburtsort", std::string("Tscherniwzi"));
  answer(state, "person.geburtsland", std::string("UKR"));
  answer(state, "person.groesse", std::int64_t{168});
  answer(state, "person.familienstand", std::string("LD"));
  answer(state, "adresse.strasse", std::string("Äußere Bayreuther Straße"));
  answer(state, "adresse.hausnummer", std::string("121a"));
  answer(state, "adresse.plz", std::string("90411"));
  answer(state, "adresse.ort", std::string("Nürnberg"));
  answer(state, "adresse.seit", std::string("2021-06-01"));
  answer(state, "adresse.gemeldet", true);
  answer(state, "kontakt.telefon", std::string("+4915112345678"));
  answer(state, "kontakt.kanal", std::string("post"));
  answer(state, "pass.vorhanden", std::string("ja"));
  answer(state, "pass.art", std::string("nationalpass"));
  answer(state, "pass.nummer", std::string("FS418273"));
  answer(state, "pass.staat", std::string("UKR"));
  answer(state, "pass.ausgestellt", std::string("2026-09-02"));
  answer(state, "pass.gueltig_bis", std::string("2032-09-01"));
  answer(state, "titel.art", std::string("ae"));
  answer(state, "titel.gueltig_bis", std::string("2027-08-31"));
  answer(state, "titel.abgelehnt", false);
  answer(state, "foto.quelle", std::string("terminal"));
  answer(state, "foto.finger", true);
  answer(state, "abholung.art", std::string("abholung"));
  state.papers["dok.a3_pass_neu"] = {{.page = passport_page(), .advice = {}},
                                     {.page = passport_page(), .advice = {}}};
  (void)state.draft.set_pages("dok.a3_pass_neu", 2);
  (void)state.draft.set_later("dok.a3_karte", true);
  return state;
}

visit::State filed(const std::string& language) {
  auto state = answered(language);
  state.receipt =
      visit::Receipt{"NUE07-26-000417-K", house().wall, std::chrono::minutes{60}, "FOYER1", false};
  state.paper = visit::Paper::printed;
  return state;
}

class Album : public Shelf {
 public:
  using Shelf::Shelf;
  void add_page(const visit::State& state, const std::string& field, bool tried = false) {
    const auto& assistant = *state.draft.assistant();
    const auto page = assistant.fields[*assistant.find_field(field)].page;
    auto there = state;
    there.stop = {page};
    there.tried_to_go_on = tried;
    const bool questions = assistant.pages[page].kind == forms::PageKind::questions;
    add((questions ? "question-" : "declaration-") + field + (tried ? "-missing" : ""), there,
        questions ? visit::Place::question : visit::Place::declaration);
  }
};

void beginning_scenes(Album& album, const std::string& language) {
  using visit::Place;
  auto closed = beginning("de");
  closed.out_of_service = fail(FailureCode::clock_unknown);
  // At attract nobody has chosen a language yet.
  album.add("attract", beginning("de"), Place::attract);
  album.add("attract-closed", closed, Place::attract);
  album.add("language", beginning(language), Place::language);
  album.add("concern", beginning(language), Place::concern);
  auto other = beginning(language);
  other.concern = "a7";
  album.add("not_offered", other, Place::not_offered);
  album.add("information", with_concern(language), Place::information);
}

void card_scenes(Album& album, const std::string& language) {
  using visit::Place;
  album.add("identify", with_concern(language), Place::identify);
  auto no_reader = with_concern(language);
  no_reader.card = api::CardPresence::reader_missing;
  album.add("identify-no-reader", no_reader, Place::identify);
  auto lying = with_concern(language);
  lying.card = api::CardPresence::present;
  album.add("enter_can", lying, Place::enter_can);
  auto zone = lying;
  zone.by_zone = true;
  album.add("enter_zone", zone, Place::enter_zone);
  zone.card = api::CardPresence::absent;
  album.add("enter_zone-lifted", zone, Place::enter_zone);
  zone.card = api::CardPresence::mute;
  album.add("enter_zone-mute", zone, Place::enter_zone);
  zone.optical.nothing = true;
  album.add("enter_zone-not_read", zone, Place::enter_zone);
  album.add("zone_scanning", zone, Place::zone_scanning);
  auto printed = std::make_shared<visit::ZoneReading>();
  printed->facts = Personal(passport_facts());
  printed->key = {Secret("FS418273"), Secret("880314"), Secret("320901")};
  zone.optical.zone = printed;
  album.add("zone_read-unsure", zone, Place::zone_read);
  auto right = std::make_shared<visit::ZoneReading>(
      visit::ZoneReading{printed->facts, printed->key.clone(), "P", true});
  zone.optical.zone = right;
  zone.card = api::CardPresence::present;
  album.add("zone_read", zone, Place::zone_read);
  lying.card_step = 2;
  album.add("reading_card", lying, Place::reading_card);
  album.add("card_read", with_card(language), Place::card_read);
  auto unsure = with_card(language);
  auto doubtful = std::make_shared<visit::CardReading>(*unsure.reading);
  doubtful->genuine = visit::Genuine::unknown;
  unsure.reading = doubtful;
  album.add("card_read-unknown", unsure, Place::card_read);
  lying.problem = fail(FailureCode::card_removed);
  album.add("card_problem", lying, Place::card_problem);
  zone.card = api::CardPresence::present;
  zone.problem = fail(FailureCode::zone_wrong);
  album.add("card_problem-zone", zone, Place::card_problem);
}

void question_scenes(Album& album, const std::string& language) {
  const auto empty = with_card(language);
  const auto full = answered(language);
  album.add_page(empty, "karte.grund");
  album.add_page(full, "karte.neuer_pass");
  album.add_page(empty, "antrag.fuer");
  album.add_page(full, "person.familienname");
  album.add_page(full, "person.fruehere_namen");
  album.add_page(full, "person.geburtsdatum");
  album.add_page(empty, "person.geburtsdatum", true);
  album.add_page(full, "person.staatsangehoerigkeiten");
  album.add_page(full, "person.groesse");
  album.add_page(full, "adresse.strasse");
  album.add_page(full, "adresse.seit");
  album.add_page(full, "pass.nummer");
  auto studio = full;
  answer(studio, "foto.quelle", std::string("cloud"));
  album.add_page(studio, "foto.code");
  album.add("code_scanning", studio, visit::Place::code_scanning);
  studio.optical.codes = {std::make_shared<const Secret>("FOTO-2026-7KMQ2XTP9D4FH8WE"),
                          std::make_shared<const Secret>("https://example.org/foto/418273")};
  studio.optical.field = "foto.code";
  album.add("code_read", studio, visit::Place::code_read);
  studio.optical.codes.pop_back();
  album.add("code_read-one", studio, visit::Place::code_read);
  auto lost = full;
  answer(lost, "karte.grund", std::string("verlust"));
  album.add_page(lost, "karte.verlust_wie", true);
  album.add_page(lost, "karte.polizei");
  auto soon = full;
  answer(soon, "titel.gueltig_bis", std::string("2026-12-15"));
  album.add_page(soon, "titel.gueltig_bis");
}

void add_animal(visit::State& state, const std::string& name) {
  const auto row = state.draft.add_row("tiere");
  if (!row)
    throw std::runtime_error("no room for another animal");
  answer(state, "tiere[].name", name, *row);
  answer(state, "tiere[].geboren", std::string("2021-05"), *row);
  answer(state, "tiere[].gruppe", std::string("feder"), *row);
  answer(state, "tiere[].art", std::string("huhn"), *row);
}

// The probe of tests/support: an old and a young animal, a third nobody finished.
visit::State with_animals(const std::string& language) {
  auto state = beginning(language);
  state.concern = "probe";
  state.draft = forms::Draft(house().assistants.at("probe"));
  answer(state, "antrag.sprache", language);
  answer(state, "probe.gruppe", std::string("pelz"));
  answer(state, "probe.zweck", std::string("katze"));
  answer(state, "probe.tiere", true);
  add_animal(state, "Frau Wilhelmine Hühnchen von der Äußeren Sulzbacher Straße");
  add_animal(state, "Mimi");
  answer(state, "tiere[].geboren", std::string("2004"), 0);
  answer(state, "tiere[].orte", std::vector<std::string>{"Fürth", "Erlangen"}, 0);
  answer(state, "tiere[].sprachen", std::vector<std::string>{"ar", "ckb"}, 0);
  answer(state, "tiere[].konto", std::string("DE89370400440532013000"), 0);
  std::string story;
  while (story.size() < 1990)
    story += "Es lief einmal bis nach Fürth und kam von allein zurück. ";
  answer(state, "tiere[].geschichte", story, 0);
  return state;
}

void row_scenes(Album& album, const std::string& language) {
  using visit::Place;
  const auto animals = with_animals(language);
  const auto& assistant = *animals.draft.assistant();
  const auto overview = [&](const std::string& what, visit::State state, const char* repeat,
                            bool tried = false) {
    state.stop = forms::Stop::overview(*assistant.find_repeat(repeat));
    state.tried_to_go_on = tried;
    album.add(what, std::move(state), Place::question);
  };
  auto nobody = animals;
  while (nobody.draft.rows("tiere") > 0)
    (void)nobody.draft.remove_row("tiere", 0);
  overview("rows-empty", nobody, "tiere");
  overview("rows-empty-missing", nobody, "tiere", true);
  overview("rows-optional", animals, "gaeste");
  overview("rows", animals, "tiere");
  auto half = animals;
  (void)half.draft.add_row("tiere");
  answer(half, "tiere[].gruppe", std::string("pelz"), 2);
  overview("rows-half-missing", half, "tiere", true);
  for (const char* field : {"tiere[].name", "tiere[].art", "tiere[].land", "tiere[].geschichte"}) {
    auto there = animals;
    there.stop = {assistant.fields[*assistant.find_field(field)].page,
                  *assistant.find_repeat("tiere"), 0};
    album.add("question-" + std::string(field), there, Place::question);
  }
  album.add_page(animals, "probe.zweck");
  auto paper = animals;
  paper.document = 0;
  album.add("document-sensitive", paper, Place::document);
  album.add("check_answers-rows", animals, Place::check_answers);
  auto hurry = animals;
  hurry.hurried_from = forms::Stop{};
  (void)hurry.draft.set_cannot("dok.probe_attest",
                               Personal(std::string("Der Arzt ist weggezogen.")));
  album.add("check_answers-hurry", hurry, Place::check_answers);
  album.add("ready-office", animals, Place::ready);
  album.add("information-probe", animals, Place::information);
  auto done = animals;
  done.receipt =
      visit::Receipt{"NUE07-26-000417-K", house().wall, std::chrono::minutes{60}, "FOYER1", false};
  done.paper = visit::Paper::printed;
  album.add("receipt-rows", done, Place::receipt);
}

// Where the scanner has nothing but a feeder: what may be drawn in, and what may not.
void feeder_scenes(Album& album, const std::string& language) {
  using visit::Place;
  auto state = answered(language);
  state.scanner = api::ScannerKind{.feeder = true};
  state.document = *state.draft.assistant()->find_document("dok.a3_karte");
  album.add("document-refused-later", state, Place::document);
  (void)state.draft.set_later("dok.a3_karte", false);
  album.add("document-refused", state, Place::document);
  answer(state, "karte.grund", std::string("daten"));
  state.document = *state.draft.assistant()->find_document("dok.a3_urkunde");
  album.add("document-feeder", state, Place::document);
}

// A stack of papers for another concern's document, in a scanner with a feeder.
void stack_scenes(Album& album, const std::string& language) {
  using visit::Place;
  auto state = answered(language);
  answer(state, "karte.grund", std::string("daten"));
  state.document = *state.draft.assistant()->find_document("dok.a3_urkunde");
  state.scanner = api::ScannerKind{.glass = true, .feeder = true, .both_sides = true};
  album.add("document-stack", state, Place::document);
  state.scanner_warms_up = true;
  album.add("stack_scanning-warm", state, Place::stack_scanning);
  state.scanner_warms_up = false;
  for (const auto fault : {visit::PageFault::faint, visit::PageFault::empty}) {
    state.stack.pages.push_back({.page = {.page = passport_page(), .advice = {}}});
    state.stack.pages.push_back(state.stack.pages.back());
    state.stack.pages.back().page.advice.add(fault);
  }
  state.scan_progress = 0.4;
  album.add("stack_scanning", state, Place::stack_scanning);
  state.problem = fail(FailureCode::scanner_jam);
  album.add("stack_problem", state, Place::stack_problem);
  state.stack.pages[3].left_out = true;
  album.add("stack_review", state, Place::stack_review);
  state.stack.full = true;
  album.add("stack_review-full", state, Place::stack_review);
  state.stack = {};
  album.add("stack_problem-nothing", state, Place::stack_problem);
}

void paper_scenes(Album& album, const std::string& language) {
  using visit::Place;
  auto state = answered(language);
  const auto first = *state.draft.assistant()->find_document("dok.a3_pass_neu");
  const auto second = *state.draft.assistant()->find_document("dok.a3_karte");
  state.document = second;
  album.add("document-later", state, Place::document);
  (void)state.draft.set_later("dok.a3_karte", false);
  album.add("document", state, Place::document);
  auto cannot = state;
  (void)cannot.draft.set_cannot("dok.a3_karte", Personal(std::string("Mein Mann hat sie.")));
  album.add("document-cannot", cannot, Place::document);
  state.scan_progress = 0.62;
  album.add("scanning", state, Place::scanning);
  state.look.page = visit::ScannedPage{.page = passport_page(), .advice = {}};
  state.look.page->original = passport_page();
  album.add("scan_review", state, Place::scan_review);
  for (std::size_t fault = 0; fault < visit::page_faults; ++fault) {
    auto told = state;
    told.look.page->advice.add(static_cast<visit::PageFault>(fault));
    album.add("scan_review-" + std::string(name(static_cast<visit::PageFault>(fault))), told,
              Place::scan_review);
  }
  auto changing = state;
  changing.look.page->whole_sheet = changing.look.changing = true;
  album.add("scan_review-changing", changing, Place::scan_review);
  auto kept = state;
  kept.look.kept = 1;
  kept.look.not_changed = true;
  album.add("scan_review-kept", kept, Place::scan_review);
  album.add("blacken", state, Place::blacken);
  auto bars = state;
  bars.look.bars = {{.x = 0.1, .y = 0.2, .width = 0.4, .height = 0.04},
                    {.x = 0.5, .y = 0.6, .width = 0.35, .height = 0.05}};
  album.add("blacken-bars", bars, Place::blacken);
  state.look = {};
  state.problem = fail(FailureCode::scanner_gone);
  album.add("scan_problem", state, Place::scan_problem);
  auto front = state;
  front.papers["dok.a3_karte"] = {{.page = passport_page(), .advice = {}}};
  album.add("document-front", front, Place::document);
  front.papers["dok.a3_karte"].resize(3, front.papers["dok.a3_karte"].front());
  album.add("document-few-left", front, Place::document);
  stack_scenes(album, language);
  feeder_scenes(album, language);
  state.document = first;
  album.add("document-scanned", state, Place::document);
}

void later_scenes(Album& album, const std::string& language) {
  using visit::Place;
  auto typing = beginning(language);
  album.add("enter_draft_code", typing, Place::enter_draft_code);
  typing.search = visit::Search::mistyped;
  album.add("enter_draft_code-mistyped", typing, Place::enter_draft_code);
  typing.search = visit::Search::running;
  album.add("enter_draft_code-running", typing, Place::enter_draft_code);
  typing.search = visit::Search::unknown;
  album.add("enter_draft_code-unknown", typing, Place::enter_draft_code);
  typing.search = visit::Search::locked;
  album.add("enter_draft_code-locked", typing, Place::enter_draft_code);
  auto full = answered(language);
  album.add("keeping", full, Place::keeping);
  full.problem = fail(FailureCode::disk_full);
  album.add("keep_problem", full, Place::keep_problem);
  auto kept = beginning(language);
  kept.kept =
      visit::KeptDraft{std::make_shared<const Secret>(std::string_view("7KMQ-2XTP-9D4F-H8WE")),
                       std::chrono::year{2026} / 12 / 9};
  kept.paper = visit::Paper::printed;
  album.add("draft_kept", kept, Place::draft_kept);
  kept.paper = visit::Paper::failed;
  kept.paper_problem = fail(FailureCode::printer_out_of_paper);
  album.add("draft_kept-no-paper", kept, Place::draft_kept);
}

// What the card asks for, in the order in which somebody may meet it.
void eid_number_scenes(Album& album, const visit::State& start) {
  using api::EidNumber;
  const auto ask = [&](const std::string& what, api::EidQuestion question, auto change) {
    auto state = start;
    state.eid.question = question;
    change(state.eid);
    album.add("eid_number" + what, state, visit::Place::eid_number);
  };
  const auto as_it_is = [](visit::EidJob&) {};
  const auto six = [](visit::EidJob& job) { job.five_digits = false; };
  const api::EidQuestion pin{.shortest = 5};
  ask("-letter", pin, as_it_is);
  auto wrong = pin;
  wrong.tries = 2;
  wrong.rejected = EidNumber::pin;
  ask("-wrong", wrong, six);
  ask("-can", {.what = EidNumber::can, .tries = 1, .rejected = EidNumber::pin}, six);
  auto last = pin;
  last.tries = 1;
  ask("-last", last, six);
  ask("-puk", {.what = EidNumber::puk, .tries = 0, .shortest = 10, .longest = 10}, as_it_is);
  const api::EidQuestion fresh{.what = EidNumber::new_pin};
  ask("-new", fresh, as_it_is);
  ask("-repeat", fresh, [](visit::EidJob& job) {
    job.once = std::make_shared<const Secret>(std::string_view("654321"));
  });
  ask("-differed", fresh, [](visit::EidJob& job) { job.differed = true; });
  ask("-lost", pin, [](visit::EidJob& job) { job.lost = true; });
  auto pad = pin;
  pad.on_reader = true;
  ask("-on_reader", pad, as_it_is);
}

void eid_scenes(Album& album, const std::string& language) {
  using visit::Place;
  auto state = beginning(language);
  album.add("eid_choose", state, Place::eid_choose);
  auto broken = state;
  broken.eid_failure = fail(FailureCode::eid_missing);
  album.add("eid_choose-missing", broken, Place::eid_choose);
  album.add("concern-no-eid", broken, Place::concern);
  broken.eid_here = false;
  album.add("eid_choose-not_here", broken, Place::eid_choose);
  album.add("eid_working-begins", state, Place::eid_working);
  album.add("eid_card", state, Place::eid_card);
  auto other = state;
  other.card = api::CardPresence::present;
  other.eid.other_card = true;
  album.add("eid_card-other", other, Place::eid_card);
  state.card = api::CardPresence::present;
  eid_number_scenes(album, state);
  state.eid.changing = true;
  album.add("eid_working", state, Place::eid_working);
  album.add("eid_done", state, Place::eid_done);
  album.add("goodbye-eid", state, Place::goodbye);
  state.problem = fail(FailureCode::card_removed);
  album.add("eid_problem-removed", state, Place::eid_problem);
  state.problem = fail(FailureCode::eid_deactivated);
  album.add("eid_problem-deactivated", state, Place::eid_problem);
  state.problem = fail(FailureCode::eid_crashed);
  album.add("eid_problem-crashed", state, Place::eid_problem);
  state.eid = {};
  state.eid.wish = visit::EidWish::unblock;
  album.add("eid_done-unblocked", state, Place::eid_done);
  state.eid.end = api::EidEnd::not_blocked;
  album.add("eid_done-not_blocked", state, Place::eid_done);
}

// Proving who one is, as the office's certificate asks for it.
void proof_scenes(Album& album, const std::string& language) {
  using visit::Place;
  auto state = answered(language);
  state.line_up = state.eid_proves = true;
  album.add("check_answers-proof", state, Place::check_answers);
  auto asked = state;
  asked.eid.wish = visit::EidWish::prove;
  asked.eid.consent = api::EidConsent{
      .service = "Stadt Nürnberg, Amt für Migration und Integration",
      .service_url = "https://www.nuernberg.example",
      .rights = {"FamilyName", "GivenNames", "DateOfBirth", "ShoeSize"},
      .purpose = "Nachweis der Identität bei Anträgen am Terminal",
      .terms = "Stadt Nürnberg, Hauptmarkt 18, 90403 Nürnberg\r\nE-Mail: "
               "poststelle@nuernberg.example\r\n\r\nZuständig für den Datenschutz: Der Bayerische "
               "Landesbeauftragte für den Datenschutz, München",
      .valid_until = "2026-12-31"};
  album.add("eid_consent", asked, Place::eid_consent);
  auto pin = asked;
  pin.card = api::CardPresence::present;
  pin.eid.question = api::EidQuestion{};
  pin.eid.five_digits = false;
  album.add("eid_number-proof", pin, Place::eid_number);
  album.add("eid_done-proof", asked, Place::eid_done);
  for (const auto code : {FailureCode::eid_refused, FailureCode::line_down,
                          FailureCode::eid_not_offered, FailureCode::card_removed}) {
    asked.problem = fail(code);
    album.add("eid_problem-proof-" + std::string(name(code)), asked, Place::eid_problem);
  }
  state.proof =
      visit::Proof{"q4cUcPXwY1Zq0sWm2b7f3A", WallTime{std::chrono::seconds(1'795'600'800)}};
  album.add("check_answers-proven", state, Place::check_answers);
}

void filing_scenes(Album& album, const std::string& language) {
  using visit::Place;
  const auto full = answered(language);
  album.add("check_answers", full, Place::check_answers);
  album.add_page(full, "erkl.belehrung");
  album.add_page(full, "erkl.richtig", true);
  album.add_page(full, "erkl.unterschrift");
  album.add("ready", full, Place::ready);
  album.add("filing", full, Place::filing);
  auto failed = full;
  failed.problem = fail(FailureCode::disk_full);
  album.add("filing_problem", failed, Place::filing_problem);
  failed.problem = fail(FailureCode::store_mismatch);
  album.add("filing_unproven", failed, Place::filing_unproven);
  auto printing = filed(language);
  printing.paper = visit::Paper::printing;
  album.add("receipt-printing", printing, Place::receipt);
  album.add("receipt", filed(language), Place::receipt);
  auto no_paper = filed(language);
  no_paper.paper = visit::Paper::failed;
  no_paper.paper_problem = fail(FailureCode::printer_out_of_paper);
  no_paper.receipt->offline = true;
  album.add("receipt-no-paper", no_paper, Place::receipt);
  album.add("feedback", filed(language), Place::feedback);
  auto gone = filed(language);
  gone.scanned = visit::Scanned::laid_on_glass;
  album.add("goodbye-card", gone, Place::goodbye);
  gone.card = api::CardPresence::absent;
  album.add("goodbye", gone, Place::goodbye);
  gone.scanned = visit::Scanned::drawn_in;
  gone.receipt.reset();
  gone.paper = visit::Paper::not_asked;
  gone.called_off = true;
  album.add("goodbye-stopped", gone, Place::goodbye);
  auto idle = full;
  idle.idle_warning = SteadyTime{std::chrono::seconds{1000 - 14}};
  album.add("idle", idle, Place::check_answers);
  auto leaving = full;
  leaving.leaving = true;
  album.add("leaving", leaving, Place::check_answers);
}

} // namespace

const std::shared_ptr<const api::Page>& passport_page() {
  static const auto page = std::make_shared<const api::Page>(support_scanner::passport_page());
  return page;
}

visit::State beginning(const std::string& language) {
  visit::State state;
  state.presentation.language = language;
  state.card = api::CardPresence::absent;
  state.line_up = true;
  state.eid_here = true;
  return state;
}

void Shelf::add(const std::string& what, visit::State state, visit::Place place) {
  state.place = place;
  const auto number = std::to_string(scenes_.size() + 1);
  scenes_.push_back({(number.size() < 2 ? "0" : "") + number + "-" + what, std::move(state)});
}

const House& house() {
  static const House open = open_house();
  return open;
}

std::vector<Scene> scenes(const std::string& language) {
  std::vector<Scene> all;
  Album album(all);
  beginning_scenes(album, language);
  card_scenes(album, language);
  question_scenes(album, language);
  paper_scenes(album, language);
  filing_scenes(album, language);
  row_scenes(album, language);
  later_scenes(album, language);
  eid_scenes(album, language);
  case_scenes(album, language);
  proof_scenes(album, language);
  return all;
}

visit::State scene(const std::string& name, const std::string& language) {
  for (auto& scene : scenes(language))
    if (scene.name.substr(scene.name.find('-') + 1) == name)
      return std::move(scene.state);
  throw std::runtime_error("no such scene: " + name);
}

std::unique_ptr<ui::Ui> open_ui(const ui::ScreenProfile& profile) {
  ui::UiOptions options;
  options.profile = profile;
  options.fonts_conf = source_dir / "assets/fonts.conf";
  auto ui = value_of(ui::Ui::open(options));
  ui->set_motion(false);
  return ui;
}

std::vector<visit::Event> draw_once(screens::Screens& screens, ui::Ui& ui,
                                    const visit::State& state, SteadyTime now,
                                    const staff::Workplace* staff) {
  std::optional<forms::Evaluation> evaluation;
  if (state.draft.assistant())
    evaluation = visit::evaluate(state, house().wall);
  return screens.draw(ui, {state, evaluation ? &*evaluation : nullptr, house().assistants,
                           house().menu, house().texts, house().terminal, house().wall, now,
                           state.receipt ? &house().qr : nullptr, staff});
}

std::vector<visit::Event> draw(screens::Screens& screens, ui::Ui& ui, const visit::State& state,
                               SteadyTime now) {
  std::vector<visit::Event> events;
  int frames = 0;
  do {
    for (auto& event : draw_once(screens, ui, state, now))
      if (!std::holds_alternative<visit::Touched>(event))
        events.push_back(std::move(event));
    if (++frames > 200)
      throw std::runtime_error("the page does not come to rest");
  } while (ui.wants_frame() && events.empty());
  return events;
}

} // namespace foyer::screens_test
