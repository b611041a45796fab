// SPDX-License-Identifier: EUPL-1.2
// The two digests filings are described by (FIPS 180-4). `internal` only if OpenSSL cannot run.
#pragma once

#include <base/bytes.hpp>
#include <base/result.hpp>

namespace foyer::seal {

Result<Bytes> sha256(ByteView bytes); // 32 bytes
Result<Bytes> sha512(ByteView bytes); // 64 bytes

} // namespace foyer::seal
