// SPDX-License-Identifier: EUPL-1.2
// Ui: one frame after another. A screen is a function `void draw(Ui&, ...)` that calls widgets
// (ui/widgets.hpp) between begin_frame and end_frame; the widgets draw, record their meaning and
// answer whether they were used. Application values are passed in and out; what the Ui keeps is
// only what belongs to the glass: scroll offsets, carets, presses, focus.
//
// The loop of an application:
//   while (window->wait(ui.input(), ui.wake_time(), clock)) {
//     do { take mailboxes; ui.begin_frame(clock.steady()); screen.draw(ui); ui.end_frame(); }
//     while (ui.wants_frame());
//     window->present(ui);
//   }
#pragma once

#include <base/clock.hpp>
#include <base/result.hpp>
#include <ui/geometry.hpp>
#include <ui/icons.hpp>
#include <ui/input.hpp>
#include <ui/semantics.hpp>
#include <ui/text.hpp>
#include <ui/texture.hpp>
#include <ui/theme.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

struct ImDrawData;

namespace foyer::ui {

struct UiOptions {
  ScreenProfile profile;
  std::filesystem::path fonts_conf; // assets/fonts.conf
};

// The few words widgets need of their own, in the display language. Empty ones leave their
// element out where that makes sense (a bar slot) or speak by pictogram only.
struct Labels {
  // Top bar. language is the current language by its own name.
  std::string language, listen, display, help, stop;
  std::string more_below, more_above;
  std::string read_on; // the primary button while something below was not seen yet
  std::string day, month, year;
  std::string optional_hint;            // "(optional)" behind a label
  std::string search, no_match, change; // country picker; search also stands in the empty field
  std::string clear;                    // signature pad
  // On-screen keyboard.
  std::string keyboard, space, backspace, shift, digits, letters, accents, done;
};

// What a target answers in this frame.
struct Reaction {
  bool activated = false; // touched down and up inside, or Enter/Space with the focus
  bool pressed = false;   // held down now
  bool focused = false;
  bool focus_visible = false; // draw the ring: keys are in use
};

class Ui {
 public:
  static Result<std::unique_ptr<Ui>> open(const UiOptions& options);
  ~Ui();
  Ui(const Ui&) = delete;
  Ui& operator=(const Ui&) = delete;

  // --- Settings; they hold from the next frame on ---------------------------------------------
  void set_profile(const ScreenProfile& profile);
  void set_theme(ThemeName name);
  void set_text_size(TextSize size);
  void set_language(std::string tag, Direction direction); // "ar", rtl
  void set_labels(Labels labels);
  void set_motion(bool on);
  // A dark screen: nothing of the frame is seen, and a touch only asks for the picture back
  // (Key::blank among the commands).
  void set_blank(bool on);
  // On a tall panel everything that can be operated lies in its lower half (EN 301 549 8.3.2).
  void set_low_reach(bool on);
  // Somebody listens: the focus also visits what can only be read.
  void set_reading(bool on);
  [[nodiscard]] const ScreenProfile& profile() const;
  [[nodiscard]] const Theme& theme() const;
  [[nodiscard]] TextSize text_size() const;
  [[nodiscard]] const std::string& language() const;
  [[nodiscard]] bool rtl() const;
  [[nodiscard]] const Labels& labels() const;
  [[nodiscard]] bool motion() const;
  [[nodiscard]] bool reading() const;
  [[nodiscard]] bool low_reach() const; // false on a flat panel, which lies low by itself

  // --- Frames ---------------------------------------------------------------------------------
  InputQueue& input();
  void begin_frame(SteadyTime now);
  void end_frame();
  // Another frame is due at once: input waits, or the layout has not settled.
  [[nodiscard]] bool wants_frame() const;
  // When the next frame is due by itself (motion, a key held down, wake_at); none: never.
  [[nodiscard]] std::optional<SteadyTime> wake_time() const;
  // Asks for a frame at that time (a screen with a countdown); holds for this frame only.
  void wake_at(SteadyTime time);
  [[nodiscard]] SteadyTime now() const;
  // The last touch or key: for the visit's idle timer.
  [[nodiscard]] SteadyTime last_input() const;
  // Forgets carets, scroll offsets, presses, focus, cached texts and pictures: a visit is over.
  void wipe();

