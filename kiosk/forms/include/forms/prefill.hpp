// SPDX-License-Identifier: EUPL-1.2
// The prefill map (assistants.md §6): what a card or an earlier answer said is not asked again.
#pragma once

#include <forms/draft.hpp>

#include <optional>
#include <string>

namespace foyer::forms {

enum class CardKind : std::uint8_t { residence_card, passport };
enum class CardSex : std::uint8_t { unspecified, male, female };

// What a chip said. The caller fills it from eid; forms knows no card code.
struct CardFacts {
  CardKind kind = CardKind::residence_card;
  std::string surname;     // as in the MRZ: transliterated, perhaps cut
  std::string given_names; // empty for a person with one name
  std::string birth_date;  // ISO, possibly partial ("1990", "1990-05"), or empty
  CardSex sex = CardSex::unspecified;
  std::string nationality;     // three-letter MRZ code ("D" for Germany)
  std::string issuing_state;   // the same
  std::string document_number; // without check digit and fillers
  std::string expiry;          // ISO date
  bool verified = false;       // passive authentication against our trust list succeeded
  // What a passport's details (DG11, DG12) add; empty where it does not say.
  std::string full_surname; // in Latin letters, neither transliterated nor cut
  std::string full_given_names;
  std::string birth_place; // the town
  std::string issued;      // ISO date
  std::string authority;
};

// The name as a German form can carry it: the chip's full spelling where it holds letters of
// DIN 91379 only, else the zone's.
struct CardName {
  std::string surname;
  std::string given_names;
  bool full = false;
};
CardName best_name(const CardFacts& facts);

// Fills every field of the draft's assistant that the card can answer, source chip_dg1, or
// chip_dg11 and chip_dg12 for what its details say. Fields the assistant does not have are left
// out; a fact that is empty or says nothing is left out.
void prefill_from_card(Draft& draft, const CardFacts& facts);

// The same of what a document prints, read optically: source mrz, never verified.
void prefill_from_print(Draft& draft, CardFacts facts);

// Puts in what follows from earlier answers (Field::suggested), source answer, and keeps it true to
// them. What the visitor, staff or a card said, skipped or emptied is left alone.
void prefill_from_answers(Draft& draft, Date today);

} // namespace foyer::forms
