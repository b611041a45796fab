// SPDX-License-Identifier: EUPL-1.2
// Screens: every page of a visit, drawn from the visit's state. They decide nothing, wait for
// nothing and do no I/O; what people do comes out as events of the visit. Texts come by key only.
// The names of the nodes, for tests and the demo: kiosk/screens/IDS.md.
#pragma once

#include <base/clock.hpp>
#include <forms/evaluation.hpp>
#include <i18n/catalogue.hpp>
#include <staff/workplace.hpp>
#include <ui/ui.hpp>
#include <ui/widgets.hpp>
#include <visit/event.hpp>
#include <visit/state.hpp>
#include <visit/step.hpp>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace foyer::screens {

// What the office wrote into the configuration; shown as it stands, in German.
struct TerminalInfo {
  std::string office;        // "Stadt Nürnberg, Amt für Migration und Integration"
  std::string place;         // "Eingangshalle"
  std::string number;        // the machine's, "NUE-07"
  std::string help_phone;    // "" leaves it out
  std::string opening_hours; // "" leaves it out
  bool speaks = false;       // it has a voice: the bar offers to listen
  // The menu's pictogram for the online ID function; nothing: the office does not name it.
  std::optional<ui::Icon> eid = {};
  // The same for looking after an application that was filed.
  std::optional<ui::Icon> cases = {};
};

using QrImage = ui::QrMatrix;

// What the office lets people choose, in the order of the screen. An entry whose assistant is not
// offered stands there all the same and says where to go. Texts: concern.<id>.title, .hint.
struct MenuEntry {
  std::string id; // of the assistant
  ui::Icon icon = ui::Icon::document;
};
using Menu = std::vector<MenuEntry>; // 1 to 8

// All that a frame is drawn from. References must live until draw() returns.
struct Model {
  const visit::State& state;
  const forms::Evaluation* evaluation; // null before an assistant is chosen
  const visit::Assistants& assistants; // those this terminal offers
  const Menu& menu;
  const i18n::Catalogue& texts;
  const TerminalInfo& terminal;
  WallTime wall{};
  SteadyTime now{};
  const QrImage* receipt_qr = nullptr;     // set while there is a receipt
  const staff::Workplace* staff = nullptr; // null: no entrance for staff
};

// Staff read German; their pages have no other language (locales/README.md).
inline constexpr const char* staff_language = "de";
// A staff's page covers the visitor's.
bool covered(const Model& model);
// What the screen's words are in: the visitor's language, or the staff's.
const std::string& language_shown(const Model& model);

struct Glass;

// UI thread only. Keeps what belongs to the glass alone: which overlay of the bar is open, the line
// being typed, pictures made from scanned pages. All of it goes when a new visit stands at attract.
class Screens {
 public:
  Screens();
  ~Screens();
  Screens(const Screens&) = delete;
  Screens& operator=(const Screens&) = delete;

  // One whole frame, begin_frame and end_frame included, before which the Ui takes over language,
  // direction, size and contrast of the state. Answers what the person did, in order. Draw again
  // after stepping the visit with events, and while ui.wants_frame(). Does not block.
  std::vector<visit::Event> draw(ui::Ui& ui, const Model& model);
  // What the person with the service card did in the frames since the last call.
  std::vector<staff::WorkEvent> take_wishes() { return std::exchange(wishes_, {}); }

 private:
  std::unique_ptr<Glass> glass_;
  std::vector<staff::WorkEvent> wishes_;
};

} // namespace foyer::screens
