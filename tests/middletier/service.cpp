// SPDX-License-Identifier: EUPL-1.2
#include "service.hpp"

#include "catalog.hpp"
#include "office_keys.hpp"
#include "waiting_room.hpp"

#include <httplib.h>
#include <nlohmann/json.hpp>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <algorithm>
#include <array>

namespace foyer::middletier {

namespace {

using httplib::Request;
using httplib::Response;
using nlohmann::json;

constexpr std::size_t largest_body = 512u << 20;
constexpr const char* api_name = "foyer/2";
constexpr int crowd_retry_after_s = 10;   // terminals add a chance of their own
constexpr int database_retry_after_s = 5; // it restarts, or everybody waits for everybody

// The common name of the client's certificate, which the TLS layer has already checked.
std::string terminal_of(const Request& request) {
  const X509* certificate = SSL_get0_peer_certificate(request.ssl);
  if (certificate == nullptr)
    throw Problem{401, "urn:foyer:problem:no-client-certificate"};
  std::array<char, 65> name{};
  const int size = X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName,
                                             name.data(), static_cast<int>(name.size()));
  if (size <= 0)
    throw Problem{403, "urn:foyer:problem:nameless-terminal"};
  return {name.data(), static_cast<std::size_t>(size)};
}

void answer(Response& response, int status, json body) {
  body["api"] = api_name;
  response.status = status;
  response.set_content(body.dump(), "application/json");
}

void answer(Response& response, const Problem& problem) {
  const json body{{"api", api_name}, {"type", problem.type}, {"status", problem.status}};
  response.status = problem.status;
  response.set_content(body.dump(), "application/problem+json");
  if (problem.retry_after_s >= 0)
    response.set_header("Retry-After", std::to_string(problem.retry_after_s));
}

PartAnnouncement part_of(const json& part) {
  return {part.at("size").get<std::int64_t>(), part.at("sha256").get<std::string>()};
}

Announcement announcement_of(const Request& request) {
  try {
    const json body = json::parse(request.body);
    Announcement result;
    result.receipt = request.get_header_value("Idempotency-Key");
    result.filed_at = body.at("filedAt").get<std::string>();
    result.waiting = body.value("waiting", 1);
    result.profile = body.value("sealProfile", result.profile);
    result.container = part_of(body.at("container"));
    for (const json& part : body.at("attachments"))
      if (!result.attachments.emplace(part.at("id").get<std::string>(), part_of(part)).second)
        throw Problem{422, "urn:foyer:problem:bad-announcement"};
    result.case_access = body.value("caseAccess", "");
    if (const auto answers = body.find("answers"); answers != body.end()) {
      result.answers_number = answers->at("number").get<std::string>();
      result.answers_message = answers->value("message", "");
    }
    return result;
  } catch (const json::exception&) {
    throw Problem{400, "urn:foyer:problem:bad-json"};
  }
}

std::pair<JournalHead, std::string> head_of(const Request& request) {
  try {
    const json body = json::parse(request.body);
    return {{.sequence = body.at("sequence").get<std::int64_t>(),
             .record_hash = body.at("recordHash").get<std::string>(),
             .events = body.at("events").get<std::int64_t>(),
             .event_hash = body.at("eventHash").get<std::string>()},
            body.at("nonce").get<std::string>()};
  } catch (const json::exception&) {
    throw Problem{400, "urn:foyer:problem:bad-json"};
  }
}

// Problems and broken databases become answers; the terminal tries again after a 500 or a 503.
template <class Handler> httplib::Server::Handler guarded(Handler handler) {
  return [handler](const Request& request, Response& response) {
    try {
      handler(request, response);
    } catch (const Problem& problem) {
      answer(response, problem);
    } catch (const DatabaseUnavailable&) {
      answer(response, Problem{503, "urn:foyer:problem:busy", database_retry_after_s});
    } catch (const std::exception&) {
      answer(response, Problem{500, "urn:foyer:problem:internal"});
    }
  };
}

// For one connection only, whose body stays unread.
bool turn_away(Response& response) {
  if (!WaitingRoom::is_turned_away())
    return false;
  response.set_header("Connection", "close");
  answer(response, Problem{503, "urn:foyer:problem:busy", crowd_retry_after_s});
  return true;
}

// The body stays unread then, so the connection must not be used again.
bool misbehave(Faults& faults, Response& response) {
  const Faults::Answer kind = faults.next_answer();
  if (kind != Faults::Answer::honest)
    response.set_header("Connection", "close");
  switch (kind) {
  case Faults::Answer::honest: return false;
  case Faults::Answer::unavailable:
    answer(response, Problem{faults.options().unavailable_status, "urn:foyer:problem:busy",
                             faults.options().retry_after_s});
    return true;
  case Faults::Answer::portal:
    response.status = 200;
    response.set_content("<html><body>Willkommen im WLAN! Bitte anmelden.</body></html>",
                         "text/html");
    return true;
  case Faults::Answer::redirect:
    response.set_redirect("https://127.0.0.1:1/elsewhere");
    return true;
  case Faults::Answer::endless:
    response.status = 200;
    response.set_content(std::string(64u << 20, ' '), "application/json");
    return true;
  }
  return false;
}

// Without SO_REUSEPORT, which would let two servers share a port by mistake.
void reuse_address(socket_t socket) {
  const int yes = 1;
  setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
}

bool set_up_tls(SSL_CTX& context, const TlsFiles& tls) {
  // Without a name for its sessions a server that asks for certificates breaks off with whoever
  // comes back with one (SSL_CTX_set_session_id_context(3)).
  static constexpr unsigned char sessions[] = "foyer-middletier";
  return SSL_CTX_set_session_id_context(&context, sessions, sizeof sessions - 1) == 1 &&
         SSL_CTX_set_min_proto_version(&context, TLS1_3_VERSION) == 1 &&
         SSL_CTX_use_certificate_chain_file(&context, tls.certificate.c_str()) == 1 &&
         SSL_CTX_use_PrivateKey_file(&context, tls.key.c_str(), SSL_FILETYPE_PEM) == 1 &&
         SSL_CTX_load_verify_locations(&context, tls.client_ca.c_str(), nullptr) == 1 &&
         (SSL_CTX_set_verify(&context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nullptr),
          true);
}

} // namespace

