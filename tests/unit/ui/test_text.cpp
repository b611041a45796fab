// SPDX-License-Identifier: EUPL-1.2
#include "ui_fixture.hpp"

#include <ui/fitted.hpp>
#include <ui/keyboard.hpp>

#include <set>

using namespace foyer;
using namespace foyer::ui;

namespace {

struct Engine {
  TextureStore textures;
  std::unique_ptr<TextEngine> text;
  Engine() {
    auto opened =
        TextEngine::open(std::filesystem::path(FOYER_SOURCE_DIR) / "assets/fonts.conf", textures);
    if (!opened)
      FAIL(opened.failure().detail);
    text = std::move(opened).value();
  }
};

TextStyle arabic() {
  TextStyle style;
  style.direction = Direction::rtl;
  style.language = "ar";
  return style;
}

} // namespace

TEST_CASE("Arabic letters join: in a word they are other glyphs than alone") {
  Engine e;
  const auto word = e.text->layout("بيت", arabic());
  REQUIRE(word->glyph_indices.size() >= 3);
  CHECK(word->unknown_glyphs == 0);
  std::multiset<unsigned> alone;
  for (const char* letter : {"ب", "ي", "ت"})
    for (const unsigned glyph : e.text->layout(letter, arabic())->glyph_indices)
      alone.insert(glyph);
  const std::multiset<unsigned> joined(word->glyph_indices.begin(), word->glyph_indices.end());
  CHECK(alone != joined);
}

TEST_CASE("the first letter of Arabic text stands at the right") {
  Engine e;
  const auto at_start = e.text->caret("بيت", arabic(), 0, 0),
             at_end = e.text->caret("بيت", arabic(), 0, 6);
  CHECK(at_start.x > at_end.x);
}

TEST_CASE("start means left in German and right in Arabic, also for the other script") {
  Engine e;
  TextStyle german;
  CHECK(e.text->layout("Haus", german, 400)->lines[0].x == 0);
  const auto house = e.text->layout("بيت", arabic(), 400);
  CHECK(house->lines[0].x + house->lines[0].width == Approx(400).margin(1));
  const auto latin = e.text->layout("Haus", arabic(), 400);
  CHECK(latin->lines[0].x + latin->lines[0].width == Approx(400).margin(1));
  TextStyle end = german;
  end.align = Align::end;
  const auto right = e.text->layout("Haus", end, 400);
  CHECK(right->lines[0].x + right->lines[0].width == Approx(400).margin(1));
}

TEST_CASE("a paragraph wraps inside its width") {
  Engine e;
  const auto text =
      e.text->layout("Schreiben Sie Ihren Namen so, wie er in Ihrem Pass steht.", {}, 200);
  CHECK(text->lines.size() > 2);
  for (const auto& line : text->lines)
    CHECK(line.width <= 200);
  for (const auto& glyph : text->glyphs)
    CHECK(glyph.x + glyph.w <= 202);
  CHECK(text->height > text->lines.back().top);
}

TEST_CASE("a heading becomes as small as a label before a word of it breaks") {
  auto ui = open_ui();
  const std::string_view word = "(Staatsangehörigkeitsausweise)";
  const TextStyle heading = ui->style(size::question, Weight::bold);
  const float width = ui->layout(word, ui->style(size::label, Weight::bold))->width + 1;
  CHECK(ui->layout(word, heading, width)->lines.size() == 2);
  CHECK(fitted(*ui, word, heading, width)->lines.size() == 1);
  CHECK(fitted(*ui, word, heading, width / 2)->lines.size() > 1);
}

TEST_CASE("a line never ends with a paragraph sign") {
  Engine e;
  const auto whole = e.text->layout("Blaue Karte EU (\u00A7 18g)", {});
  const auto number = e.text->layout("18g)", {});
  // Room for everything but the number.
  const auto broken =
      e.text->layout("Blaue Karte EU (\u00A7 18g)", {}, whole->width - number->width / 2);
  REQUIRE(broken->lines.size() == 2);
  const auto sign = e.text->layout("(\u00A7 18g)", {});
  CHECK(broken->lines[1].width == Approx(sign->width).margin(1));
}

