// SPDX-License-Identifier: EUPL-1.2
#include <eid/holder.hpp>

#include <algorithm>

namespace foyer::eid {
namespace {

// A full name that cannot be cut into the zone's parts (some states write one run of names) would
// make a mononym out of two names.
bool same_parts(const FullName& full, const Mrz& mrz) {
  return !full.surname.empty() && full.given_names.empty() == mrz.given_names.empty();
}

// DG11's date has its century and may know what the zone leaves open; it must not say another day.
bool fits_zone(const std::string& iso, std::string_view yymmdd) {
  if (iso.size() < 4 || yymmdd.size() != 6)
    return false;
  std::string parts = iso.substr(2, 2);
  if (iso.size() >= 7)
    parts += iso.substr(5, 2);
  if (iso.size() >= 10)
    parts += iso.substr(8, 2);
  for (std::size_t at = 0; at < 6; at += 2) {
    const std::string_view zone = yymmdd.substr(at, 2);
    const bool open = zone == "<<" || zone == "00" || zone == "XX";
    if (at < parts.size() ? !open && parts.substr(at, 2) != zone : !open)
      return false;
  }
  return true;
}

} // namespace

Holder make_holder(const Mrz& mrz, const PersonalDetails* details, WallTime now) {
  Holder holder{.surname = mrz.surname,
                .given_names = mrz.given_names,
                .name_maybe_truncated = mrz.name_maybe_truncated,
                .birth = birth_date(mrz, now),
                .nationality = mrz.nationality,
                .sex = mrz.sex};
  if (details == nullptr)
    return holder;
  holder.national_name = details->full_name;
  holder.birth_place = details->birth_place;
  const FullName& full = details->full_name;
  if (same_parts(full, mrz) && is_latin(full.surname) && is_latin(full.given_names)) {
    holder.surname = full.surname;
    holder.given_names = full.given_names;
    holder.name_from_dg11 = true;
    holder.name_maybe_truncated = false;
  }
  if (fits_zone(details->birth, mrz.birth) && details->birth <= to_rfc3339(now).substr(0, 10))
    holder.birth = details->birth;
  return holder;
}

void Holder::wipe() {
  for (std::string* text : {&surname, &given_names, &birth, &nationality, &national_name.surname,
                            &national_name.given_names})
    foyer::wipe(*text);
  for (std::string& part : birth_place)
    foyer::wipe(part);
  *this = Holder();
}

} // namespace foyer::eid
