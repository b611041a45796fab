// SPDX-License-Identifier: EUPL-1.2
#include "fixture.hpp"

using namespace foyer;
using namespace foyer::forms;
using namespace foyer::forms::test;

TEST_CASE("the shipped assistant loads") {
  const auto assistant = a3();
  CHECK(assistant->id == "a3");
  CHECK(assistant->sha256.size() == 64);
  CHECK(Loader::available(assets()) == std::vector<std::string>{"a3"});
  std::size_t asked = 0;
  for (const auto& field : assistant->fields) asked += field.page != no_page ? 1U : 0U;
  WARN(assistant->pages.size() << " pages, " << assistant->fields.size() << " fields, " << asked
                               << " on pages, " << assistant->documents.size() << " documents, "
                               << assistant->text_keys().size() << " text keys");
}
