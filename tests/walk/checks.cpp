// SPDX-License-Identifier: EUPL-1.2
#include "checks.hpp"

#include "words.hpp"

#include <algorithm>
#include <cmath>
#include <set>

namespace foyer::walk {

using ui::Layer;
using ui::Node;
using ui::Rect;
using ui::Role;

namespace {

// Of a long text enough to find it again.
std::string shortened(const std::string& text) {
  constexpr std::size_t most = 60;
  if (text.size() <= most)
    return text;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0u) == 0x80u)
    --end;
  return text.substr(0, end) + "\u2026";
}

std::string place_of(Rect r) {
  const auto n = [](float v) { return std::to_string(std::lround(v)); };
  return n(r.x) + "," + n(r.y) + " " + n(r.w) + "x" + n(r.h);
}

// What lies under a modal layer is not looked at: nobody can use it now.
Layer lowest_in_use(const ui::Ui& ui) {
  for (const auto& node : ui.nodes())
    if (node.layer == Layer::dialog)
      return Layer::dialog;
  return Layer::page;
}

bool inside(Rect inner, Rect outer, float tolerance) {
  return inner.x >= outer.x - tolerance && inner.y >= outer.y - tolerance &&
         inner.right() <= outer.right() + tolerance && inner.bottom() <= outer.bottom() + tolerance;
}

// Takes taps so that nothing below gets them; is no target of its own.
bool is_ground(const ui::Ui& ui, const Node& node) {
  return node.role == Role::group || node.rect == ui.screen();
}

// The text a field holds may be longer than the field: it scrolls with the caret.
bool is_typed(const ui::Ui& ui, const DrawnText& text) {
  for (const auto& node : ui.nodes()) {
    if (node.role != Role::field || node.layer != text.place.layer ||
        !inside(text.place.clip, node.rect, 0.5f) || text.place.clip.empty())
      continue;
    const bool dots = text.text.find_first_not_of("\u2022") == std::string::npos;
    return text.text == node.value || dots;
  }
  return false;
}

// What a person said or is called: long words in it may break.
bool is_personal(const ui::Ui& ui, std::string_view text) {
  return std::any_of(ui.nodes().begin(), ui.nodes().end(), [&](const Node& node) {
    return node.personal && !node.value.empty() && node.value.find(text) != std::string::npos;
  });
}

// The first word that is wider than the room for its lines, so that it had to be torn apart.
std::string broken_word(ui::Ui& ui, const DrawnText& text) {
  if (text.max_width <= 0 || text.layout->lines.size() < 2)
    return {};
  auto style = text.style;
  style.max_lines = 0;
  constexpr std::string_view ends[] = {" ", "\n", "-", "/", "\u00ad", "\u2013", "\u200b"};
  const std::string_view all = text.text;
  for (std::size_t at = 0; at < all.size();) {
    std::size_t end = all.size(), next = all.size();
    for (const auto& mark : ends)
      if (const auto found = all.find(mark, at); found < end)
        end = found, next = found + mark.size();
    const auto word = all.substr(at, end - at);
    at = next;
    // A letter is at least a byte and hardly wider than the type is high.
    if (static_cast<float>(word.size()) * style.em_px < text.max_width)
      continue;
    if (ui.text().layout(word, style)->width > text.max_width + 1)
      return std::string(word);
  }
  return {};
}

// A fade was drawn over this part of the text: over what scrolls in the same area, not over what
// lies above it.
bool fades(const Watcher& seen, const DrawnText& text, Rect part, float overhang = 0) {
  return std::any_of(seen.fading.begin(), seen.fading.end(), [&](const auto& fade) {
    const Rect shared = fade.part.intersect(part);
    return fade.place.layer == text.place.layer && fade.place.fixed == text.place.fixed &&
           inside(text.place.clip, fade.place.clip, 0.5f) && shared.w > 0 && shared.h > overhang;
  });
}

