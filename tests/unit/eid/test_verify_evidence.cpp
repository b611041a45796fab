// SPDX-License-Identifier: EUPL-1.2
// The office against terminals that work and terminals that lie.
#include "chip_reading.hpp"

#include <eid/tlv.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::eid;
using namespace foyer::test;
using card::KeyType;

namespace {

const card::Signer& state() {
  static const card::Signer signer([] {
    card::SignerSpec spec;
    spec.seed = "evidence";
    return spec;
  }());
  return signer;
}
const TrustList& trust() {
  static const TrustList list = must(TrustList::from_pem(state().csca_pem()));
  return list;
}
const ChipDocument& document() {
  static const ChipDocument one(ChipSpec(), state());
  return one;
}
const Evidence& honest() {
  static const Evidence evidence = take_evidence(document().image, trust());
  return evidence;
}

WallTime import_moment() {
  return reading_moment() + std::chrono::minutes(5);
}
EvidenceReport verify(const Evidence& evidence) {
  return verify_evidence(evidence, trust(), import_moment());
}

EvidenceFinding finding(const EvidenceReport& report, Check check, int data_group = 0) {
  for (const EvidenceFinding& one : report.findings)
    if (one.own.check == check && one.own.data_group == data_group)
      return one;
  FAIL("no finding of " << name(check) << ' ' << data_group);
  return {};
}

std::string doubts(const EvidenceReport& report) {
  std::string list;
  for (const EvidenceFinding& one : report.findings)
    if (!one.accepted)
      list += std::string(list.empty() ? "" : " ") + std::string(name(one.own.check)) +
              (one.own.data_group != 0 ? std::to_string(one.own.data_group) : "") + ":" +
              std::string(name(one.own.reason)) + (one.contradicted ? "!" : "");
  return list;
}

Bytes& content(Evidence& evidence, ElementaryFile file) {
  for (EvidenceFile& one : evidence.files)
    if (one.file == file)
      return one.content;
  throw std::runtime_error("not in the evidence");
}

// All claims say passed: what a lying terminal writes.
void claim_all_is_well(Evidence& evidence) {
  for (CheckClaim& claim : evidence.checks) {
    claim.verdict = "passed";
    claim.reason = "none";
  }
}

} // namespace

TEST_CASE("An honest reading is accepted, and its chip proven") {
  const auto bundle = encode_evidence(honest());
  REQUIRE(bundle.ok());
  const auto report = verify_evidence(*bundle, trust(), import_moment());
  REQUIRE(report.ok());
  CHECK(doubts(*report).empty());
  CHECK(report->accepted());
  CHECK(report->chip == ChipProof::proven);
  CHECK(report->same_trust_list);
  for (const Check check : {Check::sod_signature, Check::signer_chain, Check::chip_authentication,
                            Check::active_authentication, Check::card_access, Check::reading_time})
    CHECK(finding(*report, check).own.verdict == Verdict::passed);
  for (const int group : {1, 14, 15})
    CHECK(finding(*report, Check::data_group_hash, group).own.verdict == Verdict::passed);
}

TEST_CASE("The office judges with its own trust list, not with the terminal's") {
  card::SignerSpec spec;
  spec.country = "UT";
  const card::Signer other(spec);
  const TrustList stranger = must(TrustList::from_pem(other.csca_pem()));
  const auto report = verify_evidence(honest(), stranger, import_moment());
  CHECK_FALSE(report.accepted());
  CHECK_FALSE(report.same_trust_list);
  CHECK(finding(report, Check::signer_chain).own.reason == Reason::csca_unknown);
  // The terminal knew the signer: no lie.
  CHECK_FALSE(finding(report, Check::signer_chain).contradicted);
  CHECK(report.chip == ChipProof::proven); // by a key that nobody we trust has signed
}

TEST_CASE("What the terminal does not know and the office does is accepted") {
  Evidence evidence = honest();
  for (CheckClaim& claim : evidence.checks)
    if (claim.check == "signer_chain")
      claim = {"signer_chain", 0, "undetermined", "csca_unknown"};
  evidence.trust_list = std::string(64, '0');
  CHECK(verify(evidence).accepted());
}

