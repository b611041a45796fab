// SPDX-License-Identifier: EUPL-1.2
#include <card_pcsc/part10.hpp>

#include <base/byte_fields.hpp>

#include <algorithm>
#include <string>

namespace foyer::card_pcsc {
namespace {

constexpr std::uint8_t feature_verify_pin_direct = 0x06;
constexpr std::uint8_t feature_execute_pace = 0x20;

// Amendment 1, index of the function inside FEATURE_EXECUTE_PACE.
constexpr std::uint8_t get_capabilities = 0x01;
constexpr std::uint8_t establish = 0x02;
constexpr std::uint8_t destroy = 0x03;

constexpr std::uint8_t generic_pace = 0x40;

Failure nonsense() {
  return fail(FailureCode::malformed, "pcsc: answer of part 10");
}

Bytes function(std::uint8_t index, ByteView data) {
  Bytes out;
  out.reserve(3 + data.size());
  out.push_back(index);
  append_little(out, data.size(), 2);
  append(out, data);
  return out;
}

// The result codes of BSI TR-03119, part "PACE". F00n ssss: the card's status word in step n.
Status judge(std::uint32_t result) {
  if (result == 0)
    return success();
  Bytes number;
  append_little(number, result, 4);
  std::reverse(number.begin(), number.end()); // as it is written in the standard
  const std::string detail = "reader's PACE: " + to_hex(number);
  switch (result) {
  case 0xF010'0001: return fail(FailureCode::card_mute, detail);
  case 0xF010'0002: return fail(FailureCode::card_removed, detail);
  case 0xF020'0001: return fail(FailureCode::cancelled, detail);
  case 0xF020'0002: return fail(FailureCode::timed_out, detail);
  default: break;
  }
  // The card compares the tokens in the last step; 63Cx and 6300 say that the password was wrong.
  if ((result & 0xFFFF'FF00U) == 0xF006'6300U)
    return fail(FailureCode::can_wrong, detail);
  return fail(FailureCode::card_refused, detail);
}

// Result and length, before every answer's data.
Result<ByteView> answer_data(ByteView answer) {
  ByteFields fields(answer);
  const auto result = static_cast<std::uint32_t>(fields.little(4));
  if (!fields.whole())
    return nonsense();
  FOYER_CHECK(judge(result));
  const ByteView data = fields.take(fields.little(2));
  if (!fields.ends_well())
    return nonsense();
  return data;
}

} // namespace

Result<Features> parse_features(ByteView answer) {
  if (answer.size() % 6 != 0)
    return nonsense();
  Features features;
  for (ByteFields fields(answer); !fields.empty();) {
    const auto feature = fields.big(1);
    if (fields.big(1) != 4)
      return nonsense();
    const auto code = static_cast<std::uint32_t>(fields.big(4));
    if (feature == feature_verify_pin_direct)
      features.verify_pin_direct = code;
    if (feature == feature_execute_pace)
      features.execute_pace = code;
  }
  return features;
}

Bytes pace_capabilities_request() {
  return function(get_capabilities, {});
}

Result<bool> parse_generic_pace(ByteView answer) {
  FOYER_TRY(const ByteView data, answer_data(answer));
  if (data.size() != 1)
    return nonsense();
  return (data[0] & generic_pace) != 0;
}

Result<Bytes> establish_pace_request(const api::ReaderPaceRequest& request) {
  const ByteView description = request.certificate_description;
  if (request.chat.size() > 0xFF || request.value.size() > 0xFF || description.size() > 0x7FFF)
    return fail(FailureCode::malformed, "reader's PACE: a field is too long");
  // Nothing is moved while it grows, so that the password lies in one place only.
  Bytes data;
  data.reserve(5 + request.chat.size() + request.value.size() + description.size());
  data.push_back(static_cast<std::uint8_t>(request.password));
  data.push_back(static_cast<std::uint8_t>(request.chat.size()));
  append(data, request.chat);
  data.push_back(static_cast<std::uint8_t>(request.value.size()));
  append(data, request.value.reveal());
  append_little(data, description.size(), 2);
  append(data, description);
  Bytes out = function(establish, data);
  wipe(data);
  return out;
}

Result<api::ReaderPace> parse_pace_answer(ByteView answer) {
  FOYER_TRY(const ByteView data, answer_data(answer));
  ByteFields fields(data);
  api::ReaderPace pace;
  pace.mse_status = static_cast<std::uint16_t>(fields.big(2)); // SW1 SW2
  pace.ef_card_access = to_bytes(fields.take(fields.little(2)));
  // The rest is there where a CHAT was sent.
  if (!fields.empty())
    pace.authority_current = to_bytes(fields.take(fields.little(1)));
  if (!fields.empty())
    pace.authority_previous = to_bytes(fields.take(fields.little(1)));
  if (!fields.empty())
    pace.id_icc = to_bytes(fields.take(fields.little(2)));
  if (!fields.ends_well())
    return nonsense();
  return pace;
}

Bytes destroy_pace_request() {
  return function(destroy, {});
}

Bytes verify_pin_request(const api::PinPadRequest& request) {
  const auto seconds =
      static_cast<std::uint8_t>(std::clamp<std::int64_t>(request.limit.count(), 1, 255));
  Bytes out{
      seconds,
      seconds,
      request.format,
      request.block,
      request.length_format,
      static_cast<std::uint8_t>(request.max_digits), // wPINMaxExtraDigit: XXYY, least and most
      static_cast<std::uint8_t>(request.min_digits),
      0x02, // the holder ends with the reader's confirm key
      0x01, // one message on the reader's display,
      0x07,
      0x04, // in German,
      0x00, // the first
      0x00,
      0x00,
      0x00,
  };
  append_little(out, request.command.size(), 4);
  append(out, request.command);
  return out;
}

Result<std::uint16_t> parse_pin_answer(ByteView answer) {
  ByteFields fields(answer);
  const auto status = static_cast<std::uint16_t>(fields.big(2)); // SW1 SW2
  if (!fields.ends_well())
    return nonsense();
  if (status == 0x6400)
    return fail(FailureCode::timed_out, "pcsc: nobody typed a PIN");
  if (status == 0x6401)
    return fail(FailureCode::cancelled, "pcsc: cancelled on the reader");
  return status;
}

} // namespace foyer::card_pcsc
