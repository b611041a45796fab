// SPDX-License-Identifier: EUPL-1.2
// foyer-sync --config FILE: delivers what lies in the store until SIGTERM or SIGINT. It sees sealed
// bytes and routing headers, nothing else; what it knows is in the database, so a kill loses
// nothing.
#include "config.hpp"
#include "content_post.hpp"
#include "socket_api.hpp"
#include "systemd.hpp"

#include <base/log.hpp>
#include <base/private_memory.hpp>
#include <store/store.hpp>

#include <algorithm>
#include <condition_variable>
#include <csignal>
#include <cstdio>
#include <mutex>
#include <optional>
#include <string_view>

namespace {

using namespace foyer;
using namespace foyer::agent;

// A nudge that was lost is made good within this time.
constexpr std::chrono::seconds longest_sleep{30};

// What the delivery and the socket's thread share.
class Bell {
 public:
  void ring() {
    const std::lock_guard lock(mutex_);
    rung_ = true;
    heard_.notify_one();
  }
  void publish(const sync::LineStatus& line) {
    const std::lock_guard lock(mutex_);
    view_.line = line;
  }
  void publish(const sync::OfficeKeyPost::Standing& office_keys) {
    const std::lock_guard lock(mutex_);
    view_.office_keys = office_keys;
  }
  AgentView view() {
    const std::lock_guard lock(mutex_);
    return view_;
  }
  // Until rung, stopped or `until`.
  void sleep(SteadyTime until, const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    heard_.wait_until(lock, stop, until, [this] { return rung_; });
    rung_ = false;
  }

 private:
  std::mutex mutex_;
  std::condition_variable_any heard_;
  bool rung_ = false;
  AgentView view_;
};

// Somebody stands at the terminal and waits.
sync::LineConfig patient_with_people(sync::LineConfig config) {
  constexpr std::chrono::milliseconds connecting{5'000}, everything{15'000};
  config.connect_timeout = std::min(config.connect_timeout, connecting);
  config.whole_timeout = everything;
  config.most_bytes_per_second = 0;
  return config;
}

// None where one at a time is wished: the dispatcher's own line does that.
Result<std::vector<sync::Lane>> open_lanes(const AgentConfig& config) {
  std::vector<sync::Lane> lanes;
  while (config.lanes > 1 && std::ssize(lanes) < config.lanes) {
    FOYER_TRY(auto store, store::Store::open(config.database, {.check = false}));
    FOYER_TRY(auto line, sync::open_line(config.line));
    lanes.push_back({std::move(store), std::move(line)});
  }
  return lanes;
}

Status run(const std::filesystem::path& file, std::stop_token stop) {
  FOYER_TRY(const AgentConfig config, load_config(file));
  if (!config.log.empty())
    FOYER_CHECK(open_log(config.log, "foyer-sync"));
  FOYER_TRY(auto store, store::Store::open(config.database, {}));
  FOYER_TRY(auto key, sync::EventKey::load(config.event_key));
  FOYER_TRY(const auto line, sync::open_line(config.line));
  FOYER_TRY(auto people_line, sync::open_line(patient_with_people(config.line)));
  OfficeClerk clerk(std::move(people_line), key);

  std::optional<ContentPost> content_post;
  if (!config.content.folder.empty()) {
    FOYER_TRY(auto keys, content::ReleaseKeys::load(config.content.release_keys));
    FOYER_TRY(auto content_line, sync::open_line(config.line));
    content_post.emplace(std::move(content_line), std::move(keys), config.content);
  }

  Bell bell;
  FOYER_TRY(auto given, socket_of_systemd());
  FOYER_TRY(const auto api,
            SocketApi::start(config.socket,
                             {.status = [&] { return bell.view(); },
                              .nudge = [&] { bell.ring(); },
                              .ask_office =
                                  [&](FileDescriptor client, OfficeQuestion question) {
                                    clerk.take(std::move(client), std::move(question));
                                  }},
                             std::move(given)));
  const auto publish = [&](const sync::LineStatus& status) {
    bell.publish(status);
    api.look_at_line();
  };
  FOYER_TRY(auto lanes, open_lanes(config));
  sync::Dispatcher dispatcher(store, *line, std::move(key), config.dispatch, system_clock(),
                              sync::system_random(), {}, publish, std::move(lanes));
  sync::OfficeKeyPost office_keys(store, *line, config.office_keys, system_clock(),
                                  sync::system_random());
  bell.publish(office_keys.standing());
  FOYER_TRY(const auto waiting, store.pending_count());
  tell_systemd_ready();
  log(events::AgentStarted{.waiting = static_cast<std::int64_t>(waiting)});
  while (!stop.stop_requested()) {
    const sync::LineStatus status = dispatcher.run(stop);
    publish(status);
    office_keys.run(stop); // what was filed goes first
    bell.publish(office_keys.standing());
    SteadyTime until =
        std::min<SteadyTime>(status.next_due, system_clock().steady() + longest_sleep);
    if (const auto due = office_keys.next_due())
      until = std::min(until, *due);
    bell.sleep(until, stop);
  }
  tell_systemd_stopping();
  log(events::AgentStopped{});
  return success();
}

} // namespace

int main(int argc, char** argv) {
  if (argc != 3 || std::string_view(argv[1]) != "--config") {
    std::fputs("usage: foyer-sync --config FILE\n", stderr);
    return 2;
  }
  foyer::keep_memory_private(); // the key of the line
  std::signal(SIGPIPE, SIG_IGN);
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGTERM);
  sigaddset(&signals, SIGINT);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr); // before the first thread
  std::stop_source stop;
  std::jthread signal_thread([&] {
    int signal = 0;
    sigwait(&signals, &signal);
    stop.request_stop();
  });
  const Status done = run(argv[2], stop.get_token());
  if (!done) {
    log(events::Fault{.room = "agent", .failure = done.failure().code});
    std::fprintf(stderr, "foyer-sync: %s: %s\n", std::string(name(done.failure().code)).c_str(),
                 done.failure().detail.c_str());
  }
  pthread_kill(signal_thread.native_handle(), SIGTERM); // in case it still waits
  return done.ok() ? 0 : 1;
}
