// SPDX-License-Identifier: EUPL-1.2
// Opening chips of every kind, against the virtual card.
#include "examples.hpp"
#include "scripted_channel.hpp"

#include <card/test_pki.hpp>
#include <card/virtual_card.hpp>
#include <eid/access.hpp>
#include <eid/tlv.hpp>

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <catch2/catch.hpp>

#include <map>

using namespace foyer;
using namespace foyer::eid;
using test::FunctionChannel;
using test::hex;

namespace {

Bytes pace_info(int mapping, int cipher, int parameter, std::uint8_t version = 2) {
  const Bytes oid{0x04,
                  0x00,
                  0x7F,
                  0x00,
                  0x07,
                  0x02,
                  0x02,
                  0x04,
                  static_cast<std::uint8_t>(mapping),
                  static_cast<std::uint8_t>(cipher)};
  return tlv(0x30, {tlv(0x06, ByteView(oid)), tlv(0x02, ByteView(Bytes{version})),
                    tlv(0x02, ByteView(Bytes{static_cast<std::uint8_t>(parameter)}))});
}

constexpr const char* pin = "123456";
constexpr const char* puk = "9876543210";

// A passport that opens in these ways and holds a DG1.
card::CardImage image_of(std::initializer_list<Bytes> pace, bool bac = false) {
  card::HolderSpec holder;
  card::CardImage image;
  image.can = holder.can;
  image.pin = pin;
  image.puk = puk;
  image.mrz = card::td1_zone(holder);
  image.ef_dg1 = card::ef_dg1(image.mrz);
  image.bac = bac;
  if (pace.size() != 0)
    image.ef_card_access = tlv(0x31, pace);
  return image;
}

AccessKeys can_key(std::string_view digits = "500540") {
  return AccessKeys::of(Password::from_can(*Can::parse(digits)));
}

Password zone_password() {
  const card::HolderSpec holder;
  return *Password::from_mrz_fields(holder.document_number, holder.birth, holder.expiry);
}

AccessKeys all_keys() {
  AccessKeys keys = can_key();
  keys.mrz = zone_password();
  return keys;
}

// A fresh key pair of the chip on one of the standardised curves, as PKCS#8.
Bytes chip_key_on(int parameter) {
  const std::map<int, const char*> names{
      {8, "prime192v1"},       {9, "brainpoolP192r1"}, {10, "secp224r1"},
      {11, "brainpoolP224r1"}, {12, "prime256v1"},     {13, "brainpoolP256r1"},
      {14, "brainpoolP320r1"}, {15, "secp384r1"},      {16, "brainpoolP384r1"},
      {17, "brainpoolP512r1"}, {18, "secp521r1"}};
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen(names.at(parameter)),
                                                                EVP_PKEY_free);
  const std::unique_ptr<PKCS8_PRIV_KEY_INFO, decltype(&PKCS8_PRIV_KEY_INFO_free)> info(
      EVP_PKEY2PKCS8(key.get()), PKCS8_PRIV_KEY_INFO_free);
  unsigned char* encoded = nullptr;
  const int size = i2d_PKCS8_PRIV_KEY_INFO(info.get(), &encoded);
  Bytes out(encoded, encoded + size);
  OPENSSL_free(encoded);
  return out;
}

// The chip behind a channel, and what went over it.
struct Bench {
  explicit Bench(card::CardImage image)
      : chip(std::move(image)),
        channel(
            [this](ByteView command) -> Result<Bytes> {
              commands.push_back(to_bytes(command));
              if (bend) {
                if (auto bent = bend(static_cast<int>(commands.size()) - 1, command))
                  return *bent;
              }
              return chip.answer(command);
            },
            chip.extended_length()),
        session(channel) {}

  [[nodiscard]] int count(std::uint8_t instruction) const {
    return static_cast<int>(
        std::count_if(commands.begin(), commands.end(),
                      [&](const Bytes& command) { return command[1] == instruction; }));
  }
  Result<Opened> open(const AccessKeys& keys) { return open_chip(session, keys, system_random()); }
  Result<Bytes> read_dg1() {
    FOYER_CHECK(select_emrtd(session));
    return session.read_file(ElementaryFile::dg1_mrz);
  }

