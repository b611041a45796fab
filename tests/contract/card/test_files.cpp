// SPDX-License-Identifier: EUPL-1.2
// Every personality opened and read file by file: what arrives is what lies on the chip.
#include "reading.hpp"

#include <eid/card_session.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using namespace foyer::card;
using contract::CardChannel;

namespace {

// Where nothing is wrong with the chip's answers, so that all files must come through.
bool is_sound(const Personality& one) {
  const auto& failure = one.expected.failure;
  return !failure && one.name.rfind("sod-", 0) != 0 && one.name.rfind("dg14-", 0) != 0 &&
         one.name.rfind("dg15-", 0) != 0;
}

} // namespace

TEST_CASE("files: every sound personality gives all its files as they lie on the chip") {
  for (const Personality& one : personalities()) {
    if (!is_sound(one))
      continue;
    INFO(one.name);
    const CardImage image = make_personality(one.name);
    VirtualCard chip(image);
    CardChannel channel(chip);
    eid::CardSession session(channel);
    const auto opened = eid::open_chip(session, contract::keys_of(image), eid::system_random());
    if (!opened.ok())
      FAIL_CHECK(name(opened.failure().code) << " " << opened.failure().detail);
    if (!opened.ok())
      continue;
    CHECK(eid::name(opened->protocol) == one.expected.access);
    CHECK(opened->ef_card_access == image.ef_card_access);
    if (image.master_files.contains(0x011D)) {
      const auto security = session.read_file(eid::ElementaryFile::card_security);
      REQUIRE(security.ok());
      CHECK(*security == image.master_files.at(0x011D));
    }
    const auto selected = eid::select_emrtd(session);
    REQUIRE(selected.ok());
    const auto check = [&](eid::ElementaryFile file, const Bytes& content) {
      INFO("file " << eid::file_id(file));
      const auto read = session.read_file(file);
      if (!read.ok())
        FAIL_CHECK(name(read.failure().code) << " " << read.failure().detail);
      else
        CHECK(*read == content);
    };
    check(eid::ElementaryFile::sod, image.ef_sod);
    check(eid::ElementaryFile::dg1_mrz, image.ef_dg1);
    check(eid::ElementaryFile::com, image.ef_com);
    for (const auto& [id, content] : image.files)
      if (id != 0x0103)
        check(static_cast<eid::ElementaryFile>(id), content);
  }
}
