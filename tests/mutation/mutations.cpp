// SPDX-License-Identifier: EUPL-1.2
#include "mutations.hpp"

#include "expression_mutations.hpp"

#include <algorithm>

namespace foyer::mutation {

namespace {

std::string as_json(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\')
      out += '\\';
    out += c;
  }
  return out + "\"";
}

class Definition {
 public:
  Definition(std::string file, const JsonTree& root, const Assistants& all)
      : file_(std::move(file)), root_(root), all_(all) {}

  std::vector<Mutation> mutations() {
    const std::string own = file_.starts_with("assistants/") ? root_.text("id") : "";
    through_ = own;
    if (const auto* pages = root_.find("pages"))
      walk(*pages, "");
    if (const auto* sections = root_.find("sections"))
      for (const auto& section : sections->items) {
        row_ = &section;
        put("unknown member", section.find_member("id")->key, "\"idd\"");
        walk(*section.find("pages"), "");
      }
    if (own.empty())
      return std::move(out_);
    through_ = own;
    if (const auto* checks = root_.find("extra_checks"))
      for (const auto& one : checks->items) {
        row_ = &one;
        const std::string field = one.text("field");
        const auto rows = field.find("[].");
        check(one, rows == std::string::npos ? "" : field.substr(0, rows));
        put("wrong field", *one.find("field"), as_json(field + "q"));
      }
    const JsonTree* before = nullptr;
    for (const auto& one : root_.find("documents")->items) {
      document(one, before);
      before = &one;
    }
    for (const char* key : {"fee", "fee_known"})
      if (const auto* found = root_.find(key)) {
        row_ = found;
        expression(*found, "", std::string_view(key) == "fee" ? "true" : "1 + 1");
      }
    return std::move(out_);
  }

 private:
  // [begin, end) of the file, which breaks row_.
  void put(std::string kind, std::size_t begin, std::size_t end, std::string instead,
           std::string name = "") {
    out_.push_back({std::move(kind), file_, begin, end, std::move(instead), row_->first_line,
                    row_->last_line, through_, std::move(name)});
  }
  void put(std::string kind, const JsonTree& node, std::string instead, std::string name = "") {
    put(std::move(kind), node.begin, node.end, std::move(instead), std::move(name));
  }
  void append(std::string kind, const std::string& member) {
    put(std::move(kind), row_->end - 1, row_->end - 1, ", " + member + " ");
  }

  // The assistant takes the field from this file.
  [[nodiscard]] bool takes(const forms::Assistant& assistant, const std::string& id) const {
    const auto field = assistant.find_field(id);
    return field && assistant.fields[*field].page != forms::no_page &&
           assistant.pages[assistant.fields[*field].page].id.starts_with(root_.text("id") + ".");
  }
  // The smallest assistant that does.
  std::string reader_of(const std::string& field) const {
    std::string best;
    for (const auto& [id, assistant] : all_)
      if (takes(*assistant, field) &&
          (best.empty() || assistant->fields.size() < all_.at(best)->fields.size()))
        best = id;
    return best;
  }

  void walk(const JsonTree& pages, const std::string& repeat) {
    for (const auto& item : pages.items) {
      row_ = &item;
      if (const auto* block = item.find("block")) {
        put("unknown block", *block, "\"no_such_block\"");
        if (const auto* relevant = item.find("relevant"))
          expression(*relevant, "", "1 + 1");
        if (const auto* without = item.find("without"))
          for (const auto& one : without->items)
            put("wrong field", one, as_json(one.value + "q"));
        continue;
      }
      if (const auto* name = item.find("repeat")) {
        const auto& inner = *item.find("pages");
        if (file_.starts_with("blocks/"))
          through_ = reader_of(inner.items.front().find("fields")->items.front().text("id"));
        if (through_.empty())
          continue;
        if (const auto* relevant = item.find("relevant"))
          expression(*relevant, "", "1 + 1");
        put("rows the wrong way round", *item.find("max"), "0");
        for (const auto& one : item.find("summary")->items)
          put("wrong field", one, as_json(one.value + "q"));
        walk(inner, name->value);
        continue;
      }
      page(item, repeat);
    }
  }

  void page(const JsonTree& page, const std::string& repeat) {
    const auto& fields = page.find("fields")->items;
    for (std::size_t i = 0; i < fields.size(); ++i)
      field(fields[i], i + 1 < fields.size() ? &fields[i + 1] : nullptr, repeat);
  }

