// SPDX-License-Identifier: EUPL-1.2
#include "cel.hpp"

#include <cel/request.hpp>

#include <cstdio>
#include <string>

namespace foyer::ctl {

namespace {

constexpr std::size_t longest_line = 4 << 20;

enum class Line { whole, too_long, end };

Line read_line(std::string& line) {
  line.clear();
  bool too_long = false;
  for (int c = std::getchar(); c != EOF; c = std::getchar()) {
    if (c == '\n')
      return too_long ? Line::too_long : Line::whole;
    if (line.size() == longest_line)
      too_long = true;
    else
      line += static_cast<char>(c);
  }
  if (line.empty())
    return Line::end;
  return too_long ? Line::too_long : Line::whole;
}

} // namespace

bool answer_cel() {
  std::string line;
  for (;;) {
    const Line read = read_line(line);
    if (read == Line::end)
      return true;
    const std::string answered = read == Line::whole
                                     ? cel::answer(line)
                                     : R"({"error":"bad request: the line is too long"})";
    // Whoever asks may wait for this answer before it asks again.
    if (std::puts(answered.c_str()) == EOF || std::fflush(stdout) != 0)
      return false;
  }
}

} // namespace foyer::ctl
