// SPDX-License-Identifier: EUPL-1.2
#include <cel/expression.hpp>

#include <catch2/catch.hpp>

#include <map>

using namespace foyer;
using namespace foyer::cel;

namespace {

Date day(int y, unsigned m, unsigned d) {
  return Date{std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}};
}

// A few fields by name: what they are and, if answered, what they hold.
struct World {
  std::vector<std::pair<std::string, Type>> types = {
      {"a.bool", Type::boolean}, {"b.bool", Type::boolean}, {"a.zahl", Type::integer},
      {"a.text", Type::text},    {"a.datum", Type::date},   {"b.datum", Type::date},
      {"a.liste", Type::list},   {"a.code", Type::text}};
  std::map<std::string, Value> values;
  std::map<std::string, Value, std::less<>> parameters = {
      {"tage", std::int64_t{56}}, {"orte", std::vector<std::string>{"N", "FÜ"}}};
  Date today = day(2026, 11, 25);

  [[nodiscard]] Scope scope() const {
    Scope scope;
    scope.field = [this](std::string_view id) -> std::optional<Scope::FieldInfo> {
      for (std::size_t i = 0; i < types.size(); ++i)
        if (types[i].first == id) {
          Scope::FieldInfo info{i, types[i].second, {}};
          if (id == "a.code" || id == "a.liste")
            info.is_code = [](std::string_view code) { return code == "x" || code == "y"; };
          return info;
        }
      return std::nullopt;
    };
    scope.parameter = [](std::string_view key) -> std::optional<Type> {
      if (key == "tage")
        return Type::integer;
      if (key == "orte")
        return Type::list;
      return std::nullopt;
    };
    return scope;
  }

  [[nodiscard]] Value run(const std::string& source) const {
    const auto expression = Expression::compile(source, scope());
    INFO(source);
    if (!expression.ok())
      FAIL(expression.failure().detail);
    const Value unknown;
    Context context;
    context.today = today;
    context.field = [&](std::size_t index) -> const Value& {
      const auto found = values.find(types[index].first);
      return found == values.end() ? unknown : found->second;
    };
    context.parameter = [&](std::string_view key) -> const Value* {
      return &parameters.find(key)->second;
    };
    return expression->evaluate(context);
  }

  // "true", "false", "unknown" or the number or text.
  [[nodiscard]] std::string say(const std::string& source) const {
    const Value value = run(source);
    if (const auto* answer = std::get_if<bool>(&value))
      return *answer ? "true" : "false";
    if (const auto* number = std::get_if<std::int64_t>(&value))
      return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&value))
      return *text;
    return std::holds_alternative<std::monostate>(value) ? "unknown" : "list";
  }

  [[nodiscard]] std::string error(const std::string& source,
                                  std::optional<Type> expected = std::nullopt) const {
    const auto expression = Expression::compile(source, scope(), expected);
    return expression.ok() ? "none" : expression.failure().detail.substr(0, 3);
  }
};

} // namespace

TEST_CASE("and, or and not follow Kleene's tables with unanswered as unknown") {
  World world;
  const std::string u = "a.bool"; // unanswered
  struct Row {
    std::string left, right, both, either;
  };
  const Row rows[] = {{"true", "true", "true", "true"},     {"true", "false", "false", "true"},
                      {"true", u, "unknown", "true"},       {"false", "true", "false", "true"},
                      {"false", "false", "false", "false"}, {"false", u, "false", "unknown"},
                      {u, "true", "unknown", "true"},       {u, "false", "false", "unknown"},
                      {u, u, "unknown", "unknown"}};
  for (const auto& row : rows) {
    CHECK(world.say(row.left + " && " + row.right) == row.both);
    CHECK(world.say(row.left + " || " + row.right) == row.either);
  }
  CHECK(world.say("!a.bool") == "unknown");
  CHECK(world.say("!true") == "false");
}

TEST_CASE("unanswered never means no") {
  World world;
  for (const char* source :
       {"a.bool == false", "a.bool != true", "a.code != 'x'", "a.code in ['x']", "'x' in a.liste",
        "size(a.liste) == 0", "a.zahl < 5", "a.datum <= heute()", "alter(a.datum) < 18",
        "a.bool ? 1 : 2", "a.text.matches('x')", "a.liste.all(e, e == 'x')", "-a.zahl == 1"})
    CHECK(world.say(source) == "unknown");
  CHECK(world.say("has(a.code)") == "false");
  CHECK(world.say("has(a.code) && a.code == 'x'") == "false");
  world.values["a.liste"] = std::vector<std::string>{};
  CHECK(world.say("'x' in a.liste") == "false");
  CHECK(world.say("has(a.liste)") == "false");
  CHECK(world.say("size(a.liste)") == "0");
}