TEST_CASE("A terminal that says passed where a check failed is told") {
  card::CardImage image = document().image;
  image.files[0x010F] = card::ef_dg15(card::TestKey(KeyType::rsa2048, "copy"));
  image.active_key =
      card::ChipKey{"", std::nullopt, card::TestKey(KeyType::rsa2048, "copy").pkcs8()};
  Evidence evidence = take_evidence(image, trust());
  CHECK(doubts(verify(evidence)) ==
        "data_group_hash15:hash_wrong active_authentication:not_reached");
  claim_all_is_well(evidence);
  const auto report = verify(evidence);
  CHECK(doubts(report) == "data_group_hash15:hash_wrong! active_authentication:not_reached!");
  CHECK_FALSE(report.accepted());
}

TEST_CASE("A terminal that calls a good document bad is told, too") {
  Evidence evidence = honest();
  for (CheckClaim& claim : evidence.checks)
    if (claim.check == "sod_signature")
      claim = {"sod_signature", 0, "failed", "signature_wrong"};
  CHECK(doubts(verify(evidence)) == "sod_signature:none!");
}

TEST_CASE("A changed DG1 is told") {
  Evidence evidence = honest();
  Bytes& dg1 = content(evidence, ElementaryFile::dg1_mrz);
  const auto at = as_text(dg1).find("OKSANA");
  REQUIRE(at != std::string_view::npos);
  dg1[at + 4] = 'K';
  claim_all_is_well(evidence);
  const auto report = verify(evidence);
  CHECK(doubts(report) == "data_group_hash1:hash_wrong!");
  CHECK_FALSE(report.accepted());
}

TEST_CASE("A swapped EF.SOD of another genuine document is told") {
  card::HolderSpec holder;
  holder.surname = "OKAFOR";
  const card::CardImage other = card::make_card(holder, state());
  Evidence evidence = honest();
  content(evidence, ElementaryFile::sod) = other.ef_sod;
  claim_all_is_well(evidence);
  const auto report = verify(evidence);
  CHECK_FALSE(report.accepted());
  CHECK(finding(report, Check::sod_signature).own.verdict == Verdict::passed); // it is genuine
  CHECK(finding(report, Check::data_group_hash, 1).contradicted);
  CHECK(finding(report, Check::data_group_hash, 14).contradicted);
  CHECK(finding(report, Check::active_authentication).contradicted);

  // All files swapped, transcripts kept: the chip's answers belong to another document.
  Evidence whole = honest();
  content(whole, ElementaryFile::sod) = other.ef_sod;
  content(whole, ElementaryFile::dg1_mrz) = other.ef_dg1;
  claim_all_is_well(whole);
  CHECK_FALSE(verify(whole).accepted());
}

TEST_CASE("An answer of the chip to another reading's challenge is told as a replay") {
  const auto replayed = [](auto change) {
    Evidence evidence = honest();
    change(evidence);
    const auto report = verify(evidence);
    CHECK_FALSE(report.accepted());
    CHECK(report.chip == ChipProof::failed);
    CHECK(finding(report, Check::active_authentication).own.reason == Reason::challenge_not_bound);
    CHECK(finding(report, Check::active_authentication).contradicted);
  };
  SECTION("under a new nonce") {
    replayed([](Evidence& e) { e.nonce[0] ^= 1; });
  }
  SECTION("at another time") {
    replayed([](Evidence& e) { e.read_at += std::chrono::seconds(60); });
  }
  SECTION("by another terminal") {
    replayed([](Evidence& e) { e.terminal = "N02"; });
  }
  SECTION("with the challenge written anew, the answer is wrong") {
    Evidence evidence = honest();
    evidence.nonce[0] ^= 1;
    evidence.active->challenge = active_challenge(evidence);
    const auto report = verify(evidence);
    CHECK(doubts(report) == "active_authentication:chip_answer_wrong!");
    CHECK(report.chip == ChipProof::failed);
  }
}

