// SPDX-License-Identifier: EUPL-1.2
#include <i18n/catalogue.hpp>
#include <i18n/pseudo.hpp>

#include "language_texts.hpp"
#include "text_file.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <atomic>
#include <fstream>
#include <optional>
#include <span>
#include <thread>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace foyer::i18n {

namespace fs = std::filesystem;
using nlohmann::json;

namespace {

struct KeyHash {
  using is_transparent = void;
  std::size_t operator()(std::string_view key) const { return std::hash<std::string_view>{}(key); }
};

// The numbers of the German keys: no other language has more.
class Keys {
 public:
  Keys() = default;
  Keys(const Keys&) = delete; // names_ points into numbers_
  Keys& operator=(const Keys&) = delete;

  // Nothing: it is there already.
  std::optional<std::uint32_t> add(std::string_view key) {
    const auto number = static_cast<std::uint32_t>(names_.size());
    const auto [place, is_new] = numbers_.emplace(key, number);
    if (!is_new)
      return std::nullopt;
    names_.push_back(&place->first);
    return number;
  }
  [[nodiscard]] std::optional<std::uint32_t> find(std::string_view key) const {
    const auto place = numbers_.find(key);
    return place == numbers_.end() ? std::nullopt : std::optional(place->second);
  }
  [[nodiscard]] std::size_t size() const { return names_.size(); }
  [[nodiscard]] const std::string& name(std::size_t number) const { return *names_[number]; }

 private:
  std::unordered_map<std::string, std::uint32_t, KeyHash, std::equal_to<>> numbers_;
  std::vector<const std::string*> names_;
};

// Finds keys that come in the German order, as in most files, without computing anything.
class KeysInOrder {
 public:
  explicit KeysInOrder(const Keys& keys) : keys_(keys) {}
  std::optional<std::uint32_t> find(std::string_view key) {
    if (next_ >= keys_.size() || keys_.name(next_) != key) {
      const auto found = keys_.find(key);
      if (!found)
        return std::nullopt;
      next_ = *found;
    }
    return next_++;
  }

