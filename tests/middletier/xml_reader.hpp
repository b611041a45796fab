// SPDX-License-Identifier: EUPL-1.2
// Reads a validated container: texts by path, without regard to namespaces.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::middletier {

class XmlReader {
 public:
  // Nothing is loaded, no entity expanded. ok() is false for what is not well-formed.
  explicit XmlReader(std::string_view xml);
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  [[nodiscard]] bool ok() const;
  // The string value of an XPath expression; every name in it is a local name given as [n='...'],
  // see path(). Empty if there is nothing.
  [[nodiscard]] std::string text(const std::string& xpath) const;
  [[nodiscard]] int count(const std::string& xpath) const;

 private:
  struct Document;
  std::unique_ptr<Document> document_;
};

// "a/b" as "/*[local-name()='a']/*[local-name()='b']".
std::string path(std::string_view names);

} // namespace foyer::middletier
