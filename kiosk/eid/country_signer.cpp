// SPDX-License-Identifier: EUPL-1.2
#include "country_signer.hpp"

#include "algorithms.hpp"

#include <eid/states.hpp>
#include <eid/tlv.hpp>

#include <openssl/err.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <array>
#include <set>

namespace foyer::eid {
namespace {

// id-icao-mrtd-security: signers of deviation lists (9303-12 §7.1, table 4), and the list of
// document types (§7.1.1.6).
constexpr const char* deviation_list_signer = "2.23.136.1.1.8";
constexpr const char* document_type_list = "2.23.136.1.1.6.2";

using Oid = UniqueHandle<ASN1_OBJECT, ASN1_OBJECT_free>;

bool signs_lists(X509* signer) {
  return has_usage(signer, master_list_signer) || has_usage(signer, deviation_list_signer);
}

// An end entity that signs documents: a country signer's own key never does.
bool may_sign_documents(X509* signer) {
  const std::uint32_t flags = X509_get_extension_flags(signer);
  // Without the extension key usage is "all": old document signers lack it.
  return (flags & (EXFLAG_INVALID | EXFLAG_CRITICAL | EXFLAG_CA)) == 0 &&
         (X509_get_key_usage(signer) & KU_DIGITAL_SIGNATURE) != 0 && !signs_lists(signer);
}

// How much a candidate says; the greatest one is told.
int weight(const CountrySigner& candidate, WallTime now) {
  if (candidate.judgement.good())
    return is_before(candidate.csca.get(), now) || is_after(candidate.csca.get(), now) ? 3 : 4;
  switch (candidate.judgement.reason) {
  case Reason::csca_misused: return 2;
  case Reason::csca_unknown: return 0;
  default: return 1;
  }
}

CountrySigner try_candidate(X509* signer, ByteView der) {
  CountrySigner out;
  Certificate csca = parse_certificate(der);
  if (!csca ||
      X509_NAME_cmp(X509_get_issuer_name(signer), X509_get_subject_name(csca.get())) != 0 ||
      X509_cmp(signer, csca.get()) == 0)
    return out;
  if (!signed_by(signer, csca.get())) {
    // Another of the name; a wrong signature only where this very key should have made it.
    if (key_ids_fit(signer, csca.get()))
      out.judgement =
          failed(curve_is_known(X509_get0_pubkey(csca.get())) ? Reason::csca_signature_wrong
                                                              : Reason::curve_forged);
    return out;
  }
  out.judgement = is_authority(csca.get()) ? passed : failed(Reason::csca_misused);
  out.csca = std::move(csca);
  return out;
}

// The issuer's name, and every name that link certificates tie to it: a country signer that
// changes its name (a number in it) revokes under the new one.
std::set<std::uint32_t> linked_names(std::uint32_t name, const TrustList::Certificates& list) {
  std::set<std::uint32_t> names{name};
  for (std::size_t before = 0; before != names.size();) {
    before = names.size();
    for (const auto& csca : list.cscas)
      if (names.count(csca.subject) != 0 || names.count(csca.issuer) != 0)
        names.insert({csca.subject, csca.issuer});
  }
  return names;
}

bool lists(X509_CRL* crl, X509* certificate) {
  X509_REVOKED* entry = nullptr;
  // 2: taken off the list again. By number alone: a country's signers share one series, whatever
  // their names (9303-12 §7.1.1.2).
  return X509_CRL_get0_by_serial(crl, &entry, X509_get_serialNumber(certificate)) == 1;
}

// The usage period of the private key (RFC 3280 §4.2.1.4), when it is there.
bool used_in_its_period(X509* signer, WallTime when) {
  const UniqueHandle<PKEY_USAGE_PERIOD, PKEY_USAGE_PERIOD_free> period(
      static_cast<PKEY_USAGE_PERIOD*>(
          X509_get_ext_d2i(signer, NID_private_key_usage_period, nullptr, nullptr)));
  if (!period)
    return true;
  const auto from = to_wall_time(period->notBefore);
  const auto until = to_wall_time(period->notAfter);
  // Signers' clocks speak local time at times.
  constexpr auto grace = std::chrono::hours(24);
  return (!from || when + grace >= *from) && (!until || when <= *until + grace);
}

// Codes in certificates that are neither ISO's nor the zone's (9303-12 §7.1.1.2 leaves two
// letters): as the countries' published signers have them.
struct Exception {
  std::string_view mrz, country;
};
constexpr std::array exceptions{
    Exception{"RKS", "KS"},                                                 // Kosovo
    Exception{"UNO", "ZZ"}, Exception{"UNA", "ZZ"}, Exception{"UNK", "UN"}, // United Nations
    Exception{"UNK", "ZZ"}, Exception{"XOM", "XO"},                         // Order of Malta
    Exception{"CHN", "HK"}, Exception{"CHN", "MO"}, // their passports say CHN
    Exception{"HKG", "CN"}, Exception{"MAC", "CN"}, Exception{"GBD", "GB"},
    Exception{"GBN", "GB"}, Exception{"GBO", "GB"}, // further British
    Exception{"GBP", "GB"}, Exception{"GBS", "GB"}};

} // namespace

CountrySigner find_country_signer(X509* signer, const TrustList& trust, WallTime now) {
  if (!may_sign_documents(signer))
    return {failed(Reason::signer_misused), nullptr};
  CountrySigner best;
  const std::uint32_t wanted = name_hash(X509_get_issuer_name(signer));
  for (const auto& csca : trust.certificates().cscas) {
    if (csca.subject != wanted)
      continue;
    CountrySigner next = try_candidate(signer, csca.der);
    if (weight(next, now) > weight(best, now))
      best = std::move(next);
  }
  ERR_clear_error();
  return best;
}

Judgement check_validity(X509* signer, X509* csca, std::optional<WallTime> signed_at,
                         WallTime now) {
  if (is_before(signer, now))
    return failed(Reason::signer_not_yet_valid);
  if (is_after(signer, now))
    return failed(Reason::signer_expired);
  if (signed_at) {
    constexpr auto grace = std::chrono::hours(24);
    if (is_before(signer, *signed_at + grace) || is_after(signer, *signed_at - grace) ||
        !used_in_its_period(signer, *signed_at))
      return failed(Reason::signed_outside_validity);
  }
  if (csca == nullptr)
    return {};
  if (is_before(csca, now) || is_after(csca, now))
    return failed(Reason::csca_expired);
  return passed;
}

Judgement check_revocation(X509* signer, X509* csca, const TrustList& trust, WallTime now) {
  const auto& list = trust.certificates();
  const auto names = linked_names(name_hash(X509_get_issuer_name(signer)), list);
  Judgement judgement = undetermined(Reason::crl_missing);
  for (const auto& one : list.crls) {
    if (names.count(one.issuer) == 0)
      continue;
    const RevocationList crl = parse_revocation_list(one.der);
    if (!crl)
      continue;
    if (lists(crl.get(), signer))
      return failed(Reason::signer_revoked);
    if (csca != nullptr && lists(crl.get(), csca))
      return failed(Reason::csca_revoked);
    const auto next = to_wall_time(X509_CRL_get0_nextUpdate(crl.get()));
    if (next && *next < now) {
      if (!judgement.good())
        judgement = undetermined(Reason::crl_expired);
    } else {
      judgement = passed;
    }
  }
  return judgement;
}

Judgement check_country(X509* signer, X509* csca, std::string_view issuer) {
  const auto state = find_state(issuer);
  if (!state)
    return undetermined(Reason::country_differs);
  const std::string country = country_of(X509_get_subject_name(csca));
  if (country.empty() || country != country_of(X509_get_subject_name(signer))) // 9303-12 §7.1.1.3
    return failed(Reason::country_differs);
  const bool same =
      country == state->iso2 || country == state->iso3 || country == state->mrz ||
      std::any_of(exceptions.begin(), exceptions.end(), [&](const Exception& exception) {
        return exception.mrz == state->mrz && exception.country == country;
      });
  return same ? passed : failed(Reason::country_differs);
}

// DocumentTypeListSyntax ::= SEQUENCE { version INTEGER, SET OF PrintableString }
std::optional<Judgement> check_document_type(X509* signer, std::string_view document_code) {
  const Oid oid(OBJ_txt2obj(document_type_list, 1));
  X509_EXTENSION* extension = X509_get_ext(signer, X509_get_ext_by_OBJ(signer, oid.get(), -1));
  if (extension == nullptr)
    return std::nullopt;
  document_code = document_code.substr(0, document_code.find('<'));
  if (document_code.empty())
    return Judgement{};
  const ASN1_OCTET_STRING* value = X509_EXTENSION_get_data(extension);
  const auto list =
      TlvReader({ASN1_STRING_get0_data(value), static_cast<std::size_t>(ASN1_STRING_length(value))})
          .next(0x30);
  if (!list.ok())
    return failed(Reason::document_type_differs);
  const auto types = find_tlv(list->value, 0x31);
  if (!types.ok())
    return failed(Reason::document_type_differs);
  TlvReader each(types->value);
  while (!each.at_end()) {
    const auto type = each.next();
    if (!type.ok())
      break;
    const std::string_view text = as_text(type->value).substr(0, as_text(type->value).find('<'));
    // One letter stands for every code that begins with it.
    if (text == document_code || (text.size() == 1 && text[0] == document_code[0]))
      return passed;
  }
  return failed(Reason::document_type_differs);
}

} // namespace foyer::eid
