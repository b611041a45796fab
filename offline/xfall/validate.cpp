// SPDX-License-Identifier: EUPL-1.2
#include <xfall/xml.hpp>

#include <base/unique_handle.hpp>

#include <libxml/parser.h>
#include <libxml/tree.h>
#include <libxml/xmlschemas.h>

#include <limits>

namespace foyer::xfall {

namespace {

using Document = UniqueHandle<xmlDoc, xmlFreeDoc>;

// No entity is replaced, no DTD is loaded, nothing is fetched, nothing goes to standard error.
constexpr int parse_options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
constexpr const char* schema_instance = "http://www.w3.org/2001/XMLSchema-instance";

// The first error's place and number. Its message would quote content.
struct FirstError {
  int line = 0;
  int rule = 0;
};

void note_error(void* to, xmlErrorPtr error) {
  auto& first = *static_cast<FirstError*>(to);
  if (first.rule != 0)
    return;
  first.line = error->line;
  first.rule = error->code;
}

Failure invalid(std::string_view what, const FirstError& first = {}) {
  std::string detail(what);
  if (first.rule != 0)
    detail +=
        ", line " + std::to_string(first.line) + ", libxml2 rule " + std::to_string(first.rule);
  return fail(FailureCode::container_invalid, std::move(detail));
}

// xsi:schemaLocation would make libxml2 fetch the named schemas while it validates.
bool declares_schema_instance(const xmlDoc* document) {
  const xmlNode* node = xmlDocGetRootElement(document);
  const xmlNode* const root = node;
  while (node != nullptr) {
    if (node->type == XML_ELEMENT_NODE)
      for (const xmlNs* space = node->nsDef; space != nullptr; space = space->next)
        if (space->href != nullptr &&
            xmlStrEqual(space->href, reinterpret_cast<const xmlChar*>(schema_instance)) != 0)
          return true;
    if (node->type == XML_ELEMENT_NODE && node->children != nullptr) {
      node = node->children;
      continue;
    }
    while (node != root && node->next == nullptr)
      node = node->parent;
    node = node == root ? nullptr : node->next;
  }
  return false;
}

} // namespace

struct Schema::Compiled {
  UniqueHandle<xmlSchema, xmlSchemaFree> schema;
};

Schema::Schema(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
Schema::Schema(Schema&&) noexcept = default;
Schema& Schema::operator=(Schema&&) noexcept = default;
Schema::~Schema() = default;

Result<Schema> Schema::load(const std::filesystem::path& xsd) {
  xmlInitParser();
  const Document document(xmlReadFile(xsd.c_str(), nullptr, parse_options));
  if (!document)
    return fail(FailureCode::config_broken, "schema unreadable");
  const UniqueHandle<xmlSchemaParserCtxt, xmlSchemaFreeParserCtxt> context(
      xmlSchemaNewDocParserCtxt(document.get()));
  if (!context)
    return fail(FailureCode::config_broken, "schema");
  FirstError first;
  xmlSchemaSetParserStructuredErrors(context.get(), note_error, &first);
  auto compiled = std::make_unique<Compiled>();
  compiled->schema.reset(xmlSchemaParse(context.get()));
  if (!compiled->schema)
    return fail(FailureCode::config_broken, "no schema: line " + std::to_string(first.line));
  return Schema(std::move(compiled));
}

Status Schema::validate(std::string_view xml) const {
  // What build() writes has no document type; looked for before a parser sees its entities.
  if (xml.find("<!DOCTYPE") != std::string_view::npos)
    return invalid("document type declaration");
  if (xml.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
    return invalid("too large");
  const UniqueHandle<xmlParserCtxt, xmlFreeParserCtxt> parser(xmlNewParserCtxt());
  if (!parser)
    return invalid("out of memory");
  const Document document(xmlCtxtReadMemory(parser.get(), xml.data(), static_cast<int>(xml.size()),
                                            nullptr, "UTF-8", parse_options));
  if (!document || document->intSubset != nullptr)
    return invalid("not well-formed", {parser->lastError.line, parser->lastError.code});
  if (declares_schema_instance(document.get()))
    return invalid("names schemas of its own");

  const UniqueHandle<xmlSchemaValidCtxt, xmlSchemaFreeValidCtxt> context(
      xmlSchemaNewValidCtxt(compiled_->schema.get()));
  if (!context)
    return invalid("out of memory");
  FirstError first;
  xmlSchemaSetValidStructuredErrors(context.get(), note_error, &first);
  if (xmlSchemaValidateDoc(context.get(), document.get()) != 0)
    return invalid("against the schema", first);
  return success();
}

Status validate(std::string_view xml, const std::filesystem::path& xsd) {
  FOYER_TRY(const Schema schema, Schema::load(xsd));
  return schema.validate(xml);
}

} // namespace foyer::xfall