Service::Service(Submissions& submissions, Cases& cases, Identifications& identifications,
                 Anchors& anchors, Importer& importer, const EventSigner& signer, Faults& faults,
                 Admit admit, Publications published)
    : submissions_(submissions), cases_(cases), identifications_(identifications),
      anchors_(anchors), importer_(importer), signer_(signer), faults_(faults),
      admit_(std::move(admit)), published_(std::move(published)) {}

std::unique_ptr<httplib::Server> Service::make_server(const TlsFiles& tls,
                                                      const Capacity& capacity) {
  auto server = std::make_unique<httplib::SSLServer>(
      [&tls](SSL_CTX& context) { return set_up_tls(context, tls); });
  if (!server->is_valid())
    throw std::runtime_error("TLS: certificate, key or client CA unusable");
  server->set_socket_options(reuse_address);
  server->set_tcp_nodelay(true);
  server->set_payload_max_length(largest_body);
  server->set_keep_alive_max_count(1000);
  server->new_task_queue = [capacity] {
    return new WaitingRoom(capacity.threads, capacity.waiting); // httplib deletes it
  };
  server->set_pre_routing_handler([this](const Request&, Response& response) {
    return turn_away(response) || misbehave(faults_, response)
               ? httplib::Server::HandlerResponse::Handled
               : httplib::Server::HandlerResponse::Unhandled;
  });
  add_routes(*server);
  return server;
}

