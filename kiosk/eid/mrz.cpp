// SPDX-License-Identifier: EUPL-1.2
#include <eid/mrz.hpp>

#include <algorithm>

namespace foyer::eid {
namespace {

constexpr char filler = '<';

bool is_zone_character(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == filler;
}

// Outer fillers away, inner runs of them to one blank.
std::string readable(std::string_view field) {
  std::string out;
  for (const char c : field) {
    if (c != filler)
      out.push_back(c);
    else if (!out.empty() && out.back() != ' ')
      out.push_back(' ');
  }
  while (!out.empty() && out.back() == ' ')
    out.pop_back();
  return out;
}

bool fits(std::string_view data, char digit) {
  return check_digit(data) == digit;
}

void read_names(Mrz& mrz, std::string_view field) {
  const std::size_t split = field.find("<<");
  mrz.surname = readable(field.substr(0, split));
  if (split != std::string_view::npos)
    mrz.given_names = readable(field.substr(split));
  mrz.name_maybe_truncated = field.back() != filler;
}

MrzSex read_sex(char c) {
  if (c == 'F')
    return MrzSex::female;
  return c == 'M' ? MrzSex::male : MrzSex::unspecified;
}

// TD1 and TD2 (9303-5 §4.2.2.2 note j, 9303-6): a number longer than nine places has a filler as
// its check digit and goes on in the optional data, up to the filler that ends it; its last
// character there is the check digit.
void read_number(Mrz& mrz, std::string_view number, char digit, std::string_view optional) {
  if (digit == filler) {
    const std::string_view more = optional.substr(0, optional.find(filler));
    if (more.size() >= 2) {
      const std::string whole = std::string(number) + std::string(more.substr(0, more.size() - 1));
      mrz.document_number = whole;
      mrz.check_digits.document_number = fits(whole, more.back());
      mrz.optional = readable(optional.substr(more.size()));
      return;
    }
  }
  mrz.document_number = readable(number);
  mrz.check_digits.document_number = fits(number, digit);
  mrz.optional = readable(optional);
}

void read_dates(Mrz& mrz, std::string_view birth, char birth_digit, std::string_view expiry,
                char expiry_digit) {
  mrz.birth = birth;
  mrz.expiry = expiry;
  mrz.check_digits.birth = fits(birth, birth_digit);
  mrz.check_digits.expiry = fits(expiry, expiry_digit);
}

// 9303-5 §4.2.2: three lines of 30.
Mrz read_td1(std::string_view zone) {
  const auto line1 = zone.substr(0, 30);
  const auto line2 = zone.substr(30, 30);
  Mrz mrz;
  mrz.layout = MrzLayout::td1;
  mrz.document_code = readable(line1.substr(0, 2));
  mrz.issuer = readable(line1.substr(2, 3));
  read_number(mrz, line1.substr(5, 9), line1[14], line1.substr(15, 15));
  read_dates(mrz, line2.substr(0, 6), line2[6], line2.substr(8, 6), line2[14]);
  mrz.sex = read_sex(line2[7]);
  mrz.nationality = readable(line2.substr(15, 3));
  mrz.optional2 = readable(line2.substr(18, 11));
  const std::string composite = std::string(line1.substr(5, 25)) + std::string(line2.substr(0, 7)) +
                                std::string(line2.substr(8, 7)) + std::string(line2.substr(18, 11));
  mrz.check_digits.composite = fits(composite, line2[29]);
  read_names(mrz, zone.substr(60));
  return mrz;
}

// Number, nationality, dates and sex stand alike in the second line of TD2, TD3 and the visas.
void read_second_line(Mrz& mrz, std::string_view line) {
  mrz.nationality = readable(line.substr(10, 3));
  read_dates(mrz, line.substr(13, 6), line[19], line.substr(21, 6), line[27]);
  mrz.sex = read_sex(line[20]);
}

// The fields of the second line that its composite digit covers, and so much behind them.
std::string composite_of(std::string_view line, std::size_t optional_size) {
  return std::string(line.substr(0, 10)) + std::string(line.substr(13, 7)) +
         std::string(line.substr(21, 7 + optional_size));
}

// First line of all but TD1: code, issuer, names to its end.
Mrz read_first_line(MrzLayout layout, std::string_view line) {
  Mrz mrz;
  mrz.layout = layout;
  mrz.document_code = readable(line.substr(0, 2));
  mrz.issuer = readable(line.substr(2, 3));
  read_names(mrz, line.substr(5));
  return mrz;
}

// 9303-6 §4.2.2: two lines of 36.
Mrz read_td2(std::string_view zone) {
  const auto line2 = zone.substr(36);
  Mrz mrz = read_first_line(MrzLayout::td2, zone.substr(0, 36));
  read_number(mrz, line2.substr(0, 9), line2[9], line2.substr(28, 7));
  read_second_line(mrz, line2);
  mrz.check_digits.composite = fits(composite_of(line2, 7), line2[35]);
  return mrz;
}

// 9303-4 §4.2.2: two lines of 44. No long numbers here: position 10 is always a check digit.
Mrz read_td3(std::string_view zone) {
  const auto line2 = zone.substr(44);
  Mrz mrz = read_first_line(MrzLayout::td3, zone.substr(0, 44));
  mrz.document_number = readable(line2.substr(0, 9));
  mrz.check_digits.document_number = fits(line2.substr(0, 9), line2[9]);
  read_second_line(mrz, line2);
  const auto optional = line2.substr(28, 14);
  mrz.optional = readable(optional);
  // Empty optional data may have a filler for its check digit.
  mrz.check_digits.optional_data =
      fits(optional, line2[42]) || (mrz.optional.empty() && line2[42] == filler);
  mrz.check_digits.composite = fits(composite_of(line2, 15), line2[43]);
  return mrz;
}

// 9303-7 §4.2.2: visas, two lines of 44 (MRV-A) or 36 (MRV-B); optional data to the end of the
// line, no composite digit.
Mrz read_visa(std::string_view zone) {
  const std::size_t width = zone.size() / 2;
  const auto line2 = zone.substr(width);
  Mrz mrz =
      read_first_line(width == 44 ? MrzLayout::mrv_a : MrzLayout::mrv_b, zone.substr(0, width));
  mrz.document_number = readable(line2.substr(0, 9));
  mrz.check_digits.document_number = fits(line2.substr(0, 9), line2[9]);
  read_second_line(mrz, line2);
  mrz.optional = readable(line2.substr(28));
  return mrz;
}

int number(std::string_view two_digits) {
  if (two_digits[0] < '0' || two_digits[0] > '9' || two_digits[1] < '0' || two_digits[1] > '9')
    return -1;
  return (two_digits[0] - '0') * 10 + (two_digits[1] - '0');
}

bool unknown(std::string_view part) {
  return part == "<<" || part == "00" || part == "XX";
}

// Empty where the fields are no date. `complete` refuses unknown parts.
std::string iso_date(int century, std::string_view yymmdd, bool complete) {
  const std::string year = std::to_string(century + number(yymmdd.substr(0, 2)));
  const std::string_view month = yymmdd.substr(2, 2);
  const std::string_view day = yymmdd.substr(4, 2);
  if (unknown(month) && unknown(day))
    return complete ? std::string() : year;
  const int m = number(month);
  if (m < 1 || m > 12)
    return {};
  if (unknown(day))
    return complete ? std::string() : year + "-" + std::string(month);
  using namespace std::chrono;
  const year_month_day date{std::chrono::year(std::stoi(year)),
                            std::chrono::month(static_cast<unsigned>(m)),
                            std::chrono::day(static_cast<unsigned>(std::max(number(day), 0)))};
  if (!date.ok())
    return {};
  return year + "-" + std::string(month) + "-" + std::string(day);
}

} // namespace

std::optional<char> check_digit(std::string_view text) {
  constexpr int weights[] = {7, 3, 1};
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (!is_zone_character(c))
      return std::nullopt;
    int value = 0;
    if (c >= '0' && c <= '9')
      value = c - '0';
    if (c >= 'A' && c <= 'Z')
      value = c - 'A' + 10;
    sum = (sum + value * weights[i % 3]) % 10;
  }
  return static_cast<char>('0' + sum);
}

