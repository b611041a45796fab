// SPDX-License-Identifier: EUPL-1.2
#include <card/virtual_card.hpp>

#include "card_pace.hpp"
#include <card/card_messaging.hpp>

#include <algorithm>
#include <array>
#include <iterator>

namespace foyer::card {

using eid::CommandApdu;
using eid::ResponseApdu;

namespace {

constexpr std::array<std::uint8_t, 7> emrtd_application{0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01};

ResponseApdu status(std::uint16_t word) {
  return {{}, word};
}

} // namespace

struct VirtualCard::Chip {
  Chip(CardImage image_, eid::RandomSource random_)
      : image(std::move(image_)), random(std::move(random_)) {}

  CardImage image;
  eid::RandomSource random;
  std::unique_ptr<CardPace> pace;
  std::optional<CardMessaging> messaging;
  bool opened = false;
  bool in_application = false;
  const Bytes* file = nullptr;
  std::vector<std::uint16_t> asked_for;

  const Bytes* find_file(std::uint16_t id) {
    asked_for.push_back(id);
    if (!in_application)
      return id == 0x011C ? &image.ef_card_access : nullptr;
    switch (id) {
    case 0x011E: return &image.ef_com;
    case 0x0101: return &image.ef_dg1;
    case 0x011D: return &image.ef_sod;
    default: return nullptr;
    }
  }

  // German documents answer 6700 to a SELECT with Le (cards.md trap 2), so we do too.
  ResponseApdu select(const CommandApdu& command) {
    if (command.le != 0)
      return status(eid::sw::wrong_length);
    if (command.p1 == 0x04) {
      if (command.data.size() != emrtd_application.size() ||
          !std::equal(command.data.begin(), command.data.end(), emrtd_application.begin()))
        return status(eid::sw::file_not_found);
      // PACE protects the application: 9303-11 §4.2 step 3.
      if (!opened)
        return status(eid::sw::security_status);
      in_application = true;
      file = nullptr;
      return status(eid::sw::ok);
    }
    if (command.data.size() != 2)
      return status(eid::sw::wrong_parameters);
    const auto id = static_cast<std::uint16_t>((command.data[0] << 8U) | command.data[1]);
    if (command.p1 == 0x00 && id == 0x3F00) {
      in_application = false;
      file = nullptr;
      return status(eid::sw::ok);
    }
    file = find_file(id);
    if (file != nullptr && file->empty())
      file = nullptr; // a card without this file
    return status(file != nullptr ? eid::sw::ok : eid::sw::file_not_found);
  }

  ResponseApdu read(const CommandApdu& command) const {
    if (file == nullptr)
      return status(0x6986); // no current file
    const std::size_t offset = (static_cast<std::size_t>(command.p1 & 0x7FU) << 8U) | command.p2;
    if (command.le == 0)
      return status(eid::sw::wrong_length);
    if (offset >= file->size())
      return status(eid::sw::offset_outside);
    const std::size_t left = file->size() - offset;
    const std::size_t size = std::min<std::size_t>(left, command.le);
    const auto begin = file->begin() + static_cast<std::ptrdiff_t>(offset);
    // Le of 256 or 65536 means "as much as there is"; any other number is meant.
    const bool meant = command.le != 256 && command.le != 65536;
    return {Bytes(begin, begin + static_cast<std::ptrdiff_t>(size)),
            meant && left < command.le ? eid::sw::end_of_file : eid::sw::ok};
  }

  ResponseApdu run(const CommandApdu& command) {
    switch (command.ins) {
    case 0xA4: return select(command);
    case 0xB0: return read(command);
    case 0x22:
      if (command.p1 != 0xC1 || command.p2 != 0xA4)
        return status(0x6A86);
      pace = std::make_unique<CardPace>(image, random);
      return status(pace->choose(command.data));
    case 0x86: return pace ? pace->authenticate(command) : status(eid::sw::conditions);
    default: return status(eid::sw::unknown_ins);
    }
  }

  Bytes answer_protected(const CommandApdu& command) {
    const auto plain = messaging->open(command);
    if (!plain.ok()) {
      // A broken session ends: nothing is answered in it any more.
      forget_session();
      return status(eid::sw::sm_incorrect).encode();
    }
    const auto sealed = messaging->seal(run(*plain));
    if (!sealed.ok())
      return status(0x6F00).encode();
    const std::size_t room = command.le > 256 ? 65536 : 256;
    if (sealed->size() - 2 > room)
      return status(eid::sw::wrong_length).encode();
    return *sealed;
  }

  void forget_session() {
    messaging.reset();
    pace.reset();
    opened = false;
    in_application = false;
    file = nullptr;
  }

  Bytes answer(ByteView bytes) {
    const auto command = CommandApdu::parse(bytes);
    if (!command.ok())
      return status(eid::sw::wrong_length).encode();
    const bool is_extended = bytes.size() > 5 && bytes[4] == 0;
    if (is_extended && !image.extended_length)
      return status(eid::sw::wrong_length).encode();
    if ((command->cla & 0x0CU) == 0x0CU) {
      if (!messaging)
        return status(0x6882).encode(); // secure messaging not active
      return answer_protected(*command);
    }
    if (messaging) {
      forget_session();
      return status(eid::sw::sm_missing).encode();
    }
    if (command->cla != 0x00 && command->cla != 0x10)
      return status(eid::sw::unknown_cla).encode();
    const ResponseApdu plain = run(*command);
    if (pace) {
      if (auto keys = pace->take_keys()) {
        messaging.emplace(std::move(*keys));
        opened = true;
      }
    }
    return plain.encode();
  }
};

VirtualCard::VirtualCard(CardImage image, eid::RandomSource random)
    : chip_(std::make_unique<Chip>(std::move(image), std::move(random))) {}
VirtualCard::~VirtualCard() = default;
VirtualCard::VirtualCard(VirtualCard&&) noexcept = default;
VirtualCard& VirtualCard::operator=(VirtualCard&&) noexcept = default;

Bytes VirtualCard::answer(ByteView command) {
  return chip_->answer(command);
}

void VirtualCard::reset() {
  chip_->forget_session();
  chip_->asked_for.clear();
}

// A contactless card as a reader presents it (PC/SC part 3 §3.1.3.2.3): 3B 8n 80 01, historical
// bytes with the card capabilities (ISO 7816-4 §8.1.1.2.7), check byte.
Bytes VirtualCard::atr() const {
  const Bytes historical{0x80, 0x73, 0xC8, 0x00,
                         static_cast<std::uint8_t>(chip_->image.extended_length ? 0x40 : 0x00)};
  Bytes atr{0x3B, static_cast<std::uint8_t>(0x80U | historical.size()), 0x80, 0x01};
  std::copy(historical.begin(), historical.end(), std::back_inserter(atr));
  std::uint8_t check = 0;
  for (std::size_t i = 1; i < atr.size(); ++i)
    check ^= atr[i];
  atr.push_back(check);
  return atr;
}

bool VirtualCard::extended_length() const {
  return chip_->image.extended_length;
}
bool VirtualCard::opened() const {
  return chip_->opened;
}
const std::vector<std::uint16_t>& VirtualCard::files_asked_for() const {
  return chip_->asked_for;
}

} // namespace foyer::card
