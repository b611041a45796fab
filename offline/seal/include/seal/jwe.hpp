// SPDX-License-Identifier: EUPL-1.2
// Profile "jwe": RFC 7516 compact serialisation, RSA-OAEP-256 + A256GCM, header members as
// FIT-Connect wants them (alg, enc, kid, cty). There is no way back in this room: the terminal
// cannot read what it has sealed.
#pragma once

#include <seal/office_certificate.hpp>

#include <base/bytes.hpp>
#include <base/result.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace foyer::seal {

struct Sealed {
  std::string compact;            // the whole JWE, ASCII
  std::string authentication_tag; // its fifth part (base64url): names this exact ciphertext
};

// Seals a stream of any length in constant memory: the parts of a compact JWE come in the order
// in which they are made. Nothing is written but ciphertext. One thread.
//   begin -> update* -> finish. After a failure the object refuses everything (seal_failed) and
//   what the sink got must be thrown away.
class JweSealer {
 public:
  // Takes the next piece of the compact serialisation; its failure ends the sealing.
  using Sink = std::function<Status(std::string_view piece)>;

  // `content_type` is a media type ("application/xml", "application/pdf"), else `seal_failed`.
  static Result<JweSealer> begin(const OfficeCertificate& office, std::string_view content_type,
                                 Sink sink);
  JweSealer(JweSealer&&) noexcept;
  JweSealer& operator=(JweSealer&&) noexcept;
  ~JweSealer();

  Status update(ByteView plain);
  // Gives the authentication tag (base64url).
  Result<std::string> finish();

 private:
  struct State;
  explicit JweSealer(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// The same for content that is in memory anyway. Errors: seal_failed.
Result<Sealed> seal_jwe(const OfficeCertificate& office, ByteView plain,
                        std::string_view content_type);

} // namespace foyer::seal
