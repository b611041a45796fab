// SPDX-License-Identifier: EUPL-1.2
// Channels for tests: one that plays a recorded card, one around a function, and random sources
// that give out prepared values.
#pragma once

#include <api/card_reader.hpp>
#include <eid/group.hpp>

#include <algorithm>
#include <deque>
#include <functional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace foyer::test {

// Answers each command as recorded and remembers where the reader strayed from the record.
class ScriptedChannel final : public api::ApduChannel {
 public:
  void expect(Bytes command, Bytes answer) { script_.emplace_back(std::move(command), answer); }

  // Answers the command of this place, from 0, with something else.
  void replace_answer(std::ptrdiff_t place, Bytes answer) {
    script_.at(static_cast<std::size_t>(place)).second = std::move(answer);
  }

  Result<Bytes> transmit(ByteView command) override {
    if (script_.empty())
      return fail(FailureCode::card_mute, "script is over");
    auto [expected, answer] = script_.front();
    script_.pop_front();
    if (to_bytes(command) != expected)
      strayed.emplace_back(to_hex(expected), to_hex(command));
    return answer;
  }
  [[nodiscard]] bool extended_length() const override { return false; }
  [[nodiscard]] bool finished() const { return script_.empty(); }

  std::vector<std::pair<std::string, std::string>> strayed; // expected, sent

 private:
  std::deque<std::pair<Bytes, Bytes>> script_;
};

class FunctionChannel final : public api::ApduChannel {
 public:
  explicit FunctionChannel(std::function<Result<Bytes>(ByteView)> answer, bool extended = false)
      : answer_(std::move(answer)), extended_(extended) {}
  Result<Bytes> transmit(ByteView command) override { return answer_(command); }
  [[nodiscard]] bool extended_length() const override { return extended_; }

 private:
  std::function<Result<Bytes>(ByteView)> answer_;
  bool extended_;
};

// Gives out these values in turn, each filling one request of its size.
inline eid::RandomSource prepared_random(std::vector<Bytes> values) {
  auto queue = std::make_shared<std::deque<Bytes>>(values.begin(), values.end());
  return [queue](std::span<std::uint8_t> out) {
    if (queue->empty() || queue->front().size() != out.size())
      throw std::runtime_error("prepared randomness does not fit");
    std::copy(queue->front().begin(), queue->front().end(), out.begin());
    queue->pop_front();
  };
}

} // namespace foyer::test
