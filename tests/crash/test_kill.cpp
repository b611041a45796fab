// SPDX-License-Identifier: EUPL-1.2
#include <filing/sample.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <random>
#include <set>
#include <sstream>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace foyer;
using namespace foyer::filing;

namespace {

// A crash_worker whose standard output we read after its end.
class Worker {
 public:
  Worker(const char* job, const std::filesystem::path& db) {
    std::array<int, 2> ends{};
    REQUIRE(::pipe(ends.data()) == 0);
    pid_ = ::fork();
    REQUIRE(pid_ >= 0);
    if (pid_ == 0) {
      ::dup2(ends[1], 1);
      ::close(ends[0]);
      ::close(ends[1]);
      // Its log goes to standard error, which nobody needs.
      ::dup2(::open("/dev/null", O_WRONLY), 2);
      ::execl(CRASH_WORKER, CRASH_WORKER, job, db.c_str(), nullptr);
      ::_exit(127);
    }
    ::close(ends[1]);
    out_ = ends[0];
    reader_ = std::thread([this] {
      std::array<char, 4096> piece{};
      for (ssize_t got = 0; (got = ::read(out_, piece.data(), piece.size())) > 0;)
        text_.append(piece.data(), static_cast<std::size_t>(got));
    });
  }
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;
  ~Worker() { kill(); }

  // Kills it as a power button would, and gives the numbers of all complete lines.
  std::vector<std::uint32_t> kill() {
    if (pid_ > 0) {
      ::kill(pid_, SIGKILL);
      int status = 0;
      ::waitpid(pid_, &status, 0);
      // It must not have ended by itself: then it would have failed, not been killed.
      killed_ = WIFSIGNALED(status);
      pid_ = 0;
      reader_.join();
      ::close(out_);
    }
    std::vector<std::uint32_t> numbers;
    std::istringstream lines(text_.substr(0, text_.rfind('\n') + 1));
    for (std::uint32_t number = 0; lines >> number;)
      numbers.push_back(number);
    return numbers;
  }
  [[nodiscard]] bool killed() const { return killed_; }

 private:
  pid_t pid_ = 0;
  int out_ = -1;
  bool killed_ = false;
  std::string text_;
  std::thread reader_;
};

} // namespace

TEST_CASE("whatever was acknowledged survives kill -9 at any moment, of terminal and agent") {
  const Scratch folder;
  const auto db = folder / "db";
  std::set<std::uint32_t> filed;
  std::set<std::uint32_t> accepted;
  std::mt19937 random(20261125);
  for (int round = 0; round < 12; ++round) {
    Worker terminal("file", db);
    Worker agent("deliver", db);
    std::this_thread::sleep_for(std::chrono::milliseconds(30 + random() % 250));
    for (const std::uint32_t number : agent.kill())
      accepted.insert(number);
    for (const std::uint32_t number : terminal.kill()) {
      // A number comes once only.
      CHECK(filed.insert(number).second);
    }
    CHECK(terminal.killed());

    auto store = store::Store::open(db, {});
    REQUIRE(store.ok());
    REQUIRE(store->verify().ok());
    for (const std::uint32_t number : filed) {
      const auto entry = store->find(number);
      REQUIRE((entry.ok() && *entry));
      if (accepted.contains(number))
        CHECK((*entry)->state == store::DeliveryState::accepted);
      if (!(*entry)->sealed_bytes_wiped)
        CHECK(difference(*store, number, usual_sizes(number)).empty());
    }
  }
  CHECK(filed.size() > 20);
  CHECK(!accepted.empty());
}
