// SPDX-License-Identifier: EUPL-1.2
// Reads the machine-readable zone (ICAO 9303-3 §4: TD1, TD2, TD3, MRV-A, MRV-B) that is printed on
// a document somewhere on a scanned page, turned any way.
//
// What is read here is what is printed, and printing proves nothing: this is never a check that a
// document is genuine, nor that its check digits make it so. Only a chip and its signature are.
#pragma once

#include <api/document_scanner.hpp>
#include <base/secret.hpp>
#include <eid/mrz.hpp>

#include <array>
#include <optional>
#include <stop_token>
#include <vector>

namespace foyer::mrz_reader {

// In pixels of the page.
struct Point {
  float x = 0;
  float y = 0;
};

struct ReadZone {
  Secret zone; // the lines joined, as eid::Mrz::parse wants them
  eid::MrzLayout layout = eid::MrzLayout::td3;
  // 0..1: how much surer this reading is than the next one that the grammar of the zone allows.
  double confidence = 0;
  // May be taken without asking: all check digits fit, and every other reading, of the names too,
  // is far behind. Else a person compares it with the document, `characters` says where to look.
  bool sure = false;
  // Upper left, upper right, lower right and lower left corner of the zone as one reads it.
  std::array<Point, 4> corners{};
  // 0..1 for each character of `zone`: how well its ink fits it and nothing else.
  std::vector<float> characters;
};

// The surest zone of the page; nothing where none is found, which is no failure. Blocks for some
// tenth of a second, up to a second where there are many lines and no zone; any thread, also
// several at once. Pictures made on the way are wiped. Asking `stop` ends it within a fifth of a
// second. Fails with: image_malformed (sizes that do not fit the pixels), page_too_large,
// cancelled.
Result<std::optional<ReadZone>> read_zone(const api::Page& page, const std::stop_token& stop);

} // namespace foyer::mrz_reader
