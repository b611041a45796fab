// SPDX-License-Identifier: EUPL-1.2
#include "evidence_sample.hpp"

#include <eid/tlv.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace foyer;
using namespace foyer::eid;
using test::sample_evidence;

TEST_CASE(
    "Evidence comes out of its bundle as it went in, and the same evidence is the same bytes") {
  const Evidence evidence = sample_evidence();
  const auto bundle = encode_evidence(evidence);
  REQUIRE(bundle.ok());
  const auto parsed = parse_evidence(*bundle);
  REQUIRE(parsed.ok());
  CHECK(*parsed == evidence);
  CHECK(*encode_evidence(*parsed) == *bundle);
}

TEST_CASE("Evidence without transcripts, files and checks has a bundle, too") {
  Evidence evidence;
  evidence.terminal = "N02";
  evidence.nonce = Bytes(evidence_nonce_size, 1);
  evidence.password = 1;
  const auto bundle = encode_evidence(evidence);
  REQUIRE(bundle.ok());
  const auto parsed = parse_evidence(*bundle);
  REQUIRE(parsed.ok());
  CHECK(*parsed == evidence);
}

TEST_CASE("A bundle that ends early is malformed, wherever it ends") {
  const Bytes bundle = *encode_evidence(sample_evidence());
  for (std::size_t size = 0; size < bundle.size(); ++size) {
    const auto parsed = parse_evidence(ByteView(bundle).first(size));
    REQUIRE_FALSE(parsed.ok());
    REQUIRE(parsed.failure().code == FailureCode::malformed);
  }
}

TEST_CASE("A changed byte of a bundle is refused or read as something else, never as the same") {
  const Evidence evidence = sample_evidence();
  const Bytes bundle = *encode_evidence(evidence);
  for (std::size_t at = 0; at < bundle.size(); ++at) {
    Bytes changed = bundle;
    changed[at] ^= 0x01;
    const auto parsed = parse_evidence(changed);
    if (parsed.ok())
      REQUIRE_FALSE(*parsed == evidence);
  }
}

TEST_CASE("A bundle written in another way is refused, so that a hash over it means one thing") {
  const Bytes bundle = *encode_evidence(sample_evidence());
  SECTION("bytes behind it") {
    Bytes longer = bundle;
    longer.push_back(0);
    CHECK_FALSE(parse_evidence(longer).ok());
  }
  SECTION("a length longer than it need be") {
    const Tlv outer = *TlvReader(bundle).next();
    REQUIRE(bundle[1] == 0x82);
    Bytes longer{0x30, 0x83, 0x00, bundle[2], bundle[3]};
    append(longer, outer.value);
    REQUIRE(TlvReader(longer).next()->value.size() == outer.value.size());
    CHECK_FALSE(parse_evidence(longer).ok());
  }
  SECTION("the same file twice") {
    // EF.DG15 becomes a second EF.DG1: the shorter name, and a byte more of content.
    Bytes twice = bundle;
    const std::string_view name = "\x0C\x07"
                                  "EF.DG15\x04\x02";
    const auto at = as_text(twice).find(name);
    REQUIRE(at != std::string_view::npos);
    const std::string_view other = "\x0C\x06"
                                   "EF.DG1\x04\x03\x01";
    std::copy(other.begin(), other.end(), twice.begin() + static_cast<std::ptrdiff_t>(at));
    CHECK_FALSE(parse_evidence(twice).ok());
  }
  SECTION("a day that no calendar has") {
    Bytes odd = bundle;
    const std::string_view day = "20261126064507Z";
    const auto at = as_text(odd).find(day);
    REQUIRE(at != std::string_view::npos);
    for (const char* bad : {"20261326064507Z", "20260230064507Z", "20261126064567Z",
                            "2026112606450 Z", "20261126064507+"}) {
      std::copy(bad, bad + day.size(), odd.begin() + static_cast<std::ptrdiff_t>(at));
      CHECK_FALSE(parse_evidence(odd).ok());
    }
  }
}

TEST_CASE("What no reader would take is not written") {
  const auto writes = [](auto change) {
    Evidence evidence = sample_evidence();
    change(evidence);
    const auto bundle = encode_evidence(evidence);
    if (!bundle.ok())
      CHECK(bundle.failure().code == FailureCode::internal);
    else
      CHECK(parse_evidence(*bundle).ok());
    return bundle.ok();
  };
  CHECK(writes([](Evidence& e) { e.terminal = std::string(128, 'N'); }));
  CHECK_FALSE(writes([](Evidence& e) { e.terminal = std::string(129, 'N'); }));
  CHECK_FALSE(writes([](Evidence& e) { e.trust_list_version = std::string(129, 'N'); }));
  CHECK_FALSE(writes([](Evidence& e) { e.nonce.pop_back(); }));
  for (int password = -1; password < 300; ++password)
    CHECK(writes([&](Evidence& e) { e.password = password; }) == (password >= 1 && password <= 4));
  CHECK(writes([](Evidence& e) { e.pace_parameters = 127; }));
  for (const int parameters : {-1, 128, 256})
    CHECK_FALSE(writes([&](Evidence& e) { e.pace_parameters = parameters; }));
  for (const std::size_t size : {0U, 7U, 9U})
    CHECK_FALSE(writes([&](Evidence& e) { e.active->challenge.resize(size); }));
  CHECK_FALSE(writes([](Evidence& e) { e.read_at = WallTime() - std::chrono::seconds(1); }));
  CHECK_FALSE(writes(
      [](Evidence& e) { e.read_at = std::chrono::sys_days(std::chrono::year{10000} / 1 / 1); }));
  // Files: twice, empty.
  CHECK_FALSE(writes([](Evidence& e) { e.add(ElementaryFile::sod, {0x77, 0x00}); }));
  CHECK_FALSE(writes([](Evidence& e) { e.files[1].content.clear(); }));
  // Claims: of a group that is none, in words that are none, too many.
  for (int group = -1; group < 300; ++group)
    CHECK(writes([&](Evidence& e) { e.checks[0].data_group = group; }) ==
          (group >= 0 && group <= 16));
  CHECK_FALSE(writes([](Evidence& e) { e.checks[0].check = std::string(129, 'c'); }));
  CHECK_FALSE(writes([](Evidence& e) { e.checks[0].verdict = std::string(129, 'c'); }));
  CHECK_FALSE(writes([](Evidence& e) { e.checks[0].reason = std::string(129, 'c'); }));
  CHECK(writes([](Evidence& e) { e.checks.resize(64, e.checks[0]); }));
  CHECK_FALSE(writes([](Evidence& e) { e.checks.resize(65, e.checks[0]); }));
  // The whole.
  CHECK(writes([](Evidence& e) { e.files[1].content.resize(255U * 1024U); }));
  CHECK_FALSE(writes([](Evidence& e) { e.files[1].content.resize(256U * 1024U); }));
}

