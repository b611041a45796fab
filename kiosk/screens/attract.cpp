// SPDX-License-Identifier: EUPL-1.2
// Nobody is here: the whole glass is one target. Greets in every language at once, calmly.
#include "pages.hpp"
#include "parts.hpp"

#include <i18n/format.hpp>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace foyer::screens {

namespace {

using ui::Rect;

float office(Frame& frame, Rect area) {
  auto& ui = frame.ui;
  const float mark = ui.mm(16);
  const Rect badge{area.x, area.y, mark, mark};
  ui.fill(badge, ui.theme().accent, ui.mm(ui::size::radius));
  ui.icon(ui::Icon::building, badge.inset(ui.mm(3)), ui.theme().on_accent);
  const float left = area.x + mark + ui.mm(6);
  const auto& terminal = frame.model.terminal;
  const auto name = ui.layout(terminal.office, ui.style(6, ui::Weight::bold), area.right() - left);
  const auto place = ui.layout(terminal.place, ui.style(ui::size::help), area.right() - left);
  ui.draw_text(*name, {left, area.y}, ui.theme().ink);
  ui.draw_text(*place, {left, area.y + name->height + ui.mm(2)}, ui.theme().ink_quiet);
  ui.record({.id = "attract.office",
             .role = ui::Role::heading,
             .label = terminal.office,
             .value = terminal.place,
             .rect = area});
  return std::max(mark, name->height + ui.mm(2) + place->height);
}

struct Greeting {
  std::string language, title, sentence;
  ui::LayoutPtr welcome, touch; // no touch: what it says stands in welcome's place
  float height = 0;
};

// How the languages after German stand on the page.
struct Spread {
  std::size_t columns;
  float air; // mm above and below each
  bool brief;
  float scale = 1; // of their type
};

// Less than 24 cm high: 15 inches lying. Everything stands closer.
bool shallow(const ui::Ui& ui) {
  return static_cast<float>(ui.profile().height_px) / ui.profile().px_per_mm < 240;
}

Greeting laid(Frame& frame, const i18n::Language& language, float width, bool first,
              const Spread& spread, std::string_view title, std::string_view sentence) {
  auto& ui = frame.ui;
  const bool flat = ui.profile().landscape();
  const auto side = language.rtl ? ui::Direction::rtl : ui::Direction::ltr;
  const auto big = ui.style_of(first ? (flat ? 9.f : 12.f) : (flat ? 5.6f : 7.f), language.code,
                               side, ui::Weight::bold);
  const auto small =
      ui.style_of((first ? (flat ? 5.6f : 7.f) : (flat ? 4.8f : 5.6f)) * (first ? 1 : spread.scale),
                  language.code, side);
  Greeting one{language.code, frame.in(language.code, title), frame.in(language.code, sentence),
               nullptr, nullptr};
  if (spread.brief && !first) {
    one.welcome = ui.layout(one.sentence, small, width);
    one.height = one.welcome->height;
  } else {
    one.welcome = ui.layout(one.title, big, width);
    one.touch = ui.layout(one.sentence, small, width);
    one.height = one.welcome->height + ui.mm(2) + one.touch->height;
  }
  return one;
}

void greet(Frame& frame, const Greeting& one, Rect area, bool first) {
  auto& ui = frame.ui;
  ui.draw_text(*one.welcome, {area.x, area.y}, first ? ui.theme().accent_text : ui.theme().ink);
  if (one.touch)
    ui.draw_text(*one.touch, {area.x, area.y + one.welcome->height + ui.mm(2)},
                 first ? ui.theme().ink : ui.theme().ink_quiet);
  ui.record({.id = "attract." + one.language,
             .role = ui::Role::text,
             .label = one.title,
             .value = one.sentence,
             .rect = area});
}

// German first, then the others, each from its own side: a line a language as long as `room` has
// it, closer together the more there are. Who reads Leichte Sprache reads the German line.
float greetings(Frame& frame, Rect area, float room, std::string_view title,
                std::string_view sentence) {
  auto& ui = frame.ui;
  const float between = ui.mm(8);
  std::vector<Greeting> others;
  float german = 0;
  Spread spread{};
  constexpr Spread spreads[] = {{1, 7, false},     {2, 7, false}, {2, 4, false},
                                {2, 4, true},      {2, 2, true},  {2, 1.5f, true, 0.9f},
                                {2, 1, true, 0.8f}};
  for (const Spread& next : spreads) {
    const bool last = &next == std::end(spreads) - 1;
    spread = next;
    others.clear();
    const float w = spread.columns == 1 ? area.w : (area.w - between) / 2;
    float high = 0, row = 0;
    for (const auto& language : frame.model.texts.languages()) {
      if (high + row > room && !last)
        break; // too high already: laying out all others would only cost time
      if (i18n::is_german_variety(language.code))
        continue;
      if (language.code == i18n::binding_language) {
        german = laid(frame, language, area.w, true, spread, title, sentence).height;
        high += german + ui.mm(spread.air);
        continue;
      }
      if (others.size() % spread.columns == 0) {
        high += row;
        row = 0;
      }
      others.push_back(laid(frame, language, w, false, spread, title, sentence));
      row = std::max(row, others.back().height + 2 * ui.mm(spread.air));
    }
    if (high + row <= room)
      break;
  }

  const float air = ui.mm(spread.air);
  float y = area.y;
  if (const auto* language = frame.model.texts.language(i18n::binding_language)) {
    greet(frame, laid(frame, *language, area.w, true, spread, title, sentence),
          {area.x, y, area.w, german}, true);
    y += german + air;
  }
  const float w = spread.columns == 1 ? area.w : (area.w - between) / 2;
  for (std::size_t i = 0; i < others.size(); i += spread.columns) {
    ui.line({area.x, y}, {area.right(), y}, ui.theme().hairline, ui.mm(ui::size::hairline));
    y += air;
    float row = 0;
    for (std::size_t j = i; j < std::min(i + spread.columns, others.size()); ++j) {
      const float x = area.x + static_cast<float>(j - i) * (w + between);
      greet(frame, others[j], {x, y, w, others[j].height}, false);
      row = std::max(row, others[j].height);
    }
    y += row + air;
  }
  return y - area.y;
}

// "Verpflichtungserklärung (declaration of commitment)" below the German name says it once.
std::string without_german(std::string_view language, std::string title,
                           const std::string& german) {
  if (title.starts_with(german + " (") && title.ends_with(")"))
    title = title.substr(german.size() + 2, title.size() - german.size() - 3);
  return i18n::capitalised(language, title);
}

struct Name {
  const i18n::Language* language;
  std::string text;
};

// A concern's name in the complete languages after German, `most` of them.
std::vector<Name> names_abroad(const Frame& frame, const std::string& id, std::size_t most) {
  const auto key = "concern." + id + ".title";
  const auto german = frame.in(i18n::binding_language, key);
  std::vector<Name> all;
  for (const auto& language : frame.model.texts.languages()) {
    if (all.size() == most)
      break;
    if (language.tier != 1 || language.code == i18n::binding_language ||
        i18n::is_german_variety(language.code) || !frame.model.texts.has(language.code, key))
      continue;
    all.push_back({&language, without_german(language.code, frame.in(language.code, key), german)});
  }
  return all;
}

// A concern as it stands on the page.
struct Named {
  ui::LayoutPtr german;
  std::vector<ui::LayoutPtr> others; // lines; none where no language more has room
  [[nodiscard]] float height(float apart) const {
    float sum = german->height + (others.empty() ? 0 : apart);
    for (const auto& line : others)
      sum += line->height;
    return sum;
  }
};

constexpr float names_apart_mm = 1.5f;

// All in as many languages as every one of them has room for: a line each in its own letters' size,
// or one after the other.
std::vector<Named> named(Frame& frame, const Menu& menu, float width, float height) {
  auto& ui = frame.ui;
  const bool flat = ui.profile().landscape();
  const auto bold = ui.style(flat ? ui::size::help : ui::size::label, ui::Weight::bold);
  const float small = flat ? 4.2f : ui::size::help;
  const auto laid = [&](const auto& lay_others) {
    std::vector<Named> all;
    for (const auto& entry : menu)
      all.push_back({ui.layout(frame.text("concern." + entry.id + ".title"), bold, width),
                     lay_others(entry.id)});
    return all;
  };
  constexpr std::size_t most = 6;
  const auto a_line_each = [&](const std::string& id) {
    std::vector<ui::LayoutPtr> lines;
    for (const auto& [language, text] : names_abroad(frame, id, most)) {
      const bool rtl = language->rtl; // at the left like the others
      lines.push_back(ui.layout(
          text,
          ui.style_of(small, language->code, rtl ? ui::Direction::rtl : ui::Direction::ltr,
                      ui::Weight::regular, rtl ? ui::Align::end : ui::Align::start),
          width));
    }
    return lines;
  };
  const auto fits = [&](const std::vector<Named>& all) {
    return std::all_of(all.begin(), all.end(), [&](const Named& one) {
      return one.height(ui.mm(names_apart_mm)) <= height;
    });
  };
  if (auto lines = laid(a_line_each); fits(lines))
    return lines;
  // Whatever they are: their letters are told by Unicode.
  const auto mixed = ui.style_of(small, std::string(i18n::binding_language), ui::Direction::ltr);
  for (std::size_t count = most; count > 0; --count) {
    auto together = laid([&](const std::string& id) {
      std::string all;
      for (const auto& name : names_abroad(frame, id, count))
        all += (all.empty() ? "" : "\u00a0· ") + isolated(name.text);
      return all.empty() ? std::vector<ui::LayoutPtr>{}
                         : std::vector<ui::LayoutPtr>{ui.layout(all, mixed, width)};
    });
    if (fits(together))
      return together;
  }
  return laid([](const std::string&) { return std::vector<ui::LayoutPtr>{}; });
}

// What people can do here; the page of concerns tells where to go for the others. All where that is
// not known yet: the first picture is drawn before the assistants are read.
Menu possible_here(const Frame& frame) {
  if (frame.model.assistants.empty())
    return frame.model.menu;
  Menu menu;
  for (const auto& entry : frame.model.menu)
    if (frame.model.assistants.contains(entry.id))
      menu.push_back(entry);
  return menu;
}

void concerns(Frame& frame, Rect area) {
  auto& ui = frame.ui;
  const auto menu = possible_here(frame);
  const std::size_t columns = shallow(ui) ? 1 : 2;
  const float gap = ui.mm(shallow(ui) ? 2.f : 6.f), n = static_cast<float>(columns);
  const auto rows = std::max(3.f, std::ceil(static_cast<float>(menu.size()) / n));
  const float h = (area.h - gap * (rows - 1)) / rows, w = (area.w - gap * (n - 1)) / n;
  const bool flat = ui.profile().landscape();
  // No frames: nothing here is a button of its own.
  const float side = std::min(ui.mm(flat ? 18.f : 24.f), h - ui.mm(shallow(ui) ? 3.f : 6.f));
  const float pad = ui.mm(flat ? 4.f : 6.f);
  const auto names = named(frame, menu, w - side - 2 * pad, h);
  for (std::size_t i = 0; i < menu.size(); ++i) {
    const auto& [german, others] = names[i];
    const Rect box{area.x + static_cast<float>(i % columns) * (w + gap),
                   area.y + static_cast<float>(i / columns) * (h + gap), w, h};
    ui.icon(menu[i].icon, {box.x, box.centre().y - side / 2, side, side}, ui.theme().accent_text);
    const float left = box.x + side + pad, apart = ui.mm(names_apart_mm);
    const float top = box.centre().y - names[i].height(apart) / 2;
    ui.draw_text(*german, {left, top}, ui.theme().ink);
    float y = top + german->height + apart;
    for (const auto& line : others) {
      ui.draw_text(*line, {left, y}, ui.theme().ink_quiet);
      y += line->height;
    }
    ui.record({.id = "attract." + menu[i].id,
               .role = ui::Role::image,
               .label = frame.text("concern." + menu[i].id + ".title"),
               .rect = box});
  }
}

std::vector<std::string> footer_words(const Frame& frame) {
  const auto& terminal = frame.model.terminal;
  std::vector<std::string> words;
  words.push_back(
      frame.text("visit.attract.clock", {{"time", clock_hm(local_time(frame.model.wall))}}));
  if (!terminal.opening_hours.empty())
    words.push_back(frame.text("visit.attract.hours", {{"hours", terminal.opening_hours}}));
  words.push_back(frame.text("visit.attract.number", {{"number", terminal.number}}));
  if (!terminal.help_phone.empty())
    words.push_back(frame.text("visit.attract.phone", {{"phone", terminal.help_phone}}));
  return words;
}

float footer_height(Frame& frame, float width, bool draw_now, float top, float left) {
  auto& ui = frame.ui;
  auto style = ui.style(4.2f);
  style.tabular = true;
  const float gap = ui.mm(12), line = ui.mm(10);
  float x = 0, y = 0;
  for (const auto& word : footer_words(frame)) {
    const auto laid = ui.layout(word, style, width);
    if (x > 0 && x + laid->width > width) {
      x = 0;
      y += line;
    }
    if (draw_now)
      ui.draw_text(*laid, {left + x, top + y}, ui.theme().ink_quiet);
    x += laid->width + gap;
  }
  return y + line;
}

void footer(Frame& frame, Rect area) {
  auto& ui = frame.ui;
  ui.line({area.x, area.y}, {area.right(), area.y}, ui.theme().hairline, ui.mm(ui::size::hairline));
  footer_height(frame, area.w, true, area.y + ui.mm(5), area.x);
  std::string all;
  for (const auto& word : footer_words(frame))
    all += (all.empty() ? "" : ". ") + word;
  ui.record({.id = "attract.footer", .role = ui::Role::status, .label = all, .rect = area});
}

} // namespace

