// SPDX-License-Identifier: EUPL-1.2
// A whole reading, and every mishap on its way.
#include "examples.hpp"
#include "scripted_channel.hpp"

#include <card/test_pki.hpp>
#include <card/virtual_reader.hpp>
#include <eid/policy.hpp>
#include <eid/read_document.hpp>
#include <eid/tlv.hpp>
#include <eid/trust_table.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::eid;
using card::CardImage;
using card::Signer;
using card::VirtualReader;

namespace {

const WallTime now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 25);

const Signer& signer() {
  static const Signer instance;
  return instance;
}
const TrustList& trust() {
  static const TrustList list = *TrustList::from_pem(signer().csca_pem());
  return list;
}
const CardImage& specimen() {
  static const CardImage image = card::make_card({}, signer());
  return image;
}

AccessKeys with_can(std::string_view digits) {
  return AccessKeys::of(Password::from_can(*Can::parse(digits)));
}

Result<DocumentReading> read(VirtualReader& reader, std::string_view can = "500540",
                             const TrustList& list = trust()) {
  auto channel = reader.connect({});
  if (!channel.ok())
    return channel.failure();
  return read_document(**channel, with_can(can), list, now);
}

Result<DocumentReading> read(const CardImage& image, std::string_view can = "500540") {
  VirtualReader reader;
  reader.insert(image);
  return read(reader, can);
}

CheckResult of(const DocumentReading& reading, Check check) {
  for (const CheckResult& result : reading.checks)
    if (result.check == check)
      return result;
  FAIL("check is missing");
  return {check, Verdict::failed};
}

} // namespace

TEST_CASE("reading: a residence title is read, typed and authentic") {
  VirtualReader reader;
  reader.insert(specimen());
  std::vector<ReadStep> steps;
  auto channel = reader.connect({});
  const auto reading =
      read_document(**channel, with_can("500540"), trust(), now,
                    {.terminal = "N01", .progress = [&](ReadStep step) { steps.push_back(step); }});
  REQUIRE(reading.ok());
  CHECK(reading->kind == DocumentKind::residence_title);
  CHECK(reading->document_code == "AR");
  CHECK(reading->issuer == "D");
  CHECK(reading->document_number.reveal() == "YT8P3R0M4");
  CHECK(reading->expiry == "2027-08-31");
  const Holder& holder = reading->holder.reveal();
  CHECK(holder.surname == "KOVALENKO");
  CHECK(holder.given_names == "OKSANA MARIIA");
  CHECK(holder.birth == "1988-03-14");
  CHECK(holder.nationality == "UKR");
  CHECK(holder.sex == MrzSex::female);
  CHECK_FALSE(holder.name_maybe_truncated);
  CHECK(reading->access() == "pace_can");
  CHECK(reading->authentic());
  CHECK(reading->checks.size() == 7);
  CHECK(to_bytes(reading->evidence.reveal().content(ElementaryFile::dg1_mrz)) == specimen().ef_dg1);
  CHECK(to_bytes(reading->evidence.reveal().content(ElementaryFile::sod)) == specimen().ef_sod);
  CHECK(to_bytes(reading->evidence.reveal().content(ElementaryFile::card_access)) ==
        specimen().ef_card_access);
  CHECK(reading->evidence.reveal().trust_list == trust().fingerprint());
  CHECK(reading->apdus == reader.commands());
  CHECK(reading->apdus <= 13);
  CHECK(steps == std::vector{ReadStep::opening, ReadStep::security_object, ReadStep::zone,
                             ReadStep::checking});
}

TEST_CASE("reading: the evidence names the trust list that was asked, and when it was made") {
  TrustTable table;
  table.made = "2026-11-01T06:00:00Z";
  table.fingerprint = std::string(64, 'b');
  VirtualReader reader;
  reader.insert(specimen());
  const auto reading = read(reader, "500540", TrustList::from_table(table));
  REQUIRE(reading.ok());
  CHECK(reading->evidence.reveal().trust_list_version == table.made);
  CHECK(reading->evidence.reveal().trust_list == table.fingerprint);
}

TEST_CASE("reading: the zone opens the card as well as the CAN") {
  VirtualReader reader;
  reader.insert(specimen());
  auto channel = reader.connect({});
  auto password = Password::from_mrz_fields("YT8P3R0M4", "880314", "270831");
  const auto reading = read_document(**channel, AccessKeys::of(std::move(*password)), trust(), now);
  REQUIRE(reading.ok());
  CHECK(reading->access() == "pace_mrz");
  CHECK(reading->authentic());
}

