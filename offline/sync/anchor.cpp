// SPDX-License-Identifier: EUPL-1.2
#include <sync/anchor.hpp>

#include "api.hpp"
#include "nonce.hpp"

#include <nlohmann/json.hpp>

namespace foyer::sync {

namespace {

using nlohmann::json;

constexpr std::string_view note_key = "anchor";
constexpr std::string_view token_type = "foyer-anchor+jwt";

struct Claims {
  Anchor anchor;
  std::string nonce;
};

Result<Claims> read_claims(ByteView payload) {
  const auto claims = json::parse(as_text(payload), nullptr, false);
  const auto number = [&](const char* key) -> std::int64_t {
    const auto found = claims.find(key);
    return found != claims.end() && found->is_number_integer() ? found->get<std::int64_t>() : -1;
  };
  const auto text = [&](const char* key) -> std::string {
    const auto found = claims.find(key);
    return found != claims.end() && found->is_string() ? found->get<std::string>() : "";
  };
  if (!claims.is_object())
    return fail(FailureCode::server_answer_malformed, "anchor");
  const std::int64_t sequence = number("sequence"), events = number("events"), ms = number("ms");
  Claims read{
      .anchor = {.head = {.record_hash = text("recordHash"), .event_hash = text("eventHash")}},
      .nonce = text("nonce")};
  if (sequence < 0 || sequence > UINT32_MAX || events < 0 || ms < 0 ||
      read.anchor.head.record_hash.empty() || read.anchor.head.event_hash.empty())
    return fail(FailureCode::server_answer_malformed, "anchor");
  read.anchor.head.sequence = static_cast<std::uint32_t>(sequence);
  read.anchor.head.events = static_cast<std::uint64_t>(events);
  read.anchor.at = WallTime(std::chrono::milliseconds(ms));
  return read;
}

} // namespace

Status anchor_journal(store::Store& store, Line& line, const EventKey& key,
                      const std::stop_token& stop) {
  FOYER_TRY(const store::ChainHead head, store.head());
  const auto last = last_anchor(store, key);
  if (last && *last && (*last)->head == head)
    return success();
  FOYER_TRY(const std::string nonce, new_nonce());
  const auto answer = Api(line, stop).anchor(head, nonce);
  if (const auto* failure = std::get_if<ApiFailure>(&answer)) {
    if (failure->ours && failure->http_status == 409)
      return fail(FailureCode::store_mismatch, "the middle tier has seen another journal");
    return failure->failure;
  }
  const auto& token = std::get<std::string>(answer);
  FOYER_TRY(const Bytes payload, key.open(token, token_type));
  FOYER_TRY(const Claims claims, read_claims(payload));
  if (claims.nonce != nonce || claims.anchor.head != head)
    return fail(FailureCode::receipt_forged, "anchor of another head");
  return store.set_note(note_key, token);
}

Result<std::optional<Anchor>> last_anchor(store::Store& store, const EventKey& key) {
  FOYER_TRY(const auto token, store.note(note_key));
  if (!token)
    return std::optional<Anchor>{};
  FOYER_TRY(const Bytes payload, key.open(*token, token_type));
  FOYER_TRY(const Claims claims, read_claims(payload));
  return std::optional<Anchor>(claims.anchor);
}

Status verify_anchor(store::Store& store, const Anchor& anchor) {
  const auto differs = [&](const char* what) {
    return fail(FailureCode::store_mismatch,
                std::to_string(anchor.head.sequence) + ": " + what + " than the office has seen");
  };
  FOYER_TRY(const auto then, store.head_at(anchor.head.sequence, anchor.head.events));
  if (!then)
    return differs("less is here");
  if (*then != anchor.head)
    return differs("another journal is here");
  return success();
}

} // namespace foyer::sync
