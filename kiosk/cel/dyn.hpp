// SPDX-License-Identifier: EUPL-1.2
// Dyn: a value of the dynamic door, with every type of CEL's but messages (cel-spec,
// doc/langdef.md, "Values"). Errors are values that operators hand on. Cheap to copy.
#pragma once

#include <compare>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace foyer::cel {

struct Dyn;
using DynList = std::vector<Dyn>;

struct Null {};
struct DynError {
  std::string message;
};
struct Bytes {
  std::string octets;
};
struct TypeName {
  std::string name;
};
// Since 1970; nanos from 0 to 999'999'999.
struct Timestamp {
  std::int64_t seconds;
  std::int32_t nanos;
  auto operator<=>(const Timestamp&) const = default;
};
struct Duration {
  std::int64_t nanos;
  auto operator<=>(const Duration&) const = default;
};

// Whole numbers of both kinds are one kind of key: 1 and 1u are the same.
struct DynKey {
  enum class Kind : std::uint8_t { boolean, negative, whole, text };
  Kind kind;
  std::uint64_t number; // negative: two's complement, so that order is kept
  std::string text;
  auto operator<=>(const DynKey&) const = default;
};

struct DynMap {
  std::vector<std::pair<Dyn, Dyn>> entries; // as written
  std::map<DynKey, std::size_t> places;
};

struct Dyn {
  std::variant<Null, DynError, bool, std::int64_t, std::uint64_t, double,
               std::shared_ptr<const std::string>, std::shared_ptr<const Bytes>,
               std::shared_ptr<const DynList>, std::shared_ptr<const DynMap>,
               std::shared_ptr<const TypeName>, Timestamp, Duration>
      held;

  static Dyn text(std::string text) {
    return {std::make_shared<const std::string>(std::move(text))};
  }
  static Dyn bytes(std::string octets) {
    return {std::make_shared<const Bytes>(Bytes{std::move(octets)})};
  }
  static Dyn list(DynList elements) {
    return {std::make_shared<const DynList>(std::move(elements))};
  }
  static Dyn map(DynMap map) { return {std::make_shared<const DynMap>(std::move(map))}; }
  static Dyn type(std::string_view name) {
    return {std::make_shared<const TypeName>(TypeName{std::string(name)})};
  }
  static Dyn error(std::string message) { return {DynError{std::move(message)}}; }

  [[nodiscard]] bool failed() const { return std::holds_alternative<DynError>(held); }
  template <class T> [[nodiscard]] const T* as() const { return std::get_if<T>(&held); }
  [[nodiscard]] const std::string* as_text() const { return inner<std::string>(); }
  [[nodiscard]] const std::string* as_bytes() const {
    const auto* bytes = inner<Bytes>();
    return bytes == nullptr ? nullptr : &bytes->octets;
  }
  [[nodiscard]] const DynList* as_list() const { return inner<DynList>(); }
  [[nodiscard]] const DynMap* as_map() const { return inner<DynMap>(); }
  [[nodiscard]] const TypeName* as_type() const { return inner<TypeName>(); }

 private:
  template <class T> [[nodiscard]] const T* inner() const {
    const auto* pointer = std::get_if<std::shared_ptr<const T>>(&held);
    return pointer == nullptr ? nullptr : pointer->get();
  }
};

// "int", "list", "google.protobuf.Duration", ...
std::string_view type_name(const Dyn& value);

// Counts what is done; an expression can build values whose parts are shared a thousandfold.
class Budget {
 public:
  explicit Budget(std::size_t most) : most_(most) {}
  // False once it is used up.
  bool spend(std::size_t steps = 1) {
    used_ += steps < most_ ? steps : most_;
    return used_ <= most_;
  }
  [[nodiscard]] bool spent() const { return used_ > most_; }

 private:
  std::size_t most_, used_ = 0;
};

// Deep, numbers by their mathematical value, NaN equal to nothing, different types unequal. With
// the budget spent the answer means nothing.
bool equal(const Dyn& a, const Dyn& b, Budget& budget);
// Nothing where CEL has no order between the two.
std::optional<std::partial_ordering> order(const Dyn& a, const Dyn& b);

// What a map is asked for; nothing for what is in no map (1.5, a list).
std::optional<DynKey> key_of(const Dyn& value);
// False: it is no key, or is there already. (A double may ask, but map literals refuse it as a
// key.)
bool add_entry(DynMap& map, Dyn key, Dyn value);
const Dyn* find(const DynMap& map, const Dyn& key);

} // namespace foyer::cel
