// SPDX-License-Identifier: EUPL-1.2
#include <forms/prefill.hpp>

#include "field_type.hpp"
#include "letters.hpp"
#include "validate.hpp"

#include <forms/evaluation.hpp>

namespace foyer::forms {

namespace {

constexpr std::size_t full_date = 10; // "1988-03-14"

class Filler {
 public:
  Filler(Draft& draft, const CardFacts& facts, Source zone)
      : draft_(draft), facts_(facts), zone_(zone) {}

  void all() {
    person();
    if (facts_.kind == CardKind::residence_card)
      residence_card();
    else
      passport();
  }

  void person() {
    const CardName name = best_name(facts_);
    const Source from = name.full ? Source::chip_dg11 : zone_;
    text("person.familienname", name.surname, from);
    if (name.given_names.empty()) {
      if (!name.surname.empty())
        put("person.ein_name", true, from);
    } else {
      text("person.vornamen", name.given_names, from);
    }
    detail("person.geburtsort", facts_.birth_place, Source::chip_dg11);
    text("person.geburtsdatum", facts_.birth_date);
    if (facts_.sex == CardSex::male)
      text("person.geschlecht", "m");
    if (facts_.sex == CardSex::female)
      text("person.geschlecht", "w");
    // XXB and XXC say "refugee", which is no nationality: that has to be asked (states.json).
    if (facts_.nationality != "XXB" && facts_.nationality != "XXC")
      if (const auto state = state_of("person.staatsangehoerigkeiten", facts_.nationality))
        put("person.staatsangehoerigkeiten", std::vector<std::string>{*state});
  }

  // The card's own number and end. For an unlimited title the card ends, not the title: then
  // titel.gueltig_bis is not relevant and falls away.
  void residence_card() {
    text("karte.alt_nummer", facts_.document_number);
    text("karte.alt_gueltig", facts_.expiry);
    text("titel.nummer", facts_.document_number);
    text("titel.gueltig_bis", facts_.expiry);
  }

  void passport() {
    text("pass.vorhanden", "ja");
    text("pass.art", "nationalpass");
    text("pass.nummer", facts_.document_number);
    text("pass.gueltig_bis", facts_.expiry);
    if (facts_.issued.size() == full_date)
      text("pass.ausgestellt", facts_.issued, Source::chip_dg12);
    detail("pass.behoerde", facts_.authority, Source::chip_dg12);
    if (const auto state = state_of("pass.staat", facts_.issuing_state))
      text("pass.staat", *state);
  }

 private:
  void put(std::string_view field, Value value) { put(field, std::move(value), zone_); }
  void put(std::string_view field, Value value, Source source) {
    // Assistants differ in their fields: one that is not there is simply not filled.
    (void)draft_.prefill(field, std::move(value), source, facts_.verified);
  }
  void text(std::string_view field, const std::string& value) { text(field, value, zone_); }
  void text(std::string_view field, const std::string& value, Source source) {
    if (!value.empty())
      put(field, value, source);
  }
  // A place or authority that its field would not take (too long, letters no name may have) is
  // better typed than cut.
  void detail(std::string_view field, const std::string& value, Source source) {
    const auto index = draft_.assistant()->find_field(field);
    if (index && !value.empty() && !validate(draft_.assistant()->fields[*index], value))
      put(field, value, source);
  }
  [[nodiscard]] std::optional<std::string> state_of(std::string_view field,
                                                    std::string_view mrz) const {
    const auto index = draft_.assistant()->find_field(field);
    if (!index || draft_.assistant()->fields[*index].codes == nullptr)
      return std::nullopt;
    const Code* code = draft_.assistant()->fields[*index].codes->find_mrz(mrz);
    if (code == nullptr)
      return std::nullopt;
    return code->code;
  }

  Draft& draft_;
  const CardFacts& facts_;
  Source zone_; // where the zone was read
};

} // namespace

CardName best_name(const CardFacts& facts) {
  const bool full = is_din_name(facts.full_surname) &&
                    (facts.full_given_names.empty() || is_din_name(facts.full_given_names)) &&
                    facts.full_given_names.empty() == facts.given_names.empty();
  if (full)
    return {facts.full_surname, facts.full_given_names, true};
  return {facts.surname, facts.given_names, false};
}

void prefill_from_card(Draft& draft, const CardFacts& facts) {
  if (!draft.assistant())
    return;
  Filler(draft, facts, Source::chip_dg1).all();
}

void prefill_from_print(Draft& draft, CardFacts facts) {
  if (!draft.assistant())
    return;
  facts.verified = false;
  Filler(draft, facts, Source::mrz).all();
}

namespace {

// True when something was put in or taken away.
bool follow(Draft& draft, const FieldState& state, const Field& field, std::size_t index,
            std::size_t row) {
  const Answer& answer = draft.answer(index, row);
  const bool followed = answer.source == Source::answer;
  // An emptied answer has its time: it is not filled in again behind somebody's back.
  const bool untouched = answer.source == Source::none && !answered(answer.value.reveal()) &&
                         !answer.skipped && answer.at == WallTime{};
  if (!state.relevant || !(followed || untouched) || answer.value.reveal() == state.suggested)
    return false;
  if (answered(state.suggested))
    return draft.prefill(field.id, state.suggested, Source::answer, false, row).ok();
  if (followed)
    draft.clear(field.id, row);
  return followed;
}

} // namespace

void prefill_from_answers(Draft& draft, Date today) {
  if (!draft.assistant() || !draft.assistant()->suggests())
    return;
  const auto& fields = draft.assistant()->fields;
  // One suggestion may follow from another; fields depend on earlier ones only, so this ends.
  for (std::size_t pass = 0; pass < fields.size(); ++pass) {
    const Evaluation evaluation = evaluate(draft, today);
    bool changed = false;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      if (!fields[i].suggested)
        continue;
      const std::size_t rows = fields[i].repeat == no_repeat ? 1 : draft.rows(fields[i].repeat);
      for (std::size_t row = 0; row < rows; ++row)
        changed = follow(draft, evaluation.field(i, row), fields[i], i, row) || changed;
    }
    if (!changed)
      return;
  }
}

} // namespace foyer::forms
