// SPDX-License-Identifier: EUPL-1.2
// Event: everything that can happen to a visit. What people do, then what devices report.
#pragma once

#include <visit/state.hpp>

#include <base/secret.hpp>

#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>

namespace foyer::visit {

// People. Every one of them counts as a sign of life.
struct Touched {}; // a touch that did nothing else
struct Begin {};
struct ChooseLanguage {
  std::string code;
};
struct ChooseConcern {
  std::string id;
};
struct GoOn {}; // the primary button, whatever it says
struct GoBack {};
struct AsGuest {};
struct SubmitCan {
  Secret digits;
};
struct HasNoCan {}; // a passport: its printed data open it
struct SubmitZone {
  DocumentZone zone;
};
struct ScanZone {};      // the passport lies on the scanner
struct GoWithoutChip {}; // what its printed lines say is confirmed and has to do
// The paper with the code of this field lies on the scanner.
struct ScanCode {
  std::string field;
  std::size_t row = 0;
};
struct TakeCode {
  std::size_t number;
};
// `row` is for fields of a repeat.
struct SetAnswer {
  std::string field;
  forms::Value value;
  std::size_t row = 0;
};
struct SkipAnswer {
  std::string field;
  std::size_t row = 0;
};
struct ClearAnswer {
  std::string field;
  std::size_t row = 0;
};
struct ChangeAnswer {
  forms::Stop stop;
};
// On the overview of a repeat's rows.
struct AddRow {
  std::string repeat;
}; // and enter it
struct EnterRow {
  std::string repeat;
  std::size_t row;
};
struct RemoveRow {
  std::string repeat;
  std::size_t row;
};
struct ChangeDocument {
  std::size_t document;
};
struct ScanPage {};
struct StopScan {};
struct KeepPage {};
// Pages are counted from 0, of the document shown.
struct RemovePage {
  std::size_t number;
};
struct MovePage {
  std::size_t number;
  int by; // -1: one earlier, 1: one later
};
struct LookAtPage {
  std::size_t number;
};
struct AskChange { // of the page looked at
  PageChange change;
};
// A stack in the feeder.
struct ScanStack {};
struct SetBothSides {
  bool on;
};
struct LeaveOut {
  std::size_t number;
  bool out;
};
// Black bars over the page looked at. They can be taken back until GoOn destroys what is beneath.
struct BeginBlacken {};
struct DrawBar {
  PageArea area;
};
struct ShapeBar { // the last one
  PageArea area;
};
struct TakeBackBar {}; // the last one
// "Later": said of the paper and taken back at its page, where the visit stays so that both can be
// seen. After a failed scan the visit goes on at once.
struct HandInLater {
  bool later = true;
};
// "I cannot get this", with the reason in the visitor's own words ("" for none); nothing takes it
// back. The visit stays at the document, so that more can be said.
struct CannotGet {
  forms::Draft::OwnWords why;
};
struct FileNow {};
// "File now, the rest later": on a page of questions while a finding says that minutes count.
struct Hurry {};
struct AnswerRest {}; // on the check page after it: go on where the questions were left
struct TryAgain {};
struct PrintAgain {};
struct GiveFeedback {
  int mark;
}; // 1..3
struct SkipFeedback {};
// "Continue later".
struct KeepForLater {}; // answers "end the visit?"
struct EnterDraftCode {};
struct SubmitDraftCode {
  Secret code;
};
struct Leave {};
struct LeaveConfirmed {};
struct Stay {}; // answers both "still there?" and "end the visit?"
struct SetTextSize {
  TextSize size;
};
struct SetContrast {
  Contrast contrast;
};
struct SetSpeech {
  bool on;
};
struct ChangeSpeed {
  int steps;
}; // of speech; stays within its range
struct ChangeVolume {
  int steps;
};
struct SetBlank {
  bool on;
};
struct SetLowReach {
  bool on;
};
struct SetMotion {
  bool on;
};
struct Rest {
  bool call_staff;
}; // cover the page and wait; Stay goes on
// The online ID function.
struct EnterEid {};
struct ChooseEid {
  EidWish wish;
};
struct SetPinDigits {
  bool five;
}; // which PIN is typed: the PIN letter's, or one's own
struct SubmitEidNumber {
  Secret digits;
};
struct ProveIdentity {}; // where the answers are checked
// An application that was filed.
struct EnterCase {};
struct SubmitCase {
  std::string number;
  Secret code;
};
struct ScanTicket {}; // the receipt lies on the scanner: read its code
struct ReadMessage {
  std::string id;
};
// "Answer" where a message is read, "write to the office" where the case is shown (message empty).
struct BeginAnswer {
  std::string message;
};
struct SetAnswerText {
  Personal<std::string> text;
};

// Devices, workers and the clock.
struct Tick {};
struct CardChanged {
  api::CardPresence presence;
};
struct CardProgressed {
  int step;
};
struct CardWasRead {
  std::shared_ptr<const CardReading> reading;
};
struct CardFailed {
  Failure failure;
};
struct ScanProgressed {
  double done;
  bool warming_up = false;
};
struct PageArrived {
  ScannedPage page;
};
struct ScanFailed {
  Failure failure;
};
struct StackEnded {}; // the feeder is empty, or all that was asked for has come
struct ScannerFound {
  std::optional<api::ScannerKind> kind; // none: it is not there
};
// Both answer what was asked last; nothing was found: null, empty.
struct ZoneWasRead {
  int asked;
  std::shared_ptr<const ZoneReading> zone;
};
struct CodesWereRead {
  int asked;
  std::vector<std::shared_ptr<const Secret>> codes;
};
struct PageChanged {
  int asked; // ChangePage::asked
  ScannedPage page;
};
struct PageNotChanged {
  int asked;
  Failure failure;
};
struct Filed {
  Receipt receipt;
};
struct FilingFailed {
  Failure failure;
};
struct DraftKept {
  KeptDraft kept;
};
struct DraftNotKept {
  Failure failure;
};
struct DraftFound {
  forms::Draft draft;
  Personal<Bytes> id;
};
struct DraftNotFound {
  Search why;
};
struct Printed {};
struct PrintFailed {
  Failure failure;
};
struct LineChanged {
  bool up;
};
struct HeadsetChanged {
  bool plugged;
};
struct ServiceChanged {
  std::optional<Failure> out_of_service;
};
struct EidChecked {
  std::optional<Failure> failure;
};
struct EidTold {
  api::EidNews news;
};
struct EidEnded {
  api::EidEnd end;
  std::optional<Proof> proof = {}; // of a job that was to prove something
};
struct EidFailed {
  Failure failure;
};
struct CaseReplied {
  int asked; // Inquiry::asked of the question
  CaseReply reply;
};

using AnyEvent = std::variant<
    Touched, Begin, ChooseLanguage, ChooseConcern, GoOn, GoBack, AsGuest, SubmitCan, HasNoCan,
    SubmitZone, ScanZone, GoWithoutChip, ScanCode, TakeCode, SetAnswer, SkipAnswer, ClearAnswer,
    ChangeAnswer, AddRow, EnterRow, RemoveRow, ChangeDocument, ScanPage, StopScan, KeepPage,
    RemovePage, MovePage, LookAtPage, AskChange, BeginBlacken, DrawBar, ShapeBar, TakeBackBar,
    ScanStack, SetBothSides, LeaveOut, HandInLater, CannotGet, FileNow, Hurry, AnswerRest, TryAgain,
    PrintAgain, GiveFeedback, SkipFeedback, KeepForLater, EnterDraftCode, SubmitDraftCode, Leave,
    LeaveConfirmed, Stay, SetTextSize, SetContrast, SetSpeech, ChangeSpeed, ChangeVolume, SetBlank,
    SetLowReach, SetMotion, Rest, HeadsetChanged, Tick, CardChanged, CardProgressed, CardWasRead,
    CardFailed, ScanProgressed, PageArrived, ScanFailed, StackEnded, ZoneWasRead, CodesWereRead,
    ScannerFound, PageChanged, PageNotChanged, Filed, FilingFailed, DraftKept, DraftNotKept,
    DraftFound, DraftNotFound, Printed, PrintFailed, LineChanged, ServiceChanged, EnterEid,
    ChooseEid, SetPinDigits, SubmitEidNumber, ProveIdentity, EidChecked, EidTold, EidEnded,
    EidFailed, EnterCase, SubmitCase, ScanTicket, ReadMessage, BeginAnswer, SetAnswerText,
    CaseReplied>;

// One of them. What moves and ends a variant of so many kinds is compiled once, in
// event.cpp, and not in every file that has an event: it took half of the building.
class Event : public AnyEvent {
 public:
  template <class Given, class Kind = std::remove_cvref_t<Given>>
    requires std::is_constructible_v<AnyEvent, std::in_place_type_t<Kind>, Given>
  Event(Given&& kind) : AnyEvent(std::in_place_type<Kind>, std::forward<Given>(kind)) {}
  Event(Event&& other) noexcept;
  Event& operator=(Event&& other) noexcept;
  ~Event();
};

std::string_view name(const Event& event);

} // namespace foyer::visit
