// SPDX-License-Identifier: EUPL-1.2
#include <seal/draft_seal.hpp>

#include "code_key.hpp"
#include "content_cipher.hpp"
#include "openssl_handles.hpp"

#include <openssl/rand.h>

namespace foyer::seal {

namespace {

constexpr std::size_t id_bytes = 16;
constexpr std::size_t key_bytes = content_key_bytes;

// What is sealed with the draft without being in it.
Bytes bound(const DraftKey& key, std::int64_t expiry_day) {
  Bytes bytes;
  for (const ByteView part : {as_bytes("foyer-draft-1"), ByteView(key.id)})
    append(bytes, part);
  for (unsigned shift = 64; shift > 0; shift -= 8)
    bytes.push_back(
        static_cast<std::uint8_t>(static_cast<std::uint64_t>(expiry_day) >> (shift - 8)));
  return bytes;
}

} // namespace

Result<DraftKey> derive(const PaperCode& code, ByteView salt) {
  if (salt.size() != draft_salt_bytes)
    return fail(FailureCode::seal_failed, "salt of drafts");
  FOYER_TRY(const Secret out, stretch(code, salt, id_bytes + key_bytes));
  return DraftKey{.id = to_bytes(out.reveal().first(id_bytes)),
                  .key = Secret(to_bytes(out.reveal().subspan(id_bytes)))};
}

Result<Bytes> seal_draft(const DraftKey& key, std::int64_t expiry_day, ByteView plain) {
  // SP 800-38D 8.2.2: a random nonce; a key seals one draft a visit, far from 2^32.
  Bytes sealed(iv_bytes);
  if (key.id.size() != id_bytes || RAND_bytes(sealed.data(), static_cast<int>(sealed.size())) != 1)
    return openssl_failure(FailureCode::seal_failed, "draft");
  FOYER_TRY(const Bytes text, seal_gcm(key.key, sealed, bound(key, expiry_day), plain));
  append(sealed, text);
  return sealed;
}

Result<Secret> open_draft(const DraftKey& key, std::int64_t expiry_day, ByteView sealed) {
  if (key.id.size() != id_bytes || sealed.size() < iv_bytes)
    return fail(FailureCode::malformed, "sealed draft");
  return open_gcm(key.key, sealed.first(iv_bytes), bound(key, expiry_day),
                  sealed.subspan(iv_bytes));
}

} // namespace foyer::seal
