// SPDX-License-Identifier: EUPL-1.2
// OpenSSL's side of our hashes; eid's sources only.
#pragma once

#include <eid/crypto.hpp>

#include <openssl/types.h>

namespace foyer::eid {

const EVP_MD* evp(Hash hash);

} // namespace foyer::eid
