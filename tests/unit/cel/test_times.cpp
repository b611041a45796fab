// SPDX-License-Identifier: EUPL-1.2
// Group "timestamps" of cel-spec's conformance tests.
#include "../../../kiosk/cel/dyn_time.hpp"
#include "../../../kiosk/cel/time_zone_rule.hpp"
#include "asking.hpp"

using namespace foyer::cel;
using namespace foyer::cel::test;

TEST_CASE("timestamps and durations are read and written") {
  check({{"timestamp('2009-02-13T23:31:30Z')", R"("2009-02-13T23:31:30Z")"},
         {"timestamp('2009-02-13T23:31:30.120+01:00')", R"("2009-02-13T22:31:30.12Z")"},
         {"string(timestamp('9999-12-31T23:59:59.999999999Z'))",
          R"("9999-12-31T23:59:59.999999999Z")"},
         {"int(timestamp('2009-02-13T23:31:30Z'))", "1234567890"},
         {"timestamp(0)", R"("1970-01-01T00:00:00Z")"},
         {"timestamp('0000-01-01T00:00:00Z')", "error"},
         {"timestamp('10000-01-01T00:00:00Z')", "error"},
         {"timestamp('2009-02-29T00:00:00Z')", "error"},
         {"timestamp('2009-02-13')", "error"},
         {"timestamp('2009-02-13T23:31:30')", "error"},
         {"timestamp('2009-02-13T24:00:00Z')", "error"},
         {"duration('1000000s')", R"("1000000s")"},
         {"duration('1h1.5m')", R"("3690s")"},
         {"duration('-1.5s')", R"("-1.5s")"},
         {"duration('-5ms')", R"("-0.005s")"},
         {"duration('320000000000s')", "error"},
         {"duration('-320000000000s')", "error"},
         {"duration('1')", "error"},
         {"duration('')", "error"},
         {"duration('.s')", "error"},
         {"type(timestamp(0)) == google.protobuf.Timestamp", "true"},
         {"type(duration('1s'))", R"("google.protobuf.Duration")"}});
}

TEST_CASE("times are compared and moved within their range") {
  check(
      {{"timestamp('2009-02-13T23:00:00Z') + duration('240s') == timestamp('2009-02-13T23:04:00Z')",
        "true"},
       {"duration('120s') + timestamp('2009-02-13T23:01:00Z') == timestamp('2009-02-13T23:03:00Z')",
        "true"},
       {"timestamp('2009-02-13T23:31:00Z') - timestamp('2009-02-13T23:29:00Z') == duration('120s')",
        "true"},
       {"timestamp('0001-01-01T00:00:01.000000001Z') + duration('-999999999ns') == "
        "timestamp('0001-01-01T00:00:00.000000002Z')",
        "true"},
       {"duration('900s') - duration('42s') == duration('858s')", "true"},
       {"timestamp('9999-12-31T23:59:59.999999999Z') + duration('1ns')", "error"},
       {"timestamp('0001-01-01T00:00:00Z') + duration('-1ns')", "error"},
       {"timestamp('9999-12-31T23:59:59Z') - timestamp('0001-01-01T00:00:00Z')", "error"},
       {"duration('9000000000s') + duration('9000000000s')", "error"},
       {"duration('1s') - timestamp(0)", "error"},
       {"timestamp(0) < timestamp(1) && duration('-1s') <= duration('0s')", "true"},
       {"timestamp(0) == duration('0s')", "false"},
       {"timestamp(0) < duration('0s')", "error"}});
}

