// SPDX-License-Identifier: EUPL-1.2
// Card evidence on its whole way: read from the virtual chip, signed by the terminal's key, sealed,
// delivered, and judged by the office with its own trust list. Honest terminals and lying ones.
#include "world.hpp"

#include "../../unit/eid/chip_reading.hpp"

#include <seal/digest.hpp>
#include <seal/terminal_key.hpp>
#include <xfall/xml.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>

using namespace foyer;
using namespace foyer::delivery;
using eid::ElementaryFile;
using eid::Evidence;

namespace {

const card::Signer& state() {
  static const card::Signer signer([] {
    card::SignerSpec spec;
    spec.seed = "delivery";
    return spec;
  }());
  return signer;
}
const eid::TrustList& terminals_list() {
  static const auto list = test::must(eid::TrustList::from_pem(state().csca_pem()));
  return list;
}

Evidence read_card() {
  static const test::ChipDocument document(test::ChipSpec(), state());
  test::ReadSpec spec;
  spec.read_at = std::chrono::floor<std::chrono::seconds>(system_clock().wall());
  eid::system_random()(spec.nonce);
  return test::take_evidence(document.image, terminals_list(), spec);
}

// What a terminal does with its evidence when it files.
xfall::CardEvidence signed_by(const seal::TerminalKey& key, const xfall::FilingRecord& record,
                              Bytes bundle) {
  const std::string digest = to_hex(test::must(seal::sha256(bundle)));
  xfall::CardEvidence card;
  card.signature = test::must(key.sign(as_bytes(xfall::evidence_signed_part(record, digest))));
  card.key_id = key.key_id();
  card.bundle = Personal(std::move(bundle));
  card.verdicts = {{"sod_signature", 0, "passed", "none"}};
  return card;
}

class Office {
 public:
  explicit Office(const std::string& trust_pem = state().csca_pem()) {
    const auto trust = world.directory / "trust.pem";
    std::ofstream(trust, std::ios::binary) << trust_pem;
    world.start_server({"--trust", trust, "--page", "0"});
  }

  // Files, delivers, and gives the office's doubts: "data_group_hash1:hash_wrong" in order.
  std::string doubts(const std::function<void(xfall::Container&)>& finish) {
    const auto filed = world.file(0, 0, finish);
    receipt = filed.record.number.text();
    REQUIRE(world.deliver(filed).state == store::DeliveryState::accepted);
    std::string found = world.office(
        "SELECT name || CASE WHEN data_group > 0 THEN CAST(data_group AS TEXT) ELSE '' END || ':' "
        "|| reason FROM card_check WHERE judgement='doubtful' AND receipt='" +
        receipt + "' ORDER BY position");
    std::replace(found.begin(), found.end(), '\n', ' ');
    return found;
  }
  std::string doubts_about(const Evidence& evidence) {
    return doubts([&](xfall::Container& container) {
      container.card = signed_by(key, container.record, test::must(eid::encode_evidence(evidence)));
    });
  }
  [[nodiscard]] std::string verdict() const {
    return world.office("SELECT verdict || ' ' || chip FROM card WHERE receipt='" + receipt + "'");
  }
  [[nodiscard]] std::string page() const {
    const std::string output = world.server.output();
    const auto from = output.find("http://127.0.0.1");
    std::string said;
    REQUIRE(processes::run({"curl", "-sS", "--noproxy", "*",
                            output.substr(from, output.find('\n', from) - from)},
                           &said) == 0);
    return said;
  }

  World world;
  seal::TerminalKey key = test::must(
      seal::TerminalKey::from_pem(processes::read_file(world.keys / "terminal/receipt.key")));
  std::string receipt;
};

Bytes& content(Evidence& evidence, ElementaryFile file) {
  for (auto& one : evidence.files)
    if (one.file == file)
      return one.content;
  throw std::runtime_error("not in the evidence");
}

void claim_all_is_well(Evidence& evidence) {
  for (auto& claim : evidence.checks)
    claim = {claim.check, claim.data_group, "passed", "none"};
}

} // namespace

TEST_CASE("The office judges an honest reading anew and accepts every check") {
  Office office;
  CHECK(office.doubts_about(read_card()).empty());
  CHECK(office.verdict() == "accepted proven");
  CHECK(office.world.server.output().find("card " + office.receipt + " accepted chip=proven") !=
        std::string::npos);
  CHECK(office.world.office("SELECT count(*) FROM card_check WHERE verdict='passed' AND name IN "
                            "('sod_signature','data_group_hash','signer_chain','issuer_country',"
                            "'chip_authentication','active_authentication','card_access',"
                            "'reading_time','terminal_signature','terminal','first_use')") == "13");
  const std::string page = office.page();
  for (const char* shown :
       {"Kartennachweis", "angenommen", "Chip nachgewiesen", "Unterschrift des Terminals"})
    CHECK(page.find(shown) != std::string::npos);
  CHECK(page.find("zweifelhaft") == std::string::npos);
  // What was read stays in the sealed container and the office's file, not in its log.
  CHECK(office.world.server.output().find("KOVALENKO") == std::string::npos);
}

TEST_CASE("An application without a card has no card verdict, and its page says so") {
  Office office;
  CHECK(office.doubts({}).empty());
  CHECK(office.verdict().empty());
  CHECK(office.page().find("keine gelesen") != std::string::npos);
}

