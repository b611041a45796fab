// SPDX-License-Identifier: EUPL-1.2
#include <card/virtual_card.hpp>

#include "chip_bac.hpp"
#include "chip_files.hpp"
#include "chip_pace.hpp"
#include "chip_proof.hpp"
#include <card/card_messaging.hpp>

#include <openssl/rand.h>

#include <algorithm>
#include <iterator>
#include <new>

namespace foyer::card {

using eid::CommandApdu;
using eid::ResponseApdu;

namespace {

ResponseApdu status(std::uint16_t word) {
  return {{}, word};
}

constexpr bool is_reading(std::uint8_t instruction) {
  return instruction == 0xB0 || instruction == 0xB1;
}

} // namespace

RandomSource system_randomness() {
  return [](std::span<std::uint8_t> out) {
    if (RAND_bytes(out.data(), static_cast<int>(out.size())) != 1)
      throw std::bad_alloc();
  };
}

// Pointers into the chip's parts stay good because it lives on the heap and never moves.
struct VirtualCard::Chip {
  Chip(CardImage image_, RandomSource random_)
      : image(std::move(image_)), random(std::move(random_)), tries(image.tries), files(image),
        bac(image, random), pace(image, random, tries), proof(image, random) {}

  CardImage image;
  RandomSource random;
  Tries tries;
  ChipFiles files;
  ChipBac bac;
  ChipPace pace;
  ChipProof proof;
  std::optional<CardMessaging> messaging;
  bool proven = false;     // chip authentication was done in this session
  bool resumed = false;    // the CAN was given in this session
  bool unblocking = false; // the PUK was
  enum class Asked : std::uint8_t { nothing, pace, proof } asked = Asked::nothing;
  Bytes waiting; // for GET RESPONSE, with its status word

  ResponseApdu manage_security(const CommandApdu& command) {
    if (command.le != 0 && !image.manners.takes_le_on_mse)
      return status(eid::sw::wrong_length);
    if (command.p1 == 0xC1 && command.p2 == 0xA4) {
      asked = Asked::pace;
      return status(pace.choose(command.data, resumed));
    }
    // Chip authentication runs in a session only (TR-03110-1 §3.4).
    if (command.p1 != 0x41 || (command.p2 != 0xA4 && command.p2 != 0xA6))
      return status(0x6A86);
    if (!messaging)
      return status(eid::sw::security_status);
    if (command.p2 == 0xA6)
      return status(proof.set_key_agreement(command.data));
    asked = Asked::proof;
    return status(proof.choose(command.data));
  }

  // RESET RETRY COUNTER, unblocking without a new PIN (TR-03110-3 B.11.9).
  ResponseApdu reset_counter(const CommandApdu& command) {
    if (command.p1 != 0x03 || command.p2 != 0x03 || image.pin.empty())
      return status(0x6A86);
    if (!unblocking || tries.puk == 0)
      return status(eid::sw::security_status);
    --tries.puk;
    tries.pin = 3;
    return status(eid::sw::ok);
  }

  ResponseApdu run(const CommandApdu& command, std::size_t capacity) {
    switch (command.ins) {
    case 0xA4: return files.select(command);
    case 0xB0:
    case 0xB1: return files.read(command, capacity);
    case 0x22: return manage_security(command);
    case 0x86:
      if (asked == Asked::nothing)
        return status(eid::sw::conditions);
      return asked == Asked::pace ? pace.authenticate(command) : proof.authenticate(command);
    case 0x84:
      if (!image.bac || !files.in_application())
        return status(eid::sw::conditions);
      return command.le == 8 ? bac.challenge() : status(eid::sw::wrong_length);
    case 0x82: return image.bac ? bac.authenticate(command.data) : status(eid::sw::conditions);
    case 0x88: return files.access() ? proof.sign(command.data) : status(eid::sw::security_status);
    case 0x2C: return reset_counter(command);
    default: return status(eid::sw::unknown_ins);
    }
  }

  // New keys take effect behind the answer that agreed on them.
  void change_keys() {
    if (auto keys = pace.take_keys()) {
      messaging.emplace(std::move(*keys));
      files.open_access();
      resumed = pace.used() == Secrets::can;
      unblocking = pace.used() == Secrets::puk;
      proven = false;
    }
    if (auto keys = bac.take_keys()) {
      messaging.emplace(std::move(keys->first), std::move(keys->second));
      files.open_access();
    }
    if (auto keys = proof.take_keys()) {
      messaging.emplace(std::move(*keys));
      proven = true;
    }
  }

