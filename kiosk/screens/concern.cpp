// SPDX-License-Identifier: EUPL-1.2
// The office's concerns; those this terminal does not offer say so, and lead to where to go
// instead.
#include "pages.hpp"
#include "parts.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>
#include <vector>

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

// What is possible here first, each in the office's order.
std::vector<Offer> offers_of(const Frame& frame) {
  std::vector<Offer> offers;
  for (const auto& entry : frame.model.menu)
    offers.push_back(offer_of(frame, entry));
  std::stable_partition(offers.begin(), offers.end(), [](const Offer& one) { return one.offered; });
  return offers;
}

void small_tiles(Frame& frame) {
  // Millimetres a tile needs for "Staatsangehörigkeitsausweis": its picture, and the word.
  const float tile = 41 + 84 * ui::text_scale(frame.ui.text_size(), ui::size::label);
  const bool narrow = frame.ui.column().w < frame.ui.mm(2 * tile + 6);
  ui::begin_tiles(frame.ui, narrow ? 1 : 2);
  for (const auto& offer : offers_of(frame))
    if (ui::tile(frame.ui, offer.key, offer.icon, offer.title, offer.german, offer.note))
      frame.say(visit::ChooseConcern{offer.id});
  ui::end_tiles(frame.ui);
}

// The tile itself; answers where its face is now, and whether it was used.
std::pair<ui::Rect, bool> face_of(ui::Ui& ui, const Offer& offer, ui::Rect box) {
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
  return {face, reaction.activated};
}

constexpr float ground_mm = 26, picture_in_mm = 18, pad_mm = 6, line_gap_mm = 1;

void pictogram(ui::Ui& ui, const Offer& offer, ui::Rect spot) {
  ui.fill(spot, ui.theme().accent_ground, ui.mm(ui::size::radius));
  ui.icon(offer.icon, spot.inset(ui.mm((ground_mm - picture_in_mm) / 2)), ui.theme().accent_text);
}

class Words {
 public:
  Words(ui::Ui& ui, const Offer& offer, float width) : ui_(ui) {
    const auto& theme = ui.theme();
    add(offer.title, ui.style(ui::size::title, ui::Weight::bold), width, theme.ink);
    add(offer.german, ui.german_style(ui::size::help), width, theme.ink_quiet);
    add(offer.note, ui.style(ui::size::help), width, theme.ink_quiet);
  }
  [[nodiscard]] float height() const { return height_; }
  void draw(float x, float y) const {
    for (const auto& [line, color] : lines_) {
      ui_.draw_text(*line, {x, y}, color);
      y += line->height + ui_.mm(line_gap_mm);
    }
  }

 private:
  void add(const std::string& text, const ui::TextStyle& style, float width, ui::Color color) {
    if (text.empty())
      return;
    if (!lines_.empty())
      height_ += ui_.mm(line_gap_mm);
    lines_.emplace_back(ui_.layout(text, style, width), color);
    height_ += lines_.back().first->height;
  }
  ui::Ui& ui_;
  std::vector<std::pair<ui::LayoutPtr, ui::Color>> lines_;
  float height_ = 0;
};

// On an upright panel eight of them fill the page: pictogram above, words below.
bool large_tile(ui::Ui& ui, const Offer& offer, ui::Rect box) {
  const auto [face, used] = face_of(ui, offer, box);
  const float ground = ui.mm(ground_mm);
  const auto inner = face.inset(ui.mm(pad_mm));
  pictogram(ui, offer, ui.mirrored({inner.x, inner.y, ground, ground}, inner));
  Words(ui, offer, inner.w).draw(inner.x, inner.y + ground + ui.mm(5));
  return used;
}

