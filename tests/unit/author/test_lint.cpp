// SPDX-License-Identifier: EUPL-1.2
#include "fixture.hpp"

#include <author/lint.hpp>

#include <nlohmann/json.hpp>

using namespace foyer;
using namespace foyer::author;
using namespace foyer::author::test;

namespace {

// The office's texts in German, all but one.
i18n::Catalogue texts_without(const Office& office, const std::string& missing) {
  office.write("locales/de/language.json", R"({ "name": "Deutsch", "rtl": false })");
  nlohmann::json texts = nlohmann::json::object();
  for (const auto& key : office.assistant()->text_keys())
    if (key != missing)
      texts[key] = "Text";
  office.write("locales/de/hund.json", texts.dump(1));
  auto loaded = i18n::Catalogue::load(office.file("locales"));
  INFO((loaded.ok() ? "" : loaded.failure().detail));
  REQUIRE(loaded.ok());
  return *loaded;
}

std::string place(const Office& office, const std::string& missing) {
  const auto problems = lint(*office.assistant(), office.assets(), texts_without(office, missing));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].code() == "F20");
  CHECK(problems[0].sentence == "there is no German text " + missing);
  return problems[0].file + ":" + std::to_string(problems[0].line);
}

} // namespace

TEST_CASE("a missing German text is told with the place of what it is for") {
  const Office office;
  const std::string own = "assistants/hund.json:";
  CHECK(place(office, "assistant.hund.title") == own + "1");
  CHECK(place(office, "section.hund.anliegen.title") == own + "5");
  CHECK(place(office, "page.hund.anlass.heading") == own + "6");
  CHECK(place(office, "field.hund.seit.label") == own + "8");
  CHECK(place(office, "check.hund.spaet") == own + "12");
  CHECK(place(office, "repeat.hunde.add") == own + "17");
  CHECK(place(office, "field.hunde[].name.label") == own + "20");
  CHECK(place(office, "field.hund.richtig.text") == own + "28");
  CHECK(place(office, "doc.dok.impfpass.title") == own + "31");
  CHECK(place(office, "code.rasse.pitbull") == "codelists/hund.json:3");
}

TEST_CASE("with every text there is nothing to tell") {
  const Office office;
  CHECK(lint(*office.assistant(), office.assets(), texts_without(office, "")).empty());
}

TEST_CASE("an offer of an assistant that is not there is told") {
  const Office office;
  std::string broken = Office::definition;
  const std::string offer = R"("offer": "hund")";
  broken.replace(broken.find(offer), offer.size(), R"("offer": "katze")");
  office.write("assets/assistants/hund.json", broken);
  const auto problems = lint(*office.assistant(), office.assets(), texts_without(office, ""));
  REQUIRE(problems.size() == 1);
  CHECK(problems[0].text() == "F21 assistants/hund.json:8: the check of hund.seit offers katze, "
                              "which is no assistant here");
}
