// SPDX-License-Identifier: EUPL-1.2
#include "page.hpp"

#include "identifications.hpp"
#include "page_parts.hpp"

#include <httplib.h>
#include <openssl/rand.h>

#include <array>
#include <map>

namespace foyer::middletier {

// Everything on the page came from a visitor.
std::string escaped(const std::string& text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
    case '&': result += "&amp;"; break;
    case '<': result += "&lt;"; break;
    case '>': result += "&gt;"; break;
    case '"': result += "&quot;"; break;
    default: result += c;
    }
  }
  return result;
}

// "2026-11-25T17:38:05..." as "25.11.2026, 17:38:05 UTC".
std::string german_time(const std::string& rfc3339) {
  if (rfc3339.size() < 19)
    return escaped(rfc3339);
  return escaped(rfc3339.substr(8, 2) + "." + rfc3339.substr(5, 2) + "." + rfc3339.substr(0, 4) +
                 ", " + rfc3339.substr(11, 8) + " UTC");
}

namespace {

// The closed words of the card check for a case worker; an unknown one stands as it is.
std::string in_german(const std::string& word) {
  static const std::map<std::string, std::string> words{
      {"mrz_check_digits", "Prüfziffern der Zone"},
      {"sod_signature", "Unterschrift des Ausstellers"},
      {"data_group_hash", "Unverändert:"},
      {"signer_chain", "Aussteller bekannt"},
      {"signer_validity", "Zertifikate gültig"},
      {"signer_revocation", "Zertifikate nicht gesperrt"},
      {"issuer_country", "Staat des Ausstellers"},
      {"document_type", "Art des Dokuments"},
      {"card_security", "EF.CardSecurity"},
      {"chip_authentication", "Chipauthentisierung"},
      {"active_authentication", "Aktive Authentisierung"},
      {"card_access", "EF.CardAccess"},
      {"reading_time", "Zeit der Lesung"},
      {"unknown", "Prüfung, die hier niemand kennt"},
      {"terminal_signature", "Unterschrift des Terminals"},
      {"terminal", "Name des Terminals"},
      {"first_use", "Erste Verwendung"},
      {"bundle", "Nachweis lesbar"},
      {"passed", "bestanden"},
      {"failed", "nicht bestanden"},
      {"undetermined", "nicht feststellbar"},
      {"proven", "Chip nachgewiesen"},
      {"terminals_word", "Chip nach Angabe des Terminals"},
      {"missing", "Chip nicht nachgewiesen, obwohl das Dokument es könnte"},
      {"not_offered", "das Dokument kann seinen Chip nicht nachweisen"},
      {"malformed", "Nachweis nicht lesbar"}};
  const auto found = words.find(word);
  return found == words.end() ? escaped(word) : found->second;
}

constexpr const char* head = R"html(<!doctype html>
<html lang="de"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Posteingang – Ausländerbehörde (Demonstration)</title>
<style>
:root{--ink:#1b2733;--soft:#5b6975;--line:#dde3e8;--paper:#fff;--ground:#f3f5f7;--accent:#0b5c8f}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:17px/1.5 "Noto Sans","DejaVu Sans",system-ui,sans-serif}
header{background:var(--paper);border-bottom:1px solid var(--line);padding:28px 6vw}
h1{font-size:28px;line-height:1.2;margin:0}
header p{margin:6px 0 0;color:var(--soft)}
main{max-width:1080px;margin:32px auto;padding:0 24px;display:grid;gap:20px}
article{background:var(--paper);border:1px solid var(--line);border-left:6px solid var(--accent);border-radius:10px;padding:22px 26px}
h2{font-size:21px;margin:0 0 2px}
.who{font-size:19px;margin:0 0 14px}
dl{display:grid;grid-template-columns:max-content 1fr;gap:6px 22px;margin:0}
dt{color:var(--soft)}dd{margin:0}
.number{font-family:"Noto Sans Mono","DejaVu Sans Mono",monospace;letter-spacing:.04em}
a{color:var(--accent)}
.good{color:#17613a}.doubt{color:#9a3412;font-weight:600}
summary{cursor:pointer;color:var(--accent)}table{border-spacing:0 2px}td{padding-right:18px;vertical-align:top;font-size:15px}
.none{color:var(--soft);text-align:center;padding:80px 0;font-size:20px}
form{display:grid;gap:10px;margin-top:18px}textarea,select,button{font:inherit;padding:10px}
textarea{width:100%;min-height:6em}button{justify-self:start;background:var(--accent);color:#fff;border:0;border-radius:8px;padding:12px 22px}
ol{list-style:none;padding:0;margin:0;display:grid;gap:12px}li{border-left:3px solid var(--line);padding-left:14px;white-space:pre-wrap}
li small{display:block;color:var(--soft)}
</style>)html";

} // namespace

std::string page_head(std::string_view title, std::string_view below, bool refreshed) {
  return std::string(head) + (refreshed ? R"(<meta http-equiv="refresh" content="5">)" : "") +
         "</head><body><header><h1>" + std::string(title) +
         "</h1><p>Ausländerbehörde, Demonstration · " + std::string(below) + "</p></header><main>";
}

httplib::Server::Handler no_store(httplib::Server::Handler handler) {
  return [handler](const httplib::Request& request, httplib::Response& response) {
    response.set_header("Cache-Control", "no-store");
    response.set_header("X-Content-Type-Options", "nosniff");
    response.set_header("Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; "
                        "form-action 'self'; frame-ancestors 'none'");
    handler(request, response);
  };
}

std::string documents_of(Connection& connection, const std::string& receipt) {
  std::string list;
  for (const Row& row : connection.query(
           "SELECT id, title, pages, length(bytes), quarantine FROM document WHERE receipt=$1 "
           "ORDER BY position",
           {receipt})) {
    if (!list.empty())
      list += "<br>";
    if (!row.text(4).empty()) {
      list += "<span class=\"doubt\">" + escaped(row.text(1)) +
              ", in Quarantäne: " + escaped(row.text(4)) + "</span>";
      continue;
    }
    list += "<a href=\"/document?receipt=" + escaped(receipt) + "&amp;id=" + escaped(row.text(0)) +
            "\">" + escaped(row.text(1)) + "</a>, " + std::to_string(row.number(2)) +
            (row.number(2) == 1 ? " Seite, " : " Seiten, ") +
            std::to_string((row.number(3) + 1023) / 1024) + " KiB";
  }
  return list.empty() ? "keine" : list;
}

namespace {

// The chip's presence, every check with what the office found, and where the terminal said
// otherwise.
std::string card_of(Connection& connection, const std::string& receipt) {
  const Rows card = connection.query("SELECT verdict, chip FROM card WHERE receipt=$1", {receipt});
  if (card.empty())
    return "keine gelesen";
  const bool accepted = card[0].text(0) == "accepted";
  std::string list = std::string("<span class=\"") + (accepted ? "good" : "doubt") + "\">" +
                     (accepted ? "angenommen" : "zweifelhaft") + "</span>, " +
                     in_german(card[0].text(1)) + "<details><summary>Prüfungen</summary><table>";
  for (const Row& row :
       connection.query("SELECT name, data_group, verdict, reason, claimed, judgement FROM "
                        "card_check WHERE receipt=$1 ORDER BY position",
                        {receipt})) {
    const std::string group = row.number(1) > 0 ? " DG" + std::to_string(row.number(1)) : "";
    const bool good = row.text(5) == "accepted";
    list += std::string("<tr class=\"") + (good ? "good" : "doubt") + "\"><td>" +
            in_german(row.text(0)) + group + "</td><td>" + (good ? "angenommen" : "zweifelhaft") +
            "</td><td>" + in_german(row.text(2));
    if (row.text(3) != "none")
      list += ": " + escaped(row.text(3));
    if (!row.text(4).empty())
      list += " (das Terminal sagt: " + in_german(row.text(4)) + ")";
    list += "</td></tr>";
  }
  return list + "</table></details>";
}

std::string article(Connection& connection, const Row& row) {
  return "<article><h2>" + escaped(row.text(5)) + "</h2><p class=\"who\">" + escaped(row.text(6)) +
         "</p><dl><dt>Vorgangsnummer</dt><dd class=\"number\">" + escaped(row.text(0)) +
         "</dd><dt>Aktenzeichen</dt><dd class=\"number\">" + escaped(row.text(1)) +
         "</dd><dt>Eingegangen am Terminal " + escaped(row.text(4)) + "</dt><dd>" +
         german_time(row.text(2)) + "</dd><dt>In der Behörde</dt><dd>" + german_time(row.text(3)) +
         "</dd><dt>Unterlagen</dt><dd>" + documents_of(connection, row.text(0)) +
         "</dd><dt>Kartennachweis</dt><dd>" + card_of(connection, row.text(0)) +
         "</dd><dt>Online-Ausweis</dt><dd>" + proof_in_german(connection, row.text(0)) +
         "</dd></dl><p><a href=\"/case?receipt=" + escaped(row.text(0)) +
         "\">Vorgang bearbeiten</a></p></article>";
}

} // namespace

std::string Page::list() const {
  return database_.transaction(Kind::read, [](Connection& connection) {
    const Rows rows =
        connection.query("SELECT receipt, case_number, filed_at, imported_at, terminal, concern, "
                         "applicant FROM application WHERE receipt NOT IN "
                         "(SELECT receipt FROM answer) ORDER BY sequence DESC");
    std::string articles;
    for (const Row& row : rows)
      articles += article(connection, row);
    const std::string counted = rows.empty()       ? "noch kein Antrag"
                                : rows.size() == 1 ? "1 Antrag"
                                                   : std::to_string(rows.size()) + " Anträge";
    if (rows.empty())
      articles = "<p class=\"none\">Es ist noch kein Antrag eingegangen.</p>";
    return page_head("Posteingang", counted, true) + articles + "</main></body></html>";
  });
}

Page::Page(Database& database, Cases& cases) : database_(database), cases_(cases) {
  std::array<std::uint8_t, 32> random{};
  if (RAND_priv_bytes(random.data(), static_cast<int>(random.size())) != 1)
    throw std::runtime_error("random");
  form_token_ = to_hex(random);
}

std::unique_ptr<httplib::Server> Page::make_server() const {
  auto server = std::make_unique<httplib::Server>();
  server->Get("/", no_store([this](const httplib::Request&, httplib::Response& response) {
                response.set_content(list(), "text/html; charset=utf-8");
              }));
  server->Get("/document",
              no_store([this](const httplib::Request& request, httplib::Response& response) {
                const Rows rows = database_.transaction(Kind::read, [&](Connection& connection) {
                  return connection.query(
                      "SELECT media_type, bytes FROM document WHERE receipt=$1 AND id=$2 AND "
                      "quarantine=''",
                      {request.get_param_value("receipt"), request.get_param_value("id")});
                });
                if (rows.empty()) {
                  response.status = 404;
                  return;
                }
                // Never as something a browser would run.
                const std::string& type = rows[0].text(0);
                const bool shown = type == "application/pdf" || type.starts_with("image/");
                response.set_content(rows[0].text(1), shown ? type : "application/octet-stream");
              }));
  add_case_routes(*server);
  return server;
}

} // namespace foyer::middletier
