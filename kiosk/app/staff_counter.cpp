// SPDX-License-Identifier: EUPL-1.2
#include "staff_counter.hpp"

#include <base/log.hpp>
#include <visit/step.hpp>

#include <algorithm>

namespace foyer::app {

namespace {

Token token(staff::LockReason reason) {
  switch (reason) {
  case staff::LockReason::card: return "card";
  case staff::LockReason::idle: return "idle";
  case staff::LockReason::asked: return "asked";
  }
  return "card";
}

Token token(api::StaffRole role) {
  return role == api::StaffRole::staff ? Token("staff") : Token("technician");
}

// YYYY-MM-DD as a passport's zone has it; nothing where a part is unknown.
std::optional<std::string> zone_date(const std::string& day) {
  const bool whole = day.size() == 10 && std::all_of(day.begin(), day.end(), [](char c) {
                       return (c >= '0' && c <= '9') || c == '-';
                     });
  if (!whole)
    return std::nullopt;
  return day.substr(2, 2) + day.substr(5, 2) + day.substr(8, 2);
}

// The visitors' reader is the visit's for a moment, or the online ID function's.
bool has_the_reader(visit::Place place) {
  return place == visit::Place::reading_card || place == visit::Place::eid_consent ||
         place == visit::Place::eid_number || place == visit::Place::eid_working;
}

// Of the passport the visit has read; nothing where there is none, or not all of it is known.
std::optional<visit::DocumentZone> known_zone(const visit::State& visit) {
  if (!visit.reading || visit.reading->facts.reveal().kind != forms::CardKind::passport)
    return std::nullopt;
  const auto& facts = visit.reading->facts.reveal();
  auto birth = zone_date(facts.birth_date), expiry = zone_date(facts.expiry);
  std::optional<visit::DocumentZone> zone;
  if (birth && expiry && !facts.document_number.empty())
    zone = visit::DocumentZone{Secret(std::string_view(facts.document_number)),
                               Secret(std::string_view(*birth)), Secret(std::string_view(*expiry))};
  for (auto* date : {&birth, &expiry})
    if (*date)
      wipe(**date);
  return zone;
}

// What the session forgets: a login that failed.
void tell_log(const staff::WorkEvent& event) {
  const auto* session = std::get_if<staff::Event>(&event);
  const auto* ended = session != nullptr ? std::get_if<staff::LoginEnded>(session) : nullptr;
  if (ended != nullptr && !ended->login.ok())
    log(events::StaffNotSignedIn{.failure = ended->login.failure().code});
}

} // namespace

StaffCounter::StaffCounter(std::unique_ptr<api::StaffReader> reader,
                           const std::filesystem::path& data_dir, Desks desks, About about,
                           const Clock& clock, StaffReport report)
    : desks_(desks), about_(about), clock_(clock), report_(std::move(report)) {
  workplace_.out_of_order = StaffMemory(data_dir).out_of_order();
  if (reader)
    desk_ = std::make_unique<StaffDesk>(std::move(reader), data_dir, report_);
}

std::vector<visit::Event> StaffCounter::happen(staff::WorkEvent event, const visit::State& visit) {
  const bool covered = workplace_.page != staff::Page::none, by_person = staff::by_person(event);
  const bool out = workplace_.out_of_order;
  tell_log(event);
  auto next = staff::step(std::move(workplace_), std::move(event), clock_.steady());
  workplace_ = std::move(next.workplace);
  for (auto& effect : next.effects)
    carry_out(effect, visit);

  std::vector<visit::Event> told;
  const bool covers = workplace_.page != staff::Page::none;
  if (covers && (!covered || by_person)) {
    // The visit waits below; whoever is asked "still there?" has just got company.
    if (visit.idle_warning)
      told.emplace_back(visit::Touched{});
    told.emplace_back(visit::Rest{false});
  }
  if (covered && !covers)
    told.emplace_back(visit::Stay{});
  if (out != workplace_.out_of_order)
    desks_.office.check_service();
  return told;
}

std::vector<visit::Event> StaffCounter::follow(const visit::State& visit) {
  const staff::VisitChanged now{.there = visit.place != visit::Place::attract,
                                .key_known = known_zone(visit).has_value()};
  if (now.there == workplace_.visitor_there && now.key_known == workplace_.key_known)
    return {};
  return happen(now, visit);
}

std::vector<visit::Event> StaffCounter::tick(const visit::State& visit) {
  const auto due = next_tick();
  if (!due || clock_.steady() < *due)
    return {};
  return happen(staff::Event{staff::Ticked{}}, visit);
}

std::optional<SteadyTime> StaffCounter::next_tick() const {
  return desk_ ? staff::next_tick(workplace_) : std::nullopt;
}

void StaffCounter::carry_out(staff::WorkEffect& effect, const visit::State& visit) {
  std::visit([&](auto& wanted) { on(wanted, visit); }, effect);
}

void StaffCounter::on(staff::Effect& effect, const visit::State&) {
  if (const auto* one = std::get_if<staff::Remember>(&effect))
    desk_->remember(one->failures);
  else if (auto* wanted = std::get_if<staff::LogIn>(&effect))
    desk_->log_in(wanted->attempt, std::move(wanted->pin));
  else if (const auto* opened = std::get_if<staff::Opened>(&effect))
    log(events::StaffSignedIn{.role = token(opened->role)});
  else if (const auto* locked = std::get_if<staff::Locked>(&effect))
    log(events::StaffLocked{.reason = token(locked->reason)});
}

void StaffCounter::on(staff::ReadFace& effect, const visit::State& visit) {
  if (has_the_reader(visit.place))
    return report_(
        staff::FaceNotRead{effect.number, staff::NoFace::failed, FailureCode::reader_busy});
  auto zone = effect.key ? std::optional(visit::DocumentZone{std::move(effect.key->number),
                                                             std::move(effect.key->birth),
                                                             std::move(effect.key->expiry)})
                         : known_zone(visit);
  if (!zone)
    return report_(
        staff::FaceNotRead{effect.number, staff::NoFace::failed, FailureCode::zone_wrong});
  desks_.card.read_face(effect.number, std::move(*zone), report_);
}

void StaffCounter::on(const staff::StoreConfirmation& effect, const visit::State&) {
  desks_.office.confirm_clock(effect.number, report_);
}

void StaffCounter::on(const staff::LookAround& effect, const visit::State&) {
  // The office's desk first: the scanner's outlives it. Neither comes back to this object.
  desks_.office.look([number = effect.number, about = about_, &scan = desks_.scan,
                      report = report_](staff::Condition condition) {
    condition.version = FOYER_VERSION;
    condition.assistants = static_cast<std::int64_t>(about.assistants);
    condition.trust_list_signers = static_cast<std::int64_t>(about.signers);
    scan.probe([number, condition = std::move(condition),
                report](std::optional<FailureCode> scanner) mutable {
      condition.scanner = scanner;
      report(staff::LookedAround{number, std::move(condition)});
    });
  });
}

void StaffCounter::on(const staff::PrintTestPage& effect, const visit::State&) {
  desks_.office.print_test_page(effect.number, report_);
}

void StaffCounter::on(const staff::KeepOutOfOrder& effect, const visit::State&) {
  log(events::OutOfOrder{.state = effect.out_of_order ? Token("out") : Token("back")});
  desk_->keep_out_of_order(effect.out_of_order);
}

} // namespace foyer::app
