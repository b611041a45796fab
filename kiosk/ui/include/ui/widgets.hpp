// SPDX-License-Identifier: EUPL-1.2
// The widgets. Each draws itself into the current column, records its meaning under `id` (stable,
// unique on the page, tests tap it by that name) and answers in the same frame. All texts are
// already translated; values go in and out by reference, `true` means changed or pressed.
#pragma once

#include <ui/ui.hpp>

#include <cstdint>
#include <functional>
#include <span>

namespace foyer::ui {

// --- Page ---------------------------------------------------------------------------------------
// Above the bars of a page: what holds on every page until somebody ends it. Nodes bar.staff,
// bar.lock.
struct Band {
  std::string text; // "" for no band
  std::string end;  // the button at its end; "" for none
  Icon icon = Icon::none;
  std::string language; // of both texts, set from the left
  bool opens = true;    // the text can be touched, too
};
struct PageSpec {
  std::string id;
  std::string section;         // "Abschnitt 2 von 5: Ihre Karte"; "" for none
  float progress = -1;         // 0..1 draws the bar below it
  std::string question;        // the heading; "" for none. Node "page.question"
  std::string binding;         // the same in German, where the page speaks another language
  std::string lead;            // one sentence of why or how
  std::string back;            // bottom start; "" for none. Node "page.back"
  Icon back_icon = Icon::back; // another where it does not lead back
  std::string primary;         // bottom end; "" for none. Node "page.primary"
  bool primary_enabled = true;
  bool primary_waits = false; // it may be used, but better not yet: looks as any other button
  Icon primary_icon = Icon::forward;
  std::string secondary; // a quiet action beside primary. Node "page.secondary"
  bool secondary_enabled = true;
  bool secondary_leads = false; // while primary waits: the better thing to do, looks as primary
  bool bars = true;             // false: the attract screen, no bars at all
  Band band = {};               // with bars only
};
// The top bar's nodes: bar.language, bar.listen, bar.display, bar.help, bar.stop.
struct PageEvents {
  // primary: touched; whether to go on is end_page's to say.
  bool back = false, primary = false, secondary = false;
  bool language = false, listen = false, display = false, help = false, stop = false;
  bool band = false, band_end = false;
};
// Between the two, widgets go into the scrolling body. Node "page.more" scrolls on.
PageEvents begin_page(Ui& ui, const PageSpec& spec);
// True: the primary button was used and nobody has missed anything. While something that must be
// seen lies below and has not been in view yet, the button says Labels::read_on and scrolls on to
// it; what appeared at the moment of the touch holds it up once.
bool end_page(Ui& ui);
// What was drawn at `part` must have been in view before the page is left. Notices (all but
// success) say it of themselves. `comes`: if it appears while the page stands, it comes into view.
void must_see(Ui& ui, std::string key, Rect part, bool comes = false);

// --- Reading ------------------------------------------------------------------------------------
void heading(Ui& ui, std::string_view id, std::string_view text); // a group's title
void paragraph(Ui& ui, std::string_view id, std::string_view text, bool quiet = false);
// German beside or below the display language; binding is set in German and left to right.
void paragraph_binding(Ui& ui, std::string_view id, std::string_view german);
// What somebody wrote, from its own side: `label` says who or what, the words are for nobody's ears
// but the visitor's.
void own_words(Ui& ui, std::string_view id, std::string_view label, std::string_view words);
void bullet_list(Ui& ui, std::string_view id, std::span<const std::string> items);
enum class Tone { info, success, warning, error };
// binding: what it says in German, where the page speaks another language. Node id + ".german".
// icon: a picture of what it is about, in place of the tone's own.
void notice(Ui& ui, std::string_view id, Tone tone, std::string_view title,
            std::string_view text = {}, std::string_view binding = {}, Icon icon = Icon::none);
// A pictogram, what it is, and its value: fee, duration.
void fact(Ui& ui, std::string_view id, Icon icon, std::string_view label, std::string_view value);
// Everything until end_card lies on one raised card.
void begin_card(Ui& ui, std::string_view id);
void end_card(Ui& ui);
void space(Ui& ui, float millimetres);
// A large number in groups, tabular ("2611 0425 0007").
void big_number(Ui& ui, std::string_view id, std::string_view label, std::string_view number);
struct QrMatrix {
  int size = 0;           // modules a side, without the quiet zone
  std::vector<bool> dark; // size*size, row by row
};
void qr_code(Ui& ui, std::string_view id, const QrMatrix& matrix, std::string_view alt,
             float side_mm = 50);
struct Step {
  enum class State { todo, doing, done, failed };
  std::string label;
  State state = State::todo;
};
void step_list(Ui& ui, std::string_view id, std::span<const Step> steps);
// A drawn residence card: where the CAN stands; how it lies on the reader.
enum class CardPicture { show_can, place_on_reader, reading, remove };
void card_picture(Ui& ui, std::string_view id, CardPicture picture, std::string_view alt,
                  float height_mm = 70);
void picture(Ui& ui, std::string_view id, Icon icon, std::string_view alt, float side_mm = 40);

// --- Acting -------------------------------------------------------------------------------------
enum class ButtonKind { primary, secondary, quiet, danger };
bool button(Ui& ui, std::string_view id, std::string_view label,
            ButtonKind kind = ButtonKind::secondary, Icon icon = Icon::none, bool enabled = true);
// Small buttons side by side, in as many rows as they need. Answers which was used.
struct RowButton {
  std::string id, label;
  Icon icon = Icon::none;
  bool enabled = true;
};
std::optional<std::size_t> button_row(Ui& ui, std::span<const RowButton> buttons);
// Tiles in a grid: begin, tile..., end. columns 0: as many as fit.
void begin_tiles(Ui& ui, int columns = 0);
bool tile(Ui& ui, std::string_view id, Icon icon, std::string_view label,
          std::string_view binding = {}, std::string_view note = {});
void end_tiles(Ui& ui);
struct LanguageItem {
  std::string tag, name; // "ar", its own name
  Direction direction = Direction::ltr;
  std::string greeting; // a word below it, in that language; may be empty
};
// Nodes id + "." + tag. Answers the index that was chosen.
std::optional<std::size_t> language_list(Ui& ui, std::string_view id,
                                         std::span<const LanguageItem> items,
                                         std::string_view current);
// The whole screen as one target below everything else (attract screen).
bool touch_anywhere(Ui& ui, std::string_view id, std::string_view label);

// --- Asking -------------------------------------------------------------------------------------
struct FieldText {
  std::string label;
  std::string binding; // the German label where the display language is another
  std::string help;
  std::string error;  // the same words as in the error summary; "" when fine
  std::string source; // "aus Ihrer Karte gelesen"
  bool optional = false;
  bool label_told = false; // the page's question says the same words: spoken here, not shown again
};
enum class Keyboard { text, name, any_script, digits, email, phone, amount };
struct TextOptions {
  Keyboard keyboard = Keyboard::text;
  std::size_t max_graphemes = 200;
  float width_mm = 0;  // 0: full width; narrow fields hint at a short answer
  int rows = 1;        // more: a text box with line breaks
  bool secret = false; // shown as dots, spoken as stars
  bool tabular = false;
  std::string placeholder; // says how to use it; never a value
  Icon icon = Icon::none;  // before the text
};
bool text_field(Ui& ui, std::string_view id, const FieldText& text, std::string& value,
                const TextOptions& options = {});
bool name_field(Ui& ui, std::string_view id, const FieldText& text, std::string& value,
                std::size_t max_graphemes = 100);
bool long_text(Ui& ui, std::string_view id, const FieldText& text, std::string& value,
               std::size_t max_graphemes = 1000);
bool integer_field(Ui& ui, std::string_view id, const FieldText& text,
                   std::optional<std::int64_t>& value, int max_digits = 6);
// German amounts: "1.234,56" is 123456.
bool money_field(Ui& ui, std::string_view id, const FieldText& text,
                 std::optional<std::int64_t>& cents);
// Digits as typed; parsing and checking is the form's. Nodes id + ".day" / ".month" / ".year".
struct DateParts {
  std::string day, month, year;
  bool operator==(const DateParts&) const = default;
};
bool date_field(Ui& ui, std::string_view id, const FieldText& text, DateParts& value);
struct Choice {
  std::string code, label, binding, help;
};
// Nodes id + "." + code.
bool choice_list(Ui& ui, std::string_view id, const FieldText& text,
                 std::span<const Choice> choices, std::string& code);
bool multi_choice(Ui& ui, std::string_view id, const FieldText& text,
                  std::span<const Choice> choices, std::vector<std::string>& codes);
enum class YesNo { unanswered, yes, no, unknown };
struct YesNoLabels {
  std::string yes, no, unknown; // unknown "": not offered
  std::string yes_binding, no_binding, unknown_binding;
};
// Nodes id + ".yes" / ".no" / ".unknown".
bool yes_no(Ui& ui, std::string_view id, const FieldText& text, const YesNoLabels& labels,
            YesNo& value);
// Search field id + ".search", options id + "." + code, the closed face id itself.
bool country_picker(Ui& ui, std::string_view id, const FieldText& text,
                    std::span<const Choice> countries, std::string& code);
bool acknowledgement(Ui& ui, std::string_view id, std::string_view text, std::string_view binding,
                     bool& accepted, bool invalid = false);
// A box that may be ticked and unticked; several of them stand close together.
bool tick_box(Ui& ui, std::string_view id, const Choice& text, bool& ticked);
// Millimetres from the pad's top left corner; one inner vector a stroke. Node id + ".clear".
using Strokes = std::vector<std::vector<Vec2>>;
bool signature_pad(Ui& ui, std::string_view id, const FieldText& text, Strokes& strokes);

// --- Documents ----------------------------------------------------------------------------------
// The page as it will be filed, as large as its whole height has room, never turned. `bars`: black
// ones over it, each in shares of the picture's width and height. `busy` is said across it while
// something happens to it; "" for nothing.
void scan_preview(Ui& ui, std::string_view id, const ImagePtr& image, std::string_view alt,
                  std::span<const Rect> bars = {}, std::string_view busy = {});
// To draw bars on: a finger that is drawn across it makes one more, told when it is lifted.
// below_mm: what stands beneath it and should be in sight with it.
struct BarDrawing { // of the bar that is being drawn
  std::optional<Vec2> from;
  Vec2 to;
};
std::optional<Rect> blacken_page(Ui& ui, std::string_view id, const ImagePtr& image,
                                 std::string_view alt, std::span<const Rect> bars,
                                 BarDrawing& drawing, float below_mm = 0);

// --- Checking -----------------------------------------------------------------------------------
struct ErrorItem {
  std::string field_id, text;
};
// A tap on an item moves to its field. Nodes id + ".0", id + ".1" ...
void error_summary(Ui& ui, std::string_view id, std::string_view title,
                   std::span<const ErrorItem> items);
struct SummaryRow {
  std::string label, binding, value, value_binding, source;
  std::string change; // "Ändern"; "" for none
  bool open = false;  // still missing: marked with words by `value`
};
// Node id + ".change"; true when it was tapped.
bool summary_row(Ui& ui, std::string_view id, const SummaryRow& row);
// One of several things of a kind, on a card: what it is, what it holds, what is missing in it.
struct EntryCard {
  std::string title, binding; // "Kind 1"
  std::string summary;        // "Amira Haddad, 03.04.2019"; may be empty
  std::string missing;        // in words; "" when it is complete
  std::string change, remove; // on its buttons
};
enum class EntryEvent { none, change, remove };
// Nodes id, id + ".change", id + ".remove".
EntryEvent entry_card(Ui& ui, std::string_view id, const EntryCard& card);

// --- How it looks and sounds ---------------------------------------------------------------------
// Each answers what was chosen in this frame. Names in the order of the enum; nodes id + ".large".
std::optional<TextSize> text_size_choice(Ui& ui, std::string_view id, std::string_view label,
                                         std::span<const std::string> names, TextSize now);
std::optional<ThemeName> theme_choice(Ui& ui, std::string_view id, std::string_view label,
                                      std::span<const std::string> names, ThemeName now);
struct StepperText {
  std::string label, less, more; // "Lautstärke", "leiser", "lauter"
};
// -1, 0 or 1: by how much of `steps` it was changed. Nodes id + ".less", id + ".more".
int stepper(Ui& ui, std::string_view id, const StepperText& text, int value, int steps);

// --- Over the page ------------------------------------------------------------------------------
struct DialogSpec {
  std::string title, text;
  Tone tone = Tone::info;
  int seconds = -1;                 // >= 0: a countdown with a big number
  std::string seconds_label;        // spoken and shown below the number
  std::vector<std::string> buttons; // the first is primary; nodes id + ".0", ".1" ...
  bool covers = false;              // nothing of the page is to be seen behind it
  Icon icon = Icon::none;           // none: the tone's own
  bool last_destroys =
      false; // the last one cannot be undone: it has a pictogram and danger's colour
};
// Between the two, widgets go into a panel that comes up from the lower edge; modal. Call them
// after end_page. end_sheet answers whether id + ".close" was tapped.
void begin_sheet(Ui& ui, std::string_view id, std::string_view title);
bool end_sheet(Ui& ui, std::string_view id, std::string_view close);

// Modal: nothing below it can be used. Call it after end_page. Answers the button tapped.
std::optional<std::size_t> dialog(Ui& ui, std::string_view id, const DialogSpec& spec);

} // namespace foyer::ui
