// SPDX-License-Identifier: EUPL-1.2
// Result<T>: a value or the Failure that stands in its place. Failures are values: every function
// that can fail says so in its type, and the compiler warns when the answer is dropped.
// Exceptions are left for programming errors and for std::bad_alloc.
#pragma once

#include <base/failure.hpp>

#include <cassert>
#include <optional>
#include <utility>
#include <variant>

namespace foyer {

template <class T> class [[nodiscard]] Result {
 public:
  // Both are implicit on purpose: `return value;` and `return Failure{...};` read well.
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Failure failure) : state_(std::in_place_index<1>, std::move(failure)) {}

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  // Precondition of the accessors: ok(), or !ok() for failure().
  T& value() & {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    assert(ok());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    assert(ok());
    return std::move(*std::get_if<0>(&state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }
  const Failure& failure() const {
    assert(!ok());
    return *std::get_if<1>(&state_);
  }

 private:
  std::variant<T, Failure> state_;
};

template <> class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Failure failure) : failure_(std::move(failure)) {}

  [[nodiscard]] bool ok() const { return !failure_; }
  explicit operator bool() const { return ok(); }
  const Failure& failure() const {
    assert(!ok());
    return *failure_;
  }

 private:
  std::optional<Failure> failure_;
};

using Status = Result<void>;
inline Status success() {
  return {};
}

} // namespace foyer

// FOYER_TRY(auto x, expr): x is expr's value, or the function returns its Failure.
// FOYER_CHECK(expr): the same for a Status.
#define FOYER_CONCAT_(a, b) a##b
#define FOYER_CONCAT(a, b) FOYER_CONCAT_(a, b)
#define FOYER_TRY_(tmp, decl, ...)                                                                 \
  auto tmp = (__VA_ARGS__);                                                                        \
  if (!tmp.ok())                                                                                   \
    return tmp.failure();                                                                          \
  decl = std::move(tmp).value()
#define FOYER_TRY(decl, ...) FOYER_TRY_(FOYER_CONCAT(foyer_try_, __LINE__), decl, __VA_ARGS__)
#define FOYER_CHECK(...)                                                                           \
  do {                                                                                             \
    if (auto foyer_status = (__VA_ARGS__); !foyer_status.ok())                                     \
      return foyer_status.failure();                                                               \
  } while (false)
