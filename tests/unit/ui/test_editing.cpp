// SPDX-License-Identifier: EUPL-1.2
#include "ui_fixture.hpp"

using namespace foyer;
using namespace foyer::ui;
using namespace std::chrono_literals;

namespace {

// One page with one of each typed field.
struct Form {
  std::string name, text, email, code;
  DateParts date;
  std::optional<std::int64_t> count, money;
  std::string country;
  std::unique_ptr<Ui> ui;
  std::unique_ptr<ui_driver::UiDriver> driver;

  explicit Form(const ScreenProfile& profile = ScreenProfile::portrait_27())
      : ui(open_ui(profile)) {
    driver = std::make_unique<ui_driver::UiDriver>(*ui, [this](Ui& u) { draw(u); });
    driver->settle();
  }
  static FieldText label(std::string words) {
    FieldText text;
    text.label = std::move(words);
    return text;
  }
  void draw(Ui& u) {
    PageSpec spec;
    spec.id = "form", spec.question = "Angaben", spec.primary = "Weiter";
    begin_page(u, spec);
    name_field(u, "name", label("Name"), name, 30);
    date_field(u, "date", label("Datum"), date);
    integer_field(u, "count", label("Anzahl"), count, 2);
    money_field(u, "money", label("Betrag"), money);
    long_text(u, "text", label("Text"), text);
    TextOptions options;
    options.keyboard = Keyboard::digits, options.max_graphemes = 6, options.secret = true;
    text_field(u, "code", label("PIN"), code, options);
    const std::vector<Choice> countries = {{"UKR", "Ukraine", {}, {}},
                                           {"USA", "Vereinigte Staaten", {}, {}},
                                           {"EGY", "Ägypten", {}, {}}};
    country_picker(u, "country", label("Land"), countries, country);
    options = {};
    options.keyboard = Keyboard::email;
    text_field(u, "email", label("E-Mail"), email, options);
    end_page(u);
  }
};

} // namespace

TEST_CASE("names are typed with their letters, from the panel too") {
  Form f;
  f.driver->fill("name", "Müller-Łukasiewicz Ñañez Ĉ");
  CHECK(f.name == "Müller-Łukasiewicz Ñañez Ĉ");
  f.driver->tap("key.backspace");
  CHECK(f.name == "Müller-Łukasiewicz Ñañez ");
}

TEST_CASE("a sequence that is one letter is typed and erased as one") {
  Form f;
  f.driver->fill("name", "m\u0302");
  CHECK(f.name == "m\u0302");
  f.driver->tap("key.backspace");
  CHECK(f.name.empty());
}

TEST_CASE("holding a key opens its letters") {
  Form f;
  f.driver->tap("name");
  f.driver->tap("key.shift"); // a name begins with a capital by itself
  f.driver->hold("key.c", 600ms);
  CHECK(f.name.empty());
  f.driver->tap("accent.č");
  CHECK(f.name == "č");
}

TEST_CASE("the keyboard capitalises names at word starts") {
  Form f;
  f.driver->tap("name");
  for (const char* key : {"key.a", "key.b", "key.space", "key.c", "key.-", "key.d"})
    f.driver->tap(key);
  CHECK(f.name == "Ab C-D");
}

TEST_CASE("the caret can be put into the middle by a tap and by keys") {
  Form f;
  f.driver->fill("name", "Ana");
  f.driver->key(Key::left);
  f.driver->tap("key.n");
  CHECK(f.name == "Anna");
  const Rect box = f.driver->node("name").rect;
  f.driver->tap_at({box.x + f.ui->mm(4.5f), box.centre().y});
  f.driver->key(Key::del);
  CHECK(f.name == "nna");
}

TEST_CASE("a full day passes on to the month and the year") {
  Form f;
  f.driver->tap("date.day");
  f.driver->type("07");
  f.driver->type("11");
  f.driver->type("1990");
  CHECK(f.date == DateParts{"07", "11", "1990"});
  f.driver->type("5"); // full
  CHECK(f.date.year == "1990");
}

TEST_CASE("numbers and amounts arrive as numbers") {
  Form f;
  f.driver->fill("count", "123");
  CHECK(f.count == 12); // two digits at most
  f.driver->fill("money", "2450,5");
  CHECK(f.money == 245050);
  f.driver->tap("key.5");
  f.driver->tap("key.5"); // a third place after the comma is not taken
  CHECK(f.money == 245055);
  f.driver->done();
  CHECK(f.driver->node("money").value == "2.450,55");
}

TEST_CASE("what is secret is not in the tree") {
  Form f;
  f.driver->fill("code", "123456");
  CHECK(f.code == "123456");
  CHECK(f.driver->node("code").value == "******");
}

