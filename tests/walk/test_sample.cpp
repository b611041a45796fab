// SPDX-License-Identifier: EUPL-1.2
// A sample of the walk for the test run. Pages are of kinds (a place, an overlay, a keyboard);
// every pair of kind, language, text size, theme and panel occurs, and every page at least once.
#include "findings_report.hpp"
#include "pages.hpp"
#include "words.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <fstream>
#include <set>

namespace foyer::walk {

namespace {

constexpr std::size_t factors = 5; // kind, language, size, theme, panel
using Row = std::array<std::size_t, factors>;
using Pair = std::array<std::size_t, 4>; // factor and level, twice

std::set<Pair> pairs_of(const Row& row) {
  std::set<Pair> pairs;
  for (std::size_t a = 0; a < factors; ++a)
    for (std::size_t b = a + 1; b < factors; ++b)
      pairs.insert({a, row[a], b, row[b]});
  return pairs;
}

std::set<Pair> all_pairs(const Row& levels) {
  std::set<Pair> pairs;
  for (std::size_t a = 0; a < factors; ++a)
    for (std::size_t b = a + 1; b < factors; ++b)
      for (std::size_t i = 0; i < levels[a]; ++i)
        for (std::size_t j = 0; j < levels[b]; ++j)
          pairs.insert({a, i, b, j});
  return pairs;
}

// Every kind in every language; the other factors turn at different speeds, and what they leave
// open is added row by row.
std::vector<Row> covering(const Row& levels) {
  auto open = all_pairs(levels);
  std::vector<Row> rows;
  const auto take = [&](const Row& row) {
    for (const auto& pair : pairs_of(row))
      open.erase(pair);
    rows.push_back(row);
  };
  for (std::size_t kind = 0; kind < levels[0]; ++kind)
    for (std::size_t language = 0; language < levels[1]; ++language)
      take({kind, language, (kind + language) % levels[2],
            (kind + language / levels[2] + language) % levels[3],
            (kind / levels[2] + language) % levels[4]});
  while (!open.empty()) {
    const auto pair = *open.begin();
    Row row{};
    for (std::size_t i = 0; i < factors; ++i)
      row[i] = (rows.size() * (2 * i + 1)) % levels[i];
    row[pair[0]] = pair[1], row[pair[2]] = pair[3];
    take(row);
  }
  return rows;
}

// Of scenes the place and the mishap, of an assistant's pages the place, of what lies over a page
// what was tapped last.
std::string kind_of(const Page& page) {
  if (!page.taps.empty())
    return page.taps.back().starts_with("field.") ? "typing" : page.taps.back();
  if (page.state.idle_warning || page.state.leaving)
    return page.name;
  return std::string(visit::name(page.state.place));
}

struct View {
  const Page* page;
  Variation variation;
  bool focus = false;
};

std::vector<View> sample(const std::vector<Page>& pages) {
  std::map<std::string, std::vector<const Page*>> kinds;
  for (const auto& page : pages)
    kinds[kind_of(page)].push_back(&page);
  std::vector<std::vector<const Page*>> members;
  for (const auto& [kind, some] : kinds)
    members.push_back(some);
  const auto& languages = building().texts.languages();
  const Row levels{members.size(), languages.size(), 4, 4, panels().size()};
  std::vector<View> views;
  std::vector<std::size_t> used(members.size());
  const auto add = [&](const Row& row) {
    const auto& some = members[row[0]];
    const bool first = used[row[0]] == 0;
    views.push_back({some[used[row[0]]++ % some.size()],
                     {languages[row[1]].code, static_cast<visit::TextSize>(row[2]),
                      static_cast<visit::Contrast>(row[3]), row[4]},
                     first});
  };
  for (const auto& row : covering(levels))
    add(row);
  for (std::size_t kind = 0, turn = 0; kind < members.size(); ++kind)
    for (; used[kind] < members[kind].size(); ++turn)
      add({kind, turn % languages.size(), turn % 4, turn / 4 % 4, turn % panels().size()});
  return views;
}

// Walks view by view, a Ui for those it can serve.
Report walk_all(std::vector<View> views, bool pseudo) {
  const auto key = [](const View& view) {
    return std::tuple(view.variation.panel, view.variation.language, view.variation.size);
  };
  std::stable_sort(views.begin(), views.end(),
                   [&](const View& a, const View& b) { return key(a) < key(b); });
  Report report;
  std::unique_ptr<Walker> walker;
  const Variation* last = nullptr;
  for (const auto& view : views) {
    if (last == nullptr || last->panel != view.variation.panel ||
        last->language != view.variation.language)
      walker = std::make_unique<Walker>(view.variation.panel);
    last = &view.variation;
    const auto findings = walker->walk(*view.page, view.variation, {!pseudo, view.focus, {}});
    for (const auto& finding : findings.front())
      if (pseudo == (finding.fault == Fault::hard_coded))
        report.add(view.page->name, words_for(view.variation), finding);
  }
  return report;
}

// The first lines; all of them in a file of the build folder.
std::string told(const Report& report, const char* name) {
  std::ofstream file(std::filesystem::path(FOYER_BINARY_DIR) / name);
  std::string first;
  int count = 0;
  for (const auto& line : report.lines()) {
    file << line << '\n';
    if (++count <= 20)
      first += line + '\n';
  }
  return count <= 20 ? first : first + std::to_string(count) + " in all, see " + name;
}

} // namespace

TEST_CASE("Every pair of kind, language, size, theme and panel is in the sample") {
  const auto all = pages();
  std::vector<std::set<std::string>> values(factors); // "2:1"
  std::set<std::string> seen;
  for (const auto& view : sample(all)) {
    const auto& v = view.variation;
    const std::array<std::string, factors> five{"0:" + kind_of(*view.page), "1:" + v.language,
                                                "2:" + std::to_string(static_cast<int>(v.size)),
                                                "3:" + std::to_string(static_cast<int>(v.contrast)),
                                                "4:" + std::to_string(v.panel)};
    for (std::size_t i = 0; i < factors; ++i) {
      values[i].insert(five[i]);
      for (std::size_t k = i + 1; k < factors; ++k)
        seen.insert(five[i] + "|" + five[k]);
    }
  }
  CHECK(values[1].size() == building().texts.languages().size());
  CHECK(values[2].size() * values[3].size() == 16);
  CHECK(values[4].size() == panels().size());
  std::size_t missing = 0;
  for (std::size_t i = 0; i < factors; ++i)
    for (std::size_t k = i + 1; k < factors; ++k)
      for (const auto& one : values[i])
        for (const auto& other : values[k])
          missing += seen.contains(one + "|" + other) ? 0U : 1U;
  CHECK(missing == 0);
}

TEST_CASE("The pages of a sample that covers all pairs show whole, apart, readable and spoken") {
  const auto all = pages();
  const auto views = sample(all);
  std::set<const Page*> walked;
  for (const auto& view : views)
    walked.insert(view.page);
  CHECK(walked.size() == all.size());
  CHECK(told(walk_all(views, false), "walk_sample.txt") == "");
}

TEST_CASE("Every word on every page comes from the catalogue") {
  std::vector<View> views;
  const auto all = pages();
  for (const auto& page : all)
    views.push_back({&page, {std::string(pseudo_language)}});
  CHECK(told(walk_all(views, true), "walk_words.txt") == "");
}

} // namespace foyer::walk
