// SPDX-License-Identifier: EUPL-1.2
// Secure messaging, the terminal's side (ICAO 9303-11 §9.8, TR-03110-3 F): every command after PACE
// travels encrypted and authenticated, and every answer is checked before it is believed.
#pragma once

#include <eid/apdu.hpp>
#include <eid/crypto.hpp>

namespace foyer::eid {

struct SessionKeys {
  Cipher cipher = Cipher::aes128;
  Secret encryption;
  Secret mac;
};

// Keeps the send sequence counter, so commands and answers must alternate.
class SecureMessaging {
 public:
  // `counter` is the counter before the first command: zeros after PACE, of one block's size.
  SecureMessaging(SessionKeys keys, Bytes counter);
  static SecureMessaging after_pace(SessionKeys keys);

  // The protected form: DO 87 (85 for odd INS), 97, 8E. Its encode() becomes extended by itself
  // when the protected data or the wanted answer is too long for short fields.
  Result<CommandApdu> protect(const CommandApdu& command);
  // Checks and decrypts. An answer without valid protection is secure_messaging_broken, whatever
  // its status word: a downgrade must not pass as an answer.
  Result<ResponseApdu> unprotect(ByteView response);

  // The most plain bytes an answer of `limit` bytes (256 to 65536, without status word) can carry.
  [[nodiscard]] std::size_t payload_limit(std::size_t limit) const;

 private:
  void count();
  Result<Bytes> iv() const;
  Bytes authenticate(ByteView padded_header, ByteView objects) const;

  SessionKeys keys_;
  Bytes counter_;
};

} // namespace foyer::eid
