// SPDX-License-Identifier: EUPL-1.2
// train_letters LOCALES > drivers/imaging/letter_model.hpp
// Trains which side of a letter is up: lines of the interface's own texts in free fonts, drawn,
// scanned by a model, taken apart by the very code that will read pages. Always the same result.
#include "drawing.hpp"
#include "letters.hpp"

#include <algorithm>
#include <cairo.h>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <opencv2/imgproc.hpp>
#include <random>

using namespace foyer;
using imaging::Window;

namespace {

constexpr const char* fonts[] = {"Noto Sans",      "Noto Serif",       "DejaVu Sans",
                                 "DejaVu Serif",   "Nimbus Roman",     "Nimbus Sans",
                                 "Noto Sans Bold", "DejaVu Sans Mono", "Nimbus Roman Italic"};
constexpr std::size_t letters_a_page = 160;
constexpr int rounds = 5;

// The strings of a catalogue that are sentences.
std::vector<std::string> sentences(const std::filesystem::path& folder) {
  std::vector<std::string> found;
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".json")
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (const auto& file : files) {
    std::ifstream in(file);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    for (std::size_t at = text.find(": \""); at != std::string::npos; at = text.find(": \"", at)) {
      const std::size_t end = text.find('"', at + 3);
      if (end == std::string::npos)
        break;
      if (end - at > 40 && text.substr(at, end - at).find_first_of("{\\") == std::string::npos)
        found.push_back(text.substr(at + 3, end - at - 3));
      at = end;
    }
  }
  return found;
}

api::Page drawn(const std::vector<std::string>& texts, const char* font, std::mt19937& random) {
  support_scanner::ScannerModel model{.noise = 1.0 + static_cast<double>(random() % 30) / 10,
                                      .skew_degrees = 0,
                                      .seed = static_cast<std::uint32_t>(random()),
                                      .dpi = 150};
  const double size = 2.6 + static_cast<double>(random() % 24) / 10;
  return support_scanner::scan_drawing(model, [&](cairo_t* canvas) {
    for (double y = 15; y < 270; y += size * 6.5)
      support_scanner::draw_text(canvas, 15, y, texts[random() % texts.size()].substr(0, 2000),
                                 {.font = font, .millimetres = size, .width = 175});
  });
}

void take_letters(const api::Page& page, std::mt19937& random, std::vector<Window>& windows) {
  const auto copy = imaging::working_copy(page);
  cv::Mat grey;
  // Some scanners are a little soft.
  const double blur = static_cast<double>(random() % 12) / 10;
  if (blur > 0.3)
    cv::GaussianBlur(copy.grey.mat, grey, {0, 0}, blur);
  else
    grey = copy.grey.mat;
  const auto ink = imaging::find_ink(grey, copy.dpi);
  auto letters = imaging::find_lines(ink).letters;
  std::shuffle(letters.begin(), letters.end(), random);
  letters.resize(std::min(letters.size(), letters_a_page));
  for (const auto& letter : letters) {
    const double lean = (static_cast<double>(random() % 300) - 150) / 100;
    windows.push_back(imaging::window_of(ink, letter, lean, 0));
  }
}

struct Network {
  static constexpr std::size_t units = imaging::hidden_units, inputs = 256;
  std::vector<float> first = std::vector<float>(units * inputs), bias = std::vector<float>(units),
                     second = std::vector<float>(units);

  float run(const Window& window, bool turned, std::vector<float>& hidden) const {
    float sum = 0;
    for (std::size_t unit = 0; unit < units; ++unit) {
      float value = bias[unit];
      const float* weight = &first[unit * inputs];
      for (std::size_t i = 0; i < inputs; ++i)
        value += weight[i] * window[turned ? inputs - 1 - i : i];
      hidden[unit] = std::max(0.0F, value);
      sum += hidden[unit] * second[unit];
    }
    return sum;
  }
  void learn(const Window& window, bool turned, const std::vector<float>& hidden, float slope) {
    for (std::size_t unit = 0; unit < units; ++unit) {
      if (hidden[unit] <= 0)
        continue;
      const float step = slope * second[unit];
      second[unit] += slope * hidden[unit];
      bias[unit] += step;
      float* weight = &first[unit * inputs];
      for (std::size_t i = 0; i < inputs; ++i)
        weight[i] += step * window[turned ? inputs - 1 - i : i];
    }
  }
};

void train(Network& network, std::vector<Window>& windows, std::mt19937& random) {
  std::normal_distribution<float> normal(0, 1);
  for (float& weight : network.first)
    weight = normal(random) * 0.08F;
  for (float& weight : network.second)
    weight = normal(random) * 0.3F;
  std::vector<float> up(Network::units), down(Network::units);
  for (int round = 0; round < rounds; ++round) {
    std::shuffle(windows.begin(), windows.end(), random);
    const float rate = 0.02F / static_cast<float>(1 + round);
    int right = 0;
    for (const Window& window : windows) {
      const float score = network.run(window, false, up) - network.run(window, true, down);
      right += score > 0;
      const float slope = rate / (1 + std::exp(std::clamp(score, -20.0F, 20.0F)));
      network.learn(window, false, up, slope);
      network.learn(window, true, down, -slope);
    }
    std::fprintf(stderr, "round %d: %.1f%% of %zu letters\n", round + 1,
                 100.0 * right / static_cast<double>(windows.size()), windows.size());
  }
}

void print(const Network& network) {
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

} // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fprintf(stderr, "usage: train_letters LOCALES\n");
    return 2;
  }
  std::mt19937 random(1); // NOLINT: the same model each time
  std::vector<Window> windows;
  for (const char* language :
       {"de", "en", "tr", "ro", "fr", "sq", "vi", "uk", "ru", "sr", "ar", "fa", "ckb"}) {
    const auto texts = sentences(std::filesystem::path(argv[1]) / language);
    if (texts.empty())
      continue;
    for (const char* font : fonts)
      take_letters(drawn(texts, font, random), random, windows);
  }
  Network network;
  train(network, windows, random);
  print(network);
}
