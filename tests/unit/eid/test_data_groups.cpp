// SPDX-License-Identifier: EUPL-1.2
#include "examples.hpp"

#include <eid/data_groups.hpp>
#include <eid/tlv.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::eid;

namespace {

Bytes text(std::string_view value) {
  return to_bytes(as_bytes(value));
}
Bytes field(std::uint32_t tag, std::string_view value) {
  return tlv(tag, ByteView(text(value)));
}
Bytes joined(std::initializer_list<Bytes> parts) {
  Bytes all;
  for (const Bytes& part : parts)
    append(all, part);
  return all;
}

// All tags of 9303-10 §4.7.11, with the values of its example where it has one.
Bytes dg11() {
  const Bytes others = tlv(0xA0, ByteView(joined({test::hex("020102"), field(0x5F0F, "BROWN<<TOM"),
                                                  field(0x5F0F, "SINGLE")})));
  return tlv(0x6B, ByteView(joined({
                       test::hex("5C0E5F0E5F0F5F105F2B5F115F425F12"),
                       field(0x5F0E, "Ковальчук<<Оксана<Марія"),
                       others,
                       field(0x5F10, "1234567890"),
                       field(0x5F2B, "19880314"),
                       field(0x5F11, "ANYTOWN<MN"),
                       field(0x5F42, "123 MAPLE RD<ANYTOWN<MN"),
                       field(0x5F12, "1612 555 1212"),
                       field(0x5F13, "TRAVEL<AGENT"),
                       field(0x5F14, "DR"),
                       field(0x5F15, "summary"),
                       tlv(0x5F16, ByteView(test::hex("FFD8FFE0"))),
                       field(0x5F17, "A1234567<B7654321"),
                       field(0x5F18, "custody"),
                       field(0x5F7F, "of a later edition"),
                   })));
}

Bytes dg12() {
  return tlv(
      0x6C,
      ByteView(joined({
          test::hex("5C065F195F265F1A"),
          field(0x5F19, "UNITED STATES OF AMERICA"),
          field(0x5F26, "20020531"),
          tlv(0xA0, ByteView(joined({test::hex("020101"), field(0x5F1A, "SMITH<<BRENDA<P")}))),
          field(0x5F1B, "endorsed"),
          field(0x5F1C, "tax"),
          tlv(0x5F1D, ByteView(test::hex("FFD8"))),
          tlv(0x5F1E, ByteView(test::hex("FFD8"))),
          tlv(0x5F55, ByteView(test::hex("20020601123045"))),
          field(0x5F56, "SYS-1"),
      })));
}

Bytes dg16() {
  const Bytes one =
      tlv(0xA1, ByteView(joined({field(0x5F50, "20020101"), field(0x5F51, "SMITH<<CHARLES<R"),
                                 field(0x5F52, "19525551212"),
                                 field(0x5F53, "123 MAPLE RD<ANYTOWN<MN<55100")})));
  const Bytes two = tlv(0xA2, ByteView(joined({field(0x5F51, "BROWN<<MARY")})));
  return tlv(0x70, ByteView(joined({test::hex("020102"), one, two})));
}

using Texts = std::vector<std::string>;

} // namespace

TEST_CASE("data groups: EF.COM lists versions and groups") {
  // 9303-10 §4.6.1.3: LDS 1.7, Unicode 4.0.0, DG1, 2, 4 and 12.
  const auto common = parse_ef_com(test::hex("60165F0104303130375F36063034303030305C046175766C"));
  REQUIRE(common.ok());
  CHECK(common->lds_version == "0107");
  CHECK(common->unicode_version == "040000");
  CHECK(common->data_groups == std::vector{1, 2, 4, 12});
  CHECK(parse_ef_com(test::hex("60025C00"))->data_groups.empty());
  CHECK(parse_ef_com(test::hex("60055C03616FAA"))->data_groups == std::vector{1, 15});
  CHECK_FALSE(parse_ef_com(test::hex("61025C00")).ok());
}

TEST_CASE("data groups: DG11 gives every tag of the person's details") {
  const auto person = parse_dg11(dg11());
  REQUIRE(person.ok());
  CHECK(person->full_name == FullName{"Ковальчук", "Оксана Марія"});
  CHECK(person->other_names == std::vector{FullName{"BROWN", "TOM"}, FullName{"SINGLE", ""}});
  CHECK(person->personal_number == "1234567890");
  CHECK(person->birth == "1988-03-14");
  CHECK(person->birth_place == Texts{"ANYTOWN", "MN"});
  CHECK(person->address == Texts{"123 MAPLE RD", "ANYTOWN", "MN"});
  CHECK(person->telephone == "1612 555 1212");
  CHECK(person->profession == "TRAVEL AGENT");
  CHECK(person->title == "DR");
  CHECK(person->summary == "summary");
  CHECK(person->has_proof_of_citizenship);
  CHECK(person->other_documents == Texts{"A1234567", "B7654321"});
  CHECK(person->custody == "custody");
}

