// SPDX-License-Identifier: EUPL-1.2
#include <eid/chip_authentication.hpp>

#include <eid/tlv.hpp>

#include <algorithm>
#include <span>
#include <tuple>

namespace foyer::eid {
namespace {

// Documents have one or two; each costs arithmetic before anybody has signed for it.
constexpr std::size_t most_keys = 8;

CheckResult result(Verdict verdict, Reason reason) {
  return {Check::chip_authentication, verdict, reason};
}

// id-CA 0.4.0.127.0.7.2.2.3 (9303-11 §9.2.5), then 1 DH or 2 ECDH, then 1 for 3DES.
Bytes tdes_protocol(bool elliptic) {
  const std::uint8_t kind = elliptic ? 2 : 1;
  return {0x04, 0x00, 0x7F, 0x00, 0x07, 0x02, 0x02, 0x03, kind, 0x01};
}

struct UsableKey {
  Group group;
  Bytes point;
};

// Costs arithmetic: once a key.
std::optional<UsableKey> usable(const ChipKeyInfo& key) {
  const auto group = Group::of_public_key(key.public_key);
  const auto point =
      group.ok() ? Group::public_point(key.public_key) : Result<Bytes>(group.failure());
  return point.ok() ? std::optional(UsableKey{*group, *point}) : std::nullopt;
}

auto rank(const ChipChoice& choice) {
  return std::tuple(std::min(strength(choice.cipher), choice.group.strength()),
                    strength(choice.cipher), choice.group.strength());
}

std::vector<ChipChoice> all_choices(const SecurityInfos& dg14) {
  std::vector<ChipChoice> choices;
  const std::size_t count = std::min(dg14.chip_keys.size(), most_keys);
  for (const ChipKeyInfo& key : std::span(dg14.chip_keys).first(count)) {
    const auto known = usable(key);
    if (!known)
      continue;
    const auto add = [&](const Bytes& oid, Cipher cipher) {
      choices.push_back({oid, cipher, key.key_id.value_or(Bytes()), known->group, known->point});
    };
    bool described = false;
    for (const ChipAuthenticationInfo& info : dg14.chip_authentication) {
      if (info.elliptic != key.elliptic || info.key_id != key.key_id)
        continue;
      described = true;
      if (info.version == 1)
        add(info.oid, info.cipher);
    }
    if (!described)
      add(tdes_protocol(key.elliptic), Cipher::tdes);
  }
  return choices;
}

// 3DES (9303-11 §6.2.4.1): one command, MSE:Set KAT with the public key itself.
Result<ResponseApdu> set_key_agreement(CardSession& session, const ChipChoice& choice,
                                       const Bytes& public_key) {
  Bytes data = tlv(0x91, ByteView(public_key));
  if (!choice.key_reference.empty())
    append(data, tlv(0x84, ByteView(choice.key_reference)));
  return session.exchange({0x00, 0x22, 0x41, 0xA6, std::move(data)});
}

// AES (9303-11 §6.2.4.2): MSE:Set AT names the protocol, GENERAL AUTHENTICATE brings the key.
Result<ResponseApdu> general_authenticate(CardSession& session, const ChipChoice& choice,
                                          const Bytes& public_key) {
  Bytes data = tlv(0x80, ByteView(choice.oid));
  if (!choice.key_reference.empty())
    append(data, tlv(0x84, ByteView(choice.key_reference)));
  FOYER_TRY(ResponseApdu answer, session.exchange({0x00, 0x22, 0x41, 0xA4, std::move(data)}));
  if (!answer.ok())
    return answer;
  return session.exchange(
      {0x00, 0x86, 0x00, 0x00, tlv(0x7C, {tlv(0x80, ByteView(public_key))}), 256});
}

Result<SessionKeys> agreed_keys(const ChipChoice& choice, const Secret& private_key) {
  FOYER_TRY(Bytes shared, choice.group.multiply(choice.chip_key, private_key));
  SessionKeys keys = chip_session_keys(choice.cipher, choice.group.shared_secret(shared));
  wipe(shared);
  return keys;
}

// A number of the bundle's, as a scalar. Nothing: longer than the group's order, which no honest
// one is; the bundle's size would else decide how long we compute.
std::optional<Secret> scalar_of(ByteView number, const Group& group) {
  while (!number.empty() && number[0] == 0)
    number = number.subspan(1);
  const auto longest = static_cast<std::size_t>(group.order_bits() + 7) / 8;
  return number.size() <= longest ? std::optional(Secret(to_bytes(number))) : std::nullopt;
}

} // namespace

SessionKeys chip_session_keys(Cipher cipher, ByteView shared_secret) {
  return {cipher, derive_key(cipher, shared_secret, KeyUse::encryption),
          derive_key(cipher, shared_secret, KeyUse::mac)};
}

Result<SecurityInfos> parse_dg14(ByteView ef_dg14) {
  FOYER_TRY(const Tlv file, TlvReader(ef_dg14).next(0x6E));
  return parse_security_infos(file.value);
}

bool offers_chip_authentication(const SecurityInfos& dg14) {
  return !dg14.chip_keys.empty();
}

std::optional<ChipChoice> choose_chip_authentication(const SecurityInfos& dg14) {
  const std::vector<ChipChoice> choices = all_choices(dg14);
  const auto best =
      std::max_element(choices.begin(), choices.end(),
                       [](const ChipChoice& a, const ChipChoice& b) { return rank(a) < rank(b); });
  return best == choices.end() ? std::nullopt : std::optional(*best);
}

Result<ChipAuthentication> authenticate_chip(CardSession& session, const SecurityInfos& dg14,
                                             const RandomSource& random) {
  const auto choice = choose_chip_authentication(dg14);
  if (!choice)
    return ChipAuthentication{result(Verdict::undetermined, Reason::key_unusable), {}};
  FOYER_TRY(const Secret private_key, choice->group.draw_private_key(random));
  FOYER_TRY(Bytes public_key, choice->group.multiply(choice->group.generator(), private_key));
  // Before the chip is asked: after its answer there is no way back to the old keys.
  FOYER_TRY(SessionKeys keys, agreed_keys(*choice, private_key));
  FOYER_TRY(const ResponseApdu answer, choice->cipher == Cipher::tdes
                                           ? set_key_agreement(session, *choice, public_key)
                                           : general_authenticate(session, *choice, public_key));
  if (!answer.ok())
    return ChipAuthentication{result(Verdict::failed, Reason::chip_refused), {}};
  session.rekey(SecureMessaging::after_pace(std::move(keys)));
  ChipAuthentication done;
  done.transcript = ChipTranscript{choice->oid,
                                   choice->key_reference,
                                   to_bytes(private_key.reveal()),
                                   std::move(public_key),
                                   {}};
  return done;
}

CheckResult verify_chip_transcript(const SecurityInfos& dg14, const ChipTranscript& transcript) {
  const std::vector<ChipChoice> choices = all_choices(dg14);
  const auto choice = std::find_if(choices.begin(), choices.end(), [&](const ChipChoice& one) {
    return one.oid == transcript.protocol && one.key_reference == transcript.key_reference;
  });
  if (choice == choices.end())
    return result(Verdict::undetermined, Reason::key_unusable);
  const auto private_key = scalar_of(transcript.terminal_private_key, choice->group);
  if (!private_key)
    return result(Verdict::failed, Reason::chip_answer_wrong);
  const auto public_key = choice->group.multiply(choice->group.generator(), *private_key);
  auto keys = agreed_keys(*choice, *private_key);
  if (!public_key.ok() || *public_key != transcript.terminal_public_key || !keys.ok())
    return result(Verdict::failed, Reason::chip_answer_wrong);
  SecureMessaging messaging = SecureMessaging::after_pace(std::move(*keys));
  // The counter stands at 1 after the command, whatever it was.
  if (!messaging.protect({}).ok() || !messaging.unprotect(transcript.first_answer).ok())
    return result(Verdict::failed, Reason::chip_answer_wrong);
  return result(Verdict::passed, Reason::none);
}

CheckResult verify_cam(const SecurityInfos& card_security, std::optional<int> pace_parameters,
                       const MappingTranscript& mapping) {
  const auto group = pace_parameters ? Group::standardised(*pace_parameters) : std::nullopt;
  const std::size_t count = std::min(card_security.chip_keys.size(), most_keys);
  bool usable_key = false;
  for (const ChipKeyInfo& key : std::span(card_security.chip_keys).first(count)) {
    const auto known = usable(key);
    if (!group || !known || !(known->group == *group))
      continue;
    usable_key = true;
    const auto scalar = scalar_of(mapping.authentication_data, *group);
    const auto product = scalar ? group->multiply(known->point, *scalar) : Result<Bytes>(Bytes());
    if (product.ok() && !product->empty() && *product == mapping.mapping_key)
      return result(Verdict::passed, Reason::none);
  }
  return usable_key ? result(Verdict::failed, Reason::chip_answer_wrong)
                    : result(Verdict::undetermined, Reason::key_unusable);
}

} // namespace foyer::eid
