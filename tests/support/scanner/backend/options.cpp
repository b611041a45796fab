// SPDX-License-Identifier: EUPL-1.2
#include "options.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <sane/saneopts.h>
#include <string_view>
#include <vector>

namespace foyer::support_scanner {

namespace {

enum Option : SANE_Int { count, mode, resolution, double_feed, source, all_options };

std::array<SANE_String_Const, 3> modes{"Gray", "Color", nullptr};
const SANE_Range dpi_range{75, 600, 1};
constexpr SANE_Int selectable = SANE_CAP_SOFT_SELECT | SANE_CAP_SOFT_DETECT;
constexpr SANE_Int longest_text = 16;

SANE_Option_Descriptor describe(SANE_String_Const name, SANE_Value_Type type,
                                SANE_Int capabilities) {
  SANE_Option_Descriptor option{};
  option.name = name;
  option.title = name;
  option.desc = "";
  option.type = type;
  option.size = type == SANE_TYPE_STRING ? longest_text : SANE_Int{sizeof(SANE_Word)};
  option.cap = capabilities;
  return option;
}

const std::vector<SANE_String_Const>& sources(const Kind& kind) {
  static std::vector<SANE_String_Const> names;
  names.clear();
  if (kind.glass)
    names.push_back("Flatbed");
  if (kind.feeder)
    names.push_back("ADF");
  if (kind.duplex)
    names.push_back("ADF Duplex");
  names.push_back(nullptr);
  return names;
}

// The last option is there only where there is something to choose.
SANE_Int options_of(const Kind& kind) {
  return kind.feeder || kind.duplex ? all_options : all_options - 1;
}

// What vendor code may say when it has gone wrong.
void spoil(std::array<SANE_Option_Descriptor, all_options>& all) {
  all[mode].constraint.string_list = nullptr;
  all[resolution].constraint_type = SANE_CONSTRAINT_WORD_LIST;
  all[resolution].constraint.word_list = nullptr;
  all[double_feed].size = -1;
  all[source].type = SANE_TYPE_GROUP;
}

} // namespace

Settings first_settings(const Kind& kind) {
  Settings settings;
  if (kind.feeder || kind.duplex)
    settings.source = sources(kind).front();
  return settings;
}

const SANE_Option_Descriptor* descriptor(const Kind& kind, SANE_Int index) {
  static std::array<SANE_Option_Descriptor, all_options> all;
  all[count] = describe("", SANE_TYPE_INT, SANE_CAP_SOFT_DETECT);
  all[mode] = describe(SANE_NAME_SCAN_MODE, SANE_TYPE_STRING, selectable);
  all[mode].constraint_type = SANE_CONSTRAINT_STRING_LIST;
  all[mode].constraint.string_list = modes.data();
  all[resolution] = describe(SANE_NAME_SCAN_RESOLUTION, SANE_TYPE_INT, selectable);
  all[resolution].unit = SANE_UNIT_DPI;
  all[resolution].constraint_type = SANE_CONSTRAINT_RANGE;
  all[resolution].constraint.range = &dpi_range;
  all[double_feed] =
      describe("double-feed", SANE_TYPE_BOOL, SANE_CAP_SOFT_DETECT | SANE_CAP_HARD_SELECT);
  all[source] = describe(SANE_NAME_SCAN_SOURCE, SANE_TYPE_STRING, selectable);
  all[source].constraint_type = SANE_CONSTRAINT_STRING_LIST;
  all[source].constraint.string_list = sources(kind).data();
  if (kind.hostile)
    spoil(all);
  return index >= 0 && index < options_of(kind) ? &all[static_cast<std::size_t>(index)] : nullptr;
}

SANE_Status control(const Kind& kind, Settings& settings, SANE_Int index, SANE_Action action,
                    void* value) {
  if (index < 0 || index >= options_of(kind) || action == SANE_ACTION_SET_AUTO)
    return SANE_STATUS_INVAL;
  const bool set = action == SANE_ACTION_SET_VALUE;
  auto* const text = static_cast<char*>(value);
  auto* const word = static_cast<SANE_Word*>(value);
  const auto give_text = [&](std::string_view given) {
    std::fill(text, text + longest_text, '\0');
    given.copy(text, longest_text - 1);
  };
  switch (index) {
  case count: *word = kind.hostile ? std::numeric_limits<SANE_Int>::max() : options_of(kind); break;
  case mode:
    if (set)
      settings.colour = std::string_view(text) == "Color";
    else
      give_text(settings.colour ? "Color" : "Gray");
    break;
  case resolution:
    if (set)
      settings.dpi = std::clamp(*word, dpi_range.min, dpi_range.max);
    else
      *word = kind.hostile ? std::numeric_limits<SANE_Word>::min() : settings.dpi;
    break;
  case double_feed:
    if (set)
      return SANE_STATUS_INVAL;
    *word = settings.double_feed ? SANE_TRUE : SANE_FALSE;
    break;
  case source: {
    if (!set) {
      give_text(settings.source);
      break;
    }
    const auto& known = sources(kind);
    if (std::none_of(known.begin(), known.end() - 1,
                     [&](SANE_String_Const name) { return std::string_view(text) == name; }))
      return SANE_STATUS_INVAL;
    settings.source = text;
    settings.colour = true; // as many backends do: later options start anew with the source
    settings.dpi = 75;
    break;
  }
  default: return SANE_STATUS_INVAL;
  }
  return SANE_STATUS_GOOD;
}

} // namespace foyer::support_scanner
