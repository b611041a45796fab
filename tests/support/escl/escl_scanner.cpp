// SPDX-License-Identifier: EUPL-1.2
#include <support_escl/escl_scanner.hpp>

#include "answers.hpp"
#include "jpeg.hpp"

#include <atomic>
#include <condition_variable>
#include <cstdlib>
#include <fstream>
#include <httplib.h>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <thread>

namespace foyer::support_escl {

namespace {

constexpr const char* xml = "text/xml";
constexpr const char* root = "/eSCL";
// Paper is not drawn in at once, nor found to be missing: airscan loses whole pages where the job
// ends before sane_start() has looked.
constexpr std::chrono::milliseconds drawing_in{250};

} // namespace

struct EsclScanner::State {
  api::ScannerKind kind;
  std::filesystem::path folder; // SANE's configuration
  int port = 0;

  mutable std::mutex mutex; // of all below
  std::condition_variable stopping_changed;
  bool stopping = false;
  std::vector<Sheet> sheets;
  std::optional<Job> job; // the last one
  int jobs = 0;
  std::size_t sides = 0; // of the job, that have been asked for

  std::unique_ptr<httplib::Server> server;
  std::thread thread;

  void route();
  void start();
  void stop();
  void hang();
  void begin_job(const httplib::Request& request, httplib::Response& response);
  struct Turn {
    Sheet sheet;
    std::shared_ptr<const api::Page> page;
    Job asked;
    int refused = 0;
    bool later = false; // than the first sheet
  };
  Turn next_turn();
  void next_document(httplib::Response& response);
  void deliver(const Sheet& sheet, std::string bytes, httplib::Response& response);
  [[nodiscard]] Fault fault_now() const;
};

// The mishap of the sheet whose turn it is. Call with the mutex.
Fault EsclScanner::State::fault_now() const {
  const std::size_t sheet = job ? sides / (job->duplex ? 2 : 1) : 0;
  return sheet < sheets.size() ? sheets[sheet].fault : Fault::none;
}

void EsclScanner::State::hang() {
  std::unique_lock lock(mutex);
  stopping_changed.wait(lock, [&] { return stopping; });
}

void EsclScanner::State::begin_job(const httplib::Request& request, httplib::Response& response) {
  const std::lock_guard lock(mutex);
  job = parse_job(request.body);
  sides = 0;
  ++jobs;
  const Fault fault = fault_now();
  if (fault == Fault::busy) {
    response.status = 503;
  } else if (fault == Fault::server_error) {
    response.status = 500;
  } else if (fault == Fault::jam || fault == Fault::cover_open || (job->feeder && sheets.empty())) {
    response.status = 409;
  } else {
    response.status = 201;
    response.set_header("Location", std::string(root) + "/ScanJobs/" + std::to_string(jobs));
  }
}

// What the next side of the job is, or why there is none (an HTTP status).
EsclScanner::State::Turn EsclScanner::State::next_turn() {
  const std::lock_guard lock(mutex);
  const std::size_t sides_a_sheet = job && job->duplex ? 2 : 1;
  const std::size_t number = sides / sides_a_sheet;
  const std::size_t most =
      job && job->feeder ? sheets.size() : std::min<std::size_t>(1, sheets.size());
  Turn turn{.later = number > 0};
  if (!job || number >= most) {
    turn.refused = 404; // the stack is done
    return turn;
  }
  turn.sheet = sheets[number];
  turn.asked = *job;
  const bool back = sides % sides_a_sheet != 0;
  turn.page = back && turn.sheet.back ? turn.sheet.back : turn.sheet.front;
  switch (turn.sheet.fault) {
  case Fault::busy: turn.refused = 503; break;
  case Fault::server_error: turn.refused = 500; break;
  case Fault::jam:
  case Fault::cover_open: turn.refused = 409; break;
  default: ++sides;
  }
  return turn;
}

void EsclScanner::State::next_document(httplib::Response& response) {
  const auto [sheet, page, asked, refused, later] = next_turn();
  if (later && (refused != 0 || sheet.fault != Fault::none))
    std::this_thread::sleep_for(drawing_in);
  if (refused != 0) {
    response.status = refused;
    return;
  }
  if (sheet.fault == Fault::hang)
    return hang();
  std::string bytes = jpeg_of(*page, asked.grey, asked.dpi);
  if (sheet.fault == Fault::garbage)
    std::fill(bytes.begin(), bytes.end(), 'x');
  if (sheet.fault == Fault::truncated)
    bytes.resize(bytes.size() / 2);
  deliver(sheet, std::move(bytes), response);
}

void EsclScanner::State::deliver(const Sheet& sheet, std::string bytes,
                                 httplib::Response& response) {
  const std::size_t size = bytes.size();
  response.set_content_provider(
      size, "image/jpeg",
      [this, sheet, bytes = std::move(bytes)](std::size_t offset, std::size_t length,
                                              httplib::DataSink& sink) {
        constexpr std::size_t pieces = 20;
        const std::size_t piece = sheet.duration.count() > 0 || sheet.fault != Fault::none
                                      ? std::min(length, bytes.size() / pieces + 1)
                                      : length;
        if (offset >= bytes.size() / 2 && sheet.fault == Fault::cut) {
          std::this_thread::sleep_for(drawing_in);
          return false;
        }
        if (offset >= bytes.size() / 2 && sheet.fault == Fault::stalled) {
          hang();
          return false;
        }
        std::this_thread::sleep_for(sheet.duration / pieces);
        return sink.write(bytes.data() + offset, piece);
      });
}

void EsclScanner::State::route() {
  const std::string at = root;
  server->Get(at + "/ScannerCapabilities",
              [this](const httplib::Request&, httplib::Response& response) {
                response.set_content(capabilities(kind), xml);
              });
  server->Get(at + "/ScannerStatus", [this](const httplib::Request&, httplib::Response& response) {
    const std::lock_guard lock(mutex);
    const Fault fault = fault_now();
    const bool busy = fault == Fault::busy;
    // A glass has no state for its lid: the device as a whole stands still (PWG 5105.1).
    const bool stopped = fault == Fault::cover_open || fault == Fault::jam;
    const char* const adf = sheets.empty()               ? "ScannerAdfEmpty"
                            : fault == Fault::jam        ? "ScannerAdfJam"
                            : fault == Fault::cover_open ? "ScannerAdfHatchOpen"
                                                         : "ScannerAdfLoaded";
    response.set_content(status(busy ? "Processing" : stopped ? "Stopped" : "Idle", adf), xml);
  });
  server->Post(at + "/ScanJobs",
               [this](const httplib::Request& request, httplib::Response& response) {
                 begin_job(request, response);
               });
  server->Get(
      at + R"(/ScanJobs/\d+/NextDocument)",
      [this](const httplib::Request&, httplib::Response& response) { next_document(response); });
  server->Delete(at + R"(/ScanJobs/\d+)", [](const httplib::Request&, httplib::Response& response) {
    response.status = 200;
  });
}

void EsclScanner::State::start() {
  server = std::make_unique<httplib::Server>();
  server->new_task_queue = [] { return new httplib::ThreadPool(8); }; // who hangs holds one
  route();
  {
    const std::lock_guard lock(mutex);
    stopping = false;
  }
  if (port == 0)
    port = server->bind_to_any_port("127.0.0.1");
  else if (!server->bind_to_port("127.0.0.1", port))
    port = -1;
  if (port <= 0)
    throw std::runtime_error("no port for the eSCL scanner");
  thread = std::thread([this] { server->listen_after_bind(); });
  while (!server->is_running())
    std::this_thread::yield();
}

void EsclScanner::State::stop() {
  {
    const std::lock_guard lock(mutex);
    stopping = true;
  }
  stopping_changed.notify_all();
  server->stop();
  thread.join();
}

EsclScanner::EsclScanner(api::ScannerKind kind) : state_(std::make_unique<State>()) {
  state_->kind = kind;
  std::string name = (std::filesystem::temp_directory_path() / "foyer-escl-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    throw std::runtime_error("no temporary folder");
  state_->folder = name;
  state_->start();
  std::ofstream(state_->folder / "dll.conf") << "airscan\n";
  std::ofstream(state_->folder / "airscan.conf")
      << "[devices]\nFoyer = http://127.0.0.1:" << state_->port << root
      << "/, eSCL\n[options]\ndiscovery = disable\n";
}

EsclScanner::~EsclScanner() {
  if (state_->thread.joinable())
    state_->stop();
  std::error_code ignored;
  std::filesystem::remove_all(state_->folder, ignored);
}

void EsclScanner::lay(std::vector<Sheet> sheets) {
  const std::lock_guard lock(state_->mutex);
  state_->sheets = std::move(sheets);
  state_->job.reset();
  state_->sides = 0;
}

void EsclScanner::unplug() {
  state_->stop();
}

void EsclScanner::plug_in() {
  state_->start();
}

std::vector<std::pair<std::string, std::string>> EsclScanner::environment() const {
  return {{"SANE_CONFIG_DIR", state_->folder.string()}, {"no_proxy", "*"}};
}

std::string EsclScanner::last_job() const {
  const std::lock_guard lock(state_->mutex);
  return state_->job ? state_->job->text() : "";
}

} // namespace foyer::support_escl
