// SPDX-License-Identifier: EUPL-1.2
#include <sync/event_token.hpp>

#include <base/unique_handle.hpp>

#include <nlohmann/json.hpp>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <algorithm>
#include <array>
#include <cstdio>

namespace foyer::sync {

namespace {

using nlohmann::json;
using Key = UniqueHandle<EVP_PKEY, EVP_PKEY_free>;
using DigestContext = UniqueHandle<EVP_MD_CTX, EVP_MD_CTX_free>;
using File = UniqueHandle<std::FILE, std::fclose>;

constexpr std::size_t token_limit = 64 * 1024;
constexpr std::size_t text_limit = 128;
constexpr int least_key_bits = 2048; // RFC 7518 §3.5

Failure odd(std::string what) {
  return fail(FailureCode::server_answer_malformed, std::move(what));
}

// Strings of a token that get into our records: short, printable ASCII, no blanks.
bool plain(const std::string& text) {
  return !text.empty() && text.size() <= text_limit &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 0x7f; });
}

Result<std::string> text_at(const json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end() || !found->is_string())
    return odd(std::string("claim ") + name);
  auto text = found->get<std::string>();
  if (!plain(text))
    return odd(std::string("claim ") + name);
  return text;
}

bool signature_holds(EVP_PKEY* key, std::string_view signed_part, const Bytes& signature) {
  const DigestContext context(EVP_MD_CTX_new());
  EVP_PKEY_CTX* parameters = nullptr; // owned by context
  // RFC 7518 §3.5: RSASSA-PSS, SHA-512 for both hashes, salt as long as the hash.
  return context &&
         EVP_DigestVerifyInit(context.get(), &parameters, EVP_sha512(), nullptr, key) == 1 &&
         EVP_PKEY_CTX_set_rsa_padding(parameters, RSA_PKCS1_PSS_PADDING) == 1 &&
         EVP_PKEY_CTX_set_rsa_pss_saltlen(parameters, RSA_PSS_SALTLEN_DIGEST) == 1 &&
         EVP_DigestVerify(context.get(), signature.data(), signature.size(),
                          as_bytes(signed_part).data(), signed_part.size()) == 1;
}

Status check_header(const Bytes& bytes, std::string_view typ) {
  const json header = json::parse(as_text(bytes), nullptr, false);
  if (!header.is_object())
    return odd("token header is no JSON object");
  const auto is = [&](const char* name, std::string_view wanted) {
    const auto found = header.find(name);
    return found != header.end() && found->is_string() &&
           found->get_ref<const std::string&>() == wanted;
  };
  if (!is("alg", "PS512") || !is("typ", typ))
    return fail(FailureCode::receipt_forged, "token of another algorithm or type");
  // A key that comes with the token, or an extension we would have to understand (RFC 7515 §4.1).
  for (const char* name : {"crit", "jwk", "jku", "x5c", "x5u", "b64"})
    if (header.contains(name))
      return fail(FailureCode::receipt_forged, "token header with a forbidden member");
  return success();
}

EventKind kind_of(std::string_view uri) {
  if (uri == "urn:foyer:event:create-submission")
    return EventKind::create;
  if (uri == "urn:foyer:event:submit-submission")
    return EventKind::submit;
  if (uri == "urn:foyer:event:accept-submission")
    return EventKind::accept;
  if (uri == "urn:foyer:event:reject-submission")
    return EventKind::reject;
  if (uri == "urn:foyer:event:case-state")
    return EventKind::case_state;
  if (uri == "urn:foyer:event:case-message")
    return EventKind::case_message;
  return EventKind::other;
}

Result<AuthenticationTags> tags_at(const json& body) {
  const auto found = body.find("authenticationTags");
  if (found == body.end() || !found->is_object())
    return odd("claim authenticationTags");
  AuthenticationTags tags;
  FOYER_TRY(tags.container, text_at(*found, "data"));
  const auto attachments = found->find("attachments");
  if (attachments == found->end())
    return tags;
  if (!attachments->is_object())
    return odd("claim attachments");
  for (const auto& item : attachments->items()) {
    if (!plain(item.key()))
      return odd("attachment id");
    FOYER_TRY(tags.attachments[item.key()], text_at(*attachments, item.key().c_str()));
  }
  return tags;
}

Result<std::string> word_at(const json& body, const char* name) {
  FOYER_TRY(auto word, text_at(body, name));
  const bool code =
      word.size() <= 64 && std::all_of(word.begin(), word.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
      });
  if (!code)
    return odd(std::string("claim ") + name);
  return word;
}

