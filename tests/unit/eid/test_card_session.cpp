// SPDX-License-Identifier: EUPL-1.2
// Files from cards with habits of their own.
#include "examples.hpp"
#include "scripted_channel.hpp"

#include <eid/card_session.hpp>
#include <eid/tlv.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::eid;
using test::FunctionChannel;
using test::hex;

namespace {

// A card in the clear with one file, and the habits under test.
struct Habits {
  std::size_t most = 65536;              // bytes it gives at once
  std::uint32_t refuse_le_above = 65536; // answers `refusal` to a larger Le
  std::uint16_t refusal = 0x6700;
  bool refuse_past_end = false; // asked for more than there is, it answers
  std::uint16_t past_end = 0x6700;
  bool names_length = false;          // 6Cxx with what is there
  bool warns_at_end = false;          // 6282 with the data
  bool continues = false;             // 61xx and GET RESPONSE
  bool short_ids = true;              // READ BINARY may name the file
  std::uint16_t no_short_id = 0x6A86; // what it says otherwise
};

class HabitCard {
 public:
  HabitCard(Bytes file, Habits habits) : file_(std::move(file)), habits_(habits) {}

  Result<Bytes> operator()(ByteView bytes) {
    const CommandApdu command = *CommandApdu::parse(bytes);
    ++commands;
    if (command.ins == 0xA4)
      return hex("9000");
    if (command.ins == 0xC0)
      return piece(std::exchange(waiting_, {}), command.le);
    if ((command.p1 & 0x80U) != 0 && !habits_.short_ids)
      return word(habits_.no_short_id);
    const std::size_t offset = (command.p1 & 0x80U) != 0
                                   ? command.p2
                                   : (static_cast<std::size_t>(command.p1) << 8U) | command.p2;
    if (offset >= file_.size())
      return hex("6B00");
    const std::size_t left = file_.size() - offset;
    if (command.le > habits_.refuse_le_above)
      return word(habits_.refusal);
    if (command.le > left && habits_.names_length)
      return word(static_cast<std::uint16_t>(0x6C00U | (left & 0xFFU)));
    if (command.le > left && habits_.refuse_past_end)
      return word(habits_.past_end);
    const std::size_t size = std::min({left, static_cast<std::size_t>(command.le), habits_.most});
    const auto begin = file_.begin() + static_cast<std::ptrdiff_t>(offset);
    Bytes data(begin, begin + static_cast<std::ptrdiff_t>(size));
    if (habits_.continues)
      return piece(std::move(data), 100);
    append(data, left < command.le && habits_.warns_at_end ? hex("6282") : hex("9000"));
    return data;
  }

  int commands = 0;

 private:
  static Bytes word(std::uint16_t status) { return ResponseApdu{{}, status}.encode(); }
  Result<Bytes> piece(Bytes data, std::size_t most) {
    if (data.size() <= most) {
      append(data, hex("9000"));
      return data;
    }
    waiting_.assign(data.begin() + static_cast<std::ptrdiff_t>(most), data.end());
    data.resize(most);
    data.push_back(0x61);
    data.push_back(static_cast<std::uint8_t>(std::min<std::size_t>(waiting_.size(), 255)));
    return data;
  }

  Bytes file_;
  Habits habits_;
  Bytes waiting_;
};

Bytes file_of(std::size_t size) {
  Bytes value(size);
  for (std::size_t i = 0; i < size; ++i)
    value[i] = static_cast<std::uint8_t>(i * 7);
  return tlv(0x77, ByteView(value));
}

} // namespace

