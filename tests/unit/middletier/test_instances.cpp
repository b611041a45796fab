// SPDX-License-Identifier: EUPL-1.2
// Several instances over one PostgreSQL, as objects: what they must not do twice, they do once.
#include <cases.hpp>
#include <inbox.hpp>
#include <shared_admission.hpp>
#include <submissions.hpp>

#include <database/database.hpp>
#include <processes/processes.hpp>
#include <seal/digest.hpp>
#include <store/receipt_number.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <atomic>
#include <latch>
#include <set>
#include <thread>

using namespace foyer;
using namespace foyer::middletier;

namespace {

const EventSigner& signer() {
  static const EventSigner one(processes::demo_keys() / "events/events.key");
  return one;
}

// By looks a sealed part.
const std::string sealed = to_base64url(as_bytes(R"({"alg":"RSA-OAEP-256"})")) + ".a.b.c.tag";
const std::string terminal = "N01";

std::string receipt(std::uint32_t sequence) {
  return store::ReceiptNumber::make(terminal, 2026, sequence).value().text();
}

Announcement announcement(std::uint32_t sequence) {
  Announcement made{.receipt = receipt(sequence), .filed_at = "2026-11-26T10:00:00Z"};
  made.container = {static_cast<std::int64_t>(sealed.size()),
                    to_hex(seal::sha256(as_bytes(sealed)).value())};
  return made;
}

Verdict taken_in(const Sealed&) {
  Verdict verdict;
  verdict.filed_at = "2026-11-26T10:00:00Z";
  verdict.case_verifier = seal::sha256(Bytes(32, 5)).value();
  verdict.message_key = Bytes(32, 6);
  return verdict;
}

// One of the programs that share a database.
struct Instance {
  explicit Instance(const std::string& where)
      : db(open_database(where)), submissions(*db, signer()), inbox(*db, signer()),
        cases(*db, signer()), admission(*db, 1) {}
  void hand_over(std::uint32_t sequence) {
    const auto announced = submissions.announce(terminal, announcement(sequence));
    submissions.store_part(terminal, announced.submission, "container", as_bytes(sealed));
  }
  std::unique_ptr<Database> db;
  Submissions submissions;
  Inbox inbox;
  Cases cases;
  SharedAdmission admission;
};

struct Office {
  explicit Office(std::size_t count = 3, database::Kind kind = database::Kind::postgresql)
      : where(directory.path(), kind) {
    for (std::size_t i = 0; i < count; ++i)
      instances.push_back(std::make_unique<Instance>(where.setting()));
  }
  Instance& operator[](std::size_t i) { return *instances[i % instances.size()]; }
  // All at once, each on a thread of its own.
  void together(std::size_t threads, const std::function<void(std::size_t)>& act) {
    std::latch start(static_cast<std::ptrdiff_t>(threads));
    std::vector<std::jthread> running;
    for (std::size_t i = 0; i < threads; ++i)
      running.emplace_back([&, i] {
        start.arrive_and_wait();
        act(i);
      });
  }
  std::string ask(const std::string& sql) const { return where.ask(sql); }

  processes::TemporaryDirectory directory;
  database::TestDatabase where;
  std::vector<std::unique_ptr<Instance>> instances;
};

int status_of(const std::function<void()>& act) {
  try {
    act();
    return 0;
  } catch (const Problem& problem) {
    return problem.status;
  }
}

} // namespace

TEST_CASE("The same filing announced to all instances at once is one submission") {
  Office office;
  std::mutex mutex;
  std::set<std::string> submissions;
  std::atomic<int> news = 0;
  for (std::uint32_t filing = 1; filing <= 10; ++filing)
    office.together(6, [&](std::size_t i) {
      const auto announced = office[i].submissions.announce(terminal, announcement(filing));
      news += announced.is_new ? 1 : 0;
      const std::lock_guard lock(mutex);
      submissions.insert(announced.submission);
    });
  CHECK(submissions.size() == 10);
  CHECK(news == 10);
  CHECK(office.ask("SELECT count(*) FROM event WHERE kind='create'") == "10");
  auto other = announcement(1);
  other.filed_at = "2026-11-26T11:00:00Z";
  CHECK(status_of([&] { office[1].submissions.announce(terminal, other); }) == 409);
}

TEST_CASE("A container that comes by all instances at once is handed over once") {
  Office office;
  for (std::uint32_t filing = 1; filing <= 10; ++filing)
    office.together(6, [&](std::size_t i) { office[i].hand_over(filing); });
  CHECK(office.ask("SELECT count(*) FROM part") == "10");
  CHECK(office.ask("SELECT count(*) FROM event WHERE kind='submit'") == "10");
}

