// SPDX-License-Identifier: EUPL-1.2
#include "catalog.hpp"

#include <base/whole_file.hpp>
#include <seal/digest.hpp>

#include <httplib.h>
#include <nlohmann/json.hpp>

namespace foyer::middletier {

namespace {

void not_there(httplib::Response& response) {
  response.status = 404;
  response.set_content(nlohmann::json{{"api", "foyer/2"},
                                      {"type", "urn:foyer:problem:no-such-content"},
                                      {"status", 404}}
                           .dump(),
                       "application/problem+json");
}

} // namespace

void add_catalog(httplib::Server& server, const std::filesystem::path& folder) {
  server.Get("/v2/catalog", [folder](const httplib::Request& request, httplib::Response& response) {
    const auto manifest = read_whole_file(folder / "manifest.jws");
    const auto digest = manifest ? seal::sha256(*manifest) : Result<Bytes>(manifest.failure());
    if (!digest)
      return not_there(response);
    const std::string etag = '"' + to_hex(*digest) + '"';
    response.set_header("ETag", etag);
    response.set_header("Cache-Control", "no-cache");
    if (request.get_header_value("If-None-Match") == etag)
      response.status = 304;
    else
      response.set_content(std::string(as_text(*manifest)), "application/jose");
  });
  // httplib answers ranges by itself.
  server.Get("/v2/catalog/files/([0-9a-f]{128})", [folder](const httplib::Request& request,
                                                           httplib::Response& response) {
    const auto file = read_whole_file(folder / "files" / std::string(request.matches[1]));
    if (!file)
      return not_there(response);
    response.set_content(std::string(as_text(*file)), "application/octet-stream");
  });
}

} // namespace foyer::middletier
