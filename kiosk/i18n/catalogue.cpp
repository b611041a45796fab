// SPDX-License-Identifier: EUPL-1.2
#include <i18n/catalogue.hpp>
#include <i18n/pseudo.hpp>

#include "message.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>
#include <set>
#include <tuple>
#include <unordered_map>

namespace foyer::i18n {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

struct KeyHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>{}(key); }
};
using Messages = std::unordered_map<std::string, Message, KeyHash, std::equal_to<>>;

Failure malformed(const fs::path& file, std::string_view reason) {
  return fail(FailureCode::malformed, file.parent_path().filename().string() + "/" +
                                          file.filename().string() + ": " + std::string(reason));
}

Result<json> read_object(const fs::path& file) {
  std::ifstream stream(file);
  if (!stream)
    return malformed(file, "cannot be read");
  std::set<std::string> keys;
  std::string twice;
  const auto see = [&](int depth, json::parse_event_t event, json& parsed) {
    if (event == json::parse_event_t::key && depth == 1 &&
        !keys.insert(parsed.get<std::string>()).second)
      twice = parsed.get<std::string>();
    return true;
  };
  json object = json::parse(stream, see, false);
  if (object.is_discarded() || !object.is_object())
    return malformed(file, "is no JSON object");
  if (!twice.empty())
    return malformed(file, "key " + twice + " appears twice");
  return object;
}

// One file's texts and the marks of the German they translate.
struct File {
  std::map<std::string, std::string> texts;
  std::map<std::string, std::string> stand;
};

Result<File> read_texts(const fs::path& path) {
  FOYER_TRY(const json object, read_object(path));
  File file;
  for (const auto& [key, value] : object.items()) {
    if (key == "_stand") {
      if (!value.is_object())
        return malformed(path, "_stand is no object");
      for (const auto& [of, mark] : value.items()) {
        if (!mark.is_string())
          return malformed(path, "_stand of " + of + " is no text");
        file.stand.emplace(of, mark.get<std::string>());
      }
    } else if (key == "_changed" || key == "_review") {
      // For translators only: when the German changed, who looked at a translation.
    } else if (value.is_string()) {
      file.texts.emplace(key, value.get<std::string>());
    } else {
      return malformed(path, "value of " + key + " is no text");
    }
  }
  return file;
}

Result<Language> read_about(const fs::path& folder, const json& about) {
  const fs::path file = folder / "language.json";
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
  if (about.contains("voice")) {
    if (!is("voice", json::value_t::string))
      return malformed(file, "voice is no text");
    language.voice = about["voice"].get<std::string>();
  }
  if (about.contains("in_progress")) {
    if (!is("in_progress", json::value_t::boolean))
      return malformed(file, "in_progress is true or false");
    language.in_progress = about["in_progress"].get<bool>();
  }
  return language;
}

} // namespace

struct Catalogue::Data {
  std::vector<Language> languages, unfinished;
  std::map<std::string, std::shared_ptr<Messages>, std::less<>> messages;

  [[nodiscard]] const Message* find(std::string_view lang, std::string_view key) const {
    const auto of_language = messages.find(lang);
    if (of_language == messages.end())
      return nullptr;
    const auto message = of_language->second->find(key);
    return message == of_language->second->end() ? nullptr : &message->second;
  }

  Status read_language(const fs::path& folder) {
    const std::string code = folder.filename().string();
    FOYER_TRY(const json about, read_object(folder / "language.json"));
    FOYER_TRY(Language language, read_about(folder, about));
    (language.in_progress ? unfinished : languages).push_back(std::move(language));
    Messages& own = *(messages[code] = std::make_shared<Messages>());

    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder))
      if (entry.path().extension() == ".json" && entry.path().filename() != "language.json")
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    for (const auto& path : files) {
      FOYER_TRY(const File file, read_texts(path));
      for (const auto& [key, text] : file.texts) {
        if (code != binding_language) {
          const Message* german = find(binding_language, key);
          const auto mark = file.stand.find(key);
          if (german == nullptr)
            continue;
          if (mark != file.stand.end() && mark->second != stand_of(german->pattern()))
            continue;
        }
        auto message = Message::parse(code, text);
        if (!message)
          return malformed(path, key + ": " + message.failure().detail);
        if (!own.emplace(key, std::move(*message)).second)
          return malformed(path, "key " + key + " appears in another file, too");
      }
    }
    return success();
  }
};