TEST_CASE("A bundle of another challenge, password or group than there can be is malformed") {
  const Bytes bundle = *encode_evidence(sample_evidence());
  const auto with = [&](std::string_view old, std::string_view fresh) {
    Bytes changed = bundle;
    const auto at = as_text(changed).find(old);
    REQUIRE(at != std::string_view::npos);
    std::copy(fresh.begin(), fresh.end(), changed.begin() + static_cast<std::ptrdiff_t>(at));
    const auto parsed = parse_evidence(changed);
    return parsed.ok() ? "taken" : name(parsed.failure().code);
  };
  using namespace std::string_view_literals;
  CHECK(with("\x02\x01\x02\x06"sv, "\x02\x01\x03\x06"sv) == "taken");
  CHECK(with("\x02\x01\x02\x06"sv, "\x02\x01\x05\x06"sv) == "malformed");
  CHECK(with("\x02\x01\x02\x06"sv, "\x02\x01\x00\x06"sv) == "malformed");
  CHECK(with("hash\x02\x01\x01"sv, "hash\x02\x01\x10"sv) == "taken");
  CHECK(with("hash\x02\x01\x01"sv, "hash\x02\x01\x11"sv) == "malformed");
}

TEST_CASE("A bundle has no place for biometrics") {
  for (const auto file : {ElementaryFile::dg2_face, ElementaryFile::dg3_fingers,
                          ElementaryFile::dg4_irises, ElementaryFile::dg5_portrait}) {
    Evidence evidence = sample_evidence();
    evidence.add(file, {1, 2, 3});
    CHECK_FALSE(encode_evidence(evidence).ok());
    CHECK(evidence_name(file).empty());
  }
}

TEST_CASE("The challenge depends on terminal, time, nonce and document, and on nothing else") {
  const Evidence base = sample_evidence();
  const Bytes challenge = active_challenge(base);
  CHECK(challenge.size() == 8);
  const auto changed = [&](auto change) {
    Evidence other = base;
    change(other);
    return active_challenge(other);
  };
  CHECK(changed([](Evidence& e) { e.terminal = "N02"; }) != challenge);
  CHECK(changed([](Evidence& e) { e.read_at += std::chrono::seconds(1); }) != challenge);
  CHECK(changed([](Evidence& e) { e.nonce[31] ^= 1; }) != challenge);
  CHECK(changed([](Evidence& e) { e.files[1].content[2] ^= 1; }) != challenge); // EF.SOD
  CHECK(changed([](Evidence& e) { e.files[3].content[1] ^= 1; }) != challenge); // DG15
  // Not yet known when the chip is asked.
  CHECK(changed([](Evidence& e) { e.checks.clear(); }) == challenge);
  CHECK(changed([](Evidence& e) { e.active.reset(); }) == challenge);
}

TEST_CASE("The openssl command line reads a bundle by the written format") {
  const auto file = std::filesystem::temp_directory_path() /
                    ("foyer-evidence-" + std::to_string(::getpid()) + ".der");
  {
    const Bytes bundle = *encode_evidence(sample_evidence());
    std::ofstream(file, std::ios::binary) << as_text(bundle);
  }
  FILE* pipe =
      ::popen(("openssl asn1parse -inform DER -in '" + file.string() + "' 2>&1").c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string shown;
  std::array<char, 4096> part{};
  while (const std::size_t size = std::fread(part.data(), 1, part.size(), pipe))
    shown.append(part.data(), size);
  CHECK(::pclose(pipe) == 0);
  std::filesystem::remove(file);
  for (const char* wanted : {"UTF8STRING        :foyer-card-evidence-1", "UTF8STRING        :N01",
                             "GENERALIZEDTIME   :20261126064507Z", "UTF8STRING        :EF.SOD",
                             "OBJECT            :0.4.0.127.0.7.2.2.4.2.2", "cont [ 2 ]",
                             "UTF8STRING        :data_group_hash"}) {
    INFO(wanted << "\n" << shown);
    CHECK(shown.find(wanted) != std::string::npos);
  }
}

TEST_CASE("Wiped evidence holds nothing") {
  Evidence evidence = sample_evidence();
  evidence.wipe();
  CHECK(evidence == Evidence());
}