TEST_CASE("data groups: DG12 and DG16 give every tag") {
  const auto document = parse_dg12(dg12());
  REQUIRE(document.ok());
  CHECK(document->authority == "UNITED STATES OF AMERICA");
  CHECK(document->issued == "2002-05-31");
  CHECK(document->other_persons == std::vector{FullName{"SMITH", "BRENDA P"}});
  CHECK(document->endorsements == "endorsed");
  CHECK(document->tax_or_exit == "tax");
  CHECK(document->has_front_image);
  CHECK(document->has_rear_image);
  CHECK(document->personalised == "2002-06-01");
  CHECK(document->personalisation_system == "SYS-1");

  const auto people = parse_dg16(dg16());
  REQUIRE(people.ok());
  REQUIRE(people->size() == 2);
  CHECK(people->at(0).recorded == "2002-01-01");
  CHECK(people->at(0).name == FullName{"SMITH", "CHARLES R"});
  CHECK(people->at(0).telephone == "19525551212");
  CHECK(people->at(0).address == Texts{"123 MAPLE RD", "ANYTOWN", "MN", "55100"});
  CHECK(people->at(1).name == FullName{"BROWN", "MARY"});
}

// ICAO 9303-10 App. A; where the printed lengths of DG11 are wrong (6B 63, 5F12 0E) they are put
// right, as gmrtd does in its own tests.
TEST_CASE("data groups: the published examples are read") {
  const auto common = parse_ef_com(test::hex("60145F0104303130365F36063034303030305C026175"));
  CHECK(common->lds_version == "0106");
  CHECK(common->unicode_version == "040000");
  CHECK(common->data_groups == std::vector{1, 2});

  const auto person =
      parse_dg11(test::hex("6B605C0A5F0E5F115F425F125F135F0E0D534D4954483C3C4A4F484E3C4A5F110A414E5"
                           "9544F574E3C4D4E5F4217313233204D41504C452052443C414E59544F574E3C4D4E5F12"
                           "0B31363132353535313231325F130C54524156454C3C4147454E54"));
  REQUIRE(person.ok());
  CHECK(person->full_name == FullName{"SMITH", "JOHN J"});
  CHECK(person->birth_place == Texts{"ANYTOWN", "MN"});
  CHECK(person->address == Texts{"123 MAPLE RD", "ANYTOWN", "MN"});
  CHECK(person->telephone == "16125551212");
  CHECK(person->profession == "TRAVEL AGENT");

  const auto people = parse_dg16(test::hex(
      "7081A2020102A14C5F500832303032303130315F5110534D4954483C3C434841524C45533C525F520B3139353235"
      "3535313231325F531D313233204D41504C452052443C414E59544F574E3C4D4E3C3535313030A24F5F5008323030"
      "32303331355F510D42524F574E3C3C4D4152593C4A5F520B31343135353535313231325F5323343920524544574F"
      "4F44204C4E3C4F4345414E20425245455A453C43413C3934303030"));
  REQUIRE(people->size() == 2);
  CHECK(people->at(0).name == FullName{"SMITH", "CHARLES R"});
  CHECK(people->at(1).recorded == "2002-03-15");
  CHECK(people->at(1).address == Texts{"49 REDWOOD LN", "OCEAN BREEZE", "CA", "94000"});
}

TEST_CASE("data groups: dates are read in both spellings, unknown parts fall away") {
  const auto birth = [](ByteView value) {
    return parse_dg11(tlv(0x6B, ByteView(tlv(0x5F2B, value))))->birth;
  };
  CHECK(birth(test::hex("19880314")) == "1988-03-14"); // two digits a byte
  CHECK(birth(text("19880314")) == "1988-03-14");
  CHECK(birth(text("19880300")) == "1988-03");
  CHECK(birth(text("19880000")) == "1988");
  CHECK(birth(text("1988<<<<")) == "1988");
  CHECK(birth(text("19880<00")) == "1988");
  // Neither known nor unknown.
  for (const char* half : {"19<<<<<<", "198<0314", "19841<00", "1984<100", "198403<1", "1984031<",
                           "1984-000", "19840-14"})
    CHECK(birth(text(half)) == "");
  CHECK(birth(text("19880230")) == "");
  CHECK(birth(text("19881301")) == "");
  CHECK(birth(text("00000000")) == "");
  CHECK(birth(text("1988-3-4")) == "");
  CHECK(birth(test::hex("1988031A")) == "");
  CHECK(birth(text("198803")) == "");
}

