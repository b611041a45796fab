// SPDX-License-Identifier: EUPL-1.2
// Effect: what a step asks the world to do. The app carries them out on worker threads and reports
// back with events; the visit itself does nothing.
#pragma once

#include <visit/state.hpp>

#include <base/secret.hpp>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace foyer::visit {

// Everything an application consists of, taken at the moment of filing.
struct FilingRequest {
  forms::Draft draft;
  std::shared_ptr<const CardReading> reading;
  std::shared_ptr<const ZoneReading> zone; // confirmed, where there is no reading of a chip
  std::map<std::string, std::vector<ScannedPage>> papers;
  std::string language;
  bool line_up = false;
  Personal<Bytes> draft_id; // of the stored draft it goes on with, dropped once filed; or empty
  std::optional<Proof> proof;
};

struct ReadCard {
  std::variant<Secret, DocumentZone> key; // the card's access number, or what a passport prints
};
struct StopReading {};
struct StartScan {
  forms::ScanMode mode;
  int dpi;
  ExpectedPaper expected = ExpectedPaper::any;
  // Of pages that are there already, so that none is scanned twice.
  std::vector<std::shared_ptr<const PageMark>> known = {};
  api::ScanSource source = api::ScanSource::glass;
  std::size_t most = 1; // pages of a stack
};
struct LookForScanner {}; // answered by ScannerFound
struct EndScan {};        // nobody waits for its pages any more
struct EndStack {};       // no more sheets; those that have come arrive, and then StackEnded
struct ChangePage {       // answered by PageChanged or PageNotChanged
  int asked;
  ScannedPage page;
  PageChange change;
};
struct ReadScannedZone { // answered by ZoneWasRead
  int asked;
  ScannedPage page;
};
struct ReadScannedCodes { // answered by CodesWereRead
  int asked;
  ScannedPage page;
};
struct FileApplication {
  std::shared_ptr<const FilingRequest> request;
};
struct PrintReceipt {
  std::shared_ptr<const FilingRequest> request;
  Receipt receipt;
};
struct KeepDraft {
  std::shared_ptr<const FilingRequest> request; // its draft; draft_id is dropped once this is kept
};
struct PrintDraftCode {
  KeptDraft kept;
  std::string language;
};
struct FindDraft {
  Secret code;
};
struct KeepFeedback {
  std::vector<int> marks;
};
struct CheckEid {}; // can the online ID function be used?
struct RunEid {
  api::EidTask task;
};
struct AnswerEid {
  Secret digits;
};
struct ConsentEid {}; // the service may have what it asks for
struct StopEid {};    // its end is reported all the same
// Both are answered by CaseReplied with the same `asked`.
struct OpenCase {
  int asked;
  std::string number;
  Secret code;
};
struct OpenScannedCase {
  int asked;
  ScannedPage page; // of a receipt
};
struct StopCase {}; // nobody waits for the reply any more
struct FileAnswer { // answered by Filed or FilingFailed
  std::shared_ptr<const CaseAnswer> answer;
};
struct PrintAnswer {
  std::shared_ptr<const CaseAnswer> answer;
  Receipt receipt;
  std::string language;
};
struct StopPrinting {}; // nobody is there to take what is still in the printer
enum class EndReason : std::uint8_t { finished, kept, left, idle };
struct EndVisit {
  EndReason reason;
  SteadyTime began;
}; // forget everything about this visitor

using Effect = std::variant<ReadCard, StopReading, StartScan, EndScan, EndStack, FileApplication,
                            PrintReceipt, KeepDraft, PrintDraftCode, FindDraft, KeepFeedback,
                            EndVisit, CheckEid, RunEid, AnswerEid, ConsentEid, StopEid, OpenCase,
                            OpenScannedCase, StopCase, FileAnswer, PrintAnswer, ChangePage,
                            LookForScanner, ReadScannedZone, ReadScannedCodes, StopPrinting>;
std::string_view name(const Effect& effect);

} // namespace foyer::visit
