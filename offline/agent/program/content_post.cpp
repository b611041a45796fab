// SPDX-License-Identifier: EUPL-1.2
#include "content_post.hpp"

#include <base/log.hpp>
#include <base/pause.hpp>

#include <algorithm>

namespace foyer::agent {

namespace {

using std::chrono::milliseconds;

// Large enough to be quick, small enough that a broken line loses little.
constexpr std::uint64_t piece_bytes = std::uint64_t{256} << 10;

Failure refused(const sync::Answer& answer) {
  const auto code = answer.status == 401 || answer.status == 403 ? FailureCode::server_refused_us
                    : answer.status >= 400                       ? FailureCode::server_error
                                           : FailureCode::server_answer_malformed;
  return fail(code, "http " + std::to_string(answer.status));
}

void tell(Token why, FailureCode failure) {
  log(events::ContentRefused{.why = why, .failure = failure});
}

} // namespace

ContentPost::ContentPost(std::unique_ptr<sync::Line> line, content::ReleaseKeys keys,
                         ContentPostConfig config)
    : line_(std::move(line)), keys_(std::move(keys)), config_(std::move(config)),
      thread_([this](const std::stop_token& stop) { run(stop); }) {}

ContentPost::~ContentPost() = default;

Result<sync::Answer> ContentPost::ask(sync::Request request, const std::stop_token& stop) {
  FOYER_TRY(auto answer, line_->exchange(request, stop));
  retry_after_ = answer.retry_after;
  return answer;
}

Status ContentPost::fetch(content::Depot& depot, const content::Entry& entry,
                          const std::stop_token& stop) {
  FOYER_TRY(std::uint64_t have, depot.have(entry));
  while (have < entry.size) {
    const std::uint64_t size = std::min(piece_bytes, entry.size - have);
    const std::string range =
        "bytes=" + std::to_string(have) + "-" + std::to_string(have + size - 1); // RFC 9110 14.1.2
    FOYER_TRY(const auto answer, ask({.path = "/v2/catalog/files/" + content::wire_name(entry),
                                      .body = {},
                                      .range = range,
                                      .most_bytes = static_cast<std::size_t>(size)},
                                     stop));
    // A server without ranges gives the whole: good enough where that is what was asked for.
    const bool whole = answer.status == 200 && have == 0 && answer.body.size() == entry.size;
    if (answer.status != 206 && !whole)
      return refused(answer);
    if (answer.body.empty())
      return fail(FailureCode::server_answer_malformed, "content: no bytes");
    FOYER_CHECK(depot.add(entry, answer.body));
    have += answer.body.size();
  }
  return success();
}

Status ContentPost::look(const std::stop_token& stop) {
  content::Depot depot(config_.folder);
  // What has been damaged since, or taken away, is asked for as if it had never been seen.
  if (have_ && depot.standing(have_->first, have_->second) != content::Standing::known)
    etag_.clear();
  FOYER_TRY(const auto answer, ask({.path = "/v2/catalog",
                                    .body = {},
                                    .known_etag = etag_,
                                    .most_bytes = content::manifest_limit},
                                   stop));
  if (answer.status == 404) // nothing is published
    return success();
  if (answer.status == 304 && !etag_.empty())
    return success();
  if (answer.status != 200 || !answer.content_type.starts_with("application/jose"))
    return refused(answer);
  const std::string compact(as_text(answer.body));
  const auto manifest = content::Manifest::open(compact, keys_);
  if (!manifest) {
    tell("unproven", manifest.failure().code);
    etag_ = answer.etag;
    return success();
  }
  switch (depot.standing(*manifest, compact)) {
  case content::Standing::older: tell("older", FailureCode::definition_broken); break;
  case content::Standing::contradicts: tell("contradicts", FailureCode::definition_broken); break;
  case content::Standing::known: have_.emplace(*manifest, compact); break;
  case content::Standing::damaged:
  case content::Standing::newer:
    for (const content::Entry& entry : manifest->files()) {
      const Status fetched = fetch(depot, entry, stop);
      if (!fetched && fetched.failure().code == FailureCode::malformed)
        tell("incomplete", FailureCode::malformed); // and once more, later
      FOYER_CHECK(fetched);
    }
    FOYER_CHECK(depot.publish(*manifest, compact));
    have_.emplace(*manifest, compact);
    log(events::ContentFetched{.version = manifest->version()});
  }
  etag_ = answer.etag;
  return success();
}

void ContentPost::run(const std::stop_token& stop) {
  const auto random = sync::system_random();
  int failed = 0;
  while (!stop.stop_requested()) {
    retry_after_.reset();
    const Status looked = look(stop);
    milliseconds wait =
        config_.every / 2 + milliseconds(static_cast<std::int64_t>(
                                random() * static_cast<double>(config_.every.count()) / 2));
    if (looked) {
      failed = 0;
    } else {
      const auto code = looked.failure().code;
      // The line's own state is told elsewhere, and at each of its changes.
      if (code != FailureCode::line_down && code != FailureCode::cancelled)
        log(events::ContentNotFetched{.failure = code});
      wait = sync::delay(config_.back_off, ++failed, retry_after_, random);
    }
    (void)pause(wait, stop);
  }
}

} // namespace foyer::agent
