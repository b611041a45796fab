// SPDX-License-Identifier: EUPL-1.2
// What the office's root vouches for: certificates that are sealed to, and those that sign sets of
// them. Dates are the caller's matter. Not a public header.
#pragma once

#include "openssl_handles.hpp"

#include <base/clock.hpp>

#include <openssl/x509_vfy.h>

#include <optional>
#include <string_view>

namespace foyer::seal {

using RootStore = UniqueHandle<X509_STORE, X509_STORE_free>;

// BSI TR-02102-1 3.6: RSA of at least 3000 bits; certificates come as 3072 or 4096.
inline constexpr int least_rsa_bits = 3072;

// config_broken: no self-signed CA in PEM.
Result<RootStore> pinned_root(std::string_view pem);

enum class OfficeUse : std::uint8_t {
  encrypts,  // keyEncipherment
  signs_sets // digitalSignature, and no key that is sealed to: who has stolen one of those must
             // not be able to say that it is still in use
};

// What is wrong with a certificate for this use, or nothing.
std::optional<std::string_view> office_defect(X509* certificate, X509_STORE* root,
                                              std::string_view expected_name, OfficeUse use);

// The subject's one common name; empty if there is none or more than one.
std::string common_name(const X509* certificate);
std::optional<WallTime> to_wall(const ASN1_TIME* time);

} // namespace foyer::seal