TEST_CASE("operators bind as in CEL") {
  World world;
  CHECK(world.say("1 + 2 * 3") == "7");
  CHECK(world.say("(1 + 2) * 3") == "9");
  CHECK(world.say("7 - 2 - 1") == "4");
  CHECK(world.say("-7 / 2") == "-3");
  CHECK(world.say("-7 % 2") == "-1");
  CHECK(world.say("true || false && false") == "true");
  CHECK(world.say("1 < 2 == true") == "true");
  CHECK(world.say("false ? 1 : true ? 2 : 3") == "2");
  CHECK(world.say("'a' in ['a', 'b'] && !('c' in ['a'])") == "true");
  CHECK(world.say("'a' + \"b\" + string(12)") == "ab12");
  CHECK(world.say("int('42') + 1") == "43");
  CHECK(world.say("'x'.startsWith('') && 'Nürnberg'.endsWith('berg') && 'abc'.contains('b')") ==
        "true");
  CHECK(world.say("size('Žižka ʼn')") == "8");
  CHECK(world.say("'it\\'s' == \"it's\"") == "true");
}

TEST_CASE("overflow and division by zero are unknown and absorbed like CEL's errors") {
  World world;
  CHECK(world.say("9223372036854775807 + 1") == "unknown");
  CHECK(world.say("-9223372036854775807 - 2") == "unknown");
  CHECK(world.say("9223372036854775807 * 2") == "unknown");
  CHECK(world.say("1 / 0") == "unknown");
  CHECK(world.say("1 % 0") == "unknown");
  CHECK(world.say("1 / 0 == 1 || true") == "true");
  CHECK(world.say("false && 1 / 0 == 1") == "false");
  CHECK(world.say("int('nein')") == "unknown");
}

TEST_CASE("lists are searched element by element") {
  World world;
  world.values["a.liste"] = std::vector<std::string>{"x", "y"};
  CHECK(world.say("a.liste.exists(e, e == 'y')") == "true");
  CHECK(world.say("a.liste.exists(e, e.startsWith('z'))") == "false");
  CHECK(world.say("a.liste.all(e, e == 'x')") == "false");
  CHECK(world.say("a.liste.all(e, e in ['x', 'y'])") == "true");
  CHECK(world.say("a.liste.exists(e, e == 'x' || a.bool)") == "true");
  CHECK(world.say("a.liste.all(e, e == 'x' || a.bool)") == "unknown");
  CHECK(world.say("a.liste.exists(e, a.liste.all(f, f == e))") == "false");
  CHECK(world.say("'FÜ' in param('orte')") == "true");
  CHECK(world.say("param('tage') + 1") == "57");
  CHECK(world.say("a.liste") == "list");
}

TEST_CASE("calendar functions count whole years, months and days") {
  World world;
  world.values["a.datum"] = std::string("2000-02-29");
  world.today = day(2026, 2, 28);
  CHECK(world.say("alter(a.datum)") == "25");
  world.today = day(2026, 3, 1);
  CHECK(world.say("alter(a.datum)") == "26");
  CHECK(world.say("heute()") == "2026-03-01");
  world.values["a.datum"] = std::string("2026-01-31");
  world.values["b.datum"] = std::string("2026-02-28");
  CHECK(world.say("monate(a.datum, b.datum)") == "0");
  CHECK(world.say("tage(a.datum, b.datum)") == "28");
  CHECK(world.say("tage(b.datum, a.datum)") == "-28");
  CHECK(world.say("jahre(a.datum, b.datum)") == "0");
  world.values["b.datum"] = std::string("2024-01-31");
  CHECK(world.say("jahre(a.datum, b.datum)") == "-2");
  CHECK(world.say("b.datum < a.datum") == "true");
}

TEST_CASE("an incomplete date decides only what it can decide") {
  World world;
  world.values["a.datum"] = std::string("1990");
  CHECK(world.say("alter(a.datum)") == "unknown"); // 35 or 36
  CHECK(world.say("alter(a.datum) >= 16") == "true");
  CHECK(world.say("alter(a.datum) >= 36") == "unknown");
  CHECK(world.say("alter(a.datum) < 36") == "unknown");
  CHECK(world.say("alter(a.datum) > 36") == "false");
  CHECK(world.say("a.datum <= heute()") == "true");
  world.values["a.datum"] = std::string("2026");
  CHECK(world.say("a.datum <= heute()") == "unknown");
  world.values["a.datum"] = std::string("2026-12");
  CHECK(world.say("a.datum <= heute()") == "false");
  world.values["b.datum"] = std::string("2026-12");
  CHECK(world.say("a.datum == b.datum") == "unknown");
  world.values["a.datum"] = std::string("31.02.2026");
  CHECK(world.say("a.datum <= heute()") == "unknown");
}

