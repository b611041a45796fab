// SPDX-License-Identifier: EUPL-1.2
#include "planted.hpp"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace foyer::player {

Planted::Planted(const char* name, ByteView word) : name_(name), size_(word.size()) {
  if (size_ > longest || size_ < 16)
    throw std::runtime_error(std::string(name) + " is too long or too short to be looked for");
  for (std::size_t i = 0; i < size_; ++i)
    hidden_[i] = static_cast<std::uint8_t>(word[i] ^ veil);
}

std::string Planted::word() const {
  std::string text;
  for (std::size_t i = 0; i < size_; ++i)
    text += static_cast<char>(hidden_[i] ^ veil);
  return text;
}

// All planted words are ASCII. Typing may change the case of the first letter: it is not looked at.
bool Planted::begins(const std::uint8_t* at, const std::uint8_t* end, std::size_t unit) const {
  if (static_cast<std::size_t>(end - at) < size_ * unit)
    return false;
  for (std::size_t i = 1; i < size_; ++i) {
    if (at[i * unit] != (hidden_[i] ^ veil))
      return false;
    for (std::size_t zero = 1; zero < unit; ++zero)
      if (at[i * unit + zero] != 0)
        return false;
  }
  return true;
}

std::vector<std::string> found_in_memory(const std::vector<Planted>& words) {
  std::vector<std::string> found;
  std::array<bool, 256> second{};
  for (const Planted& planted : words)
    second[planted.second_letter()] = true;
  std::ifstream maps("/proc/self/maps");
  for (std::string line; std::getline(maps, line);) {
    std::istringstream fields(line);
    std::uintptr_t from = 0, to = 0;
    char dash = 0;
    std::string rights;
    fields >> std::hex >> from >> dash >> to >> rights;
    if (!rights.starts_with("rw") || line.find("/dev/") != std::string::npos)
      continue;
    const auto* begin = reinterpret_cast<const std::uint8_t*>(from);
    const auto* end = reinterpret_cast<const std::uint8_t*>(to);
    for (const auto* at = begin; at < end; ++at)
      for (const std::size_t unit : {std::size_t{1}, std::size_t{2}, std::size_t{4}}) {
        if (static_cast<std::size_t>(end - at) <= unit || !second[at[unit]])
          continue;
        for (const Planted& planted : words)
          if (planted.begins(at, end, unit)) {
            std::ostringstream where;
            where << planted.name() << " at " << std::hex << reinterpret_cast<std::uintptr_t>(at)
                  << " unit " << unit << " in " << line;
            found.push_back(where.str());
          }
      }
  }
  return found;
}

} // namespace foyer::player