TEST_CASE("files: read whole from cards of every habit, at every size") {
  const std::vector<std::pair<const char*, Habits>> habits{
      {"obliging", {}},
      {"small pieces", {.most = 50}},
      {"one byte at a time", {.most = 1}},
      {"6700 above 128", {.refuse_le_above = 128}},
      {"6C80 above 128", {.refuse_le_above = 128, .refusal = 0x6C80}},
      {"6700 above 20", {.refuse_le_above = 20}},
      {"6700 past the end", {.refuse_past_end = true}},
      {"6B00 past the end", {.refuse_past_end = true, .past_end = 0x6B00}},
      {"6Cxx past the end", {.names_length = true}},
      {"6282 at the end", {.warns_at_end = true}},
      {"61xx continuation", {.continues = true}},
      {"no short identifiers", {.short_ids = false}},
      {"no short identifiers, 6700", {.short_ids = false, .no_short_id = 0x6700}},
      {"no short identifiers, 6A82", {.short_ids = false, .no_short_id = 0x6A82}},
      {"no short identifiers, 6B00, 6700 past the end",
       {.refuse_past_end = true, .short_ids = false, .no_short_id = 0x6B00}}};
  for (const auto& [name, habit] : habits)
    for (const std::size_t size : {0U, 1U, 90U, 127U, 128U, 250U, 254U, 600U, 1900U})
      for (const bool extended : {false, true}) {
        INFO(name << ", " << size << " bytes, extended " << extended);
        const Bytes file = file_of(size);
        HabitCard chip(file, habit);
        FunctionChannel channel([&](ByteView command) { return chip(command); }, extended);
        CardSession session(channel);
        const auto read = session.read_file(ElementaryFile::sod);
        REQUIRE(read.ok());
        CHECK(*read == file);
        CHECK(session.apdus() == chip.commands);
      }
}

TEST_CASE("files: a small one takes one command, a long one with extended length two") {
  const auto commands = [](std::size_t size, bool extended, const Habits& habits = {}) {
    HabitCard chip(file_of(size), habits);
    FunctionChannel channel([&](ByteView command) { return chip(command); }, extended);
    CardSession session(channel);
    REQUIRE(session.read_file(ElementaryFile::sod).ok());
    return session.apdus();
  };
  CHECK(commands(90, false) == 1);
  CHECK(commands(1900, true) == 2);
  CHECK(commands(1900, false) == 8);
  // Without short identifiers: the trial, and SELECT.
  CHECK(commands(90, false, {.short_ids = false}) == 3);
}

TEST_CASE("files: an announcement of extended length that is not kept falls back to short reads") {
  const Bytes file = file_of(1900);
  HabitCard chip(file, {.refuse_le_above = 256, .refusal = 0x6F00});
  FunctionChannel channel([&](ByteView command) { return chip(command); }, true);
  CardSession session(channel);
  const auto read = session.read_file(ElementaryFile::sod);
  REQUIRE(read.ok());
  CHECK(*read == file);
}

TEST_CASE("files: bytes behind the file's element are left away") {
  Bytes file = file_of(90);
  const Bytes whole = file;
  append(file, Bytes(300, 0));
  HabitCard chip(file, {});
  FunctionChannel channel([&](ByteView command) { return chip(command); });
  CHECK(*CardSession(channel).read_file(ElementaryFile::card_access) == whole);
}

TEST_CASE("files: one that ends early or claims too much is malformed") {
  const auto failure = [](Bytes file, Habits habits) {
    HabitCard chip(std::move(file), habits);
    FunctionChannel channel([&](ByteView command) { return chip(command); });
    const auto read = CardSession(channel).read_file(ElementaryFile::sod);
    REQUIRE_FALSE(read.ok());
    return read.failure().code;
  };
  Bytes cut = file_of(600);
  cut.resize(400);
  for (const Habits& habits : {Habits{}, Habits{.warns_at_end = true}})
    CHECK(failure(cut, habits) == FailureCode::card_data_malformed);
  CHECK(failure(hex("77847FFFFFFF00"), {}) == FailureCode::card_data_malformed);
  CHECK(failure(hex("7780"), {}) == FailureCode::card_data_malformed);
}

