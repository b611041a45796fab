// SPDX-License-Identifier: EUPL-1.2
#include "folder_reader.hpp"

#include "text_file.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <utility>

namespace foyer::i18n {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

Result<json> read_object(const fs::path& file) {
  std::ifstream stream(file);
  if (!stream)
    return malformed(file, "cannot be read");
  json object = json::parse(stream, nullptr, false);
  if (object.is_discarded() || !object.is_object())
    return malformed(file, "is no JSON object");
  return object;
}

Failure key_twice(const fs::path& file, std::string_view key) {
  return malformed(file, "key " + std::string(key) + " appears twice");
}
Failure key_elsewhere(const fs::path& file, std::string_view key) {
  return malformed(file, "key " + std::string(key) + " appears in another file, too");
}

} // namespace

Result<Language> FolderReader::read_about(const fs::path& folder) {
  const fs::path file = folder / "language.json";
  FOYER_TRY(const json about, read_object(file));
  const auto is = [&](const char* member, json::value_t type) {
    return about.contains(member) && about[member].type() == type;
  };
  if (!is("name", json::value_t::string) || !is("rtl", json::value_t::boolean))
    return malformed(file, "needs name and rtl");
  Language language;
  language.code = folder.filename().string();
  language.own_name = about["name"].get<std::string>();
  language.rtl = about["rtl"].get<bool>();
  if (about.contains("tier")) {
    if (about["tier"] != 1 && about["tier"] != 2)
      return malformed(file, "tier is 1 or 2");
    language.tier = about["tier"].get<int>();
  }
  for (const auto& [member, text] :
       {std::pair{"voice", &language.voice}, std::pair{"spelling", &language.spelling}}) {
    if (!about.contains(member))
      continue;
    if (!is(member, json::value_t::string))
      return malformed(file, std::string(member) + " is no text");
    *text = about[member].get<std::string>();
  }
  if (about.contains("in_progress")) {
    if (!is("in_progress", json::value_t::boolean))
      return malformed(file, "in_progress is true or false");
    language.in_progress = about["in_progress"].get<bool>();
  }
  return language;
}

std::vector<fs::path> FolderReader::text_files(const fs::path& folder) const {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".json" && entry.path().filename() != "language.json" &&
        (only_.empty() || entry.path().filename() == only_))
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

Status FolderReader::check(const fs::path& file, std::string_view key,
                           std::string_view pattern) const {
  if (patterns_ == Patterns::checked_before)
    return success();
  const auto valid = LanguageTexts::check(file.parent_path().filename().string(), pattern);
  return valid ? success() : malformed(file, std::string(key) + ": " + valid.failure().detail);
}

Result<FolderReader::Texts> FolderReader::read_german(const fs::path& folder) {
  auto own = std::make_shared<LanguageTexts>(folder.filename().string());
  TextFileReader reader;
  for (const auto& path : text_files(folder)) {
    FOYER_TRY(const auto file, reader.read(path));
    const std::size_t first = keys_->size();
    for (const auto& [key, text] : file.texts) {
      const auto number = keys_->add(key);
      if (!number)
        return *keys_->find(key) >= first ? key_twice(path, key) : key_elsewhere(path, key);
      FOYER_CHECK(check(path, key, text));
      own->add(*number, text);
      marks_.push_back(stand_of(text));
    }
  }
  own->give_back_spare_memory();
  return Texts(std::move(own));
}

Result<FolderReader::Texts> FolderReader::read_translation(const fs::path& folder) const {
  auto own = std::make_shared<LanguageTexts>(folder.filename().string());
  TextFileReader reader;
  struct Seen {
    std::uint32_t text = 0, mark = 0; // in which file, counted from 1
    bool stale = false;
  };
  std::vector<Seen> seen(keys_->size());
  std::uint32_t number_of_file = 0;
  for (const auto& path : text_files(folder)) {
    FOYER_TRY(const auto file, reader.read(path));
    ++number_of_file;
    for (KeysInOrder order(*keys_); const auto& [key, mark] : file.stand) {
      const auto number = order.find(key);
      if (!number)
        continue;
      if (std::exchange(seen[*number].mark, number_of_file) == number_of_file)
        return key_twice(path, key);
      seen[*number].stale = mark != marks_[*number];
    }
    for (KeysInOrder order(*keys_); const auto& [key, text] : file.texts) {
      const auto number = order.find(key);
      if (!number)
        continue;
      if (const auto before = std::exchange(seen[*number].text, number_of_file); before != 0)
        return before == number_of_file ? key_twice(path, key) : key_elsewhere(path, key);
      if (seen[*number].mark == number_of_file && seen[*number].stale)
        continue;
      FOYER_CHECK(check(path, key, text));
      own->add(*number, text);
    }
  }
  own->give_back_spare_memory();
  return Texts(std::move(own));
}

} // namespace foyer::i18n
