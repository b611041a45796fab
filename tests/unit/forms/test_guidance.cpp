// SPDX-License-Identifier: EUPL-1.2
// Guidance: what advises the visitor only. The naturalisation's self-check is the shipped one.
#include "fixture.hpp"

#include <forms/draft_bytes.hpp>

using namespace foyer;
using namespace foyer::forms;
using namespace foyer::forms::test;

namespace {

std::shared_ptr<const Assistant> a7() {
  static const auto loaded = Loader::load(assets(), "a7");
  if (!loaded.ok())
    FAIL(loaded.failure().detail);
  return *loaded;
}

} // namespace

TEST_CASE("guidance advises the visitor, and staff is told nothing") {
  Draft draft(a7());
  say(draft, "quick.jahre", std::string("2024-01-01"));
  const auto evaluation = evaluate(draft, today());
  const auto& findings = evaluation.field("quick.jahre").findings;
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].severity == Severity::notice);
  CHECK(evaluation.first_stop()->page == *a7()->find_page("a7.quick_zeit"));
  CHECK(evaluation.complete(*evaluation.first_stop()));
}

TEST_CASE("guidance is no field that is filed or kept") {
  for (const auto& field : a7()->fields) {
    INFO(field.id);
    CHECK(a7()->guidance(field) == field.id.starts_with("quick."));
  }
}

TEST_CASE("a stored draft holds no guidance") {
  Draft draft(a7());
  say(draft, "quick.straf", true);
  say(draft, "antrag.fuer", std::string("selbst"));
  const auto bytes = to_bytes(draft);
  const std::string text(as_text(bytes.reveal()));
  CHECK(text.find("quick.") == std::string::npos);
  CHECK(text.find("antrag.fuer") != std::string::npos);
}
