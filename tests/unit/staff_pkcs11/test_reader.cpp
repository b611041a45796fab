// SPDX-License-Identifier: EUPL-1.2
// The staff's reader as a whole: the real worker on SoftHSM's module, and on one that misbehaves.
#include "office.hpp"
#include "seen.hpp"

#include <base/log.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using api::CardPresence;
using api::PinTries;
using api::StaffCard;
using api::StaffRole;
using test::CardSpec;
using test::Desk;
using test::Office;

namespace {

constexpr const char* softhsm = "/usr/lib/softhsm/libsofthsm2.so";

const CardSpec anna{.name = "anna"};
const CardSpec tilo{.name = "tilo", .policy = test::technician_policy, .rsa = true};

staff_pkcs11::Pkcs11Config config_for(const CardSpec& spec, const char* fault = nullptr) {
  Office& office = Office::instance();
  staff_pkcs11::Pkcs11Config config;
  config.module = fault == nullptr ? softhsm : FAULTY_MODULE;
  config.judge = office.judge_config();
  config.worker = WORKER;
  config.environment = {{"SOFTHSM2_CONF", office.token(spec).string()}};
  if (fault != nullptr)
    config.environment.emplace_back("FOYER_PKCS11_FAULT", fault);
  return config;
}

// A card whose software hangs as soon as it has the PIN.
struct HangingLogin {
  processes::TemporaryDirectory folder;
  staff_pkcs11::Pkcs11Config config = config_for(anna, "hang_at_login");

  HangingLogin() {
    config.sign_limit = std::chrono::minutes(10);
    config.environment.emplace_back("FOYER_PKCS11_MARK", folder / "hangs");
  }
  [[nodiscard]] bool begun() const { return std::filesystem::exists(folder / "hangs"); }
};

FailureCode code_of(const Result<api::StaffLogin>& login) {
  return login.ok() ? FailureCode::internal : login.failure().code;
}

} // namespace

TEST_CASE("staff reader: role and tries are told before the PIN, then the card logs in") {
  for (const CardSpec& spec : {anna, tilo}) {
    INFO(spec.name);
    Desk desk(config_for(spec));
    CHECK(desk.comes_to(StaffCard::absent));
    CHECK(code_of(desk.log_in("123456")) == FailureCode::staff_card_refused);
    desk.presence(CardPresence::present);
    REQUIRE(desk.comes_to(StaffCard::ready));
    CHECK(desk.last().role == (spec.rsa ? StaffRole::technician : StaffRole::staff));
    CHECK(desk.last().tries == PinTries::all);
    CHECK_FALSE(desk.last().pin_pad);
    const auto login = desk.log_in("123456");
    REQUIRE(login.ok());
    CHECK(login->role == desk.last().role);
    CHECK(to_rfc3339(login->valid_until) == "2029-12-31T00:00:00Z");
    CHECK(login->certificate_sha256.size() == 32);
    // After a lock, once more, with the same card and worker.
    CHECK(desk.log_in("123456").ok());
    desk.presence(CardPresence::absent);
    CHECK(desk.comes_to(StaffCard::absent));
    CHECK(code_of(desk.log_in("123456")) == FailureCode::staff_card_refused);
    CHECK(desk.all() ==
          std::vector{StaffCard::absent, StaffCard::looking, StaffCard::ready, StaffCard::absent});
  }
}

TEST_CASE("staff reader: a wrong PIN is told and counted, and the right one still logs in") {
  Desk desk(config_for(anna));
  desk.presence(CardPresence::present);
  REQUIRE(desk.comes_to(StaffCard::ready));
  CHECK(code_of(desk.log_in("000000")) == FailureCode::staff_pin_wrong);
  CHECK(desk.eventually([&] { return desk.last().tries == PinTries::some_used; }));
  CHECK(code_of(desk.log_in("1")) == FailureCode::staff_pin_wrong);
  CHECK(desk.log_in("123456").ok());
  CHECK(desk.eventually([&] { return desk.last().tries == PinTries::all; }));
}

