// SPDX-License-Identifier: EUPL-1.2
#include <sync/identification.hpp>

#include "api.hpp"

#include <algorithm>

namespace foyer::sync {

namespace {

constexpr std::size_t id_bytes = 16;
constexpr std::size_t longest_url = 1024;

bool is_id(std::string_view text) {
  const auto bytes = from_base64url(text);
  return bytes && bytes->size() == id_bytes && to_base64url(*bytes) == text;
}

// It is handed to another program: no blank, nothing beyond ASCII, and never in the clear.
bool is_token_url(std::string_view url) {
  return url.starts_with("https://") && url.size() <= longest_url &&
         std::all_of(url.begin(), url.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

std::optional<Identified> state_of(std::string_view word) {
  if (word == "open")
    return Identified::open;
  if (word == "identified")
    return Identified::identified;
  if (word == "refused")
    return Identified::refused;
  return std::nullopt;
}

Failure odd(const char* what) {
  return fail(FailureCode::server_answer_malformed, what);
}

} // namespace

BegunIdentification begin_identification(Line& line, std::chrono::milliseconds within,
                                         const std::stop_token& stop) {
  auto answer = Api(line, stop).begin_identification(within);
  if (const auto* failure = std::get_if<ApiFailure>(&answer)) {
    if (failure->ours && failure->http_status == 404)
      return NotOffered{};
    if (const auto wait = wait_of(*failure))
      return *wait;
    return failure->failure;
  }
  auto& begun = std::get<BegunAtServer>(answer);
  if (!is_id(begun.identification) || !is_token_url(begun.token_url.reveal()))
    return odd("an identification");
  return Identification{std::move(begun.identification), std::move(begun.token_url)};
}

IdentifiedAnswer identified(Line& line, std::string_view id, std::chrono::milliseconds within,
                            const std::stop_token& stop) {
  if (!is_id(id))
    return Identified::unknown;
  const auto answer = Api(line, stop).identification(std::string(id), within);
  if (const auto* failure = std::get_if<ApiFailure>(&answer)) {
    if (failure->ours && failure->http_status == 404)
      return Identified::unknown;
    if (const auto wait = wait_of(*failure))
      return *wait;
    return failure->failure;
  }
  const auto state = state_of(std::get<std::string>(answer));
  if (!state)
    return odd("an identification's state");
  return *state;
}

} // namespace foyer::sync
