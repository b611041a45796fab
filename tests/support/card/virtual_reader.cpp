// SPDX-License-Identifier: EUPL-1.2
#include <card/virtual_reader.hpp>

#include <condition_variable>
#include <mutex>
#include <optional>

namespace foyer::card {

struct VirtualReader::State {
  std::mutex mutex;
  std::condition_variable_any changed;
  std::optional<VirtualCard> card;
  bool unplugged = false;
  int generation = 0; // counts cards, so that an old channel knows that its card has left
  int commands = 0;
  std::optional<int> leaves_after;
  std::function<Bytes(int, ByteView, Bytes)> bender;

  [[nodiscard]] api::CardPresence presence() const {
    if (unplugged)
      return api::CardPresence::reader_missing;
    return card ? api::CardPresence::present : api::CardPresence::absent;
  }

  void place(std::optional<VirtualCard> new_card) {
    card = std::move(new_card);
    ++generation;
    commands = 0;
    leaves_after.reset();
    changed.notify_all();
  }
};

namespace {

class VirtualChannel final : public api::ApduChannel {
 public:
  VirtualChannel(std::shared_ptr<VirtualReader::State> state, std::stop_token stop, int generation,
                 bool extended)
      : state_(std::move(state)), stop_(std::move(stop)), generation_(generation),
        extended_(extended) {}

  Result<Bytes> transmit(ByteView command) override {
    const std::lock_guard lock(state_->mutex);
    if (stop_.stop_requested())
      return fail(FailureCode::cancelled);
    if (state_->unplugged)
      return fail(FailureCode::reader_missing);
    if (state_->generation != generation_ || !state_->card)
      return fail(FailureCode::card_removed);
    if (state_->leaves_after && state_->commands >= *state_->leaves_after) {
      state_->place(std::nullopt);
      return fail(FailureCode::card_removed);
    }
    Bytes answer = state_->card->answer(command);
    if (answer.empty()) {
      state_->place(std::nullopt);
      return fail(FailureCode::card_removed);
    }
    const int index = state_->commands++;
    if (state_->bender)
      answer = state_->bender(index, command, std::move(answer));
    return answer;
  }
  [[nodiscard]] bool extended_length() const override { return extended_; }

 private:
  std::shared_ptr<VirtualReader::State> state_;
  std::stop_token stop_;
  int generation_;
  bool extended_;
};

} // namespace

VirtualReader::VirtualReader() : state_(std::make_shared<State>()) {}
VirtualReader::~VirtualReader() = default;

void VirtualReader::insert(CardImage image) {
  insert(std::move(image), system_randomness());
}

void VirtualReader::insert(CardImage image, RandomSource random) {
  const std::lock_guard lock(state_->mutex);
  state_->place(VirtualCard(std::move(image), std::move(random)));
}

void VirtualReader::remove() {
  const std::lock_guard lock(state_->mutex);
  state_->place(std::nullopt);
}

void VirtualReader::remove_after(int commands) {
  const std::lock_guard lock(state_->mutex);
  state_->leaves_after = state_->commands + commands;
}

void VirtualReader::unplug(bool gone) {
  const std::lock_guard lock(state_->mutex);
  state_->unplugged = gone;
  state_->changed.notify_all();
}

void VirtualReader::bend(std::function<Bytes(int, ByteView, Bytes)> bender) {
  const std::lock_guard lock(state_->mutex);
  state_->bender = std::move(bender);
}

int VirtualReader::commands() const {
  const std::lock_guard lock(state_->mutex);
  return state_->commands;
}

void VirtualReader::watch(const std::stop_token& stop,
                          const std::function<void(api::CardPresence)>& changed) {
  std::optional<std::pair<api::CardPresence, int>> last;
  while (!stop.stop_requested()) {
    api::CardPresence now{};
    {
      std::unique_lock lock(state_->mutex);
      const auto current = [&] { return std::pair(state_->presence(), state_->generation); };
      state_->changed.wait(lock, stop, [&] { return !last || current() != *last; });
      if (last && current() == *last)
        continue;
      now = state_->presence();
      const bool same = last && last->first == now;
      last = current();
      if (same)
        continue; // swapped faster than we looked
    }
    changed(now);
  }
}

Result<std::unique_ptr<api::ApduChannel>> VirtualReader::connect(const std::stop_token& stop) {
  const std::lock_guard lock(state_->mutex);
  if (state_->unplugged)
    return fail(FailureCode::reader_missing);
  if (!state_->card)
    return fail(FailureCode::card_absent);
  state_->card->reset();
  return std::unique_ptr<api::ApduChannel>(std::make_unique<VirtualChannel>(
      state_, stop, state_->generation, state_->card->extended_length()));
}

} // namespace foyer::card
