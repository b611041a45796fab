// SPDX-License-Identifier: EUPL-1.2
// Line: one HTTPS exchange with the middle tier at a time. TLS 1.3 only, our client certificate,
// the pinned CA and nothing else (no system roots), no redirects, no proxy but a configured one.
#pragma once

#include <store/sealed_part.hpp>

#include <base/bytes.hpp>
#include <base/result.hpp>

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

namespace foyer::sync {

struct LineConfig {
  std::string server; // "https://host:port", no path
  std::filesystem::path server_ca;
  std::filesystem::path client_certificate;
  std::filesystem::path client_key; // PEM, or "pkcs11:..." (RFC 7512): it never leaves its token
  std::string proxy;                // empty: none, whatever the environment says
  // Each way, on average; 0: as fast as it goes. Of this line: several share by being given less.
  std::uint64_t most_bytes_per_second = 0;
  std::chrono::milliseconds connect_timeout{10'000};
  // Slower than 64 bytes a second for this long ends an exchange.
  std::chrono::seconds stall_timeout{30};
  // From the last byte of the question to the last of the answer, however it drips.
  std::chrono::milliseconds answer_timeout{120'000};
  // Ends an exchange however fast it is going; zero: nothing does.
  std::chrono::milliseconds whole_timeout{0};
};

enum class Method : std::uint8_t { get, post, put };

struct Request {
  Method method = Method::get;
  std::string path; // "/v2/..."
  std::string idempotency_key;
  std::string content_type;
  ByteView body;                // must outlive the exchange
  std::string case_access = {}; // base64url
  // Instead of `body`: sent as it is read, so that a part of any length takes the memory of a
  // piece. Must outlive the exchange; what reading it fails with ends the exchange.
  store::SealedPart* sealed = nullptr;
  // Ends this exchange like LineConfig::whole_timeout where that is not shorter; zero: nothing
  // more.
  std::chrono::milliseconds within{0};
  std::string known_etag = {};                   // If-None-Match: 304 when it is still that
  std::string range = {};                        // Range, RFC 9110 14.2
  std::size_t most_bytes = std::size_t{1} << 20; // of the answer's body
};

// What came back, whatever its status.
struct Answer {
  int status = 0;
  std::string content_type;
  Bytes body;
  std::optional<std::chrono::milliseconds> retry_after; // delta-seconds form only
  std::string etag = {}; // at most 256 printable characters, else empty
};

// One thread. Keeps its connection open between exchanges.
class Line {
 public:
  virtual ~Line() = default;
  // Blocks until answered, failed or stopped. Fails with
  //   line_down           no connection, cut, stalled, no whole answer in time;
  //   server_untrusted    certificate not from the pinned CA, wrong host, TLS below 1.3;
  //   clock_unknown       certificate not valid at this machine's time (its clock is likelier
  //   wrong); server_refused_us   the server rejects our certificate (after the handshake in
  //   TLS 1.3); server_answer_malformed  not HTTP, or a body above the limit; cancelled stop was
  //   asked for.
  [[nodiscard]] virtual Result<Answer> exchange(const Request& request,
                                                const std::stop_token& stop) = 0;
};

// libcurl; keys in tokens by libp11's engine and p11-kit's modules. config_broken if a file is
// missing or the URL is not https; a token or PIN that does not do is found out at the first
// exchange (config_broken).
Result<std::unique_ptr<Line>> open_line(LineConfig config);

} // namespace foyer::sync
