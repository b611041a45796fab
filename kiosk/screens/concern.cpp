// SPDX-License-Identifier: EUPL-1.2
// The office's concerns; those this terminal does not offer say so, and lead to where to go
// instead.
#include "pages.hpp"
#include "parts.hpp"

#include <cmath>

namespace foyer::screens {

namespace {

struct Offer {
  std::string id, key, title, german, note;
  ui::Icon icon;
  bool offered;
};

Offer offer_of(const Frame& frame, const MenuEntry& entry) {
  const auto key = "concern." + entry.id;
  const bool offered = frame.model.assistants.contains(entry.id);
  return {entry.id,
          key,
          frame.text(key + ".title"),
          frame.german(key + ".title"),
          offered ? frame.text(key + ".hint")
                  : frame.text(key + ".hint") + "\n" + frame.text("visit.concern.not_yet"),
          entry.icon,
          offered};
}

void small_tiles(Frame& frame) {
  // Millimetres a tile needs for "Staatsangehörigkeitsausweis": its picture, and the word.
  const float tile = 41 + 84 * ui::text_scale(frame.ui.text_size(), ui::size::label);
  const bool narrow = frame.ui.column().w < frame.ui.mm(2 * tile + 6);
  ui::begin_tiles(frame.ui, narrow ? 1 : 2);
  for (const auto& entry : frame.model.menu) {
    const auto offer = offer_of(frame, entry);
    if (ui::tile(frame.ui, offer.key, offer.icon, offer.title, offer.german, offer.note))
      frame.say(visit::ChooseConcern{offer.id});
  }
  ui::end_tiles(frame.ui);
}

// On an upright panel eight of them fill the page: pictogram above, words below.
bool large_tile(ui::Ui& ui, const Offer& offer, ui::Rect box) {
  const auto reaction = ui.touch({.id = offer.key,
                                  .role = ui::Role::tile,
                                  .label = offer.title,
                                  .value = offer.german,
                                  .help = offer.note,
                                  .rect = box,
                                  .focusable = true});
  const auto& theme = ui.theme();
  const float radius = ui.mm(ui::size::radius);
  const auto face = reaction.pressed ? box.moved(0, ui.mm(ui::size::press)) : box;
  if (!reaction.pressed && offer.offered)
    ui.shadow(box, radius);
  ui.fill(face,
          reaction.pressed ? theme.accent_ground
          : offer.offered  ? theme.card
                           : theme.paper,
          radius);
  ui.outline(face, theme.high_contrast ? theme.ink : theme.hairline, ui.mm(ui::size::outline),
             radius);
  if (reaction.focus_visible)
    ui.focus_ring(box, radius);
  const float pad = ui.mm(6), ground = ui.mm(36), picture = ui.mm(24);
  const auto inner = face.inset(pad);
  const auto spot = ui.mirrored({inner.x, inner.y, ground, ground}, inner);
  ui.fill(spot, theme.accent_ground, radius);
  ui.icon(offer.icon, spot.inset((ground - picture) / 2), theme.accent_text);
  float y = inner.y + ground + ui.mm(5);
  const auto words = [&](const std::string& text, ui::TextStyle style, ui::Color color) {
    if (text.empty())
      return;
    const auto laid = ui.layout(text, style, inner.w);
    ui.draw_text(*laid, {inner.x, y}, color);
    y += laid->height + ui.mm(1);
  };
  words(offer.title, ui.style(ui::size::title, ui::Weight::bold), theme.ink);
  words(offer.german, ui.german_style(ui::size::help), theme.ink_quiet);
  words(offer.note, ui.style(ui::size::help), theme.ink_quiet);
  return reaction.activated;
}

void large_tiles(Frame& frame) {
  auto& ui = frame.ui;
  const float gap = ui.mm(6), height = ui.mm(frame.in_german() ? 96.f : 106.f);
  const auto& menu = frame.model.menu;
  for (std::size_t i = 0; i < menu.size(); i += 2) {
    const auto row = ui.place(height);
    const float width = std::floor((row.w - gap) / 2);
    for (std::size_t n = 0; n < 2 && i + n < menu.size(); ++n) {
      const auto offer = offer_of(frame, menu[i + n]);
      const ui::Rect box{row.x + static_cast<float>(n) * (width + gap), row.y, width, height};
      if (large_tile(ui, offer, ui.mirrored(box, row)))
        frame.say(visit::ChooseConcern{offer.id});
    }
    ui.gap(6);
  }
}

} // namespace

void concern(Frame& frame) {
  ui::PageSpec spec;
  spec.id = "concern";
  spec.question = frame.text("visit.concern.question");
  spec.lead = frame.text("visit.concern.lead");
  spec.back = frame.text("ui.back");
  spec.secondary = frame.text("visit.concern.draft");
  const auto happened = frame.begin(spec);
  if (frame.ui.profile().landscape() || frame.ui.text_size() > ui::TextSize::standard)
    small_tiles(frame);
  else
    large_tiles(frame);
  if (happened.secondary)
    frame.say(visit::EnterDraftCode{});
  frame.end();
}

void not_offered(Frame& frame) {
  const auto key = "concern." + frame.state().concern + ".title";
  ui::PageSpec spec;
  spec.id = "not_offered";
  spec.section = frame.text(key);
  spec.question = frame.text("visit.not_offered.question");
  spec.lead = frame.text("visit.not_offered.lead");
  spec.back = frame.text("ui.back");
  spec.primary = frame.text("visit.not_offered.other");
  (void)frame.begin(spec);
  if (!frame.ui.profile().landscape())
    ui::picture(frame.ui, "not_offered.picture", concern_icon(frame, frame.state().concern),
                frame.text(key), 90);
  ui::fact(frame.ui, "desk", ui::Icon::building, frame.text("visit.not_offered.desk"),
           frame.text("visit.not_offered.desk_text"));
  if (!frame.model.terminal.help_phone.empty())
    ui::fact(frame.ui, "phone", ui::Icon::phone, frame.text("visit.not_offered.phone"),
             isolated(frame.model.terminal.help_phone));
  frame.ui.gap(ui::size::group_gap);
  ui::notice(frame.ui, "soon", ui::Tone::warning, frame.text("visit.not_offered.soon"),
             frame.text("visit.not_offered.soon_text"));
  if (frame.end())
    frame.say(visit::GoBack{});
}

} // namespace foyer::screens
