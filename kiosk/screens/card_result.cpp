// SPDX-License-Identifier: EUPL-1.2
// What was read from the card, and in plain words whether it proved genuine.
#include "pages.hpp"
#include "parts.hpp"

#include <forms/input.hpp>
#include <i18n/format.hpp>

namespace foyer::screens {

namespace {

void verdict(Frame& frame, visit::Genuine genuine) {
  const auto say = [&](ui::Tone tone, const std::string& key) {
    ui::notice(frame.ui, "card.genuine", tone, frame.text(key), frame.text(key + "_text"));
  };
  switch (genuine) {
  case visit::Genuine::yes: return say(ui::Tone::success, "visit.card.genuine_yes");
  case visit::Genuine::unknown: return say(ui::Tone::info, "visit.card.genuine_unknown");
  case visit::Genuine::no: return say(ui::Tone::warning, "visit.card.genuine_no");
  }
}

// By the assistant's own field, which knows the states' names.
void nationality_row(Frame& frame) {
  const auto& assistant = frame.state().draft.assistant();
  const auto index = assistant ? assistant->find_field("person.staatsangehoerigkeiten")
                               : std::optional<std::size_t>{};
  if (!index || frame.state().draft.answer(*index).source == forms::Source::none)
    return;
  const auto& field = assistant->fields[*index];
  const auto in = [&](std::string_view language) {
    return forms::shown(field, frame.state().draft.answer(*index).value.reveal(), language,
                        frame.model.texts);
  };
  const auto key = "field." + field.id + ".label";
  (void)ui::summary_row(frame.ui, "card.nationality",
                        {.label = frame.text(key),
                         .binding = frame.german(key),
                         .value = in(frame.language()),
                         .value_binding = frame.in_german() ? "" : in(i18n::binding_language),
                         .source = frame.text("ui.source.chip_dg1"),
                         .change = {}});
}

} // namespace

void card_read(Frame& frame) {
  ui::PageSpec spec;
  spec.id = "card_read";
  spec.question = frame.text("visit.card.question");
  spec.lead = frame.text("visit.card.lead");
  spec.back = frame.text("ui.back");
  spec.primary = frame.text("ui.continue");
  (void)frame.begin(spec);
  if (const auto& reading = frame.state().reading) {
    const auto& facts = reading->facts.reveal();
    verdict(frame, reading->genuine);
    frame.ui.gap(ui::size::group_gap);
    ui::begin_card(frame.ui, "card.facts");
    const auto row = [&](std::string_view what, const std::string& value) {
      const std::string id(what);
      if (!value.empty())
        told_row(frame, "card." + id, "visit.card." + id, value, frame.text("ui.source.chip_dg1"));
    };
    const forms::CardName name = forms::best_name(facts);
    row("surname", name.surname);
    row("given_names", name.given_names);
    row("birth_date", i18n::german_date(facts.birth_date));
    nationality_row(frame);
    row("number", facts.document_number);
    row("expiry", i18n::german_date(facts.expiry));
    ui::end_card(frame.ui);
    frame.ui.gap(ui::size::row_gap);
    if (frame.state().card == api::CardPresence::present)
      ui::paragraph(frame.ui, "card.take", frame.text("visit.card.take"));
  }
  if (frame.end())
    frame.say(visit::GoOn{});
}

} // namespace foyer::screens
