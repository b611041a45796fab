// SPDX-License-Identifier: EUPL-1.2
// The chip's files: selecting and reading them (ISO 7816-4 §7.1.1, §7.2.3), with all the manners
// in which chips differ there.
#pragma once

#include <card/virtual_card.hpp>

#include <eid/apdu.hpp>

namespace foyer::card {

class ChipFiles {
 public:
  explicit ChipFiles(const CardImage& image) : image_(&image) {}

  void power_off();
  // The session ended: files that want access are closed, and the master file is current again.
  void forget_session();
  void open_access() { access_ = true; }
  [[nodiscard]] bool access() const { return access_; }
  [[nodiscard]] bool in_application() const { return in_application_; }

  eid::ResponseApdu select(const eid::CommandApdu& command);
  // READ BINARY, even and odd. `capacity`: the most bytes that fit into the answer.
  eid::ResponseApdu read(const eid::CommandApdu& command, std::size_t capacity);
  // The card has left while this was read.
  [[nodiscard]] bool left() const { return left_; }
  [[nodiscard]] const std::vector<std::uint16_t>& asked_for() const { return asked_for_; }

 private:
  std::uint16_t enter(std::uint16_t id);
  [[nodiscard]] const Bytes* content(std::uint16_t id) const;
  [[nodiscard]] std::uint16_t id_of_short(std::uint8_t identifier) const;
  eid::ResponseApdu part(std::size_t offset, std::size_t wish, bool meant, std::size_t capacity);

  const CardImage* image_;
  bool access_ = false;
  bool in_application_ = false;
  bool left_ = false;
  std::uint16_t current_ = 0; // 0: none
  std::vector<std::uint16_t> asked_for_;
};

} // namespace foyer::card
