// SPDX-License-Identifier: EUPL-1.2
// What a page is given to draw itself with, and what the glass remembers between frames.
#pragma once

#include <screens/screens.hpp>

#include <base/failure.hpp>

#include <map>
#include <optional>
#include <set>

namespace foyer::screens {

enum class Overlay : std::uint8_t { none, language, display, help };

// A line being typed, and the value of the draft it stands for: when the draft says something else
// (a card was read, the answer was cleared), the line is written anew.
struct Line {
  std::string text;
  ui::DateParts date;
  std::vector<std::string> entries;
  ui::Strokes strokes;
  forms::Value stands_for;
  void wipe();
};

struct Glass {
  Overlay overlay = Overlay::none;
  // "Remove this row?" is asked: of this repeat on the overview shown.
  struct Removing {
    std::size_t repeat, row;
  };
  std::optional<Removing> removing;
  std::string can;
  // What a passport prints, as it is typed.
  struct Zone {
    std::string number;
    ui::DateParts birth, expiry;
    void wipe();
  } zone;
  const visit::ZoneReading* zone_of = nullptr; // whose values the fields have taken over
  std::string draft_code;
  // Number and code of a receipt, as they are typed.
  struct CaseKey {
    std::string number, code;
    void wipe();
  } case_key;
  // The number being typed for the online ID function, and for which of its questions.
  struct EidNumber {
    std::string digits;
    int asked = 0;
    void wipe() {
      foyer::wipe(digits);
      digits.clear();
    }
  } eid;
  std::string pin;                   // of a service card, as it is typed
  Zone staff_zone;                   // of the passport a member of staff holds
  ui::ImagePtr portrait;             // the passport's picture, while it is shown
  std::string page_id;               // whose lines these are
  std::map<std::string, Line> lines; // by node
  // Lines go only by these, which wipe them.
  void forget(const std::string& node);
  void forget_lines();
  std::set<std::string> opened; // prefilled fields whose Change was tapped
  std::map<std::string, std::vector<ui::Choice>> countries; // by list and language
  struct Picture {
    std::weak_ptr<const api::Page> page;
    ui::ImagePtr large, small;
  };
  std::map<const api::Page*, Picture> pictures;
  ui::BarDrawing drawing; // at blacken: the bar under the finger
  std::string labels_of;  // language of the Ui's labels
  SteadyTime seen_input{};
  bool at_rest = true; // nobody has been here since the last wipe
};

class Frame {
 public:
  Frame(ui::Ui& ui_, const Model& model_, Glass& glass_, std::vector<visit::Event>& events,
        std::vector<staff::WorkEvent>& wishes, std::string language)
      : ui(ui_), model(model_), glass(glass_), events_(events), wishes_(wishes),
        language_(std::move(language)) {}

  ui::Ui& ui;
  const Model& model;
  Glass& glass;

  [[nodiscard]] const visit::State& state() const { return model.state; }
  // Of this page: the visitor's, or the staff's.
  [[nodiscard]] const std::string& language() const { return language_; }
  [[nodiscard]] bool in_german() const { return language() == i18n::binding_language; }

  // In the visitor's language. Texts of an assistant get its arguments besides `args`. German that
  // stands in for a missing translation keeps its own direction.
  [[nodiscard]] std::string text(std::string_view key, const i18n::Args& args = {}) const;
  // The binding German beside it; empty where the page is German anyway, or where Leichte Sprache
  // says the same words, only with their parts marked ("Geburts·ort").
  [[nodiscard]] std::string german(std::string_view key, const i18n::Args& args = {}) const;
  // The German if it has to stand beside what is shown in the visitor's language, else empty.
  [[nodiscard]] std::string beside(std::string_view shown, std::string german) const;
  // Empty where there is no such text at all.
  [[nodiscard]] std::string text_if_any(std::string_view key, const i18n::Args& args = {}) const;
  // The same key in a given language.
  [[nodiscard]] std::string in(std::string_view language, std::string_view key,
                               const i18n::Args& args = {}) const;

  // Not inline: what moves an event of a hundred kinds is compiled once.
  void say(visit::Event event);
  // The same of the person with the service card.
  void wish(staff::WorkEvent event) { wishes_.push_back(std::move(event)); }

  // Opens a page with its Back and primary texts by key ("" for none) and looks after the bar.
  ui::PageEvents begin(ui::PageSpec spec);
  // True: the primary button was used, and nothing was missed (ui::end_page).
  bool end() { return ui::end_page(ui); }

 private:
  [[nodiscard]] bool stands_in(std::string_view key) const; // German among right-to-left text
  [[nodiscard]] i18n::Args with_assistant(const i18n::Args& args) const;
  std::vector<visit::Event>& events_;
  std::vector<staff::WorkEvent>& wishes_;
  std::string language_;
};

// Forgets the lines of the page before when this is another.
void turn_page(Frame& frame, const std::string& id);

// The visit's words for the toolkit's.
ui::TextSize text_size(visit::TextSize size);
ui::ThemeName theme_name(visit::Contrast contrast);
ui::Direction direction(const i18n::Catalogue& texts, std::string_view language);
ui::Labels labels(const i18n::Catalogue& texts, const std::string& language, bool speaks);

} // namespace foyer::screens
