// SPDX-License-Identifier: EUPL-1.2
// A page a case: what was said, how far it is, and forms for staff.
#include "page.hpp"
#include "page_parts.hpp"
#include "submissions.hpp"

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

} // namespace

std::string Page::talk_of(const std::string& receipt) const {
  std::string list;
  auto rows = database_.prepare("SELECT kind, at, text, id FROM case_talk WHERE receipt=? "
                                "ORDER BY rowid");
  rows.bind(receipt);
  while (rows.step()) {
    list += "<li><small>" + kind_in_german(rows.text(0)) + ", " + german_time(rows.text(1));
    if (rows.text(0) == "answer")
      list += ", Unterlagen: " + documents_of(rows.text(3));
    list += "</small>" + escaped(rows.text(2)) + "</li>";
  }
  return list.empty() ? "<p>noch nichts geschrieben</p>" : "<ol>" + list + "</ol>";
}

std::string Page::forms_of(const std::string& receipt) const {
  auto key = database_.prepare("SELECT 1 FROM case_key WHERE receipt=?");
  const bool can_write = key.bind(receipt).step();
  const std::string hidden = "<input type=\"hidden\" name=\"token\" value=\"" + form_token_ +
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

std::string Page::case_page(const std::string& receipt) const {
  const std::lock_guard lock(mutex_);
  auto row = database_.prepare("SELECT concern, applicant, case_number FROM application WHERE "
                               "receipt=? AND receipt NOT IN (SELECT receipt FROM answer)");
  if (!row.bind(receipt).step())
    throw Problem{404, "urn:foyer:problem:unknown-case"};
  auto state = database_.prepare("SELECT state FROM case_event WHERE receipt=? AND state!='' "
                                 "ORDER BY sequence DESC LIMIT 1");
  const std::string now = state.bind(receipt).step() ? state.text(0) : "";
  return page_head("Vorgang " + escaped(receipt), escaped(row.text(2)), false) + "<article><h2>" +
         escaped(row.text(0)) + "</h2><p class=\"who\">" + escaped(row.text(1)) +
         "</p><dl><dt>Stand</dt><dd>" + state_in_german(now) + "</dd></dl>" + forms_of(receipt) +
         "</article><article><h2>Schriftwechsel</h2>" + talk_of(receipt) +
         "</article><p><a href=\"/\">Posteingang</a></p></main></body></html>";
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