TEST_CASE("What waits is examined by one instance only, and numbered without a gap") {
  Office office;
  constexpr std::uint32_t filings = 24;
  for (std::uint32_t filing = 1; filing <= filings; ++filing)
    office[filing].hand_over(filing);
  std::atomic<int> examined = 0;
  office.together(3, [&](std::size_t i) {
    for (const auto& submission : office[i].inbox.waiting())
      office[i].inbox.take(submission, [&](const Sealed& one) {
        ++examined;
        std::this_thread::sleep_for(std::chrono::milliseconds(5)); // so that they meet
        return taken_in(one);
      });
  });
  CHECK(examined == filings);
  CHECK(office.ask("SELECT count(*), count(DISTINCT case_number), min(case_number), "
                   "max(case_number) FROM application") == "24|24|ABH-2026-000001|ABH-2026-000024");
  CHECK(office.ask("SELECT count(*) FROM event WHERE kind='accept'") == "24");
  for (const auto& instance : office.instances)
    CHECK(instance->inbox.waiting().empty());
}

TEST_CASE("What an instance had in hand when it died is another's, as it was") {
  Office office;
  office[0].hand_over(1);
  const auto submission = office[0].inbox.waiting().at(0);
  int examined = 0;
  const auto examine_and_die = [&](const Sealed& one) {
    if (++examined == 1) {
      // Meanwhile it is nobody else's.
      CHECK(office[1].inbox.take(submission, taken_in).outcome == Inbox::Outcome::elsewhere);
      office.ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE "
                 "pid<>pg_backend_pid() AND datname=current_database()");
      REQUIRE(processes::eventually([&] {
        return office[1].inbox.take(submission, taken_in).outcome == Inbox::Outcome::judged;
      }));
    }
    return taken_in(one);
  };
  // It was not dead, just cut off: it looks again, and it is done.
  CHECK(office[0].inbox.take(submission, examine_and_die).outcome == Inbox::Outcome::elsewhere);
  CHECK(examined == 1);
  CHECK(office.ask("SELECT count(*) FROM application") == "1");
  CHECK(office.ask("SELECT value FROM counter WHERE name='case_number'") == "1");
}

TEST_CASE("A filing that cannot be examined now stays as it is, on either database") {
  const auto kind = GENERATE(database::Kind::sqlite, database::Kind::postgresql);
  Office office(1, kind);
  office[0].hand_over(1);
  const auto submission = office[0].inbox.waiting().at(0);
  CHECK_THROWS_AS(office[0].inbox.take(submission,
                                       [](const Sealed&) -> Verdict {
                                         throw std::runtime_error("the scanner is away");
                                       }),
                  std::runtime_error);
  CHECK(office[0].inbox.waiting().size() == 1);
  CHECK(office[0].inbox.take(submission, taken_in).outcome == Inbox::Outcome::judged);
}

TEST_CASE("An answer waits for the case it answers while another instance has that in hand") {
  Office office(2);
  office[0].hand_over(1);
  office[0].hand_over(2);
  const auto waiting = office[0].inbox.waiting();
  const auto answer = [](const Sealed& one) {
    Verdict verdict = taken_in(one);
    verdict.answer = Verdict::Answer{receipt(1), "", "Braun", seal::sha256(Bytes(32, 5)).value()};
    return verdict;
  };
  office[0].inbox.take(waiting[0], [&](const Sealed& one) {
    CHECK(office[1].inbox.take(waiting[1], answer).outcome == Inbox::Outcome::too_early);
    return taken_in(one);
  });
  CHECK(office[1].inbox.take(waiting[1], answer).outcome == Inbox::Outcome::judged);
  CHECK(office.ask("SELECT count(DISTINCT case_number), count(*) FROM application") == "1|2");
  CHECK(office.ask("SELECT count(*) FROM answer") == "1");
}

TEST_CASE("A card's nonce that comes twice at the same moment is new once") {
  Office office(2);
  office[0].hand_over(1);
  office[0].hand_over(2);
  const auto waiting = office[0].inbox.waiting();
  std::latch both(2);
  std::atomic<int> accepted = 0;
  office.together(2, [&](std::size_t i) {
    const auto taken = office[i].inbox.take(waiting[i], [&](const Sealed& one) {
      Verdict verdict = taken_in(one);
      verdict.card = CardVerdict{.chip = "proven", .nonce = "aa", .bundle = "b", .accepted = true};
      both.arrive_and_wait();
      return verdict;
    });
    accepted += taken.card->accepted ? 1 : 0;
  });
  CHECK(accepted == 1);
  CHECK(office.ask("SELECT count(*) FROM card_check WHERE reason='nonce_seen_before'") == "1");
}

