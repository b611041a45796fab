// SPDX-License-Identifier: EUPL-1.2
// Authentication by the real AusweisApp as far as it goes without an eID server: to the token, and
// to the channel that the token names.
#include <eid_client/ausweisapp.hpp>

#include <catch2/catch.hpp>
#include <processes/processes.hpp>

#include <thread>

#include <unistd.h>

namespace foyer::eid_client {

namespace {

class Service {
 public:
  Service()
      : process_({FOYER_SOURCE_DIR "/tests/unit/eid_client/token_server.py", directory_.path()},
                 directory_ / "log") {
    REQUIRE(processes::eventually([&] { return std::filesystem::exists(directory_ / "port"); }));
  }
  [[nodiscard]] std::string url(const std::string& path) const {
    return "https://localhost:" + processes::read_file(directory_ / "port") + path;
  }
  [[nodiscard]] bool was_asked_for(const std::string& path) const {
    return std::filesystem::exists(directory_ / "asked") &&
           processes::read_file(directory_ / "asked").find(path + "\n") != std::string::npos;
  }

 private:
  processes::TemporaryDirectory directory_;
  processes::Process process_;
};

bool installed() {
  if (::access("/usr/bin/AusweisApp2", X_OK) == 0)
    return true;
  WARN("skipped: ausweisapp2 is not installed");
  return false;
}

Result<api::EidOutcome> authenticate(const std::string& url, const std::stop_token& stop = {}) {
  AusweisApp client({});
  return client.run({.task = api::EidTask::authenticate, .token_url = Personal(url)}, stop, {});
}

} // namespace

TEST_CASE("A service that hands out no usable token is refused, and the reason is a word") {
  if (!installed())
    return;
  const Service service;
  for (const std::string path : {"/unreachable", "/untrusted", "/junk", "/empty", "/nothing"}) {
    CAPTURE(path);
    const auto outcome = authenticate(service.url(path));
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.failure().code == FailureCode::eid_refused);
    CHECK(outcome.failure().detail == "trustedChannelEstablishmentFailed");
    CHECK(service.was_asked_for(path));
  }
}

TEST_CASE("An address that is none, or where nobody answers, is refused") {
  if (!installed())
    return;
  for (const char* url : {"", "nonsense", "file:///etc/passwd", "https://localhost:1/token"}) {
    CAPTURE(url);
    const auto outcome = authenticate(url);
    REQUIRE_FALSE(outcome.ok());
    CHECK(outcome.failure().code == FailureCode::eid_refused);
  }
}

TEST_CASE("A service that does not answer can be left at any moment") {
  if (!installed())
    return;
  const Service service;
  std::stop_source stop;
  std::jthread impatient([&] {
    processes::eventually([&] { return service.was_asked_for("/slow"); });
    stop.request_stop();
  });
  const auto outcome = authenticate(service.url("/slow"), stop.get_token());
  REQUIRE_FALSE(outcome.ok());
  CHECK(outcome.failure().code == FailureCode::cancelled);
}

} // namespace foyer::eid_client
