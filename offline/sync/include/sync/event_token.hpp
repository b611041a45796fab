// SPDX-License-Identifier: EUPL-1.2
// Security Event Tokens (RFC 8417) of the middle tier: what makes a delivery a fact. Compact JWS
// (RFC 7515), PS512 only (RFC 7518 §3.5), checked with a pinned key. Layout:
// offline/sync/FORMAT.md.
#pragma once

#include <base/bytes.hpp>
#include <base/clock.hpp>
#include <base/result.hpp>

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace foyer::sync {

enum class EventKind : std::uint8_t {
  create,
  submit,
  accept,
  reject,
  case_state,
  case_message,
  other
};

// The GCM tag of each JWE, base64url as it stands at the end of the compact form; it binds an
// event to exactly these sealed bytes.
struct AuthenticationTags {
  std::string container;
  std::map<std::string, std::string> attachments; // attachment id -> tag
  bool operator==(const AuthenticationTags&) const = default;
};

struct Event {
  EventKind kind = EventKind::other;
  std::string receipt;
  std::string submission;
  WallTime issued_at;
  AuthenticationTags tags; // submit, accept
  std::string case_number; // accept
  std::string reason;      // reject: a short code, [a-z0-9_-]{1,64}
  // case_state, case_message: numbered from 1 without a gap within a case.
  std::uint32_t sequence = 0;
  std::string state;           // case_state: a short word, [a-z0-9_-]{1,64}
  std::string message;         // case_message: its id
  std::string kind_of_message; // a short word
  std::string message_tag;     // the GCM tag of the sealed message
  std::string answers;         // id of the message it answers; may be empty
};

// The one RSA key (2048 bits or more) that the terminal was given for the server's signatures.
// Immutable, thread safe.
class EventKey {
 public:
  // A PEM "PUBLIC KEY" file; config_broken if it is none.
  static Result<EventKey> load(const std::filesystem::path& pem_file);

  // The payload of a compact JWS whose signature holds and whose header is exactly
  // {alg: PS512, typ, kid...} without "crit" or an embedded key. Else receipt_forged, or
  // server_answer_malformed when it is no JWS at all. At most 64 KiB.
  [[nodiscard]] Result<Bytes> open(std::string_view compact, std::string_view typ) const;

 private:
  struct Impl;
  std::shared_ptr<const Impl> impl_;
};

// Reads a payload that open() has returned; server_answer_malformed if a claim is missing or odd.
Result<Event> parse_event(ByteView payload);

} // namespace foyer::sync
