// SPDX-License-Identifier: EUPL-1.2
// Repeats: what is asked once for each child, stay, ...
#include "definition_reader.hpp"

namespace foyer::forms {

namespace {

constexpr std::int64_t most_rows = 50;

} // namespace

void DefinitionReader::read_repeat(const JsonNode& node, const Owner& owner, std::size_t section,
                                   PageKind kind) {
  node.allow_only({"repeat", "min", "max", "relevant", "summary", "pages", "law"});
  Repeat repeat;
  repeat.id = node.text("repeat");
  if (owner.without.contains(repeat.id))
    return;
  if (!is_id(repeat.id, true))
    node.problem(2, "\"repeat\" may hold a-z, 0-9, _ and . only");
  if (made_->find_repeat(repeat.id) || made_->find_field(repeat.id)) {
    node.problem(5, repeat.id + " stands there twice");
    return;
  }
  if (kind == PageKind::declarations)
    node.problem(14, "repeats stand among the questions");
  repeat.section = section;
  repeat.kind = kind;
  const std::int64_t min = node.has("min") ? node.at("min").integer() : 0;
  const std::int64_t max = node.at("max").integer();
  if (max < 1 || max > most_rows || min < 0 || min > max) {
    node.problem(14, "needs \"min\" from 0 and \"max\" from 1 to 50, not below \"min\"");
  } else {
    repeat.min = static_cast<std::size_t>(min);
    repeat.max = static_cast<std::size_t>(max);
  }
  repeat.first_field = end();
  std::string condition = node.text_or("relevant", "");
  if (node.has("relevant"))
    compile(node.at("relevant"), condition, end(), Type::boolean);
  if (!owner.relevant.empty()) {
    compile(*owner.note, owner.relevant, end(), Type::boolean);
    condition =
        condition.empty() ? owner.relevant : "(" + owner.relevant + ") && (" + condition + ")";
  }
  if (!condition.empty() && problems_.empty())
    repeat.relevant = compile(node, condition, end(), Type::boolean);

  const std::size_t index = made_->repeats.size();
  made_->repeats.push_back(std::move(repeat));
  repeat_nodes_.push_back(node);
  for (const auto& page : node.at("pages").elements())
    read_page(page, owner, section, kind, index);
  close_repeat(node, index);
}

void DefinitionReader::close_repeat(const JsonNode& node, std::size_t index) {
  Repeat& repeat = made_->repeats[index];
  repeat.field_count = end() - repeat.first_field;
  if (repeat.pages.empty())
    node.problem(6, "has no page");
  for (std::size_t field = repeat.first_field; field < end(); ++field)
    read_checks(JsonNode(field_nodes_[field]), field);
  for (const auto& element : node.at("summary").elements()) {
    const auto field = known_field(element);
    if (!field)
      continue;
    if (made_->fields[*field].repeat != index)
      element.problem(14, "must be a field of this repeat");
    made_->repeats[index].summary.push_back(*field);
  }
  if (node.at("summary").elements().empty())
    node.problem(14, "\"summary\" names the fields that tell rows apart");
}

} // namespace foyer::forms
