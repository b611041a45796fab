// SPDX-License-Identifier: EUPL-1.2
#include "xml.hpp"

#include <libxml/c14n.h>
#include <libxml/parser.h>

namespace foyer::unseal {

namespace {

const xmlChar* chars(const char* text) {
  return reinterpret_cast<const xmlChar*>(text);
}
std::string taken(xmlChar* text) {
  std::string copy = text != nullptr ? reinterpret_cast<const char*>(text) : "";
  xmlFree(text);
  return copy;
}

// Called for each node, attribute and namespace; the last ones come with their element as parent.
int below(void* top, xmlNode* node, xmlNode* parent) {
  const bool is_namespace = node->type == XML_NAMESPACE_DECL;
  for (const xmlNode* at = is_namespace ? parent : node; at != nullptr; at = at->parent)
    if (at == top)
      return 1;
  return 0;
}

} // namespace

bool Element::is(const char* space, const char* name) const {
  return node_->ns != nullptr && xmlStrEqual(node_->ns->href, chars(space)) == 1 &&
         xmlStrEqual(node_->name, chars(name)) == 1;
}

std::vector<Element> Element::children() const {
  std::vector<Element> found;
  for (xmlNode* child = node_->children; child != nullptr; child = child->next)
    if (child->type == XML_ELEMENT_NODE)
      found.emplace_back(child);
  return found;
}

std::vector<Element> Element::children(const char* space, const char* name) const {
  std::vector<Element> found;
  for (const Element& child : children())
    if (child.is(space, name))
      found.push_back(child);
  return found;
}

Result<Element> Element::only(const char* space, const char* name) const {
  const auto found = children(space, name);
  if (found.size() != 1)
    return fail(FailureCode::malformed, name);
  return found.front();
}

std::string Element::attribute(const char* name) const {
  return taken(xmlGetNoNsProp(node_, chars(name)));
}

std::string Element::text() const {
  return taken(xmlNodeGetContent(node_));
}

Result<Document> Document::parse(std::string_view xml) {
  Handle handle(
      xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
                    XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_HUGE));
  if (!handle || handle->intSubset != nullptr || xmlDocGetRootElement(handle.get()) == nullptr)
    return fail(FailureCode::malformed, "no XML");
  return Document(std::move(handle));
}

Element Document::root() const {
  return Element(xmlDocGetRootElement(handle_.get()));
}

Bytes Document::canonical(const Element& element) const {
  xmlOutputBuffer* buffer = xmlAllocOutputBuffer(nullptr);
  Bytes result;
  if (buffer == nullptr)
    return result;
  if (xmlC14NExecute(handle_.get(), below, element.node(), XML_C14N_1_0, nullptr, 0, buffer) >= 0)
    result.assign(xmlOutputBufferGetContent(buffer),
                  xmlOutputBufferGetContent(buffer) + xmlOutputBufferGetSize(buffer));
  xmlOutputBufferClose(buffer);
  return result;
}

} // namespace foyer::unseal
