// SPDX-License-Identifier: EUPL-1.2
// The container as XML, and the check every container passes before it is sealed.
// Blocking (CPU only), no network, no files but the schema; thread safe after the first call.
#pragma once

#include <xfall/container.hpp>

#include <base/result.hpp>

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace foyer::xfall {

// Same container, same bytes. Characters XML cannot carry (controls, broken UTF-8, U+FFFE) become
// U+FFFD, visibly; nothing is dropped silently. Errors: container_invalid (out of memory, or a
// text longer than 1 MiB: an answer of that size is an accident or an attack).
Result<std::string> build(const Container& container);

// What the terminal's key signs of the card evidence, so that a bundle cannot be moved to another
// application: its receipt number and content, and the hash of the bundle (hex).
std::string evidence_signed_part(const FilingRecord& record, std::string_view bundle_sha256);

// The compiled schema. Keep one: compiling takes some milliseconds. Movable, one thread at a time.
class Schema {
 public:
  // Errors: config_broken (missing or no schema).
  static Result<Schema> load(const std::filesystem::path& xsd);
  Schema(Schema&&) noexcept;
  Schema& operator=(Schema&&) noexcept;
  ~Schema();

  // Any bytes are safe to pass. No entity is expanded, nothing external is loaded; a document type
  // declaration is refused. Error: container_invalid with line and rule, never with content.
  [[nodiscard]] Status validate(std::string_view xml) const;

 private:
  struct Compiled;
  explicit Schema(std::unique_ptr<Compiled> compiled);
  std::unique_ptr<Compiled> compiled_;
};

// Schema::load and validate in one.
Status validate(std::string_view xml, const std::filesystem::path& xsd);

} // namespace foyer::xfall
