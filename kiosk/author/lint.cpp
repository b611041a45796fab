// SPDX-License-Identifier: EUPL-1.2
#include <author/lint.hpp>

#include <algorithm>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>

namespace foyer::author {

namespace {

namespace fs = std::filesystem;

struct Place {
  std::string file; // below the assets' folder
  std::size_t line = 0;
};

// Text keys are made by rule (FORMAT.md, 5), so what a key is for can be read from it.
std::string part(std::string_view key, std::size_t number) {
  for (; number > 0; --number)
    key.remove_prefix(std::min(key.find('.'), key.size() - 1) + 1);
  return std::string(key.substr(0, key.find('.')));
}

// "field.person.vornamen.label": what stands between the first and the last full stop.
std::string middle(std::string_view key) {
  const auto first = key.find('.'), last = key.rfind('.');
  return std::string(key.substr(first + 1, last > first ? last - first - 1 : key.npos));
}

class Places {
 public:
  Places(std::string assistant, fs::path assets)
      : assistant_("assistants/" + std::move(assistant) + ".json"), assets_(std::move(assets)) {
    add(assistant_);
    for (const char* folder : {"blocks", "codelists"}) {
      std::vector<std::string> names;
      std::error_code none;
      for (const auto& entry : fs::directory_iterator(assets_ / folder, none))
        names.push_back(std::string(folder) + "/" + entry.path().filename().string());
      std::sort(names.begin(), names.end());
      for (const auto& name : names)
        add(name);
    }
  }

  [[nodiscard]] Place of(std::string_view key) const {
    const std::string kind = part(key, 0);
    if (kind == "field" || kind == "doc" || kind == "repeat")
      return defined(middle(key), "");
    if (kind == "page")
      return defined(part(key, 2), owner(part(key, 1)));
    if (kind == "section")
      return defined(part(key, 2), assistant_);
    if (kind == "code")
      return code(part(key, 1), std::string(key.substr(part(key, 1).size() + 6)));
    if (kind == "assistant")
      return {assistant_, 1};
    return quoted(std::string(key), "");
  }

 private:
  struct File {
    std::string name;
    std::vector<std::string> lines;
  };

  void add(const std::string& name) {
    std::ifstream in(assets_ / name);
    File file{name, {}};
    for (std::string line; std::getline(in, line);) {
      file.lines.push_back(line);
    }
    files_.push_back(std::move(file));
  }

  [[nodiscard]] std::string owner(const std::string& name) const {
    const std::string block = "blocks/" + name + ".json";
    return std::any_of(files_.begin(), files_.end(),
                       [&](const File& file) { return file.name == block; })
               ? block
               : assistant_;
  }

  template <class Fits>
  [[nodiscard]] std::optional<Place> find(const std::string& only, const Fits& fits) const {
    for (const auto& file : files_) {
      if (!only.empty() && file.name != only)
        continue;
      for (std::size_t i = 0; i < file.lines.size(); ++i)
        if (fits(file.lines[i]))
          return Place{file.name, i + 1};
    }
    return std::nullopt;
  }

  // Where it is defined, else where it is named first.
  [[nodiscard]] Place defined(const std::string& id, const std::string& only) const {
    const auto place = find(only, [&](const std::string& line) {
      for (const char* member : {"\"id\"", "\"repeat\""})
        for (auto at = line.find(member); at != line.npos; at = line.find(member, at + 1)) {
          const auto value = line.find_first_not_of(" :\t", at + std::string_view(member).size());
          if (value != line.npos && line.compare(value, id.size() + 2, "\"" + id + "\"") == 0)
            return true;
        }
      return false;
    });
    return place ? *place : quoted(id, only);
  }

  [[nodiscard]] Place quoted(const std::string& name, const std::string& only) const {
    const auto place = find(only, [quote = "\"" + name + "\""](const std::string& line) {
      return line.find(quote) != line.npos;
    });
    return place ? *place : Place{assistant_, 0};
  }

  // A code behind the name of its list.
  [[nodiscard]] Place code(const std::string& list, const std::string& code) const {
    for (const auto& file : files_) {
      if (!file.name.starts_with("codelists/"))
        continue;
      bool inside = false;
      for (std::size_t i = 0; i < file.lines.size(); ++i) {
        std::size_t from = 0;
        if (!inside) {
          from = file.lines[i].find("\"" + list + "\"");
          inside = from != std::string::npos;
          from += inside ? list.size() + 2 : 0;
        }
        if (inside && file.lines[i].find("\"" + code + "\"", from) != std::string::npos)
          return {file.name, i + 1};
      }
    }
    return {assistant_, 0};
  }

  std::string assistant_;
  fs::path assets_;
  std::vector<File> files_; // the assistant, blocks, code lists
};

} // namespace

std::vector<forms::LoadProblem> lint(const forms::Assistant& assistant, const fs::path& assets,
                                     const i18n::Catalogue& texts) {
  std::vector<forms::LoadProblem> problems;
  std::optional<Places> places; // files are read only when something is wrong
  const auto say = [&](int number, const std::string& about, std::string sentence) {
    if (!places)
      places.emplace(assistant.id, assets);
    auto place = places->of(about);
    problems.push_back({.number = number,
                        .file = std::move(place.file),
                        .line = place.line,
                        .pointer = {},
                        .sentence = std::move(sentence)});
  };
  for (const auto& key : assistant.text_keys())
    if (!texts.has("de", key))
      say(20, key, "there is no German text " + key);
  const auto there = forms::Loader::available(assets);
  for (const auto& field : assistant.fields)
    for (const auto& check : field.constraints)
      if (!check.offer.empty() && std::find(there.begin(), there.end(), check.offer) == there.end())
        say(21, "field." + field.id + ".label",
            "the check of " + field.id + " offers " + check.offer + ", which is no assistant here");
  return problems;
}

} // namespace foyer::author
