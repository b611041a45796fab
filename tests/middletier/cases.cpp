// SPDX-License-Identifier: EUPL-1.2
#include "cases.hpp"

#include "problem.hpp"

#include <base/clock.hpp>
#include <seal/case_seal.hpp>
#include <seal/digest.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <optional>

namespace foyer::middletier {

namespace {

using nlohmann::json;

constexpr std::int64_t miss_counts_ms = 15 * 60 * 1000;
// Of events and letters in one answer, which must stay below the 1 MiB that terminals read.
constexpr std::size_t answer_bytes = std::size_t{512} << 10;
constexpr std::size_t longest_text = 4'000;

std::int64_t now_ms() {
  return system_clock().wall().time_since_epoch().count();
}

Problem unknown_case() {
  return {404, "urn:foyer:problem:unknown-case"};
}

Problem case_full() {
  return {409, "urn:foyer:problem:case-full"};
}

std::string tag_of(const std::string& jwe) {
  return jwe.substr(jwe.rfind('.') + 1);
}

// Misses that still count. Another instance's clock may be ahead; but those from a far future do
// not: the clock has been set back, and they would lock for ever.
void refuse_after(Connection& connection, std::string_view sql, const std::string& whose,
                  std::int64_t most, std::int64_t now) {
  const Rows misses = connection.query(sql, {whose, now - miss_counts_ms, now + miss_counts_ms});
  if (misses[0].number(0) < most)
    return;
  const std::int64_t wait_ms = misses[0].number(1) + miss_counts_ms - now;
  throw Problem{429, "urn:foyer:problem:too-many-tries", static_cast<int>((wait_ms + 999) / 1000)};
}

// What the case's events say from `since` on, with their letters, as far as it fits.
void read_on(Connection& connection, const std::string& number, std::int64_t since,
             OpenedCase& opened) {
  std::size_t size = 0;
  for (const std::string& token : opened.events)
    size += token.size();
  opened.next = since;
  for (Row& row : connection.query(
           "SELECT e.sequence, e.token, l.id, l.jwe FROM case_event e LEFT JOIN case_letter l ON "
           "l.receipt=e.receipt AND l.sequence=e.sequence WHERE e.receipt=$1 AND e.sequence>$2 "
           "ORDER BY e.sequence",
           {number, since})) {
    const std::size_t adds = row.text(1).size() + (row.is_null(2) ? 0 : row.text(3).size());
    if (opened.next > since && size + adds > answer_bytes) {
      opened.more = true;
      return;
    }
    size += adds;
    opened.next = row.number(0);
    opened.events.push_back(row.take(1));
    if (!row.is_null(2))
      opened.letters.push_back({row.take(2), row.take(3)});
  }
}

} // namespace

std::string case_state(Connection& connection, const std::string& receipt) {
  const Rows rows = connection.query("SELECT state FROM case_event WHERE receipt=$1 AND "
                                     "state!='' ORDER BY sequence DESC LIMIT 1",
                                     {receipt});
  return rows.empty() ? std::string() : rows[0].text(0);
}

Bytes case_key(Connection& connection, const std::string& receipt) {
  const Rows rows = connection.query("SELECT message FROM case_key WHERE receipt=$1", {receipt});
  return rows.empty() ? Bytes() : rows[0].bytes(0);
}

void CaseBook::may_ask(const std::string& receipt, ByteView verifier) {
  connection_.change("INSERT INTO case_access VALUES($1,$2) ON CONFLICT(receipt) DO UPDATE SET "
                     "sha256=excluded.sha256",
                     {receipt, verifier});
}

bool CaseBook::fits(const std::string& receipt, ByteView verifier) {
  const Rows known =
      connection_.query("SELECT sha256 FROM case_access WHERE receipt=$1", {receipt});
  // The same work for a number that nobody has: time tells nothing either.
  const Bytes kept = known.empty() ? Bytes(32, 0) : known[0].bytes(0);
  return equal_constant_time(kept, verifier) && !known.empty();
}

void CaseBook::keep_key(const std::string& receipt, ByteView message_key) {
  connection_.change("INSERT INTO case_key VALUES($1,$2) ON CONFLICT(receipt) DO UPDATE SET "
                     "message=excluded.message",
                     {receipt, message_key});
}

// From here to the end of the transaction nobody else says anything about this case.
EventSubject CaseBook::hold(const std::string& receipt) {
  const Rows rows = connection_.query("SELECT id, case_id FROM submission WHERE receipt=$1 AND "
                                      "state='accepted' {locked}",
                                      {receipt});
  if (rows.empty())
    throw unknown_case();
  return {rows[0].text(0), receipt, rows[0].text(1)};
}

// Numbered without a gap within its case, and the number is signed: nobody on the way can leave
// one out, repeat or reorder them unseen.
std::int64_t CaseBook::add(const EventSubject& subject, std::string_view kind,
                           const std::string& body_json, std::string_view state) {
  const std::int64_t sequence =
      1 + connection_
              .query("SELECT coalesce(max(sequence), 0) FROM case_event WHERE receipt=$1",
                     {subject.receipt})[0]
              .number(0);
  if (sequence > most_case_events)
    throw case_full();
  json body = json::parse(body_json);
  body["sequence"] = sequence;
  connection_.change(
      "INSERT INTO case_event VALUES($1,$2,$3,$4)",
      {subject.receipt, sequence, state, event_token(signer_, subject, kind, body.dump())});
  return sequence;
}

void CaseBook::set_state(const std::string& receipt, std::string_view state) {
  if (std::find(std::begin(case_states), std::end(case_states), state) == std::end(case_states))
    throw Problem{422, "urn:foyer:problem:bad-state"};
  const EventSubject subject = hold(receipt);
  if (case_state(connection_, receipt) != state)
    add(subject, "case-state", json{{"state", state}}.dump(), state);
}

void CaseBook::write(const std::string& receipt, const Letter& letter) {
  const EventSubject subject = hold(receipt);
  Bytes key = case_key(connection_, receipt);
  if (key.empty())
    throw Problem{409, "urn:foyer:problem:no-code"};
  const auto jwe = seal::seal_letter(Secret(std::move(key)), receipt,
                                     {.id = letter.id,
                                      .kind = letter.kind,
                                      .at = system_clock().wall(),
                                      .text = Personal(letter.text)});
  if (!jwe)
    throw Problem{422, "urn:foyer:problem:bad-letter"};
  const Rows written = connection_.query(
      "SELECT coalesce(sum(length(jwe)), 0) FROM case_letter WHERE receipt=$1", {receipt});
  if (written[0].number(0) + static_cast<std::int64_t>(jwe->size()) > most_letter_bytes)
    throw case_full();
  json body{{"message", letter.id}, {"kind", letter.kind}, {"tag", tag_of(*jwe)}};
  if (!letter.answers.empty())
    body["answers"] = letter.answers;
  const std::int64_t sequence = add(subject, "case-message", body.dump(), "");
  connection_.change("INSERT INTO case_letter VALUES($1,$2,$3,$4)",
                     {receipt, letter.id, sequence, *jwe});
  connection_.change(
      "INSERT INTO case_talk VALUES($1,$2,$3,$4,$5)",
      {receipt, letter.id, letter.kind, to_rfc3339(system_clock().wall()), letter.text});
}

OpenedCase Cases::open(const std::string& terminal, const std::string& number, ByteView access,
                       std::int64_t since) {
  const auto digest = seal::sha256(access);
  if (!digest)
    throw std::runtime_error("sha256");
  // Serial: of tries that come at the same moment to different instances each counts.
  auto opened = db_.transaction(Kind::serial, [&](Connection& connection) {
    const std::int64_t now = now_ms();
    refuse_after(connection,
                 "SELECT count(*), min(at_ms) FROM case_miss WHERE number=$1 AND at_ms>$2 AND "
                 "at_ms<=$3",
                 number, misses_a_case, now);
    refuse_after(connection,
                 "SELECT count(*), min(at_ms) FROM case_miss WHERE terminal=$1 AND at_ms>$2 AND "
                 "at_ms<=$3",
                 terminal, misses_a_terminal, now);
    if (!CaseBook(connection, signer_).fits(number, *digest)) {
      connection.change("DELETE FROM case_miss WHERE at_ms<=$1 OR at_ms>$2",
                        {now - miss_counts_ms, now + miss_counts_ms});
      connection.change("INSERT INTO case_miss VALUES($1,$2,$3)", {number, terminal, now});
      return std::optional<OpenedCase>();
    }
    OpenedCase found;
    const Rows taken =
        connection.query("SELECT case_number FROM application WHERE receipt=$1", {number});
    if (!taken.empty())
      found.case_number = taken[0].text(0);
    if (since == 0)
      for (Row& row : connection.query("SELECT e.token FROM event e JOIN submission s ON "
                                       "s.id=e.submission WHERE s.receipt=$1 ORDER BY e.sequence",
                                       {number}))
        found.events.push_back(row.take(0));
    read_on(connection, number, since, found);
    return std::optional(std::move(found));
  });
  if (!opened)
    throw unknown_case();
  return std::move(*opened);
}

void Cases::set_state(const std::string& receipt, std::string_view state) {
  db_.transaction(Kind::write, [&](Connection& connection) {
    CaseBook(connection, signer_).set_state(receipt, state);
  });
}

void Cases::say(const std::string& receipt, const std::string& kind, const std::string& text) {
  if ((kind != "question" && kind != "message") || text.empty() || text.size() > longest_text)
    throw Problem{422, "urn:foyer:problem:bad-letter"};
  const Letter letter{.id = new_uuid(), .kind = kind, .text = text, .answers = {}};
  db_.transaction(Kind::write, [&](Connection& connection) {
    CaseBook book(connection, signer_);
    book.write(receipt, letter);
    if (kind == "question")
      book.set_state(receipt, "question");
  });
}

} // namespace foyer::middletier
