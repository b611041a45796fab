// SPDX-License-Identifier: EUPL-1.2
#include "control.hpp"

#include <cstdlib>
#include <fstream>
#include <sstream>

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

Line parse(const std::string& text) {
  Line line;
  std::istringstream words(text);
  words >> line.what;
  if (line.what.ends_with("-after"))
    words >> line.after;
  words >> line.page;
  long milliseconds = 0;
  if (words >> milliseconds)
    line.duration = std::chrono::milliseconds(milliseconds);
  return line;
}

} // namespace

Line first_line() {
  const auto lines = read_lines();
  return lines.empty() ? Line{} : parse(lines.front());
}

Line use_first_line() {
  const auto lines = read_lines();
  if (lines.empty())
    return Line{};
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
