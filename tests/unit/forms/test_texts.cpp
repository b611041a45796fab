// SPDX-License-Identifier: EUPL-1.2
// The texts of every shipped assistant, looked at as ICU sees them. What concerns all texts of the
// house is tests/lint/locales.py.
#include "fixture.hpp"

#include <set>

using namespace foyer;
using namespace foyer::forms;
using namespace foyer::forms::test;

TEST_CASE("every text an assistant asks for is there in every language, with the same arguments") {
  for (const auto& id : Loader::available(assets())) {
    const auto loaded = Loader::load(assets(), id);
    if (!loaded.ok()) {
      FAIL_CHECK(loaded.failure().detail);
      continue;
    }
    const auto& assistant = *loaded;
    auto keys = assistant->text_keys();
    for (const auto& key : assistant->optional_text_keys())
      if (texts().has("de", key))
        keys.push_back(key);
    for (const auto& key : keys)
      for (const auto& language : texts().languages()) {
        if (language.tier != 1)
          continue; // the interface only
        INFO(language.code << " " << key);
        CHECK(texts().has(language.code, key));
        CHECK(texts().arguments(language.code, key) == texts().arguments("de", key));
        CHECK_FALSE(texts().text(language.code, key).empty());
      }
  }
}

TEST_CASE("messages get the arguments they ask for") {
  for (const auto& id : Loader::available(assets())) {
    const auto loaded = Loader::load(assets(), id);
    if (!loaded.ok())
      continue; // told above
    std::set<std::string> common{"assistant"};
    for (const auto& arg : (*loaded)->text_args)
      common.insert(arg.name);
    const auto asks_only = [&](const std::string& key, std::set<std::string> given) {
      given.insert(common.begin(), common.end());
      for (const auto& wanted : texts().arguments("de", key)) {
        INFO(id << " " << key << " {" << wanted << "}");
        CHECK(given.count(wanted) == 1);
      }
    };
    for (const auto& field : (*loaded)->fields)
      for (const auto& check : field.constraints) {
        std::set<std::string> given;
        if (field.repeat != no_repeat)
          given.insert("n");
        for (const auto& arg : check.args)
          given.insert(arg.first);
        asks_only(check.message_key, given);
      }
    for (std::size_t page = 0; page < (*loaded)->pages.size(); ++page)
      asks_only((*loaded)->heading_key(page), (*loaded)->pages[page].repeat == no_repeat
                                                  ? std::set<std::string>{}
                                                  : std::set<std::string>{"n"});
    for (std::size_t repeat = 0; repeat < (*loaded)->repeats.size(); ++repeat)
      asks_only((*loaded)->repeat_key(repeat, "row"), {"n"});
  }
}

TEST_CASE("a heading is a question or asks to read, and fits on two lines") {
  for (std::size_t page = 0; page < a3()->pages.size(); ++page)
    for (const char* who : {"selbst", "kind"}) {
      const std::string heading = texts().text("de", a3()->heading_key(page), {{"fuer", who}});
      INFO(heading);
      CHECK(heading.back() == '?');
      CHECK(heading.size() < 90);
    }
}

TEST_CASE("the warning before a title ends counts days in every language") {
  const auto say = [](const char* lang, std::int64_t days) {
    return texts().text(lang, "check.karte.titel_bald", {{"tage", days}, {"datum", "15.12.2026"}});
  };
  CHECK(say("de", 20).find("in 20 Tagen ab, am 15.12.2026") != std::string::npos);
  CHECK(say("de", 1).find("in 1 Tag ab") != std::string::npos);
  CHECK(say("ar", 20).find("20 يومًا") != std::string::npos);
  CHECK(say("uk", 21).find("21 день") != std::string::npos);
  CHECK(say("uk", 22).find("22 дні,") != std::string::npos);
}

TEST_CASE("names of German documents stay German in every language") {
  for (const char* code : {"ae", "ne", "fiktion", "duldung", "gestattung", "eu_dauer"})
    for (const char* lang : {"en", "ar", "uk"}) {
      const std::string key = std::string("code.titel_art.") + code;
      INFO(lang << " " << key);
      CHECK(texts().text(lang, key).find(texts().text("de", key)) == 0);
    }
}