TEST_CASE("reading: a wrong CAN is told, and the right one works on the same card after it") {
  VirtualReader reader;
  reader.insert(specimen());
  const auto wrong = read(reader, "500541");
  REQUIRE_FALSE(wrong.ok());
  CHECK(wrong.failure().code == FailureCode::can_wrong);
  CHECK(read(reader).ok());
}

TEST_CASE("reading: a card without extended length is read in short pieces") {
  CardImage image = specimen();
  image.extended_length = false;
  const auto reading = read(image);
  REQUIRE(reading.ok());
  CHECK(reading->authentic());
  CHECK(to_bytes(reading->evidence.reveal().content(ElementaryFile::sod)) == image.ef_sod);
}

TEST_CASE("reading: a card pulled at any command is told as removed") {
  VirtualReader reader;
  reader.insert(specimen());
  const int commands = read(reader)->apdus;
  for (int index = 0; index < commands; ++index) {
    INFO("pulled at command " << index);
    reader.insert(specimen());
    reader.remove_after(index);
    const auto reading = read(reader);
    REQUIRE_FALSE(reading.ok());
    CHECK(reading.failure().code == FailureCode::card_removed);
    CHECK(read(reader).failure().code == FailureCode::card_absent);
    reader.insert(specimen());
    CHECK(read(reader).ok());
  }
}

TEST_CASE("reading: an answer truncated anywhere never passes as authentic data") {
  VirtualReader reader;
  reader.insert(specimen());
  std::vector<std::size_t> sizes;
  reader.bend([&](int, ByteView, Bytes answer) {
    sizes.push_back(answer.size());
    return answer;
  });
  REQUIRE(read(reader).ok());
  for (std::size_t command = 0; command < sizes.size(); ++command)
    for (std::size_t size = 0; size < sizes[command]; size += size < 40 ? 1 : 37) {
      INFO("command " << command << " cut to " << size);
      reader.insert(specimen());
      reader.bend([&](int index, ByteView, Bytes answer) {
        if (index == static_cast<int>(command))
          answer.resize(size);
        return answer;
      });
      const auto reading = read(reader);
      // A read may be tried again, in another size or after the card was opened anew; then all that
      // was read is true.
      if (reading.ok() && reading->authentic()) {
        CHECK(to_bytes(reading->evidence.reveal().content(ElementaryFile::dg1_mrz)) ==
              specimen().ef_dg1);
        CHECK(to_bytes(reading->evidence.reveal().content(ElementaryFile::sod)) ==
              specimen().ef_sod);
      }
    }
}

TEST_CASE("reading: a flipped bit in any answer never yields other data as authentic") {
  VirtualReader reader;
  reader.insert(specimen());
  std::vector<std::size_t> sizes;
  reader.bend([&](int, ByteView, Bytes answer) {
    sizes.push_back(answer.size());
    return answer;
  });
  REQUIRE(read(reader).ok());
  for (std::size_t command = 0; command < sizes.size(); ++command)
    for (std::size_t at = 0; at < sizes[command]; at += 7) {
      reader.insert(specimen());
      reader.bend([&](int index, ByteView, Bytes answer) {
        if (index == static_cast<int>(command) && at < answer.size())
          answer[at] ^= 0x10;
        return answer;
      });
      const auto reading = read(reader);
      if (!reading.ok())
        continue;
      CHECK(reading->holder.reveal().birth == "1988-03-14");
    }
}

TEST_CASE("reading: a tampered DG1 is read but doubted") {
  CardImage image = specimen();
  card::HolderSpec other;
  other.birth = "990101";
  image.ef_dg1 = card::ef_dg1(card::td1_zone(other));
  const auto reading = read(image);
  REQUIRE(reading.ok());
  CHECK(reading->holder.reveal().birth == "1999-01-01");
  CHECK(reading->doubt == FailureCode::authenticity_failed);
  CHECK(of(*reading, Check::data_group_hash).reason == Reason::hash_wrong);
}

TEST_CASE("reading: a tampered or missing SOD is a reading in doubt, not a lost one") {
  CardImage image = specimen();
  image.ef_sod.back() ^= 1;
  auto reading = read(image);
  REQUIRE(reading.ok());
  CHECK(reading->doubt == FailureCode::authenticity_failed);
  CHECK(of(*reading, Check::sod_signature).verdict == Verdict::failed);

  image.ef_sod.clear();
  reading = read(image);
  REQUIRE(reading.ok());
  CHECK(reading->doubt == FailureCode::authenticity_failed);
  CHECK(of(*reading, Check::sod_signature).reason == Reason::sod_missing);

  // A file that promises more than it holds.
  image.ef_sod = test::hex("7782010030");
  reading = read(image);
  REQUIRE(reading.ok());
  CHECK(reading->doubt == FailureCode::authenticity_failed);
}

