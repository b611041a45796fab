// SPDX-License-Identifier: EUPL-1.2
// What a hostile middle tier may answer about a case. Events are signed by the openssl command
// line.
#include <sync/case_view.hpp>

#include <base/bytes.hpp>
#include <processes/processes.hpp>

#include <catch2/catch.hpp>

#include <map>

using namespace foyer;
using namespace foyer::sync;

namespace {

const std::string number = "N01-26-000001-G";
const std::string way_in = to_base64url(Bytes(32, 5));

// The same claims are signed once.
std::string signed_event(const std::string& event, const std::string& receipt = number) {
  static std::map<std::string, std::string> known;
  const std::string payload = R"({"iss":"urn:x","iat":1795600000,"jti":"1","sub":"s-1","txn":")" +
                              receipt + R"(","events":{)" + event + "}}";
  std::string& token = known[payload];
  if (!token.empty())
    return token;
  const processes::TemporaryDirectory folder;
  const std::string text =
      to_base64url(as_bytes(R"({"alg":"PS512","typ":"secevent+jwt","kid":"k"})")) + '.' +
      to_base64url(as_bytes(payload));
  processes::write_file(folder / "text", text);
  REQUIRE(processes::run({"openssl", "dgst", "-sha512", "-sign",
                          processes::demo_keys() / "events/events.key", "-sigopt",
                          "rsa_padding_mode:pss", "-sigopt", "rsa_pss_saltlen:digest", "-out",
                          folder / "signature", folder / "text"}) == 0);
  token = text + '.' + to_base64url(as_bytes(processes::read_file(folder / "signature")));
  return token;
}

std::string accepted(const std::string& receipt = number) {
  return signed_event(R"("urn:foyer:event:accept-submission":{"caseNumber":"ABH-1",)"
                      R"("authenticationTags":{"data":"tag"}})",
                      receipt);
}
std::string state(int sequence, const std::string& word, const std::string& receipt = number) {
  return signed_event(R"("urn:foyer:event:case-state":{"sequence":)" + std::to_string(sequence) +
                          R"(,"state":")" + word + "\"}",
                      receipt);
}
std::string message(int sequence, const std::string& id, const std::string& tag) {
  return signed_event(R"("urn:foyer:event:case-message":{"sequence":)" + std::to_string(sequence) +
                      R"(,"message":")" + id + R"(","kind":"question","tag":")" + tag + "\"}");
}
std::string letter(const std::string& id, const std::string& jwe) {
  return R"({"id":")" + id + R"(","jwe":")" + jwe + "\"}";
}

std::string joined(const std::vector<std::string>& parts, const char* around) {
  std::string list;
  for (const auto& part : parts)
    list += (list.empty() ? "" : ",") + std::string(around) + part + around;
  return list;
}
std::string body(const std::vector<std::string>& events,
                 const std::vector<std::string>& letters = {}) {
  return R"({"api":"foyer/2","events":[)" + joined(events, "\"") + R"(],"messages":[)" +
         joined(letters, "") + "]}";
}

class Server final : public Line {
 public:
  Answer answer{200, "application/json", {}, {}};
  Request asked;

  Result<Answer> exchange(const Request& request, const std::stop_token&) override {
    asked = request;
    return answer;
  }
  CaseAnswer says(const std::string& text) {
    answer.body = to_bytes(as_bytes(text));
    static const EventKey key =
        EventKey::load(processes::demo_keys() / "events/events.pem").value();
    return open_case(*this, key, number, way_in, std::chrono::seconds(15), {});
  }
  CaseAnswer refuses(int status, std::optional<std::chrono::milliseconds> retry_after = {}) {
    answer.status = status;
    answer.content_type = "application/problem+json";
    answer.retry_after = retry_after;
    return says(R"({"api":"foyer/2","type":"urn:x"})");
  }
};

// A case that does not fit into one answer.
class PagedServer final : public Line {
 public:
  explicit PagedServer(std::vector<std::string> bodies) : bodies_(std::move(bodies)) {}
  std::vector<std::string> paths;