void Service::add_routes(httplib::Server& server) {
  server.Post("/v2/submissions", guarded([this](const Request& request, Response& response) {
                faults_.pass("create-received");
                const auto terminal = terminal_of(request);
                const auto announcement = announcement_of(request);
                if (const auto wait = admit_(terminal, announcement.waiting))
                  throw Problem{503, "urn:foyer:problem:busy", static_cast<int>(wait->count())};
                const auto announced = submissions_.announce(terminal, announcement);
                faults_.pass("create-stored");
                answer(response, announced.is_new ? 201 : 200,
                       {{"submission", announced.submission},
                        {"case", announced.case_id},
                        {"missing", announced.missing}});
              }));
  server.Put(R"(/v2/submissions/([0-9a-f-]{36})/attachments/([A-Za-z0-9._-]{1,64}))",
             guarded([this](const Request& request, Response& response) {
               faults_.pass("attachment-received");
               if (request.matches[2] == "container")
                 throw Problem{404, "urn:foyer:problem:unknown-attachment"};
               submissions_.store_part(terminal_of(request), request.matches[1], request.matches[2],
                                       as_bytes(request.body));
               faults_.pass("attachment-stored");
               response.status = 204;
             }));
  server.Put(R"(/v2/submissions/([0-9a-f-]{36}))",
             guarded([this](const Request& request, Response& response) {
               faults_.pass("container-received");
               submissions_.store_part(terminal_of(request), request.matches[1], "container",
                                       as_bytes(request.body));
               faults_.pass("submit-stored");
               importer_.look_soon();
               answer(response, 202, {{"submission", std::string(request.matches[1])}});
             }));
  server.Get(R"(/v2/cases/([0-9a-f-]{36})/events)",
             guarded([this](const Request& request, Response& response) {
               faults_.pass("events-received");
               std::int64_t since = 0;
               if (request.has_param("since"))
                 since = std::atoll(request.get_param_value("since").c_str());
               const std::string forge = faults_.forge_next() ? faults_.options().forge : "";
               answer(response, 200,
                      {{"case", std::string(request.matches[1])},
                       {"events", submissions_.events(terminal_of(request), request.matches[1],
                                                      since, forge)}});
             }));
  server.Get("/v2/cases/([0-9A-Z-]{8,24})",
             guarded([this](const Request& request, Response& response) {
               faults_.pass("case-received");
               // What is no token at all is a wrong one: the same answer.
               const auto access = from_base64url(request.get_header_value("Foyer-Case-Access"));
               const std::int64_t since =
                   request.has_param("since")
                       ? std::max(0LL, std::atoll(request.get_param_value("since").c_str()))
                       : 0;
               const auto opened = cases_.open(terminal_of(request), request.matches[1],
                                               access ? *access : Bytes{}, since);
               json messages = json::array();
               for (const auto& letter : opened.letters)
                 messages.push_back({{"id", letter.id}, {"jwe", letter.jwe}});
               answer(response, 200,
                      {{"number", std::string(request.matches[1])},
                       {"caseNumber", opened.case_number},
                       {"events", opened.events},
                       {"messages", std::move(messages)},
                       {"next", opened.next},
                       {"more", opened.more}});
             }));
  server.Post("/v2/identifications", guarded([this](const Request& request, Response& response) {
                const auto begun = identifications_.begin(terminal_of(request));
                answer(response, 201,
                       {{"identification", begun.id}, {"tcTokenURL", begun.token_url}});
              }));
  server.Get("/v2/identifications/([A-Za-z0-9_-]{22})",
             guarded([this](const Request& request, Response& response) {
               answer(
                   response, 200,
                   {{"state", identifications_.state(terminal_of(request), request.matches[1])}});
             }));
  server.Post("/v2/anchor", guarded([this](const Request& request, Response& response) {
                const auto [head, nonce] = head_of(request);
                answer(response, 200,
                       {{"anchor", anchors_.add(terminal_of(request), head, nonce)}});
              }));
  server.Get("/v2/time", guarded([this](const Request& request, Response& response) {
               terminal_of(request);
               auto now = system_clock().wall().time_since_epoch();
               const std::string nonce = request.get_param_value("nonce");
               if (nonce.size() < 16 || nonce.size() > 64)
                 throw Problem{400, "urn:foyer:problem:bad-nonce"};
               const json claims{{"nonce", faults_.options().forge == "time" ? "other" : nonce},
                                 {"ms", now.count()}};
               answer(response, 200, {{"time", signer_.sign("foyer-time+jwt", claims.dump())}});
             }));
  add_office_keys(server, published_.office_keys, signer_);
  add_catalog(server, published_.catalogue);
  server.Get("/v2/health", guarded([this](const Request&, Response& response) {
               submissions_.check_database(); // who shares the load asks this
               answer(response, 200, {{"status", "ok"}});
             }));
}

} // namespace foyer::middletier
