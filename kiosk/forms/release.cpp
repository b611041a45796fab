// SPDX-License-Identifier: EUPL-1.2
#include <forms/release.hpp>

#include "json_file.hpp"
#include "sha256.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace foyer::forms {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view first_line = "foyer-assistant-release-1";
constexpr std::size_t signature_bytes = 64; // RFC 8032 5.1.6
constexpr std::string_view signature_name = "signature";

Failure broken(std::string what) {
  return fail(FailureCode::definition_broken, "release: " + std::move(what));
}

// Members of the file and where they go; all are needed, nothing else may stand there.
std::array<std::pair<const char*, std::string Release::*>, 5> members() {
  return {{{"id", &Release::id},
           {"version", &Release::version},
           {"sha256", &Release::sha256},
           {"texts_sha256", &Release::texts_sha256},
           {"key_id", &Release::key_id}}};
}

// A line feed in a member would let one release be read as another.
bool is_line(std::string_view text) {
  return !text.empty() && std::none_of(text.begin(), text.end(),
                                       [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

std::string texts_sha256(const Assistant& assistant, const i18n::Catalogue& texts) {
  auto keys = assistant.text_keys();
  auto optional = assistant.optional_text_keys();
  std::move(optional.begin(), optional.end(), std::back_inserter(keys));
  std::sort(keys.begin(), keys.end());
  keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
  std::string all;
  for (const auto& key : keys)
    if (texts.has(i18n::binding_language, key))
      (((all += key) += '\0') += texts.german_pattern(key)) += '\0';
  return sha256_hex(all);
}

std::string why_different(const Release& released, const Release& now) {
  if (released.id != now.id)
    return "is of " + released.id;
  if (released.version != now.version)
    return "is of version " + released.version + ", the definition says " + now.version;
  if (released.sha256 != now.sha256)
    return "definition, a block or a code list has changed since";
  if (released.texts_sha256 != now.texts_sha256)
    return "German texts have changed since";
  return {};
}

} // namespace

Release describe(const Assistant& assistant, const i18n::Catalogue& texts) {
  Release release;
  release.id = assistant.id;
  release.version = assistant.version;
  release.sha256 = assistant.sha256;
  release.texts_sha256 = texts_sha256(assistant, texts);
  return release;
}

std::string signed_bytes(const Release& release) {
  std::string bytes(first_line);
  bytes += "\nid: " + release.id + "\nversion: " + release.version;
  bytes += "\nsha256: " + release.sha256 + "\ntexts_sha256: " + release.texts_sha256 + "\n";
  return bytes;
}

fs::path release_file(const fs::path& assets, std::string_view id) {
  return assets / "assistants" / (std::string(id) + ".release.json");
}

Result<Release> read_release(const fs::path& assets, std::string_view id) {
  const auto file = release_file(assets, id);
  std::error_code error;
  if (!fs::exists(file, error))
    return broken("there is none");
  Problems problems;
  const auto bytes = read_bytes(file, problems);
  if (!bytes)
    return broken("cannot be read");
  return parse_release(*bytes);
}

Result<Release> parse_release(std::string_view json) {
  Problems problems;
  const auto parsed = parse_json(json, "release", problems);
  if (!parsed || !parsed->is_object())
    return broken("is no JSON object");
  Release release;
  for (const auto& [key, member] : members()) {
    const auto found = parsed->find(key);
    if (found == parsed->end() || !found->is_string())
      return broken(std::string(key) + " is missing");
    release.*member = found->get<std::string>();
    if (!is_line(release.*member))
      return broken(std::string(key) + " is no line of text");
  }
  const auto found = parsed->find(signature_name);
  if (found == parsed->end() || !found->is_string())
    return broken("signature is missing");
  auto signature = from_base64(found->get_ref<const std::string&>());
  if (!signature || signature->size() != signature_bytes)
    return broken("signature is no base64 of 64 bytes");
  release.signature = std::move(*signature);
  if (parsed->size() != members().size() + 1)
    return broken("has members that are not signed");
  return release;
}

std::string release_json(const Release& release) {
  nlohmann::ordered_json json;
  for (const auto& [key, member] : members())
    json[key] = release.*member;
  json[std::string(signature_name)] = to_base64(release.signature);
  return json.dump(1) + "\n";
}

Status check_release(const Assistant& assistant, const i18n::Catalogue& texts,
                     const fs::path& assets, const ReleaseKeys& keys) {
  FOYER_TRY(const Release released, read_release(assets, assistant.id));
  // First whose word it is, then what it says: a forged file is told as such.
  if (!keys.knows(released.key_id))
    return broken("signed with a key that this terminal does not know");
  if (!keys.verify(released.key_id, signed_bytes(released), released.signature))
    return broken("the signature does not fit");
  if (const auto why = why_different(released, describe(assistant, texts)); !why.empty())
    return broken(why);
  return success();
}

} // namespace foyer::forms
