// SPDX-License-Identifier: EUPL-1.2
#include <support_travel_pages/people.hpp>

#include <array>

namespace foyer::support_travel_pages {
namespace {

constexpr std::array states{"D<<", "UKR", "SYR", "TUR", "AFG", "IRQ", "IND", "VNM", "NGA", "GBR",
                            "USA", "BRA", "RUS", "SRB", "ALB", "ITA", "POL", "ROU", "FRA", "CHN",
                            "ERI", "IRN", "MAR", "UTO", "RKS", "XXB", "GEO", "MKD", "BIH", "ETH"};

template <class List> const auto& one_of(const List& list, Random& random) {
  return list[random() % std::size(list)];
}

bool chance(Random& random, int percent) {
  return static_cast<int>(random() % 100) < percent;
}

std::string digits(std::size_t count, Random& random) {
  std::string out;
  while (out.size() < count)
    out.push_back(static_cast<char>('0' + random() % 10));
  return out;
}

std::string letters(std::size_t count, Random& random) {
  std::string out;
  while (out.size() < count)
    out.push_back(static_cast<char>('A' + random() % 26));
  return out;
}

// Syllables of many languages, so that all letters come up.
std::string invent_name(Random& random) {
  constexpr std::array begin{"A",  "BE", "CHI", "DO", "ER", "FA",  "GU",  "HA", "I",  "JO",
                             "KA", "LY", "MU",  "NG", "O",  "PE",  "QUA", "RO", "SZ", "TE",
                             "U",  "VI", "WA",  "XI", "YU", "ZHA", "KO",  "SH", "AL", "MA"};
  constexpr std::array inner{"RA", "LI",  "MO", "NE", "KSA", "BDU", "VA",  "ZI", "GHA", "TTE",
                             "PH", "RRI", "DJ", "WE", "XA",  "HQ",  "UYE", "SO", "CZ",  "LO"};
  constexpr std::array end{"N",  "VIC", "SKI", "A",    "ENKO", "OGLU", "ER",  "S", "IDZE", "AH",
                           "OV", "EZ",  "UK",  "ESCU", "I",    "OU",   "YEV", "W", "FF",   "QI"};
  std::string out = one_of(begin, random);
  for (std::size_t i = random() % 3; i > 0; --i)
    out += one_of(inner, random);
  return out + one_of(end, random);
}

std::string padded(std::string text, std::size_t size) {
  text.resize(size, '<');
  return text;
}

// Numbers as states write them: digits, letters before digits, or both mixed.
std::string invent_number(const std::string& state, Random& random) {
  if (state == "D<<") {
    constexpr std::string_view used = "CFGHJKLMNPRTVWXYZ0123456789";
    std::string out;
    while (out.size() < 9)
      out.push_back(used[random() % used.size()]);
    return out;
  }
  switch (random() % 6) {
  case 0: return digits(9, random);
  case 1: return letters(1, random) + digits(8, random);
  case 2: return letters(2, random) + digits(7, random);
  case 3: return padded(letters(2, random) + digits(6, random), 9);
  case 4: return padded(letters(1, random) + digits(7, random), 9);
  default: return letters(1, random) + digits(2, random) + letters(2, random) + digits(4, random);
  }
}

std::string two(Random::result_type value) {
  return {static_cast<char>('0' + value / 10 % 10), static_cast<char>('0' + value % 10)};
}

std::string with_digit(const std::string& text) {
  return text + *eid::check_digit(text);
}

std::string names_field(const Zone& zone, std::size_t size) {
  std::string field = zone.surname;
  if (!zone.given_names.empty())
    field += "<<" + zone.given_names;
  for (char& c : field)
    if (c == ' ' || c == '-')
      c = '<';
  return padded(field, size);
}

} // namespace

std::string Zone::joined() const {
  std::string out;
  for (const auto& line : lines)
    out += line;
  return out;
}

Zone invent_zone(eid::MrzLayout layout, Random& random) {
  using enum eid::MrzLayout;
  Zone zone;
  zone.layout = layout;
  zone.surname = invent_name(random);
  if (chance(random, 15))
    zone.surname += " " + invent_name(random);
  if (!chance(random, 4))
    zone.given_names = invent_name(random);
  if (!zone.given_names.empty() && chance(random, 45))
    zone.given_names += " " + invent_name(random);

  const std::string state = one_of(states, random);
  const std::string issuer = layout == td1 && chance(random, 50) ? "D<<" : state;
  const std::string number = invent_number(issuer, random);
  const std::string birth =
      two(40 + random() % 85) + two(1 + random() % 12) + two(1 + random() % 28);
  const std::string expiry =
      two(24 + random() % 15) + two(1 + random() % 12) + two(1 + random() % 28);
  const std::string sex = chance(random, 48) ? "F" : chance(random, 95) ? "M" : "<";
  const bool more = chance(random, 40);

  if (layout == td1) {
    const char* const code = one_of(std::array{"AR", "ID", "I<", "IR", "AF", "IP"}, random);
    std::string first = code + issuer;
    if (chance(random, 12)) { // a number of more than nine characters
      const std::string whole = number + digits(3, random);
      first += padded(whole.substr(0, 9) + "<" + whole.substr(9) + *eid::check_digit(whole), 25);
    } else {
      first += padded(with_digit(number) + (more ? digits(11, random) : ""), 25);
    }
    const std::string second = with_digit(birth) + sex + with_digit(expiry) + state +
                               padded(chance(random, 20) ? letters(2, random) + "1" : "", 11);
    const std::string all =
        first.substr(5) + second.substr(0, 7) + second.substr(8, 7) + second.substr(18);
    zone.lines = {first, second + *eid::check_digit(all), names_field(zone, 30)};
    return zone;
  }
  const std::size_t width = layout == td3 || layout == mrv_a ? 44 : 36;
  const bool visa = layout == mrv_a || layout == mrv_b;
  const char* code = visa ? one_of(std::array{"V<", "VD", "VC"}, random)
                     : layout == td3
                         ? one_of(std::array{"P<", "P<", "P<", "PD", "PO", "PP"}, random)
                         : one_of(std::array{"I<", "ID", "IR", "AR"}, random);
  zone.lines.push_back(code + issuer + names_field(zone, width - 5));
  std::string second = with_digit(number) + state + with_digit(birth) + sex + with_digit(expiry);
  if (visa) {
    second += padded(more ? letters(1, random) + digits(6, random) : "", width - 28);
  } else if (layout == td3) {
    second += with_digit(padded(more ? digits(10, random) + letters(1, random) : "", 14));
    if (!more && chance(random, 40))
      second.back() = '<';
    second += *eid::check_digit(second.substr(0, 10) + second.substr(13, 7) + second.substr(21));
  } else {
    second += padded(more ? digits(6, random) : "", 7);
    second += *eid::check_digit(second.substr(0, 10) + second.substr(13, 7) + second.substr(21));
  }
  zone.lines.push_back(second);
  return zone;
}

} // namespace foyer::support_travel_pages
