// SPDX-License-Identifier: EUPL-1.2
// Planted: a word that nobody else would write, kept so that it stands nowhere in this program's
// memory unless somebody writes it there, and a search for it that leaves none behind either.
#pragma once

#include <base/bytes.hpp>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::player {

class Planted {
 public:
  template <std::size_t N>
  consteval Planted(const char* name, const char (&word)[N]) : name_(name), size_(N - 1) {
    static_assert(N - 1 <= longest && N > 16, "shorter ones may be found by chance");
    for (std::size_t i = 0; i < size_; ++i)
      hidden_[i] = static_cast<std::uint8_t>(static_cast<std::uint8_t>(word[i]) ^ veil);
  }
  // One that nobody could write down beforehand: the code of a receipt.
  Planted(const char* name, ByteView word);
  [[nodiscard]] const char* name() const { return name_; }
  [[nodiscard]] std::string word() const; // to be typed, then forgotten

  // Few bytes of a memory are this: the others need no closer look.
  [[nodiscard]] std::uint8_t second_letter() const {
    return static_cast<std::uint8_t>(hidden_[1] ^ veil);
  }
  // Whether it begins at `at`, in units of so many bytes: 1 UTF-8, 2 UTF-16, 4 UTF-32.
  [[nodiscard]] bool begins(const std::uint8_t* at, const std::uint8_t* end,
                            std::size_t unit) const;

 private:
  static constexpr std::uint8_t veil = 0xa7;
  static constexpr std::size_t longest = 32;
  const char* name_;
  std::size_t size_;
  std::array<std::uint8_t, longest> hidden_{};
};

// One line a find: which word, in which region of /proc/self/maps. Looks through everything this
// process may write.
std::vector<std::string> found_in_memory(const std::vector<Planted>& words);

} // namespace foyer::player
