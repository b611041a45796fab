// SPDX-License-Identifier: EUPL-1.2
// What a hostile middle tier may answer about an identification.
#include <sync/identification.hpp>

#include <base/bytes.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::sync;
using namespace std::chrono_literals;

namespace {

const std::string id = to_base64url(Bytes(16, 5));
const std::string url = "https://eid.example/token/7";

class Server final : public Line {
 public:
  Server(int status, const std::string& body, const char* type = "application/json")
      : answer{status, type, to_bytes(as_bytes(body)), {}} {}
  Result<Answer> exchange(const Request& request, const std::stop_token&) override {
    asked.emplace_back(request.path, request.method, request.within);
    return answer;
  }
  BegunIdentification begin() { return begin_identification(*this, 7s, {}); }
  IdentifiedAnswer state(const std::string& of = id) { return identified(*this, of, 7s, {}); }

  Answer answer;
  std::vector<std::tuple<std::string, Method, std::chrono::milliseconds>> asked;
};

std::string begun(const std::string& as, const std::string& token_url) {
  return R"({"api":"foyer/2","identification":")" + as + R"(","tcTokenURL":")" + token_url + "\"}";
}
std::string problem(const char* api = "foyer/2") {
  return std::string(R"({"api":")") + api + R"(","type":"urn:foyer:problem:x"})";
}
constexpr const char* problem_type = "application/problem+json";

template <class Answer> FailureCode failure_of(const Answer& answer) {
  const auto* failure = std::get_if<Failure>(&answer);
  REQUIRE(failure != nullptr);
  return failure->code;
}

} // namespace

TEST_CASE("An identification is begun, and its state asked for") {
  Server server(201, begun(id, url));
  const auto answer = server.begin();
  REQUIRE(std::holds_alternative<Identification>(answer));
  CHECK(std::get<Identification>(answer).id == id);
  CHECK(std::get<Identification>(answer).token_url.reveal() == url);
  CHECK(server.asked == decltype(server.asked){{"/v2/identifications", Method::post, 7s}});
  const auto [word, state] =
      GENERATE(table<std::string, Identified>({{"open", Identified::open},
                                               {"identified", Identified::identified},
                                               {"refused", Identified::refused}}));
  Server later(200, R"({"api":"foyer/2","state":")" + word + "\"}");
  const auto said = later.state();
  REQUIRE(std::holds_alternative<Identified>(said));
  CHECK(std::get<Identified>(said) == state);
  CHECK(later.asked == decltype(later.asked){{"/v2/identifications/" + id, Method::get, 7s}});
}

TEST_CASE("An address that is not https, too long or odd is handed to nobody") {
  const auto odd =
      GENERATE(std::string("http://eid.example/t"), std::string("file:///etc/passwd"),
               std::string(), "https://a/" + std::string(1015, 'x'), std::string("https://a b"),
               std::string("https://a/ä"), std::string("https://a/\\n"), std::string("HTTPS://a"));
  CAPTURE(odd);
  CHECK(failure_of(Server(201, begun(id, odd)).begin()) == FailureCode::server_answer_malformed);
  CHECK(std::holds_alternative<Identification>(
      Server(201, begun(id, "https://a/" + std::string(1014, 'x'))).begin()));
}

TEST_CASE("What is no name of an identification is not taken, and not asked for") {
  const auto odd = GENERATE(std::string(), to_base64url(Bytes(15, 5)), to_base64url(Bytes(17, 5)),
                            std::string("../keys"), to_base64url(Bytes(16, 5)) + "=",
                            to_base64url(Bytes(16, 5)).replace(21, 1, "R"));
  CAPTURE(odd);
  CHECK(failure_of(Server(201, begun(odd, url)).begin()) == FailureCode::server_answer_malformed);
  Server server(200, R"({"api":"foyer/2","state":"identified"})");
  CHECK(std::get<Identified>(server.state(odd)) == Identified::unknown);
  CHECK(server.asked.empty());
}

TEST_CASE("An office without an eID server, one that is busy, and one that is not ours") {
  CHECK(std::holds_alternative<NotOffered>(Server(404, problem(), problem_type).begin()));
  CHECK(std::get<Identified>(Server(404, problem(), problem_type).state()) == Identified::unknown);
  Server busy(429, problem(), problem_type);
  busy.answer.retry_after = 90s;
  CHECK(std::get<OfficeWait>(busy.begin()).wait == 90s);
  CHECK(std::get<OfficeWait>(busy.state()).wait == 90s);
  CHECK(failure_of(Server(503, problem(), problem_type).begin()) == FailureCode::server_error);
  CHECK(failure_of(Server(404, problem("other"), problem_type).begin()) ==
        FailureCode::server_answer_malformed);
  CHECK(failure_of(Server(200, begun(id, url)).begin()) == FailureCode::server_answer_malformed);
  CHECK(failure_of(Server(201, begun(id, url), "text/html").begin()) ==
        FailureCode::server_answer_malformed);
  CHECK(failure_of(Server(200, R"({"api":"foyer/2","state":"maybe"})").state()) ==
        FailureCode::server_answer_malformed);
}
