// SPDX-License-Identifier: EUPL-1.2
// What the office does with a document its virus scanner does not like: it was filed, so it is
// taken in; nobody is given it.
#include "world.hpp"

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::delivery;

namespace {

// The harmless test file of EICAR (eicar.org), in two pieces so that this source is not one.
const std::string eicar =
    std::string("X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-") + "ANTIVIRUS-TEST-FILE!$H+H*";
const std::string scanner =
    "grep -q 'EICAR-STANDARD-ANTIVIRUS-TEST-FILE' && { echo 'stream: Eicar-Test FOUND'; exit 1; }; "
    "exit 0";

const Bytes bad = to_bytes(as_bytes(eicar));
const Bytes good = to_bytes(as_bytes("%PDF-1.7 good"));

std::string page_of(const World& world, const std::string& path) {
  const std::string output = world.server.output();
  const auto from = output.find("http://127");
  std::string said;
  REQUIRE(processes::run({"curl", "-s", "-w", "\n%{http_code}",
                          output.substr(from, output.find('\n', from) - from) + path},
                         &said) == 0);
  return said;
}

} // namespace

TEST_CASE("A document in which the scanner finds something is taken in, and given to nobody") {
  World world;
  world.start_server({"--virus-scan", scanner, "--page", "0"});
  const auto filed = world.file_papers({bad, good});
  CHECK(world.deliver(filed).state == store::DeliveryState::accepted);
  CHECK(office_has_exactly(world, filed)); // nothing is lost
  CHECK(world.office("SELECT id, quarantine FROM document ORDER BY id") ==
        "a1|stream: Eicar-Test FOUND\na2|");
  const std::string number = filed.record.number.text();
  CHECK_FALSE(std::filesystem::exists(world.directory / "office" / number / "a1.pdf"));
  CHECK(std::filesystem::exists(world.directory / "office" / number / "a2.pdf"));
  const std::string list = page_of(world, "");
  CHECK(list.find("in Quarantäne: stream: Eicar-Test FOUND") != std::string::npos);
  CHECK(list.find("id=a1") == std::string::npos);
  CHECK(page_of(world, "document?receipt=" + number + "&id=a1").ends_with("404"));
  CHECK(page_of(world, "document?receipt=" + number + "&id=a2").ends_with("200"));
}

TEST_CASE(
    "While the scanner cannot tell, a filing is neither taken in nor refused nor in the way") {
  World world;
  world.start_server({"--virus-scan", "grep -q EICAR && exit 2; exit 0"});
  const auto doubtful = world.file_papers({bad});
  CHECK(world.deliver(doubtful).state == store::DeliveryState::handed_over);
  const auto next = world.file_papers({good});
  CHECK(world.deliver(next).state == store::DeliveryState::accepted);
  CHECK_FALSE(world.entry(doubtful).sealed_bytes_wiped);
  CHECK(world.applications() == 1);
  world.start_server({"--virus-scan", scanner});
  CHECK(world.deliver(doubtful).state == store::DeliveryState::accepted);
  CHECK(office_has_exactly(world, doubtful));
}