float distance(Rect a, Rect b) {
  const float dx = std::max({0.f, b.x - a.right(), a.x - b.right()});
  const float dy = std::max({0.f, b.y - a.bottom(), a.y - b.bottom()});
  return std::hypot(dx, dy);
}

} // namespace

void Judge::find(Fault fault, std::string where, std::string what) {
  for (const auto& known : findings_)
    if (known.fault == fault && known.where == where && known.what == what)
      return;
  findings_.push_back({fault, std::move(where), std::move(what)});
}

void Judge::look(ui::Ui& ui, const Watcher& seen, const ui::Canvas* canvas) {
  look_at_texts(ui, seen);
  look_at_boxes(ui, seen);
  look_at_targets(ui);
  look_at_labels(ui);
  if (pseudo_)
    look_at_words(ui, seen);
  if (canvas != nullptr)
    look_at_colours(ui, seen, *canvas);
  remember_what_is_whole(ui, seen);
}

void Judge::look_at_dress(ui::Ui& ui, const Watcher& seen, const ui::Canvas* canvas,
                          const std::vector<DrawnText>& before) {
  for (std::size_t i = 0; i < std::max(before.size(), seen.texts.size()); ++i) {
    if (i >= before.size() || i >= seen.texts.size() || before[i].text != seen.texts[i].text)
      return find(Fault::cut, i < before.size() ? shortened(before[i].text) : "(more texts)",
                  "lies elsewhere in another theme");
    if (before[i].style.weight != seen.texts[i].style.weight)
      return look(ui, seen, canvas); // of a choice of themes the chosen one is bold: another page
    if (before[i].ink != seen.texts[i].ink)
      return find(Fault::cut, shortened(before[i].text), "lies elsewhere in another theme");
  }
  if (canvas != nullptr)
    look_at_colours(ui, seen, *canvas);
}

std::vector<Finding> Judge::verdict() {
  for (const auto& [what, whole] : whole_)
    if (!whole)
      find(Fault::cut, what.substr(what.find('|') + 1), "cannot be seen whole anywhere");
  return std::move(findings_);
}

void Judge::look_at_texts(ui::Ui& ui, const Watcher& seen) {
  const auto lowest = lowest_in_use(ui);
  const Rect screen = ui.screen();
  for (const auto& text : seen.texts) {
    if (text.place.layer < lowest)
      continue;
    const auto where = shortened(text.text);
    if (text.layout->truncated)
      find(Fault::cut, where, "ends in dots");
    if (text.layout->unknown_glyphs > 0)
      find(Fault::glyph, where,
           std::to_string(text.layout->unknown_glyphs) + " letters no font has");
    if (text.ink.empty() || is_typed(ui, text))
      continue;
    if (const auto word = broken_word(ui, text); !word.empty() && !is_personal(ui, text.text))
      find(Fault::cut, where, "breaks the word " + shortened(word));
    if (text.place.clip.empty())
      continue; // scrolled away
    if (text.ink.x < screen.x || text.ink.right() > screen.right())
      find(Fault::cut, where, "runs out of the panel");
    else if (text.ink.x < text.place.clip.x - 0.5f ||
             text.ink.right() > text.place.clip.right() + 0.5f)
      find(Fault::cut, where, "is cut at a side");
  }
}

