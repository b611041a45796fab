// SPDX-License-Identifier: EUPL-1.2
#include "words.hpp"

namespace foyer::walk {

bool has_own_words(std::string_view text, int letters) {
  int found = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with("[!!")) { // texts may stand in texts
      int depth = 0;
      for (; at < text.size(); ++at) {
        if (text.substr(at).starts_with("[!!"))
          ++depth;
        if (text.substr(at).starts_with("!!]") && --depth == 0) {
          at += 3;
          break;
        }
      }
      continue;
    }
    const char c = text[at++];
    const auto byte = static_cast<unsigned char>(c);
    // Letters of other scripts count by their first bytes; U+2000 to U+2FFF are signs.
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (byte >= 0xc3 && byte <= 0xe1))
      ++found;
  }
  return found > letters;
}

} // namespace foyer::walk
