// SPDX-License-Identifier: EUPL-1.2
#include <sync/back_off.hpp>

#include <catch2/catch.hpp>

using namespace foyer::sync;
using std::chrono::milliseconds;

namespace {

const BackOff example{milliseconds(1000), milliseconds(60'000), milliseconds(100'000)};
double almost_one() {
  return 0.999'999;
}
double none() {
  return 0.0;
}

} // namespace

TEST_CASE("The window doubles with every failed attempt up to the cap") {
  CHECK(delay(example, 1, {}, almost_one) == milliseconds(999));
  CHECK(delay(example, 2, {}, almost_one) == milliseconds(1999));
  CHECK(delay(example, 6, {}, almost_one) == milliseconds(31'999));
  CHECK(delay(example, 7, {}, almost_one) == milliseconds(59'999));
  CHECK(delay(example, 2'000'000'000, {}, almost_one) == milliseconds(59'999));
}

TEST_CASE("Full jitter reaches down to no wait at all") {
  CHECK(delay(example, 5, {}, none) == milliseconds(0));
}

TEST_CASE("Retry-After is a floor, spread upwards, and not believed without limit") {
  CHECK(delay(example, 1, milliseconds(30'000), none) == milliseconds(30'000));
  CHECK(delay(example, 9, milliseconds(30'000), almost_one) == milliseconds(30'999));
  CHECK(delay(example, 1, milliseconds(9'999'999), none) == milliseconds(100'000));
  CHECK(delay(example, 1, milliseconds(-5), none) == milliseconds(0));
}

TEST_CASE("The system's random numbers fill the unit interval evenly enough") {
  const auto random = system_random();
  double sum = 0;
  for (int i = 0; i < 10'000; ++i) {
    const double value = random();
    REQUIRE(value >= 0.0);
    REQUIRE(value < 1.0);
    sum += value;
  }
  CHECK(sum / 10'000 == Approx(0.5).margin(0.03)); // ten standard deviations
}
