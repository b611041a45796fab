// SPDX-License-Identifier: EUPL-1.2
#include <eid/secure_messaging.hpp>

#include <eid/tlv.hpp>

namespace foyer::eid {
namespace {

constexpr std::uint32_t do_cryptogram_odd = 0x85; // without padding indicator, for odd INS
constexpr std::uint32_t do_cryptogram = 0x87;     // padding indicator 01, then the cryptogram
constexpr std::uint32_t do_mac = 0x8E;
constexpr std::uint32_t do_le = 0x97;
constexpr std::uint32_t do_status = 0x99;

Failure broken(std::string why) {
  return fail(FailureCode::secure_messaging_broken, std::move(why));
}

} // namespace

SecureMessaging::SecureMessaging(SessionKeys keys, Bytes counter)
    : keys_(std::move(keys)), counter_(std::move(counter)) {}

SecureMessaging SecureMessaging::after_pace(SessionKeys keys) {
  Bytes zeros(block_size(keys.cipher), 0);
  return {std::move(keys), std::move(zeros)};
}

void SecureMessaging::count() {
  for (auto digit = counter_.rbegin(); digit != counter_.rend(); ++digit)
    if (++*digit != 0)
      return;
}

// 9303-11 §9.8.6.1: AES takes E(KS_enc, SSC) as IV, 3DES zeros.
Result<Bytes> SecureMessaging::iv() const {
  if (keys_.cipher == Cipher::tdes)
    return Bytes(8, 0);
  return encrypt_cbc(keys_.cipher, keys_.encryption, {}, counter_);
}

// 9303-11 §9.8.4: SSC | padded header | objects | padding, the last only where there are objects.
Bytes SecureMessaging::authenticate(ByteView padded_header, ByteView objects) const {
  Bytes input = counter_;
  append(input, padded_header);
  if (keys_.cipher == Cipher::tdes) {
    // The retail MAC pads by itself, so the header's padding is taken off where nothing follows.
    if (!objects.empty()) {
      append(input, objects);
    } else {
      while (input.back() == 0)
        input.pop_back();
      input.pop_back();
    }
    return mac(keys_.cipher, keys_.mac, input);
  }
  if (!objects.empty())
    append(input, pad(objects, block_size(keys_.cipher)));
  return mac(keys_.cipher, keys_.mac, input);
}

Result<CommandApdu> SecureMessaging::protect(const CommandApdu& command) {
  count();
  const std::size_t block = block_size(keys_.cipher);
  CommandApdu out{static_cast<std::uint8_t>(command.cla | 0x0CU), command.ins, command.p1,
                  command.p2};
  Bytes objects;
  if (!command.data.empty()) {
    FOYER_TRY(const Bytes start, iv());
    FOYER_TRY(Bytes cryptogram,
              encrypt_cbc(keys_.cipher, keys_.encryption, start, pad(command.data, block)));
    if (command.ins % 2 == 0) {
      cryptogram.insert(cryptogram.begin(), 0x01);
      append(objects, tlv(do_cryptogram, ByteView(cryptogram)));
    } else {
      append(objects, tlv(do_cryptogram_odd, ByteView(cryptogram)));
    }
  }
  if (command.le != 0) {
    Bytes le;
    if (command.le > 256)
      le.push_back(static_cast<std::uint8_t>((command.le >> 8U) & 0xFFU));
    le.push_back(static_cast<std::uint8_t>(command.le & 0xFFU));
    append(objects, tlv(do_le, ByteView(le)));
  }
  const Bytes header = pad(Bytes{out.cla, out.ins, out.p1, out.p2}, block);
  const Bytes code = authenticate(header, objects);
  out.data = std::move(objects);
  append(out.data, tlv(do_mac, ByteView(code)));
  const bool extended = command.le > 256 || out.data.size() > 255;
  out.le = extended ? 65536 : 256;
  return out;
}

Result<ResponseApdu> SecureMessaging::unprotect(ByteView response) {
  count();
  const auto outer = ResponseApdu::parse(response);
  if (!outer.ok())
    return broken("no status word");
  if (outer->data.empty())
    return broken("unprotected answer, " + describe(outer->sw));

  // Objects are authenticated in the order they came in.
  Bytes authenticated;
  std::optional<Tlv> cryptogram;
  std::optional<Tlv> status;
  std::optional<Tlv> code;
  TlvReader reader(outer->data);
  while (!reader.at_end()) {
    const auto element = reader.next();
    if (!element.ok())
      return broken("answer is not TLV");
    if (code)
      return broken("object behind the MAC");
    std::optional<Tlv>* place = nullptr;
    switch (element->tag) {
    case do_cryptogram:
    case do_cryptogram_odd: place = &cryptogram; break;
    case do_status: place = &status; break;
    case do_mac: place = &code; break;
    default: break; // authenticated below, otherwise not ours
    }
    if (place != nullptr) {
      if (place->has_value())
        return broken("object given twice");
      *place = *element;
    }
    if (element->tag != do_mac)
      append(authenticated, element->whole);
  }
  if (!code || !status)
    return broken("MAC or status is missing, " + describe(outer->sw));
  if (!equal_constant_time(authenticate({}, authenticated), code->value))
    return broken("wrong MAC");
  if (status->value.size() != 2)
    return broken("status of wrong size");

  ResponseApdu plain;
  plain.sw = static_cast<std::uint16_t>((status->value[0] << 8U) | status->value[1]);
  if (plain.sw != outer->sw)
    return broken("inner and outer status differ");
  if (cryptogram) {
    ByteView data = cryptogram->value;
    if (cryptogram->tag == do_cryptogram) {
      if (data.empty() || data[0] != 0x01)
        return broken("padding indicator");
      data = data.subspan(1);
    }
    if (data.empty() || data.size() % block_size(keys_.cipher) != 0)
      return broken("cryptogram of wrong size");
    FOYER_TRY(const Bytes start, iv());
    FOYER_TRY(const Bytes padded, decrypt_cbc(keys_.cipher, keys_.encryption, start, data));
    const auto unpadded = unpad(padded);
    if (!unpadded.ok())
      return broken("padding of the answer");
    plain.data = *unpadded;
  }
  return plain;
}

std::size_t SecureMessaging::payload_limit(std::size_t limit) const {
  const std::size_t status_and_mac = 4 + 10;
  const std::size_t header = limit <= 256 ? 1 + 2 + 1 : 1 + 4 + 1; // tag, length, indicator
  const std::size_t block = block_size(keys_.cipher);
  return (limit - status_and_mac - header) / block * block - 1;
}

} // namespace foyer::eid