  Result<Answer> exchange(const Request& request, const std::stop_token&) override {
    paths.push_back(request.path);
    const std::string& text = bodies_[std::min(paths.size(), bodies_.size()) - 1];
    return Answer{200, "application/json", to_bytes(as_bytes(text)), {}};
  }
  CaseAnswer asked(std::chrono::milliseconds within = std::chrono::seconds(15)) {
    static const EventKey key =
        EventKey::load(processes::demo_keys() / "events/events.pem").value();
    return open_case(*this, key, number, way_in, within, {});
  }

 private:
  std::vector<std::string> bodies_;
};

std::string and_more(std::string body) {
  return body.insert(body.size() - 1, R"(,"more":true)");
}

FailureCode failure_of(const CaseAnswer& answer) {
  REQUIRE(std::holds_alternative<Failure>(answer));
  return std::get<Failure>(answer).code;
}

} // namespace

TEST_CASE("A case is its signed events in their order, and sealed messages that they name") {
  Server server;
  const auto answer = server.says(
      body({accepted(), state(1, "in_progress"), message(2, "m1", "TAG"), state(3, "question")},
           {letter("m1", "a..b.c.TAG")}));
  REQUIRE(std::holds_alternative<CaseView>(answer));
  const auto& view = std::get<CaseView>(answer);
  CHECK(view.case_number == "ABH-1");
  REQUIRE(view.steps.size() == 3);
  CHECK(view.steps[0].state == "accepted");
  CHECK(view.steps[1].state == "in_progress");
  CHECK(view.steps[2].state == "question");
  CHECK(to_rfc3339(view.steps[1].at) == "2026-11-25T09:46:40Z");
  REQUIRE(view.messages.size() == 1);
  CHECK(view.messages[0].id == "m1");
  CHECK(view.messages[0].kind == "question");
  CHECK(view.messages[0].jwe == "a..b.c.TAG");
  CHECK(server.asked.path == "/v2/cases/" + number);
  CHECK(server.asked.case_access == way_in); // in a header: paths get into logs
}

TEST_CASE("One event with a broken signature makes the whole answer worthless") {
  std::string token = state(1, "closed");
  char& letter_of_signature = token[token.rfind('.') + 20];
  letter_of_signature = letter_of_signature == 'A' ? 'B' : 'A';
  CHECK(failure_of(Server().says(body({accepted(), token}))) == FailureCode::receipt_forged);
}

TEST_CASE("Events of another case prove nothing here") {
  CHECK(failure_of(Server().says(body({accepted("N01-26-000002-E")}))) ==
        FailureCode::receipt_forged);
  CHECK(failure_of(Server().says(body({accepted(), state(1, "closed", "N01-26-000002-E")}))) ==
        FailureCode::receipt_forged);
}

TEST_CASE("Events that are left out, repeated or moved are noticed") {
  const auto one = state(1, "in_progress"), two = state(2, "question"), three = state(3, "closed");
  CHECK(std::holds_alternative<CaseView>(Server().says(body({one, two, three}))));
  for (const auto& events : std::vector<std::vector<std::string>>{
           {one, three}, {two, three}, {one, one}, {two, one}, {accepted(), accepted()}})
    CHECK(failure_of(Server().says(body(events))) == FailureCode::receipt_forged);
}

TEST_CASE(
    "A message that was not signed, is another one or is missing makes the answer worthless") {
  const auto named = message(1, "m1", "TAG");
  CHECK(failure_of(Server().says(body({}, {letter("m1", "a..b.c.TAG")}))) ==
        FailureCode::server_answer_malformed);
  CHECK(failure_of(Server().says(body({named}, {letter("m1", "a..b.c.OTHER")}))) ==
        FailureCode::receipt_forged);
  CHECK(failure_of(Server().says(body({named}))) == FailureCode::server_answer_malformed);
  CHECK(failure_of(Server().says(
            body({named}, {letter("m1", "a..b.c.TAG"), letter("m1", "a..b.c.TAG")}))) ==
        FailureCode::server_answer_malformed);
}

TEST_CASE("An answer cut off anywhere is refused") {
  const std::string whole =
      body({accepted(), message(1, "m1", "TAG")}, {letter("m1", "a..b.c.TAG")});
  for (std::size_t length = 0; length < whole.size(); ++length)
    REQUIRE(failure_of(Server().says(whole.substr(0, length))) ==
            FailureCode::server_answer_malformed);
}