void Judge::look_at_boxes(const ui::Ui& ui, const Watcher& seen) {
  const auto lowest = lowest_in_use(ui);
  const auto& texts = seen.texts;
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto& one = texts[i];
    if (one.place.layer < lowest || one.ink.empty())
      continue;
    const auto where = shortened(one.text);
    // The smallest thing its middle lies in must hold it whole.
    const Node* holder = nullptr;
    for (const auto& node : ui.nodes()) {
      if (!one.place.clip.contains(one.ink.centre()))
        break; // scrolled away, perhaps under a bar
      if (node.layer != one.place.layer || node.rect.h <= 1 || node.rect == ui.screen() ||
          !node.visible.contains(one.ink.centre()))
        continue;
      if (holder == nullptr || node.rect.w * node.rect.h < holder->rect.w * holder->rect.h)
        holder = &node;
    }
    if (is_typed(ui, one))
      continue;
    const float overhang = std::max(2.f, one.style.em_px * 0.12f); // an accent, a tail
    // What is only read has no edge; Arabic marks stand far above and below their line.
    const float high = holder != nullptr && holder->target ? overhang : one.style.em_px * 0.35f;
    if (holder != nullptr && !inside(one.ink.inset(0, high - overhang), holder->rect, overhang))
      find(Fault::cut, where,
           "does not fit into " + holder->id + " (" + place_of(one.ink) + " in " +
               place_of(holder->rect) + ")");
    for (const auto& node : ui.nodes()) {
      if (&node == holder || node.layer != one.place.layer || !node.target || is_ground(ui, node))
        continue;
      const Rect shared = one.ink.intersect(one.place.clip).intersect(node.visible);
      if (shared.w > overhang && shared.h > overhang && !inside(one.ink, node.rect, overhang))
        find(Fault::overlap, where, "runs into " + node.id);
    }
    for (std::size_t j = i + 1; j < texts.size(); ++j) {
      const auto& other = texts[j];
      if (other.place.layer != one.place.layer || one.ink.intersect(other.ink).empty())
        continue;
      const float allowed = std::max(2.f, std::min(one.style.em_px, other.style.em_px) * 0.16f);
      for (const Rect& a : one.lines)
        for (const Rect& b : other.lines) {
          const Rect shared = a.intersect(one.place.clip).intersect(b.intersect(other.place.clip));
          if (shared.w > 2 && shared.h > allowed)
            find(Fault::overlap, where, "lies over: " + shortened(other.text));
        }
    }
    for (const auto& picture : seen.pictures) {
      if (picture.place.layer != one.place.layer)
        continue;
      const Rect body = picture.box.inset(picture.box.w * 0.12f, picture.box.h * 0.12f)
                            .intersect(picture.place.clip);
      for (const Rect& line : one.lines) {
        const Rect shared = line.intersect(one.place.clip).intersect(body);
        if (shared.w > 2 && shared.h > 2)
          find(Fault::overlap, where, "lies over a picture at " + place_of(picture.box));
      }
    }
  }
}

void Judge::look_at_targets(const ui::Ui& ui) {
  const auto lowest = lowest_in_use(ui);
  const float least = ui.mm(ui::size::least_target) - 1, apart = ui.mm(ui::size::least_apart) - 1;
  const auto& nodes = ui.nodes();
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const auto& node = nodes[i];
    if (!node.target || node.layer < lowest || is_ground(ui, node))
      continue;
    if (node.rect.w < least || node.rect.h < least)
      find(Fault::too_small, node.id, "is " + place_of(node.rect));
    if (node.rect.x < -1 || node.rect.right() > ui.screen().right() + 1)
      find(Fault::cut, node.id, "sticks out at a side");
    if (node.visible.empty())
      continue;
    for (std::size_t j = i + 1; j < nodes.size(); ++j) {
      const auto& other = nodes[j];
      if (!other.target || other.layer != node.layer || other.visible.empty() ||
          is_ground(ui, other))
        continue;
      const Rect shared = node.visible.intersect(other.visible);
      if (shared.w > 0.5f && shared.h > 0.5f)
        find(Fault::overlap, node.id, "lies over " + other.id);
      else if (distance(node.visible, other.visible) < apart)
        find(Fault::too_small, node.id, "is nearer than 2.54 mm to " + other.id);
    }
  }
}