TEST_CASE("data groups: a name that cannot be trusted to be text is left out") {
  const auto name = [](ByteView value) {
    return parse_dg11(tlv(0x6B, ByteView(tlv(0x5F0E, value))))->full_name;
  };
  CHECK(name(text("MÜLLER<<JÖRG")) == FullName{"MÜLLER", "JÖRG"});
  CHECK(name(test::hex("4DDC4C4C4552")).empty()); // Latin-1
  CHECK(name(test::hex("4D00")).empty());         // a control character
  CHECK(name(text("A\u202EB")).empty());          // turns the reading direction
  CHECK(name(test::hex("C0BC")).empty());         // an overlong '<'
  CHECK(name(test::hex("EDA080")).empty());       // half a surrogate pair
  CHECK(name(test::hex("F4908080")).empty());     // beyond Unicode
  CHECK(name(test::hex("E2")).empty());           // cut
  CHECK(name(text("<<<<")).empty());
  CHECK(name(text("  ALI   BABA  ")) == FullName{"ALI BABA", ""});
}

TEST_CASE("data groups: Latin script is told from others") {
  for (const char* latin : {"Müller-Lüdenscheidt", "Nguyễn Thị Lan", "O’Connor", "Șerban", "Žižka",
                            "Ǩ", "Ərəbov", "d'Été (Jr.)", "İnönü", ""})
    CHECK(is_latin(latin));
  for (const char* other : {"Ковальчук", "Αθηνά", "محمد", "李", "Anna Ковальчук", "Anna1", "A\xFF"})
    CHECK_FALSE(is_latin(other));
}

TEST_CASE("data groups: what is cut anywhere is refused or says less, never more") {
  const auto each = [](const Bytes& whole, auto parse) {
    for (std::size_t size = 0; size < whole.size(); ++size) {
      INFO("cut to " << size);
      CHECK_FALSE(parse(ByteView(whole).first(size)).ok());
    }
    CHECK(parse(whole).ok());
  };
  each(dg11(), [](ByteView file) { return parse_dg11(file); });
  each(dg12(), [](ByteView file) { return parse_dg12(file); });
  each(dg16(), [](ByteView file) { return parse_dg16(file); });
  each(test::hex("60075F010430313037"), [](ByteView file) { return parse_ef_com(file); });
}

TEST_CASE("data groups: details hold text alone when every field is a known one of text") {
  const auto with = [](std::uint32_t group, const Bytes& field) {
    return holds_text_alone(tlv(group, ByteView(field)));
  };
  for (const std::uint32_t group : {0x6BU, 0x6CU}) {
    CHECK(with(group, {}));
    CHECK(with(group, test::hex("5C045F0E5F115F0E03414243")));
    CHECK(with(group, test::hex("A0090201015F0F03414243")));
    CHECK(with(group, test::hex("A0090201015F1A03414243")));
    CHECK(with(group, test::hex("5F2B0419880314")));
    CHECK_FALSE(with(group, test::hex("5F1603414243"))); // proof of citizenship
    CHECK_FALSE(with(group, test::hex("5F1D03414243"))); // the document's front
    CHECK_FALSE(with(group, test::hex("5F1E00")));       // and back
    CHECK_FALSE(with(group, test::hex("5F4003414243"))); // what no document should have there
    CHECK_FALSE(with(group, test::hex("5F0E03FFD8FF"))); // no text
    CHECK_FALSE(with(group, test::hex("A0065F1D03414243")));
    CHECK_FALSE(with(group, test::hex("A0065F0F03FFD8FF")));
    CHECK_FALSE(with(group, test::hex("A0050203FFD8FF")));
    CHECK_FALSE(with(group, tlv(0x5C, ByteView(Bytes(65, 0x5F)))));
    CHECK_FALSE(with(group, tlv(0x5F2B, ByteView(Bytes(15, '1')))));
    const Bytes whole = tlv(group, ByteView(test::hex("5F0E03414243A0090201015F0F03414243")));
    CHECK(holds_text_alone(whole));
    for (std::size_t size = 0; size < whole.size(); ++size)
      CHECK_FALSE(holds_text_alone(ByteView(whole).first(size)));
    CHECK_FALSE(holds_text_alone(joined({whole, test::hex("00")})));
  }
  CHECK_FALSE(with(0x61, {}));
  CHECK_FALSE(holds_text_alone(dg11())); // all tags, images among them
  CHECK_FALSE(holds_text_alone(dg12()));
}

TEST_CASE("data groups: wiped details hold nothing") {
  auto person = *parse_dg11(dg11());
  person.wipe();
  CHECK(person.full_name.empty());
  CHECK(person.address.empty());
  auto document = *parse_dg12(dg12());
  document.wipe();
  CHECK(document.other_persons.empty());
}
