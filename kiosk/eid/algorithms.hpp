// SPDX-License-Identifier: EUPL-1.2
// Signatures by their AlgorithmIdentifier; eid's sources only.
#pragma once

#include "judgement.hpp"

#include <eid/crypto.hpp>

#include <openssl/types.h>

#include <optional>

namespace foyer::eid {

// By the content bytes of the OBJECT IDENTIFIER (RFC 3279 §2.2.1, RFC 5754 §2): the hashes that
// Doc 9303 lists.
std::optional<Hash> hash_of_oid(ByteView oid);
// By the content of an AlgorithmIdentifier that names a hash.
std::optional<Hash> hash_in(ByteView algorithm);
// The hash that an ECDSA signature's OID names: ecdsa-with-SHA1 and -SHA2 (X9.62), BSI's plain
// signatures (TR-03111 §5.2.1.1). Nothing for others.
std::optional<Hash> hash_of_ecdsa(ByteView oid);
// r | s, both of the same size, as SEQUENCE { INTEGER, INTEGER } (X9.62). Nothing: it is not that.
std::optional<Bytes> der_of_plain(ByteView signature);

// Is `signature` one over `data` by `key`? `algorithm` is the content of an AlgorithmIdentifier,
// `digest` the hash that the signer named beside it: some name only the key's kind as algorithm.
// Speaks RSA PKCS#1 v1.5, RSASSA-PSS with any hash, mask and salt, ECDSA (X9.62 and BSI's plain
// form) and DSA (9303-12 §4.4, TR-03111 §5.2.1). Reasons: signature_wrong, algorithm_unknown
// (undetermined), curve_forged.
Judgement verify_signature(ByteView algorithm, std::optional<Hash> digest, EVP_PKEY* key,
                           ByteView data, ByteView signature);

// True for keys without a curve, and for curves whose every parameter equals one of the published
// ones. A key that spells its curve out could else bring a generator of its own choice, to which
// its forger knows the private key of any given public one (the kind of CVE-2020-0601).
bool curve_is_known(EVP_PKEY* key);

} // namespace foyer::eid
