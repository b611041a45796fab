// SPDX-License-Identifier: EUPL-1.2
// A signature as an SVG path in tenths of a millimetre: "M 12 40 L 15 38 ...".
#include "fields.hpp"

#include <cmath>
#include <sstream>

namespace foyer::screens {

namespace {

std::string path_of(const ui::Strokes& strokes) {
  std::ostringstream path;
  for (const auto& stroke : strokes) {
    char command = 'M';
    for (const auto point : stroke) {
      if (path.tellp() > 0)
        path << ' ';
      path << command << ' ' << std::lround(point.x * 10) << ' ' << std::lround(point.y * 10);
      command = 'L';
    }
  }
  return path.str();
}

// Only what path_of writes; anything else ends the reading.
ui::Strokes strokes_of(const std::string& path) {
  std::istringstream in(path);
  ui::Strokes strokes;
  std::string command;
  float x = 0, y = 0;
  while (in >> command >> x >> y) {
    if (command == "M")
      strokes.emplace_back();
    if (strokes.empty())
      break;
    strokes.back().push_back({x / 10, y / 10});
  }
  return strokes;
}

} // namespace

void draw_signature(const FieldView& view) {
  auto& line = view.line();
  if (line.strokes.empty())
    line.strokes = strokes_of(line.text);
  if (ui::signature_pad(view.frame.ui, view.node, view.words(), line.strokes)) {
    line.text = path_of(line.strokes);
    view.set(line.text.empty() ? forms::Value{} : forms::Value{line.text});
  }
}

} // namespace foyer::screens
