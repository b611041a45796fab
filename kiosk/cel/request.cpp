// SPDX-License-Identifier: EUPL-1.2
#include <cel/request.hpp>

#include "dyn_convert.hpp"
#include "dyn_evaluator.hpp"
#include "dyn_time.hpp"

#include <base/bytes.hpp>
#include <nlohmann/json.hpp>

#include <cmath>

namespace foyer::cel {

namespace {

using nlohmann::json;

constexpr int most_depth = 200;              // of bindings
constexpr std::size_t most_output = 8 << 20; // octets of a result

std::string quoted(const std::string& text) {
  return json(text).dump(-1, ' ', false, json::error_handler_t::replace);
}

std::string failed(const std::string& message) {
  return "{\"error\":" + quoted(message) + "}";
}

// Nothing for what is nested too deeply.
std::optional<Dyn> from_json(const json& from, int depth) {
  if (depth > most_depth)
    return std::nullopt;
  switch (from.type()) {
  case json::value_t::boolean: return Dyn{from.get<bool>()};
  case json::value_t::number_integer: return Dyn{from.get<std::int64_t>()};
  case json::value_t::number_unsigned: {
    const auto number = from.get<std::uint64_t>();
    return number > std::uint64_t{INT64_MAX} ? Dyn{number} : Dyn{static_cast<std::int64_t>(number)};
  }
  case json::value_t::number_float: return Dyn{from.get<double>()};
  case json::value_t::string: return Dyn::text(from.get<std::string>());
  case json::value_t::array: {
    DynList made;
    for (const auto& element : from) {
      auto value = from_json(element, depth + 1);
      if (!value)
        return std::nullopt;
      made.push_back(std::move(*value));
    }
    return Dyn::list(std::move(made));
  }
  case json::value_t::object: {
    DynMap made;
    for (const auto& [key, element] : from.items()) {
      auto value = from_json(element, depth + 1);
      if (!value)
        return std::nullopt;
      add_entry(made, Dyn::text(key), std::move(*value));
    }
    return Dyn::map(std::move(made));
  }
  default: return Dyn{Null{}};
  }
}

std::string real(double number) {
  if (std::isnan(number))
    return "\"NaN\"";
  if (std::isinf(number))
    return number < 0 ? "\"-Infinity\"" : "\"Infinity\"";
  std::string text = shortest(number);
  if (text.find_first_of(".e") == std::string::npos)
    text += ".0";
  return text;
}

class Writer {
 public:
  // False when there is too much of it.
  bool write(const Dyn& value) {
    std::visit([this](const auto& held) { put(held); }, value.held);
    return out_.size() <= most_output;
  }
  [[nodiscard]] const std::string& text() const { return out_; }

 private:
  void put(const Null&) { out_ += "null"; }
  void put(const DynError&) {} // never inside of a value
  void put(bool yes) { out_ += yes ? "true" : "false"; }
  void put(std::int64_t number) { out_ += std::to_string(number); }
  void put(std::uint64_t number) { out_ += std::to_string(number); }
  void put(double number) { out_ += real(number); }
  void put(const std::shared_ptr<const std::string>& text) { out_ += quoted(*text); }
  void put(const std::shared_ptr<const Bytes>& bytes) {
    out_ += quoted(to_base64(as_bytes(bytes->octets)));
  }
  void put(const std::shared_ptr<const TypeName>& type) { out_ += quoted(type->name); }
  void put(const Timestamp& time) { out_ += quoted(format(time)); }
  void put(const Duration& span) { out_ += quoted(format(span)); }
  void put(const std::shared_ptr<const DynList>& list) {
    out_ += '[';
    bool first = true;
    for (const auto& element : *list) {
      if (!first)
        out_ += ',';
      first = false;
      if (!write(element))
        return;
    }
    out_ += ']';
  }
  void put(const std::shared_ptr<const DynMap>& map) {
    out_ += '{';
    bool first = true;
    for (const auto& [key, value] : map->entries) {
      if (!first)
        out_ += ',';
      first = false;
      const Dyn name = *convert("string", key);
      out_ += quoted(*name.as_text()) + ":";
      if (!write(value))
        return;
    }
    out_ += '}';
  }

  std::string out_;
};

} // namespace

std::string answer(std::string_view request) {
  const json asked = json::parse(request, nullptr, false);
  if (!asked.is_object() || !asked.contains("expr") || !asked["expr"].is_string())
    return failed("bad request: needs one JSON object with \"expr\"");
  Bindings bindings;
  if (const auto given = asked.find("bindings"); given != asked.end() && !given->is_null()) {
    if (!given->is_object())
      return failed("bad request: \"bindings\" is no object");
    for (const auto& [name, value] : given->items()) {
      auto bound = from_json(value, 0);
      if (!bound)
        return failed("bad request: " + name + " is nested too deeply");
      bindings.insert_or_assign(name, std::move(*bound));
    }
  }
  const auto root = parse(asked["expr"].get<std::string>(), dynamic_limits);
  if (!root)
    return failed(root.failure().detail);
  if (const Status macros = check_macros(**root); !macros)
    return failed(macros.failure().detail);
  const Dyn result = DynEvaluator(bindings).run(**root);
  if (const auto* error = result.as<DynError>())
    return failed(error->message);
  Writer writer;
  if (!writer.write(result))
    return failed("the result is too large");
  return "{\"value\":" + writer.text() + "}";
}

} // namespace foyer::cel