TEST_CASE("A chip that holds other keys than its files tell is a copy") {
  card::CardImage clone = document().image;
  clone.active_key->pkcs8 = card::TestKey(KeyType::rsa2048, "clone").pkcs8();
  ReadSpec without_chip;
  without_chip.chip = false;
  const Evidence evidence = take_evidence(clone, trust(), without_chip);
  const auto report = verify(evidence);
  CHECK(finding(report, Check::active_authentication).own ==
        CheckResult{Check::active_authentication, Verdict::failed, Reason::chip_answer_wrong});
  CHECK(report.chip == ChipProof::failed);
  CHECK_FALSE(report.accepted());
}

TEST_CASE("A document that could have proven its chip and did not is in doubt") {
  ReadSpec neither;
  neither.chip = neither.active = false;
  const auto report = verify(take_evidence(document().image, trust(), neither));
  CHECK(report.chip == ChipProof::missing);
  CHECK(doubts(report).empty()); // each file is genuine: that is what a copy looks like
  CHECK_FALSE(report.accepted());

  // The terminal says it had proof, and sends none.
  Evidence evidence = take_evidence(document().image, trust(), neither);
  evidence.checks.push_back({"active_authentication", 0, "passed", "none"});
  CHECK(doubts(verify(evidence)) == "active_authentication:not_reached!");
}

TEST_CASE("What failed before the terminal's eyes alone is a doubt for the office, too") {
  const auto with = [](CheckClaim claim) {
    Evidence evidence = honest();
    evidence.checks.push_back(std::move(claim));
    return verify(evidence);
  };
  // A face with another hash, a file that the card kept back, a second opinion on the same check.
  for (const CheckClaim& claim : {CheckClaim{"data_group_hash", 2, "failed", "hash_wrong"},
                                  CheckClaim{"data_group_hash", 13, "failed", "file_missing"},
                                  CheckClaim{"sod_signature", 0, "failed", "signature_wrong"},
                                  CheckClaim{"of_a_later_version", 0, "failed", "so"},
                                  CheckClaim{"data_group_hash", 2, "of a later version", ""}}) {
    INFO(claim.check << claim.data_group);
    const auto report = with(claim);
    CHECK_FALSE(report.accepted());
    REQUIRE_FALSE(report.findings.back().accepted);
    CHECK(report.findings.back().claim == claim);
    CHECK(report.findings.back().own.data_group == claim.data_group);
    CHECK(report.findings.back().own.reason == Reason::not_reached);
  }
  // A face that was right, details that the document keeps to itself.
  CHECK(with({"data_group_hash", 2, "passed", "none"}).accepted());
  CHECK(with({"data_group_hash", 11, "undetermined", "file_missing"}).accepted());
}

TEST_CASE("A document without a proof of the chip is accepted for what it is") {
  ChipSpec spec;
  spec.chip_key.reset();
  spec.active_key.reset();
  const auto report = verify(take_evidence(ChipDocument(spec, state()).image, trust()));
  CHECK(report.chip == ChipProof::not_offered);
  CHECK(report.accepted());
}

TEST_CASE("A proof by chip authentication alone is the terminal's word") {
  ReadSpec only_chip;
  only_chip.active = false;
  const Evidence evidence = take_evidence(document().image, trust(), only_chip);
  const auto report = verify(evidence);
  CHECK(report.chip == ChipProof::terminals_word);
  CHECK(report.accepted());
  SECTION("and a transcript that does not fit is told") {
    for (int part = 0; part < 4; ++part) {
      Evidence other = evidence;
      ChipTranscript& chip = *other.chip;
      (part == 0   ? chip.terminal_private_key
       : part == 1 ? chip.terminal_public_key
       : part == 2 ? chip.first_answer
                   : content(other, ElementaryFile::dg14_security))[20] ^= 1;
      const auto told = verify(other);
      INFO(part << ' ' << doubts(told));
      CHECK_FALSE(told.accepted());
      CHECK(finding(told, Check::chip_authentication).contradicted);
    }
  }
  SECTION("a first answer that ends early is none") {
    for (std::size_t size = 0; size < evidence.chip->first_answer.size(); ++size) {
      Evidence other = evidence;
      other.chip->first_answer.resize(size);
      REQUIRE(finding(verify(other), Check::chip_authentication).own.verdict == Verdict::failed);
    }
  }
}

