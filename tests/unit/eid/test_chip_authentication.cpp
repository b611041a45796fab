// SPDX-License-Identifier: EUPL-1.2
#include "chip_reading.hpp"
#include "examples.hpp"

#include <eid/chip_authentication.hpp>
#include <eid/tlv.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::eid;
using test::Example;
using test::hex;

namespace {

// The signed SecurityInfos of an EF.CardSecurity, without a look at its signature.
Bytes content_of(ByteView ef_card_security) {
  ByteView at = ef_card_security;
  for (const std::uint32_t tag : {0x30U, 0xA0U, 0x30U, 0x30U, 0xA0U, 0x04U})
    at = find_tlv(at, tag).value().value;
  return to_bytes(at);
}

Secret scalar(const Bytes& bytes) {
  return Secret(bytes[0] == 0 ? Bytes(bytes.begin() + 1, bytes.end()) : bytes);
}

// The same number in the group of brainpoolP256r1 (RFC 5639 §3.4: its order), and twice as long.
Bytes lengthened(const Bytes& number) {
  Bytes out = hex("a9fb57dba1eea9bc3e660a909d838d718c397aa3b561a6f7901e0e82974856a7");
  Bytes low(32 - number.size(), 0);
  append(low, number);
  append(out, low);
  return out;
}

constexpr CheckResult good{Check::chip_authentication, Verdict::passed, Reason::none};

} // namespace

TEST_CASE("Both worked examples of TR-03110 agree on their keys, nonce included") {
  for (const char* name : {"eac2_ecdh", "eac2_dh"}) {
    INFO(name);
    const Example example(name);
    const auto infos = parse_security_infos(content_of(example["ef_card_security"]));
    REQUIRE(infos.ok());
    REQUIRE(infos->chip_keys.size() == 1);
    const Bytes spki = infos->chip_keys[0].public_key;
    const auto group = Group::of_public_key(spki);
    REQUIRE(group.ok());
    const auto chip_key = Group::public_point(spki);
    REQUIRE(chip_key.ok());
    CHECK(to_hex(*chip_key) == to_hex(example["ca_pk_picc"]));
    const Secret mine = scalar(example["ca_sk_pcd"]);
    const auto public_key = group->multiply(group->generator(), mine);
    REQUIRE(public_key.ok());
    CHECK(to_hex(*public_key) == to_hex(example["ca_pk_pcd"]));
    const auto shared = group->multiply(*chip_key, mine);
    REQUIRE(shared.ok());
    const ByteView secret = group->shared_secret(*shared);
    CHECK(to_hex(secret) == to_hex(example["ca_k_shared"]));

    REQUIRE(infos->chip_authentication.size() == 1);
    const auto& info = infos->chip_authentication[0];
    // With version 2 the chip's nonce goes in, too (TR-03110-2 §3.4).
    Bytes input_of_keys = to_bytes(secret);
    append(input_of_keys, example["ca_nonce"]);
    const SessionKeys keys = chip_session_keys(info.cipher, input_of_keys);
    CHECK(to_hex(keys.encryption.reveal()) == to_hex(example["ca_ks_enc"]));
    CHECK(to_hex(keys.mac.reveal()) == to_hex(example["ca_ks_mac"]));
    // T_PICC, the chip's token over the terminal's key (TR-03110-2 §3.4.1).
    const std::uint32_t tag = group->elliptic() ? 0x86 : 0x84;
    const Bytes input =
        tlv(0x7F49, {tlv(0x06, ByteView(info.oid)), tlv(tag, ByteView(*public_key))});
    CHECK(to_hex(mac(info.cipher, keys.mac, input)) == to_hex(example["ca_token"]));
    // Version 2 wants terminal authentication before it: not for us.
    CHECK(info.version == 2);
    CHECK_FALSE(choose_chip_authentication(*infos).has_value());
    CHECK(offers_chip_authentication(*infos));
  }
}

