// SPDX-License-Identifier: EUPL-1.2
#include "control.hpp"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string_view>

namespace foyer::support_scanner {

namespace {

std::filesystem::path folder() {
  const char* const name = std::getenv("FOYER_SCANNER_DIR");
  return name != nullptr ? name : ".";
}

std::vector<std::string> read_lines() {
  std::vector<std::string> lines;
  std::ifstream file(folder() / "control");
  for (std::string line; std::getline(file, line);)
    if (!line.empty() && line.front() != '#')
      lines.push_back(line);
  return lines;
}

Sheet parse_sheet(std::istringstream words) {
  Sheet sheet;
  long milliseconds = 0;
  words >> sheet.what;
  if (sheet.what == "warm" && words >> milliseconds >> sheet.what)
    sheet.warm_up = std::chrono::milliseconds(milliseconds);
  if (sheet.what.ends_with("-after"))
    words >> sheet.after;
  if (sheet.what == "shape") {
    for (int number = 0; words >> number;)
      sheet.shape.push_back(number);
    sheet.shape.resize(4);
  }
  words >> sheet.front;
  if (const auto both = sheet.front.find('|'); both != std::string::npos) {
    sheet.back = sheet.front.substr(both + 1);
    sheet.front.erase(both);
  }
  if (words >> milliseconds)
    sheet.duration = std::chrono::milliseconds(milliseconds);
  return sheet;
}

Line parse(const std::string& text) {
  constexpr std::string_view between = " + ";
  Line line;
  std::size_t begin = 0;
  for (;;) {
    const auto end = text.find(between, begin);
    line.push_back(parse_sheet(std::istringstream(text.substr(begin, end - begin))));
    if (end == std::string::npos)
      return line;
    begin = end + between.size();
  }
}

} // namespace

Line first_line() {
  const auto lines = read_lines();
  return lines.empty() ? Line{Sheet{}} : parse(lines.front());
}

Line use_first_line() {
  const auto lines = read_lines();
  if (lines.empty())
    return {Sheet{}};
  // Written beside and renamed, so that whoever drives the scanner never reads a half.
  {
    std::ofstream file(folder() / "control.new", std::ios::trunc);
    for (std::size_t i = 1; i <= lines.size(); ++i)
      file << lines[i % lines.size()] << '\n';
  }
  std::error_code ignored;
  std::filesystem::rename(folder() / "control.new", folder() / "control", ignored);
  return parse(lines.front());
}

Kind read_kind() {
  Kind kind;
  std::ifstream file(folder() / "kind");
  for (std::string word; file >> word;) {
    kind.glass = kind.glass && word != "no-glass";
    kind.feeder = kind.feeder || word == "feeder";
    kind.duplex = kind.duplex || word == "duplex";
    kind.hostile = kind.hostile || word == "hostile";
  }
  return kind;
}

void Picture::make_white() {
  std::fill(samples.begin(), samples.end(), std::uint8_t{255});
}

bool Picture::load(const std::string& name) {
  std::ifstream file(folder() / name, std::ios::binary);
  std::string magic;
  int levels = 0;
  if (!(file >> magic >> width >> height >> levels) || levels != 255)
    return false;
  if (magic != "P5" && magic != "P6")
    return false;
  if (width < 1 || height < 1 || width > 20'000 || height > 20'000)
    return false;
  channels = magic == "P6" ? 3 : 1;
  file.get();
  samples.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height) *
                 static_cast<std::size_t>(channels));
  file.read(reinterpret_cast<char*>(samples.data()), static_cast<std::streamsize>(samples.size()));
  return static_cast<std::size_t>(file.gcount()) == samples.size();
}

} // namespace foyer::support_scanner