  void field(const JsonTree& field, const JsonTree* next, const std::string& repeat) {
    row_ = &field;
    const std::string id = field.text("id"), type = field.text("type");
    if (file_.starts_with("blocks/"))
      through_ = reader_of(id);
    if (through_.empty())
      return; // no assistant takes it from its block
    put("wrong type", *field.find("type"), as_json("q" + type));
    if (const auto list = type.find('@'); list != std::string::npos)
      put("unknown list", *field.find("type"), as_json(type.substr(0, list) + "@no_such_list"));
    put("wrong requirement", *field.find("req"), "\"X\"");
    put("unknown member", field.find_member("req")->key, "\"required\"");
    put("id that cannot be", *field.find("id"), as_json(id + " X"));
    const std::string read_as = repeat.empty() ? id : id.substr(repeat.size() + 2); // ".von"
    put("renamed field", *field.find("id"), as_json(id + "q"), read_as);
    if (!last_id_.empty() && last_repeat_ == repeat && takes(*all_.at(through_), last_id_))
      put("duplicate id", *field.find("id"), as_json(last_id_), read_as);
    last_id_ = id;
    last_repeat_ = repeat;

    const bool calculated = field.text("req") == "C";
    const auto own = [&](const std::string& name) {
      return repeat.empty() ? name : "it." + name.substr(repeat.size() + 3);
    };
    condition("reads itself", field, "has(" + own(id) + ")");
    if (next != nullptr)
      condition("reads what is asked later", field, "has(" + own(next->text("id")) + ")");
    if (const auto* relevant = field.find("relevant"))
      expression(*relevant, repeat, "1 + 1");
    if (const auto* value = field.find("value")) {
      expression(*value, repeat, "has(antrag.sprache) ? ['a'] : ['b']");
      put("calculated from itself", *value, as_json(own(id)));
      if (next != nullptr && next->text("req") == "C")
        put("calculated in a cycle", *value, as_json(own(next->text("id"))));
    } else if (!calculated) {
      put("calculated without a value", *field.find("req"), "\"C\"");
    }
    if (const auto* suggest = field.find("suggest")) {
      expression(*suggest, repeat, "1 + 1");
      put("put in from itself", *suggest, as_json(own(id)));
    }
    if (const auto* when = field.find("suggest_when"))
      expression(*when, repeat, "1 + 1");
    if (const auto* filter = field.find("filter"))
      put("wrong field", *filter, as_json(filter->value + "q"));
    if (const auto* checks = field.find("checks"))
      for (const auto& one : checks->items) {
        row_ = &one;
        check(one, repeat);
      }
  }

  void condition(const std::string& kind, const JsonTree& field, const std::string& source) {
    if (const auto* relevant = field.find("relevant"))
      put(kind, *relevant, as_json(source));
    else
      append(kind, "\"relevant\": " + as_json(source));
  }

  void check(const JsonTree& check, const std::string& repeat) {
    expression(*check.find("that"), repeat, "1 + 1");
    put("unknown member", check.find_member("that")->key, "\"thta\"");
    put("message that cannot be", *check.find("message"), "\"message\"");
    put("message nobody wrote", *check.find("message"),
        as_json(check.text("message") + ".no_such_text"));
    if (const auto* severity = check.find("severity"))
      put("wrong severity", *severity, "\"worse\"");
    if (const auto* args = check.find("args"))
      for (const auto& arg : args->members)
        expression(arg.value, repeat, "true");
    if (const auto* offer = check.find("offer"))
      put("offer of nothing", *offer, "\"no_such_assistant\"", "no_such_assistant");
  }

  void document(const JsonTree& document, const JsonTree* before) {
    row_ = &document;
    const std::string id = document.text("id");
    put("wrong pages", *document.find("pages"), "\"4-1\"");
    put("renamed document", *document.find("id"), as_json(id + "q"));
    put("unknown member", document.find_member("pages")->key, "\"page\"");
    if (before != nullptr)
      put("duplicate id", *document.find("id"), as_json(before->text("id")));
    const auto& scan = *document.find("scan");
    put("wrong scan", *scan.find("mode"), "\"gray\"");
    put("wrong scan", *scan.find("dpi"), "9");
    if (const auto* relevant = document.find("relevant"))
      expression(*relevant, "", "1 + 1");
  }

  void expression(const JsonTree& node, const std::string& repeat, const std::string& other_type) {
    for (auto& broken : break_expression(node.value, *all_.at(through_), repeat))
      put(broken.kind, node, as_json(broken.source));
    put("wrong type of the whole", node, as_json(other_type));
  }

  std::string file_;
  const JsonTree& root_;
  const Assistants& all_;
  std::string through_, last_id_, last_repeat_;
  const JsonTree* row_ = nullptr;
  std::vector<Mutation> out_;
};

} // namespace

std::vector<Mutation> definition_mutations(const std::string& file, const std::string& json,
                                           const Assistants& all) {
  const JsonTree root = parse_tree(json);
  return Definition(file, root, all).mutations();
}

std::vector<Mutation> code_mutations(const std::string& file, const std::string& json,
                                     const Assistants& all) {
  const JsonTree root = parse_tree(json);
  std::vector<Mutation> out;
  for (const auto& list : root.members) {
    const auto* codes = list.value.find("codes");
    if (codes == nullptr)
      continue;
    std::string reader;
    for (const auto& [id, assistant] : all) {
      const auto& used = assistant->code_lists();
      if (std::any_of(used.begin(), used.end(),
                      [&](const auto& one) { return one->id == list.key.value; }) &&
          (reader.empty() || assistant->fields.size() < all.at(reader)->fields.size()))
        reader = id;
    }
    if (reader.empty())
      continue; // read by nobody
    const auto put = [&](std::string kind, const JsonTree& row, const JsonTree& what,
                         std::string instead, std::string name) {
      out.push_back({std::move(kind), file, what.begin, what.end, std::move(instead),
                     row.first_line, row.last_line, reader, std::move(name)});
    };
    put("renamed list", list.key, list.key, as_json(list.key.value + "q"), list.key.value);
    std::string before;
    for (const auto& item : codes->items) {
      const auto* member = item.find("code");
      const JsonTree& code = member ? *member : item;
      put("renamed code", item, code, as_json(code.value + "q"), code.value);
      put("code of a wrong type", item, code, "7", "");
      if (!before.empty())
        put("duplicate code", item, code, as_json(before), "");
      if (const auto* group = item.find("group"))
        put("unknown group", item, *group, "\"no_such_group\"", code.value);
      before = code.value;
    }
  }
  return out;
}

} // namespace foyer::mutation