void Judge::look_at_labels(const ui::Ui& ui) {
  std::set<std::string_view> ids;
  for (const auto& node : ui.nodes()) {
    if (!ids.insert(node.id).second)
      find(Fault::unspoken, node.id, "the name is used twice");
    if (node.label.empty() && (node.target || node.role != Role::group))
      find(Fault::unspoken, node.id, std::string(ui::role_name(node.role)) + " without a label");
    if (node.label.starts_with('[') && node.label.ends_with(']') && !node.label.starts_with("[!!"))
      find(Fault::unspoken, node.id, "text is missing: " + node.label);
    // A signature is a movement of the hand, and nowhere required; what a finger draws on a picture
    // of a page, buttons beside it do as well.
    if (node.target && !node.focusable && node.state.enabled && !is_ground(ui, node) &&
        node.role != Role::signature && node.role != Role::image)
      find(Fault::unspoken, node.id, "can be touched and not reached by keys");
    if (node.focusable && !node.target)
      find(Fault::unspoken, node.id, "can be reached and not used");
  }
}

constexpr int letters_on_a_key = 4; // "\u00e1\u010d\u00df" on the key for them

void Judge::look_at_words(const ui::Ui& ui, const Watcher& seen) {
  const auto lowest = lowest_in_use(ui);
  std::vector<std::string_view> said; // by people or the office, not by us
  for (const auto& node : ui.nodes())
    if (node.personal || node.spelled || node.role == Role::field || node.role == Role::option ||
        !node.language.empty())
      said.insert(said.end(), {node.label, node.value});
  const auto known = [&](std::string_view text) {
    return std::any_of(said.begin(), said.end(), [&](std::string_view value) {
      return !value.empty() && value.find(text) != std::string_view::npos;
    });
  };
  for (const auto& text : seen.texts) {
    const bool letters = text.place.layer == Layer::keyboard || text.place.layer == Layer::popup;
    if (text.place.layer >= lowest && text.style.language == pseudo_language &&
        has_own_words(text.text, letters ? letters_on_a_key : 2) && !known(text.text))
      find(Fault::hard_coded, shortened(text.text), "is not taken from the catalogue");
  }
  for (const auto& node : ui.nodes()) {
    // Options are countries and languages, by ICU's names; a page's label may be its id.
    if (node.layer < lowest || node.role == Role::page || node.role == Role::option ||
        !node.language.empty() || node.personal)
      continue;
    if (has_own_words(node.label, node.role == Role::key ? letters_on_a_key : 2))
      find(Fault::hard_coded, node.id, "is spoken as: " + shortened(node.label));
  }
}

namespace {

ui::Color color_of(std::uint32_t pixel) {
  return ui::Color::rgb(pixel & 0xffffffu);
}

// The colour most of a line's box has: what its letters stand on.
ui::Color ground_of(const ui::Canvas& canvas, Rect box) {
  const int x0 = static_cast<int>(box.x), y0 = static_cast<int>(box.y);
  const int x1 = static_cast<int>(box.right()), y1 = static_cast<int>(box.bottom());
  const int across = std::max(1, (x1 - x0) / 64), down = std::max(1, (y1 - y0) / 16);
  std::vector<std::uint32_t> sample;
  for (int y = y0; y < y1; y += down)
    for (int x = x0; x < x1; x += across)
      sample.push_back(canvas.pixels()[static_cast<std::size_t>(y * canvas.width() + x)]);
  // Nearly always one colour has more than half: then the middle one is it.
  const auto middle = sample.begin() + static_cast<std::ptrdiff_t>(sample.size() / 2);
  std::nth_element(sample.begin(), middle, sample.end());
  if (!sample.empty() && std::count(sample.begin(), sample.end(), *middle) > std::ssize(sample) / 2)
    return color_of(*middle);
  std::sort(sample.begin(), sample.end());
  std::uint32_t best = 0;
  std::ptrdiff_t most = 0;
  for (auto at = sample.begin(); at != sample.end();) {
    const auto end = std::upper_bound(at, sample.end(), *at);
    if (end - at > most)
      most = end - at, best = *at;
    at = end;
  }
  return color_of(best);
}

// Some pixel of the box has about this colour.
bool shows(const ui::Canvas& canvas, Rect box, ui::Color color) {
  const auto off = [](std::uint8_t a, std::uint8_t b) { return std::abs(int{a} - int{b}); };
  for (int y = static_cast<int>(box.y); y < static_cast<int>(box.bottom()); ++y)
    for (int x = static_cast<int>(box.x); x < static_cast<int>(box.right()); ++x) {
      const auto p = color_of(canvas.pixels()[static_cast<std::size_t>(y * canvas.width() + x)]);
      if (off(p.r, color.r) + off(p.g, color.g) + off(p.b, color.b) < 120)
        return true;
    }
  return false;
}

double wanted_contrast(const ui::Theme& theme, ui::Color front, ui::Color back) {
  double wanted = theme.high_contrast ? 20 : 10;
  for (const auto& pair : ui::contrast_table(theme))
    if (pair.front == front && pair.back == back && pair.at_least > 3) // 3:1 is for shapes
      wanted = std::min(wanted, pair.at_least);
  return wanted;
}

} // namespace

