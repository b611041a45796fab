// SPDX-License-Identifier: EUPL-1.2
#include <card/card_messaging.hpp>

#include <eid/tlv.hpp>

namespace foyer::card {

using eid::block_size;
using eid::Cipher;
using eid::tlv;

namespace {
Failure broken() {
  return fail(FailureCode::secure_messaging_broken, "card side");
}
} // namespace

CardMessaging::CardMessaging(eid::SessionKeys keys, Bytes counter)
    : keys_(std::move(keys)), counter_(std::move(counter)) {}

CardMessaging::CardMessaging(eid::SessionKeys keys)
    : keys_(std::move(keys)), counter_(block_size(keys_.cipher), 0) {}

void CardMessaging::count() {
  std::size_t at = counter_.size();
  do {
    --at;
    ++counter_[at];
  } while (counter_[at] == 0 && at != 0);
}

Result<Bytes> CardMessaging::iv() const {
  if (keys_.cipher == Cipher::tdes)
    return Bytes(8, 0);
  return eid::encrypt_cbc(keys_.cipher, keys_.encryption, {}, counter_);
}

Result<eid::CommandApdu> CardMessaging::open(const eid::CommandApdu& command) {
  count();
  const std::size_t block = block_size(keys_.cipher);
  eid::CommandApdu plain{static_cast<std::uint8_t>(command.cla & 0xF3U), command.ins, command.p1,
                         command.p2};
  odd_instruction_ = command.ins % 2 == 1;
  Bytes objects;
  Bytes cryptogram;
  Bytes code;
  eid::TlvReader reader(command.data);
  while (!reader.at_end()) {
    const auto object = reader.next();
    if (!object.ok())
      return broken();
    switch (object->tag) {
    case 0x8E: code = to_bytes(object->value); continue;
    case 0x85: cryptogram = to_bytes(object->value); break;
    case 0x87:
      if (object->value.empty() || object->value[0] != 1)
        return broken();
      cryptogram = to_bytes(object->value.subspan(1));
      break;
    case 0x97:
      if (object->value.size() == 1)
        plain.le = object->value[0] == 0 ? 256 : object->value[0];
      if (object->value.size() == 2) {
        plain.le = static_cast<std::uint32_t>((object->value[0] << 8U) | object->value[1]);
        if (plain.le == 0)
          plain.le = 65536;
      }
      break;
    default: return broken();
    }
    append(objects, object->whole);
  }
  // SSC | header padded | objects padded; the retail MAC adds the last padding by itself.
  Bytes input = counter_;
  const Bytes header{command.cla, command.ins, command.p1, command.p2};
  if (keys_.cipher == Cipher::tdes) {
    append(input, objects.empty() ? ByteView(header) : ByteView(eid::pad(header, block)));
    append(input, objects);
  } else {
    append(input, eid::pad(header, block));
    if (!objects.empty())
      append(input, eid::pad(objects, block));
  }
  if (!equal_constant_time(eid::mac(keys_.cipher, keys_.mac, input), code))
    return broken();
  if (!cryptogram.empty()) {
    if (cryptogram.size() % block != 0)
      return broken();
    FOYER_TRY(const Bytes start, iv());
    FOYER_TRY(const Bytes padded,
              eid::decrypt_cbc(keys_.cipher, keys_.encryption, start, cryptogram));
    FOYER_TRY(plain.data, eid::unpad(padded));
  }
  return plain;
}

Result<Bytes> CardMessaging::seal(const eid::ResponseApdu& answer) {
  count();
  Bytes objects;
  if (!answer.data.empty()) {
    FOYER_TRY(const Bytes start, iv());
    FOYER_TRY(Bytes cryptogram, eid::encrypt_cbc(keys_.cipher, keys_.encryption, start,
                                                 eid::pad(answer.data, block_size(keys_.cipher))));
    if (!odd_instruction_)
      cryptogram.insert(cryptogram.begin(), 1);
    append(objects, tlv(odd_instruction_ ? 0x85 : 0x87, ByteView(cryptogram)));
  }
  append(objects, tlv(0x99, ByteView(Bytes{answer.sw1(), answer.sw2()})));
  Bytes input = counter_;
  append(input, keys_.cipher == Cipher::tdes ? objects : eid::pad(objects, 16));
  const Bytes code = eid::mac(keys_.cipher, keys_.mac, input);
  eid::ResponseApdu sealed{std::move(objects), answer.sw};
  append(sealed.data, tlv(0x8E, ByteView(code)));
  return sealed.encode();
}

} // namespace foyer::card
