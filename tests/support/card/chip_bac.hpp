// SPDX-License-Identifier: EUPL-1.2
// Basic access control, the chip's side (ICAO 9303-11 §4.3).
#pragma once

#include <card/virtual_card.hpp>

#include <eid/apdu.hpp>
#include <eid/secure_messaging.hpp>

#include <optional>
#include <utility>

namespace foyer::card {

class ChipBac {
 public:
  ChipBac(const CardImage& image, const RandomSource& random) : image_(&image), random_(&random) {}

  eid::ResponseApdu challenge(); // GET CHALLENGE
  // EXTERNAL AUTHENTICATE; afterwards take_keys() holds the session's keys and its first counter.
  eid::ResponseApdu authenticate(ByteView data);
  [[nodiscard]] std::optional<std::pair<eid::SessionKeys, Bytes>> take_keys();

 private:
  const CardImage* image_;
  const RandomSource* random_;
  Bytes challenge_; // empty: none asked for
  std::optional<std::pair<eid::SessionKeys, Bytes>> keys_;
};

} // namespace foyer::card
