// SPDX-License-Identifier: EUPL-1.2
// State: everything one visit knows. A value: copy it, compare places, throw it away to wipe it.
// It holds personal data; it lives in RAM only and ends with the visit.
#pragma once

#include <api/card_reader.hpp>
#include <api/eid_client.hpp>
#include <base/clock.hpp>
#include <base/failure.hpp>
#include <base/log_types.hpp>
#include <base/personal.hpp>
#include <base/secret.hpp>
#include <forms/evaluation.hpp>
#include <forms/prefill.hpp>
#include <visit/case.hpp>
#include <visit/scanned_page.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::visit {

// Where the visit is; one screen each. Order as a visitor meets them.
enum class Place : std::uint8_t {
  attract,          // touch anywhere
  language,         // choose a language, each by its own name
  concern,          // choose one of the eight
  enter_draft_code, // type the code of a kept draft; `search` says what became of the last one
  not_offered,      // this concern is not available at the terminal: where to go instead
  information,      // what it is for, what is needed, fee, duration
  identify,         // lay the card on the reader, or go on as a guest
  enter_can,        // the card lies there: type the six digits printed on it
  enter_zone,       // it has none: type number, birth and expiry, the passport in the hand
  zone_scanning,    // the passport lies on the scanner, its printed lines are read
  zone_read,        // does `optical.zone` stand in the passport?
  reading_card,     // leave the card in its place
  card_read,        // what was read, and whether it proved genuine
  card_problem,     // `problem` says what; again, or as a guest
  question,         // `stop` of the assistant
  code_scanning,    // a paper with a code lies on the scanner
  code_read,        // is it one of `optical.codes`?
  document,         // `document` to scan, or to hand in later
  scanning,         // the page is being scanned
  scan_review,      // look at `look.page`: keep it, change it or scan again
  blacken,          // `look.bars` over what the office does not need
  scan_problem,     // `problem` says what
  stack_scanning,   // the feeder draws in `stack.pages`, one after the other
  stack_review,     // look at the whole stack: keep it, leave pages out
  stack_problem,    // `problem` says what; the pages before it are good
  check_answers,    // all answers with Change
  declaration,      // `stop` of the assistant, of the declarations
  ready,            // file now?
  filing,           // sealing and storing
  filing_problem,   // `problem` says what; nothing was filed
  filing_unproven,  // it was stored and not read back as it was: nobody knows yet whether it is
                    // filed
  receipt,          // number, time, QR; paper is printed
  feedback,         // `feedback_question` 0..2
  goodbye,          // take your card and papers
  keeping,          // the draft is being sealed and stored
  keep_problem,     // `problem` says what; nothing was kept, the visit goes on
  draft_kept,       // the code of `kept`; paper is printed
  eid_choose,       // the online ID function: set the PIN, change or unblock it
  eid_consent,      // may `eid.consent` have what it asks for?
  eid_card,         // lay the card down, or down again
  eid_number,       // type what `eid.question` asks for
  eid_working,      // the card is at work; or, `eid.stopping`, the job comes to its end
  eid_done,         // `eid.end` says how
  eid_problem,      // `problem` says what
  case_key,      // type number and code of a receipt; `inquiry.refused`, or `problem` of the scan
  case_scanning, // the receipt is being scanned
  case_opening,  // the case is looked up
  case_shown,    // how far `inquiry.opened` is, and what was written
  case_message,  // `inquiry.message` is read
  case_answer,   // write, scan
  case_check,    // file the answer like this?
  case_filing,   // sealing and storing
  case_problem,  // `problem` says what; nothing was filed
  case_sent,     // the answer's number and time; paper is printed
};
std::string_view name(Place place);
Token token(Place place); // the same for the log

enum class TextSize : std::uint8_t { small, normal, large, largest };
enum class Contrast : std::uint8_t { light, dark, black_on_white, white_on_black };

// Choices about the screen; back to these defaults at the end of a visit.
struct Presentation {
  std::string language = "de";
  TextSize text_size = TextSize::normal;
  Contrast contrast = Contrast::light;
  // Speech (EN 301 549 5.1.3): steps of 0..4 each; the loudest is step 4.
  bool speech = false;
  int speech_speed = 2;
  int speech_volume = 2;
  bool blank = false;     // the picture is dark until a touch; speech goes on
  bool low_reach = false; // for somebody seated before a tall panel
  bool motion = true;
};
inline constexpr int speech_steps = 5;

