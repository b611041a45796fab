// SPDX-License-Identifier: EUPL-1.2
#include <eid/read_document.hpp>

#include <eid/active_authentication.hpp>
#include <eid/card_session.hpp>
#include <eid/chip_authentication.hpp>
#include <eid/sod.hpp>
#include <eid/verify_evidence.hpp>

namespace foyer::eid {
namespace {

// One reading in the making.
class Reader {
 public:
  Reader(api::ApduChannel& channel, const AccessKeys& keys, const TrustList& trust, WallTime now,
         const ReadOptions& options)
      : session_(channel), keys_(keys), trust_(trust), now_(now), options_(options) {}

  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;
  // What was read before a failure goes with it.
  ~Reader() {
    person_.wipe();
    document_.wipe();
    for (EvidenceFile& file : apart_)
      foyer::wipe(file.content);
    out_.wipe();
  }

  Result<DocumentReading> run() {
    FOYER_CHECK(open());
    FOYER_CHECK(read_security_object());
    FOYER_CHECK(authenticate_chip());
    FOYER_CHECK(read_zone());
    FOYER_CHECK(read_details());
    FOYER_CHECK(check_for_copy());
    FOYER_CHECK(read_face());
    judge();
    return std::move(out_);
  }

 private:
  void tell(ReadStep step) const {
    if (options_.progress)
      options_.progress(step);
  }

  // The one door to the card's files. Nothing: the card does not give it, which its outcome says;
  // a card that has gone is a failure.
  Result<std::optional<Bytes>> ask(ElementaryFile file) {
    if (!may_read(out_.kind, file, options_.situation))
      return fail(FailureCode::internal, "policy: file is not to be read");
    auto content = session_.read_file(file);
    if (content.ok()) {
      out_.files.push_back({file, FileOutcome::read, content->size()});
      return std::optional<Bytes>(std::move(*content));
    }
    FileOutcome outcome = FileOutcome::absent;
    switch (content.failure().code) {
    case FailureCode::card_unsupported: break;
    case FailureCode::card_refused: outcome = FileOutcome::refused; break;
    case FailureCode::card_data_malformed: outcome = FileOutcome::malformed; break;
    default: return content.failure();
    }
    why_not_ = content.failure();
    out_.files.push_back({file, outcome});
    return std::optional<Bytes>();
  }

  [[nodiscard]] bool listed(ElementaryFile file) const {
    return listed_.data_groups.contains(data_group_of(file));
  }
  // Is it there, as EF.SOD says, and may we?
  [[nodiscard]] bool wanted(ElementaryFile file) const {
    return listed(file) && may_read(out_.kind, file, options_.situation);
  }

  // The same for a data group that EF.SOD lists: the answer is kept and empty where the card does
  // not give it, which becomes a verdict. `must`: who hides it, hides that it is a copy.
  Result<ByteView> ask_listed(ElementaryFile file, bool must) {
    FOYER_TRY(auto content, ask(file));
    if (content)
      return keep(file, std::move(*content));
    missing_.push_back({Check::data_group_hash, must ? Verdict::failed : Verdict::undetermined,
                        Reason::file_missing, data_group_of(file)});
    return ByteView();
  }

  // In the evidence; beside it, until the checks, what no bundle may carry. The view holds until
  // the next file is kept.
  ByteView keep(ElementaryFile file, Bytes content) {
    auto& files = may_carry(file, content) ? out_.evidence.reveal().files : apart_;
    return files.emplace_back(EvidenceFile{file, std::move(content)}).content;
  }

  // What was read turned out not to be what the specification says.
  void mark_malformed() { out_.files.back().outcome = FileOutcome::malformed; }

  Status open() {
    tell(ReadStep::opening);
    for (const auto* key : {&keys_.pin, &keys_.puk})
      if (key->has_value() && !may_open_with((*key)->kind()))
        return fail(FailureCode::internal, "policy: password is not for reading");
    FOYER_TRY(opened_, open_chip(session_, keys_, options_.random));
    out_.protocol = opened_.protocol;
    out_.password = opened_.password;
    out_.pace = opened_.pace;
    Evidence& evidence = out_.evidence.reveal();
    evidence.terminal = options_.terminal;
    evidence.read_at = std::chrono::floor<std::chrono::seconds>(now_);
    evidence.nonce.resize(evidence_nonce_size);
    options_.random(evidence.nonce);
    evidence.password = static_cast<int>(opened_.password);
    if (opened_.pace) {
      evidence.pace = opened_.pace->oid;
      evidence.pace_parameters = opened_.pace->parameter_id;
    }
    if (!opened_.ef_card_access.empty()) {
      out_.files.push_back(
          {ElementaryFile::card_access, FileOutcome::read, opened_.ef_card_access.size()});
      keep(ElementaryFile::card_access, opened_.ef_card_access);
    }
    FOYER_CHECK(prove_mapping());
    return select_emrtd(session_);
  }

