// SPDX-License-Identifier: EUPL-1.2
// What is told about pages: read as it was written, and only whole and within bounds.
#include "page_answers.hpp"

#include <base/file_descriptor.hpp>
#include <base/worker_process.hpp>
#include <pages/shared_memory.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <limits>
#include <sys/socket.h>

using namespace foyer;
using namespace foyer::pages;

namespace {

const Shape paper{40, 30, 3, 150};

PageCheck sample() {
  PageCheck check;
  check.paper = 240;
  check.marks = 17;
  check.looks_faint = check.turn_is_sure = check.outline_is_sure = true;
  check.quarter_turns = 3;
  check.skew_degrees = -1.25;
  check.outline = {{{0, 0}, {40, 1}, {39, 30}, {-1, 29}}};
  check.kind = PaperKind::larger;
  return check;
}

Bytes written(const PageCheck& check) {
  Bytes fields;
  append_check(fields, check);
  return fields;
}

bool is_read(const PageCheck& check) {
  const Bytes fields = written(check);
  ByteFields read(fields);
  return read_check(read, paper).has_value();
}

// A prepared page of 3 by 2 pixels with a print of 2 by 2.
PageMessage answer() {
  PageMessage message{Said::prepared, {}};
  append_check(message.fields, sample());
  append_bool(message.fields, true);
  append_sides(message.fields, 3, 2);
  append_bool(message.fields, true);
  append_sides(message.fields, 2, 2);
  append_bool(message.fields, true);
  return message;
}

struct Memory {
  FileDescriptor fd;
  explicit Memory(std::size_t size) {
    auto made = WorkerProcess::memory_of(Bytes(size, 7));
    REQUIRE(made.ok());
    fd = std::move(*made);
  }
};

} // namespace

TEST_CASE("a check is read as it was written, and only whole") {
  const Bytes fields = written(sample());
  ByteFields all(fields);
  const auto read = read_check(all, paper);
  REQUIRE(read);
  CHECK(all.ends_well());
  CHECK(written(*read) == fields);
  CHECK(read->turn_is_sure);
  CHECK_FALSE(read->looks_empty);
  for (std::size_t size = 0; size < fields.size(); ++size) {
    ByteFields part(ByteView(fields).first(size));
    CHECK_FALSE(read_check(part, paper));
  }
}

TEST_CASE("a check that no page can have is refused") {
  CHECK(is_read(sample()));
  const auto with = [](auto change) {
    auto check = sample();
    change(check);
    return is_read(check);
  };
  CHECK_FALSE(with([](PageCheck& c) { c.paper = 256; }));
  CHECK_FALSE(with([](PageCheck& c) { c.paper = -1; }));
  CHECK_FALSE(with([](PageCheck& c) { c.marks = 40 * 30 * 3 + 1; }));
  CHECK_FALSE(with([](PageCheck& c) { c.quarter_turns = 4; }));
  CHECK_FALSE(with([](PageCheck& c) { c.skew_degrees = 91; }));
  CHECK_FALSE(
      with([](PageCheck& c) { c.skew_degrees = std::numeric_limits<double>::quiet_NaN(); }));
  CHECK_FALSE(with([](PageCheck& c) { c.outline[3].y = std::numeric_limits<float>::infinity(); }));
  CHECK_FALSE(with([](PageCheck& c) { c.outline[0].x = 1e9F; }));
  CHECK_FALSE(with([](PageCheck& c) { c.kind = static_cast<PaperKind>(6); }));
}

