// SPDX-License-Identifier: EUPL-1.2
#include "definition_reader.hpp"

#include "field_type.hpp"

namespace foyer::forms {

namespace {

constexpr std::size_t most_fields_on_a_page = 6;

} // namespace

DefinitionReader::DefinitionReader(std::shared_ptr<const Parameters> parameters,
                                   const CodeLists& lists, BlockSource blocks, Problems& problems)
    : parameters_(std::move(parameters)), lists_(lists), blocks_(std::move(blocks)),
      problems_(problems) {}

std::shared_ptr<Assistant> DefinitionReader::read(const JsonNode& root) {
  root.allow_only({"id", "version", "leika", "concern", "text_args", "preset", "sections",
                   "extra_checks", "documents", "fee", "fee_known", "fee_note"});
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
      node.allow_only({"field", "that", "severity", "message", "args", "offer", "file_now"});
      if (const auto field = known_field(node.at("field")))
        read_check(node, *field);
    }
  if (root.has("documents"))
    for (const auto& node : root.at("documents").elements())
      read_document(node);
  if (root.has("fee"))
    made_->fee = compile(root.at("fee"), root.text("fee"), end(), Type::integer);
  if (root.has("fee_known")) {
    made_->fee_known = compile(root.at("fee_known"), root.text("fee_known"), end(), Type::boolean);
    if (!root.has("fee"))
      root.at("fee_known").problem(2, "there is no \"fee\" to be known");
  }
  made_->fee_note = root.text_or("fee_note", "");
  if (root.has("concern"))
    made_->concern = outer_field(root.at("concern"));
  if (root.has("text_args"))
    read_text_args(root.at("text_args"));
  if (made_->fields.empty())
    root.problem(2, "asks for nothing");
  if (problems_.empty())
    find_unreachable();
  make_guidance(root);
  keep_guidance_apart(root);
  return made_;
}

// Every id of the definition, so that "asked later" and "does not exist" are told apart.
void DefinitionReader::collect_ids(const JsonNode& root) {
  if (!root.has("sections"))
    return;
  for (const auto& section : root.at("sections").elements())
    if (section.has("pages"))
      collect_page_ids(section.at("pages"));
}

void DefinitionReader::collect_page_ids(const JsonNode& list) {
  Problems ignored; // said again, once, when the parts are read
  for (const auto& item : list.silent(ignored).elements()) {
    if (item.has("fields"))
      for (const auto& field : item.at("fields").elements())
        if (field.has("id"))
          all_ids_.insert(field.text("id"));
    if (item.has("repeat")) {
      all_ids_.insert(item.text("repeat"));
      if (item.has("pages"))
        collect_page_ids(item.at("pages"));
    }
    if (!item.has("block"))
      continue;
    const std::string name = item.text("block");
    const nlohmann::json* block = collected_blocks_.insert(name).second ? blocks_(name) : nullptr;
    if (block == nullptr)
      continue;
    const JsonNode node(*block, "blocks/" + name + ".json", "", ignored);
    if (node.has("pages"))
      collect_page_ids(node.at("pages"));
  }
}

std::optional<std::size_t> DefinitionReader::known_field(const JsonNode& node) {
  const std::string id = node.text();
  const auto found = made_->find_field(id);
  if (!found && !id.empty())
    node.problem(13, "no field " + id);
  return found;
}

std::optional<std::size_t> DefinitionReader::outer_field(const JsonNode& node) {
  const auto found = known_field(node);
  if (found && made_->fields[*found].repeat != no_repeat)
    node.problem(13, "the field must not be in a repeat");
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
  if (kind != "questions" && kind != "declarations" && kind != "guidance")
    node.problem(2, "\"kind\" is questions, guidance or declarations");
  section.guidance = kind == "guidance";
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
      read_item(item, Owner{made_->id, {}}, index, page_kind);
  }
  if (made_->sections[index].pages.empty())
    node.problem(6, "has no page");
}

// Nobody but the visitor sees these answers, so nobody must give them, and no hint is for staff.
void DefinitionReader::make_guidance(const JsonNode& root) {
  for (Field& field : made_->fields) {
    if (!made_->guidance(field))
      continue;
    if (field.requirement != Requirement::optional)
      root.problem(17, field.id + " must be optional: guidance is not filed");
    for (Constraint& check : field.constraints)
      if (check.severity == Severity::hint)
        check.severity = Severity::notice;
  }
}

// What is filed must not depend on what is not.
void DefinitionReader::keep_guidance_apart(const JsonNode& root) {
  const auto reads_guidance = [&](const std::optional<Expression>& expression) {
    return expression &&
           std::any_of(expression->fields().begin(), expression->fields().end(),
                       [&](std::size_t index) { return made_->guidance(made_->fields[index]); });
  };
  for (const Field& field : made_->fields) {
    bool reads = reads_guidance(field.relevant) || reads_guidance(field.calculated) ||
                 reads_guidance(field.suggested) || reads_guidance(field.suggested_when);
    for (const Constraint& check : field.constraints)
      reads = reads || reads_guidance(check.condition);
    if (reads && !made_->guidance(field))
      root.problem(17, field.id + " depends on guidance, which is not filed");
  }
  for (const Repeat& repeat : made_->repeats)
    if (reads_guidance(repeat.relevant))
      root.problem(17, repeat.id + " depends on guidance, which is not filed");
  for (const Document& document : made_->documents)
    if (reads_guidance(document.relevant))
      root.problem(17, document.id + " depends on guidance, which is not filed");
  if (reads_guidance(made_->fee) || reads_guidance(made_->fee_known))
    root.problem(17, "the fee depends on guidance, which is not filed");
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
    read_item(page, owner, section, kind);
}

void DefinitionReader::read_item(const JsonNode& node, const Owner& owner, std::size_t section,
                                 PageKind kind) {
  if (node.has("repeat"))
    read_repeat(node, owner, section, kind);
  else
    read_page(node, owner, section, kind, no_repeat);
}

void DefinitionReader::read_page(const JsonNode& node, const Owner& owner, std::size_t section,
                                 PageKind kind, std::size_t repeat) {
  node.allow_only({"id", "fields"});
  Page page;
  const std::string name = node.text("id");
  if (!is_id(name, false))
    node.problem(2, "\"id\" may hold a-z, 0-9 and _ only");
  page.id = owner.name + "." + name;
  page.section = section;
  page.kind = kind;
  page.repeat = repeat;
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
  if (repeat != no_repeat)
    made_->repeats[repeat].pages.push_back(index);
}

void DefinitionReader::read_text_args(const JsonNode& node) {
  for (const auto& [name, arg] : node.members()) {
    arg.allow_only({"field", "otherwise"});
    const auto field = outer_field(arg.at("field"));
    const std::string otherwise = arg.text("otherwise");
    if (!field)
      continue;
    if (expression_type(made_->fields[*field].type) != Type::text)
      arg.problem(13, "the field must be a text or a code");
    made_->text_args.push_back({name, *field, otherwise});
  }
}

} // namespace foyer::forms
