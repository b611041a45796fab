// SPDX-License-Identifier: EUPL-1.2
// Respelling: a language in the letters of a related one, so that the other's voice can read it
// aloud (locales/README.md, `spelling`).
#pragma once

#include <base/result.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace foyer::i18n {

// Used by one thread at a time.
class Respelling {
 public:
  // Transform rules of ICU, UTF-8. Fails with io_failed, malformed.
  static Result<Respelling> load(const std::filesystem::path& rules);

  // What the rules do not name (Latin letters, numbers) stays as it is.
  [[nodiscard]] std::string respell(std::string_view text) const;

 private:
  struct Rules; // ICU's side
  explicit Respelling(std::shared_ptr<const Rules> rules) : rules_(std::move(rules)) {}
  std::shared_ptr<const Rules> rules_;
};

} // namespace foyer::i18n
