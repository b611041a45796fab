// SPDX-License-Identifier: EUPL-1.2
// What the conditions of the largest assistant cost after each key: 250 expressions of the kinds
// its definition holds, over answers of every type. And one request of the dynamic door.
#include <cel/expression.hpp>
#include <cel/request.hpp>

#include <benchmark/benchmark.h>

#include <map>

namespace {

using namespace foyer::cel;

struct Field {
  std::string_view id;
  Type type;
  Value value;
};

const std::vector<Field>& fields() {
  static const std::vector<Field> all = {
      {"antrag.zweck", Type::text, std::string("fachkraft_akademisch")},
      {"antrag.gruppe", Type::text, std::string("erwerb")},
      {"antrag.art", Type::text, std::string("verlaengerung")},
      {"person.geburtsdatum", Type::date, std::string("1990-05-17")},
      {"person.staatsangehoerigkeiten", Type::list, std::vector<std::string>{"SYR", "TUR"}},
      {"pass.gueltig_bis", Type::date, std::string("2027-01-31")},
      {"pass.nummer", Type::text, std::string("U12345678")},
      {"erwerb.gehalt", Type::integer, std::int64_t{4'812'000}},
      {"erwerb.befristet", Type::boolean, true},
      {"kontakt.email", Type::text, Value{}}};
  return all;
}

constexpr std::string_view sources[] = {
    "antrag.gruppe == 'erwerb'",
    "antrag.gruppe in ['erwerb', 'ausbildung'] && antrag.art != 'erteilung'",
    "antrag.zweck in ['fachkraft_ausbildung', 'fachkraft_akademisch', 'it_erfahren', "
    "'blaue_karte', "
    "'selbstaendig', 'forscher', 'ict', 'berufskraftfahrer', 'pflege', 'au_pair']",
    "alter(person.geburtsdatum) >= 16",
    "alter(person.geburtsdatum) < 125 && person.geburtsdatum <= heute()",
    "tage(heute(), pass.gueltig_bis) >= 180",
    "!('DEU' in person.staatsangehoerigkeiten)",
    "!person.staatsangehoerigkeiten.exists(s, s in param('eu_ewr'))",
    "pass.nummer.matches('^[A-Z0-9]{4,20}$')",
    "erwerb.gehalt >= param('blaue_karte') || erwerb.befristet == false",
    "!has(kontakt.email) || size(kontakt.email) > 3",
    "kinder.exists(k, k.wohnt == 'gleich' && alter(k.geburtsdatum) < 18)",
    "antrag.zweck == 'tuerkei_arb' ? param('blaue_karte') : antrag.art == 'erteilung' ? 10000 : "
    "9300",
    "monate(person.geburtsdatum, pass.gueltig_bis) % 12 == 8"};

Scope scope() {
  Scope scope;
  scope.field = [](std::string_view id) -> std::optional<Scope::FieldInfo> {
    for (std::size_t i = 0; i < fields().size(); ++i)
      if (fields()[i].id == id)
        return Scope::FieldInfo{i, fields()[i].type, {}};
    return std::nullopt;
  };
  scope.repeat = [](std::string_view id) {
    return id == "kinder" ? std::optional<std::size_t>(0) : std::nullopt;
  };
  scope.row_field = [](std::size_t, std::string_view name, RowOf) {
    return std::optional(name == "wohnt" ? Scope::FieldInfo{100, Type::text, {}}
                                         : Scope::FieldInfo{101, Type::date, {}});
  };
  scope.parameter = [](std::string_view key) {
    return std::optional(key == "eu_ewr" ? Type::list : Type::integer);
  };
  return scope;
}

Context context() {
  static const Value lives = std::string("woanders"), born = std::string("2015-06-01");
  static const std::map<std::string, Value, std::less<>> parameters = {
      {"eu_ewr", std::vector<std::string>{"AUT", "BEL", "BGR", "CYP", "CZE", "DNK", "ESP", "EST",
                                          "FIN", "FRA", "GRC", "HRV", "HUN", "IRL", "ISL", "ITA",
                                          "LIE", "LTU", "LUX", "LVA", "MLT", "NLD", "NOR", "POL",
                                          "PRT", "ROU", "SVK", "SVN", "SWE"}},
      {"blaue_karte", std::int64_t{4'830'000}}};
  Context context;
  context.field = [](std::size_t slot) -> const Value& { return fields()[slot].value; };
  context.row_field = [](std::size_t slot, std::size_t) -> const Value& {
    return slot == 100 ? lives : born;
  };
  context.rows = [](std::size_t) { return std::optional<std::size_t>(3); };
  context.parameter = [](std::string_view key) { return &parameters.find(key)->second; };
  context.today = Date{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{25}};
  return context;
}

void judge_the_largest_assistant(benchmark::State& state) {
  std::vector<Expression> expressions;
  while (expressions.size() < 250) {
    auto made = Expression::compile(sources[expressions.size() % std::size(sources)], scope());
    if (!made)
      return state.SkipWithError(made.failure().detail.c_str());
    expressions.push_back(std::move(*made));
  }
  const Context now = context();
  for (auto _ : state)
    for (const auto& expression : expressions)
      benchmark::DoNotOptimize(expression.test(now));
}
BENCHMARK(judge_the_largest_assistant)->Unit(benchmark::kMicrosecond);

void one_expression(benchmark::State& state) {
  const auto source = sources[static_cast<std::size_t>(state.range(0))];
  const auto made = Expression::compile(source, scope());
  if (!made)
    return state.SkipWithError(made.failure().detail.c_str());
  const Context now = context();
  for (auto _ : state)
    benchmark::DoNotOptimize(made->test(now));
  state.SetLabel(std::string(source.substr(0, 60)));
}
BENCHMARK(one_expression)->DenseRange(0, std::size(sources) - 1);

void compile(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(Expression::compile(sources[5], scope()));
}
BENCHMARK(compile)->Unit(benchmark::kMicrosecond);

constexpr const char* request = R"json({"expr": "x.filter(e, e > 1).map(e, e * e)",
                                     "bindings": {"x": [1, 2, 3]}})json";

void answer_a_request(benchmark::State& state) {
  for (auto _ : state)
    benchmark::DoNotOptimize(answer(request));
}
BENCHMARK(answer_a_request)->Unit(benchmark::kMicrosecond);

} // namespace
