// SPDX-License-Identifier: EUPL-1.2
// Personal<T>: something about a person. It converts to nothing and streams nowhere, so it cannot
// slip into a log or a Failure's detail; reveal() is the one door, easy to find in a review.
#pragma once

#include <compare>
#include <utility>

namespace foyer {

template <class T> class Personal {
 public:
  Personal() = default;
  explicit Personal(T value) : value_(std::move(value)) {}

  [[nodiscard]] const T& reveal() const { return value_; }
  [[nodiscard]] T& reveal() { return value_; }
  bool operator==(const Personal&) const = default;

 private:
  T value_{};
};

} // namespace foyer