  // --- Meaning --------------------------------------------------------------------------------
  // Of the last ended frame.
  [[nodiscard]] const std::vector<Node>& nodes() const;
  [[nodiscard]] const Node* find(std::string_view id) const;
  [[nodiscard]] const std::string& page_id() const;
  // Of the frame that has begun: keys that mean something to the application (Key::listen to help).
  [[nodiscard]] const std::vector<Key>& commands() const;
  // From here to the end of the frame nodes with this label are in `language` (Node::language).
  void foreign(std::string label, std::string language);
  // Moves the focus to a field and scrolls it into view (an error summary's jump).
  void focus(std::string_view id);
  [[nodiscard]] const std::string& focused_id() const;
  // The field the on-screen keyboard writes into; "" when it is put away.
  [[nodiscard]] const std::string& editing_id() const;
  void stop_editing();

  // --- For widgets: sizes and places ----------------------------------------------------------
  [[nodiscard]] float mm(float millimetres) const; // to whole pixels
  [[nodiscard]] Rect screen() const;
  // The current column. place() takes `height` pixels of it, full width, and moves on.
  [[nodiscard]] Rect column() const; // x, width, and y where the next thing goes; h is 0
  Rect place(float height_px);
  void gap(float millimetres);    // at least so far from what stands above
  void attach(float millimetres); // just so far: it belongs to what stands above
  // A column in a column; pop returns the height that was used.
  void push_column(Rect area);
  float pop_column();
  // Where `r`, computed for left-to-right inside `within`, lies in this language.
  [[nodiscard]] Rect mirrored(Rect r, Rect within) const;

  // --- For widgets: text and drawing (pixels) -------------------------------------------------
  [[nodiscard]] TextStyle style(float cap_mm, Weight weight = Weight::regular,
                                Align align = Align::start) const;
  // The same for a text of another language.
  [[nodiscard]] TextStyle style_of(float cap_mm, std::string language, Direction direction,
                                   Weight weight = Weight::regular,
                                   Align align = Align::start) const;
  // The same for binding German text on a page in another language: at the page's side.
  [[nodiscard]] TextStyle german_style(float cap_mm, Weight weight = Weight::regular,
                                       Align align = Align::start) const;
  LayoutPtr layout(std::string_view text, const TextStyle& style, float max_width = 0);
  TextEngine& text();
  void draw_text(const TextLayout& layout, Vec2 top_left, Color color);
  void fill(Rect r, Color color, float radius_px = 0);
  void outline(Rect r, Color color, float width_px, float radius_px = 0);
  void shadow(Rect r, float radius_px);
  void line(Vec2 from, Vec2 to, Color color, float width_px);
  void circle(Vec2 centre, float radius_px, Color color);
  void ring(Vec2 centre, float radius_px, Color color, float width_px);
  void polyline(const std::vector<Vec2>& points, Color color, float width_px);
  void icon(Icon icon, Rect box, Color color);
  // Fitted into the box, centred; returns where it lies.
  Rect image(const ImagePtr& image, Rect box);
  void focus_ring(Rect r, float radius_px);
  // From nothing to the colour, downwards or upwards: what lies there goes on beyond the edge.
  void fade(Rect r, Color color, bool downwards);
  void push_clip(Rect r);
  void pop_clip();

  // --- For widgets: meaning and touch ---------------------------------------------------------
  // Records a node; returns its index for later changes in this frame.
  std::size_t record(Node node);
  Node& node(std::size_t index);
  // Records a node that can be used, and says whether it was.
  Reaction touch(Node node);
  void begin_page(std::string_view id); // a new id cancels presses, focus, editing and scrolling
  void push_layer(Layer layer, bool modal);
  void pop_layer();
  void set_fixed(bool fixed);

  struct Impl;
  [[nodiscard]] Impl& impl() { return *impl_; } // for this room's own sources
  [[nodiscard]] const ImDrawData* draw_data() const;
  [[nodiscard]] const TextureStore& textures() const;

 private:
  Ui();
  std::unique_ptr<Impl> impl_;
};

} // namespace foyer::ui
