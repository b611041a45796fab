// SPDX-License-Identifier: EUPL-1.2
#include "pki.hpp"

#include <seal/office_certificate.hpp>

using namespace foyer;
using namespace foyer::test;
using seal::OfficeCertificate;
using seal::Validity;

namespace {

WallTime in_days(int days) {
  return system_clock().wall() + std::chrono::days{days};
}

Result<OfficeCertificate> load(const std::string& pem, WallTime now = in_days(1)) {
  return OfficeCertificate::load(pem, pki().read("root.pem"), "Amt", now);
}

void refuses(const std::string& name, const std::string& why) {
  const auto loaded = load(pki().read(name + ".pem"));
  REQUIRE_FALSE(loaded.ok());
  CHECK(loaded.failure().code == FailureCode::office_key_untrusted);
  CHECK(loaded.failure().detail == why);
}

} // namespace

TEST_CASE("an office certificate under the pinned root is taken, with openssl's own thumbprint") {
  const auto office = load(pki().read("office.pem"));
  REQUIRE(office.ok());
  CHECK(office->validity() == Validity::valid);
  CHECK(office->valid_from() < office->valid_until());
  CHECK(office->name() == "Amt");
  const auto out = pki().folder / "spki.sha256";
  REQUIRE(
      shell("cd '" + pki().folder.text() +
            "' && openssl x509 -in office.pem -noout -pubkey | openssl pkey -pubin -outform DER "
            "| openssl dgst -sha256 -binary > spki.sha256") == 0);
  CHECK(office->key_id() == to_base64url(as_bytes(read_file(out))));
}

TEST_CASE("a certificate out of its time is taken all the same and says so") {
  const auto late = load(pki().read("office.pem"), in_days(31));
  REQUIRE(late.ok());
  CHECK(late->validity() == Validity::expired);
  const auto early = load(pki().read("office.pem"), in_days(-2));
  REQUIRE(early.ok());
  CHECK(early->validity() == Validity::not_yet);
}

TEST_CASE("a certificate that is not what an office's looks like is untrusted, and it says why") {
  pki().issue("stranger", "/CN=Amt", "rsa:3072", 30, "keyUsage=critical,keyEncipherment", "other");
  refuses("stranger", "not issued by the pinned root");
  pki().issue("neighbour", "/CN=Amt 2");
  refuses("neighbour", "another name");
  pki().issue("two_names", "/CN=Amt/CN=Amt");
  refuses("two_names", "another name");
  pki().issue("short_key", "/CN=Amt", "rsa:2048");
  refuses("short_key", "key too short");
  pki().issue("curve", "/CN=Amt", "ec -pkeyopt ec_paramgen_curve:P-256", 30,
              "keyUsage=critical,keyAgreement");
  refuses("curve", "no RSA key");
  pki().issue("signer", "/CN=Amt", "rsa:3072", 30, "keyUsage=critical,digitalSignature");
  refuses("signer", "key usage lacks keyEncipherment");
  pki().issue("any_use", "/CN=Amt", "rsa:3072", 30, "subjectKeyIdentifier=hash");
  refuses("any_use", "key usage lacks keyEncipherment");
  pki().issue("ca", "/CN=Amt", "rsa:3072", 30,
              "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign,keyEncipherment");
  refuses("ca", "a CA certificate");
}

TEST_CASE("of several certificates the newest valid one counts, else the one nearest to it") {
  // The old one is valid longer than its successor.
  pki().issue_dated("old", "20200101000000Z", "20400101000000Z");
  pki().issue_dated("new", "20250101000000Z", "20300101000000Z");
  pki().issue_dated("next", "20290101000000Z", "20350101000000Z");
  const std::string all = pki().read("old.pem") + pki().read("new.pem") + pki().read("next.pem");
  const std::string back = pki().read("next.pem") + pki().read("new.pem") + pki().read("old.pem");
  const auto at = [](int year) {
    return WallTime{std::chrono::sys_days{std::chrono::year{year} / 7 / 1}};
  };
  const auto id = [&](const char* name) { return load(pki().read(name), at(2026))->key_id(); };
  for (const auto& pem : {all, back}) {
    CHECK(load(pem, at(2024))->key_id() == id("old.pem"));
    CHECK(load(pem, at(2026))->key_id() == id("new.pem"));
    CHECK(load(pem, at(2029))->key_id() == id("next.pem"));
    CHECK(load(pem, at(2036))->key_id() == id("old.pem"));
    const auto in_2001 = load(pem, at(2001));
    CHECK(in_2001->key_id() == id("old.pem"));
    CHECK(in_2001->validity() == Validity::not_yet);
    const auto in_2041 = load(pem, at(2041));
    CHECK(in_2041->key_id() == id("old.pem"));
    CHECK(in_2041->validity() == Validity::expired);
  }
}

TEST_CASE("an untrusted certificate beside a good one does not matter") {
  CHECK(load(pki().read("other.pem") + pki().read("office.pem")).ok());
}

TEST_CASE("nothing, noise and a cut certificate are no certificate") {
  const std::string whole = pki().read("office.pem");
  for (const std::string& text : {std::string{}, std::string("noise"), std::string(100000, '\0')})
    CHECK(load(text).failure().code == FailureCode::office_key_missing);
  // The last characters are line end and dashes, which PEM needs.
  for (std::size_t length = 0; length + 2 < whole.size(); length += 7)
    CHECK_FALSE(load(whole.substr(0, length)).ok());
}

TEST_CASE("a pinned root that is no self-signed CA is a broken configuration") {
  for (const std::string& root : {std::string("noise"), pki().read("office.pem")}) {
    const auto loaded = OfficeCertificate::load(pki().read("office.pem"), root, "Amt", in_days(1));
    REQUIRE_FALSE(loaded.ok());
    CHECK(loaded.failure().code == FailureCode::config_broken);
  }
}