TEST_CASE("reading: an untrusted signer is told apart from a forgery") {
  const Signer stranger;
  const auto reading = read(card::make_card({}, stranger));
  REQUIRE(reading.ok());
  CHECK(reading->doubt == FailureCode::signer_untrusted);
  CHECK_FALSE(reading->authentic());
}

TEST_CASE("reading: an expired document signer makes a doubt") {
  card::SignerSpec spec;
  spec.signer_until = now - std::chrono::hours(24);
  const Signer old(spec);
  VirtualReader reader;
  reader.insert(card::make_card({}, old));
  const auto reading = read(reader, "500540", *TrustList::from_pem(old.csca_pem()));
  REQUIRE(reading.ok());
  CHECK(reading->doubt == FailureCode::authenticity_failed);
  CHECK(of(*reading, Check::signer_validity).reason == Reason::signer_expired);
}

TEST_CASE(
    "reading: wrong check digits in a signed zone are noted without a doubt about the signature") {
  CardImage image = specimen();
  std::string zone = card::td1_zone({});
  zone[14] = zone[14] == '0' ? '1' : '0';
  image.ef_dg1 = card::ef_dg1(zone);
  image.ef_sod = signer().sign_sod({{1, image.ef_dg1}});
  const auto reading = read(image);
  REQUIRE(reading.ok());
  CHECK(of(*reading, Check::mrz_check_digits).verdict == Verdict::failed);
  CHECK(reading->authentic());
}

TEST_CASE("reading: unknown SecurityInfos beside PACE do not disturb") {
  CardImage image = specimen();
  Bytes infos = test::hex("301B060B04007F000702020B010203300902010102010002010102014F");
  append(infos, TlvReader(image.ef_card_access).next(0x31)->value);
  append(infos, test::hex("300506032A0304"));
  image.ef_card_access = tlv(0x31, ByteView(infos));
  const auto reading = read(image);
  REQUIRE(reading.ok());
  CHECK(reading->authentic());
}

TEST_CASE("reading: a card without PACE or without EF.CardAccess is unsupported") {
  CardImage image = specimen();
  image.ef_card_access = test::hex("3109300706052A03040506");
  CHECK(read(image).failure().code == FailureCode::card_unsupported);
  image.ef_card_access.clear();
  CHECK(read(image).failure().code == FailureCode::card_unsupported);
}

TEST_CASE("reading: a zone that is none is malformed") {
  CardImage image = specimen();
  image.ef_dg1 = card::ef_dg1("NOT A ZONE");
  CHECK(read(image).failure().code == FailureCode::card_data_malformed);
  image.ef_dg1 = test::hex("6103040100");
  CHECK(read(image).failure().code == FailureCode::card_data_malformed);
}

TEST_CASE("reading: kinds of documents are told by their zone") {
  const auto kind = [](const char* code, const char* issuer) {
    card::HolderSpec holder;
    holder.document_code = code;
    holder.issuer = issuer;
    return read(card::make_card(holder, signer()))->kind;
  };
  CHECK(kind("AR", "D") == DocumentKind::residence_title);
  CHECK(kind("AT", "D") == DocumentKind::residence_title);
  CHECK(kind("ID", "D") == DocumentKind::identity_card);
  CHECK(kind("AR", "FRA") == DocumentKind::other);
  CHECK(kind("C", "UTO") == DocumentKind::other);
}

TEST_CASE("reading: long names are marked as maybe cut") {
  card::HolderSpec holder;
  holder.surname = "WARNAKULASOORIYABEISPIEL";
  holder.given_names = "DILHANI";
  const auto reading = read(card::make_card(holder, signer()));
  REQUIRE(reading.ok());
  CHECK(reading->holder.reveal().name_maybe_truncated);
  CHECK(reading->holder.reveal().given_names == "DILH");
}

TEST_CASE("reading: a residence title is asked for its zone and for what proves it, no more") {
  card::VirtualCard chip(specimen());
  test::FunctionChannel channel(
      [&](ByteView command) -> Result<Bytes> { return chip.answer(command); });
  REQUIRE(read_document(channel, with_can("500540"), trust(), now).ok());
  CHECK(chip.files_asked_for() == std::vector<std::uint16_t>{0x011C, 0x2F01, 0x011D, 0x0101});
}

TEST_CASE("reading: a wiped reading holds nothing personal") {
  auto reading = read(specimen());
  REQUIRE(reading.ok());
  reading->wipe();
  CHECK(reading->holder.reveal().surname.empty());
  CHECK(reading->mrz.reveal().document_number.empty());
  CHECK(reading->evidence.reveal().files.empty());
  CHECK(reading->document_number.reveal().empty());
}
