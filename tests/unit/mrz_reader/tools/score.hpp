// SPDX-License-Identifier: EUPL-1.2
// How well zones are read from pages whose zones are known.
#pragma once

#include <mrz_reader/read_zone.hpp>
#include <support_travel_pages/pages.hpp>

namespace foyer::mrz_score {

struct Score {
  int pages = 0;
  int found = 0;
  int right = 0;          // every character
  int sure = 0;           // taken without asking
  int sure_wrong = 0;     // of these, wrong in any character
  int sure_wrong_key = 0; // of these, wrong in number, birth or expiry
  std::vector<double> milliseconds;

  [[nodiscard]] double median() const;
  void add(const Score& other);
};

struct Outcome {
  bool found = false, right = false, sure = false, key_right = false;
  double milliseconds = 0;
  std::string zone;
  double confidence = 0;
};

Outcome read(const support_travel_pages::TravelPage& page);
void count(Score& score, const Outcome& outcome);

} // namespace foyer::mrz_score
