// SPDX-License-Identifier: EUPL-1.2
#include "osci_seal.hpp"

#include "base64_stream.hpp"

#include <seal/digest.hpp>
#include <seal/osci_message.hpp>

#include <base/wiped_at_end.hpp>

#include <openssl/rand.h>

#include <algorithm>
#include <array>

namespace foyer::seal {

namespace {

constexpr std::size_t challenge_bytes = 16;

// "reader_cipher_<hex>": readers find a role by what stands before the underscore, and the rest
// makes the Id another one for another certificate.
Result<std::string> certificate_id(std::string_view role, ByteView der) {
  FOYER_TRY(const Bytes digest, sha256(der));
  return std::string(role) + '_' + to_hex(ByteView(digest).first(20));
}

} // namespace

OsciSeal::OsciSeal(const OfficeCertificate& office, const AuthorKey& author,
                   std::string_view reference)
    : office_(office), author_(author), reference_(reference) {}

OsciSeal::~OsciSeal() {
  for (osci::Attached& attached : attachments_)
    wipe(attached.key_base64);
}

Status OsciSeal::do_begin(std::string_view id, std::string_view, PartSink sink) {
  FOYER_TRY(ContentCipher cipher, ContentCipher::begin());
  DigestContext digest(EVP_MD_CTX_new());
  if (!digest || EVP_DigestInit_ex(digest.get(), EVP_sha256(), nullptr) != 1)
    return openssl_failure(FailureCode::seal_failed, "digest");
  FOYER_CHECK(sink(cipher.iv())); // XML Encryption 1.1 5.2.4: IV, ciphertext, tag
  current_.emplace(Current{std::move(cipher),
                           std::move(digest),
                           std::move(sink),
                           {.content_id = osci_content_id(reference_, id),
                            .element_id = "attachment-" + std::string(id) + '-' + reference_,
                            .key_base64 = {}}});
  return success();
}

Status OsciSeal::do_update(ByteView plain) {
  // Piece by piece, so that what is hashed is still in the cache when it is encrypted.
  while (!plain.empty()) {
    const ByteView piece = plain.first(std::min(plain.size(), ContentCipher::piece_bytes));
    if (EVP_DigestUpdate(current_->digest.get(), piece.data(), piece.size()) != 1)
      return openssl_failure(FailureCode::seal_failed, "digest");
    FOYER_CHECK(current_->cipher.encrypt(piece, current_->sink));
    plain = plain.subspan(piece.size());
  }
  return success();
}

Result<std::string> OsciSeal::do_end() {
  FOYER_TRY(const auto tag, current_->cipher.finish());
  FOYER_CHECK(current_->sink(tag));
  Bytes digest(32);
  if (EVP_DigestFinal_ex(current_->digest.get(), digest.data(), nullptr) != 1)
    return openssl_failure(FailureCode::seal_failed, "digest");
  osci::Attached& attached = current_->attached;
  FOYER_TRY(Bytes reference, sha256(as_bytes(osci::attachment_content_canonical(attached))));
  digests_.push_back({"#" + attached.element_id, osci::Transform::canonical, std::move(reference)});
  digests_.push_back({"cid:" + attached.content_id, osci::Transform::none, std::move(digest)});
  attached.key_base64 = to_base64(current_->cipher.key().reveal());
  attachments_.push_back(std::move(attached));
  current_.reset();
  return to_base64url(tag);
}

Result<osci::Container> OsciSeal::signed_container(ByteView plain) const {
  const std::string content_id = "container-" + reference_;
  FOYER_TRY(Bytes digest, sha256(plain));
  std::vector<osci::Reference> references = {
      {"#" + content_id, osci::Transform::base64, std::move(digest)}};
  references.insert(references.end(), digests_.begin(), digests_.end());
  FOYER_TRY(const Bytes signature,
            author_.sign(as_bytes(osci::signed_info(references, /*canonical=*/true))));
  FOYER_TRY(const std::string author_id,
            certificate_id("author_signature", author_.certificate_der()));
  return osci::container("content-" + reference_, content_id,
                         osci::signed_info(references, /*canonical=*/false), signature, author_id,
                         attachments_);
}

Result<std::string> OsciSeal::do_container(ByteView plain, std::string_view, PartSink sink) {
  FOYER_TRY(osci::Container container, signed_container(plain));
  const WipedAtEnd keys(container.after);

  FOYER_TRY(ContentCipher cipher, ContentCipher::begin());
  FOYER_TRY(const Bytes wrapped, wrap_key(office_.key().handle.get(), cipher.key()));
  FOYER_TRY(const std::string reader_id,
            certificate_id("reader_cipher", office_.key().certificate_der));
  FOYER_TRY(const std::string author_id,
            certificate_id("author_signature", author_.certificate_der()));
  std::array<std::uint8_t, challenge_bytes> challenge{};
  if (RAND_bytes(challenge.data(), challenge.size()) != 1)
    return openssl_failure(FailureCode::seal_failed, "random numbers");
  const std::string challenge_text = to_base64(challenge);
  const osci::Envelope envelope =
      osci::envelope({.reference = reference_,
                      .challenge = challenge_text,
                      .reader_certificate = office_.key().certificate_der,
                      .author_certificate = author_.certificate_der(),
                      .reader_id = reader_id,
                      .author_id = author_id,
                      .wrapped_key = wrapped});
  FOYER_CHECK(sink(as_bytes(envelope.before)));
  Base64Stream coded(Base64::padded, [&](std::string_view piece) { return sink(as_bytes(piece)); });
  FOYER_CHECK(coded.write(cipher.iv())); // XML Encryption 1.1 5.2.4: IV, ciphertext, tag
  const auto encrypt = [&](ByteView piece) {
    return cipher.encrypt(piece, [&](ByteView ciphertext) { return coded.write(ciphertext); });
  };
  FOYER_CHECK(encrypt(as_bytes(container.before)));
  for (ByteView left = plain; !left.empty();) {
    const ByteView piece = left.first(std::min(left.size(), ContentCipher::piece_bytes));
    std::string group = to_base64(piece);
    const WipedAtEnd wiping(group);
    FOYER_CHECK(encrypt(as_bytes(group)));
    left = left.subspan(piece.size());
  }
  FOYER_CHECK(encrypt(as_bytes(container.after)));
  FOYER_TRY(const auto tag, cipher.finish());
  FOYER_CHECK(coded.write(tag));
  FOYER_CHECK(coded.end());
  FOYER_CHECK(sink(as_bytes(envelope.after)));
  return to_base64url(tag);
}

} // namespace foyer::seal
