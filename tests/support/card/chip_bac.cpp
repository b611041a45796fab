// SPDX-License-Identifier: EUPL-1.2
#include "chip_bac.hpp"

#include "chip_crypto.hpp"
#include "chip_pace.hpp"

namespace foyer::card {

eid::ResponseApdu ChipBac::challenge() {
  challenge_.resize(8);
  (*random_)(challenge_);
  return {challenge_, eid::sw::ok};
}

// 9303-11 §4.3.1: E(RND.IFD | RND.IC | K.IFD) | MAC against E(RND.IC | RND.IFD | K.IC) | MAC.
eid::ResponseApdu ChipBac::authenticate(ByteView data) {
  const Bytes asked = std::exchange(challenge_, {});
  if (asked.empty())
    return {{}, eid::sw::conditions};
  if (data.size() != 40)
    return {{}, eid::sw::wrong_length};
  Bytes seed = mrz_hash(image_->mrz);
  seed.resize(16);
  const Bytes encryption = derive(Cipher::tdes, seed, 1);
  const Bytes mac = derive(Cipher::tdes, seed, 2);
  const Bytes theirs = cbc_decrypt(Cipher::tdes, encryption, {}, data.first(32));
  if (!equal_constant_time(mac_of(Cipher::tdes, mac, data.first(32)), data.subspan(32)) ||
      !equal_constant_time(ByteView(theirs).subspan(8, 8), asked))
    return {{}, eid::sw::auth_failed};
  Bytes half(16);
  (*random_)(half);
  Bytes plain = asked;
  append(plain, ByteView(theirs).first(8));
  append(plain, half);
  Bytes answer = cbc_encrypt(Cipher::tdes, encryption, {}, plain);
  append(answer, mac_of(Cipher::tdes, mac, answer));

  Bytes session(16);
  for (std::size_t i = 0; i < session.size(); ++i)
    session[i] = theirs[16 + i] ^ half[i];
  Bytes counter(asked.begin() + 4, asked.end());
  append(counter, ByteView(theirs).subspan(4, 4));
  keys_.emplace(eid::SessionKeys{Cipher::tdes, Secret(derive(Cipher::tdes, session, 1)),
                                 Secret(derive(Cipher::tdes, session, 2))},
                std::move(counter));
  return {std::move(answer), eid::sw::ok};
}

std::optional<std::pair<eid::SessionKeys, Bytes>> ChipBac::take_keys() {
  return std::exchange(keys_, std::nullopt);
}

} // namespace foyer::card
