// SPDX-License-Identifier: EUPL-1.2
// The card's end of the vpcd protocol (vsmartcard): the reader driver listens, the card connects.
// Messages are a 2-byte big-endian length and a payload; a payload of one byte is a control:
// 0 power off, 1 power on, 2 reset, 4 send the ATR. Everything longer is a command APDU.
#pragma once

#include <card/virtual_card.hpp>

namespace foyer::card {

class VpcdLink {
 public:
  VpcdLink() = default;
  ~VpcdLink() { close(); }
  VpcdLink(const VpcdLink&) = delete;
  VpcdLink& operator=(const VpcdLink&) = delete;

  // To 127.0.0.1:port; false when nobody listens.
  bool connect(int port);
  void close();
  [[nodiscard]] bool connected() const { return socket_ >= 0; }
  [[nodiscard]] int socket() const { return socket_; }

  // Reads what has arrived and answers each whole message. False when the reader has gone.
  // `mute` cards take commands and stay silent. `answered` counts APDUs answered.
  bool serve(VirtualCard& card, bool mute, int& answered, int leave_after);

 private:
  bool send(ByteView payload) const;

  int socket_ = -1;
  Bytes waiting_;
};

} // namespace foyer::card
