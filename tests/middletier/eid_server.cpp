// SPDX-License-Identifier: EUPL-1.2
#include "eid_server.hpp"

#include "problem.hpp"

#include <httplib.h>
#include <nlohmann/json.hpp>

namespace foyer::middletier {

namespace {

using nlohmann::json;

constexpr time_t patience_s = 5; // the terminal has 15 seconds
constexpr int again_s = 5;

Problem not_there() {
  return {503, "urn:foyer:problem:eid-server", again_s};
}

httplib::Client client_of(const std::string& url, const std::filesystem::path& ca) {
  httplib::Client client(url);
  client.set_ca_cert_path(ca.c_str());
  client.enable_server_certificate_verification(true);
  client.set_connection_timeout(patience_s);
  client.set_read_timeout(patience_s);
  return client;
}

json body_of(const httplib::Result& answer) {
  if (!answer || answer->status != 200)
    throw not_there();
  return json::parse(answer->body);
}

} // namespace

EidServer::Begun HttpEidServer::begin() {
  try {
    auto client = client_of(url_, ca_);
    const json body = body_of(client.Post("/begin", "{}", "application/json"));
    return {body.at("session").get<std::string>(), body.at("tcTokenURL").get<std::string>()};
  } catch (const json::exception&) {
    throw not_there();
  }
}

EidResult HttpEidServer::result(const std::string& session) {
  try {
    auto client = client_of(url_, ca_);
    const json body = body_of(client.Get("/result/" + session));
    const auto state = body.at("state").get<std::string>();
    if (state == "open")
      return {};
    if (state != "read")
      return {.state = EidResult::State::refused, .person = {}};
    return {.state = EidResult::State::read,
            .person = {.given = body.at("given").get<std::string>(),
                       .family = body.at("family").get<std::string>(),
                       .born = body.at("born").get<std::string>()}};
  } catch (const json::exception&) {
    throw not_there();
  }
}

} // namespace foyer::middletier
