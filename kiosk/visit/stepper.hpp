// SPDX-License-Identifier: EUPL-1.2
// Stepper: one step under way. One on() for each event; the default is "changes nothing".
#pragma once

#include <visit/step.hpp>

namespace foyer::visit {

// What opens the document is asked for.
inline bool asks_for_key(Place place) {
  return place == Place::enter_can || place == Place::enter_zone;
}

// The online ID function has the card, or waits for it.
inline bool eid_at_work(Place place) {
  return place == Place::eid_consent || place == Place::eid_card || place == Place::eid_number ||
         place == Place::eid_working;
}

// The scanner is at work, or what it gave is being read.
inline bool is_scanning(Place place) {
  return place == Place::scanning || place == Place::stack_scanning ||
         place == Place::case_scanning || place == Place::zone_scanning ||
         place == Place::code_scanning;
}

inline bool about_case(Place place) {
  return place >= Place::case_key && place <= Place::case_sent;
}

// Where the card is the next thing. Who types what a passport prints has it in the hand: that page
// stays whether it lies there or not.
inline Place card_place(const State& state) {
  if (state.by_zone)
    return Place::enter_zone;
  return state.card == api::CardPresence::present ? Place::enter_can : Place::identify;
}

// Of all pages but `without`.
std::vector<std::shared_ptr<const PageMark>> marks_of(const std::vector<ScannedPage>& pages,
                                                      std::optional<std::size_t> without = {});

class Stepper {
 public:
  Stepper(State& state, const Context& context) : s_(state), context_(context) {}

  template <class Event> void on(const Event&) {}

  // step.cpp: beginning, choosing, ending
  void on(const Begin&);
  void on(const ChooseLanguage& event);
  void on(const ChooseConcern& event);
  void on(const GoOn&);
  void on(const GoBack&);
  void on(const Leave&);
  void on(const LeaveConfirmed&);
  void on(const Stay&);
  void on(const SetTextSize& event);
  void on(const SetContrast& event);
  void on(const SetSpeech& event);
  void on(const ChangeSpeed& event);
  void on(const ChangeVolume& event);
  void on(const SetBlank& event);
  void on(const SetLowReach& event);
  void on(const SetMotion& event);
  void on(const Rest& event);
  void on(const HeadsetChanged& event);
  void on(const Tick&);
  void on(const LineChanged& event);
  void on(const ServiceChanged& event);

  // card.cpp
  void on(const AsGuest&);
  void on(const SubmitCan& event);
  void on(const HasNoCan&);
  void on(const SubmitZone& event);
  void on(const CardChanged& event);
  void on(const CardProgressed& event);
  void on(const CardWasRead& event);
  void on(const CardFailed& event);

  // answers.cpp
  void on(const SetAnswer& event);
  void on(const SkipAnswer& event);
  void on(const ClearAnswer& event);
  void on(const ChangeAnswer& event);
  void on(const Hurry&);
  void on(const AnswerRest&);

  // rows.cpp
  void on(const AddRow& event);
  void on(const EnterRow& event);
  void on(const RemoveRow& event);

  // papers.cpp
  void on(const ChangeDocument& event);
  void on(const ScanPage&);
  void on(const StopScan&);
  void on(const KeepPage&);
  void on(const RemovePage& event);
  void on(const MovePage& event);
  void on(const HandInLater& event);
  void on(const CannotGet& event);
  void on(const ScanProgressed& event);
  void on(const PageArrived& event);
  void on(const ScanFailed& event);

  // optical.cpp
  void on(const ScanZone&);
  void on(const ZoneWasRead& event);
  void on(const GoWithoutChip&);
  void on(const ScanCode& event);
  void on(const CodesWereRead& event);
  void on(const TakeCode& event);

  // stack.cpp
  void on(const ScanStack&);
  void on(const SetBothSides& event);
  void on(const LeaveOut& event);
  void on(const StackEnded&);
  void on(const ScannerFound& event);

  // page_look.cpp
  void on(const LookAtPage& event);
  void on(const AskChange& event);
  void on(const PageChanged& event);
  void on(const PageNotChanged& event);
  void on(const BeginBlacken&);
  void on(const DrawBar& event);
  void on(const ShapeBar& event);
  void on(const TakeBackBar&);

  // filing.cpp
  void on(const FileNow&);
  void on(const TryAgain&);
  void on(const PrintAgain&);
  void on(const Filed& event);
  void on(const FilingFailed& event);
  void on(const Printed&);
  void on(const PrintFailed& event);
  void on(const GiveFeedback& event);
  void on(const SkipFeedback&);

