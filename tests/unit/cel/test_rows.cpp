// SPDX-License-Identifier: EUPL-1.2
// Repeats as expressions see them: from outside as lists of rows, from inside by it and prev.
#include <cel/expression.hpp>

#include <catch2/catch.hpp>

#include <map>

using namespace foyer;
using namespace foyer::cel;

namespace {

// Slots: 0 a.alter, 1 a.laender; of the repeat "kinder" (0): 10 name, 11 wohnt (codes), 12 geboren,
// 13 deutsch, 14 spaeter (asked after 13), 15 laender; of "staat.jetzt" (1): 20 land.
struct World {
  using Row = std::map<std::size_t, Value>;
  Row outside;
  std::map<std::size_t, std::vector<Row>> repeats = {{0, {}}, {1, {}}};
  std::optional<std::size_t> inside;
  std::size_t row = 0;
  Value unknown;

  [[nodiscard]] Scope scope() const {
    Scope scope;
    scope.field = [](std::string_view id) -> std::optional<Scope::FieldInfo> {
      if (id == "a.alter")
        return Scope::FieldInfo{0, Type::integer, {}};
      if (id == "a.laender")
        return Scope::FieldInfo{1, Type::list, {}};
      return std::nullopt;
    };
    scope.repeat = [](std::string_view id) -> std::optional<std::size_t> {
      if (id == "kinder")
        return 0;
      return id == "staat.jetzt" ? std::optional<std::size_t>(1) : std::nullopt;
    };
    scope.row_field = [](std::size_t repeat, std::string_view name,
                         RowOf of) -> std::optional<Scope::FieldInfo> {
      if (repeat == 1)
        return name == "land" ? std::optional(Scope::FieldInfo{20, Type::text, {}}) : std::nullopt;
      if (name == "name")
        return Scope::FieldInfo{10, Type::text, {}};
      if (name == "wohnt")
        return Scope::FieldInfo{
            11, Type::text, [](std::string_view c) { return c == "gleich" || c == "woanders"; }};
      if (name == "geboren")
        return Scope::FieldInfo{12, Type::date, {}};
      if (name == "deutsch")
        return Scope::FieldInfo{13, Type::boolean, {}};
      if (name == "spaeter" && of != RowOf::it)
        return Scope::FieldInfo{14, Type::integer, {}};
      if (name == "laender")
        return Scope::FieldInfo{15, Type::list, {}};
      return std::nullopt;
    };
    scope.inside = inside;
    return scope;
  }

  [[nodiscard]] Context context() const {
    Context context;
    context.today = Date{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{25}};
    const auto in = [this](const Row& in_row, std::size_t slot) -> const Value& {
      const auto found = in_row.find(slot);
      return found == in_row.end() ? unknown : found->second;
    };
    context.field = [=, this](std::size_t slot) -> const Value& { return in(outside, slot); };
    context.row_field = [=, this](std::size_t slot, std::size_t index) -> const Value& {
      return in(repeats.at(slot < 20 ? 0 : 1).at(index), slot);
    };
    context.rows = [this](std::size_t repeat) -> std::optional<std::size_t> {
      const auto found = repeats.find(repeat);
      return found == repeats.end() ? std::nullopt : std::optional(found->second.size());
    };
    context.row = row;
    return context;
  }

  [[nodiscard]] std::string say(const std::string& source) const {
    const auto expression = Expression::compile(source, scope());
    INFO(source);
    if (!expression.ok())
      return expression.failure().detail.substr(0, 3);
    const Value value = expression->evaluate(context());
    CHECK(value == expression->evaluate(context()));
    if (const auto* answer = std::get_if<bool>(&value)) {
      CHECK(expression->test(context()) == *answer);
      return *answer ? "true" : "false";
    }
    CHECK(!expression->test(context()));
    if (const auto* number = std::get_if<std::int64_t>(&value))
      return std::to_string(*number);
    if (const auto* text = std::get_if<std::string>(&value))
      return *text;
    std::string joined = "[";
    if (const auto* list = std::get_if<std::vector<std::string>>(&value))
      for (const auto& element : *list)
        joined += element + ",";
    return std::holds_alternative<std::monostate>(value) ? "unknown" : joined + "]";
  }
};

World family() {
  World world;
  world.repeats[0] = {{{10, std::string("Amira")},
                       {11, std::string("gleich")},
                       {12, std::string("2015-03-01")},
                       {13, true},
                       {14, std::int64_t{7}},
                       {15, std::vector<std::string>{"DEU", "SYR"}}},
                      {{10, std::string("Bilal")},
                       {11, std::string("woanders")},
                       {12, std::string("2004")},
                       {15, std::vector<std::string>{"SYR"}}}};
  return world;
}

} // namespace

