// SPDX-License-Identifier: EUPL-1.2
// What a log line may consist of. There is no way to log a run-time string except a receipt number
// and the id of an assistant.
#pragma once

#include <base/failure.hpp>

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

namespace foyer {

enum class LogLevel : std::uint8_t { info, warn, error };

// A word known at compile time. consteval keeps every run-time string (a name, an answer) out.
class Token {
 public:
  consteval Token(const char* text) : text_(text) {}
  [[nodiscard]] constexpr std::string_view text() const { return text_; }

 private:
  std::string_view text_;
};

// A receipt number in its checked form; built only from text that matches it, else shown as "?".
class ReceiptRef {
 public:
  ReceiptRef() = default;
  explicit ReceiptRef(std::string_view number);
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_ = "?";
};

// The id of a definition; built only from text that can be one, else shown as "?".
class AssistantRef {
 public:
  AssistantRef() = default;
  explicit AssistantRef(std::string_view id);
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_ = "?";
};

struct LogField {
  std::string_view name;
  std::variant<std::int64_t, std::chrono::milliseconds, FailureCode, Token, ReceiptRef,
               AssistantRef>
      value;
};

// Used by the generated events only.
void write_log(LogLevel level, std::string_view event, std::initializer_list<LogField> fields);

} // namespace foyer
