// SPDX-License-Identifier: EUPL-1.2
// Fields and their checks.
#include "definition_reader.hpp"

#include "field_type.hpp"

#include <algorithm>

namespace foyer::forms {

bool is_id(std::string_view id, bool dotted) {
  if (id.empty() || id.front() == '.' || id.back() == '.')
    return false;
  for (const char c : id)
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || (dotted && c == '.')))
      return false;
  return true;
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

// "kinder[].vornamen" in repeat kinder, "person.vornamen" elsewhere.
void DefinitionReader::check_field_id(const JsonNode& node, const Field& field) {
  if (field.repeat == no_repeat) {
    if (!is_id(field.id, true))
      node.problem(2, "\"id\" may hold a-z, 0-9, _ and . only");
    return;
  }
  const std::string prefix = made_->repeats[field.repeat].id + "[].";
  if (!field.id.starts_with(prefix) ||
      !is_id(std::string_view(field.id).substr(prefix.size()), false))
    node.problem(2, "\"id\" of a field in this repeat is like " + prefix + "name");
}

void DefinitionReader::read_field(const JsonNode& node, const Owner& owner, std::size_t page) {
  node.allow_only({"id", "type", "req", "relevant", "value", "suggest", "suggest_when", "checks",
                   "upper", "law", "filter"});
  Field field;
  field.id = node.text("id");
  field.repeat = page == no_page ? no_repeat : made_->pages[page].repeat;
  check_field_id(node, field);
  if (made_->find_field(field.id) || made_->find_repeat(field.id)) {
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
    compile(node.at("relevant"), condition, {index, field.repeat}, Type::boolean);
  // Of a repeat in the block the condition has become part of the repeat's own.
  if (!owner.relevant.empty() && field.repeat == no_repeat) {
    compile(*owner.note, owner.relevant, index, Type::boolean);
    condition =
        condition.empty() ? owner.relevant : "(" + owner.relevant + ") && (" + condition + ")";
  }
  if (!condition.empty() && problems_.empty())
    field.relevant = compile(node, condition, {index, field.repeat}, Type::boolean);
  const bool calculated = field.requirement == Requirement::calculated;
  if (calculated != node.has("value"))
    node.problem(10, calculated ? "a calculated field needs \"value\""
                                : "only a calculated field has \"value\"");
  else if (calculated)
    field.calculated = compile(node.at("value"), node.text("value"), {index, field.repeat},
                               expression_type(field.type));
  if (node.has("suggest") || node.has("suggest_when"))
    read_suggestion(node, index, field);
  if (field.repeat != no_repeat &&
      (field.type == FieldType::acknowledgement || field.type == FieldType::signature))
    node.problem(14, "acknowledgements and signatures stand outside of repeats");
  if (node.has("filter"))
    read_filter(node.at("filter"), field);

  made_->field_index_.emplace(field.id, index);
  const bool in_repeat = field.repeat != no_repeat;
  made_->fields.push_back(std::move(field));
  field_nodes_.push_back(node);
  if (page != no_page)
    made_->pages[page].fields.push_back(index);
  // Checks in a row may read every field of the row before: they wait until all are known.
  if (!in_repeat)
    read_checks(node, index);
}

// An answer that follows from earlier ones is put in; nobody declares or signs that way.
void DefinitionReader::read_suggestion(const JsonNode& node, std::size_t index, Field& field) {
  if (!node.has("suggest") || field.requirement == Requirement::calculated ||
      field.type == FieldType::acknowledgement || field.type == FieldType::signature)
    return node.problem(10,
                        "\"suggest\" is for what visitors answer, \"suggest_when\" goes with it");
  const bool in_repeat = field.repeat != no_repeat;
  if (in_repeat && expression_type(field.type) != Type::text)
    return node.problem(14, "in a repeat \"suggest\" is for texts and choices");
  field.suggested = compile(node.at("suggest"), node.text("suggest"), {index, field.repeat},
                            in_repeat ? Type::list : expression_type(field.type));
  if (node.has("suggest_when"))
    field.suggested_when = compile(node.at("suggest_when"), node.text("suggest_when"),
                                   {index, field.repeat}, Type::boolean);
  made_->suggests_ = true;
}

// The codes a field offers follow from an earlier choice.
void DefinitionReader::read_filter(const JsonNode& node, Field& field) {
  const auto by = known_field(node);
  if (!by)
    return;
  const Field& filter = made_->fields[*by];
  if (filter.type != FieldType::choice || field.codes == nullptr || filter.codes == nullptr ||
      (filter.repeat != no_repeat && filter.repeat != field.repeat))
    return node.problem(15, "a filter is an earlier choice, and the field has a code list");
  field.filter = *by;
  for (const auto& code : field.codes->codes)
    if (filter.codes->find(code.group) == nullptr)
      node.problem(15, "code " + code.code + " has no group that " + filter.id + " can be");
  for (const auto& choice : filter.codes->codes) {
    const auto& codes = field.codes->codes;
    if (std::any_of(codes.begin(), codes.end(),
                    [&](const Code& code) { return code.group == choice.code; }))
      continue;
    if (!field.relevant || !never_holds(*field.relevant, *by, choice.code))
      node.problem(15, "no code is left for " + choice.code);
  }
}

void DefinitionReader::read_checks(const JsonNode& field_node, std::size_t field) {
  if (!field_node.has("checks"))
    return;
  for (const auto& node : field_node.at("checks").elements()) {
    node.allow_only({"that", "severity", "message", "args", "offer", "file_now"});
    read_check(node, field);
  }
}

void DefinitionReader::read_check(const JsonNode& node, std::size_t field) {
  Constraint check;
  const Reading reading{field + 1, made_->fields[field].repeat};
  const std::string severity = node.text_or("severity", "error");
  if (severity == "error")
    check.severity = Severity::error;
  else if (severity == "warning")
    check.severity = Severity::warning;
  else if (severity == "notice")
    check.severity = Severity::notice;
  else if (severity == "hint")
    check.severity = Severity::hint;
  else
    node.problem(2, "\"severity\" is error, warning, notice or hint");
  check.message_key = node.text("message");
  if (!check.message_key.empty() && !check.message_key.starts_with("check."))
    node.problem(2, "\"message\" is a key that begins with check.");
  check.offer = node.text_or("offer", "");
  check.file_now = node.flag("file_now");
  if (check.file_now && check.severity != Severity::warning && check.severity != Severity::notice)
    node.at("file_now").problem(2, "\"file_now\" goes with a warning or a notice");
  if (node.has("args"))
    for (const auto& [name, source] : node.at("args").members()) {
      auto value = compile(source, source.text(), reading, std::nullopt);
      if (!value)
        continue;
      if (value->type() == Type::boolean || value->type() == Type::list)
        source.problem(7, "a message takes numbers, texts and dates");
      check.args.emplace_back(name, std::move(*value));
    }
  auto condition = compile(node.at("that"), node.text("that"), reading, Type::boolean);
  if (!condition)
    return;
  check.condition = std::move(*condition);
  made_->fields[field].constraints.push_back(std::move(check));
}

std::optional<Expression> DefinitionReader::compile(const JsonNode& node, const std::string& source,
                                                    Reading reading, std::optional<Type> expected) {
  if (source.empty())
    return std::nullopt;
  std::string later;
  Scope scope;
  const auto known = [&](const std::string& id,
                         std::size_t limit) -> std::optional<Scope::FieldInfo> {
    const auto index = made_->find_field(id);
    if (!index || *index >= limit) {
      if (all_ids_.contains(id))
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
  scope.field = [&](std::string_view id) -> std::optional<Scope::FieldInfo> {
    if (made_->find_repeat(id)) // asked for below
      return std::nullopt;
    return known(std::string(id), reading.limit);
  };
  // Only what has been asked as a whole can be looked at from outside.
  scope.repeat = [&](std::string_view id) -> std::optional<std::size_t> {
    const auto index = made_->find_repeat(id);
    if (index && made_->repeats[*index].field_count > 0 &&
        made_->repeats[*index].first_field < reading.limit)
      return index;
    if (all_ids_.contains(std::string(id)))
      later = id;
    return std::nullopt;
  };
  scope.row_field = [&](std::size_t repeat, std::string_view name, cel::RowOf row) {
    // The row before was asked as a whole.
    return known(made_->repeats[repeat].id + "[]." + std::string(name),
                 row == cel::RowOf::it ? reading.limit : made_->fields.size());
  };
  if (reading.row_of != no_repeat)
    scope.inside = reading.row_of;
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
  if (!later.empty() && made.failure().detail.starts_with("E04"))
    node.problem(8, "reads " + later + ", which is asked later or is the field itself");
  else
    node.problem(7, made.failure().detail);
  return std::nullopt;
}

} // namespace foyer::forms
