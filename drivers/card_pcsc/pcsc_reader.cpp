// SPDX-License-Identifier: EUPL-1.2
#include <card_pcsc/pcsc_reader.hpp>

#include "pcsc_calls.hpp"
#include "pcsc_channel.hpp"
#include "reader_finder.hpp"

#include <base/pause.hpp>

#include <algorithm>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace foyer::card_pcsc {
namespace {

// pcscd has no way to say that it is there again; so we look.
constexpr std::chrono::milliseconds service_retry{1'000};
// Upper bound of one wait: a reader may be plugged in without an event. The one we watch reports by
// itself, so that an idle terminal sleeps.
constexpr DWORD wait_for_reader_ms = 1'000;
constexpr DWORD wait_for_card_ms = 60'000;
// A cancel that came just before a wait began is lost in pcsc-lite, so it is said again.
constexpr std::chrono::milliseconds cancel_again{20};
// pcsc-lite's pseudo reader whose state changes when readers come and go.
constexpr const char* reader_list = "\\\\?PnP?\\Notification";

api::CardPresence presence_of(DWORD state) {
  if ((state & (SCARD_STATE_UNKNOWN | SCARD_STATE_UNAVAILABLE | SCARD_STATE_IGNORE)) != 0)
    return api::CardPresence::reader_missing;
  if ((state & SCARD_STATE_MUTE) != 0)
    return api::CardPresence::mute;
  return (state & SCARD_STATE_PRESENT) != 0 ? api::CardPresence::present
                                            : api::CardPresence::absent;
}

// Ends the context's waits from the moment stop is asked for until it goes away.
class CancelOnStop {
 public:
  CancelOnStop(const std::stop_token& stop, const Context& context)
      : callback_(stop, [this, &context] {
          if (std::this_thread::get_id() == waiting_)
            return; // asked for already: no wait begins
          std::unique_lock lock(mutex_);
          while (!over_) {
            context.calls().cancel(context.get());
            left_.wait_for(lock, cancel_again, [this] { return over_; });
          }
        }) {}
  ~CancelOnStop() {
    const std::lock_guard lock(mutex_);
    over_ = true;
    left_.notify_all();
  }
  CancelOnStop(const CancelOnStop&) = delete;
  CancelOnStop& operator=(const CancelOnStop&) = delete;

 private:
  std::mutex mutex_;
  std::condition_variable left_;
  bool over_ = false;
  const std::thread::id waiting_ = std::this_thread::get_id();
  std::stop_callback<std::function<void()>> callback_; // its end waits for a call that is running
};

// Reports states, each only once in a row.
class Watcher {
 public:
  Watcher(const PcscConfig& config, PcscCalls& calls, const std::stop_token& stop,
          const std::function<void(api::CardPresence)>& changed)
      : config_(config), calls_(calls), stop_(stop), changed_(changed) {}

  void run() {
    while (!stop_.stop_requested()) {
      Context context(calls_);
      if (context.establish() == SCARD_S_SUCCESS)
        watch(context);
      if (stop_.stop_requested())
        return;
      report(api::CardPresence::reader_missing);
      pause(service_retry, stop_);
    }
  }

 private:
  // A reader of the role and what PC/SC last said about it.
  struct Slot {
    std::string name;
    DWORD known = SCARD_STATE_UNAWARE;
  };

  void report(api::CardPresence now) {
    if (last_ == now || stop_.stop_requested())
      return;
    last_ = now;
    changed_(now);
  }

  // Until the service is lost or stop is asked for.
  void watch(const Context& context) {
    const CancelOnStop cancel(stop_, context);
    ReaderFinder finder(config_, context);
    std::vector<Slot> slots;
    while (!stop_.stop_requested()) {
      std::vector<std::string> names;
      if (finder.find(names) != SCARD_S_SUCCESS)
        return;
      take_over(slots, names);
      if (slots.empty())
        report(api::CardPresence::reader_missing);

      std::vector<SCARD_READERSTATE> states(slots.size() + 1);
      for (std::size_t i = 0; i < slots.size(); ++i) {
        states[i].szReader = slots[i].name.c_str();
        states[i].dwCurrentState = slots[i].known;
      }
      states.back().szReader = reader_list;
      const DWORD longest = slots.empty() ? wait_for_reader_ms : wait_for_card_ms;
      const LONG code = calls_.status_change(context.get(), longest, states);
      if (service_lost(code))
        return;
      if (code == SCARD_E_TIMEOUT || code == SCARD_E_CANCELLED || code == SCARD_E_UNKNOWN_READER)
        continue;
      if (code != SCARD_S_SUCCESS)
        return;
      note(slots, states);
    }
  }

  // Keeps what is known of readers that are still there.
  static void take_over(std::vector<Slot>& slots, const std::vector<std::string>& names) {
    std::vector<Slot> now;
    for (const std::string& name : names) {
      const auto old = std::find_if(slots.begin(), slots.end(),
                                    [&](const Slot& slot) { return slot.name == name; });
      now.push_back(old != slots.end() ? *old : Slot{name});
    }
    slots = std::move(now);
  }

  void note(std::vector<Slot>& slots, const std::vector<SCARD_READERSTATE>& states) {
    std::string place; // where a card lies
    int cards = 0;
    bool missing = !slots.empty();
    bool mute = false;
    bool swapped = false;
    for (std::size_t i = 0; i < slots.size(); ++i) {
      const DWORD state = states[i].dwEventState;
      DWORD& known = slots[i].known;
      const api::CardPresence now = presence_of(state);
      missing = missing && now == api::CardPresence::reader_missing;
      mute = mute || now == api::CardPresence::mute;
      if (now == api::CardPresence::present) {
        // The upper half counts insertions and removals: two more and again present means that the
        // card was swapped between two looks.
        swapped = swapped || (known != SCARD_STATE_UNAWARE && (state >> 16U) >= (known >> 16U) + 2);
        place = slots[i].name;
      }
      if (now == api::CardPresence::present || now == api::CardPresence::mute)
        ++cards;
      known = state & ~static_cast<DWORD>(SCARD_STATE_CHANGED);
    }
    if (slots.empty() || missing)
      return report(api::CardPresence::reader_missing);
    if (mute || cards > 1)
      return report(api::CardPresence::mute);
    if (cards == 1 && last_ == api::CardPresence::present && (swapped || place != place_))
      report(api::CardPresence::absent);
    place_ = place;
    report(cards == 1 ? api::CardPresence::present : api::CardPresence::absent);
  }

  const PcscConfig& config_;
  PcscCalls& calls_;
  const std::stop_token& stop_;
  const std::function<void(api::CardPresence)>& changed_;
  std::optional<api::CardPresence> last_;
  std::string place_;
};

} // namespace

PcscReader::PcscReader(PcscConfig config, std::shared_ptr<PcscCalls> calls)
    : config_(std::move(config)), calls_(calls ? std::move(calls) : pcsc_lite()) {}

PcscReader::~PcscReader() = default;

void PcscReader::watch(const std::stop_token& stop,
                       const std::function<void(api::CardPresence)>& changed) {
  Watcher(config_, *calls_, stop, changed).run();
}

Result<std::unique_ptr<api::ApduChannel>> PcscReader::connect(const std::stop_token& stop) {
  return PcscChannel::open(config_, calls_, stop);
}

std::vector<std::string> PcscReader::other_readers() const {
  Context context(*calls_);
  std::vector<std::string> names;
  if (context.establish() == SCARD_S_SUCCESS)
    ReaderFinder(config_, context).find_others(names);
  return names;
}

} // namespace foyer::card_pcsc
