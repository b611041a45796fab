// SPDX-License-Identifier: EUPL-1.2
// Cases on the filing desk: a real store, real codes; what is sealed is seen by the witness.
#include "filled.hpp"
#include "terminal_config.hpp"

#include <app/case_lookup.hpp>
#include <app/filing_desk.hpp>
#include <base/file_descriptor.hpp>

#include <processes/processes.hpp>
#include <receipt/qr.hpp>

#include <catch2/catch.hpp>

#include <cstring>
#include <thread>

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

using namespace foyer;

namespace {

const std::filesystem::path source = FOYER_SOURCE_DIR;

app::FilingDesk opened(const processes::TemporaryDirectory& folder, const i18n::Catalogue& texts) {
  const app::Config config = terminal_config(folder.path());
  auto opened = app::FilingDesk::open(config, texts, system_clock(), [] { return true; });
  INFO((opened.ok() ? std::string() : opened.failure().detail));
  REQUIRE(opened.ok());
  return std::move(*opened);
}

struct Desk {
  processes::TemporaryDirectory folder;
  i18n::Catalogue texts = std::move(*i18n::Catalogue::load(source / "locales"));
  std::string sealed;
  std::size_t papers = 0;
  app::FilingDesk desk = opened(folder, texts);

  Desk() {
    desk.set_witness([this](std::string_view container, const std::vector<Bytes>& pages) {
      sealed = container;
      papers = pages.size();
    });
  }

  visit::Receipt file() {
    auto receipt = desk.file(filled_request());
    INFO((receipt.ok() ? std::string() : receipt.failure().detail));
    REQUIRE(receipt.ok());
    REQUIRE(receipt->code);
    return *receipt;
  }
  // No agent listens: what the terminal knows by itself.
  visit::CaseReply look_up(std::string_view number, const Secret& code) {
    return app::look_up_case(
        agent::Client(folder / "nobody.sock"),
        [this](const auto& what, ByteView verifier) { return desk.known_case(what, verifier); },
        number, code, {});
  }
  visit::CaseNotOpened::Why why_not(std::string_view number, const Secret& code) {
    const auto reply = look_up(number, code);
    REQUIRE(std::holds_alternative<visit::CaseNotOpened>(reply));
    return std::get<visit::CaseNotOpened>(reply).why;
  }
};

// An agent's socket where whoever asks is told this line.
class Agent {
 public:
  Agent(const std::filesystem::path& path, std::string line)
      : socket_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)), line_(std::move(line)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    REQUIRE(path.string().size() < sizeof address.sun_path);
    std::strcpy(address.sun_path, path.c_str());
    REQUIRE(bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
    REQUIRE(listen(socket_.get(), 1) == 0);
    thread_ = std::jthread([this] {
      const FileDescriptor client(accept(socket_.get(), nullptr, nullptr));
      char asked = 0;
      while (read(client.get(), &asked, 1) == 1 && asked != '\n')
        ;
      (void)!write(client.get(), line_.data(), line_.size());
    });
  }
  ~Agent() { shutdown(socket_.get(), SHUT_RDWR); } // where nobody has asked
  Agent(const Agent&) = delete;
  Agent& operator=(const Agent&) = delete;

 private:
  FileDescriptor socket_;
  std::string line_;
  std::jthread thread_;
};

Secret any_code() {
  return seal::PaperCode::generate()->text().clone();
}

} // namespace

TEST_CASE("the receipt's QR carries number and code, and the container the same code") {
  Desk desk;
  const auto receipt = desk.file();
  const auto ticket = receipt::read_case_ticket(receipt.qr_payload);
  REQUIRE(ticket.ok());
  CHECK(ticket->number == receipt.number);
  const std::string code(as_text(ticket->code.reveal()));
  CHECK(seal::PaperCode::parse(code)->text() == *receipt.code);
  CHECK(desk.sealed.find("<rueckkanal code=\"" + code + "\"") != std::string::npos);
  for (const char* file : {"terminal/foyer.db", "terminal/foyer.db-wal"}) {
    const auto bytes = processes::read_file(desk.folder / file);
    CHECK(bytes.find(code) == std::string::npos);
    CHECK(bytes.find(as_text(receipt.code->reveal())) == std::string::npos);
  }
}

