// SPDX-License-Identifier: EUPL-1.2
#include <eid/read_document.hpp>

#include <eid/card_session.hpp>
#include <eid/pace.hpp>
#include <eid/policy.hpp>
#include <eid/tlv.hpp>

#include <array>

namespace foyer::eid {
namespace {

// The eMRTD application (ICAO 9303-10 §3.6.2).
constexpr std::array<std::uint8_t, 7> emrtd_application{0xA0, 0x00, 0x00, 0x02, 0x47, 0x10, 0x01};

Result<Bytes> read(CardSession& session, DocumentKind kind, ElementaryFile file) {
  if (!may_read(kind, file))
    return fail(FailureCode::internal, "policy: file is not to be read");
  return session.read_file(file);
}

// EF.CardAccess lies in the master file, which is selected after power-up; a card that someone else
// has talked to before may have wandered off.
Result<Bytes> read_card_access(CardSession& session) {
  auto first = read(session, DocumentKind::other, ElementaryFile::card_access);
  if (first.ok() || first.failure().code != FailureCode::card_unsupported)
    return first;
  FOYER_TRY(const ResponseApdu selected, session.exchange({0x00, 0xA4, 0x00, 0x0C, {0x3F, 0x00}}));
  if (!selected.ok())
    return first;
  return read(session, DocumentKind::other, ElementaryFile::card_access);
}

Status open_card(CardSession& session, const Password& password, const RandomSource& random,
                 Bytes& ef_card_access) {
  FOYER_TRY(ef_card_access, read_card_access(session));
  FOYER_TRY(const SecurityInfos infos, parse_security_infos(ef_card_access));
  const auto choice = choose_pace(infos);
  if (!choice)
    return fail(FailureCode::card_unsupported, "no PACE variant that we speak");
  FOYER_CHECK(run_pace(session, *choice, password, random));
  FOYER_TRY(const ResponseApdu selected, session.select_application(emrtd_application));
  if (selected.sw == sw::file_not_found)
    return fail(FailureCode::card_unsupported, "no eMRTD application");
  if (!selected.ok())
    return fail(FailureCode::card_refused, describe(selected.sw));
  return success();
}

// EF.SOD may be missing or unreadable without the reading being lost; a card that has gone may not.
Result<Bytes> read_sod(CardSession& session) {
  auto sod = read(session, DocumentKind::other, ElementaryFile::sod);
  if (sod.ok())
    return sod;
  switch (sod.failure().code) {
  case FailureCode::card_unsupported:
  case FailureCode::card_refused:
  case FailureCode::card_data_malformed: return Bytes{};
  default: return sod;
  }
}

// DG1 (9303-10 §4.7.1): 61 { 5F1F zone }.
Result<Mrz> parse_dg1(ByteView ef_dg1) {
  FOYER_TRY(const Tlv file, TlvReader(ef_dg1).next(0x61));
  FOYER_TRY(const Tlv zone, find_tlv(file.value, 0x5F1F));
  return Mrz::parse(as_text(zone.value));
}

DocumentKind kind_of(const Mrz& mrz) {
  const std::string& code = mrz.document_code;
  if (code.empty())
    return DocumentKind::other;
  // C, A and I stand for official travel documents of card size (9303-5 §4.2.2.1): German residence
  // titles are AR, older series AT.
  if (mrz.layout == MrzLayout::td3)
    return code[0] == 'P' ? DocumentKind::passport : DocumentKind::other;
  if (code[0] == 'A' && mrz.issuer == "D")
    return DocumentKind::residence_title;
  if (code[0] == 'I')
    return DocumentKind::identity_card;
  return DocumentKind::other;
}

} // namespace

void DocumentReading::wipe() {
  Holder& person = holder.reveal();
  for (std::string* text : {&person.surname, &person.given_names, &person.birth,
                            &person.nationality, &document_number.reveal(), &expiry})
    foyer::wipe(*text);
  person = Holder();
  mrz.reveal().wipe();
  for (Bytes* bytes :
       {&evidence.reveal().ef_card_access, &evidence.reveal().ef_sod, &evidence.reveal().ef_dg1})
    foyer::wipe(*bytes);
  evidence.reveal() = Evidence();
}

Result<DocumentReading> read_document(api::ApduChannel& channel, const Password& password,
                                      const TrustList& trust, WallTime now,
                                      const std::function<void(ReadStep)>& progress,
                                      const RandomSource& random) {
  const auto tell = [&](ReadStep step) {
    if (progress)
      progress(step);
  };
  CardSession session(channel);
  Evidence evidence;
  tell(ReadStep::opening);
  FOYER_CHECK(open_card(session, password, random, evidence.ef_card_access));
  tell(ReadStep::reading);
  FOYER_TRY(evidence.ef_dg1, read(session, DocumentKind::other, ElementaryFile::dg1_mrz));
  FOYER_TRY(evidence.ef_sod, read_sod(session));
  tell(ReadStep::checking);
  FOYER_TRY(const Mrz mrz, parse_dg1(evidence.ef_dg1));

  DocumentReading reading;
  reading.kind = kind_of(mrz);
  reading.document_code = mrz.document_code;
  reading.issuer = mrz.issuer;
  reading.document_number = Personal(mrz.document_number);
  reading.expiry = expiry_date(mrz);
  reading.holder = Personal(Holder{mrz.surname, mrz.given_names, birth_date(mrz, now),
                                   mrz.nationality, mrz.sex, mrz.name_maybe_truncated});
  reading.mrz = Personal(mrz);
  reading.access = password.kind() == PasswordKind::can ? Access::pace_can : Access::pace_mrz;
  const bool digits = mrz.check_digits.all_ok();
  reading.checks.push_back({Check::mrz_check_digits, digits ? Verdict::passed : Verdict::failed,
                            digits ? Reason::none : Reason::check_digit_wrong});
  const std::array groups{DataGroupFile{1, evidence.ef_dg1}};
  const auto passive = authenticate(evidence.ef_sod, groups, mrz.issuer, trust, now);
  reading.checks.insert(reading.checks.end(), passive.begin(), passive.end());
  reading.doubt = doubt_of(reading.checks);
  reading.evidence = Personal(std::move(evidence));
  reading.trust_list = trust.fingerprint();
  reading.apdus = session.apdus();
  return reading;
}

} // namespace foyer::eid
