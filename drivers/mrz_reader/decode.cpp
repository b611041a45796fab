// SPDX-License-Identifier: EUPL-1.2
#include "decode.hpp"

#include "fields.hpp"
#include "names.hpp"
#include "states_read.hpp"

#include <algorithm>
#include <cmath>

namespace foyer::mrz_reader {
namespace {

// A zone whose check digits do not fit is printed now and then (and read wrongly more often): what
// the check digits may cost before the bare characters are believed.
constexpr float worth_of_checks = 8.5F;
constexpr float long_number_prior = -3;
constexpr float lowest = -20; // log-probability; below it all are equally out of the question

Cells bounded(const Cells& cells) {
  Cells out = cells;
  for (Cell& cell : out)
    for (float& value : cell)
      value = std::isnan(value) ? lowest : std::clamp(value, lowest, 0.0F);
  return out;
}

BestTwo read_numbers(const Cells& cells, const Fields& fields, bool checked, bool german) {
  BestTwo out;
  for (std::size_t i = 0; i < fields.numbers.size(); ++i) {
    // A long number has a filler for its check digit; rarely worth the time to try.
    constexpr float hopeless = -10;
    if (i > 0 &&
        (!checked || cells[static_cast<std::size_t>(fields.numbers[0][9].cell)][filler] < hopeless))
      break;
    const auto& places = fields.numbers[i];
    BestTwo found = solve(cells, places, checked, german);
    for (Reading* reading : {&found.best, &found.second}) {
      reading->score += i > 0 ? long_number_prior : 0;
      // All variants in the same order: by cell.
      if (!reading->text.empty())
        out.merge(std::move(*reading));
    }
  }
  return out;
}

BestTwo read_sex(const Cells& cells, const Fields& fields) {
  const Place place{.cell = fields.sex, .kind = Kind::sex};
  return solve(cells, std::span(&place, 1), false);
}

void put(Text& zone, const Range& range, std::string_view text) {
  std::copy(text.begin(), text.end(), zone.begin() + range.first);
}

float lost_in(const Cells& cells, const Text& zone) {
  float lost = 0;
  for (std::size_t i = 0; i < cells.size(); ++i)
    lost += *std::max_element(cells[i].begin(), cells[i].end()) - cells[i][alphabet.find(zone[i])];
  return lost;
}

struct Attempt {
  Decoded decoded;
  float score = -std::numeric_limits<float>::infinity();
};

bool usable(const BestTwo& part) {
  return !part.best.text.empty();
}

Attempt attempt(const Cells& cells, const Fields& fields) {
  const BestTwo code = read_code(cells, fields), states = read_states(cells, fields);
  const BestTwo names = read_names(cells, fields.names), sex = read_sex(cells, fields);
  if (!usable(code) || !usable(states) || !usable(names) || !usable(sex))
    return {};
  const bool german = view(states.best.text).substr(0, 3) == "D<<" && code.best.text[0] != 'V';
  BestTwo numbers = read_numbers(cells, fields, true, german);
  Attempt out;
  out.decoded.checks_fit = usable(numbers);
  BestTwo bare = read_numbers(cells, fields, false, german);
  if (usable(bare) &&
      (!usable(numbers) || bare.best.score - worth_of_checks > numbers.best.score)) {
    out.decoded.checks_fit = false;
    numbers = std::move(bare);
  }
  if (!usable(numbers))
    return {};
  Text& zone = out.decoded.zone;
  zone.assign(cells.size(), filler_char);
  put(zone, fields.code, view(code.best.text));
  put(zone, fields.issuer, view(states.best.text).substr(0, 3));
  put(zone, fields.nationality, view(states.best.text).substr(3));
  put(zone, fields.names, view(names.best.text));
  put(zone, {fields.sex, 1}, view(sex.best.text));
  const auto& places = fields.numbers.front(); // every variant names the same cells in this order
  for (std::size_t i = 0; i < places.size(); ++i)
    zone[static_cast<std::size_t>(places[i].cell)] = numbers.best.text[i];
  out.decoded.layout = fields.layout;
  out.decoded.margin = 100;
  out.score = out.decoded.checks_fit ? 0 : -worth_of_checks;
  for (const BestTwo* part :
       {&code, &states, &names, &sex, static_cast<const BestTwo*>(&numbers)}) {
    out.decoded.margin = std::min(out.decoded.margin, part->best.score - part->second.score);
    out.score += part->best.score;
  }
  out.decoded.lost = lost_in(cells, zone);
  return out;
}

} // namespace

std::optional<Decoded> decode(const Cells& cells) {
  const Cells bound = bounded(cells);
  Attempt best;
  for (const Fields& fields : layouts_of(cells.size())) {
    Attempt other = attempt(bound, fields);
    if (other.decoded.zone.empty())
      continue;
    if (other.score > best.score)
      std::swap(other, best);
    if (!other.decoded.zone.empty())
      best.decoded.margin = std::min(best.decoded.margin, best.score - other.score);
  }
  if (best.decoded.zone.empty())
    return std::nullopt;
  // What the trellis allows and the parser does not fit: an empty field that is none, for example.
  auto parsed = eid::Mrz::parse(view(best.decoded.zone));
  if (!parsed.ok() || !parsed->check_digits.all_ok())
    best.decoded.checks_fit = false;
  if (parsed.ok())
    parsed->wipe();
  return std::move(best.decoded);
}

} // namespace foyer::mrz_reader