TEST_CASE("A dishonest terminal can write a chip authentication without any chip, as documented") {
  // The files of a document, copied; the session keys follow from DG14's public key and a private
  // key that the terminal makes up.
  ReadSpec neither;
  neither.chip = neither.active = false;
  Evidence evidence = take_evidence(document().image, trust(), neither);
  evidence.add(ElementaryFile::dg14_security, document().dg14);
  const auto infos = must(parse_dg14(document().dg14));
  const auto choice = choose_chip_authentication(infos);
  REQUIRE(choice);
  const Secret made_up = must(choice->group.draw_private_key(system_random()));
  const Bytes shared = must(choice->group.multiply(choice->chip_key, made_up));
  const SessionKeys keys = chip_session_keys(choice->cipher, choice->group.shared_secret(shared));
  Bytes counter(16, 0);
  counter[15] = 2;
  Bytes object{0x99, 0x02, 0x90, 0x00};
  Bytes input = counter;
  append(input, pad(object, 16));
  append(object, tlv(0x8E, ByteView(mac(choice->cipher, keys.mac, input))));
  append(object, Bytes{0x90, 0x00});
  evidence.chip =
      ChipTranscript{choice->oid, choice->key_reference, to_bytes(made_up.reveal()),
                     must(choice->group.multiply(choice->group.generator(), made_up)), object};
  // Nobody can tell: that is why it is never called proven.
  CHECK(verify(evidence).chip == ChipProof::terminals_word);
}

TEST_CASE("A time from the future or from long ago is told") {
  const auto at = [](auto difference) {
    Evidence evidence = honest();
    evidence.read_at = import_moment() + difference;
    evidence.active.reset();
    return finding(verify(evidence), Check::reading_time).accepted;
  };
  CHECK(at(std::chrono::minutes(9)));
  CHECK_FALSE(at(std::chrono::minutes(11)));
  CHECK(at(-std::chrono::days(89)));
  CHECK_FALSE(at(-std::chrono::days(91)));
}

TEST_CASE("The signer's validity is judged at the time of the reading") {
  // Imported years later by an office that accepts the time: here the time itself is the doubt.
  const auto later = verify_evidence(
      honest(), trust(), WallTime{std::chrono::sys_days{std::chrono::year{2039} / 1 / 1}});
  CHECK_FALSE(finding(later, Check::reading_time).accepted);
  CHECK(finding(later, Check::signer_validity).own.reason == Reason::signer_expired);
}

TEST_CASE("An EF.CardAccess that differs from what is signed is told") {
  Evidence evidence = honest();
  content(evidence, ElementaryFile::card_access) =
      card::security_infos({card::pace_info("0.4.0.127.0.7.2.2.4.2.1", 8)});
  CHECK(doubts(verify(evidence)) == "card_access:infos_differ!");
}

TEST_CASE("BAC where the state signed PACE is told, whether EF.CardAccess was hidden or ignored") {
  Evidence hidden = honest();
  std::erase_if(hidden.files,
                [](const EvidenceFile& one) { return one.file == ElementaryFile::card_access; });
  CHECK(doubts(verify(hidden)) == "card_access:infos_differ!");
  Evidence ignored = honest();
  ignored.pace.clear();
  ignored.pace_parameters.reset();
  CHECK(doubts(verify(ignored)) == "card_access:infos_differ!");
}

TEST_CASE("Evidence without the zone is in doubt") {
  Evidence evidence = honest();
  std::erase_if(evidence.files,
                [](const EvidenceFile& one) { return one.file == ElementaryFile::dg1_mrz; });
  const auto report = verify(evidence);
  CHECK_FALSE(report.accepted());
  CHECK_FALSE(finding(report, Check::data_group_hash, 1).accepted);
}
