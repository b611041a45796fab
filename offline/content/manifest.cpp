// SPDX-License-Identifier: EUPL-1.2
#include <content/manifest.hpp>

#include <nlohmann/json.hpp>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <set>

namespace foyer::content {

namespace {

using nlohmann::json;
namespace fs = std::filesystem;

constexpr std::string_view manifest_typ = "foyer-content+jws";
constexpr std::int64_t largest_version = 9'007'199'254'740'991; // 2^53 - 1: exact in any JSON
constexpr std::int64_t year_9999_s = 253'402'300'799;
constexpr std::size_t longest_id = 64;
constexpr std::size_t sha512_bytes = 64;
constexpr std::size_t most_programs = 16;

struct Row {
  Kind kind;
  std::string_view name;
  std::string_view folder, ending;
  std::string_view only; // the one id there is, else empty
};
constexpr std::array<Row, 10> rows{{
    {Kind::release, "release", "assets/assistants", ".release.json", ""}, // before assistant
    {Kind::assistant, "assistant", "assets/assistants", ".json", ""},
    {Kind::block, "block", "assets/blocks", ".json", ""},
    {Kind::codelist, "codelist", "assets/codelists", ".json", ""},
    {Kind::parameters, "parameters", "assets/parameters", ".json", ""},
    {Kind::migration, "migration", "assets/migrations", ".json", ""},
    {Kind::menu, "menu", "assets", ".json", "menu"},
    {Kind::texts, "texts", "locales", ".json", ""},
    {Kind::trust_list, "trust_list", "trust", ".table", "trust"},
    {Kind::office_keys, "office_keys", "office", ".jws", "office"},
}};

const Row& row_of(Kind kind) {
  return *std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.kind == kind; });
}

Failure odd(std::string_view what) {
  return fail(FailureCode::malformed, "content: " + std::string(what));
}
Failure unproven(std::string_view what) {
  return fail(FailureCode::definition_broken, "content: " + std::string(what));
}

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

// Never begins or ends with a mark, never has two in a row: no "..", no hidden file.
bool is_id(std::string_view id) {
  if (id.empty() || id.size() > longest_id || !is_letter(id.front()) || !is_letter(id.back()))
    return false;
  for (std::size_t i = 1; i < id.size(); ++i)
    if (!is_letter(id[i]) && ((id[i] != '-' && id[i] != '.') || !is_letter(id[i - 1])))
      return false;
  return true;
}

bool fits(const Row& row, std::string_view id) {
  if (!is_id(id) || (!row.only.empty() && id != row.only))
    return false;
  const auto dots = std::count(id.begin(), id.end(), '.');
  if (row.kind == Kind::texts)
    return dots == 1;
  // An assistant "a1.release" would lie where a release does.
  return row.kind == Kind::migration || dots == 0;
}

Result<std::int64_t> number_at(const json& object, const char* name, std::int64_t least,
                               std::int64_t most) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_number_integer() ||
      (found->is_number_unsigned() &&
       found->get<std::uint64_t>() > static_cast<std::uint64_t>(most)) ||
      found->get<std::int64_t>() < least || found->get<std::int64_t>() > most)
    return odd(std::string("member ") + name);
  return found->get<std::int64_t>();
}

Result<std::string> text_at(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string())
    return odd(std::string("member ") + name);
  return found->get<std::string>();
}

Result<Entry> read_entry(const json& file) {
  if (!file.is_object() || file.size() != 4)
    return odd("a file is not kind, id, size and sha512");
  FOYER_TRY(const std::string kind, text_at(file, "kind"));
  const auto known = kind_called(kind);
  if (!known)
    return odd("a kind that there is not");
  Entry entry;
  entry.kind = *known;
  FOYER_TRY(entry.id, text_at(file, "id"));
  if (!fits(row_of(entry.kind), entry.id))
    return odd("an id that is none");
  FOYER_TRY(const std::int64_t size,
            number_at(file, "size", 1, static_cast<std::int64_t>(largest_file)));
  entry.size = static_cast<std::uint64_t>(size);
  FOYER_TRY(const std::string hash, text_at(file, "sha512"));
  auto bytes = from_hex(hash);
  if (!bytes || bytes->size() != sha512_bytes || to_hex(*bytes) != hash)
    return odd("a hash that is none");
  entry.sha512 = std::move(*bytes);
  return entry;
}

