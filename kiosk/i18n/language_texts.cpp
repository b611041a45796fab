// SPDX-License-Identifier: EUPL-1.2
#include "language_texts.hpp"

namespace foyer::i18n {

namespace {

bool is_more_than_letters(std::string_view pattern) {
  return pattern.find_first_of("{}'") != std::string_view::npos;
}

} // namespace

void LanguageTexts::add(std::uint32_t number, std::string_view pattern) {
  if (places_.size() <= number)
    places_.resize(number + 1);
  places_[number] = {static_cast<std::uint32_t>(letters_.size()),
                     static_cast<std::uint32_t>(pattern.size())};
  letters_ += pattern;
}

void LanguageTexts::give_back_spare_memory() {
  letters_.shrink_to_fit();
  places_.shrink_to_fit();
}

const Message* LanguageTexts::message(std::uint32_t number) const {
  if (!is_more_than_letters(pattern(number)))
    return nullptr;
  const std::scoped_lock lock(mutex_);
  const auto [place, is_new] = messages_.try_emplace(number);
  if (is_new)
    if (auto parsed = Message::parse(code_, pattern(number)))
      place->second.emplace(std::move(*parsed));
  return place->second ? &*place->second : nullptr;
}

std::vector<std::string> LanguageTexts::arguments(std::uint32_t number) const {
  const Message* of = message(number);
  return of == nullptr ? std::vector<std::string>{} : of->arguments();
}

std::string LanguageTexts::format(std::uint32_t number, const Args& args) const {
  const Message* of = message(number);
  auto text = of == nullptr ? std::nullopt : of->format(args);
  return text ? std::move(*text) : std::string(pattern(number));
}

Status LanguageTexts::check(std::string_view lang, std::string_view pattern) {
  if (is_more_than_letters(pattern))
    FOYER_CHECK(Message::parse(lang, pattern));
  return success();
}

} // namespace foyer::i18n
