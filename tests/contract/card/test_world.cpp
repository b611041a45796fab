// SPDX-License-Identifier: EUPL-1.2
// The test PKI, held against the openssl program: what is meant to be right is right for others,
// too, and what is meant to be wrong is wrong for them.
#include "ber.hpp"

#include <card/personalities.hpp>

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <unistd.h>

using namespace foyer;
using namespace foyer::card;

namespace {

class Folder {
 public:
  Folder() {
    std::string pattern = "/tmp/foyer-world-XXXXXX";
    REQUIRE(::mkdtemp(pattern.data()) != nullptr);
    path_ = pattern;
  }
  ~Folder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  [[nodiscard]] std::string write(const char* name, std::string_view content) const {
    std::ofstream(path_ / name, std::ios::binary) << content;
    return (path_ / name).string();
  }
  [[nodiscard]] std::string write(const char* name, const Bytes& content) const {
    return write(name, as_text(content));
  }
  // Quiet; true when openssl is content.
  [[nodiscard]] bool openssl(const std::string& arguments) const {
    return std::system(
               ("cd " + path_.string() + " && openssl " + arguments + " >>log 2>&1").c_str()) == 0;
  }

 private:
  std::filesystem::path path_;
};

} // namespace

TEST_CASE(
    "world: openssl verifies the security objects of all signers, and refuses the wrong one") {
  const Folder folder;
  (void)folder.write("trust.pem", world_trust_pem());
  int good = 0;
  for (const Personality& one : personalities()) {
    if (one.name.rfind("signer-", 0) != 0 && one.name != "signature-wrong")
      continue;
    INFO(one.name);
    (void)folder.write("sod.der", to_bytes(*ber::find(make_personality(one.name).ef_sod, 0x77)));
    const std::string verify =
        "cms -verify -inform DER -in sod.der -out content -purpose any -no_check_time ";
    // Spelled-out curves are not openssl's to trust (cards.md trap 6): their signature alone.
    const bool is_explicit = one.name.rfind("signer-explicit", 0) == 0;
    const bool expected = one.name != "signature-wrong" && one.name != "signer-missing" &&
                          one.name != "signer-unknown-country";
    CHECK(folder.openssl(verify + (is_explicit ? "-noverify"
                                               : "-partial_chain -CAfile trust.pem")) == expected);
    good += expected ? 1 : 0;
  }
  CHECK(good >= 20);
}

TEST_CASE("world: openssl verifies the master lists, of any size") {
  const Folder folder;
  (void)folder.write("signer.pem", world_list_signer_pem());
  const auto verifies = [&](const Bytes& list) {
    (void)folder.write("list.ml", list);
    return folder.openssl(
        "cms -verify -inform DER -in list.ml -out content -purpose any -CAfile signer.pem");
  };
  CHECK(verifies(world_master_list()));
  const auto many = many_country_signers(40, 12);
  CHECK(many.size() == 40);
  CHECK(verifies(world_list_signed(many)));
  Bytes spoiled = world_master_list();
  spoiled[spoiled.size() - 5] ^= 1;
  CHECK_FALSE(verifies(spoiled));
}

TEST_CASE("world: openssl verifies the revocation lists, and finds the one that was taken back") {
  const Folder folder;
  (void)folder.write("trust.pem", world_trust_pem());
  const auto lists = world_revocation_lists();
  int verified = 0;
  for (const Bytes& list : lists) {
    (void)folder.write("list.crl", list);
    verified +=
        folder.openssl("crl -inform DER -in list.crl -CAfile trust.pem -verify -noout") ? 1 : 0;
  }
  // All but that of a new key which only a link certificate makes known: by its name the program
  // takes the old one.
  CHECK(verified >= static_cast<int>(lists.size()) - 1);
}