  card::VirtualCard chip;
  std::vector<Bytes> commands;
  std::function<std::optional<Result<Bytes>>(int, ByteView)> bend;
  FunctionChannel channel;
  CardSession session;
};

} // namespace

TEST_CASE("access: every PACE variant that a standardised group allows opens the chip") {
  for (const int parameter : {0, 1, 2, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18})
    for (const int mapping : {1, 2, 3, 4, 6})
      for (int cipher = 1; cipher <= 4; ++cipher) {
        const bool elliptic = parameter >= 8;
        const bool exists = elliptic == (mapping % 2 == 0) && !(mapping == 4 && parameter == 10) &&
                            !(mapping == 6 && cipher == 1);
        INFO("mapping " << mapping << " cipher " << cipher << " parameter " << parameter);
        card::CardImage image = image_of({pace_info(mapping, cipher, parameter)});
        if (!exists) {
          CHECK(Bench(image).open(can_key()).failure().code == FailureCode::card_unsupported);
          continue;
        }
        if (mapping == 6)
          image.mapping_key =
              card::ChipKey{"0.4.0.127.0.7.2.2.1.2", std::nullopt, chip_key_on(parameter)};
        Bench bench(image);
        const auto opened = bench.open(can_key());
        REQUIRE(opened.ok());
        CHECK(bench.chip.opened());
        CHECK(opened->protocol == AccessProtocol::pace);
        CHECK(opened->ef_card_access == image.ef_card_access);
        CHECK(opened->pace->parameter_id == parameter);
        CHECK(opened->mapping.has_value() == (mapping == 6));
        CHECK(*bench.read_dg1() == image.ef_dg1);
      }
}

TEST_CASE("access: keys of large modular groups ask for more than a short answer holds") {
  Bench bench(image_of({pace_info(1, 2, 1)}));
  REQUIRE(bench.open(can_key()).ok());
  int large = 0;
  for (const Bytes& command : bench.commands)
    if (command[1] == 0x86 && command.size() > 262) {
      ++large;
      CHECK(CommandApdu::parse(command)->le == 65536);
    }
  CHECK(large == 2);
}

TEST_CASE("access: CAN, MRZ, PIN and PUK open, and a wrong one is told without trying more") {
  const auto image = image_of({pace_info(2, 2, 13)}, true);
  AccessKeys keys = AccessKeys::of(*Password::from_pin(pin));
  CHECK(Bench(image).open(keys)->password == PasswordKind::pin);
  keys = AccessKeys::of(*Password::from_puk(puk));
  CHECK(Bench(image).open(keys)->password == PasswordKind::puk);
  keys = AccessKeys::of(zone_password());
  CHECK(Bench(image).open(keys)->password == PasswordKind::mrz);
  CHECK(Bench(image).open(all_keys())->password == PasswordKind::can);

  // The right zone is at hand and BAC would open: neither is tried after a failed PACE.
  keys = can_key("123456");
  keys.mrz = zone_password();
  Bench bench(image);
  CHECK(bench.open(keys).failure().code == FailureCode::can_wrong);
  CHECK(bench.count(0x22) == 1);
  CHECK(bench.count(0x84) == 0);
  CHECK_FALSE(bench.session.is_protected());
}

