// SPDX-License-Identifier: EUPL-1.2
#include <sync/line.hpp>

#include "token_door.hpp"

#include <base/clock.hpp>
#include <base/unique_handle.hpp>

#include <curl/curl.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace foyer::sync {

namespace {

using Curl = UniqueHandle<CURL, curl_easy_cleanup>;
using HeaderList = UniqueHandle<curl_slist, curl_slist_free_all>;
using std::chrono::milliseconds;

constexpr std::size_t longest_etag = 256;
constexpr long stall_bytes_a_second = 64;
constexpr long send_buffer_bytes = 256L << 10;      // as large as the store's pieces
constexpr long least_send_buffer_bytes = 16L << 10; // of curl

// One exchange as curl's callbacks see it.
struct Exchange {
  Answer answer;
  std::size_t body_limit = 0;
  bool body_too_long = false;
  bool refused_us = false; // the peer sent a TLS alert about our certificate
  std::stop_token stop;
  std::uint64_t question_bytes = 0;
  milliseconds answer_timeout{0};
  std::optional<SteadyTime> asked; // when the whole question was out
  bool too_slow = false;
  store::SealedPart* sealed = nullptr;
  Bytes piece; // of `sealed`, and how much of it is on its way
  std::size_t sent = 0;
  std::optional<Failure> unreadable;
};

// A refusal follows the handshake at once; this only has to cover the way there.
constexpr int refusal_wait_ms = 500;

std::size_t take_body(char* data, std::size_t, std::size_t size, void* user) {
  auto& exchange = *static_cast<Exchange*>(user);
  if (exchange.answer.body.size() + size > exchange.body_limit) {
    exchange.body_too_long = true;
    return 0;
  }
  append(exchange.answer.body, as_bytes({data, size}));
  return size;
}

std::size_t give_body(char* into, std::size_t, std::size_t room, void* user) {
  auto& exchange = *static_cast<Exchange*>(user);
  if (exchange.sent == exchange.piece.size()) {
    auto next = exchange.sealed->next();
    if (!next) {
      exchange.unreadable = next.failure();
      return CURL_READFUNC_ABORT;
    }
    exchange.piece = std::move(*next);
    exchange.sent = 0;
  }
  const std::size_t size = std::min(room, exchange.piece.size() - exchange.sent);
  std::copy_n(exchange.piece.begin() + static_cast<std::ptrdiff_t>(exchange.sent), size, into);
  exchange.sent += size;
  return size;
}

// A kept connection turned out to be dead: curl begins again on a new one.
int rewind_body(void* user, curl_off_t offset, int origin) {
  auto& exchange = *static_cast<Exchange*>(user);
  if (offset != 0 || origin != SEEK_SET)
    return CURL_SEEKFUNC_FAIL;
  exchange.sealed->rewind();
  exchange.piece.clear();
  exchange.sent = 0;
  exchange.asked.reset(); // the whole question goes out again
  return CURL_SEEKFUNC_OK;
}

// The value of a header line of this (lower-case) name.
std::optional<std::string_view> value_of(std::string_view line, std::string_view name) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  if (line.size() <= name.size() || line[name.size()] != ':' ||
      !std::equal(name.begin(), name.end(), line.begin(),
                  [&](char a, char b) { return a == lower(b); }))
    return std::nullopt;
  line.remove_prefix(name.size() + 1);
  line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  return line.substr(0, line.find_last_not_of(" \t\r\n") + 1);
}

std::size_t take_header(char* data, std::size_t, std::size_t size, void* user) {
  auto& exchange = *static_cast<Exchange*>(user);
  const std::string_view line(data, size);
  if (const auto etag = value_of(line, "etag");
      etag && etag->size() <= longest_etag &&
      std::all_of(etag->begin(), etag->end(), [](char c) { return c >= ' ' && c < 0x7f; }))
    exchange.answer.etag = *etag;
  // RFC 9110 §10.2.3: delta-seconds; the date form would need a clock we do not trust.
  std::uint32_t seconds = 0;
  if (const auto wait = value_of(line, "retry-after");
      wait && std::from_chars(wait->data(), wait->data() + wait->size(), seconds).ec == std::errc())
    exchange.answer.retry_after = std::chrono::seconds(seconds);
  return size;
}

// At least once a second.
int ask_to_go_on(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t sent) {
  auto& exchange = *static_cast<Exchange*>(user);
  const SteadyTime now = system_clock().steady();
  if (!exchange.asked && static_cast<std::uint64_t>(sent) >= exchange.question_bytes)
    exchange.asked = now;
  exchange.too_slow = exchange.asked && now - *exchange.asked > exchange.answer_timeout;
  return exchange.too_slow || exchange.stop.stop_requested() ? 1 : 0;
}

