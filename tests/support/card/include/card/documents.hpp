// SPDX-License-Identifier: EUPL-1.2
// The files of a travel document, built byte by byte (ICAO 9303-3, -4, -5, -10, -11).
#pragma once

#include <card/test_keys.hpp>

#include <base/bytes.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::card {

// The person on a card; all text as in an MRZ ("OKSANA<MARIIA" is written "OKSANA MARIIA").
struct HolderSpec {
  std::string document_code = "AR";
  std::string issuer = "D";
  std::string document_number = "YT8P3R0M4";
  std::string surname = "KOVALENKO";
  std::string given_names = "OKSANA MARIIA";
  std::string birth = "880314";
  std::string sex = "F";
  std::string expiry = "270831";
  std::string nationality = "UKR";
  std::string can = "500540";
};

// Zones with right check digits: 90 and 88 characters. Longer numbers continue in TD1's optional
// data.
std::string td1_zone(const HolderSpec& holder);
std::string td3_zone(const HolderSpec& holder);

// EF.DG1 (tag 61) around a zone.
Bytes ef_dg1(std::string_view zone);
// EF.COM: LDS 1.7, the tags of the data groups given by their numbers.
Bytes ef_com(const std::vector<int>& data_groups);

// EF.CardAccess with one PACEInfo (variant 2 = AES-128 ECDH-GM; domain parameter 13 = BP256r1).
Bytes ef_card_access(int cipher = 2, int domain_parameter = 13);
// One SecurityInfo each, DER; security_infos() makes the SET of several.
Bytes pace_info(const char* protocol, int domain_parameter, int version = 2);
Bytes chip_authentication_info(const char* protocol, std::optional<int> key_id, int version = 1);
Bytes chip_key_info(const TestKey& key, std::optional<int> key_id);
Bytes active_authentication_info(const char* signature_algorithm);
Bytes terminal_authentication_info();
Bytes unknown_info(); // of a protocol that nobody knows
Bytes security_infos(const std::vector<Bytes>& infos);

Bytes ef_dg14(ByteView security_infos); // tag 6E
Bytes ef_dg15(const TestKey& key);      // tag 6F

// The face on DG2: drawn, not photographed. `raw_codestream`: JPEG2000 without its file format.
enum class FaceCode : std::uint8_t { jpeg, jpeg2000, jpeg2000_codestream };
Bytes face_image(FaceCode code, int width = 240, int height = 320);
Bytes ef_dg2_19794(FaceCode code); // ISO/IEC 19794-5:2005 in its CBEFF wrapping, tag 75
Bytes ef_dg2_39794(FaceCode code); // ISO/IEC 39794-5:2019

// Additional personal and document details and a person to notify, with letters beyond the zone's.
Bytes ef_dg11(const HolderSpec& holder);
Bytes ef_dg12();
Bytes ef_dg16();

} // namespace foyer::card
