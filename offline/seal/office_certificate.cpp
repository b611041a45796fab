// SPDX-License-Identifier: EUPL-1.2
#include <seal/office_certificate.hpp>

#include "office_pki.hpp"

#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <optional>
#include <vector>

namespace foyer::seal {

namespace {

// Roll-over needs two or three; a bundle of hundreds is not a roll-over.
constexpr std::size_t most_certificates = 16;

std::vector<Certificate> read_certificates(std::string_view pem) {
  std::vector<Certificate> found;
  const Bio bio = memory_bio(pem);
  while (bio && found.size() < most_certificates) {
    Certificate next(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr));
    if (!next)
      break;
    found.push_back(std::move(next));
  }
  ERR_clear_error();
  return found;
}

Validity validity_at(WallTime now, WallTime from, WallTime until) {
  if (now < from)
    return Validity::not_yet;
  return now > until ? Validity::expired : Validity::valid;
}

// Of those valid now the newest one: that is whom the office has rolled over to. Of the others the
// one that is nearest to being valid.
bool better(const OfficeCertificate& a, const OfficeCertificate& b) {
  if (a.validity() != b.validity())
    return a.validity() < b.validity();
  switch (a.validity()) {
  case Validity::valid:
    return a.valid_from() != b.valid_from() ? a.valid_from() > b.valid_from()
                                            : a.valid_until() > b.valid_until();
  case Validity::expired: return a.valid_until() > b.valid_until();
  case Validity::not_yet: return a.valid_from() < b.valid_from();
  }
  return false;
}

} // namespace

Result<OfficeCertificate> OfficeCertificate::from(X509* certificate, WallTime now) {
  auto key = std::make_shared<Key>();
  key->handle.reset(X509_get_pubkey(certificate));
  FOYER_TRY(key->certificate_der, seal::certificate_der(certificate));
  const auto valid_from = to_wall(X509_get0_notBefore(certificate));
  const auto valid_until = to_wall(X509_get0_notAfter(certificate));
  OfficeCertificate made;
  made.key_id_ = key_thumbprint(key->handle.get());
  if (made.key_id_.empty())
    return openssl_failure(FailureCode::internal, "key thumbprint");
  made.key_ = std::move(key);
  made.name_ = common_name(certificate);
  if (valid_from && valid_until) {
    made.valid_from_ = *valid_from;
    made.valid_until_ = *valid_until;
    made.validity_ = validity_at(now, *valid_from, *valid_until);
  }
  return made;
}

Result<OfficeCertificate> OfficeCertificate::load(std::string_view pem,
                                                  std::string_view pinned_root_pem,
                                                  std::string_view expected_name, WallTime now) {
  FOYER_TRY(const RootStore root, pinned_root(pinned_root_pem));
  const std::vector<Certificate> candidates = read_certificates(pem);
  if (candidates.empty())
    return fail(FailureCode::office_key_missing, "no certificate");

  std::optional<OfficeCertificate> best;
  std::string_view why;
  for (const Certificate& candidate : candidates) {
    if (const auto wrong =
            office_defect(candidate.get(), root.get(), expected_name, OfficeUse::encrypts)) {
      why = *wrong;
      continue;
    }
    FOYER_TRY(OfficeCertificate made, from(candidate.get(), now));
    if (!best || better(made, *best))
      best = std::move(made);
  }
  ERR_clear_error();
  if (!best)
    return fail(FailureCode::office_key_untrusted, std::string(why));
  return std::move(*best);
}

Result<OfficeCertificate> OfficeCertificate::vouched_for(std::string_view pem, WallTime now) {
  const std::vector<Certificate> found = read_certificates(pem);
  if (found.empty())
    return fail(FailureCode::office_key_missing, "no certificate");
  X509* certificate = found.front().get();
  EVP_PKEY* key = X509_get0_pubkey(certificate);
  if (key == nullptr || EVP_PKEY_is_a(key, "RSA") != 1 || EVP_PKEY_get_bits(key) < least_rsa_bits) {
    ERR_clear_error();
    return fail(FailureCode::office_key_untrusted, "no RSA key of at least 3072 bits");
  }
  auto made = from(certificate, now);
  ERR_clear_error();
  return made;
}

} // namespace foyer::seal
