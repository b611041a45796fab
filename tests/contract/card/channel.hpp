// SPDX-License-Identifier: EUPL-1.2
// A virtual card as a channel, with a fault on its way.
#pragma once

#include <api/card_reader.hpp>
#include <card/virtual_card.hpp>

#include <functional>

namespace foyer::card::contract {

// Bends exchange `index` (from 0): gets the command, and asks the card by calling `answer`.
using Fault = std::function<Result<Bytes>(int index, ByteView command,
                                          const std::function<Result<Bytes>()>& answer)>;

class CardChannel final : public api::ApduChannel {
 public:
  explicit CardChannel(VirtualCard& card, Fault fault = {})
      : card_(card), fault_(std::move(fault)) {
    card_.reset();
  }

  Result<Bytes> transmit(ByteView command) override {
    const auto ask = [&]() -> Result<Bytes> {
      Bytes answer = card_.answer(command);
      if (answer.empty())
        gone_ = true;
      if (gone_)
        return fail(FailureCode::card_removed);
      return answer;
    };
    const int index = exchanges_++;
    auto answer = fault_ ? fault_(index, command, ask) : ask();
    bytes_ += command.size() + (answer.ok() ? answer->size() : 0);
    return answer;
  }
  [[nodiscard]] bool extended_length() const override { return card_.extended_length(); }
  [[nodiscard]] int exchanges() const { return exchanges_; }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  VirtualCard& card_;
  Fault fault_;
  bool gone_ = false;
  int exchanges_ = 0;
  std::size_t bytes_ = 0;
};

} // namespace foyer::card::contract
