// SPDX-License-Identifier: EUPL-1.2
// Readers with functions of their own (PC/SC part 10): messages byte by byte, and over a channel.
#include "fake_pcsc.hpp"

#include <card_pcsc/part10.hpp>

#include <catch2/catch.hpp>

#include <reader.h>

using namespace foyer;
using card_pcsc::PcscReader;
using test::FakePcsc;

namespace {

Bytes hex(const char* text) {
  return *from_hex(text);
}

// Verify PIN direct at 42330006, PACE at 42330020, and one we do not know.
const char* const both = "060442330006"
                         "200442330020"
                         "1204423300FF";
constexpr DWORD verify_code = 0x42330006;
constexpr DWORD pace_code = 0x42330020;

// Result 0, 39 bytes: SW 9000, EF.CardAccess (20), CAR (3), no previous CAR, IDicc (8).
const Bytes& opened() {
  static const Bytes answer = hex("00000000"
                                  "2700"
                                  "9000"
                                  "1400"
                                  "3112300F060A04007F00070202040202020102"
                                  "01"
                                  "03444556"
                                  "00"
                                  "08000102030405060708");
  return answer;
}

struct Bench {
  std::shared_ptr<FakePcsc> pcsc = std::make_shared<FakePcsc>();
  PcscReader reader{{}, pcsc};
  Bytes asked;

  explicit Bench(const char* features, Bytes pace_answer = opened()) {
    pcsc->plug("Komfort 00 00");
    pcsc->set("Komfort 00 00", SCARD_STATE_PRESENT);
    pcsc->controls[CM_IOCTL_GET_FEATURE_REQUEST] = [features](ByteView) { return hex(features); };
    pcsc->controls[pace_code] = [this, pace_answer](ByteView request) {
      if (request[0] == 1)
        return hex("00000000"
                   "0100"
                   "60");
      asked = to_bytes(request);
      return pace_answer;
    };
    pcsc->controls[verify_code] = [this](ByteView request) {
      asked = to_bytes(request);
      return hex("63C2");
    };
  }
};

} // namespace

TEST_CASE("part 10: features are found in any order, unknown ones are skipped") {
  const auto features = card_pcsc::parse_features(hex(both));
  REQUIRE(features.ok());
  CHECK(features->verify_pin_direct == verify_code);
  CHECK(features->execute_pace == pace_code);
  CHECK(card_pcsc::parse_features({})->execute_pace == 0);
  for (const char* bad : {"06", "0604423300", "06034233000600", "060342330006"})
    CHECK(card_pcsc::parse_features(hex(bad)).failure().code == FailureCode::malformed);
}

TEST_CASE("part 10: PACE is asked with the fields in the order of amendment 1") {
  api::ReaderPaceRequest request;
  request.password = api::PacePassword::pin;
  request.value = Secret("123456");
  request.chat = hex("7F4C");
  request.certificate_description = hex("AABBCC");
  CHECK(to_hex(*card_pcsc::establish_pace_request(request)) == "02"
                                                               "1000"
                                                               "03"
                                                               "02"
                                                               "7f4c"
                                                               "06"
                                                               "313233343536"
                                                               "0300"
                                                               "aabbcc");
  request.chat.assign(256, 0);
  CHECK_FALSE(card_pcsc::establish_pace_request(request).ok());
}

TEST_CASE("part 10: an answer to PACE is taken apart, and cut at any byte it is malformed") {
  const auto pace = card_pcsc::parse_pace_answer(opened());
  REQUIRE(pace.ok());
  CHECK(pace->mse_status == 0x9000);
  CHECK(pace->ef_card_access.size() == 20);
  CHECK(pace->authority_current == hex("444556"));
  CHECK(pace->authority_previous.empty());
  CHECK(pace->id_icc.size() == 8);
  for (std::size_t size = 0; size < opened().size(); ++size) {
    const auto cut = card_pcsc::parse_pace_answer(ByteView(opened()).first(size));
    REQUIRE_FALSE(cut.ok());
    CHECK(cut.failure().code == FailureCode::malformed);
  }
  // Without a CHAT the answer ends after EF.CardAccess.
  CHECK(card_pcsc::parse_pace_answer(hex("00000000"
                                         "0500"
                                         "63C1"
                                         "0100"
                                         "31"))
            ->mse_status == 0x63C1);
}

