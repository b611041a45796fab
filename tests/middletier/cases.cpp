// SPDX-License-Identifier: EUPL-1.2
#include "cases.hpp"

#include "submissions.hpp"

#include <seal/case_seal.hpp>
#include <seal/digest.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace foyer::middletier {

namespace {

using nlohmann::json;

constexpr std::int64_t miss_counts_ms = 15 * 60 * 1000;
// What fits into one answer of 1 MiB with room to spare.
constexpr std::int64_t most_events = 200;
constexpr std::size_t longest_text = 4'000;

std::int64_t now_ms() {
  return system_clock().wall().time_since_epoch().count();
}

Problem unknown_case() {
  return {404, "urn:foyer:problem:unknown-case"};
}

Problem too_many(std::int64_t oldest_ms, std::int64_t now) {
  return {429, "urn:foyer:problem:too-many-tries",
          static_cast<int>((oldest_ms + miss_counts_ms - now + 999) / 1000)};
}

std::string tag_of(const std::string& jwe) {
  return jwe.substr(jwe.rfind('.') + 1);
}

} // namespace

void CaseBook::may_ask(const std::string& receipt, ByteView verifier) {
  db_.prepare("INSERT OR REPLACE INTO case_access VALUES(?,?)").bind(receipt).bind(verifier).run();
}

bool CaseBook::fits(const std::string& receipt, ByteView verifier) {
  auto row = db_.prepare("SELECT sha256 FROM case_access WHERE receipt=?");
  const bool known = row.bind(receipt).step();
  // The same work for a number that nobody has: time tells nothing either.
  const Bytes kept = known ? row.blob(0) : Bytes(32, 0);
  return equal_constant_time(kept, verifier) && known;
}

void CaseBook::keep_key(const std::string& receipt, ByteView message_key) {
  db_.prepare("INSERT OR REPLACE INTO case_key VALUES(?,?)").bind(receipt).bind(message_key).run();
}

std::string CaseBook::state(const std::string& receipt) {
  auto row = db_.prepare("SELECT state FROM case_event WHERE receipt=? AND state!='' ORDER BY "
                         "sequence DESC LIMIT 1");
  return row.bind(receipt).step() ? row.text(0) : std::string();
}

// Numbered without a gap within its case, and the number is signed: nobody on the way can leave
// one out, repeat or reorder them unseen.
void CaseBook::add(const std::string& receipt, const std::string& kind, std::string body_json,
                   std::string_view state) {
  auto submission =
      db_.prepare("SELECT id, case_id FROM submission WHERE receipt=? AND state='accepted'");
  if (!submission.bind(receipt).step())
    throw unknown_case();
  auto last = db_.prepare("SELECT coalesce(max(sequence), 0) FROM case_event WHERE receipt=?");
  last.bind(receipt).step();
  const std::int64_t sequence = last.number(0) + 1;
  if (sequence > most_events)
    throw Problem{409, "urn:foyer:problem:case-full"};
  json body = json::parse(body_json);
  body["sequence"] = sequence;
  const json claims{{"iss", "urn:foyer:middletier"},
                    {"iat", now_ms() / 1000},
                    {"jti", new_uuid()},
                    {"sub", submission.text(0)},
                    {"txn", receipt},
                    {"case", submission.text(1)},
                    {"events", {{"urn:foyer:event:" + kind, body}}}};
  db_.prepare("INSERT INTO case_event VALUES(?,?,?,?)")
      .bind(receipt)
      .bind(sequence)
      .bind(state)
      .bind(signer_.sign("secevent+jwt", claims.dump()))
      .run();
}

void CaseBook::set_state(const std::string& receipt, std::string_view state) {
  if (std::find(std::begin(case_states), std::end(case_states), state) == std::end(case_states))
    throw Problem{422, "urn:foyer:problem:bad-state"};
  if (this->state(receipt) != state)
    add(receipt, "case-state", json{{"state", state}}.dump(), state);
}

