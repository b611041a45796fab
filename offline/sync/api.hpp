// SPDX-License-Identifier: EUPL-1.2
// The middle tier's API as typed calls (offline/sync/FORMAT.md). An answer counts only with the
// exact status, our media type and well-formed JSON that names our API.
#pragma once

#include <sync/line.hpp>
#include <sync/office_wait.hpp>

#include <base/personal.hpp>
#include <store/filing.hpp>

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace foyer::sync {

// What did not work, and how the server put it.
struct ApiFailure {
  Failure failure;
  int http_status = 0;
  std::optional<std::chrono::milliseconds> retry_after = {};
  bool ours = false; // a problem document of our API, so the server understood the request
};

template <class T> using ApiResult = std::variant<T, ApiFailure>;

struct Announced {
  std::string submission;
  std::string case_id;
  std::vector<std::string> missing;
};

// As it came: nothing is verified yet.
struct CaseFile {
  std::vector<std::string> events; // compact JWS, oldest first
  struct Letter {
    std::string id, jwe;
  };
  std::vector<Letter> letters;
  bool more = false; // of the case's events than fit into one answer
};

// As it came: nothing is verified yet.
struct PublishedKeys {
  std::string compact; // JWS
  std::string etag;
};

// As it came: nothing is checked yet.
struct BegunAtServer {
  std::string identification;
  Personal<std::string> token_url;
};

// How long our server wants to be left alone; nothing: the failure is another.
std::optional<OfficeWait> wait_of(const ApiFailure& failure);

class Api {
 public:
  Api(Line& line, const std::stop_token& stop) : line_(line), stop_(stop) {}

  // `waiting`: how many lie here, so that a busy server can give them one moment.
  ApiResult<Announced> announce(const store::OutboxEntry& entry, std::size_t waiting);
  // `profile` is the filing's; it decides the media type.
  ApiResult<std::monostate> put_attachment(const std::string& submission, const std::string& id,
                                           const std::string& profile, store::SealedPart& sealed);
  ApiResult<std::monostate> put_container(const std::string& submission, const std::string& profile,
                                          store::SealedPart& sealed);
  // Compact JWS, oldest first; at most 64.
  ApiResult<std::vector<std::string>> events(const std::string& case_id);
  // What is known of a case beyond its event `since` (0: everything), as far as it fits into one
  // answer; 404 for an unknown number and a wrong access alike.
  ApiResult<CaseFile> open_case(const std::string& number, const std::string& access,
                                std::uint32_t since, std::chrono::milliseconds within);
  // 404: the office has no eID server.
  ApiResult<BegunAtServer> begin_identification(std::chrono::milliseconds within);
  // A word for how far it is; 404 for what this terminal has not begun.
  ApiResult<std::string> identification(const std::string& id, std::chrono::milliseconds within);
  // The office's certificates; nothing if they are still those of `etag` (empty: ask anew).
  ApiResult<std::optional<PublishedKeys>> office_keys(const std::string& etag);
  // Compact JWS of typ foyer-time+jwt.
  ApiResult<std::string> time(const std::string& nonce);
  // Compact JWS of typ foyer-anchor+jwt.
  ApiResult<std::string> anchor(const store::ChainHead& head, const std::string& nonce);

 private:
  Line& line_;
  const std::stop_token& stop_;
};

} // namespace foyer::sync
