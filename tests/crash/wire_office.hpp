// SPDX-License-Identifier: EUPL-1.2
// The middle tier as a value: what it durably holds can be copied, so that a test can go back to
// any moment. It keeps the rules of offline/sync/FORMAT.md and takes its disk to be sound; the
// reference middle tier itself is killed at its own steps in tests/e2e/delivery.
#pragma once

#include <base/bytes.hpp>
#include <base/unique_handle.hpp>
#include <sync/event_token.hpp>
#include <sync/line.hpp>

#include <event_signer.hpp>

#include <functional>
#include <map>
#include <memory>
#include <string>

namespace foyer::crash {

// The tag by which an event names sealed bytes; here just their beginning.
std::string tag_of(ByteView sealed);

struct OfficeState {
  struct Submission {
    std::map<std::string, std::string> announced;            // part -> SHA-256; "container"
    std::map<std::string, std::shared_ptr<const Bytes>> has; // part -> what came
    int times_accepted = 0;
  };
  std::map<std::string, Submission> by_receipt;
};

// A key pair in a folder, for the events' signatures.
class EventKeys {
 public:
  EventKeys();
  // Signed once for the same claims: a test goes through them thousands of times.
  const std::string& sign(const std::string& claims) const;
  [[nodiscard]] const sync::EventKey& key() const { return *key_; }

 private:
  std::unique_ptr<middletier::EventSigner> signer_;
  std::unique_ptr<sync::EventKey> key_;
  mutable std::map<std::string, std::string> signed_;
};

class WireOffice final : public sync::Line {
 public:
  enum class Fault { none, lost_question, lost_answer };

  WireOffice(const EventKeys& keys, OfficeState state = {})
      : keys_(keys), state_(std::move(state)) {}

  Result<sync::Answer> exchange(const sync::Request& request, const std::stop_token&) override;
  [[nodiscard]] const OfficeState& state() const { return state_; }

  // Asked before every exchange.
  std::function<Fault()> fault = [] { return Fault::none; };
  // The office has changed; its answer is not with the terminal yet.
  std::function<void()> changed = [] {};

 private:
  sync::Answer answer(const sync::Request& request);
  sync::Answer announce(const sync::Request& request);
  sync::Answer store_part(const std::string& receipt, const std::string& part, ByteView bytes);
  sync::Answer events(const std::string& receipt) const;

  const EventKeys& keys_;
  OfficeState state_;
};

} // namespace foyer::crash