TEST_CASE("What staff say at all instances at once is numbered without a gap") {
  Office office;
  office[0].hand_over(1);
  office[0].inbox.take(office[0].inbox.waiting().at(0), taken_in);
  office.together(6, [&](std::size_t i) {
    for (int k = 0; k < 5; ++k) {
      office[i].cases.say(receipt(1), "message", "Guten Tag");
      office[i].cases.set_state(receipt(1), i % 2 == 0 ? "in_progress" : "decision_ready");
    }
  });
  const auto opened = office[1].cases.open(terminal, receipt(1), Bytes(32, 5), 0);
  CHECK(opened.letters.size() == 30);
  CHECK(office.ask("SELECT max(sequence)-count(*), min(sequence) FROM case_event") == "0|1");
  CHECK(opened.next == std::stoi(office.ask("SELECT count(*) FROM case_event")));
}

TEST_CASE("A case is told in pieces that fit, and holds no more than a terminal takes") {
  const auto kind = GENERATE(database::Kind::sqlite, database::Kind::postgresql);
  Office office(1, kind);
  office[0].hand_over(1);
  office[0].inbox.take(office[0].inbox.waiting().at(0), taken_in);
  int said = 0, status = 0;
  while (status == 0 && said < 300) {
    status =
        status_of([&] { office[0].cases.say(receipt(1), "message", std::string(4'000, 'x')); });
    said += status == 0 ? 1 : 0;
  }
  CHECK(status == 409);
  CHECK(said > 100);
  std::size_t letters = 0, pieces = 0;
  OpenedCase opened{.more = true};
  for (; opened.more; ++pieces) {
    opened = office[0].cases.open(terminal, receipt(1), Bytes(32, 5), opened.next);
    std::size_t size = 0;
    for (const auto& token : opened.events)
      size += token.size();
    for (const auto& letter : opened.letters)
      size += letter.jwe.size() + letter.id.size() + 30;
    CHECK(size < std::size_t{600} << 10);
    letters += opened.letters.size();
  }
  CHECK(pieces > 1);
  CHECK(letters == static_cast<std::size_t>(said));
}

TEST_CASE("Wrong codes count wherever they are tried, also at the same moment") {
  Office office;
  office[0].hand_over(1);
  office[0].inbox.take(office[0].inbox.waiting().at(0), taken_in);
  std::atomic<int> wrong = 0, refused = 0;
  office.together(8, [&](std::size_t i) {
    for (int k = 0; k < 3; ++k) {
      const int status =
          status_of([&] { office[i].cases.open(terminal, receipt(1), Bytes(32, 1), 0); });
      wrong += status == 404 ? 1 : 0;
      refused += status == 429 ? 1 : 0;
    }
  });
  CHECK(wrong == misses_a_case);
  CHECK(refused == 24 - misses_a_case);
  for (const auto& instance : office.instances)
    CHECK(status_of([&] { instance->cases.open(terminal, receipt(1), Bytes(32, 5), 0); }) == 429);
}

TEST_CASE("What one instance has promised at the door the others keep") {
  Office office; // one filing a second
  CHECK_FALSE(office[0].admission.ask("N01", 3));
  const auto second = office[1].admission.ask("N02", 2); // behind the three of N01
  REQUIRE(second);
  CHECK(second->count() >= 2);
  const auto third = office[2].admission.ask("N03", 1); // and behind those of N02
  REQUIRE(third);
  CHECK(third->count() > second->count());
  CHECK(office[2].admission.ask("N02", 2).value() <= *second); // the same moment again
  CHECK(office.ask("SELECT count(*) FROM admission WHERE terminal='N02'") == "1");
  CHECK_FALSE(office[1].admission.ask("N01", 2)); // what is left of its promise
  // Nobody is given a moment that another has.
  office.together(6, [&](std::size_t i) {
    for (int k = 0; k < 5; ++k)
      office[i].admission.ask("T" + std::to_string(i) + std::to_string(k), 1);
  });
  CHECK(office.ask("SELECT count(DISTINCT moment)-count(*) FROM admission") == "0");
}
