// SPDX-License-Identifier: EUPL-1.2
// Reads a travel document or residence title from its chip: the one entry the rest of the house
// uses. PACE, secure messaging, EF.CardAccess, EF.SOD, DG1, passive authentication.
#pragma once

#include <eid/group.hpp>
#include <eid/mrz.hpp>
#include <eid/passive_authentication.hpp>
#include <eid/password.hpp>
#include <eid/trust_list.hpp>

#include <api/card_reader.hpp>
#include <base/clock.hpp>
#include <base/personal.hpp>

#include <functional>
#include <optional>

namespace foyer::eid {

// German residence titles are TD1 cards with document code AR ("A" and any letter is taken as one:
// older series and seals carry AT). What the terminal may read of each: POLICY in
// read_document.cpp.
enum class DocumentKind : std::uint8_t { residence_title, passport, identity_card, other };
enum class Access : std::uint8_t { pace_can, pace_mrz };

// Where the reading stands, for a progress line.
enum class ReadStep : std::uint8_t { opening, reading, checking };

// The holder as DG1 says: Latin letters of the MRZ (transliterated, possibly cut).
struct Holder {
  std::string surname;
  std::string given_names;
  std::string birth;       // YYYY-MM-DD, YYYY-MM, YYYY or empty
  std::string nationality; // MRZ code: "UKR"; see eid/states.hpp
  MrzSex sex = MrzSex::unspecified;
  bool name_maybe_truncated = false;
};

// What goes to the middle tier: evidence, not conclusions. Raw file contents.
struct Evidence {
  Bytes ef_card_access;
  Bytes ef_sod;
  Bytes ef_dg1;
};

struct DocumentReading {
  DocumentKind kind = DocumentKind::other;
  std::string document_code; // "AR"
  std::string issuer;        // "D"
  Personal<std::string> document_number;
  std::string expiry; // YYYY-MM-DD or empty
  Personal<Holder> holder;
  Personal<Mrz> mrz;
  Access access = Access::pace_can;
  std::vector<CheckResult> checks;
  // Nothing: the data is authentic. Else show it as "unverified": signer_untrusted when only the
  // trust in the signer is missing, authenticity_failed for everything else.
  std::optional<FailureCode> doubt;
  Personal<Evidence> evidence;
  std::string trust_list; // fingerprint of the list that was asked
  int apdus = 0;          // commands sent

  [[nodiscard]] bool authentic() const { return !doubt.has_value(); }
  // Overwrites everything personal.
  void wipe();
};

// Blocks while the card answers (about 20 exchanges; each may block as ApduChannel::transmit does);
// any thread that owns `channel` for that time. Secure messaging and keys are gone on return.
// A failed passive authentication is a reading with a doubt, not a failure. Fails with:
//   can_wrong                the card did not accept the password
//   card_removed, card_mute, reader_missing, reader_busy, cancelled   as the channel said
//   card_unsupported         no eMRTD application, or no PACE variant that we speak
//   card_refused             a status word that ends the reading
//   card_data_malformed      a file or answer that is not what the specification says
//   secure_messaging_broken  an answer whose protection is wrong or missing
Result<DocumentReading> read_document(api::ApduChannel& channel, const Password& password,
                                      const TrustList& trust, WallTime now,
                                      const std::function<void(ReadStep)>& progress = {},
                                      const RandomSource& random = system_random());

} // namespace foyer::eid
