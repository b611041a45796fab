// SPDX-License-Identifier: EUPL-1.2
#include "api.hpp"

#include <seal/office_keys.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>

namespace foyer::sync {

namespace {

using nlohmann::json;

constexpr std::string_view api_name = "foyer/2";
constexpr std::string_view profile_osci = "osci"; // offline/seal/FORMAT.md; all else is JWE
constexpr const char* jose = "application/jose";
constexpr std::size_t most_events = 64;
constexpr std::size_t most_missing = 101; // 100 attachments and the container
constexpr std::size_t most_case_events = 256;
// Where a server says "too many" without saying how long.
constexpr std::chrono::seconds usual_wait{60};
constexpr std::chrono::seconds longest_wait{3600};

ApiFailure malformed(int status) {
  return {fail(FailureCode::server_answer_malformed, "http " + std::to_string(status)), status};
}

bool has_type(const Answer& answer, std::string_view type) {
  return answer.content_type == type || answer.content_type.starts_with(std::string(type) + ';');
}

// The body, if it is an object of our API; else discarded.
json body_of(const Answer& answer) {
  json body = json::parse(as_text(answer.body), nullptr, false);
  const bool ours = body.is_object() && body.contains("api") && body["api"] == api_name;
  return ours ? body : json(json::value_t::discarded);
}

ApiFailure refusal(const Answer& answer) {
  const bool ours = has_type(answer, "application/problem+json") && !body_of(answer).is_discarded();
  ApiFailure result{fail(FailureCode::server_error, "http " + std::to_string(answer.status)),
                    answer.status, answer.retry_after, ours};
  if (answer.status == 401 || answer.status == 403)
    result.failure.code = FailureCode::server_refused_us;
  else if (answer.status < 500 && answer.status != 429 && !ours)
    result.failure.code = FailureCode::server_answer_malformed;
  return result;
}

// Letters that may stand in a path; whatever a server sends becomes part of our next URL.
bool path_safe(const std::string& text) {
  return !text.empty() && text.size() <= 64 && text != "." && text != ".." &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_' || c == '.';
         });
}

std::optional<std::string> name_at(const json& body, const char* key) {
  const auto found = body.find(key);
  if (found == body.end() || !found->is_string() || !path_safe(found->get<std::string>()))
    return std::nullopt;
  return found->get<std::string>();
}

std::optional<std::vector<std::string>> texts_at(const json& body, const char* key,
                                                 std::size_t most) {
  const auto found = body.find(key);
  if (found == body.end() || !found->is_array() || found->size() > most)
    return std::nullopt;
  std::vector<std::string> texts;
  for (const json& text : *found) {
    if (!text.is_string())
      return std::nullopt;
    texts.push_back(text.get<std::string>());
  }
  return texts;
}

// The body of an answer with one of the two statuses, or what is wrong with it.
ApiResult<json> accepted(const Answer& answer, int status, int also = 0) {
  if (answer.status >= 400)
    return refusal(answer);
  if (answer.status != status && answer.status != also)
    return malformed(answer.status);
  if (answer.status == 204)
    return json::object();
  json body =
      has_type(answer, "application/json") ? body_of(answer) : json(json::value_t::discarded);
  if (body.is_discarded())
    return malformed(answer.status);
  return body;
}

ApiResult<json> ask(Line& line, const Request& request, const std::stop_token& stop, int status,
                    int also = 0) {
  const auto answer = line.exchange(request, stop);
  if (!answer)
    return ApiFailure{answer.failure()};
  return accepted(*answer, status, also);
}

ApiResult<std::string> token_at(const char* key, const ApiResult<json>& answer) {
  if (const auto* failure = std::get_if<ApiFailure>(&answer))
    return *failure;
  const json& body = std::get<json>(answer);
  const auto found = body.find(key);
  if (found == body.end() || !found->is_string())
    return malformed(200);
  return found->get<std::string>();
}

} // namespace