// Where the alert callback finds the exchange of its connection.
int exchange_index() {
  static const int index = SSL_CTX_get_ex_new_index(0, nullptr, nullptr, nullptr, nullptr);
  return index;
}

// RFC 8446 §6.2: the alerts by which a server says that it does not want this client certificate.
// In TLS 1.3 they come after the client's handshake is complete, so curl only sees a broken read.
void see_alert(const SSL* ssl, int where, int value) {
  if ((where & SSL_CB_READ_ALERT) != SSL_CB_READ_ALERT)
    return;
  constexpr std::array about_certificate = {
      SSL_AD_BAD_CERTIFICATE,     SSL_AD_UNSUPPORTED_CERTIFICATE, SSL_AD_CERTIFICATE_REVOKED,
      SSL_AD_CERTIFICATE_EXPIRED, SSL_AD_CERTIFICATE_UNKNOWN,     SSL_AD_UNKNOWN_CA,
      SSL_AD_ACCESS_DENIED,       SSL_AD_DECRYPT_ERROR,           SSL_AD_CERTIFICATE_REQUIRED};
  auto* slot = static_cast<Exchange**>(SSL_CTX_get_ex_data(SSL_get_SSL_CTX(ssl), exchange_index()));
  if (slot == nullptr || *slot == nullptr)
    return;
  if (std::find(about_certificate.begin(), about_certificate.end(), value & 0xff) !=
      about_certificate.end())
    (*slot)->refused_us = true;
}

CURLcode prepare_tls(CURL*, void* context, void* user) {
  auto* tls = static_cast<SSL_CTX*>(context);
  SSL_CTX_set_ex_data(tls, exchange_index(), user);
  SSL_CTX_set_info_callback(tls, see_alert);
  return CURLE_OK;
}

// Zero is without end.
std::chrono::milliseconds shorter(std::chrono::milliseconds a, std::chrono::milliseconds b) {
  return a.count() == 0 ? b : b.count() == 0 ? a : std::min(a, b);
}

bool is_about_key(CURLcode code) {
  return code == CURLE_SSL_CERTPROBLEM || code == CURLE_SSL_ENGINE_NOTFOUND ||
         code == CURLE_SSL_ENGINE_SETFAILED || code == CURLE_SSL_ENGINE_INITFAILED;
}

bool is_in_token(const std::filesystem::path& key) {
  return key.native().starts_with("pkcs11:");
}

class CurlLine final : public Line {
 public:
  CurlLine(LineConfig config, Curl curl) : config_(std::move(config)), curl_(std::move(curl)) {}

  Result<Answer> exchange(const Request& request, const std::stop_token& stop) override {
    if (stop.stop_requested())
      return fail(FailureCode::cancelled);
    Exchange exchange;
    exchange.stop = stop;
    exchange.sealed = request.sealed;
    exchange.question_bytes = request.sealed ? request.sealed->size() : request.body.size();
    exchange.answer_timeout = config_.answer_timeout;
    exchange.body_limit = request.most_bytes;
    const HeaderList headers = headers_of(request);
    set_up(request, headers.get(), exchange);
    current_ = &exchange; // for alerts, which may also come on a kept connection
    const auto performed = perform();
    const CURLcode code = performed ? *performed : CURLE_SSL_CERTPROBLEM;
    if (code == CURLE_SEND_ERROR || code == CURLE_RECV_ERROR || code == CURLE_GOT_NOTHING)
      listen_for_refusal(exchange);
    current_ = nullptr;
    if (!performed)
      return performed.failure();
    if (code != CURLE_OK)
      return failure_of(code, exchange);
    long status = 0;
    curl_easy_getinfo(curl_.get(), CURLINFO_RESPONSE_CODE, &status);
    const char* type = nullptr;
    curl_easy_getinfo(curl_.get(), CURLINFO_CONTENT_TYPE, &type);
    exchange.answer.status = static_cast<int>(status);
    exchange.answer.content_type = type == nullptr ? "" : type;
    return std::move(exchange.answer);
  }

 private:
  Result<CURLcode> perform() {
    if (!is_in_token(config_.client_key))
      return curl_easy_perform(curl_.get());
    auto& door = TokenDoor::of_this_process();
    const auto turn = door.knock(config_.client_key);
    if (door.is_shut(config_.client_key))
      return fail(FailureCode::config_broken, "the token has refused the PIN of the key");
    ::ERR_clear_error();
    const CURLcode code = curl_easy_perform(curl_.get());
    if (code == CURLE_OK)
      door.came_in(config_.client_key);
    else if (is_about_key(code))
      door.was_refused(config_.client_key);
    return code;
  }

