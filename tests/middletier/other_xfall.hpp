// SPDX-License-Identifier: EUPL-1.2
// A container in the form of another XFall schema, the official one where an office has it: a
// stylesheet (XSLT 1.0) says how, the schema says whether it is one. Both are the office's files.
#pragma once

#include <xfall/xml.hpp>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace foyer::middletier {

class OtherXfall {
 public:
  // Empty paths: none. Throws std::runtime_error where one of them is missing or unusable.
  OtherXfall(const std::filesystem::path& stylesheet, const std::filesystem::path& schema);
  OtherXfall(OtherXfall&&) noexcept;
  ~OtherXfall();

  // Of a validated container. Empty: none is wished. A Failure (container_invalid) is the
  // stylesheet's or the schema's fault, never the visitor's: what was filed is taken in all the
  // same. The stylesheet can read no file, write none and reach nobody.
  [[nodiscard]] Result<std::optional<std::string>> of(const std::string& container) const;

 private:
  struct Compiled;
  std::unique_ptr<const Compiled> compiled_;
};

} // namespace foyer::middletier
