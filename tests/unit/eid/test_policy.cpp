// SPDX-License-Identifier: EUPL-1.2
// What may be read of whom: one test a clause (design: cards.md).
#include <eid/mrz.hpp>
#include <eid/policy.hpp>

#include <catch2/catch.hpp>

using namespace foyer::eid;

namespace {

constexpr DocumentKind kinds[] = {DocumentKind::residence_title, DocumentKind::passport,
                                  DocumentKind::identity_card, DocumentKind::other};
constexpr Situation situations[] = {Situation::visit, Situation::staff_step};

DocumentKind kind(const char* zone) {
  return kind_of(*Mrz::parse(zone));
}

} // namespace

TEST_CASE(
    "policy: the face of a residence title is never read, whoever stands there (§ 78 AufenthG)") {
  for (const Situation situation : situations)
    for (const ElementaryFile file : {ElementaryFile::dg2_face, ElementaryFile::dg3_fingers,
                                      ElementaryFile::dg4_irises, ElementaryFile::dg5_portrait})
      CHECK_FALSE(may_read(DocumentKind::residence_title, file, situation));
}

TEST_CASE("policy: a passport's face is read in a staff step and at no other time") {
  CHECK(may_read(DocumentKind::passport, ElementaryFile::dg2_face, Situation::staff_step));
  CHECK_FALSE(may_read(DocumentKind::passport, ElementaryFile::dg2_face, Situation::visit));
  CHECK_FALSE(may_read(DocumentKind::passport, ElementaryFile::dg2_face));
  // Of nothing else, also not before the zone has told what it is.
  CHECK_FALSE(
      may_read(DocumentKind::identity_card, ElementaryFile::dg2_face, Situation::staff_step));
  CHECK_FALSE(may_read(DocumentKind::other, ElementaryFile::dg2_face, Situation::staff_step));
}

TEST_CASE("policy: fingers and irises are never read of anything") {
  for (const DocumentKind kind : kinds)
    for (const Situation situation : situations) {
      CHECK_FALSE(may_read(kind, ElementaryFile::dg3_fingers, situation));
      CHECK_FALSE(may_read(kind, ElementaryFile::dg4_irises, situation));
    }
}

TEST_CASE("policy: a passport gives its zone, its details and what proves them") {
  for (const ElementaryFile file :
       {ElementaryFile::dg1_mrz, ElementaryFile::dg11_person, ElementaryFile::dg12_document,
        ElementaryFile::dg14_security, ElementaryFile::dg15_active_key, ElementaryFile::sod})
    CHECK(may_read(DocumentKind::passport, file));
}

TEST_CASE("policy: a residence title gives its zone and what proves it, no details") {
  for (const ElementaryFile file : {ElementaryFile::card_access, ElementaryFile::dg1_mrz,
                                    ElementaryFile::sod, ElementaryFile::dg14_security})
    CHECK(may_read(DocumentKind::residence_title, file));
  for (const ElementaryFile file : {ElementaryFile::dg11_person, ElementaryFile::dg12_document,
                                    ElementaryFile::dg15_active_key})
    CHECK_FALSE(may_read(DocumentKind::residence_title, file));
}

TEST_CASE("policy: what nobody needs is not read of anything") {
  for (const DocumentKind kind : kinds)
    for (const ElementaryFile file :
         {ElementaryFile::com, ElementaryFile::dg5_portrait, ElementaryFile::dg7_signature,
          ElementaryFile::dg13_optional, ElementaryFile::dg16_notify})
      CHECK_FALSE(may_read(kind, file, Situation::staff_step));
}

TEST_CASE("policy: only the card access number and the zone open a document for reading") {
  CHECK(may_open_with(PasswordKind::can));
  CHECK(may_open_with(PasswordKind::mrz));
  CHECK_FALSE(may_open_with(PasswordKind::pin));
  CHECK_FALSE(may_open_with(PasswordKind::puk));
}

TEST_CASE("kinds: the zone says what a document is") {
  const char* const title = "ARD<<YX0000T011<<<<<<<<<<<<<<<"
                            "9001011M2906302SYR<<<<<<<<<<<2"
                            "MUSTER<AL<BEISPIEL<<SAMI<<<<<<";
  CHECK(kind(title) == DocumentKind::residence_title);
  const char* const passport = "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
                               "L898902C36UTO7408122F1204159ZE184226B<<<<<10";
  CHECK(kind(passport) == DocumentKind::passport);
  const char* const refugee = "PRD<<BEISPIEL<<NORA<MARIE<<<<<<<<<<<<<<<<<<<"
                              "TPR00123<9XXB8805120F3105124<<<<<<<<<<<<<<06";
  CHECK(kind(refugee) == DocumentKind::passport);
  const char* const visa = "V<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
                           "L8988901C4XXX4009078F96121096ZE184226B<<<<<<";
  CHECK(kind(visa) == DocumentKind::other);
  const char* const card = "IDD<<L01XPVM8J2<<<<<<<<<<<<<<<"
                           "8308126<3108011D<<2108<<<<<<<5"
                           "MUSTERMANN<<ERIKA<<<<<<<<<<<<<";
  CHECK(kind(card) == DocumentKind::identity_card);
}
