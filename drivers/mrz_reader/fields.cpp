// SPDX-License-Identifier: EUPL-1.2
#include "fields.hpp"

namespace foyer::mrz_reader {
namespace {

constexpr int weights[] = {7, 3, 1}; // 9303-3 §4.9

// Puts places one after the other and counts the weights of both check digits.
class Row {
 public:
  Row(bool composite) : composite_(composite) {}

  void field(int first, int size, Kind kind, bool checked = true) {
    for (int i = 0; i < size; ++i)
      put(first + i, kind, checked ? weights[own_++ % 3] : 0);
  }
  void check(int at, Kind kind = Kind::check) {
    put(at, kind, 0);
    own_ = 0;
  }
  void date(int first) {
    for (const Kind kind : {Kind::year, Kind::year, Kind::month_tens, Kind::month_ones,
                            Kind::day_tens, Kind::day_ones})
      put(first++, kind, weights[own_++ % 3]);
    check(first);
  }
  void all(int at) { places_.push_back({.cell = at, .kind = Kind::composite}); }
  std::vector<Place> places() { return std::move(places_); }

 private:
  void put(int cell, Kind kind, int own) {
    const int weight = composite_ ? weights[count_++ % 3] : 0;
    places_.push_back({.cell = cell, .kind = kind, .weight = own, .composite = weight});
  }
  bool composite_;
  int own_ = 0, count_ = 0;
  std::vector<Place> places_;
};

// Number, check digit and optional data of TD1 and TD2. `more` characters of the number, its check
// digit and a filler stand in the optional data when it is long; 0: it is not.
void put_number(Row& row, int number, int optional, int optional_size, int more) {
  row.field(number, 9, Kind::number);
  if (more == 0) {
    row.check(number + 9);
  } else {
    row.field(number + 9, 1, Kind::only_filler, false);
    row.field(optional, more, Kind::number);
    row.check(optional + more);
    optional += more + 1;
    optional_size -= more + 1;
    if (optional_size > 0) {
      row.field(optional, 1, Kind::only_filler, false);
      ++optional;
      --optional_size;
    }
  }
  row.field(optional, optional_size, Kind::optional, false);
}

Fields td1() {
  Fields out{.layout = eid::MrzLayout::td1,
             .code = {0, 2},
             .issuer = {2, 3},
             .nationality = {45, 3},
             .names = {60, 30},
             .sex = 37};
  for (int more = 0; more <= 14; ++more) {
    Row row(true);
    put_number(row, 5, 15, 15, more);
    row.date(30);
    row.date(38);
    row.field(48, 11, Kind::optional, false);
    row.all(59);
    out.numbers.push_back(row.places());
  }
  return out;
}

Fields second_line(eid::MrzLayout layout, int width) {
  return {.layout = layout,
          .code = {0, 2},
          .issuer = {2, 3},
          .nationality = {width + 10, 3},
          .names = {5, width - 5},
          .sex = width + 20};
}

Fields td2() {
  Fields out = second_line(eid::MrzLayout::td2, 36);
  for (int more = 0; more <= 6; ++more) {
    // The composite digit counts number, dates and optional data in the order of the line, the
    // trellis wants the number's parts together: each place brings the weight of its own.
    Row row(false);
    put_number(row, 36, 64, 7, more);
    row.date(49);
    row.date(57);
    row.all(71);
    auto places = row.places();
    for (Place& place : places) {
      const int at = place.cell - 36;
      const int order = at < 10 ? at : at < 20 ? at - 3 : at - 4; // without nationality and sex
      if (place.kind != Kind::composite)
        place.composite = weights[order % 3];
    }
    out.numbers.push_back(std::move(places));
  }
  return out;
}

Fields td3() {
  Fields out = second_line(eid::MrzLayout::td3, 44);
  Row row(true);
  row.field(44, 9, Kind::number);
  row.check(53);
  row.date(57);
  row.date(65);
  row.field(72, 14, Kind::optional);
  row.check(86, Kind::check_or_filler);
  row.all(87);
  out.numbers.push_back(row.places());
  return out;
}

Fields visa(eid::MrzLayout layout, int width) {
  Fields out = second_line(layout, width);
  Row row(false);
  row.field(width, 9, Kind::number);
  row.check(width + 9);
  row.date(width + 13);
  row.date(width + 21);
  row.field(width + 28, width - 28, Kind::optional, false);
  out.numbers.push_back(row.places());
  return out;
}

} // namespace

std::vector<Fields> layouts_of(std::size_t cells) {
  switch (cells) {
  case 90: return {td1()};
  case 72: return {td2(), visa(eid::MrzLayout::mrv_b, 36)};
  case 88: return {td3(), visa(eid::MrzLayout::mrv_a, 44)};
  default: return {};
  }
}

} // namespace foyer::mrz_reader
