// SPDX-License-Identifier: EUPL-1.2
// Asks the dynamic door and compares tables of answers.
#pragma once

#include <cel/request.hpp>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <initializer_list>
#include <string>

namespace foyer::cel::test {

// The answer's value as JSON text, or "error".
inline std::string say(const std::string& expr, const std::string& bindings = "{}") {
  const std::string request =
      "{\"expr\":" + nlohmann::json(expr).dump() + ",\"bindings\":" + bindings + "}";
  const std::string answered = answer(request);
  CHECK(nlohmann::json::accept(answered));
  CHECK(answered.find('\n') == std::string::npos);
  if (answered.starts_with(R"({"error":)"))
    return "error";
  const std::string begin = R"({"value":)";
  CHECK(answered.starts_with(begin));
  return answered.substr(begin.size(), answered.size() - begin.size() - 1);
}

struct Row {
  std::string expr, answer;
};

inline void check(std::initializer_list<Row> rows, const std::string& bindings = "{}") {
  for (const auto& row : rows) {
    INFO(row.expr);
    CHECK(say(row.expr, bindings) == row.answer);
  }
}

} // namespace foyer::cel::test
