// SPDX-License-Identifier: EUPL-1.2
// A passport: more files than a residence title, more to check, and a face that needs a person.
#include "scripted_channel.hpp"

#include <card/documents.hpp>
#include <card/test_pki.hpp>
#include <card/virtual_card.hpp>
#include <eid/faces.hpp>
#include <eid/read_document.hpp>
#include <eid/tlv.hpp>
#include <eid/verify_evidence.hpp>

#include <catch2/catch.hpp>

#include <algorithm>

using namespace foyer;
using namespace foyer::eid;
using card::CardImage;
using card::HolderSpec;

namespace {

const WallTime now = std::chrono::sys_days(std::chrono::year(2026) / 11 / 25);
constexpr const char* chip_protocol = "0.4.0.127.0.7.2.2.3.2.2"; // CA ECDH AES-128

const card::Signer& signer() {
  static const card::Signer instance;
  return instance;
}
const TrustList& trust() {
  static const TrustList list = *TrustList::from_pem(signer().csca_pem());
  return list;
}

HolderSpec person() {
  HolderSpec holder;
  holder.document_code = "P";
  holder.surname = "MUELLER";
  return holder;
}

Bytes field(std::uint32_t tag, std::string_view value) {
  return tlv(tag, as_bytes(value));
}

Bytes latin_dg11() {
  Bytes all = field(0x5F0E, "MÜLLER<<OKSANA<MARIIA");
  append(all, field(0x5F2B, "19880314"));
  append(all, field(0x5F11, "LWIW<UKRAINE"));
  return tlv(0x6B, ByteView(all));
}

struct Extras {
  Bytes dg11 = latin_dg11();
  bool chip_key = false;   // DG14 with chip authentication
  bool active_key = false; // DG15
};

const card::TestKey& key() {
  static const card::TestKey one(card::KeyType::p256, "passport");
  return one;
}

// Signs what the image holds now.
void sign(CardImage& image, const card::SodSpec& how = {}) {
  std::vector<card::Signer::DataGroup> groups{{1, image.ef_dg1}};
  for (const auto& [id, file] : image.files)
    groups.push_back({id & 0xFF, file});
  image.ef_sod = signer().sign_sod(groups, how);
}

CardImage passport(const Extras& extras = {}) {
  CardImage image;
  image.can = "500540";
  image.mrz = card::td3_zone(person());
  image.ef_card_access = card::ef_card_access();
  image.ef_dg1 = card::ef_dg1(image.mrz);
  image.files[0x0102] = card::ef_dg2_19794(card::FaceCode::jpeg);
  image.files[0x0103] = Bytes{0x63, 0x01, 0x00};
  image.files[0x010B] = extras.dg11;
  image.files[0x010C] = card::ef_dg12();
  image.files[0x0110] = card::ef_dg16();
  if (extras.chip_key) {
    image.files[0x010E] = card::ef_dg14(
        card::security_infos({card::chip_authentication_info(chip_protocol, std::nullopt),
                              card::chip_key_info(key(), std::nullopt)}));
    image.chip_keys.push_back({chip_protocol, std::nullopt, key().pkcs8()});
  }
  if (extras.active_key) {
    image.files[0x010F] = card::ef_dg15(key());
    image.active_key = card::ChipKey{"", std::nullopt, key().pkcs8()};
    image.active_hash = "SHA-256";
  }
  sign(image);
  return image;
}

struct Run {
  Result<DocumentReading> reading;
  std::vector<std::uint16_t> asked;
};

Run read(const CardImage& image, Situation situation = Situation::visit,
         const TrustList& list = trust()) {
  card::VirtualCard chip(image);
  test::FunctionChannel channel(
      [&](ByteView command) -> Result<Bytes> { return chip.answer(command); },
      image.extended_length);
  auto reading = read_document(channel, AccessKeys::of(Password::from_can(*Can::parse("500540"))),
                               list, now, {.situation = situation, .terminal = "N01"});
  return {std::move(reading), chip.files_asked_for()};
}

CheckResult of(const DocumentReading& reading, Check check, int group = 0) {
  for (const CheckResult& result : reading.checks)
    if (result.check == check && result.data_group == group)
      return result;
  FAIL("check is missing");
  return {check, Verdict::failed};
}

bool has(const DocumentReading& reading, Check check) {
  return std::any_of(reading.checks.begin(), reading.checks.end(),
                     [&](const CheckResult& result) { return result.check == check; });
}

bool asked(const Run& run, ElementaryFile file) {
  return std::count(run.asked.begin(), run.asked.end(), file_id(file)) > 0;
}

FileOutcome outcome(const DocumentReading& reading, ElementaryFile file) {
  for (const FileReading& one : reading.files)
    if (one.file == file)
      return one.outcome;
  FAIL("file was not asked for");
  return FileOutcome::absent;
}

} // namespace

