// SPDX-License-Identifier: EUPL-1.2
#include <screens/spoken.hpp>

namespace foyer::screens {

ui::SpokenWords spoken_words(const i18n::Catalogue& texts, const std::string& language) {
  const auto t = [&](std::string_view key) { return texts.text(language, key); };
  ui::SpokenWords words;
  words.button = t("ui.speech.button");
  words.link = t("ui.speech.link");
  words.field = t("ui.speech.field");
  words.choice = t("ui.speech.choice");
  words.checkbox = t("ui.speech.checkbox");
  words.list = t("ui.speech.list");
  words.chosen = t("ui.speech.chosen");
  words.not_chosen = t("ui.speech.not_chosen");
  words.unavailable = t("ui.speech.unavailable");
  words.empty = t("ui.speech.empty");
  words.star = t("ui.speech.star");
  words.personal = t("ui.speech.personal");
  words.space = t("ui.speech.space");
  words.deleted = t("ui.speech.deleted");
  words.keyboard = t("ui.speech.keyboard");
  words.position = [&texts, language](int at, int of) {
    return texts.text(language, "ui.speech.position",
                      {{"at", std::to_string(at)}, {"of", std::to_string(of)}});
  };
  words.seconds_left = [&texts, language](int seconds) {
    return texts.text(language, "ui.speech.seconds", {{"n", std::int64_t{seconds}}});
  };
  return words;
}

std::vector<ui::Phrase> spoken_welcome(const i18n::Catalogue& texts, const std::string& language,
                                       bool in_private) {
  std::vector<ui::Phrase> phrases;
  const auto add = [&](std::string_view key) {
    phrases.push_back({ui::speakable(texts.text(language, key)), language});
  };
  const auto* known = texts.language(language);
  if (known != nullptr && known->voice.empty()) // recorded for the language itself, if at all
    for (const auto* other : {"de", "en"})
      phrases.push_back({ui::speakable(texts.text(other, "ui.speech.no_voice")), other});
  add("ui.speech.on");
  if (!in_private)
    add("ui.speech.privacy");
  return phrases;
}

} // namespace foyer::screens
