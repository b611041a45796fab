// SPDX-License-Identifier: EUPL-1.2
// Every personality pulled at every exchange; some of each kind (is_typical) with every other fault
// of readers and cards at every exchange: a reading ends with its own failure, or says true things;
// nothing hangs or crashes, and nothing that a fault made ever counts as authentic.
#include "../card/reading.hpp"

#include <catch2/catch.hpp>

#include <array>

using namespace foyer;
using namespace foyer::card;
using namespace foyer::card::contract;

namespace {

using Answer = const std::function<Result<Bytes>()>&;

bool begins(const Personality& one, std::string_view with) {
  return std::string_view(one.name).substr(0, with.size()) == with;
}

// The status words differ only in what they say; one of them stands for all here.
bool is_distinct(const Personality& one) {
  return !begins(one, "sod-status-") || one.name == "sod-status-6581";
}
// Those that are enough to see every step of a reading, and quick.
bool is_typical(const Personality& one) {
  for (const char* name : {"title", "passport", "passport-bac-aa", "passport-bac-ca",
                           "pace-ecdh-cam-aes128", "pace-ecdh-im-aes128", "pace-dh-gm-aes128",
                           "short-223", "chains-answers-short", "limit-named", "aa-ecdsa-sha256",
                           "clone-ca-pretends", "details", "no-short-identifiers-short"})
    if (one.name == name)
      return true;
  return false;
}

// With a fault at one exchange: a failure is fine, a doubt is fine, and data is fine if it is true.
void check_honest(const Personality& one, const Result<eid::DocumentReading>& reading,
                  const CardImage& image) {
  if (!reading.ok()) {
    CHECK(reading.failure().code != FailureCode::internal);
    return;
  }
  if (reading->authentic()) {
    CHECK(is_true(*reading, image));
    CHECK_FALSE(one.expected.doubt);
  }
}

int exchanges_of(const CardImage& image) {
  VirtualCard chip(image);
  int exchanges = 0;
  (void)read(chip, image, {}, &exchanges);
  return exchanges;
}

} // namespace

TEST_CASE("faults: a card pulled at any exchange is told as removed") {
  for (const Personality& one : personalities()) {
    if (!is_distinct(one))
      continue;
    INFO(one.name);
    const CardImage image = make_personality(one.name);
    VirtualCard chip(image);
    for (int at = 0, last = exchanges_of(image); at < last; ++at) {
      INFO("pulled at exchange " << at << " of " << last);
      const auto reading = read(chip, image, [at](int index, ByteView, Answer answer) {
        return index >= at ? Result<Bytes>(fail(FailureCode::card_removed)) : answer();
      });
      REQUIRE_FALSE(reading.ok());
      CHECK(name(reading.failure().code) == name(FailureCode::card_removed));
    }
  }
}

TEST_CASE("faults: a reader that goes, is taken, or is told to stop says so itself") {
  for (const Personality& one : personalities()) {
    if (!is_typical(one))
      continue;
    INFO(one.name);
    const CardImage image = make_personality(one.name);
    VirtualCard chip(image);
    for (int at = 0, last = exchanges_of(image); at < last; ++at)
      for (const FailureCode code : {FailureCode::reader_missing, FailureCode::reader_busy,
                                     FailureCode::cancelled, FailureCode::card_mute}) {
        INFO(name(code) << " from exchange " << at << " of " << last);
        const auto reading = read(chip, image, [at, code](int index, ByteView, Answer answer) {
          return index >= at ? Result<Bytes>(fail(code)) : answer();
        });
        REQUIRE_FALSE(reading.ok());
        CHECK(name(reading.failure().code) == name(code));
      }
  }
}

TEST_CASE("faults: a card that is mute once, before or after it has answered, is read or told") {
  for (const Personality& one : personalities()) {
    if (!is_typical(one))
      continue;
    INFO(one.name);
    const CardImage image = make_personality(one.name);
    VirtualCard chip(image);
    for (int at = 0, last = exchanges_of(image); at < last; ++at)
      for (const bool answered : {false, true}) {
        INFO("mute at exchange " << at << " of " << last << ", answered " << answered);
        const auto reading = read(chip, image, [&](int index, ByteView, Answer answer) {
          if (index != at)
            return answer();
          if (answered)
            (void)answer();
          return Result<Bytes>(fail(FailureCode::card_mute));
        });
        check_honest(one, reading, image);
      }
  }
}

