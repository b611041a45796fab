// SPDX-License-Identifier: EUPL-1.2
// Whatever a middle tier may answer: the API's JSON, the tokens' form and their claims.
#include <base/bytes.hpp>
#include <sync/case_view.hpp>
#include <sync/event_token.hpp>

#include "../../offline/sync/api.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace {

using namespace foyer;

// A public key whose private half nobody has.
constexpr const char* public_key =
    "-----BEGIN PUBLIC KEY-----\n"
    "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEArBqi/hMDav6VxjWVxfw2\n"
    "e5JD220VYAiC/KD1RzPdAk5Y1pBdwNrkUjy5wXgdjmbUQ0ceca9JovHmazkoKeZY\n"
    "HAn2M4ms3zXJwtwhfXXqO61QZo5FmCQhp8yrxbY37MmOumLNcGcdhQeF0bGLzDr1\n"
    "eW8RKETCky5DK2fByzuuDdAyjnlF+VNbMMdIH3g5J3ccrbGiuwhrY9zW9fmtpiXp\n"
    "rmJ4U9lBgckHEKhG+lzRNtQosrfUTqpBpjQJhLo/we0/BMmfGEEroW36iTp4gTcO\n"
    "u4Gj4cecROypgLi0W7PKSBZelzeIBnfszKcylTY2A74eKCXZtkh01pnxy3FfF+c4\n"
    "1wIDAQAB\n"
    "-----END PUBLIC KEY-----\n";

sync::EventKey event_key() {
  std::string file = "/tmp/foyer-fuzz-XXXXXX";
  if (mkstemp(file.data()) < 0)
    std::abort();
  std::ofstream(file) << public_key;
  auto key = sync::EventKey::load(file);
  std::remove(file.c_str());
  return std::move(key).value();
}

class Answering final : public sync::Line {
 public:
  explicit Answering(sync::Answer answer) : answer_(std::move(answer)) {}
  Result<sync::Answer> exchange(const sync::Request&, const std::stop_token&) override {
    return answer_;
  }

 private:
  sync::Answer answer_;
};

store::OutboxEntry entry() {
  return {1, store::ReceiptNumber::make("N01", 2026, 1).value(), {}, "a3", "1", {}, {}, {}, {}, {}};
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const sync::EventKey key = event_key();
  if (size == 0)
    return 0;
  const ByteView body(data + 1, size - 1);
  static constexpr int statuses[] = {200, 201, 202, 204, 302, 409, 429, 503};
  Answering line({statuses[data[0] % 8], "application/json", to_bytes(body), {}});
  const std::stop_token never;
  sync::Api api(line, never);
  static_cast<void>(api.announce(entry(), 1));
  static_cast<void>(api.events("c"));
  static_cast<void>(api.time("n"));
  static_cast<void>(sync::open_case(line, key, "N01-26-000001-G", std::string(43, 'A'),
                                    std::chrono::seconds(1), never));
  static_cast<void>(api.anchor({}, "n"));
  static_cast<void>(key.open(as_text(body), "secevent+jwt"));
  static_cast<void>(sync::parse_event(body));
  return 0;
}
