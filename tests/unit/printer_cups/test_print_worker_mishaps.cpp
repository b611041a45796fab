// SPDX-License-Identifier: EUPL-1.2
// A print worker that dies, hangs or lies costs its document, no more time than given, and nothing
// else.
#include <printer_cups/ipp_printer.hpp>

#include "worker_answer.hpp"

#include <processes/processes.hpp>

#include <catch2/catch.hpp>

#include <thread>

using namespace foyer;
using namespace foyer::printer_cups;
using namespace std::chrono_literals;

namespace {

// A program in the worker's place, in Python: `line` is its socket.
struct Liar {
  processes::TemporaryDirectory folder;
  IppConfig config;

  explicit Liar(const std::string& script) {
    config.uri = "ipp://127.0.0.1:9/ipp/print";
    config.job_limit = 200ms;
    config.answer_limit = 100ms;
    config.worker = folder / "worker";
    processes::write_file(config.worker, "#!/usr/bin/python3\nimport os, socket, sys, time\n"
                                         "line = socket.socket(fileno=4)\n" +
                                             script + "\n");
    std::filesystem::permissions(config.worker, std::filesystem::perms::owner_all);
  }
  [[nodiscard]] Status print(const std::stop_token& stop = {}) const {
    return IppPrinter(config).print(as_bytes("%PDF-1.4 receipt"), "Quittung", stop);
  }
};

Failure failure_by(const std::string& script) {
  Liar liar(script);
  liar.config.job_limit = 10s; // of a script that starts on a busy machine
  const Status status = liar.print();
  REQUIRE_FALSE(status.ok());
  return status.failure();
}

} // namespace

TEST_CASE("a print worker that is not there, ends or lies is told") {
  Liar liar("");
  liar.config.worker = "/nowhere/worker";
  const Status missing = liar.print();
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.failure().code == FailureCode::printer_missing);
  for (const char* const script :
       {"sys.exit(3)", "os.kill(os.getpid(), 11)", "line.send(b'')", "line.send(b'\\x09')",
        "line.send(b'\\x00but')", "line.send(b'\\x00' * 1000)"}) {
    INFO(script);
    CHECK(failure_by(script).code == FailureCode::printer_stopped);
  }
  CHECK(failure_by("os.kill(os.getpid(), 11)").detail == "print worker: signal 11");
}

TEST_CASE("a print worker gets the document and the limits, and its words are made harmless") {
  CHECK(failure_by("assert sys.argv[2:] == ['print', 'ipp://127.0.0.1:9/ipp/print', 'foyer', "
                   "'10000', '100', '250', 'Quittung']\n"
                   "assert os.pread(3, 100, 0) == b'%PDF-1.4 receipt'\n"
                   "line.send(b'\\x02tray\\x1b[2J\\n')")
            .detail == "tray [2J ");
}

TEST_CASE("a print worker that hangs is asked to take the job back, and ended") {
  const auto asked = "line.recv(1)\nopen(os.path.dirname(sys.argv[0]) + '/asked', 'w')\n";
  Liar late(std::string(asked) + "time.sleep(60)");
  const Status status = late.print();
  REQUIRE_FALSE(status.ok());
  CHECK(status.failure().code == FailureCode::timed_out);

  // One that takes it back because the time was over was not cancelled by anybody.
  const Liar taken_back(std::string(asked) + "line.send(b'\\x05')");
  const Status overdue = taken_back.print();
  REQUIRE_FALSE(overdue.ok());
  CHECK(overdue.failure().code == FailureCode::timed_out);

  Liar stopped(std::string(asked) + "line.send(b'\\x05')");
  stopped.config.job_limit = stopped.config.answer_limit = 60s;
  std::stop_source stop;
  std::jthread visitor([&] {
    std::this_thread::sleep_for(100ms);
    stop.request_stop();
  });
  const auto begin = std::chrono::steady_clock::now();
  const Status cancelled = stopped.print(stop.get_token());
  REQUIRE_FALSE(cancelled.ok());
  CHECK(cancelled.failure().code == FailureCode::cancelled);
  CHECK(std::chrono::steady_clock::now() - begin < 30s);
  CHECK(std::filesystem::exists(stopped.folder / "asked"));
}

TEST_CASE("what a print worker that died has left at the printer is taken back by another") {
  Liar liar("with open(os.path.dirname(sys.argv[0]) + '/orders', 'a') as orders:\n"
            "  orders.write(sys.argv[2] + ' ' + sys.argv[8] + '\\n')\n"
            "if sys.argv[2] == 'print':\n"
            "  line.send(b'\\xff\\x2a\\x01\\x00\\x00')\n"
            "  os.kill(os.getpid(), 9)\n"
            "line.send(b'\\x00')");
  liar.config.job_limit = liar.config.answer_limit = 10s;
  const Status status = liar.print();
  REQUIRE_FALSE(status.ok());
  CHECK(status.failure().code == FailureCode::printer_stopped);
  CHECK(processes::read_file(liar.folder / "orders") == "print Quittung\ncancel 298\n");
}

TEST_CASE("what a print worker says of an outcome is heard as it was") {
  CHECK(decode_answer(encode_answer(success())).ok());
  for (const FailureCode code : job_failures) {
    const Status heard = decode_answer(encode_answer(fail(code, std::string(1000, 'x'))));
    REQUIRE_FALSE(heard.ok());
    CHECK(heard.failure().code == code);
    CHECK(heard.failure().detail == std::string(longest_answer - 1, 'x'));
  }
  CHECK(decode_begun(encode_begun(298)) == 298);
  CHECK(decode_begun(encode_begun(-1)) == -1);
  CHECK_FALSE(decode_begun(to_bytes(as_bytes("\xff\x01"))));
  const Status other = decode_answer(encode_answer(fail(FailureCode::io_failed)));
  REQUIRE_FALSE(other.ok());
  CHECK(other.failure().code == FailureCode::printer_stopped);
}
