// SPDX-License-Identifier: EUPL-1.2
// Everybody of the shipped people goes from page to page: the number of sections, once it is told,
// does not change under their eyes.
#include "shipped.hpp"

#include <author/person.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::author;

namespace {

const forms::Date today{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{25}};

class Walk {
 public:
  explicit Walk(const forms::Draft& said) : said_(said), draft_(said.assistant()) {}

  void run() {
    auto stop = now().first_stop();
    for (int pages = 0; stop && pages < 300; ++pages) {
      look(*stop);
      if (stop->is_overview())
        rows(stop->repeat);
      else
        answer(*stop);
      stop = now().next(*stop);
    }
    CHECK_FALSE(stop);
  }
  [[nodiscard]] int told() const { return told_; }
  [[nodiscard]] int pages() const { return pages_; }
  std::string changed;

 private:
  [[nodiscard]] forms::Evaluation now() const { return forms::evaluate(draft_, today); }

  void look(const forms::Stop& stop) {
    ++pages_;
    const auto progress = now().progress(stop);
    if (!progress.settled)
      return;
    ++told_;
    if (total_ != 0 && progress.sections != total_)
      changed += " " + std::to_string(total_) + " to " + std::to_string(progress.sections);
    total_ = progress.sections;
  }

  void put(std::size_t field, std::size_t row) {
    const auto& id = draft_.assistant()->fields[field].id;
    const auto& answer = said_.answer(field, row);
    if (answer.skipped)
      (void)draft_.skip(id, {}, row);
    else
      (void)draft_.set(id, row, answer.value.reveal(), {});
  }
  void answer(const forms::Stop& stop) {
    for (const auto field : draft_.assistant()->pages[stop.page].fields)
      if (draft_.assistant()->fields[field].requirement != forms::Requirement::calculated)
        put(field, stop.row);
  }
  void rows(std::size_t index) {
    const auto& repeat = draft_.assistant()->repeats[index];
    for (std::size_t row = 0; row < said_.rows(index); ++row) {
      if (draft_.rows(index) <= row && !draft_.add_row(repeat.id))
        return;
      for (std::size_t n = 0; n < repeat.field_count; ++n)
        put(repeat.first_field + n, row);
    }
  }

  const forms::Draft& said_;
  forms::Draft draft_;
  int told_ = 0, pages_ = 0, total_ = 0;
};

} // namespace

TEST_CASE("the number of sections is told once it is settled, and stays") {
  int told_in_all = 0, pages_in_all = 0;
  for (const auto* id : {"a1", "a2", "a3", "a4", "a5", "a6", "a7", "a8"}) {
    int told = 0, pages = 0;
    const auto people = read_people(std::string(FOYER_SOURCE_DIR "/tests/people/") + id + ".json");
    REQUIRE(people.ok());
    for (const auto& person : *people) {
      const auto outcome = run(person, test::shipped(id), today);
      Walk walk(outcome.draft);
      walk.run();
      INFO(id << " " << person.name << walk.changed);
      CHECK(walk.changed.empty());
      told += walk.told();
      pages += walk.pages();
    }
    INFO(id << ": told on " << told << " of " << pages << " pages");
    CHECK(told * 6 > pages); // least in a2, where the residence title decides late
    told_in_all += told;
    pages_in_all += pages;
  }
  INFO("told on " << told_in_all << " of " << pages_in_all << " pages");
  CHECK(told_in_all * 2 > pages_in_all);
}
