// SPDX-License-Identifier: EUPL-1.2
#include <processes/processes.hpp>
#include <store/store.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using store::Published;
using store::Publishing;

namespace {

const std::string kind = "office_keys";

struct Desk {
  processes::TemporaryDirectory folder;
  store::Store store = open();

  [[nodiscard]] store::Store open() const {
    auto opened = store::Store::open(folder / "db", {.kiosk_id = "N01"});
    REQUIRE(opened.ok());
    return std::move(*opened);
  }
  Publishing keep(std::int64_t version, const std::string& content, const std::string& etag = {}) {
    const auto kept = store.keep_published(kind, {version, to_bytes(as_bytes(content)), etag});
    REQUIRE(kept.ok());
    return *kept;
  }
  Published here() {
    const auto found = store.published(kind);
    REQUIRE(found.ok());
    REQUIRE(found->has_value());
    return **found;
  }
};

} // namespace

TEST_CASE("what was published is there for another process and after a restart") {
  Desk desk;
  CHECK_FALSE(desk.store.published(kind)->has_value());
  CHECK(desk.keep(3, "three", "\"e3\"") == Publishing::taken);
  auto other = desk.open();
  const auto found = other.published(kind);
  REQUIRE(found.ok());
  REQUIRE(found->has_value());
  CHECK((*found)->version == 3);
  CHECK(as_text((*found)->content) == "three");
  CHECK((*found)->etag == "\"e3\"");
  CHECK_FALSE(other.published("another")->has_value());
}

TEST_CASE("a newer version takes the place of an older one and never the other way round") {
  Desk desk;
  CHECK(desk.keep(2, "two") == Publishing::taken);
  CHECK(desk.keep(5, "five") == Publishing::taken);
  CHECK(desk.keep(4, "four") == Publishing::older);
  CHECK(desk.keep(2, "two") == Publishing::older);
  CHECK(as_text(desk.here().content) == "five");
  CHECK(desk.here().version == 5);
}

TEST_CASE("of one version the first content stays; its ETag may change") {
  Desk desk;
  CHECK(desk.keep(2, "two", "\"a\"") == Publishing::taken);
  CHECK(desk.keep(2, "another two", "\"b\"") == Publishing::contradicts);
  CHECK(desk.here().etag == "\"a\"");
  CHECK(desk.keep(2, "two", "\"c\"") == Publishing::known);
  CHECK(as_text(desk.here().content) == "two");
  CHECK(desk.here().etag == "\"c\"");
}

TEST_CASE("what has no version or no end is not kept") {
  Desk desk;
  for (const auto& odd :
       {Published{0, {}, {}}, Published{-1, {}, {}}, Published{1, Bytes(256 * 1024 + 1), {}},
        Published{1, {}, std::string(257, 'e')}})
    CHECK(desk.store.keep_published(kind, odd).failure().code == FailureCode::malformed);
  CHECK(desk.store.keep_published(kind, {1, Bytes(256 * 1024), std::string(256, 'e')}).ok());
}
