// SPDX-License-Identifier: EUPL-1.2
#include <i18n/pattern.hpp>

#include "icu_text.hpp"

#include <unicode/messagepattern.h>
#include <unicode/regex.h>
#include <unicode/ubidi.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

namespace foyer::i18n {

namespace {

constexpr char16_t stands_for_argument = 0xFFFC; // OBJECT REPLACEMENT CHARACTER, a neutral
// A branch of a branch of a branch: more ways than that are not looked at.
constexpr std::size_t most_ways = 256;

using Ways = std::vector<icu::UnicodeString>;

// Every way to go on with one of `tails`.
Ways after(const Ways& heads, const Ways& tails) {
  Ways all;
  for (const auto& head : heads)
    for (const auto& tail : tails)
      if (all.size() < most_ways)
        all.push_back(head + tail);
  return all;
}

// The message that starts at part `at`.
Ways ways_of(const icu::MessagePattern& pattern, std::int32_t at) {
  const auto& source = pattern.getPatternString();
  const auto end = pattern.getLimitPartIndex(at);
  Ways ways(1);
  auto done = pattern.getPart(at).getLimit();
  const auto add = [&](const icu::UnicodeString& text) {
    for (auto& way : ways)
      way += text;
  };
  for (auto i = at + 1; i <= end; ++i) {
    const auto& part = pattern.getPart(i);
    add(source.tempSubStringBetween(done, part.getIndex()));
    done = part.getLimit();
    if (part.getType() == UMSGPAT_PART_TYPE_REPLACE_NUMBER) {
      add(icu::UnicodeString(u'7'));
    } else if (part.getType() == UMSGPAT_PART_TYPE_ARG_START) {
      const auto limit = pattern.getLimitPartIndex(i);
      Ways branches;
      for (auto inner = i + 1; inner < limit; ++inner)
        if (pattern.getPartType(inner) == UMSGPAT_PART_TYPE_MSG_START) {
          for (auto& way : ways_of(pattern, inner))
            branches.push_back(std::move(way));
          inner = pattern.getLimitPartIndex(inner);
        }
      if (branches.empty())
        branches.emplace_back(stands_for_argument);
      ways = after(ways, branches);
      i = limit;
      done = pattern.getPart(limit).getLimit();
    }
  }
  return ways;
}

Result<Ways> all_ways(std::string_view pattern) {
  UErrorCode status = U_ZERO_ERROR;
  icu::MessagePattern parsed(status);
  parsed.parse(from_utf8(pattern), nullptr, status);
  if (U_FAILURE(status))
    return fail(FailureCode::malformed, u_errorName(status));
  return ways_of(parsed, 0);
}

// "§ 81", "§§ 9 bis": signs stand before their number; "0911 231-0", "+49 911", "1234567-232".
const char16_t* const runs_that_keep_their_order =
    u"\u00A7+[ \u00A0]*[0-9]+[a-z]?|\\+?[0-9]+(?:[ \u00A0\u2011-][0-9]+)+|\\+[0-9]+";

bool keeps_its_order(const UBiDiLevel* levels, std::int32_t start, std::int32_t end) {
  for (auto i = start; i < end; ++i)
    if (levels[i] % 2 != 0)
      return false;
  return true;
}

} // namespace

Result<std::vector<std::string>> spelled_out(std::string_view pattern) {
  FOYER_TRY(const auto ways, all_ways(pattern));
  std::vector<std::string> out;
  for (const auto& way : ways)
    out.push_back(to_utf8(way));
  return out;
}

std::vector<std::string> bidi_faults(std::string_view pattern) {
  std::vector<std::string> faults;
  const auto ways = all_ways(pattern);
  if (!ways)
    return faults; // read_pattern() has said so
  const auto say = [&](const std::string& fault) {
    if (std::find(faults.begin(), faults.end(), fault) == faults.end())
      faults.push_back(fault);
  };
  for (const auto& way : *ways) {
    if (way.isEmpty())
      continue;
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<UBiDi, decltype(&ubidi_close)> bidi(ubidi_open(), &ubidi_close);
    ubidi_setPara(bidi.get(), way.getBuffer(), way.length(), UBIDI_RTL, nullptr, &status);
    const UBiDiLevel* levels = ubidi_getLevels(bidi.get(), &status);
    icu::RegexMatcher runs(icu::UnicodeString(runs_that_keep_their_order), way, 0, status);
    while (U_SUCCESS(status) && runs.find(status))
      if (!keeps_its_order(levels, runs.start(status), runs.end(status)))
        say(to_utf8(runs.group(status)) +
            " would be shown in another order: put U+200E before it or isolate it (U+2066 to "
            "U+2069)");
    if (U_FAILURE(status))
      say(std::string("reading direction: ") + u_errorName(status));
  }
  return faults;
}

} // namespace foyer::i18n