std::optional<OfficeWait> wait_of(const ApiFailure& failure) {
  if (!failure.ours || failure.http_status != 429)
    return std::nullopt;
  return OfficeWait{
      std::clamp(std::chrono::ceil<std::chrono::seconds>(failure.retry_after.value_or(usual_wait)),
                 std::chrono::seconds(1), longest_wait)};
}

ApiResult<Announced> Api::announce(const store::OutboxEntry& entry, std::size_t waiting) {
  const auto part = [](const store::StoredItem& item) {
    return json{{"size", item.size}, {"sha256", item.sha256}};
  };
  json body{{"filedAt", to_rfc3339(entry.filed_at)},
            {"assistant", {{"id", entry.assistant_id}, {"version", entry.assistant_version}}},
            {"sealProfile", entry.seal_profile},
            {"officeKeyId", entry.office_key_id},
            {"waiting", waiting},
            {"attachments", json::array()}};
  if (!entry.case_verifier.empty())
    body["caseAccess"] = entry.case_verifier;
  if (entry.answers) {
    body["answers"] = {{"number", entry.answers->number}};
    if (!entry.answers->message.empty())
      body["answers"]["message"] = entry.answers->message;
  }
  for (const auto& item : entry.items) {
    if (item.part == 0) {
      body["container"] = part(item);
      continue;
    }
    json attachment = part(item);
    attachment["id"] = item.id;
    body["attachments"].push_back(std::move(attachment));
  }
  const std::string text = body.dump(-1, ' ', false, json::error_handler_t::replace);
  const auto answer = ask(
      line_,
      {Method::post, "/v2/submissions", entry.number.text(), "application/json", as_bytes(text)},
      stop_, 201, 200);
  if (const auto* failure = std::get_if<ApiFailure>(&answer))
    return *failure;
  const json& given = std::get<json>(answer);
  const auto submission = name_at(given, "submission");
  const auto case_id = name_at(given, "case");
  auto missing = texts_at(given, "missing", most_missing);
  if (!submission || !case_id || !missing)
    return malformed(200);
  return Announced{*submission, *case_id, std::move(*missing)};
}

ApiResult<std::monostate> Api::put_attachment(const std::string& submission, const std::string& id,
                                              const std::string& profile,
                                              store::SealedPart& sealed) {
  const auto answer =
      ask(line_,
          {.method = Method::put,
           .path = "/v2/submissions/" + submission + "/attachments/" + id,
           .content_type = profile == profile_osci ? "application/octet-stream" : jose,
           .body = {},
           .sealed = &sealed},
          stop_, 204);
  if (const auto* failure = std::get_if<ApiFailure>(&answer))
    return *failure;
  return std::monostate{};
}

ApiResult<std::monostate> Api::put_container(const std::string& submission,
                                             const std::string& profile,
                                             store::SealedPart& sealed) {
  const auto answer = ask(line_,
                          {.method = Method::put,
                           .path = "/v2/submissions/" + submission,
                           .content_type = profile == profile_osci ? "text/xml" : jose,
                           .body = {},
                           .sealed = &sealed},
                          stop_, 202);
  if (const auto* failure = std::get_if<ApiFailure>(&answer))
    return *failure;
  return std::monostate{};
}

ApiResult<std::vector<std::string>> Api::events(const std::string& case_id) {
  const auto answer =
      ask(line_, {Method::get, "/v2/cases/" + case_id + "/events", {}, {}, {}}, stop_, 200);
  if (const auto* failure = std::get_if<ApiFailure>(&answer))
    return *failure;
  auto tokens = texts_at(std::get<json>(answer), "events", most_events);
  if (!tokens)
    return malformed(200);
  return std::move(*tokens);
}