TEST_CASE("without a line the terminal opens its own case for its code, and says nothing else") {
  Desk desk;
  const auto receipt = desk.file();
  const auto reply = desk.look_up(receipt.number, *receipt.code);
  REQUIRE(std::holds_alternative<visit::Case>(reply));
  const auto& opened = std::get<visit::Case>(reply);
  CHECK(opened.number == receipt.number);
  CHECK_FALSE(opened.current);
  REQUIRE(opened.steps.size() == 1);
  CHECK(opened.steps[0].state == visit::CaseState::stored);
  CHECK(opened.steps[0].at == receipt.filed_at);
  using Why = visit::CaseNotOpened::Why;
  CHECK(desk.why_not(receipt.number, any_code()) == Why::line_down);
  CHECK(desk.why_not(store::ReceiptNumber::make("N01", 2026, 999)->text(), any_code()) ==
        Why::line_down);
  CHECK(desk.why_not("N01-26-000001-A", *receipt.code) == Why::mistyped);
  CHECK(desk.why_not(receipt.number, Secret(std::string_view("7KMQ"))) == Why::mistyped);
}

TEST_CASE("a long wait is told as too many wrong codes, a short one may be a busy agent's") {
  using Why = visit::CaseNotOpened::Why;
  const auto why_not = [](const std::string& line) {
    const processes::TemporaryDirectory folder;
    const Agent agent(folder / "agent.sock", line);
    const auto reply = app::look_up_case(
        agent::Client(folder / "agent.sock"),
        [](const auto&, ByteView) { return Result<store::FoundCase>(store::FoundCase{}); },
        store::ReceiptNumber::make("N01", 2026, 999)->text(), any_code(), {});
    REQUIRE(std::holds_alternative<visit::CaseNotOpened>(reply));
    return std::get<visit::CaseNotOpened>(reply);
  };
  const auto locked = why_not("{\"case\":\"wait\",\"seconds\":90}\n");
  CHECK(locked.why == Why::locked);
  CHECK(locked.wait == std::chrono::seconds{90});
  CHECK(why_not("{\"case\":\"wait\",\"seconds\":5}\n").why == Why::failed);
  CHECK(why_not("{\"case\":\"unknown\"}\n").why == Why::unknown);
}

TEST_CASE("an answer is a filing of its own that names its case, and is seen with it at once") {
  Desk desk;
  const auto receipt = desk.file();
  auto reply = desk.look_up(receipt.number, *receipt.code);
  REQUIRE(std::holds_alternative<visit::Case>(reply));
  visit::CaseAnswer answer{.number = receipt.number,
                           .access = std::get<visit::Case>(reply).access,
                           .message = "m1",
                           .text = Personal<std::string>("Так, є <кіт>"),
                           .language = "uk"};
  const auto filed = desk.desk.file(answer);
  INFO((filed.ok() ? std::string() : filed.failure().detail));
  REQUIRE(filed.ok());
  CHECK_FALSE(filed->number == receipt.number);
  CHECK_FALSE(filed->code); // the case's code opens what becomes of it
  CHECK(desk.sealed.find("<antwort auf=\"" + receipt.number + "\" nachricht=\"m1\"") !=
        std::string::npos);
  CHECK(desk.sealed.find("Так, є &lt;кіт&gt;") != std::string::npos);
  reply = desk.look_up(receipt.number, *receipt.code);
  const auto& opened = std::get<visit::Case>(reply);
  REQUIRE(opened.messages.size() == 1);
  CHECK(opened.messages[0].id == filed->number);
  CHECK(opened.messages[0].kind == visit::CaseMessage::Kind::answer);
  CHECK(opened.messages[0].answers == "m1");
  CHECK(opened.messages[0].on_its_way);
  CHECK(opened.messages[0].text.reveal().empty());
}

TEST_CASE("an answer that says nothing, too much or without the case's access is not filed") {
  Desk desk;
  const auto receipt = desk.file();
  const auto access = std::make_shared<const Secret>(Bytes(32, 1));
  const auto refused = [&](const std::string& text, std::shared_ptr<const Secret> with) {
    const auto filed = desk.desk.file(visit::CaseAnswer{.number = receipt.number,
                                                        .access = std::move(with),
                                                        .text = Personal(text),
                                                        .language = "de"});
    return !filed.ok() && filed.failure().code == FailureCode::malformed;
  };
  CHECK(refused("", access));
  CHECK(refused(std::string(visit::longest_answer + 1, 'x'), access));
  CHECK(refused("Ja", nullptr));
  CHECK(refused("Ja", std::make_shared<const Secret>(Bytes(31, 1))));
  CHECK_FALSE(refused("Ja", access));
}
