// SPDX-License-Identifier: EUPL-1.2
// The labelled set. Severities leave a gap between what must be told and what must not.
#include "words.hpp"

#include <functional>

namespace foyer::support_papers {

namespace {

class Set {
 public:
  Set(int dpi, int step, std::uint32_t series) : dpi_(dpi), step_(step), seed_(series * 50'000) {}

  // `count` pages of a kind, each changed by `change` with a generator of its own.
  void add(const std::string& name, int count, const std::function<Paper(Random&, int)>& what,
           const std::function<void(Scan&, Random&, int)>& change) {
    for (int i = 0; i < count; ++i) {
      const std::uint32_t seed = ++seed_;
      if (i % step_ != 0)
        continue;
      Random random(seed * 7919);
      Labelled page{.name = name + " " + std::to_string(i), .paper = what(random, i), .how = {}};
      page.how.dpi = dpi_;
      page.how.seed = seed;
      page.how.noise = between(random, 0.5, 3.5);
      page.how.white = between(random, 0.9, 1);
      if (below(random, 4) == 0)
        page.how.jpeg_quality = 60 + static_cast<int>(below(random, 35));
      change(page.how, random, i);
      pages_.push_back(std::move(page));
    }
  }
  std::vector<Labelled> take() { return std::move(pages_); }

 private:
  int dpi_, step_;
  std::uint32_t seed_;
  std::vector<Labelled> pages_;
};

Script any_script(Random& random) {
  const Script scripts[] = {Script::latin, Script::latin, Script::cyrillic, Script::arabic};
  return scripts[below(random, 4)];
}

Paper any_sheet(Random& random, int i) {
  const Subject subjects[] = {Subject::letter, Subject::payslip, Subject::certificate};
  return paper(subjects[i % 3], any_script(random), static_cast<std::uint32_t>(random()));
}

// Wide ones where they will lie sideways on the glass.
Paper turned_sheet(Random& random, int i) {
  const Subject wide[] = {Subject::letter, Subject::payslip};
  if (i % 3 == 1)
    return any_sheet(random, i / 3);
  Paper made = paper(wide[i / 3 % 2], any_script(random), static_cast<std::uint32_t>(random()));
  std::swap(made.width, made.height);
  return made;
}

Paper letter(Random& random, int) {
  return paper(Subject::letter, any_script(random), static_cast<std::uint32_t>(random()));
}

Paper nothing(Random& random, int) {
  return paper(Subject::empty, Script::latin, static_cast<std::uint32_t>(random()));
}

Paper small_paper(Random& random, int i) {
  return paper(i % 3 == 2 ? Subject::passport : Subject::card, any_script(random),
               static_cast<std::uint32_t>(random()));
}

void lay(Scan& how, Random& random, double reach, double lean) {
  how.x = between(random, -reach, reach);
  how.y = between(random, -reach * 1.5, reach * 1.5);
  how.skew_degrees = between(random, -lean, lean);
}

} // namespace

std::vector<Labelled> labelled_pages(int dpi, int step, std::uint32_t series) {
  Set set(dpi, step, series);
  const auto lean = [](Scan& how, Random& random) {
    how.skew_degrees = between(random, -1.5, 1.5);
  };
  set.add("good", 48, any_sheet, [&](Scan& how, Random& random, int) { lean(how, random); });
  set.add("turned", 48, turned_sheet, [&](Scan& how, Random& random, int i) {
    lean(how, random);
    how.quarter_turns = 1 + i % 3;
  });
  set.add("askew", 30, any_sheet, [](Scan& how, Random& random, int) {
    how.skew_degrees = between(random, 2, 15) * (below(random, 2) == 0 ? 1 : -1);
  });
  set.add("blank", 10, nothing, [&](Scan& how, Random& random, int) { lean(how, random); });
  set.add("blank, dust", 10, nothing, [](Scan& how, Random& random, int i) {
    how.dust = 5 + static_cast<int>(below(random, 20));
    how.holes = i % 2 == 0;
    how.staple = i % 3 == 0;
  });
  set.add(
      "blank, ruled", 6,
      [](Random& random, int) {
        return paper(Subject::ruled, Script::latin, static_cast<std::uint32_t>(random()));
      },
      [&](Scan& how, Random& random, int i) {
        lean(how, random);
        how.holes = i % 2 == 0;
      });
  set.add("blank, back shines through", 10, nothing,
          [](Scan& how, Random& random, int) { how.bleed = between(random, 0.03, 0.1); });
  set.add("back shines through", 8, letter,
          [](Scan& how, Random& random, int) { how.bleed = between(random, 0.05, 0.15); });
  set.add("faint", 20, letter, [&](Scan& how, Random& random, int) {
    lean(how, random);
    how.ink = between(random, 0.13, 0.24);
  });
  set.add("pale", 8, letter,
          [](Scan& how, Random& random, int) { how.ink = between(random, 0.5, 0.7); });
  set.add("dark", 14, any_sheet,
          [](Scan& how, Random& random, int) { how.light = between(random, 0.15, 0.38); });
  set.add("greyish", 8, any_sheet,
          [](Scan& how, Random& random, int) { how.light = between(random, 0.6, 0.8); });
  set.add("blurred", 20, any_sheet, [&](Scan& how, Random& random, int) {
    lean(how, random);
    how.blur_mm = between(random, 0.32, 0.6);
  });
  set.add("a little soft", 10, any_sheet,
          [](Scan& how, Random& random, int) { how.blur_mm = between(random, 0.05, 0.12); });
  set.add("shadow", 20, any_sheet, [&](Scan& how, Random& random, int) {
    lean(how, random);
    how.shadow = between(random, 0.35, 0.7);
  });
  set.add("slight shadow", 8, any_sheet,
          [](Scan& how, Random& random, int) { how.shadow = between(random, 0.03, 0.1); });
  set.add("glare", 20, small_paper, [](Scan& how, Random& random, int i) {
    how.lid = i % 2 == 0 ? Lid::white : Lid::black;
    lay(how, random, 25, 8);
    how.white = between(random, 0.85, 0.95);
    how.glare_mm = between(random, 7, 14);
    how.jpeg_quality = 0;
  });
  set.add("white field", 8, small_paper, [](Scan& how, Random& random, int i) {
    how.lid = i % 2 == 0 ? Lid::white : Lid::black;
    lay(how, random, 25, 8);
    how.white_field = true;
    how.jpeg_quality = 0;
  });
  set.add("cut off", 20, letter, [](Scan& how, Random& random, int i) {
    how.cut_mm = (i % 2 == 0 ? 1 : -1) * between(random, 32, 45);
    how.skew_degrees = between(random, -1, 1);
  });
  set.add("crumpled", 8, letter,
          [](Scan& how, Random& random, int) { how.crumple_mm = between(random, 0.4, 1.0); });
  set.add("card on white", 12, small_paper, [](Scan& how, Random& random, int) {
    how.lid = Lid::white;
    lay(how, random, 45, 40);
  });
  set.add("card on light", 12, small_paper, [](Scan& how, Random& random, int) {
    how.lid = Lid::light;
    lay(how, random, 45, 40);
  });
  set.add("card on black", 12, small_paper, [](Scan& how, Random& random, int) {
    how.lid = Lid::black;
    lay(how, random, 45, 40);
  });
  set.add(
      "A5", 14,
      [](Random& random, int) {
        Paper made =
            paper(Subject::letter, any_script(random), static_cast<std::uint32_t>(random()));
        made.width = 148;
        made.height = 210;
        return made;
      },
      [](Scan& how, Random& random, int i) {
        const Lid lids[] = {Lid::white, Lid::light, Lid::black};
        how.lid = lids[i % 3];
        lay(how, random, 18, 8);
      });
  return set.take();
}

} // namespace foyer::support_papers
