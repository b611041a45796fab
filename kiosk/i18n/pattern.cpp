// SPDX-License-Identifier: EUPL-1.2
#include <i18n/pattern.hpp>

#include "icu_text.hpp"

#include <unicode/locid.h>
#include <unicode/messagepattern.h>
#include <unicode/plurrule.h>

#include <algorithm>
#include <memory>

namespace foyer::i18n {

namespace {

Result<icu::MessagePattern> parse(std::string_view pattern) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError where;
  icu::MessagePattern parsed(status);
  parsed.parse(from_utf8(pattern), &where, status);
  if (U_FAILURE(status))
    return fail(FailureCode::malformed, std::string(u_errorName(status)) + " near character " +
                                            std::to_string(where.offset));
  return parsed;
}

std::unique_ptr<icu::PluralRules> rules_of(std::string_view lang, UPluralType type) {
  UErrorCode status = U_ZERO_ERROR;
  const auto locale = icu::Locale::forLanguageTag(std::string(lang), status);
  return std::unique_ptr<icu::PluralRules>(icu::PluralRules::forLocale(locale, type, status));
}

// More than that is not counted here; the classes repeat long before (CLDR plural rules).
constexpr int largest_count = 1000;

std::string joined(const std::set<std::string>& names) {
  std::string out;
  for (const auto& name : names)
    out += (out.empty() ? "" : ", ") + name;
  return out;
}

// Selectors of the argument that starts at part `at`, without those inside its branches.
struct Selectors {
  std::set<std::string> words;
  std::set<double> numbers; // "=1"
};

Selectors selectors(const icu::MessagePattern& pattern, std::int32_t at) {
  Selectors found;
  const auto end = pattern.getLimitPartIndex(at);
  for (std::int32_t i = at + 1; i < end; ++i) {
    const auto& part = pattern.getPart(i);
    if (part.getType() == UMSGPAT_PART_TYPE_MSG_START) {
      i = pattern.getLimitPartIndex(i);
    } else if (part.getType() == UMSGPAT_PART_TYPE_ARG_SELECTOR) {
      if (UMessagePatternPartType next = pattern.getPartType(i + 1);
          next == UMSGPAT_PART_TYPE_ARG_INT || next == UMSGPAT_PART_TYPE_ARG_DOUBLE)
        found.numbers.insert(pattern.getNumericValue(pattern.getPart(i + 1)));
      else
        found.words.insert(to_utf8(pattern.getSubstring(part)));
    }
  }
  return found;
}

void check_plural(const icu::PluralRules& rules, const std::string& argument,
                  const Selectors& given, double offset, std::vector<std::string>& faults) {
  std::set<std::string> lacking;
  for (int n = 0; n <= largest_count; ++n) {
    const auto name = to_utf8(rules.select(n - offset));
    if (!given.words.contains(name) && !given.numbers.contains(n))
      lacking.insert(name);
  }
  if (!lacking.empty())
    faults.push_back("{" + argument + "} lacks the plural " + joined(lacking));
  for (const auto& word : given.words)
    if (!rules.isKeyword(from_utf8(word)))
      faults.push_back("{" + argument + "} has a plural that this language does not have: " + word);
}

} // namespace

Result<Pattern> read_pattern(std::string_view lang, std::string_view pattern) {
  FOYER_TRY(const auto parsed, parse(pattern));
  Pattern facts;
  for (std::int32_t i = 0; i < parsed.countParts(); ++i) {
    const auto& part = parsed.getPart(i);
    if (part.getType() != UMSGPAT_PART_TYPE_ARG_START)
      continue;
    const std::string name = to_utf8(parsed.getSubstring(parsed.getPart(i + 1)));
    facts.arguments.insert(name);
    switch (part.getArgType()) {
    case UMSGPAT_ARG_TYPE_SELECT: {
      auto words = selectors(parsed, i).words;
      words.erase("other");
      facts.selections[name].merge(words);
      break;
    }
    case UMSGPAT_ARG_TYPE_PLURAL:
    case UMSGPAT_ARG_TYPE_SELECTORDINAL: {
      const auto rules =
          rules_of(lang, part.getArgType() == UMSGPAT_ARG_TYPE_PLURAL ? UPLURAL_TYPE_CARDINAL
                                                                      : UPLURAL_TYPE_ORDINAL);
      if (rules == nullptr)
        return fail(FailureCode::malformed, "no plural rules of " + std::string(lang));
      check_plural(*rules, name, selectors(parsed, i), parsed.getPluralOffset(i + 2),
                   facts.plural_faults);
      break;
    }
    default: break;
    }
  }
  return facts;
}

std::vector<std::string> plural_classes(std::string_view lang) {
  std::set<std::string> found;
  if (const auto rules = rules_of(lang, UPLURAL_TYPE_CARDINAL))
    for (int n = 0; n <= largest_count; ++n)
      found.insert(to_utf8(rules->select(n)));
  std::vector<std::string> classes;
  for (const char* name : {"zero", "one", "two", "few", "many"})
    if (found.contains(name))
      classes.emplace_back(name);
  classes.emplace_back("other");
  return classes;
}

Result<std::string> rewrite_pattern(std::string_view pattern, const Rewrite& rewrite) {
  FOYER_TRY(const auto parsed, parse(pattern));
  const icu::UnicodeString& source = parsed.getPatternString();
  std::string out;
  std::int32_t done = 0; // source before this is written
  int depth = 0;         // messages open
  bool in_text = false;  // the source from `done` on is text of a message
  const auto up_to = [&](std::int32_t end) {
    const auto piece = to_utf8(source.tempSubStringBetween(done, end));
    out += in_text && !piece.empty() ? rewrite(piece, depth - 1) : piece;
    done = std::max(done, end);
  };
  for (std::int32_t i = 0; i < parsed.countParts(); ++i) {
    const auto& part = parsed.getPart(i);
    switch (part.getType()) {
    case UMSGPAT_PART_TYPE_MSG_START:
    case UMSGPAT_PART_TYPE_ARG_LIMIT:
      up_to(part.getIndex());
      in_text = false;
      up_to(part.getLimit());
      in_text = true;
      depth += part.getType() == UMSGPAT_PART_TYPE_MSG_START ? 1 : 0;
      break;
    case UMSGPAT_PART_TYPE_MSG_LIMIT:
    case UMSGPAT_PART_TYPE_ARG_START:
      up_to(part.getIndex());
      in_text = false;
      up_to(part.getLimit());
      depth -= part.getType() == UMSGPAT_PART_TYPE_MSG_LIMIT ? 1 : 0;
      break;
    case UMSGPAT_PART_TYPE_SKIP_SYNTAX: // an apostrophe that quotes
    case UMSGPAT_PART_TYPE_REPLACE_NUMBER:
      up_to(part.getIndex());
      in_text = false;
      up_to(part.getLimit());
      in_text = true;
      break;
    default: break;
    }
  }
  return out;
}

} // namespace foyer::i18n
