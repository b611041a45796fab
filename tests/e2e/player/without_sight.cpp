// SPDX-License-Identifier: EUPL-1.2
// A whole assistant with keys and speech alone (EN 301 549 5.1.3.1, 5.1.6.1): the screen is dark.
#include "listener.hpp"
#include "scenarios.hpp"

#include <stdexcept>

namespace foyer::player {

namespace {

using visit::Place;

constexpr int most_pages = 500; // an assistant has some dozens; more go round and round

void play(Scene& scene, ui::Key next) {
  auto persona = oksana();
  persona.language = "de";
  const auto texts = i18n::Catalogue::load(scene.config.terminal.locales);
  if (!texts)
    throw std::runtime_error(texts.failure().detail);
  auto& visitor = scene.visitor;
  Listener ears(visitor, *texts, next);
  const auto on = ears.words("ui.continue");

  visitor.wait_for(Place::attract);
  scene.jack->plug(true); // and the terminal begins to speak
  ears.hear(ears.words("ui.speech.on"));
  ears.press(ui::Key::blank);
  expect(visitor.state().presentation.blank, "the screen is dark");
  ears.choose("Deutsch");
  ears.choose(ears.words("concern.a3.title"));
  ears.choose(ears.words("visit.information.start"));
  ears.hear(ears.words("visit.identify.question"));
  scene.hands.card("insert");
  ears.hear(ears.words("visit.can.question"));
  for (const char digit : persona.can)
    ears.choose(std::string(1, digit));
  ears.choose(ears.words("visit.can.read"));
  ears.hear(ears.words("visit.card.question"));
  ears.choose(on);
  const auto answer_at = [&](Place place) {
    for (int pages = 0; visitor.state().place == place; ++pages) {
      expect(pages < most_pages, "the pages end");
      ears.answer_page(persona, on);
    }
  };
  answer_at(Place::question);
  while (visitor.state().place == Place::document) {
    const auto document = visitor.state().document;
    ears.choose(ears.words("visit.document.later"));
    ears.choose(on);
    expect(visitor.state().place != Place::document || visitor.state().document != document,
           "what comes later is passed");
  }
  ears.hear(ears.words("visit.check.question"));
  ears.choose(ears.words("visit.check.right"));
  answer_at(Place::declaration);
  ears.hear(ears.words("visit.ready.question"));
  ears.choose(ears.words("visit.ready.file"));
  visitor.wait_for(Place::receipt);
  ears.reach(ears.words("receipt.number") + ". " + ui::spelled(visitor.state().receipt->number));
  expect(visitor.state().presentation.blank, "the screen stayed dark");
  visitor.wait_until("the paper", [&] { return visitor.state().paper != visit::Paper::printing; });
  const int heard = scene.jack->heard();
  ears.press(ui::Key::repeat);
  visitor.wait_until("a whole sentence", [&] { return scene.jack->heard() > heard; });
  scene.jack->plug(false);
  visitor.wait_until("silence", [&] { return !visitor.state().presentation.speech; });
  expect(!visitor.state().presentation.blank, "who pulls the headset out sees again");
}

} // namespace

void without_sight(Scene& scene) {
  play(scene, ui::Key::down);
}
void without_sight_two_switches(Scene& scene) {
  play(scene, ui::Key::tab);
}

} // namespace foyer::player
