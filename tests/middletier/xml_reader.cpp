// SPDX-License-Identifier: EUPL-1.2
#include "xml_reader.hpp"

#include <base/unique_handle.hpp>

#include <libxml/parser.h>
#include <libxml/xpath.h>

namespace foyer::middletier {

using XPathObject = UniqueHandle<xmlXPathObject, xmlXPathFreeObject>;

struct XmlReader::Document {
  UniqueHandle<xmlDoc, xmlFreeDoc> document;
  UniqueHandle<xmlXPathContext, xmlXPathFreeContext> context;

  [[nodiscard]] XPathObject evaluate(const std::string& xpath) const {
    return XPathObject(
        xmlXPathEvalExpression(reinterpret_cast<const xmlChar*>(xpath.c_str()), context.get()));
  }
};

XmlReader::XmlReader(std::string_view xml) : document_(std::make_unique<Document>()) {
  document_->document.reset(
      xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING));
  if (document_->document)
    document_->context.reset(xmlXPathNewContext(document_->document.get()));
}

XmlReader::~XmlReader() = default;

bool XmlReader::ok() const {
  return document_->context != nullptr;
}

std::string XmlReader::text(const std::string& xpath) const {
  const XPathObject found = document_->evaluate("string(" + xpath + ")");
  if (!found || found->stringval == nullptr)
    return {};
  return reinterpret_cast<const char*>(found->stringval);
}

int XmlReader::count(const std::string& xpath) const {
  const XPathObject found = document_->evaluate("count(" + xpath + ")");
  return found ? static_cast<int>(found->floatval) : 0;
}

std::string path(std::string_view names) {
  std::string result;
  while (!names.empty()) {
    const auto end = names.find('/');
    result += "/*[local-name()='" + std::string(names.substr(0, end)) + "']";
    names.remove_prefix(end == std::string_view::npos ? names.size() : end + 1);
  }
  return result;
}

} // namespace foyer::middletier
