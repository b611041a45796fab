// SPDX-License-Identifier: EUPL-1.2
// Reads a travel document or residence title from its chip: the one entry the rest of the house
// uses. The order of the steps, and that nothing is asked of a card that policy.hpp does not allow.
#pragma once

#include <eid/access.hpp>
#include <eid/checks.hpp>
#include <eid/document_kind.hpp>
#include <eid/evidence.hpp>
#include <eid/holder.hpp>
#include <eid/policy.hpp>
#include <eid/trust_list.hpp>

#include <base/personal.hpp>

#include <functional>
#include <string>
#include <vector>

namespace foyer::eid {

// Where the reading stands; each is told when it begins, those that do not apply are left out.
enum class ReadStep : std::uint8_t {
  opening,         // EF.CardAccess, PACE or BAC, EF.CardSecurity where the mapping proves the chip,
                   // the eMRTD application
  security_object, // EF.SOD
  chip,            // DG14, chip authentication
  zone,            // DG1
  details,         // DG11, DG12
  copy_check,      // DG15, active authentication
  face,            // DG2
  checking,        // passive authentication: no card needed any more
};
std::string_view name(ReadStep step);

enum class FileOutcome : std::uint8_t {
  read,
  absent,    // the card has no such file
  refused,   // the card will not give it
  malformed, // it ends early, or is not what the specification says
};
std::string_view name(FileOutcome outcome);

// A file that was asked for.
struct FileReading {
  ElementaryFile file;
  FileOutcome outcome;
  std::size_t size = 0; // bytes
  bool operator==(const FileReading&) const = default;
};

// What the checks make of a document, for those who only want the upshot.
enum class Genuine : std::uint8_t {
  yes,            // all that was checked holds
  signer_unknown, // consistent, but the trust list does not know its signer
  no,             // a check failed
};
std::string_view name(Genuine genuine); // "yes", "signer_unknown", "no"

struct ReadOptions {
  Situation situation = Situation::visit; // staff_step: a passport's face is read, too
  std::string terminal = {};              // the terminal's id, for the evidence
  std::function<void(ReadStep)> progress = {};
  RandomSource random = system_random();
};

struct DocumentReading {
  DocumentKind kind = DocumentKind::other;
  std::string document_code; // "AR"
  std::string issuer;        // "D"
  Personal<std::string> document_number;
  std::string expiry; // YYYY-MM-DD or empty
  Personal<Holder> holder;
  Personal<Mrz> mrz;
  // DG12; empty where the document does not say or may not be asked.
  std::string issued; // as expiry
  std::string authority;

  AccessProtocol protocol = AccessProtocol::pace;
  PasswordKind password = PasswordKind::can;
  std::optional<PaceInfo> pace; // the variant; nothing with BAC
  std::vector<FileReading> files;
  std::vector<CheckResult> checks;
  // Nothing: the data is authentic. Else show it as "unverified": signer_untrusted when only the
  // trust in the signer is missing, authenticity_failed for everything else.
  std::optional<FailureCode> doubt;
  Personal<Evidence> evidence;
  Personal<Bytes> ef_dg2; // in a staff step only; to be shown (faces.hpp), never stored
  int apdus = 0;          // commands sent
  std::size_t bytes = 0;  // sent and received

  [[nodiscard]] bool authentic() const { return !doubt.has_value(); }
  [[nodiscard]] Genuine genuine() const;
  [[nodiscard]] std::string access() const; // "pace_can", "pace_mrz", "bac_mrz"
  // Overwrites everything personal.
  void wipe();
};

// Blocks while the card answers (10 to 40 exchanges; each may block as ApduChannel::transmit does);
// any thread that owns `channel` for that time. Session and keys are gone on return. A failed check
// is a reading with a doubt, not a failure; so is an optional file that the card does not give.
// Fails with:
//   can_wrong                the card did not accept the password
//   card_removed, card_mute, reader_missing, reader_busy, cancelled   as the channel said
//   card_unsupported         no eMRTD application, or no way in that we speak
//   card_refused             a status word that ends the reading
//   card_data_malformed      DG1 or an answer that is not what the specification says
//   secure_messaging_broken  an answer whose protection is wrong or missing
//   internal                 `keys` hold what may not open a document (policy.hpp)
Result<DocumentReading> read_document(api::ApduChannel& channel, const AccessKeys& keys,
                                      const TrustList& trust, WallTime now,
                                      const ReadOptions& options = {});

} // namespace foyer::eid