TEST_CASE(
    "A lying terminal is told, check by check, and its application is taken in all the same") {
  Office office;
  SECTION("changed data under a passed verdict") {
    Evidence evidence = read_card();
    Bytes& dg1 = content(evidence, ElementaryFile::dg1_mrz);
    dg1[as_text(dg1).find("OKSANA") + 4] = 'K';
    claim_all_is_well(evidence);
    CHECK(office.doubts_about(evidence) == "data_group_hash1:hash_wrong");
    CHECK(office.world.office("SELECT claimed FROM card_check WHERE judgement='doubtful'") ==
          "passed");
    const std::string page = office.page();
    CHECK(page.find("zweifelhaft") != std::string::npos);
    CHECK(page.find("das Terminal sagt: bestanden") != std::string::npos);
  }
  SECTION("an honest one that saw another face than the signed one: no lie, and a doubt") {
    Evidence evidence = read_card();
    evidence.checks.push_back({"data_group_hash", 2, "failed", "hash_wrong"});
    CHECK(office.doubts_about(evidence) == "data_group_hash2:not_reached");
    CHECK(office.world.office("SELECT claimed FROM card_check WHERE judgement='doubtful'") ==
          "failed");
    CHECK(office.verdict() == "doubtful proven");
  }
  SECTION("verdicts turned round") {
    Evidence evidence = read_card();
    for (auto& claim : evidence.checks)
      if (claim.check == "sod_signature")
        claim = {"sod_signature", 0, "failed", "signature_wrong"};
    CHECK(office.doubts_about(evidence) == "sod_signature:none");
  }
  SECTION("another document's EF.SOD") {
    card::HolderSpec other;
    other.surname = "OKAFOR";
    Evidence evidence = read_card();
    content(evidence, ElementaryFile::sod) = card::make_card(other, state()).ef_sod;
    claim_all_is_well(evidence);
    const std::string doubts = office.doubts_about(evidence);
    CHECK(doubts.find("data_group_hash1:hash_wrong") != std::string::npos);
    CHECK(doubts.find("active_authentication:not_reached") != std::string::npos);
  }
  SECTION("a replayed answer of the chip under a new nonce") {
    Evidence evidence = read_card();
    evidence.nonce[5] ^= 1;
    CHECK(office.doubts_about(evidence) == "active_authentication:challenge_not_bound");
    CHECK(office.verdict() == "doubtful failed");
  }
  SECTION("the whole reading a second time") {
    const Evidence evidence = read_card();
    CHECK(office.doubts_about(evidence).empty());
    CHECK(office.doubts_about(evidence) == "first_use:nonce_seen_before");
    CHECK(office.verdict() == "doubtful proven");
  }
  SECTION("proofs of the chip left out") {
    Evidence evidence = read_card();
    evidence.active.reset();
    evidence.chip.reset();
    std::erase_if(evidence.checks, [](const eid::CheckClaim& claim) {
      return claim.check.find("authentication") != std::string::npos;
    });
    CHECK(office.doubts_about(evidence).empty());
    CHECK(office.verdict() == "doubtful missing");
  }
  SECTION("a bundle moved from another application") {
    const Bytes bundle = test::must(eid::encode_evidence(read_card()));
    std::optional<xfall::CardEvidence> other;
    (void)office.doubts([&](xfall::Container& container) {
      container.card = signed_by(office.key, container.record, bundle);
      other = container.card;
    });
    CHECK(office.doubts([&](xfall::Container& container) { container.card = other; }) ==
          "terminal_signature:signature_wrong first_use:nonce_seen_before");
  }
  SECTION("answers changed after the signature") {
    const Bytes bundle = test::must(eid::encode_evidence(read_card()));
    CHECK(office.doubts([&](xfall::Container& container) {
      xfall::FilingRecord before = container.record;
      before.content_sha256 = std::string(64, '1');
      container.card = signed_by(office.key, before, bundle);
    }) == "terminal_signature:signature_wrong");
  }
  SECTION("another key") {
    const auto stranger = test::must(seal::TerminalKey::generate());
    const Bytes bundle = test::must(eid::encode_evidence(read_card()));
    CHECK(office.doubts([&](xfall::Container& container) {
      container.card = signed_by(stranger, container.record, bundle);
    }) == "terminal_signature:signature_wrong");
  }
  SECTION("what is no bundle") {
    CHECK(office.doubts([&](xfall::Container& container) {
      container.card = signed_by(office.key, container.record, Bytes{0x30, 0x03, 1, 2, 3});
    }) == "bundle:malformed");
    CHECK(office.verdict() == "doubtful malformed");
  }
  CHECK(office.world.office("SELECT count(*) FROM submission WHERE state<>'accepted'") == "0");
}

TEST_CASE("An office that does not know the signer says so, whatever the terminal trusts") {
  card::SignerSpec spec;
  spec.country = "UT";
  Office office(card::Signer(spec).csca_pem());
  const std::string doubts = office.doubts_about(read_card());
  CHECK(doubts.find("signer_chain:csca_unknown") != std::string::npos);
  CHECK(office.verdict() == "doubtful proven");
}
