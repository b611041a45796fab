// SPDX-License-Identifier: EUPL-1.2
// A chip in this process, and whose processor time is whose.
#pragma once

#include <api/card_reader.hpp>
#include <card/virtual_card.hpp>

#include <ctime>

namespace foyer::bench {

inline double thread_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

// A chip behind a line without delay; says how much processor time it took for itself.
class Line final : public api::ApduChannel {
 public:
  explicit Line(const card::CardImage& image) : chip_(image) {}
  Result<Bytes> transmit(ByteView command) override {
    const double begin = thread_seconds();
    Bytes answer = chip_.answer(command);
    of_the_chip_ += thread_seconds() - begin;
    return answer;
  }
  [[nodiscard]] bool extended_length() const override { return chip_.extended_length(); }
  [[nodiscard]] double of_the_chip() const { return of_the_chip_; }

 private:
  card::VirtualCard chip_;
  double of_the_chip_ = 0;
};

} // namespace foyer::bench
