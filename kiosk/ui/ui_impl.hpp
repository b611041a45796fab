// SPDX-License-Identifier: EUPL-1.2
// What a Ui keeps between frames. Private to the ui room.
#pragma once

#include <ui/fitted.hpp>
#include <ui/ui.hpp>
#include <ui/widgets.hpp>

#include <chrono>
#include <map>
#include <unordered_map>
#include <unordered_set>

struct ImGuiContext;
struct ImDrawList;

namespace foyer::ui {

class Onlooker;

struct EditOp {
  enum class Kind { insert, backspace, del, left, right, home, end };
  Kind kind = Kind::insert;
  std::string text;
};

enum class Sheet { letters, digits, symbols, cyrillic, arabic }; // of the on-screen keyboard

struct Ui::Impl {
  ~Impl();

  struct Press {
    std::string id; // the target it went down in, "" for none
    Vec2 start, last;
    SteadyTime time;
    std::string scroll; // the scroll area it went down in
    float start_offset = 0;
    bool scrolling = false;
    bool cancelled = false;
    std::vector<std::pair<SteadyTime, float>> trail; // for the speed when it lets go
  };

  struct Scroll {
    float offset = 0, velocity = 0;
    float content = 0; // height of what is inside, from the last frame
    Rect viewport;
    Layer layer = Layer::page;
    bool seen = false;
    bool reveal_focus = false;
    std::size_t first_node = 0;       // of those inside, in this frame
    [[nodiscard]] float most() const; // the offset at its end
  };

  struct Column {
    Rect area;
    float y = 0, pending_gap = 0;
  };

  // --- settings
  UiOptions options;
  ScreenProfile profile;
  const Theme* theme = &ui::theme(ThemeName::light);
  TextSize text_size = TextSize::standard;
  std::string language = "de";
  bool rtl = false;
  Labels labels;
  bool motion = true;
  bool reading = false, blank = false, low_reach = false;
  Onlooker* onlooker = nullptr;

  // --- parts
  TextureStore textures;
  std::unique_ptr<TextEngine> text;
  ImGuiContext* context = nullptr;
  ImDrawList* list = nullptr;

  // --- this frame
  SteadyTime now{}, last_input{};
  std::optional<SteadyTime> wake;
  std::vector<Node> nodes, last_nodes;
  std::unordered_map<std::string_view, std::size_t> last_index; // keys live in last_nodes
  std::string activated; // the id that was used in this frame
  bool activated_by_key = false;
  std::vector<Key> commands;
  std::unordered_map<std::string, std::string> foreign; // label -> language
  std::vector<Vec2> trace;                              // where the first finger went in this frame
  bool trace_began = false;
  std::vector<Column> columns;
  std::vector<Rect> clips;
  std::vector<Layer> layers;
  bool fixed = false;
  std::optional<Layer> modal, last_modal;
  bool unsettled = false; // something was measured that the next frame must use
  int settling = 0;
  bool in_frame = false;

  // --- over frames
  InputQueue input;
  std::string page;
  std::map<std::int64_t, Press> presses;
  std::unordered_map<std::string, Scroll> scrolls;
  std::vector<std::string> scroll_stack;
  std::unordered_map<std::string, float> heights; // of cards and the like, from the last frame
  std::unordered_set<std::string> captures, last_captures; // ids that keep a moving finger
  std::string focus;
  bool focus_visible = false;

  // --- editing
  std::string editing;
  bool editing_seen = false;
  Keyboard keyboard = Keyboard::text;
  bool edit_multiline = false;
  std::string edit_label;
  std::vector<EditOp> edit_ops;
  std::size_t caret = 0;
  bool caret_to_end = false;
  std::string before_caret; // the grapheme before the caret, for capitals at word starts
  Vec2 last_tap;
  std::unordered_map<std::string, std::string> drafts; // typed text of numbers, by field
  std::unordered_map<std::string, bool> open;          // unfolded country pickers
  Sheet sheet = Sheet::letters;
  bool shift = false, accents = false;
  std::string accent_base;   // the letter whose panel is open
  float keyboard_height = 0; // pixels it takes in this frame

  // --- pictures
  struct IconKey {
    Icon icon;
    int w, h;
    bool mirrored, lines_only;
    auto operator<=>(const IconKey&) const = default;
  };
  std::map<IconKey, TextureId> icons;
  struct CachedImage {
    std::weak_ptr<const Image> image;
    int w, h;
    TextureId texture;
  };
  std::vector<CachedImage> images;
  std::map<std::pair<int, int>, TextureId> shadows; // by radius and blur
  std::map<std::pair<int, bool>, TextureId> fades;  // by height, and whether downwards

