// SPDX-License-Identifier: EUPL-1.2
#include <translate/texts.hpp>

#include <i18n/catalogue.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <tuple>

namespace foyer::translate {

namespace fs = std::filesystem;
using nlohmann::ordered_json;

namespace {

Failure malformed(const fs::path& file, const std::string& reason) {
  return fail(FailureCode::malformed, file.parent_path().filename().string() + "/" +
                                          file.filename().string() + ": " + reason);
}

Result<ordered_json> read_object(const fs::path& file) {
  std::ifstream stream(file);
  auto object = ordered_json::parse(stream, nullptr, false);
  if (object.is_discarded() || !object.is_object())
    return malformed(file, "is no JSON object");
  return object;
}

std::string text_at(const ordered_json& object, const char* part, const std::string& key) {
  if (!object.contains(part) || !object[part].contains(key) || !object[part][key].is_string())
    return {};
  return object[part][key].get<std::string>();
}

std::optional<Review> review_at(const ordered_json& object, const std::string& key) {
  if (!object.contains("_review") || !object["_review"].contains(key))
    return std::nullopt;
  const auto& entry = object["_review"][key];
  return Review{entry.value("by", ""), entry.value("on", ""), entry.value("text", "")};
}

std::string day_of(const std::string& changed) {
  return changed.substr(0, changed.find(' '));
}

// A list of file names in locales/tiers.json; empty where it is not there.
Result<std::set<std::string>> named_files(const fs::path& locales, const char* list) {
  FOYER_TRY(const auto tiers, read_object(locales / "tiers.json"));
  std::set<std::string> files;
  if (!tiers.contains(list))
    return files;
  if (!tiers[list].is_array())
    return malformed(locales / "tiers.json", std::string(list) + " is no list");
  for (const auto& file : tiers[list])
    if (file.is_string())
      files.insert(file.get<std::string>());
  return files;
}

} // namespace

Result<Texts> Texts::read(const fs::path& locales, std::string_view code) {
  Texts self;
  self.folder_ = locales / code;
  std::error_code error;
  if (!fs::exists(self.folder_ / "language.json", error))
    return fail(FailureCode::text_missing,
                "there is no " + (fs::path(code) / "language.json").string());
  FOYER_TRY(const auto about, read_object(self.folder_ / "language.json"));
  if (!about.contains("name") || !about["name"].is_string())
    return malformed(self.folder_ / "language.json", "needs a name");
  self.about_ = {.code = std::string(code),
                 .name = about["name"].get<std::string>(),
                 .rtl = about.value("rtl", false),
                 .in_progress = about.value("in_progress", false),
                 .tier = about.value("tier", 1),
                 .voice = about.value("voice", "")};
  for (const auto& entry : fs::directory_iterator(self.folder_, error)) {
    const auto name = entry.path().filename().string();
    if (entry.path().extension() != ".json" || name == "language.json")
      continue;
    FOYER_TRY(const auto object, read_object(entry.path()));
    auto& keys = self.files_[name];
    for (const auto& [key, value] : object.items()) {
      if (key.starts_with('_'))
        continue;
      if (!value.is_string())
        return malformed(entry.path(), "value of " + key + " is no text");
      Text text{.file = name,
                .words = value.get<std::string>(),
                .mark = text_at(object, "_stand", key),
                .review = review_at(object, key),
                .changed = day_of(text_at(object, "_changed", key))};
      if (text.review && text.review->text != i18n::stand_of(text.words))
        text.review.reset();
      if (!self.texts_.emplace(key, std::move(text)).second)
        return malformed(entry.path(), "key " + key + " appears twice");
      keys.push_back(key);
    }
  }
  return self;
}

Result<Texts> Texts::read_master(const fs::path& locales) {
  FOYER_TRY(auto german, read(locales, i18n::binding_language));
  FOYER_TRY(const auto staff, named_files(locales, "staff"));
  for (const auto& name : staff) {
    const auto file = german.files_.find(name);
    if (file == german.files_.end())
      continue;
    for (const auto& key : file->second)
      german.texts_.erase(key);
    german.files_.erase(file);
  }
  return german;
}

const Text* Texts::find(std::string_view key) const {
  const auto found = texts_.find(key);
  return found == texts_.end() ? nullptr : &found->second;
}

std::vector<std::string> Texts::keys() const {
  std::vector<std::string> all;
  for (const auto& [file, keys] : files_)
    all.insert(all.end(), keys.begin(), keys.end());
  return all;
}

void Texts::set(const std::string& key, Text text, const Texts& german) {
  touched_.insert(text.file);
  if (const auto known = texts_.find(key); known != texts_.end()) {
    touched_.insert(known->second.file);
    text.file = known->second.file;
    known->second = std::move(text);
    return;
  }
  auto& keys = files_[text.file];
  auto place = keys.begin();
  if (const auto order = german.files_.find(text.file); order != german.files_.end())
    for (const auto& before : order->second) {
      if (before == key)
        break;
      if (const auto at = std::find(keys.begin(), keys.end(), before); at != keys.end())
        place = std::next(at);
    }
  keys.insert(place, key);
  texts_.emplace(key, std::move(text));
}

Status Texts::write() const {
  for (const auto& name : touched_) {
    ordered_json object = ordered_json::object(), stand = object, review = object;
    for (const auto& key : files_.at(name)) {
      const Text& text = texts_.at(key);
      object[key] = text.words;
      if (!text.mark.empty())
        stand[key] = text.mark;
      if (text.review)
        review[key] = {
            {"by", text.review->by}, {"on", text.review->on}, {"text", text.review->text}};
    }
    if (!stand.empty())
      object["_stand"] = std::move(stand);
    if (!review.empty())
      object["_review"] = std::move(review);
    std::ofstream stream(folder_ / name);
    stream << object.dump(1) << '\n';
    stream.close();
    if (!stream)
      return fail(FailureCode::io_failed, about_.code + "/" + name + " cannot be written");
  }
  return success();
}

std::vector<std::string> languages(const fs::path& locales) {
  std::vector<std::string> codes;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(locales, error))
    if (fs::exists(entry.path() / "language.json", error))
      codes.push_back(entry.path().filename().string());
  std::sort(codes.begin(), codes.end(), [](const std::string& a, const std::string& b) {
    return std::tuple(a != i18n::binding_language, a) < std::tuple(b != i18n::binding_language, b);
  });
  return codes;
}

Result<std::set<std::string>> interface_files(const fs::path& locales) {
  FOYER_TRY(auto files, named_files(locales, "interface"));
  if (files.empty())
    return malformed(locales / "tiers.json", "needs interface");
  return files;
}

} // namespace foyer::translate
