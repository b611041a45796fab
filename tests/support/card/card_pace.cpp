// SPDX-License-Identifier: EUPL-1.2
#include "card_pace.hpp"

#include <eid/mrz.hpp>
#include <eid/pace.hpp>
#include <eid/password.hpp>
#include <eid/tlv.hpp>

namespace foyer::card {

using eid::KeyUse;
using eid::tlv;

namespace {

Failure refuse(const char* why) {
  return fail(FailureCode::card_refused, why);
}

Result<eid::Password> password_of(const CardImage& image, std::uint8_t reference) {
  if (reference == 2) {
    FOYER_TRY(const eid::Can can, eid::Can::parse(image.can));
    return eid::Password::from_can(can);
  }
  if (reference != 1)
    return refuse("password reference");
  FOYER_TRY(const eid::Mrz mrz, eid::Mrz::parse(image.mrz));
  return eid::Password::from_mrz(mrz);
}

} // namespace

std::uint16_t CardPace::choose(ByteView data) {
  info_.reset();
  done_ = 0;
  const auto infos = eid::parse_security_infos(image_->ef_card_access);
  const auto oid = eid::find_tlv(data, 0x80);
  const auto reference = eid::find_tlv(data, 0x83);
  if (!infos.ok() || !oid.ok() || !reference.ok() || reference->value.size() != 1)
    return eid::sw::wrong_parameters;
  const auto named = eid::find_tlv(data, 0x84);
  for (const eid::PaceInfo& info : infos->pace) {
    if (info.oid != to_bytes(oid->value) || !info.parameter_id)
      continue;
    if (named.ok() && (named->value.size() != 1 || named->value[0] != *info.parameter_id))
      continue;
    const auto password = password_of(*image_, reference->value[0]);
    if (!password.ok())
      return eid::sw::reference_not_found;
    group_ = eid::Group::standardised(*info.parameter_id);
    if (!group_)
      return eid::sw::wrong_parameters;
    info_ = info;
    password_key_ = eid::derive_key(info.cipher, password->key_seed().reveal(), KeyUse::password);
    return eid::sw::ok;
  }
  return eid::sw::wrong_parameters;
}

eid::ResponseApdu CardPace::authenticate(const eid::CommandApdu& command) {
  eid::ResponseApdu answer;
  const auto outer = eid::TlvReader(command.data).next(0x7C);
  if (!info_ || !outer.ok()) {
    answer.sw = eid::sw::conditions;
    return answer;
  }
  std::uint32_t tag = 0;
  ByteView value;
  if (!outer->value.empty()) {
    const auto inner = eid::TlvReader(outer->value).next();
    if (!inner.ok()) {
      answer.sw = eid::sw::wrong_parameters;
      return answer;
    }
    tag = inner->tag;
    value = inner->value;
  }
  // All but the last command are chained (9303-11 §4.4.4.2).
  const bool last = tag == 0x85;
  const auto reply =
      (command.cla == 0x10) == last ? Result<Bytes>(refuse("chaining")) : step(tag, value);
  if (!reply.ok()) {
    info_.reset();
    answer.sw = reply.failure().code == FailureCode::can_wrong ? eid::sw::auth_failed
                                                               : eid::sw::wrong_parameters;
    return answer;
  }
  ++done_;
  answer.data = tlv(0x7C, ByteView(*reply));
  answer.sw = eid::sw::ok;
  return answer;
}

Result<Bytes> CardPace::step(std::uint32_t tag, ByteView value) {
  if (tag == 0 && done_ == 0)
    return send_nonce();
  if (tag == 0x81 && done_ == 1)
    return map(value);
  if (tag == 0x83 && done_ == 2)
    return agree(value);
  if (tag == 0x85 && done_ == 3)
    return confirm(value);
  return refuse("step out of order");
}

Result<Bytes> CardPace::send_nonce() {
  Bytes drawn(16);
  (*random_)(drawn);
  nonce_ = Secret(drawn);
  FOYER_TRY(const Bytes encrypted,
            eid::encrypt_cbc(info_->cipher, password_key_, {}, nonce_.reveal()));
  return tlv(0x80, ByteView(encrypted));
}

Result<Bytes> CardPace::map(ByteView their_key) {
  FOYER_TRY(const Secret key, group_->draw_private_key(*random_));
  FOYER_TRY(const Bytes ours, group_->multiply(group_->generator(), key));
  FOYER_TRY(const Bytes shared, group_->multiply(their_key, key));
  FOYER_TRY(generator_, group_->map_generic(nonce_, shared));
  return tlv(0x82, ByteView(ours));
}

Result<Bytes> CardPace::agree(ByteView their_key) {
  FOYER_TRY(const Secret key, group_->draw_private_key(*random_));
  FOYER_TRY(our_public_, group_->multiply(generator_, key));
  FOYER_TRY(const Bytes shared, group_->multiply(their_key, key));
  their_public_ = to_bytes(their_key);
  const ByteView secret = group_->shared_secret(shared);
  keys_ =
      eid::SessionKeys{info_->cipher, eid::derive_key(info_->cipher, secret, KeyUse::encryption),
                       eid::derive_key(info_->cipher, secret, KeyUse::mac)};
  return tlv(0x84, ByteView(our_public_));
}

Result<Bytes> CardPace::confirm(ByteView their_token) {
  if (!equal_constant_time(their_token, eid::pace_token(*info_, keys_->mac, our_public_))) {
    keys_.reset();
    return fail(FailureCode::can_wrong);
  }
  return tlv(0x86, ByteView(eid::pace_token(*info_, keys_->mac, their_public_)));
}

std::optional<eid::SessionKeys> CardPace::take_keys() {
  if (done_ != 4 || !keys_)
    return std::nullopt;
  done_ = 0;
  return std::exchange(keys_, std::nullopt);
}

} // namespace foyer::card