TEST_CASE("access: a chip without PACE opens by BAC, and only with the zone") {
  const auto image = image_of({}, true);
  Bench bench(image);
  const auto opened = bench.open(all_keys());
  REQUIRE(opened.ok());
  CHECK(opened->protocol == AccessProtocol::bac);
  CHECK(opened->password == PasswordKind::mrz);
  CHECK(opened->ef_card_access.empty());
  CHECK_FALSE(opened->pace);
  CHECK(*bench.read_dg1() == image.ef_dg1);
  CHECK(bench.commands.size() == 6); // two looks for EF.CardAccess, SELECT, BAC's two, DG1

  Bench without(image);
  CHECK(without.open(can_key()).failure().code == FailureCode::card_unsupported);
  CHECK(without.count(0x84) == 0);
  Bench wrong(image);
  const AccessKeys other = AccessKeys::of(*Password::from_mrz_fields("X", "880314", "270831"));
  CHECK(wrong.open(other).failure().code == FailureCode::can_wrong);
}

TEST_CASE("access: BAC is for a chip whose EF.CardAccess offers no PACE that we could ever speak") {
  // Only version 1, an unknown parameter, a mapping that the curve does not allow; or no PACE.
  for (const Bytes& info : {pace_info(2, 2, 13, 1), pace_info(2, 2, 31), pace_info(4, 2, 10),
                            hex("300D060804007F0007020202020102")}) {
    const auto image = image_of({info}, true);
    Bench bench(image);
    const auto opened = bench.open(all_keys());
    REQUIRE(opened.ok());
    CHECK(opened->protocol == AccessProtocol::bac);
    CHECK(opened->ef_card_access == image.ef_card_access);
  }
}

TEST_CASE("access: what a broken EF.CardAccess or a PACE that breaks off leaves is no BAC") {
  auto image = image_of({pace_info(2, 2, 13)}, true);
  // Each command of PACE answered by a refusal, by an empty answer, by nothing.
  for (const int command : {2, 3, 4, 5})
    for (const char* answer : {"6A80", "6985", "6F00", "9000", "7C009000", "90"}) {
      Bench bench(image);
      bench.bend = [&](int index, ByteView) -> std::optional<Result<Bytes>> {
        if (index != command)
          return std::nullopt;
        return hex(answer);
      };
      INFO("command " << command << ": " << answer);
      CHECK_FALSE(bench.open(all_keys()).ok());
      CHECK(bench.count(0x84) == 0);
      CHECK_FALSE(bench.session.is_protected());
    }
  image.ef_card_access = hex("310430020600FF");
  image.ef_card_access[0] = 0x30;
  Bench bench(image);
  CHECK(bench.open(all_keys()).failure().code == FailureCode::card_data_malformed);
  CHECK(bench.count(0x84) == 0);
}

TEST_CASE(
    "access: the strongest variant is tried first, one that the card refuses is passed over") {
  const auto image = image_of({pace_info(2, 1, 12), pace_info(2, 2, 12), pace_info(2, 4, 17)});
  {
    Bench bench(image);
    const auto opened = bench.open(can_key());
    REQUIRE(opened.ok());
    CHECK(opened->pace->cipher == Cipher::aes256);
    CHECK(opened->pace->parameter_id == 17);
  }
  // It will not do AES-256 with the CAN, nor with the MRZ.
  Bench bench(image);
  bench.bend = [&](int, ByteView command) -> std::optional<Result<Bytes>> {
    const std::string text = to_hex(command);
    if (text.find("04007f00070202040204") != std::string::npos)
      return hex("6A80");
    return std::nullopt;
  };
  const auto opened = bench.open(all_keys());
  REQUIRE(opened.ok());
  CHECK(opened->pace->cipher == Cipher::aes128);
  CHECK(bench.count(0x22) == 3);
}

TEST_CASE("access: a passport that knows no CAN takes the zone") {
  auto image = image_of({pace_info(2, 2, 13)});
  image.can.clear();
  Bench bench(image);
  const auto opened = bench.open(all_keys());
  REQUIRE(opened.ok());
  CHECK(opened->password == PasswordKind::mrz);
  CHECK(Bench(image).open(can_key()).failure().code == FailureCode::card_unsupported);
}

