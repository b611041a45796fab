// SPDX-License-Identifier: EUPL-1.2
// A worker that dies, hangs or lies costs the task at hand, no more time than given, and nothing
// else: the next task has a new one.
#include <pages/page_worker.hpp>

#include <base/byte_fields.hpp>
#include <processes/processes.hpp>
#include <support_scanner/pages.hpp>

#include <catch2/catch.hpp>

#include <csignal>
#include <thread>

using namespace foyer;
using namespace foyer::pages;
using namespace support_scanner;
using namespace std::chrono_literals;

namespace {

// A program in the worker's place, in Python: `line` is its socket, `say(kind, fields)` speaks.
struct Liar {
  processes::TemporaryDirectory folder;
  PageWorkerConfig config{.worker = folder / "worker", .limit = 5s};

  explicit Liar(const std::string& script) {
    processes::write_file(config.worker, R"(#!/usr/bin/python3
import os, socket, struct, sys, time
line = socket.socket(fileno=4)
READY, NOT_CONFINED, PREPARED, PRINT, CODES, ZONE, FACE, PDF, WANT, FAILED = 1, 2, 4, 5, 6, 7, 8, 9, 10, 12
def say(kind, fields=b''):
    line.send(b'FOYP' + bytes([kind]) + fields)
def hear():
    if not line.recv(5000):
        sys.exit(0)
)" + script + "\n");
    std::filesystem::permissions(config.worker, std::filesystem::perms::owner_all);
  }
};

api::Page small() {
  return blank_page({.dpi = 75});
}

template <class T> FailureCode code_of(const Result<T>& result) {
  REQUIRE_FALSE(result.ok());
  return result.failure().code;
}

FailureCode print_by(const std::string& script) {
  const Liar liar(script);
  return code_of(PageWorker(liar.config).fingerprint(small(), {}));
}

std::vector<Sheet> two_sheets() {
  const auto page = std::make_shared<const api::Page>(small());
  return {{page, nullptr}, {page, nullptr}};
}

FailureCode pdf_by(const std::string& script) {
  const Liar liar("say(READY)\nhear()\n" + script);
  return code_of(PageWorker(liar.config).to_pdf(two_sheets(), {}, {.max_bytes = 1'000}));
}

} // namespace

TEST_CASE("a worker that is not there, or ends, is told") {
  CHECK(code_of(PageWorker({.worker = "/nowhere/worker"}).fingerprint(small(), {})) ==
        FailureCode::io_failed);
  CHECK(code_of(PageWorker({.worker = "/nowhere/worker"}).try_out()) == FailureCode::io_failed);
  CHECK(print_by("sys.exit(3)") == FailureCode::io_failed);
  CHECK(print_by("say(NOT_CONFINED)\nhear()") == FailureCode::io_failed);
  CHECK(print_by("say(READY)\nhear()\nos.kill(os.getpid(), 11)") == FailureCode::io_failed);
}

TEST_CASE("a worker that hangs is ended in time, and at once when asked to stop") {
  Liar liar("say(READY)\ntime.sleep(60)");
  liar.config.limit = 300ms;
  PageWorker worker(liar.config);
  auto began = std::chrono::steady_clock::now();
  CHECK(code_of(worker.fingerprint(small(), {})) == FailureCode::timed_out);
  CHECK(std::chrono::steady_clock::now() - began < 5s);
  CHECK(processes::children("worker").empty());

  liar.config.limit = 60s;
  PageWorker patient(liar.config);
  std::stop_source stop;
  const std::jthread later([&stop] {
    std::this_thread::sleep_for(100ms);
    stop.request_stop();
  });
  began = std::chrono::steady_clock::now();
  CHECK(code_of(patient.fingerprint(small(), stop.get_token())) == FailureCode::cancelled);
  CHECK(std::chrono::steady_clock::now() - began < 5s);
  CHECK(processes::children("worker").empty());
}

TEST_CASE("what no worker of ours says is refused") {
  const auto malformed = FailureCode::malformed;
  CHECK(print_by("line.send(b'no message of ours')") == malformed);
  CHECK(print_by("line.send(b'FOYP')") == malformed);
  CHECK(print_by("line.send(b'FOYP' + bytes([77]))") == malformed);
  CHECK(print_by("say(PRINT)") == malformed);
  const std::string heard = "say(READY)\nhear()\n";
  CHECK(print_by(heard + "say(READY)") == malformed);
  CHECK(print_by(heard + "say(PRINT, bytes(5000))") == malformed);
  CHECK(print_by(heard + "say(CODES, bytes(1))") == malformed);
  CHECK(print_by(heard + "say(PRINT, struct.pack('<ii', -4, 4))") == malformed);
  CHECK(print_by(heard + "say(PRINT, struct.pack('<ii', 20000, 20000))") == malformed);
  // No memory behind it, and fields too many.
  CHECK(print_by(heard + "os.ftruncate(3, 10)\nsay(PRINT, struct.pack('<ii', 4, 4))") == malformed);
  CHECK(print_by(heard + "say(PRINT, struct.pack('<iib', 4, 4, 0))") == malformed);
  // A failure that is none of this worker's.
  CHECK(print_by(heard + "say(FAILED, struct.pack('<i', 0))") == malformed);
  CHECK(print_by(heard + "say(FAILED)") == malformed);
}

TEST_CASE("a PDF that is too large, empty or asks for too much is refused") {
  const auto malformed = FailureCode::malformed;
  CHECK(pdf_by("say(PDF, struct.pack('<q', 1001))") == malformed);
  CHECK(pdf_by("say(PDF, struct.pack('<q', 0))") == malformed);
  CHECK(pdf_by("say(PDF, struct.pack('<q', 900))") == malformed); // the memory is empty
  CHECK(pdf_by("say(WANT, struct.pack('<i', 2))") == malformed);
  CHECK(pdf_by("while True:\n  say(WANT, struct.pack('<i', 1))\n  hear()") == malformed);
}

TEST_CASE("after a mishap the next task has a new worker, and another visit, too") {
  const Liar once(R"(
died = os.path.join(os.path.dirname(sys.argv[0]), 'died')
if os.path.exists(died):
    os.execv(')" FOYER_PAGE_WORKER R"(', ['worker', sys.argv[1]])
open(died, 'w').close()
say(READY)
hear()
os.kill(os.getpid(), 9))");
  PageWorker worker(once.config);
  CHECK(code_of(worker.fingerprint(small(), {})) == FailureCode::io_failed);
  CHECK(worker.fingerprint(small(), {}).ok());
  worker.end(); // the visit is over
  CHECK(worker.fingerprint(small(), {}).ok());
}

TEST_CASE("a worker that is killed between two tasks is not missed; within one, it is told") {
  PageWorker worker({.worker = FOYER_PAGE_WORKER});
  REQUIRE(worker.fingerprint(small(), {}).ok());
  const auto first = processes::children("foyer-page-worker");
  REQUIRE(first.size() == 1);
  ::kill(first.front(), SIGKILL);
  REQUIRE(processes::eventually([&] {
    return processes::read_file("/proc/" + std::to_string(first.front()) + "/status")
               .find("State:\tZ") != std::string::npos;
  }));
  CHECK(worker.fingerprint(small(), {}).ok());

  const auto second = processes::children("foyer-page-worker");
  REQUIRE(second.size() == 1);
  ::kill(second.front(), SIGSTOP); // so that it is within the task when it is killed
  const std::jthread killer([pid = second.front()] {
    std::this_thread::sleep_for(200ms);
    ::kill(pid, SIGKILL);
  });
  CHECK(code_of(worker.fingerprint(small(), {})) == FailureCode::io_failed);
  CHECK(worker.fingerprint(small(), {}).ok());
}
