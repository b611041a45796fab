// SPDX-License-Identifier: EUPL-1.2
#include <support_papers/papers.hpp>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace foyer::support_papers {

namespace {

using imaging::PageCheck;
using imaging::PaperKind;

// Of work by this process: other programs on the machine do not count.
double milliseconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double share(int part, int rest) {
  return part + rest == 0 ? 1 : static_cast<double>(part) / (part + rest);
}

bool is_named(const Labelled& page, std::string_view name) {
  return page.name.starts_with(name);
}

PaperKind kind_of(const Labelled& page) {
  switch (page.paper.subject) {
  case Subject::card: return PaperKind::card_id1;
  case Subject::passport: return PaperKind::passport_page;
  case Subject::receipt:
  case Subject::photo:
  case Subject::cheque: return PaperKind::unknown;
  case Subject::dark_card:
    return page.paper.width < 87 ? PaperKind::card_id1 : PaperKind::passport_page;
  default: return page.paper.width < 200 ? PaperKind::a5 : PaperKind::a4;
  }
}

class Table {
 public:
  explicit Table(Scores& scores) : scores_(scores) {}
  void tell(const std::string& check, const Labelled& page, bool is, bool told) {
    auto at = std::find_if(scores_.checks.begin(), scores_.checks.end(),
                           [&](const Score& score) { return score.check == check; });
    if (at == scores_.checks.end())
      at = scores_.checks.insert(at, Score{.check = check});
    ++(is ? (told ? at->hits : at->misses) : (told ? at->false_alarms : at->silences));
    if (is != told)
      at->wrong.push_back(page.name);
  }

 private:
  Scores& scores_;
};

double worst_corner(const Labelled& page, const PageCheck& check) {
  const auto real = corners(page.paper, page.how);
  double best = 1e9;
  // Which corner comes first is a matter of the lean; the order around is not.
  for (std::size_t first = 0; first < 4; ++first) {
    double worst = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      const auto& a = real[(i + first) % 4];
      const auto& b = check.outline[i];
      worst = std::max(worst,
                       std::hypot(static_cast<double>(a.x - b.x), static_cast<double>(a.y - b.y)));
    }
    best = std::min(best, worst);
  }
  return best * 25.4 / page.how.dpi;
}

// How far the paper's furthest corner lies beyond the glass, in mm; below 0: all of it is on it.
double beyond_the_glass(const Labelled& page) {
  double most = -1e9;
  for (const auto& corner : corners(page.paper, page.how)) {
    const double x = corner.x * 25.4 / page.how.dpi, y = corner.y * 25.4 / page.how.dpi;
    most = std::max({most, -x, -y, x - 210, y - 297});
  }
  return most;
}

void judge(const Labelled& page, const PageCheck& check, Scores& scores) {
  Table table(scores);
  const Scan& how = page.how;
  const bool is_empty = is_named(page, "blank");
  const bool is_bleeding = how.bleed > 0;
  table.tell(is_bleeding ? "empty, back shines through" : "empty", page, is_empty,
             check.looks_empty);
  table.tell("dark", page, how.light < 0.4, check.looks_dark);
  if (!is_empty && how.light >= 0.4) {
    table.tell("faint", page, how.ink < 0.3, check.looks_faint);
    table.tell("blurred", page, how.blur_mm > 0.3, check.looks_blurred);
    // Laid very askew, writing leaves the glass at a corner. A passport may lie beyond it, too; a
    // little of its rim is a matter of opinion.
    const double beyond = how.lid != Lid::none ? beyond_the_glass(page) : 0;
    if (how.lid != Lid::none ? beyond < 1 || beyond > 4 : std::abs(how.skew_degrees) < 5)
      table.tell("cut off", page, how.cut_mm != 0 || beyond > 4, check.is_cut_off);
  }
  table.tell("shadow", page, how.shadow > 0.3, check.has_shadow);
  table.tell("glare", page, how.glare_mm > 0, check.has_glare);
  const bool has_outline = how.lid != Lid::none;
  table.tell("outline", page, has_outline, check.outline_is_sure);
  if (has_outline && check.outline_is_sure)
    scores.corner_errors.push_back(worst_corner(page, check));
  if (has_outline)
    table.tell("kind of paper", page, true, check.kind == kind_of(page));
  if (is_empty)
    return;
  const bool is_poor = how.blur_mm > 0.3 || how.ink < 0.3 || how.light < 0.4 || how.glare_mm > 0;
  const int right = (4 - how.quarter_turns) % 4;
  if (page.paper.script != Script::arabic && !is_poor) {
    table.tell("turn, sure", page, true, check.turn_is_sure);
    if (check.turn_is_sure)
      table.tell("turn, right", page, true, check.quarter_turns == right);
  }
  if (check.turn_is_sure)
    table.tell("turn, wrong though sure", page, false, check.quarter_turns != right);
  if (how.crumple_mm == 0 && how.blur_mm < 0.3 && how.cut_mm == 0 && how.glare_mm == 0 &&
      (how.lid == Lid::none || check.outline_is_sure))
    scores.skew_errors.push_back(std::abs(check.skew_degrees - how.skew_degrees));
}

} // namespace

double Score::recall() const {
  return share(hits, misses);
}
double Score::precision() const {
  return share(hits, false_alarms);
}
double Score::false_rate() const {
  return false_alarms + silences == 0 ? 0 : share(false_alarms, silences);
}

Scores score(const std::vector<Labelled>& pages) {
  Scores scores;
  for (const Labelled& labelled : pages) {
    const api::Page page = scan(labelled.paper, labelled.how);
    const double began = milliseconds();
    const auto check = imaging::check_page(page);
    scores.milliseconds.push_back(milliseconds() - began);
    if (check.ok())
      judge(labelled, *check, scores);
  }
  return scores;
}

std::string table(const Scores& scores) {
  std::string text = "check                         with  recall  precision  without  false\n";
  char line[160];
  for (const Score& score : scores.checks) {
    std::snprintf(line, sizeof line, "%-28s %5d  %5.1f%%     %5.1f%%    %5d  %4.1f%%\n",
                  score.check.c_str(), score.hits + score.misses, 100 * score.recall(),
                  100 * score.precision(), score.false_alarms + score.silences,
                  100 * score.false_rate());
    text += line;
    for (const std::string& name : score.wrong)
      text += "    wrong: " + name + "\n";
  }
  const auto spread = [&](const char* what, std::vector<double> values, double limit) {
    if (values.empty())
      return;
    std::sort(values.begin(), values.end());
    const auto within = std::count_if(values.begin(), values.end(),
                                      [limit](double value) { return value <= limit; });
    std::snprintf(line, sizeof line,
                  "%s: %zu pages, median %.2f, 95%% below %.2f, worst %.2f; %.1f%% within %.1f\n",
                  what, values.size(), values[values.size() / 2], values[values.size() * 95 / 100],
                  values.back(),
                  100.0 * static_cast<double>(within) / static_cast<double>(values.size()), limit);
    text += line;
  };
  spread("skew, degrees off", scores.skew_errors, 0.5);
  spread("corner, mm off", scores.corner_errors, 1.3);
  spread("time, ms", scores.milliseconds, 150);
  return text;
}

} // namespace foyer::support_papers
