// SPDX-License-Identifier: EUPL-1.2
// A page a case: what was said, how far it is, and forms for staff.
#include "identifications.hpp"
#include "page.hpp"
#include "page_parts.hpp"
#include "problem.hpp"

#include <map>

namespace foyer::middletier {

namespace {

std::string state_in_german(const std::string& state) {
  static const std::map<std::string, std::string> words{
      {"", "eingegangen"},
      {"in_progress", "in Bearbeitung"},
      {"question", "Rückfrage gestellt"},
      {"decision_ready", "Entscheidung liegt vor"},
      {"closed", "abgeschlossen"}};
  const auto found = words.find(state);
  return found == words.end() ? escaped(state) : found->second;
}

std::string kind_in_german(const std::string& kind) {
  return kind == "question" ? "Rückfrage" : kind == "answer" ? "Antwort" : "Nachricht";
}

// Another site may make a browser send a form here: it knows neither our token nor may it be asked
// under another name (DNS rebinding), and a browser says whose form it is.
void check_form(const httplib::Request& request, const std::string& token) {
  const std::string host = request.get_header_value("Host");
  const std::string name = host.substr(0, host.find(':'));
  const std::string origin = request.get_header_value("Origin");
  if ((name != "127.0.0.1" && name != "localhost") ||
      (!origin.empty() && origin != "http://" + host) ||
      !equal_constant_time(as_bytes(request.get_param_value("token")), as_bytes(token)))
    throw Problem{403, "urn:foyer:problem:foreign-form"};
}

std::string talk_of(Connection& connection, const std::string& receipt) {
  std::string list;
  for (const Row& row :
       connection.query("SELECT t.kind, t.at, t.text, t.id FROM case_talk t JOIN case_letter l ON "
                        "l.receipt=t.receipt AND l.id=t.id WHERE t.receipt=$1 ORDER BY l.sequence",
                        {receipt})) {
    list += "<li><small>" + kind_in_german(row.text(0)) + ", " + german_time(row.text(1));
    if (row.text(0) == "answer")
      list += ", Unterlagen: " + documents_of(connection, row.text(3));
    list += "</small>" + escaped(row.text(2)) + "</li>";
  }
  return list.empty() ? "<p>noch nichts geschrieben</p>" : "<ol>" + list + "</ol>";
}

std::string forms_of(const std::string& receipt, const std::string& token, bool can_write) {
  const std::string hidden = "<input type=\"hidden\" name=\"token\" value=\"" + token +
                             "\"><input type=\"hidden\" name=\"receipt\" value=\"" +
                             escaped(receipt) + "\">";
  std::string states;
  for (const std::string_view state : case_states)
    states += "<option value=\"" + std::string(state) + "\">" +
              state_in_german(std::string(state)) + "</option>";
  std::string forms = "<form method=\"post\" action=\"/case/state\">" + hidden +
                      "<label>Stand <select name=\"state\">" + states +
                      "</select></label><button>Stand setzen</button></form>";
  if (!can_write)
    return forms + "<p>Zu diesem Vorgang gibt es keinen Code: Schreiben ist nicht möglich.</p>";
  return forms + "<form method=\"post\" action=\"/case/say\">" + hidden +
         "<label>Art <select name=\"kind\"><option value=\"question\">Rückfrage</option>"
         "<option value=\"message\">Nachricht</option></select></label>"
         "<label>Text<textarea name=\"text\" maxlength=\"2000\" required></textarea></label>"
         "<button>Senden</button></form>";
}

} // namespace

std::string Page::case_page(const std::string& receipt) const {
  return database_.transaction(Kind::read, [&](Connection& connection) {
    const Rows rows = connection.query("SELECT concern, applicant, case_number FROM application "
                                       "WHERE receipt=$1 AND receipt NOT IN "
                                       "(SELECT receipt FROM answer)",
                                       {receipt});
    if (rows.empty())
      throw Problem{404, "urn:foyer:problem:unknown-case"};
    return page_head("Vorgang " + escaped(receipt), escaped(rows[0].text(2)), false) +
           "<article><h2>" + escaped(rows[0].text(0)) + "</h2><p class=\"who\">" +
           escaped(rows[0].text(1)) + "</p><dl><dt>Stand</dt><dd>" +
           state_in_german(case_state(connection, receipt)) + "</dd><dt>Online-Ausweis</dt><dd>" +
           proof_in_german(connection, receipt) + "</dd></dl>" +
           forms_of(receipt, form_token_, !case_key(connection, receipt).empty()) +
           "</article><article><h2>Schriftwechsel</h2>" + talk_of(connection, receipt) +
           "</article><p><a href=\"/\">Posteingang</a></p></main></body></html>";
  });
}

void Page::add_case_routes(httplib::Server& server) const {
  // Staff's mistakes become plain words.
  const auto guarded = [](auto handler) {
    return no_store([handler](const httplib::Request& request, httplib::Response& response) {
      try {
        handler(request, response);
      } catch (const Problem& problem) {
        response.status = problem.status;
        response.set_content(problem.type + '\n', "text/plain");
      } catch (const std::exception&) {
        response.status = 500;
      }
    });
  };
  const auto back = [](const httplib::Request& request, httplib::Response& response) {
    response.set_redirect(
        "/case?receipt=" + httplib::detail::encode_query_param(request.get_param_value("receipt")),
        303);
  };
  server.Get("/case", guarded([this](const auto& request, auto& response) {
               response.set_content(case_page(request.get_param_value("receipt")),
                                    "text/html; charset=utf-8");
             }));
  server.Post("/case/state", guarded([this, back](const auto& request, auto& response) {
                check_form(request, form_token_);
                cases_.set_state(request.get_param_value("receipt"),
                                 request.get_param_value("state"));
                back(request, response);
              }));
  server.Post("/case/say", guarded([this, back](const auto& request, auto& response) {
                check_form(request, form_token_);
                cases_.say(request.get_param_value("receipt"), request.get_param_value("kind"),
                           request.get_param_value("text"));
                back(request, response);
              }));
}

} // namespace foyer::middletier
