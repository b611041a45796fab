// SPDX-License-Identifier: EUPL-1.2
#include "examples.hpp"

#include <eid/active_authentication.hpp>
#include <eid/message_recovery.hpp>
#include <eid/tlv.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::eid;
using test::Example;
using test::hex;

namespace {

struct Case {
  std::string label;
  Bytes dg15, response;
  std::optional<SecurityInfos> dg14;

  [[nodiscard]] CheckResult verify(ByteView challenge) const {
    return verify_active_authentication(dg15, dg14 ? &*dg14 : nullptr, challenge, response);
  }
};

SecurityInfos naming(const Bytes& algorithm) {
  SecurityInfos infos;
  infos.active_authentication = ActiveAuthenticationInfo{1, algorithm};
  return infos;
}

// Signed by the openssl command line, see make_active_vectors.py.
const nlohmann::json& vectors() {
  static const auto all = test::load_json(std::filesystem::path(FOYER_SOURCE_DIR) /
                                          "tests/unit/eid/active_vectors.json");
  return all;
}
Bytes challenge() {
  return hex(vectors().at("challenge").get<std::string>());
}
std::vector<Case> cases() {
  std::vector<Case> out;
  for (const auto& one : vectors().at("cases")) {
    Case made{one.at("case").get<std::string>(), hex(one.at("dg15").get<std::string>()),
              hex(one.at("response").get<std::string>()), std::nullopt};
    if (const auto algorithm = one.value("algorithm", std::string()); !algorithm.empty())
      made.dg14 = naming(hex(algorithm));
    out.push_back(std::move(made));
  }
  return out;
}
Case find(const std::string& label) {
  for (Case& one : cases())
    if (one.label == label)
      return one;
  throw std::runtime_error("no case " + label);
}

constexpr CheckResult good{Check::active_authentication, Verdict::passed, Reason::none};
constexpr CheckResult wrong{Check::active_authentication, Verdict::failed,
                            Reason::chip_answer_wrong};

} // namespace

TEST_CASE("The worked example of 9303-11 appendix F opens to its nonce and digest") {
  const Example example("aa_f");
  const auto opened = open_representative(example["f"]);
  REQUIRE(opened.ok());
  CHECK(to_hex(opened->message) == to_hex(example["m1"]));
  CHECK(to_hex(opened->digest) == to_hex(example["h"]));
  Bytes message = opened->message;
  append(message, example["rnd_ifd"]);
  CHECK(to_hex(message) == to_hex(example["m"]));
  CHECK(digest(opened->hash, message) == opened->digest);
}

TEST_CASE("Every trailer of ISO 9796-2 that documents use names its hash") {
  const Example example("aa_trailers");
  const Bytes m2 = hex("0102030405060708");
  const Bytes m1 = hex("1234567890ABCDEF1234567890ABCDEF11223344");
  for (const auto& [name, hash] :
       {std::pair{"f_sha1", Hash::sha1}, std::pair{"f_sha224", Hash::sha224},
        std::pair{"f_sha256", Hash::sha256}, std::pair{"f_sha384", Hash::sha384},
        std::pair{"f_sha512", Hash::sha512}}) {
    INFO(name);
    const auto opened = open_representative(example[name]);
    REQUIRE(opened.ok());
    CHECK(opened->hash == hash);
    CHECK(opened->message == m1);
    Bytes message = m1;
    append(message, m2);
    CHECK(digest(hash, message) == opened->digest);
  }
}

TEST_CASE("A representative that is not of scheme 1 with partial recovery is refused") {
  const Bytes f = Example("aa_f")["f"];
  const auto changed = [&](std::size_t at, std::uint8_t value) {
    Bytes other = f;
    other[at] = value;
    return open_representative(other);
  };
  CHECK_FALSE(changed(0, 0x4A).ok()); // total recovery: the challenge would be the chip's to choose
  CHECK_FALSE(changed(0, 0x00).ok());
  CHECK_FALSE(changed(0, 0x6C).ok());
  CHECK_FALSE(changed(0, 0x6B).ok()); // announces padding, has none
  CHECK_FALSE(changed(f.size() - 1, 0xBD).ok());
  Bytes unknown_hash = f;
  unknown_hash[f.size() - 2] = 0x31; // RIPEMD-160
  unknown_hash[f.size() - 1] = 0xCC;
  const auto opened = open_representative(unknown_hash);
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.failure().code == FailureCode::card_unsupported);
  for (std::size_t size = 0; size < 22; ++size)
    CHECK_FALSE(open_representative(ByteView(f).last(size)).ok());
  CHECK_FALSE(open_representative(Bytes(128, 0xBB)).ok());
  CHECK_FALSE(open_representative(Bytes{0x6B, 0xBB, 0xBB}).ok());
  CHECK_FALSE(open_representative(Bytes{0x6A, 0xCC}).ok());
}

