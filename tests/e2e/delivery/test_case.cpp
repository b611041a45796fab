// SPDX-License-Identifier: EUPL-1.2
// The back-channel on real parts: filed here, asked by the office on its page, shown by foyerctl
// through the agent, answered, and attached to the case.
#include "world.hpp"

#include <seal/case_seal.hpp>

#include <catch2/catch.hpp>

#include <regex>

using namespace foyer;
using namespace foyer::delivery;

namespace {

const std::string question = "Welche Farbe hat Ihr Hund? <b>Şükrü</b>";

struct CaseWorld : World {
  seal::PaperCode code = std::move(*seal::PaperCode::generate());
  std::string page;

  CaseWorld() { write_terminal_config(); }

  void start_office(const std::vector<std::string>& more = {}) {
    std::vector<std::string> options{"--page", "0"};
    options.insert(options.end(), more.begin(), more.end());
    start_server(options);
    const std::string output = server.output();
    const auto from = output.find("http://127");
    page = output.substr(from, output.find('\n', from) - from);
  }

  [[nodiscard]] std::string code_text() const { return std::string(as_text(code.text().reveal())); }
  filing::Filed file_with_code() {
    return file(1, 5'000, [&](xfall::Container& container) {
      container.case_code = Personal(std::string(as_text(code.compact().reveal())));
    });
  }

  // foyerctl case show; its exit code, what it said is in `said`.
  int show(const std::string& number, const std::string& with,
           const std::vector<std::string>& more = {}) {
    std::vector<std::string> command{
        FOYERCTL, "--config", directory / "foyer.toml", "case", "show", number, "--code", with};
    command.insert(command.end(), more.begin(), more.end());
    return processes::run(command, &said);
  }
  [[nodiscard]] bool told(const std::string& text) const {
    return said.find(text) != std::string::npos;
  }

  // The status of a form sent to the staff's page.
  std::string post(const std::string& where, const std::vector<std::string>& fields,
                   const std::vector<std::string>& headers = {}) const {
    std::vector<std::string> command{"curl", "-s",           "-o",        "/dev/null",
                                     "-w",   "%{http_code}", page + where};
    for (const auto& field : fields)
      command.insert(command.end(), {"--data-urlencode", field});
    for (const auto& header : headers)
      command.insert(command.end(), {"-H", header});
    std::string status;
    REQUIRE(processes::run(command, &status) == 0);
    return status;
  }
  std::string form_token(const std::string& number) const {
    std::string html;
    REQUIRE(processes::run({"curl", "-s", page + "case?receipt=" + number}, &html) == 0);
    INFO(html);
    std::smatch found;
    REQUIRE(std::regex_search(html, found, std::regex("name=\"token\" value=\"([0-9a-f]{64})\"")));
    return found[1];
  }
  void ask_visitor(const std::string& number, const std::string& text = question) const {
    REQUIRE(post("case/say", {"token=" + form_token(number), "receipt=" + number, "kind=question",
                              "text=" + text}) == "303");
  }
  std::string question_id(const std::string& number) const {
    return office("SELECT id FROM case_talk WHERE kind='question' AND receipt='" + number + "'");
  }

  std::string said;
};

} // namespace

TEST_CASE("A case goes from filed to asked to answered, and foyerctl shows each step") {
  CaseWorld world;
  world.start_office();
  world.start_agent();
  const auto filed = world.file_with_code();
  const std::string number = filed.record.number.text();
  REQUIRE(world.eventually_accepted({filed}));
  REQUIRE(world.show(number, world.code_text()) == 0);
  for (const char* word : {"the office", "ABH-", "stored", "handed_over", "accepted"})
    CHECK(world.told(word));

  world.ask_visitor(number);
  REQUIRE(world.show(number, world.code_text()) == 0);
  CHECK(world.told("question " + world.question_id(number)));
  CHECK_FALSE(world.told("Hund")); // times and kinds only
  REQUIRE(world.show(number, world.code_text(), {"--messages"}) == 0);
  CHECK(world.told(question));

  const auto keys = seal::derive_case(world.code, number);
  REQUIRE(keys.ok());
  const auto answer = world.file_answer(number, world.question_id(number), keys->access);
  REQUIRE(world.eventually_accepted({answer}));
  CHECK(world.office("SELECT answers || ' ' || message FROM answer") ==
        number + ' ' + world.question_id(number));
  CHECK(world.office("SELECT count(DISTINCT case_number) FROM application") == "1");
  CHECK(world.office("SELECT count(*) FROM application") == "2");
  CHECK(office_has_exactly(world, answer));
  REQUIRE(world.show(number, world.code_text(), {"--messages"}) == 0);
  INFO(world.said << processes::read_file(world.directory / "sync.log"));
  CHECK(world.told(world.question_id(number) + " answered"));
  CHECK(world.told("answer " + answer.record.number.text()));
  CHECK(world.told("Braun")); // the visitor's own words, sealed anew by the office
  CHECK(world.told("in_progress"));
}

