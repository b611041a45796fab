// SPDX-License-Identifier: EUPL-1.2
#include "submissions.hpp"

#include "cases.hpp"
#include "event_book.hpp"
#include "forgery.hpp"

#include <base/clock.hpp>
#include <seal/digest.hpp>
#include <store/receipt_number.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace foyer::middletier {

namespace {

using nlohmann::json;

constexpr std::int64_t largest_part = 512LL << 20;
constexpr std::size_t most_attachments = 100;

std::string sha256_hex(ByteView bytes) {
  const auto digest = seal::sha256(bytes);
  if (!digest)
    throw std::runtime_error("sha256");
  return to_hex(*digest);
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

std::set<std::string> parts_of(Connection& connection, const std::string& submission) {
  std::set<std::string> names;
  for (const Row& row : connection.query("SELECT name FROM part WHERE submission=$1", {submission}))
    names.insert(row.text(0));
  return names;
}

} // namespace

Announced Submissions::announce(const std::string& terminal, const Announcement& announcement) {
  check(terminal, announcement);
  return db_.transaction(Kind::write, [&](Connection& connection) {
    Announced result{.submission = new_uuid(), .case_id = new_uuid()};
    const std::string content = canonical(announcement);
    // Whoever comes second, also at the same moment at another instance, finds the first one's.
    result.is_new = connection.change("INSERT INTO submission VALUES($1,$2,$3,$4,$5,$6,'announced')"
                                      " ON CONFLICT(receipt) DO NOTHING",
                                      {result.submission, result.case_id, announcement.receipt,
                                       terminal, content, to_rfc3339(system_clock().wall())}) == 1;
    if (result.is_new) {
      if (!announcement.case_access.empty())
        CaseBook(connection, signer_)
            .may_ask(announcement.receipt, from_hex(announcement.case_access).value());
      EventBook(connection, signer_).add(result.submission, "create", "{}");
    } else {
      const Rows known =
          connection.query("SELECT id, case_id, announcement FROM submission WHERE receipt=$1",
                           {announcement.receipt});
      if (known.at(0).text(2) != content)
        throw Problem{409, "urn:foyer:problem:other-content-under-this-number"};
      result.submission = known[0].text(0);
      result.case_id = known[0].text(1);
    }
    const auto here = parts_of(connection, result.submission);
    for (const auto& [id, part] : announcement.attachments)
      if (!here.contains(id))
        result.missing.push_back(id);
    if (!here.contains("container"))
      result.missing.emplace_back("container");
    return result;
  });
}

void Submissions::check_database() {
  db_.transaction(Kind::read, [](Connection& connection) { connection.query("SELECT 1"); });
}

void Submissions::store_part(const std::string& terminal, const std::string& submission,
                             const std::string& name, ByteView bytes) {
  const std::string sha256 = sha256_hex(bytes);
  db_.transaction(Kind::write, [&](Connection& connection) {
    // Locked: the container comes after all attachments, also when they come by two instances.
    const Rows known = connection.query(
        "SELECT announcement, terminal FROM submission WHERE id=$1 {locked}", {submission});
    if (known.empty())
      throw Problem{404, "urn:foyer:problem:unknown-submission"};
    if (known[0].text(1) != terminal)
      throw Problem{403, "urn:foyer:problem:other-terminal"};
    const json announcement = json::parse(known[0].text(0));
    const bool is_container = name == "container";
    if (!is_container && !announcement["attachments"].contains(name))
      throw Problem{404, "urn:foyer:problem:unknown-attachment"};
    const json& promised =
        is_container ? announcement["container"] : announcement["attachments"][name];
    if (promised[0].get<std::size_t>() != bytes.size() || promised[1] != sha256)
      throw Problem{409, "urn:foyer:problem:other-content-under-this-number"};
    // Refuse it before it is taken in.
    const std::string tag = tag_or_problem(profile_of(known[0].text(0)), name, as_text(bytes));
    if (is_container) {
      const auto here = parts_of(connection, submission);
      for (const auto& item : announcement["attachments"].items())
        if (!here.contains(item.key()))
          throw Problem{422, "urn:foyer:problem:attachments-missing"};
    }
    connection.change("INSERT INTO part(submission, name, sealed, tag) VALUES($1,$2,$3,$4) "
                      "ON CONFLICT(submission, name) DO NOTHING",
                      {submission, name, bytes, tag});
    if (!is_container)
      return;
    connection.change("UPDATE submission SET state='submitted' WHERE id=$1 AND state='announced'",
                      {submission});
    EventBook events(connection, signer_);
    events.add(submission, "submit", events.tags_json(submission));
  });
}

std::vector<std::string> Submissions::events(const std::string& terminal,
                                             const std::string& case_id, std::int64_t since,
                                             const std::string& forge) {
  return db_.transaction(Kind::read, [&](Connection& connection) {
    const Rows known = connection.query(
        "SELECT id, terminal, receipt FROM submission WHERE case_id=$1", {case_id});
    // Somebody else's case and no case look the same.
    if (known.empty() || known[0].text(1) != terminal)
      throw Problem{404, "urn:foyer:problem:unknown-case"};
    const EventSubject subject{known[0].text(0), known[0].text(2), case_id};
    std::vector<std::string> tokens;
    for (Row& row : connection.query("SELECT token, kind FROM event WHERE submission=$1 AND "
                                     "sequence>$2 ORDER BY sequence",
                                     {subject.submission, since}))
      tokens.push_back(forge.empty()
                           ? row.take(0)
                           : forged(forge, connection, signer_, subject, row.text(1), row.text(0)));
    return tokens;
  });
}

} // namespace foyer::middletier
