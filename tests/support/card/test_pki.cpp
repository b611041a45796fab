// SPDX-License-Identifier: EUPL-1.2
#include <card/test_pki.hpp>

#include "ber.hpp"
#include "certificates.hpp"
#include "chip_crypto.hpp"
#include "signed_data.hpp"

#include <array>

namespace foyer::card {
namespace {

std::string part(const std::string& seed, const char* role) {
  return seed.empty() ? std::string() : seed + "/" + role;
}

Bytes serial(const std::string& seed, const char* role) {
  Bytes out;
  if (seed.empty()) {
    out.resize(8);
    system_randomness()(out);
  } else {
    out = hash("SHA-256", as_bytes(seed + "#" + role));
    out.resize(8);
  }
  return out;
}

std::shared_ptr<X509> country_certificate(const SignerSpec& spec, const TestKey& key,
                                          const Issuing& by, const char* role) {
  return make_certificate({spec.signs_no_lists ? CertificateKind::listless_country_signer
                                               : CertificateKind::country_signer,
                           spec.country,
                           spec.name,
                           or_default(spec.csca_from, day(2025, 1, 1)),
                           or_default(spec.csca_until, day(2040, 1, 1)),
                           serial(spec.seed, role),
                           {}},
                          key, by);
}

} // namespace

struct Signer::Keys {
  SignerSpec spec;
  TestKey csca_key;
  TestKey signer_key;
  std::shared_ptr<X509> csca;
  std::shared_ptr<X509> signer;
  Bytes link;