// Three fields of a machine-readable zone, which open a passport's chip; dates as YYMMDD, unknown
// parts of the birth as '<'.
struct DocumentZone {
  Secret number, birth, expiry;
  [[nodiscard]] DocumentZone clone() const {
    return {number.clone(), birth.clone(), expiry.clone()};
  }
};

enum class Genuine : std::uint8_t {
  yes,     // passive authentication up to a trusted country signer
  unknown, // data are consistent, but the signer is not on our trust list
  no,      // a check failed: the data are unverified
};

// What the reader found. Immutable once read.
struct CardReading {
  Personal<forms::CardFacts> facts;
  Genuine genuine = Genuine::unknown;
  std::string access;        // "pace_can"
  std::string document_code; // "AR" for a residence title
  struct Check {
    std::string check, verdict, reason; // closed words, as in the container's evidence
    int data_group = 0;                 // 0: concerns none
  };
  std::vector<Check> checks;
  Personal<Bytes> evidence; // for the office: a bundle of raw bytes and transcripts
};

// What the lines printed in a passport say, as far as a camera can tell: printing proves nothing.
struct ZoneReading {
  Personal<forms::CardFacts> facts;
  DocumentZone key;          // opens the chip
  std::string document_code; // "P"
  bool sure = false;         // of every character
};

// What was read from paper, not from a chip.
struct Optical {
  std::shared_ptr<const ZoneReading> zone;
  bool taken = false;             // confirmed, and put in without a chip
  bool nothing = false;           // the last page had nothing to read
  std::optional<Failure> problem; // or could not be scanned
  std::string field;              // whose code is wanted
  std::size_t row = 0;
  std::vector<std::shared_ptr<const Secret>> codes; // found on the page
};

// What the visitor takes along.
struct Receipt {
  std::string number; // "N01-26-000017-K"
  WallTime filed_at{};
  std::chrono::minutes local_offset{};
  std::string qr_payload;
  bool offline = false; // the line to the office was down at that moment
  // "7KMQ-2XTP-9D4F-H8WV": with the number it opens the case. Null: the case cannot be opened.
  std::shared_ptr<const Secret> code = nullptr;
};

// What became of the code typed at enter_draft_code.
enum class Search : std::uint8_t {
  none,     // nothing was asked yet
  running,  // an answer is on its way
  mistyped, // the check character does not fit
  unknown,  // no such draft, or its last day is over
  locked,   // too many codes that fitted nothing: later
  outdated, // the form has changed, the answers do not fit it any more
  failed,   // it could not be looked for
};

// A draft that lies at this terminal. Only this code opens it; who loses it cannot be helped.
struct KeptDraft {
  std::shared_ptr<const Secret> code; // "7KMQ-2XTP-9D4F-H8WE"; wiped with the last who hold it
  std::chrono::sys_days last_day{};
};

// What the online ID function shall do: with the PIN, or by it prove to the office who one is.
enum class EidWish : std::uint8_t { set_first, change, unblock, prove };

// That the visitor has proven to the office who they are. Only the office knows who.
struct Proof {
  std::string id; // of the office's identification, base64url
  WallTime at{};
  bool operator==(const Proof&) const = default;
};

// One job of the online ID function as the visitor meets it. What a card says to a service never
// comes here. The numbers typed only pass through; a new PIN waits here to be typed again.
struct EidJob {
  EidWish wish = EidWish::set_first;
  std::optional<api::EidConsent> consent;       // at eid_consent, and while it is carried out
  bool reader_there = true, other_card = false; // at eid_card
  bool lost = false;                            // the card has left, or lies badly
  std::optional<api::EidQuestion> question;     // at eid_number
  int asked = 0;           // counts what is asked: what was typed for one is no answer to the next
  bool five_digits = true; // the PIN is the PIN letter's
  std::shared_ptr<const Secret> once; // the new PIN as typed first; wiped with the last who hold it
  bool differed = false;              // typed again it was another: both are typed anew
  bool changing = false;              // the new PIN is on its way to the card
  bool stopping = false;              // at eid_working: it was called off
  api::EidEnd end = api::EidEnd::done; // at eid_done
};

