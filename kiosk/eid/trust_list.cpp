// SPDX-License-Identifier: EUPL-1.2
#include <eid/trust_list.hpp>

#include "certificates.hpp"

#include <eid/crypto.hpp>

#include <openssl/err.h>
#include <openssl/pem.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace foyer::eid {
namespace {

using Bio = UniqueHandle<BIO, BIO_free_all>;

Failure broken(const char* what) {
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

Result<std::string> read_text(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in)
    return broken("file cannot be opened");
  std::string text((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (in.bad())
    return broken("file cannot be read");
  if (!text.empty() && text.back() != '\n')
    text.push_back('\n');
  return text;
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
  const Bio bio(BIO_new_mem_buf(bundle.data(), static_cast<int>(bundle.size())));
  auto list = std::make_shared<Certificates>();
  ERR_clear_error();
  while (Certificate certificate{PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr)})
    list->cscas.push_back({name_hash(X509_get_subject_name(certificate.get())),
                           name_hash(X509_get_issuer_name(certificate.get())),
                           to_der(certificate.get())});
  const unsigned long last = ERR_peek_last_error();
  ERR_clear_error();
  // "No start line" is how the end of a PEM file looks; everything else is a damaged entry.
  if (ERR_GET_LIB(last) != ERR_LIB_PEM || ERR_GET_REASON(last) != PEM_R_NO_START_LINE)
    return broken("an entry is damaged");
  if (list->cscas.empty())
    return broken("no certificate in it");
  list->fingerprint = fingerprint_of(*list);
  return TrustList(std::move(list));
}

Result<TrustList> TrustList::load(const std::filesystem::path& file_or_directory) {
  std::error_code error;
  if (!std::filesystem::is_directory(file_or_directory, error)) {
    FOYER_TRY(const std::string text, read_text(file_or_directory));
    return from_pem(text);
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
    FOYER_TRY(const std::string text, read_text(file));
    // A damaged file must not hide behind its neighbours' good entries.
    FOYER_TRY(const TrustList alone, from_pem(text));
    bundle += text;
  }
  return from_pem(bundle);
}

std::size_t TrustList::size() const {
  return certificates_->cscas.size();
}
const std::string& TrustList::fingerprint() const {
  return certificates_->fingerprint;
}

} // namespace foyer::eid
