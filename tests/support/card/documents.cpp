// SPDX-License-Identifier: EUPL-1.2
#include <card/documents.hpp>

#include "ber.hpp"

#include <algorithm>
#include <array>

namespace foyer::card {
namespace {

std::string zone_field(std::string text, std::size_t width) {
  for (char& c : text)
    if (c == ' ')
      c = '<';
  text.resize(width, '<');
  return text;
}

// 9303-3 §4.9: weights 7, 3, 1; letters count from 10.
char digit_of(std::string_view text) {
  constexpr std::array weights{7, 3, 1};
  int sum = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const int value = c >= '0' && c <= '9' ? c - '0' : c >= 'A' && c <= 'Z' ? c - 'A' + 10 : 0;
    sum += value * weights.at(i % 3);
  }
  return static_cast<char>('0' + sum % 10);
}

std::string with_digit(const std::string& field) {
  return field + digit_of(field);
}

std::string names(const HolderSpec& holder, std::size_t width) {
  return zone_field(holder.given_names.empty() ? holder.surname
                                               : holder.surname + "  " + holder.given_names,
                    width);
}

// Data group numbers as tags (9303-10 §4.2): they are in no order.
constexpr std::array<std::uint8_t, 17> group_tags{0,    0x61, 0x75, 0x63, 0x76, 0x65,
                                                  0x66, 0x67, 0x68, 0x69, 0x6A, 0x6B,
                                                  0x6C, 0x6D, 0x6E, 0x6F, 0x70};

Bytes text(std::uint32_t tag, std::string_view value) {
  return ber::element(tag, as_bytes(value));
}

Bytes tag_list(const std::vector<std::uint32_t>& tags) {
  Bytes list;
  for (const std::uint32_t tag : tags) {
    if (tag > 0xFF)
      list.push_back(static_cast<std::uint8_t>(tag >> 8U));
    list.push_back(static_cast<std::uint8_t>(tag & 0xFFU));
  }
  return ber::element(0x5C, ByteView(list));
}

} // namespace

std::string td1_zone(const HolderSpec& holder) {
  const bool is_long = holder.document_number.size() > 9;
  const std::string number = is_long ? holder.document_number.substr(0, 9) + '<'
                                     : with_digit(zone_field(holder.document_number, 9));
  const std::string optional = zone_field(
      is_long ? holder.document_number.substr(9) + digit_of(holder.document_number) : std::string(),
      15);
  const std::string birth = with_digit(holder.birth);
  const std::string expiry = with_digit(holder.expiry);
  const std::string optional2 = zone_field("", 11);
  const char composite = digit_of(number + optional + birth + expiry + optional2);
  return zone_field(holder.document_code, 2) + zone_field(holder.issuer, 3) + number + optional +
         birth + zone_field(holder.sex, 1) + expiry + zone_field(holder.nationality, 3) +
         optional2 + composite + names(holder, 30);
}

std::string td3_zone(const HolderSpec& holder) {
  const std::string number = with_digit(zone_field(holder.document_number, 9));
  const std::string birth = with_digit(holder.birth);
  const std::string expiry = with_digit(holder.expiry);
  const std::string personal = zone_field("", 14) + '<';
  return zone_field(holder.document_code, 2) + zone_field(holder.issuer, 3) + names(holder, 39) +
         number + zone_field(holder.nationality, 3) + birth + zone_field(holder.sex, 1) + expiry +
         personal + digit_of(number + birth + expiry + personal);
}

Bytes ef_dg1(std::string_view zone) {
  return ber::element(0x61, {text(0x5F1F, zone)});
}

Bytes ef_com(const std::vector<int>& data_groups) {
  Bytes list;
  for (const int number : data_groups)
    list.push_back(group_tags.at(static_cast<std::size_t>(number)));
  return ber::element(
      0x60, {text(0x5F01, "0107"), text(0x5F36, "040000"), ber::element(0x5C, ByteView(list))});
}

Bytes pace_info(const char* protocol, int domain_parameter, int version) {
  return ber::sequence({ber::oid(protocol), ber::integer(version), ber::integer(domain_parameter)});
}

