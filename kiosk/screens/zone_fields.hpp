// SPDX-License-Identifier: EUPL-1.2
// The three fields that open a passport's chip, as it prints them.
#pragma once

#include "frame.hpp"

#include <optional>

namespace foyer::screens {

class ZoneFields {
 public:
  // Reads what is typed so far; `node`.number, .birth and .expiry are the fields' names.
  ZoneFields(Frame& frame, Glass::Zone& zone, std::string node);
  ~ZoneFields(); // wipes
  ZoneFields(const ZoneFields&) = delete;
  ZoneFields& operator=(const ZoneFields&) = delete;

  [[nodiscard]] bool complete() const;
  // Precondition: complete().
  [[nodiscard]] visit::DocumentZone take() const;
  void draw();

 private:
  Frame& frame_;
  Glass::Zone& zone_;
  std::string node_, number_;
  std::optional<std::string> birth_, expiry_;
};

} // namespace foyer::screens
