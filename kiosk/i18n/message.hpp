// SPDX-License-Identifier: EUPL-1.2
// A text that is an ICU MessageFormat, compiled once.
#pragma once

#include <base/result.hpp>
#include <i18n/catalogue.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::i18n {

class Message {
 public:
  Message(Message&&) noexcept;
  Message& operator=(Message&&) noexcept;
  ~Message();

  // `malformed` with ICU's reason.
  static Result<Message> parse(std::string_view lang, std::string_view pattern);

  [[nodiscard]] const std::vector<std::string>& arguments() const;
  // Thread safe. Nothing where ICU cannot, with these arguments.
  [[nodiscard]] std::optional<std::string> format(const Args& args) const;

 private:
  struct Compiled;
  Message();
  std::unique_ptr<Compiled> compiled_;
};

} // namespace foyer::i18n