Bytes ef_card_access(int cipher, int domain_parameter) {
  const std::string protocol = "0.4.0.127.0.7.2.2.4.2." + std::to_string(cipher);
  return security_infos({pace_info(protocol.c_str(), domain_parameter)});
}

Bytes chip_authentication_info(const char* protocol, std::optional<int> key_id, int version) {
  return ber::sequence(
      {ber::oid(protocol), ber::integer(version), key_id ? ber::integer(*key_id) : Bytes()});
}

// id-PK-DH or id-PK-ECDH (9303-11 §9.2.6), after the kind of key.
Bytes chip_key_info(const TestKey& key, std::optional<int> key_id) {
  const Bytes info = key.public_info();
  const Bytes elliptic = ber::oid("1.2.840.10045.2.1");
  const auto whole = ber::elements(info);
  const bool is_elliptic =
      whole && !whole->empty() &&
      std::search(info.begin(), info.end(), elliptic.begin(), elliptic.end()) != info.end();
  return ber::sequence({ber::oid(is_elliptic ? "0.4.0.127.0.7.2.2.1.2" : "0.4.0.127.0.7.2.2.1.1"),
                        info, key_id ? ber::integer(*key_id) : Bytes()});
}

Bytes active_authentication_info(const char* signature_algorithm) {
  return ber::sequence(
      {ber::oid("2.23.136.1.1.5"), ber::integer(1), ber::oid(signature_algorithm)});
}

Bytes terminal_authentication_info() {
  return ber::sequence({ber::oid("0.4.0.127.0.7.2.2.2"), ber::integer(1)});
}

Bytes unknown_info() {
  return ber::sequence({ber::oid("0.4.0.127.0.7.2.2.11.1"), ber::integer(7),
                        ber::sequence({ber::integer(1), text(0x0C, "of a later standard")})});
}

Bytes security_infos(const std::vector<Bytes>& infos) {
  return ber::set_of(infos);
}

Bytes ef_dg14(ByteView infos) {
  return ber::element(0x6E, infos);
}

Bytes ef_dg15(const TestKey& key) {
  return ber::element(0x6F, ByteView(key.public_info()));
}

// 9303-10 §4.7.11: names beyond the zone's letters, birth in full, place, address, profession.
Bytes ef_dg11(const HolderSpec& holder) {
  const std::vector<std::uint32_t> tags{0x5F0E, 0x5F2B, 0x5F11, 0x5F42, 0x5F13};
  const int year = std::stoi(holder.birth.substr(0, 2));
  const Bytes birth =
      *from_hex((year > 26 ? "19" : "20") + holder.birth); // YYYYMMDD, two digits a byte
  return ber::element(0x6B,
                      {tag_list(tags), text(0x5F0E, "Коваленко<<Оксана<Марія"),
                       ber::element(0x5F2B, ByteView(birth)), text(0x5F11, "KHARKIV<UKR"),
                       text(0x5F42, "MUSTERWEG 3<90402<NÜRNBERG"), text(0x5F13, "INGENIEURIN")});
}

// 9303-10 §4.7.12: issuing authority, date of issue, endorsements.
Bytes ef_dg12() {
  return ber::element(0x6C, {tag_list({0x5F19, 0x5F26, 0x5F1B}), text(0x5F19, "STADT NÜRNBERG"),
                             ber::element(0x5F26, ByteView(*from_hex("20250901"))),
                             text(0x5F1B, "ERWERBSTÄTIGKEIT GESTATTET")});
}

// 9303-10 §4.7.16: whom to tell in an emergency.
Bytes ef_dg16() {
  return ber::element(
      0x70, {ber::element(0x02, ByteView(Bytes{1})),
             ber::element(0xA1, {ber::element(0x5F50, ByteView(*from_hex("20250901"))),
                                 text(0x5F51, "KOVALENKO<<PETRO"), text(0x5F52, "+380441234567"),
                                 text(0x5F53, "VUL SUMSKA 1<KHARKIV<UKR")})});
}

} // namespace foyer::card
