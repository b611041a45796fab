// SPDX-License-Identifier: EUPL-1.2
// What stands on the screen for whoever holds a service card, and what they do there; steps the
// session below it. Pure, as the session is.
//
// The clauses, each with a test of its name in tests/unit/staff:
//   W1 A card that comes covers the visitor's page, so that nobody reads on while a PIN is typed; a
//      card that leaves uncovers it.
//   W2 An entrance that nobody touches goes away by itself: a forgotten card keeps nobody out.
//   W3 What a page showed goes with it: at a lock, at another page, at the visit's end.
//   W4 Whether an action is allowed is asked of policy.hpp at the moment of the action.
//   W5 An open session is never out of sight: over a visit by a band, else by its own page.
//   W6 An answer counts where it was asked for: each question has a number, and only the answer to
//      the last of its kind, in the same session, changes anything.
#pragma once

#include <staff/session.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

namespace foyer::staff {

// W2. Long enough to look for the PIN in one's memory.
inline constexpr std::chrono::seconds entrance_lasts{60};

enum class Page : std::uint8_t {
  none,         // the visitor's page is there
  entrance,     // what the card is, and its PIN
  desk,         // what the role may do
  face_key,     // the printed data that open a passport
  face_reading, // the passport is being read
  face,         // the picture
  face_problem, // why there is none
  clock,        // is this the right time?
  condition,    // how the machine is
};

// What opens a passport: as printed, dates as YYMMDD.
struct FaceKey {
  Secret number, birth, expiry;
};

// A face to look at; wiped with the last who hold it.
struct Portrait {
  int width = 0, height = 0;
  Bytes rgba; // four bytes a pixel, rows from the top

  Portrait() = default;
  Portrait(const Portrait&) = delete;
  Portrait& operator=(const Portrait&) = delete;
  ~Portrait() { wipe(rgba); }
};

// What the chip's checks make of the document the face is from.
enum class Authentic : std::uint8_t { yes, unknown, no };

enum class NoFace : std::uint8_t {
  residence_title, // § 78 AufenthG: nobody may read it
  not_given,       // the document holds none, or will not give it
  failed,          // Workplace::face_failure says why
};

// Whom filings are sealed to; all but the first two want a technician.
enum class OfficeKey : std::uint8_t {
  good,
  untold,      // nobody has looked
  ends_soon,   // and no successor is known
  emergency,   // none of the office's is valid: the pinned emergency key
  out_of_date, // nor is one pinned: one that is not valid
  missing
};
inline constexpr std::int64_t office_key_ends_soon_days = 30;

// What can be told of the machine without a word about anybody.
struct Condition {
  std::optional<FailureCode> scanner, store, clock; // what is wrong with it; nothing: all is well
  OfficeKey office_key = OfficeKey::untold;
  std::int64_t office_key_days = 0; // until it ends; good, ends_soon
  std::int64_t waiting = 0;         // filings not yet accepted by the office
  std::int64_t free_mb = 0;         // on the disk
  std::string version;
  std::int64_t assistants = 0, trust_list_signers = 0;
};

enum class Paper : std::uint8_t { not_asked, printing, printed, failed };

// W6. The numbers of the questions whose answers are awaited; 0: none.
struct Awaited {
  std::uint64_t face = 0, clock = 0, condition = 0, paper = 0;
};

struct Workplace {
  State session;
  Page page = Page::none;
  SteadyTime shown{};         // the entrance: since when, or since the last touch
  bool visitor_there = false; // a visit is under way
  bool key_known = false;     // ... whose passport has been read: it need not be typed again
  std::shared_ptr<const Portrait> face;
  Authentic authentic = Authentic::unknown; // with `face`
  NoFace no_face = NoFace::not_given;
  std::optional<FailureCode> face_failure;
  std::optional<Condition> condition; // nothing: somebody is looking
  Paper test_paper = Paper::not_asked;
  std::optional<FailureCode> test_paper_failure;
  bool clock_confirmed = false;             // in this session
  std::optional<FailureCode> clock_failure; // why not
  bool out_of_order = false;                // taken out of service by a technician
  std::uint64_t asked = 0;                  // number of the last question
  Awaited awaited;
};

// ---- Events beside the session's own
// People.
struct Uncover {};  // from the entrance or the desk to the visitor's page
struct ShowDesk {}; // by the band, or back from a page of the desk; the entrance where none is open
struct AskFace {};  // the passport's picture
struct SubmitKey {  // the data that open it
  FaceKey key;
};
struct AskClock {};
struct ConfirmClock {};
struct AskCondition {};
struct PrintTest {};
struct SetOutOfOrder {
  bool out_of_order;
};
// Devices and workers, with the number of the effect they answer (W6).
struct FaceRead {
  std::uint64_t number = 0;
  std::shared_ptr<const Portrait> face;
  Authentic authentic = Authentic::unknown;
};
struct FaceNotRead {
  std::uint64_t number = 0;
  NoFace why;
  std::optional<FailureCode> failure;
};
struct ClockConfirmed {
  std::uint64_t number = 0;
  std::optional<FailureCode> failure;
};
struct LookedAround {
  std::uint64_t number = 0;
  Condition condition;
};
struct TestPrinted {
  std::uint64_t number = 0;
  std::optional<FailureCode> failure;
};
// What the visit is, told when it changes.
struct VisitChanged {
  bool there = false, key_known = false;
};

using WorkEvent = std::variant<Event, Uncover, ShowDesk, AskFace, SubmitKey, AskClock, ConfirmClock,
                               AskCondition, PrintTest, SetOutOfOrder, FaceRead, FaceNotRead,
                               ClockConfirmed, LookedAround, TestPrinted, VisitChanged>;

// ---- Effects beside the session's own, to be carried out in order
struct ReadFace {
  std::uint64_t number = 0;
  std::optional<FaceKey> key; // empty: what the visit knows
};
struct StopFace {}; // the reading that was asked for last; nothing else
struct StoreConfirmation {
  std::uint64_t number = 0;
};
struct LookAround {
  std::uint64_t number = 0;
};
struct PrintTestPage {
  std::uint64_t number = 0;
};
struct KeepOutOfOrder { // durable: a restart changes nothing
  bool out_of_order;
};

using WorkEffect = std::variant<Effect, ReadFace, StopFace, StoreConfirmation, LookAround,
                                PrintTestPage, KeepOutOfOrder>;

struct WorkStep {
  Workplace workplace;
  std::vector<WorkEffect> effects;
};

// Events that do not fit the state change nothing; any may come at any time.
WorkStep step(Workplace workplace, WorkEvent event, SteadyTime now);

// When a Ticked would change something, if nothing else happens before; nothing: never.
std::optional<SteadyTime> next_tick(const Workplace& workplace);

// Some card is in the staff's reader, whatever it is.
bool card_lies_there(const Workplace& workplace);

// A person did this, who touched the screen: it keeps an open session alive.
bool by_person(const WorkEvent& event);

} // namespace foyer::staff
