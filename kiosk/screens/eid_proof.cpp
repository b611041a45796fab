// SPDX-License-Identifier: EUPL-1.2
// Proving to the office who one is, by card and PIN: the offer, who wants to know what, and how it
// ended. § 18 (4) PAuswG says what the holder is shown before the PIN.
#include "pages.hpp"
#include "parts.hpp"

#include <i18n/format.hpp>

namespace foyer::screens {

namespace {

// Words of a certificate, which are German ("en": the law's own names of rights).
std::string of_certificate(Frame& frame, const std::string& text,
                           std::string_view language = i18n::binding_language) {
  auto shown = isolated(text);
  if (frame.language() != language)
    frame.ui.foreign(shown, std::string(language));
  return shown;
}

// What the certificate calls it, in plain words; a name that is not known stands as it is.
std::vector<std::string> wanted(Frame& frame, const api::EidConsent& consent) {
  std::vector<std::string> items;
  for (const auto& right : consent.rights) {
    auto words = frame.text_if_any("visit.prove.right." + right);
    items.push_back(words.empty() ? of_certificate(frame, right, "en") : std::move(words));
  }
  return items;
}

// The lines of what the service has written, under what they are about.
void own_words(Frame& frame, const std::string& id, const char* heading, const std::string& words) {
  if (words.empty())
    return;
  frame.ui.gap(ui::size::row_gap);
  ui::heading(frame.ui, id, frame.text(heading));
  int number = 0;
  for (auto& line : lines_of(words)) {
    if (line.ends_with('\r')) // as the certificate breaks them
      line.pop_back();
    if (!line.empty())
      ui::paragraph(frame.ui, id + "." + std::to_string(number++), of_certificate(frame, line));
  }
}

// The line is the office's business: what a visitor can do is the same.
bool is_about_line(FailureCode code) {
  switch (code) {
  case FailureCode::agent_missing:
  case FailureCode::line_down:
  case FailureCode::server_untrusted:
  case FailureCode::server_refused_us:
  case FailureCode::server_error:
  case FailureCode::server_answer_malformed: return true;
  default: return false;
  }
}

bool is_about_card(FailureCode code) {
  return code == FailureCode::card_removed || code == FailureCode::card_refused;
}

// Another try may end in another way.
bool worth_a_try(FailureCode code) {
  return is_about_card(code) || code == FailureCode::eid_crashed ||
         code == FailureCode::timed_out || is_about_line(code);
}

std::string what_happened(const Frame& frame, const Failure& failure) {
  if (is_about_line(failure.code))
    return frame.text("failure.line_down.title");
  return failure.code == FailureCode::card_refused ? frame.text("visit.eid.failed")
                                                   : failure_title(frame, failure);
}

} // namespace

std::string eid_section(const Frame& frame) {
  return frame.text(frame.state().eid.wish == visit::EidWish::prove ? "visit.prove.section"
                                                                    : "concern.eid.title");
}

void proof_offer(Frame& frame) {
  auto& ui = frame.ui;
  if (const auto& proof = frame.state().proof) {
    ui::notice(ui, "proof", ui::Tone::success, frame.text("visit.prove.proven"),
               frame.text("visit.prove.proven_text", {{"time", clock_hm(local_time(proof->at))}}));
    ui.gap(ui::size::group_gap);
    return;
  }
  if (!visit::may_prove(frame.state()))
    return;
  ui::heading(ui, "proof", frame.text("visit.prove.offer"));
  ui::paragraph(ui, "proof.text", frame.text("visit.prove.offer_text"), true);
  if (ui::button(ui, "prove", frame.text("visit.prove.start"), ui::ButtonKind::secondary,
                 ui::Icon::card))
    frame.say(visit::ProveIdentity{});
  ui.gap(ui::size::group_gap);
}

void eid_consent(Frame& frame) {
  const auto& consent = frame.state().eid.consent;
  if (!consent)
    return;
  auto& ui = frame.ui;
  ui::PageSpec spec;
  spec.id = "eid_consent";
  spec.section = eid_section(frame);
  spec.question = frame.text("visit.prove.question");
  spec.lead = frame.text("visit.prove.lead");
  spec.back = frame.text("visit.prove.no");
  spec.primary = frame.text("visit.prove.yes");
  (void)frame.begin(spec);
  own_words(frame, "consent.who", "visit.prove.who",
            consent->service + '\n' + consent->service_url);
  own_words(frame, "consent.why", "visit.prove.why", consent->purpose);
  ui.gap(ui::size::row_gap);
  ui::heading(ui, "consent.data", frame.text("visit.prove.data"));
  ui::bullet_list(ui, "consent.data.list", wanted(frame, *consent));
  if (!consent->valid_until.empty())
    ui::paragraph(ui, "consent.valid",
                  frame.text("visit.prove.valid",
                             {{"date", isolated(i18n::german_date(consent->valid_until))}}),
                  true);
  own_words(frame, "consent.terms", "visit.prove.terms", consent->terms);
  if (frame.end())
    frame.say(visit::GoOn{});
}

void proven(Frame& frame) {
  auto& ui = frame.ui;
  ui::PageSpec spec;
  spec.id = "eid_done";
  spec.section = eid_section(frame);
  spec.question = frame.text("visit.prove.proven");
  spec.primary = frame.text("ui.continue");
  (void)frame.begin(spec);
  ui::picture(ui, "eid.picture", ui::Icon::check, spec.question, picture_mm(ui, 110, 50));
  ui::notice(ui, "eid.end", ui::Tone::success, frame.text("visit.prove.done_text"));
  ui.gap(ui::size::row_gap);
  ui::notice(ui, "eid.not_filed", ui::Tone::warning, frame.text("visit.prove.not_filed"));
  if (frame.end())
    frame.say(visit::GoOn{});
}

void not_proven(Frame& frame) {
  auto& ui = frame.ui;
  const auto problem = frame.state().problem.value_or(fail(FailureCode::internal));
  const bool again = worth_a_try(problem.code);
  ui::PageSpec spec;
  spec.id = "eid_problem";
  spec.section = eid_section(frame);
  spec.question = what_happened(frame, problem);
  spec.primary = frame.text(again ? "ui.try_again" : "visit.prove.without");
  spec.primary_icon = again ? ui::Icon::retake : ui::Icon::forward;
  if (again)
    spec.secondary = frame.text("visit.prove.without");
  if (frame.begin(spec).secondary)
    frame.say(visit::GoOn{});
  ui::notice(ui, "problem", ui::Tone::warning, frame.text("visit.prove.failed"),
             frame.text("visit.prove.failed_text"));
  ui.gap(ui::size::group_gap);
  if (is_about_card(problem.code))
    ui::card_picture(ui, "problem.picture", ui::CardPicture::place_on_reader,
                     frame.text("visit.identify.picture"), picture_mm(ui, 130, 56));
  else
    ui::picture(ui, "problem.picture", ui::Icon::pin, spec.section, picture_mm(ui, 110, 50));
  if (!frame.end())
    return;
  if (again)
    frame.say(visit::TryAgain{});
  else
    frame.say(visit::GoOn{});
}

} // namespace foyer::screens
