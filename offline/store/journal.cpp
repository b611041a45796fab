// SPDX-License-Identifier: EUPL-1.2
#include "journal.hpp"

#include <base/unique_handle.hpp>

#include <nlohmann/json.hpp>
#include <openssl/evp.h>

#include <algorithm>

namespace foyer::store {

namespace {

constexpr int record_format = 1;

std::string dump(const nlohmann::json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

nlohmann::json describe(const SealedItem& item, const Hash& hash) {
  return {{"id", item.id},
          {"type", item.content_type},
          {"size", item.sealed.size()},
          {"sha256", to_hex(hash)},
          {"tag", item.authentication_tag}};
}

} // namespace

struct Sha256::Context {
  UniqueHandle<EVP_MD_CTX, EVP_MD_CTX_free> handle{EVP_MD_CTX_new()};
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  good_ = context_->handle && EVP_DigestInit_ex(context_->handle.get(), EVP_sha256(), nullptr) == 1;
}
Sha256::~Sha256() = default;

void Sha256::add(ByteView piece) {
  good_ = good_ && EVP_DigestUpdate(context_->handle.get(), piece.data(), piece.size()) == 1;
}

Result<Hash> Sha256::finish() {
  Hash hash{};
  if (!good_ || EVP_DigestFinal_ex(context_->handle.get(), hash.data(), nullptr) != 1)
    return fail(FailureCode::internal, "digest");
  return hash;
}

Result<Hash> sha256(ByteView first, ByteView second) {
  Sha256 digest;
  digest.add(first);
  digest.add(second);
  return digest.finish();
}

Result<Hash> to_hash(ByteView bytes) {
  Hash hash{};
  if (bytes.size() != hash.size())
    return fail(FailureCode::store_mismatch, "hash length");
  std::ranges::copy(bytes, hash.begin());
  return hash;
}

Result<std::string> canonical_record(const Filing& filing, const Hash& previous,
                                     const std::vector<std::uint32_t>& skipped,
                                     const std::vector<Hash>& item_hashes) {
  nlohmann::json content = nlohmann::json::parse(filing.record, nullptr, false);
  if (!content.is_object())
    return fail(FailureCode::internal, "the record is no JSON object");
  nlohmann::json items = nlohmann::json::array();
  items.push_back(describe(filing.container, item_hashes.at(0)));
  for (std::size_t i = 0; i < filing.attachments.size(); ++i)
    items.push_back(describe(filing.attachments[i], item_hashes.at(i + 1)));
  nlohmann::json json = {
      {"format", record_format},
      {"sequence", filing.reservation.sequence},
      {"number", filing.reservation.number.text()},
      {"previous", to_hex(previous)},
      {"skipped", skipped},
      {"filed_ms", filing.filed_at.time_since_epoch().count()},
      {"assistant",
       {{"id", filing.assistant_id},
        {"version", filing.assistant_version},
        {"sha256", filing.definition_sha256}}},
      {"seal", {{"profile", filing.seal_profile}, {"key", filing.office_key_id}}},
      {"items", std::move(items)},
      {"record", std::move(content)}};
  if (filing.answers)
    json["answers"] = {{"number", filing.answers->number}, {"message", filing.answers->message}};
  return dump(json);
}

std::string canonical_event(std::uint32_t sequence, const DeliveryEvent& event) {
  nlohmann::json json = {{"sequence", sequence},
                         {"at_ms", event.at.time_since_epoch().count()},
                         {"result", event.result}};
  if (event.server_time)
    json["server_ms"] = event.server_time->time_since_epoch().count();
  return dump(json);
}

Result<RecordClaims> read_claims(std::string_view record) {
  try {
    const nlohmann::json json = nlohmann::json::parse(record);
    RecordClaims claims;
    json.at("sequence").get_to(claims.sequence);
    json.at("number").get_to(claims.number);
    json.at("previous").get_to(claims.previous);
    json.at("skipped").get_to(claims.skipped);
    json.at("filed_ms").get_to(claims.filed_ms);
    for (const nlohmann::json& item : json.at("items"))
      claims.items.push_back({item.at("id").get<std::string>(),
                              item.at("size").get<std::uint64_t>(),
                              item.at("sha256").get<std::string>()});
    if (const auto answers = json.find("answers"); answers != json.end()) {
      answers->at("number").get_to(claims.answers_number);
      answers->at("message").get_to(claims.answers_message);
    }
    return claims;
  } catch (const nlohmann::json::exception&) {
    return fail(FailureCode::store_mismatch, "record unreadable");
  }
}

} // namespace foyer::store
