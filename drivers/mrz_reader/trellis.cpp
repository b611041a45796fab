// SPDX-License-Identifier: EUPL-1.2
#include "trellis.hpp"

#include <algorithm>
#include <optional>

namespace foyer::mrz_reader {
namespace {

// What stood before, as far as the next place wants to know: in numbers whether it was a letter, a
// digit or a filler, in dates the digit of the tens.
constexpr int tails = 6;
constexpr int after_letter = 0, after_digit = 1, after_filler = 2;
constexpr int tens_filler = 4, fresh = 5;
constexpr int states = 10 * 10 * tails;
constexpr float never = -std::numeric_limits<float>::infinity();
// Characters so far behind a cell's best are not tried; e^-14 is less than anybody's misprint.
constexpr float beam = 14;

struct Node {
  float score = never;
  std::int16_t from = 0;
  std::int8_t from_rank = 0;
  std::int8_t character = 0;
};
using Column = std::array<std::array<Node, 2>, states>;

constexpr int state_of(int own, int all, int tail) {
  return (own * 10 + all) * tails + tail;
}

bool is_digit(int c) {
  return c < 10;
}
bool is_letter(int c) {
  return c >= 10 && c < filler;
}

// German serial numbers use no vowels and no letters that look like digits.
bool in_german_numbers(int c) {
  constexpr std::string_view used = "CFGHJKLMNPRTVWXYZ";
  return !is_letter(c) || used.find(alphabet[static_cast<std::size_t>(c)]) != used.npos;
}

struct Step {
  int tail;
  float prior;
};

// Numbers begin with letters and go on with digits more often than not (German ones mix them);
// fillers end them; states avoid the letters that look like digits.
Step number_step(int tail, int c, bool strict, bool german) {
  float prior = 0;
  if (tail == after_filler && c != filler)
    prior -= strict ? 5.0F : 4.0F;
  if (is_letter(c) && tail == after_digit)
    prior -= german ? 0.3F : 1.5F;
  if (german && strict && !in_german_numbers(c))
    prior -= 3.0F;
  else if (is_letter(c) && std::string_view("IOQ").find(alphabet[static_cast<std::size_t>(c)]) !=
                               std::string_view::npos)
    prior -= 0.7F;
  if (c == filler)
    return {after_filler, prior};
  return {is_digit(c) ? after_digit : after_letter, prior};
}

std::optional<Step> tens_step(int c, int most) {
  if (c == filler)
    return Step{tens_filler, -3.0F};
  if (c > most)
    return std::nullopt;
  return Step{c, 0};
}

std::optional<Step> month_step(int tail, int c) {
  if (tail == tens_filler)
    return c == filler ? std::optional(Step{fresh, 0}) : std::nullopt;
  if (!is_digit(c) || (tail == 1 && c > 2))
    return std::nullopt;
  return Step{fresh, tail == 0 && c == 0 ? -4.0F : 0.0F}; // 00: unknown, as some states print it
}

std::optional<Step> day_step(int tail, int c) {
  if (tail == tens_filler)
    return c == filler ? std::optional(Step{fresh, 0}) : std::nullopt;
  if (!is_digit(c) || (tail == 3 && c > 1))
    return std::nullopt;
  return Step{fresh, tail == 0 && c == 0 ? -4.0F : 0.0F};
}

std::optional<Step> sex_step(int c) {
  switch (alphabet[static_cast<std::size_t>(c)]) {
  case 'M':
  case 'F': return Step{fresh, 0};
  case '<': return Step{fresh, -1.5F};
  case 'X': return Step{fresh, -3.0F};
  default: return std::nullopt;
  }
}

// What the place and what stood before it allow; sums of check digits come later.
std::optional<Step> step(Kind kind, int tail, int c, bool german) {
  const std::optional<Step> plain{Step{fresh, 0}};
  switch (kind) {
  case Kind::number: return number_step(tail, c, true, german);
  case Kind::optional: return number_step(tail, c, false, german);
  case Kind::year:
    if (c == filler)
      return Step{fresh, -4.0F};
    return is_digit(c) ? plain : std::nullopt;
  case Kind::month_tens: return tens_step(c, 1);
  case Kind::month_ones: return month_step(tail, c);
  case Kind::day_tens: return tens_step(c, 3);
  case Kind::day_ones: return day_step(tail, c);
  case Kind::check_or_filler:
    if (c == filler) // when the field is empty
      return tail == after_filler ? plain : std::nullopt;
    return is_digit(c) ? plain : std::nullopt;
  case Kind::check:
  case Kind::composite: return is_digit(c) ? plain : std::nullopt;
  case Kind::only_filler: return c == filler ? plain : std::nullopt;
  case Kind::sex: return sex_step(c);
  }
  return std::nullopt;
}

// Is this the check digit of these sums? A filler is as good as a 0.
bool fits(Kind kind, int own, int all, int c) {
  switch (kind) {
  case Kind::check: return c == own;
  case Kind::check_or_filler: return c == filler ? own == 0 : c == own;
  case Kind::composite: return c == all;
  default: return true;
  }
}

bool ends_field(Kind kind) {
  return kind == Kind::check || kind == Kind::check_or_filler || kind == Kind::composite;
}

void offer(std::array<Node, 2>& nodes, const Node& node) {
  if (node.score > nodes[0].score) {
    nodes[1] = nodes[0];
    nodes[0] = node;
  } else if (node.score > nodes[1].score) {
    nodes[1] = node;
  }
}

struct Option {
  int character, value, tail;
  float score;
};

std::vector<Option> options_of(const Cell& cell, Kind kind, int tail, bool german) {
  const float best = *std::max_element(cell.begin(), cell.end());
  std::vector<Option> out;
  for (int c = 0; c < characters; ++c) {
    const float likely = cell[static_cast<std::size_t>(c)];
    if (likely <= best - beam)
      continue;
    if (const auto next = step(kind, tail, c, german))
      out.push_back({c, check_value(c), next->tail, likely + next->prior});
  }
  return out;
}

Reading trace(const Wiped<Column>& columns, int state, int rank) {
  Reading out;
  out.score = columns.back()[static_cast<std::size_t>(state)][static_cast<std::size_t>(rank)].score;
  out.text.resize(columns.size() - 1);
  for (std::size_t i = columns.size() - 1; i > 0; --i) {
    const Node& node = columns[i][static_cast<std::size_t>(state)][static_cast<std::size_t>(rank)];
    out.text[i - 1] = alphabet[static_cast<std::size_t>(node.character)];
    state = node.from;
    rank = node.from_rank;
  }
  return out;
}

// One place further.
void advance(const Column& before, Column& after, const Place& place, const Cell& cell,
             bool checked, bool german) {
  std::array<std::vector<Option>, tails> options;
  for (int tail = 0; tail < tails; ++tail)
    options[static_cast<std::size_t>(tail)] = options_of(cell, place.kind, tail, german);
  for (int state = 0; state < states; ++state) {
    const auto& from = before[static_cast<std::size_t>(state)];
    if (from[0].score == never)
      continue;
    const int own = state / tails / 10, all = state / tails % 10;
    for (const Option& option : options[static_cast<std::size_t>(state % tails)]) {
      if (checked && !fits(place.kind, own, all, option.character))
        continue;
      const int own_next =
          !checked || ends_field(place.kind) ? 0 : (own + place.weight * option.value) % 10;
      const int all_next = checked ? (all + place.composite * option.value) % 10 : 0;
      auto& to = after[static_cast<std::size_t>(state_of(own_next, all_next, option.tail))];
      for (int rank = 0; rank < 2; ++rank) {
        const float score = from[static_cast<std::size_t>(rank)].score;
        if (score == never)
          break;
        offer(to, {score + option.score, static_cast<std::int16_t>(state),
                   static_cast<std::int8_t>(rank), static_cast<std::int8_t>(option.character)});
      }
    }
  }
}

} // namespace

void BestTwo::merge(Reading other) {
  if (other.score == never || other.text == best.text) {
    if (other.text == best.text && other.score > best.score)
      best.score = other.score;
    return;
  }
  if (other.score > best.score) {
    second = std::move(best);
    best = std::move(other);
  } else if (other.score > second.score) {
    second = std::move(other);
  }
}

BestTwo solve(const Cells& cells, std::span<const Place> places, bool checked, bool german_number) {
  Wiped<Column> columns(places.size() + 1);
  columns[0][state_of(0, 0, fresh)][0].score = 0;
  for (std::size_t i = 0; i < places.size(); ++i)
    advance(columns[i], columns[i + 1], places[i], cells[static_cast<std::size_t>(places[i].cell)],
            checked, german_number);
  BestTwo out;
  for (int state = 0; state < states; ++state)
    for (int rank = 0; rank < 2; ++rank)
      if (columns.back()[static_cast<std::size_t>(state)][static_cast<std::size_t>(rank)].score >
          never)
        out.merge(trace(columns, state, rank));
  return out;
}

} // namespace foyer::mrz_reader
