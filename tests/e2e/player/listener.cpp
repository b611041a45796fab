// SPDX-License-Identifier: EUPL-1.2
#include "listener.hpp"

#include <forms/input.hpp>
#include <ui/narrator.hpp>
#include <visit/step.hpp>

#include <algorithm>
#include <sstream>
#include <stdexcept>

namespace foyer::player {

namespace {

constexpr int most_steps = 400; // once round the longest page, and every key of the keyboard

bool begins(const std::vector<std::string>& heard, const std::string& words) {
  return std::any_of(heard.begin(), heard.end(),
                     [&](const std::string& phrase) { return phrase.starts_with(words); });
}

std::vector<std::string> lines(const std::string& text) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part);)
    parts.push_back(part);
  return parts;
}

std::vector<std::string> graphemes(const std::string& text) {
  std::vector<std::string> out;
  for (const char c : text)
    if ((static_cast<unsigned char>(c) & 0xC0) == 0x80)
      out.back() += c;
    else
      out.emplace_back(1, c);
  return out;
}

} // namespace

Listener::Listener(Visitor& visitor, const i18n::Catalogue& texts, ui::Key next)
    : visitor_(visitor), texts_(texts), next_(next) {}

std::vector<std::string> Listener::listen() {
  auto heard = visitor_.take_heard();
  for (const auto& phrase : heard) {
    transcript_.push_back(phrase);
    since_key_.push_back(phrase);
  }
  while (transcript_.size() > 40)
    transcript_.pop_front();
  return heard;
}

std::string Listener::last_heard() const {
  std::string all;
  for (const auto& phrase : transcript_)
    all += "\n  " + phrase;
  return all;
}

std::vector<std::string> Listener::press(ui::Key key) {
  since_key_.clear();
  visitor_.key(key);
  return listen();
}

void Listener::hear(const std::string& wanted) {
  visitor_.wait_until(wanted.c_str(), [&] {
    listen();
    return begins(since_key_, wanted);
  });
}

void Listener::reach(const std::string& wanted) {
  for (int step = 0; step < most_steps; ++step)
    if (begins(press(next_), wanted))
      return;
  throw std::runtime_error("never heard \"" + wanted + "\"; last was:" + last_heard());
}

std::string Listener::words(std::string_view key, const i18n::Args& args) const {
  return ui::speakable(texts_.text("de", key, args));
}

namespace {

std::string folded(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z')
      c = static_cast<char>(c - 'A' + 'a');
  return text;
}

} // namespace

// Letter by letter with the key that goes through the whole keyboard, as on a two-switch box.
void Listener::type(const std::string& text) {
  const auto press_key = [&](const std::string& wanted) {
    for (int step = 0; step < most_steps; ++step)
      for (const auto& phrase : press(ui::Key::tab))
        // A name begins with a capital by itself.
        if (folded(phrase) == folded(wanted)) {
          press(ui::Key::enter);
          return;
        }
    throw std::runtime_error("no key for \"" + wanted + "\"; last was:" + last_heard());
  };
  for (const auto& letter : graphemes(text))
    press_key(letter == " " ? words("ui.keyboard.space") : letter);
  press_key(words("ui.keyboard.done"));
}

std::vector<Listener::Known> Listener::what_they_know(const Persona& persona) const {
  std::vector<Known> known;
  const auto& state = visitor_.state();
  const auto evaluation = visit::evaluate(state, visitor_.wall());
  const auto spoken = [&](std::string_view key) { return words(key, evaluation.text_args()); };
  for (const auto& field : state.draft.assistant()->fields) {
    const auto said = persona.answer_to(field, 0);
    if (!said)
      continue;
    using enum forms::FieldType;
    Known one{.question = spoken("field." + field.id + ".label"),
              .choices = {},
              .typed = {},
              .picked = {}};
    switch (field.type) {
    case boolean: one.choices = {words(*said == "ja" ? "ui.yes" : "ui.no")}; break;
    case acknowledgement: one.choices = {one.question}; break;
    case choice:
    case choices:
      for (const auto& code : lines(*said))
        one.choices.push_back(ui::speakable(forms::code_text(
            *field.codes, *field.codes->find(code), "de", texts_, evaluation.text_args())));
      break;
    case country:
    case countries:
    case language:
    case languages: one.typed = one.picked = said->substr(said->find(':') + 1); break;
    case date:
      one.typed = *said; // a full box leads to the next by itself
      std::erase(one.typed, '.');
      break;
    case signature: continue; // skipped: nobody can draw by keys
    default: one.typed = *said;
    }
    known.push_back(std::move(one));
  }
  return known;
}

// Answers what was just heard, if this person knows it.
bool Listener::answer(const std::vector<std::string>& heard, const std::vector<Known>& known,
                      std::string& group) {
  const auto is_in = [&](const std::string& phrase, std::string_view key) {
    return phrase.find(words(key)) != std::string::npos;
  };
  for (const auto& phrase : heard) {
    const bool choice = is_in(phrase, "ui.speech.choice") || is_in(phrase, "ui.speech.checkbox");
    const bool empty_field = is_in(phrase, "ui.speech.empty");
    if (!choice && !empty_field)
      group = phrase;
    for (const auto& one : known) {
      if (choice && is_in(phrase, "ui.speech.not_chosen") &&
          (group.starts_with(one.question) || phrase.starts_with(one.question)))
        for (const auto& wanted : one.choices)
          if (phrase.starts_with(wanted + ".") || phrase.starts_with(wanted + " ")) {
            press(ui::Key::enter);
            return true;
          }
      if (empty_field && phrase.starts_with(one.question) && !one.typed.empty()) {
        press(ui::Key::enter);
        type(one.typed);
        if (!one.picked.empty())
          choose(one.picked);
        return true;
      }
    }
  }
  return false;
}

void Listener::answer_page(const Persona& persona, const std::string& leave) {
  std::string group;
  for (int step = 0; step < most_steps; ++step) {
    const auto known = what_they_know(persona);
    const auto heard = press(next_);
    if (begins(heard, leave)) {
      press(ui::Key::enter);
      return;
    }
    (void)answer(heard, known, group);
  }
  throw std::runtime_error("no way on; last was:" + last_heard());
}

} // namespace foyer::player
