// SPDX-License-Identifier: EUPL-1.2
#include <staff/policy.hpp>
#include <staff/workplace.hpp>

#include <type_traits>
#include <utility>

namespace foyer::staff {
namespace {

using api::StaffCard;

bool by_person(const Event& event) {
  return std::holds_alternative<Touched>(event) || std::holds_alternative<PinTyped>(event) ||
         std::holds_alternative<LastTryConfirmed>(event);
}

class Worker {
 public:
  Worker(Workplace workplace, SteadyTime now) : w_(std::move(workplace)), now_(now) {}

  void operator()(Event& event) {
    const bool was_there = card_lies_there(w_);
    const bool was_open = open();
    const bool person = by_person(event);
    const bool was_checking = w_.session.place == Place::checking;
    const bool tick = std::holds_alternative<Ticked>(event);
    auto next = step(std::move(w_.session), std::move(event), now_);
    w_.session = std::move(next.state);
    for (Effect& effect : next.effects)
      effects_.emplace_back(std::move(effect));
    const bool is_there = card_lies_there(w_);
    if (!was_there && is_there)
      show_entrance(); // W1
    if (was_there && !is_there)
      turn_to(Page::none); // W1
    if (!was_open && open()) {
      w_.clock_confirmed = false;
      w_.awaited = {}; // W6
      turn_to(Page::desk);
    }
    if (was_open && !open() && is_there && w_.page != Page::none)
      show_entrance();
    const bool answered = was_checking && w_.session.place != Place::checking;
    if ((person || answered) && w_.page == Page::entrance)
      w_.shown = now_; // W2: whoever typed sees what became of it
    if (tick && w_.page == Page::entrance && now_ - w_.shown >= entrance_lasts &&
        w_.session.place != Place::checking)
      turn_to(Page::none); // W2
  }

  void operator()(const Uncover&) {
    if (w_.page == Page::entrance || (w_.page == Page::desk && w_.visitor_there))
      turn_to(Page::none);
  }
  void operator()(const ShowDesk&) {
    if (open())
      turn_to(Page::desk);
    else if (card_lies_there(w_))
      show_entrance();
  }

  void operator()(const AskFace&) {
    if (!allowed(w_.session, Action::show_face)) // W4
      return;
    // Where it does not fit, another passport lies there: a child's, say.
    const bool does_not_fit =
        w_.page == Page::face_problem && w_.face_failure == FailureCode::zone_wrong;
    if (w_.key_known && !does_not_fit)
      return read_face(std::nullopt);
    turn_to(Page::face_key);
  }
  void operator()(SubmitKey& event) {
    const bool asked = w_.page == Page::face_key || w_.page == Page::face_problem;
    if (!asked || !allowed(w_.session, Action::show_face)) // W4
      return;
    read_face(std::move(event.key));
  }
  void operator()(FaceRead& event) {
    if (!answers(event.number, w_.awaited.face) || !allowed(w_.session, Action::show_face))
      return; // W3, W4: it came too late, and goes with its last owner
    turn_to(Page::face);
    w_.face = std::move(event.face);
    w_.authentic = event.authentic;
  }
  void operator()(const FaceNotRead& event) {
    if (!answers(event.number, w_.awaited.face))
      return;
    turn_to(Page::face_problem);
    w_.no_face = event.why;
    w_.face_failure = event.failure;
  }

  void operator()(const AskClock&) {
    if (!serves())
      return;
    turn_to(Page::clock);
    w_.clock_failure.reset();
  }
  void operator()(const ConfirmClock&) {
    if (w_.page == Page::clock && serves() && w_.awaited.clock == 0)
      effects_.emplace_back(StoreConfirmation{ask(w_.awaited.clock)});
  }
  void operator()(const ClockConfirmed& event) {
    if (!answers(event.number, w_.awaited.clock))
      return;
    w_.clock_failure = event.failure;
    w_.clock_confirmed = !event.failure && open();
  }

