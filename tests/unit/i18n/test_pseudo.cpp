// SPDX-License-Identifier: EUPL-1.2
#include <i18n/catalogue.hpp>
#include <i18n/format.hpp>
#include <i18n/pattern.hpp>
#include <i18n/pseudo.hpp>

#include <catch2/catch.hpp>

#include <filesystem>

using namespace foyer;
using namespace foyer::i18n;

TEST_CASE("the long pseudo-locale stretches words by 40 percent and shows both ends") {
  CHECK(*pseudo("qps", "Weiter") == "[!! Ŵééîîţééŕ !!]");
  CHECK(*pseudo("qps", "PDF") == "[!! PĎF~~ !!]");
  const std::string german = "Haben Sie Ihren Pass dabei?";
  CHECK(*characters(*pseudo("qps", german)) - std::string_view("[!!  !!]").size() ==
        german.size() + (german.size() * 4 + 9) / 10);
}

TEST_CASE("a pseudo-locale keeps arguments, branches and numbers") {
  const auto german = "{n, plural, one {# Seite von {m}} other {# Seiten}}";
  for (const auto lang : {pseudo_long, pseudo_rtl}) {
    const auto facts = read_pattern("de", *pseudo(lang, german));
    REQUIRE(facts.ok());
    CHECK(facts->arguments == std::set<std::string>{"m", "n"});
    CHECK(facts->plural_faults.empty());
  }
  CHECK(*pseudo("qps-plocm", "Ja, {x}!") ==
        "\u200F\u202EJa,\u202C\u200F {x}\u200F\u202E!\u202C\u200F");
}

TEST_CASE("every German text has its pseudo texts, which no visitor is offered") {
  const auto texts = Catalogue::load(std::filesystem::path(FOYER_SOURCE_DIR) / "locales");
  REQUIRE(texts.ok());
  const auto more = texts->with_pseudo();
  REQUIRE(more.ok());
  for (const auto lang : {pseudo_long, pseudo_rtl}) {
    REQUIRE(more->language(lang) != nullptr);
    CHECK(more->language(lang)->rtl == (lang == pseudo_rtl));
    CHECK(texts->language(lang) == nullptr);
    for (const auto& key : texts->keys()) {
      INFO(key);
      CHECK(more->has(lang, key));
      CHECK(more->arguments(lang, key) == texts->arguments("de", key));
    }
  }
  CHECK(more->languages().size() == texts->languages().size());
  CHECK(more->text("qps", "ui.back") == "[!! Žûûŕüçķ~~ !!]");
  CHECK(more->text("de", "ui.back") == texts->text("de", "ui.back"));
}