TEST_CASE("part 10: each way the reader's PACE can fail has its name") {
  struct Case {
    const char* answer;
    FailureCode expected;
  };
  for (const Case& one : {
           Case{"006306F0", FailureCode::can_wrong},
           Case{"C26306F0", FailureCode::can_wrong},
           Case{"836904F0", FailureCode::card_refused},
           Case{"010010F0", FailureCode::card_mute},
           Case{"020010F0", FailureCode::card_removed},
           Case{"010020F0", FailureCode::cancelled},
           Case{"020020F0", FailureCode::timed_out},
           Case{"010000D0", FailureCode::card_refused},
       }) {
    INFO(one.answer);
    CHECK(card_pcsc::parse_pace_answer(hex(one.answer)).failure().code == one.expected);
  }
}

TEST_CASE("part 10: a plain reader has no functions of its own") {
  for (const char* features : {"", "1204423300FF", "06"}) {
    Bench bench(features);
    const auto channel = bench.reader.connect({});
    REQUIRE(channel.ok());
    CHECK((*channel)->own_functions() == nullptr);
  }
  // Pcscd refuses the question itself.
  Bench bench("");
  bench.pcsc->controls.clear();
  CHECK((*bench.reader.connect({}))->own_functions() == nullptr);
}

TEST_CASE("part 10: a reader opens the card with a password of ours or one typed on it") {
  Bench bench(both);
  const auto channel = bench.reader.connect({});
  REQUIRE(channel.ok());
  api::ReaderFunctions* own = (*channel)->own_functions();
  REQUIRE(own != nullptr);
  CHECK(own->can_pace());
  CHECK(own->has_pin_pad());
  api::ReaderPaceRequest request;
  request.value = Secret("500540");
  CHECK(own->open(request)->mse_status == 0x9000);
  CHECK(to_hex(bench.asked) == "020b000200063530303534300000");
  CHECK(own->open({})->mse_status == 0x9000);
  CHECK(to_hex(bench.asked) == "0205000200000000");
  own->close();
  CHECK(to_hex(bench.asked) == "030000");
  CHECK((*channel)->transmit(hex("00B0000000")).ok());
}

TEST_CASE("part 10: a reader whose PACE is for signatures only is not taken for one") {
  Bench bench(both);
  bench.pcsc->controls[pace_code] = [](ByteView) {
    return hex("00000000"
               "0100"
               "30");
  };
  const auto channel = bench.reader.connect({});
  REQUIRE(channel.ok());
  api::ReaderFunctions* own = (*channel)->own_functions();
  REQUIRE(own != nullptr);
  CHECK_FALSE(own->can_pace());
  CHECK(own->open({}).failure().code == FailureCode::card_unsupported);
}

TEST_CASE("part 10: a PIN typed on the reader gives the card's status word") {
  Bench bench(both);
  const auto channel = bench.reader.connect({});
  REQUIRE(channel.ok());
  api::PinPadRequest request;
  request.command = hex("0020000108FFFFFFFFFFFFFFFF");
  request.min_digits = 6;
  request.max_digits = 8;
  CHECK(*(*channel)->own_functions()->verify_pin(request) == 0x63C2);
  CHECK(to_hex(bench.asked) == "1e1e82000008060201070400000000"
                               "0d000000"
                               "0020000108ffffffffffffffff");
  CHECK(card_pcsc::parse_pin_answer(hex("6400")).failure().code == FailureCode::timed_out);
  CHECK(card_pcsc::parse_pin_answer(hex("6401")).failure().code == FailureCode::cancelled);
  CHECK(card_pcsc::parse_pin_answer(hex("90")).failure().code == FailureCode::malformed);
}

TEST_CASE("part 10: a card that leaves while a PIN is typed is removed") {
  Bench bench(both);
  const auto channel = bench.reader.connect({});
  REQUIRE(channel.ok());
  api::ReaderFunctions* own = (*channel)->own_functions();
  REQUIRE(own != nullptr);
  bench.pcsc->control_faults = {{verify_code, SCARD_W_REMOVED_CARD},
                                {pace_code, SCARD_W_REMOVED_CARD}};
  CHECK(own->verify_pin({}).failure().code == FailureCode::card_removed);
  CHECK(own->open({}).failure().code == FailureCode::card_removed);
}

TEST_CASE("part 10: a reader is asked for its functions when somebody wants them, and once") {
  Bench bench(both);
  const auto channel = bench.reader.connect({});
  REQUIRE(channel.ok());
  REQUIRE((*channel)->transmit(hex("00B0000000")).ok());
  CHECK(bench.pcsc->count().controls == 0);
  REQUIRE((*channel)->own_functions() != nullptr);
  const int asked = bench.pcsc->count().controls;
  CHECK(asked == 2); // the features, and whether its PACE is generic
  CHECK((*channel)->own_functions() != nullptr);
  CHECK(bench.pcsc->count().controls == asked);
}
