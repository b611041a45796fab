// SPDX-License-Identifier: EUPL-1.2
#include "examples.hpp"

#include <card/test_pki.hpp>
#include <eid/passive_authentication.hpp>
#include <eid/sod.hpp>
#include <eid/tlv.hpp>

#include <catch2/catch.hpp>

#include <cstdlib>
#include <unistd.h>

using namespace foyer;
using namespace foyer::eid;
using card::Digest;
using card::KeyType;
using card::Signer;
using card::SignerSpec;

namespace {

WallTime at(int year, unsigned month, unsigned day) {
  return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) /
                               std::chrono::day(day));
}
const WallTime now = at(2026, 11, 25);

TrustList trust_in(const Signer& signer) {
  return *TrustList::from_pem(signer.csca_pem());
}

CheckResult of(const std::vector<CheckResult>& checks, Check check) {
  for (const CheckResult& result : checks)
    if (result.check == check)
      return result;
  FAIL("check is missing");
  return {check, Verdict::failed};
}

// EF.SOD against DG1 alone.
std::vector<CheckResult> authenticate(ByteView ef_sod, ByteView ef_dg1, std::string_view issuer,
                                      const TrustList& trust, WallTime when) {
  const std::array groups{DataGroupFile{1, ef_dg1}};
  return eid::authenticate(ef_sod, groups, issuer, trust, when);
}

bool all_passed(const std::vector<CheckResult>& checks) {
  for (const CheckResult& result : checks) {
    if (result.verdict == Verdict::passed || result.reason == Reason::crl_missing)
      continue;
    UNSCOPED_INFO(name(result.check) << " " << name(result.verdict) << " " << name(result.reason));
    return false;
  }
  return checks.size() == 6;
}

const Signer& signer() {
  static const Signer instance;
  return instance;
}
const Bytes& dg1() {
  static const Bytes file = card::ef_dg1(card::td1_zone({}));
  return file;
}
const Bytes& sod() {
  static const Bytes file = signer().sign_sod({{1, dg1()}});
  return file;
}

} // namespace

TEST_CASE("passive authentication: a genuine document passes every check") {
  CHECK(all_passed(authenticate(sod(), dg1(), "D", trust_in(signer()), now)));
}

TEST_CASE("passive authentication: every key type, hash and padding in use is verified") {
  struct Case {
    KeyType key;
    Digest hash, signature;
    card::SodSignature padding;
  };
  using enum card::SodSignature;
  for (const Case& one : {Case{KeyType::rsa2048, Digest::sha1, Digest::sha1, plain},
                          Case{KeyType::rsa2048, Digest::sha256, Digest::sha256, plain},
                          Case{KeyType::rsa2048, Digest::sha256, Digest::sha256, pss},
                          Case{KeyType::rsa2048, Digest::sha512, Digest::sha512, pss},
                          Case{KeyType::p256, Digest::sha224, Digest::sha256, plain},
                          Case{KeyType::brainpool256, Digest::sha256, Digest::sha1, plain},
                          Case{KeyType::brainpool384, Digest::sha384, Digest::sha384, plain},
                          Case{KeyType::p521, Digest::sha512, Digest::sha512, plain}}) {
    SignerSpec spec;
    spec.csca_key = one.key;
    spec.signer_key = one.key;
    const Signer own(spec);
    const Bytes file =
        own.sign_sod({{1, dg1()}, {2, Bytes(9)}}, one.hash, one.signature, one.padding);
    CHECK(all_passed(authenticate(file, dg1(), "D", trust_in(own), now)));
  }
}

TEST_CASE("passive authentication: the document signer's key may differ from its issuer's") {
  SignerSpec spec;
  spec.csca_key = KeyType::rsa2048;
  spec.signer_key = KeyType::p256;
  const Signer own(spec);
  CHECK(all_passed(authenticate(own.sign_sod({{1, dg1()}}), dg1(), "D", trust_in(own), now)));
}

TEST_CASE("passive authentication: curves spelled out in certificates are tolerated") {
  SignerSpec spec;
  spec.explicit_parameters = true;
  const Signer own(spec);
  CHECK(all_passed(authenticate(own.sign_sod({{1, dg1()}}), dg1(), "D", trust_in(own), now)));
}

