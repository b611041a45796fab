// SPDX-License-Identifier: EUPL-1.2
// The published worked examples, by group and name.
#pragma once

#include <base/bytes.hpp>

#include <nlohmann/json.hpp>

#include <array>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>

namespace foyer::test {

inline nlohmann::json load_json(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in)
    throw std::runtime_error("cannot open " + file.string());
  return nlohmann::json::parse(in);
}

inline Bytes hex(const std::string& text) {
  auto bytes = from_hex(text);
  if (!bytes.ok())
    throw std::runtime_error("bad hex: " + text);
  return std::move(*bytes);
}

class Example {
 public:
  explicit Example(const char* name) {
    static const nlohmann::json all = load_json(std::filesystem::path(FOYER_SOURCE_DIR) /
                                                "tests/support/card/worked_examples.json");
    values_ = all.at(name).at("values");
  }
  [[nodiscard]] bool has(const std::string& name) const { return values_.contains(name); }
  [[nodiscard]] std::string text(const std::string& name) const {
    return values_.at(name).get<std::string>();
  }
  [[nodiscard]] Bytes operator[](const std::string& name) const { return hex(text(name)); }
  [[nodiscard]] const nlohmann::json& values() const { return values_; }

 private:
  nlohmann::json values_;
};

} // namespace foyer::test
