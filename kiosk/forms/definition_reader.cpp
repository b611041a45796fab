// SPDX-License-Identifier: EUPL-1.2
#include "definition_reader.hpp"

#include "field_type.hpp"

#include <charconv>

namespace foyer::forms {

namespace {

constexpr std::size_t most_fields_on_a_page = 6;
constexpr int most_pages_of_a_document = 20; // assistants.md §7, limits

// Lower case, digits, "_" and "." inside: ids go into message keys and into the submission.
bool is_id(std::string_view id, bool dotted) {
  if (id.empty() || id.front() == '.' || id.back() == '.')
    return false;
  for (const char c : id)
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || (dotted && c == '.')))
      return false;
  return true;
}

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
  if (low < 1 || high < low || high > most_pages_of_a_document)
    return std::nullopt;
  return std::pair{low, high};
}

} // namespace

DefinitionReader::DefinitionReader(std::shared_ptr<const Parameters> parameters,
                                   const CodeLists& lists, BlockSource blocks, Problems& problems)
    : parameters_(std::move(parameters)), lists_(lists), blocks_(std::move(blocks)),
      problems_(problems) {}

std::shared_ptr<Assistant> DefinitionReader::read(const JsonNode& root) {
  root.allow_only({"id", "version", "leika", "concern", "text_args", "preset", "sections",
                   "extra_checks", "documents", "fee"});
  made_->id = root.text("id");
  if (!is_id(made_->id, false))
    root.problem(2, "\"id\" may hold a-z, 0-9 and _ only");
  made_->version = root.text("version");
  made_->leika = root.text_or("leika", "");
  made_->parameters = parameters_;
  collect_ids(root);

  const Owner own{made_->id, {}};
  if (root.has("preset"))
    for (const auto& node : root.at("preset").elements())
      read_field(node, own, no_page);
  for (const auto& node : root.at("sections").elements())
    read_section(node);
  if (root.has("extra_checks"))
    for (const auto& node : root.at("extra_checks").elements()) {
      node.allow_only({"field", "that", "severity", "message", "args", "offer"});
      if (const auto field = known_field(node.at("field")))
        read_check(node, *field);
    }
  if (root.has("documents"))
    for (const auto& node : root.at("documents").elements())
      read_document(node);
  if (root.has("fee"))
    made_->fee = compile(root.at("fee"), root.text("fee"), made_->fields.size(), Type::integer);
  if (root.has("concern"))
    made_->concern = known_field(root.at("concern"));
  if (root.has("text_args"))
    read_text_args(root.at("text_args"));
  if (made_->fields.empty())
    root.problem(2, "asks for nothing");
  return made_;
}

// Every id of the definition, so that "asked later" and "does not exist" are told apart.
void DefinitionReader::collect_ids(const JsonNode& root) {
  Problems ignored; // said again, once, when the parts are read
  const auto pages = [&](const JsonNode& list) {
    for (const auto& page : list.elements())
      if (page.has("fields"))
        for (const auto& field : page.at("fields").elements())
          if (field.has("id"))
            all_ids_.insert(field.text("id"));
  };
  if (!root.has("sections"))
    return;
  for (const auto& section : root.at("sections").elements()) {
    if (!section.has("pages"))
      continue;
    pages(section.at("pages"));
    for (const auto& item : section.at("pages").elements()) {
      if (!item.has("block"))
        continue;
      const std::string name = item.text("block");
      const nlohmann::json* block = blocks_(name);
      if (block == nullptr)
        continue;
      const JsonNode node(*block, "blocks/" + name + ".json", "", ignored);
      if (node.has("pages"))
        pages(node.at("pages"));
    }
  }
}

std::optional<std::size_t> DefinitionReader::known_field(const JsonNode& node) {
  const std::string id = node.text();
  const auto found = made_->find_field(id);
  if (!found && !id.empty())
    node.problem(13, "no field " + id);
  return found;
}

void DefinitionReader::read_section(const JsonNode& node) {
  node.allow_only({"id", "kind", "pages"});
  Section section;
  section.id = node.text("id");
  if (!is_id(section.id, false))
    node.problem(2, "\"id\" may hold a-z, 0-9 and _ only");
  for (const auto& other : made_->sections)
    if (other.id == section.id)
      node.problem(5, "section " + section.id + " stands there twice");
  const std::string kind = node.text_or("kind", "questions");
  if (kind != "questions" && kind != "declarations")
    node.problem(2, "\"kind\" is questions or declarations");
  const PageKind page_kind = kind == "declarations" ? PageKind::declarations : PageKind::questions;
  if (page_kind == PageKind::questions && !made_->pages.empty() &&
      made_->pages.back().kind == PageKind::declarations)
    node.problem(2, "questions come before declarations");
  made_->sections.push_back(std::move(section));
  const std::size_t index = made_->sections.size() - 1;
  for (const auto& item : node.at("pages").elements()) {
    if (item.has("block"))
      read_block(item, index, page_kind);
    else
      read_page(item, Owner{made_->id, {}}, index, page_kind);
  }
  if (made_->sections[index].pages.empty())
    node.problem(6, "has no page");
}