Rect Judge::around(const DrawnText& text, const Rect& box) {
  return box.inset(-std::round(text.style.em_px * 0.2f)).intersect(text.place.clip);
}

void Judge::look_at_colours(const ui::Ui& ui, const Watcher& seen, const ui::Canvas& canvas) {
  auto lowest = lowest_in_use(ui);
  for (const auto& node : ui.nodes()) // the panel of letters lies on the keyboard
    if (node.layer == Layer::popup && lowest < Layer::popup)
      lowest = Layer::popup;
  for (const auto& text : seen.texts) {
    if (text.place.layer < lowest)
      continue;
    for (const Rect& line : text.lines) {
      const Rect box = line.intersect(text.place.clip).intersect(ui.screen());
      if (box.w < 3 || box.h < line.h * 0.6f)
        continue; // too little of it shows to be judged
      if (fades(seen, text, box))
        continue;
      const auto ground = ground_of(canvas, around(text, box).intersect(ui.screen()));
      const double has = ui::contrast(text.color, ground);
      const double wanted = wanted_contrast(ui.theme(), text.color, ground);
      if (has < wanted)
        find(Fault::contrast, shortened(text.text),
             std::to_string(has).substr(0, 4) + ":1, not " + std::to_string(wanted).substr(0, 4));
      else if (!shows(canvas, box, text.color))
        find(Fault::contrast, shortened(text.text), "is covered by something");
    }
  }
}

// The same thing has the same words, the same left edge and the same turn at every scroll offset.
void Judge::remember_what_is_whole(const ui::Ui& ui, const Watcher& seen) {
  const auto lowest = lowest_in_use(ui);
  // While somebody types, the keyboard takes the room: then the field has to be seen, and its keys.
  const bool typing = !ui.editing_id().empty();
  std::map<std::string, int> turns;
  for (const auto& text : seen.texts) {
    if (text.place.layer < lowest || text.ink.empty() ||
        (typing && text.place.layer == Layer::page && !text.place.fixed))
      continue;
    // A long text may be read in two places; each of its lines is whole in one.
    for (std::size_t i = 0; i < text.lines.size(); ++i) {
      const Rect& line = text.lines[i];
      auto key = text.text + "@" + std::to_string(std::lround(line.x)) + "/" + std::to_string(i);
      key = std::to_string(turns[key]++) + key + "|" + shortened(text.text);
      const Rect shown = line.intersect(text.place.clip).intersect(ui.screen());
      const float overhang = std::max(2.f, text.style.em_px * 0.12f); // an accent, a tail
      whole_[key] |=
          (inside(line, shown, 1.5f) && !fades(seen, text, line, overhang)) || is_typed(ui, text);
    }
  }
  for (const auto& node : ui.nodes())
    if (node.layer >= lowest && node.target && !is_ground(ui, node) &&
        (!typing || node.layer != Layer::page || node.fixed || node.state.editing))
      whole_["node|" + node.id] |=
          node.visible == node.rect || (node.state.editing && !node.visible.empty()) ||
          (node.rect.h > ui.screen().h * 0.4f && !node.visible.empty()); // higher than its window
}

} // namespace foyer::walk
