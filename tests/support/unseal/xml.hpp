// SPDX-License-Identifier: EUPL-1.2
// As much of libxml2 as the OSCI reader needs: elements by namespace and name, and their canonical
// form. Nothing is loaded from outside.
#pragma once

#include <base/bytes.hpp>
#include <base/result.hpp>
#include <base/unique_handle.hpp>

#include <libxml/tree.h>

#include <string>
#include <string_view>
#include <vector>

namespace foyer::unseal {

// Lives as long as its document.
class Element {
 public:
  explicit Element(xmlNode* node) : node_(node) {}

  [[nodiscard]] bool is(const char* space, const char* name) const;
  [[nodiscard]] std::vector<Element> children() const;
  [[nodiscard]] std::vector<Element> children(const char* space, const char* name) const;
  // malformed: none of that name, or several.
  [[nodiscard]] Result<Element> only(const char* space, const char* name) const;
  [[nodiscard]] std::string attribute(const char* name) const; // without namespace; "" if missing
  [[nodiscard]] std::string text() const;
  [[nodiscard]] xmlNode* node() const { return node_; }

 private:
  xmlNode* node_;
};

class Document {
 public:
  // malformed: not well-formed, or with a document type.
  static Result<Document> parse(std::string_view xml);
  [[nodiscard]] Element root() const;
  // Canonical XML 1.0, inclusive, without comments, of the element and what is in it.
  [[nodiscard]] Bytes canonical(const Element& element) const;

 private:
  using Handle = UniqueHandle<xmlDoc, xmlFreeDoc>;
  explicit Document(Handle handle) : handle_(std::move(handle)) {}
  Handle handle_;
};

} // namespace foyer::unseal
