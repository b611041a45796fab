// SPDX-License-Identifier: EUPL-1.2
// What goes into the store and what comes out. Nothing here is plain text of an application.
#pragma once

#include <store/receipt_number.hpp>

#include <base/bytes.hpp>
#include <base/clock.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::store {

// A number of one's own, and what the filing record must name as its predecessor.
struct Reservation {
  std::uint32_t sequence = 0;
  ReceiptNumber number;
  std::string previous_record_hash; // hex; 64 zeros before the first filing
};

// One sealed item. The bytes are only looked at during file().
struct SealedItem {
  std::string id; // attachments: as in the container, unique there; the container itself: empty
  ByteView sealed;
  std::string authentication_tag; // base64url
  std::string content_type;       // media type of the plain content
};

// What a filing answers: the visitor's words to the office about an earlier one.
struct Answers {
  std::string number;  // receipt number of the case
  std::string message; // id of the office's message; empty: something the visitor adds unasked
  bool operator==(const Answers&) const = default;
};

struct Filing {
  Reservation reservation;
  WallTime filed_at; // the moment of filing; at most a minute (of sealing) before the clock floor
  std::string assistant_id;
  std::string assistant_version;
  std::string definition_sha256; // hex
  std::string seal_profile;      // "jwe", "osci"
  std::string office_key_id;
  std::string record; // JSON object without personal content: xfall::public_record()
  SealedItem container;
  std::vector<SealedItem> attachments = {};
  // SHA-256 of what opens the case (seal::case_verifier); empty: nobody can open it.
  Bytes case_verifier = {};
  std::optional<Answers> answers = {};
};

struct FiledRecord {
  std::uint32_t sequence = 0;
  ReceiptNumber number;
  WallTime filed_at;
  std::string record_hash;      // hex, the new head of the chain
  std::string container_sha256; // hex, of the sealed bytes
  std::uint64_t sealed_bytes = 0;
};

// stored -> handed_over (submit event verified) -> accepted (accept event verified). rejected and
// in_doubt wait for a person and raise an alert. unverified: written, but not (yet) read back; no
// receipt was given for it and the agent leaves it alone.
enum class DeliveryState : std::uint8_t {
  unverified,
  stored,
  handed_over,
  accepted,
  rejected,
  in_doubt
};
std::string_view name(DeliveryState state);

struct StoredItem {
  std::uint32_t part = 0; // 0 is the container, attachments follow from 1 in filing order
  std::string id;
  std::string content_type;
  std::uint64_t size = 0;
  std::string sha256; // hex, of the sealed bytes
  std::string authentication_tag;
  bool delivered = false; // the server has this part
};

// The routing header of a filing and where its delivery stands.
struct OutboxEntry {
  std::uint32_t sequence = 0;
  ReceiptNumber number;
  WallTime filed_at;
  std::string assistant_id;
  std::string assistant_version;
  std::string definition_sha256;
  std::string seal_profile;
  std::string office_key_id;
  std::string record_hash;       // hex
  std::vector<StoredItem> items; // the container first
  DeliveryState state = DeliveryState::stored;
  std::uint32_t attempts = 0;
  WallTime next_attempt_at{}; // not before this
  std::string submission_id;  // given by the middle tier; empty before
  std::string case_number;    // given by the office; empty before
  bool sealed_bytes_wiped = false;
  std::string case_verifier; // hex; empty: nobody can open the case
  std::optional<Answers> answers;
};

// One step of a delivery as the agent saw it. `result` is a closed word of the agent's
// ([a-z0-9_]{1,40}: "created", "http_503", "accept_event"), never a server's text.
struct DeliveryEvent {
  WallTime at;
  std::string result;
  std::optional<WallTime> server_time = {};
};

// Where the two hash chains stand: what a server or a daily print is shown as an anchor.
struct ChainHead {
  std::uint32_t sequence = 0; // of the last filing; 0 before the first
  std::string record_hash;    // hex
  std::uint64_t events = 0;   // delivery events so far
  std::string event_hash;     // hex
  bool operator==(const ChainHead&) const = default;
};

// A wrong code cannot be guessed (75 bits); the limit keeps those from trying who do not know that.
inline constexpr std::int64_t case_misses_allowed = 10;
inline constexpr std::chrono::minutes case_misses_span{15};

// What this terminal knows of a case by itself.
struct FoundCase {
  std::optional<OutboxEntry> filing; // nothing: not filed here, not this code, or too many misses
  std::vector<DeliveryEvent> events;
  std::vector<OutboxEntry> answers; // filed here, oldest first
  std::optional<WallTime> locked_until = {};
};

// The printed receipt (4.3 quittung), known only after filing.
struct PrintedReceipt {
  WallTime printed_at;
  std::string text_sha256; // hex
  Bytes signature;         // Ed25519 of the terminal's key
};

} // namespace foyer::store
