// SPDX-License-Identifier: EUPL-1.2
#include <eid/security_infos.hpp>

#include <eid/tlv.hpp>

#include <algorithm>
#include <array>
#include <map>
#include <span>
#include <tuple>

namespace foyer::eid {
namespace {

constexpr std::uint32_t asn1_integer = 0x02;
constexpr std::uint32_t asn1_oid = 0x06;
constexpr std::uint32_t asn1_sequence = 0x30;
constexpr std::uint32_t asn1_set = 0x31;

// bsi-de protocols smartcard 0.4.0.127.0.7.2.2 (TR-03110-3 A.1.1); the next arc is the protocol.
constexpr std::array<std::uint8_t, 7> bsi_smartcard{0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02};
constexpr std::uint8_t arc_public_key = 1;
constexpr std::uint8_t arc_chip_authentication = 3;
constexpr std::uint8_t arc_pace = 4;
// id-icao-mrtd-security-aaProtocolObject 2.23.136.1.1.5
constexpr std::array<std::uint8_t, 6> aa_protocol_object{0x67, 0x81, 0x08, 0x01, 0x01, 0x05};

// PACE's last arc but one (9303-11 §9.2.1).
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

std::optional<Cipher> read_cipher(std::uint8_t arc) {
  switch (arc) {
  case 1: return Cipher::tdes;
  case 2: return Cipher::aes128;
  case 3: return Cipher::aes192;
  case 4: return Cipher::aes256;
  default: return std::nullopt;
  }
}

// A small non-negative INTEGER; everything we compare with is below 128.
std::optional<int> small_number(const Tlv& element) {
  if (element.tag != asn1_integer || element.value.size() != 1 || element.value[0] > 0x7F)
    return std::nullopt;
  return element.value[0];
}

// Documents have up to a dozen infos, and one or two sets of parameters that they write out; each
// costs arithmetic before anybody has signed for it.
constexpr std::size_t most_infos = 64;
constexpr std::size_t most_domains = 8;

// The parts of one SecurityInfo: required data and, perhaps, optional data.
struct Entry {
  ByteView oid;
  Tlv required;
  std::optional<Tlv> optional;
};

std::optional<Entry> read_entry(ByteView sequence) {
  TlvReader reader(sequence);
  const auto oid = reader.next(asn1_oid);
  const auto required = oid.ok() ? reader.next() : oid;
  if (!required.ok())
    return std::nullopt;
  Entry entry{oid->value, *required, std::nullopt};
  if (!reader.at_end()) {
    const auto optional = reader.next();
    if (!optional.ok())
      return std::nullopt;
    entry.optional = *optional;
  }
  return entry;
}

std::optional<Bytes> key_id(const Entry& entry) {
  if (!entry.optional || entry.optional->tag != asn1_integer || entry.optional->value.empty())
    return std::nullopt;
  ByteView number = entry.optional->value;
  while (number.size() > 1 && number[0] == 0)
    number = number.subspan(1);
  return to_bytes(number);
}

// PACEInfo ::= SEQUENCE { protocol OID, version INTEGER, parameterId INTEGER OPTIONAL }
bool read_pace(const Entry& entry, ByteView arcs, SecurityInfos& infos) {
  PaceInfo info;
  if (arcs.empty() || !read_mapping(arcs[0], info))
    return false;
  // PACEDomainParameterInfo ::= SEQUENCE { protocol OID, AlgorithmIdentifier, parameterId OPTIONAL
  // }
  if (arcs.size() == 1) {
    const auto id = entry.optional ? small_number(*entry.optional) : std::nullopt;
    if (entry.required.tag != asn1_sequence)
      return false;
    infos.pace_domains.push_back({id, to_bytes(entry.required.whole)});
    return true;
  }
  const auto cipher = read_cipher(arcs[1]);
  const auto version = small_number(entry.required);
  if (arcs.size() != 2 || !cipher || !version)
    return false;
  info.oid = to_bytes(entry.oid);
  info.cipher = *cipher;
  info.version = *version;
  if (entry.optional)
    info.parameter_id = small_number(*entry.optional);
  infos.pace.push_back(info);
  return true;
}

// ChipAuthenticationInfo ::= SEQUENCE { protocol OID, version INTEGER, keyId INTEGER OPTIONAL }
bool read_chip_authentication(const Entry& entry, ByteView arcs, SecurityInfos& infos) {
  if (arcs.size() != 2 || arcs[0] < 1 || arcs[0] > 2)
    return false;
  const auto cipher = read_cipher(arcs[1]);
  const auto version = small_number(entry.required);
  if (!cipher || !version)
    return false;
  infos.chip_authentication.push_back(
      {to_bytes(entry.oid), arcs[0] == 2, *cipher, *version, key_id(entry)});
  return true;
}

// ChipAuthenticationPublicKeyInfo ::= SEQUENCE { protocol OID, SubjectPublicKeyInfo, keyId
// OPTIONAL}
bool read_chip_key(const Entry& entry, ByteView arcs, SecurityInfos& infos) {
  if (arcs.size() != 1 || arcs[0] < 1 || arcs[0] > 2 || entry.required.tag != asn1_sequence)
    return false;
  infos.chip_keys.push_back({arcs[0] == 2, to_bytes(entry.required.whole), key_id(entry)});
  return true;
}

// ActiveAuthenticationInfo ::= SEQUENCE { protocol OID, version INTEGER, signatureAlgorithm OID }
bool read_active_authentication(const Entry& entry, SecurityInfos& infos) {
  const auto version = small_number(entry.required);
  if (!version || !entry.optional || entry.optional->tag != asn1_oid || infos.active_authentication)
    return false;
  infos.active_authentication = ActiveAuthenticationInfo{*version, to_bytes(entry.optional->value)};
  return true;
}

bool starts_with(ByteView bytes, ByteView head) {
  return bytes.size() > head.size() && std::equal(head.begin(), head.end(), bytes.begin());
}

bool read_info(ByteView sequence, SecurityInfos& infos) {
  const auto entry = read_entry(sequence);
  if (!entry)
    return false;
  if (std::equal(entry->oid.begin(), entry->oid.end(), aa_protocol_object.begin(),
                 aa_protocol_object.end()))
    return read_active_authentication(*entry, infos);
  if (!starts_with(entry->oid, bsi_smartcard))
    return false;
  const ByteView arcs = entry->oid.subspan(bsi_smartcard.size() + 1);
  switch (entry->oid[bsi_smartcard.size()]) {
  case arc_public_key: return read_chip_key(*entry, arcs, infos);
  case arc_chip_authentication: return read_chip_authentication(*entry, arcs, infos);
  case arc_pace: return read_pace(*entry, arcs, infos);
  default: return false;
  }
}

// The group behind a parameter id: a standardised one, by number or written out.
std::optional<Group> group_of(std::optional<int> parameter_id, const SecurityInfos& infos) {
  if (parameter_id)
    if (auto group = Group::standardised(*parameter_id))
      return group;
  const std::size_t count = std::min(infos.pace_domains.size(), most_domains);
  for (const PaceDomain& domain : std::span(infos.pace_domains).first(count)) {
    if (domain.parameter_id != parameter_id)
      continue;
    const auto written = Group::of_algorithm(domain.algorithm);
    const auto known = written.ok() ? standardised_id(*written) : std::nullopt;
    if (known)
      return Group::standardised(*known);
  }
  return std::nullopt;
}

// Greater is better.
auto rank(const PaceChoice& choice) {
  const int group = choice.group.strength();
  const int cipher = strength(choice.info.cipher);
  const int mapping = choice.info.mapping == PaceMapping::chip_authentication ? 2
                      : choice.info.mapping == PaceMapping::generic           ? 1
                                                                              : 0;
  return std::tuple(std::min(group, cipher), cipher, group, mapping, choice.info.elliptic_curve);
}

bool speakable(const PaceInfo& info, const Group& group) {
  // Version 2 is the only one in use (9303-11 §9.2.1).
  if (info.version != 2 || group.elliptic() != info.elliptic_curve)
    return false;
  switch (info.mapping) {
  case PaceMapping::generic: return true;
  case PaceMapping::integrated: return group.can_map_integrated();
  case PaceMapping::chip_authentication: return info.cipher != Cipher::tdes;
  }
  return false;
}

} // namespace

Result<SecurityInfos> parse_security_infos(ByteView file) {
  FOYER_TRY(const Tlv set, TlvReader(file).next(asn1_set));
  SecurityInfos infos;
  TlvReader entries(set.value);
  for (std::size_t count = 0; !entries.at_end(); ++count) {
    if (count == most_infos)
      return fail(FailureCode::card_data_malformed, "security infos: too many");
    const auto entry = entries.next();
    if (!entry.ok())
      break; // what came before may still be enough to open the card
    if (entry->tag != asn1_sequence || !read_info(entry->value, infos))
      ++infos.others;
  }
  return infos;
}

std::vector<PaceChoice> pace_choices(const SecurityInfos& infos) {
  std::vector<PaceChoice> choices;
  std::map<std::optional<int>, std::optional<Group>> groups;
  for (const PaceInfo& info : infos.pace) {
    const auto [known, is_new] = groups.try_emplace(info.parameter_id);
    if (is_new)
      known->second = group_of(info.parameter_id, infos);
    if (known->second && speakable(info, *known->second))
      choices.push_back({info, *known->second, false});
  }
  for (PaceChoice& choice : choices)
    choice.name_parameters = groups.size() > 1 && choice.info.parameter_id;
  std::stable_sort(choices.begin(), choices.end(),
                   [](const PaceChoice& a, const PaceChoice& b) { return rank(a) > rank(b); });
  return choices;
}

bool confirms_pace(const SecurityInfos& signed_infos, const SecurityInfos& card_access) {
  const auto listed = [](const SecurityInfos& infos, const PaceInfo& wanted) {
    return std::any_of(infos.pace.begin(), infos.pace.end(), [&](const PaceInfo& info) {
      return info.oid == wanted.oid && info.version == wanted.version &&
             info.parameter_id == wanted.parameter_id;
    });
  };
  const auto all_listed = [&](const SecurityInfos& in, const SecurityInfos& of) {
    return std::all_of(of.pace.begin(), of.pace.end(),
                       [&](const PaceInfo& info) { return listed(in, info); });
  };
  return all_listed(signed_infos, card_access) && all_listed(card_access, signed_infos);
}

} // namespace foyer::eid
