// SPDX-License-Identifier: EUPL-1.2
// What a personality is made of; personalities.cpp is the list of them.
#pragma once

#include <card/personalities.hpp>

#include <functional>

namespace foyer::card {

enum class Face : std::uint8_t {
  jpeg,
  jpeg2000,
  codestream,
  jpeg_39794,
  jpeg2000_39794,
};

struct Recipe {
  std::string name;
  std::string about;
  bool passport = true; // TD3; else a German residence title, TD1
  // PACE variants with their domain parameters, "ecdh-gm-aes128@13", and "bac"; blanks between.
  std::string access = "ecdh-gm-aes128@13";
  // "ca-ecdh-aes128", "aa-rsa1024", "aa-ecdsa"; blanks between. Two of a kind get numbers.
  std::string proof;
  std::string active_hash = "SHA-1";
  bool implicit_trailer = true;
  Face face = Face::jpeg;
  bool details = false; // DG11, DG12, DG16
  std::string signer = "german";
  std::string issuer; // empty: the signer's
  SodSpec sod;
  bool without_dg14 = false;
  std::function<void(CardImage&)> spoil; // last, after everything was signed
  Expectation expected;
};

CardImage cook(const Recipe& recipe);

} // namespace foyer::card
