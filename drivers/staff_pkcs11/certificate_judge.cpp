// SPDX-License-Identifier: EUPL-1.2
#include <staff_pkcs11/certificate_judge.hpp>

#include <base/unique_handle.hpp>

#include <algorithm>
#include <array>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

namespace foyer::staff_pkcs11 {
namespace {

using api::StaffCard;
using Certificate = UniqueHandle<X509, X509_free>;
using Store = UniqueHandle<X509_STORE, X509_STORE_free>;
using Check = UniqueHandle<X509_STORE_CTX, X509_STORE_CTX_free>;
using Key = UniqueHandle<EVP_PKEY, EVP_PKEY_free>;
using Digest = UniqueHandle<EVP_MD_CTX, EVP_MD_CTX_free>;

// What the authority's cards may have: less is refused (BSI TR-02102-1 §2.3 wants 3000 for new RSA
// keys; cards with 2048 are in use until they expire).
constexpr int least_rsa_bits = 2048;
constexpr int least_ec_bits = 256;

Certificate parse(ByteView der) {
  const unsigned char* at = der.data();
  Certificate certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (certificate && at != der.data() + der.size())
    certificate.reset();
  return certificate;
}

Status load(X509_STORE* store, const std::filesystem::path& file, bool lists) {
  if (file.empty())
    return success();
  X509_LOOKUP* lookup = X509_STORE_add_lookup(store, X509_LOOKUP_file());
  const int count = lookup == nullptr ? 0
                    : lists           ? X509_load_crl_file(lookup, file.c_str(), X509_FILETYPE_PEM)
                            : X509_load_cert_file(lookup, file.c_str(), X509_FILETYPE_PEM);
  if (count <= 0)
    return fail(FailureCode::config_broken,
                lists ? "staff: list of revoked certificates" : "staff: authority");
  return success();
}

Status load_all(X509_STORE* store, const JudgeConfig& config) {
  FOYER_CHECK(load(store, config.authority, false));
  return load(store, config.revoked, true);
}

WallTime to_wall(const ASN1_TIME* time) {
  std::tm parts{};
  if (ASN1_TIME_to_tm(time, &parts) != 1)
    return {};
  return WallTime(std::chrono::seconds(::timegm(&parts)));
}

// The list's own patience, handed to OpenSSL's callback by its store's slot for such things.
struct Grace {
  WallTime now;
  std::chrono::hours length;
};

int grace_slot() {
  static const int slot = X509_STORE_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return slot;
}

int forgive_old_list(int ok, X509_STORE_CTX* check) {
  if (ok == 1 || X509_STORE_CTX_get_error(check) != X509_V_ERR_CRL_HAS_EXPIRED)
    return ok;
  const auto* grace = static_cast<const Grace*>(X509_STORE_CTX_get_ex_data(check, grace_slot()));
  const X509_CRL* list = X509_STORE_CTX_get0_current_crl(check);
  if (grace == nullptr || list == nullptr)
    return 0;
  if (grace->now > to_wall(X509_CRL_get0_nextUpdate(list)) + grace->length)
    return 0;
  X509_STORE_CTX_set_error(check, X509_V_OK);
  return 1;
}

StaffCard verdict_of(int error) {
  switch (error) {
  case X509_V_OK: return StaffCard::ready;
  case X509_V_ERR_CERT_REVOKED: return StaffCard::revoked;
  case X509_V_ERR_CERT_HAS_EXPIRED: return StaffCard::expired;
  case X509_V_ERR_CERT_NOT_YET_VALID: return StaffCard::not_yet_valid;
  case X509_V_ERR_UNABLE_TO_GET_CRL:
  case X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER:
  case X509_V_ERR_CRL_HAS_EXPIRED:
  case X509_V_ERR_CRL_NOT_YET_VALID:
  case X509_V_ERR_CRL_SIGNATURE_FAILURE: return StaffCard::list_missing;
  default: return StaffCard::foreign;
  }
}

Result<StaffCard> check_chain(const JudgeConfig& config, X509* certificate, WallTime now) {
  const Store store(X509_STORE_new());
  const Check check(X509_STORE_CTX_new());
  if (!store || !check)
    return fail(FailureCode::internal, "staff: out of memory");
  FOYER_CHECK(load_all(store.get(), config));
  if (X509_STORE_CTX_init(check.get(), store.get(), certificate, nullptr) != 1)
    return fail(FailureCode::internal, "staff: out of memory");
  Grace grace{now, config.list_grace};
  X509_STORE_CTX_set_ex_data(check.get(), grace_slot(), &grace);
  X509_STORE_CTX_set_verify_cb(check.get(), forgive_old_list);
  X509_VERIFY_PARAM* how = X509_STORE_CTX_get0_param(check.get());
  X509_VERIFY_PARAM_set_time(
      how, std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count());
  X509_VERIFY_PARAM_set_purpose(how, X509_PURPOSE_SSL_CLIENT);
  if (!config.revoked.empty())
    X509_VERIFY_PARAM_set_flags(how, X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL);
  const int good = X509_verify_cert(check.get());
  const int error = X509_STORE_CTX_get_error(check.get());
  if (good != 1 && error == X509_V_OK)
    return StaffCard::foreign;
  return verdict_of(error);
}

bool has_policy(const X509* certificate, const std::string& wanted) {
  const UniqueHandle<CERTIFICATEPOLICIES, CERTIFICATEPOLICIES_free> policies(
      static_cast<CERTIFICATEPOLICIES*>(
          X509_get_ext_d2i(certificate, NID_certificate_policies, nullptr, nullptr)));
  for (int i = 0; policies && i < sk_POLICYINFO_num(policies.get()); ++i) {
    std::array<char, 128> text{};
    const int size = OBJ_obj2txt(text.data(), static_cast<int>(text.size()),
                                 sk_POLICYINFO_value(policies.get(), i)->policyid, 1);
    if (size > 0 && wanted == text.data())
      return true;
  }
  return false;
}

bool has_unit(const X509* certificate, const std::string& wanted) {
  const X509_NAME* subject = X509_get_subject_name(certificate);
  for (int at = X509_NAME_get_index_by_NID(subject, NID_organizationalUnitName, -1); at >= 0;
       at = X509_NAME_get_index_by_NID(subject, NID_organizationalUnitName, at)) {
    unsigned char* text = nullptr;
    const int size =
        ASN1_STRING_to_UTF8(&text, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
    const bool same =
        size >= 0 && wanted == as_text(ByteView(text, static_cast<std::size_t>(size)));
    OPENSSL_free(text);
    if (same)
      return true;
  }
  return false;
}

// Nothing where no rule fits, or rules of both roles do.
std::optional<api::StaffRole> role_of(const JudgeConfig& config, const X509* certificate) {
  std::optional<api::StaffRole> found;
  for (const RoleRule& rule : config.roles) {
    if (rule.policy.empty() && rule.unit.empty())
      continue;
    if ((!rule.policy.empty() && !has_policy(certificate, rule.policy)) ||
        (!rule.unit.empty() && !has_unit(certificate, rule.unit)))
      continue;
    if (found && *found != rule.role)
      return std::nullopt;
    found = rule.role;
  }
  return found;
}

bool may_sign(X509* certificate, EVP_PKEY* key) {
  const bool elliptic = EVP_PKEY_get_base_id(key) == EVP_PKEY_EC;
  const bool rsa = EVP_PKEY_get_base_id(key) == EVP_PKEY_RSA;
  if (!(elliptic && EVP_PKEY_get_bits(key) >= least_ec_bits) &&
      !(rsa && EVP_PKEY_get_bits(key) >= least_rsa_bits))
    return false;
  return (X509_get_key_usage(certificate) & KU_DIGITAL_SIGNATURE) != 0; // all where none is said
}

Bytes der_of_pair(ByteView signature) {
  const UniqueHandle<ECDSA_SIG, ECDSA_SIG_free> pair(ECDSA_SIG_new());
  const std::size_t half = signature.size() / 2;
  BIGNUM* r = BN_bin2bn(signature.data(), static_cast<int>(half), nullptr);
  BIGNUM* s = BN_bin2bn(signature.data() + half, static_cast<int>(half), nullptr);
  if (!pair || r == nullptr || s == nullptr || ECDSA_SIG_set0(pair.get(), r, s) != 1) {
    BN_free(r);
    BN_free(s);
    return {};
  }
  unsigned char* der = nullptr;
  const int size = i2d_ECDSA_SIG(pair.get(), &der);
  Bytes out = size > 0 ? Bytes(der, der + size) : Bytes{};
  OPENSSL_free(der);
  return out;
}

Bytes sha256(ByteView bytes) {
  Bytes out(32);
  unsigned size = 0;
  EVP_Digest(bytes.data(), bytes.size(), out.data(), &size, EVP_sha256(), nullptr);
  return out;
}

} // namespace

Status check_files(const JudgeConfig& config) {
  const Store store(X509_STORE_new());
  if (!store)
    return fail(FailureCode::internal, "staff: out of memory");
  return load_all(store.get(), config);
}

Result<Judged> judge(const JudgeConfig& config, ByteView der, WallTime now) {
  Judged judged;
  judged.sha256 = sha256(der);
  const Certificate certificate = parse(der);
  if (!certificate)
    return judged;
  EVP_PKEY* key = X509_get0_pubkey(certificate.get());
  if (key == nullptr || !may_sign(certificate.get(), key))
    return judged;
  judged.elliptic = EVP_PKEY_get_base_id(key) == EVP_PKEY_EC;
  judged.valid_until = to_wall(X509_get0_notAfter(certificate.get()));
  FOYER_TRY(judged.verdict, check_chain(config, certificate.get(), now));
  if (judged.verdict != StaffCard::ready)
    return judged;
  judged.role = role_of(config, certificate.get());
  if (!judged.role)
    judged.verdict = StaffCard::roleless;
  return judged;
}

Bytes challenge_digest(ByteView certificate_sha256, ByteView nonce) {
  Bytes message = to_bytes(as_bytes("foyer staff login 1"));
  message.push_back(0);
  append(message, certificate_sha256);
  append(message, nonce);
  return sha256(message);
}

bool signature_fits(ByteView der, ByteView digest, ByteView signature) {
  const Certificate certificate = parse(der);
  EVP_PKEY* key = certificate ? X509_get0_pubkey(certificate.get()) : nullptr;
  const UniqueHandle<EVP_PKEY_CTX, EVP_PKEY_CTX_free> check(
      key == nullptr ? nullptr : EVP_PKEY_CTX_new(key, nullptr));
  if (!check || EVP_PKEY_verify_init(check.get()) != 1 ||
      EVP_PKEY_CTX_set_signature_md(check.get(), EVP_sha256()) != 1)
    return false;
  Bytes pair;
  if (EVP_PKEY_get_base_id(key) == EVP_PKEY_EC) {
    if (signature.empty() || signature.size() % 2 != 0 || signature.size() > 2 * 66)
      return false;
    pair = der_of_pair(signature);
    signature = pair;
  } else if (EVP_PKEY_CTX_set_rsa_padding(check.get(), RSA_PKCS1_PADDING) != 1) {
    return false;
  }
  return EVP_PKEY_verify(check.get(), signature.data(), signature.size(), digest.data(),
                         digest.size()) == 1;
}

Result<Bytes> fresh_nonce() {
  Bytes nonce(32);
  if (RAND_bytes(nonce.data(), static_cast<int>(nonce.size())) != 1)
    return fail(FailureCode::internal, "staff: no random numbers");
  return nonce;
}

} // namespace foyer::staff_pkcs11