TEST_CASE("a country is found by a part of its name without its marks") {
  Form f;
  f.driver->tap("country");
  f.driver->type("Agy");
  CHECK(f.driver->has("country.EGY"));
  CHECK_FALSE(f.driver->has("country.UKR"));
  f.driver->tap("country.EGY");
  CHECK(f.country == "EGY");
  CHECK(f.driver->node("country").value == "Ägypten");
  CHECK(f.ui->editing_id().empty());
}

TEST_CASE("other scripts have their sheets") {
  Form f;
  f.driver->tap("text");
  f.driver->tap("key.script");
  f.driver->tap("key.ї");
  f.driver->tap("key.script");
  f.driver->tap("key.ب");
  CHECK(f.text == "Їب");
}

TEST_CASE("the sheets hold the letters of the page's language, its own script first") {
  const struct {
    const char* language;
    Direction direction;
    std::vector<const char*> letters;
  } all[] = {{"ru", Direction::ltr, {"ы", "э", "ё", "ъ"}},
             {"uk", Direction::ltr, {"і", "ї", "є", "ґ"}},
             {"fa", Direction::rtl, {"پ", "چ", "ژ", "گ", "ی", "ک"}},
             {"ckb", Direction::rtl, {"ێ", "ۆ", "ڕ", "ڵ", "ڤ", "ە"}},
             {"ar", Direction::rtl, {"ة", "ى", "ئ", "ؤ"}}};
  for (const auto& one : all) {
    CAPTURE(one.language);
    Form f;
    f.ui->set_language(one.language, one.direction);
    f.driver->tap("text");
    f.driver->tap("key.script");
    for (const char* letter : one.letters)
      CHECK(f.driver->has(std::string("key.") + letter));
  }
}

TEST_CASE("an e-mail address can be typed") {
  Form f;
  f.driver->fill("email", "anna_b@example.org");
  CHECK(f.email == "anna_b@example.org");
}

TEST_CASE("a real keyboard types into the field that has the focus") {
  Form f;
  f.driver->tap("name");
  f.ui->input().text("Žofia");
  f.driver->settle();
  f.driver->key(Key::backspace);
  CHECK(f.name == "Žofi");
}

TEST_CASE("the keyboard never covers its field, on any panel and in any size") {
  for (const auto& profile :
       {ScreenProfile::portrait_27(), ScreenProfile::landscape_21(), ScreenProfile::landscape_15()})
    for (const TextSize text_size : {TextSize::standard, TextSize::large}) {
      Form f(profile);
      f.ui->set_text_size(text_size);
      f.driver->settle();
      for (const char* field :
           {"name", "date.day", "date.year", "count", "money", "code", "email"}) {
        f.driver->done();
        f.driver->tap(field);
        INFO(field << " on " << profile.width_px << "x" << profile.px_per_mm);
        REQUIRE(f.driver->has("keyboard"));
        const Node& box = f.driver->node(field);
        CHECK(box.visible == box.rect);
        CHECK(box.rect.intersect(f.driver->node("keyboard").rect).empty());
      }
    }
}

TEST_CASE("Done and a tap beside put the keyboard away") {
  Form f;
  f.driver->tap("name");
  CHECK(f.driver->has("keyboard"));
  f.driver->done();
  CHECK_FALSE(f.driver->has("keyboard"));
  f.driver->tap("name");
  f.driver->tap_at({4, f.ui->mm(40)});
  CHECK_FALSE(f.driver->has("keyboard"));
}

TEST_CASE("a signature is kept in millimetres and can be cleared") {
  auto ui = open_ui();
  Strokes strokes;
  ui_driver::UiDriver driver(*ui, [&](Ui& u) {
    begin_page(u, {.id = "sign",
                   .section = {},
                   .question = "Q",
                   .lead = {},
                   .back = {},
                   .primary = {},
                   .secondary = {}});
    signature_pad(u, "pad", Form::label("Unterschrift"), strokes);
    end_page(u);
  });
  driver.settle();
  const Rect pad = driver.node("pad").rect;
  driver.drag({pad.x + 20, pad.y + 20}, {pad.x + 120, pad.y + 60}, 10);
  driver.drag({pad.x + 200, pad.y + 20}, {pad.x + 900, pad.bottom() + 300}, 10); // leaves the pad
  REQUIRE(strokes.size() == 2);
  CHECK(strokes[0].size() >= 10);
  CHECK(strokes[0].front().x == Approx(20 / 3.21).margin(0.2));
  CHECK(strokes[0].back().y == Approx(60 / 3.21).margin(0.2));
  CHECK(strokes[1].back().y <= pad.h / 3.21 + 0.1);
  driver.tap("pad.clear");
  CHECK(strokes.empty());
}