Result<Mrz> Mrz::parse(std::string_view zone) {
  if (!std::all_of(zone.begin(), zone.end(), is_zone_character))
    return fail(FailureCode::card_data_malformed, "mrz: character");
  switch (zone.size()) {
  case 90: return read_td1(zone);
  case 72: return zone[0] == 'V' ? read_visa(zone) : read_td2(zone);
  case 88: return zone[0] == 'V' ? read_visa(zone) : read_td3(zone);
  default: return fail(FailureCode::card_data_malformed, "mrz: length");
  }
}

void Mrz::wipe() {
  for (std::string* text : {&document_code, &issuer, &document_number, &nationality, &birth,
                            &expiry, &optional, &optional2, &surname, &given_names})
    foyer::wipe(*text);
  *this = Mrz();
}

std::string zone_of_lines(std::string_view text) {
  std::string zone;
  for (const char c : text) {
    if (c == '\n' || c == '\r' || c == '\t' || c == ' ' || c == '-')
      continue;
    zone.push_back(c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c);
  }
  return zone;
}

std::string birth_date(const Mrz& mrz, WallTime now) {
  if (mrz.birth.size() != 6 || number(std::string_view(mrz.birth).substr(0, 2)) < 0)
    return {};
  const std::chrono::year_month_day today(std::chrono::floor<std::chrono::days>(now));
  const std::string latest = to_rfc3339(now).substr(0, 10);
  const int century = static_cast<int>(today.year()) / 100 * 100;
  const std::string date = iso_date(century, mrz.birth, false);
  // Partial dates compare well too: "2026" is not after "2026-11-25".
  if (!date.empty() && date <= latest)
    return date;
  return iso_date(century - 100, mrz.birth, false);
}

std::string expiry_date(const Mrz& mrz) {
  if (mrz.expiry.size() != 6 || number(std::string_view(mrz.expiry).substr(0, 2)) < 0)
    return {};
  return iso_date(2000, mrz.expiry, true);
}

} // namespace foyer::eid
