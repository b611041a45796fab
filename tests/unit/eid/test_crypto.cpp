// SPDX-License-Identifier: EUPL-1.2
#include "examples.hpp"

#include <eid/crypto.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::eid;
using test::Example;

namespace {

// The examples print DES keys with parity bits, which neither DES nor we care about.
std::string without_parity(ByteView key) {
  Bytes out = to_bytes(key);
  for (auto& byte : out)
    byte &= 0xFE;
  return to_hex(out);
}

} // namespace

TEST_CASE("crypto: 3DES keys are derived as in ICAO 9303-11 App. D.1") {
  const Example group("bac_d1");
  const Secret enc = derive_key(Cipher::tdes, group["k_seed"], KeyUse::encryption);
  const Secret mac_key = derive_key(Cipher::tdes, group["k_seed"], KeyUse::mac);
  CHECK(without_parity(enc.reveal()) == without_parity(group["k_enc"]));
  CHECK(without_parity(mac_key.reveal()) == without_parity(group["k_mac"]));
}

TEST_CASE("crypto: 3DES-CBC and the retail MAC are those of ICAO 9303-11 App. D.3") {
  const Example group("bac_d3");
  const Secret enc(group["k_enc"]);
  const Secret mac_key(group["k_mac"]);
  CHECK(*encrypt_cbc(Cipher::tdes, enc, {}, group["s"]) == group["e_ifd"]);
  CHECK(mac(Cipher::tdes, mac_key, group["e_ifd"]) == group["m_ifd"]);
  CHECK(*decrypt_cbc(Cipher::tdes, enc, {}, group["e_ic"]) == group["r"]);
  CHECK(mac(Cipher::tdes, mac_key, group["e_ic"]) == group["m_ic"]);
}

TEST_CASE("crypto: AES keys and CMAC are those of the PACE example (ICAO 9303-11 App. G.1)") {
  const Example group("pace_g1_ecdh_gm");
  const Secret password_key = derive_key(Cipher::aes128, group["k"], KeyUse::password);
  CHECK(to_bytes(password_key.reveal()) == group["k_pi"]);
  CHECK(*decrypt_cbc(Cipher::aes128, password_key, {}, group["z"]) == group["s"]);
  CHECK(mac(Cipher::aes128, Secret(group["ks_mac"]), group["t_ifd_input"]) == group["t_ifd"]);
}

TEST_CASE("crypto: longer keys come from SHA-256") {
  const Bytes seed(20, 0x11);
  CHECK(derive_key(Cipher::aes192, seed, KeyUse::mac).size() == 24);
  CHECK(derive_key(Cipher::aes256, seed, KeyUse::mac).size() == 32);
  Bytes input = seed;
  append(input, Bytes{0, 0, 0, 2});
  CHECK(to_bytes(derive_key(Cipher::aes256, seed, KeyUse::mac).reveal()) ==
        digest(Hash::sha256, input));
}

TEST_CASE("crypto: padding comes off only where it is padding") {
  CHECK(pad(Bytes(16, 1), 16).size() == 32);
  CHECK(*unpad(pad(Bytes{1, 0, 0}, 8)) == Bytes{1, 0, 0});
  CHECK_FALSE(unpad({}).ok());
  CHECK_FALSE(unpad(Bytes(16, 0)).ok());
  CHECK_FALSE(unpad(Bytes(16, 1)).ok());
}

TEST_CASE("crypto: sizes that do not fit are refused instead of run") {
  const Secret key(Bytes(16, 1));
  CHECK_FALSE(decrypt_cbc(Cipher::aes128, key, {}, Bytes(15)).ok());
  CHECK_FALSE(decrypt_cbc(Cipher::aes128, key, Bytes(8), Bytes(16)).ok());
  CHECK_FALSE(decrypt_cbc(Cipher::aes256, key, {}, Bytes(16)).ok());
}
