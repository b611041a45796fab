// SPDX-License-Identifier: EUPL-1.2
#include <seal/jwe.hpp>

#include "openssl_handles.hpp"

#include <base/secret.hpp>

#include <openssl/rand.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <array>

namespace foyer::seal {

namespace {

constexpr std::size_t content_key_bytes = 32; // RFC 7518 5.3: A256GCM
constexpr std::size_t iv_bytes = 12;          // RFC 7518 5.3: 96 bit
constexpr std::size_t tag_bytes = 16;         // RFC 7518 5.3: 128 bit
// Encrypted in pieces of a whole number of base64 groups, so that their codings can be joined.
constexpr std::size_t piece_bytes = 3 * 16 * 1024;

bool plain_media_type(std::string_view text) {
  return !text.empty() && text.size() <= 100 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("/.+-_").find(c) != std::string_view::npos;
  });
}

// RFC 7518 4.3: RSAES-OAEP with SHA-256 and MGF1 with SHA-256.
Result<Bytes> wrap_key(EVP_PKEY* office, ByteView content_key) {
  const PkeyContext context(EVP_PKEY_CTX_new(office, nullptr));
  std::size_t length = 0;
  if (!context || EVP_PKEY_encrypt_init(context.get()) != 1 ||
      EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_PKCS1_OAEP_PADDING) != 1 ||
      EVP_PKEY_CTX_set_rsa_oaep_md(context.get(), EVP_sha256()) != 1 ||
      EVP_PKEY_CTX_set_rsa_mgf1_md(context.get(), EVP_sha256()) != 1 ||
      EVP_PKEY_encrypt(context.get(), nullptr, &length, content_key.data(), content_key.size()) !=
          1)
    return openssl_failure(FailureCode::seal_failed, "key wrapping");
  Bytes wrapped(length);
  if (EVP_PKEY_encrypt(context.get(), wrapped.data(), &length, content_key.data(),
                       content_key.size()) != 1)
    return openssl_failure(FailureCode::seal_failed, "key wrapping");
  wrapped.resize(length);
  return wrapped;
}

} // namespace

struct JweSealer::State {
  CipherContext cipher;
  Sink sink;
  Bytes rest; // ciphertext that does not fill a base64 group yet
  bool usable = true;
  std::array<std::uint8_t, piece_bytes + 3> buffer{};

  // Gives out whole groups; `last` gives out everything.
  Status write_out(ByteView ciphertext, bool last) {
    append(rest, ciphertext);
    const std::size_t whole = last ? rest.size() : rest.size() / 3 * 3;
    if (whole == 0)
      return success();
    const std::string coded = to_base64url(ByteView(rest).first(whole));
    rest.erase(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(whole));
    return sink(coded);
  }

  Status encrypt(ByteView plain) {
    while (!plain.empty()) {
      const ByteView piece = plain.first(std::min(plain.size(), piece_bytes));
      int produced = 0;
      if (EVP_EncryptUpdate(cipher.get(), buffer.data(), &produced, piece.data(),
                            static_cast<int>(piece.size())) != 1)
        return openssl_failure(FailureCode::seal_failed, "encryption");
      FOYER_CHECK(write_out({buffer.data(), static_cast<std::size_t>(produced)}, false));
      plain = plain.subspan(piece.size());
    }
    return success();
  }
};

JweSealer::JweSealer(std::unique_ptr<State> state) : state_(std::move(state)) {}
JweSealer::JweSealer(JweSealer&&) noexcept = default;
JweSealer& JweSealer::operator=(JweSealer&&) noexcept = default;
JweSealer::~JweSealer() = default;

Result<JweSealer> JweSealer::begin(const OfficeCertificate& office, std::string_view content_type,
                                   Sink sink) {
  if (!plain_media_type(content_type))
    return fail(FailureCode::seal_failed, "content type");
  const std::string header =
      to_base64url(as_bytes(R"({"alg":"RSA-OAEP-256","enc":"A256GCM","kid":")" + office.key_id() +
                            R"(","cty":")" + std::string(content_type) + "\"}"));

  Bytes fresh(content_key_bytes);
  std::array<std::uint8_t, iv_bytes> iv{};
  if (RAND_priv_bytes(fresh.data(), static_cast<int>(fresh.size())) != 1 ||
      RAND_bytes(iv.data(), static_cast<int>(iv.size())) != 1)
    return openssl_failure(FailureCode::seal_failed, "random numbers");
  const Secret content_key(std::move(fresh));
  FOYER_TRY(const Bytes wrapped, wrap_key(office.key().handle.get(), content_key.reveal()));

  auto state = std::make_unique<State>();
  state->cipher.reset(EVP_CIPHER_CTX_new());
  state->sink = std::move(sink);
  int ignored = 0;
  // RFC 7516 5.1 step 14: the additional data is the header as it is written, in ASCII.
  if (!state->cipher ||
      EVP_EncryptInit_ex(state->cipher.get(), EVP_aes_256_gcm(), nullptr,
                         content_key.reveal().data(), iv.data()) != 1 ||
      EVP_EncryptUpdate(state->cipher.get(), nullptr, &ignored, as_bytes(header).data(),
                        static_cast<int>(header.size())) != 1)
    return openssl_failure(FailureCode::seal_failed, "encryption");
  FOYER_CHECK(state->sink(header + '.' + to_base64url(wrapped) + '.' + to_base64url(iv) + '.'));
  return JweSealer(std::move(state));
}

Status JweSealer::update(ByteView plain) {
  if (!state_ || !state_->usable)
    return fail(FailureCode::seal_failed, "sealing has ended");
  Status status = state_->encrypt(plain);
  if (!status.ok())
    state_->usable = false;
  return status;
}

Result<std::string> JweSealer::finish() {
  if (!state_ || !state_->usable)
    return fail(FailureCode::seal_failed, "sealing has ended");
  state_->usable = false;
  int produced = 0;
  std::array<std::uint8_t, tag_bytes> tag{};
  if (EVP_EncryptFinal_ex(state_->cipher.get(), state_->buffer.data(), &produced) != 1 ||
      EVP_CIPHER_CTX_ctrl(state_->cipher.get(), EVP_CTRL_AEAD_GET_TAG, static_cast<int>(tag.size()),
                          tag.data()) != 1)
    return openssl_failure(FailureCode::seal_failed, "encryption");
  FOYER_CHECK(state_->write_out({state_->buffer.data(), static_cast<std::size_t>(produced)}, true));
  std::string coded = to_base64url(tag);
  FOYER_CHECK(state_->sink('.' + coded));
  return coded;
}

Result<Sealed> seal_jwe(const OfficeCertificate& office, ByteView plain,
                        std::string_view content_type) {
  Sealed sealed;
  sealed.compact.reserve(plain.size() / 3 * 4 + 2048);
  FOYER_TRY(JweSealer sealer, JweSealer::begin(office, content_type, [&](std::string_view piece) {
              sealed.compact += piece;
              return success();
            }));
  FOYER_CHECK(sealer.update(plain));
  FOYER_TRY(sealed.authentication_tag, sealer.finish());
  return sealed;
}

} // namespace foyer::seal