TEST_CASE("files: one that is missing or closed is told so") {
  const auto failure = [](const char* select, const char* read) {
    FunctionChannel channel([&](ByteView command) -> Result<Bytes> {
      return command[1] == 0xA4 ? hex(select) : hex(read);
    });
    return CardSession(channel).read_file(ElementaryFile::sod).failure().code;
  };
  CHECK(failure("6A82", "6A82") == FailureCode::card_unsupported);
  CHECK(failure("6D00", "6D00") == FailureCode::card_unsupported);
  CHECK(failure("6982", "6982") == FailureCode::card_refused);
  CHECK(failure("9000", "6982") == FailureCode::card_refused);
  CHECK(failure("9000", "9000") == FailureCode::card_data_malformed);
  CHECK(failure("90", "9000") == FailureCode::card_data_malformed);
}

TEST_CASE("files: a card that continues for ever is stopped") {
  int commands = 0;
  FunctionChannel channel([&](ByteView) -> Result<Bytes> {
    ++commands;
    return hex("AA6110");
  });
  CHECK_FALSE(CardSession(channel).exchange({0x00, 0xB0, 0, 0, {}, 256}).ok());
  CHECK(commands < 1000);
}

TEST_CASE("files: one that claims gigabytes is not waited for") {
  int commands = 0;
  FunctionChannel channel([&](ByteView) -> Result<Bytes> {
    return ++commands > 10'000 ? hex("6F00") : hex("77847FFFFFFF0102039000");
  });
  CHECK(CardSession(channel).read_file(ElementaryFile::sod).failure().code ==
        FailureCode::card_data_malformed);
  CHECK(commands < 10);
}

TEST_CASE("files: a card that gives nothing but lengths to try is stopped") {
  int commands = 0;
  FunctionChannel channel([&](ByteView command) -> Result<Bytes> {
    ++commands;
    return command[1] == 0xA4 ? hex("9000") : hex("6C10");
  });
  CHECK_FALSE(CardSession(channel).read_file(ElementaryFile::sod).ok());
  CHECK(commands < 100);
}

TEST_CASE("session: the first answer under new keys is kept as it came") {
  const test::Example group("sm_d4");
  test::ScriptedChannel channel;
  for (const char* step : {"select_ef_com", "read_binary_4"})
    channel.expect(group[std::string(step) + "_capdu_protected"],
                   group[std::string(step) + "_rapdu_protected"]);
  CardSession session(channel);
  session.rekey(SecureMessaging({Cipher::tdes, Secret(group["ks_enc"]), Secret(group["ks_mac"])},
                                group["ssc_start"]));
  CHECK(session.first_answer().empty());
  CHECK(session.select_file(0x011E)->ok());
  CHECK(session.first_answer() == group["select_ef_com_rapdu_protected"]);
  CHECK(session.exchange({0x00, 0xB0, 0, 0, {}, 4})->ok());
  CHECK(session.first_answer() == group["select_ef_com_rapdu_protected"]);
  CHECK(channel.strayed.empty());
  CHECK(session.apdus() == 2);
  CHECK(session.bytes() == 27U + 16U + 19U + 27U);
}

TEST_CASE("session: after chip authentication the card is not opened anew") {
  FunctionChannel channel([](ByteView) -> Result<Bytes> { return fail(FailureCode::card_mute); });
  CardSession session(channel);
  int opened = 0;
  const auto open_again = [&] {
    ++opened;
    return success();
  };
  session.on_lost(open_again);
  CHECK(session.read_file(ElementaryFile::dg1_mrz).failure().code == FailureCode::card_mute);
  CHECK(opened == 1);
  CardSession other(channel);
  other.on_lost(open_again);
  other.rekey(
      SecureMessaging::after_pace({Cipher::aes128, Secret(Bytes(16, 1)), Secret(Bytes(16, 2))}));
  CHECK(other.read_file(ElementaryFile::dg1_mrz).failure().code == FailureCode::card_mute);
  CHECK(opened == 1);
}
