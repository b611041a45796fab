// SPDX-License-Identifier: EUPL-1.2
#include <seal/jwe.hpp>

#include "base64_stream.hpp"
#include "content_cipher.hpp"

#include <algorithm>

namespace foyer::seal {

namespace {

bool plain_media_type(std::string_view text) {
  return !text.empty() && text.size() <= 100 && std::ranges::all_of(text, [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("/.+-_").find(c) != std::string_view::npos;
  });
}

} // namespace

struct JweSealer::State {
  State(ContentCipher with, Sink to)
      : cipher(std::move(with)), sink(std::move(to)),
        coded(Base64::url, [this](std::string_view piece) { return sink(piece); }) {}

  ContentCipher cipher;
  Sink sink;
  Base64Stream coded;
  bool usable = true;
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

  FOYER_TRY(ContentCipher cipher, ContentCipher::begin());
  FOYER_TRY(const Bytes wrapped, wrap_key(office.key().handle.get(), cipher.key()));
  // RFC 7516 5.1 step 14: the additional data is the header as it is written, in ASCII.
  FOYER_CHECK(cipher.bind(as_bytes(header)));
  auto state = std::make_unique<State>(std::move(cipher), std::move(sink));
  FOYER_CHECK(state->sink(header + '.' + to_base64url(wrapped) + '.' +
                          to_base64url(state->cipher.iv()) + '.'));
  return JweSealer(std::move(state));
}

Status JweSealer::update(ByteView plain) {
  if (!state_ || !state_->usable)
    return fail(FailureCode::seal_failed, "sealing has ended");
  Status status = state_->cipher.encrypt(
      plain, [this](ByteView ciphertext) { return state_->coded.write(ciphertext); });
  if (!status.ok())
    state_->usable = false;
  return status;
}

Result<std::string> JweSealer::finish() {
  if (!state_ || !state_->usable)
    return fail(FailureCode::seal_failed, "sealing has ended");
  state_->usable = false;
  FOYER_TRY(const auto tag, state_->cipher.finish());
  FOYER_CHECK(state_->coded.end());
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
