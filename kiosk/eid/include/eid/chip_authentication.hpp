// SPDX-License-Identifier: EUPL-1.2
// Chip authentication version 1 (ICAO 9303-11 §6.2, TR-03110-1 §3.4): the chip agrees on new keys
// with the private key to DG14, which is signed. A copied chip cannot follow to the new keys; its
// first answer under them gives it away. Version 2 wants terminal authentication first, which is
// not for this terminal.
#pragma once

#include <eid/card_session.hpp>
#include <eid/checks.hpp>
#include <eid/evidence.hpp>
#include <eid/security_infos.hpp>

namespace foyer::eid {

// What DG14 offers that we can do, the strongest of it: the weaker of cipher and group counts, then
// the cipher's key, then the group. A key without a ChipAuthenticationInfo is one for 3DES, as
// documents of the first years have it.
struct ChipChoice {
  Bytes oid;
  Cipher cipher = Cipher::tdes;
  Bytes key_reference; // empty: the key has no id
  Group group;
  Bytes chip_key; // the chip's public key, as an element of the group
};
std::optional<ChipChoice> choose_chip_authentication(const SecurityInfos& dg14);
// Does DG14 speak of it at all? With true and no choice the check is key_unusable.
bool offers_chip_authentication(const SecurityInfos& dg14);

// EF.DG14 (9303-10 §4.7.14): 6E around SecurityInfos. Fails with card_data_malformed.
Result<SecurityInfos> parse_dg14(ByteView ef_dg14);

// With transcript: the session speaks under the new keys from here on. The check is then only known
// after the next exchange: put session.first_answer() into the transcript and ask
// verify_chip_transcript(). Without: the session is as before, and the check stands.
struct ChipAuthentication {
  CheckResult check{Check::chip_authentication, Verdict::undetermined, Reason::not_reached};
  std::optional<ChipTranscript> transcript;
};

// MSE:Set KAT with 3DES, MSE:Set AT and GENERAL AUTHENTICATE with AES: one or two exchanges. A chip
// that refuses is a verdict (chip_refused). Fails as CardSession::exchange; the session is then
// lost.
Result<ChipAuthentication> authenticate_chip(CardSession& session, const SecurityInfos& dg14,
                                             const RandomSource& random);

// Is the first answer one under the keys that DG14's key and the terminal's make? Pure; the office
// asks the same. Only as good as the word of whoever kept the transcript, see evidence.hpp.
//   failed: chip_answer_wrong; undetermined: key_unusable
CheckResult verify_chip_transcript(const SecurityInfos& dg14, const ChipTranscript& transcript);

// PACE with chip-authentication mapping (9303-11 §4.4.3.5): CA_IC times the chip's public key out
// of EF.CardSecurity is its mapping key. `pace_parameters`: the standardised parameters of the run.
// Whether EF.CardSecurity is signed is card_security's question. Pure, results as above.
CheckResult verify_cam(const SecurityInfos& card_security, std::optional<int> pace_parameters,
                       const MappingTranscript& mapping);

// The keys after chip authentication (9303-11 §6.2.3).
SessionKeys chip_session_keys(Cipher cipher, ByteView shared_secret);

} // namespace foyer::eid
