// SPDX-License-Identifier: EUPL-1.2
// What a backend's name of a source means. SANE has the option "source" but no list of its values
// (standard 4.5.6 knows the name only): these are what the backends of sane-backends and airscan
// say ("Flatbed", "ADF Duplex", "Automatic Document Feeder(left aligned,Duplex)").
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace foyer::scanner_sane {

enum class Source : std::uint8_t { glass, feeder, both_sides };

// Nothing for sources that are not for visitors' papers: film, the back side alone, a slot for
// cards, and "Auto", which leaves it to the scanner.
std::optional<Source> source_of(std::string_view name);

} // namespace foyer::scanner_sane
