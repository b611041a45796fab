// SPDX-License-Identifier: EUPL-1.2
// The message catalogue: every text of the house by key, German first, other languages as help.
// German is the binding text (assistants.md §0 rule 2); a translation is shown only while it still
// translates the German as it stands now. Layout and rules for translators: locales/README.md.
#pragma once

#include <base/result.hpp>

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace foyer::i18n {

struct Language {
  std::string code;     // BCP 47 tag and folder name: "de", "de-simple", "en", "ar", "uk"
  std::string own_name; // as its speakers write it: "Українська"
  bool rtl = false;
  // 1: interface and all assistants; 2: interface only, the assistants' questions are German.
  int tier = 1;
  std::string voice;        // of espeak-ng; empty: nobody speaks this language here
  std::string spelling;     // rules for a voice of a related language (respelling.hpp); or empty
  bool in_progress = false; // still being translated: loaded, but not offered to visitors
};

// Numbers choose plural forms and are grouped ("{n, plural, ...}"); what must not be grouped
// (a year, a receipt number) is passed as text.
using Arg = std::variant<std::int64_t, std::string>;
using Args = std::map<std::string, Arg, std::less<>>;

inline constexpr std::string_view binding_language = "de";

// True for German in other words ("de-simple", Leichte Sprache): a help language like any other,
// but one that needs no greeting of its own and takes German names where it has none.
bool is_german_variety(std::string_view code);

// Checking all patterns takes most of the time of a load: a terminal leaves out what was done when
// its texts were made or taken over. One that is not valid after all is shown as it is written.
enum class Patterns : std::uint8_t { to_check, checked_before };

class FolderReader;

// Immutable after load; cheap to copy; thread safe. No call blocks or does I/O after load().
class Catalogue {
 public:
  // Reads <dir>/<lang>/language.json and every other *.json beside it. `text_missing` when German
  // is not there; `malformed` with "file: reason" when a file is not flat JSON, a key appears
  // twice or a text is not a valid ICU MessageFormat pattern.
  static Result<Catalogue> load(const std::filesystem::path& dir,
                                Patterns patterns = Patterns::to_check);
  // Of every language only what stands in the file of that name ("attract.json").
  static Result<Catalogue> load_file(const std::filesystem::path& dir, const std::string& name,
                                     Patterns patterns = Patterns::to_check);

  // What visitors are offered: German first, then its varieties, then the others; within these in
  // the order of their codes.
  [[nodiscard]] const std::vector<Language>& languages() const;
  // One of those, or one in progress; nullptr when the language is not there.
  [[nodiscard]] const Language* language(std::string_view code) const;

  // True when the text would be shown in `lang` itself: present and not stale.
  [[nodiscard]] bool has(std::string_view lang, std::string_view key) const;
  // The text in `lang`, else in German, else "[key]" so that a gap is seen and never empty.
  // Digits are Latin in every language. An argument the text asks for and `args` lacks is empty,
  // so that {x, select, ...} takes its `other`.
  [[nodiscard]] std::string text(std::string_view lang, std::string_view key,
                                 const Args& args = {}) const;
  // The German pattern as written in the file (arguments not filled in); empty when missing.
  [[nodiscard]] std::string_view german_pattern(std::string_view key) const;

  // Names of the arguments the text asks for in `lang` itself, sorted; empty when it has none.
  [[nodiscard]] std::vector<std::string> arguments(std::string_view lang,
                                                   std::string_view key) const;

  // All keys of the German master, sorted.
  [[nodiscard]] std::vector<std::string> keys() const;

  // The same with two languages more that language() finds and languages() does not offer, made of
  // the German texts (pseudo.hpp). For tests of pages; a terminal never calls it.
  [[nodiscard]] Result<Catalogue> with_pseudo() const;

 private:
  struct Data;
  static Result<Catalogue> load(const std::filesystem::path& dir, FolderReader reader);
  std::shared_ptr<const Data> data_;
};

// The mark a translation carries of the German text it translates: FNV-1a 64 of its UTF-8 bytes as
// 16 lower-case hex digits. locales/stamp.py writes the same.
std::string stand_of(std::string_view german);

} // namespace foyer::i18n
