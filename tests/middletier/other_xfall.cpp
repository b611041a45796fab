// SPDX-License-Identifier: EUPL-1.2
#include "other_xfall.hpp"

#include <base/unique_handle.hpp>

#include <libxslt/security.h>
#include <libxslt/transform.h>
#include <libxslt/xsltInternals.h>
#include <libxslt/xsltutils.h>

#include <stdexcept>

namespace foyer::middletier {

namespace {

using Document = UniqueHandle<xmlDoc, xmlFreeDoc>;
using Stylesheet = UniqueHandle<xsltStylesheet, xsltFreeStylesheet>;
using Security = UniqueHandle<xsltSecurityPrefs, xsltFreeSecurityPrefs>;

constexpr int parse_options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;

// Its messages would quote content.
void say_nothing(void*, const char*, ...) {}

Security nothing_allowed() {
  Security security(xsltNewSecurityPrefs());
  for (const auto what :
       {XSLT_SECPREF_READ_FILE, XSLT_SECPREF_WRITE_FILE, XSLT_SECPREF_CREATE_DIRECTORY,
        XSLT_SECPREF_READ_NETWORK, XSLT_SECPREF_WRITE_NETWORK})
    if (!security || xsltSetSecurityPrefs(security.get(), what, xsltSecurityForbid) != 0)
      throw std::runtime_error("XSLT");
  return security;
}

Failure fault(const char* what) {
  return fail(FailureCode::container_invalid, what);
}

} // namespace

struct OtherXfall::Compiled {
  Stylesheet stylesheet;
  Security security;
  xfall::Schema schema;
};

OtherXfall::OtherXfall(const std::filesystem::path& stylesheet,
                       const std::filesystem::path& schema) {
  if (stylesheet.empty() && schema.empty())
    return;
  Document document(xmlReadFile(stylesheet.c_str(), nullptr, parse_options));
  Stylesheet compiled(document ? xsltParseStylesheetDoc(document.get()) : nullptr);
  if (!compiled)
    throw std::runtime_error("unusable stylesheet " + stylesheet.string());
  static_cast<void>(document.release()); // the stylesheet's own now
  auto loaded = xfall::Schema::load(schema);
  if (!loaded)
    throw std::runtime_error("unusable schema " + schema.string());
  compiled_ = std::make_unique<const Compiled>(
      Compiled{std::move(compiled), nothing_allowed(), std::move(*loaded)});
}

OtherXfall::OtherXfall(OtherXfall&&) noexcept = default;
OtherXfall::~OtherXfall() = default;

Result<std::optional<std::string>> OtherXfall::of(const std::string& container) const {
  if (!compiled_)
    return std::optional<std::string>{};
  const Document from(xmlReadMemory(container.data(), static_cast<int>(container.size()), nullptr,
                                    "UTF-8", parse_options));
  if (!from)
    return fault("not well-formed");
  const UniqueHandle<xsltTransformContext, xsltFreeTransformContext> context(
      xsltNewTransformContext(compiled_->stylesheet.get(), from.get()));
  if (!context || xsltSetCtxtSecurityPrefs(compiled_->security.get(), context.get()) != 0)
    return fault("XSLT");
  xsltSetTransformErrorFunc(context.get(), nullptr, say_nothing);
  const Document made(xsltApplyStylesheetUser(compiled_->stylesheet.get(), from.get(), nullptr,
                                              nullptr, nullptr, context.get()));
  if (!made || context->state != XSLT_STATE_OK)
    return fault("the stylesheet did not come to its end");
  xmlChar* text = nullptr;
  int size = 0;
  const int written = xsltSaveResultToString(&text, &size, made.get(), compiled_->stylesheet.get());
  const UniqueHandle<xmlChar, [](xmlChar* memory) { xmlFree(memory); }> held(text);
  if (written != 0 || text == nullptr)
    return fault("XSLT");
  std::string xml(reinterpret_cast<const char*>(text), static_cast<std::size_t>(size));
  FOYER_CHECK(compiled_->schema.validate(xml));
  return std::optional(std::move(xml));
}

} // namespace foyer::middletier
