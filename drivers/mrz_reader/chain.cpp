// SPDX-License-Identifier: EUPL-1.2
#include "chain.hpp"

#include <algorithm>
#include <cmath>

namespace foyer::mrz_reader {
namespace {

constexpr float nominal = 18.0F / mark_pixels;
constexpr float lowest = -3,
                highest = 5; // of one mark: no cell alone decides for or against a line
constexpr float never = -1e30F;
constexpr int near_cells = 3;

float worth(const Mark& mark) {
  return std::clamp(mark.mark, lowest, highest);
}

Chain chain_at(const Marks& marks, int count, float pitch, int from, int to) {
  const int size = static_cast<int>(marks.size());
  const auto index = [size](int n, int t) {
    return static_cast<std::size_t>(n) * static_cast<std::size_t>(size) +
           static_cast<std::size_t>(t);
  };
  Wiped<float> scores(index(count, 0), never);
  Wiped<std::int8_t> steps(index(count, 0), 0);
  const int reach = static_cast<int>(near_cells * pitch);
  for (int t = 0; t < size; ++t)
    if (from < 0 || std::abs(t - from) <= reach)
      scores[index(0, t)] = worth(marks[static_cast<std::size_t>(t)]);
  const int shortest = std::max(2, static_cast<int>(std::floor(pitch)) - 1);
  const int longest = static_cast<int>(std::ceil(pitch)) + 1;
  for (int n = 1; n < count; ++n)
    for (int t = 0; t < size; ++t)
      for (int step = shortest; step <= longest && step <= t; ++step) {
        const float before = scores[index(n - 1, t - step)];
        if (before == never)
          continue;
        const float off = std::max(0.0F, std::abs(static_cast<float>(step) - pitch) - 0.5F);
        const float score = before + worth(marks[static_cast<std::size_t>(t)]) - 1.2F * off * off;
        if (score > scores[index(n, t)]) {
          scores[index(n, t)] = score;
          steps[index(n, t)] = static_cast<std::int8_t>(step);
        }
      }
  Chain chain;
  int end = -1;
  for (int t = 0; t < size; ++t)
    if ((to < 0 || std::abs(t - to) <= reach) && scores[index(count - 1, t)] > chain.score) {
      chain.score = scores[index(count - 1, t)];
      end = t;
    }
  if (end < 0)
    return chain;
  chain.cells.resize(static_cast<std::size_t>(count));
  for (int n = count - 1; n >= 0; --n) {
    chain.cells[static_cast<std::size_t>(n)] = end;
    end -= steps[index(n, end)];
  }
  chain.pitch =
      static_cast<float>(chain.cells.back() - chain.cells.front()) / static_cast<float>(count - 1);
  // The steps must be the ones that were looked for on the whole, too.
  chain.score -= 6 * std::max(0.0F, std::abs(chain.pitch - pitch) - 0.12F) *
                 static_cast<float>(count) / nominal;
  return chain;
}

} // namespace

Chain best_chain(const Marks& marks, int count, int from, int to) {
  Chain best;
  if (marks.size() < static_cast<std::size_t>(count) * 3)
    return best;
  for (float pitch = nominal * 0.82F; pitch < nominal * 1.2F; pitch += 0.12F) {
    Chain chain = chain_at(marks, count, pitch, from, to);
    if (chain.score > best.score)
      best = std::move(chain);
  }
  return best;
}

Cells cells_of(const Marks& marks, const Chain& chain) {
  Cells cells;
  cells.reserve(chain.cells.size());
  for (const int at : chain.cells) {
    // The letter's middle may lie between two marks: both speak, each as loud as it is sure.
    Cell sum{};
    float total = 0;
    for (int t = at - 1; t <= at + 1; ++t) {
      if (t < 0 || t >= static_cast<int>(marks.size()))
        continue;
      const Mark& mark = marks[static_cast<std::size_t>(t)];
      const float weight = (t == at ? 1.0F : 0.6F) / (1 + std::exp(-mark.mark));
      for (std::size_t c = 0; c < sum.size(); ++c)
        sum[c] += weight * mark.cell[c];
      total += weight;
    }
    // Logarithms of a mean of logarithms: made to add up to one again.
    float whole = 0;
    for (float& each : sum)
      each /= std::max(total, 1e-6F);
    for (const float each : sum)
      whole += std::exp(each);
    for (float& each : sum)
      each -= std::log(std::max(whole, 1e-30F));
    cells.push_back(sum);
  }
  return cells;
}

} // namespace foyer::mrz_reader
