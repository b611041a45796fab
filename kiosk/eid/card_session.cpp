// SPDX-License-Identifier: EUPL-1.2
#include <eid/card_session.hpp>

#include <eid/tlv.hpp>

#include <algorithm>

namespace foyer::eid {
namespace {

// READ BINARY with even INS reaches that far (ISO 7816-4 §7.2.3); no file read here comes near.
constexpr std::size_t largest_file = 0x7FFF;
// A continuation carries up to 256 bytes; more rounds than this and the card is playing with us.
constexpr int most_continuations = 256;
// Tag and length of any file read here.
constexpr std::size_t header_read = 4;

Failure refused(std::uint16_t status) {
  return fail(FailureCode::card_refused, describe(status));
}

} // namespace

CardSession::CardSession(api::ApduChannel& channel)
    : channel_(channel), extended_(channel.extended_length()) {}

Result<Bytes> CardSession::transmit(ByteView command) {
  ++apdus_;
  return channel_.transmit(command);
}

// 61xx: the rest of the answer waits for GET RESPONSE (ISO 7816-4 §5.3.4).
Result<Bytes> CardSession::collect(Bytes first) {
  Bytes answer = std::move(first);
  for (int round = 0; round < most_continuations; ++round) {
    if (answer.size() < 2 || answer[answer.size() - 2] != 0x61)
      return answer;
    const std::uint8_t waiting = answer.back();
    answer.resize(answer.size() - 2);
    const CommandApdu more{0x00, 0xC0, 0, 0, {}, waiting == 0 ? 256U : waiting};
    FOYER_TRY(const Bytes part, transmit(more.encode()));
    append(answer, part);
  }
  return fail(FailureCode::card_data_malformed, "answer without end");
}

Result<ResponseApdu> CardSession::exchange(const CommandApdu& command) {
  CommandApdu outgoing = command;
  if (messaging_) {
    FOYER_TRY(outgoing, messaging_->protect(command));
  }
  FOYER_TRY(Bytes answer, transmit(outgoing.encode()));
  // 6Cxx in the clear: the card names the Le it wants. Under protection it stands inside the answer
  // and is read_chunk's business, because the counter has moved on.
  if (!messaging_ && answer.size() == 2 && answer[0] == 0x6C) {
    outgoing.le = answer[1] == 0 ? 256 : answer[1];
    FOYER_TRY(answer, transmit(outgoing.encode()));
  }
  FOYER_TRY(const Bytes whole, collect(std::move(answer)));
  if (messaging_)
    return messaging_->unprotect(whole);
  return ResponseApdu::parse(whole);
}

Result<ResponseApdu> CardSession::select_application(ByteView aid) {
  return exchange({0x00, 0xA4, 0x04, 0x0C, to_bytes(aid)});
}

Result<ResponseApdu> CardSession::select_file(std::uint16_t id) {
  return exchange({0x00,
                   0xA4,
                   0x02,
                   0x0C,
                   {static_cast<std::uint8_t>(id >> 8U), static_cast<std::uint8_t>(id & 0xFFU)}});
}

std::size_t CardSession::chunk_limit() const {
  const std::size_t answer = extended_ ? 65536 : 256;
  std::size_t limit = messaging_ ? messaging_->payload_limit(answer) : answer;
  if (chunk_ != 0)
    limit = std::min(limit, chunk_);
  return limit;
}

Result<ResponseApdu> CardSession::read_binary(std::size_t offset, std::size_t size) {
  return exchange({0x00,
                   0xB0,
                   static_cast<std::uint8_t>(offset >> 8U),
                   static_cast<std::uint8_t>(offset & 0xFFU),
                   {},
                   static_cast<std::uint32_t>(size)});
}

// Reads one more piece of `file`; `total` once its header is known. When the card dislikes the size
// asked for, the session learns and asks for less.
Status CardSession::read_chunk(Bytes& file, std::optional<std::size_t> total) {
  for (;;) {
    // Before the length is known a short read suffices: it brings small files whole.
    const std::size_t short_limit = messaging_ ? messaging_->payload_limit(256) : 256;
    std::size_t size = chunk_limit();
    if (total)
      size = std::min(size, *total - file.size());
    else
      size = std::min(size, exact_reads_ ? header_read : short_limit);
    FOYER_TRY(const ResponseApdu answer, read_binary(file.size(), size));
    const bool good = answer.ok() || answer.sw == sw::end_of_file;
    if (good) {
      if (answer.data.empty())
        return fail(FailureCode::card_data_malformed, "file ends early");
      append(file, ByteView(answer.data).first(std::min(answer.data.size(), size)));
      return success();
    }
    if (!total && !exact_reads_) {
      exact_reads_ = true;
      continue;
    }
    if (answer.sw == sw::offset_outside && total)
      return fail(FailureCode::card_data_malformed, "file ends early");
    if (extended_ && size > short_limit) {
      extended_ = false; // it announced extended length and does not take it
      continue;
    }
    const bool too_much = answer.sw == sw::wrong_length || answer.sw1() == 0x6C;
    if (!too_much || size <= 1)
      return refused(answer.sw);
    const std::size_t wanted = answer.sw1() == 0x6C ? answer.sw2() : 0;
    chunk_ = wanted != 0 && wanted < size ? wanted : size / 2;
  }
}

Result<Bytes> CardSession::read_file(std::uint16_t id) {
  FOYER_TRY(const ResponseApdu selected, select_file(id));
  if (selected.sw == sw::file_not_found)
    return fail(FailureCode::card_unsupported, "no such file");
  if (!selected.ok() && selected.sw1() != 0x62)
    return refused(selected.sw);
  Bytes file;
  std::optional<std::size_t> total;
  while (!total || file.size() < *total) {
    FOYER_CHECK(read_chunk(file, total));
    if (!total) {
      FOYER_TRY(total, tlv_size(file));
      if (total && *total > largest_file)
        return fail(FailureCode::card_data_malformed, "file too large");
    }
  }
  file.resize(*total); // what lies behind the element is not part of the file's content
  return file;
}

} // namespace foyer::eid
