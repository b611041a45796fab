// SPDX-License-Identifier: EUPL-1.2
#include "office_keys.hpp"

#include <base/whole_file.hpp>
#include <seal/digest.hpp>

#include <httplib.h>
#include <nlohmann/json.hpp>

namespace foyer::middletier {

namespace {

using nlohmann::json;

std::string etag_of(ByteView content) {
  const auto digest = seal::sha256(content);
  return digest ? '"' + to_hex(*digest) + '"' : std::string();
}

} // namespace

void add_office_keys(httplib::Server& server, const std::filesystem::path& set,
                     const EventSigner& signer) {
  server.Get("/v2/keys", [set, &signer](const httplib::Request& request,
                                        httplib::Response& response) {
    const auto content = read_whole_file(set);
    if (!content) {
      response.status = 404;
      response.set_content(
          json{{"api", "foyer/2"}, {"type", "urn:foyer:problem:no-office-keys"}, {"status", 404}}
              .dump(),
          "application/problem+json");
      return;
    }
    const std::string etag = etag_of(*content);
    response.set_header("ETag", etag);
    response.set_header("Cache-Control", "no-cache");
    if (request.get_header_value("If-None-Match") == etag) {
      response.status = 304;
      return;
    }
    const json body{{"api", "foyer/2"},
                    {"officeKeys", as_text(*content)},
                    {"eventKeys", {json::parse(signer.jwk())}}};
    response.set_content(body.dump(-1, ' ', false, json::error_handler_t::replace),
                         "application/json");
  });
}

} // namespace foyer::middletier
