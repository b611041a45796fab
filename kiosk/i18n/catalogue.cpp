// SPDX-License-Identifier: EUPL-1.2
#include <i18n/catalogue.hpp>
#include <i18n/pseudo.hpp>

#include "message.hpp"
#include "text_file.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <span>
#include <thread>
#include <tuple>
#include <unordered_map>
#include <unordered_set>

namespace foyer::i18n {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

struct KeyHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>{}(key); }
};
using Keys = std::unordered_map<std::string, std::uint32_t, KeyHash, std::equal_to<>>;

// One language's texts by the number of their key, sorted.
using Messages = std::vector<std::pair<std::uint32_t, Message>>;

void sort(Messages& messages) {
  std::sort(messages.begin(), messages.end(),
            [](const auto& a, const auto& b) { return a.first < b.first; });
}

std::uint64_t fnv(std::string_view text) { // FNV-1a, 64 bit
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : text) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ULL;
  }
  return hash;
}

std::string as_mark(std::uint64_t hash) {
  std::string mark(16, '0');
  for (std::size_t i = 16; i-- > 0; hash >>= 4)
    mark[i] = "0123456789abcdef"[hash & 0xF];
  return mark;
}

std::vector<fs::path> text_files(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder))
    if (entry.path().extension() == ".json" && entry.path().filename() != "language.json")
      files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

Result<json> read_object(const fs::path& file) {
  std::ifstream stream(file);
  if (!stream)
    return malformed(file, "cannot be read");
  json object = json::parse(stream, nullptr, false);
  if (object.is_discarded() || !object.is_object())
    return malformed(file, "is no JSON object");
  return object;
}

// The first key that stands there twice; nullptr: none does.
const std::string* twice(const Pairs& pairs) {
  std::unordered_set<std::string_view> seen;
  for (const auto& [key, text] : pairs)
    if (!seen.insert(key).second)
      return &key;
  return nullptr;
}

Result<TextFile> read_texts(const fs::path& path) {
  FOYER_TRY(auto file, read_text_file(path));
  for (const auto* pairs : {&file.texts, &file.stand})
    if (const auto* key = twice(*pairs))
      return malformed(path, "key " + *key + " appears twice");
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

} // namespace

struct Catalogue::Data {
  std::vector<Language> languages, unfinished;
  Keys keys; // of the German texts; no other language has more
  std::map<std::string, std::shared_ptr<Messages>, std::less<>> messages;

  [[nodiscard]] const Message* find(std::string_view lang, std::string_view key) const {
    const auto of_language = messages.find(lang);
    const auto known = keys.find(key);
    if (of_language == messages.end() || known == keys.end())
      return nullptr;
    const auto& own = *of_language->second;
    const auto place = std::lower_bound(own.begin(), own.end(), known->second,
                                        [](const auto& a, std::uint32_t b) { return a.first < b; });
    return place == own.end() || place->first != known->second ? nullptr : &place->second;
  }

  Result<std::string> add_language(const fs::path& folder) {
    FOYER_TRY(const json about, read_object(folder / "language.json"));
    FOYER_TRY(Language language, read_about(folder, about));
    (language.in_progress ? unfinished : languages).push_back(std::move(language));
    return folder.filename().string();
  }

  // Leaves the marks of its texts, by which translations know whether they are up to date.
  Status read_german(const fs::path& folder, std::vector<std::uint64_t>& marks) {
    FOYER_TRY(const auto code, add_language(folder));
    auto own = std::make_shared<Messages>();
    for (const auto& path : text_files(folder)) {
      FOYER_TRY(auto file, read_texts(path));
      for (auto& [key, text] : file.texts) {
        marks.push_back(fnv(text));
        auto message = Message::parse(code, std::move(text));
        if (!message)
          return malformed(path, key + ": " + message.failure().detail);
        const auto number = static_cast<std::uint32_t>(keys.size());
        if (!keys.emplace(key, number).second)
          return malformed(path, "key " + key + " appears in another file, too");
        own->emplace_back(number, std::move(*message));
      }
    }
    messages[code] = std::move(own);
    return success();
  }

  // Changes nothing here, so that several may be read at once.
  [[nodiscard]] Result<std::shared_ptr<Messages>>
  read_translation(const fs::path& folder, const std::vector<std::uint64_t>& marks) const {
    const std::string code = folder.filename().string();
    auto own = std::make_shared<Messages>();
    std::vector<bool> seen(keys.size());
    for (const auto& path : text_files(folder)) {
      FOYER_TRY(auto file, read_texts(path));
      std::unordered_map<std::string_view, std::string_view> stand(file.stand.begin(),
                                                                   file.stand.end());
      for (auto& [key, text] : file.texts) {
        const auto german = keys.find(key);
        if (german == keys.end())
          continue;
        const auto number = german->second;
        if (const auto mark = stand.find(key);
            mark != stand.end() && mark->second != as_mark(marks[number]))
          continue;
        auto message = Message::parse(code, std::move(text));
        if (!message)
          return malformed(path, key + ": " + message.failure().detail);
        if (seen[number])
          return malformed(path, "key " + key + " appears in another file, too");
        seen[number] = true;
        own->emplace_back(number, std::move(*message));
      }
    }
    sort(*own);
    return own;
  }

  // On a few threads: nobody sees the terminal's first page before.
  Status read_translations(std::span<const fs::path> folders,
                           const std::vector<std::uint64_t>& marks) {
    std::vector<Result<std::shared_ptr<Messages>>> read(folders.size(),
                                                        std::shared_ptr<Messages>());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
      for (std::size_t i = next++; i < folders.size(); i = next++)
        read[i] = read_translation(folders[i], marks);
    };
    {
      std::vector<std::jthread> helpers;
      for (unsigned n = 1; n < std::min(std::thread::hardware_concurrency(), 4U); ++n)
        helpers.emplace_back(work);
      work();
    }
    for (std::size_t i = 0; i < folders.size(); ++i) {
      FOYER_TRY(const auto code, add_language(folders[i]));
      FOYER_TRY(messages[code], std::move(read[i]));
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
  std::vector<std::uint64_t> marks;
  FOYER_CHECK(data->read_german(folders.front(), marks));
  FOYER_CHECK(data->read_translations(std::span(folders).subspan(1), marks));
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
  for (const auto& [key, number] : data_->keys)
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
      made->emplace_back(data->keys.find(key)->second, std::move(message));
    }
    sort(*made);
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
  return as_mark(fnv(german));
}

} // namespace foyer::i18n
