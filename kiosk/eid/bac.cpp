// SPDX-License-Identifier: EUPL-1.2
#include <eid/bac.hpp>

#include <algorithm>

namespace foyer::eid {
namespace {

constexpr std::size_t challenge_size = 8;
constexpr std::size_t key_part_size = 16;
constexpr std::size_t token_size = 2 * challenge_size + key_part_size; // S and R, encrypted
constexpr std::size_t mac_size = 8;

Bytes random_bytes(const RandomSource& random, std::size_t size) {
  Bytes out(size);
  random(out);
  return out;
}

SessionKeys keys_from(ByteView seed) {
  return {Cipher::tdes, derive_key(Cipher::tdes, seed, KeyUse::encryption),
          derive_key(Cipher::tdes, seed, KeyUse::mac)};
}

// GET CHALLENGE: RND.IC.
Result<Bytes> get_challenge(CardSession& session) {
  FOYER_TRY(const ResponseApdu answer, session.exchange({0x00, 0x84, 0, 0, {}, challenge_size}));
  if (!answer.ok())
    return refusal(answer.sw, "bac: challenge");
  if (answer.data.size() != challenge_size)
    return fail(FailureCode::card_data_malformed, "bac: challenge of wrong size");
  return answer.data;
}

// EXTERNAL AUTHENTICATE: E_IFD | M_IFD there, E_IC | M_IC back.
Result<Bytes> external_authenticate(CardSession& session, Bytes data) {
  FOYER_TRY(const ResponseApdu answer,
            session.exchange({0x00, 0x82, 0, 0, std::move(data), token_size + mac_size}));
  // Cards differ in how they say that the zone is another one's.
  if (answer.sw1() == 0x63 || answer.sw == sw::security_status || answer.sw == sw::conditions ||
      answer.sw == sw::sm_incorrect || answer.sw == sw::wrong_parameters)
    return fail(FailureCode::can_wrong, "bac: " + describe(answer.sw));
  if (!answer.ok())
    return refusal(answer.sw, "bac");
  if (answer.data.size() != token_size + mac_size)
    return fail(FailureCode::card_data_malformed, "bac: answer of wrong size");
  return answer.data;
}

} // namespace

Status run_bac(CardSession& session, const Password& zone, const RandomSource& random) {
  if (zone.kind() != PasswordKind::mrz || zone.key_seed().size() < key_part_size)
    return fail(FailureCode::internal, "bac: needs the zone");
  // 9303-11 §9.7.2: the seed is the head of the hash over the zone's three fields.
  const SessionKeys document = keys_from(zone.key_seed().reveal().first(key_part_size));

  FOYER_TRY(const Bytes card_challenge, get_challenge(session));
  const Bytes our_challenge = random_bytes(random, challenge_size);
  const Secret our_part(random_bytes(random, key_part_size));
  Bytes plain = our_challenge;
  append(plain, card_challenge);
  append(plain, our_part.reveal());
  const Secret statement(std::move(plain));
  FOYER_TRY(Bytes token, encrypt_cbc(document.cipher, document.encryption, {}, statement.reveal()));
  append(token, mac(document.cipher, document.mac, token));
  FOYER_TRY(const Bytes answer, external_authenticate(session, std::move(token)));

  const ByteView encrypted = ByteView(answer).first(token_size);
  if (!equal_constant_time(mac(document.cipher, document.mac, encrypted),
                           ByteView(answer).subspan(token_size)))
    return fail(FailureCode::authenticity_failed, "bac: wrong MAC");
  FOYER_TRY(Bytes opened, decrypt_cbc(document.cipher, document.encryption, {}, encrypted));
  const Secret reply(std::move(opened)); // RND.IC | RND.IFD | K.IC
  if (!equal_constant_time(reply.reveal().first(challenge_size), card_challenge) ||
      !equal_constant_time(reply.reveal().subspan(challenge_size, challenge_size), our_challenge))
    return fail(FailureCode::authenticity_failed, "bac: the card answers another challenge");

  Bytes mixed = to_bytes(our_part.reveal());
  const ByteView card_part = reply.reveal().subspan(2 * challenge_size);
  for (std::size_t i = 0; i < mixed.size(); ++i)
    mixed[i] ^= card_part[i];
  const Secret seed(std::move(mixed));
  // 9303-11 §9.8.6.3: the counter begins with the last four bytes of both challenges.
  Bytes counter(card_challenge.end() - 4, card_challenge.end());
  counter.insert(counter.end(), our_challenge.end() - 4, our_challenge.end());
  session.protect(SecureMessaging(keys_from(seed.reveal()), std::move(counter)));
  return success();
}

} // namespace foyer::eid