TEST_CASE("passport: zone, details and date of issue are read, checked and spelled as at home") {
  const Run run = read(passport());
  REQUIRE(run.reading.ok());
  const DocumentReading& reading = *run.reading;
  CHECK(reading.kind == DocumentKind::passport);
  CHECK(reading.authentic());
  const Holder& holder = reading.holder.reveal();
  CHECK(holder.surname == "MÜLLER");
  CHECK(holder.given_names == "OKSANA MARIIA");
  CHECK(holder.name_from_dg11);
  CHECK(holder.birth == "1988-03-14");
  CHECK(holder.birth_place == std::vector<std::string>{"LWIW", "UKRAINE"});
  CHECK(reading.issued == "2025-09-01");
  CHECK(reading.authority == "STADT NÜRNBERG");
  for (const int group : {1, 11, 12})
    CHECK(of(reading, Check::data_group_hash, group).verdict == Verdict::passed);
  CHECK(reading.evidence.reveal().terminal == "N01");
  CHECK(reading.evidence.reveal().checks.size() == reading.checks.size());
  CHECK(encode_evidence(reading.evidence.reveal()).ok());
}

TEST_CASE("passport: a visit never asks for a face, fingers, or persons to notify") {
  const Run run = read(passport());
  REQUIRE(run.reading.ok());
  for (const ElementaryFile file : {ElementaryFile::dg2_face, ElementaryFile::dg3_fingers,
                                    ElementaryFile::dg16_notify, ElementaryFile::com})
    CHECK_FALSE(asked(run, file));
  CHECK(run.reading->ef_dg2.reveal().empty());
}

TEST_CASE("passport: in a staff step its face is read, checked, and kept out of the evidence") {
  Run run = read(passport(), Situation::staff_step);
  REQUIRE(run.reading.ok());
  DocumentReading& reading = *run.reading;
  CHECK(of(reading, Check::data_group_hash, 2).verdict == Verdict::passed);
  const auto faces = parse_faces(reading.ef_dg2.reveal());
  REQUIRE(faces.ok());
  CHECK(faces->front().format == ImageFormat::jpeg);
  CHECK(reading.evidence.reveal().content(ElementaryFile::dg2_face).empty());
  CHECK_FALSE(asked(run, ElementaryFile::dg3_fingers));
  reading.wipe();
  CHECK(reading.ef_dg2.reveal().empty());
  CHECK(reading.holder.reveal().birth_place.empty());
  CHECK(reading.authority.empty());
}

TEST_CASE("passport: a residence title with the same files gives its zone alone, also to staff") {
  CardImage image = passport();
  HolderSpec holder;
  image.mrz = card::td1_zone(holder);
  image.ef_dg1 = card::ef_dg1(image.mrz);
  sign(image);
  const Run run = read(image, Situation::staff_step);
  REQUIRE(run.reading.ok());
  CHECK(run.reading->kind == DocumentKind::residence_title);
  for (const ElementaryFile file : {ElementaryFile::dg2_face, ElementaryFile::dg11_person,
                                    ElementaryFile::dg12_document, ElementaryFile::dg15_active_key})
    CHECK_FALSE(asked(run, file));
  CHECK(run.reading->holder.reveal().surname == "KOVALENKO");
}

TEST_CASE(
    "passport: chip authentication proves the chip, active authentication is then not asked") {
  const Run run = read(passport({.chip_key = true, .active_key = true}));
  REQUIRE(run.reading.ok());
  CHECK(of(*run.reading, Check::chip_authentication).verdict == Verdict::passed);
  CHECK_FALSE(has(*run.reading, Check::active_authentication));
  CHECK_FALSE(asked(run, ElementaryFile::dg15_active_key));
  CHECK(run.reading->authentic());
  CHECK(run.reading->evidence.reveal().chip.has_value());
}

