// SPDX-License-Identifier: EUPL-1.2
#include "names.hpp"

namespace foyer::mrz_reader {
namespace {

constexpr float never = -std::numeric_limits<float>::infinity();

enum State : std::uint8_t { begin, surname, surname_gap, apart, given, given_gap, over, states };

struct Move {
  State to;
  float prior;
};

// Not allowed, but printed by some: a filler before the names, names after the last.
Move move(State state, bool letter) {
  switch (state) {
  case begin: return letter ? Move{surname, 0} : Move{apart, -8};
  case surname: return letter ? Move{surname, 0} : Move{surname_gap, 0};
  case surname_gap: return letter ? Move{surname, -0.3F} : Move{apart, 0};
  case apart: return letter ? Move{given, 0} : Move{over, -0.5F};
  case given: return letter ? Move{given, 0} : Move{given_gap, 0};
  case given_gap: return letter ? Move{given, -0.3F} : Move{over, 0};
  default: return letter ? Move{given, -7} : Move{over, 0};
  }
}

struct Node {
  float score = never;
  std::uint8_t from = 0;
  std::uint8_t rank = 0;
  std::uint8_t character = 0;
};
using Column = std::array<std::array<Node, 2>, states>;

void offer(std::array<Node, 2>& nodes, const Node& node) {
  if (node.score > nodes[0].score) {
    nodes[1] = nodes[0];
    nodes[0] = node;
  } else if (node.score > nodes[1].score) {
    nodes[1] = node;
  }
}

} // namespace

BestTwo read_names(const Cells& cells, const Range& range) {
  const auto size = static_cast<std::size_t>(range.size);
  Wiped<Column> columns(size + 1);
  columns[0][begin][0].score = 0;
  for (std::size_t i = 0; i < size; ++i) {
    const Cell& cell = cells[static_cast<std::size_t>(range.first) + i];
    for (std::uint8_t state = 0; state < states; ++state)
      for (std::uint8_t rank = 0; rank < 2; ++rank) {
        const float score = columns[i][state][rank].score;
        if (score == never)
          continue;
        for (int c = 10; c < characters; ++c) {
          const Move next = move(static_cast<State>(state), c != filler);
          offer(columns[i + 1][next.to], {score + cell[static_cast<std::size_t>(c)] + next.prior,
                                          state, rank, static_cast<std::uint8_t>(c)});
        }
      }
  }
  BestTwo out;
  for (std::uint8_t last = surname; last < states; ++last)
    for (std::uint8_t last_rank = 0; last_rank < 2; ++last_rank) {
      Reading reading;
      reading.score = columns[size][last][last_rank].score;
      if (reading.score == never)
        continue;
      reading.text.resize(size);
      std::uint8_t state = last, rank = last_rank;
      for (std::size_t i = size; i > 0; --i) {
        const Node& node = columns[i][state][rank];
        reading.text[i - 1] = alphabet[node.character];
        state = node.from;
        rank = node.rank;
      }
      out.merge(std::move(reading));
    }
  return out;
}

} // namespace foyer::mrz_reader
