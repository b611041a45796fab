// SPDX-License-Identifier: EUPL-1.2
// The network that tells which side of a letter is up, while it is trained.
#pragma once

#include "letter_samples.hpp"

namespace foyer::support_papers {

struct LetterNetwork {
  static constexpr std::size_t units = imaging::hidden_units;
  static constexpr std::size_t inputs = std::tuple_size_v<Sample>;
  std::vector<float> first = std::vector<float>(units * inputs), bias = std::vector<float>(units),
                     second = std::vector<float>(units);
};

// Each sample is upright, and turned by half it is not. Says on standard error how it goes.
LetterNetwork train(std::vector<Sample>& samples, std::mt19937& random);
// The share of them of which it knows which side is up.
double right_share(const LetterNetwork& network, std::span<const Sample> samples);
// As the header that drivers/imaging is built with, on standard output.
void print(const LetterNetwork& network);

} // namespace foyer::support_papers