TEST_CASE("from outside a repeat is a list of its rows") {
  World world = family();
  CHECK(world.say("size(kinder)") == "2");
  CHECK(world.say("kinder.size()") == "2");
  CHECK(world.say("has(kinder)") == "true");
  CHECK(world.say("kinder.exists(k, k.wohnt == 'gleich')") == "true");
  CHECK(world.say("kinder.all(k, k.wohnt == 'gleich')") == "false");
  CHECK(world.say("kinder.all(k, k.wohnt in ['gleich', 'woanders'])") == "true");
  CHECK(world.say("kinder.exists_one(k, alter(k.geboren) < 18)") == "true");
  CHECK(world.say("kinder.exists_one(k, k.name != '')") == "false"); // two
  CHECK(world.say("kinder.exists_one(k, k.name == '')") == "false"); // none
  CHECK(world.say("size(kinder.filter(k, alter(k.geboren) < 18))") == "1");
  CHECK(world.say("kinder.filter(k, k.wohnt == 'woanders').all(k, k.name == 'Bilal')") == "true");
  CHECK(world.say("kinder.map(k, k.name)") == "[Amira,Bilal,]");
  CHECK(world.say("kinder.map(k, k.wohnt == 'gleich', k.name + '!')") == "[Amira!,]");
  CHECK(world.say("'Bilal' in kinder.map(k, k.name)") == "true");
  CHECK(world.say("heute() in kinder.map(k, k.geboren)") == "false");
  CHECK(world.say("kinder.map(k, tage(k.geboren, k.geboren)).exists(t, t == 0)") == "true");
  CHECK(world.say("kinder.exists(k, 'DEU' in k.laender && kinder.exists(l, l.name != k.name))") ==
        "true");
  CHECK(world.say("kinder.exists(k, k.laender.exists(l, l == 'SYR'))") == "true");
  CHECK(world.say("size(staat.jetzt)") == "0");
  CHECK(world.say("has(staat.jetzt)") == "false");
  CHECK(world.say("staat.jetzt.exists(s, s.land == 'DEU')") == "false");
  CHECK(world.say("staat.jetzt.all(s, s.land == 'DEU')") == "true");
}

TEST_CASE("what is open in a row is unknown, not no") {
  World world = family();
  CHECK(world.say("kinder.exists(k, k.deutsch)") == "true");
  CHECK(world.say("kinder.all(k, k.deutsch)") == "unknown");
  CHECK(world.say("kinder.exists(k, !k.deutsch)") == "unknown");
  CHECK(world.say("kinder.all(k, !has(k.deutsch) || k.deutsch)") == "true");
  CHECK(world.say("kinder.exists_one(k, k.deutsch)") == "unknown");
  CHECK(world.say("size(kinder.filter(k, k.deutsch))") == "unknown");
  CHECK(world.say("size(kinder.map(k, k.deutsch))") == "unknown");
  CHECK(world.say("kinder.exists(k, alter(k.geboren) == 22)") == "unknown"); // known to the year
  CHECK(world.say("kinder.map(k, alter(k.geboren)) == [11, 21]") == "unknown");
  CHECK(world.say("kinder.map(k, alter(k.geboren)) == [12, 21]") == "false");
  world.repeats.erase(0); // not relevant
  CHECK(world.say("size(kinder) == 0") == "unknown");
  CHECK(world.say("kinder.exists(k, k.wohnt == 'gleich')") == "unknown");
  CHECK(world.say("kinder.all(k, k.wohnt == 'gleich')") == "unknown");
  CHECK(world.say("has(kinder)") == "false");
}

TEST_CASE("inside of a row it is this one and prev the one before") {
  World world = family();
  world.inside = 0;
  CHECK(world.say("it.name") == "Amira");
  CHECK(world.say("prev.name") == "unknown");
  CHECK(world.say("has(prev.name)") == "false");
  CHECK(world.say("has(prev.name) || it.wohnt == 'gleich'") == "true");
  world.row = 1;
  CHECK(world.say("it.name") == "Bilal");
  CHECK(world.say("prev.name") == "Amira");
  CHECK(world.say("prev.spaeter") == "7");
  CHECK(world.say("it.spaeter") == "E04"); // asked later
  CHECK(world.say("it.geboren > prev.geboren") == "false");
  CHECK(world.say("has(it.deutsch)") == "false");
  CHECK(world.say("it.deutsch") == "unknown");
  CHECK(world.say("has(prev.deutsch)") == "true");
  CHECK(world.say("kinder.exists(k, k.name != it.name && k.wohnt == 'gleich')") == "true");
  CHECK(world.say("kinder.exists(it, it.name == 'Amira')") == "true"); // the macro's own name
}

