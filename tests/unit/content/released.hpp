// SPDX-License-Identifier: EUPL-1.2
// Somebody who releases contents, with a key of openssl's.
#pragma once

#include <content/manifest.hpp>
#include <processes/processes.hpp>

#include <catch2/catch.hpp>

#include <map>
#include <string>

namespace foyer::test {

struct Releaser {
  processes::TemporaryDirectory folder;

  Releaser() {
    for (const char* who : {"ours", "other"}) {
      const std::string key = folder / (std::string(who) + ".key");
      REQUIRE(processes::run({"openssl", "genpkey", "-algorithm", "ED25519", "-out", key}) == 0);
      REQUIRE(processes::run({"openssl", "pkey", "-in", key, "-pubout", "-out",
                              folder / (std::string(who) + ".pub")}) == 0);
    }
  }
  [[nodiscard]] Secret key(const std::string& who = "ours") const {
    return Secret(to_bytes(as_bytes(processes::read_file(folder / (who + ".key")))));
  }
  [[nodiscard]] content::ReleaseKeys keys() const {
    content::ReleaseKeys keys;
    REQUIRE(keys.add(processes::read_file(folder / "ours.pub")).ok());
    return keys;
  }
};

inline Releaser& releaser() {
  static Releaser made;
  return made;
}

inline content::Entry entry(content::Kind kind, const std::string& id, const std::string& bytes) {
  return {kind, id, bytes.size(), content::sha512(as_bytes(bytes))};
}

inline std::string manifest(std::int64_t version, const std::vector<content::Entry>& files,
                            const std::string& who = "ours",
                            const std::vector<std::string>& programs = {"1.0"}) {
  const auto made =
      content::sign_manifest(version, system_clock().wall(), programs, files, releaser().key(who));
  INFO((made.ok() ? "" : made.failure().detail));
  REQUIRE(made.ok());
  return *made;
}

} // namespace foyer::test
