// SPDX-License-Identifier: EUPL-1.2
// Pages with a travel document on them, each with the zone that stands on it. The same seed gives
// the same page.
#pragma once

#include <support_travel_pages/people.hpp>

#include <api/document_scanner.hpp>

#include <array>
#include <filesystem>

namespace foyer::support_travel_pages {

enum class Quality : std::uint8_t {
  clean,  // a flatbed at 300 dpi, any rotation
  poor,   // the same with noise, blur, JPEG, low contrast, worn print, glare
  camera, // a hand's picture: perspective, uneven light, 150 to 350 dpi
  hard,   // beyond what is promised: 110 dpi, bent pages, glare on the zone, heavy print under it,
          // other faces, a word across; to learn what fails, and that nothing wrong is sure
};

struct TravelPage {
  api::Page page;
  Zone zone;
  double degrees = 0;                             // how far the document is turned
  std::array<std::array<double, 2>, 4> corners{}; // of the document, in pixels, from its upper left
};

TravelPage travel_page(eid::MrzLayout layout, Quality quality, std::uint32_t seed);

// A page with two documents; a sticker hides a part of the first one's zone.
std::array<Zone, 2> two_documents(api::Page& page, std::uint32_t seed);

// A letter with a table of numbers, and no zone.
api::Page letter_page(std::uint32_t seed);

// Writes a binary PPM or PGM.
void save(const api::Page& page, const std::filesystem::path& file);

} // namespace foyer::support_travel_pages