TEST_CASE("staff reader: each card that may not log in is a state of its own") {
  struct Case {
    CardSpec spec;
    StaffCard expected;
  };
  Office& office = Office::instance();
  office.certificate({.name = "ruth"});
  office.revoke("ruth");
  office.publish_list(30);
  for (const Case& one :
       {Case{{.name = "fritz", .authority = "stranger"}, StaffCard::foreign},
        Case{{.name = "emil", .starts = "20200101000000Z", .ends = "20250101000000Z"},
             StaffCard::expired},
        Case{{.name = "lena", .starts = "20290101000000Z", .ends = "20300101000000Z"},
             StaffCard::not_yet_valid},
        Case{{.name = "rosa", .policy = ""}, StaffCard::roleless},
        Case{{.name = "ruth"}, StaffCard::revoked}}) {
    INFO(one.spec.name);
    Desk desk(config_for(one.spec));
    desk.presence(CardPresence::present);
    CHECK(desk.comes_to(one.expected));
    CHECK(code_of(desk.log_in("123456")) == FailureCode::staff_card_refused);
  }
}

TEST_CASE("staff reader: a card without a certificate is a wrong card") {
  auto config = config_for(anna);
  config.environment = {
      {"SOFTHSM2_CONF", Office::instance().token({.name = "leer"}, false).string()}};
  Desk desk(config);
  desk.presence(CardPresence::present);
  CHECK(desk.comes_to(StaffCard::foreign));
}

TEST_CASE("staff reader: a slot of another reader does not count") {
  auto config = config_for(anna);
  config.reader = "No Such Reader";
  Desk desk(config);
  desk.presence(CardPresence::present);
  CHECK(desk.comes_to(StaffCard::foreign));
}

TEST_CASE("staff reader: the wrong way round and no reader are states, and cost no worker") {
  auto config = config_for(anna);
  config.worker = "/nowhere/worker";
  Desk desk(config);
  desk.presence(CardPresence::mute);
  CHECK(desk.comes_to(StaffCard::mute));
  desk.presence(CardPresence::reader_missing);
  CHECK(desk.comes_to(StaffCard::reader_missing));
  desk.presence(CardPresence::present);
  CHECK(desk.comes_to(StaffCard::module_failed));
}

TEST_CASE("staff reader: a module that crashes, hangs or talks nonsense costs one card") {
  struct Case {
    const char* fault;
    StaffCard expected;
  };
  for (const Case& one :
       {Case{"crash_at_start", StaffCard::module_failed},
        Case{"hang_at_start", StaffCard::module_failed}, Case{"garbage", StaffCard::foreign}}) {
    INFO(one.fault);
    auto config = config_for(anna, one.fault);
    if (one.expected == StaffCard::module_failed)
      config.look_limit = std::chrono::milliseconds(700);
    Desk desk(config);
    desk.presence(CardPresence::present);
    CHECK(desk.comes_to(one.expected));
    desk.presence(CardPresence::absent);
    CHECK(desk.comes_to(StaffCard::absent));
  }
  auto config = config_for(anna);
  config.module = "/nowhere/module.so";
  Desk desk(config);
  desk.presence(CardPresence::present);
  CHECK(desk.comes_to(StaffCard::module_failed));
}

TEST_CASE("staff reader: why a card's software failed is logged by its code") {
  const processes::TemporaryDirectory folder;
  REQUIRE(open_log(folder / "log", "test").ok());
  const auto logged = [&] { return processes::read_file(folder / "log"); };
  auto config = config_for(anna);
  config.module = "/nowhere/module.so";
  {
    Desk desk(config);
    desk.presence(CardPresence::present);
    CHECK(desk.comes_to(StaffCard::module_failed));
    CHECK(logged().find("staff_module_broken") != std::string::npos);
  }
  config = config_for(anna);
  config.judge.revoked = "/nowhere/list.pem";
  Desk desk(config);
  desk.presence(CardPresence::present);
  CHECK(desk.comes_to(StaffCard::module_failed));
  CHECK(logged().find("config_broken") != std::string::npos);
}

TEST_CASE("staff reader: a module that fails at the login is told, and looked at anew") {
  struct Case {
    const char* fault;
    FailureCode expected;
    bool looked_at_anew;
  };
  for (const Case& one : {Case{"crash_at_login", FailureCode::staff_module_broken, true},
                          Case{"hang_at_login", FailureCode::staff_module_broken, true},
                          Case{"wrong_signature", FailureCode::staff_card_refused, true},
                          Case{"vanish", FailureCode::card_removed, false},
                          Case{"locked", FailureCode::staff_pin_locked, false}}) {
    INFO(one.fault);
    auto config = config_for(anna, one.fault);
    if (std::string_view(one.fault) == "hang_at_login")
      config.sign_limit = std::chrono::milliseconds(700);
    Desk desk(config);
    desk.presence(CardPresence::present);
    REQUIRE(desk.comes_to(StaffCard::ready));
    CHECK(code_of(desk.log_in("123456")) == one.expected);
    std::vector expected{StaffCard::looking, StaffCard::ready};
    if (one.looked_at_anew)
      expected.insert(expected.end(), {StaffCard::looking, StaffCard::ready});
    CHECK(desk.eventually([&] { return desk.all_of_cards() == expected; }));
    // And no more than that until the card goes.
    desk.presence(CardPresence::absent);
    REQUIRE(desk.comes_to(StaffCard::absent));
    CHECK(desk.all_of_cards() == expected);
  }
}

