// SPDX-License-Identifier: EUPL-1.2
#include "states_read.hpp"

#include <eid/states.hpp>

#include <algorithm>

namespace foyer::mrz_reader {
namespace {

// 9303-4 §4.2.2.1, 9303-5, -6 and -7 note a: P for passports, V for visas, A, C or I for others.
float first_prior(eid::MrzLayout layout, char c) {
  switch (layout) {
  case eid::MrzLayout::td3: return c == 'P' ? 0.0F : c == 'V' ? -60.0F : -6.0F;
  case eid::MrzLayout::mrv_a:
  case eid::MrzLayout::mrv_b: return c == 'V' ? 0.0F : -60.0F;
  default:
    return c == 'V' ? -60.0F : c == 'I' || c == 'A' || c == 'C' ? 0.0F : c == 'P' ? -2.0F : -5.0F;
  }
}

float second_prior(eid::MrzLayout layout, char first, char c) {
  if (c == filler_char)
    return 0;
  constexpr std::string_view passports = "PDSOCMENRTLUA", cards = "DRPTSCNEFVA";
  const bool passport = layout == eid::MrzLayout::td3;
  if (first == 'I' && c == 'V') // 9303-5: V does not stand second but in some old cards
    return -4;
  return (passport ? passports : cards).find(c) != std::string_view::npos ? -1.0F : -3.0F;
}

struct State {
  std::array<char, 3> code{};
  float score = 0;
};

std::vector<int> likeliest(const Cell& cell, std::size_t count) {
  std::vector<int> out;
  for (int c = 10; c < characters; ++c)
    out.push_back(c);
  std::partial_sort(out.begin(), out.begin() + static_cast<std::ptrdiff_t>(count), out.end(),
                    [&](int a, int b) {
                      return cell[static_cast<std::size_t>(a)] > cell[static_cast<std::size_t>(b)];
                    });
  out.resize(count);
  return out;
}

Wiped<State> states_at(const Cells& cells, const Range& range) {
  constexpr std::size_t tried = 8;
  const auto at = static_cast<std::size_t>(range.first);
  Wiped<State> out;
  for (const int a : likeliest(cells[at], tried))
    for (const int b : likeliest(cells[at + 1], tried))
      for (const int c : likeliest(cells[at + 2], tried)) {
        State state;
        int i = 0;
        for (const int each : {a, b, c}) {
          state.code[static_cast<std::size_t>(i)] = alphabet[static_cast<std::size_t>(each)];
          state.score += cells[at + static_cast<std::size_t>(i++)][static_cast<std::size_t>(each)];
        }
        const std::string_view code(state.code.data(), 3);
        const auto known = eid::find_state(code);
        if (!known)
          state.score -= 7;
        else if (known->mrz.size() != code.substr(0, code.find(filler_char)).size())
          state.score -= 2; // DEU where the zone says D<<
        out.push_back(state);
      }
  std::sort(out.begin(), out.end(), [](const auto& x, const auto& y) { return x.score > y.score; });
  out.resize(std::min<std::size_t>(out.size(), 10));
  return out;
}

} // namespace

BestTwo read_code(const Cells& cells, const Fields& fields) {
  BestTwo out;
  const auto at = static_cast<std::size_t>(fields.code.first);
  for (int a = 10; a < filler; ++a)
    for (int b = 10; b < characters; ++b) {
      const char first = alphabet[static_cast<std::size_t>(a)];
      const char second = alphabet[static_cast<std::size_t>(b)];
      Reading reading;
      reading.score =
          cells[at][static_cast<std::size_t>(a)] + cells[at + 1][static_cast<std::size_t>(b)] +
          first_prior(fields.layout, first) + second_prior(fields.layout, first, second);
      if (reading.score <= out.second.score)
        continue;
      reading.text = {first, second};
      out.merge(std::move(reading));
    }
  return out;
}

BestTwo read_states(const Cells& cells, const Fields& fields) {
  // A passport is mostly of the state whose citizen it is for.
  const float differ = fields.layout == eid::MrzLayout::td3 ? -1.5F : 0.0F;
  BestTwo out;
  const auto nationalities = states_at(cells, fields.nationality);
  for (const State& issuer : states_at(cells, fields.issuer))
    for (const State& nationality : nationalities) {
      Reading reading;
      reading.score =
          issuer.score + nationality.score + (issuer.code == nationality.code ? 0 : differ);
      reading.text.assign(issuer.code.begin(), issuer.code.end());
      reading.text.insert(reading.text.end(), nationality.code.begin(), nationality.code.end());
      out.merge(std::move(reading));
    }
  return out;
}

} // namespace foyer::mrz_reader