  // PACE with chip-authentication mapping proves the chip on the way; its key stands signed in
  // EF.CardSecurity, in the master file (9303-11 §4.4.3.5).
  Status prove_mapping() {
    if (!opened_.mapping)
      return success();
    out_.evidence.reveal().mapping = opened_.mapping;
    FOYER_TRY(auto file, ask(ElementaryFile::card_security));
    if (file)
      keep(ElementaryFile::card_security, std::move(*file));
    return success();
  }

  Status read_security_object() {
    tell(ReadStep::security_object);
    FOYER_TRY(auto file, ask(ElementaryFile::sod));
    if (!file)
      return success();
    // A list that cannot be read leaves DG1, which every document has; the checks tell the rest.
    if (auto object = eid::read_security_object(*file))
      listed_ = std::move(*object);
    else
      mark_malformed();
    keep(ElementaryFile::sod, std::move(*file));
    return success();
  }

  Status authenticate_chip() {
    if (!wanted(ElementaryFile::dg14_security))
      return success();
    tell(ReadStep::chip);
    FOYER_TRY(const ByteView file, ask_listed(ElementaryFile::dg14_security, true));
    if (file.empty())
      return success();
    auto infos = parse_dg14(file);
    if (!infos) {
      mark_malformed();
      return success();
    }
    dg14_ = std::move(*infos);
    if (out_.evidence.reveal().mapping || !offers_chip_authentication(*dg14_))
      return success();
    auto done = eid::authenticate_chip(session_, *dg14_, options_.random);
    if (!done)
      return no_such_chip(done.failure());
    chip_check_ = done->check;
    out_.evidence.reveal().chip = std::move(done->transcript);
    return success();
  }

  // The chip did not follow to the new keys: a copy, or broken. It is opened anew without them, so
  // that the doubtful data can at least be seen.
  Status no_such_chip(const Failure& failure) {
    switch (failure.code) {
    case FailureCode::secure_messaging_broken:
    case FailureCode::card_refused:
    case FailureCode::card_unsupported:
    case FailureCode::card_data_malformed: break;
    default: return failure;
    }
    chip_check_ = {Check::chip_authentication, Verdict::failed, Reason::chip_answer_wrong};
    FOYER_TRY(const Opened again, open_chip(session_, keys_, options_.random));
    return select_emrtd(session_);
  }

  // The first exchange under new keys is the chip's answer to who it is.
  Result<std::optional<Bytes>> ask_zone() {
    auto& transcript = out_.evidence.reveal().chip;
    auto content = ask(ElementaryFile::dg1_mrz);
    if (!transcript)
      return content;
    transcript->first_answer = session_.first_answer();
    chip_check_ = verify_chip_transcript(*dg14_, *transcript);
    if ((content && *content) || chip_check_->verdict == Verdict::passed)
      return content;
    if (content.ok())
      out_.files.pop_back(); // asked for again below
    FOYER_CHECK(no_such_chip(content.ok() ? *why_not_ : content.failure()));
    return ask(ElementaryFile::dg1_mrz);
  }

  // Without DG1 there is no reading.
  Status read_zone() {
    tell(ReadStep::zone);
    FOYER_TRY(auto content, ask_zone());
    if (!content)
      return *why_not_;
    // Kept first: a zone that cannot be read is wiped with the rest.
    const ByteView file = keep(ElementaryFile::dg1_mrz, std::move(*content));
    FOYER_TRY(const std::string_view zone, zone_of_dg1(file));
    FOYER_TRY(Mrz mrz, Mrz::parse(zone));
    out_.kind = kind_of(mrz);
    out_.document_code = mrz.document_code;
    out_.issuer = mrz.issuer;
    out_.document_number = Personal(mrz.document_number);
    out_.expiry = expiry_date(mrz);
    out_.mrz = Personal(std::move(mrz));
    return success();
  }

  template <class Details>
  Status read_details_of(ElementaryFile group, Result<Details> (*parse)(ByteView), Details& out) {
    if (!wanted(group))
      return success();
    FOYER_TRY(const ByteView file, ask_listed(group, false));
    if (file.empty())
      return success();
    if (auto parsed = parse(file))
      out = std::move(*parsed);
    else
      mark_malformed();
    return success();
  }

  Status read_details() {
    if (!wanted(ElementaryFile::dg11_person) && !wanted(ElementaryFile::dg12_document))
      return success();
    tell(ReadStep::details);
    FOYER_CHECK(read_details_of(ElementaryFile::dg11_person, parse_dg11, person_));
    return read_details_of(ElementaryFile::dg12_document, parse_dg12, document_);
  }

  // Active authentication only where chip authentication has told nothing: it is the older answer
  // to the same question, and one more key for the chip to use.
  Status check_for_copy() {
    const bool told = out_.evidence.reveal().mapping ||
                      (chip_check_ && chip_check_->verdict != Verdict::undetermined);
    if (told || !wanted(ElementaryFile::dg15_active_key))
      return success();
    tell(ReadStep::copy_check);
    FOYER_TRY(const ByteView file, ask_listed(ElementaryFile::dg15_active_key, true));
    if (file.empty())
      return success();
    ActiveTranscript transcript{active_challenge(out_.evidence.reveal()), {}};
    auto response = internal_authenticate(session_, file, transcript.challenge);
    if (response)
      transcript.response = std::move(*response);
    else if (response.failure().code != FailureCode::card_refused)
      return response.failure();
    out_.evidence.reveal().active = std::move(transcript);
    return success();
  }

