// SPDX-License-Identifier: EUPL-1.2
#include "dyn.hpp"

#include <algorithm>
#include <cmath>

namespace foyer::cel {

namespace {

std::partial_ordering compare(std::int64_t a, std::uint64_t b) {
  if (a < 0)
    return std::partial_ordering::less;
  return static_cast<std::uint64_t>(a) <=> b;
}

// Within the double's range both are compared as doubles, so that 2^63 - 1 and 2^63 as a double are
// the same: so cel-spec's conformance tests ("comparisons", the rows named "lossy") want it.
template <class Whole> std::partial_ordering compare(Whole a, double b) {
  return static_cast<double>(a) <=> b;
}

std::partial_ordering turned(std::partial_ordering order) {
  if (order == std::partial_ordering::unordered)
    return order;
  return 0 <=> order;
}

// Nothing when one is not a number.
std::optional<std::partial_ordering> compare_numbers(const Dyn& a, const Dyn& b) {
  const auto* ai = a.as<std::int64_t>();
  const auto* au = a.as<std::uint64_t>();
  const auto* ad = a.as<double>();
  const auto* bi = b.as<std::int64_t>();
  const auto* bu = b.as<std::uint64_t>();
  const auto* bd = b.as<double>();
  if (ai != nullptr && bi != nullptr)
    return *ai <=> *bi;
  if (au != nullptr && bu != nullptr)
    return *au <=> *bu;
  if (ad != nullptr && bd != nullptr)
    return *ad <=> *bd;
  if (ai != nullptr && bu != nullptr)
    return compare(*ai, *bu);
  if (ai != nullptr && bd != nullptr)
    return compare(*ai, *bd);
  if (au != nullptr && bd != nullptr)
    return compare(*au, *bd);
  const bool a_number = ai != nullptr || au != nullptr || ad != nullptr;
  const bool b_number = bi != nullptr || bu != nullptr || bd != nullptr;
  if (!a_number || !b_number)
    return std::nullopt;
  return turned(*compare_numbers(b, a));
}

bool equal_maps(const DynMap& a, const DynMap& b, Budget& budget) {
  if (a.entries.size() != b.entries.size())
    return false;
  return std::all_of(a.places.begin(), a.places.end(), [&](const auto& place) {
    const auto other = b.places.find(place.first);
    return other != b.places.end() &&
           equal(a.entries[place.second].second, b.entries[other->second].second, budget);
  });
}

} // namespace

std::string_view type_name(const Dyn& value) {
  constexpr std::string_view names[] = {"null_type",
                                        "error",
                                        "bool",
                                        "int",
                                        "uint",
                                        "double",
                                        "string",
                                        "bytes",
                                        "list",
                                        "map",
                                        "type",
                                        "google.protobuf.Timestamp",
                                        "google.protobuf.Duration"};
  return names[value.held.index()];
}

bool equal(const Dyn& a, const Dyn& b, Budget& budget) {
  if (!budget.spend())
    return false;
  if (const auto order = compare_numbers(a, b))
    return *order == std::partial_ordering::equivalent;
  if (a.held.index() != b.held.index())
    return false;
  if (const auto* list = a.as_list())
    return std::equal(list->begin(), list->end(), b.as_list()->begin(), b.as_list()->end(),
                      [&](const Dyn& x, const Dyn& y) { return equal(x, y, budget); });
  if (const auto* map = a.as_map())
    return equal_maps(*map, *b.as_map(), budget);
  if (const auto* type = a.as_type())
    return type->name == b.as_type()->name;
  if (a.as<Null>() != nullptr)
    return true;
  const auto order_of = order(a, b);
  return order_of && *order_of == std::partial_ordering::equivalent;
}

std::optional<std::partial_ordering> order(const Dyn& a, const Dyn& b) {
  if (const auto numbers = compare_numbers(a, b))
    return numbers;
  if (a.held.index() != b.held.index())
    return std::nullopt;
  if (const auto* yes = a.as<bool>())
    return *yes <=> *b.as<bool>();
  if (const auto* text = a.as_text()) // UTF-8's octets are in the order of its code points
    return *text <=> *b.as_text();
  if (const auto* bytes = a.as_bytes())
    return *bytes <=> *b.as_bytes();
  if (const auto* time = a.as<Timestamp>())
    return *time <=> *b.as<Timestamp>();
  if (const auto* span = a.as<Duration>())
    return *span <=> *b.as<Duration>();
  return std::nullopt;
}

std::optional<DynKey> key_of(const Dyn& value) {
  const auto whole = [](std::uint64_t number) { return DynKey{DynKey::Kind::whole, number, {}}; };
  const auto signed_one = [&](std::int64_t number) {
    return number >= 0 ? whole(static_cast<std::uint64_t>(number))
                       : DynKey{DynKey::Kind::negative, static_cast<std::uint64_t>(number), {}};
  };
  if (const auto* yes = value.as<bool>())
    return DynKey{DynKey::Kind::boolean, *yes ? 1U : 0U, {}};
  if (const auto* number = value.as<std::int64_t>())
    return signed_one(*number);
  if (const auto* number = value.as<std::uint64_t>())
    return whole(*number);
  if (const auto* text = value.as_text())
    return DynKey{DynKey::Kind::text, 0, *text};
  if (const auto* real = value.as<double>(); real != nullptr && *real == std::trunc(*real)) {
    if (*real >= 0 && *real < 0x1p64)
      return whole(static_cast<std::uint64_t>(*real));
    if (*real < 0 && *real >= -0x1p63)
      return signed_one(static_cast<std::int64_t>(*real));
  }
  return std::nullopt;
}

bool add_entry(DynMap& map, Dyn key, Dyn value) {
  auto place = key_of(key);
  if (!place || !map.places.emplace(std::move(*place), map.entries.size()).second)
    return false;
  map.entries.emplace_back(std::move(key), std::move(value));
  return true;
}

const Dyn* find(const DynMap& map, const Dyn& key) {
  const auto wanted = key_of(key);
  const auto place = wanted ? map.places.find(*wanted) : map.places.end();
  return place == map.places.end() ? nullptr : &map.entries[place->second].second;
}

} // namespace foyer::cel
