// SPDX-License-Identifier: EUPL-1.2
// Texts, and the bar that never moves.
#include "frame.hpp"

namespace foyer::screens {

i18n::Args Frame::with_assistant(const i18n::Args& args) const {
  if (model.evaluation == nullptr)
    return args;
  i18n::Args all = args;
  all.insert(model.evaluation->text_args().begin(), model.evaluation->text_args().end());
  return all;
}

namespace {

// Each line as a unit that reads from the left (UAX 9: LRI to PDI), so that its full stop or
// question mark stays at its end.
std::string read_from_left(const std::string& text) {
  std::string out = "\u2066";
  for (const char c : text) {
    if (c == '\n')
      out += "\u2069\n\u2066";
    else
      out += c;
  }
  return out + "\u2069";
}

} // namespace

bool Frame::stands_in(std::string_view key) const {
  const auto* known = model.texts.language(language());
  return known != nullptr && known->rtl && !model.texts.has(language(), key);
}

std::string Frame::text(std::string_view key, const i18n::Args& args) const {
  auto text = model.texts.text(language(), key, with_assistant(args));
  if (stands_in(key))
    text = read_from_left(text);
  if (!model.texts.has(language(), key))
    ui.foreign(text, std::string(i18n::binding_language));
  return text;
}

namespace {

std::string without_marks(std::string_view text) {
  constexpr std::string_view mark = "\u00B7";
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const bool marked = text.substr(at).starts_with(mark);
    if (!marked)
      out += text[at];
    at += marked ? mark.size() : 1;
  }
  return out;
}

} // namespace

std::string Frame::beside(std::string_view shown, std::string german) const {
  const bool same = shown == german || (i18n::is_german_variety(language()) &&
                                        without_marks(shown) == without_marks(german));
  return in_german() || same ? std::string{} : std::move(german);
}

std::string Frame::german(std::string_view key, const i18n::Args& args) const {
  return in_german() ? std::string{}
                     : beside(in(language(), key, args), in(i18n::binding_language, key, args));
}

std::string Frame::text_if_any(std::string_view key, const i18n::Args& args) const {
  return model.texts.german_pattern(key).empty() ? std::string{} : text(key, args);
}

std::string Frame::in(std::string_view which, std::string_view key, const i18n::Args& args) const {
  return model.texts.text(which, key, with_assistant(args));
}

namespace {

// For whoever holds the service card: whose session is open, or that a card, whichever, lies in the
// reader.
ui::Band staff_band(const Frame& frame) {
  const auto* work = frame.model.staff;
  if (work == nullptr || !staff::card_lies_there(*work))
    return {};
  const bool open = work->session.place == staff::Place::open;
  const auto words = [&](std::string_view key) { return frame.in(staff_language, key); };
  const bool ready = work->session.card.card == api::StaffCard::ready;
  return {.text = words(open    ? "ui.staff.band.open"
                        : ready ? "ui.staff.band.card"
                                : "ui.staff.entrance"),
          .end = open ? words("ui.staff.lock") : std::string(),
          .icon = open ? ui::Icon::guest : ui::Icon::card,
          .language = staff_language};
}

} // namespace

void Frame::say(visit::Event event) {
  events_.push_back(std::move(event));
}

ui::PageEvents Frame::begin(ui::PageSpec spec) {
  spec.band = staff_band(*this);
  const auto happened = ui::begin_page(ui, spec);
  if (happened.band)
    wish(staff::ShowDesk{});
  if (happened.band_end)
    wish(staff::Event{staff::LockAsked{}});
  if (happened.language)
    glass.overlay = Overlay::language;
  if (happened.listen)
    say(visit::SetSpeech{!state().presentation.speech});
  if (happened.help)
    glass.overlay = Overlay::help;
  if (happened.display)
    glass.overlay = Overlay::display;
  if (happened.stop)
    say(visit::Leave{});
  if (happened.back)
    say(visit::GoBack{});
  return happened;
}

ui::TextSize text_size(visit::TextSize size) {
  switch (size) {
  case visit::TextSize::small: return ui::TextSize::small;
  case visit::TextSize::normal: return ui::TextSize::standard;
  case visit::TextSize::large: return ui::TextSize::large;
  case visit::TextSize::largest: return ui::TextSize::largest;
  }
  return ui::TextSize::standard;
}

ui::ThemeName theme_name(visit::Contrast contrast) {
  switch (contrast) {
  case visit::Contrast::light: return ui::ThemeName::light;
  case visit::Contrast::dark: return ui::ThemeName::dark;
  case visit::Contrast::black_on_white: return ui::ThemeName::black_on_white;
  case visit::Contrast::white_on_black: return ui::ThemeName::white_on_black;
  }
  return ui::ThemeName::light;
}

ui::Direction direction(const i18n::Catalogue& texts, std::string_view language) {
  const auto* known = texts.language(language);
  return known != nullptr && known->rtl ? ui::Direction::rtl : ui::Direction::ltr;
}

ui::Labels labels(const i18n::Catalogue& texts, const std::string& language, bool speaks) {
  const auto t = [&](std::string_view key) { return texts.text(language, key); };
  const auto* known = texts.language(language);
  ui::Labels labels;
  labels.language = known != nullptr ? known->own_name : language;
  labels.listen = speaks ? t("ui.speech.listen") : std::string();
  labels.display = t("ui.display");
  labels.help = t("ui.help");
  labels.stop = t("ui.stop");
  labels.more_below = t("ui.more_below");
  labels.more_above = t("ui.more_above");
  labels.read_on = t("ui.read_on");
  labels.day = t("ui.day");
  labels.month = t("ui.month");
  labels.year = t("ui.year");
  labels.optional_hint = t("ui.optional");
  labels.search = t("ui.search");
  labels.no_match = t("ui.no_match");
  labels.change = t("ui.change");
  labels.clear = t("ui.clear");
  labels.keyboard = t("ui.keyboard.name");
  labels.space = t("ui.keyboard.space");
  labels.backspace = t("ui.keyboard.backspace");
  labels.shift = t("ui.keyboard.shift");
  labels.digits = t("ui.keyboard.digits");
  labels.letters = t("ui.keyboard.letters");
  labels.accents = t("ui.keyboard.accents");
  labels.done = t("ui.keyboard.done");
  return labels;
}

} // namespace foyer::screens