ApiResult<CaseFile> Api::open_case(const std::string& number, const std::string& access,
                                   std::uint32_t since, std::chrono::milliseconds within) {
  const std::string beyond = since == 0 ? "" : "?since=" + std::to_string(since);
  const auto answer = ask(
      line_,
      {.path = "/v2/cases/" + number + beyond, .body = {}, .case_access = access, .within = within},
      stop_, 200);
  if (const auto* failure = std::get_if<ApiFailure>(&answer))
    return *failure;
  const json& body = std::get<json>(answer);
  auto events = texts_at(body, "events", most_case_events);
  const auto letters = body.find("messages");
  if (!events || letters == body.end() || !letters->is_array() ||
      letters->size() > most_case_events)
    return malformed(200);
  CaseFile file{.events = std::move(*events), .letters = {}};
  // An older server knows no more and says nothing of it.
  if (const auto more = body.find("more"); more != body.end()) {
    if (!more->is_boolean())
      return malformed(200);
    file.more = more->get<bool>();
  }
  for (const json& letter : *letters) {
    if (!letter.is_object() || !letter.contains("jwe") || !letter["jwe"].is_string())
      return malformed(200);
    auto id = name_at(letter, "id");
    if (!id)
      return malformed(200);
    file.letters.push_back({std::move(*id), letter["jwe"].get<std::string>()});
  }
  return file;
}

ApiResult<BegunAtServer> Api::begin_identification(std::chrono::milliseconds within) {
  const std::string text = json{{"api", api_name}}.dump();
  auto answer = ask(line_,
                    {.method = Method::post,
                     .path = "/v2/identifications",
                     .content_type = "application/json",
                     .body = as_bytes(text),
                     .within = within},
                    stop_, 201);
  if (const auto* failure = std::get_if<ApiFailure>(&answer))
    return *failure;
  const json& body = std::get<json>(answer);
  auto id = name_at(body, "identification");
  const auto url = body.find("tcTokenURL");
  if (!id || url == body.end() || !url->is_string())
    return malformed(201);
  return BegunAtServer{std::move(*id), Personal(url->get<std::string>())};
}

ApiResult<std::string> Api::identification(const std::string& id,
                                           std::chrono::milliseconds within) {
  return token_at(
      "state",
      ask(line_, {.path = "/v2/identifications/" + id, .body = {}, .within = within}, stop_, 200));
}

ApiResult<std::optional<PublishedKeys>> Api::office_keys(const std::string& etag) {
  constexpr std::size_t room_beside_the_set = 16 * 1024;
  const auto answer = line_.exchange({.path = "/v2/keys",
                                      .body = {},
                                      .known_etag = etag,
                                      .most_bytes = seal::office_keys_limit + room_beside_the_set},
                                     stop_);
  if (!answer)
    return ApiFailure{answer.failure()};
  if (answer->status == 304 && !etag.empty())
    return std::optional<PublishedKeys>{};
  auto said = accepted(*answer, 200);
  if (const auto* failure = std::get_if<ApiFailure>(&said))
    return *failure;
  const json& body = std::get<json>(said);
  const auto found = body.find("officeKeys");
  if (found == body.end() || !found->is_string())
    return malformed(200);
  return std::optional(PublishedKeys{found->get<std::string>(), answer->etag});
}

ApiResult<std::string> Api::time(const std::string& nonce) {
  return token_at("time",
                  ask(line_, {Method::get, "/v2/time?nonce=" + nonce, {}, {}, {}}, stop_, 200));
}

ApiResult<std::string> Api::anchor(const store::ChainHead& head, const std::string& nonce) {
  const std::string text = json{
      {"nonce", nonce},
      {"sequence", head.sequence},
      {"recordHash", head.record_hash},
      {"events", head.events},
      {"eventHash",
       head.event_hash}}.dump();
  return token_at("anchor", ask(line_,
                                {.method = Method::post,
                                 .path = "/v2/anchor",
                                 .content_type = "application/json",
                                 .body = as_bytes(text)},
                                stop_, 200));
}

} // namespace foyer::sync
