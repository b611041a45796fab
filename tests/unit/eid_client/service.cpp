// SPDX-License-Identifier: EUPL-1.2
#include "service.hpp"

#include <catch2/catch.hpp>

#include <sstream>

namespace foyer::eid_client {

Service::Service()
    : process_({FOYER_SOURCE_DIR "/tests/support/eid_server/eid_server.py", directory_.path()},
               directory_ / "log") {
  REQUIRE(processes::eventually([&] { return ask("?").starts_with("error"); }));
}

std::string Service::ask(const std::string& order) const {
  return processes::ask(directory_ / "control", order);
}

Visit Service::begin(const std::string& fault) {
  std::istringstream answer(ask("begin " + fault));
  std::string ok;
  Visit visit;
  answer >> ok >> visit.id >> visit.token_url;
  REQUIRE(ok == "ok");
  return visit;
}

std::string Service::outcome(const Visit& visit) {
  const std::string answer = ask("outcome " + visit.id);
  REQUIRE(answer.starts_with("ok "));
  return answer.substr(3, answer.size() - 4);
}

bool Service::was_asked(const Visit& visit) {
  return ask("asked " + visit.id) == "ok 1\n";
}

std::string Service::page(const std::string& url) const {
  std::string page;
  REQUIRE(processes::run({"curl", "--silent", "--show-error", "--fail", "--cacert",
                          directory_ / "service.pem", url},
                         &page) == 0);
  return page;
}

std::pair<std::string, std::string> Service::environment() const {
  return {"XDG_DATA_DIRS", (directory_ / "share").string() + ":/usr/local/share:/usr/share"};
}

} // namespace foyer::eid_client
