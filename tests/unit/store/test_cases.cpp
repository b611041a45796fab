// SPDX-License-Identifier: EUPL-1.2
#include "set_clock.hpp"

#include <filing/sample.hpp>
#include <processes/processes.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::filing;
using namespace std::chrono_literals;
using store::Store;
using store_test::SetClock;

namespace {

const Bytes right(32, 1), wrong(32, 2);

struct Desk {
  SetClock clock;
  Scratch folder;
  Store store = std::move(*Store::open(folder / "db", {.kiosk_id = "N01", .clock = &clock}));

  store::FiledRecord file(const Bytes& verifier, std::optional<store::Answers> answers = {}) {
    const auto reservation = store.reserve();
    REQUIRE(reservation.ok());
    auto sample = make_sample(*reservation, {100}, clock.now);
    sample.filing.case_verifier = verifier;
    sample.filing.answers = std::move(answers);
    auto filed = store.file(sample.filing);
    REQUIRE(filed.ok());
    return std::move(*filed);
  }
  store::FoundCase find(const store::FiledRecord& filed, const Bytes& verifier) {
    auto found = store.find_case(filed.number, verifier);
    REQUIRE(found.ok());
    return std::move(*found);
  }
};

void change(const std::filesystem::path& db, const std::string& sql) {
  std::string said;
  const int done = processes::run({"sqlite3", db, sql}, &said);
  INFO(said);
  REQUIRE(done == 0);
}

// What schema 3 had not, what schema 2 had not, and what schema 1 had not.
const std::string back_to_3 = "DROP TABLE published; PRAGMA user_version=3";
const std::string back_to_2 = back_to_3 + "; DROP INDEX filing_answers; DROP TABLE case_miss;"
                                          "ALTER TABLE filing DROP COLUMN answers_message;"
                                          "ALTER TABLE filing DROP COLUMN answers_number;"
                                          "ALTER TABLE filing DROP COLUMN case_verifier;"
                                          "PRAGMA user_version=2";
const std::string back_to_1 = back_to_2 + "; DROP TABLE draft; DROP TABLE draft_salt;"
                                          "DROP TABLE draft_miss; PRAGMA user_version=1";

} // namespace

TEST_CASE("a case is found by what it was filed with, and by nothing else") {
  Desk desk;
  const auto filed = desk.file(right);
  const auto found = desk.find(filed, right);
  REQUIRE(found.filing);
  CHECK(found.filing->number == filed.number);
  CHECK(found.filing->case_verifier == to_hex(right));
  CHECK_FALSE(found.filing->answers);
  CHECK_FALSE(desk.find(filed, wrong).filing);
  CHECK_FALSE(desk.find(filed, {}).filing);
}

TEST_CASE("a filing without a verifier can be opened by nobody") {
  Desk desk;
  const auto filed = desk.file({});
  CHECK_FALSE(desk.find(filed, {}).filing);
  CHECK_FALSE(desk.find(filed, right).filing);
}

TEST_CASE("an answer is found with the case it answers, and its chain proves which one") {
  Desk desk;
  const auto filed = desk.file(right);
  const auto other = desk.file(wrong);
  const auto answer = desk.file({}, store::Answers{filed.number.text(), "m1"});
  const auto found = desk.find(filed, right);
  REQUIRE(found.answers.size() == 1);
  CHECK(found.answers[0].number == answer.number);
  CHECK(found.answers[0].answers == store::Answers{filed.number.text(), "m1"});
  CHECK(desk.find(other, wrong).answers.empty());
  REQUIRE(desk.store.verify().ok());
  change(desk.folder / "db",
         "UPDATE filing SET answers_number = '" + other.number.text() + "' WHERE sequence = 3");
  CHECK(desk.store.verify().failure().code == FailureCode::store_mismatch);
}

TEST_CASE("after too many wrong codes a case is not answered for a while, and others are") {
  Desk desk;
  const auto filed = desk.file(right);
  const auto other = desk.file(wrong);
  for (int miss = 0; miss < store::case_misses_allowed; ++miss)
    CHECK_FALSE(desk.find(filed, wrong).locked_until);
  const auto locked = desk.find(filed, right);
  CHECK_FALSE(locked.filing);
  REQUIRE(locked.locked_until);
  CHECK(*locked.locked_until == desk.clock.now + store::case_misses_span);
  CHECK(desk.find(other, wrong).filing);
  desk.clock.now += store::case_misses_span;
  CHECK(desk.find(filed, right).filing);
}

TEST_CASE("a database of every earlier schema is taken on with all that is in it") {
  for (const auto& [version, back] :
       {std::pair(1, back_to_1), std::pair(2, back_to_2), std::pair(3, back_to_3)}) {
    INFO(version);
    Desk desk;
    const auto filed = desk.file(right);
    const std::string head = desk.store.head()->record_hash;
    change(desk.folder / "db", back);
    auto again = Store::open(desk.folder / "db", {.kiosk_id = "N01", .clock = &desk.clock});
    REQUIRE(again.ok());
    CHECK(again->verify()->record_hash == head);
    REQUIRE(again->find(filed.number)->has_value());
    CHECK((*again->find(filed.number))->case_verifier.empty() == (version < 3));
    CHECK(again->find_case(filed.number, right)->filing.has_value() == (version == 3));
    CHECK_FALSE(again->published("office_keys")->has_value());
    CHECK(again->draft_salt()->size() == 16);
    desk.store = std::move(*again);
    CHECK(desk.find(desk.file(right), right).filing);
  }
}
