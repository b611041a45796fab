// SPDX-License-Identifier: EUPL-1.2
#include <virus_scan.hpp>

#include <processes/processes.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using middletier::VirusScan;

namespace {

const Bytes document{'a', 0, 'b', '\n'};

std::string found(const std::string& command) {
  return VirusScan(command).examine(document);
}

} // namespace

TEST_CASE("The scanner reads the document from its input, whole") {
  CHECK(found("test $(wc -c) = 4").empty());
  CHECK(VirusScan("test $(wc -c) = 5000000").examine(Bytes(5'000'000, 'x')).empty());
  CHECK(found("cat; exit 1") == "a?b");
}

TEST_CASE("What it finds is its first line, fit for a page") {
  CHECK(found("echo 'stream: Eicar FOUND'; echo more; exit 1") == "stream: Eicar FOUND");
  CHECK(found("printf 'a\\033[31m\\303\\244'; exit 1") == "a?[31m??");
  CHECK(found("exit 1") == "?");
  CHECK(found("yes | tr -d '\\n' | head -c 100000; exit 1").size() == 200);
}

TEST_CASE("A scanner that cannot tell, is not there, dies or hangs has found nothing out") {
  for (const char* command : {"exit 2", "/nowhere/scanner", "kill -9 $$", "exit 126"})
    CHECK_THROWS_AS(found(command), std::runtime_error);
  const processes::TemporaryDirectory folder;
  const std::string child = (folder / "child").string();
  const VirusScan hanging("sleep 1000 & echo $! >" + child + "; wait",
                          std::chrono::milliseconds(300));
  CHECK_THROWS_AS(hanging.examine(document), std::runtime_error);
  // Nor is anything left of it (a zombie would be init's).
  const std::string pid = processes::read_file(child);
  if (!pid.empty())
    CHECK(processes::eventually([&] {
      return processes::run({"sh", "-c",
                             "! kill -0 " + pid.substr(0, pid.find('\n')) +
                                 " || grep -q '^State:.Z' /proc/" + pid.substr(0, pid.find('\n')) +
                                 "/status"}) == 0;
    }));
}

TEST_CASE("Without a scanner everything is clean") {
  CHECK(found("").empty());
}
