// SPDX-License-Identifier: EUPL-1.2
// Narrator: what a page says to somebody who does not look at it (EN 301 549 5.1.3). It reads the
// nodes of the Ui's last frame and knows what was said before; it makes no sound. UI thread only.
#pragma once

#include <base/clock.hpp>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace foyer::ui {

class Ui;
struct Node;

struct Phrase {
  std::string text;     // as it is spoken: no marks of direction or of syllables
  std::string language; // BCP 47
  bool operator==(const Phrase&) const = default;
};

// The words between what the page says, in the display language.
struct SpokenWords {
  std::string button, link, field, choice, checkbox, list; // what a thing is
  std::string chosen, not_chosen, unavailable, empty;
  std::string star;     // for a character nobody may hear
  std::string personal; // instead of a value, while others may hear it
  std::string space, deleted, keyboard;
  std::function<std::string(int at, int of)> position; // "2 von 3"
  std::function<std::string(int seconds)> seconds_left;
};

struct Narration {
  std::vector<Phrase> phrases;
  bool interrupts = false; // what is being said now ends; also when there are no phrases
};

class Narrator {
 public:
  void set_words(SpokenWords words);
  // After a frame. `in_private`: only the visitor hears it (a headset is in); else values about the
  // person are replaced, and typed characters are stars (EN 301 549 5.1.3.8, 5.1.3.9).
  Narration follow(const Ui& ui, bool in_private);
  // The same once more: where the focus is, else the page.
  Narration repeat(const Ui& ui, bool in_private);
  // A visit has ended, or speech was switched on: everything is new.
  void forget();

 private:
  struct Seen {
    std::string label, value;
    bool checked = false, enabled = true;
  };
  struct View;

  [[nodiscard]] std::vector<Phrase> page(const View& view) const;
  [[nodiscard]] std::vector<Phrase> dialog(const View& view) const;
  [[nodiscard]] std::vector<Phrase> thing(const View& view, const Node& node,
                                          const std::string& came_from) const;
  [[nodiscard]] std::string value(const View& view, const Node& node) const;
  [[nodiscard]] std::vector<Phrase> typing(const View& view, const Node& node) const;
  void news(const View& view, std::vector<Phrase>& phrases) const;
  void remember(const View& view);

  SpokenWords words_;
  std::string page_, dialog_, focus_, editing_;
  std::map<std::string, Seen> seen_; // what stood on the page, by id
  SteadyTime last_input_{};
};

// Without what is written but never spoken: middle dots, soft hyphens, marks of direction.
std::string speakable(std::string_view text);
// "N01-26" as "N, 0, 1, 2, 6": letter by letter.
std::string spelled(std::string_view text);

} // namespace foyer::ui
