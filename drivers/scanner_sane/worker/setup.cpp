// SPDX-License-Identifier: EUPL-1.2
#include "setup.hpp"

#include "options.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <sane/saneopts.h>

namespace foyer::scanner_sane {

namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return text;
}

// The switches by which some backends (epson2, kvs1025, magicolor) choose sides instead of by the
// source's name.
constexpr const char* duplex_switch = "duplex";
constexpr const char* adf_mode = "adf-mode";

bool has_side_switch(const DeviceOptions& options) {
  return options.has_switch(duplex_switch) || !options.choices(adf_mode).empty();
}

bool set_sides(DeviceOptions& options, bool both) {
  bool set = options.set(duplex_switch, both ? "yes" : "no");
  for (const std::string& choice : options.choices(adf_mode))
    if (lower(choice) == (both ? "duplex" : "simplex"))
      set = options.set(adf_mode, choice) || set;
  return set;
}

bool set_source(DeviceOptions& options, Source wanted) {
  const auto choices = options.choices(SANE_NAME_SCAN_SOURCE);
  const auto set_first = [&](Source source) {
    const auto it = std::find_if(choices.begin(), choices.end(), [&](const std::string& choice) {
      return source_of(choice) == source;
    });
    return it != choices.end() && options.set(SANE_NAME_SCAN_SOURCE, *it);
  };
  switch (wanted) {
  case Source::glass: return choices.empty() || set_first(Source::glass);
  case Source::feeder:
    if (!choices.empty() && !set_first(Source::feeder))
      return false;
    (void)set_sides(options, false); // few have it
    return true;
  case Source::both_sides:
    return set_first(Source::both_sides) ||
           ((choices.empty() || set_first(Source::feeder)) && set_sides(options, true));
  }
  return false;
}

// Backends have several modes of a colour: "Gray[Error Diffusion]" beside "True Gray".
void set_mode(DeviceOptions& options, bool colour) {
  const std::array<std::string_view, 2> exact =
      colour ? std::array<std::string_view, 2>{"color", "colour"}
             : std::array<std::string_view, 2>{"gray", "grey"};
  const auto rank = [&](const std::string& choice) {
    const std::string text = lower(choice);
    if (std::find(exact.begin(), exact.end(), text) != exact.end())
      return 3;
    const bool has_word = text.find(colour ? "color" : "gray") != std::string::npos ||
                          text.find(colour ? "colour" : "grey") != std::string::npos;
    if (!has_word)
      return 0;
    const bool coarse = text.find('[') != std::string::npos ||
                        text.find("halftone") != std::string::npos ||
                        text.find("lineart") != std::string::npos;
    return coarse ? 1 : 2;
  };
  const auto choices = options.choices(SANE_NAME_SCAN_MODE);
  const auto best = std::max_element(
      choices.begin(), choices.end(),
      [&](const std::string& a, const std::string& b) { return rank(a) < rank(b); });
  // Not every device has both; colours are then made grey (row_writer.hpp), never the other way.
  if (best != choices.end() && rank(*best) > 0)
    (void)options.set(SANE_NAME_SCAN_MODE, *best);
}

int set_resolution(DeviceOptions& options, int dpi) {
  const char* const name = options.has_number(SANE_NAME_SCAN_RESOLUTION)
                               ? SANE_NAME_SCAN_RESOLUTION
                               : SANE_NAME_SCAN_X_RESOLUTION;
  (void)options.set_number(name, dpi);
  (void)options.set_number(SANE_NAME_SCAN_Y_RESOLUTION, dpi);
  const double real = options.number(name).value_or(dpi);
  return real >= 1 && real <= 9'600 ? static_cast<int>(std::lround(real)) : dpi;
}

// A sheet of A4 with a little more, so that one that is not laid or drawn in exactly is whole; all
// of the bed where that is smaller. Feeders with the options "page-width" and "page-height"
// (fujitsu, canon_dr) scan Letter without them, and cut A4 off.
void set_area(DeviceOptions& options) {
  constexpr double width = 216.0;
  constexpr double height = 300.0;
  struct Side {
    const char* name;
    double from_start; // mm
  };
  for (const Side side : {Side{SANE_NAME_PAGE_WIDTH, width}, Side{SANE_NAME_PAGE_HEIGHT, height},
                          Side{SANE_NAME_SCAN_TL_X, 0}, Side{SANE_NAME_SCAN_TL_Y, 0},
                          Side{SANE_NAME_SCAN_BR_X, width}, Side{SANE_NAME_SCAN_BR_Y, height}})
    // A device that refuses keeps its own area, and the page is still a page.
    if (const auto range = options.millimetres(side.name))
      (void)options.set_number(side.name, std::min(range->to, range->from + side.from_start));
}

} // namespace

const std::string* fixed_source(const Job& job) {
  for (const auto& [name, value] : job.options)
    if (name == SANE_NAME_SCAN_SOURCE)
      return &value;
  return nullptr;
}

std::uint32_t kind_of(SANE_Handle device, std::string_view type, const std::string* fixed) {
  const DeviceOptions options(device);
  std::uint32_t kind = 0;
  const auto add = [&](Source source) {
    switch (source) {
    case Source::glass: kind |= has_glass; break;
    case Source::feeder: kind |= has_feeder; break;
    case Source::both_sides: kind |= has_feeder | has_both_sides; break;
    }
  };
  const auto choices = options.choices(SANE_NAME_SCAN_SOURCE);
  if (fixed != nullptr)
    add(source_of(*fixed).value_or(Source::glass));
  else if (choices.empty())
    add(lower(std::string(type)).find("sheet") != std::string::npos ? Source::feeder
                                                                    : Source::glass);
  for (const std::string& choice : choices)
    if (const auto source = source_of(choice); source && fixed == nullptr)
      add(*source);
  if ((kind & has_feeder) != 0 && has_side_switch(options))
    kind |= has_both_sides;
  return kind;
}

std::optional<int> set_up(SANE_Handle device, const Job& job, std::uint32_t kind) {
  const std::uint32_t needed = job.source == Source::glass    ? has_glass
                               : job.source == Source::feeder ? has_feeder
                                                              : has_both_sides;
  if ((kind & needed) == 0)
    return std::nullopt;
  DeviceOptions options(device);
  if (fixed_source(job) == nullptr && !set_source(options, job.source))
    return std::nullopt;
  for (const auto& [name, value] : job.options)
    if (!options.set(name, value))
      return std::nullopt;
  set_mode(options, job.colour);
  (void)options.set("depth", "8");
  const int dpi = set_resolution(options, job.dpi);
  set_area(options);
  return dpi;
}

bool tells_double_feed(SANE_Handle device) {
  return DeviceOptions(device).number("double-feed").value_or(0) != 0;
}

} // namespace foyer::scanner_sane