TEST_CASE("rows that do not fit are mistakes when loaded") {
  World world = family();
  CHECK(world.say("it.name") == "E04");
  CHECK(world.say("prev.name") == "E04");
  CHECK(world.say("kinder.exists(k, k.nichts)") == "E04");
  CHECK(world.say("kinder.exists(k, x.name == '')") == "E04");
  CHECK(world.say("kinder.name == ''") == "E04");
  CHECK(world.say("erwachsene.exists(e, true)") == "E04");
  CHECK(world.say("a.laender.exists(l, l.name == '')") == "E04");
  CHECK(world.say("kinder.exists(k, k.wohnt == 'gleihc')") == "E08");
  CHECK(world.say("kinder.exists(k, k.wohnt in ['gleich', 'x'])") == "E08");
  CHECK(world.say("'x' in kinder.map(k, k.wohnt)") == "E08");
  CHECK(world.say("kinder.map(k, k.wohnt).exists(w, w == 'x')") == "E08");
  CHECK(world.say("kinder.exists(k, (k.deutsch ? 'gleich' : 'x') == k.wohnt)") == "E08");
  CHECK(world.say("kinder") == "E11");
  CHECK(world.say("kinder.map(k, k.deutsch)") == "E11");
  CHECK(world.say("kinder.filter(k, true)") == "E11");
  CHECK(world.say("kinder.map(k, k).size()") == "2");
  CHECK(world.say("kinder.map(k, kinder) == []") == "E07");
  CHECK(world.say("kinder == kinder") == "E07");
  CHECK(world.say("kinder in kinder") == "E07");
  CHECK(world.say("kinder.exists(k, k == 'x')") == "E07");
  CHECK(world.say("kinder.exists(k, k.name)") == "E07");
  CHECK(world.say("kinder.exists(k.name, true)") == "E12");
  CHECK(world.say("has(kinder.size())") == "E12");
  CHECK(world.say("kinder[0].name == ''") == "E02");
  CHECK(world.say("[kinder, kinder].size()") == "E07");
  CHECK(world.say("[1, 'a'].size()") == "E07");
  CHECK(world.say("1.5 == 1.5") == "E02");
  CHECK(world.say("{'a': 1}.a") == "E02");
  std::string nested = "true";
  for (int i = 0; i < 7; ++i)
    nested = "kinder.all(k" + std::to_string(i) + ", " + nested + ")";
  CHECK(world.say(nested) == "E03");
  world.inside = 0;
  CHECK(world.say("it.wohnt == 'x'") == "E08");
  CHECK(world.say("it == 'x'") == "E04");
}

TEST_CASE("lists of numbers, dates and yes or no exist on the way") {
  World world;
  world.outside[0] = std::int64_t{12};
  CHECK(world.say("a.alter in [1, 12]") == "true");
  CHECK(world.say("a.alter in [1, a.alter + 1]") == "false");
  CHECK(world.say("[1, 2] == [1, 2] && [1] != [2]") == "true");
  CHECK(world.say("[true, false].exists(b, b) && ![true, false].all(b, b)") == "true");
  CHECK(world.say("size([heute()])") == "1");
  CHECK(world.say("[3, 4].filter(n, n > 3).map(n, string(n))") == "[4,]");
  CHECK(world.say("a.laender in [a.laender]") == "E07");
  CHECK(world.say("[1, 0].map(n, 1 / n) == [1]") == "unknown");
}

TEST_CASE("what an expression reads is known") {
  const World world;
  const auto expression =
      Expression::compile("a.alter > 1 && kinder.exists(k, k.name == '' && k.deutsch) && "
                          "size(staat.jetzt) > a.alter",
                          world.scope());
  REQUIRE(expression.ok());
  CHECK(expression->fields() == std::vector<std::size_t>{0, 10, 13});
  CHECK(expression->repeats() == std::vector<std::size_t>{0, 1});
}

TEST_CASE("many rows end within the budget") {
  World world;
  world.repeats[0].resize(200, {{10, std::string("x")}});
  CHECK(world.say("kinder.all(k, kinder.all(l, k.name == l.name))") == "unknown");
  CHECK(world.say("kinder.all(k, k.name == 'x')") == "true");
  // Without a budget this would take hours.
  CHECK(world.say("kinder.all(a, kinder.all(b, kinder.all(c, kinder.all(d, a.name == b.name && "
                  "c.name == d.name))))") == "unknown");
  CHECK(world.say("kinder.map(a, kinder.map(b, kinder.map(c, kinder.map(d, 1).size()).size())"
                  ".size()).size()") == "unknown");
}
