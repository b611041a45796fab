// SPDX-License-Identifier: EUPL-1.2
// Delivery of a filing to a middle tier on this machine, over TLS with both certificates, beside
// curl that uploads the same sealed bytes to the same server in the same run; and the memory the
// agent takes for filings of 1 to 500 MB. The office's import is not part of it: it comes after the
// answer.
#include <base/log.hpp>
#include <filing/filing.hpp>
#include <filing/sample.hpp>
#include <processes/processes.hpp>
#include <sync/courier.hpp>
#include <sync/line.hpp>

#include <benchmark/benchmark.h>

#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <thread>

namespace {

using namespace foyer;
using Milliseconds = std::chrono::duration<double, std::milli>;

template <class T> T need(Result<T> result) {
  if (result)
    return std::move(*result);
  std::cerr << name(result.failure().code) << ": " << result.failure().detail << '\n';
  std::abort();
}

// Breaks before the first part.
class OnlyAnnounces final : public sync::Line {
 public:
  explicit OnlyAnnounces(std::unique_ptr<sync::Line> line) : line_(std::move(line)) {}
  Result<sync::Answer> exchange(const sync::Request& request,
                                const std::stop_token& stop) override {
    return request.method == sync::Method::put ? fail(FailureCode::line_down)
                                               : line_->exchange(request, stop);
  }

 private:
  std::unique_ptr<sync::Line> line_;
};

class World {
 public:
  World() {
    if (!open_log("/dev/null", "bench").ok())
      std::abort();
    server_ =
        processes::Process({FOYER_MIDDLETIER, "--keys", keys_, "--database", folder_ / "office.db",
                            "--schema", filing::schema_file(), "--hold-import", "--port", "0"},
                           folder_ / "server.out");
    if (!processes::eventually([&] { return server_.output().find('\n') != std::string::npos; }))
      std::abort();
    url_ = server_.output();
    url_ = url_.substr(4, url_.find('\n') - 4);
  }

  filing::Filed file(int attachments, std::size_t size) {
    return need(filing::file_one(store, office_, attachments, size));
  }
  [[nodiscard]] sync::LineConfig line() const {
    return {.server = url_,
            .server_ca = keys_ / "tls/ca.crt",
            .client_certificate = keys_ / "tls/N01.crt",
            .client_key = keys_ / "tls/N01.key"};
  }
  void deliver(const filing::Filed& filed) {
    const auto way = need(sync::open_line(line()));
    if (attempt(filed, *way).failure)
      std::abort();
  }

  // What curl needs to bring the parts of this filing, of which the server knows already.
  std::vector<std::string> curl_command(const filing::Filed& filed) {
    OnlyAnnounces way(need(sync::open_line(line())));
    (void)attempt(filed, way);
    const auto entry = *need(store.find(filed.record.sequence));
    const std::string at = url_ + "/v2/submissions/" + entry.submission_id;
    std::vector<std::string> command{"curl"};
    const auto upload = [&](const store::StoredItem& item, const std::string& to) {
      const auto file = folder_ / (entry.number.text() + item.id);
      std::ofstream(file, std::ios::binary)
          << as_text(need(filing::read_sealed(store, entry.sequence, item.part)));
      if (command.size() > 1)
        command.push_back("--next");
      command.insert(command.end(), {"-sf", "--http1.1", "--cacert", keys_ / "tls/ca.crt", "--cert",
                                     keys_ / "tls/N01.crt", "--key", keys_ / "tls/N01.key", "-H",
                                     "Content-Type: application/jose", "-H",
                                     "Expect:", "--upload-file", file.string(), to});
    };
    for (const auto& item : entry.items)
      if (item.part != 0)
        upload(item, at + "/attachments/" + item.id);
    for (const auto& item : entry.items)
      if (item.part == 0)
        upload(item, at);
    return command;
  }