  [[nodiscard]] Issuing issuing() const {
    return {csca.get(), &csca_key, spec.certificate_digest, spec.certificate_padding};
  }
  [[nodiscard]] Issuing own() const {
    return {nullptr, &csca_key, spec.certificate_digest, spec.certificate_padding};
  }
  void make_country() { csca = country_certificate(spec, csca_key, own(), "csca"); }
  void make_signer(const SignerSpec& of) {
    signer = make_certificate(
        {CertificateKind::document_signer, spec.country, "Foyer Test Document Signer",
         or_default(of.signer_from, day(2026, 1, 1)), or_default(of.signer_until, day(2038, 1, 1)),
         serial(of.seed, "signer"), of.document_types},
        signer_key, issuing());
  }
};

Signer::Signer(std::unique_ptr<Keys> keys) : keys_(std::move(keys)) {}

Signer::Signer(const SignerSpec& spec)
    : keys_(std::make_unique<Keys>(
          Keys{spec,
               TestKey(spec.csca_key, part(spec.seed, "csca"), spec.explicit_parameters),
               TestKey(spec.signer_key, part(spec.seed, "signer"), spec.explicit_parameters),
               {},
               {},
               {}})) {
  keys_->make_country();
  keys_->make_signer(spec);
}
Signer::~Signer() = default;
Signer::Signer(Signer&&) noexcept = default;
Signer& Signer::operator=(Signer&&) noexcept = default;

Signer Signer::colleague(const SignerSpec& spec) const {
  auto keys = std::make_unique<Keys>(*keys_);
  keys->signer_key = TestKey(spec.signer_key, part(spec.seed, "signer"), spec.explicit_parameters);
  keys->make_signer(spec);
  return Signer(std::move(keys));
}

Signer Signer::successor(const SignerSpec& spec) const {
  SignerSpec next = spec;
  next.country = keys_->spec.country;
  if (!spec.renamed)
    next.name = keys_->spec.name;
  Signer made(next);
  made.keys_->link =
      der_of(country_certificate(next, made.keys_->csca_key, keys_->issuing(), "link").get());
  return made;
}

std::string Signer::csca_pem() const {
  return pem_of(keys_->csca.get());
}
std::string Signer::signer_pem() const {
  return pem_of(keys_->signer.get());
}
Bytes Signer::csca_der() const {
  return der_of(keys_->csca.get());
}
Bytes Signer::signer_der() const {
  return der_of(keys_->signer.get());
}
Bytes Signer::link_der() const {
  return keys_->link;
}

Bytes Signer::sign_sod(const std::vector<DataGroup>& groups, Digest hash_kind, Digest signature,
                       SodSignature padding) const {
  return sign_sod(groups, SodSpec{hash_kind, signature, padding});
}

// LDSSecurityObject (9303-10 §4.6.2.3): its version 1 tells the versions of LDS and Unicode.
Bytes Signer::sign_sod(const std::vector<DataGroup>& groups, const SodSpec& spec) const {
  Bytes hashes;
  for (const DataGroup& group : groups) {
    Bytes value = hash(name(spec.hash), group.file);
    if (group.number == spec.wrong_hash)
      value[0] ^= 0x01;
    append(hashes,
           ber::sequence({ber::integer(group.number), ber::element(0x04, ByteView(value))}));
  }
  const Bytes versions =
      ber::sequence({ber::element(0x13, as_bytes("0108")), ber::element(0x13, as_bytes("040000"))});
  const Bytes object =
      ber::sequence({ber::integer(spec.lds18 ? 1 : 0), hash_algorithm(spec.hash),
                     ber::element(0x30, ByteView(hashes)), spec.lds18 ? versions : Bytes()});
  SignedDataSpec data;
  data.content = object;
  data.key = &keys_->signer_key;
  data.certificate = keys_->signer.get();
  if (!spec.without_certificate)
    data.certificates.push_back(signer_der());
  data.how = spec;
  return ber::element(0x77, ByteView(signed_data(data)));
}

Bytes Signer::sign_card_security(ByteView infos) const {
  SignedDataSpec data;
  data.content_type = "0.4.0.127.0.7.3.2.1";
  data.content = infos;
  data.key = &keys_->signer_key;
  data.certificate = keys_->signer.get();
  data.certificates.push_back(signer_der());
  return signed_data(data);
}

Bytes Signer::crl(const CrlSpec& spec) const {
  return make_crl(spec, keys_->issuing());
}

Bytes Signer::master_list(const std::vector<Bytes>& certificates) const {
  return master_list(certificates, {});
}

Bytes Signer::master_list(const std::vector<Bytes>& certificates,
                          const MasterListSpec& spec) const {
  const std::string seed = part(keys_->spec.seed, "list");
  const TestKey key(KeyType::brainpool256, seed);
  const auto kind = spec.signer_without_usage ? CertificateKind::useless_list_signer
                                              : CertificateKind::master_list_signer;
  const auto certificate = make_certificate({kind,
                                             keys_->spec.country,
                                             "Foyer Test Master List Signer",
                                             day(2026, 1, 1),
                                             day(2031, 1, 1),
                                             serial(seed, "signer"),
                                             {}},
                                            key, keys_->issuing());
  const Bytes list = ber::sequence({ber::integer(0), ber::set_of(certificates)});
  SignedDataSpec data;
  data.content_type = "2.23.136.1.1.2";
  data.content = list;
  data.key = &key;
  data.certificate = certificate.get();
  data.certificates = {der_of(certificate.get()), csca_der()};
  data.how.signing_time = spec.signing_time;
  data.how.wrong_signature = spec.wrong_signature;
  data.how.by_key_identifier = true;
  return signed_data(data);
}

namespace {

// Two letters that no state has: X and A..Z, then Q.
std::string invented_country(int index) {
  const char first = index < 26 ? 'X' : 'Q';
  return {first, static_cast<char>('A' + index % 26)};
}

struct Kind {
  KeyType key;
  Digest digest;
  SodSignature padding;
};

constexpr std::array named_kinds{Kind{KeyType::rsa3072, Digest::sha256, SodSignature::plain},
                                 Kind{KeyType::p256, Digest::sha256, SodSignature::plain},
                                 Kind{KeyType::rsa2048, Digest::sha256, SodSignature::pss},
                                 Kind{KeyType::brainpool256, Digest::sha256, SodSignature::plain},
                                 Kind{KeyType::rsa2048, Digest::sha1, SodSignature::plain},
                                 Kind{KeyType::p384, Digest::sha384, SodSignature::plain},
                                 Kind{KeyType::brainpool384, Digest::sha384, SodSignature::plain},
                                 Kind{KeyType::rsa3072, Digest::sha512, SodSignature::pss},
                                 Kind{KeyType::p521, Digest::sha512, SodSignature::plain},
                                 Kind{KeyType::brainpool512, Digest::sha512, SodSignature::plain},
                                 Kind{KeyType::brainpool224, Digest::sha224, SodSignature::plain}};
constexpr std::array explicit_kinds{
    Kind{KeyType::brainpool256, Digest::sha256, SodSignature::plain},
    Kind{KeyType::p256, Digest::sha256, SodSignature::plain},
    Kind{KeyType::brainpool384, Digest::sha384, SodSignature::plain},
    Kind{KeyType::p384, Digest::sha384, SodSignature::plain},
    Kind{KeyType::brainpool224, Digest::sha224, SodSignature::plain}};

} // namespace

std::vector<Bytes> many_country_signers(int count, int explicit_parameters) {
  constexpr int countries = 52;
  std::vector<Bytes> made;
  for (int i = 0; i < count; ++i) {
    const bool spelled = i < explicit_parameters;
    const auto index = static_cast<std::size_t>(i);
    const Kind& kind = spelled ? explicit_kinds.at(index % explicit_kinds.size())
                               : named_kinds.at(index % named_kinds.size());
    SignerSpec spec;
    spec.seed = "many/" + std::to_string(i);
    spec.country = invented_country(i % countries);
    spec.name = "Foyer Test CSCA " + std::to_string(i / countries + 1);
    spec.csca_from = day(2012 + i % 14, 1, 1);
    spec.csca_until = day(2027 + i % 14, 1, 1);
    // Numbers take long to draw, so countries share a few of them.
    const bool is_rsa = kind.key == KeyType::rsa2048 || kind.key == KeyType::rsa3072;
    const TestKey key(kind.key, is_rsa ? "many/" + std::to_string(i % 3) : spec.seed + "/csca",
                      spelled);
    made.push_back(der_of(
        country_certificate(spec, key, {nullptr, &key, kind.digest, kind.padding}, "csca").get()));
  }
  return made;
}

CardImage make_card(const HolderSpec& holder, const Signer& signer) {
  CardImage image;
  image.can = holder.can;
  image.mrz = td1_zone(holder);
  image.ef_card_access = ef_card_access();
  image.ef_dg1 = ef_dg1(image.mrz);
  image.ef_com = ef_com({1});
  image.ef_sod = signer.sign_sod({{1, image.ef_dg1}});
  return image;
}

} // namespace foyer::card
