// SPDX-License-Identifier: EUPL-1.2
#include "pki.hpp"

#include <seal/digest.hpp>
#include <seal/terminal_key.hpp>

#include <sys/stat.h>

using namespace foyer;
using namespace foyer::test;
using seal::TerminalKey;

TEST_CASE("digests agree with FIPS 180-4's example") {
  CHECK(to_hex(*seal::sha256(as_bytes("abc"))) ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  CHECK(to_hex(*seal::sha512(as_bytes("abc"))).starts_with("ddaf35a193617abacc417349ae204131"));
}

TEST_CASE("a signature is openssl's, and only for these bytes") {
  const Scratch folder;
  const auto key = TerminalKey::generate();
  REQUIRE(key.ok());
  const auto signature = key->sign(as_bytes("N01-26-000017-Z"));
  REQUIRE(signature.ok());
  CHECK(seal::verify_ed25519(key->public_key(), as_bytes("N01-26-000017-Z"), *signature));
  CHECK_FALSE(seal::verify_ed25519(key->public_key(), as_bytes("N01-26-000018-K"), *signature));
  Bytes changed = *signature;
  changed[10] ^= 1;
  CHECK_FALSE(seal::verify_ed25519(key->public_key(), as_bytes("N01-26-000017-Z"), changed));
  CHECK_FALSE(seal::verify_ed25519({}, as_bytes("N01-26-000017-Z"), *signature));

  write_file(folder / "public.pem", *key->public_key_pem());
  write_file(folder / "message", "N01-26-000017-Z");
  write_file(folder / "signature", as_text(*signature));
  const std::string verify = "cd '" + folder.text() +
                             "' && openssl pkeyutl -verify -pubin -inkey public.pem -rawin -in "
                             "message -sigfile signature >/dev/null 2>&1";
  CHECK(shell(verify) == 0);
  write_file(folder / "message", "N01-26-000017-L");
  CHECK(shell(verify) != 0);
}

TEST_CASE("the key is made once, private to its owner, and found again") {
  const Scratch folder;
  const auto made = TerminalKey::load_or_generate(folder / "terminal.key");
  REQUIRE(made.ok());
  struct stat facts{};
  REQUIRE(::stat((folder / "terminal.key").c_str(), &facts) == 0);
  CHECK((facts.st_mode & 0777) == 0600);
  const auto found = TerminalKey::load_or_generate(folder / "terminal.key");
  REQUIRE(found.ok());
  CHECK(found->public_key() == made->public_key());
  CHECK(found->key_id() == made->key_id());
  CHECK(TerminalKey::load_or_generate(folder / "no/such/folder").failure().code ==
        FailureCode::io_failed);
}

TEST_CASE("a key of another kind, a locked key and noise are a broken configuration") {
  const Scratch folder;
  const auto key = TerminalKey::generate();
  const std::string whole{as_text(key->to_pem()->reveal())};
  REQUIRE(TerminalKey::from_pem(whole).ok());
  for (std::size_t length = 0; length + 2 < whole.size(); ++length)
    CHECK_FALSE(TerminalKey::from_pem(whole.substr(0, length)).ok());
  CHECK(TerminalKey::from_pem(pki().read("office.key")).failure().code ==
        FailureCode::config_broken);
  write_file(folder / "open", whole);
  REQUIRE(shell("cd '" + folder.text() +
                "' && openssl pkcs8 -topk8 -in open -out locked -passout pass:x") == 0);
  CHECK(TerminalKey::from_pem(read_file(folder / "locked")).failure().code ==
        FailureCode::config_broken);
}
