// SPDX-License-Identifier: EUPL-1.2
#include <eid/security_infos.hpp>

#include <eid/curve.hpp>
#include <eid/tlv.hpp>

#include <algorithm>
#include <array>
#include <set>
#include <tuple>

namespace foyer::eid {
namespace {

// id-PACE 0.4.0.127.0.7.2.2.4 (TR-03110-3 A.1.1.1); then the mapping, then the cipher.
constexpr std::array<std::uint8_t, 8> id_pace{0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04};

bool read_mapping(std::uint8_t arc, PaceInfo& info) {
  switch (arc) {
  case 1:
    info.elliptic_curve = false;
    info.mapping = PaceMapping::generic;
    return true;
  case 2:
    info.elliptic_curve = true;
    info.mapping = PaceMapping::generic;
    return true;
  case 3:
    info.elliptic_curve = false;
    info.mapping = PaceMapping::integrated;
    return true;
  case 4:
    info.elliptic_curve = true;
    info.mapping = PaceMapping::integrated;
    return true;
  case 6:
    info.elliptic_curve = true;
    info.mapping = PaceMapping::chip_authentication;
    return true;
  default: return false;
  }
}

bool read_cipher(std::uint8_t arc, PaceInfo& info) {
  switch (arc) {
  case 1: info.cipher = Cipher::tdes; return true;
  case 2: info.cipher = Cipher::aes128; return true;
  case 3: info.cipher = Cipher::aes192; return true;
  case 4: info.cipher = Cipher::aes256; return true;
  default: return false;
  }
}

// A small non-negative INTEGER; everything we compare with is below 128.
std::optional<int> small_number(const Tlv& element) {
  if (element.tag != 0x02 || element.value.size() != 1 || element.value[0] > 0x7F)
    return std::nullopt;
  return element.value[0];
}

// PACEInfo ::= SEQUENCE { protocol OID, version INTEGER, parameterId INTEGER OPTIONAL }
std::optional<PaceInfo> read_pace_info(ByteView sequence) {
  TlvReader reader(sequence);
  const auto oid = reader.next(0x06);
  if (!oid.ok() || oid->value.size() != id_pace.size() + 2 ||
      !std::equal(id_pace.begin(), id_pace.end(), oid->value.begin()))
    return std::nullopt;
  PaceInfo info;
  info.oid = to_bytes(oid->value);
  if (!read_mapping(oid->value[8], info) || !read_cipher(oid->value[9], info))
    return std::nullopt;
  const auto version = reader.next();
  if (!version.ok())
    return std::nullopt;
  const auto number = small_number(*version);
  if (!number)
    return std::nullopt;
  info.version = *number;
  if (!reader.at_end()) {
    const auto parameter = reader.next();
    if (!parameter.ok())
      return std::nullopt;
    info.parameter_id = small_number(*parameter);
  }
  return info;
}

} // namespace

Result<SecurityInfos> parse_security_infos(ByteView ef_card_access) {
  TlvReader file(ef_card_access);
  FOYER_TRY(const Tlv set, file.next(0x31));
  SecurityInfos infos;
  TlvReader entries(set.value);
  while (!entries.at_end()) {
    const auto entry = entries.next();
    if (!entry.ok())
      break; // what came before may still be enough to open the card
    const auto pace = entry->tag == 0x30 ? read_pace_info(entry->value) : std::nullopt;
    if (pace)
      infos.pace.push_back(*pace);
    else
      ++infos.others;
  }
  return infos;
}

std::optional<PaceChoice> choose_pace(const SecurityInfos& infos) {
  std::optional<PaceChoice> best;
  std::tuple<int, int, bool> best_strength;
  std::set<int> parameters;
  for (const PaceInfo& info : infos.pace) {
    if (!info.parameter_id)
      continue;
    parameters.insert(*info.parameter_id);
    // Version 2 is the only one in use (9303-11 §9.2.1).
    if (info.version != 2 || !info.elliptic_curve || info.mapping == PaceMapping::integrated)
      continue;
    const auto curve = Curve::standardised(*info.parameter_id);
    if (!curve)
      continue;
    const std::tuple strength(static_cast<int>(info.cipher), curve->order_bits(),
                              info.mapping == PaceMapping::generic);
    if (best && strength <= best_strength)
      continue;
    best = PaceChoice{info, false};
    best_strength = strength;
  }
  if (best)
    best->name_parameters = parameters.size() > 1;
  return best;
}

} // namespace foyer::eid
