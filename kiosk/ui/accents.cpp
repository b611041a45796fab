// SPDX-License-Identifier: EUPL-1.2
#include "ui_impl.hpp"

#include <ui/keyboard.hpp>
#include <ui/widgets.hpp>

#include <glib.h>

#include <algorithm>

namespace foyer::ui {

namespace {

const std::vector<Accents>& accents_table() {
  static const std::vector<Accents> table = {
#include "accents_table.inc"
      // Beside DIN: letters of other languages that share a key on our sheets.
      {"ا", {"أ", "إ", "آ"}, {}}, {"ب", {"پ"}, {}},    {"ج", {"چ"}, {}},
      {"ز", {"ژ"}, {}},           {"ك", {"گ"}, {}},    {"і", {"ы"}, {"Ы"}},
      {"є", {"э"}, {"Э"}},        {"е", {"ё"}, {"Ё"}}, {"ь", {"ъ"}, {"Ъ"}},
  };
  return table;
}

} // namespace

const Accents* accents_of(std::string_view lower_base) {
  for (const Accents& entry : accents_table())
    if (entry.base == lower_base)
      return &entry;
  return nullptr;
}

std::string base_key(std::string_view letter) {
  for (const Accents& entry : accents_table())
    for (const auto* list : {&entry.lower, &entry.upper})
      if (std::find(list->begin(), list->end(), letter) != list->end())
        return std::string(entry.base);
  return {};
}

std::vector<std::string> panel_letters(std::string_view base) {
  std::vector<std::string> all;
  if (const Accents* entry = accents_of(base))
    for (const auto* list : {&entry->lower, &entry->upper})
      all.insert(all.end(), list->begin(), list->end());
  return all;
}

namespace {

std::string folded(std::string_view text) {
  gchar* wide = g_utf8_normalize(text.data(), static_cast<gssize>(text.size()), G_NORMALIZE_NFKD);
  if (wide == nullptr)
    return {};
  gchar* lower = g_utf8_casefold(wide, -1);
  g_free(wide);
  std::string result;
  for (const gchar* p = lower; *p != '\0'; p = g_utf8_next_char(p))
    if (!g_unichar_ismark(g_utf8_get_char(p)))
      result.append(p, static_cast<std::size_t>(g_utf8_next_char(p) - p));
  g_free(lower);
  return result;
}

} // namespace

std::size_t find_folded(std::string_view text, std::string_view query) {
  if (query.empty())
    return text.empty() ? std::string::npos : 0;
  return folded(text).find(folded(query));
}

} // namespace foyer::ui