Result<Catalogue> Catalogue::load(const fs::path& dir) {
  std::error_code error;
  std::vector<fs::path> folders;
  for (const auto& entry : fs::directory_iterator(dir, error))
    if (entry.is_directory() && fs::exists(entry.path() / "language.json", error))
      folders.push_back(entry.path());
  // German first: translations are compared with it.
  const auto place = [](const fs::path& folder) {
    const std::string code = folder.filename().string();
    return std::tuple(code != binding_language, !is_german_variety(code), code);
  };
  std::sort(folders.begin(), folders.end(),
            [&](const fs::path& a, const fs::path& b) { return place(a) < place(b); });
  if (folders.empty() || folders.front().filename() != binding_language)
    return fail(FailureCode::text_missing, "no German texts in " + dir.filename().string());

  auto data = std::make_shared<Data>();
  for (const auto& folder : folders)
    FOYER_CHECK(data->read_language(folder));
  Catalogue catalogue;
  catalogue.data_ = std::move(data);
  return catalogue;
}

const std::vector<Language>& Catalogue::languages() const {
  return data_->languages;
}

const Language* Catalogue::language(std::string_view code) const {
  for (const auto* list : {&data_->languages, &data_->unfinished})
    for (const auto& language : *list)
      if (language.code == code)
        return &language;
  return nullptr;
}

bool Catalogue::has(std::string_view lang, std::string_view key) const {
  return data_->find(lang, key) != nullptr;
}

std::string Catalogue::text(std::string_view lang, std::string_view key, const Args& args) const {
  const Message* message = data_->find(lang, key);
  if (message == nullptr)
    message = data_->find(binding_language, key);
  if (message == nullptr)
    return "[" + std::string(key) + "]";
  return message->format(args);
}

std::string_view Catalogue::german_pattern(std::string_view key) const {
  const Message* message = data_->find(binding_language, key);
  return message == nullptr ? std::string_view{} : std::string_view(message->pattern());
}

std::vector<std::string> Catalogue::arguments(std::string_view lang, std::string_view key) const {
  const Message* message = data_->find(lang, key);
  return message == nullptr ? std::vector<std::string>{} : message->arguments();
}

std::vector<std::string> Catalogue::keys() const {
  std::vector<std::string> keys;
  for (const auto& [key, message] : *data_->messages.at(std::string(binding_language)))
    keys.push_back(key);
  std::sort(keys.begin(), keys.end());
  return keys;
}

Result<Catalogue> Catalogue::with_pseudo() const {
  auto data = std::make_shared<Data>(*data_);
  for (const auto code : {pseudo_long, pseudo_rtl}) {
    auto made = std::make_shared<Messages>();
    for (const auto& key : keys()) {
      FOYER_TRY(auto pattern, pseudo(code, german_pattern(key)));
      // Counted as German counts: its plural classes are those of the pattern.
      FOYER_TRY(auto message, Message::parse(binding_language, std::move(pattern)));
      made->emplace(key, std::move(message));
    }
    data->messages[std::string(code)] = std::move(made);
    data->unfinished.push_back({.code = std::string(code),
                                .own_name = "[!! " + std::string(code) + " !!]",
                                .rtl = code == pseudo_rtl});
  }
  Catalogue catalogue;
  catalogue.data_ = std::move(data);
  return catalogue;
}

bool is_german_variety(std::string_view code) {
  return code.size() > binding_language.size() && code.starts_with(binding_language) &&
         code[binding_language.size()] == '-';
}

std::string stand_of(std::string_view german) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : german) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ULL;
  }
  std::string mark(16, '0');
  for (std::size_t i = 16; i-- > 0; hash >>= 4)
    mark[i] = "0123456789abcdef"[hash & 0xF];
  return mark;
}

} // namespace foyer::i18n
