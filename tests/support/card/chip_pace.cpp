// SPDX-License-Identifier: EUPL-1.2
#include "chip_pace.hpp"

#include "ber.hpp"
#include "chip_crypto.hpp"

#include <algorithm>
#include <array>

namespace foyer::card {

using eid::ResponseApdu;

namespace {

// id-PACE (0.4.0.127.0.7.2.2.4), then mapping and group, then the cipher.
constexpr std::array<std::uint8_t, 8> pace_arc{0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x04};

struct Offer {
  ByteView oid;
  int parameters = -1;
};

std::vector<Offer> offers(ByteView ef_card_access) {
  std::vector<Offer> found;
  const auto set = ber::find(ef_card_access, 0x31);
  const auto infos = set ? ber::elements(*set) : std::nullopt;
  if (!infos)
    return found;
  for (const ber::Element& info : *infos) {
    const auto fields = ber::elements(info.value);
    if (fields && fields->size() == 3 && (*fields)[0].tag == 6 && (*fields)[2].tag == 2 &&
        (*fields)[2].value.size() == 1)
      found.push_back({(*fields)[0].value, (*fields)[2].value[0]});
  }
  return found;
}

bool same(ByteView a, ByteView b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

} // namespace

// TD1 and TD2 continue numbers of more than nine characters in the optional data, after a filler
// in the check digit's place (9303-5 §4.2.2.2, 9303-6).
Bytes mrz_hash(std::string_view zone) {
  std::string number, birth, expiry;
  if (zone.size() == 90) {
    number = zone.substr(5, 10);
    if (number.back() == '<')
      number = number.substr(0, 9) + std::string(zone.substr(15, zone.substr(15, 15).find('<')));
    birth = zone.substr(30, 7);
    expiry = zone.substr(38, 7);
  } else if (zone.size() == 72 || zone.size() == 88) {
    const std::string_view line = zone.substr(zone.size() / 2);
    number = line.substr(0, 10);
    if (zone.size() == 72 && number.back() == '<')
      number = number.substr(0, 9) + std::string(line.substr(28, line.substr(28, 7).find('<')));
    birth = line.substr(13, 7);
    expiry = line.substr(21, 7);
  } else {
    return {};
  }
  return hash("SHA-1", as_bytes(number + birth + expiry));
}

Bytes password_bytes(const CardImage& image, Secrets which) {
  switch (which) {
  case Secrets::mrz: return mrz_hash(image.mrz);
  case Secrets::can: return to_bytes(as_bytes(image.can));
  case Secrets::pin: return to_bytes(as_bytes(image.pin));
  case Secrets::puk: return to_bytes(as_bytes(image.puk));
  }
  return {};
}

bool ChipPace::take_protocol(ByteView oid) {
  if (oid.size() != pace_arc.size() + 2 || !same(oid.first(pace_arc.size()), pace_arc))
    return false;
  const int kind = oid[pace_arc.size()];
  const int cipher = oid[pace_arc.size() + 1];
  if (kind < 1 || kind > 6 || kind == 5 || cipher < 1 || cipher > 4)
    return false;
  mapping_ = kind == 6   ? Mapping::chip_authentication
             : kind >= 3 ? Mapping::integrated
                         : Mapping::generic;
  cipher_ = static_cast<eid::Cipher>(cipher - 1);
  oid_ = to_bytes(oid);
  return true;
}

std::uint16_t ChipPace::choose(ByteView data, bool resumed) {
  chosen_ = false;
  done_ = 0;
  const auto oid = ber::find(data, 0x80);
  const auto reference = ber::find(data, 0x83);
  const auto named = ber::find(data, 0x84);
  if (!oid || !reference || reference->size() != 1 || !take_protocol(*oid))
    return eid::sw::wrong_parameters;
  std::vector<int> fitting;
  for (const Offer& offer : offers(image_->ef_card_access))
    if (same(offer.oid, *oid) &&
        (!named || (named->size() == 1 && (*named)[0] == offer.parameters)))
      fitting.push_back(offer.parameters);
  if (fitting.empty())
    return eid::sw::wrong_parameters;
  if (fitting.size() > 1)
    return eid::sw::reference_not_found; // which of them?
  group_ = ChipGroup::standard(fitting[0]);
  if ((*reference)[0] < 1 || (*reference)[0] > 4 || !group_)
    return eid::sw::reference_not_found;
  used_ = static_cast<Secrets>((*reference)[0]);
  const Bytes password = password_bytes(*image_, used_);
  if (password.empty())
    return eid::sw::reference_not_found;
  password_key_ = derive(cipher_, password, 3);
  const int left = used_ == Secrets::pin   ? tries_->pin
                   : used_ == Secrets::puk ? tries_->puk
                   : used_ == Secrets::can ? tries_->can.value_or(15)
                                           : 15;
  chosen_ = left > 1 || (left == 1 && (used_ != Secrets::pin || resumed));
  const bool full = used_ == Secrets::pin ? left >= 3 : left >= 10;
  if (full || (used_ == Secrets::can && left > 0))
    return eid::sw::ok;
  return static_cast<std::uint16_t>(0x63C0 + left);
}

ResponseApdu ChipPace::authenticate(const eid::CommandApdu& command) {
  const auto outer = ber::find(command.data, 0x7C);
  if (!chosen_ || !outer)
    return {{}, eid::sw::conditions};
  ber::Element inner;
  if (!outer->empty()) {
    const auto children = ber::elements(*outer);
    if (!children || children->empty())
      return {{}, eid::sw::wrong_parameters};
    inner = children->front();
  }
  // All but the last command are chained (9303-11 §4.4.4.2).
  const bool last = inner.tag == 0x85;
  wrong_ = false;
  auto reply = (command.cla == 0x10) == last ? std::nullopt : step(inner.tag, inner.value);
  if (!reply) {
    chosen_ = false;
    return {{}, wrong_ ? wrong_password() : eid::sw::wrong_parameters};
  }
  ++done_;
  if (reply->empty())
    return {{}, eid::sw::ok};
  return {ber::element(0x7C, ByteView(*reply)), eid::sw::ok};
}

std::uint16_t ChipPace::wrong_password() {
  int* counter = used_ == Secrets::pin                  ? &tries_->pin
                 : used_ == Secrets::puk                ? &tries_->puk
                 : used_ == Secrets::can && tries_->can ? &*tries_->can
                                                        : nullptr;
  if (counter == nullptr)
    return eid::sw::auth_failed;
  *counter = std::max(0, *counter - 1);
  return static_cast<std::uint16_t>(0x63C0 + *counter);
}

std::optional<Bytes> ChipPace::step(std::uint32_t tag, ByteView value) {
  if (tag == 0 && done_ == 0)
    return send_nonce();
  if (tag == 0x81 && done_ == 1)
    return map(value);
  if (tag == 0x83 && done_ == 2)
    return agree(value);
  if (tag == 0x85 && done_ == 3)
    return confirm(value);
  return std::nullopt;
}

// As long as the cipher's key with integrated mapping, rounded up to whole blocks; else one block
// of AES, or two of DES (9303-11 §4.4.3.3).
Bytes ChipPace::send_nonce() {
  nonce_.resize(mapping_ == Mapping::integrated && key_bytes_of(cipher_) > 16 ? 32 : 16);
  (*random_)(nonce_);
  return ber::element(0x80, ByteView(cbc_encrypt(cipher_, password_key_, {}, nonce_)));
}

std::optional<Bytes> ChipPace::map(ByteView theirs) {
  if (mapping_ == Mapping::integrated) {
    if (theirs.size() != key_bytes_of(cipher_))
      return std::nullopt;
    auto mapped = group_->map_integrated(cipher_, nonce_, theirs);
    if (!mapped)
      return std::nullopt;
    generator_ = std::move(*mapped);
    return image_->manners.bare_mapping_answer ? Bytes() : ber::element(0x82, ByteView());
  }
  mapping_scalar_ = group_->draw(*random_);
  const auto shared = group_->times(theirs, mapping_scalar_);
  auto mapped = shared ? group_->map_generic(nonce_, *shared) : std::nullopt;
  if (!mapped)
    return std::nullopt;
  generator_ = std::move(*mapped);
  our_public_ = group_->times(group_->generator(), mapping_scalar_).value_or(Bytes());
  return ber::element(0x82, ByteView(our_public_));
}

std::optional<Bytes> ChipPace::agree(ByteView their_key) {
  const Bytes scalar = group_->draw(*random_);
  const auto ours = group_->times(generator_, scalar);
  const auto shared = group_->times(their_key, scalar);
  if (!ours || !shared || same(their_key, *ours))
    return std::nullopt;
  our_public_ = *ours;
  their_public_ = to_bytes(their_key);
  encryption_key_ = derive(cipher_, group_->secret(*shared), 1);
  mac_key_ = derive(cipher_, group_->secret(*shared), 2);
  return ber::element(0x84, ByteView(our_public_));
}

// 9303-11 §4.4.3.4: the MAC over 7F49 { 06 protocol, 86 point or 84 number }.
Bytes ChipPace::token_over(ByteView public_key) const {
  const Bytes object =
      ber::element(0x7F49, {ber::element(0x06, ByteView(oid_)),
                            ber::element(group_->elliptic() ? 0x86 : 0x84, public_key)});
  return mac_of(cipher_, mac_key_, object);
}

std::optional<Bytes> ChipPace::confirm(ByteView their_token) {
  if (!equal_constant_time(their_token, token_over(our_public_))) {
    wrong_ = true;
    return std::nullopt;
  }
  if (used_ == Secrets::pin)
    tries_->pin = 3;
  Bytes answer = ber::element(0x86, ByteView(token_over(their_public_)));
  if (mapping_ == Mapping::chip_authentication && image_->mapping_key)
    append(answer, ber::element(0x8A, ByteView(chip_authentication_data())));
  return answer;
}

// 9303-11 §4.4.3.5.1: CA = SK_map / SK_static, padded and encrypted with IV = E(K_enc, FF..FF).
Bytes ChipPace::chip_authentication_data() const {
  Bytes scalar;
  (void)ChipGroup::of_key(image_->mapping_key->pkcs8, scalar);
  const Bytes data = group_->divided(mapping_scalar_, scalar);
  const Bytes iv = cbc_encrypt(cipher_, encryption_key_, {}, Bytes(block_of(cipher_), 0xFF));
  return cbc_encrypt(cipher_, encryption_key_, iv, padded(data, block_of(cipher_)));
}

std::optional<eid::SessionKeys> ChipPace::take_keys() {
  if (done_ != 4)
    return std::nullopt;
  done_ = 0;
  chosen_ = false;
  return eid::SessionKeys{cipher_, Secret(encryption_key_), Secret(mac_key_)};
}

} // namespace foyer::card
