// SPDX-License-Identifier: EUPL-1.2
// The keys of all texts by number. Private to the i18n room.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace foyer::i18n {

// The numbers of the German keys: no other language has more.
class Keys {
 public:
  Keys() = default;
  Keys(const Keys&) = delete; // names_ points into numbers_
  Keys& operator=(const Keys&) = delete;

  // Nothing: it is there already.
  std::optional<std::uint32_t> add(std::string_view key) {
    const auto number = static_cast<std::uint32_t>(names_.size());
    const auto [place, is_new] = numbers_.emplace(key, number);
    if (!is_new)
      return std::nullopt;
    names_.push_back(&place->first);
    return number;
  }
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view key) const {
    const auto place = numbers_.find(key);
    return place == numbers_.end() ? std::nullopt : std::optional(place->second);
  }
  [[nodiscard]] std::size_t size() const { return names_.size(); }
  [[nodiscard]] const std::string& name(std::size_t number) const { return *names_[number]; }

 private:
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view key) const {
      return std::hash<std::string_view>{}(key);
    }
  };
  std::unordered_map<std::string, std::uint32_t, Hash, std::equal_to<>> numbers_;
  std::vector<const std::string*> names_;
};

// Finds keys that come in the German order, as in most files, without computing anything.
class KeysInOrder {
 public:
  explicit KeysInOrder(const Keys& keys) : keys_(keys) {}
  std::optional<std::uint32_t> find(std::string_view key) {
    if (next_ >= keys_.size() || keys_.name(next_) != key) {
      const auto found = keys_.find(key);
      if (!found)
        return std::nullopt;
      next_ = *found;
    }
    return next_++;
  }

 private:
  const Keys& keys_;
  std::uint32_t next_ = 0;
};

} // namespace foyer::i18n
