// SPDX-License-Identifier: EUPL-1.2
// Manifest: one version of what a terminal offers and believes (assistants, parameters, texts,
// trust list, the office's keys), signed by who releases it. Bytes: offline/content/FORMAT.md.
// Pure; any thread.
#pragma once

#include <content/release_keys.hpp>

#include <base/bytes.hpp>
#include <base/clock.hpp>
#include <base/result.hpp>
#include <base/secret.hpp>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace foyer::content {

inline constexpr std::size_t manifest_limit = std::size_t{1} << 20; // bytes of the JWS
inline constexpr std::size_t most_files = 2'000;
inline constexpr std::uint64_t largest_file = std::uint64_t{16} << 20;
inline constexpr std::uint64_t largest_content = std::uint64_t{64} << 20; // all files

// Closed: what is not named here cannot be updated this way.
enum class Kind : std::uint8_t {
  assistant,
  release,
  block,
  codelist,
  parameters,
  migration,
  menu,
  texts,
  trust_list,
  office_keys
};
std::string_view name(Kind kind);
std::optional<Kind> kind_called(std::string_view name);

struct Entry {
  Kind kind = Kind::assistant;
  std::string id; // [a-z0-9_] and, within, '-' and '.'; at most 64; texts: "<language>.<file>"
  std::uint64_t size = 0; // from 1
  Bytes sha512;
};

// Where the file lies below a terminal's content, made from kind and id and from nothing else.
std::filesystem::path place_of(const Entry& entry);
// The other way round; nothing for a file of no kind.
std::optional<Entry> entry_at(const std::filesystem::path& place);

class Manifest {
 public:
  // `malformed`: no compact JWS of ours, a limit exceeded, a kind or id that is none, a place named
  // twice. `definition_broken`: signed by nobody we know, or changed since.
  static Result<Manifest> open(std::string_view compact, const ReleaseKeys& keys);

  // Counts up from 1. A content is its version's only one.
  [[nodiscard]] std::int64_t version() const { return version_; }
  [[nodiscard]] WallTime made_at() const { return made_at_; }
  [[nodiscard]] const std::vector<Entry>& files() const { return files_; }
  // Programs other than those it was made for would miss texts or not know a definition's words.
  [[nodiscard]] bool is_for(std::string_view program_version) const;
  [[nodiscard]] const std::vector<std::string>& programs() const { return programs_; }
  [[nodiscard]] bool has(Kind kind) const;

 private:
  Manifest() = default;
  std::int64_t version_ = 0;
  WallTime made_at_{};
  std::vector<std::string> programs_;
  std::vector<Entry> files_;
};

// SHA-512, 64 bytes.
Bytes sha512(ByteView bytes);
// Size and hash are the entry's.
bool is_file(const Entry& entry, ByteView bytes);

// Signs with an Ed25519 key (PKCS#8 PEM, no password; else config_broken). What open() would refuse
// is not signed.
Result<std::string> sign_manifest(std::int64_t version, WallTime made_at,
                                  const std::vector<std::string>& programs,
                                  const std::vector<Entry>& files, const Secret& key_pem);

} // namespace foyer::content