TEST_CASE("The worked example of chip-authentication mapping proves its chip") {
  const Example example("pace_i1_cam");
  const Bytes set = tlv(0x31, ByteView(example["chip_authentication_public_key_info"]));
  const auto infos = parse_security_infos(set);
  REQUIRE(infos.ok());
  const MappingTranscript mapping{example["pk_map_ic"], example["ca_ic"]};
  CHECK(verify_cam(*infos, 13, mapping) == good);

  MappingTranscript other = mapping;
  other.authentication_data.back() ^= 1;
  CHECK(verify_cam(*infos, 13, other).reason == Reason::chip_answer_wrong);
  other = mapping;
  other.mapping_key = example["pk_map_ifd"];
  CHECK(verify_cam(*infos, 13, other).verdict == Verdict::failed);
  other = mapping;
  other.authentication_data.assign(32, 0);
  CHECK(verify_cam(*infos, 13, other).verdict == Verdict::failed);
  other.authentication_data.clear();
  CHECK(verify_cam(*infos, 13, other).verdict == Verdict::failed);
  for (std::size_t size = 0; size < mapping.mapping_key.size(); ++size) {
    other = mapping;
    other.mapping_key.resize(size);
    REQUIRE(verify_cam(*infos, 13, other).verdict == Verdict::failed);
  }
  // Longer than the group's order, which no chip sends: not worth the arithmetic.
  other = mapping;
  other.authentication_data = lengthened(mapping.authentication_data);
  CHECK(verify_cam(*infos, 13, other).reason == Reason::chip_answer_wrong);
  other.authentication_data.resize(200'000, 0xA5);
  CHECK(verify_cam(*infos, 13, other).reason == Reason::chip_answer_wrong);
  // The key belongs to another group than the one PACE ran in.
  CHECK(verify_cam(*infos, 12, mapping).reason == Reason::key_unusable);
  CHECK(verify_cam(*infos, std::nullopt, mapping).reason == Reason::key_unusable);
  CHECK(verify_cam(SecurityInfos(), 13, mapping).reason == Reason::key_unusable);
}

// --- With the virtual chip, whose side was written apart from ours.

namespace {

const card::Signer& state() {
  static const card::Signer signer([] {
    card::SignerSpec spec;
    spec.seed = "chip";
    return spec;
  }());
  return signer;
}

// Opens the card, and the answers that come after that may be changed by `meddle`.
struct OpenedChip {
  explicit OpenedChip(const test::ChipDocument& document) : chip(document.image) {
    const auto can = test::must(Can::parse("500540"));
    test::must(open_chip(session, AccessKeys::of(Password::from_can(can)), system_random()));
    if (!select_emrtd(session).ok())
      throw std::runtime_error("no application");
    infos = test::must(parse_dg14(document.dg14));
  }
  OpenedChip(const OpenedChip&) = delete;
  OpenedChip& operator=(const OpenedChip&) = delete;

  // Chip authentication, the next file, and the verdict.
  Result<CheckResult> run() {
    FOYER_TRY(ChipAuthentication done, authenticate_chip(session, infos, system_random()));
    if (!done.transcript)
      return done.check;
    file = session.read_file(ElementaryFile::dg1_mrz);
    done.transcript->first_answer = session.first_answer();
    transcript = *done.transcript;
    return verify_chip_transcript(infos, transcript);
  }

  card::VirtualCard chip;
  std::function<Bytes(Bytes)> meddle = [](Bytes answer) { return answer; };
  test::FunctionChannel channel{[this](ByteView command) { return meddle(chip.answer(command)); },
                                true};
  CardSession session{channel};
  SecurityInfos infos;
  Result<Bytes> file{Bytes()};
  ChipTranscript transcript;
};

CheckResult failed(Reason reason) {
  return {Check::chip_authentication, Verdict::failed, reason};
}

} // namespace

TEST_CASE("A genuine chip proves itself with every cipher, group and form of key") {
  using card::KeyType;
  for (const KeyType key :
       {KeyType::p192, KeyType::p224, KeyType::p256, KeyType::p384, KeyType::p521,
        KeyType::brainpool224, KeyType::brainpool256, KeyType::brainpool320, KeyType::brainpool384,
        KeyType::brainpool512, KeyType::dh1024, KeyType::dh2048})
    for (int cipher = 1; cipher <= 4; ++cipher)
      for (const bool with_id : {false, true}) {
        INFO(static_cast<int>(key) << ' ' << cipher << ' ' << with_id);
        test::ChipSpec spec;
        spec.chip_key = key;
        spec.chip_cipher = cipher;
        spec.key_id = with_id ? std::optional(17) : std::nullopt;
        const test::ChipDocument document(spec, state());
        OpenedChip opened(document);
        const int before = opened.session.apdus();
        const auto done = opened.run();
        REQUIRE(done.ok());
        CHECK(*done == good);
        REQUIRE(opened.file.ok());
        CHECK(*opened.file == document.image.ef_dg1);
        // 3DES: one command; AES: two. One more reads DG1.
        CHECK(opened.session.apdus() - before == (cipher == 1 ? 2 : 3));
      }
}

TEST_CASE("A chip key without a description is one for 3DES") {
  test::ChipSpec spec;
  spec.chip_cipher = 1;
  spec.describe = false;
  OpenedChip opened(test::ChipDocument(spec, state()));
  const auto choice = choose_chip_authentication(opened.infos);
  REQUIRE(choice);
  CHECK(choice->cipher == Cipher::tdes);
  CHECK(test::must(opened.run()) == good);
  CHECK(opened.file.ok());
}

TEST_CASE("Of several offers the strongest is taken") {
  using card::KeyType;
  const card::TestKey small(KeyType::p192, "small");
  const card::TestKey large(KeyType::brainpool384, "large");
  const card::TestKey modular(KeyType::dh2048, "modular");
  const auto chosen = [](const std::vector<Bytes>& infos) {
    const auto parsed = test::must(parse_security_infos(card::security_infos(infos)));
    const auto choice = choose_chip_authentication(parsed);
    REQUIRE(choice);
    return *choice;
  };
  const auto info = [](const char* kind, int cipher, int id) {
    return card::chip_authentication_info((kind + std::to_string(cipher)).c_str(), id);
  };
  // AES-256 is worth nothing with a group that is worth 96 bits.
  const std::vector<Bytes> all{info(test::id_ca_ecdh, 4, 1), card::chip_key_info(small, 1),
                               info(test::id_ca_ecdh, 2, 2), card::chip_key_info(large, 2),
                               info(test::id_ca_dh, 4, 3),   card::chip_key_info(modular, 3)};
  CHECK(chosen(all).key_reference == Bytes{2});
  // One key for two ciphers.
  const std::vector<Bytes> two{info(test::id_ca_ecdh, 1, 2), info(test::id_ca_ecdh, 4, 2),
                               card::chip_key_info(large, 2)};
  CHECK(chosen(two).cipher == Cipher::aes256);
  // An info without its key, and a key id that no info has.
  const std::vector<Bytes> loose{info(test::id_ca_ecdh, 4, 9), card::chip_key_info(large, 2)};
  CHECK(chosen(loose).cipher == Cipher::tdes);
}

TEST_CASE("A copied chip with another key is told, and does not lead the session on") {
  for (int cipher = 1; cipher <= 4; ++cipher) {
    test::ChipSpec spec;
    spec.chip_cipher = cipher;
    test::ChipDocument document(spec, state());
    document.image.chip_keys[0].pkcs8 = card::TestKey(card::KeyType::brainpool256, "clone").pkcs8();
    OpenedChip opened(document);
    const auto done = opened.run();
    REQUIRE(done.ok());
    CHECK(*done == failed(Reason::chip_answer_wrong));
    CHECK_FALSE(opened.file.ok());
  }
}

TEST_CASE("A copied chip without a key refuses, and the session goes on as it was") {
  test::ChipDocument document(test::ChipSpec(), state());
  document.image.chip_keys.clear();
  OpenedChip opened(document);
  const auto done = opened.run();
  REQUIRE(done.ok());
  CHECK(*done == failed(Reason::chip_refused));
  CHECK(opened.session.read_file(ElementaryFile::dg1_mrz).ok());
}

TEST_CASE("A DG14 whose key nobody can use leaves the check undetermined, without a command") {
  test::ChipDocument document(test::ChipSpec(), state());
  OpenedChip opened(document);
  opened.infos.chip_keys[0].public_key.back() ^= 1; // no longer on the curve
  const int before = opened.session.apdus();
  const auto done = opened.run();
  REQUIRE(done.ok());
  CHECK(done->reason == Reason::key_unusable);
  CHECK(opened.session.apdus() == before);
  CHECK(opened.session.read_file(ElementaryFile::dg1_mrz).ok());
}

TEST_CASE("An answer cut at any byte, or changed in any, is never a proof") {
  for (const int cipher : {1, 2}) {
    test::ChipSpec spec;
    spec.chip_cipher = cipher;
    const test::ChipDocument document(spec, state());
    const int answers = cipher == 1 ? 2 : 3; // MSE (, GENERAL AUTHENTICATE), the file
    for (int target = 0; target < answers; ++target) {
      bool more = true;
      for (std::size_t at = 0; more; ++at)
        for (const bool cut : {true, false}) {
          OpenedChip opened(document);
          int number = 0;
          opened.meddle = [&](Bytes answer) {
            if (number++ != target)
              return answer;
            // Behind some bytes of the file's answer every place is like every other.
            more = at + 1 < answer.size() && at < 40;
            if (cut)
              answer.resize(std::min(at, answer.size()));
            else
              answer[std::min(at, answer.size() - 1)] ^= 0x01;
            return answer;
          };
          const auto done = opened.run();
          INFO(cipher << ' ' << target << ' ' << at << ' ' << cut);
          REQUIRE((!done.ok() || done->verdict == Verdict::failed));
        }
    }
  }
}

TEST_CASE("Every byte of a transcript counts") {
  const test::ChipDocument document(test::ChipSpec(), state());
  OpenedChip opened(document);
  REQUIRE(*opened.run() == good);
  const auto changed = [&](Bytes ChipTranscript::* part) {
    for (std::size_t at = 0; at < (opened.transcript.*part).size(); ++at) {
      ChipTranscript other = opened.transcript;
      (other.*part)[at] ^= 1;
      REQUIRE(verify_chip_transcript(opened.infos, other).verdict != Verdict::passed);
      other = opened.transcript;
      (other.*part).resize(at);
      REQUIRE(verify_chip_transcript(opened.infos, other).verdict != Verdict::passed);
    }
  };
  changed(&ChipTranscript::protocol);
  changed(&ChipTranscript::terminal_private_key);
  changed(&ChipTranscript::terminal_public_key);
  changed(&ChipTranscript::first_answer);
  ChipTranscript other = opened.transcript;
  other.terminal_private_key = lengthened(opened.transcript.terminal_private_key);
  CHECK(verify_chip_transcript(opened.infos, other) == failed(Reason::chip_answer_wrong));
  other.terminal_private_key.resize(200'000, 0xA5);
  CHECK(verify_chip_transcript(opened.infos, other) == failed(Reason::chip_answer_wrong));
  other = opened.transcript;
  other.key_reference = {1};
  CHECK(verify_chip_transcript(opened.infos, other).reason == Reason::key_unusable);
}