  Bytes answer_protected(const CommandApdu& command) {
    const auto plain = messaging->open(command);
    if (!plain.ok()) {
      // A broken session ends: nothing is answered in it any more.
      forget_session();
      return status(eid::sw::sm_incorrect).encode();
    }
    const std::size_t room = command.le > 256 || image.manners.chains_answers ? 65536 : 256;
    ResponseApdu reply = run(*plain, messaging->capacity(room));
    if (!reply.data.empty() && reply.data.size() > messaging->capacity(room))
      reply = status(eid::sw::wrong_length);
    const auto sealed = messaging->seal(reply);
    return sealed.ok() ? *sealed : status(0x6F00).encode();
  }

  void forget_session() {
    messaging.reset();
    pace = ChipPace(image, random, tries);
    bac = ChipBac(image, random);
    proof = ChipProof(image, random);
    files.forget_session();
    proven = resumed = unblocking = false;
    asked = Asked::nothing;
    waiting.clear();
  }

  Bytes answer(ByteView bytes) {
    const auto command = CommandApdu::parse(bytes);
    if (!command.ok())
      return status(eid::sw::wrong_length).encode();
    const bool is_extended = bytes.size() > 5 && bytes[4] == 0;
    if (is_extended && !image.extended_length)
      return status(eid::sw::wrong_length).encode();
    if (command->ins == 0xC0 && !waiting.empty())
      return next_part(command->le);
    waiting.clear();
    Bytes reply = answer_whole(*command);
    change_keys();
    if (files.left())
      return {};
    if (!image.manners.chains_answers || reply.size() <= 2)
      return reply;
    waiting = std::move(reply);
    return announce({});
  }

  Bytes answer_whole(const CommandApdu& command) {
    if ((command.cla & 0x0CU) == 0x0CU) {
      if (!messaging)
        return status(0x6882).encode(); // secure messaging not active
      return answer_protected(command);
    }
    if (messaging) {
      forget_session();
      return status(eid::sw::sm_missing).encode();
    }
    if (command.cla != 0x00 && command.cla != 0x10)
      return status(eid::sw::unknown_cla).encode();
    const std::size_t room =
        is_reading(command.ins) && image.manners.chains_answers ? 65536 : command.le;
    return run(command, room).encode();
  }

  // 61xx: how much waits for GET RESPONSE (ISO 7816-4 §5.3.4).
  Bytes announce(Bytes part) {
    const std::size_t left = waiting.size() - 2;
    part.push_back(0x61);
    part.push_back(static_cast<std::uint8_t>(left > 255 ? 0 : left));
    return part;
  }

  Bytes next_part(std::size_t wish) {
    const std::size_t left = waiting.size() - 2;
    if (wish == 0 || wish > 256)
      return status(eid::sw::wrong_length).encode();
    const std::size_t size = std::min(wish, left);
    if (size == left)
      return std::exchange(waiting, {});
    Bytes part(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(size));
    waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(size));
    return announce(std::move(part));
  }
};

VirtualCard::VirtualCard(CardImage image, RandomSource random)
    : chip_(std::make_unique<Chip>(std::move(image), std::move(random))) {}
VirtualCard::~VirtualCard() = default;
VirtualCard::VirtualCard(VirtualCard&&) noexcept = default;
VirtualCard& VirtualCard::operator=(VirtualCard&&) noexcept = default;

Bytes VirtualCard::answer(ByteView command) {
  return chip_->answer(command);
}

void VirtualCard::reset() {
  chip_->forget_session();
  chip_->files.power_off();
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
  return chip_->files.access();
}
bool VirtualCard::chip_authenticated() const {
  return chip_->proven;
}
const Tries& VirtualCard::tries() const {
  return chip_->tries;
}
int VirtualCard::slow_ms() const {
  return chip_->image.manners.slow_ms;
}
const std::vector<std::uint16_t>& VirtualCard::files_asked_for() const {
  return chip_->files.asked_for();
}

} // namespace foyer::card