// Pictogram and words side by side; all in one row. Answers which was used.
std::optional<std::size_t> wide_tiles(ui::Ui& ui, const std::vector<Offer>& offers) {
  const float ground = ui.mm(ground_mm), pad = ui.mm(pad_mm), gap = ui.mm(6);
  const auto count = static_cast<float>(offers.size());
  const float width = std::floor((ui.column().w - gap * (count - 1)) / count);
  const float room = width - ground - 3 * pad;
  std::vector<Words> words;
  float tallest = ground;
  for (const auto& offer : offers) {
    words.emplace_back(ui, offer, room);
    tallest = std::max(tallest, words.back().height());
  }
  const auto row = ui.place(tallest + 2 * pad);
  std::optional<std::size_t> chosen;
  for (std::size_t i = 0; i < offers.size(); ++i) {
    const ui::Rect box{row.x + static_cast<float>(i) * (width + gap), row.y, width, row.h};
    const auto [face, used] = face_of(ui, offers[i], ui.mirrored(box, row));
    const auto inner = face.inset(pad);
    const float middle = face.centre().y;
    pictogram(ui, offers[i],
              ui.mirrored({inner.x, std::round(middle - ground / 2), ground, ground}, inner));
    const auto column = ui.mirrored({inner.x + ground + pad, inner.y, room, inner.h}, inner);
    words[i].draw(column.x, std::round(middle - words[i].height() / 2));
    if (used)
      chosen = i;
  }
  return chosen;
}

bool has_large_tiles(const ui::Ui& ui) {
  return !ui.profile().landscape() && ui.text_size() <= ui::TextSize::standard;
}

void large_tiles(Frame& frame) {
  auto& ui = frame.ui;
  const float gap = ui.mm(6), height = ui.mm(96);
  const auto offers = offers_of(frame);
  for (std::size_t i = 0; i < offers.size(); i += 2) {
    const auto row = ui.place(height);
    const float width = std::floor((row.w - gap) / 2);
    for (std::size_t n = 0; n < 2 && i + n < offers.size(); ++n) {
      const auto& offer = offers[i + n];
      const ui::Rect box{row.x + static_cast<float>(n) * (width + gap), row.y, width, height};
      if (large_tile(ui, offer, ui.mirrored(box, row)))
        frame.say(visit::ChooseConcern{offer.id});
    }
    ui.gap(6);
  }
}

std::optional<std::size_t> small_rows(ui::Ui& ui, const std::vector<Offer>& offers) {
  std::optional<std::size_t> chosen;
  ui.gap(ui::size::row_gap);
  ui::begin_tiles(ui, 1);
  for (std::size_t i = 0; i < offers.size(); ++i)
    if (ui::tile(ui, offers[i].key, offers[i].icon, offers[i].title, offers[i].german,
                 offers[i].note))
      chosen = i;
  ui::end_tiles(ui);
  return chosen;
}

Offer service_of(const Frame& frame, const char* id, ui::Icon icon,
                 const std::optional<std::string>& why_not = {}) {
  const auto key = "concern." + std::string(id);
  return {id,
          key,
          frame.text(key + ".title"),
          frame.german(key + ".title"),
          why_not ? *why_not : frame.text(key + ".hint"),
          icon,
          !why_not};
}

// What is no application: it stands below them.
void services(Frame& frame) {
  const auto& terminal = frame.model.terminal;
  std::vector<Offer> offers;
  std::vector<visit::Event> choices;
  if (terminal.cases) {
    offers.push_back(service_of(frame, "case", *terminal.cases));
    choices.emplace_back(visit::EnterCase{});
  }
  if (terminal.eid) {
    offers.push_back(service_of(frame, "eid", *terminal.eid, eid_unavailable(frame)));
    choices.emplace_back(visit::EnterEid{});
  }
  if (offers.empty())
    return;
  const auto chosen =
      has_large_tiles(frame.ui) ? wide_tiles(frame.ui, offers) : small_rows(frame.ui, offers);
  if (chosen)
    frame.say(std::move(choices[*chosen]));
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
  if (has_large_tiles(frame.ui))
    large_tiles(frame);
  else
    small_tiles(frame);
  services(frame);
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
