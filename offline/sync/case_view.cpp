// SPDX-License-Identifier: EUPL-1.2
#include <sync/case_view.hpp>

#include "api.hpp"

#include <base/clock.hpp>
#include <store/receipt_number.hpp>

#include <algorithm>
#include <map>

namespace foyer::sync {

namespace {

constexpr std::size_t access_bytes = 32;
// What a case holds at most (FORMAT.md), so that all of it fits through the agent's socket.
constexpr std::uint32_t most_events = 200;
constexpr std::size_t most_letter_bytes = std::size_t{1} << 20;

Failure odd(const char* what) {
  return fail(FailureCode::server_answer_malformed, what);
}
Failure forged(const char* what) {
  return fail(FailureCode::receipt_forged, what);
}

class Reading {
 public:
  explicit Reading(std::string_view number) : number_(number) {}

  // One answer after the other.
  Status take(const CaseFile& file, const EventKey& key) {
    for (const auto& letter : file.letters) {
      letter_bytes_ += letter.jwe.size();
      if (!letters_.emplace(letter.id, letter.jwe).second)
        return odd("a message twice");
    }
    if (letter_bytes_ > most_letter_bytes)
      return odd("more than a case may hold");
    const std::uint32_t before = sequence_;
    for (const std::string& token : file.events) {
      FOYER_TRY(const Bytes payload, key.open(token, "secevent+jwt"));
      FOYER_TRY(const Event event, parse_event(payload));
      FOYER_CHECK(take(event));
    }
    if (!letters_.empty())
      return odd("a message that no event names");
    if (file.more && sequence_ == before)
      return odd("more, but nothing of it");
    return success();
  }
  // Of the last event of the case, verified.
  [[nodiscard]] std::uint32_t sequence() const { return sequence_; }
  CaseView finish() { return std::move(view_); }

 private:
  Status take(const Event& event) {
    if (event.receipt != number_)
      return forged("event of another case");
    switch (event.kind) {
    case EventKind::create:
    case EventKind::other: return success();
    case EventKind::submit: return once("handed_over", event);
    case EventKind::accept: view_.case_number = event.case_number; return once("accepted", event);
    case EventKind::reject: return once("rejected", event);
    case EventKind::case_state:
      FOYER_CHECK(next(event));
      view_.steps.push_back({event.state, event.issued_at});
      return success();
    case EventKind::case_message: FOYER_CHECK(next(event)); return take_message(event);
    }
    return success();
  }

  Status once(const char* state, const Event& event) {
    const bool twice = std::any_of(view_.steps.begin(), view_.steps.end(),
                                   [&](const auto& step) { return step.state == state; });
    if (twice)
      return forged("the same event twice");
    view_.steps.push_back({state, event.issued_at});
    return success();
  }
  // None may be left out, repeated or moved.
  Status next(const Event& event) {
    if (event.sequence != ++sequence_)
      return forged("an event out of its order");
    return sequence_ <= most_events ? success() : Status(odd("more than a case may hold"));
  }
  Status take_message(const Event& event) {
    const auto letter = letters_.find(event.message);
    if (letter == letters_.end())
      return odd("a message is missing");
    const std::string& jwe = letter->second;
    if (jwe.substr(jwe.rfind('.') + 1) != event.message_tag)
      return forged("another message than was signed");
    view_.messages.push_back(
        {event.message, event.kind_of_message, event.answers, event.issued_at, jwe});
    letters_.erase(letter);
    return success();
  }

  std::string_view number_;
  std::map<std::string, std::string> letters_; // not named by an event yet
  std::size_t letter_bytes_ = 0;
  std::uint32_t sequence_ = 0;
  CaseView view_;
};

CaseAnswer answer_for(const ApiFailure& failure) {
  if (failure.ours && failure.http_status == 404)
    return CaseUnknown{};
  if (const auto wait = wait_of(failure))
    return *wait;
  return failure.failure;
}

} // namespace

CaseAnswer open_case(Line& line, const EventKey& key, std::string_view number,
                     std::string_view access, std::chrono::milliseconds within,
                     const std::stop_token& stop) {
  const auto parsed = store::ReceiptNumber::parse(number);
  const auto secret = from_base64url(access);
  if (!parsed || parsed->text() != number || !secret || secret->size() != access_bytes)
    return CaseUnknown{};
  const SteadyTime end = system_clock().steady() + within;
  Reading reading(number);
  while (true) {
    const auto left = std::chrono::floor<std::chrono::milliseconds>(end - system_clock().steady());
    if (left.count() <= 0)
      return fail(FailureCode::line_down, "no time left");
    const auto answer =
        Api(line, stop)
            .open_case(std::string(number), std::string(access), reading.sequence(), left);
    if (const auto* failure = std::get_if<ApiFailure>(&answer))
      return answer_for(*failure);
    const auto& file = std::get<CaseFile>(answer);
    if (const auto taken = reading.take(file, key); !taken)
      return taken.failure();
    if (!file.more)
      return reading.finish();
  }
}

} // namespace foyer::sync
