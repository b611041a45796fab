// SPDX-License-Identifier: EUPL-1.2
// What is heard of a page. The tests look at phrases only.
#include "ui_fixture.hpp"

#include <ui/narrator.hpp>

using namespace foyer;
using namespace foyer::ui;

namespace {

SpokenWords words() {
  return {
      .button = "Schaltfläche",
      .link = "Verweis",
      .field = "Eingabefeld",
      .choice = "Auswahl",
      .checkbox = "Kästchen",
      .list = "Liste",
      .chosen = "gewählt",
      .not_chosen = "nicht gewählt",
      .unavailable = "geht gerade nicht",
      .empty = "leer",
      .star = "Stern",
      .personal = "persönliche Angabe",
      .space = "Leerzeichen",
      .deleted = "gelöscht",
      .keyboard = "Tastatur",
      .position = [](int at, int of) { return std::to_string(at) + " von " + std::to_string(of); },
      .seconds_left = [](int seconds) { return "noch " + std::to_string(seconds); }};
}

struct Ears {
  Ears() : ui(open_ui()) {
    ui->set_reading(true);
    narrator.set_words(words());
  }
  void frame() {
    ui->begin_frame(now += std::chrono::milliseconds(20));
    draw();
    ui->end_frame();
  }
  std::string hear() {
    std::string heard;
    interrupted = false;
    do {
      frame();
      const auto said = narrator.follow(*ui, in_private);
      for (const auto& phrase : said.phrases)
        heard += "[" + phrase.text + "]";
      interrupted = interrupted || said.interrupts;
    } while (ui->wants_frame());
    return heard;
  }
  std::string press(Key key) {
    ui->input().key(key);
    return hear();
  }

  std::unique_ptr<Ui> ui;
  Narrator narrator;
  bool in_private = true, interrupted = false;
  SteadyTime now{std::chrono::hours(1)};
  std::function<void()> draw;
};

struct CardPage : Ears {
  CardPage() {
    draw = [this] {
      begin_page(*ui, {.id = "p1",
                       .section = "Abschnitt 1",
                       .question = "Warum?",
                       .lead = "Das Amt braucht den Grund.",
                       .primary = "Weiter"});
      const std::vector<Choice> choices{{"lost", "Verloren", "", ""},
                                        {"old", "Abgelaufen", "", ""}};
      choice_list(*ui, "why", {.label = "Grund"}, choices, code);
      text_field(*ui, "name", {.label = "Name"}, name);
      text_field(*ui, "pin", {.label = "Geheimnis"}, pin, {.secret = true});
      if (!trouble.empty())
        notice(*ui, "trouble", Tone::error, trouble);
      end_page(*ui);
    };
  }
  std::string code, name, pin, trouble;
};

} // namespace

TEST_CASE("A new page says its question first, then what stands before the first thing to do") {
  CardPage page;
  CHECK(page.hear() == "[Warum?][Abschnitt 1][Das Amt braucht den Grund.]");
  CHECK(page.interrupted);
  CHECK(page.hear().empty());
}

TEST_CASE("Arrows lead through answers, each with its group, its state and its place") {
  CardPage page;
  page.hear();
  CHECK(page.press(Key::down) == "[Grund][Verloren. nicht gewählt. Auswahl. 1 von 2]");
  CHECK(page.press(Key::down) == "[Abgelaufen. nicht gewählt. Auswahl. 2 von 2]");
  CHECK(page.press(Key::enter) == "[Abgelaufen. gewählt]");
  CHECK(page.code == "old");
  CHECK(page.press(Key::up) == "[Verloren. nicht gewählt. Auswahl. 1 von 2]");
  CHECK(page.press(Key::up) == "[Das Amt braucht den Grund.]");
}

TEST_CASE("Typing by keys alone: down into the keyboard, each letter is heard, up to the field") {
  CardPage page;
  page.hear();
  page.ui->focus("name");
  CHECK(page.hear() == "[Name. leer. Eingabefeld]");
  CHECK(page.press(Key::enter) == "[Name. leer. Eingabefeld][Tastatur]");
  CHECK_FALSE(page.press(Key::down).empty());
  for (int i = 0; i < 3; ++i)
    page.press(Key::left);
  page.press(Key::down);
  const auto letter = page.ui->find(page.ui->focused_id())->label;
  CHECK(page.press(Key::enter) == "[" + letter + "]");
  CHECK(page.name == letter);
  for (int i = 0; i < 8 && page.ui->focused_id() != "name"; ++i)
    page.press(Key::up);
  CHECK(page.ui->focused_id() == "name");
  CHECK(page.press(Key::backspace) == "[gelöscht. " + letter + "]");
}