  // --- page
  bool page_split = false; // landscape: question beside answer
  Rect page_body, page_bottom;
  bool page_bars = false;
  Rect page_strip;
  PageSpec page_back; // what the bottom bar of this frame shows
  Rect sheet_panel;   // of the sheet being drawn
  struct Tiles {
    int columns = 2;
    int index = 0;
    Rect row{};
    float height = 0, tallest = 0; // of every tile: known from the last frame, measured in this one
    std::string key;
  } tiles;
  struct Card {
    std::string id;
    bool row_above = false; // a summary row stands above
  };
  std::vector<Card> cards;
  // What must have been in view before the page is left.
  struct Sight {
    std::string key;
    Rect part;
    bool comes;
  };
  std::vector<Sight> sights;
  std::unordered_map<std::string, bool> last_sights; // of the last frame: was it in view?
  std::unordered_set<std::string> seen;
  std::string summoned;        // the one that is coming into view
  std::string sights_language; // of the last frame; "" when the page is new

  [[nodiscard]] const Node* hit(Vec2 at) const;
  [[nodiscard]] std::string scroll_at(Vec2 at) const;
  void take_input();
  void on_down(const InputEvent& e);
  void on_move(const InputEvent& e);
  void on_up(const InputEvent& e);
  void on_key(const InputEvent& e);
  void on_text(const InputEvent& e);
  void activate(const Node& node, bool by_key);
  void move_focus(int step);
  [[nodiscard]] std::vector<const Node*> focus_ring() const;
  bool move_on_keyboard(Key key);
  void set_focus(std::string id, bool visible);
  void start_editing(const std::string& id);
  void stop_editing();
  void forget_sights();
  void coast();
  void wake_in(std::chrono::milliseconds delay);
  [[nodiscard]] Layer layer() const { return layers.empty() ? Layer::page : layers.back(); }
  [[nodiscard]] Rect clip() const;
};

// Judges what must be seen, after the body was drawn with this offset; scrolls to what comes.
struct Sights {
  bool held = false;    // something was not seen yet
  bool below = false;   // and lies below
  float last_below = 0; // the lower edge of the lowest of them
};
Sights look_at_sights(Ui& ui, float drawn_offset);
// Draws the on-screen keyboard into its place when a field is being edited.
float keyboard_height(Ui& ui);
void draw_keyboard(Ui& ui, Rect area);
void draw_accent_panel(Ui& ui, Rect keyboard);

// Shared by the widgets of this room.
// Text of a person, or German, on a page of the other direction: its own direction, same side.
TextStyle own_direction(const Ui& ui, TextStyle style, std::string_view text);
// Draws a layout so that its box fills `r` horizontally.
void text_at(Ui& ui, const LayoutPtr& layout, Rect r, float top, Color color);
// Label, binding label and help above a field; error and source below it.
void field_head(Ui& ui, std::string_view id, const FieldText& text);
void field_foot(Ui& ui, std::string_view id, const FieldText& text);
// The ground, outline and ring of something that can be pressed; answers where its face lies.
struct Face {
  Color ground, outline_color;
  float outline_mm = size::outline;
  bool raised = true;
  bool twice = false; // a second outline inside of the first: what it does cannot be undone
};
Color pressed_ground(const Ui& ui, Color ground);
Rect draw_face(Ui& ui, Rect r, const Face& face, const Reaction& reaction);
// A radio row of the full width, as in a choice list.
bool option_row(Ui& ui, const std::string& id, std::string_view label, std::string_view binding,
                bool selected);
// Where `query` begins in `text`, ignoring case and marks; npos when it does not occur.
std::size_t find_folded(std::string_view text, std::string_view query);
// DIN 91379 letters by the key they hang on: "c" -> č, ć, ç ... in one case each.
struct Accents {
  std::string_view base;
  std::vector<std::string_view> lower, upper;
};
const Accents* accents_of(std::string_view lower_base);
// Pixels of a pictogram beside words: it grows with them.
float icon_px(const Ui& ui, float millimetres);
float text_width_limit(const Ui& ui, const TextStyle& style); // at most 60 characters
// German below what it means: several lines start at the left, also where the page reads from the
// right, and stay together at its side. At most as wide as text is well read.
LayoutPtr german_block(Ui& ui, std::string_view german, float cap_mm, float width);

} // namespace foyer::ui
