// SPDX-License-Identifier: EUPL-1.2
// Import of what states publish, and what passive authentication makes of the table.
#include "examples.hpp"

#include <card/test_pki.hpp>
#include <eid/crypto.hpp>
#include <eid/passive_authentication.hpp>
#include <eid/trust_import.hpp>
#include <eid/trust_summary.hpp>

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace foyer;
using namespace foyer::eid;
using card::Signer;
using card::SignerSpec;

namespace {

WallTime at(int year, unsigned month, unsigned day) {
  return std::chrono::sys_days(std::chrono::year(year) / std::chrono::month(month) /
                               std::chrono::day(day));
}
const WallTime now = at(2026, 11, 26);

Signer country(const std::string& code) {
  SignerSpec spec;
  spec.country = code;
  spec.seed = "trust import/" + code;
  return Signer(spec);
}
const Signer& germany() {
  static const Signer instance = country("DE");
  return instance;
}
const Signer& france() {
  static const Signer instance = country("FR");
  return instance;
}
Signer next_germany() {
  SignerSpec spec;
  spec.seed = "trust import/next";
  spec.csca_key = card::KeyType::p384;
  return germany().successor(spec);
}

ImportTrust anchored() {
  return {{}, {germany().csca_der()}};
}

ImportReport import(const Bytes& content, const ImportTrust& trust = {}, TrustTable table = {}) {
  const std::vector<ImportFile> files{{"file", content}};
  return import_trust(std::move(table), files, trust, now);
}

TrustTable table_of(const std::vector<Bytes>& certificates) {
  auto report = import(germany().master_list(certificates), anchored());
  REQUIRE(report.good());
  return std::move(report.table);
}

// Written and read again, as the terminal gets it.
TrustList list_of(const TrustTable& table) {
  const auto read = parse_trust_table(encode_trust_table(table));
  REQUIRE(read.ok());
  return TrustList::from_table(*read);
}

const Bytes& dg1() {
  static const Bytes file = card::ef_dg1(card::td1_zone({}));
  return file;
}

CheckResult checked(const Signer& signer, const TrustList& trust, Check check,
                    WallTime when = now) {
  const Bytes sod = signer.sign_sod({{1, dg1()}});
  const std::array groups{DataGroupFile{1, dg1()}};
  for (const CheckResult& result : authenticate(sod, groups, "D", trust, when))
    if (result.check == check)
      return result;
  FAIL("check is missing");
  return {check, Verdict::failed};
}

} // namespace

TEST_CASE("trust import: documents of a listed country are genuine, others unknown") {
  const TrustList trust = list_of(table_of({germany().csca_der(), france().csca_der()}));
  CHECK(trust.size() == 2);
  CHECK(trust.made() == "2026-11-26T00:00:00Z");
  CHECK(checked(germany(), trust, Check::signer_chain).verdict == Verdict::passed);
  CHECK(checked(germany(), trust, Check::signer_validity).verdict == Verdict::passed);
  CHECK(checked(germany(), trust, Check::issuer_country).verdict == Verdict::passed);
  CHECK(checked(france(), trust, Check::issuer_country).verdict == Verdict::failed);
  CHECK(checked(country("UA"), trust, Check::signer_chain).reason == Reason::csca_unknown);
}

TEST_CASE("trust import: a link certificate carries trust to the country's next key") {
  const Signer next = next_germany();
  const TrustList without = list_of(table_of({germany().csca_der()}));
  CHECK(checked(next, without, Check::signer_chain).verdict != Verdict::passed);
  const auto table = table_of({germany().csca_der(), next.link_der()});
  CHECK(std::count_if(table.certificates.begin(), table.certificates.end(),
                      [](const auto& one) { return one.link; }) == 1);
  const TrustList with = list_of(table);
  CHECK(checked(next, with, Check::signer_chain).verdict == Verdict::passed);
  CHECK(checked(germany(), with, Check::signer_chain).verdict == Verdict::passed);
}

TEST_CASE("trust import: a link hangs on nothing when the older key is not trusted") {
  const auto report =
      import(germany().master_list({france().csca_der(), next_germany().link_der()}), anchored());
  REQUIRE(report.good());
  CHECK(report.files[0].taken == 1);
  REQUIRE(report.files[0].refusals.size() == 1);
  CHECK(report.files[0].refusals[0].reason.find("neither by itself nor") != std::string::npos);
}

TEST_CASE("trust import: links are taken in whatever order they are listed") {
  const Signer second = next_germany();
  SignerSpec spec;
  spec.seed = "trust import/third";
  const Signer third = second.successor(spec);
  const auto table = table_of({third.link_der(), second.link_der(), germany().csca_der()});
  CHECK(table.certificates.size() == 3);
  CHECK(checked(third, list_of(table), Check::signer_chain).verdict == Verdict::passed);
}

