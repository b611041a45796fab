// SPDX-License-Identifier: EUPL-1.2
// The driver against CUPS' own IPP printer.
#include "printer_service.hpp"

#include <printer_cups/ipp_printer.hpp>
#include <processes/processes.hpp>

#include <catch2/catch.hpp>

#include <arpa/inet.h>
#include <csignal>
#include <netinet/in.h>
#include <sys/socket.h>
#include <thread>

using namespace foyer;
using namespace std::chrono_literals;
using printer_cups::IppConfig;
using printer_cups::IppPrinter;

namespace {

IppConfig config_at(const std::string& uri) {
  IppConfig config;
  config.uri = uri;
  config.worker = FOYER_PRINT_WORKER;
  return config;
}

IppConfig config_for(const PrinterService& service) {
  IppConfig config = config_at(service.uri());
  config.poll_every = 20ms;
  return config;
}

// The printer does not look inside; large, so that it is sent in several pieces.
Bytes document() {
  Bytes pdf = to_bytes(as_bytes("%PDF-1.4\n"));
  for (std::size_t i = 0; i < 300'000; ++i)
    pdf.push_back(static_cast<std::uint8_t>(i * 7 + i / 251));
  return pdf;
}

FailureCode code_of(const Status& status) {
  REQUIRE_FALSE(status.ok());
  INFO(status.failure().detail);
  return status.failure().code;
}

// Empty when it went well.
std::string trouble_of(const Status& status) {
  if (status.ok())
    return {};
  return std::string(name(status.failure().code)) + ": " + status.failure().detail;
}

// A server that takes connections and never answers.
struct SilentServer {
  int socket = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  std::string uri;
  SilentServer() {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    REQUIRE(::bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(::listen(socket, 5) == 0);
    socklen_t size = sizeof address;
    REQUIRE(::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size) == 0);
    uri = "ipp://127.0.0.1:" + std::to_string(ntohs(address.sin_port)) + "/ipp/print";
  }
  SilentServer(const SilentServer&) = delete;
  SilentServer& operator=(const SilentServer&) = delete;
  ~SilentServer() { ::close(socket); }
};

} // namespace

TEST_CASE("A document comes out of the printer byte for byte, and so does the next") {
  const PrinterService service("ok");
  IppPrinter printer(config_for(service));
  REQUIRE(trouble_of(printer.probe({})) == "");
  REQUIRE(trouble_of(printer.print(document(), "Quittung", {})) == "");
  CHECK(service.printed_file("001.pdf") == as_text(document()));
  REQUIRE(trouble_of(printer.print(as_bytes("%PDF-1.4 second"), "Quittung", {})) == "");
  CHECK(service.printed_file("002.pdf") == "%PDF-1.4 second");
  CHECK(service.printed() == 2);
}

TEST_CASE("A slow printer is waited for") {
  const PrinterService service("slow");
  IppPrinter printer(config_for(service));
  REQUIRE(trouble_of(printer.print(document(), "Quittung", {})) == "");
  CHECK(service.printed() == 1);
}

TEST_CASE("A printer that is switched off is missing") {
  PrinterService service("ok");
  IppPrinter printer(config_for(service));
  REQUIRE(trouble_of(printer.print(document(), "Quittung", {})) == "");
  service.stop();
  CHECK(code_of(printer.probe({})) == FailureCode::printer_missing);
  CHECK(code_of(printer.print(document(), "Quittung", {})) == FailureCode::printer_missing);
}

TEST_CASE("Without paper the job is cancelled and does not come out when paper is laid in") {
  const PrinterService service("out-of-paper");
  IppPrinter printer(config_for(service));
  CHECK(code_of(printer.print(document(), "Quittung", {})) == FailureCode::printer_out_of_paper);
  // Still empty: the same again, however the printer words it now.
  CHECK(code_of(printer.print(document(), "Quittung", {})) == FailureCode::printer_out_of_paper);
  CHECK(service.printed() == 0);
  service.set_mode("ok");
  REQUIRE(trouble_of(printer.print(as_bytes("%PDF-1.4 after"), "Quittung", {})) == "");
  CHECK(service.printed() == 1);
  CHECK(service.printed_file("001.pdf") == "%PDF-1.4 after");
}

TEST_CASE("A paper jam stops the printer") {
  const PrinterService service("jam");
  IppPrinter printer(config_for(service));
  CHECK(code_of(printer.print(document(), "Quittung", {})) == FailureCode::printer_stopped);
  CHECK(service.printed() == 0);
}

TEST_CASE("A job the printer gives up is a stopped printer") {
  const PrinterService service("abort");
  IppPrinter printer(config_for(service));
  CHECK(code_of(printer.print(document(), "Quittung", {})) == FailureCode::printer_stopped);
}

TEST_CASE("A job that takes too long is cancelled") {
  const PrinterService service("slow");
  IppConfig config = config_for(service);
  config.job_limit = 300ms;
  IppPrinter printer(config);
  CHECK(code_of(printer.print(document(), "Quittung", {})) == FailureCode::timed_out);
}

TEST_CASE("Cancelling in mid-job cancels it at the printer, which takes the next one") {
  const PrinterService service("jam");
  IppPrinter printer(config_for(service));
  std::stop_source stop;
  std::jthread visitor([&] {
    CHECK(processes::eventually([&] { return service.has_a_job(); }));
    stop.request_stop();
  });
  CHECK(code_of(printer.print(document(), "Quittung", stop.get_token())) == FailureCode::cancelled);
  service.set_mode("ok");
  REQUIRE(trouble_of(printer.print(as_bytes("%PDF-1.4 next"), "Quittung", {})) == "");
  CHECK(service.printed() == 1);
  CHECK(service.printed_file("001.pdf") == "%PDF-1.4 next");
}

TEST_CASE("The job of a worker that dies in mid-job is cancelled at the printer") {
  const PrinterService service("jam");
  IppPrinter printer(config_for(service));
  std::jthread murderer([&] {
    CHECK(processes::eventually([&] { return service.has_a_job(); }));
    for (const int worker : processes::children("foyer-print-worker"))
      ::kill(worker, SIGKILL);
  });
  CHECK(code_of(printer.print(document(), "Quittung", {})) == FailureCode::printer_stopped);
  service.set_mode("ok");
  REQUIRE(trouble_of(printer.print(as_bytes("%PDF-1.4 next"), "Quittung", {})) == "");
  CHECK(service.printed() == 1);
  CHECK(service.printed_file("001.pdf") == "%PDF-1.4 next");
}

TEST_CASE("A printer that does not answer is missing, and a stop need not wait for it") {
  const SilentServer server;
  IppConfig config = config_at(server.uri);
  SECTION("no answer in time") {
    config.answer_limit = 200ms;
    CHECK(code_of(IppPrinter(config).probe({})) == FailureCode::printer_missing);
  }
  SECTION("stopped") {
    config.answer_limit = 60s;
    std::stop_source stop;
    std::jthread visitor([&] {
      std::this_thread::sleep_for(100ms);
      stop.request_stop();
    });
    const auto begin = std::chrono::steady_clock::now();
    CHECK(code_of(IppPrinter(config).print(document(), "Quittung", stop.get_token())) ==
          FailureCode::cancelled);
    CHECK(std::chrono::steady_clock::now() - begin < 20s);
  }
}

TEST_CASE("A printer beyond this machine is refused") {
  for (const char* const uri : {"ipp://192.0.2.7/ipp/print", "ipp://printer.example:631/ipp/print",
                                "http://localhost:631/ipp/print", "localhost", ""}) {
    INFO(uri);
    CHECK(code_of(IppPrinter(config_at(uri)).probe({})) == FailureCode::printer_missing);
  }
}