Status read_case_event(const json& body, Event& event) {
  constexpr std::int64_t most = 1'000'000;
  const auto sequence = body.find("sequence");
  if (sequence == body.end() || !sequence->is_number_integer() ||
      sequence->get<std::int64_t>() < 1 || sequence->get<std::int64_t>() > most)
    return odd("claim sequence");
  event.sequence = sequence->get<std::uint32_t>();
  if (event.kind == EventKind::case_state) {
    FOYER_TRY(event.state, word_at(body, "state"));
    return success();
  }
  FOYER_TRY(event.message, text_at(body, "message"));
  FOYER_TRY(event.kind_of_message, word_at(body, "kind"));
  FOYER_TRY(event.message_tag, text_at(body, "tag"));
  if (body.contains("answers")) {
    FOYER_TRY(event.answers, text_at(body, "answers"));
  }
  return success();
}

} // namespace

struct EventKey::Impl {
  Key key;
};

Result<EventKey> EventKey::load(const std::filesystem::path& pem_file) {
  const File file(std::fopen(pem_file.c_str(), "r"));
  if (!file)
    return fail(FailureCode::config_broken, "event key: file missing");
  Key key(PEM_read_PUBKEY(file.get(), nullptr, nullptr, nullptr));
  if (!key || EVP_PKEY_get_base_id(key.get()) != EVP_PKEY_RSA ||
      EVP_PKEY_get_bits(key.get()) < least_key_bits)
    return fail(FailureCode::config_broken, "event key: no RSA public key of 2048 bits or more");
  EventKey result;
  result.impl_ = std::make_shared<const Impl>(Impl{std::move(key)});
  return result;
}

Result<Bytes> EventKey::open(std::string_view compact, std::string_view typ) const {
  if (compact.size() > token_limit)
    return odd("token too long");
  // RFC 7515 §3.1: header.payload.signature, each base64url without padding.
  const auto first = compact.find('.');
  const auto last = compact.rfind('.');
  if (first == std::string_view::npos || first == last || compact.find('.', first + 1) != last)
    return odd("token is no compact JWS");
  const auto header = from_base64url(compact.substr(0, first));
  auto payload = from_base64url(compact.substr(first + 1, last - first - 1));
  const auto signature = from_base64url(compact.substr(last + 1));
  if (!header || !payload || !signature)
    return odd("token is not base64url");
  FOYER_CHECK(check_header(*header, typ));
  if (!signature_holds(impl_->key.get(), compact.substr(0, last), *signature))
    return fail(FailureCode::receipt_forged, "token signature does not hold");
  return std::move(payload).value();
}

Result<Event> parse_event(ByteView payload) {
  const json claims = json::parse(as_text(payload), nullptr, false);
  if (!claims.is_object())
    return odd("token payload is no JSON object");
  Event event;
  const auto issued = claims.find("iat"); // RFC 7519 §4.1.6, seconds since 1970
  constexpr std::int64_t year_9999 = 253'402'300'799;
  if (issued == claims.end() || !issued->is_number_integer() || issued->get<std::int64_t>() < 0 ||
      issued->get<std::int64_t>() > year_9999)
    return odd("claim iat");
  event.issued_at = WallTime(std::chrono::seconds(issued->get<std::int64_t>()));
  FOYER_TRY(event.receipt, text_at(claims, "txn"));
  FOYER_TRY(event.submission, text_at(claims, "sub"));
  // RFC 8417 §2.2 allows several events in one token; this API sends one.
  const auto events = claims.find("events");
  if (events == claims.end() || !events->is_object() || events->size() != 1)
    return odd("claim events");
  event.kind = kind_of(events->begin().key());
  const json& body = events->begin().value();
  if (!body.is_object())
    return odd("claim events");
  if (event.kind == EventKind::submit || event.kind == EventKind::accept) {
    FOYER_TRY(event.tags, tags_at(body));
  }
  if (event.kind == EventKind::accept) {
    FOYER_TRY(event.case_number, text_at(body, "caseNumber"));
  }
  if (event.kind == EventKind::reject) {
    FOYER_TRY(event.reason, word_at(body, "reason"));
  }
  if (event.kind == EventKind::case_state || event.kind == EventKind::case_message)
    FOYER_CHECK(read_case_event(body, event));
  return event;
}

} // namespace foyer::sync
