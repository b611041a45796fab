// SPDX-License-Identifier: EUPL-1.2
#include <eid/trust_import.hpp>

#include "algorithms.hpp"
#include "country_signer.hpp"
#include "import_file.hpp"
#include "signed_lists.hpp"
#include "verify_certificates.hpp"

#include <eid/crypto.hpp>

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <algorithm>

namespace foyer::eid {
namespace {

std::string sha256(ByteView bytes) {
  return to_hex(digest(Hash::sha256, bytes));
}

std::string day(const ASN1_TIME* time) {
  std::string text = day_of(time);
  return text.empty() ? "an unreadable day" : text;
}

std::vector<ByteView> views(const std::vector<Bytes>& all) {
  return {all.begin(), all.end()};
}

// What makes a revocation list one that we cannot use; empty: nothing.
std::string objection(X509_CRL* list, WallTime now) {
  if (X509_CRL_get_ext_by_NID(list, NID_delta_crl, -1) >= 0)
    return "holds changes only, and needs the list before it";
  for (int i = 0; i < X509_CRL_get_ext_count(list); ++i) {
    X509_EXTENSION* extension = X509_CRL_get_ext(list, i);
    if (X509_EXTENSION_get_critical(extension) == 1 &&
        OBJ_obj2nid(X509_EXTENSION_get_object(extension)) != NID_issuing_distribution_point)
      return "has a critical extension that is not known here";
  }
  const auto from = to_wall_time(X509_CRL_get0_lastUpdate(list));
  if (!from || *from > now + std::chrono::hours(24))
    return "is dated in the future: " + day(X509_CRL_get0_lastUpdate(list));
  return {};
}

Bytes key_id_of(X509_CRL* list) {
  const UniqueHandle<AUTHORITY_KEYID, AUTHORITY_KEYID_free> id(static_cast<AUTHORITY_KEYID*>(
      X509_CRL_get_ext_d2i(list, NID_authority_key_identifier, nullptr, nullptr)));
  if (!id || id->keyid == nullptr)
    return {};
  return {ASN1_STRING_get0_data(id->keyid),
          ASN1_STRING_get0_data(id->keyid) + ASN1_STRING_length(id->keyid)};
}

// One import at work on the table.
class Import {
 public:
  Import(TrustTable table, const ImportTrust& trust, WallTime now)
      : table_(std::move(table)), trust_(trust), now_(now) {
    table_.made = to_rfc3339(now);
    for (const TrustSource& source : table_.sources)
      last_id_ = std::max(last_id_, source.id);
  }

  void take_lists(const ImportFile& file, const FileParts& parts, ImportedFile& report);
  void take_certificates(const ImportFile& file, const FileParts& parts, ImportedFile& report);
  void take_revocations(const ImportFile& file, const FileParts& parts, ImportedFile& report);
  TrustTable finish() && { return std::move(table_); }

 private:
  // Both answer why it is refused; empty: it was taken.
  std::string take_list(ByteView der, const ImportFile& file, ImportedFile& report);
  std::string take_revocation(const Bytes& der, int source, ImportedFile& report);
  std::string replace_list(TrustSource source, const std::vector<ByteView>& listed, bool vouched,
                           ImportedFile& report);

  [[nodiscard]] bool pinned(ByteView bytes) const {
    return std::count(trust_.pins.begin(), trust_.pins.end(), sha256(bytes)) > 0;
  }
  [[nodiscard]] std::vector<ByteView> anchors_for(const std::vector<ByteView>& along) const;
  [[nodiscard]] bool revoked(X509* signer, X509* anchor) const;
  TrustSource new_source(TrustSource::Kind kind, const ImportFile& file) {
    TrustSource source;
    source.id = ++last_id_;
    source.kind = kind;
    source.name = file.name;
    source.sha256 = digest(Hash::sha256, file.content);
    source.imported = table_.made;
    return source;
  }
  void add(std::vector<TrustedCertificate> taken, const TrustSource& source, ImportedFile& report) {
    for (TrustedCertificate& one : taken) {
      one.source = source.id;
      ++report.taken;
      report.links += one.link ? 1 : 0;
      table_.certificates.push_back(std::move(one));
    }
  }