TEST_CASE("trust import: a revoked document signer is told, also from an overdue list") {
  const auto table = table_of({germany().csca_der()});
  CHECK(checked(germany(), list_of(table), Check::signer_revocation) ==
        CheckResult{Check::signer_revocation, Verdict::undetermined, Reason::crl_missing});
  const auto with = [&](std::vector<Bytes> revoked) {
    auto report = import(germany().crl({std::move(revoked), {}, {}, 1}), {}, table);
    REQUIRE(report.good());
    return list_of(report.table);
  };
  const TrustList clean = with({france().signer_der()});
  CHECK(checked(germany(), clean, Check::signer_revocation).verdict == Verdict::passed);
  CHECK(checked(germany(), clean, Check::signer_revocation, at(2027, 3, 1)) ==
        CheckResult{Check::signer_revocation, Verdict::undetermined, Reason::crl_expired});
  const TrustList revoked = with({germany().signer_der()});
  for (const WallTime when : {now, at(2027, 3, 1)})
    CHECK(checked(germany(), revoked, Check::signer_revocation, when) ==
          CheckResult{Check::signer_revocation, Verdict::failed, Reason::signer_revoked});
  CHECK(checked(germany(), with({germany().csca_der()}), Check::signer_revocation).reason ==
        Reason::csca_revoked);
}

TEST_CASE("trust import: a revocation list counts when the country signed it, the newest alone") {
  const auto table = table_of({germany().csca_der(), france().csca_der()});
  // Of a country that is not in the table, then changed.
  CHECK_FALSE(import(country("UA").crl({}), {}, table).good());
  Bytes forged = germany().crl({{germany().signer_der()}, {}, {}, 1});
  forged.back() ^= 1;
  CHECK_FALSE(import(forged, {}, table).good());
  CHECK_FALSE(import(germany().crl({{}, at(2026, 12, 24), at(2027, 1, 24), 1}), {}, table).good());

  const auto newer = import(germany().crl({{germany().signer_der()}, {}, {}, 2}), {}, table);
  REQUIRE(newer.good());
  const auto older =
      import(germany().crl({{}, at(2026, 10, 1), at(2027, 1, 1), 1}), {}, newer.table);
  CHECK(older.files[0].known == 1);
  CHECK(older.table.revocations.size() == 1);
  CHECK(checked(germany(), list_of(older.table), Check::signer_revocation).reason ==
        Reason::signer_revoked);
}

TEST_CASE("trust import: one country's list does not revoke another's signers") {
  const auto table = table_of({germany().csca_der(), france().csca_der()});
  const auto report = import(france().crl({{germany().signer_der()}, {}, {}, 1}), {}, table);
  REQUIRE(report.good());
  CHECK(checked(germany(), list_of(report.table), Check::signer_revocation).reason ==
        Reason::crl_missing);
}

TEST_CASE("trust import: the next key's list revokes what the old key certified") {
  const Signer next = next_germany();
  auto table = table_of({germany().csca_der(), next.link_der()});
  const auto report = import(next.crl({{germany().signer_der()}, {}, {}, 1}), {}, table);
  REQUIRE(report.good());
  CHECK(checked(germany(), list_of(report.table), Check::signer_revocation).reason ==
        Reason::signer_revoked);
}

TEST_CASE("trust import: a master list needs a right signature, usage and anchor") {
  const std::vector<Bytes> listed{germany().csca_der()};
  Signer::MasterListSpec wrong;
  wrong.wrong_signature = true;
  CHECK_FALSE(import(germany().master_list(listed, wrong), anchored()).good());
  Signer::MasterListSpec useless;
  useless.signer_without_usage = true;
  CHECK_FALSE(import(germany().master_list(listed, useless), anchored()).good());
  CHECK_FALSE(import(germany().master_list(listed)).good());
  CHECK_FALSE(import(france().master_list(listed), anchored()).good());
  // Another's certificate of the anchor's name does not stand in for it.
  SignerSpec double_ganger;
  const Signer impostor(double_ganger);
  CHECK_FALSE(import(impostor.master_list(listed), anchored()).good());
  const auto pinned = import(germany().master_list(listed),
                             {{to_hex(digest(Hash::sha256, germany().csca_der()))}, {}});
  CHECK(pinned.good());
  CHECK(pinned.table.anchors == std::vector<Bytes>{germany().csca_der()});
}