void attract(Frame& frame) {
  auto& ui = frame.ui;
  ui::PageSpec spec;
  spec.id = "attract";
  spec.bars = false;
  (void)frame.begin(spec);
  const bool closed = frame.state().out_of_service.has_value();
  if (!closed && ui::touch_anywhere(ui, "start", frame.text("visit.attract.touch")))
    frame.say(visit::Begin{});

  const float margin = ui.mm(shallow(ui) ? 12.f : 20.f);
  const Rect page = ui.screen().inset(margin);
  const float foot = footer_height(frame, page.w, false, 0, 0) + ui.mm(5);
  footer(frame, {page.x, page.bottom() - foot, page.w, foot});
  const float head =
      office(frame, {page.x, page.y, page.w, ui.mm(18)}) + ui.mm(shallow(ui) ? 8.f : 14.f);
  Rect body{page.x, page.y + head, page.w, page.h - head - foot - ui.mm(shallow(ui) ? 3.f : 10.f)};

  const auto title = closed ? "visit.attract.closed" : "visit.attract.welcome";
  const auto sentence = closed ? "visit.attract.closed_text" : "visit.attract.touch";
  if (ui.profile().landscape()) {
    const float right = closed ? ui.mm(100) : shallow(ui) ? ui.mm(126) : std::round(body.w * 0.6f);
    greetings(frame, {body.x, body.y, body.w - right - ui.mm(16), body.h}, body.h, title, sentence);
    body = {body.right() - right, body.y, right, body.h};
  } else {
    // What people can do here stays as large as the greetings.
    const float used = greetings(frame, body, body.h / 2, title, sentence) + ui.mm(8);
    body = {body.x, body.y + used, body.w, body.h - used};
  }
  if (!closed) {
    concerns(frame, body);
  } else {
    const auto reason =
        frame.text("visit.attract.closed_reason",
                   {{"reason", failure_title(frame, *frame.state().out_of_service)}});
    const auto laid = ui.layout(reason, ui.style(ui::size::help), body.w);
    ui.draw_text(*laid, {body.x, body.bottom() - laid->height}, ui.theme().ink_quiet);
    ui.record({.id = "attract.reason", .role = ui::Role::status, .label = reason, .rect = body});
  }
  // The clock goes on by itself.
  const auto into_minute = frame.model.wall.time_since_epoch() % std::chrono::minutes{1};
  ui.wake_at(frame.model.now + std::chrono::minutes{1} - into_minute);
  frame.end();
}

} // namespace foyer::screens