void DefinitionReader::read_block(const JsonNode& item, std::size_t section, PageKind kind) {
  item.allow_only({"block", "relevant", "without"});
  Owner owner{item.text("block"), item.text_or("relevant", "")};
  const nlohmann::json* json = is_id(owner.name, false) ? blocks_(owner.name) : nullptr;
  if (json == nullptr) {
    item.problem(12, "no block \"" + owner.name + "\"");
    return;
  }
  const JsonNode note = item.has("relevant") ? item.at("relevant") : item;
  owner.note = &note;
  if (item.has("without"))
    for (const auto& field : item.at("without").elements()) {
      owner.without.insert(field.text());
      if (!all_ids_.contains(field.text()))
        field.problem(13, "no field " + field.text());
    }
  const JsonNode block(*json, "blocks/" + owner.name + ".json", "", problems_);
  block.allow_only({"id", "pages"});
  if (block.text("id") != owner.name)
    block.problem(2, "\"id\" must be the file's name");
  for (const auto& page : block.at("pages").elements())
    read_page(page, owner, section, kind);
}

void DefinitionReader::read_page(const JsonNode& node, const Owner& owner, std::size_t section,
                                 PageKind kind) {
  node.allow_only({"id", "fields"});
  Page page;
  const std::string name = node.text("id");
  if (!is_id(name, false))
    node.problem(2, "\"id\" may hold a-z, 0-9 and _ only");
  page.id = owner.name + "." + name;
  page.section = section;
  page.kind = kind;
  if (made_->find_page(page.id))
    node.problem(5, "page " + page.id + " stands there twice");
  const std::size_t index = made_->pages.size();
  made_->pages.push_back(std::move(page));
  std::size_t asked = 0;
  for (const auto& field : node.at("fields").elements()) {
    if (field.has("id") && owner.without.contains(field.text("id")))
      continue;
    const std::size_t before = made_->fields.size();
    read_field(field, owner, index);
    if (made_->fields.size() > before &&
        made_->fields.back().requirement != Requirement::calculated)
      ++asked;
  }
  if (asked == 0 && !owner.without.empty() && made_->pages[index].fields.empty()) {
    made_->pages.pop_back(); // the whole page was left out
    return;
  }
  if (asked == 0 || asked > most_fields_on_a_page)
    node.problem(6, "asks " + std::to_string(asked) + " fields, 1 to 6 fit");
  made_->sections[section].pages.push_back(index);
}

void DefinitionReader::read_type(const JsonNode& node, Field& field) {
  const std::string written = node.text("type");
  const auto spec = parse_type(written);
  if (!spec) {
    if (!written.empty())
      node.problem(3, "no type \"" + written + "\"");
    return;
  }
  field.type = spec->type;
  field.max_length = spec->max_length;
  field.min = spec->min;
  field.max = spec->max;
  if (spec->list.empty())
    return;
  const auto list = lists_.find(spec->list);
  if (list == lists_.end()) {
    node.problem(4, "no code list \"" + spec->list + "\"");
    return;
  }
  field.codes = list->second.get();
  made_->lists_.push_back(list->second);
}

void DefinitionReader::read_field(const JsonNode& node, const Owner& owner, std::size_t page) {
  node.allow_only({"id", "type", "req", "relevant", "value", "checks", "upper", "law"});
  Field field;
  field.id = node.text("id");
  if (!is_id(field.id, true))
    node.problem(2, "\"id\" may hold a-z, 0-9, _ and . only");
  if (made_->find_field(field.id)) {
    node.problem(5, "field " + field.id + " stands there twice");
    return;
  }
  read_type(node, field);
  const std::string req = node.text("req");
  if (req == "R")
    field.requirement = Requirement::required;
  else if (req == "O")
    field.requirement = Requirement::optional;
  else if (req == "S")
    field.requirement = Requirement::soft;
  else if (req == "C")
    field.requirement = Requirement::calculated;
  else if (!req.empty())
    node.problem(2, "\"req\" is R, O, S or C");
  field.upper = node.flag("upper");
  field.page = page;
  field.preset = page == no_page;

  const std::size_t index = made_->fields.size();
  std::string condition = node.text_or("relevant", "");
  if (node.has("relevant"))
    compile(node.at("relevant"), condition, index, Type::boolean); // located at the field itself
  if (!owner.relevant.empty()) {
    compile(*owner.note, owner.relevant, index, Type::boolean);
    condition =
        condition.empty() ? owner.relevant : "(" + owner.relevant + ") && (" + condition + ")";
  }
  if (!condition.empty() && problems_.empty())
    field.relevant = compile(node, condition, index, Type::boolean);
  const bool calculated = field.requirement == Requirement::calculated;
  if (calculated != node.has("value"))
    node.problem(10, calculated ? "a calculated field needs \"value\""
                                : "only a calculated field has \"value\"");
  else if (calculated)
    field.calculated =
        compile(node.at("value"), node.text("value"), index, expression_type(field.type));

  made_->field_index_.emplace(field.id, index);
  made_->fields.push_back(std::move(field));
  if (page != no_page)
    made_->pages[page].fields.push_back(index);
  read_checks(node, index);
}