TEST_CASE("a value of another type than the field's counts as unanswered") {
  World world;
  world.values["a.zahl"] = std::string("zwölf");
  world.values["a.text"] = std::int64_t{3};
  world.values["a.bool"] = std::vector<std::string>{"x"};
  CHECK(world.say("a.zahl + 1") == "unknown");
  CHECK(world.say("a.text == 'x'") == "unknown");
  CHECK(world.say("a.bool") == "unknown");
}

TEST_CASE("what does not fit is an error when it is loaded, with its number") {
  World world;
  CHECK(world.error("a.bool && #") == "E01");
  CHECK(world.error("'offen") == "E01");
  CHECK(world.error("'\\q'") == "E01");
  CHECK(world.error("12x") == "E01");
  CHECK(world.error("a.zahl = 3") == "E01");
  CHECK(world.error("") == "E02");
  CHECK(world.error("(a.bool") == "E02");
  CHECK(world.error("a.bool a.bool") == "E02");
  CHECK(world.error("['x',,]") == "E02");
  CHECK(world.error("size('x',)") == "E02");
  CHECK(world.error("true ? 1") == "E02");
  CHECK(world.error("null == null") == "E02");
  CHECK(world.error(std::string(200, '(') + "1") == "E03");
  CHECK(world.error(std::string(200, '!') + "true") == "E03");
  CHECK(world.error(std::string(5000, ' ')) == "E03");
  std::string chain = "1";
  for (int i = 0; i < 200; ++i)
    chain += " + 1";
  CHECK(world.error(chain) == "E03");
  CHECK(world.error("a.boool") == "E04");
  CHECK(world.error("has(a.nichts)") == "E04");
  CHECK(world.error("param('nichts') > 1") == "E05");
  CHECK(world.error("gestern()") == "E06");
  CHECK(world.error("a.text.heute()") == "E06");
  CHECK(world.error("startsWith(a.text, 'x')") == "E06");
  CHECK(world.error("a.bool + 1") == "E07");
  CHECK(world.error("a.datum == 'x'") == "E07");
  CHECK(world.error("a.zahl && true") == "E07");
  CHECK(world.error("a.text < 'x'") == "E07");
  CHECK(world.error("'x' in a.text") == "E07");
  CHECK(world.error("true ? 1 : 'x'") == "E07");
  CHECK(world.error("a.code == 'z'") == "E08");
  CHECK(world.error("'z' != a.code") == "E08");
  CHECK(world.error("a.code in ['x', 'z']") == "E08");
  CHECK(world.error("'z' in a.liste") == "E08");
  CHECK(world.error("a.liste.exists(e, e == 'z')") == "E08");
  // Also what is one of two fields, or a field or a text.
  CHECK(world.error("(true ? a.code : a.code) == 'z'") == "E08");
  CHECK(world.error("(true ? a.code : 'w') == 'z'") == "E08");
  CHECK(world.error("(true ? 'w' : false ? 'v' : a.code) == 'z'") == "E08");
  CHECK(world.error("(true ? a.code : 'w') == 'w'") == "none");
  CHECK(world.error("(true ? 'v' : false ? 'w' : a.code) in ['w', 'x']") == "none");
  CHECK(world.error("'z' in (true ? a.liste : ['w'])") == "E08");
  CHECK(world.error("'w' in (true ? a.liste : ['w'])") == "none");
  CHECK(world.error("[a.code, 'w'].exists(e, e == 'z')") == "E08");
  CHECK(world.error("[a.code, 'w'].exists(e, e == 'w')") == "none");
  // A free text may be anything.
  CHECK(world.error("(true ? a.code : a.text) == 'z'") == "none");
  CHECK(world.error("(true ? 'v' : 'w') == 'z'") == "none");
  CHECK(world.error("a.text.matches('(')") == "E09");
  CHECK(world.error("a.text.matches(a.text)") == "E09");
  CHECK(world.error("99999999999999999999") == "E10");
  CHECK(world.error("a.zahl", Type::boolean) == "E11");
  CHECK(world.error("alter(a.zahl)") == "E12");
  CHECK(world.error("tage(a.datum)") == "E12");
  CHECK(world.error("param(a.text)") == "E12");
  CHECK(world.error("a.liste.exists(a.bool, true)") == "E12");
  CHECK(world.error("a.code == 'x'") == "none");
}

TEST_CASE("errors say where") {
  World world;
  const auto result = Expression::compile("a.bool && a.cood == 'x'", world.scope());
  CHECK(result.failure().detail.find("E04 at 10: ") == 0);
}

TEST_CASE("evaluation ends within its budget") {
  World world;
  std::vector<std::string> many(300, "x");
  world.values["a.liste"] = many;
  world.values["a.liste"] = std::vector<std::string>(20, "x");
  CHECK(world.say("a.liste.all(e, a.liste.all(f, e == f))") == "true");
  world.values["a.liste"] = many;
  CHECK(world.say("a.liste.all(e, a.liste.all(f, e == f))") == "unknown");
}
