// SPDX-License-Identifier: EUPL-1.2
#include <seal/case_seal.hpp>

#include "code_key.hpp"
#include "content_cipher.hpp"
#include "openssl_handles.hpp"

#include <seal/digest.hpp>

#include <nlohmann/json.hpp>
#include <openssl/rand.h>

#include <array>

namespace foyer::seal {

namespace {

using nlohmann::json;

constexpr std::size_t longest_text = std::size_t{16} << 10;
constexpr std::size_t longest_letter = std::size_t{96} << 10;
constexpr std::size_t padded_to = 512;

// RFC 7518 4.5: "dir" uses the shared key itself; the encrypted key is empty.
std::string header_of(std::string_view number) {
  return json{{"alg", "dir"}, {"enc", "A256GCM"}, {"kid", number}, {"cty", "application/json"}}
      .dump();
}

Failure malformed() {
  return fail(FailureCode::malformed, "letter");
}

// The five parts of a compact JWE (RFC 7516 7.1).
Result<std::array<std::string_view, 5>> parts_of(std::string_view compact) {
  std::array<std::string_view, 5> parts;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto end = compact.find('.');
    if ((end == std::string_view::npos) != (i + 1 == parts.size()))
      return malformed();
    parts[i] = compact.substr(0, end);
    compact.remove_prefix(end == std::string_view::npos ? compact.size() : end + 1);
  }
  return parts;
}

Result<CaseLetter> letter_of(ByteView plain, std::string_view number) {
  const json said = json::parse(as_text(plain), nullptr, false);
  const auto is_text = [&](const char* name) {
    return said.is_object() && said.contains(name) && said[name].is_string();
  };
  // The number stands inside, too: a letter proves by itself where it belongs.
  if (!is_text("case") || said["case"] != number || !is_text("id") || !is_text("kind") ||
      !is_text("text") || !said.contains("at_ms") || !said["at_ms"].is_number_integer())
    return malformed();
  return CaseLetter{.id = said["id"],
                    .kind = said["kind"],
                    .at = WallTime(std::chrono::milliseconds(said["at_ms"].get<std::int64_t>())),
                    .text = Personal(said["text"].get<std::string>())};
}

} // namespace

Result<CaseKeys> derive_case(const PaperCode& code, std::string_view number) {
  // Any terminal and the office can make the salt; no two cases share it.
  const std::string salt = "foyer-case-1:" + std::string(number);
  FOYER_TRY(const Secret out, stretch(code, as_bytes(salt), case_access_bytes + content_key_bytes));
  return CaseKeys{.access = Secret(to_bytes(out.reveal().first(case_access_bytes))),
                  .message = Secret(to_bytes(out.reveal().subspan(case_access_bytes)))};
}

Result<Bytes> case_verifier(const Secret& access) {
  return sha256(access.reveal());
}

Result<std::string> seal_letter(const Secret& message_key, std::string_view number,
                                const CaseLetter& letter) {
  if (letter.text.reveal().size() > longest_text)
    return fail(FailureCode::seal_failed, "letter too long");
  std::string plain = json{{"case", number},
                           {"id", letter.id},
                           {"kind", letter.kind},
                           {"at_ms", letter.at.time_since_epoch().count()},
                           {"text", letter.text.reveal()}}
                          .dump(-1, ' ', false, json::error_handler_t::replace);
  // White space after the object is JSON still (RFC 8259 clause 2).
  plain.resize((plain.size() / padded_to + 1) * padded_to, ' ');
  const Secret padded(plain);
  wipe(plain);
  const std::string header = to_base64url(as_bytes(header_of(number)));
  std::array<std::uint8_t, iv_bytes> iv{};
  if (RAND_bytes(iv.data(), static_cast<int>(iv.size())) != 1)
    return openssl_failure(FailureCode::seal_failed, "random numbers");
  FOYER_TRY(const Bytes sealed, seal_gcm(message_key, iv, as_bytes(header), padded.reveal()));
  const ByteView all = sealed;
  return header + ".." + to_base64url(iv) + '.' + to_base64url(all.first(all.size() - tag_bytes)) +
         '.' + to_base64url(all.last(tag_bytes));
}

Result<CaseLetter> open_letter(const Secret& message_key, std::string_view number,
                               std::string_view compact) {
  if (compact.size() > longest_letter)
    return malformed();
  FOYER_TRY(const auto parts, parts_of(compact));
  const auto header = from_base64url(parts[0]);
  const auto iv = from_base64url(parts[2]);
  auto sealed = from_base64url(parts[3]);
  const auto tag = from_base64url(parts[4]);
  if (!header || !parts[1].empty() || !iv || !sealed || !tag || tag->size() != tag_bytes)
    return malformed();
  // Exactly ours, in whatever order: a member that we do not know may change what is meant.
  if (json::parse(as_text(*header), nullptr, false) != json::parse(header_of(number)))
    return malformed();
  append(*sealed, *tag);
  FOYER_TRY(const Secret plain, open_gcm(message_key, *iv, as_bytes(parts[0]), *sealed));
  return letter_of(plain.reveal(), number);
}

} // namespace foyer::seal