TEST_CASE("access: a password without tries left is passed over") {
  for (const char* word : {"63C0", "6983"}) {
    Bench bench(image_of({pace_info(2, 2, 13)}));
    bench.bend = [&](int index, ByteView) -> std::optional<Result<Bytes>> {
      return index == 1 ? std::optional<Result<Bytes>>(hex(word)) : std::nullopt;
    };
    INFO(word);
    const auto opened = bench.open(all_keys());
    REQUIRE(opened.ok());
    CHECK(opened->password == PasswordKind::mrz);
  }
  // One that has some is used.
  Bench bench(image_of({pace_info(2, 2, 13)}));
  bench.bend = [&](int index, ByteView command) -> std::optional<Result<Bytes>> {
    if (index != 1)
      return std::nullopt;
    CHECK(bench.chip.answer(command) == hex("9000"));
    return hex("63C1");
  };
  CHECK(bench.open(all_keys())->password == PasswordKind::can);
}

TEST_CASE("access: a blocked password is a refusal that says so") {
  Bench bench(image_of({pace_info(2, 2, 13)}));
  bench.bend = [&](int index, ByteView) -> std::optional<Result<Bytes>> {
    return index == 1 ? std::optional<Result<Bytes>>(hex("6983")) : std::nullopt;
  };
  const auto opened = bench.open(AccessKeys::of(*Password::from_pin(pin)));
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.failure().code == FailureCode::card_refused);
  CHECK(opened.failure().detail.find("blocked") != std::string::npos);
}

TEST_CASE("access: no answer on the way survives being cut anywhere") {
  for (const bool bac : {false, true}) {
    const auto image = bac ? image_of({}, true) : image_of({pace_info(2, 2, 13)});
    int commands = 0;
    {
      Bench bench(image);
      REQUIRE(bench.open(all_keys()).ok());
      REQUIRE(bench.read_dg1().ok());
      commands = static_cast<int>(bench.commands.size());
    }
    for (int cut = 0; cut < commands; ++cut)
      for (std::size_t size = 0;; ++size) {
        Bench bench(image);
        bool reached_end = false;
        bench.bend = [&](int index, ByteView command) -> std::optional<Result<Bytes>> {
          if (index != cut)
            return std::nullopt;
          Bytes answer = bench.chip.answer(command);
          reached_end = size + 1 >= answer.size();
          answer.resize(std::min(size, answer.size() - 1));
          return answer;
        };
        INFO("bac " << bac << " command " << cut << " size " << size);
        const auto opened = bench.open(all_keys());
        // EF.CardAccess that will not be read is one that is not there; the chip decides then.
        if (opened.ok()) {
          const auto file = bench.read_dg1();
          if (file.ok())
            CHECK(*file == image.ef_dg1);
        }
        if (reached_end)
          break;
      }
  }
}

TEST_CASE("access: a session that is lost in the middle of a file is opened anew, once") {
  for (const bool bac : {false, true})
    for (const bool mute : {false, true}) {
      const auto image = bac ? image_of({}, true) : image_of({pace_info(2, 2, 13)});
      Bench bench(image);
      REQUIRE(bench.open(all_keys()).ok());
      REQUIRE(select_emrtd(bench.session).ok());
      int losses = 1;
      bench.bend = [&](int, ByteView command) -> std::optional<Result<Bytes>> {
        if (losses == 0 || command[1] != 0xB0)
          return std::nullopt;
        --losses;
        if (mute)
          bench.chip.reset(); // as the reader does after a broken exchange
        else
          (void)bench.chip.answer(command); // it believes that all is well
        if (mute)
          return Result<Bytes>(fail(FailureCode::card_mute));
        return hex("6F00");
      };
      INFO("bac " << bac << " mute " << mute);
      const auto file = bench.session.read_file(ElementaryFile::dg1_mrz);
      REQUIRE(file.ok());
      CHECK(*file == image.ef_dg1);
      losses = 1;
      CHECK_FALSE(bench.session.read_file(ElementaryFile::dg1_mrz).ok());
    }
}

