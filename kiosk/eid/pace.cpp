// SPDX-License-Identifier: EUPL-1.2
#include <eid/pace.hpp>

#include <eid/tlv.hpp>

namespace foyer::eid {
namespace {

constexpr std::uint32_t dynamic_data = 0x7C;
// The longest nonce: two blocks would do for every cipher; more is no nonce.
constexpr std::size_t longest_nonce = 64;

Failure malformed(const char* what) {
  return fail(FailureCode::card_data_malformed, what);
}

// One GENERAL AUTHENTICATE (9303-11 §4.4.4.2): command chaining for all but the last.
Result<ResponseApdu> authenticate(CardSession& session, ByteView object, bool last) {
  CommandApdu command{static_cast<std::uint8_t>(last ? 0x00 : 0x10), 0x86, 0, 0};
  command.data = tlv(dynamic_data, object);
  command.le = 256;
  return session.exchange(command);
}

// The value of `tag` inside the answer's dynamic authentication data.
Result<Bytes> answer_value(const ResponseApdu& answer, std::uint32_t tag) {
  if (!answer.ok())
    return fail(FailureCode::card_refused, "pace: " + describe(answer.sw));
  FOYER_TRY(const Tlv data, TlvReader(answer.data).next(dynamic_data));
  FOYER_TRY(const Tlv element, find_tlv(data.value, tag));
  return to_bytes(element.value);
}

// MSE:Set AT (9303-11 §4.4.4.1).
Status choose_protocol(CardSession& session, const PaceChoice& choice, PasswordKind password) {
  CommandApdu command{0x00, 0x22, 0xC1, 0xA4};
  append(command.data, tlv(0x80, ByteView(choice.info.oid)));
  append(command.data, tlv(0x83, ByteView(Bytes{static_cast<std::uint8_t>(password)})));
  if (choice.name_parameters)
    append(command.data,
           tlv(0x84, ByteView(Bytes{static_cast<std::uint8_t>(*choice.info.parameter_id)})));
  FOYER_TRY(const ResponseApdu answer, session.exchange(command));
  // 63Cx is a warning: tries are left on the password (TR-03110-3 B.1).
  if (!answer.ok() && (answer.sw & 0xFFF0U) != 0x63C0U)
    return fail(FailureCode::card_refused, "pace: " + describe(answer.sw));
  return success();
}

Result<Secret> fetch_nonce(CardSession& session, const PaceInfo& info, const Password& password) {
  FOYER_TRY(const ResponseApdu answer, authenticate(session, {}, false));
  FOYER_TRY(const Bytes encrypted, answer_value(answer, 0x80));
  if (encrypted.empty() || encrypted.size() > longest_nonce ||
      encrypted.size() % block_size(info.cipher) != 0)
    return malformed("pace: nonce of wrong size");
  const Secret key = derive_key(info.cipher, password.key_seed().reveal(), KeyUse::password);
  FOYER_TRY(Bytes nonce, decrypt_cbc(info.cipher, key, {}, encrypted));
  return Secret(std::move(nonce));
}

// Sends our public key under `ours` and returns the card's, found under `theirs`.
Result<Bytes> exchange_keys(CardSession& session, ByteView public_key, std::uint32_t ours,
                            std::uint32_t theirs) {
  FOYER_TRY(const ResponseApdu answer, authenticate(session, tlv(ours, public_key), false));
  FOYER_TRY(const Bytes key, answer_value(answer, theirs));
  // An echo of our own key would let the card in without the password (9303-11 §4.4.1).
  if (equal_constant_time(key, public_key))
    return malformed("pace: card echoes our key");
  return key;
}

} // namespace

Bytes pace_token(const PaceInfo& info, const Secret& mac_key, ByteView other_public_key) {
  const Bytes input = tlv(0x7F49, {tlv(0x06, ByteView(info.oid)),
                                   tlv(info.elliptic_curve ? 0x86 : 0x84, other_public_key)});
  return mac(info.cipher, mac_key, input);
}

Status run_pace(CardSession& session, const PaceChoice& choice, const Password& password,
                const RandomSource& random) {
  const PaceInfo& info = choice.info;
  const Group& group = choice.group;
  if (info.mapping == PaceMapping::integrated)
    return fail(FailureCode::card_unsupported, "pace: variant");

  FOYER_CHECK(choose_protocol(session, choice, password.kind()));
  FOYER_TRY(const Secret nonce, fetch_nonce(session, info, password));

  // Map the nonce to a new generator.
  FOYER_TRY(const Secret map_key, group.draw_private_key(random));
  FOYER_TRY(const Bytes map_public, group.multiply(group.generator(), map_key));
  FOYER_TRY(const Bytes map_theirs, exchange_keys(session, map_public, 0x81, 0x82));
  FOYER_TRY(const Bytes shared_point, group.multiply(map_theirs, map_key));
  FOYER_TRY(const Bytes generator, group.map_generic(nonce, shared_point));

  // Agree on keys over that generator.
  FOYER_TRY(const Secret key, group.draw_private_key(random));
  FOYER_TRY(const Bytes our_public, group.multiply(generator, key));
  FOYER_TRY(const Bytes their_public, exchange_keys(session, our_public, 0x83, 0x84));
  FOYER_TRY(Bytes agreed, group.multiply(their_public, key));
  const Secret shared(std::move(agreed));
  const ByteView secret = group.shared_secret(shared.reveal());
  SessionKeys keys{info.cipher, derive_key(info.cipher, secret, KeyUse::encryption),
                   derive_key(info.cipher, secret, KeyUse::mac)};

  // Show each other that the keys are the same.
  const Bytes token = pace_token(info, keys.mac, their_public);
  FOYER_TRY(const ResponseApdu answer, authenticate(session, tlv(0x85, ByteView(token)), true));
  // 6300 or 63Cx: the password was wrong (cards.md trap 10); some cards say 6982 instead.
  if (answer.sw1() == 0x63 || answer.sw == sw::security_status)
    return fail(FailureCode::can_wrong, describe(answer.sw));
  FOYER_TRY(const Bytes their_token, answer_value(answer, 0x86));
  if (!equal_constant_time(their_token, pace_token(info, keys.mac, our_public)))
    return fail(FailureCode::authenticity_failed, "pace: wrong token");
  session.protect(SecureMessaging::after_pace(std::move(keys)));
  return success();
}

} // namespace foyer::eid
