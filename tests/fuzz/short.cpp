// SPDX-License-Identifier: EUPL-1.2
// The short form of a fuzz target for the test run, with any compiler: every seed as it is, cut
// short, and with a few bytes changed; without seeds, noise. Always the same inputs.
//   fuzz_x [folder of seeds]
#include <algorithm>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <vector>

#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

using Input = std::vector<std::uint8_t>;

constexpr int cuts = 300, changes = 2'000, noises = 4'000;

int number = 0; // of the input at work, for who has to find it

void tell_number(int signal) {
  char line[32];
  const int size = std::snprintf(line, sizeof line, "at input %d\n", number);
  (void)!::write(STDERR_FILENO, line, static_cast<std::size_t>(size));
  std::signal(signal, SIG_DFL);
  std::raise(signal);
}

void run(const Input& input) {
  ++number;
  LLVMFuzzerTestOneInput(input.data(), input.size());
}

std::vector<Input> read_seeds(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  if (std::filesystem::is_directory(folder))
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  std::vector<Input> seeds;
  for (const auto& file : files) {
    std::ifstream in(file, std::ios::binary);
    seeds.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return seeds;
}

class Changes {
 public:
  Input cut(Input input) {
    input.resize(below(input.size() + 1));
    return input;
  }
  Input changed(Input input) {
    for (std::size_t left = 1 + below(4); left > 0 && !input.empty(); --left) {
      const auto at = static_cast<std::ptrdiff_t>(below(input.size()));
      switch (below(4)) {
      case 0: input[static_cast<std::size_t>(at)] = byte(); break;
      case 1:
        input[static_cast<std::size_t>(at)] ^= static_cast<std::uint8_t>(1U << below(8));
        break;
      case 2: input.insert(input.begin() + at, byte()); break;
      default: input.erase(input.begin() + at); break;
      }
    }
    return input;
  }
  Input noise() {
    Input input(below(512));
    std::generate(input.begin(), input.end(), [this] { return byte(); });
    return input;
  }

 private:
  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(random_() % limit); }
  std::uint8_t byte() { return static_cast<std::uint8_t>(random_()); }
  std::mt19937_64 random_{1}; // NOLINT: the same inputs each time
};

} // namespace

int main(int argc, char** argv) {
  for (const int signal : {SIGABRT, SIGSEGV, SIGFPE, SIGILL})
    std::signal(signal, tell_number);
  Changes changes_of;
  run({});
  for (int i = 0; i < noises; ++i)
    run(changes_of.noise());
  for (const auto& seed : read_seeds(argc > 1 ? argv[1] : "")) {
    run(seed);
    for (int i = 0; i < cuts; ++i)
      run(changes_of.cut(seed));
    for (int i = 0; i < changes; ++i)
      run(changes_of.changed(seed));
  }
  std::printf("%d inputs\n", number);
}
