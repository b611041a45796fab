// SPDX-License-Identifier: EUPL-1.2
// Listener: somebody who sees nothing. They know what they want to say, hear what the terminal
// says, and press keys: one that moves on and one that chooses. They never look at a node or a
// pixel. Every method throws std::runtime_error with what was heard last when lost.
#pragma once

#include "persona.hpp"
#include "visitor.hpp"

#include <i18n/catalogue.hpp>

#include <deque>
#include <string>
#include <vector>

namespace foyer::player {

class Listener {
 public:
  // Goes on by `next`: Key::down on a keypad, Key::tab on a two-switch box.
  Listener(Visitor& visitor, const i18n::Catalogue& texts, ui::Key next);

  // What the terminal said because of this key.
  std::vector<std::string> press(ui::Key key);
  // Until something that was said since the last key begins with these words.
  void hear(const std::string& words);
  // Moves on until something begins with these words, and leaves the focus there.
  void reach(const std::string& words);
  void choose(const std::string& words) {
    reach(words);
    press(ui::Key::enter);
  }
  // The German text of a key, as it is spoken.
  [[nodiscard]] std::string words(std::string_view key, const i18n::Args& args = {}) const;
  // Once through the page: everything this person can answer, then "Weiter".
  void answer_page(const Persona& persona, const std::string& leave);

 private:
  struct Known { // what this person says to a question
    std::string question;
    std::vector<std::string> choices; // spoken answers to choose; empty: `typed`
    std::string typed, picked;        // picked: to choose from what typing found
  };
  [[nodiscard]] std::vector<Known> what_they_know(const Persona& persona) const;
  std::vector<std::string> listen();
  void type(const std::string& text);
  [[nodiscard]] std::string last_heard() const;
  bool answer(const std::vector<std::string>& heard, const std::vector<Known>& known,
              std::string& group);

  Visitor& visitor_;
  const i18n::Catalogue& texts_;
  ui::Key next_;
  std::deque<std::string> transcript_;
  std::vector<std::string> since_key_;
};

} // namespace foyer::player
