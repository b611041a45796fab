// SPDX-License-Identifier: EUPL-1.2
// A scanner that the contract's cases are run against: what lies in it and what goes wrong is said
// in the same words for each.
#pragma once

#include <api/document_scanner.hpp>

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace foyer::scanner_contract {

enum class Mishap : std::uint8_t {
  none,
  jam,
  double_feed,
  cover_open,
  busy,
  io_error,
  cut,     // the connection or the paper ends in mid-page
  garbage, // bytes that are no page
  hang,
  crash,
  denied,
  no_memory,
};
enum class Moment : std::uint8_t { before_the_page, within_the_page };

// Whole sheets, and then the mishap on the next one.
struct Laid {
  api::ScanSource source = api::ScanSource::glass;
  std::size_t good_sheets = 1;
  Mishap mishap = Mishap::none;
  Moment moment = Moment::before_the_page;
};

class Rig {
 public:
  virtual ~Rig() = default;
  [[nodiscard]] virtual std::string name() const = 0;
  [[nodiscard]] virtual api::ScannerKind kind() const = 0;
  // Lays it so. Returns what a scan of it has to fail with; nothing where this scanner cannot be
  // brought to that. Mishap::none returns internal, for no failure.
  virtual std::optional<FailureCode> lay(const Laid& laid) = 0;
  // The scanner as it is laid now.
  virtual api::DocumentScanner& scanner() = 0;
  // Sheet `number` (from 0) of those laid: whether `page` is that one. True where this scanner's
  // pages all look the same.
  virtual bool is_page(const api::Page& page, std::size_t number) const = 0;
  // A page that takes a minute; false where this scanner cannot.
  virtual bool lay_slow() { return false; }
  virtual bool unplug() { return false; }
  virtual void plug_in() {}
};

std::vector<std::string> rig_names();
// Null where it is not installed here.
std::unique_ptr<Rig> make_rig(const std::string& name);

} // namespace foyer::scanner_contract
