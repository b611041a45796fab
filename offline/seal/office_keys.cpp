// SPDX-License-Identifier: EUPL-1.2
#include <seal/office_keys.hpp>

#include "office_pki.hpp"

#include <nlohmann/json.hpp>
#include <openssl/pem.h>
#include <openssl/rsa.h>

namespace foyer::seal {

namespace {

using nlohmann::json;

constexpr std::string_view set_typ = "foyer-office-keys+jwt";
constexpr std::size_t most_certificates = 16;
constexpr std::int64_t largest_version = 9'007'199'254'740'991; // 2^53 - 1: exact in any JSON
constexpr std::int64_t year_9999_s = 253'402'300'799;

Failure odd(std::string_view what) {
  return fail(FailureCode::malformed, "office keys: " + std::string(what));
}
Failure untrusted(std::string_view what) {
  return fail(FailureCode::office_key_untrusted, "office keys: " + std::string(what));
}

struct Parts {
  std::string_view signed_part;
  Bytes header, payload, signature;
};

// RFC 7515 3.1: header.payload.signature, each base64url without padding.
Result<Parts> split(std::string_view compact) {
  if (compact.size() > office_keys_limit)
    return odd("too long");
  const auto first = compact.find('.');
  const auto last = compact.rfind('.');
  if (first == std::string_view::npos || first == last || compact.find('.', first + 1) != last)
    return odd("no compact JWS");
  auto header = from_base64url(compact.substr(0, first));
  auto payload = from_base64url(compact.substr(first + 1, last - first - 1));
  auto signature = from_base64url(compact.substr(last + 1));
  if (!header || !payload || !signature)
    return odd("no base64url");
  return Parts{compact.substr(0, last), std::move(*header), std::move(*payload),
               std::move(*signature)};
}

// Base64 (not URL) of DER, RFC 7515 4.1.6.
Result<Certificate> certificate_at(const json& text) {
  if (!text.is_string())
    return odd("a certificate is no text");
  const auto der = from_base64(text.get_ref<const std::string&>());
  if (!der)
    return odd("a certificate is no base64");
  const unsigned char* at = der->data();
  Certificate certificate(d2i_X509(nullptr, &at, static_cast<long>(der->size())));
  ERR_clear_error();
  if (!certificate || at != der->data() + der->size())
    return odd("a certificate is none");
  return certificate;
}

// The signer, out of a header that is exactly ours: what we do not know might mean something.
Result<Certificate> signer_in(const Bytes& bytes) {
  const json header = json::parse(as_text(bytes), nullptr, false);
  if (!header.is_object() || header.size() != 3 || !header.contains("alg") ||
      !header.contains("typ") || !header.contains("x5c"))
    return odd("another header");
  if (header["alg"] != "PS512" || header["typ"] != set_typ)
    return untrusted("another algorithm or type");
  const json& chain = header["x5c"];
  if (!chain.is_array() || chain.size() != 1)
    return odd("not one certificate of the signer");
  return certificate_at(chain[0]);
}

bool signature_holds(X509* signer, const Parts& parts) {
  const DigestContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr; // owned by context
  // RFC 7518 3.5: RSASSA-PSS, SHA-512 for both hashes, salt as long as the hash.
  const bool holds =
      context &&
      EVP_DigestVerifyInit(context.get(), &parameters, EVP_sha512(), nullptr,
                           X509_get0_pubkey(signer)) == 1 &&
      EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1 &&
      EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) == 1 &&
      EVP_DigestVerify(context.get(), parts.signature.data(), parts.signature.size(),
                       as_bytes(parts.signed_part).data(), parts.signed_part.size()) == 1;
  ERR_clear_error();
  return holds;
}

// A whole number of the payload within 1..most.
Result<std::int64_t> number_at(const json& claims, const char* name, std::int64_t most) {
  const auto found = claims.find(name);
  if (found == claims.end() || !found->is_number_integer() || found->get<std::int64_t>() < 1 ||
      found->get<std::int64_t>() > most)
    return odd(std::string("claim ") + name);
  return found->get<std::int64_t>();
}

Result<std::string> as_pem(const X509* certificate) {
  const Bio out(BIO_new(BIO_s_mem()));
  if (!out || PEM_write_bio_X509(out.get(), certificate) != 1)
    return openssl_failure(FailureCode::internal, "certificate");
  return std::string(text_of(out));
}

} // namespace

Result<OfficeKeys> OfficeKeys::open(std::string_view compact, const OfficePins& pins) {
  FOYER_TRY(const RootStore root, pinned_root(pins.root_pem));
  FOYER_TRY(const Parts parts, split(compact));
  FOYER_TRY(const Certificate signer, signer_in(parts.header));
  if (const auto wrong =
          office_defect(signer.get(), root.get(), pins.name, OfficeUse::signs_sets)) {
    ERR_clear_error();
    return untrusted("signer: " + std::string(*wrong));
  }
  if (!signature_holds(signer.get(), parts))
    return untrusted("the signature does not hold");

  const json claims = json::parse(as_text(parts.payload), nullptr, false);
  if (!claims.is_object())
    return odd("no JSON object");
  OfficeKeys keys;
  FOYER_TRY(keys.version_, number_at(claims, "version", largest_version));
  FOYER_TRY(const std::int64_t issued, number_at(claims, "iat", year_9999_s));
  keys.issued_at_ = WallTime(std::chrono::seconds(issued));
  // By its own date, not by our clock: a set that was good when it was made stays good.
  const auto from = to_wall(X509_get0_notBefore(signer.get()));
  const auto until = to_wall(X509_get0_notAfter(signer.get()));
  if (!from || !until || keys.issued_at_ < *from || keys.issued_at_ > *until)
    return untrusted("signer: not valid when the set was made");
  const auto certificates = claims.find("certificates");
  if (certificates == claims.end() || !certificates->is_array() ||
      certificates->size() > most_certificates)
    return odd("claim certificates");
  for (const json& text : *certificates) {
    FOYER_TRY(const Certificate certificate, certificate_at(text));
    FOYER_TRY(const std::string pem, as_pem(certificate.get()));
    keys.certificates_pem_ += pem;
  }
  return keys;
}

Result<ChosenOfficeKey> choose_office_key(std::string_view certificates_pem, const OfficePins& pins,
                                          WallTime now) {
  auto best = OfficeCertificate::load(certificates_pem, pins.root_pem, pins.name, now);
  if (best && best->validity() == Validity::valid)
    return ChosenOfficeKey{std::move(*best), OfficeKeyStanding::valid};
  if (auto emergency = OfficeCertificate::vouched_for(pins.emergency_pem, now))
    return ChosenOfficeKey{std::move(*emergency), OfficeKeyStanding::emergency};
  if (!best)
    return best.failure();
  return ChosenOfficeKey{std::move(*best), OfficeKeyStanding::out_of_date};
}

} // namespace foyer::seal