TEST_CASE("faults: answers of wrong lengths and strange status words never pass for data") {
  struct Wrong {
    const char* what;
    std::function<Bytes(Bytes)> bend;
  };
  const std::vector<Wrong> wrongs{
      {"empty", [](Bytes) { return Bytes(); }},
      {"one byte", [](Bytes) { return Bytes{0x90}; }},
      {"status only", [](Bytes) { return Bytes{0x90, 0x00}; }},
      {"a byte more",
       [](Bytes answer) {
         answer.insert(answer.begin(), 0x00);
         return answer;
       }},
      {"a byte less",
       [](Bytes answer) {
         if (answer.size() > 2)
           answer.erase(answer.begin());
         return answer;
       }},
      {"twice",
       [](Bytes answer) {
         append(answer, Bytes(answer));
         return answer;
       }},
      {"a giant", [](Bytes) { return Bytes(70000, 0x61); }},
      {"61 without end", [](Bytes) { return Bytes{0x61, 0x10}; }},
      {"6C without end", [](Bytes) { return Bytes{0x6C, 0x01}; }},
      {"end of file", [](Bytes) { return Bytes{0x62, 0x82}; }},
      {"6B00", [](Bytes) { return Bytes{0x6B, 0x00}; }},
      {"6700", [](Bytes) { return Bytes{0x67, 0x00}; }},
      {"6982", [](Bytes) { return Bytes{0x69, 0x82}; }},
      {"6A82", [](Bytes) { return Bytes{0x6A, 0x82}; }},
      {"6987", [](Bytes) { return Bytes{0x69, 0x87}; }},
      {"6988", [](Bytes) { return Bytes{0x69, 0x88}; }},
      {"6300", [](Bytes) { return Bytes{0x63, 0x00}; }},
      {"6F00", [](Bytes) { return Bytes{0x6F, 0x00}; }},
      {"a flipped bit",
       [](Bytes answer) {
         answer[answer.size() / 2] ^= 0x04;
         return answer;
       }},
  };
  for (const Personality& one : personalities()) {
    if (!is_typical(one))
      continue;
    INFO(one.name);
    const CardImage image = make_personality(one.name);
    VirtualCard chip(image);
    for (int at = 0, last = exchanges_of(image); at < last; ++at)
      for (const Wrong& wrong : wrongs) {
        INFO(wrong.what << " at exchange " << at << " of " << last);
        const auto reading = read(chip, image, [&](int index, ByteView, Answer answer) {
          auto reply = answer();
          return index == at && reply.ok() ? Result<Bytes>(wrong.bend(std::move(*reply))) : reply;
        });
        check_honest(one, reading, image);
      }
  }
}

TEST_CASE("faults: a card that answers every command with the same words ends the reading") {
  const CardImage image = make_personality("title");
  constexpr std::array<std::uint8_t, 18> firsts{0x61, 0x62, 0x63, 0x64, 0x65, 0x67,
                                                0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6D,
                                                0x6E, 0x6F, 0x90, 0x91, 0x00, 0xFF};
  constexpr std::array<std::uint8_t, 10> seconds{0x00, 0x01, 0x82, 0x83, 0x84,
                                                 0x85, 0x86, 0x87, 0x88, 0xFF};
  for (const std::uint8_t first : firsts)
    for (const std::uint8_t second : seconds) {
      INFO("sw " << to_hex(Bytes{first, second}));
      VirtualCard chip(image);
      int exchanges = 0;
      const auto reading = read(
          chip, image, [&](int, ByteView, Answer) { return Result<Bytes>(Bytes{first, second}); },
          &exchanges);
      CHECK_FALSE(reading.ok());
      CHECK(exchanges < 600);
    }
}