  void operator()(const AskCondition&) {
    if (!serves())
      return;
    turn_to(Page::condition);
    effects_.emplace_back(LookAround{ask(w_.awaited.condition)});
  }
  void operator()(LookedAround& event) {
    if (answers(event.number, w_.awaited.condition))
      w_.condition = std::move(event.condition);
  }
  void operator()(const PrintTest&) {
    if (w_.page != Page::condition || !serves() || w_.test_paper == Paper::printing)
      return;
    w_.test_paper = Paper::printing;
    effects_.emplace_back(PrintTestPage{ask(w_.awaited.paper)});
  }
  void operator()(const TestPrinted& event) {
    if (!answers(event.number, w_.awaited.paper))
      return;
    w_.test_paper = event.failure ? Paper::failed : Paper::printed;
    w_.test_paper_failure = event.failure;
  }

  void operator()(const SetOutOfOrder& event) {
    if (!serves() || w_.out_of_order == event.out_of_order)
      return;
    w_.out_of_order = event.out_of_order;
    effects_.emplace_back(KeepOutOfOrder{event.out_of_order});
  }

  void operator()(const VisitChanged& event) {
    const bool ended = w_.visitor_there && !event.there;
    w_.visitor_there = event.there;
    w_.key_known = event.key_known;
    if (!ended)
      return;
    w_.session = step(std::move(w_.session), VisitEnded{}, now_).state;
    if (open())
      turn_to(Page::desk); // W3, W5
  }

  WorkStep take() { return {std::move(w_), std::move(effects_)}; }

 private:
  [[nodiscard]] bool open() const { return w_.session.place == Place::open; }
  [[nodiscard]] bool serves() const { return allowed(w_.session, Action::serve); }

  // W6. A question of this kind: its answer is awaited, and no earlier one's.
  std::uint64_t ask(std::uint64_t& awaited) { return awaited = ++w_.asked; }
  static bool answers(std::uint64_t number, std::uint64_t& awaited) {
    if (number == 0 || number != awaited)
      return false;
    awaited = 0;
    return true;
  }

  // W3: whatever the page before held goes, and so does what it asked for.
  void turn_to(Page page) {
    if (w_.awaited.face != 0)
      effects_.emplace_back(StopFace{});
    w_.awaited.face = w_.awaited.condition = w_.awaited.paper = 0;
    w_.page = page;
    w_.face.reset();
    w_.face_failure.reset();
    w_.condition.reset();
    w_.test_paper = Paper::not_asked;
    w_.test_paper_failure.reset();
  }
  void show_entrance() {
    turn_to(Page::entrance);
    w_.shown = now_;
  }
  void read_face(std::optional<FaceKey> key) {
    turn_to(Page::face_reading);
    effects_.emplace_back(ReadFace{ask(w_.awaited.face), std::move(key)});
  }

  Workplace w_;
  SteadyTime now_;
  std::vector<WorkEffect> effects_;
};

} // namespace

bool card_lies_there(const Workplace& workplace) {
  const StaffCard card = workplace.session.card.card;
  return card != StaffCard::absent && card != StaffCard::reader_missing;
}

WorkStep step(Workplace workplace, WorkEvent event, SteadyTime now) {
  const bool touched =
      by_person(event) && !std::holds_alternative<Event>(event); // the session knows its own
  if (touched)
    workplace.session = step(std::move(workplace.session), Touched{}, now).state;
  Worker worker(std::move(workplace), now);
  std::visit(worker, event);
  return worker.take();
}

std::optional<SteadyTime> next_tick(const Workplace& workplace) {
  const State& session = workplace.session;
  if (session.place == Place::open)
    return session.touched +
           (*session.role == api::StaffRole::staff ? staff_idle : technician_idle);
  if (workplace.page == Page::entrance && session.place != Place::checking)
    return workplace.shown + entrance_lasts;
  return std::nullopt;
}

bool by_person(const WorkEvent& event) {
  return std::visit(
      [](const auto& one) {
        using E = std::decay_t<decltype(one)>;
        if constexpr (std::is_same_v<E, Event>)
          return by_person(one);
        return std::is_same_v<E, Uncover> || std::is_same_v<E, ShowDesk> ||
               std::is_same_v<E, AskFace> || std::is_same_v<E, SubmitKey> ||
               std::is_same_v<E, AskClock> || std::is_same_v<E, ConfirmClock> ||
               std::is_same_v<E, AskCondition> || std::is_same_v<E, PrintTest> ||
               std::is_same_v<E, SetOutOfOrder>;
      },
      event);
}

} // namespace foyer::staff
