// SPDX-License-Identifier: EUPL-1.2
#include "pki.hpp"

#include <seal/office_certificate.hpp>

#include <base/log.hpp>

using namespace foyer;
using namespace foyer::test;
using seal::OfficeCertificate;

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
  CHECK_FALSE(office->expired());
  CHECK(office->name() == "Amt");
  const auto out = pki().folder / "spki.sha256";
  REQUIRE(
      shell("cd '" + pki().folder.text() +
            "' && openssl x509 -in office.pem -noout -pubkey | openssl pkey -pubin -outform DER "
            "| openssl dgst -sha256 -binary > spki.sha256") == 0);
  CHECK(office->key_id() == to_base64url(as_bytes(read_file(out))));
}

TEST_CASE("an expired office certificate is returned, marked and logged") {
  const auto log_file = pki().folder / "expired.log";
  REQUIRE(open_log(log_file, "test").ok());
  const auto office = load(pki().read("office.pem"), in_days(31));
  REQUIRE(office.ok());
  CHECK(office->expired());
  CHECK(read_file(log_file).find("office_key_expired") != std::string::npos);
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
  const auto early = load(pki().read("office.pem"), in_days(-2));
  REQUIRE_FALSE(early.ok());
  CHECK(early.failure().detail == "not yet valid");
}

TEST_CASE("of several certificates the one valid longest counts, or the one that expired last") {
  pki().issue("next", "/CN=Amt", "rsa:3072", 60);
  const std::string both = pki().read("office.pem") + pki().read("next.pem");
  const std::string next_id = load(pki().read("next.pem"))->key_id();
  CHECK(load(both)->key_id() == next_id);
  CHECK(load(pki().read("next.pem") + pki().read("office.pem"))->key_id() == next_id);
  const auto long_after = load(both, in_days(100));
  REQUIRE(long_after.ok());
  CHECK(long_after->expired());
  CHECK(long_after->key_id() == next_id);
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
