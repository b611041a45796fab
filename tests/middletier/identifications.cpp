// SPDX-License-Identifier: EUPL-1.2
#include "identifications.hpp"

#include "page_parts.hpp"
#include "problem.hpp"
#include "same_person.hpp"

#include <openssl/rand.h>

#include <array>
#include <stdexcept>

namespace foyer::middletier {

namespace {

using std::chrono::milliseconds;

constexpr std::chrono::minutes clocks_differ{10}; // of terminal and office at most
constexpr std::size_t to_the_second = 19;         // of an RFC 3339 time

std::string new_id() {
  std::array<std::uint8_t, 16> random{};
  if (RAND_bytes(random.data(), static_cast<int>(random.size())) != 1)
    throw std::runtime_error("random");
  return to_base64url(random);
}

Problem unknown() {
  return {404, "urn:foyer:problem:unknown-identification"};
}

// In the same visit: not long before the filing, and not after it.
bool is_of_its_time(const std::string& filed_at, std::int64_t known_ms) {
  const WallTime known{milliseconds(known_ms)};
  const auto filed = filed_at.substr(0, to_the_second);
  return filed <= to_rfc3339(known + proof_counts).substr(0, to_the_second) &&
         filed >= to_rfc3339(known - clocks_differ).substr(0, to_the_second);
}

// Why it is not this application's.
std::string why_not(Connection& connection, const std::string& terminal, const std::string& id) {
  const Rows rows =
      connection.query("SELECT terminal, state FROM identification WHERE id=$1", {id});
  if (rows.empty())
    return "unknown";
  if (rows[0].text(0) != terminal)
    return "foreign";
  return rows[0].text(1) == "read" ? "used" : "unknown";
}

} // namespace

Identifications::Begun Identifications::begin(const std::string& terminal) {
  if (server_ == nullptr)
    throw Problem{404, "urn:foyer:problem:no-eid-server"};
  const auto begun = server_->begin();
  const std::string id = new_id();
  const std::int64_t now = clock_.wall().time_since_epoch().count();
  database_.transaction(Kind::write, [&](Connection& connection) {
    connection.change("DELETE FROM identification WHERE begun_ms<$1",
                      {now - milliseconds(identification_kept).count()});
    connection.change("INSERT INTO identification(id, terminal, session, state, begun_ms) "
                      "VALUES($1,$2,$3,'open',$4)",
                      {id, terminal, begun.session, now});
  });
  return {id, begun.token_url};
}

std::string Identifications::state(const std::string& terminal, const std::string& id) {
  const Rows rows = database_.transaction(Kind::read, [&](Connection& connection) {
    return connection.query(
        "SELECT state, session, begun_ms FROM identification WHERE id=$1 AND terminal=$2",
        {id, terminal});
  });
  if (rows.empty())
    throw unknown();
  const std::string& state = rows[0].text(0);
  if (state != "open")
    return state == "read" ? "identified" : "refused";
  const std::int64_t now = clock_.wall().time_since_epoch().count();
  EidResult result;
  if (now - rows[0].number(2) > milliseconds(identification_lasts).count())
    result.state = EidResult::State::refused;
  else if (server_ != nullptr)
    result = server_->result(rows[0].text(1));
  if (result.state == EidResult::State::open)
    return "open";
  const bool read = result.state == EidResult::State::read;
  const EidPerson& who = result.person;
  database_.transaction(Kind::write, [&](Connection& connection) {
    connection.change("UPDATE identification SET state=$1, known_ms=$2, given=$3, family=$4, "
                      "born=$5 WHERE id=$6 AND state='open'",
                      {read ? "read" : "refused", now, who.given, who.family, who.born, id});
  });
  return read ? "identified" : "refused";
}

void keep_proof(Connection& connection, const std::string& receipt, const std::string& terminal,
                const std::string& filed_at, const ProofClaim& claim) {
  // Whoever is first has it, and the card's words are from then on the application's alone.
  const Rows mine = connection.query(
      "SELECT given, family, born, known_ms FROM identification WHERE id=$1 AND terminal=$2 AND "
      "state='read' AND receipt='' {locked}",
      {claim.identification, terminal});
  EidPerson on_card;
  std::int64_t known_ms = 0;
  std::string verdict;
  if (mine.empty()) {
    verdict = why_not(connection, terminal, claim.identification);
  } else {
    on_card = {mine[0].text(0), mine[0].text(1), mine[0].text(2)};
    known_ms = mine[0].number(3);
    connection.change("UPDATE identification SET receipt=$1, given='', family='', born='' "
                      "WHERE id=$2",
                      {receipt, claim.identification});
    verdict = !is_of_its_time(filed_at, known_ms)  ? "old"
              : same_person(on_card, claim.stated) ? "agrees"
                                                   : "differs";
  }
  connection.change("INSERT INTO proof VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10)",
                    {receipt, claim.identification, verdict, known_ms, on_card.given,
                     on_card.family, on_card.born, claim.stated.given, claim.stated.family,
                     claim.stated.born});
}

std::string proof_in_german(Connection& connection, const std::string& receipt) {
  const Rows rows = connection.query("SELECT verdict, known_ms, given, family, born, stated_given, "
                                     "stated_family, stated_born FROM proof WHERE receipt=$1",
                                     {receipt});
  if (rows.empty())
    return "nicht genutzt";
  const Row& row = rows[0];
  const std::string& verdict = row.text(0);
  const auto spoken = [](bool good, const std::string& words) {
    return std::string("<span class=\"") + (good ? "good" : "doubt") + "\">" + words + "</span>";
  };
  const auto at = [&] { return german_time(to_rfc3339(WallTime(milliseconds(row.number(1))))); };
  const auto person = [&](std::size_t first) {
    return escaped(row.text(first) + ' ' + row.text(first + 1) + ", " + row.text(first + 2));
  };
  if (verdict == "agrees")
    return spoken(true, "nachgewiesen, stimmt mit dem Antrag überein") + ", " + at();
  if (verdict == "differs")
    return spoken(false, "nachgewiesen, weicht vom Antrag ab") + ", " + at() +
           "<br>Karte: " + person(2) + "<br>Antrag: " + person(5);
  if (verdict == "old")
    return spoken(false, "nachgewiesen, aber nicht beim selben Besuch") + ", " + at() +
           "<br>Karte: " + person(2);
  if (verdict == "used")
    return spoken(false, "Nachweis schon für einen anderen Antrag benutzt");
  if (verdict == "foreign")
    return spoken(false, "Nachweis eines anderen Terminals");
  return spoken(false, "Nachweis unbekannt");
}

} // namespace foyer::middletier
