// SPDX-License-Identifier: EUPL-1.2
// One text of one language: plain, or an ICU MessageFormat that is compiled once.
#pragma once

#include <base/result.hpp>
#include <i18n/catalogue.hpp>

#include <memory>
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
  static Result<Message> parse(std::string_view lang, std::string pattern);

  [[nodiscard]] const std::string& pattern() const { return pattern_; }
  [[nodiscard]] const std::vector<std::string>& arguments() const;
  // Thread safe.
  [[nodiscard]] std::string format(const Args& args) const;

 private:
  struct Compiled;
  Message();
  std::string pattern_;
  std::unique_ptr<Compiled> compiled_; // none where the pattern is the text
};

} // namespace foyer::i18n
