// SPDX-License-Identifier: EUPL-1.2
#include <card_pcsc/pcsc_reader.hpp>

#include "pcsc_calls.hpp"
#include "pcsc_channel.hpp"

#include <array>
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

// Sleeps unless stop is asked for.
void pause(const std::stop_token& stop, std::chrono::milliseconds time) {
  std::mutex mutex;
  std::condition_variable_any never;
  std::unique_lock lock(mutex);
  never.wait_for(lock, stop, time, [] { return false; });
}

// Ends the context's waits from the moment stop is asked for until it goes away.
class CancelOnStop {
 public:
  CancelOnStop(const std::stop_token& stop, SCARDCONTEXT context)
      : callback_(stop, [this, context] {
          if (std::this_thread::get_id() == waiting_)
            return; // asked for already: no wait begins
          std::unique_lock lock(mutex_);
          while (!over_) {
            SCardCancel(context);
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
  Watcher(const std::string& pattern, const std::stop_token& stop,
          const std::function<void(api::CardPresence)>& changed)
      : pattern_(pattern), stop_(stop), changed_(changed) {}

  void run() {
    while (!stop_.stop_requested()) {
      Context context;
      if (context.establish() == SCARD_S_SUCCESS)
        watch(context);
      if (stop_.stop_requested())
        return;
      report(api::CardPresence::reader_missing);
      pause(stop_, service_retry);
    }
  }

 private:
  void report(api::CardPresence now) {
    if (last_ == now || stop_.stop_requested())
      return;
    last_ = now;
    changed_(now);
  }

  // Until the service is lost or stop is asked for.
  void watch(const Context& context) {
    const CancelOnStop cancel(stop_, context.get());
    std::string watched;
    DWORD known = SCARD_STATE_UNAWARE;
    while (!stop_.stop_requested()) {
      std::vector<std::string> names;
      if (context.list(names) != SCARD_S_SUCCESS)
        return;
      const std::string name = choose_reader(names, pattern_);
      if (name.empty())
        report(api::CardPresence::reader_missing);
      if (name != watched)
        known = SCARD_STATE_UNAWARE;
      watched = name;

      std::array<SCARD_READERSTATE, 2> states{};
      states[0].szReader = reader_list;
      states[1].szReader = watched.c_str();
      states[1].dwCurrentState = known;
      const DWORD count = watched.empty() ? 1 : 2;
      const DWORD longest = count == 2 ? wait_for_card_ms : wait_for_reader_ms;
      const LONG code = SCardGetStatusChange(context.get(), longest, states.data(), count);
      if (service_lost(code))
        return;
      if (code == SCARD_E_TIMEOUT || code == SCARD_E_CANCELLED || code == SCARD_E_UNKNOWN_READER)
        continue;
      if (code != SCARD_S_SUCCESS)
        return;
      if (count == 2)
        note(states[1].dwEventState, known);
    }
  }

  void note(DWORD state, DWORD& known) {
    const api::CardPresence now = presence_of(state);
    // The upper half counts insertions and removals: two more and again present means that the card
    // was swapped between two looks.
    const bool swapped = known != SCARD_STATE_UNAWARE && (state >> 16U) >= (known >> 16U) + 2;
    if (now == api::CardPresence::present && last_ == now && swapped)
      report(api::CardPresence::absent);
    known = state & ~static_cast<DWORD>(SCARD_STATE_CHANGED);
    report(now);
  }

  const std::string& pattern_;
  const std::stop_token& stop_;
  const std::function<void(api::CardPresence)>& changed_;
  std::optional<api::CardPresence> last_;
};

} // namespace

void PcscReader::watch(const std::stop_token& stop,
                       const std::function<void(api::CardPresence)>& changed) {
  Watcher(config_.reader_name, stop, changed).run();
}

Result<std::unique_ptr<api::ApduChannel>> PcscReader::connect(const std::stop_token& stop) {
  return PcscChannel::open(config_.reader_name, config_.answer_deadline, stop);
}

} // namespace foyer::card_pcsc
