// SPDX-License-Identifier: EUPL-1.2
// The test PKI, held against the openssl program: what is meant to be right is right for others,
// too, and what is meant to be wrong is wrong for them.
#include "ber.hpp"
#include "world.hpp"

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
  // Quiet; true when the command is content.
  [[nodiscard]] bool run(const std::string& command) const {
    return std::system(("cd " + path_.string() + " && (" + command + ") >>log 2>&1").c_str()) == 0;
  }
  [[nodiscard]] bool openssl(const std::string& arguments) const {
    return run("openssl " + arguments);
  }
  // The program says it in words alone, not by its exit code.
  [[nodiscard]] bool crl_verifies(const char* list, const char* certificates) const {
    return run(std::string("openssl crl -inform DER -in ") + list + " -CAfile " + certificates +
               " -verify -noout 2>&1 | grep -q 'verify OK'");
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
  REQUIRE(lists.size() == 11);
  // The last is of Poland's new key, which only a link certificate makes known: by its name the
  // program takes the old one. With the new one's own certificate it holds.
  for (std::size_t i = 0; i < lists.size(); ++i) {
    INFO("list " << i);
    (void)folder.write("list.crl", lists[i]);
    CHECK(folder.crl_verifies("list.crl", "trust.pem") == (i + 1 < lists.size()));
  }
  (void)folder.write("polish-new.pem", world_signer("polish-new").csca_pem());
  CHECK(folder.crl_verifies("list.crl", "polish-new.pem"));

  // The revoked signer's serial number stands in Germany's list, the others' do not.
  const auto listed = [&](const std::string& signer, const Bytes& list) {
    (void)folder.write("signer.pem", world_signer(signer).signer_pem());
    (void)folder.write("list.crl", list);
    return folder.openssl("crl -inform DER -in list.crl -noout -text >revoked") &&
           folder.openssl("x509 -in signer.pem -noout -serial >serial") &&
           folder.run("grep -qi \"Serial Number: $(cut -d= -f2 serial)\" revoked");
  };
  CHECK(listed("german-revoked", lists[0]));
  for (const char* other : {"german", "german-titles", "german-expired", "ukrainian"})
    CHECK_FALSE(listed(other, lists[0]));
  for (std::size_t i = 1; i < lists.size(); ++i)
    CHECK_FALSE(listed("german-revoked", lists[i]));
}
