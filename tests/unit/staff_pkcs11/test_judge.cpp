// SPDX-License-Identifier: EUPL-1.2
// The judging of service cards' certificates, made by the openssl CLI.
#include "office.hpp"

#include <catch2/catch.hpp>

using namespace foyer;
using api::StaffCard;
using api::StaffRole;
using test::CardSpec;
using test::Office;

namespace {

WallTime day(int year, unsigned month, unsigned number) {
  return std::chrono::sys_days(std::chrono::year(year) / static_cast<int>(month) /
                               static_cast<int>(number));
}
// An hour on: the office's certificates begin when they are made, and that may be after this.
WallTime today() {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now()) +
         std::chrono::hours(1);
}

staff_pkcs11::Judged judged(const CardSpec& spec, WallTime when = today(), bool with_list = true) {
  auto result = staff_pkcs11::judge(Office::instance().judge_config(with_list),
                                    Office::instance().certificate(spec), when);
  REQUIRE(result.ok());
  return *result;
}

} // namespace

TEST_CASE("staff card: the certificate tells the role before any PIN") {
  const auto staff = judged({.name = "anna"});
  CHECK(staff.verdict == StaffCard::ready);
  CHECK(staff.role == StaffRole::staff);
  CHECK(staff.elliptic);
  CHECK(to_rfc3339(staff.valid_until) == "2029-12-31T00:00:00Z");
  const auto technician = judged({.name = "tilo", .policy = test::technician_policy, .rsa = true});
  CHECK(technician.verdict == StaffCard::ready);
  CHECK(technician.role == StaffRole::technician);
  CHECK_FALSE(technician.elliptic);
}

TEST_CASE("staff card: a role can also be an organizational unit, or both parts together") {
  auto config = Office::instance().judge_config();
  config.roles = {{.role = StaffRole::technician, .policy = test::staff_policy, .unit = "Technik"},
                  {.role = StaffRole::staff, .unit = "Schalter"}};
  const Bytes desk = Office::instance().certificate({.name = "anna"});
  CHECK(staff_pkcs11::judge(config, desk, today())->role == StaffRole::staff);
  const Bytes workshop = Office::instance().certificate({.name = "otto", .unit = "Technik"});
  CHECK(staff_pkcs11::judge(config, workshop, today())->role == StaffRole::technician);
  const Bytes wrong_policy =
      Office::instance().certificate({.name = "olga", .unit = "Technik", .policy = ""});
  CHECK(staff_pkcs11::judge(config, wrong_policy, today())->verdict == StaffCard::roleless);
}

TEST_CASE("staff card: no role, two roles and empty rules give none") {
  CHECK(judged({.name = "rolf", .policy = "1.2.3.4"}).verdict == StaffCard::roleless);
  CHECK(judged({.name = "rosa", .policy = ""}).verdict == StaffCard::roleless);
  const std::string two = std::string(test::staff_policy) + "," + test::technician_policy;
  CHECK(judged({.name = "zoe", .policy = two}).verdict == StaffCard::roleless);
  auto config = Office::instance().judge_config();
  config.roles = {{}};
  const Bytes anna = Office::instance().certificate({.name = "anna"});
  CHECK(staff_pkcs11::judge(config, anna, today())->verdict == StaffCard::roleless);
}

TEST_CASE("staff card: a certificate counts from its first to its last second") {
  const CardSpec old{.name = "emil", .starts = "20200101000000Z", .ends = "20250101000000Z"};
  CHECK(judged(old).verdict == StaffCard::expired);
  const CardSpec later{.name = "lena", .starts = "20290101000000Z", .ends = "20300101000000Z"};
  CHECK(judged(later).verdict == StaffCard::not_yet_valid);
  const auto at = [&](WallTime when) { return judged(later, when, false).verdict; };
  CHECK(at(day(2029, 1, 1) - std::chrono::seconds(1)) == StaffCard::not_yet_valid);
  CHECK(at(day(2029, 1, 1)) == StaffCard::ready);
  CHECK(at(day(2030, 1, 1) - std::chrono::seconds(1)) == StaffCard::ready);
  CHECK(at(day(2030, 1, 1) + std::chrono::seconds(1)) == StaffCard::expired);
}

TEST_CASE("staff card: another authority's card is a wrong card") {
  CHECK(judged({.name = "fritz", .authority = "stranger"}).verdict == StaffCard::foreign);
  CHECK(judged({.name = "kurt", .usage = "keyEncipherment"}).verdict == StaffCard::foreign);
  auto config = Office::instance().judge_config();
  for (const Bytes& junk : {Bytes{}, Bytes{0x30}, Bytes(100, 0x30)})
    CHECK(staff_pkcs11::judge(config, junk, today())->verdict == StaffCard::foreign);
  Bytes longer = Office::instance().certificate({.name = "anna"});
  longer.push_back(0);
  CHECK(staff_pkcs11::judge(config, longer, today())->verdict == StaffCard::foreign);
}

