// SPDX-License-Identifier: EUPL-1.2
#include "ldif.hpp"

#include <algorithm>
#include <cctype>

namespace foyer::eid {
namespace {

// The next line with its continuations (they begin with one space, RFC 2849 note 2).
std::string next_line(std::string_view& rest) {
  std::string line;
  bool first = true;
  while (!rest.empty() && (first || rest.front() == ' ')) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view piece = rest.substr(first ? 0 : 1, end - (first ? 0 : 1));
    if (!piece.empty() && piece.back() == '\r')
      piece.remove_suffix(1);
    line += piece;
    rest.remove_prefix(std::min(end + 1, rest.size()));
    first = false;
  }
  return line;
}

} // namespace

bool for_each_value(std::string_view ldif,
                    const std::function<void(std::string_view name, Bytes value)>& take) {
  while (!ldif.empty()) {
    const std::string line = next_line(ldif);
    const std::size_t colon = line.find(':');
    if (line.empty() || line.front() == '#' || colon == std::string::npos ||
        line.compare(colon, 2, "::") != 0)
      continue;
    std::string name = line.substr(0, std::min(colon, line.find(';')));
    std::transform(name.begin(), name.end(), name.begin(), [](char c) {
      return static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    });
    const std::size_t begin = std::min(line.find_first_not_of(' ', colon + 2), line.size());
    auto value = from_base64(std::string_view(line).substr(begin));
    if (!value.ok())
      return false;
    take(name, std::move(*value));
  }
  return true;
}

} // namespace foyer::eid
