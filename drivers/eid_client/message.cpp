// SPDX-License-Identifier: EUPL-1.2
#include "message.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace foyer::eid_client {

namespace {

using Json = nlohmann::json;

constexpr std::size_t short_text = 200;
constexpr std::size_t longest_url = 4'000;
constexpr std::size_t longest_terms = 8'000;
constexpr std::size_t most_entries = 64;

const Json* find(const Json& object, const char* key) {
  if (!object.is_object())
    return nullptr;
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

// Longer text is none: half a name or address would be a wrong one.
std::string text_of(const Json& object, const char* key, std::size_t longest = short_text) {
  const Json* found = find(object, key);
  if (found == nullptr || !found->is_string())
    return {};
  const auto& text = found->get_ref<const std::string&>();
  return text.size() <= longest ? text : std::string();
}

std::optional<bool> flag_of(const Json& object, const char* key) {
  const Json* found = find(object, key);
  if (found == nullptr || !found->is_boolean())
    return std::nullopt;
  return found->get<bool>();
}

std::optional<int> number_of(const Json& value, int lowest, int highest) {
  if (!value.is_number_integer())
    return std::nullopt;
  const auto number = value.is_number_unsigned()
                          ? static_cast<std::int64_t>(
                                std::min<std::uint64_t>(value.get<std::uint64_t>(), 1'000'000))
                          : value.get<std::int64_t>();
  if (number < lowest || number > highest)
    return std::nullopt;
  return static_cast<int>(number);
}

std::optional<int> number_of(const Json& object, const char* key, int lowest, int highest) {
  const Json* found = find(object, key);
  return found == nullptr ? std::nullopt : number_of(*found, lowest, highest);
}

std::vector<std::string> texts_of(const Json& object, const char* key) {
  std::vector<std::string> texts;
  if (const Json* found = find(object, key); found != nullptr && found->is_array())
    for (const Json& entry : *found)
      if (entry.is_string() && texts.size() < most_entries)
        texts.push_back(entry.get_ref<const std::string&>().substr(0, short_text));
  return texts;
}

Reader read_reader(const Json& object) {
  Reader reader{.name = text_of(object, "name"),
                .attached = flag_of(object, "attached").value_or(false),
                .keypad = flag_of(object, "keypad").value_or(false),
                .simulated = flag_of(object, "insertable").value_or(false)};
  if (const Json* card = find(object, "card"); card != nullptr && card->is_object())
    reader.card = Card{.known = !card->empty(),
                       .deactivated = flag_of(*card, "deactivated").value_or(false),
                       .inoperative = flag_of(*card, "inoperative").value_or(false),
                       .tries = number_of(*card, "retryCounter", 0, 3)};
  return reader;
}

// "http://www.bsi.bund.de/ecard/api/1.1/resultmajor#ok": only the word after '#' says something.
// It goes into a failure's detail, so anything but a word is dropped.
std::string word_after_hash(const std::string& uri) {
  const auto hash = uri.rfind('#');
  const std::string word = hash == std::string::npos ? std::string() : uri.substr(hash + 1);
  const bool clean = std::all_of(word.begin(), word.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  });
  return clean && word.size() <= 60 ? word : std::string();
}

} // namespace

Result<Message> parse_message(std::string_view text) {
  if (text.size() > max_message)
    return fail(FailureCode::malformed, "message too long");
  const Json json = Json::parse(text, nullptr, false);
  if (!json.is_object())
    return fail(FailureCode::malformed, "no JSON object");
  Message message;
  message.kind = text_of(json, "msg");
  if (message.kind.empty())
    return fail(FailureCode::malformed, "no msg");
  message.has_error = find(json, "error") != nullptr;
  message.error = text_of(json, "error");
  if (message.kind == "READER")
    message.reader = read_reader(json);
  else if (const Json* reader = find(json, "reader"); reader != nullptr && reader->is_object())
    message.reader = read_reader(*reader);
  if (const Json* readers = find(json, "readers"); readers != nullptr && readers->is_array())
    for (const Json& reader : *readers)
      if (message.readers.size() < most_entries)
        message.readers.push_back(read_reader(reader));
  if (const Json* info = find(json, "VersionInfo")) {
    message.name = text_of(*info, "Name");
    message.version = text_of(*info, "Implementation-Version");
  }
  if (const Json* levels = find(json, "available"); levels != nullptr && levels->is_array())
    for (const Json& level : *levels)
      if (const auto number = number_of(level, 0, 1'000);
          number && message.levels.size() < most_entries)
        message.levels.push_back(*number);
  message.level = number_of(json, "current", 0, 1'000);
  message.success = flag_of(json, "success");
  message.reason = text_of(json, "reason");
  if (const Json* result = find(json, "result")) {
    message.major = word_after_hash(text_of(*result, "major"));
    message.minor = word_after_hash(text_of(*result, "minor"));
    if (message.reason.empty())
      message.reason = text_of(*result, "reason");
  }
  message.url = text_of(json, "url", longest_url);
  if (const Json* chat = find(json, "chat")) {
    message.rights = texts_of(*chat, "effective");
    const auto optional = texts_of(*chat, "optional");
    message.optional_rights =
        std::any_of(optional.begin(), optional.end(), [&](const std::string& right) {
          return std::find(message.rights.begin(), message.rights.end(), right) !=
                 message.rights.end();
        });
  }
  if (const Json* description = find(json, "description")) {
    message.subject = text_of(*description, "subjectName");
    message.subject_url = text_of(*description, "subjectUrl", longest_url);
    message.purpose = text_of(*description, "purpose", longest_terms);
    message.terms = text_of(*description, "termsOfUsage", longest_terms);
  }
  if (const Json* validity = find(json, "validity"))
    message.valid_until = text_of(*validity, "expirationDate");
  message.progress = number_of(json, "progress", 0, 100);
  message.cause = text_of(json, "cause");
  return message;
}

} // namespace foyer::eid_client