TEST_CASE("Answers signed by the openssl command line pass, whatever key, hash and form") {
  REQUIRE(cases().size() == 38);
  for (const Case& one : cases()) {
    INFO(one.label);
    CHECK(one.verify(challenge()) == good);
  }
}

TEST_CASE("An answer to another challenge is a wrong answer") {
  Bytes other = challenge();
  other[7] ^= 1;
  for (const Case& one : cases()) {
    INFO(one.label);
    CHECK(one.verify(other) == wrong);
    CHECK(one.verify({}) == wrong);
  }
}

TEST_CASE("An answer by another document's key is a wrong answer") {
  const auto all = cases();
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    Case mixed = all[i];
    mixed.response = all[i + 1].response;
    INFO(mixed.label << " <- " << all[i + 1].label);
    CHECK(mixed.verify(challenge()).verdict != Verdict::passed);
  }
}

TEST_CASE("An answer that ends early or has a changed byte never passes") {
  for (const char* label :
       {"RSA 1024 sha1 BC", "RSA 1024 sha256 34CC padded by 7",
        "ECDSA prime256v1 sha256 plain named_curve", "ECDSA secp521r1 sha512 DER named_curve"}) {
    const Case whole = find(label);
    INFO(label);
    for (std::size_t at = 0; at < whole.response.size(); ++at) {
      Case cut = whole;
      cut.response.resize(at);
      const CheckResult result = cut.verify(challenge());
      REQUIRE(result.verdict == Verdict::failed);
      REQUIRE(result.reason == (at == 0 ? Reason::chip_refused : Reason::chip_answer_wrong));
      Case changed = whole;
      changed.response[at] ^= 0x10;
      REQUIRE(changed.verify(challenge()).verdict != Verdict::passed);
    }
  }
}

TEST_CASE("A DG15 that ends early or holds no usable key leaves the check undetermined") {
  const Case whole = find("ECDSA prime256v1 sha256 plain named_curve");
  for (std::size_t size = 0; size < whole.dg15.size(); ++size) {
    Case cut = whole;
    cut.dg15.resize(size);
    REQUIRE(cut.verify(challenge()).verdict == Verdict::undetermined);
  }
  Case other = whole;
  // An Ed25519 key: no document has one.
  other.dg15 = tlv(0x6F, ByteView(hex("302A300506032B6570032100"
                                      "19BF44096984CDFE8541BAC167DC3B96C85086AA30B6B6CB0C5C38AD7031"
                                      "66E1")));
  CHECK(other.verify(challenge()).reason == Reason::key_unusable);
}

TEST_CASE("The hash that DG14 names is the one that counts") {
  Case one = find("ECDSA prime256v1 sha1 plain named_curve");
  CHECK(one.verify(challenge()) == good);
  one.dg14.reset(); // by the key's size it would be SHA-256
  CHECK(one.verify(challenge()) == wrong);
  one.dg14 = naming(hex("04007F00070101040106")); // RIPEMD-160
  CHECK(one.verify(challenge()).reason == Reason::algorithm_unknown);
}

TEST_CASE("Small RSA keys and moduli of odd sizes are not judged") {
  const auto recovered = recover_message(hex("3000"), Bytes(64, 1));
  CHECK_FALSE(recovered.ok());
  const Case rsa = find("RSA 1024 sha1 BC");
  const Bytes key = to_bytes(TlvReader(rsa.dg15).next()->value);
  CHECK_FALSE(recover_message(key, Bytes(128, 0xFF)).ok()); // not below the modulus
  CHECK_FALSE(recover_message(key, Bytes(128, 0x00)).ok());
  CHECK_FALSE(recover_message(key, Bytes(127, 0x01)).ok());
}
