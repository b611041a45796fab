// SPDX-License-Identifier: EUPL-1.2
#include <eid/trust_list.hpp>

#include "certificates.hpp"
#include "pem.hpp"

#include <base/whole_file.hpp>
#include <eid/crypto.hpp>
#include <eid/trust_table.hpp>

#include <algorithm>

namespace foyer::eid {
namespace {

Failure broken(const std::string& what) {
  return fail(FailureCode::trust_list_broken, what);
}

std::string fingerprint_of(const TrustList::Certificates& list) {
  std::vector<Bytes> encoded;
  for (const auto& csca : list.cscas)
    encoded.push_back(csca.der);
  for (const auto& crl : list.crls)
    encoded.push_back(crl.der);
  // Not <=>: g++ 12 at -O2 takes vector's for a read out of bounds.
  std::sort(encoded.begin(), encoded.end(), [](const Bytes& a, const Bytes& b) {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
  });
  Bytes all;
  for (const Bytes& bytes : encoded)
    append(all, bytes);
  return to_hex(digest(Hash::sha256, all));
}

// One PEM entry; kinds that do not belong here are passed by.
bool add(TrustList::Certificates& list, std::string_view kind, ByteView der) {
  if (kind == "CERTIFICATE") {
    const Certificate one = parse_certificate(der);
    if (one)
      list.cscas.push_back({name_hash(X509_get_subject_name(one.get())),
                            name_hash(X509_get_issuer_name(one.get())), to_bytes(der)});
    return one != nullptr;
  }
  if (kind == "X509 CRL") {
    const RevocationList one = parse_revocation_list(der);
    if (one)
      list.crls.push_back({name_hash(X509_CRL_get_issuer(one.get())), to_bytes(der)});
    return one != nullptr;
  }
  return true;
}

bool has_signer(const TrustList::Certificates::Crl& crl, const TrustList::Certificates& list) {
  const RevocationList parsed = parse_revocation_list(crl.der);
  return std::any_of(list.cscas.begin(), list.cscas.end(), [&](const auto& csca) {
    const Certificate issuer = csca.subject == crl.issuer ? parse_certificate(csca.der) : nullptr;
    return issuer && signed_by(parsed.get(), issuer.get());
  });
}

// A list that cannot be read is as broken as one that makes no sense.
Result<Bytes> read(const std::filesystem::path& file) {
  auto content = read_whole_file(file);
  if (!content.ok())
    return broken(content.failure().detail);
  return content;
}

} // namespace

TrustList::TrustList(std::shared_ptr<const Certificates> certificates)
    : certificates_(std::move(certificates)) {}

TrustList::TrustList() {
  auto none = std::make_shared<Certificates>();
  none->fingerprint = to_hex(digest(Hash::sha256, {}));
  certificates_ = std::move(none);
}

Result<TrustList> TrustList::from_pem(std::string_view bundle) {
  auto list = std::make_shared<Certificates>();
  bool good = true;
  const bool whole = for_each_pem(
      bundle, [&](std::string_view kind, ByteView der) { good = good && add(*list, kind, der); });
  if (!whole || !good)
    return broken("an entry is damaged");
  if (list->cscas.empty())
    return broken("no certificate in it");
  for (const auto& crl : list->crls)
    if (!has_signer(crl, *list))
      return broken("a revocation list that none of its certificates signed");
  list->fingerprint = fingerprint_of(*list);
  return TrustList(std::move(list));
}

TrustList TrustList::from_table(const TrustTable& table) {
  auto list = std::make_shared<Certificates>();
  for (const auto& one : table.certificates)
    list->cscas.push_back({one.subject, one.issuer, one.der});
  for (const auto& one : table.revocations)
    list->crls.push_back({one.issuer, one.der});
  list->made = table.made;
  list->fingerprint = table.fingerprint;
  return TrustList(std::move(list));
}

Result<TrustList> TrustList::load(const std::filesystem::path& file_or_directory) {
  std::error_code error;
  if (!std::filesystem::is_directory(file_or_directory, error)) {
    FOYER_TRY(const Bytes content, read(file_or_directory));
    if (!is_trust_table(content))
      return from_pem(as_text(content));
    FOYER_TRY(const TrustTable table, parse_trust_table(content));
    return from_table(table);
  }
  std::vector<std::filesystem::path> files;
  for (auto entry = std::filesystem::directory_iterator(file_or_directory, error);
       !error && entry != std::filesystem::directory_iterator(); entry.increment(error))
    if (entry->path().extension() == ".pem" || entry->path().extension() == ".crt")
      files.push_back(entry->path());
  if (error)
    return broken("directory cannot be read");
  std::sort(files.begin(), files.end());
  std::string bundle;
  for (const auto& file : files) {
    FOYER_TRY(const Bytes content, read(file));
    const std::string_view text = as_text(content);
    // A damaged file must not hide behind its neighbours' good entries.
    FOYER_TRY(const TrustList alone, from_pem(text));
    bundle.append(text).append("\n");
  }
  return from_pem(bundle);
}

std::size_t TrustList::size() const {
  return certificates_->cscas.size();
}
const std::string& TrustList::made() const {
  return certificates_->made;
}
const std::string& TrustList::fingerprint() const {
  return certificates_->fingerprint;
}

} // namespace foyer::eid
