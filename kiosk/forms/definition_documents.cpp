// SPDX-License-Identifier: EUPL-1.2
// The papers a definition asks for.
#include "definition_reader.hpp"

#include <charconv>

namespace foyer::forms {

namespace {

constexpr int most_pages_of_a_document = 30; // a line of ancestors has that many certificates

std::optional<std::pair<int, int>> page_range(std::string_view text) {
  const auto dash = text.find('-');
  if (dash == std::string_view::npos)
    return std::nullopt;
  int low = 0, high = 0;
  const auto a = std::from_chars(text.data(), text.data() + dash, low);
  const char* end = text.data() + text.size();
  const auto b = std::from_chars(text.data() + dash + 1, end, high);
  if (a.ec != std::errc{} || a.ptr != text.data() + dash || b.ec != std::errc{} || b.ptr != end)
    return std::nullopt;
  if (low < 0 || high < 1 || high < low || high > most_pages_of_a_document)
    return std::nullopt;
  return std::pair{low, high};
}

} // namespace

void DefinitionReader::read_document(const JsonNode& node) {
  node.allow_only({"id", "pages", "relevant", "scan", "law", "sensitive", "kind"});
  Document document;
  document.id = node.text("id");
  if (!is_id(document.id, true))
    node.problem(2, "\"id\" may hold a-z, 0-9, _ and . only");
  if (made_->find_document(document.id))
    node.problem(5, "document " + document.id + " stands there twice");
  if (const auto range = page_range(node.text("pages"))) {
    document.min_pages = range->first;
    document.max_pages = range->second;
  } else {
    node.problem(11, "\"pages\" is like \"1-4\" (\"0-4\" for one that need not be), at most 30");
  }
  document.sensitive = node.flag("sensitive");
  if (node.has("kind")) {
    if (const auto kind = paper_kind(node.text("kind")))
      document.kind = *kind;
    else
      node.problem(11, "\"kind\" is passport, card, identity or finances");
  }
  const JsonNode scan = node.at("scan");
  scan.allow_only({"mode", "dpi"});
  const std::string mode = scan.text("mode");
  if (mode == "color")
    document.mode = ScanMode::color;
  else if (mode != "grey")
    scan.problem(11, "\"mode\" is color or grey");
  const std::int64_t dpi = scan.at("dpi").integer();
  if (dpi < 100 || dpi > 600)
    scan.problem(11, "\"dpi\" is 100 to 600");
  else
    document.dpi = static_cast<int>(dpi);
  // Papers are asked for before the declarations, so only questions may decide about them.
  std::size_t limit = made_->fields.size();
  for (std::size_t i = made_->fields.size(); i-- > 0;)
    if (made_->fields[i].page != no_page &&
        made_->pages[made_->fields[i].page].kind == PageKind::declarations)
      limit = i;
  if (node.has("relevant"))
    document.relevant = compile(node.at("relevant"), node.text("relevant"), limit, Type::boolean);
  made_->documents.push_back(std::move(document));
  document_nodes_.push_back(node);
}

} // namespace foyer::forms
