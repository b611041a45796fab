// SPDX-License-Identifier: EUPL-1.2
#include "submissions.hpp"

#include "opening.hpp"

#include <seal/digest.hpp>
#include <store/receipt_number.hpp>

#include <nlohmann/json.hpp>
#include <openssl/rand.h>

#include <algorithm>
#include <array>

namespace foyer::middletier {

namespace {

using nlohmann::json;

constexpr std::int64_t largest_part = 512LL << 20;
constexpr std::size_t most_attachments = 100;

std::string now_text() {
  return to_rfc3339(system_clock().wall());
}

std::string sha256_hex(ByteView bytes) {
  const auto digest = seal::sha256(bytes);
  if (!digest)
    throw std::runtime_error("sha256");
  return to_hex(*digest);
}

// The profile its announcement names; before there were two, none was noted.
std::string profile_of(const json& announcement) {
  return announcement.value("profile", "jwe");
}

std::string tag_or_problem(const json& announcement, std::string_view name, std::string_view part) {
  std::string tag = tag_of(profile_of(announcement), name, part);
  if (tag.empty())
    throw Problem{422, "urn:foyer:problem:not-sealed-like-this"};
  return tag;
}

// The same announcement gives the same text, whatever order its JSON came in.
std::string canonical(const Announcement& announcement) {
  json parts = json::object();
  for (const auto& [id, part] : announcement.attachments)
    parts[id] = {part.size, part.sha256};
  json whole{{"container", {announcement.container.size, announcement.container.sha256}},
             {"filed_at", announcement.filed_at},
             {"attachments", parts}};
  if (announcement.profile != "jwe")
    whole["profile"] = announcement.profile;
  if (!announcement.case_access.empty())
    whole["case_access"] = announcement.case_access;
  if (!announcement.answers_number.empty())
    whole["answers"] = {announcement.answers_number, announcement.answers_message};
  return whole.dump();
}

bool is_sha256(const std::string& text) {
  return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

void check_part(const PartAnnouncement& part) {
  if (!is_sha256(part.sha256) || part.size <= 0 || part.size > largest_part)
    throw Problem{422, "urn:foyer:problem:bad-announcement"};
}

void check(const std::string& terminal, const Announcement& announcement) {
  const auto number = store::ReceiptNumber::parse(announcement.receipt);
  if (!number || number->text() != announcement.receipt)
    throw Problem{422, "urn:foyer:problem:bad-receipt-number"};
  if (number->kiosk_id() != terminal)
    throw Problem{403, "urn:foyer:problem:other-terminal"};
  if (announcement.profile != "jwe" && announcement.profile != "osci")
    throw Problem{422, "urn:foyer:problem:unknown-profile"};
  check_part(announcement.container);
  if (!announcement.case_access.empty() && !is_sha256(announcement.case_access))
    throw Problem{422, "urn:foyer:problem:bad-announcement"};
  if (!announcement.answers_number.empty() &&
      (!store::ReceiptNumber::parse(announcement.answers_number) ||
       announcement.answers_message.size() > 64))
    throw Problem{422, "urn:foyer:problem:bad-announcement"};
  if (announcement.attachments.size() > most_attachments)
    throw Problem{413, "urn:foyer:problem:too-many-attachments"};
  for (const auto& [id, part] : announcement.attachments) {
    if (id.empty() || id.size() > 64 || id == "container")
      throw Problem{422, "urn:foyer:problem:bad-announcement"};
    check_part(part);
  }
}

} // namespace

std::string new_uuid() {
  std::array<std::uint8_t, 16> random{};
  if (RAND_bytes(random.data(), random.size()) != 1)
    throw std::runtime_error("random");
  random[6] = static_cast<std::uint8_t>((random[6] & 0x0f) | 0x40); // RFC 9562 §5.4, version 4
  random[8] = static_cast<std::uint8_t>((random[8] & 0x3f) | 0x80);
  std::string text = to_hex(random);
  for (const std::size_t at : {20u, 16u, 12u, 8u})
    text.insert(at, "-");
  return text;
}

Announced Submissions::announce(const std::string& terminal, const Announcement& announcement) {
  check(terminal, announcement);
  const std::lock_guard lock(mutex_);
  Transaction transaction(db_);
  Announced result;
  auto known = db_.prepare("SELECT id, case_id, announcement FROM submission WHERE receipt=?");
  if (known.bind(announcement.receipt).step()) {
    if (known.text(2) != canonical(announcement))
      throw Problem{409, "urn:foyer:problem:other-content-under-this-number"};
    result.submission = known.text(0);
    result.case_id = known.text(1);
  } else {
    result.submission = new_uuid();
    result.case_id = new_uuid();
    result.is_new = true;
    db_.prepare("INSERT INTO submission VALUES(?,?,?,?,?,?,'announced')")
        .bind(result.submission)
        .bind(result.case_id)
        .bind(announcement.receipt)
        .bind(terminal)
        .bind(canonical(announcement))
        .bind(now_text())
        .run();
    if (!announcement.case_access.empty())
      book_.may_ask(announcement.receipt, from_hex(announcement.case_access).value());
    add_event(result.submission, "create", "{}");
  }
  const auto lacks = [&](const std::string& name) {
    return !db_.prepare("SELECT 1 FROM part WHERE submission=? AND name=?")
                .bind(result.submission)
                .bind(name)
                .step();
  };
  for (const auto& [id, part] : announcement.attachments)
    if (lacks(id))
      result.missing.push_back(id);
  if (lacks("container"))
    result.missing.emplace_back("container");
  transaction.commit();
  return result;
}

void Submissions::store_part(const std::string& terminal, const std::string& submission,
                             const std::string& name, ByteView bytes) {
  const std::lock_guard lock(mutex_);
  Transaction transaction(db_);
  auto known = db_.prepare("SELECT announcement, terminal FROM submission WHERE id=?");
  if (!known.bind(submission).step())
    throw Problem{404, "urn:foyer:problem:unknown-submission"};
  if (known.text(1) != terminal)
    throw Problem{403, "urn:foyer:problem:other-terminal"};
  const json announcement = json::parse(known.text(0));
  const bool is_container = name == "container";
  if (!is_container && !announcement["attachments"].contains(name))
    throw Problem{404, "urn:foyer:problem:unknown-attachment"};
  const json& promised =
      is_container ? announcement["container"] : announcement["attachments"][name];
  if (promised[0].get<std::size_t>() != bytes.size() || promised[1] != sha256_hex(bytes))
    throw Problem{409, "urn:foyer:problem:other-content-under-this-number"};
  tag_or_problem(announcement, name, as_text(bytes)); // refuse it before it is taken in
  if (is_container)
    for (const auto& item : announcement["attachments"].items())
      if (!db_.prepare("SELECT 1 FROM part WHERE submission=? AND name=?")
               .bind(submission)
               .bind(item.key())
               .step())
        throw Problem{422, "urn:foyer:problem:attachments-missing"};
  db_.prepare("INSERT OR IGNORE INTO part VALUES(?,?,?)")
      .bind(submission)
      .bind(name)
      .bind(bytes)
      .run();
  if (is_container) {
    db_.prepare("UPDATE submission SET state='submitted' WHERE id=? AND state='announced'")
        .bind(submission)
        .run();
    add_event(submission, "submit", tags_json(submission));
  }
  transaction.commit();
}

std::vector<Sealed> Submissions::unjudged() {
  const std::lock_guard lock(mutex_);
  std::vector<Sealed> result;
  auto rows = db_.prepare(
      "SELECT id, receipt, terminal, announcement FROM submission WHERE state='submitted' "
      "ORDER BY rowid");
  while (rows.step()) {
    Sealed sealed{
        rows.text(0), rows.text(1), rows.text(2), profile_of(json::parse(rows.text(3))), {}, {}};
    auto parts = db_.prepare("SELECT name, sealed FROM part WHERE submission=?");
    parts.bind(sealed.submission);
    while (parts.step()) {
      if (parts.text(0) == "container")
        sealed.container = parts.text(1);
      else
        sealed.attachments[parts.text(0)] = parts.text(1);
    }
    result.push_back(std::move(sealed));
  }
  return result;
}

// The nonce was drawn for one reading: under a second application the reading is an old one.
CardVerdict Submissions::store_card(const std::string& receipt, CardVerdict card) {
  if (!card.nonce.empty()) {
    auto used = db_.prepare("SELECT 1 FROM card WHERE nonce=?");
    const bool first = !used.bind(card.nonce).step();
    card.add({"first_use", 0, first ? "passed" : "failed", first ? "none" : "nonce_seen_before", "",
              first});
  }
  db_.prepare("INSERT INTO card VALUES(?,?,?,?,?)")
      .bind(receipt)
      .bind(std::string_view(card.accepted ? "accepted" : "doubtful"))
      .bind(card.chip)
      .bind(card.nonce)
      .bind(card.bundle)
      .run();
  for (const CardFinding& one : card.findings)
    db_.prepare("INSERT INTO card_check VALUES(?,?,?,?,?,?,?)")
        .bind(receipt)
        .bind(one.check)
        .bind(std::int64_t{one.data_group})
        .bind(one.verdict)
        .bind(one.reason)
        .bind(one.claimed)
        .bind(std::string_view(one.accepted ? "accepted" : "doubtful"))
        .run();
  return card;
}

bool Submissions::answer_fits(const Verdict& verdict) {
  if (!verdict.answer)
    return true;
  auto known = db_.prepare("SELECT 1 FROM case_key WHERE receipt=?");
  return book_.fits(verdict.answer->number, verdict.answer->verifier) &&
         known.bind(verdict.answer->number).step();
}

// An answer goes into the file of what it answers.
std::string Submissions::case_number_for(const Verdict& verdict) {
  if (verdict.answer) {
    auto row = db_.prepare("SELECT case_number FROM application WHERE receipt=?");
    row.bind(verdict.answer->number).step();
    return row.text(0);
  }
  auto count = db_.prepare("SELECT 1 + coalesce(max(sequence), 0) FROM application");
  count.step();
  std::string digits = std::to_string(count.number(0));
  digits.insert(0, digits.size() < 6 ? 6 - digits.size() : 0, '0');
  return "ABH-" + verdict.filed_at.substr(0, 4) + "-" + digits;
}

void Submissions::take_in(const Sealed& sealed, const Verdict& verdict,
                          const std::string& case_number) {
  db_.prepare("INSERT INTO application(receipt, case_number, filed_at, imported_at, terminal, "
              "concern, applicant, xml) VALUES(?,?,?,?,?,?,?,?)")
      .bind(sealed.receipt)
      .bind(case_number)
      .bind(verdict.filed_at)
      .bind(now_text())
      .bind(sealed.terminal)
      .bind(verdict.concern)
      .bind(verdict.applicant)
      .bind(verdict.xml)
      .run();
  for (const auto& document : verdict.documents)
    db_.prepare("INSERT INTO document VALUES(?,?,?,?,?,?)")
        .bind(sealed.receipt)
        .bind(document.id)
        .bind(document.title)
        .bind(document.media_type)
        .bind(document.pages)
        .bind(ByteView(document.bytes))
        .run();
  if (!verdict.case_verifier.empty()) {
    book_.may_ask(sealed.receipt, verdict.case_verifier);
    book_.keep_key(sealed.receipt, verdict.message_key);
  }
  if (const auto& answer = verdict.answer) {
    db_.prepare("INSERT INTO answer VALUES(?,?,?)")
        .bind(sealed.receipt)
        .bind(answer->number)
        .bind(answer->message)
        .run();
    // The visitor reads the own words again, too, at whatever terminal.
    try {
      book_.write(answer->number, {.id = sealed.receipt,
                                   .kind = "answer",
                                   .text = answer->text,
                                   .answers = answer->message});
      if (book_.state(answer->number) == "question")
        book_.set_state(answer->number, "in_progress");
    } catch (const Problem&) { // too long for a letter, or the case is full: it is in the file
    }
  }
}

std::optional<CardVerdict> Submissions::judge(const Sealed& sealed, const Verdict& verdict) {
  const std::lock_guard lock(mutex_);
  Transaction transaction(db_);
  std::optional<CardVerdict> card;
  auto state = db_.prepare("SELECT state FROM submission WHERE id=?");
  if (!state.bind(sealed.submission).step() || state.text(0) != "submitted")
    return card;
  const std::string reason = !verdict.reason.empty() ? verdict.reason
                             : !answer_fits(verdict) ? "answer-mismatch"
                                                     : "";
  if (!reason.empty()) {
    add_event(sealed.submission, "reject", json{{"reason", reason}}.dump());
  } else {
    const std::string case_number = case_number_for(verdict);
    take_in(sealed, verdict, case_number);
    if (verdict.card)
      card = store_card(sealed.receipt, *verdict.card);
    add_event(sealed.submission, "accept", tags_json(sealed.submission, case_number));
  }
  db_.prepare("UPDATE submission SET state=? WHERE id=?")
      .bind(reason.empty() ? "accepted" : "rejected")
      .bind(sealed.submission)
      .run();
  transaction.commit();
  return card;
}

std::string Submissions::tags_json(const std::string& submission, std::string_view case_number) {
  json tags{{"attachments", json::object()}};
  auto announced = db_.prepare("SELECT announcement FROM submission WHERE id=?");
  announced.bind(submission).step();
  const json announcement = json::parse(announced.text(0));
  auto parts = db_.prepare("SELECT name, sealed FROM part WHERE submission=?");
  parts.bind(submission);
  while (parts.step()) {
    std::string tag = tag_or_problem(announcement, parts.text(0), parts.text(1));
    (parts.text(0) == "container" ? tags["data"] : tags["attachments"][parts.text(0)]) =
        std::move(tag);
  }
  json body{{"authenticationTags", tags}};
  if (!case_number.empty())
    body["caseNumber"] = case_number;
  return body.dump();
}

std::string Submissions::token(const std::string& submission, const std::string& receipt,
                               const std::string& case_id, const std::string& kind,
                               const std::string& body_json) const {
  const auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(system_clock().wall().time_since_epoch());
  const json claims{
      {"iss", "urn:foyer:middletier"},
      {"iat", seconds.count()},
      {"jti", new_uuid()},
      {"sub", submission},
      {"txn", receipt},
      {"case", case_id},
      {"events", {{"urn:foyer:event:" + kind + "-submission", json::parse(body_json)}}}};
  return signer_.sign("secevent+jwt", claims.dump());
}

void Submissions::add_event(const std::string& submission, const std::string& kind,
                            const std::string& body_json) {
  auto row = db_.prepare("SELECT receipt, case_id FROM submission WHERE id=?");
  row.bind(submission).step();
  db_.prepare("INSERT OR IGNORE INTO event(submission, kind, token) VALUES(?,?,?)")
      .bind(submission)
      .bind(kind)
      .bind(token(submission, row.text(0), row.text(1), kind, body_json))
      .run();
}

std::string Submissions::forged(const std::string& how, const std::string& submission,
                                const std::string& case_id, const std::string& receipt,
                                const std::string& kind, std::string honest) {
  if (how == "signature") {
    char& letter = honest[honest.rfind('.') + 20];
    letter = letter == 'A' ? 'B' : 'A';
  }
  if (how == "algorithm") // RFC 8725 §2.1: "none" must not pass
    return to_base64url(as_bytes(R"({"alg":"none","typ":"secevent+jwt"})")) +
           honest.substr(honest.find('.'), honest.rfind('.') + 1 - honest.find('.'));
  if (how == "tags" && kind == "submit")
    return token(submission, receipt, case_id, kind,
                 R"({"authenticationTags":{"data":"AAAAAAAAAAAAAAAAAAAAAA","attachments":{}}})");
  if (how == "receipt" && kind == "accept")
    return token(submission, store::ReceiptNumber::make("N01", 2026, 999'999).value().text(),
                 case_id, kind, tags_json(submission, "ABH-2026-999999"));
  return honest;
}

std::vector<std::string> Submissions::events(const std::string& terminal,
                                             const std::string& case_id, std::int64_t since,
                                             const std::string& forge) {
  const std::lock_guard lock(mutex_);
  auto known = db_.prepare("SELECT id, terminal, receipt FROM submission WHERE case_id=?");
  // Somebody else's case and no case look the same.
  if (!known.bind(case_id).step() || known.text(1) != terminal)
    throw Problem{404, "urn:foyer:problem:unknown-case"};
  std::vector<std::string> tokens;
  auto rows = db_.prepare(
      "SELECT token, kind FROM event WHERE submission=? AND sequence>? ORDER BY sequence");
  rows.bind(known.text(0)).bind(since);
  while (rows.step())
    tokens.push_back(
        forged(forge, known.text(0), case_id, known.text(2), rows.text(1), rows.text(0)));
  return tokens;
}

} // namespace foyer::middletier
