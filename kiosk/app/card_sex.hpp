// SPDX-License-Identifier: EUPL-1.2
// What a zone says of the holder's sex, as forms has it.
#pragma once

#include <eid/mrz.hpp>
#include <forms/prefill.hpp>

namespace foyer::app {

inline forms::CardSex sex_of(eid::MrzSex sex) {
  switch (sex) {
  case eid::MrzSex::female: return forms::CardSex::female;
  case eid::MrzSex::male: return forms::CardSex::male;
  case eid::MrzSex::unspecified: return forms::CardSex::unspecified;
  }
  return forms::CardSex::unspecified;
}

} // namespace foyer::app
