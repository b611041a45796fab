// SPDX-License-Identifier: EUPL-1.2
#include <staff_pkcs11/opensc_configuration.hpp>

namespace foyer::staff_pkcs11 {
namespace {

// The longest part without a character that would end the string or be read as an escape: as OpenSC
// looks for parts of names, a shorter part ignores the same reader and perhaps more.
std::string quotable(const std::string& name) {
  std::string longest;
  std::string part;
  for (const char letter : name + '"') {
    const bool plain = letter != '"' && letter != '\\' && static_cast<unsigned char>(letter) >= ' ';
    if (plain) {
      part += letter;
      continue;
    }
    if (part.size() > longest.size())
      longest = part;
    part.clear();
  }
  return longest;
}

} // namespace

std::string opensc_configuration(const std::vector<std::string>& ignored) {
  std::string list;
  for (const std::string& name : ignored) {
    const std::string part = quotable(name);
    if (!part.empty())
      list += (list.empty() ? "\"" : ", \"") + part + "\"";
  }
  std::string out = "app default {\n  debug = 0;\n";
  if (!list.empty())
    out += "  ignored_readers = " + list + ";\n";
  out += "  disable_popups = true;\n"
         "  reader_driver pcsc {\n"
         "    disconnect_action = reset;\n"
         "    enable_pinpad = true;\n"
         "  }\n"
         "  framework pkcs15 {\n"
         "    use_file_caching = no;\n"
         "    use_pin_caching = false;\n"
         "  }\n"
         "}\n";
  return out;
}

} // namespace foyer::staff_pkcs11