  template <class Value> void set(CURLoption option, Value value) {
    curl_easy_setopt(curl_.get(), option, value);
  }

  void set_up(const Request& request, curl_slist* headers, Exchange& exchange) {
    curl_easy_reset(curl_.get()); // keeps the connection
    set_identity();
    set(CURLOPT_URL, (config_.server + request.path).c_str());
    set(CURLOPT_HTTPHEADER, headers);
    set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    set(CURLOPT_FOLLOWLOCATION, 0L);
    // An empty proxy also switches off http_proxy and its kin.
    set(CURLOPT_PROXY, config_.proxy.c_str());
    set(CURLOPT_NOSIGNAL, 1L);
    error_text_.front() = '\0';
    set(CURLOPT_ERRORBUFFER, error_text_.data());
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(config_.connect_timeout.count()));
    set(CURLOPT_TIMEOUT_MS,
        static_cast<long>(shorter(config_.whole_timeout, request.within).count()));
    const auto most_a_second = static_cast<curl_off_t>(config_.most_bytes_per_second);
    set(CURLOPT_MAX_SEND_SPEED_LARGE, most_a_second);
    set(CURLOPT_MAX_RECV_SPEED_LARGE, most_a_second);
    set(CURLOPT_LOW_SPEED_LIMIT, stall_bytes_a_second);
    set(CURLOPT_LOW_SPEED_TIME, static_cast<long>(config_.stall_timeout.count()));
    set(CURLOPT_WRITEFUNCTION, take_body);
    set(CURLOPT_WRITEDATA, &exchange);
    set(CURLOPT_MAXFILESIZE_LARGE, static_cast<curl_off_t>(request.most_bytes)); // as announced
    set(CURLOPT_HEADERFUNCTION, take_header);
    set(CURLOPT_HEADERDATA, &exchange);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, ask_to_go_on);
    set(CURLOPT_XFERINFODATA, &exchange);
    if (request.method == Method::get)
      return;
    if (request.sealed != nullptr)
      return set_up_sending(exchange);
    // Both with a body given whole; the custom verb only renames the request.
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    set(CURLOPT_POSTFIELDS, as_text(request.body).data());
    if (request.method == Method::put)
      set(CURLOPT_CUSTOMREQUEST, "PUT");
  }

  void set_up_sending(Exchange& exchange) {
    set(CURLOPT_UPLOAD, 1L); // PUT
    set(CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(exchange.sealed->size()));
    // curl pauses after each buffer that was above the limit: no longer than a moment.
    const auto limit = static_cast<long>(config_.most_bytes_per_second);
    set(CURLOPT_UPLOAD_BUFFERSIZE,
        limit == 0 ? send_buffer_bytes
                   : std::clamp(limit / 4, least_send_buffer_bytes, send_buffer_bytes));
    set(CURLOPT_READFUNCTION, give_body);
    set(CURLOPT_READDATA, &exchange);
    set(CURLOPT_SEEKFUNCTION, rewind_body);
    set(CURLOPT_SEEKDATA, &exchange);
  }

  // A server that refuses us closes at once; when our request meets the closed connection, the
  // reset swallows the alert that says why. So connect once more and only listen.
  void listen_for_refusal(const Exchange& exchange) {
    if (exchange.refused_us)
      return;
    curl_easy_reset(curl_.get());
    set_identity();
    set(CURLOPT_URL, config_.server.c_str());
    set(CURLOPT_PROXY, config_.proxy.c_str());
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_FRESH_CONNECT, 1L);
    set(CURLOPT_CONNECT_ONLY, 1L);
    set(CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(config_.connect_timeout.count()));
    if (curl_easy_perform(curl_.get()) != CURLE_OK)
      return;
    curl_socket_t connection = CURL_SOCKET_BAD;
    curl_easy_getinfo(curl_.get(), CURLINFO_ACTIVESOCKET, &connection);
    // Session tickets make the socket readable too; what counts is what comes before silence.
    for (pollfd waiting{connection, POLLIN, 0}; poll(&waiting, 1, refusal_wait_ms) > 0;) {
      char byte = 0;
      std::size_t got = 0;
      if (curl_easy_recv(curl_.get(), &byte, 1, &got) != CURLE_AGAIN)
        return;
    }
  }

  void set_identity() {
    set(CURLOPT_PROTOCOLS_STR, "https");
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_3));
    set(CURLOPT_SSL_VERIFYPEER, 1L);
    set(CURLOPT_SSL_VERIFYHOST, 2L);
    set(CURLOPT_CAINFO, config_.server_ca.c_str());
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr)); // the system's roots do not count
    set(CURLOPT_SSLCERT, config_.client_certificate.c_str());
    if (is_in_token(config_.client_key)) {
      set(CURLOPT_SSLENGINE, "pkcs11");
      set(CURLOPT_SSLKEYTYPE, "ENG");
    }
    set(CURLOPT_SSLKEY, config_.client_key.c_str());
    set(CURLOPT_SSL_CTX_FUNCTION, prepare_tls);
    set(CURLOPT_SSL_CTX_DATA, &current_);
  }

  static HeaderList headers_of(const Request& request) {
    HeaderList list;
    const auto add = [&](const std::string& line) {
      curl_slist* longer = curl_slist_append(list.get(), line.c_str());
      static_cast<void>(list.release());
      list.reset(longer);
    };
    add("Accept: application/json");
    add("Expect:"); // no round trip before a body
    if (!request.content_type.empty())
      add("Content-Type: " + request.content_type);
    if (!request.idempotency_key.empty())
      add("Idempotency-Key: " + request.idempotency_key);
    if (!request.case_access.empty())
      add("Foyer-Case-Access: " + request.case_access);
    if (!request.known_etag.empty())
      add("If-None-Match: " + request.known_etag);
    if (!request.range.empty())
      add("Range: " + request.range);
    return list;
  }

  [[nodiscard]] Failure failure_of(CURLcode code, const Exchange& exchange) const {
    const std::string detail = "curl " + std::to_string(code);
    if (exchange.unreadable)
      return *exchange.unreadable;
    if (code == CURLE_ABORTED_BY_CALLBACK)
      return exchange.too_slow ? fail(FailureCode::line_down, "no whole answer in time")
                               : fail(FailureCode::cancelled);
    if (exchange.body_too_long || code == CURLE_FILESIZE_EXCEEDED)
      return fail(FailureCode::server_answer_malformed, "answer too long");
    if (exchange.refused_us)
      return fail(FailureCode::server_refused_us, detail);
    if (is_about_key(code))
      return fail(FailureCode::config_broken, detail);
    switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION: return untrusted(detail);
    case CURLE_SSL_CONNECT_ERROR:
      // A connection cut in the handshake says nothing about whom we talked to.
      if (std::string_view(error_text_.data()).find("SSL_ERROR_SYSCALL") !=
              std::string_view::npos ||
          std::string_view(error_text_.data()).find("reset by peer") != std::string_view::npos)
        return fail(FailureCode::line_down, detail);
      return fail(FailureCode::server_untrusted, detail);
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_INVALIDCERTSTATUS: return fail(FailureCode::server_untrusted, detail);
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL: return fail(FailureCode::config_broken, detail);
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_BAD_CONTENT_ENCODING: return fail(FailureCode::server_answer_malformed, detail);
    case CURLE_OUT_OF_MEMORY: return fail(FailureCode::internal, detail);
    default: return fail(FailureCode::line_down, detail);
    }
  }

  [[nodiscard]] Failure untrusted(const std::string& detail) const {
    long verdict = X509_V_OK;
    curl_easy_getinfo(curl_.get(), CURLINFO_SSL_VERIFYRESULT, &verdict);
    if (verdict == X509_V_ERR_CERT_NOT_YET_VALID || verdict == X509_V_ERR_CERT_HAS_EXPIRED)
      return fail(FailureCode::clock_unknown, detail + ": certificate not valid at our time");
    return fail(FailureCode::server_untrusted, detail);
  }

  LineConfig config_;
  std::array<char, CURL_ERROR_SIZE> error_text_{}; // outlives curl_, which writes into it
  Curl curl_;
  Exchange* current_ = nullptr;
};

} // namespace

Result<std::unique_ptr<Line>> open_line(LineConfig config) {
  if (!config.server.starts_with("https://"))
    return fail(FailureCode::config_broken, "server is no https URL");
  for (const auto& file : {config.server_ca, config.client_certificate, config.client_key})
    if (std::error_code ignored;
        !is_in_token(file) && !std::filesystem::is_regular_file(file, ignored))
      return fail(FailureCode::config_broken, "a certificate or key file is missing");
  while (config.server.ends_with('/'))
    config.server.pop_back();
  static const bool ready = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  Curl curl(ready ? curl_easy_init() : nullptr);
  if (!curl)
    return fail(FailureCode::internal, "libcurl");
  return std::unique_ptr<Line>(std::make_unique<CurlLine>(std::move(config), std::move(curl)));
}

} // namespace foyer::sync