TEST_CASE("parts of times are told, also in other zones") {
  const std::string at = "timestamp('2009-02-13T23:31:30.123456789Z').";
  check({{at + "getFullYear()", "2009"},
         {at + "getMonth()", "1"},
         {at + "getDate()", "13"},
         {at + "getDayOfMonth()", "12"},
         {at + "getDayOfWeek()", "5"},
         {at + "getDayOfYear()", "43"},
         {at + "getHours()", "23"},
         {at + "getMinutes()", "31"},
         {at + "getSeconds()", "30"},
         {at + "getMilliseconds()", "123"},
         {at + "getHours('02:00')", "1"},
         {at + "getDayOfMonth('+11:00')", "13"},
         {at + "getMinutes('-02:30')", "1"},
         {at + "getHours('UTC')", "23"},
         {at + "getHours('Mars/Olympus')", "error"},
         {at + "getHours('../../etc/passwd')", "error"},
         {at + "getHours('+25:00')", "error"},
         {at + "getHours(1)", "error"},
         {"duration('10000s').getHours()", "2"},
         {"duration('3730s').getMinutes()", "62"},
         {"duration('123.321456789s').getMilliseconds()", "321"},
         {"1.5.getHours()", "error"}});
  if (say("timestamp(0).getHours('Europe/Berlin')") == "error") {
    WARN("no time zone database here");
    return;
  }
  check({{"timestamp('2009-02-13T23:31:30Z').getDate('Australia/Sydney')", "14"},
         {"timestamp('2009-02-13T23:31:30Z').getMinutes('Asia/Kathmandu')", "16"},
         {"timestamp('2026-07-01T12:00:00Z').getHours('Europe/Berlin')", "14"},
         {"timestamp('2026-01-01T12:00:00Z').getHours('Europe/Berlin')", "13"},
         // Beyond the transitions that the database lists.
         {"timestamp('2060-07-01T12:00:00Z').getHours('Europe/Berlin')", "14"},
         {"timestamp('9999-12-31T12:00:00Z').getHours('Europe/Berlin')", "13"},
         {"timestamp('2060-01-01T12:00:00Z').getHours('Australia/Sydney')", "23"},
         {"timestamp('2060-07-01T12:00:00Z').getMinutes('Asia/Kathmandu')", "45"}});
}

TEST_CASE("a zone's rule goes on for ever") {
  const auto hours = [](std::string_view rule, const char* at) {
    const auto time = parse_timestamp(at);
    REQUIRE(time);
    const auto offset = rule_offset(rule, time->seconds);
    return offset ? static_cast<double>(*offset) / 3600 : -99;
  };
  const char* const berlin = "CET-1CEST,M3.5.0,M10.5.0/3";
  CHECK(hours(berlin, "2044-03-27T00:59:59Z") == 1);
  CHECK(hours(berlin, "2044-03-27T01:00:00Z") == 2);
  CHECK(hours(berlin, "2044-10-30T00:59:59Z") == 2);
  CHECK(hours(berlin, "2044-10-30T01:00:00Z") == 1);
  // The south, with a half hour; hours of either sign; a winter that is the exception.
  CHECK(hours("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2044-01-01T00:00:00Z") == 11);
  CHECK(hours("<+1030>-10:30<+11>-11,M10.1.0,M4.1.0", "2044-07-01T00:00:00Z") == 10.5);
  CHECK(hours("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2044-03-27T00:59:59Z") == -2);
  CHECK(hours("<-02>2<-01>,M3.5.0/-1,M10.5.0/0", "2044-03-27T01:00:00Z") == -1);
  CHECK(hours("IST-1GMT0,M10.5.0,M3.5.0/1", "2044-01-01T00:00:00Z") == 0);
  CHECK(hours("IST-1GMT0,M10.5.0,M3.5.0/1", "2044-07-01T00:00:00Z") == 1);
  CHECK(hours("IST-2IDT,M3.4.4/26,M10.5.0", "2044-03-25T00:00:00Z") == 3);
  // Days of the year, with and without February's 29th.
  CHECK(hours("AAA0BBB,J60,J300", "2044-03-01T01:59:59Z") == 0);
  CHECK(hours("AAA0BBB,J60,J300", "2044-03-01T02:00:00Z") == 1);
  CHECK(hours("AAA0BBB,59,300", "2044-02-29T02:00:00Z") == 1);
  CHECK(hours("<+07>-7", "2044-02-29T02:00:00Z") == 7);
  for (const char* const bad :
       {"", "CET", "-1", "CE-1", "<CET-1", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-168",
        "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.6.0,M10.5.0", "CET-1CEST,M3.5.7,M10.5.0",
        "CET-1CEST,M3.5.0,M10.5.0/3x", "CET-1CEST,J0,J300", "CET-1:60"}) {
    INFO(bad);
    CHECK(hours(bad, "2044-07-01T00:00:00Z") == -99);
  }
  for (std::size_t length = 0; length < std::string_view(berlin).size(); ++length)
    (void)rule_offset(std::string_view(berlin).substr(0, length), 0);
}