TEST_CASE("The keys of a PIN say their digits to the one who wears the headset, to nobody else") {
  struct Pad : Ears {
    Pad() {
      draw = [this] {
        begin_page(*ui, {.id = "p1", .question = "PIN?"});
        const auto box = ui->place(40);
        (void)ui->touch({.id = "pin.digit.7",
                         .role = Role::key,
                         .label = "7",
                         .personal = true,
                         .rect = box,
                         .focusable = true});
        end_page(*ui);
      };
    }
  } pad;
  pad.hear();
  pad.ui->focus("pin.digit.7");
  CHECK(pad.hear() == "[7]");
  pad.in_private = false;
  pad.ui->focus("page.question");
  pad.hear();
  pad.ui->focus("pin.digit.7");
  CHECK(pad.hear() == "[Stern]");
}

TEST_CASE("What is typed hidden is a star to everybody, what is personal only to others") {
  CardPage page;
  page.hear();
  page.ui->focus("pin");
  page.hear();
  page.press(Key::enter);
  page.ui->input().text("7");
  CHECK(page.hear() == "[Stern]");
  CHECK(page.pin == "7");

  page.in_private = false;
  page.name = "Oksana";
  page.ui->focus("name");
  CHECK(page.hear().find("persönliche Angabe") != std::string::npos);
  page.press(Key::enter);
  page.ui->input().text("x");
  CHECK(page.hear() == "[Stern]");
  page.in_private = true;
  CHECK(page.press(Key::repeat).empty()); // repeating is the application's wish, not a key's
  const auto again = page.narrator.repeat(*page.ui, true);
  REQUIRE(again.phrases.size() == 1);
  CHECK(again.phrases.front().text == "Name. Oksanax. Eingabefeld");
}

TEST_CASE("What appears by itself is told without interrupting") {
  CardPage page;
  page.hear();
  page.trouble = "Bitte die Karte nicht wegnehmen.";
  CHECK(page.hear() == "[Bitte die Karte nicht wegnehmen.]");
  CHECK_FALSE(page.interrupted);
}

TEST_CASE("A dialog is told with its answers; its countdown now and then") {
  CardPage page;
  page.hear();
  int seconds = 45;
  const auto below = page.draw;
  page.draw = [&] {
    below();
    (void)dialog(*page.ui, "idle",
                 {.title = "Noch da?",
                  .text = "Gleich wird gelöscht.",
                  .seconds = seconds,
                  .seconds_label = "Sekunden",
                  .buttons = {"Ich bin da"}});
  };
  CHECK(page.hear() == "[Noch da? Gleich wird gelöscht.][Ich bin da. Schaltfläche]");
  seconds = 41;
  CHECK(page.hear().empty());
  seconds = 29;
  CHECK(page.hear() == "[noch 29]");
  CHECK(page.press(Key::down) == "[Ich bin da. Schaltfläche]");
}

TEST_CASE("Texts that stand in for a missing translation are spoken in their own language") {
  Ears ears;
  ears.ui->set_language("tr", Direction::ltr);
  ears.draw = [&] {
    ears.ui->foreign("Wie heißen Sie?", "de");
    begin_page(*ears.ui, {.id = "p", .question = "Wie heißen Sie?", .lead = "Adınız"});
    end_page(*ears.ui);
  };
  ears.frame();
  const auto said = ears.narrator.follow(*ears.ui, true);
  CHECK(said.phrases == std::vector<Phrase>{{"Wie heißen Sie?", "de"}, {"Adınız", "tr"}});
}

TEST_CASE("Marks that only the eye needs are not spoken; numbers are read letter by letter") {
  CHECK(speakable("Aufenthalts\u00B7titel\u00AD \u2066§\u00A018g\u2069") ==
        "Aufenthaltstitel § 18g");
  CHECK(spelled("N01-26 7K") == "N, 0, 1, 2, 6, 7, K");
  CHECK(spelled("c\u0306m") == "c\u0306, m");
}
