// SPDX-License-Identifier: EUPL-1.2
#include "card_desk.hpp"

#include <base/log.hpp>
#include <eid/read_document.hpp>

namespace foyer::app {

namespace {

forms::CardSex sex_of(eid::MrzSex sex) {
  switch (sex) {
  case eid::MrzSex::female: return forms::CardSex::female;
  case eid::MrzSex::male: return forms::CardSex::male;
  case eid::MrzSex::unspecified: return forms::CardSex::unspecified;
  }
  return forms::CardSex::unspecified;
}

visit::Genuine genuine_of(const eid::DocumentReading& reading) {
  if (reading.authentic())
    return visit::Genuine::yes;
  return *reading.doubt == FailureCode::signer_untrusted ? visit::Genuine::unknown
                                                         : visit::Genuine::no;
}

Token authenticity(visit::Genuine genuine) {
  switch (genuine) {
  case visit::Genuine::yes: return "yes";
  case visit::Genuine::unknown: return "signer_unknown";
  case visit::Genuine::no: return "no";
  }
  return "no";
}

std::shared_ptr<const visit::CardReading> to_visit(eid::DocumentReading& reading) {
  auto out = std::make_shared<visit::CardReading>();
  const auto& holder = reading.holder.reveal();
  out->facts = Personal(forms::CardFacts{.kind = reading.kind == eid::DocumentKind::residence_title
                                                     ? forms::CardKind::residence_card
                                                     : forms::CardKind::passport,
                                         .surname = holder.surname,
                                         .given_names = holder.given_names,
                                         .birth_date = holder.birth,
                                         .sex = sex_of(holder.sex),
                                         .nationality = holder.nationality,
                                         .issuing_state = reading.issuer,
                                         .document_number = reading.document_number.reveal(),
                                         .expiry = reading.expiry,
                                         .verified = reading.authentic()});
  out->genuine = genuine_of(reading);
  out->access = reading.access == eid::Access::pace_can ? "pace_can" : "pace_mrz";
  out->document_code = reading.document_code;
  for (const auto& check : reading.checks)
    out->checks.push_back({std::string(eid::name(check.check)),
                           std::string(eid::name(check.verdict)),
                           std::string(eid::name(check.reason))});
  const auto& evidence = reading.evidence.reveal();
  out->card_access = Personal(evidence.ef_card_access);
  out->sod = Personal(evidence.ef_sod);
  out->dg1 = Personal(evidence.ef_dg1);
  reading.wipe();
  return out;
}

Result<std::shared_ptr<const visit::CardReading>>
read_card(api::CardReader& reader, const eid::TrustList& trust, const Clock& clock,
          const Secret& digits, const std::stop_token& stop, const Report& report) {
  const auto began = clock.steady();
  FOYER_TRY(const auto can, eid::Can::parse(as_text(digits.reveal())));
  FOYER_TRY(const auto channel, reader.connect(stop));
  auto reading = eid::read_document(
      *channel, eid::Password::from_can(can), trust, clock.wall(),
      [&](eid::ReadStep step) { report(visit::CardProgressed{static_cast<int>(step) + 1}); });
  if (!reading)
    return reading.failure();
  const int apdus = reading->apdus;
  auto out = to_visit(*reading);
  log(events::CardRead{.access = "pace_can",
                       .apdus = apdus,
                       .duration = clock.steady() - began,
                       .authentic = authenticity(out->genuine)});
  return out;
}

} // namespace

CardDesk::CardDesk(std::unique_ptr<api::CardReader> reader, eid::TrustList trust,
                   const Clock& clock, Report presence)
    : reader_(std::move(reader)), trust_(std::move(trust)), clock_(clock),
      watching_([this, presence = std::move(presence)](const std::stop_token& stop) {
        reader_->watch(stop, [&](api::CardPresence now) { presence(visit::CardChanged{now}); });
      }) {}

void CardDesk::read(Secret can, Report report) {
  // std::function copies, so the move-only secret travels behind a pointer.
  auto digits = std::make_shared<const Secret>(std::move(can));
  reading_.give([this, digits, report = std::move(report)](const std::stop_token& stop) {
    auto reading = read_card(*reader_, trust_, clock_, *digits, stop, report);
    if (stop.stop_requested())
      return; // the visitor went back: a late report would meet their next try
    if (reading)
      return report(visit::CardWasRead{*reading});
    log(events::CardReadFailed{.failure = reading.failure().code});
    report(visit::CardFailed{reading.failure()});
  });
}

} // namespace foyer::app
