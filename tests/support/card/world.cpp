// SPDX-License-Identifier: EUPL-1.2
#include "world.hpp"

#include "ber.hpp"
#include "certificates.hpp"

#include <card/personalities.hpp>

#include <map>
#include <mutex>
#include <stdexcept>

namespace foyer::card {
namespace {

struct Entry {
  const char* name;
  const char* issuer; // in the MRZ
  const char* country;
  KeyType csca_key, signer_key;
  Digest digest = Digest::sha256; // of the certificates
  SodSignature padding = SodSignature::plain;
  bool explicit_parameters = false;
};

using enum KeyType;
constexpr SodSignature plain = SodSignature::plain;
constexpr SodSignature pss = SodSignature::pss;

// One country for each manner of signing. Issuers are real codes, since a reader knows those; the
// keys are nobody's.
constexpr Entry countries[] = {
    {"german", "D", "DE", brainpool384, brainpool256, Digest::sha384},
    {"ukrainian", "UKR", "UA", rsa3072, rsa2048},
    {"turkish", "TUR", "TR", rsa3072, rsa2048, Digest::sha256, pss},
    {"indian", "IND", "IN", rsa2048, rsa2048, Digest::sha1},
    {"romanian", "ROU", "RO", brainpool256, brainpool256, Digest::sha256, plain, true},
    {"georgian", "GEO", "GE", p384, p224, Digest::sha384},
    {"swiss", "CHE", "CH", p521, p521, Digest::sha512},
    {"french", "FRA", "FR", p384, p384, Digest::sha384},
    {"serbian", "SRB", "RS", p256, p256, Digest::sha256, plain, true},
    {"polish", "POL", "PL", brainpool256, brainpool256},
    {"unknown", "MDA", "MD", brainpool256, brainpool256},
};

SignerSpec spec_of(const Entry& entry) {
  SignerSpec spec;
  spec.country = entry.country;
  spec.csca_key = entry.csca_key;
  spec.signer_key = entry.signer_key;
  spec.certificate_digest = entry.digest;
  spec.certificate_padding = entry.padding;
  spec.explicit_parameters = entry.explicit_parameters;
  spec.name = std::string("Foyer Test CSCA ") + entry.country;
  spec.seed = std::string("world/") + entry.name;
  return spec;
}

SignerSpec signer_spec(const char* seed) {
  SignerSpec spec;
  spec.seed = std::string("world/") + seed;
  return spec;
}

// Further signers of those countries.
Signer make_signer(const std::string& name) {
  if (name == "german-expired") {
    SignerSpec spec = signer_spec("expired");
    spec.signer_from = day(2025, 2, 1);
    spec.signer_until = day(2026, 6, 1);
    return world_signer("german").colleague(spec);
  }
  if (name == "german-revoked")
    return world_signer("german").colleague(signer_spec("revoked"));
  if (name == "german-titles") {
    SignerSpec spec = signer_spec("titles");
    spec.document_types = {"AR", "AT"};
    return world_signer("german").colleague(spec);
  }
  if (name == "polish-new")
    return world_signer("polish").successor(signer_spec("polish-new"));
  for (const Entry& entry : countries)
    if (name == entry.name)
      return Signer(spec_of(entry));
  throw std::invalid_argument("no signer " + name);
}

} // namespace

const Signer& world_signer(const std::string& name) {
  static std::recursive_mutex mutex;
  static std::map<std::string, Signer> known;
  const std::lock_guard lock(mutex);
  const auto found = known.find(name);
  if (found != known.end())
    return found->second;
  return known.emplace(name, make_signer(name)).first->second;
}

std::string issuer_of(const std::string& signer) {
  const std::string country = signer.substr(0, signer.find('-'));
  for (const Entry& entry : countries)
    if (country == entry.name)
      return entry.issuer;
  throw std::invalid_argument("no signer " + signer);
}

// Of the country with a new key only the old one is known, and the certificate that links them.
std::vector<Bytes> world_certificates() {
  std::vector<Bytes> all;
  for (const Entry& entry : countries)
    if (std::string_view(entry.name) != "unknown")
      all.push_back(world_signer(entry.name).csca_der());
  all.push_back(world_signer("polish-new").link_der());
  return all;
}

namespace {

std::string as_pem(const char* what, const std::vector<Bytes>& all) {
  std::string pem;
  for (const Bytes& one : all) {
    pem += std::string("-----BEGIN ") + what + "-----\n";
    const std::string text = to_base64(one);
    for (std::size_t at = 0; at < text.size(); at += 64)
      pem += text.substr(at, 64) + "\n";
    pem += std::string("-----END ") + what + "-----\n";
  }
  return pem;
}

} // namespace

std::string world_trust_pem() {
  return as_pem("CERTIFICATE", world_certificates());
}

std::string world_revocation_pem() {
  return as_pem("X509 CRL", world_revocation_lists());
}

Bytes world_master_list() {
  return world_list_signed(world_certificates());
}

Bytes world_list_signed(const std::vector<Bytes>& certificates) {
  return world_signer("german").master_list(certificates);
}

std::string world_list_signer_pem() {
  return world_signer("german").csca_pem();
}

// All known countries publish one; Germany's names the signer that was taken back.
std::vector<Bytes> world_revocation_lists() {
  std::vector<Bytes> lists;
  for (const Entry& entry : countries) {
    if (std::string_view(entry.name) == "unknown")
      continue;
    Signer::CrlSpec spec;
    spec.next = day(2036, 1, 1);
    if (std::string_view(entry.name) == "german")
      spec.revoked_certificates.push_back(world_signer("german-revoked").signer_der());
    lists.push_back(world_signer(entry.name).crl(spec));
  }
  lists.push_back(world_signer("polish-new").crl({{}, {}, day(2036, 1, 1), 2}));
  return lists;
}

} // namespace foyer::card
