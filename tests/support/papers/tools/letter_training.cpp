// SPDX-License-Identifier: EUPL-1.2
#include "letter_training.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace foyer::support_papers {

namespace {

constexpr int rounds = 16;
constexpr float first_rate = 0.015F, last_rate = 0.0001F;

using Input = std::array<float, LetterNetwork::inputs>;
using Hidden = std::array<float, LetterNetwork::units>;

void look(const Sample& sample, Input& upright, Input& turned) {
  for (std::size_t i = 0; i < sample.size(); ++i) {
    upright[i] = static_cast<float>(sample[i]) / 255;
    turned[sample.size() - 1 - i] = upright[i];
  }
}

float run(const LetterNetwork& network, const Input& input, Hidden& hidden) {
  float sum = 0;
  for (std::size_t unit = 0; unit < LetterNetwork::units; ++unit) {
    const float* const weight = &network.first[unit * LetterNetwork::inputs];
    float value = 0;
    for (std::size_t i = 0; i < LetterNetwork::inputs; ++i)
      value += weight[i] * input[i];
    hidden[unit] = std::max(0.0F, value + network.bias[unit]);
    sum += hidden[unit] * network.second[unit];
  }
  return sum;
}

void learn(LetterNetwork& network, const Input& input, const Hidden& hidden, float slope) {
  for (std::size_t unit = 0; unit < LetterNetwork::units; ++unit) {
    if (hidden[unit] <= 0)
      continue;
    const float step = slope * network.second[unit];
    network.second[unit] += slope * hidden[unit];
    network.bias[unit] += step;
    float* const weight = &network.first[unit * LetterNetwork::inputs];
    for (std::size_t i = 0; i < LetterNetwork::inputs; ++i)
      weight[i] += step * input[i];
  }
}

} // namespace

LetterNetwork train(std::vector<Sample>& samples, std::mt19937& random) {
  LetterNetwork network;
  std::normal_distribution<float> normal(0, 1);
  for (float& weight : network.first)
    weight = normal(random) * 0.08F;
  for (float& weight : network.second)
    weight = normal(random) * 0.3F;
  Input upright{}, turned{};
  Hidden up{}, down{};
  const auto all = static_cast<float>(samples.size()) * rounds;
  float done = 0;
  for (int round = 0; round < rounds; ++round) {
    std::shuffle(samples.begin(), samples.end(), random);
    std::size_t right = 0;
    for (const Sample& sample : samples) {
      look(sample, upright, turned);
      const float score = run(network, upright, up) - run(network, turned, down);
      right += score > 0 ? 1 : 0;
      const float rate = first_rate * (1 - done++ / all) + last_rate;
      const float slope = rate / (1 + std::exp(std::clamp(score, -20.0F, 20.0F)));
      learn(network, upright, up, slope);
      learn(network, turned, down, -slope);
    }
    (void)std::fprintf(stderr, "round %d: %.1f%% of %zu letters\n", round + 1,
                       100.0 * static_cast<double>(right) / static_cast<double>(samples.size()),
                       samples.size());
  }
  return network;
}

double right_share(const LetterNetwork& network, std::span<const Sample> samples) {
  Input upright{}, turned{};
  Hidden hidden{};
  const auto right = std::count_if(samples.begin(), samples.end(), [&](const Sample& sample) {
    look(sample, upright, turned);
    return run(network, upright, hidden) > run(network, turned, hidden);
  });
  return static_cast<double>(right) / static_cast<double>(std::max<std::size_t>(1, samples.size()));
}

void print(const LetterNetwork& network) {
  float most = 0;
  for (const float weight : network.first)
    most = std::max(most, std::abs(weight));
  const float scale = most / 127;
  std::printf("// SPDX-License-Identifier: EUPL-1.2\n"
              "// Made by tests/support/papers/tools/train_letters.cpp; not for changing by hand.\n"
              "// clang-format off\n#pragma once\n\n#include <array>\n#include <cstdint>\n\n"
              "namespace foyer::imaging::letter_model {\n\n"
              "inline constexpr float first_scale = %.8gF;\n"
              "inline constexpr std::int8_t first[] = {",
              static_cast<double>(scale));
  for (std::size_t i = 0; i < network.first.size(); ++i)
    std::printf("%s%d,", i % 20 == 0 ? "\n" : "",
                static_cast<int>(std::lround(network.first[i] / scale)));
  for (const auto& [name, values] :
       {std::pair{"bias", &network.bias}, {"second", &network.second}}) {
    std::printf("};\ninline constexpr float %s[] = {", name);
    for (std::size_t i = 0; i < values->size(); ++i)
      std::printf("%s%.6gF,", i % 6 == 0 ? "\n" : "", static_cast<double>((*values)[i]) + 1e-9);
  }
  std::printf("};\n\n} // namespace foyer::imaging::letter_model\n");
}

} // namespace foyer::support_papers
