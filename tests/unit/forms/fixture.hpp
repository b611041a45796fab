// SPDX-License-Identifier: EUPL-1.2
// What the tests of forms share: the shipped definition and texts, dates, shorthand for answers.
#pragma once

#include <forms/evaluation.hpp>
#include <forms/loader.hpp>

#include <i18n/catalogue.hpp>

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace foyer::forms::test {

inline std::filesystem::path assets() {
  return std::filesystem::path(FOYER_SOURCE_DIR) / "assets";
}
inline std::filesystem::path locales() {
  return std::filesystem::path(FOYER_SOURCE_DIR) / "locales";
}

inline Date day(int y, unsigned m, unsigned d) {
  return Date{std::chrono::year{y}, std::chrono::month{m}, std::chrono::day{d}};
}
inline Date today() {
  return day(2026, 11, 25);
}
inline WallTime noon() {
  return WallTime{std::chrono::sys_days{today()} + std::chrono::hours{12}};
}

inline std::shared_ptr<const Assistant> a3() {
  static const auto loaded = [] {
    auto result = Loader::load(assets(), "a3");
    if (!result.ok())
      FAIL(result.failure().detail);
    return *result;
  }();
  return loaded;
}

inline const i18n::Catalogue& texts() {
  static const auto loaded = [] {
    auto result = i18n::Catalogue::load(locales());
    if (!result.ok())
      FAIL(result.failure().detail);
    return *result;
  }();
  return loaded;
}

inline void say(Draft& draft, std::string_view field, Value value) {
  const auto status = draft.set(field, std::move(value), noon());
  INFO(field);
  REQUIRE(status.ok());
}

inline std::vector<std::string> keys_of(const FieldState& state) {
  std::vector<std::string> keys;
  for (const auto& finding : state.findings)
    keys.push_back(finding.key);
  return keys;
}
inline bool found(const Evaluation& evaluation, std::string_view field, std::string_view key) {
  for (const auto& finding : evaluation.field(field).findings)
    if (finding.key == key)
      return true;
  return false;
}

// Someone whose every answer is given and right, whatever the reason for the new card.
inline Draft filled(const std::string& reason) {
  Draft draft(a3());
  using List = std::vector<std::string>;
  say(draft, "antrag.sprache", std::string("uk"));
  say(draft, "karte.grund", reason);
  say(draft, "antrag.fuer", std::string("selbst"));
  say(draft, "person.familienname", std::string("Шевченко"));
  say(draft, "person.familienname", std::string("Ševčenko"));
  say(draft, "person.ein_name", false);
  say(draft, "person.vornamen", std::string("Olena"));
  say(draft, "person.geburtsdatum", std::string("1990-05-01"));
  say(draft, "person.geburtsort", std::string("Kyjiw"));
  say(draft, "person.geburtsland", std::string("SUN"));
  say(draft, "person.geschlecht", std::string("w"));
  say(draft, "person.staatsangehoerigkeiten", List{"UKR"});
  say(draft, "person.familienstand", std::string("LD"));
  say(draft, "adresse.strasse", std::string("Fürther Straße"));
  say(draft, "adresse.hausnummer", std::string("12a"));
  say(draft, "adresse.plz", std::string("90429"));
  say(draft, "adresse.ort", std::string("Nürnberg"));
  say(draft, "kontakt.kanal", std::string("post"));
  say(draft, "pass.vorhanden", std::string("ja"));
  say(draft, "pass.art", std::string("nationalpass"));
  say(draft, "pass.nummer", std::string("FX123456"));
  say(draft, "pass.staat", std::string("UKR"));
  say(draft, "pass.gueltig_bis", std::string("2031-01-01"));
  say(draft, "titel.art", std::string("ae"));
  say(draft, "titel.gueltig_bis", std::string("2028-03-04"));
  say(draft, "titel.abgelehnt", false);
  say(draft, "foto.quelle", std::string("terminal"));
  say(draft, "foto.finger", true);
  say(draft, "abholung.art", std::string("abholung"));
  for (const char* ack :
       {"erkl.belehrung", "erkl.mitwirkung", "erkl.daten", "erkl.richtig", "erkl.sprache"})
    say(draft, ack, true);
  return draft;
}

} // namespace foyer::forms::test