TEST_CASE("passive authentication: a changed data group is told") {
  card::HolderSpec other;
  other.birth = "990101";
  const auto checks =
      authenticate(sod(), card::ef_dg1(card::td1_zone(other)), "D", trust_in(signer()), now);
  CHECK(of(checks, Check::data_group_hash) ==
        CheckResult{Check::data_group_hash, Verdict::failed, Reason::hash_wrong, 1});
  CHECK(of(checks, Check::sod_signature).verdict == Verdict::passed);
}

TEST_CASE("passive authentication: hashes swapped for fitting ones break the signature") {
  card::HolderSpec other;
  other.birth = "990101";
  const Bytes forged = card::ef_dg1(card::td1_zone(other));
  const Bytes old_hash = digest(Hash::sha256, dg1());
  const Bytes new_hash = digest(Hash::sha256, forged);
  Bytes file = sod();
  const auto place = std::search(file.begin(), file.end(), old_hash.begin(), old_hash.end());
  REQUIRE(place != file.end());
  std::copy(new_hash.begin(), new_hash.end(), place);
  const auto checks = authenticate(file, forged, "D", trust_in(signer()), now);
  CHECK(of(checks, Check::data_group_hash).verdict == Verdict::passed);
  CHECK(of(checks, Check::sod_signature) ==
        CheckResult{Check::sod_signature, Verdict::failed, Reason::signature_wrong});
}

TEST_CASE("passive authentication: a signature with one wrong bit fails") {
  Bytes file = sod();
  REQUIRE_FALSE(file.empty());
  file.back() ^= 1;
  const auto checks = authenticate(file, dg1(), "D", trust_in(signer()), now);
  CHECK(of(checks, Check::sod_signature).verdict == Verdict::failed);
}

TEST_CASE("passive authentication: a signer nobody vouches for is unknown, not wrong") {
  const Signer stranger;
  const auto checks =
      authenticate(stranger.sign_sod({{1, dg1()}}), dg1(), "D", trust_in(signer()), now);
  CHECK(of(checks, Check::sod_signature).verdict == Verdict::passed);
  CHECK(of(checks, Check::signer_chain) ==
        CheckResult{Check::signer_chain, Verdict::undetermined, Reason::csca_unknown});
  CHECK(of(authenticate(sod(), dg1(), "D", TrustList(), now), Check::signer_chain).reason ==
        Reason::csca_unknown);
}

TEST_CASE("passive authentication: validity of both certificates is checked at the given time") {
  const auto reason = [&](const SignerSpec& spec, WallTime when) {
    const Signer own(spec);
    return of(authenticate(own.sign_sod({{1, dg1()}}), dg1(), "D", trust_in(own), when),
              Check::signer_validity)
        .reason;
  };
  SignerSpec spec;
  spec.signer_until = at(2026, 11, 24);
  CHECK(reason(spec, now) == Reason::signer_expired);
  CHECK(reason(spec, at(2026, 11, 23)) == Reason::none);
  CHECK(reason({}, at(2025, 12, 31)) == Reason::signer_not_yet_valid);
  SignerSpec old_country;
  old_country.csca_until = at(2026, 6, 1);
  CHECK(reason(old_country, now) == Reason::csca_expired);
}

TEST_CASE("passive authentication: the zone's issuer must be the country that signed") {
  const auto country = [&](const char* issuer) {
    return of(authenticate(sod(), dg1(), issuer, trust_in(signer()), now), Check::issuer_country);
  };
  CHECK(country("D").verdict == Verdict::passed);
  CHECK(country("UKR").verdict == Verdict::failed);
  CHECK(country("XYZ").verdict == Verdict::undetermined);
  SignerSpec ukraine;
  ukraine.country = "UA";
  const Signer own(ukraine);
  CHECK(of(authenticate(own.sign_sod({{1, dg1()}}), dg1(), "UKR", trust_in(own), now),
           Check::issuer_country)
            .verdict == Verdict::passed);
}

TEST_CASE("passive authentication: without EF.SOD nothing is determined and nothing passes") {
  for (const CheckResult& result : authenticate({}, dg1(), "D", trust_in(signer()), now))
    CHECK(result.verdict == Verdict::undetermined);
}

