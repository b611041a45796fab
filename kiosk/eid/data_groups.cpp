// SPDX-License-Identifier: EUPL-1.2
#include <eid/data_groups.hpp>

#include <eid/tlv.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>

namespace foyer::eid {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '<'))
    text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '<'))
    text.remove_suffix(1);
  return text;
}

// Fillers are blanks; runs of blanks are one.
std::string readable(std::string_view part) {
  std::string out;
  for (const char c : trimmed(part)) {
    const char seen = c == '<' ? ' ' : c;
    if (seen != ' ' || out.back() != ' ')
      out.push_back(seen);
  }
  return out;
}

std::string text_of(const Tlv& field) {
  return readable(clean_text(field.value));
}

// "Smithville<CA<USA" or "Smithville<<CA<<USA": both are seen, so any run of fillers separates.
std::vector<std::string> parts_of(const Tlv& field) {
  const std::string text = clean_text(field.value);
  std::vector<std::string> parts;
  std::string_view rest = trimmed(text);
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('<'), rest.size());
    if (std::string part = readable(rest.substr(0, end)); !part.empty())
      parts.push_back(std::move(part));
    rest = trimmed(rest.substr(end));
  }
  return parts;
}

// "MUSTERMANN<<ERIKA<MARIA": as in the zone, without its limit.
FullName name_of(const Tlv& field) {
  const std::string text = clean_text(field.value);
  const std::size_t split = text.find("<<");
  FullName name{readable(std::string_view(text).substr(0, split)), {}};
  if (split != std::string::npos)
    name.given_names = readable(std::string_view(text).substr(split));
  return name;
}

// YYYYMMDD as eight characters, or as four bytes of two digits each (seen since LDS 1.4); a time
// behind it is left away. Unknown parts are zeros or fillers.
std::string date_of(const Tlv& field) {
  std::string digits;
  if (field.value.size() == 4 || field.value.size() == 7)
    digits = to_hex(field.value.first(4));
  else if (field.value.size() == 8 || field.value.size() == 14)
    digits = as_text(field.value.first(8));
  if (digits.size() != 8)
    return {};
  // 0: unknown; -1: neither a number nor unknown, "1<" for one.
  const auto number = [&](std::size_t at, std::size_t size) {
    const std::string_view part = std::string_view(digits).substr(at, size);
    if (part.find_first_not_of("0<") == std::string_view::npos)
      return 0;
    unsigned value = 0; // unsigned: no sign is read
    const auto [end, error] = std::from_chars(part.data(), part.data() + size, value);
    return error == std::errc() && end == part.data() + size ? static_cast<int>(value) : -1;
  };
  const int year = number(0, 4), month = number(4, 2), day = number(6, 2);
  if (year < 1800 || month < 0 || month > 12 || day < 0)
    return {};
  if (month == 0)
    return digits.substr(0, 4);
  if (day == 0)
    return digits.substr(0, 4) + "-" + digits.substr(4, 2);
  using namespace std::chrono;
  const year_month_day date{std::chrono::year(year),
                            std::chrono::month(static_cast<unsigned>(month)),
                            std::chrono::day(static_cast<unsigned>(day))};
  if (!date.ok())
    return {};
  return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2);
}

// A0 { 02 count, names... } (9303-10 §4.7.11.1): the names of one tag. The count is not believed.
Result<std::vector<FullName>> names_of(const Tlv& list, std::uint32_t tag) {
  std::vector<FullName> names;
  TlvReader fields(list.value);
  while (!fields.at_end()) {
    FOYER_TRY(const Tlv field, fields.next());
    if (field.tag == tag)
      if (FullName name = name_of(field); !name.empty())
        names.push_back(std::move(name));
  }
  return names;
}

