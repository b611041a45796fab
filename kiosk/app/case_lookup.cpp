// SPDX-License-Identifier: EUPL-1.2
#include <app/case_lookup.hpp>

#include <base/log.hpp>

#include <algorithm>

namespace foyer::app {

namespace {

using visit::CaseMessage;
using visit::CaseNotOpened;
using visit::CaseState;
using Why = CaseNotOpened::Why;

constexpr CaseState all_states[] = {
    CaseState::stored,      CaseState::handed_over, CaseState::accepted,       CaseState::rejected,
    CaseState::in_progress, CaseState::question,    CaseState::decision_ready, CaseState::closed};

// Nothing for a word that a newer office has: it is left out.
std::optional<CaseState> state_of(std::string_view word) {
  const auto* found = std::find_if(std::begin(all_states), std::end(all_states),
                                   [&](CaseState state) { return name(state) == word; });
  return found == std::end(all_states) ? std::nullopt : std::optional(*found);
}

std::optional<CaseMessage::Kind> kind_of(std::string_view word) {
  if (word == "question")
    return CaseMessage::Kind::question;
  if (word == "message")
    return CaseMessage::Kind::message;
  if (word == "answer")
    return CaseMessage::Kind::answer;
  return std::nullopt;
}

// What the agent has noted of verified events (offline/sync/courier.cpp).
std::optional<CaseState> state_of(const store::DeliveryEvent& event) {
  if (event.result == "submit_event")
    return CaseState::handed_over;
  if (event.result == "accept_event")
    return CaseState::accepted;
  if (event.result == "reject_event")
    return CaseState::rejected;
  return std::nullopt;
}

void add_own_steps(visit::Case& opened, const store::FoundCase& known) {
  for (const auto& event : known.events)
    if (const auto state = state_of(event))
      opened.steps.push_back({*state, event.server_time.value_or(event.at)});
  opened.case_number = known.filing->case_number;
}

void add_office(visit::Case& opened, const agent::OpenedCase& office, const Secret& message_key) {
  opened.case_number = office.case_number;
  for (const auto& step : office.steps)
    if (const auto state = state_of(step.state))
      opened.steps.push_back({*state, step.at});
  for (const auto& message : office.messages) {
    const auto kind = kind_of(message.kind);
    auto letter = seal::open_letter(message_key, opened.number, message.jwe);
    // Signed, and yet not readable with this code, or another letter than its event says.
    if (!kind || !letter || letter->id != message.id || letter->kind != message.kind) {
      log(events::Fault{.room = "seal", .failure = FailureCode::malformed});
      continue;
    }
    opened.messages.push_back({.id = message.id,
                               .kind = *kind,
                               .at = letter->at,
                               .text = std::move(letter->text),
                               .answers = message.answers});
  }
}

// Answers filed here that the office has not put into the case yet.
void add_own_answers(visit::Case& opened, const store::FoundCase& known) {
  for (const auto& answer : known.answers) {
    const bool arrived =
        std::any_of(opened.messages.begin(), opened.messages.end(),
                    [&](const CaseMessage& message) { return message.id == answer.number.text(); });
    if (!arrived)
      opened.messages.push_back({.id = answer.number.text(),
                                 .kind = CaseMessage::Kind::answer,
                                 .at = answer.filed_at,
                                 .answers = answer.answers->message,
                                 .on_its_way = answer.state != store::DeliveryState::accepted});
  }
}

void sort_by_time(std::vector<CaseMessage>& messages) {
  std::stable_sort(messages.begin(), messages.end(),
                   [](const auto& a, const auto& b) { return a.at < b.at; });
}

void mark_answered(visit::Case& opened) {
  for (auto& message : opened.messages)
    message.answered =
        std::any_of(opened.messages.begin(), opened.messages.end(), [&](const CaseMessage& other) {
          return other.kind == CaseMessage::Kind::answer && other.answers == message.id;
        });
}

// So short a wait is asked for by a busy agent, too, where no code was wrong; the advice to try
// again is right for both.
constexpr std::chrono::seconds soon{10};

CaseNotOpened not_opened(const Failure& failure) {
  switch (failure.code) {
  case FailureCode::line_down:
  case FailureCode::agent_missing:
  case FailureCode::timed_out: return {Why::line_down};
  default: return {Why::failed};
  }
}

} // namespace

visit::CaseReply look_up_case(const agent::Client& agent, const KnownHere& known_here,
                              std::string_view number, const Secret& code,
                              const std::stop_token& stop) {
  const auto parsed = store::ReceiptNumber::parse(number);
  const auto paper = seal::PaperCode::parse(as_text(code.reveal()));
  if (!parsed || !paper)
    return CaseNotOpened{Why::mistyped};
  const auto keys = seal::derive_case(*paper, parsed->text());
  const auto verifier = keys ? seal::case_verifier(keys->access) : Result<Bytes>(keys.failure());
  if (!verifier)
    return CaseNotOpened{Why::failed};

  const auto known = known_here(*parsed, *verifier);
  if (!known)
    log(events::Fault{.room = "store", .failure = known.failure().code});
  const bool ours = known && known->filing;
  const auto asked = agent.open_case(parsed->text(), keys->access.reveal(), stop);
  const bool theirs = asked && asked->opened;
  if (!ours && !theirs) {
    if (!asked)
      return not_opened(asked.failure());
    if (asked->wait > soon)
      return CaseNotOpened{Why::locked, asked->wait};
    if (asked->wait > std::chrono::seconds(0))
      return CaseNotOpened{Why::failed};
    return CaseNotOpened{Why::unknown};
  }

  visit::Case opened{.number = parsed->text(),
                     .current = theirs,
                     .access = std::make_shared<const Secret>(keys->access.clone())};
  if (ours)
    opened.steps.push_back({CaseState::stored, known->filing->filed_at});
  if (theirs)
    add_office(opened, *asked->opened, keys->message);
  else
    add_own_steps(opened, *known);
  if (opened.steps.empty()) // announced by another terminal and not there yet
    opened.steps.push_back({CaseState::stored, {}});
  if (ours)
    add_own_answers(opened, *known);
  sort_by_time(opened.messages);
  mark_answered(opened);
  return opened;
}

} // namespace foyer::app
