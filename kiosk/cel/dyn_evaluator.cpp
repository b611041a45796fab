// SPDX-License-Identifier: EUPL-1.2
#include "dyn_evaluator.hpp"

#include <algorithm>

namespace foyer::cel {

namespace {

bool is_macro(const Node& node) {
  if (node.form != Form::call || !node.flag)
    return false;
  if (node.text == "map")
    return node.args.size() == 3 || node.args.size() == 4;
  constexpr std::string_view names[] = {"all", "exists", "exists_one", "existsOne", "filter"};
  return node.args.size() == 3 &&
         std::find(std::begin(names), std::end(names), node.text) != std::end(names);
}

bool is_has(const Node& node) {
  return node.form == Form::call && !node.flag && node.text == "has" && node.args.size() == 1;
}

// Names of types are values of their own.
bool is_type(std::string_view name) {
  constexpr std::string_view names[] = {"bool",
                                        "int",
                                        "uint",
                                        "double",
                                        "string",
                                        "bytes",
                                        "list",
                                        "map",
                                        "null_type",
                                        "type",
                                        "google.protobuf.Timestamp",
                                        "google.protobuf.Duration"};
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

// "a.b.c" of names joined by dots; empty for anything else.
std::string path_of(const Node& node, const Node*& root) {
  if (node.form == Form::name) {
    root = &node;
    return node.text;
  }
  if (node.form != Form::select)
    return {};
  std::string path = path_of(*node.args[0], root);
  return path.empty() ? path : path + "." + node.text;
}

Dyn used_up() {
  return Dyn::error("the budget of steps is used up");
}

DynList keys_of(const DynMap& map) {
  DynList keys;
  for (const auto& [key, value] : map.entries)
    keys.push_back(key);
  return keys;
}

} // namespace

Status check_macros(const Node& root) {
  if (is_macro(root) && (root.args[1]->form != Form::name || root.args[1]->flag))
    return expression_error(12, root.args[1]->at, root.text + "() asks for a simple name first");
  if (is_has(root) && root.args[0]->form != Form::select)
    return expression_error(12, root.at, "has() asks for one field");
  for (const auto& child : root.args)
    FOYER_CHECK(check_macros(*child));
  return success();
}

Dyn no_overload(std::string_view what, const Dyn& a) {
  return Dyn::error("no such overload: " + std::string(what) + " of " + std::string(type_name(a)));
}

Dyn DynEvaluator::charge(Dyn made) {
  std::size_t size = 0;
  if (const auto* text = made.as_text())
    size = text->size() / 16;
  else if (const auto* bytes = made.as_bytes())
    size = bytes->size() / 16;
  else if (const auto* list = made.as_list())
    size = list->size();
  else if (const auto* map = made.as_map())
    size = map->entries.size();
  return budget_.spend(size) ? made : used_up();
}

Dyn DynEvaluator::run(const Node& node) {
  if (!budget_.spend())
    return used_up();
  switch (node.form) {
  case Form::list: return list(node);
  case Form::map: return map(node);
  case Form::name: return name(node);
  case Form::select: return select(node);
  case Form::call: return call(node);
  case Form::both: return absorb(node, false);
  case Form::either: return absorb(node, true);
  case Form::choose: return choose(node);
  default: break;
  }
  if (node.args.empty())
    return literal(node);
  Dyn a = run(*node.args[0]);
  if (a.failed())
    return a;
  Dyn b{Null{}};
  if (node.args.size() > 1)
    b = run(*node.args[1]);
  if (b.failed())
    return b;
  if (node.form == Form::index)
    return index(a, b);
  if (node.form == Form::in || node.form == Form::equal || node.form == Form::unequal)
    return compare(node.form, a, b);
  return charge(operate(node.form, a, b));
}

Dyn DynEvaluator::compare(Form form, const Dyn& a, const Dyn& b) {
  bool answer = false;
  if (form != Form::in)
    answer = equal(a, b, budget_) == (form == Form::equal);
  else if (const auto* map = b.as_map())
    answer = find(*map, a) != nullptr;
  else if (const auto* list = b.as_list())
    answer = std::any_of(list->begin(), list->end(),
                         [&](const Dyn& element) { return equal(a, element, budget_); });
  else
    return no_overload("in", b);
  return budget_.spent() ? used_up() : Dyn{answer};
}

Dyn DynEvaluator::literal(const Node& node) {
  switch (node.form) {
  case Form::boolean: return {node.flag};
  case Form::integer: return {node.integer};
  case Form::unsigned_integer: return {node.whole};
  case Form::real: return {node.real};
  case Form::text: return charge(Dyn::text(node.text));
  case Form::bytes: return charge(Dyn::bytes(node.text));
  default: return {Null{}};
  }
}

Dyn DynEvaluator::list(const Node& node) {
  DynList elements;
  for (const auto& arg : node.args) {
    Dyn element = run(*arg);
    if (element.failed())
      return element;
    elements.push_back(std::move(element));
  }
  return Dyn::list(std::move(elements));
}

Dyn DynEvaluator::map(const Node& node) {
  DynMap made;
  for (std::size_t i = 0; i < node.args.size(); i += 2) {
    Dyn key = run(*node.args[i]);
    if (key.failed())
      return key;
    Dyn value = run(*node.args[i + 1]);
    if (value.failed())
      return value;
    if (!key_of(key) || key.as<double>() != nullptr)
      return Dyn::error("unsupported key type: " + std::string(type_name(key)));
    if (!add_entry(made, std::move(key), std::move(value)))
      return Dyn::error("repeated key in a map");
  }
  return Dyn::map(std::move(made));
}

const Dyn* DynEvaluator::local(std::string_view name) const {
  const auto found = std::find_if(locals_.rbegin(), locals_.rend(),
                                  [&](const auto& entry) { return entry.first == name; });
  return found == locals_.rend() ? nullptr : &found->second;
}

// A binding of exactly this dotted name; nothing when its first name is a macro's variable.
const Dyn* DynEvaluator::bound(const Node& node) const {
  const Node* root = nullptr;
  const std::string path = path_of(node, root);
  if (path.empty() || (!root->flag && local(root->text) != nullptr))
    return nullptr;
  const auto found = bindings_.find(path);
  return found == bindings_.end() ? nullptr : &found->second;
}

Dyn DynEvaluator::name(const Node& node) {
  if (!node.flag)
    if (const Dyn* value = local(node.text))
      return *value;
  if (const Dyn* value = bound(node))
    return *value;
  if (is_type(node.text))
    return Dyn::type(node.text);
  return Dyn::error("undeclared reference to '" + node.text + "'");
}

// The longest dotted name that is bound wins (cel-spec, "Name Resolution").
Dyn DynEvaluator::select(const Node& node) {
  if (const Dyn* value = bound(node))
    return *value;
  const Node* root = nullptr;
  if (const auto path = path_of(node, root); is_type(path))
    return Dyn::type(path);
  const Dyn of = run(*node.args[0]);
  if (of.failed())
    return of;
  const auto* map = of.as_map();
  if (map == nullptr)
    return Dyn::error("type '" + std::string(type_name(of)) + "' does not support field selection");
  const Dyn* value = find(*map, Dyn::text(node.text));
  return value == nullptr ? Dyn::error("no such key: '" + node.text + "'") : *value;
}

// && (decided by false) and || (decided by true): the deciding side wins over errors.
Dyn DynEvaluator::absorb(const Node& node, bool decides) {
  const auto side = [&](const Node& arg) {
    Dyn value = run(arg);
    if (!value.failed() && value.as<bool>() == nullptr)
      return no_overload(decides ? "||" : "&&", value);
    return value;
  };
  Dyn left = side(*node.args[0]);
  if (const bool* yes = left.as<bool>(); yes != nullptr && *yes == decides)
    return left;
  Dyn right = side(*node.args[1]);
  if (const bool* yes = right.as<bool>(); yes != nullptr && *yes == decides)
    return right;
  return left.failed() ? left : right;
}

Dyn DynEvaluator::choose(const Node& node) {
  Dyn condition = run(*node.args[0]);
  if (condition.failed())
    return condition;
  const bool* yes = condition.as<bool>();
  return yes == nullptr ? no_overload("?:", condition) : run(*node.args[*yes ? 1 : 2]);
}

Dyn DynEvaluator::call(const Node& node) {
  if (is_has(node))
    return has(*node.args[0]);
  if (is_macro(node))
    return macro(node);
  std::vector<Dyn> args;
  for (const auto& arg : node.args) {
    args.push_back(run(*arg));
    if (args.back().failed())
      return args.back();
    const auto* text = args.back().as_text(); // a function may look at all of it
    if (text != nullptr && !budget_.spend(text->size() / 16))
      return used_up();
  }
  return charge(call_function(node, args));
}

Dyn DynEvaluator::has(const Node& field) {
  if (bound(field) != nullptr)
    return {true};
  const Dyn of = run(*field.args[0]);
  if (of.failed())
    return of;
  const auto* map = of.as_map();
  if (map == nullptr)
    return Dyn::error("type '" + std::string(type_name(of)) + "' does not support field selection");
  return {find(*map, Dyn::text(field.text)) != nullptr};
}

Dyn DynEvaluator::macro(const Node& node) {
  const Dyn range = run(*node.args[0]);
  if (range.failed())
    return range;
  const auto* map = range.as_map();
  const DynList keys = map == nullptr ? DynList{} : keys_of(*map);
  const DynList* elements = map == nullptr ? range.as_list() : &keys;
  if (elements == nullptr)
    return no_overload(node.text, range);
  if (map != nullptr && !budget_.spend(keys.size()))
    return used_up();
  locals_.emplace_back(node.args[1]->text, Dyn{Null{}});
  Dyn result = node.text == "all"                            ? quantify(node, *elements, false)
               : node.text == "exists"                       ? quantify(node, *elements, true)
               : node.text == "map" || node.text == "filter" ? pick(node, *elements)
                                                             : exists_one(node, *elements);
  locals_.pop_back();
  return charge(std::move(result));
}

Dyn DynEvaluator::quantify(const Node& node, const DynList& elements, bool decides) {
  Dyn result{!decides};
  for (const auto& element : elements) {
    locals_.back().second = element;
    Dyn one = run(*node.args[2]);
    const bool* yes = one.as<bool>();
    if (yes != nullptr && *yes == decides)
      return one;
    if (yes == nullptr && !result.failed())
      result = one.failed() ? std::move(one) : no_overload(node.text, one);
    if (budget_.spent())
      return used_up();
  }
  return result;
}

// Wants to know of every element, as filter and map do.
Dyn DynEvaluator::exists_one(const Node& node, const DynList& elements) {
  std::size_t found = 0;
  for (const auto& element : elements) {
    locals_.back().second = element;
    Dyn one = run(*node.args[2]);
    if (one.failed())
      return one;
    const bool* yes = one.as<bool>();
    if (yes == nullptr)
      return no_overload(node.text, one);
    found += *yes ? 1 : 0;
  }
  return {found == 1};
}

// filter(x, condition), map(x, value), map(x, condition, value)
Dyn DynEvaluator::pick(const Node& node, const DynList& elements) {
  const bool map = node.text == "map";
  const Node* condition = map && node.args.size() == 3 ? nullptr : node.args[2].get();
  DynList made;
  for (const auto& element : elements) {
    locals_.back().second = element;
    if (condition != nullptr) {
      Dyn one = run(*condition);
      if (one.failed())
        return one;
      const bool* yes = one.as<bool>();
      if (yes == nullptr)
        return no_overload(node.text, one);
      if (!*yes)
        continue;
    }
    Dyn value = map ? run(*node.args.back()) : element;
    if (value.failed())
      return value;
    made.push_back(std::move(value));
  }
  return Dyn::list(std::move(made));
}

} // namespace foyer::cel
