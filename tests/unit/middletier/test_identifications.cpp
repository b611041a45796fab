// SPDX-License-Identifier: EUPL-1.2
// Who has proven who they are: begun for one terminal, used by one application, and never told.
#include <identifications.hpp>
#include <problem.hpp>

#include <database/database.hpp>
#include <processes/processes.hpp>

#include <catch2/catch.hpp>

#include <latch>
#include <map>
#include <thread>

using namespace foyer;
using namespace foyer::middletier;
using namespace std::chrono_literals;
using Both = database::Kind;

namespace {

class StillClock final : public Clock {
 public:
  [[nodiscard]] WallTime wall() const override { return now; }
  [[nodiscard]] SteadyTime steady() const override { return {}; }
  WallTime now{std::chrono::seconds(1'795'600'800)}; // 2026-11-25T10:00:00Z
};

const EidPerson erika{"ERIKA", "MÜSTERMANN", "19640812"};
const EidPerson stated{"Erika", "Müstermann", "1964-08-12"};

// Knows the sessions that a test has given results.
class Server final : public EidServer {
 public:
  Begun begin() override {
    if (away)
      throw Problem{503, "urn:foyer:problem:eid-server"};
    const std::string session = "s" + std::to_string(++count);
    results[session];
    return {session, "https://eid.example/token/" + session};
  }
  EidResult result(const std::string& session) override {
    ++asked;
    return results.at(session);
  }
  void read(const EidPerson& person) {
    results["s" + std::to_string(count)] = {EidResult::State::read, person};
  }
  void refuse() { results["s" + std::to_string(count)] = {EidResult::State::refused, {}}; }

  std::map<std::string, EidResult> results;
  int count = 0, asked = 0;
  bool away = false;
};

struct Office {
  explicit Office(Both kind = GENERATE(Both::sqlite, Both::postgresql))
      : where(directory.path(), kind), db(open_database(where.setting())) {}

  // Proven at terminal N01, now.
  std::string proven(const EidPerson& person = erika) {
    const auto begun = all.begin("N01");
    server.read(person);
    REQUIRE(all.state("N01", begun.id) == "identified");
    return begun.id;
  }
  // What the office finds where an application names it, filed so long after now.
  std::string verdict(const std::string& id, const EidPerson& person = stated,
                      std::chrono::milliseconds later = 1min, const std::string& terminal = "N01") {
    const std::string receipt = "r" + std::to_string(++applications);
    db->transaction(Kind::write, [&](Connection& connection) {
      connection.change("INSERT INTO application(receipt, case_number, filed_at, imported_at, "
                        "terminal, concern, applicant, xml) VALUES($1,'','','','','','','')",
                        {receipt});
      keep_proof(connection, receipt, terminal, to_rfc3339(clock.now + later), {id, person});
    });
    return where.ask("SELECT verdict FROM proof WHERE receipt='" + receipt + "'");
  }
  std::string page(int application = 1) {
    return db->transaction(Kind::read, [&](Connection& connection) {
      return proof_in_german(connection, "r" + std::to_string(application));
    });
  }
  bool says(const std::string& words, int application = 1) {
    return page(application).find(words) != std::string::npos;
  }

  processes::TemporaryDirectory directory;
  database::TestDatabase where;
  std::unique_ptr<Database> db;
  StillClock clock;
  Server server;
  Identifications all{*db, &server, clock};
  int applications = 0;
};

template <class Act> int status_of(Act act) {
  try {
    act();
  } catch (const Problem& problem) {
    return problem.status;
  }
  return 0;
}

} // namespace

TEST_CASE("An identification is open until the eID server has an answer, and then asks no more") {
  Office office;
  const auto begun = office.all.begin("N01");
  CHECK(begun.token_url == "https://eid.example/token/s1");
  CHECK(from_base64url(begun.id)->size() == 16);
  CHECK(office.all.state("N01", begun.id) == "open");
  const bool read = GENERATE(true, false);
  read ? office.server.read(erika) : office.server.refuse();
  const std::string word = read ? "identified" : "refused";
  CHECK(office.all.state("N01", begun.id) == word);
  const int asked = office.server.asked;
  CHECK(office.all.state("N01", begun.id) == word);
  CHECK(office.server.asked == asked);
}

TEST_CASE("Only the terminal that has begun it is told, and nothing without an eID server") {
  Office office;
  const auto id = office.proven();
  CHECK(status_of([&] { office.all.state("N02", id); }) == 404);
  CHECK(status_of([&] { office.all.state("N01", "AAAAAAAAAAAAAAAAAAAAAA"); }) == 404);
  Identifications none(*office.db, nullptr, office.clock);
  CHECK(status_of([&] { none.begin("N01"); }) == 404);
  office.server.away = true;
  CHECK(status_of([&] { office.all.begin("N01"); }) == 503);
}

TEST_CASE("What nobody has finished in time is over, whoever comes then") {
  Office office;
  const auto begun = office.all.begin("N01");
  office.clock.now += identification_lasts + 1s;
  office.server.read(erika);
  CHECK(office.all.state("N01", begun.id) == "refused");
}

TEST_CASE("An application is compared with what the card says, which then is its own alone") {
  Office office;
  const auto id = office.proven();
  CHECK(office.where.ask("SELECT given FROM identification") == "ERIKA");
  CHECK(office.verdict(id) == "agrees");
  CHECK(office.says("stimmt mit dem Antrag überein"));
  CHECK(office.says("25.11.2026, 10:00:00 UTC"));
  CHECK(office.where.ask("SELECT given || family || born FROM identification").empty());
  CHECK(office.all.state("N01", id) == "identified");
}

TEST_CASE("Another person is no reason to refuse, and both are shown") {
  Office office;
  CHECK(office.verdict(office.proven(), {"Oks<ana", "Kovalenko", "1988-03-14"}) == "differs");
  CHECK(office.says("weicht vom Antrag ab"));
  CHECK(office.says("Karte: ERIKA MÜSTERMANN, 19640812"));
  CHECK(office.says("Antrag: Oks&lt;ana Kovalenko, 1988-03-14"));
}

TEST_CASE("An identification is one application's, of its terminal, and of the same visit") {
  Office office;
  const auto id = office.proven();
  CHECK(office.verdict(id, stated, 1min, "N02") == "foreign");
  CHECK(office.verdict(id) == "agrees");
  CHECK(office.verdict(id) == "used");
  CHECK(office.verdict("AAAAAAAAAAAAAAAAAAAAAA") == "unknown");
  CHECK(office.verdict(office.all.begin("N01").id) == "unknown"); // nobody was read
  CHECK(office.verdict(office.proven(), stated, proof_counts + 2s) == "old");
  CHECK(office.verdict(office.proven(), stated, -11min) == "old");
  CHECK(office.verdict(office.proven(), stated, proof_counts - 2s) == "agrees");
  for (int application : {1, 3, 4})
    CHECK_FALSE(office.says("MÜSTERMANN", application));
  CHECK(office.says("eines anderen Terminals", 1));
  CHECK(office.says("schon für einen anderen Antrag", 3));
  CHECK(office.says("unbekannt", 4));
  CHECK(office.says("nicht beim selben Besuch", 6));
  CHECK(office.says("nicht genutzt", 99));
}

TEST_CASE("What no application comes for is forgotten") {
  Office office;
  office.proven();
  office.clock.now += identification_kept + 1s;
  office.all.begin("N02");
  CHECK(office.where.ask("SELECT terminal FROM identification") == "N02");
}

TEST_CASE("Two applications that name the same at the same moment: one has it") {
  Office office(Both::postgresql);
  const auto id = office.proven();
  std::latch together(2);
  {
    std::vector<std::jthread> instances;
    for (const char* receipt : {"a", "b"})
      instances.emplace_back([&, receipt] {
        bool first = true;
        office.db->transaction(Kind::write, [&](Connection& connection) {
          connection.change("INSERT INTO application(receipt, case_number, filed_at, imported_at, "
                            "terminal, concern, applicant, xml) VALUES($1,'','','','','','','')",
                            {receipt});
          if (std::exchange(first, false))
            together.arrive_and_wait();
          keep_proof(connection, receipt, "N01", to_rfc3339(office.clock.now), {id, stated});
        });
      });
  }
  CHECK(office.where.ask("SELECT verdict FROM proof ORDER BY verdict") == "agrees\nused");
}
