// SPDX-License-Identifier: EUPL-1.2
// make_papers FOLDER NAME...: writes FOLDER/NAME.pgm (passports and cards in colour: .ppm) as a
// scanner at 300 dpi sees these papers. Without names: all there are.
#include <support_papers/papers.hpp>
#include <support_scanner/pages.hpp>

#include <functional>
#include <iostream>
#include <map>

namespace {

using namespace foyer::support_papers;
namespace scanner = foyer::support_scanner;
using foyer::api::Page;

Page written(std::vector<std::string> lines, Scan how, const std::string& code = {}) {
  Paper sheet = paper(Subject::written, Script::latin, 1);
  sheet.lines = std::move(lines);
  sheet.code = code;
  how.dpi = 300;
  return scan(sheet, how);
}

Page drawn(Subject subject, std::uint32_t seed, Scan how) {
  how.dpi = 300;
  return scan(paper(subject, Script::latin, seed), how);
}

Page grey(const Page& page) {
  Page less;
  less.width = page.width, less.height = page.height;
  less.channels = 1, less.dpi = page.dpi;
  for (std::size_t i = 0; i + 2 < page.pixels.size(); i += 3)
    less.pixels.push_back(static_cast<std::uint8_t>(
        (299 * page.pixels[i] + 587 * page.pixels[i + 1] + 114 * page.pixels[i + 2]) / 1000));
  return less;
}

Page stack(int sheet, const char* number, const char* word) {
  return written({std::string("Bescheid, Blatt ") + number,
                  "Die Leistung wird weiter gezahlt, solange sich nichts ändert.",
                  std::string("Auf diesem Blatt steht das Wort ") + word + ".",
                  "Bitte bewahren Sie alle Blätter zusammen auf.",
                  "Dieses Blatt ist ein Muster ohne rechtliche Bedeutung."},
                 {.seed = static_cast<std::uint32_t>(sheet), .skew_degrees = 0.4 * sheet - 1});
}

const std::map<std::string, std::function<Page()>>& papers() {
  static const std::map<std::string, std::function<Page()>> all{
      {"sheet-1", [] { return stack(1, "eins", "Apfelbaum"); }},
      {"sheet-2", [] { return stack(2, "zwei", "Birnenkuchen"); }},
      {"sheet-3", [] { return stack(3, "drei", "Quittengelee"); }},
      {"sheet-4", [] { return stack(4, "vier", "Walnussbrot"); }},
      // The number stands on the fourth line, alone.
      {"statement",
       [] {
         return written({"Kontoauszug der Musterbank", "Kontoinhaberin: Oksana Muster",
                         "Kontonummer für Überweisungen:", "4711 0815 2342 1337",
                         "Miete Dezember an Wohnbau Musterstadt", "Betrag 640,00 Euro",
                         "Dieser Kontoauszug ist ein Muster."},
                        {.seed = 9, .skew_degrees = 0.8});
       }},
      // tests/e2e/killed.py and nothing_left.cpp of its player look for the two words.
      {"planted",
       [] {
         return written({"Bescheinigung", "Schlossgartenwiesenweg", "Hochwasserschutzmauer",
                         "Dieses Blatt ist ein Muster."},
                        {.seed = 5, .skew_degrees = -0.5});
       }},
      {"photo-code",
       [] {
         return written({"Fotostudio Sonnenschein", "Ihr digitales Passbild liegt in der Cloud.",
                         "Zeigen Sie der Behörde diesen Code:"},
                        {.seed = 6, .skew_degrees = 3}, "FOTO-CLOUD;7Q4X-K2MP-93RT;2026-11-20");
       }},
      {"crumpled",
       [] {
         return drawn(Subject::letter, 12,
                      {.seed = 3, .skew_degrees = 1.5, .creases = 1, .torn_mm = 34});
       }},
      {"upside-down",
       [] { return drawn(Subject::letter, 21, {.seed = 4, .quarter_turns = 2, .holes = true}); }},
      {"askew",
       [] {
         return drawn(Subject::certificate, 8, {.seed = 8, .skew_degrees = 6, .staple = true});
       }},
      {"dark", [] { return drawn(Subject::payslip, 5, {.seed = 2, .light = 0.33}); }},
      {"empty", [] { return drawn(Subject::empty, 1, {.seed = 7, .dust = 9}); }},
      {"card-front",
       [] {
         return drawn(Subject::card, 31,
                      {.seed = 11, .lid = Lid::white, .x = -28, .y = -60, .skew_degrees = 17});
       }},
      {"card-back",
       [] {
         return drawn(Subject::card, 32,
                      {.seed = 12, .lid = Lid::white, .x = 18, .y = 40, .skew_degrees = -24});
       }},
      {"passport-askew", [] { return scanner::passport_page({.skew_degrees = -9, .seed = 7}); }},
  };
  return all;
}

} // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "usage: make_papers FOLDER [NAME]...\n";
    return 2;
  }
  std::vector<std::string> names(argv + 2, argv + argc);
  if (names.empty())
    for (const auto& [name, draw] : papers())
      names.push_back(name);
  for (const auto& name : names) {
    const auto found = papers().find(name);
    if (found == papers().end()) {
      std::cerr << "make_papers: no such paper: " << name << '\n';
      return 2;
    }
    const bool colour = name.starts_with("card") || name.starts_with("passport");
    const auto file = std::filesystem::path(argv[1]) / (name + (colour ? ".ppm" : ".pgm"));
    const auto page = found->second();
    if (colour)
      scanner::save_pnm(page, file);
    else
      scanner::save_pnm(grey(page), file);
  }
}
