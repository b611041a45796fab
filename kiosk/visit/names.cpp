// SPDX-License-Identifier: EUPL-1.2
// The words for places, events and effects: in logs, in the approved table, in node ids.
#include <visit/effect.hpp>
#include <visit/event.hpp>

#include <array>

namespace foyer::visit {

namespace {

constexpr std::array<Token, static_cast<std::size_t>(Place::case_sent) + 1> place_names = {
    Token("attract"),         Token("language"),
    Token("concern"),         Token("enter_draft_code"),
    Token("not_offered"),     Token("information"),
    Token("identify"),        Token("enter_can"),
    Token("enter_zone"),      Token("zone_scanning"),
    Token("zone_read"),       Token("reading_card"),
    Token("card_read"),       Token("card_problem"),
    Token("question"),        Token("code_scanning"),
    Token("code_read"),       Token("document"),
    Token("scanning"),        Token("scan_review"),
    Token("blacken"),         Token("scan_problem"),
    Token("stack_scanning"),  Token("stack_review"),
    Token("stack_problem"),   Token("check_answers"),
    Token("declaration"),     Token("ready"),
    Token("filing"),          Token("filing_problem"),
    Token("filing_unproven"), Token("receipt"),
    Token("feedback"),        Token("goodbye"),
    Token("keeping"),         Token("keep_problem"),
    Token("draft_kept"),      Token("eid_choose"),
    Token("eid_consent"),     Token("eid_card"),
    Token("eid_number"),      Token("eid_working"),
    Token("eid_done"),        Token("eid_problem"),
    Token("case_key"),        Token("case_scanning"),
    Token("case_opening"),    Token("case_shown"),
    Token("case_message"),    Token("case_answer"),
    Token("case_check"),      Token("case_filing"),
    Token("case_problem"),    Token("case_sent")};

constexpr std::array event_names = {
    "Touched",        "Begin",          "ChooseLanguage",  "ChooseConcern",   "GoOn",
    "GoBack",         "AsGuest",        "SubmitCan",       "HasNoCan",        "SubmitZone",
    "ScanZone",       "GoWithoutChip",  "ScanCode",        "TakeCode",        "SetAnswer",
    "SkipAnswer",     "ClearAnswer",    "ChangeAnswer",    "AddRow",          "EnterRow",
    "RemoveRow",      "ChangeDocument", "ScanPage",        "StopScan",        "KeepPage",
    "RemovePage",     "MovePage",       "LookAtPage",      "AskChange",       "BeginBlacken",
    "DrawBar",        "ShapeBar",       "TakeBackBar",     "ScanStack",       "SetBothSides",
    "LeaveOut",       "HandInLater",    "CannotGet",       "FileNow",         "Hurry",
    "AnswerRest",     "TryAgain",       "PrintAgain",      "GiveFeedback",    "SkipFeedback",
    "KeepForLater",   "EnterDraftCode", "SubmitDraftCode", "Leave",           "LeaveConfirmed",
    "Stay",           "SetTextSize",    "SetContrast",     "SetSpeech",       "ChangeSpeed",
    "ChangeVolume",   "SetBlank",       "SetLowReach",     "SetMotion",       "Rest",
    "HeadsetChanged", "Tick",           "CardChanged",     "CardProgressed",  "CardWasRead",
    "CardFailed",     "ScanProgressed", "PageArrived",     "ScanFailed",      "StackEnded",
    "ZoneWasRead",    "CodesWereRead",  "ScannerFound",    "PageChanged",     "PageNotChanged",
    "Filed",          "FilingFailed",   "DraftKept",       "DraftNotKept",    "DraftFound",
    "DraftNotFound",  "Printed",        "PrintFailed",     "LineChanged",     "ServiceChanged",
    "EnterEid",       "ChooseEid",      "SetPinDigits",    "SubmitEidNumber", "ProveIdentity",
    "EidChecked",     "EidTold",        "EidEnded",        "EidFailed",       "EnterCase",
    "SubmitCase",     "ScanTicket",     "ReadMessage",     "BeginAnswer",     "SetAnswerText",
    "CaseReplied"};
static_assert(event_names.size() == std::variant_size_v<AnyEvent>);

constexpr std::array effect_names = {
    "ReadCard",         "StopReading",  "StartScan",  "EndScan",         "EndStack",
    "FileApplication",  "PrintReceipt", "KeepDraft",  "PrintDraftCode",  "FindDraft",
    "KeepFeedback",     "EndVisit",     "CheckEid",   "RunEid",          "AnswerEid",
    "ConsentEid",       "StopEid",      "OpenCase",   "OpenScannedCase", "StopCase",
    "FileAnswer",       "PrintAnswer",  "ChangePage", "LookForScanner",  "ReadScannedZone",
    "ReadScannedCodes", "StopPrinting"};
static_assert(effect_names.size() == std::variant_size_v<Effect>);

constexpr std::array<std::string_view, page_faults> fault_names = {
    "empty",     "cut_off", "dark",  "card_wanted", "sheet_wanted",
    "duplicate", "blurred", "glare", "shadow",      "faint"};

} // namespace

std::string_view name(PageFault fault) {
  return fault_names[static_cast<std::size_t>(fault)];
}
Token token(Place place) {
  return place_names[static_cast<std::size_t>(place)];
}
std::string_view name(Place place) {
  return token(place).text();
}
std::string_view name(const Event& event) {
  return event_names[event.index()];
}
std::string_view name(const Effect& effect) {
  return effect_names[effect.index()];
}

} // namespace foyer::visit
