// SPDX-License-Identifier: EUPL-1.2
#include "locales.hpp"

#include <base/clock.hpp>
#include <i18n/catalogue.hpp>
#include <translate/check.hpp>
#include <translate/po.hpp>

#include <nlohmann/json.hpp>

#include <cstdio>

namespace foyer::ctl {

namespace {

bool complain(const Failure& failure) {
  std::fprintf(stderr, "foyerctl: %s\n", failure.detail.c_str());
  return false;
}

std::string today() {
  return to_rfc3339(system_clock().wall()).substr(0, 10);
}

std::vector<std::string> chosen(const LocalesOptions& options) {
  return options.language.empty() ? translate::languages(options.locales)
                                  : std::vector{options.language};
}

// Whole percent, rounded down: 100 is said of a complete language only.
std::size_t percent(const translate::Report& report) {
  return report.wanted == 0 ? 100 : report.current * 100 / report.wanted;
}

void print(const translate::Report& report, bool details) {
  const auto all = report.current + report.beyond;
  std::printf(
      "%-10s tier %d  %4zu of %4zu (%3zu %%)  missing %4zu  outdated %4zu  unmarked %4zu\n"
      "           %s%s\n"
      "           reviewed by a person %zu; machine translated, not reviewed %zu\n",
      report.about.code.c_str(), report.about.tier, report.current, report.wanted, percent(report),
      report.missing.size(), report.outdated.size(), report.unmarked.size(),
      report.about.voice.empty() ? "no voice: not spoken" : ("voice " + report.about.voice).c_str(),
      report.about.in_progress ? "; IN PROGRESS: not offered to visitors" : "",
      report.reviewed.size(), all - report.reviewed.size());
  if (report.beyond > 0)
    std::printf("           %zu more than its tier asks for\n", report.beyond);
  if (!details)
    return;
  for (const auto& key : report.missing)
    std::printf("missing  %s\n", key.c_str());
  for (const auto& [key, since] : report.outdated)
    std::printf("outdated %s (German since %s)\n", key.c_str(), since.c_str());
  for (const auto& key : report.unmarked)
    std::printf("unmarked %s\n", key.c_str());
  for (const auto& key : report.reviewed)
    std::printf("reviewed %s\n", key.c_str());
}

void print_machine(const translate::Report& report) {
  nlohmann::ordered_json line{
      {"language", report.about.code}, {"name", report.about.name},
      {"tier", report.about.tier},     {"in_progress", report.about.in_progress},
      {"voice", report.about.voice},   {"wanted", report.wanted},
      {"current", report.current},     {"beyond", report.beyond},
      {"missing", report.missing},     {"outdated", nlohmann::ordered_json::array()},
      {"unmarked", report.unmarked},   {"reviewed", report.reviewed}};
  for (const auto& [key, since] : report.outdated)
    line["outdated"].push_back({{"key", key}, {"german_since", since}});
  std::printf("%s\n", line.dump().c_str());
}

// The language that is translated: there, and not German itself.
Result<translate::Texts> translated(const LocalesOptions& options) {
  if (options.language == i18n::binding_language)
    return fail(FailureCode::text_missing, "German is the master: it is not translated");
  return translate::Texts::read(options.locales, options.language);
}

} // namespace

bool report_locales(const LocalesOptions& options) {
  const auto german = translate::Texts::read_master(options.locales);
  if (!german)
    return complain(german.failure());
  const auto interface = translate::interface_files(options.locales);
  if (!interface)
    return complain(interface.failure());
  if (!options.machine) {
    std::string last;
    for (const auto& key : german->keys())
      last = std::max(last, german->find(key)->changed);
    std::printf("de         master  %zu texts, the last one changed on %s\n", german->keys().size(),
                last.c_str());
  }
  for (const auto& code : chosen(options)) {
    if (code == i18n::binding_language)
      continue;
    const auto language = translate::Texts::read(options.locales, code);
    if (!language)
      return complain(language.failure());
    const auto report = translate::report(*german, *language, *interface);
    if (options.machine)
      print_machine(report);
    else
      print(report, !options.language.empty());
  }
  return true;
}

bool lint_locales(const LocalesOptions& options) {
  const auto german = translate::Texts::read(options.locales, i18n::binding_language);
  if (!german)
    return complain(german.failure());
  bool clean = true;
  for (const auto& code : chosen(options)) {
    const auto language = translate::Texts::read(options.locales, code);
    if (!language)
      return complain(language.failure());
    for (const auto& finding : translate::lint(*german, *language)) {
      clean = false;
      std::printf("locales/%s/%s: %s: %s\n", code.c_str(), finding.file.c_str(),
                  finding.key.c_str(), finding.sentence.c_str());
    }
  }
  return clean;
}

bool export_locale(const LocalesOptions& options) {
  const auto german = translate::Texts::read_master(options.locales);
  if (!german)
    return complain(german.failure());
  const auto language = translated(options);
  if (!language)
    return complain(language.failure());
  const auto written = translate::write_po(options.file, *german, *language, today());
  return written ? true : complain(written.failure());
}

bool import_locale(const LocalesOptions& options) {
  const auto german = translate::Texts::read_master(options.locales);
  if (!german)
    return complain(german.failure());
  auto language = translated(options);
  if (!language)
    return complain(language.failure());
  const auto done =
      translate::read_po(options.file, *german, *language, {options.reviewed_by, today()});
  if (!done)
    return complain(done.failure());
  if (const auto written = language->write(); !written)
    return complain(written.failure());
  std::printf(
      "%s: %zu taken, %zu as they were, %zu of an older German, %zu unfinished, %zu without "
      "translation, %zu refused\n",
      options.language.c_str(), done->taken, done->same, done->older, done->unfinished,
      done->untranslated, done->refused.size());
  for (const auto& [key, reasons] : done->refused)
    for (const auto& reason : reasons)
      std::fprintf(stderr, "refused %s: %s\n", key.c_str(), reason.c_str());
  return done->refused.empty();
}

} // namespace foyer::ctl