  // later.cpp
  void on(const KeepForLater&);
  void on(const EnterDraftCode&);
  void on(const SubmitDraftCode& event);
  void on(const DraftKept& event);
  void on(const DraftNotKept& event);
  void on(const DraftFound& event);
  void on(const DraftNotFound& event);

  // eid.cpp
  void on(const EnterEid&);
  void on(const ChooseEid& event);
  void on(const SetPinDigits& event);
  void on(const SubmitEidNumber& event);
  void on(const ProveIdentity&);
  void on(const EidChecked& event);
  void on(const EidTold& event);
  void on(const EidEnded& event);
  void on(const EidFailed& event);

  // case.cpp
  void on(const EnterCase&);
  void on(const SubmitCase& event);
  void on(const ScanTicket&);
  void on(const ReadMessage& event);
  void on(const BeginAnswer& event);
  void on(const SetAnswerText& event);
  void on(const CaseReplied& event);

  std::vector<Effect> take_effects() { return std::move(effects_); }

 private:
  [[nodiscard]] bool at(Place place) const { return s_.place == place; }
  void read_card(ReadCard effect);
  [[nodiscard]] bool asking() const { return at(Place::question) || at(Place::declaration); }
  void go(Place place);
  void go_to(const forms::Stop& stop);
  void go_to_document(std::size_t document);
  // Built in place: of a moved variant g++ 12 at -O2 believes that it moves the others, too.
  template <class E> void emit(E effect) { effects_.emplace_back(std::move(effect)); }
  [[nodiscard]] forms::Evaluation evaluated() const { return evaluate(s_, context_.wall); }

  void begin_questions();
  void take_back_declarations();
  void enter_row(std::size_t repeat, std::size_t row);
  // The repeat whose overview is shown, if it has this name.
  [[nodiscard]] std::optional<std::size_t> overview_of(std::string_view repeat) const;
  void leave_page();     // GoOn at question and declaration
  void leave_document(); // GoOn at document
  // What the scanner fills.
  struct ScanTarget {
    Place home; // where its pages are looked at
    std::vector<ScannedPage>& pages;
    std::size_t most;
    StartScan how;
    forms::PaperKind kind = forms::PaperKind::any;
  };
  ScanTarget scan_target();
  void prefill();
  [[nodiscard]] bool at_scan_home() const { return at(Place::document) || at(Place::case_answer); }
  // While a case is open all pages are for an answer.
  [[nodiscard]] bool scans_for_answer() const { return s_.inquiry.opened.has_value(); }
  void back_from_scan();
  void scan_to_read(Place place, StartScan how);
  void start_scan(StartScan how, Place place);
  void open_by_zone(); // GoOn at zone_read
  [[nodiscard]] api::ScanSource source_of_one() const;
  void stack_page(const ScannedPage& page);
  void stop_stack();
  void stack_ended();
  void keep_stack();
  void back_from_stack();
  void change_page(PageChange change);
  void destroy_under_bars(); // GoOn at blacken
  void to_review();
  void pages_changed();
  void to_documents_or_check();
  void back_from_page();
  void back_to_the_rest(); // out of the hurry, where the questions were left
  void back_from_document();
  void back_to_last_question();
  void back_to_card();
  void next_feedback(int mark);
  void keep();
  void print_code();
  void back_from_keep_problem();
  void begin_eid(EidWish wish);
  void tell_eid(const api::EidNews& news);
  void submit_new_pin(const Secret& digits);
  void consent_to_eid(); // GoOn at eid_consent
  void go_on_from_eid(); // GoOn at eid_done and eid_problem
  void back_from_eid();
  [[nodiscard]] Place before_eid() const;
  [[nodiscard]] int look_up(); // a new number for what is asked
  void close_case();
  void go_on_in_case();
  void back_in_case();
  void file_answer();
  void answer_filed(const Receipt& receipt);
  bool printing_ended(Paper paper); // false: nothing was being printed
  void print_answer();
  [[nodiscard]] bool must_not_end() const;
  void end_visit(EndReason reason);
  void end_unattended(EndReason reason);
  // By way of goodbye, where a card or papers may still be there.
  void say_goodbye(EndReason reason);
  [[nodiscard]] EndReason after_goodbye() const;
  void stop_work();
  void forget_person(); // the machine stays as it is
  [[nodiscard]] const forms::Document& current_document() const;
  [[nodiscard]] bool lacks_paper() const; // the current document is required and has no page
  [[nodiscard]] std::shared_ptr<const FilingRequest> request() const;

  State& s_;
  const Context& context_;
  std::vector<Effect> effects_;
};

} // namespace foyer::visit