  // The most memory foyer-sync has had in RAM until this was handed over, in MB.
  double agent_peak(const filing::Filed& filed) {
    const auto keys = keys_ / "tls";
    processes::write_file(
        folder_ / "sync.toml",
        "database = \"foyer.db\"\nsocket = \"sync.sock\"\nlog = \"sync.log\"\n[retry]\nbase_ms = "
        "20\ncap_ms = 200\n[server]\nurl = \"" +
            url_ + "\"\nca = \"" + (keys / "ca.crt").string() + "\"\ncertificate = \"" +
            (keys / "N01.crt").string() + "\"\nkey = \"" + (keys / "N01.key").string() +
            "\"\nevent_key = \"" + (keys_ / "events/events.pem").string() + "\"\n");
    // Started by a shell that tells its id and becomes the agent.
    processes::Process agent({"sh", "-c", "echo $$ > \"$1\"; exec \"$2\" --config \"$3\"", "sh",
                              folder_ / "pid", FOYER_SYNC, folder_ / "sync.toml"},
                             folder_ / "agent.out");
    if (!processes::eventually([&] {
          return need(store.find(filed.record.sequence))->state ==
                 store::DeliveryState::handed_over;
        }))
      std::abort();
    std::string pid = processes::read_file(folder_ / "pid");
    pid.pop_back();
    std::ifstream status("/proc/" + pid + "/status");
    for (std::string line; std::getline(status, line);)
      if (line.starts_with("VmHWM:"))
        return std::atof(line.c_str() + 6) / 1024;
    return 0;
  }

 private:
  sync::Delivery attempt(const filing::Filed& filed, sync::Line& way) {
    sync::Courier courier(store, way, event_key_, system_clock());
    return need(courier.deliver(*need(store.find(filed.record.sequence)), {}));
  }

  processes::TemporaryDirectory folder_;
  std::filesystem::path keys_ = processes::demo_keys();
  std::string url_;
  processes::Process server_;
  seal::OfficeCertificate office_ =
      need(seal::OfficeCertificate::load(processes::read_file(keys_ / "office/office.crt"),
                                         processes::read_file(keys_ / "office/root.crt"),
                                         "Demo-Ausländerbehörde", system_clock().wall()));
  sync::EventKey event_key_ = need(sync::EventKey::load(keys_ / "events/events.pem"));

 public:
  store::Store store = need(store::Store::open(folder_ / "foyer.db", {.kiosk_id = "N01"}));
};

World& world() {
  static World made;
  return made;
}

// Arguments: attachments, MB each. `of_curl`: our speed as a share of curl's (goal: 0.9).
void deliver_beside_curl(benchmark::State& state) {
  const auto attachments = static_cast<int>(state.range(0));
  const auto size = static_cast<std::size_t>(state.range(1)) << 20;
  Milliseconds ours{0}, curls{0};
  for (auto _ : state) {
    const auto first = world().file(attachments, size), second = world().file(attachments, size);
    const auto command = world().curl_command(second);
    const auto began = std::chrono::steady_clock::now();
    world().deliver(first);
    const auto between = std::chrono::steady_clock::now();
    if (processes::run(command) != 0)
      return state.SkipWithError("curl failed");
    ours += between - began;
    curls += std::chrono::steady_clock::now() - between;
    state.SetIterationTime(std::chrono::duration<double>(between - began).count());
  }
  state.counters["curl_ms"] = benchmark::Counter(curls.count(), benchmark::Counter::kAvgIterations);
  state.counters["of_curl"] = curls / ours;
}
BENCHMARK(deliver_beside_curl)
    ->Args({1, 1})
    ->Args({4, 5})
    ->Args({1, 50})
    ->Iterations(8)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond);

// Argument: MB of the filing's one attachment.
void agent_memory(benchmark::State& state) {
  double peak = 0;
  for (auto _ : state)
    peak = world().agent_peak(world().file(1, static_cast<std::size_t>(state.range(0)) << 20));
  state.counters["peak_MB"] = peak;
}
BENCHMARK(agent_memory)->Arg(1)->Arg(50)->Arg(380)->Iterations(1)->Unit(benchmark::kMillisecond);

} // namespace