// What a field of DG11 or DG12 may hold and still be text: nothing unknown, no image (proof of
// citizenship 5F16, front 5F1D, rear 5F1E), and none in disguise either.
bool is_textual(const Tlv& field) {
  const auto is_text = [](const Tlv& one) {
    return one.value.empty() || !clean_text(one.value).empty();
  };
  switch (field.tag) {
  case 0x5C: return field.value.size() <= 64; // the list of tags
  case 0x5F2B:
  case 0x5F26:
  case 0x5F55: return field.value.size() <= 14; // dates
  case 0xA0: {                                  // names and their number
    TlvReader names(field.value);
    while (!names.at_end()) {
      const auto name = names.next();
      const bool good =
          name.ok() &&
          (name->tag == 0x02 ? name->value.size() <= 2
                             : (name->tag == 0x5F0F || name->tag == 0x5F1A) && is_text(*name));
      if (!good)
        return false;
    }
    return true;
  }
  default: break;
  }
  constexpr std::array texts{0x5F0E, 0x5F0F, 0x5F10, 0x5F11, 0x5F12, 0x5F13, 0x5F14, 0x5F15,
                             0x5F17, 0x5F18, 0x5F19, 0x5F1A, 0x5F1B, 0x5F1C, 0x5F42, 0x5F56};
  return std::find(texts.begin(), texts.end(), static_cast<int>(field.tag)) != texts.end() &&
         is_text(field);
}

// The tag that each data group's file begins with (9303-10 §4.6.1), by its number.
constexpr std::array<std::uint8_t, 17> tag_of_group{0,    0x61, 0x75, 0x63, 0x76, 0x65,
                                                    0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B,
                                                    0x6C, 0x6D, 0x6E, 0x6F, 0x70};

void wipe_all(std::vector<std::string>& texts) {
  for (std::string& text : texts)
    wipe(text);
}

void wipe_all(FullName& name) {
  wipe(name.surname);
  wipe(name.given_names);
}

void wipe_all(std::vector<FullName>& names) {
  for (FullName& name : names)
    wipe_all(name);
}

} // namespace

Result<std::string_view> zone_of_dg1(ByteView file) {
  FOYER_TRY(const Tlv dg1, TlvReader(file).next(0x61));
  FOYER_TRY(const Tlv zone, find_tlv(dg1.value, 0x5F1F));
  return as_text(zone.value);
}

Result<CommonData> parse_ef_com(ByteView file) {
  FOYER_TRY(const Tlv whole, TlvReader(file).next(0x60));
  CommonData out;
  TlvReader fields(whole.value);
  while (!fields.at_end()) {
    FOYER_TRY(const Tlv field, fields.next());
    if (field.tag == 0x5F01)
      out.lds_version = clean_text(field.value);
    if (field.tag == 0x5F36)
      out.unicode_version = clean_text(field.value);
    if (field.tag != 0x5C)
      continue;
    for (const std::uint8_t tag : field.value) {
      const auto* found = std::find(tag_of_group.begin() + 1, tag_of_group.end(), tag);
      if (found != tag_of_group.end())
        out.data_groups.push_back(static_cast<int>(found - tag_of_group.begin()));
    }
  }
  return out;
}

Result<PersonalDetails> parse_dg11(ByteView file) {
  FOYER_TRY(const Tlv whole, TlvReader(file).next(0x6B));
  PersonalDetails out;
  TlvReader fields(whole.value);
  while (!fields.at_end()) {
    FOYER_TRY(const Tlv field, fields.next());
    switch (field.tag) {
    case 0x5F0E: out.full_name = name_of(field); break;
    case 0xA0: {
      FOYER_TRY(out.other_names, names_of(field, 0x5F0F));
      break;
    }
    // Outside its template it is seen too.
    case 0x5F0F: out.other_names.push_back(name_of(field)); break;
    case 0x5F10: out.personal_number = text_of(field); break;
    case 0x5F2B: out.birth = date_of(field); break;
    case 0x5F11: out.birth_place = parts_of(field); break;
    case 0x5F42: out.address = parts_of(field); break;
    case 0x5F12: out.telephone = text_of(field); break;
    case 0x5F13: out.profession = text_of(field); break;
    case 0x5F14: out.title = text_of(field); break;
    case 0x5F15: out.summary = text_of(field); break;
    case 0x5F16: out.has_proof_of_citizenship = !field.value.empty(); break;
    case 0x5F17: out.other_documents = parts_of(field); break;
    case 0x5F18: out.custody = text_of(field); break;
    default: break;
    }
  }
  return out;
}