TEST_CASE("Thai, written without spaces, breaks between words only") {
  Engine e;
  TextStyle thai;
  thai.language = "th";
  // I, need, card, new
  const std::vector<std::string> words{"ฉัน", "ต้องการ", "บัตร", "ใหม่"};
  std::string text;
  std::set<std::size_t> borders;
  for (const auto& word : words) {
    borders.insert(text.size());
    text += word;
  }
  const auto whole = e.text->layout(text, thai);
  CHECK(whole->unknown_glyphs == 0);
  const float widest = e.text->layout(words[1], thai)->width;
  std::set<std::size_t> breaks;
  for (float width = widest + 1; width < whole->width; width += 1) {
    float line = 0;
    for (std::size_t at = 0; at < text.size(); at = e.text->next_border(text, at)) {
      const float top = e.text->caret(text, thai, width, at).top;
      if (top > line)
        breaks.insert(at);
      line = top;
    }
  }
  CHECK(breaks.size() == words.size() - 1);
  for (const auto at : breaks)
    CHECK(borders.count(at) == 1);
}

TEST_CASE("Chinese breaks between characters, never before a full stop") {
  Engine e;
  TextStyle chinese;
  chinese.language = "zh-Hans";
  const std::string text = "我要一张新卡。谢谢。"; // three bytes a character
  const float whole = e.text->layout(text, chinese)->width;
  std::set<std::size_t> breaks;
  for (float width = whole / 3; width < whole; width += 1) {
    float line = 0;
    for (std::size_t at = 0; at < text.size(); at += 3) {
      const float top = e.text->caret(text, chinese, width, at).top;
      if (top > line)
        breaks.insert(at / 3);
      line = top;
    }
  }
  CHECK(breaks.size() > 3);
  CHECK(breaks.count(6) == 0); // the full stops
  CHECK(breaks.count(9) == 0);
}

TEST_CASE("every letter and sequence of DIN 91379 has a glyph and is at most two caret steps") {
  Engine e;
  int letters = 0;
  for (const char base : std::string_view("abcdefghijklmnopqrstuvwxyz"))
    for (const std::string& letter : panel_letters(std::string(1, base))) {
      ++letters;
      INFO(letter);
      CHECK(e.text->layout(letter, {})->unknown_glyphs == 0);
      CHECK(e.text->count_graphemes(letter) <= 2);
      CHECK(base_key(letter) == std::string(1, base));
    }
  // 649 letters: less 52 of ASCII and ä ö ü ß Ä Ö Ü, which have keys.
  CHECK(letters == 649 - 52 - 7);
}

TEST_CASE("the caret visits bidirectional text in the order it is seen") {
  Engine e;
  const std::string text = "ab بيت cd";
  TextStyle style;
  std::size_t index = 0;
  float x = e.text->caret(text, style, 0, 0).x;
  CHECK(x == 0);
  std::set<std::size_t> visited{0};
  for (int i = 0; i < 20; ++i) {
    const std::size_t next = e.text->move_visually(text, style, index, 1);
    if (next == index)
      break;
    index = next;
    visited.insert(index);
  }
  CHECK(index == text.size());
  CHECK(visited.size() >= e.text->count_graphemes(text) - 1);
}

TEST_CASE("a letter with a combining mark is one step") {
  Engine e;
  const std::string text = "am\u0302b"; // m with circumflex has no single code point
  CHECK(e.text->count_graphemes(text) == 3);
  CHECK(e.text->next_border(text, 1) == 4);
  CHECK(e.text->previous_border(text, 4) == 1);
}

TEST_CASE("a tap finds the place in the text where it lands") {
  Engine e;
  const std::string text = "Königstraße";
  for (std::size_t index : {std::size_t{0}, std::size_t{1}, std::size_t{3}, text.size()}) {
    const Caret caret = e.text->caret(text, {}, 0, index);
    CHECK(e.text->index_at(text, {}, 0, {caret.x + 0.2f, caret.top + caret.height / 2}) == index);
  }
}

TEST_CASE("tabular figures have one width") {
  Engine e;
  TextStyle style;
  style.tabular = true;
  CHECK(e.text->layout("1111", style)->width == e.text->layout("8888", style)->width);
}

TEST_CASE("layouts are kept, and forgotten when asked") {
  Engine e;
  const auto first = e.text->layout("Haus", {}, 100);
  CHECK(e.text->layout("Haus", {}, 100) == first);
  CHECK(e.text->layout("Haus", {}, 120) != first);
  e.text->forget();
  CHECK(e.text->cached_layouts() == 0);
}

TEST_CASE("bytes that are not UTF-8 do no harm") {
  Engine e;
  CHECK(e.text->layout("a\xff\xfe z\xc3", {}, 100)->lines.size() == 1);
}

TEST_CASE("missing fonts are told, not guessed") {
  TextureStore textures;
  CHECK_FALSE(TextEngine::open("/nowhere/fonts.conf", textures).ok());
}
