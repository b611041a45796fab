// SPDX-License-Identifier: EUPL-1.2
#include <card_pcsc/part10.hpp>

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

// Reads fields from the front; once one does not fit, nothing does.
class Fields {
 public:
  explicit Fields(ByteView bytes) : bytes_(bytes) {}

  std::uint32_t number(std::size_t size) {
    const ByteView field = take(size);
    std::uint32_t value = 0;
    for (std::size_t i = field.size(); i > 0; --i)
      value = (value << 8U) | field[i - 1];
    return value;
  }
  ByteView take(std::size_t size) {
    whole_ = whole_ && size <= bytes_.size();
    if (!whole_)
      return {};
    const ByteView field = bytes_.first(size);
    bytes_ = bytes_.subspan(size);
    return field;
  }
  [[nodiscard]] bool whole() const { return whole_; }
  [[nodiscard]] bool empty() const { return bytes_.empty(); }

 private:
  ByteView bytes_;
  bool whole_ = true;
};

Bytes function(std::uint8_t index, ByteView data) {
  Bytes out;
  out.reserve(3 + data.size());
  out.push_back(index);
  out.push_back(static_cast<std::uint8_t>(data.size() & 0xFFU));
  out.push_back(static_cast<std::uint8_t>(data.size() >> 8U));
  append(out, data);
  return out;
}

// The result codes of BSI TR-03119, part "PACE". F00n ssss: the card's status word in step n.
Status judge(std::uint32_t result) {
  if (result == 0)
    return success();
  Bytes number{
      static_cast<std::uint8_t>(result >> 24U), static_cast<std::uint8_t>((result >> 16U) & 0xFFU),
      static_cast<std::uint8_t>((result >> 8U) & 0xFFU), static_cast<std::uint8_t>(result & 0xFFU)};
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
  Fields fields(answer);
  const std::uint32_t result = fields.number(4);
  if (!fields.whole())
    return nonsense();
  FOYER_CHECK(judge(result));
  const std::uint32_t size = fields.number(2);
  const ByteView data = fields.take(size);
  if (!fields.whole() || !fields.empty())
    return nonsense();
  return data;
}

} // namespace

Result<Features> parse_features(ByteView answer) {
  if (answer.size() % 6 != 0)
    return nonsense();
  Features features;
  for (; !answer.empty(); answer = answer.subspan(6)) {
    if (answer[1] != 4)
      return nonsense();
    const std::uint32_t code = (std::uint32_t{answer[2]} << 24U) |
                               (std::uint32_t{answer[3]} << 16U) |
                               (std::uint32_t{answer[4]} << 8U) | answer[5];
    if (answer[0] == feature_verify_pin_direct)
      features.verify_pin_direct = code;
    if (answer[0] == feature_execute_pace)
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
  data.push_back(static_cast<std::uint8_t>(description.size() & 0xFFU));
  data.push_back(static_cast<std::uint8_t>(description.size() >> 8U));
  append(data, description);
  Bytes out = function(establish, data);
  wipe(data);
  return out;
}

Result<api::ReaderPace> parse_pace_answer(ByteView answer) {
  FOYER_TRY(const ByteView data, answer_data(answer));
  Fields fields(data);
  api::ReaderPace pace;
  const ByteView status = fields.take(2);
  if (!fields.whole())
    return nonsense();
  pace.mse_status = static_cast<std::uint16_t>((status[0] << 8U) | status[1]); // SW1 SW2
  pace.ef_card_access = to_bytes(fields.take(fields.number(2)));
  // The rest is there where a CHAT was sent.
  if (!fields.empty())
    pace.authority_current = to_bytes(fields.take(fields.number(1)));
  if (!fields.empty())
    pace.authority_previous = to_bytes(fields.take(fields.number(1)));
  if (!fields.empty())
    pace.id_icc = to_bytes(fields.take(fields.number(2)));
  if (!fields.whole() || !fields.empty())
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
  for (unsigned shift = 0; shift < 32; shift += 8)
    out.push_back(static_cast<std::uint8_t>((request.command.size() >> shift) & 0xFFU));
  append(out, request.command);
  return out;
}

Result<std::uint16_t> parse_pin_answer(ByteView answer) {
  if (answer.size() != 2)
    return nonsense();
  const auto status = static_cast<std::uint16_t>((answer[0] << 8U) | answer[1]);
  if (status == 0x6400)
    return fail(FailureCode::timed_out, "pcsc: nobody typed a PIN");
  if (status == 0x6401)
    return fail(FailureCode::cancelled, "pcsc: cancelled on the reader");
  return status;
}

} // namespace foyer::card_pcsc