Result<DocumentDetails> parse_dg12(ByteView file) {
  FOYER_TRY(const Tlv whole, TlvReader(file).next(0x6C));
  DocumentDetails out;
  TlvReader fields(whole.value);
  while (!fields.at_end()) {
    FOYER_TRY(const Tlv field, fields.next());
    switch (field.tag) {
    case 0x5F19: out.authority = text_of(field); break;
    case 0x5F26: out.issued = date_of(field); break;
    case 0xA0: {
      FOYER_TRY(out.other_persons, names_of(field, 0x5F1A));
      break;
    }
    case 0x5F1A: out.other_persons.push_back(name_of(field)); break;
    case 0x5F1B: out.endorsements = text_of(field); break;
    case 0x5F1C: out.tax_or_exit = text_of(field); break;
    case 0x5F1D: out.has_front_image = !field.value.empty(); break;
    case 0x5F1E: out.has_rear_image = !field.value.empty(); break;
    case 0x5F55: out.personalised = date_of(field); break;
    case 0x5F56: out.personalisation_system = text_of(field); break;
    default: break;
    }
  }
  return out;
}

bool holds_text_alone(ByteView file) {
  const auto whole = TlvReader(file).next();
  if (!whole.ok() || (whole->tag != 0x6B && whole->tag != 0x6C) ||
      whole->whole.size() != file.size())
    return false;
  TlvReader fields(whole->value);
  while (!fields.at_end()) {
    const auto field = fields.next();
    if (!field.ok() || !is_textual(*field))
      return false;
  }
  return true;
}

Result<std::vector<PersonToNotify>> parse_dg16(ByteView file) {
  FOYER_TRY(const Tlv whole, TlvReader(file).next(0x70));
  std::vector<PersonToNotify> out;
  TlvReader templates(whole.value);
  while (!templates.at_end()) {
    FOYER_TRY(const Tlv person, templates.next());
    // A1, A2, ...: one a person; 02 is their number.
    if ((person.tag & 0xF0U) != 0xA0 || person.tag > 0xFF)
      continue;
    PersonToNotify entry;
    TlvReader fields(person.value);
    while (!fields.at_end()) {
      FOYER_TRY(const Tlv field, fields.next());
      switch (field.tag) {
      case 0x5F50: entry.recorded = date_of(field); break;
      case 0x5F51: entry.name = name_of(field); break;
      case 0x5F52: entry.telephone = text_of(field); break;
      case 0x5F53: entry.address = parts_of(field); break;
      default: break;
      }
    }
    out.push_back(std::move(entry));
  }
  return out;
}

void PersonalDetails::wipe() {
  wipe_all(full_name);
  wipe_all(other_names);
  for (std::string* text :
       {&personal_number, &birth, &telephone, &profession, &title, &summary, &custody})
    foyer::wipe(*text);
  wipe_all(birth_place);
  wipe_all(address);
  wipe_all(other_documents);
  *this = PersonalDetails();
}

void DocumentDetails::wipe() {
  for (std::string* text :
       {&authority, &issued, &endorsements, &tax_or_exit, &personalised, &personalisation_system})
    foyer::wipe(*text);
  wipe_all(other_persons);
  *this = DocumentDetails();
}

void PersonToNotify::wipe() {
  for (std::string* text : {&recorded, &telephone})
    foyer::wipe(*text);
  wipe_all(name);
  wipe_all(address);
  *this = PersonToNotify();
}

} // namespace foyer::eid
