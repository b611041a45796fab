// SPDX-License-Identifier: EUPL-1.2
#include "event_book.hpp"

#include "opening.hpp"
#include "problem.hpp"

#include <base/clock.hpp>

#include <nlohmann/json.hpp>
#include <openssl/rand.h>

#include <array>

namespace foyer::middletier {

using nlohmann::json;

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

std::string profile_of(const std::string& announcement_json) {
  return json::parse(announcement_json).value("profile", "jwe");
}

std::string tag_or_problem(std::string_view profile, std::string_view part_name,
                           std::string_view part) {
  std::string tag = tag_of(profile, part_name, part);
  if (tag.empty())
    throw Problem{422, "urn:foyer:problem:not-sealed-like-this"};
  return tag;
}

std::string event_token(const EventSigner& signer, const EventSubject& subject,
                        std::string_view kind, const std::string& body_json) {
  const auto seconds =
      std::chrono::duration_cast<std::chrono::seconds>(system_clock().wall().time_since_epoch());
  const json claims{{"iss", "urn:foyer:middletier"},
                    {"iat", seconds.count()},
                    {"jti", new_uuid()},
                    {"sub", subject.submission},
                    {"txn", subject.receipt},
                    {"case", subject.case_id},
                    {"events", {{"urn:foyer:event:" + std::string(kind), json::parse(body_json)}}}};
  return signer.sign("secevent+jwt", claims.dump());
}

void EventBook::add(const std::string& submission, std::string_view kind,
                    const std::string& body_json) {
  const Rows rows =
      connection_.query("SELECT receipt, case_id FROM submission WHERE id=$1", {submission});
  const EventSubject subject{submission, rows.at(0).text(0), rows[0].text(1)};
  connection_.change("INSERT INTO event(submission, kind, token) VALUES($1,$2,$3) "
                     "ON CONFLICT(submission, kind) DO NOTHING",
                     {submission, kind,
                      event_token(signer_, subject, std::string(kind) + "-submission", body_json)});
}

std::string EventBook::tags_json(const std::string& submission, std::string_view case_number) {
  json tags{{"attachments", json::object()}};
  const std::string profile =
      profile_of(connection_.query("SELECT announcement FROM submission WHERE id=$1", {submission})
                     .at(0)
                     .text(0));
  for (const Row& part : connection_.query(
           "SELECT name, tag, CASE WHEN tag='' THEN sealed END FROM part WHERE submission=$1",
           {submission})) {
    // Before tags were kept they had to be read off.
    std::string tag =
        part.is_null(2) ? part.text(1) : tag_or_problem(profile, part.text(0), part.text(2));
    (part.text(0) == "container" ? tags["data"] : tags["attachments"][part.text(0)]) =
        std::move(tag);
  }
  json body{{"authenticationTags", tags}};
  if (!case_number.empty())
    body["caseNumber"] = case_number;
  return body.dump();
}

} // namespace foyer::middletier
