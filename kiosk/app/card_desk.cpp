// SPDX-License-Identifier: EUPL-1.2
#include "card_desk.hpp"

#include "card_sex.hpp"
#include "page_fault.hpp"

#include <base/log.hpp>
#include <eid/faces.hpp>
#include <eid/read_document.hpp>

#include <utility>

namespace foyer::app {

namespace {

visit::Genuine to_visit(eid::Genuine genuine) {
  switch (genuine) {
  case eid::Genuine::yes: return visit::Genuine::yes;
  case eid::Genuine::signer_unknown: return visit::Genuine::unknown;
  case eid::Genuine::no: return visit::Genuine::no;
  }
  return visit::Genuine::no;
}

// For the log, which takes no text.
Token authenticity(eid::Genuine genuine) {
  switch (genuine) {
  case eid::Genuine::yes: return "yes";
  case eid::Genuine::signer_unknown: return "signer_unknown";
  case eid::Genuine::no: return "no";
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
  auto& facts = out->facts.reveal();
  if (holder.name_from_dg11) {
    const eid::Mrz& zone = reading.mrz.reveal();
    facts.full_surname = std::exchange(facts.surname, zone.surname);
    facts.full_given_names = std::exchange(facts.given_names, zone.given_names);
  }
  if (!holder.birth_place.empty())
    facts.birth_place = holder.birth_place.front();
  facts.issued = reading.issued;
  facts.authority = reading.authority;
  out->genuine = to_visit(reading.genuine());
  out->access = reading.access();
  out->document_code = reading.document_code;
  for (const auto& check : reading.checks)
    out->checks.push_back({std::string(eid::name(check.check)),
                           std::string(eid::name(check.verdict)),
                           std::string(eid::name(check.reason)), check.data_group});
  if (auto bundle = eid::encode_evidence(reading.evidence.reveal()))
    out->evidence = Personal(std::move(*bundle));
  else // the office gets the application without: somebody should know
    log(events::Fault{.room = "card", .failure = bundle.failure().code});
  reading.wipe();
  return out;
}

// The page's progress line knows four steps, of which the first is that a card lies there.
int shown(eid::ReadStep step) {
  switch (step) {
  case eid::ReadStep::opening: return 1;
  case eid::ReadStep::checking: return 3;
  default: return 2;
  }
}

// For the log, which takes no text.
Token way_in(const eid::DocumentReading& reading) {
  if (reading.protocol == eid::AccessProtocol::bac)
    return "bac_mrz";
  if (reading.password == eid::PasswordKind::can)
    return "pace_can";
  return "pace_mrz";
}

Result<eid::AccessKeys> keys_of(const visit::ReadCard& what) {
  if (const auto* number = std::get_if<Secret>(&what.key)) {
    FOYER_TRY(const auto can, eid::Can::parse(as_text(number->reveal())));
    return eid::AccessKeys::of(eid::Password::from_can(can));
  }
  const auto& zone = std::get<visit::DocumentZone>(what.key);
  FOYER_TRY(auto password, eid::Password::from_mrz_fields(as_text(zone.number.reveal()),
                                                          as_text(zone.birth.reveal()),
                                                          as_text(zone.expiry.reveal())));
  return eid::AccessKeys::of(std::move(password));
}

// What reads a document, but for what opens it.
struct Desk {
  api::CardReader& reader;
  const eid::TrustList& trust;
  const Clock& clock;
};

Result<eid::DocumentReading> open_and_read(const Desk& desk, const visit::ReadCard& what,
                                           const eid::ReadOptions& how,
                                           const std::stop_token& stop) {
  FOYER_TRY(const auto keys, keys_of(what));
  FOYER_TRY(const auto channel, desk.reader.connect(stop));
  auto reading = eid::read_document(*channel, keys, desk.trust, desk.clock.wall(), how);
  const bool zone = std::holds_alternative<visit::DocumentZone>(what.key);
  if (!reading && zone && reading.failure().code == FailureCode::can_wrong) {
    auto failure = reading.failure();
    failure.code = FailureCode::zone_wrong; // what was typed were the printed data
    return failure;
  }
  return reading;
}

Result<std::shared_ptr<const visit::CardReading>>
read_card(const Desk& desk, const std::string& terminal, const visit::ReadCard& what,
          const std::stop_token& stop, const Report& report) {
  const auto began = desk.clock.steady();
  FOYER_TRY(
      auto reading,
      open_and_read(
          desk, what,
          {.terminal = terminal,
           .progress = [&](eid::ReadStep step) { report(visit::CardProgressed{shown(step)}); }},
          stop));
  const int apdus = reading.apdus;
  const Token access = way_in(reading);
  const Token genuine = authenticity(reading.genuine());
  auto out = to_visit(reading);
  log(events::CardRead{.access = access,
                       .apdus = apdus,
                       .duration = desk.clock.steady() - began,
                       .authentic = genuine});
  return out;
}

staff::Authentic for_staff(eid::Genuine genuine) {
  switch (genuine) {
  case eid::Genuine::yes: return staff::Authentic::yes;
  case eid::Genuine::signer_unknown: return staff::Authentic::unknown;
  case eid::Genuine::no: return staff::Authentic::no;
  }
  return staff::Authentic::no;
}

Result<std::shared_ptr<const staff::Portrait>>
portrait(ByteView ef_dg2, const pages::PageWorkerConfig& config, const std::stop_token& stop) {
  FOYER_TRY(const auto faces, eid::parse_faces(ef_dg2));
  if (faces.empty())
    return fail(FailureCode::card_data_malformed, "no face");
  FOYER_TRY(auto picture, pages::PageWorker(config).decode_face(faces.front().image, stop));
  auto face = std::make_shared<staff::Portrait>();
  face->width = picture.width;
  face->height = picture.height;
  face->rgba = std::move(picture.rgba);
  return std::shared_ptr<const staff::Portrait>(std::move(face));
}

// Not the machine's: there is no face on it, or no picture that can be shown.
bool is_the_chips(FailureCode code) {
  return code == FailureCode::card_data_malformed || code == FailureCode::image_malformed ||
         code == FailureCode::page_too_large;
}

staff::WorkEvent read_face(const Desk& desk, const std::string& terminal,
                           const pages::PageWorkerConfig& pages, std::uint64_t number,
                           const visit::ReadCard& what, const std::stop_token& stop) {
  auto reading = open_and_read(
      desk, what, {.situation = eid::Situation::staff_step, .terminal = terminal}, stop);
  if (!reading) {
    log(events::CardReadFailed{.failure = reading.failure().code});
    return staff::FaceNotRead{number, staff::NoFace::failed, reading.failure().code};
  }
  if (reading->kind == eid::DocumentKind::residence_title) {
    reading->wipe();
    return staff::FaceNotRead{number, staff::NoFace::residence_title, std::nullopt};
  }
  auto face = portrait(reading->ef_dg2.reveal(), pages, stop);
  const auto authentic = for_staff(reading->genuine());
  reading->wipe();
  if (!face && is_the_chips(face.failure().code))
    return staff::FaceNotRead{number, staff::NoFace::not_given, std::nullopt};
  if (!face) {
    note_page_fault(face.failure());
    return staff::FaceNotRead{number, staff::NoFace::failed, face.failure().code};
  }
  log(events::FaceShown{});
  return staff::FaceRead{number, std::move(*face), authentic};
}

} // namespace

CardDesk::CardDesk(std::unique_ptr<api::CardReader> reader, eid::TrustList trust,
                   const Clock& clock, std::string terminal, pages::PageWorkerConfig pages,
                   Report presence)
    : reader_(std::move(reader)), trust_(std::move(trust)), clock_(clock),
      terminal_(std::move(terminal)), pages_(std::move(pages)),
      watching_([this, presence = std::move(presence)](const std::stop_token& stop) {
        reader_->watch(stop, [&](api::CardPresence now) { presence(visit::CardChanged{now}); });
      }) {}

void CardDesk::read(visit::ReadCard what, Report report) {
  // std::function copies, so the move-only secrets travel behind a pointer.
  auto shared = std::make_shared<const visit::ReadCard>(std::move(what));
  reading_.give([this, shared, report = std::move(report)](const std::stop_token& stop) {
    auto reading = read_card({*reader_, trust_, clock_}, terminal_, *shared, stop, report);
    if (stop.stop_requested())
      return; // the visitor went back: a late report would meet their next try
    if (reading)
      return report(visit::CardWasRead{*reading});
    log(events::CardReadFailed{.failure = reading.failure().code});
    report(visit::CardFailed{reading.failure()});
  });
}

void CardDesk::read_face(std::uint64_t number, visit::DocumentZone zone,
                         std::function<void(staff::WorkEvent)> report) {
  auto shared = std::make_shared<const visit::ReadCard>(visit::ReadCard{std::move(zone)});
  face_.request_stop();
  face_ = std::stop_source();
  reading_.give([this, number, shared, face = face_,
                 report = std::move(report)](const std::stop_token& stop) {
    // Two may stop it: who asked for the face, and who ends all readings.
    const std::stop_callback all(stop, [own = face]() mutable { own.request_stop(); });
    auto event = app::read_face({*reader_, trust_, clock_}, terminal_, pages_, number, *shared,
                                face.get_token());
    if (!face.stop_requested())
      report(std::move(event));
  });
}

} // namespace foyer::app