TEST_CASE("staff card: cut at any byte or bent, a certificate is never ready") {
  const auto config = Office::instance().judge_config();
  const Bytes whole = Office::instance().certificate({.name = "anna"});
  for (std::size_t size = 0; size < whole.size(); size += 7)
    CHECK(staff_pkcs11::judge(config, ByteView(whole).first(size), today())->verdict ==
          StaffCard::foreign);
  for (std::size_t at = 0; at < whole.size(); at += 11) {
    Bytes bent = whole;
    bent[at] ^= 0x10U;
    CHECK(staff_pkcs11::judge(config, bent, today())->verdict != StaffCard::ready);
  }
}

TEST_CASE("staff card: a revoked card is refused, and an old list counts a while") {
  Office& office = Office::instance();
  const CardSpec lost{.name = "berta"};
  CHECK(judged(lost).verdict == StaffCard::ready);
  office.revoke("berta");
  office.publish_list(2);
  CHECK(judged(lost).verdict == StaffCard::revoked);
  CHECK(judged({.name = "anna"}).verdict == StaffCard::ready);
  CHECK(judged(lost, today(), false).verdict == StaffCard::ready); // no list is published

  // Two days until its next update, and 14 days of grace.
  const WallTime now = today();
  CHECK(judged({.name = "anna"}, now + std::chrono::hours(24 * 15)).verdict == StaffCard::ready);
  CHECK(judged(lost, now + std::chrono::hours(24 * 15)).verdict == StaffCard::revoked);
  CHECK(judged({.name = "anna"}, now + std::chrono::hours(24 * 17)).verdict ==
        StaffCard::list_missing);
  office.publish_list(30);
}

TEST_CASE("staff card: a list of another authority is no list, a missing file is told") {
  Office& office = Office::instance();
  const std::string crl = office.file("stranger.crl").string();
  REQUIRE(processes::run({"openssl", "ca", "-config", office.file("stranger.cnf").string(),
                          "-gencrl", "-crldays", "30", "-out", crl}) == 0);
  auto config = office.judge_config();
  config.revoked = crl;
  const Bytes anna = office.certificate({.name = "anna"});
  CHECK(staff_pkcs11::judge(config, anna, today())->verdict == StaffCard::list_missing);
  CHECK(staff_pkcs11::check_files(config).ok());
  config.revoked = "/nowhere.pem";
  CHECK(staff_pkcs11::check_files(config).failure().code == FailureCode::config_broken);
  CHECK(staff_pkcs11::judge(config, anna, today()).failure().code == FailureCode::config_broken);
  config.revoked.clear();
  config.authority = "/nowhere.pem";
  CHECK(staff_pkcs11::check_files(config).failure().code == FailureCode::config_broken);
  CHECK(staff_pkcs11::judge(config, anna, today()).failure().code == FailureCode::config_broken);
}

TEST_CASE("staff card: only a signature of this card over this challenge fits") {
  Office& office = Office::instance();
  for (const bool rsa : {false, true}) {
    const CardSpec spec{.name = rsa ? "tilo" : "anna",
                        .policy = rsa ? test::technician_policy : test::staff_policy,
                        .rsa = rsa};
    const Bytes certificate = office.certificate(spec);
    const Bytes nonce = *staff_pkcs11::fresh_nonce();
    const Bytes digest = staff_pkcs11::challenge_digest(Bytes(32, 1), nonce);
    const std::string in = office.file("digest").string();
    const std::string out = office.file("signature").string();
    processes::write_file(in, std::string(as_text(digest)));
    REQUIRE(processes::run({"openssl", "pkeyutl", "-sign", "-inkey",
                            office.file(spec.name + ".key").string(), "-pkeyopt", "digest:sha256",
                            "-in", in, "-out", out}) == 0);
    Bytes signature = to_bytes(as_bytes(processes::read_file(out)));
    if (!rsa) {
      // DER to r | s, as a card gives it.
      Bytes pair;
      std::size_t at = 2;
      for (int i = 0; i < 2; ++i) {
        const std::size_t size = signature[at + 1];
        Bytes number(signature.begin() + static_cast<std::ptrdiff_t>(at + 2),
                     signature.begin() + static_cast<std::ptrdiff_t>(at + 2 + size));
        if (number.size() > 32)
          number.erase(number.begin());
        number.insert(number.begin(), 32 - number.size(), 0);
        append(pair, number);
        at += 2 + size;
      }
      signature = pair;
    }
    CHECK(staff_pkcs11::signature_fits(certificate, digest, signature));
    const Bytes other = staff_pkcs11::challenge_digest(Bytes(32, 1), *staff_pkcs11::fresh_nonce());
    CHECK_FALSE(staff_pkcs11::signature_fits(certificate, other, signature));
    CHECK_FALSE(staff_pkcs11::signature_fits(
        office.certificate({.name = "otto", .unit = "Technik"}), digest, signature));
    CHECK_FALSE(staff_pkcs11::signature_fits(certificate, digest, {}));
    signature.back() ^= 1U;
    CHECK_FALSE(staff_pkcs11::signature_fits(certificate, digest, signature));
  }
  CHECK(*staff_pkcs11::fresh_nonce() != *staff_pkcs11::fresh_nonce());
}
