// SPDX-License-Identifier: EUPL-1.2
#include "office.hpp"

#include <seal/jwe.hpp>
#include <unseal/unseal.hpp>

#include <set>

using namespace foyer;
using namespace foyer::test;

TEST_CASE("what is sealed opens with the office's key, at every length around a block") {
  for (const std::size_t size : {0u, 1u, 2u, 3u, 15u, 16u, 17u, 49151u, 49152u, 49153u, 300000u}) {
    const Bytes plain = sample(size);
    const auto sealed = seal::seal_jwe(office(), plain, "application/pdf");
    REQUIRE(sealed.ok());
    CHECK(sealed->compact.ends_with('.' + sealed->authentication_tag));
    const auto opened = unseal::open_jwe(sealed->compact, office_key());
    REQUIRE(opened.ok());
    CHECK(*opened == plain);
  }
}

TEST_CASE("the header names algorithms, key and content as FIT-Connect wants them") {
  const auto sealed = seal::seal_jwe(office(), as_bytes("x"), "application/xml");
  const auto header = unseal::read_header(sealed->compact);
  REQUIRE(header.ok());
  CHECK(header->algorithm == "RSA-OAEP-256");
  CHECK(header->encryption == "A256GCM");
  CHECK(header->key_id == office().key_id());
  CHECK(header->content_type == "application/xml");
  CHECK(header->authentication_tag == sealed->authentication_tag);
}

TEST_CASE("the same content never looks the same twice") {
  std::set<std::string> seen;
  for (int i = 0; i < 50; ++i) {
    const auto sealed = seal::seal_jwe(office(), as_bytes("same"), "text/plain");
    const std::string& text = sealed->compact;
    seen.insert(text.substr(text.find('.')));
  }
  CHECK(seen.size() == 50);
}

TEST_CASE("a stream in odd pieces gives one whole JWE and hands on a full sink") {
  const Bytes plain = sample(200'000);
  std::string compact;
  std::size_t largest = 0;
  auto sealer = seal::JweSealer::begin(office(), "application/pdf", [&](std::string_view piece) {
    largest = std::max(largest, piece.size());
    compact += piece;
    return success();
  });
  REQUIRE(sealer.ok());
  ByteView left = plain;
  for (std::size_t step = 1; !left.empty(); step = step * 3 + 1) {
    const ByteView piece = left.first(std::min(step, left.size()));
    REQUIRE(sealer->update(piece).ok());
    left = left.subspan(piece.size());
  }
  const auto tag = sealer->finish();
  REQUIRE(tag.ok());
  CHECK(largest <= 66'000); // pieces do not grow with the content
  CHECK(*unseal::open_jwe(compact, office_key()) == plain);
  CHECK(sealer->update(plain).failure().code == FailureCode::seal_failed);
  CHECK(sealer->finish().failure().code == FailureCode::seal_failed);

  auto full =
      seal::JweSealer::begin(office(), "application/pdf", [n = 0](std::string_view) mutable {
        return ++n == 1 ? success() : Status(fail(FailureCode::disk_full));
      });
  REQUIRE(full.ok());
  CHECK(full->update(plain).failure().code == FailureCode::disk_full);
  CHECK_FALSE(full->finish().ok());
}

TEST_CASE("a changed or missing character anywhere is refused") {
  const auto sealed = seal::seal_jwe(office(), as_bytes("Antrag"), "application/xml");
  const std::string& good = sealed->compact;
  REQUIRE(unseal::open_jwe(good, office_key()).ok());
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = bad[i] == 'A' ? 'B' : 'A';
    CHECK_FALSE(unseal::open_jwe(bad, office_key()).ok());
  }
  for (std::size_t i = 0; i < good.size(); ++i)
    CHECK_FALSE(unseal::open_jwe(good.substr(0, i), office_key()).ok());
}

TEST_CASE("another key does not open it, and a bad content type is not sealed") {
  const auto sealed = seal::seal_jwe(office(), as_bytes("Antrag"), "application/xml");
  CHECK(unseal::open_jwe(sealed->compact, Secret(pki().read("root.key"))).failure().code ==
        FailureCode::seal_failed);
  for (const char* type : {"", "text/\"plain", "text/plain\n"})
    CHECK(seal::seal_jwe(office(), as_bytes("x"), type).failure().code == FailureCode::seal_failed);
}

TEST_CASE("npm's jose reads what we seal and refuses it when a bit is changed") {
  const std::string tools = std::string(FOYER_SOURCE_DIR) + "/tests/support/jose";
  if (!std::filesystem::exists(tools + "/node_modules/jose")) {
    WARN("SKIPPED: no node_modules in tests/support/jose (./dev test links Debian's)");
    return;
  }
  const Bytes plain = sample(100'001);
  const auto sealed = seal::seal_jwe(office(), plain, "application/pdf");
  const auto open_with_jose = [&](const std::string& compact) {
    write_file(pki().folder / "jwe", compact);
    const std::string folder = pki().folder.text();
    return shell("node '" + tools + "/open.mjs' '" + folder + "/office.key' '" + folder +
                 "/jwe' '" + folder + "/plain' > '" + folder + "/header' 2>/dev/null");
  };
  REQUIRE(open_with_jose(sealed->compact) == 0);
  CHECK(to_bytes(as_bytes(read_file(pki().folder / "plain"))) == plain);
  CHECK(read_file(pki().folder / "header") == R"({"alg":"RSA-OAEP-256","enc":"A256GCM","kid":")" +
                                                  office().key_id() +
                                                  R"(","cty":"application/pdf"})" + "\n");
  std::string bad = sealed->compact;
  char& middle = bad[bad.size() / 2];
  middle = middle == 'A' ? 'B' : 'A';
  CHECK(open_with_jose(bad) == 1);
}
