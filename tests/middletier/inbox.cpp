// SPDX-License-Identifier: EUPL-1.2
#include "inbox.hpp"

#include "cases.hpp"
#include "event_book.hpp"
#include "problem.hpp"

#include <base/clock.hpp>

#include <nlohmann/json.hpp>

namespace foyer::middletier {

namespace {

using nlohmann::json;

Sealed read_sealed(Connection& connection, const Row& submission) {
  Sealed sealed{.submission = submission.text(0),
                .receipt = submission.text(1),
                .terminal = submission.text(2),
                .profile = profile_of(submission.text(3))};
  for (Row& part :
       connection.query("SELECT name, sealed FROM part WHERE submission=$1", {sealed.submission})) {
    if (part.text(0) == "container")
      sealed.container = part.take(1);
    else
      sealed.attachments[part.text(0)] = part.take(1);
  }
  return sealed;
}

// The office's part of one transaction.
class Filing {
 public:
  Filing(Connection& connection, const EventSigner& signer)
      : connection_(connection), signer_(signer), book_(connection, signer) {}

  Inbox::Taken judge(const Sealed& sealed, const Verdict& verdict);

 private:
  [[nodiscard]] bool exists(std::string_view sql, const std::string& key) const {
    return !connection_.query(sql, {key}).empty();
  }
  bool answer_fits(const Verdict& verdict);
  std::string case_number_for(const Verdict& verdict);
  void take_in(const Sealed& sealed, const Verdict& verdict, const std::string& case_number);
  void take_in_answer(const std::string& receipt, const Verdict::Answer& answer);
  CardVerdict store_card(const std::string& receipt, CardVerdict card);

