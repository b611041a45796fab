// SPDX-License-Identifier: EUPL-1.2
#include <eid/apdu.hpp>

namespace foyer::eid {
namespace {

std::uint8_t low(std::size_t value) {
  return static_cast<std::uint8_t>(value & 0xFFU);
}
std::uint8_t high(std::size_t value) {
  return static_cast<std::uint8_t>((value >> 8U) & 0xFFU);
}

Failure broken() {
  return fail(FailureCode::card_data_malformed, "apdu: lengths do not fit");
}

} // namespace

Bytes CommandApdu::encode(bool extended) const {
  Bytes out{cla, ins, p1, p2};
  if (!extended && !needs_extended()) {
    if (!data.empty()) {
      out.push_back(low(data.size()));
      append(out, data);
    }
    if (le != 0)
      out.push_back(low(le)); // 256 is written as 00
    return out;
  }
  if (data.empty() && le == 0)
    return out;
  out.push_back(0);
  if (!data.empty()) {
    out.push_back(high(data.size()));
    out.push_back(low(data.size()));
    append(out, data);
  }
  if (le != 0) {
    out.push_back(high(le)); // 65536 is written as 0000
    out.push_back(low(le));
  }
  return out;
}

Result<CommandApdu> CommandApdu::parse(ByteView bytes) {
  if (bytes.size() < 4)
    return broken();
  CommandApdu command{bytes[0], bytes[1], bytes[2], bytes[3]};
  const ByteView body = bytes.subspan(4);
  const auto number = [&](std::size_t at) {
    return (static_cast<std::size_t>(body[at]) << 8U) | body[at + 1];
  };
  const auto extended_le = [&](std::size_t at) {
    return static_cast<std::uint32_t>(number(at) == 0 ? 65536 : number(at));
  };
  if (body.empty())
    return command;
  if (body.size() == 1) {
    command.le = body[0] == 0 ? 256 : body[0];
    return command;
  }
  if (body[0] != 0) {
    const std::size_t lc = body[0];
    if (body.size() != 1 + lc && body.size() != 2 + lc)
      return broken();
    command.data = to_bytes(body.subspan(1, lc));
    if (body.size() == 2 + lc)
      command.le = body.back() == 0 ? 256 : body.back();
    return command;
  }
  if (body.size() < 3)
    return broken();
  if (body.size() == 3) {
    command.le = extended_le(1);
    return command;
  }
  const std::size_t lc = number(1);
  if (lc == 0 || (body.size() != 3 + lc && body.size() != 5 + lc))
    return broken();
  command.data = to_bytes(body.subspan(3, lc));
  if (body.size() == 5 + lc)
    command.le = extended_le(3 + lc);
  return command;
}

Bytes ResponseApdu::encode() const {
  Bytes out = data;
  out.push_back(sw1());
  out.push_back(sw2());
  return out;
}

Result<ResponseApdu> ResponseApdu::parse(ByteView bytes) {
  if (bytes.size() < 2)
    return fail(FailureCode::card_data_malformed, "apdu: answer without a status word");
  ResponseApdu response;
  response.data = to_bytes(bytes.first(bytes.size() - 2));
  response.sw = static_cast<std::uint16_t>((bytes[bytes.size() - 2] << 8U) | bytes.back());
  return response;
}

Failure refusal(std::uint16_t status, std::string_view what) {
  const bool absent = status == sw::file_not_found || status == sw::function_unsupported ||
                      status == 0x6A83 || status == sw::reference_not_found ||
                      (status >> 8U) == 0x68 || (status >> 8U) == 0x6D || (status >> 8U) == 0x6E;
  return fail(absent ? FailureCode::card_unsupported : FailureCode::card_refused,
              std::string(what) + ": " + describe(status));
}

} // namespace foyer::eid