  Status read_face() {
    if (!wanted(ElementaryFile::dg2_face))
      return success();
    tell(ReadStep::face);
    FOYER_TRY(auto file, ask(ElementaryFile::dg2_face));
    // Not into the evidence: it is shown and goes.
    if (file)
      out_.ef_dg2 = Personal(std::move(*file));
    else
      missing_.push_back({Check::data_group_hash, Verdict::undetermined, Reason::file_missing, 2});
    return success();
  }

  // What is not in the evidence has its hash compared here.
  void judge_apart(int group, ByteView file) {
    const bool same = digest(listed_.hash, file) == listed_.data_groups.at(group);
    missing_.push_back({Check::data_group_hash, same ? Verdict::passed : Verdict::failed,
                        same ? Reason::none : Reason::hash_wrong, group});
  }

  // By the function that the office asks, too: what the terminal claims is what follows from the
  // evidence. Beside it stands what left no trace there.
  void judge() {
    tell(ReadStep::checking);
    Evidence& evidence = out_.evidence.reveal();
    out_.checks = check_evidence(evidence, trust_, now_);
    if (chip_check_ && !evidence.chip)
      out_.checks.push_back(*chip_check_);
    for (const EvidenceFile& one : apart_)
      judge_apart(data_group_of(one.file), one.content);
    if (!out_.ef_dg2.reveal().empty())
      judge_apart(2, out_.ef_dg2.reveal());
    out_.checks.insert(out_.checks.end(), missing_.begin(), missing_.end());
    out_.doubt = doubt_of(out_.checks);
    const Mrz& mrz = out_.mrz.reveal();
    out_.holder = Personal(make_holder(mrz, is_signed(out_.checks, 11) ? &person_ : nullptr, now_));
    if (is_signed(out_.checks, 12)) {
      out_.issued = document_.issued;
      out_.authority = document_.authority;
    }
    evidence.checks = claims_of(out_.checks);
    evidence.trust_list_version = trust_.made();
    evidence.trust_list = trust_.fingerprint();
    out_.apdus = session_.apdus();
    out_.bytes = session_.bytes();
  }

  CardSession session_;
  const AccessKeys& keys_;
  const TrustList& trust_;
  WallTime now_;
  const ReadOptions& options_;
  DocumentReading out_;
  Opened opened_;
  std::optional<Failure> why_not_;   // the last file that ask() did not get
  LdsSecurityObject listed_;         // EF.SOD's; empty where it cannot be read
  std::vector<CheckResult> missing_; // verdicts about what is not in the evidence
  std::vector<EvidenceFile> apart_;  // data groups that EF.SOD lists and no bundle may carry
  std::optional<SecurityInfos> dg14_;
  std::optional<CheckResult> chip_check_; // chip authentication's, once it is known
  PersonalDetails person_;
  DocumentDetails document_;
};

} // namespace

std::string_view name(ReadStep step) {
  switch (step) {
  case ReadStep::opening: return "opening";
  case ReadStep::security_object: return "security_object";
  case ReadStep::chip: return "chip";
  case ReadStep::zone: return "zone";
  case ReadStep::details: return "details";
  case ReadStep::copy_check: return "copy_check";
  case ReadStep::face: return "face";
  case ReadStep::checking: return "checking";
  }
  return "";
}

std::string_view name(FileOutcome outcome) {
  switch (outcome) {
  case FileOutcome::read: return "read";
  case FileOutcome::absent: return "absent";
  case FileOutcome::refused: return "refused";
  case FileOutcome::malformed: return "malformed";
  }
  return "";
}

std::string_view name(Genuine genuine) {
  switch (genuine) {
  case Genuine::yes: return "yes";
  case Genuine::signer_unknown: return "signer_unknown";
  case Genuine::no: return "no";
  }
  return "";
}

Genuine DocumentReading::genuine() const {
  if (!doubt)
    return Genuine::yes;
  return *doubt == FailureCode::signer_untrusted ? Genuine::signer_unknown : Genuine::no;
}

std::string DocumentReading::access() const {
  return std::string(name(protocol)) + "_" + std::string(name(password));
}

void DocumentReading::wipe() {
  holder.reveal().wipe();
  mrz.reveal().wipe();
  evidence.reveal().wipe();
  foyer::wipe(ef_dg2.reveal());
  ef_dg2.reveal().clear();
  for (std::string* text : {&document_number.reveal(), &expiry, &issued, &authority}) {
    foyer::wipe(*text);
    text->clear();
  }
}

Result<DocumentReading> read_document(api::ApduChannel& channel, const AccessKeys& keys,
                                      const TrustList& trust, WallTime now,
                                      const ReadOptions& options) {
  return Reader(channel, keys, trust, now, options).run();
}

} // namespace foyer::eid