TEST_CASE("staff reader: a card that tells nothing after a wrong PIN is looked at anew") {
  Desk desk(config_for(anna, "silent_after_login"));
  desk.presence(CardPresence::present);
  REQUIRE(desk.comes_to(StaffCard::ready));
  CHECK(desk.last().tries == PinTries::all);
  CHECK(code_of(desk.log_in("000000")) == FailureCode::staff_pin_wrong);
  CHECK(desk.eventually([&] { return desk.last().tries == PinTries::some_used; }));
  // A right one leaves nothing to ask, and the session is not disturbed.
  REQUIRE(desk.log_in("123456").ok());
  desk.presence(CardPresence::absent);
  REQUIRE(desk.comes_to(StaffCard::absent));
  CHECK(desk.all_of_cards() ==
        std::vector{StaffCard::looking, StaffCard::ready, StaffCard::looking, StaffCard::ready});
}

TEST_CASE("staff reader: what is left of the PIN is shown before it is typed") {
  struct Case {
    const char* fault;
    PinTries expected;
  };
  for (const Case& one :
       {Case{"count_low", PinTries::some_used}, Case{"final_try", PinTries::last_one},
        Case{"locked", PinTries::locked}}) {
    Desk desk(config_for(anna, one.fault));
    desk.presence(CardPresence::present);
    REQUIRE(desk.comes_to(StaffCard::ready));
    CHECK(desk.last().tries == one.expected);
  }
}

TEST_CASE("staff reader: with a pin pad the PIN is typed on the reader") {
  Desk desk(config_for(anna, "pin_pad"));
  desk.presence(CardPresence::present);
  REQUIRE(desk.comes_to(StaffCard::ready));
  CHECK(desk.last().pin_pad);
  CHECK(desk.log_in("").ok());
}

TEST_CASE("staff reader: a removal is told at once, whatever the card's software does") {
  {
    auto config = config_for(anna, "hang_at_start");
    config.look_limit = std::chrono::minutes(10);
    Desk desk(config);
    desk.presence(CardPresence::present);
    CHECK(desk.comes_to(StaffCard::looking));
    desk.presence(CardPresence::absent);
    CHECK(desk.comes_to(StaffCard::absent));
  }
  const HangingLogin hanging;
  Desk desk(hanging.config);
  desk.presence(CardPresence::present);
  REQUIRE(desk.comes_to(StaffCard::ready));
  FailureCode code = FailureCode::internal;
  std::jthread login([&] { code = code_of(desk.log_in("123456")); });
  CHECK(desk.eventually([&] { return hanging.begun(); }));
  desk.presence(CardPresence::absent);
  CHECK(desk.comes_to(StaffCard::absent));
  login.join();
  CHECK(code == FailureCode::card_removed);
}

TEST_CASE("staff reader: the terminal can end a login that hangs") {
  const HangingLogin hanging;
  Desk desk(hanging.config);
  desk.presence(CardPresence::present);
  REQUIRE(desk.comes_to(StaffCard::ready));
  std::stop_source stop;
  std::jthread later([&] {
    (void)desk.eventually([&] { return hanging.begun(); });
    stop.request_stop();
  });
  CHECK(code_of(desk.reader().log_in(Secret("123456"), stop.get_token())) ==
        FailureCode::cancelled);
}

TEST_CASE("staff reader: a card that expires while it lies there logs in no more") {
  Desk desk(config_for(anna));
  desk.presence(CardPresence::present);
  REQUIRE(desk.comes_to(StaffCard::ready));
  desk.clock().set(std::chrono::sys_days(std::chrono::year(2031) / 1 / 1));
  CHECK(code_of(desk.log_in("123456")) == FailureCode::staff_card_refused);
  CHECK(desk.eventually([&] {
    return desk.last().card == StaffCard::expired || desk.last().card == StaffCard::list_missing;
  }));
}
