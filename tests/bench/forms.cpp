// SPDX-License-Identifier: EUPL-1.2
// What follows a keystroke: the whole of an assistant evaluated again. Each assistant is filled as
// far as it goes, repeats with as many rows as fit. `allocations` are those of one evaluation.
#include <forms/evaluation.hpp>
#include <forms/loader.hpp>

#include <benchmark/benchmark.h>

#include <atomic>
#include <cstdlib>
#include <new>

namespace {

std::atomic<std::size_t> allocated = 0;

} // namespace

[[gnu::noinline]] void* operator new(std::size_t size) {
  ++allocated;
  if (void* memory = std::malloc(size))
    return memory;
  throw std::bad_alloc();
}
[[gnu::noinline]] void operator delete(void* memory) noexcept {
  std::free(memory);
}
[[gnu::noinline]] void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

namespace {

using namespace foyer;
using namespace foyer::forms;

const std::filesystem::path assets = std::filesystem::path(FOYER_SOURCE_DIR) / "assets";
constexpr Date today{std::chrono::year{2026}, std::chrono::November, std::chrono::day{25}};

Value some_answer(const Field& field, const Draft& draft, const Evaluation& so_far,
                  std::size_t index, std::size_t row) {
  switch (field.type) {
  case FieldType::boolean:
  case FieldType::acknowledgement: return true;
  case FieldType::integer:
  case FieldType::euro: return field.min + 1;
  case FieldType::choice:
  case FieldType::country:
    if (const auto codes = offered_codes(draft, so_far, index, row); !codes.empty())
      return codes.front()->code;
    return {};
  case FieldType::choices:
  case FieldType::countries: return std::vector<std::string>{field.codes->codes.front().code};
  case FieldType::names:
  case FieldType::texts: return std::vector<std::string>{"Ševčenko"};
  case FieldType::languages: return std::vector<std::string>{"uk"};
  case FieldType::date:
  case FieldType::partial_date: return std::string("2019-03-04");
  case FieldType::language: return std::string("uk");
  case FieldType::phone: return std::string("+499112310");
  case FieldType::email: return std::string("someone@example.org");
  case FieldType::iban: return std::string("DE89370400440532013000");
  case FieldType::name:
  case FieldType::text:
  case FieldType::code:
  case FieldType::signature: return std::string("Ševčenko");
  }
  return {};
}

Draft filled(const std::shared_ptr<const Assistant>& assistant) {
  Draft draft(assistant);
  for (const auto& repeat : assistant->repeats)
    for (std::size_t row = 0; row < repeat.max; ++row)
      (void)draft.add_row(repeat.id);
  for (std::size_t i = 0; i < assistant->fields.size(); ++i) {
    const Field& field = assistant->fields[i];
    const Evaluation so_far = evaluate(draft, today);
    const std::size_t rows = field.repeat == no_repeat ? 1 : assistant->repeats[field.repeat].max;
    for (std::size_t row = 0; row < rows; ++row)
      (void)draft.set(field.id, row, some_answer(field, draft, so_far, i, row), WallTime{});
  }
  return draft;
}

void evaluate_again(benchmark::State& state, const char* id, bool empty) {
  const auto assistant = Loader::load(assets, id);
  if (!assistant.ok())
    return state.SkipWithError("the assistant does not load");
  const Draft draft = empty ? Draft(*assistant) : filled(*assistant);
  Evaluation evaluation = evaluate(draft, today);
  std::size_t findings = 0, answers = 0;
  for (std::size_t i = 0; i < (*assistant)->fields.size(); ++i)
    for (std::size_t row = 0; row < 50; ++row) {
      if ((*assistant)->fields[i].repeat == no_repeat && row > 0)
        break;
      findings += evaluation.field(i, row).findings.size();
      answers += evaluation.field(i, row).answered ? 1U : 0U;
    }
  const std::size_t before = allocated;
  for (auto _ : state) {
    evaluate_into(evaluation, draft, today);
    benchmark::DoNotOptimize(evaluation);
  }
  state.counters["allocations"] =
      static_cast<double>(allocated - before) / static_cast<double>(state.iterations());
  state.counters["fields"] = static_cast<double>((*assistant)->fields.size());
  state.counters["answers"] = static_cast<double>(answers);
  state.counters["findings"] = static_cast<double>(findings);
}

void evaluate_fresh(benchmark::State& state, const char* id) {
  const auto assistant = Loader::load(assets, id);
  if (!assistant.ok())
    return state.SkipWithError("the assistant does not load");
  const Draft draft = filled(*assistant);
  for (auto _ : state)
    benchmark::DoNotOptimize(evaluate(draft, today));
}

void load(benchmark::State& state, const char* id) {
  for (auto _ : state)
    benchmark::DoNotOptimize(Loader::load(assets, id));
}

} // namespace

BENCHMARK_CAPTURE(evaluate_again, a1_filled, "a1", false)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(evaluate_again, a1_empty, "a1", true)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(evaluate_fresh, a1_filled, "a1")->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(evaluate_again, a3_filled, "a3", false)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(evaluate_again, a7_filled, "a7", false)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(evaluate_again, a8_filled, "a8", false)->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(load, a1, "a1")->Unit(benchmark::kMillisecond);