void DefinitionReader::read_checks(const JsonNode& field_node, std::size_t field) {
  if (!field_node.has("checks"))
    return;
  for (const auto& node : field_node.at("checks").elements()) {
    node.allow_only({"that", "severity", "message", "args", "offer"});
    read_check(node, field);
  }
}

void DefinitionReader::read_check(const JsonNode& node, std::size_t field) {
  Constraint check;
  const std::string severity = node.text_or("severity", "error");
  if (severity == "error")
    check.severity = Severity::error;
  else if (severity == "warning")
    check.severity = Severity::warning;
  else if (severity == "hint")
    check.severity = Severity::hint;
  else
    node.problem(2, "\"severity\" is error, warning or hint");
  check.message_key = node.text("message");
  if (!check.message_key.empty() && !check.message_key.starts_with("check."))
    node.problem(2, "\"message\" is a key that begins with check.");
  check.offer = node.text_or("offer", "");
  if (node.has("args"))
    for (const auto& [name, source] : node.at("args").members()) {
      auto value = compile(source, source.text(), field + 1, std::nullopt);
      if (!value)
        continue;
      if (value->type() == Type::boolean || value->type() == Type::list)
        source.problem(7, "a message takes numbers, texts and dates");
      check.args.emplace_back(name, std::move(*value));
    }
  auto condition = compile(node.at("that"), node.text("that"), field + 1, Type::boolean);
  if (!condition)
    return;
  check.condition = std::move(*condition);
  made_->fields[field].constraints.push_back(std::move(check));
}

void DefinitionReader::read_document(const JsonNode& node) {
  node.allow_only({"id", "pages", "relevant", "scan", "law"});
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
    node.problem(11, "\"pages\" is like \"1-4\", at most 20");
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
}

void DefinitionReader::read_text_args(const JsonNode& node) {
  for (const auto& [name, arg] : node.members()) {
    arg.allow_only({"field", "otherwise"});
    const auto field = known_field(arg.at("field"));
    const std::string otherwise = arg.text("otherwise");
    if (!field)
      continue;
    if (expression_type(made_->fields[*field].type) != Type::text)
      arg.problem(13, "the field must be a text or a code");
    made_->text_args.push_back({name, *field, otherwise});
  }
}

std::optional<Expression> DefinitionReader::compile(const JsonNode& node, const std::string& source,
                                                    std::size_t limit,
                                                    std::optional<Type> expected) {
  if (source.empty())
    return std::nullopt;
  std::string later;
  Scope scope;
  scope.field = [&](std::string_view id) -> std::optional<Scope::FieldInfo> {
    const auto index = made_->find_field(id);
    if (!index || *index >= limit) {
      if (all_ids_.contains(std::string(id)))
        later = id;
      return std::nullopt;
    }
    const Field& field = made_->fields[*index];
    Scope::FieldInfo info{*index, expression_type(field.type), {}};
    if (field.codes != nullptr)
      info.is_code = [codes = field.codes](std::string_view code) {
        return codes->find(code) != nullptr;
      };
    return info;
  };
  scope.parameter = [&](std::string_view key) -> std::optional<Type> {
    const Value* value = parameters_->any(key);
    if (value == nullptr)
      return std::nullopt;
    if (std::holds_alternative<std::int64_t>(*value))
      return Type::integer;
    return std::holds_alternative<std::string>(*value) ? Type::text : Type::list;
  };
  auto made = Expression::compile(source, scope, expected);
  if (made)
    return std::move(*made);
  if (!later.empty())
    node.problem(8, "reads " + later + ", which is asked later or is the field itself");
  else
    node.problem(7, made.failure().detail);
  return std::nullopt;
}

} // namespace foyer::forms
