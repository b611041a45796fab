// SPDX-License-Identifier: EUPL-1.2
#include <i18n/catalogue.hpp>
#include <i18n/respelling.hpp>

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>

using namespace foyer;
using namespace foyer::i18n;

namespace {

const std::filesystem::path sorani = FOYER_SOURCE_DIR "/locales/ckb/spoken.rules";

} // namespace

TEST_CASE("sorani is written as its kurmanji relative reads it") {
  const auto rules = Respelling::load(sorani);
  REQUIRE(rules.ok());
  const auto reads = [&](std::string_view text) { return rules->respell(text); };
  CHECK(reads("بەڵێ") == "belê");
  CHECK(reads("نەخێر") == "nexêr");
  CHECK(reads("یارمەتی") == "yarmetî");
  CHECK(reads("گەڕانەوە") == "geranewe");
  CHECK(reads("دووبارە") == "dûbare");
  CHECK(reads("ئێستا") == "êsta");
  CHECK(reads("خوێندن") == "xwêndin");
  CHECK(reads("ناوی من") == "nawî min");
  CHECK(reads("کردن، بردن؟") == "kirdin, birdin?");
  CHECK(reads("پشکنین") == "pişkinîn");
  CHECK(reads("بەردەوامبوون") == "berdewambûn");
}

TEST_CASE("names of german documents, numbers and blanks stay as they are") {
  const auto rules = Respelling::load(sorani);
  REQUIRE(rules.ok());
  CHECK(rules->respell("Niederlassungserlaubnis § 9, 24.12.2026") ==
        "Niederlassungserlaubnis § 9, 24.12.2026");
  CHECK(rules->respell("") == "");
}

TEST_CASE("no letter of the sorani texts is left that the voice cannot read") {
  const auto rules = Respelling::load(sorani);
  REQUIRE(rules.ok());
  const auto texts = Catalogue::load(FOYER_SOURCE_DIR "/locales");
  REQUIRE(texts.ok());
  int read = 0;
  for (const auto& key : texts->keys()) {
    if (!texts->has("ckb", key))
      continue;
    const auto spoken = rules->respell(texts->text("ckb", key));
    CAPTURE(key, spoken);
    // Arabic script: U+0600 to U+06FF begin with D8 to DB in UTF-8.
    for (const char c : spoken)
      CHECK((static_cast<unsigned char>(c) < 0xD8 || static_cast<unsigned char>(c) > 0xDB));
    ++read;
  }
  CHECK(read > 500);
}

TEST_CASE("rules that are none say where") {
  const auto file = std::filesystem::temp_directory_path() / "foyer-no-rules";
  std::ofstream(file) << "a > b ;\n[ > ;";
  const auto rules = Respelling::load(file);
  std::filesystem::remove(file);
  REQUIRE_FALSE(rules.ok());
  CHECK(rules.failure().code == FailureCode::malformed);
  CHECK(Respelling::load("/nowhere").failure().code == FailureCode::io_failed);
}
