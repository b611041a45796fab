// SPDX-License-Identifier: EUPL-1.2
#include "score.hpp"

#include <algorithm>
#include <chrono>

namespace foyer::mrz_score {

double Score::median() const {
  if (milliseconds.empty())
    return 0;
  auto sorted = milliseconds;
  const auto middle = sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2);
  std::nth_element(sorted.begin(), middle, sorted.end());
  return *middle;
}

void Score::add(const Score& other) {
  pages += other.pages;
  found += other.found;
  right += other.right;
  sure += other.sure;
  sure_wrong += other.sure_wrong;
  sure_wrong_key += other.sure_wrong_key;
  milliseconds.insert(milliseconds.end(), other.milliseconds.begin(), other.milliseconds.end());
}

Outcome read(const support_travel_pages::TravelPage& page) {
  Outcome out;
  // The thread's own time: other programs' load is not the reader's.
  timespec before{}, after{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &before);
  const auto result = mrz_reader::read_zone(page.page, {});
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &after);
  out.milliseconds = static_cast<double>(after.tv_sec - before.tv_sec) * 1e3 +
                     static_cast<double>(after.tv_nsec - before.tv_nsec) / 1e6;
  if (!result.ok() || !*result)
    return out;
  const mrz_reader::ReadZone& zone = **result;
  out.found = true;
  out.zone = as_text(zone.zone.reveal());
  out.sure = zone.sure;
  out.confidence = zone.confidence;
  const std::string truth = page.zone.joined();
  out.right = out.zone == truth && zone.layout == page.zone.layout;
  const auto read = eid::Mrz::parse(out.zone), want = eid::Mrz::parse(truth);
  out.key_right = read.ok() && read->document_number == want->document_number &&
                  read->birth == want->birth && read->expiry == want->expiry;
  return out;
}

void count(Score& score, const Outcome& outcome) {
  ++score.pages;
  score.found += outcome.found;
  score.right += outcome.right;
  score.sure += outcome.sure;
  score.sure_wrong += outcome.sure && !outcome.right;
  score.sure_wrong_key += outcome.sure && !outcome.key_right;
  score.milliseconds.push_back(outcome.milliseconds);
}

} // namespace foyer::mrz_score
