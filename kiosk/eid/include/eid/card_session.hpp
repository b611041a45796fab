// SPDX-License-Identifier: EUPL-1.2
// CardSession: one conversation with a card: commands in the clear until PACE, protected
// afterwards; files by chunks of a size that the card takes.
#pragma once

#include <eid/apdu.hpp>
#include <eid/secure_messaging.hpp>

#include <api/card_reader.hpp>

#include <optional>

namespace foyer::eid {

class CardSession {
 public:
  explicit CardSession(api::ApduChannel& channel);

  // Sends, collects 61xx continuations, repeats once on 6Cxx. Failures as read_document lists them;
  // every status word that is left is an answer.
  Result<ResponseApdu> exchange(const CommandApdu& command);

  // From here on everything is protected.
  void protect(SecureMessaging messaging) { messaging_ = std::move(messaging); }

  // SELECT by application identifier or file identifier, without Le (cards.md trap 2).
  Result<ResponseApdu> select_application(ByteView aid);
  Result<ResponseApdu> select_file(std::uint16_t id);

  // Selects the file and reads the one TLV element it starts with (every file here is one).
  // Fails with card_unsupported when the card has no such file, card_refused when it will not give
  // it, card_data_malformed when it ends early or is larger than 32767 bytes.
  Result<Bytes> read_file(std::uint16_t id);

  [[nodiscard]] int apdus() const { return apdus_; }

 private:
  Result<Bytes> transmit(ByteView command);
  Result<Bytes> collect(Bytes first);
  Result<ResponseApdu> read_binary(std::size_t offset, std::size_t size);
  [[nodiscard]] std::size_t chunk_limit() const;
  Status read_chunk(Bytes& file, std::optional<std::size_t> total);

  api::ApduChannel& channel_;
  std::optional<SecureMessaging> messaging_;
  int apdus_ = 0;
  // What this card has taught us so far.
  bool extended_ = false;
  std::size_t chunk_ = 0;    // 0: no limit learned
  bool exact_reads_ = false; // it refuses to be asked for more than there is
};

} // namespace foyer::eid