 private:
  const Keys& keys_;
  std::uint32_t next_ = 0;
};

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

Failure key_twice(const fs::path& file, std::string_view key) {
  return malformed(file, "key " + std::string(key) + " appears twice");
}
Failure key_elsewhere(const fs::path& file, std::string_view key) {
  return malformed(file, "key " + std::string(key) + " appears in another file, too");
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
  std::shared_ptr<Keys> keys = std::make_shared<Keys>();
  std::map<std::string, std::shared_ptr<const LanguageTexts>, std::less<>> texts;
  Patterns patterns = Patterns::to_check; // while they are read

  // A text that is there.
  struct Found {
    const LanguageTexts* texts = nullptr;
    std::uint32_t number = 0;
    explicit operator bool() const { return texts != nullptr; }
  };
  [[nodiscard]] Found find(std::string_view lang, std::string_view key) const {
    const auto of_language = texts.find(lang);
    const auto number = keys->find(key);
    if (of_language == texts.end() || !number || !of_language->second->has(*number))
      return {};
    return {of_language->second.get(), *number};
  }

  Result<std::string> add_language(const fs::path& folder) {
    FOYER_TRY(const json about, read_object(folder / "language.json"));
    FOYER_TRY(Language language, read_about(folder, about));
    (language.in_progress ? unfinished : languages).push_back(std::move(language));
    return folder.filename().string();
  }

  [[nodiscard]] Status check(const fs::path& file, std::string_view key,
                             std::string_view pattern) const {
    if (patterns == Patterns::checked_before)
      return success();
    const auto valid = LanguageTexts::check(file.parent_path().filename().string(), pattern);
    return valid ? success() : malformed(file, std::string(key) + ": " + valid.failure().detail);
  }

  // Leaves the marks of its texts, by which translations know whether they are up to date.
  Status read_german(const fs::path& folder, std::vector<std::string>& marks) {
    FOYER_TRY(const auto code, add_language(folder));
    auto own = std::make_shared<LanguageTexts>(code);
    TextFileReader reader;
    for (const auto& path : text_files(folder)) {
      FOYER_TRY(const auto file, reader.read(path));
      const std::size_t first = keys->size();
      for (const auto& [key, text] : file.texts) {
        const auto number = keys->add(key);
        if (!number)
          return *keys->find(key) >= first ? key_twice(path, key) : key_elsewhere(path, key);
        FOYER_CHECK(check(path, key, text));
        own->add(*number, text);
        marks.push_back(stand_of(text));
      }
    }
    own->give_back_spare_memory();
    texts[code] = std::move(own);
    return success();
  }

  using Read = Result<std::shared_ptr<const LanguageTexts>>;

  // Changes nothing here, so that several may be read at once.
  [[nodiscard]] Read read_translation(const fs::path& folder,
                                      const std::vector<std::string>& marks) const {
    auto own = std::make_shared<LanguageTexts>(folder.filename().string());
    TextFileReader reader;
    struct Seen {
      std::uint32_t text = 0, mark = 0; // in which file, counted from 1
      bool stale = false;
    };
    std::vector<Seen> seen(keys->size());
    std::uint32_t number_of_file = 0;
    for (const auto& path : text_files(folder)) {
      FOYER_TRY(const auto file, reader.read(path));
      ++number_of_file;
      for (KeysInOrder order(*keys); const auto& [key, mark] : file.stand) {
        const auto number = order.find(key);
        if (!number)
          continue;
        if (std::exchange(seen[*number].mark, number_of_file) == number_of_file)
          return key_twice(path, key);
        seen[*number].stale = mark != marks[*number];
      }
      for (KeysInOrder order(*keys); const auto& [key, text] : file.texts) {
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
    return std::shared_ptr<const LanguageTexts>(std::move(own));
  }

  // On a few threads: nobody sees the terminal's first page before.
  Status read_translations(std::span<const fs::path> folders,
                           const std::vector<std::string>& marks) {
    std::vector<Read> read(folders.size(), std::shared_ptr<const LanguageTexts>());
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
      FOYER_TRY(texts[code], std::move(read[i]));
    }
    return success();
  }
};

Result<Catalogue> Catalogue::load(const fs::path& dir, Patterns patterns) {
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
  data->patterns = patterns;
  std::vector<std::string> marks;
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
  return static_cast<bool>(data_->find(lang, key));
}

std::string Catalogue::text(std::string_view lang, std::string_view key, const Args& args) const {
  auto found = data_->find(lang, key);
  if (!found)
    found = data_->find(binding_language, key);
  return found ? found.texts->format(found.number, args) : "[" + std::string(key) + "]";
}

std::string_view Catalogue::german_pattern(std::string_view key) const {
  const auto found = data_->find(binding_language, key);
  return found ? found.texts->pattern(found.number) : std::string_view();
}

std::vector<std::string> Catalogue::arguments(std::string_view lang, std::string_view key) const {
  const auto found = data_->find(lang, key);
  return found ? found.texts->arguments(found.number) : std::vector<std::string>();
}

std::vector<std::string> Catalogue::keys() const {
  std::vector<std::string> keys;
  for (std::size_t number = 0; number < data_->keys->size(); ++number)
    keys.push_back(data_->keys->name(number));
  std::sort(keys.begin(), keys.end());
  return keys;
}

Result<Catalogue> Catalogue::with_pseudo() const {
  auto data = std::make_shared<Data>(*data_);
  for (const auto code : {pseudo_long, pseudo_rtl}) {
    // Counted as German counts: its plural classes are those of the pattern.
    auto made = std::make_shared<LanguageTexts>(std::string(binding_language));
    for (std::uint32_t number = 0; number < data->keys->size(); ++number) {
      FOYER_TRY(const auto pattern, pseudo(code, german_pattern(data->keys->name(number))));
      FOYER_CHECK(LanguageTexts::check(binding_language, pattern));
      made->add(number, pattern);
    }
    data->texts[std::string(code)] = std::move(made);
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
