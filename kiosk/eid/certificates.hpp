// SPDX-License-Identifier: EUPL-1.2
// OpenSSL's side of the trust list; included by eid's sources only.
#pragma once

#include <eid/trust_list.hpp>

#include <base/unique_handle.hpp>

#include <openssl/x509.h>

#include <string>
#include <vector>

namespace foyer::eid {

using Certificate = UniqueHandle<X509, X509_free>;

struct TrustList::Certificates {
  std::vector<Certificate> cscas;
  std::string fingerprint;
};

} // namespace foyer::eid
