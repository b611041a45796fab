// SPDX-License-Identifier: EUPL-1.2
// What a chip holds and how it behaves. Made by the test PKI and the personalities, kept as JSON.
#pragma once

#include <base/bytes.hpp>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace foyer::card {

// A private key of the chip and the protocol it serves. Keys are PKCS#8, EC or DH or RSA.
struct ChipKey {
  std::string protocol;  // dotted object identifier; empty for active authentication
  std::optional<int> id; // the key's number where there are several
  Bytes pkcs8;
  bool operator==(const ChipKey&) const = default;
};

// How a chip takes commands and gives answers, where the standards leave room or chips stray.
struct Manners {
  // Longest answer under secure messaging or in the clear, without the status word; 0: no limit but
  // Le. What a longer wish gets:
  std::size_t longest_answer = 0;
  enum class TooLong : std::uint8_t {
    shortened, // as much as fits, 9000
    warned,    // as much as fits, 6282
    refused,   // 6700
    named,     // 6Cxx with the size that would do
  } too_long = TooLong::shortened;
  // What reading up to the end of a file with a larger Le gives.
  enum class PastEnd : std::uint8_t {
    warned,   // what is there, 6282
    accepted, // what is there, 9000
    refused,  // 6B00
    wrong,    // 6700
    named,    // 6Cxx with what is left
  } past_end = PastEnd::warned;
  bool chains_answers = false;         // answers come by GET RESPONSE: 61xx
  bool takes_le_on_select = false;     // else 6700 to a SELECT with Le (design: cards.md trap 2)
  bool takes_le_on_mse = false;        // the same for MANAGE SECURITY ENVIRONMENT
  bool takes_short_identifiers = true; // else 6A86 to READ BINARY with a short EF identifier
  bool bare_mapping_answer = false;    // integrated mapping is answered by 9000 alone, not by 7C 82
  bool der_signature = false;          // active authentication signs ECDSA as DER, not r | s
  int status_on_select = 0;            // a status word that selecting the application gives
  std::map<std::uint16_t, std::uint16_t> status_on_file; // and that of selecting or reading a file
  int slow_ms = 0;                                       // time that each answer takes
  // The card leaves when this file is read at or behind this place.
  std::optional<std::uint16_t> leaves_in_file;
  std::size_t leaves_at = 0;
  bool operator==(const Manners&) const = default;
};

// Passwords with a retry counter (TR-03110-2 §3.3): the last PIN try wants the CAN first, at none
// left the PUK. A CAN is not counted unless a number is given here.
struct Tries {
  int pin = 3;
  int puk = 10;
  std::optional<int> can;
  bool operator==(const Tries&) const = default;
};

struct CardImage {
  std::string can; // six digits
  std::string mrz; // the zone, for PACE with the MRZ and for BAC; also what DG1 holds
  std::string pin; // empty: the chip has none
  std::string puk;
  Bytes ef_card_access;
  Bytes ef_com;
  Bytes ef_dg1;
  Bytes ef_sod;
  bool extended_length = true; // announced in the ATR and accepted
  bool bac = false;            // basic access control opens it, too
  // Further files of the application (DG2 is 0102) and of the master file (EF.CardSecurity 011D).
  std::map<std::uint16_t, Bytes> files;
  std::map<std::uint16_t, Bytes> master_files;
  // Private keys; a clone has none, or others than its files tell.
  std::vector<ChipKey> chip_keys;     // chip authentication
  std::optional<ChipKey> mapping_key; // PACE with chip-authentication mapping
  std::optional<ChipKey> active_key;
  std::string active_hash = "SHA-1";   // of active authentication: "SHA-1" .. "SHA-512"
  bool active_implicit_trailer = true; // RSA with SHA-1: BC instead of 33CC
  Tries tries;
  Manners manners;

  bool operator==(const CardImage&) const = default;

  static Result<CardImage> load(const std::filesystem::path& json_file);
  Status save(const std::filesystem::path& json_file) const;
};

} // namespace foyer::card
