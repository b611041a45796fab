// SPDX-License-Identifier: EUPL-1.2
#include <eid/passive_authentication.hpp>

#include "certificates.hpp"

#include <eid/sod.hpp>
#include <eid/states.hpp>
#include <eid/tlv.hpp>

#include <openssl/cms.h>
#include <openssl/err.h>
#include <openssl/objects.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace foyer::eid {
namespace {

using Cms = UniqueHandle<CMS_ContentInfo, CMS_ContentInfo_free>;
using Bio = UniqueHandle<BIO, BIO_free_all>;
using Store = UniqueHandle<X509_STORE, X509_STORE_free>;
using StoreContext = UniqueHandle<X509_STORE_CTX, X509_STORE_CTX_free>;

struct Judgement {
  Verdict verdict = Verdict::undetermined;
  Reason reason = Reason::not_reached;
};
constexpr Judgement passed{Verdict::passed, Reason::none};

// id-icao-mrtd-security-ldsSecurityObject (9303-10 §4.6.2.1).
constexpr std::array<std::uint8_t, 6> lds_security_object{0x67, 0x81, 0x08, 0x01, 0x01, 0x01};

Cms parse_cms(ByteView ef_sod) {
  const auto file = TlvReader(ef_sod).next(0x77); // 9303-10 §4.6.2
  if (!file.ok())
    return nullptr;
  const unsigned char* at = file->value.data();
  Cms cms(d2i_CMS_ContentInfo(nullptr, &at, static_cast<long>(file->value.size())));
  if (!cms || OBJ_obj2nid(CMS_get0_type(cms.get())) != NID_pkcs7_signed)
    return nullptr;
  const ASN1_OBJECT* type = CMS_get0_eContentType(cms.get());
  if (type == nullptr || OBJ_length(type) != lds_security_object.size() ||
      !std::equal(lds_security_object.begin(), lds_security_object.end(), OBJ_get0_data(type)))
    return nullptr;
  return cms;
}

// The signed content; empty when there is none.
ByteView content_of(CMS_ContentInfo* cms) {
  ASN1_OCTET_STRING** content = CMS_get0_content(cms);
  if (content == nullptr || *content == nullptr)
    return {};
  return {ASN1_STRING_get0_data(*content),
          static_cast<std::size_t>(std::max(ASN1_STRING_length(*content), 0))};
}

// Why OpenSSL did not accept the signature.
Reason signature_reason() {
  while (const unsigned long error = ERR_get_error()) {
    if (ERR_GET_LIB(error) != ERR_LIB_CMS)
      continue;
    switch (ERR_GET_REASON(error)) {
    case CMS_R_SIGNER_CERTIFICATE_NOT_FOUND: return Reason::signer_missing;
    case CMS_R_UNKNOWN_DIGEST_ALGORITHM:
    case CMS_R_UNSUPPORTED_TYPE: return Reason::algorithm_unknown;
    case CMS_R_NO_SIGNERS: return Reason::sod_malformed;
    default: break;
    }
  }
  return Reason::signature_wrong;
}

// The signature over the signed attributes and their digest over the content. Whether the signer
// may sign is signer_chain's question.
Judgement check_signature(CMS_ContentInfo* cms) {
  ERR_clear_error();
  const Bio content(BIO_new(BIO_s_mem()));
  if (CMS_verify(cms, nullptr, nullptr, nullptr, content.get(),
                 CMS_NO_SIGNER_CERT_VERIFY | CMS_BINARY) == 1)
    return passed;
  const Reason reason = signature_reason();
  const bool unable = reason == Reason::signer_missing || reason == Reason::algorithm_unknown;
  return {unable ? Verdict::undetermined : Verdict::failed, reason};
}

Judgement check_hash(const Result<LdsSecurityObject>& object, const DataGroupFile& group) {
  if (!object.ok()) {
    if (object.failure().code == FailureCode::card_unsupported)
      return {Verdict::undetermined, Reason::algorithm_unknown};
    return {Verdict::failed, Reason::sod_malformed};
  }
  const auto listed = object->data_groups.find(group.number);
  if (listed == object->data_groups.end())
    return {Verdict::failed, Reason::hash_missing};
  // Over the raw bytes as they came from the card (cards.md trap 5).
  if (digest(object->hash, group.file) != listed->second)
    return {Verdict::failed, Reason::hash_wrong};
  return passed;
}

// The certificate that belongs to the first signer, found by the identifier in its SignerInfo.
Certificate find_signer(CMS_ContentInfo* cms) {
  STACK_OF(CMS_SignerInfo)* infos = CMS_get0_SignerInfos(cms);
  if (infos == nullptr || sk_CMS_SignerInfo_num(infos) < 1)
    return nullptr;
  CMS_SignerInfo* info = sk_CMS_SignerInfo_value(infos, 0);
  STACK_OF(X509)* certificates = CMS_get1_certs(cms);
  Certificate found;
  for (int i = 0; i < sk_X509_num(certificates); ++i) {
    X509* certificate = sk_X509_value(certificates, i);
    if (!found && CMS_SignerInfo_cert_cmp(info, certificate) == 0) {
      X509_up_ref(certificate);
      found.reset(certificate);
    }
  }
  sk_X509_pop_free(certificates, X509_free);
  return found;
}

// 160 of 588 country signers of the German list spell their curve out; OpenSSL would refuse them
// for that alone (cards.md trap 6). Exactly this error is cleared.
int tolerate_explicit_curves(int ok, X509_STORE_CTX* context) {
  if (ok == 0 && X509_STORE_CTX_get_error(context) == X509_V_ERR_EC_KEY_EXPLICIT_PARAMS) {
    X509_STORE_CTX_set_error(context, X509_V_OK);
    return 1;
  }
  return ok;
}

// Did this country signer certify that document signer? Times are signer_validity's question.
bool certified_by(X509* signer, X509* csca) {
  const Store store(X509_STORE_new());
  const StoreContext context(X509_STORE_CTX_new());
  if (!store || !context || X509_STORE_add_cert(store.get(), csca) != 1)
    return false;
  X509_STORE_set_flags(store.get(), X509_V_FLAG_PARTIAL_CHAIN | X509_V_FLAG_NO_CHECK_TIME);
  if (X509_STORE_CTX_init(context.get(), store.get(), signer, nullptr) != 1)
    return false;
  X509_STORE_CTX_set_verify_cb(context.get(), tolerate_explicit_curves);
  const bool good = X509_verify_cert(context.get()) == 1;
  ERR_clear_error();
  return good;
}

// By name, and by key identifier where both certificates carry one.
bool names(X509* signer, X509* csca) {
  if (X509_NAME_cmp(X509_get_issuer_name(signer), X509_get_subject_name(csca)) != 0)
    return false;
  const ASN1_OCTET_STRING* wanted = X509_get0_authority_key_id(signer);
  const ASN1_OCTET_STRING* has = X509_get0_subject_key_id(csca);
  return wanted == nullptr || has == nullptr || ASN1_OCTET_STRING_cmp(wanted, has) == 0;
}

struct Chain {
  Judgement judgement{Verdict::undetermined, Reason::csca_unknown};
  X509* csca = nullptr; // belongs to the trust list
};

Chain find_chain(X509* signer, const TrustList& trust) {
  Chain chain;
  // A document signer is an end entity: a country signer's own key never signs documents.
  for (const Certificate& csca : trust.certificates().cscas) {
    if (!names(signer, csca.get()) || X509_cmp(signer, csca.get()) == 0)
      continue;
    if (certified_by(signer, csca.get()))
      return {passed, csca.get()};
    chain.judgement = {Verdict::failed, Reason::csca_signature_wrong};
  }
  return chain;
}

Judgement check_validity(X509* signer, X509* csca, WallTime now) {
  std::time_t seconds = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  const auto before = [&](const ASN1_TIME* limit) { return X509_cmp_time(limit, &seconds) > 0; };
  const auto after = [&](const ASN1_TIME* limit) { return X509_cmp_time(limit, &seconds) <= 0; };
  if (before(X509_get0_notBefore(signer)))
    return {Verdict::failed, Reason::signer_not_yet_valid};
  if (after(X509_get0_notAfter(signer)))
    return {Verdict::failed, Reason::signer_expired};
  if (csca == nullptr)
    return {};
  if (before(X509_get0_notBefore(csca)) || after(X509_get0_notAfter(csca)))
    return {Verdict::failed, Reason::csca_expired};
  return passed;
}

std::string country_of(X509* certificate) {
  std::array<char, 8> text{};
  if (X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_countryName, text.data(),
                                static_cast<int>(text.size())) < 0)
    return {};
  std::string country(text.data());
  for (char& c : country)
    c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  return country;
}

