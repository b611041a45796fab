// SPDX-License-Identifier: EUPL-1.2
// CardSession: one conversation with a card: commands in the clear until PACE or BAC, protected
// afterwards; files in as few commands as the card allows.
#pragma once

#include <eid/apdu.hpp>
#include <eid/elementary_file.hpp>
#include <eid/secure_messaging.hpp>

#include <api/card_reader.hpp>

#include <functional>
#include <optional>

namespace foyer::eid {

class CardSession {
 public:
  explicit CardSession(api::ApduChannel& channel);
  CardSession(const CardSession&) = delete; // on_lost() may point here
  CardSession& operator=(const CardSession&) = delete;

  // Sends, collects 61xx continuations, repeats once on 6Cxx. A command that may be said twice (a
  // protected one: the counter sees to that; SELECT and READ BINARY always) is said again once when
  // the card was mute. Failures as read_document lists them; every status word that is left is an
  // answer.
  Result<ResponseApdu> exchange(const CommandApdu& command);

  // From here on everything is protected.
  void protect(SecureMessaging messaging);
  // The same after chip authentication: under new keys, and on_lost() is over, since opening the
  // card again would not bring them back. The first answer under the new keys proves the chip.
  void rekey(SecureMessaging messaging);
  // That answer as it came, status word included; empty before it.
  [[nodiscard]] const Bytes& first_answer() const { return first_answer_; }
  // Back to talking in the clear: the card has lost the session.
  void forget_protection();
  [[nodiscard]] bool is_protected() const { return messaging_.has_value(); }

  // SELECT by application identifier or file identifier, without Le (cards.md trap 2).
  Result<ResponseApdu> select_application(ByteView aid);
  Result<ResponseApdu> select_master_file();
  Result<ResponseApdu> select_file(std::uint16_t id);
  // Has an application been selected, and the master file not since?
  [[nodiscard]] bool in_application() const { return in_application_; }

  // The one TLV element a file starts with (every file here is one), by its short identifier where
  // the card knows such, else by SELECT. Fails with card_unsupported when the card has no such
  // file, card_refused when it will not give it, card_data_malformed when it ends early or is
  // larger than a megabyte.
  Result<Bytes> read_file(ElementaryFile file);

  // EF.ATR/INFO, in the master file and in the clear (ISO 7816-4 §12.2.2): does the card take
  // extended length although its ATR was silent, and how much at once? Quiet where it is missing.
  Status learn_limits();

  // What opens the card again, in the state it is in now, after the session was lost in the middle
  // of a file; read_file() asks for it once in a session's life and begins the file anew.
  void on_lost(std::function<Status()> open_again);

  // What has gone over the line so far.
  [[nodiscard]] int apdus() const { return apdus_; }
  [[nodiscard]] std::size_t bytes() const { return bytes_; } // commands and answers

 private:
  struct Progress; // of one file
  Result<Bytes> transmit(ByteView command);
  Result<Bytes> collect(Bytes first);
  Result<Bytes> read_once(ElementaryFile file);
  Result<std::uint16_t> read_head(Progress& progress);
  Status read_rest(Progress& progress, std::size_t total);
  Result<ResponseApdu> read_binary(const Progress& progress, std::size_t size);
  [[nodiscard]] std::size_t payload(std::size_t answer) const;
  [[nodiscard]] std::size_t chunk_limit() const;

  api::ApduChannel& channel_;
  std::optional<SecureMessaging> messaging_;
  std::function<Status()> open_again_;
  bool opened_again_ = false;
  bool in_application_ = false;
  bool first_answer_due_ = false;
  Bytes first_answer_;
  int apdus_ = 0;
  std::size_t bytes_ = 0;
  // What this card has taught us so far.
  enum class ShortIds : std::uint8_t { unknown, known, refused } short_ids_ = ShortIds::unknown;
  bool extended_ = false;
  std::size_t answer_limit_ = 65536; // bytes of an extended answer
  std::size_t chunk_ = 0;            // 0: no limit learned
  std::size_t head_step_ = 0;        // which way to begin a file it did not refuse
};

} // namespace foyer::eid
