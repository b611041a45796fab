// SPDX-License-Identifier: EUPL-1.2
#include <i18n/catalogue.hpp>
#include <i18n/pseudo.hpp>

#include "folder_reader.hpp"

#include <algorithm>
#include <atomic>
#include <span>
#include <thread>
#include <tuple>
#include <utility>

namespace foyer::i18n {

namespace fs = std::filesystem;

namespace {

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

} // namespace

struct Catalogue::Data {
  std::vector<Language> languages, unfinished;
  std::shared_ptr<const Keys> keys;
  std::map<std::string, FolderReader::Texts, std::less<>> texts;

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

  Status add(const fs::path& folder, FolderReader::Texts of_language) {
    FOYER_TRY(Language language, FolderReader::read_about(folder));
    texts[language.code] = std::move(of_language);
    (language.in_progress ? unfinished : languages).push_back(std::move(language));
    return success();
  }

  // On a few threads: nobody sees the terminal's first page before.
  Status add_translations(std::span<const fs::path> folders, const FolderReader& reader) {
    std::vector<Result<FolderReader::Texts>> read(folders.size(), FolderReader::Texts());
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
      for (std::size_t i = next++; i < folders.size(); i = next++)
        read[i] = reader.read_translation(folders[i]);
    };
    {
      std::vector<std::jthread> helpers;
      for (unsigned n = 1; n < std::min(std::thread::hardware_concurrency(), 4U); ++n)
        helpers.emplace_back(work);
      work();
    }
    for (std::size_t i = 0; i < folders.size(); ++i) {
      FOYER_TRY(auto of_language, std::move(read[i]));
      FOYER_CHECK(add(folders[i], std::move(of_language)));
    }
    return success();
  }
};

Result<Catalogue> Catalogue::load(const fs::path& dir, Patterns patterns) {
  return load(dir, FolderReader(patterns));
}

Result<Catalogue> Catalogue::load_file(const fs::path& dir, const std::string& name,
                                       Patterns patterns) {
  return load(dir, FolderReader(patterns, name));
}

Result<Catalogue> Catalogue::load(const fs::path& dir, FolderReader reader) {
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
  FOYER_TRY(auto german, reader.read_german(folders.front()));
  data->keys = reader.keys();
  FOYER_CHECK(data->add(folders.front(), std::move(german)));
  FOYER_CHECK(data->add_translations(std::span(folders).subspan(1), reader));
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
