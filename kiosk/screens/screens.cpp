// SPDX-License-Identifier: EUPL-1.2
#include "pages.hpp"
#include "staff_pages.hpp"

namespace foyer::screens {

namespace {

void page_of(Frame& frame) {
  switch (frame.state().place) {
  case visit::Place::attract: return attract(frame);
  case visit::Place::language: return language(frame);
  case visit::Place::concern: return concern(frame);
  case visit::Place::enter_draft_code: return enter_draft_code(frame);
  case visit::Place::not_offered: return not_offered(frame);
  case visit::Place::information: return information(frame);
  case visit::Place::identify: return identify(frame);
  case visit::Place::enter_can: return enter_can(frame);
  case visit::Place::enter_zone: return enter_zone(frame);
  case visit::Place::zone_scanning: return zone_scanning(frame);
  case visit::Place::zone_read: return zone_read(frame);
  case visit::Place::reading_card: return reading_card(frame);
  case visit::Place::card_read: return card_read(frame);
  case visit::Place::card_problem: return card_problem(frame);
  case visit::Place::question: return question(frame);
  case visit::Place::code_scanning: return code_scanning(frame);
  case visit::Place::code_read: return code_read(frame);
  case visit::Place::document: return document(frame);
  case visit::Place::scanning: return scanning(frame);
  case visit::Place::scan_review: return scan_review(frame);
  case visit::Place::blacken: return blacken(frame);
  case visit::Place::scan_problem: return scan_problem(frame);
  case visit::Place::stack_scanning: return stack_scanning(frame);
  case visit::Place::stack_review: return stack_review(frame);
  case visit::Place::stack_problem: return stack_problem(frame);
  case visit::Place::check_answers: return check_answers(frame);
  case visit::Place::declaration: return declaration(frame);
  case visit::Place::ready: return ready(frame);
  case visit::Place::filing: return filing(frame);
  case visit::Place::filing_problem: return filing_problem(frame);
  case visit::Place::filing_unproven: return filing_unproven(frame);
  case visit::Place::receipt: return receipt(frame);
  case visit::Place::feedback: return feedback(frame);
  case visit::Place::goodbye: return goodbye(frame);
  case visit::Place::keeping: return keeping(frame);
  case visit::Place::keep_problem: return keep_problem(frame);
  case visit::Place::draft_kept: return draft_kept(frame);
  case visit::Place::eid_choose: return eid_choose(frame);
  case visit::Place::eid_consent: return eid_consent(frame);
  case visit::Place::eid_card: return eid_card(frame);
  case visit::Place::eid_number: return eid_number(frame);
  case visit::Place::eid_working: return eid_working(frame);
  case visit::Place::eid_done: return eid_done(frame);
  case visit::Place::eid_problem: return eid_problem(frame);
  case visit::Place::case_key: return case_key(frame);
  case visit::Place::case_scanning: return case_scanning(frame);
  case visit::Place::case_opening: return case_opening(frame);
  case visit::Place::case_shown: return case_shown(frame);
  case visit::Place::case_message: return case_message(frame);
  case visit::Place::case_answer: return case_answer(frame);
  case visit::Place::case_check: return case_check(frame);
  case visit::Place::case_filing: return case_filing(frame);
  case visit::Place::case_problem: return case_problem(frame);
  case visit::Place::case_sent: return case_sent(frame);
  }
}

// How it looks: the visitor's wishes stand aside while a staff's page is there; what is heard stays
// who hears it.
visit::Presentation presentation(const Model& model) {
  const auto& theirs = model.state.presentation;
  if (!covered(model))
    return theirs;
  visit::Presentation plain;
  plain.language = staff_language;
  plain.speech = theirs.speech;
  plain.motion = theirs.motion;
  return plain;
}

// On a staff's page the bar has nothing of the visitor's but the sound.
ui::Labels labels_of(const Model& model, const std::string& language) {
  auto words = labels(model.texts, language, model.terminal.speaks);
  if (covered(model))
    for (std::string* label : {&words.language, &words.display, &words.help, &words.stop})
      label->clear();
  return words;
}

void take_presentation(ui::Ui& ui, const Model& model, Glass& glass) {
  const auto wanted = presentation(model);
  ui.set_theme(theme_name(wanted.contrast));
  // Nobody has chosen a size yet at attract, and its page has no room to scroll.
  ui.set_text_size(model.state.place == visit::Place::attract && !covered(model)
                       ? ui::TextSize::standard
                       : text_size(wanted.text_size));
  ui.set_reading(wanted.speech);
  ui.set_blank(wanted.blank);
  ui.set_low_reach(wanted.low_reach);
  ui.set_motion(wanted.motion);
  ui.set_language(wanted.language, direction(model.texts, wanted.language));
  const auto which = (covered(model) ? "staff " : "") + wanted.language;
  if (glass.labels_of != which) {
    ui.set_labels(labels_of(model, wanted.language));
    glass.labels_of = which;
  }
}

// Of the person with the service card: gone with the page it was typed on.
void forget_staff(const Model& model, Glass& glass) {
  const auto* work = model.staff;
  const bool pin = work != nullptr && work->page == staff::Page::entrance &&
                   work->session.place == staff::Place::pin;
  if (!pin && !glass.pin.empty()) {
    wipe(glass.pin);
    glass.pin.clear();
  }
  const auto page = work != nullptr ? work->page : staff::Page::none;
  if (page != staff::Page::face_key && page != staff::Page::face_reading &&
      page != staff::Page::face_problem)
    glass.staff_zone.wipe();
  if (page != staff::Page::face)
    glass.portrait = {};
}

// A visit has ended when attract is shown, or it was stopped and only says goodbye: whatever the
// glass kept about the person goes.
void forget_last_visitor(ui::Ui& ui, const Model& model, Glass& glass) {
  const bool at_rest = model.state.place == visit::Place::attract || model.state.called_off;
  if (at_rest && !glass.at_rest) {
    Glass fresh;
    fresh.labels_of = glass.labels_of;
    fresh.seen_input = glass.seen_input;
    wipe(glass.can);
    wipe(glass.draft_code);
    glass.case_key.wipe();
    glass.eid.wipe();
    glass.zone.wipe();
    glass.forget_lines();
    // Somebody may just be typing it.
    fresh.pin.swap(glass.pin);
    std::swap(fresh.staff_zone, glass.staff_zone);
    std::swap(fresh.portrait, glass.portrait);
    glass = std::move(fresh);
    ui.wipe();
  }
  glass.at_rest = at_rest;
  if (model.state.place != visit::Place::enter_can && !glass.can.empty()) {
    wipe(glass.can);
    glass.can.clear();
  }
  if (model.state.place != visit::Place::eid_number || glass.eid.asked != model.state.eid.asked) {
    glass.eid.wipe();
    glass.eid.asked = model.state.eid.asked;
  }
  // The same after the office has.
  if (model.state.place != visit::Place::case_key &&
      model.state.place != visit::Place::case_opening)
    glass.case_key.wipe();
  // A wrong letter can be put right after the card has refused; who goes on leaves nothing.
  const bool about_a_card = model.state.place == visit::Place::enter_zone ||
                            model.state.place == visit::Place::zone_scanning ||
                            model.state.place == visit::Place::zone_read ||
                            model.state.place == visit::Place::reading_card ||
                            model.state.place == visit::Place::card_problem;
  if (!about_a_card) {
    glass.zone.wipe();
    glass.zone_of = nullptr;
  }
  if (model.state.place != visit::Place::blacken)
    glass.drawing = {};
  if (model.state.place != visit::Place::enter_draft_code && !glass.draft_code.empty()) {
    wipe(glass.draft_code);
    glass.draft_code.clear();
  }
}

// Keys that mean the same on every page.
void obey_keys(Frame& frame) {
  const auto& how = frame.state().presentation;
  for (const ui::Key key : frame.ui.commands()) {
    switch (key) {
    case ui::Key::listen:
      if (frame.model.terminal.speaks)
        frame.say(visit::SetSpeech{!how.speech});
      break;
    case ui::Key::slower: frame.say(visit::ChangeSpeed{-1}); break;
    case ui::Key::faster: frame.say(visit::ChangeSpeed{1}); break;
    case ui::Key::quieter: frame.say(visit::ChangeVolume{-1}); break;
    case ui::Key::louder: frame.say(visit::ChangeVolume{1}); break;
    case ui::Key::blank: frame.say(visit::SetBlank{!how.blank}); break;
    case ui::Key::help:
      if (!covered(frame.model))
        frame.glass.overlay = Overlay::help;
      break;
    default: break;
    }
  }
}

} // namespace

void Line::wipe() {
  for (std::string* part : {&text, &date.day, &date.month, &date.year})
    foyer::wipe(*part);
  for (auto& entry : entries)
    foyer::wipe(entry);
}

void Glass::CaseKey::wipe() {
  for (std::string* part : {&number, &code}) {
    foyer::wipe(*part);
    part->clear();
  }
}

void Glass::forget(const std::string& node) {
  const auto found = lines.find(node);
  if (found == lines.end())
    return;
  found->second.wipe();
  lines.erase(found);
}

void Glass::forget_lines() {
  for (auto& [node, line] : lines)
    line.wipe();
  lines.clear();
}

Screens::Screens() : glass_(std::make_unique<Glass>()) {}
Screens::~Screens() = default;

bool covered(const Model& model) {
  return model.staff != nullptr && model.staff->page != staff::Page::none;
}

const std::string& language_shown(const Model& model) {
  static const std::string of_staff = staff_language;
  return covered(model) ? of_staff : model.state.presentation.language;
}

std::vector<visit::Event> Screens::draw(ui::Ui& ui, const Model& model) {
  std::vector<visit::Event> events;
  take_presentation(ui, model, *glass_);
  forget_last_visitor(ui, model, *glass_);
  forget_staff(model, *glass_);
  ui.begin_frame(model.now);
  Frame frame(ui, model, *glass_, events, wishes_, language_shown(model));
  obey_keys(frame);
  if (covered(model)) {
    staff_page(frame);
  } else {
    page_of(frame);
    overlays(frame);
  }
  ui.end_frame();
  // Scrolling and typing are signs of life, too.
  if (ui.last_input() > glass_->seen_input) {
    glass_->seen_input = ui.last_input();
    if (covered(model)) {
      if (wishes_.empty())
        wishes_.emplace_back(staff::Event{staff::Touched{}});
    } else if (events.empty() && model.state.place != visit::Place::attract) {
      events.emplace_back(visit::Touched{});
    }
  }
  return events;
}

} // namespace foyer::screens