TEST_CASE("trust import: an older master list does not come back") {
  Signer::MasterListSpec of_may, of_june;
  of_may.signing_time = at(2026, 5, 1);
  of_june.signing_time = at(2026, 6, 1);
  const auto june = import(germany().master_list({germany().csca_der()}, of_june), anchored());
  REQUIRE(june.good());
  const auto may = import(
      germany().master_list({germany().csca_der(), france().csca_der()}, of_may), {}, june.table);
  CHECK_FALSE(may.good());
  CHECK(may.files[0].problem.find("2026-06-01") != std::string::npos);
  Signer::MasterListSpec too_early;
  too_early.signing_time = at(2025, 6, 1);
  CHECK_FALSE(import(germany().master_list({germany().csca_der()}, too_early), anchored()).good());
}

TEST_CASE("trust import: a list without a date does not replace a dated one, unless it is pinned") {
  Signer::MasterListSpec of_june;
  of_june.signing_time = at(2026, 6, 1);
  const auto june = import(germany().master_list({germany().csca_der()}, of_june), anchored());
  REQUIRE(june.good());
  const Bytes undated = germany().master_list({germany().csca_der(), france().csca_der()});
  // Its signer's certificate is another matter: the list it once signed may be an old one.
  for (const ImportTrust& trust :
       {ImportTrust(), anchored(),
        ImportTrust{{to_hex(digest(Hash::sha256, germany().csca_der()))}, {}}}) {
    const auto report = import(undated, trust, june.table);
    CHECK_FALSE(report.good());
    CHECK(report.files[0].problem.find("2026-06-01") != std::string::npos);
  }
  const std::string pin = to_hex(digest(Hash::sha256, undated));
  CHECK(import(undated, {}, june.table).files[0].problem.find(pin) != std::string::npos);
  const auto pinned = import(undated, {{pin}, {}}, june.table);
  CHECK(pinned.good());
  CHECK(pinned.table.certificates.size() == 2);
  // It is no door for older lists: the date of the one before it still counts.
  Signer::MasterListSpec of_another_day;
  of_another_day.signing_time = at(2026, 5, 1);
  const Bytes of_may = germany().master_list({germany().csca_der()}, of_another_day);
  CHECK(import(of_may, anchored(), pinned.table).files[0].problem.find("2026-06-01") !=
        std::string::npos);
  of_another_day.signing_time = at(2026, 7, 1);
  CHECK(import(germany().master_list({germany().csca_der()}, of_another_day), anchored(),
               pinned.table)
            .good());
  // Where the table's own has no date, nothing can be compared.
  const auto first = import(undated, anchored());
  REQUIRE(first.good());
  CHECK(import(undated, {}, first.table).good());
}

TEST_CASE("trust import: a revoked list signer signs no more lists") {
  // The list's signer has a serial number of its own; take it from the certificate it carries.
  const Bytes list = germany().master_list({germany().csca_der()});
  const auto table = table_of({germany().csca_der()});
  const auto revoked = import(germany().crl({{germany().csca_der()}, {}, {}, 1}), {}, table);
  REQUIRE(revoked.good());
  const auto again = import(list, {}, revoked.table);
  CHECK_FALSE(again.good());
  CHECK(again.files[0].problem.find("revoked") != std::string::npos);
}

TEST_CASE("trust import: a list signer revoked under the country's next name signs no more lists") {
  SignerSpec spec;
  spec.seed = "trust import/renamed";
  spec.name = "Foyer Test CSCA 2";
  spec.renamed = true;
  const Signer next = germany().successor(spec);
  const auto table = table_of({germany().csca_der(), next.link_der()});
  CHECK(import(germany().master_list({germany().csca_der()}), {}, table).good());
  const auto revoked = import(next.crl({{germany().csca_der()}, {}, {}, 1}), {}, table);
  REQUIRE(revoked.good());
  const auto again = import(germany().master_list({germany().csca_der()}), {}, revoked.table);
  CHECK_FALSE(again.good());
  CHECK(again.files[0].problem.find("revoked") != std::string::npos);
}

TEST_CASE("trust list: a revocation list counts only by a country signer that may sign such") {
  const auto pem = [](const Signer& signer, const Bytes& crl) {
    return signer.csca_pem() + "-----BEGIN X509 CRL-----\n" + to_base64(crl) +
           "\n-----END X509 CRL-----\n";
  };
  const Bytes crl = germany().crl({{germany().signer_der()}, {}, {}, 1});
  CHECK(TrustList::from_pem(pem(germany(), crl)).ok());
  CHECK_FALSE(TrustList::from_pem(pem(france(), crl)).ok());
  SignerSpec spec;
  spec.seed = "trust import/listless";
  spec.signs_no_lists = true;
  const Signer listless(spec);
  const auto refused = TrustList::from_pem(pem(listless, listless.crl({})));
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.failure().code == FailureCode::trust_list_broken);
  const auto table = import(germany().master_list({listless.csca_der()}), anchored());
  REQUIRE(table.good());
  CHECK_FALSE(import(listless.crl({}), {}, table.table).good());
}

