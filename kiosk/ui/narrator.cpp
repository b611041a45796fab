// SPDX-License-Identifier: EUPL-1.2
#include <ui/narrator.hpp>

#include <ui/ui.hpp>

#include <glib.h>

#include <algorithm>
#include <charconv>

namespace foyer::ui {

namespace {

// Seconds of a countdown that are told; in between it would only talk.
constexpr int told_seconds[] = {45, 30, 20, 10, 5};

bool static_text(const Node& node) {
  switch (node.role) {
  case Role::heading:
  case Role::text:
  case Role::notice:
  case Role::alert:
  case Role::image:
  case Role::progress:
  case Role::status: return !node.label.empty();
  default: return false;
  }
}

// Changes by itself while somebody waits.
bool tells_news(const Node& node) {
  return node.role == Role::alert || node.role == Role::notice || node.role == Role::status ||
         node.role == Role::progress || node.role == Role::slot;
}

bool answers(const Node& node) {
  return node.role == Role::radio || node.role == Role::checkbox || node.role == Role::option;
}

// These hold codes or the German words in `value`, which are not read out.
bool has_spoken_value(const Node& node) {
  switch (node.role) {
  case Role::field:
  case Role::list:
  case Role::text:
  case Role::notice:
  case Role::alert:
  case Role::slot:
  case Role::dialog:
  case Role::signature: return true;
  case Role::group: return node.rect.h > 1;
  case Role::status: return node.spelled; // digits as they come
  default: return false;
  }
}

int number(std::string_view text) {
  int value = -1;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::vector<std::string> letters(std::string_view text) {
  std::vector<std::string> out;
  for (const char* at = text.data(); at < text.data() + text.size();) {
    const char* next = g_utf8_next_char(at);
    std::string letter(at, next);
    // Marks belong to the letter before them.
    if (!out.empty() && g_unichar_ismark(g_utf8_get_char(at)))
      out.back() += letter;
    else
      out.push_back(std::move(letter));
    at = next;
  }
  return out;
}

std::string joined(std::initializer_list<std::string> parts) {
  std::string out;
  for (const std::string& part : parts)
    if (!part.empty()) {
      if (!out.empty())
        out += std::string_view(".!?:").find(out.back()) == std::string_view::npos ? ". " : " ";
      out += part;
    }
  return out;
}

} // namespace

std::string speakable(std::string_view text) {
  std::string out;
  for (const char* at = text.data(); at < text.data() + text.size();) {
    const char* next = g_utf8_next_char(at);
    const gunichar c = g_utf8_get_char(at);
    const bool silent = c == 0xB7 || c == 0xAD || c == 0x200E || c == 0x200F || c == 0x061C ||
                        (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    if (c == 0xA0 || c == 0x202F)
      out += ' ';
    else if (!silent)
      out.append(at, next);
    at = next;
  }
  return out;
}

std::string spelled(std::string_view text) {
  std::string out;
  for (const std::string& letter : letters(text)) {
    const gunichar c = g_utf8_get_char(letter.c_str());
    if (!g_unichar_isalnum(c) && c != '@' && c != '.' && c != '+')
      continue;
    out += (out.empty() ? "" : ", ") + letter;
  }
  return out;
}

// The frame as the narrator looks at it.
struct Narrator::View {
  View(const Ui& the_ui, bool the_privacy) : ui(the_ui), in_private(the_privacy) {
    for (const Node& node : ui.nodes()) {
      if (node.role == Role::page)
        page = &node;
      if (node.layer == Layer::dialog && node.role == Role::dialog)
        dialog = &node;
      if (node.id == ui.focused_id())
        focus = &node;
      if (node.id == ui.editing_id())
        editing = &node;
    }
  }
  [[nodiscard]] Phrase phrase(std::string_view text, const Node* of = nullptr) const {
    const bool foreign = of != nullptr && !of->language.empty() && of->language != ui.language();
    return {speakable(text), foreign ? of->language : ui.language()};
  }
  // The node whose id is this one's without its last part: "sex" of "sex.f".
  [[nodiscard]] const Node* group_of(const Node& node) const {
    const auto dot = node.id.rfind('.');
    if (dot == std::string::npos)
      return nullptr;
    const Node* group = ui.find(std::string_view(node.id).substr(0, dot));
    return group != nullptr && group->role == Role::group ? group : nullptr;
  }

  const Ui& ui;
  bool in_private;
  const Node *page = nullptr, *dialog = nullptr, *focus = nullptr, *editing = nullptr;
};

void Narrator::set_words(SpokenWords words) {
  words_ = std::move(words);
}

void Narrator::forget() {
  SpokenWords words = std::move(words_);
  const auto last_input = last_input_;
  *this = {};
  words_ = std::move(words);
  last_input_ = last_input;
}

std::string Narrator::value(const View& view, const Node& node) const {
  if (!has_spoken_value(node) || node.value.empty())
    return node.role == Role::field || node.role == Role::list ? words_.empty : std::string();
  if (node.role == Role::signature)
    return {};
  // What was typed hidden is told by its length alone, to anybody.
  if (node.value.find_first_not_of('*') == std::string::npos) {
    std::string stars;
    for (std::size_t i = 0; i < node.value.size(); ++i)
      stars += (i == 0 ? "" : ", ") + words_.star;
    return stars;
  }
  if (node.personal && !view.in_private)
    return words_.personal;
  return node.spelled ? spelled(node.value) : node.value;
}

std::vector<Phrase> Narrator::thing(const View& view, const Node& node,
                                    const std::string& came_from) const {
  std::vector<Phrase> phrases;
  const Node* group = view.group_of(node);
  const bool enters = group != nullptr && came_from.rfind(group->id + ".", 0) != 0;
  if (enters)
    phrases.push_back(view.phrase(joined({group->label, group->error, group->help}), group));

  std::string what, state, place;
  switch (node.role) {
  case Role::button:
  case Role::tile: what = words_.button; break;
  case Role::link: what = words_.link; break;
  case Role::field: what = words_.field; break;
  case Role::radio:
  case Role::option: what = words_.choice; break;
  case Role::checkbox: what = words_.checkbox; break;
  case Role::list: what = words_.list; break;
  default: break;
  }
  if (answers(node))
    state = node.state.checked ? words_.chosen : words_.not_chosen;
  if (!node.state.enabled)
    state = words_.unavailable;
  if (group != nullptr && answers(node) && words_.position) {
    int at = 0, of = 0;
    for (const Node& other : view.ui.nodes())
      if (other.role == node.role && view.group_of(other) == group) {
        ++of;
        if (other.id == node.id)
          at = of;
      }
    if (of > 1)
      place = words_.position(at, of);
  }
  const std::string error = group != nullptr ? std::string() : node.error;
  const std::string help = group != nullptr && !answers(node) ? std::string() : node.help;
  // Moving to a digit of a PIN must not give it away to the room.
  const bool hushed = node.role == Role::key && node.personal && !view.in_private;
  if (node.language.empty()) {
    phrases.push_back(view.phrase(joined(
        {hushed ? words_.star : node.label, value(view, node), state, what, place, error, help})));
  } else { // its words in its language, ours in ours
    phrases.push_back(view.phrase(node.label, &node));
    if (const auto rest = joined({value(view, node), state, what, place}); !rest.empty())
      phrases.push_back(view.phrase(rest));
    if (const auto rest = joined({error, help}); !rest.empty())
      phrases.push_back(view.phrase(rest, &node));
  }
  std::erase_if(phrases, [](const Phrase& phrase) { return phrase.text.empty(); });
  return phrases;
}

std::vector<Phrase> Narrator::page(const View& view) const {
  std::vector<Phrase> phrases;
  // The question first, then what stands before the first thing to do.
  const Node* question = view.ui.find("page.question");
  if (question != nullptr)
    phrases.push_back(view.phrase(question->label, question));
  for (const Node& node : view.ui.nodes()) {
    if (node.layer != Layer::page || node.fixed || &node == question)
      continue;
    if (node.focusable)
      break;
    if (static_text(node))
      for (auto& phrase : thing(view, node, {}))
        phrases.push_back(std::move(phrase));
  }
  return phrases;
}

std::vector<Phrase> Narrator::dialog(const View& view) const {
  auto phrases = thing(view, *view.dialog, {});
  for (const Node& node : view.ui.nodes())
    if (node.layer == Layer::dialog && node.focusable)
      for (auto& phrase : thing(view, node, {}))
        phrases.push_back(std::move(phrase));
  return phrases;
}

// What came or went in the field being typed in.
std::vector<Phrase> Narrator::typing(const View& view, const Node& node) const {
  const auto before = seen_.find(node.id);
  if (before == seen_.end() || before->second.value == node.value)
    return {};
  const auto was = letters(before->second.value), is = letters(node.value);
  const bool longer = is.size() > was.size();
  const auto &more = longer ? is : was, &less = longer ? was : is;
  const auto from = static_cast<std::size_t>(
      std::mismatch(less.begin(), less.end(), more.begin(), more.end()).first - less.begin());
  const std::size_t count = std::max<std::size_t>(1, more.size() - less.size());
  std::string heard;
  for (std::size_t i = from; i < std::min(from + count, more.size()); ++i) {
    const bool hidden = more[i] == "*" || (node.personal && !view.in_private);
    const std::string& letter = hidden ? words_.star : more[i] == " " ? words_.space : more[i];
    heard += (heard.empty() ? "" : ", ") + letter;
  }
  return {view.phrase(longer ? heard : joined({words_.deleted, heard}))};
}

// What changed by itself, or because of the last answer.
void Narrator::news(const View& view, std::vector<Phrase>& phrases) const {
  for (const Node& node : view.ui.nodes()) {
    const auto before = seen_.find(node.id);
    if (node.role == Role::timer && words_.seconds_left) {
      const int now = number(node.value);
      const int was = before == seen_.end() ? now + 1 : number(before->second.value);
      for (const int told : told_seconds)
        if (now <= told && was > told) {
          phrases.push_back(view.phrase(words_.seconds_left(now)));
          break;
        }
    }
    if (!tells_news(node) || (view.dialog != nullptr && node.layer != Layer::dialog))
      continue;
    if (before == seen_.end() || before->second.label != node.label ||
        before->second.value != node.value)
      for (auto& phrase : thing(view, node, {}))
        phrases.push_back(std::move(phrase));
  }
}

void Narrator::remember(const View& view) {
  seen_.clear();
  for (const Node& node : view.ui.nodes())
    seen_.insert_or_assign(node.id,
                           Seen{node.label, node.value, node.state.checked, node.state.enabled});
  page_ = view.page != nullptr ? view.page->value : std::string();
  dialog_ = view.dialog != nullptr ? view.dialog->id : std::string();
  focus_ = view.ui.focused_id();
  editing_ = view.ui.editing_id();
  last_input_ = view.ui.last_input();
}

Narration Narrator::follow(const Ui& ui, bool in_private) {
  const View view(ui, in_private);
  Narration said;
  const bool acted = ui.last_input() > last_input_;
  const bool new_page = view.page != nullptr && view.page->value != page_;
  const bool new_dialog = view.dialog != nullptr && view.dialog->id != dialog_;
  if (new_dialog) {
    said.phrases = dialog(view);
    said.interrupts = true;
  } else if (new_page && view.dialog == nullptr) {
    said.phrases = page(view);
    said.interrupts = true;
  } else {
    const auto before = view.focus == nullptr ? seen_.end() : seen_.find(view.focus->id);
    if (view.editing != nullptr && view.editing->id != editing_) {
      said.phrases = thing(view, *view.editing, view.editing->id);
      said.phrases.push_back(view.phrase(words_.keyboard));
    } else if (view.focus != nullptr && view.focus->id != focus_) {
      said.phrases = thing(view, *view.focus, focus_);
    } else if (view.focus != nullptr && before != seen_.end() && view.focus != view.editing &&
               before->second.checked != view.focus->state.checked && answers(*view.focus)) {
      said.phrases = {view.phrase(joined(
          {view.focus->label, view.focus->state.checked ? words_.chosen : words_.not_chosen}))};
    }
    if (view.editing != nullptr && view.editing->id == editing_)
      for (auto& phrase : typing(view, *view.editing))
        said.phrases.push_back(std::move(phrase));
    // Whoever acts does not wait for the end of a sentence (EN 301 549 5.1.3.5).
    said.interrupts = acted;
    news(view, said.phrases);
  }
  remember(view);
  return said;
}

Narration Narrator::repeat(const Ui& ui, bool in_private) {
  const View view(ui, in_private);
  Narration said;
  said.interrupts = true;
  if (view.focus != nullptr)
    said.phrases = thing(view, *view.focus, {});
  else if (view.dialog != nullptr)
    said.phrases = dialog(view);
  else
    said.phrases = page(view);
  return said;
}

} // namespace foyer::ui