TEST_CASE("access: a mute exchange is repeated with the same bytes, as the counters want it") {
  const auto image = image_of({pace_info(2, 2, 13)});
  Bench bench(image);
  REQUIRE(bench.open(can_key()).ok());
  REQUIRE(select_emrtd(bench.session).ok());
  const std::size_t before = bench.commands.size();
  bool lost = false;
  bench.bend = [&](int, ByteView) -> std::optional<Result<Bytes>> {
    if (std::exchange(lost, true))
      return std::nullopt;
    return Result<Bytes>(fail(FailureCode::card_mute)); // the chip has not heard it
  };
  CHECK(*bench.session.read_file(ElementaryFile::dg1_mrz) == image.ef_dg1);
  REQUIRE(bench.commands.size() == before + 2);
  CHECK(bench.commands[before] == bench.commands[before + 1]);
}

TEST_CASE("access: other failures of the line end it at once") {
  for (const FailureCode code : {FailureCode::card_removed, FailureCode::reader_missing,
                                 FailureCode::cancelled, FailureCode::reader_busy}) {
    Bench bench(image_of({pace_info(2, 2, 13)}));
    REQUIRE(bench.open(can_key()).ok());
    REQUIRE(select_emrtd(bench.session).ok());
    const std::size_t before = bench.commands.size();
    bench.bend = [&](int, ByteView) -> std::optional<Result<Bytes>> {
      return Result<Bytes>(fail(code));
    };
    CHECK(bench.session.read_file(ElementaryFile::dg1_mrz).failure().code == code);
    CHECK(bench.commands.size() == before + 1);
  }
}

TEST_CASE("access: EF.ATR/INFO tells of extended length where the ATR is silent") {
  auto image = image_of({pace_info(2, 2, 13)});
  image.files[0x010E] = tlv(0x6E, ByteView(Bytes(3000, 7)));
  const auto commands = [&](const char* info, std::size_t most) {
    card::CardImage told = image;
    if (info[0] != 0)
      told.master_files[0x2F01] = hex(info);
    told.manners.longest_answer = most;
    card::VirtualCard chip(told);
    // The channel knows nothing of extended length.
    FunctionChannel channel(
        [&](ByteView command) -> Result<Bytes> { return chip.answer(command); });
    CardSession session(channel);
    REQUIRE(open_chip(session, can_key(), system_random()).ok());
    REQUIRE(select_emrtd(session).ok());
    const int before = session.apdus();
    CHECK(*session.read_file(ElementaryFile::dg14_security) == told.files[0x010E]);
    return session.apdus() - before;
  };
  CHECK(commands("", 0) == 14);
  CHECK(commands("4303010203", 0) == 14);
  CHECK(commands("4703800140", 0) == 1);
  CHECK(commands("47038001407F660802020400020203E8", 0) == 4); // 1000 bytes at once
  CHECK(commands("7F660802020400020203E8", 0) == 4);           // that alone says enough
  CHECK(commands("7F6608020204000202", 0) == 14);              // cut off
}

TEST_CASE("access: a file behind 32767 bytes is read with the odd instruction") {
  auto image = image_of({pace_info(2, 2, 13)});
  for (const std::size_t size : {32'760U, 32'767U, 32'768U, 33'000U, 70'000U, 200'000U})
    for (const bool extended : {true, false}) {
      if (!extended && size > 70'000)
        continue;
      Bytes value(size);
      for (std::size_t i = 0; i < size; ++i)
        value[i] = static_cast<std::uint8_t>(i * 7 + i / 251);
      image.files[0x0102] = tlv(0x75, ByteView(value));
      image.extended_length = extended;
      Bench bench(image);
      REQUIRE(bench.open(can_key()).ok());
      REQUIRE(select_emrtd(bench.session).ok());
      INFO(size << " extended " << extended);
      const auto file = bench.session.read_file(ElementaryFile::dg2_face);
      REQUIRE(file.ok());
      CHECK(*file == image.files[0x0102]);
      if (extended)
        CHECK(bench.count(0xB0) + bench.count(0xB1) <= 2 + static_cast<int>(size / 65'000) + 1);
    }
}
