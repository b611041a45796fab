// SPDX-License-Identifier: EUPL-1.2
// train_letters LOCALES > drivers/imaging/letter_model.hpp
// Trains which side of a letter is up, and says how many letters it knows of faces that it has
// never seen. Takes minutes; with the same faces and the same compiler always the same result.
#include "faces.hpp"
#include "letter_training.hpp"

#include <cstdio>

using namespace foyer::support_papers;

namespace {

struct Language {
  const char* folder;
  int share; // letters of Arabic differ by face and place more than others
};
constexpr Language languages[] = {{"de", 1}, {"en", 1}, {"tr", 1}, {"ro", 1}, {"fr", 1},
                                  {"sq", 1}, {"vi", 1}, {"ku", 1}, {"uk", 1}, {"ru", 1},
                                  {"sr", 1}, {"ar", 3}, {"fa", 3}, {"ckb", 3}};
constexpr int training_pages = 25, unseen_pages = 4;
constexpr std::uint32_t training_seeds[] = {11, 12}, unseen_seed = 13;

} // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    (void)std::fprintf(stderr, "usage: train_letters LOCALES\n");
    return 2;
  }
  const std::filesystem::path locales = argv[1];
  require_faces(training_faces);
  require_faces(unseen_faces);
  std::vector<Sample> samples;
  for (const std::uint32_t seed : training_seeds) {
    std::mt19937 random(seed); // NOLINT: the same model each time
    for (const Language& language : languages) {
      const auto more = letters_of(locales / language.folder, training_faces,
                                   training_pages * language.share, random);
      samples.insert(samples.end(), more.begin(), more.end());
    }
  }
  std::mt19937 random(1); // NOLINT: the same
  const LetterNetwork network = train(samples, random);
  random.seed(unseen_seed);
  for (const Language& language : languages) {
    const auto unseen =
        letters_of(locales / language.folder, unseen_faces, unseen_pages * language.share, random);
    (void)std::fprintf(stderr, "%s: %.1f%% of %zu letters of unseen faces\n", language.folder,
                       100 * right_share(network, unseen), unseen.size());
  }
  print(network);
}
