// SPDX-License-Identifier: EUPL-1.2
// The person a document is about, in the best spelling that its chip gives.
#pragma once

#include <eid/data_groups.hpp>
#include <eid/mrz.hpp>

#include <base/clock.hpp>

#include <string>
#include <vector>

namespace foyer::eid {

struct Holder {
  // The zone transliterates and cuts names at 30 to 39 letters. DG11's full name wins where it is
  // written in Latin script and in the same parts as the zone's.
  std::string surname;
  std::string given_names;
  bool name_from_dg11 = false;
  bool name_maybe_truncated = false; // only ever of the zone's
  std::string birth;                 // YYYY-MM-DD, YYYY-MM, YYYY or empty
  std::string nationality;           // MRZ code: "UKR"; see eid/states.hpp
  MrzSex sex = MrzSex::unspecified;
  // From DG11 alone; empty where the document does not say.
  FullName national_name;               // as it is spelled at home, in any script
  std::vector<std::string> birth_place; // town, region, state, as many as it says

  // Overwrites all text.
  void wipe();
};

// `details` is DG11, or nothing where it was not read or is not what the state signed.
Holder make_holder(const Mrz& mrz, const PersonalDetails* details, WallTime now);

} // namespace foyer::eid
