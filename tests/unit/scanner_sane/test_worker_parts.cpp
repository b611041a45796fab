// SPDX-License-Identifier: EUPL-1.2
#include "row_writer.hpp"
#include "worker_protocol.hpp"

#include <catch2/catch.hpp>

#include <sys/mman.h>
#include <unistd.h>

using namespace foyer;
using namespace foyer::scanner_sane;

namespace {

struct Memory {
  int fd = ::memfd_create("test", MFD_CLOEXEC);
  Memory() = default;
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;
  ~Memory() { ::close(fd); }
  [[nodiscard]] Bytes content() const {
    Bytes bytes(1000);
    const auto size = ::pread(fd, bytes.data(), bytes.size(), 0);
    bytes.resize(static_cast<std::size_t>(size));
    return bytes;
  }
};

Message page_message() {
  Message message;
  message.step = Step::page;
  message.width = 10;
  message.height = 20;
  message.channels = 3;
  message.dpi = 300;
  return message;
}

ByteView bytes_of(const Message& message) {
  return {reinterpret_cast<const std::uint8_t*>(&message), sizeof message};
}

} // namespace

TEST_CASE("Lines cut anywhere become the same rows without their padding") {
  const LineShape shape{.width = 2, .channels = 3, .depth = 8, .bytes_per_line = 8};
  REQUIRE(valid(shape));
  const Bytes delivered{1, 2, 3, 4, 5, 6, 0, 0, 7, 8, 9, 10, 11, 12, 0, 0};
  for (std::size_t cut = 0; cut <= delivered.size(); ++cut) {
    const Memory memory;
    RowWriter writer(memory.fd, shape, 1000);
    REQUIRE(writer.write(ByteView(delivered).first(cut)) == RowWriter::Outcome::ok);
    REQUIRE(writer.write(ByteView(delivered).subspan(cut)) == RowWriter::Outcome::ok);
    CHECK(writer.rows() == 2);
    CHECK(writer.pending() == 0);
    CHECK(memory.content() == Bytes{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
  }
}

TEST_CASE("A line that has not arrived whole stays pending") {
  const Memory memory;
  RowWriter writer(memory.fd, {.width = 4, .channels = 1, .depth = 8, .bytes_per_line = 4}, 1000);
  REQUIRE(writer.write(Bytes{1, 2, 3, 4, 5}) == RowWriter::Outcome::ok);
  CHECK(writer.rows() == 1);
  CHECK(writer.pending() == 1);
}

TEST_CASE("One bit a pixel is expanded with ones as black") {
  const Memory memory;
  RowWriter writer(memory.fd, {.width = 10, .channels = 1, .depth = 1, .bytes_per_line = 2}, 1000);
  REQUIRE(writer.write(Bytes{0b10000001, 0b01000000}) == RowWriter::Outcome::ok);
  CHECK(memory.content() == Bytes{0, 255, 255, 255, 255, 255, 255, 0, 255, 0});
}

TEST_CASE("Sixteen bits a sample keep their upper byte") {
  const Memory memory;
  RowWriter writer(memory.fd, {.width = 2, .channels = 1, .depth = 16, .bytes_per_line = 4}, 1000);
  const std::uint16_t samples[] = {0x12FF, 0xAB00};
  REQUIRE(writer.write({reinterpret_cast<const std::uint8_t*>(samples), 4}) ==
          RowWriter::Outcome::ok);
  CHECK(memory.content() == Bytes{0x12, 0xAB});
}

TEST_CASE(
    "Colours become their brightness where grey was asked for, of eight and of sixteen bits") {
  const Memory eight, sixteen;
  RowWriter narrow(eight.fd, {.width = 2, .channels = 3, .depth = 8, .bytes_per_line = 8}, 2, true);
  REQUIRE(narrow.write(Bytes{255, 255, 255, 0, 100, 0, 9, 9}) == RowWriter::Outcome::ok);
  CHECK(eight.content() == Bytes{255, 59});
  RowWriter wide(sixteen.fd, {.width = 1, .channels = 3, .depth = 16, .bytes_per_line = 6}, 1,
                 true);
  const std::uint16_t samples[] = {0xC8FF, 0x0000, 0x6400};
  REQUIRE(wide.write({reinterpret_cast<const std::uint8_t*>(samples), 6}) ==
          RowWriter::Outcome::ok);
  CHECK(sixteen.content() == Bytes{71}); // 200 * 0.299 + 100 * 0.114
}

TEST_CASE("Shapes that do not fit together are refused") {
  CHECK_FALSE(valid({.width = 0, .channels = 1, .depth = 8, .bytes_per_line = 4}));
  CHECK_FALSE(valid({.width = 4, .channels = 1, .depth = 8, .bytes_per_line = 3}));
  CHECK_FALSE(valid({.width = 4, .channels = 2, .depth = 8, .bytes_per_line = 8}));
  CHECK_FALSE(valid({.width = 4, .channels = 3, .depth = 1, .bytes_per_line = 8}));
  CHECK_FALSE(valid({.width = 4, .channels = 1, .depth = 12, .bytes_per_line = 8}));
  CHECK_FALSE(valid({.width = 4, .channels = 3, .depth = 16, .bytes_per_line = 23}));
}

TEST_CASE("A worker's message is understood, cut short it is refused") {
  const Message message = page_message();
  REQUIRE(parse_message(bytes_of(message)).ok());
  for (std::size_t size = 0; size < sizeof message; ++size)
    CHECK_FALSE(parse_message(bytes_of(message).first(size)).ok());
}

TEST_CASE("A worker's message with impossible content is refused") {
  const auto refused = [](auto change) {
    Message message = page_message();
    change(message);
    return !parse_message(bytes_of(message)).ok();
  };
  CHECK(refused([](Message& m) { m.magic = 1; }));
  CHECK(refused([](Message& m) { m.step = static_cast<Step>(9); }));
  CHECK(refused([](Message& m) { m.verdict = static_cast<Verdict>(99); }));
  CHECK(refused([](Message& m) { m.step = Step::done; }));
  CHECK(refused([](Message& m) { m.verdict = Verdict::finished; }));
  CHECK(refused([](Message& m) { m.kind = 8; }));
  CHECK(refused([](Message& m) { m.width = 0; }));
  CHECK(refused([](Message& m) { m.width = -5; }));
  CHECK(refused([](Message& m) { m.height = 0; }));
  CHECK(refused([](Message& m) { m.height = 70'000; }));
  CHECK(refused([](Message& m) { m.channels = 4; }));
  CHECK(refused([](Message& m) { m.dpi = -1; }));
  CHECK(refused([](Message& m) { m.dpi = 0; }));
}
