// SPDX-License-Identifier: EUPL-1.2
// Documents by name: passports and residence titles of every kind that a reader must know, good
// and bad, with what is to be said about each. All belong to one invented world of countries, keys
// and lists that is the same in every process (seeded), so a card laid by one program is known to
// the trust list that another one wrote.
#pragma once

#include <card/test_pki.hpp>

#include <base/failure.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace foyer::card {

// What a reader that holds the world's trust list and revocation lists must find, knowing CAN and
// MRZ. Checks and verdicts by their names in eid/checks.hpp; what is not named here is not asked.
struct Expectation {
  std::optional<FailureCode> failure;                      // the reading ends so
  std::string access = "pace";                             // or "bac"
  std::optional<FailureCode> doubt;                        // none: authentic
  std::vector<std::pair<std::string, std::string>> checks; // "chip_authentication" -> "failed"
};

struct Personality {
  std::string name;  // "passport-ca-ecdh-aes256"
  std::string about; // one line for people
  Expectation expected;
};

// In the order of their kinds; names are unique.
const std::vector<Personality>& personalities();
// Nothing for a name that is none.
const Personality* find_personality(std::string_view name);
// The chip. Throws std::invalid_argument for a name that is none.
CardImage make_personality(std::string_view name);

// The world's country signers and link certificates as PEM, as a master list (CMS), as single
// certificates (DER), and its revocation lists (DER). The country of "signer-unknown-country" is
// not among them.
std::string world_trust_pem();
std::vector<Bytes> world_certificates();
Bytes world_master_list();
// A master list of other certificates by the same signer, and the country signer behind it.
Bytes world_list_signed(const std::vector<Bytes>& certificates);
std::string world_list_signer_pem();
std::vector<Bytes> world_revocation_lists();
std::string world_revocation_pem();

} // namespace foyer::card
