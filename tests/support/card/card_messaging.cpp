// SPDX-License-Identifier: EUPL-1.2
#include <card/card_messaging.hpp>

#include "ber.hpp"
#include "chip_crypto.hpp"

namespace foyer::card {

namespace {

Failure broken() {
  return fail(FailureCode::secure_messaging_broken, "card side");
}

// DO 97: one byte for short, two for extended lengths; zeros mean the most.
std::optional<std::uint32_t> expected_length(ByteView value) {
  if (value.size() == 1)
    return value[0] == 0 ? 256 : value[0];
  if (value.size() == 2) {
    const std::uint32_t length = (static_cast<std::uint32_t>(value[0]) << 8U) | value[1];
    return length == 0 ? 65536 : length;
  }
  return std::nullopt;
}

} // namespace

CardMessaging::CardMessaging(eid::SessionKeys keys, Bytes counter)
    : keys_(std::move(keys)), counter_(std::move(counter)) {}

CardMessaging::CardMessaging(eid::SessionKeys keys)
    : keys_(std::move(keys)), counter_(block_of(keys_.cipher), 0) {}

void CardMessaging::count() {
  std::size_t at = counter_.size();
  do {
    --at;
    ++counter_[at];
  } while (counter_[at] == 0 && at != 0);
}

Bytes CardMessaging::iv() const {
  if (keys_.cipher == Cipher::tdes)
    return Bytes(8, 0);
  return cbc_encrypt(keys_.cipher, keys_.encryption.reveal(), {}, counter_);
}

// The MAC covers SSC | header padded | objects padded; the retail MAC adds the last padding itself.
Bytes CardMessaging::code_over(ByteView header, ByteView objects) const {
  const std::size_t block = block_of(keys_.cipher);
  Bytes input = counter_;
  const bool pads_itself = keys_.cipher == Cipher::tdes;
  const auto add = [&](ByteView part, bool as_it_is) {
    if (as_it_is)
      append(input, part);
    else if (!part.empty())
      append(input, padded(part, block));
  };
  add(header, pads_itself && objects.empty());
  add(objects, pads_itself);
  return mac_of(keys_.cipher, keys_.mac.reveal(), input);
}

Result<eid::CommandApdu> CardMessaging::open(const eid::CommandApdu& command) {
  count();
  eid::CommandApdu plain{static_cast<std::uint8_t>(command.cla & 0xF3U), command.ins, command.p1,
                         command.p2};
  odd_instruction_ = command.ins % 2 == 1;
  Bytes objects;
  ByteView cryptogram;
  ByteView code;
  const auto elements = ber::elements(command.data);
  if (!elements)
    return broken();
  for (const ber::Element& object : *elements) {
    if (object.tag == 0x8E) {
      code = object.value;
      continue;
    }
    append(objects, ber::element(object.tag, object.value));
    if (object.tag == 0x85) {
      cryptogram = object.value;
    } else if (object.tag == 0x87 && !object.value.empty() && object.value[0] == 1) {
      cryptogram = object.value.subspan(1);
    } else if (object.tag == 0x97 && expected_length(object.value)) {
      plain.le = *expected_length(object.value);
    } else {
      return broken();
    }
  }
  const Bytes header{command.cla, command.ins, command.p1, command.p2};
  if (!equal_constant_time(code_over(header, objects), code))
    return broken();
  if (!cryptogram.empty()) {
    if (cryptogram.size() % block_of(keys_.cipher) != 0)
      return broken();
    auto data = unpadded(cbc_decrypt(keys_.cipher, keys_.encryption.reveal(), iv(), cryptogram));
    if (!data)
      return broken();
    plain.data = std::move(*data);
  }
  return plain;
}

Result<Bytes> CardMessaging::seal(const eid::ResponseApdu& answer) {
  count();
  Bytes objects;
  if (!answer.data.empty()) {
    Bytes cryptogram = cbc_encrypt(keys_.cipher, keys_.encryption.reveal(), iv(),
                                   padded(answer.data, block_of(keys_.cipher)));
    if (!odd_instruction_)
      cryptogram.insert(cryptogram.begin(), 1);
    append(objects, ber::element(odd_instruction_ ? 0x85 : 0x87, ByteView(cryptogram)));
  }
  append(objects, ber::element(0x99, ByteView(Bytes{answer.sw1(), answer.sw2()})));
  Bytes sealed = objects;
  append(sealed, ber::element(0x8E, ByteView(code_over({}, objects))));
  append(sealed, Bytes{answer.sw1(), answer.sw2()});
  return sealed;
}

std::size_t CardMessaging::capacity(std::size_t room) const {
  const std::size_t block = block_of(keys_.cipher);
  const std::size_t fixed = 4 + 10; // DO 99 and DO 8E
  for (std::size_t blocks = room / block; blocks != 0; --blocks) {
    const std::size_t value = blocks * block + 1; // the padding indicator
    const std::size_t head = value < 0x80 ? 2 : value < 0x100 ? 3 : value < 0x10000 ? 4 : 5;
    if (fixed + head + value <= room)
      return blocks * block - 1;
  }
  return 0;
}

} // namespace foyer::card
