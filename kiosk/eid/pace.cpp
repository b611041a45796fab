// SPDX-License-Identifier: EUPL-1.2
#include <eid/pace.hpp>

#include <eid/tlv.hpp>

namespace foyer::eid {
namespace {

constexpr std::uint32_t dynamic_data = 0x7C;
// Objects inside it (9303-11 §4.4.4.3): what we send, then what the card answers.
constexpr std::uint32_t nonce_object = 0x80;
constexpr std::uint32_t mapping_ours = 0x81;
constexpr std::uint32_t mapping_theirs = 0x82;
constexpr std::uint32_t key_ours = 0x83;
constexpr std::uint32_t key_theirs = 0x84;
constexpr std::uint32_t token_ours = 0x85;
constexpr std::uint32_t token_theirs = 0x86;
constexpr std::uint32_t chip_data = 0x8A;
// The longest nonce: two blocks would do for every cipher; more is no nonce.
constexpr std::size_t longest_nonce = 64;

Failure malformed(const char* what) {
  return fail(FailureCode::card_data_malformed, what);
}

// One GENERAL AUTHENTICATE (9303-11 §4.4.4.2): command chaining for all but the last. The answer is
// about as long as what we send, and the keys of large modular groups exceed a short answer.
Result<ResponseApdu> authenticate(CardSession& session, ByteView object, bool last) {
  CommandApdu command{static_cast<std::uint8_t>(last ? 0x00 : 0x10), 0x86, 0, 0};
  command.data = tlv(dynamic_data, object);
  command.le = command.data.size() > 240 ? 65536 : 256;
  return session.exchange(command);
}

// The content of the answer's dynamic authentication data.
Result<ByteView> answer_data(const ResponseApdu& answer) {
  if (!answer.ok())
    return fail(FailureCode::card_refused, "pace: " + describe(answer.sw));
  FOYER_TRY(const Tlv data, TlvReader(answer.data).next(dynamic_data));
  return data.value;
}

Result<Bytes> answer_value(const ResponseApdu& answer, std::uint32_t tag) {
  FOYER_TRY(const ByteView data, answer_data(answer));
  FOYER_TRY(const Tlv element, find_tlv(data, tag));
  return to_bytes(element.value);
}

Result<Secret> fetch_nonce(CardSession& session, const PaceInfo& info, const Password& password) {
  FOYER_TRY(const ResponseApdu answer, authenticate(session, {}, false));
  FOYER_TRY(const Bytes encrypted, answer_value(answer, nonce_object));
  if (encrypted.empty() || encrypted.size() > longest_nonce ||
      encrypted.size() % block_size(info.cipher) != 0)
    return malformed("pace: nonce of wrong size");
  const Secret key = derive_key(info.cipher, password.key_seed().reveal(), KeyUse::password);
  FOYER_TRY(Bytes nonce, decrypt_cbc(info.cipher, key, {}, encrypted));
  return Secret(std::move(nonce));
}

struct KeyPair {
  Secret secret;
  Bytes open;
};

Result<KeyPair> draw_keys(const Group& group, ByteView generator, const RandomSource& random) {
  for (int attempt = 0; attempt < 128; ++attempt) {
    FOYER_TRY(Secret secret, group.draw_private_key(random));
    FOYER_TRY(Bytes open, group.multiply(generator, secret));
    // Cards disagree on whether a number is sent with its leading zeros (TR-03110-3 D.2.1.1) and
    // what the token covers then. One number in 256 has any: such a one is not used.
    if (group.elliptic() || open[0] != 0)
      return KeyPair{std::move(secret), std::move(open)};
  }
  return fail(FailureCode::internal, "random source is broken");
}

// Sends our public key under `ours` and returns the card's, found under `theirs`.
Result<Bytes> exchange_keys(CardSession& session, ByteView public_key, std::uint32_t ours,
                            std::uint32_t theirs) {
  FOYER_TRY(const ResponseApdu answer, authenticate(session, tlv(ours, public_key), false));
  FOYER_TRY(Bytes key, answer_value(answer, theirs));
  // An echo of our own key would let the card in without the password (9303-11 §4.4.1).
  if (equal_constant_time(key, public_key))
    return malformed("pace: card echoes our key");
  return key;
}

// 9303-11 §4.4.3.3.1, also the first half of chip-authentication mapping: the new generator.
// `their_key` is told what the card sent.
Result<Bytes> map_generic(CardSession& session, const Group& group, const Secret& nonce,
                          const RandomSource& random, Bytes& their_key) {
  FOYER_TRY(const KeyPair ours, draw_keys(group, group.generator(), random));
  FOYER_TRY(their_key, exchange_keys(session, ours.open, mapping_ours, mapping_theirs));
  FOYER_TRY(Bytes agreed, group.multiply(their_key, ours.secret));
  const Secret shared(std::move(agreed));
  return group.map_generic(nonce, shared.reveal());
}

// 9303-11 §4.4.3.3.2: the terminal sends a nonce of its own, the card nothing.
Result<Bytes> map_integrated(CardSession& session, const PaceInfo& info, const Group& group,
                             const Secret& nonce, const RandomSource& random) {
  Bytes other(key_size(info.cipher));
  random(other);
  FOYER_TRY(const ResponseApdu answer, authenticate(session, tlv(mapping_ours, other), false));
  // 7C00, 7C028200 or nothing at all: cards differ.
  if (!answer.ok())
    return fail(FailureCode::card_refused, "pace: " + describe(answer.sw));
  FOYER_TRY(const Secret number, integrated_number(info.cipher, nonce, other, group.prime_bits()));
  return group.map_integrated(number);
}

// 9303-11 §4.4.3.5.2: CA_IC comes encrypted with the new key, its IV is E(KS_enc, -1).
Result<Bytes> open_chip_data(const SessionKeys& keys, ByteView encrypted) {
  const std::size_t block = block_size(keys.cipher);
  if (encrypted.empty() || encrypted.size() % block != 0)
    return malformed("pace: chip authentication data of wrong size");
  FOYER_TRY(const Bytes iv, encrypt_cbc(keys.cipher, keys.encryption, {}, Bytes(block, 0xFF)));
  FOYER_TRY(const Bytes padded, decrypt_cbc(keys.cipher, keys.encryption, iv, encrypted));
  return unpad(padded);
}

} // namespace

Bytes pace_token(const PaceInfo& info, const Secret& mac_key, ByteView other_public_key) {
  const Bytes input = tlv(0x7F49, {tlv(0x06, ByteView(info.oid)),
                                   tlv(info.elliptic_curve ? 0x86 : 0x84, other_public_key)});
  return mac(info.cipher, mac_key, input);
}

Result<std::uint16_t> choose_protocol(CardSession& session, const PaceChoice& choice,
                                      PasswordKind password) {
  CommandApdu command{0x00, 0x22, 0xC1, 0xA4};
  append(command.data, tlv(0x80, ByteView(choice.info.oid)));
  append(command.data, tlv(0x83, ByteView(Bytes{static_cast<std::uint8_t>(password)})));
  if (choice.name_parameters && choice.info.parameter_id)
    append(command.data,
           tlv(0x84, ByteView(Bytes{static_cast<std::uint8_t>(*choice.info.parameter_id)})));
  FOYER_TRY(const ResponseApdu answer, session.exchange(command));
  return answer.sw;
}

Result<std::optional<MappingTranscript>> authenticate_password(CardSession& session,
                                                               const PaceChoice& choice,
                                                               const Password& password,
                                                               const RandomSource& random) {
  const PaceInfo& info = choice.info;
  const Group& group = choice.group;
  std::optional<MappingTranscript> mapping;
  FOYER_TRY(const Secret nonce, fetch_nonce(session, info, password));

  // Map the nonce to a new generator.
  Bytes mapping_key;
  FOYER_TRY(const Bytes generator, info.mapping == PaceMapping::integrated
                                       ? map_integrated(session, info, group, nonce, random)
                                       : map_generic(session, group, nonce, random, mapping_key));

  // Agree on keys over that generator.
  FOYER_TRY(const KeyPair ours, draw_keys(group, generator, random));
  FOYER_TRY(const Bytes their_key, exchange_keys(session, ours.open, key_ours, key_theirs));
  // 9303-11 §4.4.1 d: also not a key that was seen before.
  if (equal_constant_time(their_key, mapping_key))
    return malformed("pace: card uses a key twice");
  FOYER_TRY(Bytes agreed, group.multiply(their_key, ours.secret));
  const Secret shared(std::move(agreed));
  const ByteView secret = group.shared_secret(shared.reveal());
  SessionKeys keys{info.cipher, derive_key(info.cipher, secret, KeyUse::encryption),
                   derive_key(info.cipher, secret, KeyUse::mac)};

  // Show each other that the keys are the same.
  const Bytes token = pace_token(info, keys.mac, their_key);
  FOYER_TRY(const ResponseApdu answer, authenticate(session, tlv(token_ours, token), true));
  // 6300 or 63Cx: the password was wrong (cards.md trap 10); some cards say 6982 instead.
  if (answer.sw1() == 0x63 || answer.sw == sw::security_status)
    return fail(FailureCode::can_wrong, describe(answer.sw));
  FOYER_TRY(const Bytes their_token, answer_value(answer, token_theirs));
  if (!equal_constant_time(their_token, pace_token(info, keys.mac, ours.open)))
    return fail(FailureCode::authenticity_failed, "pace: wrong token");
  if (info.mapping == PaceMapping::chip_authentication) {
    FOYER_TRY(const Bytes encrypted, answer_value(answer, chip_data));
    FOYER_TRY(Bytes data, open_chip_data(keys, encrypted));
    mapping = MappingTranscript{std::move(mapping_key), std::move(data)};
  }
  session.protect(SecureMessaging::after_pace(std::move(keys)));
  return mapping;
}

} // namespace foyer::eid