// The page that is looked at, at scan_review and blacken.
struct PageLook {
  std::optional<ScannedPage> page;
  std::optional<std::size_t> kept;     // which of the paper's pages it is; none: just scanned
  std::optional<std::size_t> replaces; // just scanned: which of them it replaces once it is kept
  bool changing = false;               // a change is under way: nothing of the old page goes on
  bool not_changed = false;            // the last one could not be done
  std::vector<PageArea> bars;          // at blacken: not destroyed yet
};

// What the feeder has drawn in, at the stack_* places.
struct Stack {
  struct Sheet {
    ScannedPage page;
    bool left_out = false;
  };
  std::vector<Sheet> pages;
  bool stopping = false; // the visitor wants no more sheets; the last ones are on their way
  bool full = false;     // the paper takes no more; perhaps sheets are left in the feeder
};

// Whether papers of the visitor's may still be there when they leave. In rising order.
enum class Scanned : std::uint8_t { nothing, drawn_in, laid_on_glass };

enum class Paper : std::uint8_t { not_asked, printing, printed, failed };

struct State {
  Place place = Place::attract;
  Presentation presentation;

  std::string concern; // "a3"; empty before it is chosen
  forms::Draft draft;
  forms::Stop stop;            // where in the assistant, at question and declaration
  std::size_t document = 0;    // index into the assistant's documents, at the scan places
  bool tried_to_go_on = false; // show what is missing on this page
  bool from_check = false;     // a Change link led here: go back to check_answers afterwards
  std::optional<forms::Stop> hurried_from; // where "file now, the rest later" was taken
  bool from_overview = false; // the row was entered from its overview: its pages lead back there

  api::CardPresence card = api::CardPresence::reader_missing;
  int card_step = 0;    // 0..4, at reading_card
  bool by_zone = false; // the visitor has said that the document has no six digits
  std::shared_ptr<const CardReading> reading;
  Optical optical; // at the zone_* and code_* places, and where they lead back to

  std::map<std::string, std::vector<ScannedPage>> papers; // accepted pages by document id
  double scan_progress = 0;
  bool scanner_warms_up = false; // its lamp is not ready: nothing moves yet
  Scanned scanned = Scanned::nothing;
  Stack stack;
  bool both_sides = false; // sheets of a stack are printed on both
  PageLook look;
  int changes = 0; // counts what is asked to be changed about a page: late replies are dropped

  Search search = Search::none;           // at enter_draft_code
  Personal<Bytes> draft_id;               // of the stored draft this one goes on with; or empty
  Place before_keeping = Place::identify; // where the visit goes on if nothing was kept
  std::optional<KeptDraft> kept;          // at draft_kept, and at goodbye after it

  EidJob eid;                 // at the eid_* places
  std::optional<Proof> proof; // who they are is proven; stays whatever is answered
  bool proof_refused = false; // the office offers none, as it turned out
  Inquiry inquiry;            // at the case_* places, and where pages for an answer are scanned

  std::optional<Failure> problem; // at the *_problem places
  std::optional<Receipt> receipt;
  Paper paper = Paper::not_asked;
  std::optional<Failure> paper_problem;

  int feedback_question = 0;
  std::vector<int> feedback; // 1..3 each, 0 skipped

  std::optional<api::ScannerKind> scanner; // what it can do, when last asked
  bool line_up = false;
  bool eid_here = false;              // this terminal has the online ID function
  bool eid_proves = false;            // and the office has somebody to prove oneself to by it
  std::optional<Failure> eid_failure; // why it cannot be used for now
  bool headset = false;               // plugged in: what is spoken only the visitor hears
  // Why no visit may begin now (shown at attract); nothing: the terminal is in service.
  std::optional<Failure> out_of_service;
  // Since when the page is covered: "I need a moment", or "somebody shall come".
  std::optional<SteadyTime> resting;
  bool calls_staff = false;               // while resting: the cover tells the room
  bool leaving = false;                   // "End the visit?" is asked
  bool called_off = false;                // at goodbye: it was stopped, and what was said is gone
  std::optional<SteadyTime> idle_warning; // since when "Are you still there?" is asked
  SteadyTime last_touch{};
  SteadyTime began{};
};

} // namespace foyer::visit
