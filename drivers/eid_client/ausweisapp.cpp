// SPDX-License-Identifier: EUPL-1.2
#include <eid_client/ausweisapp.hpp>

#include "companion.hpp"
#include "conversation.hpp"
#include "line.hpp"

#include <base/pause.hpp>

#include <deque>
#include <mutex>

namespace foyer::eid_client {

namespace {

using namespace std::chrono_literals;
using SteadyClock = std::chrono::steady_clock;

// How often the port file is looked for; AusweisApp 1.26 writes it after 0.1 s.
constexpr auto port_pause = 10ms;
// Longest time in one service call: deadlines are seen at least so often.
constexpr auto service_pause = 100ms;

// The companion's silence counts from `since`.
class Deadline {
 public:
  void restart() { since_ = SteadyClock::now(); }
  [[nodiscard]] bool over(std::chrono::milliseconds limit) const {
    return SteadyClock::now() - since_ > limit;
  }

 private:
  SteadyClock::time_point since_ = SteadyClock::now();
};

} // namespace

struct AusweisApp::State {
  // What the person has said, on its way to the thread of run().
  struct Word {
    bool consents = false;
    Secret digits;
  };

  // Whom answers and stops wake, as long as it lives.
  struct OpenLine {
    State& state;
    OpenLine(State& state_, Line& line) : state(state_) { state.set_line(&line); }
    ~OpenLine() { state.set_line(nullptr); }
    OpenLine(const OpenLine&) = delete;
    OpenLine& operator=(const OpenLine&) = delete;
  };

  AusweisAppConfig config;
  std::mutex mutex;
  std::deque<Word> words;
  Line* running = nullptr; // the job's line, to be woken

  void say(Word word) {
    const std::lock_guard lock(mutex);
    if (running == nullptr)
      return; // nobody waits for it
    words.push_back(std::move(word));
    running->wake();
  }
  std::deque<Word> take_words() {
    const std::lock_guard lock(mutex);
    return std::exchange(words, {});
  }
  void set_line(Line* now) {
    const std::lock_guard lock(mutex);
    running = now;
    words.clear();
  }
  void wake() {
    const std::lock_guard lock(mutex);
    if (running != nullptr)
      running->wake();
  }

  Result<int> wait_for_port(Companion& companion, const std::stop_token& stop) const {
    const Deadline start;
    while (!start.over(config.start_limit)) {
      FOYER_TRY(const auto port, companion.port());
      if (port)
        return *port;
      if (!pause(port_pause, stop))
        return fail(FailureCode::cancelled);
    }
    return fail(FailureCode::eid_crashed, "it does not say its port");
  }

  // Which silence is too long now.
  [[nodiscard]] std::chrono::milliseconds limit(const Conversation& talk) const {
    if (talk.ending())
      return config.cancel_limit;
    return talk.under_way() ? config.work_limit : config.greeting_limit;
  }

  // Brings the talk to its outcome, or leaves it without one where the line never stood.
  Status hold(Conversation& talk, const std::stop_token& stop,
              const std::function<void(const api::EidNews&)>& tell) {
    FOYER_TRY(auto companion, Companion::start(config));
    FOYER_TRY(const int port, wait_for_port(companion, stop));
    Deadline silence;
    Line line([&](std::string_view text) {
      silence.restart();
      talk.hear(text);
    });
    FOYER_CHECK(line.connect(port));
    const OpenLine open(*this, line);
    const std::stop_callback stopping(stop, [this] { wake(); });
    converse(talk, line, silence, stop, tell);
    return success();
  }

  void converse(Conversation& talk, Line& line, Deadline& silence, const std::stop_token& stop,
                const std::function<void(const api::EidNews&)>& tell) {
    bool cancelling = false;
    std::optional<Deadline> paused;
    for (;;) {
      for (Word& word : take_words()) {
        silence.restart();
        if (word.consents)
          talk.consent();
        else
          talk.answer(std::move(word.digits));
      }
      if (stop.stop_requested() && !std::exchange(cancelling, true)) {
        silence.restart();
        talk.stop(fail(FailureCode::cancelled));
      }
      for (Secret& command : talk.take_commands())
        line.send(std::move(command));
      for (const api::EidNews& news : talk.take_news())
        if (tell && !stop.stop_requested())
          tell(news);
      if (talk.outcome())
        return;
      if (talk.paused() != paused.has_value())
        paused = talk.paused() ? std::optional<Deadline>(Deadline()) : std::nullopt;
      if (paused && paused->over(config.look_again))
        talk.resume();
      if (line.state() == Line::State::gone)
        talk.break_off(fail(FailureCode::eid_crashed, "the line is gone"));
      else if (talk.waits_for_person())
        silence.restart();
      else if (silence.over(limit(talk)))
        talk.break_off(fail(FailureCode::eid_crashed, "it has gone silent"));
      if (talk.outcome())
        return;
      if (line.state() == Line::State::open)
        talk.begin();
      line.wait(service_pause);
    }
  }

  // A companion that fails before the card was touched is started anew, so often and so slowly.
  Result<api::EidOutcome> run(const api::EidJob* job, const std::stop_token& stop,
                              const std::function<void(const api::EidNews&)>& tell,
                              api::EidClientInfo& info) {
    auto back_off = config.back_off;
    for (int start = 1;; ++start) {
      if (stop.stop_requested())
        return fail(FailureCode::cancelled);
      Conversation talk(job);
      const Status held = hold(talk, stop, tell);
      info = talk.info();
      if (talk.outcome() && (talk.outcome()->ok() || talk.under_way()))
        return *talk.outcome();
      const Failure failure = talk.outcome() ? talk.outcome()->failure() : held.failure();
      if (failure.code != FailureCode::eid_crashed || start >= config.starts)
        return failure;
      if (!pause(back_off, stop))
        return fail(FailureCode::cancelled);
      back_off *= 2;
    }
  }
};

AusweisApp::AusweisApp(AusweisAppConfig config) : state_(std::make_unique<State>()) {
  state_->config = std::move(config);
}

AusweisApp::~AusweisApp() = default;

Result<api::EidClientInfo> AusweisApp::probe(const std::stop_token& stop) {
  api::EidClientInfo info;
  FOYER_TRY(const auto outcome, state_->run(nullptr, stop, {}, info));
  static_cast<void>(outcome);
  return info;
}

Result<api::EidOutcome> AusweisApp::run(const api::EidJob& job, const std::stop_token& stop,
                                        const std::function<void(const api::EidNews&)>& tell) {
  api::EidClientInfo info;
  return state_->run(&job, stop, tell, info);
}

void AusweisApp::answer(Secret digits) {
  state_->say({.consents = false, .digits = std::move(digits)});
}

void AusweisApp::consent() {
  state_->say({.consents = true, .digits = {}});
}

} // namespace foyer::eid_client