TEST_CASE("passive authentication: a SOD that lists no hash for DG1 does not pass") {
  const Bytes file = signer().sign_sod({{2, dg1()}});
  CHECK(of(authenticate(file, dg1(), "D", trust_in(signer()), now), Check::data_group_hash) ==
        CheckResult{Check::data_group_hash, Verdict::failed, Reason::hash_missing, 1});
}

TEST_CASE("passive authentication: no truncation of EF.SOD passes") {
  const TrustList trust = trust_in(signer());
  for (std::size_t size = 0; size < sod().size(); ++size) {
    const Bytes cut(sod().begin(), sod().begin() + static_cast<std::ptrdiff_t>(size));
    const auto checks = authenticate(cut, dg1(), "D", trust, now);
    CHECK(of(checks, Check::sod_signature).verdict != Verdict::passed);
  }
}

TEST_CASE("passive authentication: OpenSSL's own tool agrees about the SOD we make and check") {
  const auto folder =
      std::filesystem::temp_directory_path() / ("foyer-sod-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const auto write = [&](const char* file, std::string_view text) {
    std::ofstream(folder / file, std::ios::binary) << text;
  };
  const Tlv file = *TlvReader(sod()).next(0x77);
  write("sod.der", as_text(file.value));
  write("csca.pem", signer().csca_pem());
  const std::string command =
      "openssl cms -verify -inform DER -in " + (folder / "sod.der").string() + " -CAfile " +
      (folder / "csca.pem").string() + " -purpose any -out " + (folder / "content.der").string() +
      " 2>" + (folder / "errors").string();
  const int result = std::system(command.c_str());
  std::ifstream in(folder / "content.der", std::ios::binary);
  const std::string content((std::istreambuf_iterator<char>(in)), {});
  std::filesystem::remove_all(folder);
  CHECK(result == 0);
  const auto object = parse_lds_security_object(as_bytes(content));
  REQUIRE(object.ok());
  CHECK(object->data_groups.at(1) == digest(Hash::sha256, dg1()));
}

TEST_CASE("security object: every truncation and a data group listed twice are refused") {
  const Bytes entry = tlv(0x30, {tlv(0x02, ByteView(Bytes{1})), tlv(0x04, ByteView(Bytes(32)))});
  const auto object = [&](std::initializer_list<Bytes> entries) {
    const Bytes sha256 = test::hex("300D06096086480165030402010500");
    return tlv(0x30, {tlv(0x02, ByteView(Bytes{0})), sha256, tlv(0x30, entries)});
  };
  const Bytes good = object({entry});
  REQUIRE(parse_lds_security_object(good).ok());
  CHECK_FALSE(parse_lds_security_object(object({entry, entry})).ok());
  for (std::size_t size = 0; size < good.size(); ++size)
    CHECK_FALSE(parse_lds_security_object(
                    Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)))
                    .ok());
}

TEST_CASE("trust list: bundles and folders load, damaged ones do not") {
  const Signer other;
  const std::string both = signer().csca_pem() + other.csca_pem();
  const auto list = TrustList::from_pem(both);
  REQUIRE(list.ok());
  CHECK(list->size() == 2);
  // The fingerprint does not depend on the order.
  CHECK(list->fingerprint() ==
        TrustList::from_pem(other.csca_pem() + signer().csca_pem())->fingerprint());
  CHECK(list->fingerprint() != trust_in(signer()).fingerprint());

  std::string damaged = both;
  damaged[damaged.size() / 2 + 200] = '!';
  CHECK(TrustList::from_pem(damaged).failure().code == FailureCode::trust_list_broken);
  CHECK_FALSE(TrustList::from_pem("").ok());
  CHECK_FALSE(TrustList::from_pem("no certificate").ok());
  CHECK_FALSE(TrustList::load("/nonexistent/list.pem").ok());

  const auto folder =
      std::filesystem::temp_directory_path() / ("foyer-trust-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "a.pem") << signer().csca_pem();
  std::ofstream(folder / "b.crt") << other.csca_pem();
  std::ofstream(folder / "readme.txt") << "not read";
  const auto loaded = TrustList::load(folder);
  std::ofstream(folder / "c.pem") << "damaged";
  const auto broken = TrustList::load(folder);
  std::filesystem::remove_all(folder);
  REQUIRE(loaded.ok());
  CHECK(loaded->size() == 2);
  CHECK_FALSE(broken.ok());
}