// The payload of a compact JWS (RFC 7515 3.1) that one of the keys has signed.
Result<Bytes> open_jws(std::string_view compact, const ReleaseKeys& keys) {
  if (compact.size() > manifest_limit)
    return odd("too long");
  const auto first = compact.find('.');
  const auto last = compact.rfind('.');
  if (first == std::string_view::npos || first == last || compact.find('.', first + 1) != last)
    return odd("no compact JWS");
  const auto header_bytes = from_base64url(compact.substr(0, first));
  auto payload = from_base64url(compact.substr(first + 1, last - first - 1));
  const auto signature = from_base64url(compact.substr(last + 1));
  if (!header_bytes || !payload || !signature)
    return odd("no base64url");
  const json header = json::parse(as_text(*header_bytes), nullptr, false);
  // Exactly ours: what we do not know might mean something.
  if (!header.is_object() || header.size() != 3)
    return odd("another header");
  FOYER_TRY(const std::string algorithm, text_at(header, "alg"));
  FOYER_TRY(const std::string typ, text_at(header, "typ"));
  FOYER_TRY(const std::string key_id, text_at(header, "kid"));
  if (algorithm != "EdDSA" || typ != manifest_typ) // RFC 8037 3.1
    return unproven("another algorithm or type");
  if (!keys.knows(key_id))
    return unproven("signed with a key that this terminal does not know");
  if (!keys.verify(key_id, compact.substr(0, last), *signature))
    return unproven("the signature does not fit");
  return std::move(*payload);
}

} // namespace

std::string_view name(Kind kind) {
  return row_of(kind).name;
}

std::optional<Kind> kind_called(std::string_view name) {
  const auto found =
      std::find_if(rows.begin(), rows.end(), [&](const Row& row) { return row.name == name; });
  return found == rows.end() ? std::nullopt : std::optional(found->kind);
}

fs::path place_of(const Entry& entry) {
  const Row& row = row_of(entry.kind);
  fs::path folder(row.folder);
  std::string id = entry.id;
  if (entry.kind == Kind::texts) {
    const auto dot = id.find('.');
    folder /= id.substr(0, dot);
    id = id.substr(dot + 1);
  }
  return folder / (id + std::string(row.ending));
}

std::optional<Entry> entry_at(const fs::path& place) {
  const std::string file = place.filename().string();
  for (const Row& row : rows) {
    if (!file.ends_with(row.ending))
      continue;
    Entry entry{.kind = row.kind, .id = file.substr(0, file.size() - row.ending.size())};
    if (row.kind == Kind::texts)
      entry.id = place.parent_path().filename().string() + "." + entry.id;
    if (fits(row, entry.id) && place_of(entry) == place)
      return entry;
  }
  return std::nullopt;
}

Bytes sha512(ByteView bytes) {
  Bytes digest(sha512_bytes);
  EVP_Digest(bytes.data(), bytes.size(), digest.data(), nullptr, EVP_sha512(), nullptr);
  return digest;
}

bool is_file(const Entry& entry, ByteView bytes) {
  return bytes.size() == entry.size && sha512(bytes) == entry.sha512;
}

Result<Manifest> Manifest::open(std::string_view compact, const ReleaseKeys& keys) {
  FOYER_TRY(const Bytes payload, open_jws(compact, keys));
  const json claims = json::parse(as_text(payload), nullptr, false);
  if (!claims.is_object())
    return odd("no JSON object");
  Manifest manifest;
  FOYER_TRY(manifest.version_, number_at(claims, "version", 1, largest_version));
  FOYER_TRY(const std::int64_t made, number_at(claims, "iat", 0, year_9999_s));
  manifest.made_at_ = WallTime(std::chrono::seconds(made));
  const auto programs = claims.find("for");
  if (programs == claims.end() || !programs->is_array() || programs->size() > most_programs)
    return odd("member for");
  for (const json& program : *programs) {
    if (!program.is_string())
      return odd("member for");
    manifest.programs_.push_back(program.get<std::string>());
  }
  const auto files = claims.find("files");
  if (files == claims.end() || !files->is_array() || files->size() > most_files)
    return odd("member files");
  std::set<fs::path> places;
  std::uint64_t all = 0;
  for (const json& file : *files) {
    FOYER_TRY(Entry entry, read_entry(file));
    all += entry.size;
    if (!places.insert(place_of(entry)).second)
      return odd("a file that is named twice");
    manifest.files_.push_back(std::move(entry));
  }
  if (all > largest_content)
    return odd("too much");
  return manifest;
}

bool Manifest::is_for(std::string_view program_version) const {
  return std::find(programs_.begin(), programs_.end(), program_version) != programs_.end();
}

bool Manifest::has(Kind kind) const {
  return std::any_of(files_.begin(), files_.end(),
                     [&](const Entry& entry) { return entry.kind == kind; });
}

} // namespace foyer::content