  Connection& connection_;
  const EventSigner& signer_;
  CaseBook book_;
};

// Not an answer, or one to a case that is here, from somebody who had its code.
bool Filing::answer_fits(const Verdict& verdict) {
  return !verdict.answer || (book_.fits(verdict.answer->number, verdict.answer->verifier) &&
                             !case_key(connection_, verdict.answer->number).empty());
}

// An answer goes into the file of what it answers. Else the next number, without a gap: its row is
// locked until the commit, and a rollback gives the number back.
std::string Filing::case_number_for(const Verdict& verdict) {
  if (verdict.answer)
    return connection_
        .query("SELECT case_number FROM application WHERE receipt=$1", {verdict.answer->number})
        .at(0)
        .text(0);
  const std::int64_t number =
      connection_.query("UPDATE counter SET value=value+1 WHERE name='case_number' RETURNING value")
          .at(0)
          .number(0);
  std::string digits = std::to_string(number);
  digits.insert(0, digits.size() < 6 ? 6 - digits.size() : 0, '0');
  return "ABH-" + verdict.filed_at.substr(0, 4) + "-" + digits;
}

void Filing::take_in(const Sealed& sealed, const Verdict& verdict, const std::string& case_number) {
  connection_.change("INSERT INTO application(receipt, case_number, filed_at, imported_at, "
                     "terminal, concern, applicant, xml) VALUES($1,$2,$3,$4,$5,$6,$7,$8)",
                     {sealed.receipt, case_number, verdict.filed_at,
                      to_rfc3339(system_clock().wall()), sealed.terminal, verdict.concern,
                      verdict.applicant, verdict.xml});
  std::int64_t position = 0;
  for (const auto& document : verdict.documents)
    connection_.change("INSERT INTO document(receipt, id, title, media_type, pages, bytes, "
                       "position, quarantine) VALUES($1,$2,$3,$4,$5,$6,$7,$8)",
                       {sealed.receipt, document.id, document.title, document.media_type,
                        document.pages, document.bytes, ++position, document.quarantine});
  if (!verdict.case_verifier.empty()) {
    book_.may_ask(sealed.receipt, verdict.case_verifier);
    book_.keep_key(sealed.receipt, verdict.message_key);
  }
  if (verdict.answer)
    take_in_answer(sealed.receipt, *verdict.answer);
}

void Filing::take_in_answer(const std::string& receipt, const Verdict::Answer& answer) {
  connection_.change("INSERT INTO answer VALUES($1,$2,$3)",
                     {receipt, answer.number, answer.message});
  // The visitor reads the own words again, too, at whatever terminal.
  try {
    book_.write(answer.number,
                {.id = receipt, .kind = "answer", .text = answer.text, .answers = answer.message});
    if (case_state(connection_, answer.number) == "question")
      book_.set_state(answer.number, "in_progress");
  } catch (const Problem&) { // too long for a letter, or the case is full: it is in the file
  }
}

// The nonce was drawn for one reading: under a second application the reading is an old one.
CardVerdict Filing::store_card(const std::string& receipt, CardVerdict card) {
  if (!card.nonce.empty()) {
    const bool first = connection_.change("INSERT INTO nonce_use VALUES($1,$2) "
                                          "ON CONFLICT(nonce) DO NOTHING",
                                          {card.nonce, receipt}) == 1;
    card.add({"first_use", 0, first ? "passed" : "failed", first ? "none" : "nonce_seen_before", "",
              first});
  }
  connection_.change(
      "INSERT INTO card VALUES($1,$2,$3,$4,$5)",
      {receipt, card.accepted ? "accepted" : "doubtful", card.chip, card.nonce, card.bundle});
  std::int64_t position = 0;
  for (const CardFinding& one : card.findings)
    connection_.change("INSERT INTO card_check(receipt, name, data_group, verdict, reason, "
                       "claimed, judgement, position) VALUES($1,$2,$3,$4,$5,$6,$7,$8)",
                       {receipt, one.check, one.data_group, one.verdict, one.reason, one.claimed,
                        one.accepted ? "accepted" : "doubtful", ++position});
  return card;
}

Inbox::Taken Filing::judge(const Sealed& sealed, const Verdict& verdict) {
  Inbox::Taken taken{.outcome = Inbox::Outcome::judged, .receipt = sealed.receipt};
  if (verdict.reason.empty() && verdict.answer &&
      exists("SELECT 1 FROM submission WHERE receipt=$1 AND state='submitted'",
             verdict.answer->number))
    return {.outcome = Inbox::Outcome::too_early, .receipt = sealed.receipt};
  const std::string reason = !verdict.reason.empty() ? verdict.reason
                             : !answer_fits(verdict) ? "answer-mismatch"
                                                     : "";
  EventBook events(connection_, signer_);
  if (!reason.empty()) {
    events.add(sealed.submission, "reject", json{{"reason", reason}}.dump());
  } else {
    const std::string case_number = case_number_for(verdict);
    take_in(sealed, verdict, case_number);
    if (verdict.card)
      taken.card = store_card(sealed.receipt, *verdict.card);
    if (verdict.proof)
      keep_proof(connection_, sealed.receipt, sealed.terminal, verdict.filed_at, *verdict.proof);
    events.add(sealed.submission, "accept", events.tags_json(sealed.submission, case_number));
  }
  connection_.change("UPDATE submission SET state=$1 WHERE id=$2",
                     {reason.empty() ? "accepted" : "rejected", sealed.submission});
  return taken;
}

} // namespace

std::vector<std::string> Inbox::waiting() {
  return db_.transaction(Kind::read, [](Connection& connection) {
    std::vector<std::string> submissions;
    for (Row& row :
         connection.query("SELECT s.id FROM submission s JOIN event e ON e.submission=s.id "
                          "AND e.kind='submit' WHERE s.state='submitted' "
                          "ORDER BY e.sequence"))
      submissions.push_back(row.take(0));
    return submissions;
  });
}

Inbox::Taken Inbox::take(const std::string& submission,
                         const std::function<Verdict(const Sealed&)>& examine) {
  return db_.transaction(Kind::claim, [&](Connection& connection) {
    const Rows mine =
        connection.query("SELECT id, receipt, terminal, announcement FROM submission WHERE id=$1 "
                         "AND state='submitted' {claimed}",
                         {submission});
    if (mine.empty())
      return Taken{};
    const Sealed sealed = read_sealed(connection, mine[0]);
    const Verdict verdict = examine(sealed);
    connection.start_writing();
    return Filing(connection, signer_).judge(sealed, verdict);
  });
}

} // namespace foyer::middletier