void CaseBook::write(const std::string& receipt, const Letter& letter) {
  auto key = db_.prepare("SELECT message FROM case_key WHERE receipt=?");
  if (!key.bind(receipt).step())
    throw Problem{409, "urn:foyer:problem:no-code"};
  const auto jwe = seal::seal_letter(Secret(key.blob(0)), receipt,
                                     {.id = letter.id,
                                      .kind = letter.kind,
                                      .at = system_clock().wall(),
                                      .text = Personal(letter.text)});
  if (!jwe)
    throw Problem{422, "urn:foyer:problem:bad-letter"};
  json body{{"message", letter.id}, {"kind", letter.kind}, {"tag", tag_of(*jwe)}};
  if (!letter.answers.empty())
    body["answers"] = letter.answers;
  add(receipt, "case-message", body.dump(), "");
  db_.prepare("INSERT INTO case_letter SELECT ?1, ?2, max(sequence), ?3 FROM case_event WHERE "
              "receipt=?1")
      .bind(receipt)
      .bind(letter.id)
      .bind(*jwe)
      .run();
  db_.prepare("INSERT INTO case_talk VALUES(?,?,?,?,?)")
      .bind(receipt)
      .bind(letter.id)
      .bind(letter.kind)
      .bind(to_rfc3339(system_clock().wall()))
      .bind(letter.text)
      .run();
}

OpenedCase Cases::open(const std::string& terminal, const std::string& number, ByteView access,
                       std::int64_t since) {
  const auto digest = seal::sha256(access);
  if (!digest)
    throw std::runtime_error("sha256");
  const std::lock_guard lock(mutex_);
  Transaction transaction(db_);
  const std::int64_t now = now_ms();
  // Also those from the future: the clock has been set back, and they would lock for ever.
  db_.prepare("DELETE FROM case_miss WHERE at_ms<=? OR at_ms>?")
      .bind(now - miss_counts_ms)
      .bind(now)
      .run();
  const auto refuse_after = [&](const char* sql, const std::string& whose, std::int64_t most) {
    auto misses = db_.prepare(sql);
    if (misses.bind(whose).step() && misses.number(0) >= most)
      throw too_many(misses.number(1), now);
  };
  refuse_after("SELECT count(*), min(at_ms) FROM case_miss WHERE number=?", number, misses_a_case);
  refuse_after("SELECT count(*), min(at_ms) FROM case_miss WHERE terminal=?", terminal,
               misses_a_terminal);
  if (!book_.fits(number, *digest)) {
    db_.prepare("INSERT INTO case_miss VALUES(?,?,?)").bind(number).bind(terminal).bind(now).run();
    transaction.commit();
    throw unknown_case();
  }
  OpenedCase opened;
  auto taken = db_.prepare("SELECT case_number FROM application WHERE receipt=?");
  if (taken.bind(number).step())
    opened.case_number = taken.text(0);
  if (since == 0) {
    auto rows = db_.prepare("SELECT e.token FROM event e JOIN submission s ON s.id=e.submission "
                            "WHERE s.receipt=? ORDER BY e.sequence");
    rows.bind(number);
    while (rows.step())
      opened.events.push_back(rows.text(0));
  }
  opened.next = since;
  auto rows = db_.prepare("SELECT token, sequence FROM case_event WHERE receipt=? AND sequence>? "
                          "ORDER BY sequence");
  rows.bind(number).bind(since);
  while (rows.step()) {
    opened.events.push_back(rows.text(0));
    opened.next = rows.number(1);
  }
  auto letters = db_.prepare("SELECT id, jwe FROM case_letter WHERE receipt=? AND sequence>? "
                             "ORDER BY sequence");
  letters.bind(number).bind(since);
  while (letters.step())
    opened.letters.push_back({letters.text(0), letters.text(1)});
  transaction.commit();
  return opened;
}

void Cases::set_state(const std::string& receipt, std::string_view state) {
  const std::lock_guard lock(mutex_);
  Transaction transaction(db_);
  book_.set_state(receipt, state);
  transaction.commit();
}

void Cases::say(const std::string& receipt, const std::string& kind, const std::string& text) {
  if ((kind != "question" && kind != "message") || text.empty() || text.size() > longest_text)
    throw Problem{422, "urn:foyer:problem:bad-letter"};
  const std::lock_guard lock(mutex_);
  Transaction transaction(db_);
  book_.write(receipt, {.id = new_uuid(), .kind = kind, .text = text, .answers = {}});
  if (kind == "question")
    book_.set_state(receipt, "question");
  transaction.commit();
}

} // namespace foyer::middletier
