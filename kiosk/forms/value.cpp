// SPDX-License-Identifier: EUPL-1.2
#include <forms/value.hpp>

namespace foyer::forms {

std::string_view name(Source source) {
  switch (source) {
  case Source::none: return "none";
  case Source::eid: return "eid";
  case Source::mrz: return "mrz";
  case Source::chip_dg1: return "chip_dg1";
  case Source::chip_dg11: return "chip_dg11";
  case Source::chip_dg12: return "chip_dg12";
  case Source::account: return "account";
  case Source::draft: return "draft";
  case Source::user: return "user";
  case Source::staff: return "staff";
  case Source::answer: return "answer";
  }
  return "none";
}

} // namespace foyer::forms
