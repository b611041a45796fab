// SPDX-License-Identifier: EUPL-1.2
// VirtualReader: the CardReader contract without PC/SC, driven by the test: insert, remove, mute,
// remove after N commands, or bend an answer.
#pragma once

#include <card/virtual_card.hpp>

#include <api/card_reader.hpp>

#include <functional>
#include <memory>

namespace foyer::card {

// Thread safe: the test drives it while others watch and read.
class VirtualReader final : public api::CardReader {
 public:
  VirtualReader();
  ~VirtualReader() override;

  void insert(CardImage image);
  // As insert, with the card's randomness given.
  void insert(CardImage image, RandomSource random);
  void remove();
  // The card leaves in the exchange after `commands` more have been answered.
  void remove_after(int commands);
  // The reader itself is unplugged (true) or comes back (false).
  void unplug(bool gone);
  // Bends each answer (status word included) on its way; empty: none. `index` counts from 0 since
  // the card was inserted.
  void bend(std::function<Bytes(int index, ByteView command, Bytes answer)> bender);
  // Commands answered since the card was inserted.
  [[nodiscard]] int commands() const;

  void watch(const std::stop_token& stop,
             const std::function<void(api::CardPresence)>& changed) override;
  Result<std::unique_ptr<api::ApduChannel>> connect(const std::stop_token& stop) override;

  struct State; // shared with the channels it gave out

 private:
  std::shared_ptr<State> state_;
};

} // namespace foyer::card
