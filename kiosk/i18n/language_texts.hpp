// SPDX-License-Identifier: EUPL-1.2
// The texts of one language by the numbers of their keys, one behind the other in one piece of
// memory: there are some hundred thousand of them in all languages.
#pragma once

#include "message.hpp"

#include <base/result.hpp>
#include <i18n/catalogue.hpp>

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace foyer::i18n {

class LanguageTexts {
 public:
  explicit LanguageTexts(std::string code) : code_(std::move(code)) {}

  // Each number once.
  void add(std::uint32_t number, std::string_view pattern);
  void give_back_spare_memory();

  // The rest is const and thread safe.
  [[nodiscard]] bool has(std::uint32_t number) const {
    return number < places_.size() && places_[number].size != none;
  }
  // Of texts that are there.
  [[nodiscard]] std::string_view pattern(std::uint32_t number) const {
    return std::string_view(letters_).substr(places_[number].begin, places_[number].size);
  }
  // A pattern that is not valid has no arguments and is its own text.
  [[nodiscard]] std::vector<std::string> arguments(std::uint32_t number) const;
  [[nodiscard]] std::string format(std::uint32_t number, const Args& args) const;
  // `malformed` with ICU's reason.
  [[nodiscard]] static Status check(std::string_view lang, std::string_view pattern);

 private:
  static constexpr std::uint32_t none = 0xFFFF'FFFF;
  struct Place {
    std::uint32_t begin = 0, size = none;
  };
  // Compiled when first asked for: most never are. Null where the letters are all.
  [[nodiscard]] const Message* message(std::uint32_t number) const;

  std::string code_, letters_;
  std::vector<Place> places_; // by number
  mutable std::mutex mutex_;
  mutable std::unordered_map<std::uint32_t, std::optional<Message>> messages_; // never taken out
};

} // namespace foyer::i18n