TEST_CASE("passport: active authentication proves the chip where there is nothing else") {
  const Run run = read(passport({.active_key = true}));
  REQUIRE(run.reading.ok());
  CHECK(of(*run.reading, Check::active_authentication).verdict == Verdict::passed);
  CHECK(of(*run.reading, Check::data_group_hash, 15).verdict == Verdict::passed);
  CHECK(run.reading->authentic());
  CHECK(run.reading->evidence.reveal().active->challenge ==
        active_challenge(run.reading->evidence.reveal()));
}

TEST_CASE("passport: a copy is told by its chip, and what it holds is seen in doubt") {
  CardImage copy = passport({.chip_key = true});
  const card::TestKey other(card::KeyType::p256, "copy");
  copy.chip_keys.front().pkcs8 = other.pkcs8();
  Run run = read(copy);
  REQUIRE(run.reading.ok());
  CHECK(of(*run.reading, Check::chip_authentication).reason == Reason::chip_answer_wrong);
  CHECK(run.reading->doubt == FailureCode::authenticity_failed);
  CHECK(run.reading->holder.reveal().birth == "1988-03-14");

  copy = passport({.active_key = true});
  copy.active_key->pkcs8 = other.pkcs8();
  run = read(copy);
  REQUIRE(run.reading.ok());
  CHECK(of(*run.reading, Check::active_authentication).verdict == Verdict::failed);
  CHECK(run.reading->doubt == FailureCode::authenticity_failed);
}

TEST_CASE("passport: a copy that hides the key that would give it away is in doubt") {
  CardImage copy = passport({.chip_key = true});
  copy.files.erase(0x010E);
  Run run = read(copy);
  REQUIRE(run.reading.ok());
  CHECK(of(*run.reading, Check::data_group_hash, 14).reason == Reason::file_missing);
  CHECK(run.reading->doubt == FailureCode::authenticity_failed);

  copy = passport({.active_key = true});
  copy.manners.status_on_file[0x010F] = 0x6982;
  run = read(copy);
  REQUIRE(run.reading.ok());
  CHECK(outcome(*run.reading, ElementaryFile::dg15_active_key) == FileOutcome::refused);
  CHECK(run.reading->doubt == FailureCode::authenticity_failed);
}

TEST_CASE("passport: details that are missing, refused or broken leave the rest as it is") {
  CardImage image = passport();
  image.files.erase(0x010B);
  Run run = read(image);
  REQUIRE(run.reading.ok());
  CHECK(outcome(*run.reading, ElementaryFile::dg11_person) == FileOutcome::absent);
  CHECK(of(*run.reading, Check::data_group_hash, 11).verdict == Verdict::undetermined);
  CHECK(run.reading->authentic());
  CHECK(run.reading->holder.reveal().surname == "MUELLER");
  CHECK(run.reading->issued == "2025-09-01");

  // Signed like that, and yet no such structure.
  run = read(passport({.dg11 = Bytes{0x6B, 0x03, 0x5F, 0x0E, 0x05}}));
  REQUIRE(run.reading.ok());
  CHECK(outcome(*run.reading, ElementaryFile::dg11_person) == FileOutcome::malformed);
  CHECK(run.reading->holder.reveal().surname == "MUELLER");
  CHECK(run.reading->authentic());
}

