// SPDX-License-Identifier: EUPL-1.2
// walk [folder] [--jobs n] [--only text] [--language code] [--quick] [--pictures]: every page in
// every language, text size, theme and on every panel. Writes report.txt, and a picture of each
// page where something was found for the first time. --only takes the pages whose name has the
// text, --quick one theme a page, --pictures leaves one of each page, found at fault or not.
#include "findings_report.hpp"
#include "pages.hpp"
#include "words.hpp"

#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>

using namespace foyer;
using namespace foyer::walk;

namespace {

struct Order {
  std::filesystem::path folder = "out/walk";
  int jobs = 2;
  std::string only, language;
  bool quick = false, pictures = false;
};

struct Unit { // what one Ui goes over
  std::string language;
  std::size_t panel;
};

std::vector<Unit> units(const Order& order) {
  std::vector<Unit> all;
  for (std::size_t panel = 0; panel < panels().size(); ++panel) {
    for (const auto& language : building().texts.languages())
      all.push_back({language.code, panel});
    all.push_back({std::string(pseudo_language), panel});
  }
  std::erase_if(all, [&](const Unit& unit) {
    return !order.language.empty() && unit.language != order.language;
  });
  return all;
}

struct Counts {
  long views = 0, frames = 0, pictures = 0;
};

class Part {
 public:
  Part(const Order& order, int number) : order_(order), number_(number) {}

  void walk(const std::vector<Page>& pages, const std::vector<Unit>& units) {
    for (std::size_t i = 0; i < units.size(); ++i)
      if (static_cast<int>(i) % order_.jobs == number_)
        go_over(pages, units[i]);
    report_.save(file("findings"));
    std::ofstream(file("counts")) << counts_.views << ' ' << counts_.frames << '\n';
  }

 private:
  std::filesystem::path file(const std::string& what) const {
    return order_.folder / (what + "." + std::to_string(number_));
  }

  void go_over(const std::vector<Page>& pages, const Unit& unit) {
    Walker walker(unit.panel);
    for (int size = 0; size < 4; ++size)
      for (std::size_t i = 0; i < pages.size(); ++i) {
        // Of the pseudo-locale only the words are looked at, and they are the same everywhere.
        const bool pseudo = unit.language == pseudo_language;
        if (pseudo && (size != 1 || unit.panel != 0))
          continue;
        const auto turn = static_cast<visit::Contrast>((i + static_cast<std::size_t>(size)) % 4);
        Walker::Options options;
        options.colours = !pseudo;
        // The small panel is like the large one lying, only that less has room.
        options.themes =
            order_.quick || pseudo || unit.panel > 1 ? std::vector{turn} : every_theme();
        // Where the focus goes depends on words only where reading runs the other way.
        options.focus =
            (unit.language == "de" && size == 1) || (unit.language == "ar" && size == 3);
        look(walker, pages[i], {unit.language, static_cast<visit::TextSize>(size), {}, unit.panel},
             options, pseudo);
      }
    counts_.frames += walker.frames();
    std::printf("%s, %s: %ld views, %ld frames\n", unit.language.c_str(), panels()[unit.panel].name,
                counts_.views, counts_.frames);
    std::fflush(stdout);
  }

  static std::vector<visit::Contrast> every_theme() {
    using visit::Contrast;
    return {Contrast::light, Contrast::dark, Contrast::black_on_white, Contrast::white_on_black};
  }

  void look(Walker& walker, const Page& page, Variation v, const Walker::Options& options,
            bool pseudo) {
    const auto findings = walker.walk(page, v, options);
    bool first = false;
    for (std::size_t theme = 0; theme < findings.size(); ++theme) {
      v.contrast = options.themes[theme];
      for (const auto& finding : findings[theme])
        if (pseudo == (finding.fault == Fault::hard_coded))
          first = report_.add(page.name, words_for(v), finding) || first;
      ++counts_.views;
    }
    if (!order_.pictures && (!first || counts_.pictures >= 150))
      return;
    auto name = page.name + ", " + words_for(v) + ".png";
    for (char& c : name)
      if (c == '/' || c == '"')
        c = '_';
    if (walker.save_picture(order_.folder / name))
      ++counts_.pictures;
  }

  const Order& order_;
  int number_;
  Report report_;
  Counts counts_;
};

int finish(const Order& order, std::size_t pages, std::chrono::seconds took) {
  Report report;
  Counts counts;
  for (int part = 0; part < order.jobs; ++part) {
    const auto end = "." + std::to_string(part);
    report.merge(Report::load(order.folder / ("findings" + end)));
    std::ifstream in(order.folder / ("counts" + end));
    long views = 0, frames = 0;
    if (!(in >> views >> frames)) {
      std::fprintf(stderr, "walk: part %d did not come to its end\n", part);
      return 2;
    }
    counts.views += views, counts.frames += frames;
  }
  std::ofstream out(order.folder / "report.txt");
  out << pages << " pages, " << counts.views << " views, " << counts.frames << " frames in "
      << took.count() << " s\n";
  for (const auto& [fault, times] : report.counts())
    out << fault << ": " << times << '\n';
  for (const auto& line : report.lines())
    out << line << '\n';
  const bool whole = order.only.empty() && order.language.empty();
  const auto idle = whole ? report.idle_allowances() : std::vector<std::string>{};
  for (const auto& line : idle)
    out << "allowed.txt: nothing of the kind is found any more: " << line << '\n';
  const auto found = report.lines().size();
  std::printf("%zu pages, %ld views, %ld frames in %lld s: %zu kinds of findings, see %s\n", pages,
              counts.views, counts.frames, static_cast<long long>(took.count()), found,
              (order.folder / "report.txt").c_str());
  return found == 0 && idle.empty() ? 0 : 1;
}

int usage() {
  std::fprintf(stderr, "usage: walk [folder] [--jobs n] [--only text] [--language code] [--quick] "
                       "[--pictures]\n");
  return 2;
}

// What an earlier walk left goes, and nothing else.
void make_room(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto name = entry.path().filename().string();
    if (name == "report.txt" || name.starts_with("findings.") || name.starts_with("counts.") ||
        entry.path().extension() == ".png")
      std::filesystem::remove(entry.path());
  }
}

} // namespace

int main(int argc, char** argv) {
  Order order;
  const bool named = argc > 1 && argv[1][0] != '-';
  if (named)
    order.folder = argv[1];
  for (int i = named ? 2 : 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--jobs" && i + 1 < argc)
      order.jobs = std::max(1, std::atoi(argv[++i]));
    else if (word == "--only" && i + 1 < argc)
      order.only = argv[++i];
    else if (word == "--language" && i + 1 < argc)
      order.language = argv[++i];
    else if (word == "--quick")
      order.quick = true;
    else if (word == "--pictures")
      order.pictures = true;
    else
      return usage();
  }
  make_room(order.folder);
  const auto began = std::chrono::steady_clock::now();
  auto all = pages();
  std::erase_if(all,
                [&](const auto& page) { return page.name.find(order.only) == std::string::npos; });
  if (all.empty() || units(order).empty()) {
    std::fprintf(stderr, "walk: there is no such page or language\n");
    return 2;
  }
  std::vector<pid_t> parts;
  for (int part = 0; part < order.jobs; ++part) {
    const pid_t child = fork();
    if (child == 0) {
      Part(order, part).walk(all, units(order));
      std::fflush(stdout);
      _exit(0);
    }
    parts.push_back(child);
  }
  for (const pid_t part : parts)
    waitpid(part, nullptr, 0);
  return finish(
      order, all.size(),
      std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - began));
}
