// SPDX-License-Identifier: EUPL-1.2
#include <seal/digest.hpp>

#include <openssl/evp.h>

namespace foyer::seal {

namespace {

Result<Bytes> digest(ByteView bytes, const EVP_MD* algorithm) {
  Bytes out(static_cast<std::size_t>(EVP_MD_get_size(algorithm)));
  if (EVP_Digest(bytes.data(), bytes.size(), out.data(), nullptr, algorithm, nullptr) != 1)
    return fail(FailureCode::internal, "digest");
  return out;
}

} // namespace

Result<Bytes> sha256(ByteView bytes) {
  return digest(bytes, EVP_sha256());
}
Result<Bytes> sha512(ByteView bytes) {
  return digest(bytes, EVP_sha512());
}

} // namespace foyer::seal
