// SPDX-License-Identifier: EUPL-1.2
#include "bench.hpp"

#include <card/virtual_reader.hpp>
#include <card_pcsc/pcsc_reader.hpp>

#include <stdexcept>
#include <thread>

namespace foyer::test {
namespace {

using namespace std::chrono_literals;

constexpr const char* reader_name = "Virtual PCD 00 00";

class SimulatedBench final : public Bench {
 public:
  api::CardReader& reader() override { return reader_; }
  void insert(const card::CardImage& image) override { reader_.insert(image); }
  void remove() override { reader_.remove(); }
  void remove_after(int commands) override { reader_.remove_after(commands); }

 private:
  card::VirtualReader reader_;
};

} // namespace

std::unique_ptr<Bench> simulated_bench() {
  return std::make_unique<SimulatedBench>();
}

PcscBench::PcscBench(PcscService& service, std::chrono::milliseconds deadline)
    : program_(service), reader_(std::make_unique<card_pcsc::PcscReader>(card_pcsc::PcscConfig{
                             .ours = {reader_name}, .answer_deadline = deadline})) {
  wait_for(false);
}

PcscBench::~PcscBench() = default;

void PcscBench::wait_for(bool card) {
  const auto wanted = card ? api::CardPresence::present : api::CardPresence::absent;
  std::stop_source stop;
  std::jthread limit([&stop](const std::stop_token& ended) {
    for (int i = 0; i < 1500 && !ended.stop_requested(); ++i)
      std::this_thread::sleep_for(10ms);
    stop.request_stop();
  });
  bool seen = false;
  reader_->watch(stop.get_token(), [&](api::CardPresence now) {
    seen = now == wanted;
    if (seen)
      stop.request_stop();
  });
  if (!seen)
    throw std::runtime_error(std::string("pcscd does not see the card ") +
                             (card ? "come: " : "go: ") + program_.command("status"));
}

void PcscBench::insert(const card::CardImage& image) {
  // Through "absent", so that pcscd cannot take the new card for the old one.
  remove();
  program_.insert(image);
  wait_for(true);
}

void PcscBench::remove() {
  program_.command("remove");
  wait_for(false);
  // After a broken exchange pcscd says "absent" before it has looked, and would take a card that
  // comes before its next look (0.4 s) for a mute one.
  std::this_thread::sleep_for(700ms);
}

void PcscBench::remove_after(int commands) {
  program_.command("remove-after " + std::to_string(commands));
}

} // namespace foyer::test
