// SPDX-License-Identifier: EUPL-1.2
#include "pki.hpp"

#include <seal/author_key.hpp>

using namespace foyer;
using namespace foyer::test;

namespace {

const seal::AuthorKey& author() {
  static const auto made = seal::AuthorKey::generate("N01", system_clock().wall());
  REQUIRE(made.ok());
  return *made;
}

int openssl(const Scratch& scratch, const std::string& arguments) {
  return shell("cd '" + scratch.text() + "' && openssl " + arguments + " >>log 2>&1");
}

std::string as_string(const Secret& secret) {
  return std::string(as_text(secret.reveal()));
}

} // namespace

TEST_CASE("openssl verifies the author's signature as PSS with the certificate it was given") {
  const Scratch scratch;
  write_file(scratch / "author.crt", author().certificate_pem().value());
  const auto signature = author().sign(as_bytes("signed"));
  REQUIRE(signature.ok());
  write_file(scratch / "signature", as_text(*signature));
  write_file(scratch / "message", "signed");
  write_file(scratch / "other", "sign3d");
  REQUIRE(openssl(scratch, "x509 -in author.crt -pubkey -noout -out key.pem") == 0);
  const std::string verify = "dgst -sha256 -verify key.pem -sigopt rsa_padding_mode:pss -sigopt "
                             "rsa_pss_saltlen:32 -signature signature ";
  CHECK(openssl(scratch, verify + "message") == 0);
  CHECK(openssl(scratch, verify + "other") != 0);
  CHECK(*author().sign(as_bytes("signed")) != *signature); // a salt of its own each time
}

TEST_CASE("the author's certificate signs itself, names the terminal and is for signatures only") {
  const Scratch scratch;
  write_file(scratch / "author.crt", author().certificate_pem().value());
  CHECK(openssl(scratch, "verify -check_ss_sig -CAfile author.crt author.crt") == 0);
  REQUIRE(shell("cd '" + scratch.text() +
                "' && openssl x509 -in author.crt -noout -text > text 2>&1") == 0);
  const std::string text = read_file(scratch / "text");
  for (const char* said : {"Subject: CN = N01", "Digital Signature, Non Repudiation", "CA:FALSE",
                           "Public-Key: (3072 bit)", "Dec 31 23:59:59 9999 GMT"})
    CHECK(text.find(said) != std::string::npos);
}

TEST_CASE("an author key is made once, kept readable by its owner only, and found again") {
  const Scratch scratch;
  const auto first =
      seal::AuthorKey::load_or_generate(scratch / "author.pem", "N01", system_clock().wall());
  REQUIRE(first.ok());
  CHECK(std::filesystem::status(scratch / "author.pem").permissions() ==
        (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
  const auto again =
      seal::AuthorKey::load_or_generate(scratch / "author.pem", "N02", system_clock().wall());
  REQUIRE(again.ok());
  CHECK(again->certificate_der() == first->certificate_der());
  CHECK(seal::AuthorKey::load_or_generate(scratch / "no/folder.pem", "N01", system_clock().wall())
            .failure()
            .code == FailureCode::io_failed);
}

TEST_CASE("what is no author key is refused, with the reason") {
  const Scratch scratch;
  const std::string good = as_string(author().to_pem().value());
  const std::string key = good.substr(0, good.find("-----BEGIN CERT"));
  const auto make = [&](const std::string& name, const std::string& algorithm,
                        const std::string& usage) {
    REQUIRE(openssl(scratch, "req -x509 -newkey " + algorithm + " -nodes -subj /CN=N01 -keyout " +
                                 name + ".key -out " + name + ".crt -addext keyUsage=" + usage) ==
            0);
    return read_file(scratch / (name + ".key")) + read_file(scratch / (name + ".crt"));
  };
  const auto refused = [](const std::string& pem) {
    const auto loaded = seal::AuthorKey::from_pem(pem);
    REQUIRE_FALSE(loaded.ok());
    CHECK(loaded.failure().code == FailureCode::config_broken);
    return loaded.failure().detail;
  };
  REQUIRE(seal::AuthorKey::from_pem(good).ok());
  CHECK(refused("").find("unreadable") != std::string::npos);
  CHECK(refused(key).find("unreadable") != std::string::npos);
  CHECK(refused(good.substr(key.size())).find("unreadable") != std::string::npos);
  CHECK(refused(make("curve", "ec -pkeyopt ec_paramgen_curve:P-256", "digitalSignature"))
            .find("not RSA") != std::string::npos);
  CHECK(refused(make("short", "rsa:2048", "digitalSignature")).find("short") != std::string::npos);
  CHECK(refused(make("cipher", "rsa:3072", "keyEncipherment")).find("digitalSignature") !=
        std::string::npos);
  CHECK(refused(key + read_file(scratch / "cipher.crt")).find("another key") != std::string::npos);
}
