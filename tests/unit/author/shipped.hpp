// SPDX-License-Identifier: EUPL-1.2
// What the tests of author share: what is shipped, and texts with one that differs.
#pragma once

#include <forms/loader.hpp>
#include <i18n/catalogue.hpp>
#include <processes/processes.hpp>

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

namespace foyer::author::test {

inline std::filesystem::path assets() {
  return std::filesystem::path(FOYER_SOURCE_DIR) / "assets";
}
inline std::filesystem::path locales() {
  return std::filesystem::path(FOYER_SOURCE_DIR) / "locales";
}

inline std::shared_ptr<const forms::Assistant> shipped(const std::string& id) {
  auto loaded = forms::Loader::load(assets(), id);
  if (!loaded)
    FAIL(loaded.failure().detail);
  return *loaded;
}

inline i18n::Catalogue load_texts(const std::filesystem::path& folder) {
  auto loaded = i18n::Catalogue::load(folder);
  if (!loaded)
    FAIL(loaded.failure().detail);
  return *loaded;
}
inline const i18n::Catalogue& texts() {
  static const auto loaded = load_texts(locales());
  return loaded;
}

// German alone, with another word for the reason of a new card.
inline const i18n::Catalogue& other_texts() {
  static const auto loaded = [] {
    const processes::TemporaryDirectory folder;
    std::filesystem::copy(locales() / "de", folder / "de");
    const auto file = folder / "de/a3.json";
    std::string text = processes::read_file(file);
    const std::string key = "\"field.karte.grund.label\": \"";
    const auto at = text.find(key);
    REQUIRE(at != std::string::npos);
    processes::write_file(file, text.insert(at + key.size(), "Neuer "));
    return load_texts(folder.path());
  }();
  return loaded;
}

} // namespace foyer::author::test