TEST_CASE("More events or messages than a case has are refused") {
  const std::vector<std::string> tokens(300, "x");
  CHECK(failure_of(Server().says(body(tokens))) == FailureCode::server_answer_malformed);
  const std::vector<std::string> letters(300, letter("m", "x"));
  CHECK(failure_of(Server().says(body({}, letters))) == FailureCode::server_answer_malformed);
  CHECK(failure_of(Server().says(body({}, {letter("../../x", "x")}))) ==
        FailureCode::server_answer_malformed);
}

TEST_CASE("A case that does not fit into one answer is asked for in several, one after the other") {
  PagedServer server({and_more(body({accepted(), state(1, "in_progress"), message(2, "m1", "TAG")},
                                    {letter("m1", "a..b.c.TAG")})),
                      and_more(body({message(3, "m2", "TAG")}, {letter("m2", "a..b.c.TAG")})),
                      body({state(4, "closed")})});
  const auto answer = server.asked();
  REQUIRE(std::holds_alternative<CaseView>(answer));
  CHECK(std::get<CaseView>(answer).steps.size() == 3);
  CHECK(std::get<CaseView>(answer).messages.size() == 2);
  const std::string path = "/v2/cases/" + number;
  CHECK(server.paths == std::vector<std::string>{path, path + "?since=2", path + "?since=3"});
}

TEST_CASE("Of several answers none may be left out, and none may promise for ever") {
  const auto first = and_more(body({state(1, "in_progress")}));
  CHECK(failure_of(PagedServer({first, body({state(3, "closed")})}).asked()) ==
        FailureCode::receipt_forged);
  CHECK(failure_of(PagedServer({first, first}).asked()) == FailureCode::receipt_forged);
  CHECK(failure_of(PagedServer({first, and_more(body({}))}).asked()) ==
        FailureCode::server_answer_malformed);
  CHECK(failure_of(
            PagedServer({R"({"api":"foyer/2","events":[],"messages":[],"more":1})"}).asked()) ==
        FailureCode::server_answer_malformed);
  PagedServer late({first});
  CHECK(failure_of(late.asked(std::chrono::milliseconds(0))) == FailureCode::line_down);
  CHECK(late.paths.empty());
}

TEST_CASE("A case holds no more than fits through the agent's socket") {
  const std::string half(std::size_t{600} << 10, 'x');
  const auto page = [&](int sequence, const std::string& id) {
    return and_more(body({message(sequence, id, "TAG")}, {letter(id, half + ".TAG")}));
  };
  CHECK(failure_of(PagedServer({page(1, "m1"), page(2, "m2")}).asked()) ==
        FailureCode::server_answer_malformed);
}

TEST_CASE("An unknown number and a wrong code are one answer; too many tries are another") {
  CHECK(std::holds_alternative<CaseUnknown>(Server().refuses(404)));
  const auto wait = Server().refuses(429, std::chrono::seconds(90));
  REQUIRE(std::holds_alternative<OfficeWait>(wait));
  CHECK(std::get<OfficeWait>(wait).wait == std::chrono::seconds(90));
  const auto endless = Server().refuses(429, std::chrono::hours(10'000));
  CHECK(std::get<OfficeWait>(endless).wait == std::chrono::hours(1));
  CHECK(failure_of(Server().refuses(503)) == FailureCode::server_error);
  // A captive portal's 404 is nobody's word about a case.
  Server portal;
  portal.answer = {404, "text/html", {}, {}};
  CHECK(failure_of(portal.says("<html>")) == FailureCode::server_answer_malformed);
}

TEST_CASE("What is no receipt number or no access is not asked about") {
  Server server;
  static const EventKey key = EventKey::load(processes::demo_keys() / "events/events.pem").value();
  for (const auto& [what, with] : std::vector<std::pair<std::string, std::string>>{
           {"../health", way_in}, {"n01-26-000001-g", way_in}, {number, "short"}, {number, ""}})
    CHECK(std::holds_alternative<CaseUnknown>(
        open_case(server, key, what, with, std::chrono::seconds(15), {})));
  CHECK(server.asked.path.empty());
}