TEST_CASE("passport: details with an image are read and checked, and no bundle carries them") {
  Bytes portrait{0xFF, 0xD8, 0xFF, 0xE0};
  portrait.resize(3000, 0x11);
  const auto with = [&](std::uint32_t group, std::uint32_t image_tag) {
    CardImage image = passport();
    TlvReader file(image.files.at(static_cast<std::uint16_t>(0x0100 + group)));
    Bytes fields = to_bytes(file.next()->value);
    append(fields, tlv(image_tag, ByteView(portrait)));
    image.files[static_cast<std::uint16_t>(0x0100 + group)] =
        tlv(group == 11 ? 0x6B : 0x6C, ByteView(fields));
    sign(image);
    return image;
  };
  struct Case {
    std::uint32_t group, tag;
  };
  // A proof of citizenship, the document's front and back, something unknown, a text that is none.
  for (const Case& one :
       {Case{11, 0x5F16}, Case{12, 0x5F1D}, Case{12, 0x5F1E}, Case{11, 0x5F7F}, Case{12, 0x5F1C}}) {
    INFO("DG" << one.group << " " << one.tag);
    CardImage image = with(one.group, one.tag);
    const auto file = static_cast<ElementaryFile>(0x0100 + one.group);
    const Run run = read(image);
    REQUIRE(run.reading.ok());
    CHECK(run.reading->authentic());
    CHECK(run.reading->holder.reveal().name_from_dg11);
    CHECK(run.reading->authority == "STADT NÜRNBERG");
    CHECK(of(*run.reading, Check::data_group_hash, static_cast<int>(one.group)).verdict ==
          Verdict::passed);
    const Evidence& evidence = run.reading->evidence.reveal();
    CHECK(evidence.content(file).empty());
    const Bytes bundle = encode_evidence(evidence).value();
    CHECK(as_text(bundle).find(as_text(portrait)) == std::string_view::npos);
    CHECK(verify_evidence(bundle, trust(), now)->accepted());
    // Nor does one that somebody else wrote.
    Evidence other = evidence;
    other.add(file, image.files.at(static_cast<std::uint16_t>(0x0100 + one.group)));
    CHECK_FALSE(encode_evidence(other).ok());

    // Another image than was signed: the terminal sees it, and the office hears of it.
    image.files.at(static_cast<std::uint16_t>(0x0100 + one.group)).back() ^= 1;
    const Run forged = read(image);
    REQUIRE(forged.reading.ok());
    CHECK(forged.reading->doubt == FailureCode::authenticity_failed);
    CHECK_FALSE(
        verify_evidence(encode_evidence(forged.reading->evidence.reveal()).value(), trust(), now)
            ->accepted());
  }
}

TEST_CASE("passport: details that the state did not sign are not believed") {
  CardImage image = passport();
  image.files[0x010B] = tlv(0x6B, ByteView(field(0x5F0E, "ANDERE<<FRAU")));
  const Run run = read(image);
  REQUIRE(run.reading.ok());
  CHECK(of(*run.reading, Check::data_group_hash, 11).reason == Reason::hash_wrong);
  CHECK(run.reading->doubt == FailureCode::authenticity_failed);
  CHECK(run.reading->holder.reveal().surname == "MUELLER");
}

TEST_CASE("passport: details under a forged signature are not believed, whatever their hashes") {
  for (const card::SodSpec& how :
       {card::SodSpec{.without_certificate = true}, card::SodSpec{.wrong_signature = true}}) {
    CardImage image = passport();
    sign(image, how);
    const Run run = read(image);
    REQUIRE(run.reading.ok());
    for (const int group : {11, 12})
      CHECK(of(*run.reading, Check::data_group_hash, group).verdict == Verdict::passed);
    CHECK(run.reading->doubt == FailureCode::authenticity_failed);
    const Holder& holder = run.reading->holder.reveal();
    CHECK(holder.surname == "MUELLER");
    CHECK_FALSE(holder.name_from_dg11);
    CHECK(holder.national_name.empty());
    CHECK(holder.birth_place.empty());
    CHECK(run.reading->issued.empty());
    CHECK(run.reading->authority.empty());
  }
}

TEST_CASE("passport: without its security object only the zone is read") {
  CardImage image = passport({.chip_key = true});
  image.ef_sod.clear();
  const Run run = read(image);
  REQUIRE(run.reading.ok());
  CHECK(outcome(*run.reading, ElementaryFile::sod) == FileOutcome::absent);
  CHECK(run.reading->doubt == FailureCode::authenticity_failed);
  CHECK_FALSE(asked(run, ElementaryFile::dg11_person));
  CHECK_FALSE(asked(run, ElementaryFile::dg14_security));
}

TEST_CASE("passport: a PIN is refused before a word is said to the card") {
  int commands = 0;
  test::FunctionChannel channel([&](ByteView) -> Result<Bytes> {
    ++commands;
    return fail(FailureCode::card_mute);
  });
  const auto reading =
      read_document(channel, AccessKeys::of(*Password::from_pin("123456")), trust(), now);
  REQUIRE_FALSE(reading.ok());
  CHECK(reading.failure().code == FailureCode::internal);
  CHECK(commands == 0);
}
