// SPDX-License-Identifier: EUPL-1.2
#include "verify_certificates.hpp"

#include "algorithms.hpp"

#include <eid/crypto.hpp>

#include <openssl/err.h>

#include <algorithm>
#include <map>
#include <set>

namespace foyer::eid {
namespace {

using Bio = UniqueHandle<BIO, BIO_free_all>;

struct Open {
  const Candidate* candidate;
  Certificate certificate;
  bool self_signed;
  bool done = false;
};

std::string subject_country(X509* certificate) {
  return country_of(X509_get_subject_name(certificate));
}

bool same_names(X509* certificate) {
  return X509_NAME_cmp(X509_get_subject_name(certificate), X509_get_issuer_name(certificate)) == 0;
}

// A key is trusted for its country only: else one state could certify another's documents.
std::string key_of(X509* certificate) {
  const ASN1_BIT_STRING* bits = X509_get0_pubkey_bitstr(certificate);
  return subject_country(certificate) +
         to_hex({ASN1_STRING_get0_data(bits), static_cast<std::size_t>(ASN1_STRING_length(bits))});
}

// Certificates by their subjects' names.
class Shelf {
 public:
  explicit Shelf(const std::vector<TrustedCertificate>& known) {
    for (const auto& one : known)
      add(one);
  }
  void add(const TrustedCertificate& one) {
    by_subject_.emplace(one.subject, one.der);
    if (!one.link)
      return;
    if (const Certificate link = parse_certificate(one.der))
      linked_keys_.insert(key_of(link.get()));
  }
  [[nodiscard]] bool has_linked_key(X509* certificate) const {
    return linked_keys_.count(key_of(certificate)) != 0;
  }
  // Did one of them sign it, of the same country?
  [[nodiscard]] bool certified(X509* subject) const {
    if (subject_country(subject) != country_of(X509_get_issuer_name(subject)))
      return false;
    const auto [from, to] = by_subject_.equal_range(name_hash(X509_get_issuer_name(subject)));
    return std::any_of(from, to, [&](const auto& entry) {
      const Certificate issuer = parse_certificate(entry.second);
      return issuer && X509_cmp(issuer.get(), subject) != 0 &&
             X509_NAME_cmp(X509_get_subject_name(issuer.get()), X509_get_issuer_name(subject)) ==
                 0 &&
             signed_by(subject, issuer.get());
    });
  }

 private:
  std::multimap<std::uint32_t, Bytes> by_subject_;
  std::set<std::string> linked_keys_;
};

// Why it may not be taken, whoever signed it; empty: it may.
std::string objection(X509* certificate) {
  if (X509_get0_pubkey(certificate) == nullptr)
    return "has a key of a kind that is not known here";
  if (!curve_is_known(X509_get0_pubkey(certificate)))
    return "spells out a curve that is none of the published ones";
  if (!is_authority(certificate))
    return "may not certify others: basic constraints or key usage";
  if (subject_country(certificate).empty())
    return "names no country";
  return {};
}

std::string leftover_reason(const Open& open) {
  if (open.self_signed)
    return "nobody vouches for it: compare its SHA-256 with what the state publishes, then import "
           "it with --pin " +
           to_hex(digest(Hash::sha256, open.candidate->der));
  return "is signed neither by itself nor by a country signer that was taken";
}

} // namespace

std::string describe(const X509_NAME* name) {
  const Bio bio(BIO_new(BIO_s_mem()));
  X509_NAME_print_ex(bio.get(), name, 0, XN_FLAG_ONELINE & ~XN_FLAG_SPC_EQ);
  char* text = nullptr;
  const long size = BIO_get_mem_data(bio.get(), &text);
  return {text, static_cast<std::size_t>(std::max(size, 0L))};
}

std::string describe(X509* certificate) {
  const ASN1_INTEGER* serial = X509_get0_serialNumber(certificate);
  return describe(X509_get_subject_name(certificate)) + ", serial " +
         to_hex(
             {ASN1_STRING_get0_data(serial), static_cast<std::size_t>(ASN1_STRING_length(serial))});
}

Verified verify_certificates(const std::vector<Candidate>& candidates,
                             const std::vector<TrustedCertificate>& known) {
  Verified out;
  Shelf shelf(known);
  std::vector<Open> open;
  for (const Candidate& candidate : candidates) {
    Certificate certificate = parse_certificate(candidate.der);
    if (!certificate) {
      out.refused.push_back({"SHA-256 " + to_hex(digest(Hash::sha256, candidate.der)),
                             "is not a readable certificate"});
    } else if (std::string reason = objection(certificate.get()); !reason.empty()) {
      out.refused.push_back({describe(certificate.get()), std::move(reason)});
    } else {
      const bool self =
          same_names(certificate.get()) && signed_by(certificate.get(), certificate.get());
      open.push_back({&candidate, std::move(certificate), self});
    }
  }
  for (bool progress = true; progress;) {
    progress = false;
    for (Open& one : open) {
      X509* certificate = one.certificate.get();
      if (one.done)
        continue;
      const bool root =
          one.self_signed && (one.candidate->vouched || shelf.has_linked_key(certificate));
      if (!root && (one.self_signed || !shelf.certified(certificate)))
        continue;
      out.taken.push_back({0, !root, name_hash(X509_get_subject_name(certificate)),
                           name_hash(X509_get_issuer_name(certificate)), one.candidate->der});
      shelf.add(out.taken.back());
      one.done = progress = true;
    }
  }
  for (const Open& one : open)
    if (!one.done)
      out.refused.push_back({describe(one.certificate.get()), leftover_reason(one)});
  ERR_clear_error();
  return out;
}

} // namespace foyer::eid