  TrustTable table_;
  const ImportTrust& trust_;
  WallTime now_;
  int last_id_ = 0;
};

// Who may vouch for a list: the operator's and the table's, and what was pinned of what came along.
std::vector<ByteView> Import::anchors_for(const std::vector<ByteView>& along) const {
  std::vector<ByteView> anchors = views(trust_.anchors);
  anchors.insert(anchors.end(), table_.anchors.begin(), table_.anchors.end());
  if (!trust_.pins.empty())
    std::copy_if(along.begin(), along.end(), std::back_inserter(anchors),
                 [this](ByteView der) { return pinned(der); });
  return anchors;
}

bool Import::revoked(X509* signer, X509* anchor) const {
  return check_revocation(signer, anchor, TrustList::from_table(table_), now_).verdict ==
         Verdict::failed;
}

// What the operator can compare and pin when nobody vouches for a list.
std::string how_to_trust(const std::vector<ByteView>& along, X509* signer) {
  std::string hint = " (signed by " + describe(X509_get_subject_name(signer));
  for (const ByteView der : along) {
    const Certificate one = parse_certificate(der);
    if (one && X509_NAME_cmp(X509_get_issuer_name(signer), X509_get_subject_name(one.get())) == 0 &&
        X509_cmp(one.get(), signer) != 0 && signed_by(signer, one.get()))
      return hint + "). If the authority publishes the SHA-256 " + sha256(der) + " for " +
             describe(one.get()) + ", import it with --pin and this number";
  }
  return hint + ", certified by " + describe(X509_get_issuer_name(signer)) +
         "). Give that one's certificate with --anchor";
}

std::string Import::take_list(ByteView der, const ImportFile& file, ImportedFile& report) {
  const auto list = parse_signed_data(der);
  if (!list.ok())
    return "is cut off or damaged";
  if (kind_of(*list) == ListKind::deviation) {
    report.kind = "deviation list";
    const auto count = count_deviations(list->content);
    return count.ok() ? "describes " + std::to_string(*count) +
                            " deviations; this version does not use deviation lists"
                      : "is cut off or damaged";
  }
  const auto listed = parse_master_list(list->content);
  if (kind_of(*list) != ListKind::master)
    return "is signed data, but no master list";
  if (!listed.ok())
    return "is cut off or damaged inside";
  std::vector<ByteView> along = list->certificates;
  along.insert(along.end(), listed->begin(), listed->end());
  const bool vouched = pinned(file.content) || pinned(der);
  const ListSigner signer = check_list_signer(*list, anchors_for(along), along, vouched, now_);
  if (!signer.problem.empty())
    return signer.trusted ? signer.problem
                          : signer.problem + how_to_trust(along, signer.certificate.get());
  if (revoked(signer.certificate.get(), signer.anchor.get()))
    return "is signed by someone whom the country has revoked";

  TrustSource source = new_source(TrustSource::Kind::master_list, file);
  source.sha256 = digest(Hash::sha256, der);
  source.country = country_of(X509_get_issuer_name(signer.certificate.get()));
  source.signed_at = signer.signed_at ? to_rfc3339(*signer.signed_at) : "";
  if (signer.anchor)
    source.anchor = digest(Hash::sha256, to_der(signer.anchor.get()));
  const std::string signed_by_whom =
      "signed by " + describe(X509_get_subject_name(signer.certificate.get())) +
      (source.signed_at.empty() ? "" : " on " + source.signed_at.substr(0, 10));
  std::string problem = replace_list(std::move(source), *listed, vouched, report);
  if (!problem.empty())
    return problem;
  report.notes.push_back(signed_by_whom);
  const Bytes anchor = signer.anchor ? to_der(signer.anchor.get()) : Bytes();
  if (!anchor.empty() &&
      std::find(table_.anchors.begin(), table_.anchors.end(), anchor) == table_.anchors.end())
    table_.anchors.push_back(anchor);
  return {};
}

// The list takes the place of the country's earlier one: what an authority took out must go. One
// without a date may be any earlier one of theirs: it replaces a dated one only when the operator
// vouches for this very file.
std::string Import::replace_list(TrustSource source, const std::vector<ByteView>& listed,
                                 bool vouched, ImportedFile& report) {
  const auto old =
      std::find_if(table_.sources.begin(), table_.sources.end(), [&](const TrustSource& one) {
        return one.kind == TrustSource::Kind::master_list && one.country == source.country;
      });
  const int old_id = old == table_.sources.end() ? -1 : old->id;
  if (old_id >= 0 && !source.signed_at.empty() && source.signed_at < old->signed_at)
    return "was signed on " + source.signed_at + ", and the table has the list of " +
           old->signed_at + " already";
  if (old_id >= 0 && source.signed_at.empty() && !old->signed_at.empty() && !vouched)
    return "does not say when it was signed, and the table has the list of " + old->signed_at +
           ". If the authority publishes the SHA-256 " + to_hex(source.sha256) +
           " for it, import it with --pin and this number";
  // Otherwise any earlier list could come back after it.
  if (old_id >= 0 && source.signed_at.empty())
    source.signed_at = old->signed_at;
  std::vector<TrustedCertificate> others, former;
  for (const auto& one : table_.certificates)
    (one.source == old_id ? former : others).push_back(one);
  std::vector<Candidate> candidates;
  for (const ByteView der : listed)
    candidates.push_back({to_bytes(der), true});
  Verified verified = verify_certificates(candidates, others);
  if (verified.taken.empty())
    return "has no certificate in it that can be taken";

  const auto gone = std::count_if(former.begin(), former.end(), [&](const auto& one) {
    return std::none_of(verified.taken.begin(), verified.taken.end(),
                        [&](const auto& now) { return now.der == one.der; });
  });
  if (old_id >= 0)
    report.notes.push_back("replaces the list of " +
                           (old->signed_at.empty() ? old->imported : old->signed_at).substr(0, 10) +
                           ": " + std::to_string(gone) + " of its certificates are gone");
  std::erase_if(table_.sources, [&](const TrustSource& one) { return one.id == old_id; });
  table_.certificates = std::move(others);
  source.listed = static_cast<int>(listed.size());
  source.taken = static_cast<int>(verified.taken.size());
  source.refused = static_cast<int>(verified.refused.size());
  report.listed += source.listed;
  report.refusals.insert(report.refusals.end(), verified.refused.begin(), verified.refused.end());
  add(std::move(verified.taken), source, report);
  table_.sources.push_back(std::move(source));
  return {};
}

void Import::take_lists(const ImportFile& file, const FileParts& parts, ImportedFile& report) {
  for (const Bytes& der : parts.lists) {
    const std::string reason = take_list(der, file, report);
    if (reason.empty())
      continue;
    // The directory has lists of many states; whose are not trusted are passed by.
    if (parts.lists.size() == 1 && parts.certificates.empty() && parts.revocation_lists.empty())
      report.problem = reason;
    else
      report.refusals.push_back({"master list, SHA-256 " + sha256(der), reason});
  }
}

void Import::take_certificates(const ImportFile& file, const FileParts& parts,
                               ImportedFile& report) {
  if (parts.certificates.empty())
    return;
  const bool file_pinned = pinned(file.content);
  std::vector<Candidate> candidates;
  for (const Bytes& der : parts.certificates) {
    ++report.listed;
    const bool known = std::any_of(table_.certificates.begin(), table_.certificates.end(),
                                   [&](const TrustedCertificate& one) { return one.der == der; });
    if (known)
      ++report.known;
    else
      candidates.push_back(
          {der, file_pinned || pinned(der) ||
                    std::count(trust_.anchors.begin(), trust_.anchors.end(), der) > 0});
  }
  Verified verified = verify_certificates(candidates, table_.certificates);
  report.refusals.insert(report.refusals.end(), verified.refused.begin(), verified.refused.end());
  if (verified.taken.empty())
    return;
  TrustSource source = new_source(TrustSource::Kind::certificates, file);
  source.listed = static_cast<int>(parts.certificates.size());
  source.taken = static_cast<int>(verified.taken.size());
  source.refused = static_cast<int>(verified.refused.size());
  add(std::move(verified.taken), source, report);
  table_.sources.push_back(std::move(source));
}

std::string Import::take_revocation(const Bytes& der, int source, ImportedFile& report) {
  const RevocationList list = parse_revocation_list(der);
  if (!list)
    return "is not a readable revocation list";
  if (std::string reason = objection(list.get(), now_); !reason.empty())
    return reason;
  const std::uint32_t issuer = name_hash(X509_CRL_get_issuer(list.get()));
  const bool genuine = std::any_of(table_.certificates.begin(), table_.certificates.end(),
                                   [&](const TrustedCertificate& one) {
                                     if (one.subject != issuer)
                                       return false;
                                     const Certificate csca = parse_certificate(one.der);
                                     return csca && signed_by(list.get(), csca.get());
                                   });
  if (!genuine)
    return "is not signed by a country signer of the table";
  const auto from = to_wall_time(X509_CRL_get0_lastUpdate(list.get()));
  for (TrustedRevocations& one : table_.revocations) {
    const RevocationList old = one.issuer == issuer ? parse_revocation_list(one.der) : nullptr;
    if (!old || key_id_of(old.get()) != key_id_of(list.get()))
      continue;
    if (to_wall_time(X509_CRL_get0_lastUpdate(old.get())) >= from) {
      ++report.known;
      return {};
    }
    one = {source, issuer, der};
    ++report.taken;
    ++report.revocation_lists;
    return {};
  }
  table_.revocations.push_back({source, issuer, der});
  ++report.taken;
  ++report.revocation_lists;
  return {};
}

void Import::take_revocations(const ImportFile& file, const FileParts& parts,
                              ImportedFile& report) {
  if (parts.revocation_lists.empty())
    return;
  TrustSource source = new_source(TrustSource::Kind::revocation_lists, file);
  source.listed = static_cast<int>(parts.revocation_lists.size());
  report.listed += source.listed;
  const int before = report.revocation_lists;
  for (const Bytes& der : parts.revocation_lists) {
    const std::string reason = take_revocation(der, source.id, report);
    const RevocationList list = parse_revocation_list(der);
    const std::string what = list ? "revocation list of " +
                                        describe(X509_CRL_get_issuer(list.get())) + ", " +
                                        day(X509_CRL_get0_lastUpdate(list.get()))
                                  : "revocation list, SHA-256 " + sha256(der);
    if (!reason.empty()) {
      ++source.refused;
      report.refusals.push_back({what, reason});
    } else if (const auto next = to_wall_time(X509_CRL_get0_nextUpdate(list.get()));
               next && *next < now_) {
      report.notes.push_back(what + ": a newer one was due on " +
                             day(X509_CRL_get0_nextUpdate(list.get())));
    }
  }
  ERR_clear_error();
  source.taken = report.revocation_lists - before;
  if (source.taken > 0)
    table_.sources.push_back(std::move(source));
}

} // namespace

bool ImportReport::good() const {
  return std::all_of(files.begin(), files.end(),
                     [](const ImportedFile& file) { return file.problem.empty(); });
}

ImportReport import_trust(TrustTable table, std::span<const ImportFile> files,
                          const ImportTrust& trust, WallTime now) {
  ImportReport report;
  Import import(std::move(table), trust, now);
  std::vector<FileParts> parts;
  for (const ImportFile& file : files) {
    parts.push_back(take_apart(file.content));
    report.files.push_back({file.name, parts.back().kind, parts.back().problem});
    report.files.back().left_out = parts.back().document_signers;
  }
  // Lists bring the country signers, certificates add to them, and revocation lists need both.
  using Step = void (Import::*)(const ImportFile&, const FileParts&, ImportedFile&);
  for (const Step step :
       {&Import::take_lists, &Import::take_certificates, &Import::take_revocations})
    for (std::size_t i = 0; i < files.size(); ++i)
      if (report.files[i].problem.empty())
        (import.*step)(files[i], parts[i], report.files[i]);
  for (ImportedFile& file : report.files)
    if (file.problem.empty() && file.taken == 0 && file.known == 0)
      file.problem = "nothing in it could be taken";
  report.table = std::move(import).finish();
  return report;
}

} // namespace foyer::eid
