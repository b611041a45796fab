// SPDX-License-Identifier: EUPL-1.2
// The program itself, over pipes.
#include <catch2/catch.hpp>

#include <csignal>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace {

class Program {
 public:
  Program() {
    int in[2], out[2];
    REQUIRE(pipe(in) == 0);
    REQUIRE(pipe(out) == 0);
    child_ = fork();
    if (child_ == 0) {
      dup2(in[0], 0);
      dup2(out[1], 1);
      for (const int fd : {in[0], in[1], out[0], out[1]})
        close(fd);
      execl(FOYERCTL, FOYERCTL, "cel", nullptr);
      _exit(127);
    }
    close(in[0]);
    close(out[1]);
    to_ = in[1];
    from_ = out[0];
  }
  ~Program() {
    if (to_ >= 0)
      end();
    close(from_);
  }
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;

  void write(const std::string& text) const {
    for (std::size_t sent = 0; sent < text.size();) {
      const auto now = ::write(to_, text.data() + sent, text.size() - sent);
      if (now <= 0)
        return;
      sent += static_cast<std::size_t>(now);
    }
  }
  // Waits for the whole line.
  [[nodiscard]] std::string read() const {
    std::string line;
    for (char c = 0; ::read(from_, &c, 1) == 1 && c != '\n';)
      line += c;
    return line;
  }
  std::string ask(const std::string& line) const {
    write(line + "\n");
    return read();
  }
  int end() {
    close(to_);
    to_ = -1;
    int status = 0;
    waitpid(child_, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  pid_t child_ = -1;
  int to_ = -1, from_ = -1;
};

} // namespace

TEST_CASE("foyerctl cel answers each line before the next one is asked") {
  signal(SIGPIPE, SIG_IGN);
  Program program;
  CHECK(program.ask(R"({"expr": "a + 1", "bindings": {"a": 2}})") == R"({"value":3})");
  CHECK(program.ask(R"({"expr": "'ä' + x", "bindings": {"x": "ö"}})") == "{\"value\":\"äö\"}");
  CHECK(program.ask(R"({"expr": "1 / 0"})") == R"({"error":"divide by zero"})");
  CHECK(program.ask(R"({"expr": "1.0"})") == R"({"value":1.0})");
  CHECK(program.end() == 0);
}

TEST_CASE("foyerctl cel lives on after bad lines") {
  signal(SIGPIPE, SIG_IGN);
  Program program;
  const std::string bad[] = {"",
                             "nonsense",
                             "{\"expr\": \"'\xfe'\"}",
                             std::string("\0\0\0", 3),
                             "{\"expr\":\"" + std::string(200'000, '(') + "\"}",
                             std::string(200'000, '['),
                             std::string(5 << 20, 'x')};
  for (const auto& line : bad)
    CHECK(program.ask(line).starts_with(R"({"error":)"));
  CHECK(program.ask(R"({"expr": "1"})") == R"({"value":1})");
  program.write(R"({"expr": "2"})"); // the last line without a line feed
  CHECK(program.end() == 0);
  CHECK(program.read() == R"({"value":2})");
}
