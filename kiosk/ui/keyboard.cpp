// SPDX-License-Identifier: EUPL-1.2
// The on-screen keyboard: QWERTZ; a Cyrillic and an Arabic sheet in the letters of the language of
// the page; pads; letters with marks in a panel that opens by holding a key or by the accent key
// and a tap. It stands above the bottom bar.
#include "ui_impl.hpp"

#include <glib.h>

#include <cmath>

namespace foyer::ui {

namespace {

using Rows = std::vector<std::vector<std::string>>;

// Words in <> are functions; everything else writes itself.
const Rows& sheet_rows(Sheet sheet, Keyboard kind, std::string_view language) {
  static const Rows letters = {
      {"1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "ß"},
      {"q", "w", "e", "r", "t", "z", "u", "i", "o", "p", "ü"},
      {"a", "s", "d", "f", "g", "h", "j", "k", "l", "ö", "ä"},
      {"<shift>", "y", "x", "c", "v", "b", "n", "m", "'", "-", "<backspace>"}};
  static const Rows email = {
      letters[0],
      letters[1],
      letters[2],
      {"<shift>", "y", "x", "c", "v", "b", "n", "m", "@", "-", "<backspace>"}};
  static const Rows symbols = {{"1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "€"},
                               {"!", "?", "\"", "(", ")", "/", "&", "%", "=", "@", "+"},
                               {":", ";", "*", "#", "_", "°", "§", "„", "“", "–", "´"},
                               {"[", "]", "<", ">", "|", "~", "`", "^", "'", "-", "<backspace>"}};
  static const Rows cyrillic = {
      letters[0],
      {"й", "ц", "у", "к", "е", "н", "г", "ш", "щ", "з", "х", "ї"},
      {"ф", "і", "в", "а", "п", "р", "о", "л", "д", "ж", "є", "ґ"},
      {"<shift>", "я", "ч", "с", "м", "и", "т", "ь", "б", "ю", "’", "<backspace>"}};
  static const Rows arabic = {
      letters[0],
      {"ض", "ص", "ث", "ق", "ف", "غ", "ع", "ه", "خ", "ح", "ج", "د"},
      {"ش", "س", "ي", "ب", "ل", "ا", "ت", "ن", "م", "ك", "ط", "ذ"},
      {"ئ", "ء", "ؤ", "ر", "ى", "ة", "و", "ز", "ظ", "؟", "،", "<backspace>"}};
  static const Rows russian = {
      letters[0],
      {"й", "ц", "у", "к", "е", "н", "г", "ш", "щ", "з", "х", "ъ"},
      {"ф", "ы", "в", "а", "п", "р", "о", "л", "д", "ж", "э", "ё"},
      {"<shift>", "я", "ч", "с", "м", "и", "т", "ь", "б", "ю", "-", "<backspace>"}};
  static const Rows persian = {
      letters[0],
      {"ض", "ص", "ث", "ق", "ف", "غ", "ع", "ه", "خ", "ح", "ج", "چ"},
      {"ش", "س", "ی", "ب", "ل", "ا", "ت", "ن", "م", "ک", "گ", "آ"},
      {"ظ", "ط", "ز", "ر", "ذ", "د", "پ", "و", "ژ", "ئ", "،", "<backspace>"}};
  static const Rows sorani = {
      letters[0],
      {"ق", "و", "ە", "ر", "ڕ", "ت", "ی", "ێ", "ئ", "ح", "ۆ", "پ"},
      {"ا", "س", "ش", "د", "ف", "گ", "غ", "ه", "ژ", "ک", "ل", "ڵ"},
      {"ز", "خ", "ج", "چ", "ڤ", "ب", "ن", "م", "ع", "ھ", "،", "<backspace>"}};
  switch (sheet) {
  case Sheet::symbols:
  case Sheet::digits: return symbols;
  case Sheet::cyrillic: return language == "ru" ? russian : cyrillic;
  case Sheet::arabic: return language == "fa" ? persian : language == "ckb" ? sorani : arabic;
  case Sheet::letters: break;
  }
  return kind == Keyboard::email ? email : letters;
}

bool is_pad(Keyboard kind) {
  return kind == Keyboard::digits || kind == Keyboard::phone || kind == Keyboard::amount;
}

struct Metrics {
  float key_height, gap, pad;
};
Metrics metrics(const Ui& ui) {
  // Small panels get lower keys, still above the least target.
  const bool small = static_cast<float>(ui.profile().height_px) / ui.profile().px_per_mm < 240;
  return {ui.mm(small ? 13.2f : 17), ui.mm(3), ui.mm(small ? 3 : 5)};
}

std::string upper(std::string_view text) {
  if (text == "ß")
    return "ẞ"; // DIN 91379 has the capital
  gchar* raised = g_utf8_strup(text.data(), static_cast<gssize>(text.size()));
  std::string result(raised);
  g_free(raised);
  return result;
}

bool capital_now(const Ui::Impl& self) {
  bool automatic = false;
  if (self.keyboard == Keyboard::name)
    automatic = self.before_caret.empty() || self.before_caret == " " || self.before_caret == "-" ||
                self.before_caret == "'";
  else if (self.keyboard == Keyboard::text || self.keyboard == Keyboard::any_script)
    automatic = self.before_caret.empty();
  return automatic != self.shift;
}

void write(Ui::Impl& self, std::string text) {
  self.edit_ops.push_back({EditOp::Kind::insert, std::move(text)});
  self.shift = false;
  self.unsettled = true;
}

enum class KeyLook { letter, special, primary, active };

// Draws a key and says whether it was used.
bool key(Ui& ui, const std::string& id, const std::string& spoken, const std::string& shown,
         Icon icon, Rect r, KeyLook looks = KeyLook::letter, bool marked = false) {
  const Theme& t = ui.theme();
  Node node;
  node.id = id, node.role = Role::key, node.label = spoken.empty() ? shown : spoken, node.rect = r;
  node.focusable = true;
  node.state.checked = looks == KeyLook::active;
  const Reaction reaction = ui.touch(std::move(node));
  Face face{looks == KeyLook::letter ? t.key : t.key_special, t.high_contrast ? t.ink : t.hairline,
            size::hairline, true};
  Color ink = t.ink;
  if (looks == KeyLook::primary || looks == KeyLook::active)
    face.ground = face.outline_color = t.accent, ink = t.on_accent;
  r = draw_face(ui, r, face, reaction);
  if (icon != Icon::none) {
    const float side = std::min(ui.mm(9), r.h - ui.mm(4));
    ui.icon(icon,
            {r.x + std::round((r.w - side) / 2), r.y + std::round((r.h - side) / 2), side, side},
            ink);
    return reaction.activated;
  }
  TextStyle style = ui.style(looks == KeyLook::letter ? size::key : size::help);
  style.em_px = std::min(style.em_px, std::round(r.h * 0.62f)); // keys keep their size
  if (looks == KeyLook::primary)
    style.weight = Weight::bold;
  style.direction = Direction::ltr;
  auto text = ui.layout(shown, style);
  if (text->width > r.w - ui.mm(2)) {
    style.em_px = std::floor(style.em_px * (r.w - ui.mm(2)) / text->width);
    text = ui.layout(shown, style);
  }
  ui.draw_text(*text, {r.x + (r.w - text->width) / 2, r.y + (r.h - text->height) / 2}, ink);
  if (marked)
    ui.circle({r.right() - ui.mm(2.6f), r.y + ui.mm(2.6f)}, ui.mm(0.6f), t.ink_quiet);
  return reaction.activated;
}

const std::string& or_else(const std::string& label, const std::string& fallback) {
  return label.empty() ? fallback : label;
}

void letter_key(Ui& ui, const std::string& base, Rect r) {
  auto& self = ui.impl();
  const Accents* accents = accents_of(base);
  const bool capital = capital_now(self);
  const std::string shown = capital ? upper(base) : base;
  const std::string id = "key." + base;
  if (key(ui, id, shown, shown, Icon::none, r, KeyLook::letter, accents != nullptr)) {
    if (self.accents && accents != nullptr) {
      self.accent_base = base;
      self.accents = false;
      self.unsettled = true;
    } else {
      write(self, shown);
    }
  }
  if (self.activated == "hold." + base) {
    if (accents != nullptr)
      self.accent_base = base, self.unsettled = true;
    else
      write(self, shown);
  }
}

void backspace_key(Ui& ui, Rect r) {
  auto& self = ui.impl();
  static const std::string name = "backspace";
  if (key(ui, "key.backspace", or_else(ui.labels().backspace, name), {}, Icon::backspace, r,
          KeyLook::special)) {
    self.edit_ops.push_back({EditOp::Kind::backspace, {}});
    self.unsettled = true;
  }
}

void done_key(Ui& ui, Rect r) {
  static const std::string name = "OK";
  const std::string& label = or_else(ui.labels().done, name);
  if (key(ui, "key.done", label, label, Icon::none, r, KeyLook::primary)) {
    ui.impl().stop_editing();
    ui.impl().unsettled = true;
  }
}

void draw_pad(Ui& ui, Rect area) {
  auto& self = ui.impl();
  const Metrics m = metrics(ui);
  const float w = ui.mm(36), total = w * 4 + m.gap * 3;
  const float x0 = area.x + std::round((area.w - total) / 2), y0 = area.y + m.pad;
  const auto cell = [&](int column, int row, int rows = 1) {
    return Rect{x0 + static_cast<float>(column) * (w + m.gap),
                y0 + static_cast<float>(row) * (m.key_height + m.gap), w,
                m.key_height * static_cast<float>(rows) + m.gap * static_cast<float>(rows - 1)};
  };
  // Digits run left to right in every language, as on a telephone.
  for (int digit = 1; digit <= 9; ++digit) {
    const std::string text = std::to_string(digit);
    if (key(ui, "key." + text, text, text, Icon::none, cell((digit - 1) % 3, (digit - 1) / 3)))
      write(self, text);
  }
  const std::string extra = self.keyboard == Keyboard::amount  ? ","
                            : self.keyboard == Keyboard::phone ? "+"
                                                               : "";
  if (!extra.empty() && key(ui, "key." + extra, extra, extra, Icon::none, cell(0, 3)))
    write(self, extra);
  if (key(ui, "key.0", "0", "0", Icon::none, cell(1, 3)))
    write(self, "0");
  backspace_key(ui, cell(3, 0));
  done_key(ui, cell(3, 2, 2));
}

// Which sheets the switch key goes through: the script of the page's language first.
Sheet next_sheet(const Ui::Impl& self) {
  const Sheet first = self.rtl ? Sheet::arabic : Sheet::cyrillic;
  const Sheet second = self.rtl ? Sheet::cyrillic : Sheet::arabic;
  if (self.sheet == first)
    return second;
  return self.sheet == second ? Sheet::letters : first;
}

void draw_last_row(Ui& ui, Rect row, float gap) {
  auto& self = ui.impl();
  static const std::string space_name = "space", digits_name = "?#1", letters_name = "ABC",
                           accents_name = "áčß";
  const bool scripts = self.keyboard == Keyboard::any_script;
  const bool symbols = self.sheet == Sheet::symbols;
  const float unit = (row.w - 10 * gap) / 11;
  float x = row.x;
  const auto cell = [&](float units) {
    const Rect r{std::round(x), row.y, std::round(unit * units + gap * (units - 1)), row.h};
    x += unit * units + gap * units;
    return r;
  };
  const std::string& sheet_label = symbols ? or_else(ui.labels().letters, letters_name)
                                           : or_else(ui.labels().digits, digits_name);
  if (key(ui, "key.sheet", sheet_label, sheet_label, Icon::none, cell(1.5f), KeyLook::special)) {
    self.sheet = symbols ? Sheet::letters : Sheet::symbols;
    self.unsettled = true;
  }
  const std::string& accents_label = or_else(ui.labels().accents, accents_name);
  if (key(ui, "key.accents", accents_label, accents_name, Icon::none, cell(1.5f),
          self.accents ? KeyLook::active : KeyLook::special)) {
    self.accents = !self.accents;
    self.unsettled = true;
  }
  if (scripts && key(ui, "key.script", or_else(ui.labels().keyboard, letters_name), {},
                     Icon::language, cell(1), KeyLook::special)) {
    self.sheet = next_sheet(self);
    self.unsettled = true;
  }
  const std::string& space = or_else(ui.labels().space, space_name);
  if (key(ui, "key.space", space, ui.labels().space, Icon::none, cell(scripts ? 3 : 4),
          KeyLook::letter))
    write(self, " ");
  if (key(ui, "key.,", ",", ",", Icon::none, cell(1)))
    write(self, ",");
  if (key(ui, "key..", ".", ".", Icon::none, cell(1)))
    write(self, ".");
  done_key(ui, cell(2));
}

void draw_sheet(Ui& ui, Rect area) {
  auto& self = ui.impl();
  const Metrics m = metrics(ui);
  const Rows& rows = sheet_rows(self.sheet, self.keyboard, ui.language());
  const float most = ui.mm(320), width = std::min(area.w - 2 * ui.mm(8), most);
  const float x0 = area.x + std::round((area.w - width) / 2);
  float y = area.y + m.pad;
  for (const auto& row : rows) {
    const auto count = static_cast<float>(row.size());
    const float unit = (width - m.gap * (count - 1)) / count;
    for (std::size_t i = 0; i < row.size(); ++i) {
      const float left = std::round(x0 + static_cast<float>(i) * (unit + m.gap));
      const Rect r{left, y, std::round(x0 + static_cast<float>(i) * (unit + m.gap) + unit) - left,
                   m.key_height};
      if (row[i] == "<backspace>") {
        backspace_key(ui, r);
      } else if (row[i] == "<shift>") {
        static const std::string name = "shift";
        if (key(ui, "key.shift", or_else(ui.labels().shift, name), {}, Icon::shift, r,
                capital_now(self) ? KeyLook::active : KeyLook::special)) {
          self.shift = !self.shift;
          self.unsettled = true;
        }
      } else {
        letter_key(ui, row[i], r);
      }
    }
    y += m.key_height + m.gap;
  }
  draw_last_row(ui, {x0, y, width, m.key_height}, m.gap);
}

} // namespace

float keyboard_height(Ui& ui) {
  const Metrics m = metrics(ui);
  const float rows = is_pad(ui.impl().keyboard) ? 4 : 5;
  return m.key_height * rows + m.gap * (rows - 1) + 2 * m.pad;
}

void draw_keyboard(Ui& ui, Rect area) {
  auto& self = ui.impl();
  ui.push_layer(Layer::keyboard, false);
  Node ground;
  ground.id = "keyboard", ground.role = Role::group, ground.rect = area;
  ground.label = ui.labels().keyboard.empty() ? self.edit_label : ui.labels().keyboard;
  ui.touch(std::move(ground)); // swallows taps between the keys
  ui.fill(area, mix(ui.theme().paper, ui.theme().key_special, 0.75f));
  ui.fill({area.x, area.y, area.w, ui.mm(size::hairline)},
          ui.theme().high_contrast ? ui.theme().ink : ui.theme().hairline);
  if (is_pad(self.keyboard))
    draw_pad(ui, area);
  else
    draw_sheet(ui, area);
  ui.pop_layer();
}

void draw_accent_panel(Ui& ui, Rect area) {
  auto& self = ui.impl();
  if (self.accent_base.empty())
    return;
  const Accents* accents = accents_of(self.accent_base);
  if (accents == nullptr)
    return;
  const bool capital = capital_now(self) && !accents->upper.empty();
  const auto& variants = capital ? accents->upper : accents->lower;
  ui.push_layer(Layer::popup, false);
  Node ground;
  ground.id = "accents", ground.role = Role::group, ground.rect = area;
  ground.label = self.accent_base;
  ui.touch(std::move(ground));
  ui.fill(area, ui.theme().accent_ground);
  ui.fill({area.x, area.y, area.w, ui.mm(size::hairline)},
          ui.theme().high_contrast ? ui.theme().ink : ui.theme().outline);
  const Metrics m = metrics(ui);
  constexpr std::size_t columns = 11;
  const float width = std::min(area.w - 2 * ui.mm(8), ui.mm(320));
  const float unit = (width - m.gap * (columns - 1)) / columns,
              x0 = area.x + std::round((area.w - width) / 2);
  const auto cell = [&](std::size_t i) {
    const float left = std::round(x0 + static_cast<float>(i % columns) * (unit + m.gap));
    return Rect{left, area.y + m.pad + static_cast<float>(i / columns) * (m.key_height + m.gap),
                std::floor(unit), m.key_height};
  };
  std::vector<std::string> all{capital ? upper(self.accent_base) : self.accent_base};
  all.insert(all.end(), variants.begin(), variants.end());
  for (std::size_t i = 0; i < all.size(); ++i)
    if (key(ui, "accent." + all[i], all[i], all[i], Icon::none, cell(i))) {
      write(self, all[i]);
      self.accent_base.clear();
      break;
    }
  const Rect close{x0 + width - ui.mm(36), area.bottom() - m.pad - m.key_height, ui.mm(36),
                   m.key_height};
  static const std::string name = "ABC"; // back to the letters
  if (!self.accent_base.empty() && key(ui, "accent.close", or_else(ui.labels().letters, name), {},
                                       Icon::close, close, KeyLook::special)) {
    self.accent_base.clear();
    self.unsettled = true;
  }
  ui.pop_layer();
}

} // namespace foyer::ui