TEST_CASE("With the line down the terminal tells what it knows itself, to who has the code only") {
  CaseWorld world;
  world.start_office();
  world.start_agent();
  const auto filed = world.file_with_code();
  const std::string number = filed.record.number.text();
  REQUIRE(world.eventually_accepted({filed}));
  world.stop_server();
  const auto waiting = world.file_answer(
      number, "", seal::derive_case(world.code, number)->access); // unasked, offline
  REQUIRE(world.show(number, world.code_text()) == 0);
  CHECK(world.told("this terminal only"));
  CHECK(world.told("accepted"));
  CHECK(world.told("answer " + waiting.record.number.text() + " on its way"));
  CHECK_FALSE(
      world.show(number, std::string(as_text(seal::PaperCode::generate()->text().reveal()))) == 0);
  CHECK(world.told("cannot be asked"));
  CHECK_FALSE(world.told("accepted"));
  // The agent may be missing altogether.
  world.agent.terminate();
  REQUIRE(world.show(number, world.code_text()) == 0);
  CHECK(world.told("this terminal only"));
  // Back again, the queued answer arrives, once.
  world.start_office();
  world.start_agent();
  REQUIRE(world.eventually_accepted({waiting}));
  CHECK(world.office("SELECT count(*) FROM answer") == "1");
}

TEST_CASE("A wrong code and a number that nobody has are told the same, and not for ever") {
  CaseWorld world;
  world.start_office();
  world.start_agent();
  const auto filed = world.file_with_code();
  REQUIRE(world.eventually_accepted({filed}));
  const auto access = [](std::uint8_t filling) { return Bytes(32, filling); };
  const std::string known = filed.record.number.text();
  const std::string unknown = store::ReceiptNumber::make("N01", 2026, 4711)->text();
  const auto client = world.client();
  for (int miss = 0; miss < 10; ++miss)
    for (const auto& number : {known, unknown}) {
      const auto reply = client.open_case(number, access(1), {});
      REQUIRE(reply.ok());
      CHECK_FALSE(reply->opened);
      CHECK(reply->wait == std::chrono::seconds(0));
    }
  for (const auto& number : {known, unknown}) {
    const auto reply = client.open_case(number, access(1), {});
    REQUIRE(reply.ok());
    CHECK(reply->wait > std::chrono::minutes(13));
    CHECK(reply->wait <= std::chrono::minutes(15));
  }
  // Also with the right code, and deliveries go on meanwhile.
  const auto keys = seal::derive_case(world.code, known);
  CHECK_FALSE(client.open_case(known, keys->access.reveal(), {})->opened);
  const auto next = world.file();
  REQUIRE(client.nudge().ok());
  CHECK(world.eventually_accepted({next}));
  // Ten more at another number, and the terminal itself has to wait.
  const std::string other = store::ReceiptNumber::make("N01", 2026, 4712)->text();
  for (int miss = 0; miss < 10; ++miss)
    CHECK(client.open_case(other, access(1), {})->wait == std::chrono::seconds(0));
  const std::string third = store::ReceiptNumber::make("N01", 2026, 4713)->text();
  CHECK(client.open_case(third, access(1), {})->wait > std::chrono::seconds(0));
}

TEST_CASE("An answer without the code of its case is not attached to it") {
  CaseWorld world;
  world.start_office();
  world.start_agent();
  const auto filed = world.file_with_code();
  REQUIRE(world.eventually_accepted({filed}));
  const auto answer = world.file_answer(filed.record.number.text(), "", Secret(Bytes(32, 9)));
  REQUIRE(
      processes::eventually([&] { return world.state(answer) == store::DeliveryState::rejected; }));
  CHECK(world.office("SELECT count(*) FROM answer") == "0");
  CHECK(world.office("SELECT count(*) FROM application") == "1");
}

TEST_CASE("The staff's page takes its own forms only") {
  CaseWorld world;
  world.start_office();
  world.start_agent();
  const auto filed = world.file_with_code();
  const std::string number = filed.record.number.text();
  REQUIRE(world.eventually_accepted({filed}));
  const std::string token = "token=" + world.form_token(number), receipt = "receipt=" + number;
  const auto set = [&](const std::vector<std::string>& fields,
                       const std::vector<std::string>& headers = {}) {
    return world.post("case/state", fields, headers);
  };
  CHECK(set({receipt, "state=closed"}) == "403");
  CHECK(set({receipt, "state=closed", "token=" + std::string(64, '0')}) == "403");
  CHECK(set({receipt, "state=closed", token}, {"Origin: https://evil.example"}) == "403");
  CHECK(set({receipt, "state=closed", token}, {"Host: evil.example"}) == "403");
  CHECK(set({receipt, "state=abolished", token}) == "422");
  CHECK(world.office("SELECT count(*) FROM case_event") == "0");
  CHECK(set({receipt, "state=decision_ready", token}) == "303");
  REQUIRE(world.show(number, world.code_text()) == 0);
  CHECK(world.told("decision_ready"));
}

TEST_CASE(
    "Neither code nor what was written lies in a file of the terminal, or passes the middle tier") {
  CaseWorld world;
  world.start_office();
  world.start_agent();
  const auto filed = world.file_with_code();
  const std::string number = filed.record.number.text();
  REQUIRE(world.eventually_accepted({filed}));
  world.ask_visitor(number);
  REQUIRE(world.show(number, world.code_text(), {"--messages"}) == 0);
  const auto keys = seal::derive_case(world.code, number);
  const std::string compact(as_text(world.code.compact().reveal()));
  for (const char* file : {"sync.log", "agent.out", "filings.db", "filings.db-wal"}) {
    INFO(file);
    const std::string bytes = processes::read_file(world.directory / file);
    for (const auto& secret :
         {compact, world.code_text(), std::string("Hund"), to_base64url(keys->access.reveal()),
          std::string(as_text(keys->access.reveal()))})
      CHECK(bytes.find(secret) == std::string::npos);
  }
  CHECK(world.office("SELECT count(*) FROM case_letter WHERE jwe LIKE '%Hund%'") == "0");
}