Judgement check_country(X509* csca, std::string_view issuer) {
  const auto state = find_state(issuer);
  if (!state)
    return {Verdict::undetermined, Reason::country_differs};
  const std::string country = country_of(csca);
  // Kosovo signs as KS (its ISO fellow XK came later); all others by ISO, some with three letters.
  const bool same = !country.empty() && (country == state->iso2 || country == state->iso3 ||
                                         (state->mrz == "RKS" && country == "KS"));
  return same ? passed : Judgement{Verdict::failed, Reason::country_differs};
}

} // namespace

std::vector<CheckResult> authenticate(ByteView ef_sod, std::span<const DataGroupFile> groups,
                                      std::string_view issuer, const TrustList& trust,
                                      WallTime now) {
  Judgement signature;
  std::vector<Judgement> hashes(groups.size());
  Judgement chain;
  Judgement validity;
  Judgement country;
  const Cms cms = ef_sod.empty() ? nullptr : parse_cms(ef_sod);
  if (ef_sod.empty()) {
    signature = {Verdict::undetermined, Reason::sod_missing};
  } else if (!cms) {
    signature = {Verdict::failed, Reason::sod_malformed};
  } else {
    const auto object = parse_lds_security_object(content_of(cms.get()));
    std::transform(groups.begin(), groups.end(), hashes.begin(),
                   [&](const DataGroupFile& group) { return check_hash(object, group); });
    signature = check_signature(cms.get());
    if (const Certificate signer = find_signer(cms.get())) {
      const Chain found = find_chain(signer.get(), trust);
      chain = found.judgement;
      validity = check_validity(signer.get(), found.csca, now);
      if (found.csca != nullptr)
        country = check_country(found.csca, issuer);
    } else {
      chain = {Verdict::undetermined, Reason::signer_missing};
    }
  }
  ERR_clear_error();
  std::vector<CheckResult> out;
  const auto add = [&](Check check, const Judgement& judgement, int group = 0) {
    out.push_back({check, judgement.verdict, judgement.reason, group});
  };
  add(Check::sod_signature, signature);
  for (std::size_t i = 0; i < groups.size(); ++i)
    add(Check::data_group_hash, hashes[i], groups[i].number);
  add(Check::signer_chain, chain);
  add(Check::signer_validity, validity);
  add(Check::signer_revocation,
      {Verdict::undetermined,
       chain.verdict == Verdict::passed ? Reason::crl_missing : Reason::not_reached});
  add(Check::issuer_country, country);
  return out;
}

} // namespace foyer::eid