TEST_CASE("trust import: no truncation and no changed byte of a master list is taken") {
  const Bytes list = germany().master_list({germany().csca_der(), france().csca_der()});
  for (std::size_t size = 0; size < list.size(); ++size)
    CHECK_FALSE(import({list.begin(), list.begin() + static_cast<std::ptrdiff_t>(size)}, anchored())
                    .good());
  for (std::size_t at_byte = 0; at_byte < list.size(); at_byte += 3) {
    Bytes changed = list;
    changed[at_byte] ^= 0x04;
    const auto report = import(changed, anchored());
    // What the signature does not cover may change (the certificates that came along); what was
    // listed may not.
    if (!report.good())
      continue;
    for (const auto& one : report.table.certificates)
      CHECK((one.der == germany().csca_der() || one.der == france().csca_der()));
    CHECK(report.table.certificates.size() == 2);
  }
}

TEST_CASE("trust import: 588 country signers of every kind are taken, from one list") {
  const auto signers = card::many_country_signers(588, 160);
  const Bytes list = germany().master_list(signers);
  const auto report = import(list, anchored());
  REQUIRE(report.good());
  CHECK(report.files[0].listed == 588);
  CHECK(report.files[0].taken == 588);
  CHECK(report.files[0].refusals.empty());
  CHECK(list_of(report.table).size() == 588);
  CHECK(summarise(report.table, now).countries.size() == 52);
}

TEST_CASE("trust table: what is written is read, and nothing damaged is") {
  auto report = import(germany().crl({{germany().signer_der()}, {}, {}, 1}), {},
                       table_of({germany().csca_der(), next_germany().link_der()}));
  const Bytes file = encode_trust_table(report.table);
  const auto read = parse_trust_table(file);
  REQUIRE(read.ok());
  CHECK(read->made == report.table.made);
  CHECK(read->sources == report.table.sources);
  CHECK(read->anchors == report.table.anchors);
  CHECK(read->certificates == report.table.certificates);
  CHECK(read->revocations == report.table.revocations);
  CHECK(encode_trust_table(*read) == file);
  CHECK(list_of(*read).fingerprint() == read->fingerprint);

  for (std::size_t size = 0; size < file.size(); ++size)
    CHECK_FALSE(parse_trust_table(ByteView(file).first(size)).ok());
  for (std::size_t place = 0; place < file.size(); ++place) {
    Bytes changed = file;
    changed[place] ^= 0x20;
    CHECK_FALSE(parse_trust_table(changed).ok());
  }
  Bytes longer = file;
  longer.push_back(0);
  CHECK(parse_trust_table(longer).failure().code == FailureCode::trust_list_broken);
}

TEST_CASE("trust table: the file is replaced whole, and loads as the terminal's trust list") {
  const auto folder =
      std::filesystem::temp_directory_path() / ("foyer-table-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const auto file = folder / "trust.table";
  REQUIRE(save_trust_table(table_of({france().csca_der()}), file).ok());
  REQUIRE(save_trust_table(table_of({germany().csca_der()}), file).ok());
  const auto loaded = TrustList::load(file);
  const auto files = std::distance(std::filesystem::directory_iterator(folder), {});
  std::ofstream(file, std::ios::binary | std::ios::app) << "x";
  const auto damaged = TrustList::load(file);
  const auto nowhere = save_trust_table({}, folder / "missing" / "trust.table");
  std::filesystem::remove_all(folder);
  REQUIRE(loaded.ok());
  CHECK(files == 1);
  CHECK(checked(germany(), *loaded, Check::signer_chain).verdict == Verdict::passed);
  CHECK(damaged.failure().code == FailureCode::trust_list_broken);
  CHECK(nowhere.failure().code == FailureCode::io_failed);
}

TEST_CASE("trust import: the openssl program agrees about master lists and revocation lists") {
  const auto folder =
      std::filesystem::temp_directory_path() / ("foyer-outside-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  const auto write = [&](const char* file, std::string_view text) {
    std::ofstream(folder / file, std::ios::binary) << text;
  };
  write("list.ml", as_text(germany().master_list({germany().csca_der(), france().csca_der()})));
  write("one.crl", as_text(germany().crl({{germany().signer_der()}, {}, {}, 1})));
  write("csca.pem", germany().csca_pem());
  const auto run = [&](const std::string& words) {
    return std::system(("cd " + folder.string() + " && openssl " + words + " 2>errors").c_str());
  };
  const int list =
      run("cms -verify -inform DER -in list.ml -CAfile csca.pem -purpose any -out content");
  const int crl =
      run("crl -inform DER -in one.crl -CAfile csca.pem -noout 2>&1 | grep -q 'verify OK'");
  std::filesystem::remove_all(folder);
  CHECK(list == 0);
  CHECK(crl == 0);
}