TEST_CASE("a page's shape is read as it was written, and only one that a page has") {
  const auto read = [](const Shape& shape) {
    Bytes fields;
    append_shape(fields, shape);
    ByteFields from(fields);
    return read_shape(from).has_value() && from.ends_well();
  };
  CHECK(read(paper));
  CHECK(read({65'000, 65'000, 1, 1}));
  CHECK_FALSE(read({0, 30, 3, 150}));
  CHECK_FALSE(read({40, -30, 3, 150}));
  CHECK_FALSE(read({65'001, 30, 3, 150}));
  CHECK_FALSE(read({40, 30, 2, 150}));
  CHECK_FALSE(read({40, 30, 3, 0}));
}

TEST_CASE("a prepared page is believed only as far as the memory goes") {
  const Memory memory(3 * 2 * 3 + 4);
  const auto made = take_prepared(answer(), memory.fd.get(), paper);
  REQUIRE(made.ok());
  CHECK(made->upright->pixels == Bytes(18, 7));
  CHECK(made->upright->dpi == 150);
  CHECK(made->print->ink == Bytes(4, 7));
  CHECK(made->known);
  const Memory shorter(3 * 2 * 3 + 3);
  CHECK_FALSE(take_prepared(answer(), shorter.fd.get(), paper).ok());
}

TEST_CASE("a prepared page is read only whole, and without more") {
  const Memory memory(100);
  const auto whole = answer();
  for (std::size_t size = 0; size < whole.fields.size(); ++size) {
    PageMessage part{whole.said, to_bytes(ByteView(whole.fields).first(size))};
    CHECK_FALSE(take_prepared(part, memory.fd.get(), paper).ok());
  }
  auto more = answer();
  more.fields.push_back(0);
  CHECK_FALSE(take_prepared(more, memory.fd.get(), paper).ok());
  auto other = answer();
  other.said = Said::codes;
  CHECK_FALSE(take_prepared(other, memory.fd.get(), paper).ok());
}

TEST_CASE("a prepared page is no longer than the page's diagonal") {
  const Memory memory(100'000);
  const auto taken = [&](int width) {
    PageMessage message{Said::prepared, {}};
    append_check(message.fields, sample());
    append_bool(message.fields, true);
    append_sides(message.fields, width, 1);
    append_bool(message.fields, false);
    append_bool(message.fields, false);
    return take_prepared(message, memory.fd.get(), paper).ok();
  };
  CHECK(taken(50));
  CHECK_FALSE(taken(60));
}

TEST_CASE("zones, codes and faces of impossible sizes are refused") {
  const Memory memory(100'000);
  const auto zone = [&](bool there, std::uint8_t size) {
    PageMessage message{Said::zone, {}};
    append_bool(message.fields, there);
    append_bool(message.fields, true);
    append_little(message.fields, size, 1);
    return take_zone(message, memory.fd.get()).ok();
  };
  CHECK(zone(true, 88));
  CHECK(zone(false, 0));
  CHECK_FALSE(zone(true, 91));
  CHECK_FALSE(zone(true, 0));
  CHECK_FALSE(zone(false, 88));
  const auto codes = [&](std::uint8_t count, std::size_t size, std::uint8_t format) {
    PageMessage message{Said::codes, {}};
    append_little(message.fields, count, 1);
    for (int i = 0; i < count; ++i) {
      append_little(message.fields, format, 1);
      message.fields.resize(message.fields.size() + 32);
      append_little(message.fields, size, 4);
    }
    return take_codes(message, memory.fd.get()).ok();
  };
  CHECK(codes(16, 4'096, 3));
  CHECK_FALSE(codes(17, 10, 0));
  CHECK_FALSE(codes(1, 4'097, 0));
  CHECK_FALSE(codes(1, 0, 0));
  CHECK_FALSE(codes(1, 10, 4));
  const auto face = [&](int width, int height) {
    PageMessage message{Said::face, {}};
    append_sides(message.fields, width, height);
    return take_face(message, memory.fd.get()).ok();
  };
  CHECK(face(100, 200));
  CHECK_FALSE(face(4'097, 1));
  CHECK_FALSE(face(4'096, 4'096)); // more than 16 megapixels
  CHECK_FALSE(face(0, 1));
}

TEST_CASE("messages come as they were sent, and none that is longer than a message") {
  std::array<int, 2> ends{-1, -1};
  REQUIRE(::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) == 0);
  FileDescriptor one(ends[0]);
  const FileDescriptor other(ends[1]);
  for (const std::size_t size : {std::size_t{0}, most_fields}) {
    REQUIRE(send(one.get(), {Said::codes, Bytes(size, 9)}).ok());
    const auto got = receive(other.get());
    REQUIRE(got.ok());
    CHECK(got->said == Said::codes);
    CHECK(got->fields == Bytes(size, 9));
  }
  REQUIRE(send(one.get(), {Said::codes, Bytes(most_fields + 1)}).ok());
  CHECK(receive(other.get()).failure().code == FailureCode::malformed);
  one = FileDescriptor();
  CHECK(receive(other.get()).failure().code == FailureCode::io_failed);
}
