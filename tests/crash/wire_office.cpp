// SPDX-License-Identifier: EUPL-1.2
#include "wire_office.hpp"

#include <filing/sample.hpp>
#include <seal/digest.hpp>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <openssl/pem.h>
#include <openssl/rsa.h>

#include <cstdio>

namespace foyer::crash {

namespace {

using nlohmann::json;
using sync::Answer;

constexpr std::string_view submissions = "/v2/submissions/";
constexpr std::string_view cases = "/v2/cases/";

Bytes whole(store::SealedPart& part) {
  Bytes bytes;
  for (auto piece = part.next(); piece && !piece->empty(); piece = part.next())
    append(bytes, *piece);
  return bytes;
}

Answer said(int status, json body) {
  body["api"] = "foyer/2";
  return {status,
          status < 400 ? "application/json" : "application/problem+json",
          to_bytes(as_bytes(body.dump())),
          {}};
}

Answer problem(int status) {
  return said(status, json::object());
}

std::string sha256(ByteView bytes) {
  return to_hex(seal::sha256(bytes).value());
}

bool complete(const OfficeState::Submission& submission) {
  return submission.has.size() == submission.announced.size();
}

} // namespace

std::string tag_of(ByteView sealed) {
  return to_base64url(sealed.first(std::min<std::size_t>(16, sealed.size())));
}

EventKeys::EventKeys() {
  const filing::Scratch folder;
  const UniqueHandle<EVP_PKEY, EVP_PKEY_free> pair(EVP_RSA_gen(2048));
  const auto write = [&](const char* name, const auto& how) {
    const UniqueHandle<std::FILE, std::fclose> file(std::fopen((folder / name).c_str(), "w"));
    REQUIRE(how(file.get()) == 1);
  };
  write("key", [&](std::FILE* file) {
    return PEM_write_PrivateKey(file, pair.get(), nullptr, nullptr, 0, nullptr, nullptr);
  });
  write("pub", [&](std::FILE* file) { return PEM_write_PUBKEY(file, pair.get()); });
  signer_ = std::make_unique<middletier::EventSigner>(folder / "key");
  key_ = std::make_unique<sync::EventKey>(sync::EventKey::load(folder / "pub").value());
}

const std::string& EventKeys::sign(const std::string& claims) const {
  auto [place, added] = signed_.try_emplace(claims);
  if (added)
    place->second = signer_->sign("secevent+jwt", claims);
  return place->second;
}

Result<Answer> WireOffice::exchange(const sync::Request& request, const std::stop_token&) {
  const Fault happens = fault();
  if (happens == Fault::lost_question)
    return fail(FailureCode::line_down);
  Answer result = answer(request);
  changed();
  if (happens == Fault::lost_answer)
    return fail(FailureCode::line_down);
  return result;
}

// A submission and its case are called like its receipt.
Answer WireOffice::answer(const sync::Request& request) {
  const std::string& path = request.path;
  if (path == "/v2/submissions")
    return announce(request);
  if (path.starts_with(cases))
    return events(path.substr(cases.size(), path.rfind('/') - cases.size()));
  if (!path.starts_with(submissions))
    return problem(404);
  const std::string rest = path.substr(submissions.size());
  const auto slash = rest.find('/');
  if (slash == std::string::npos)
    return store_part(rest, "container", whole(*request.sealed));
  return store_part(rest.substr(0, slash), rest.substr(rest.rfind('/') + 1),
                    whole(*request.sealed));
}

Answer WireOffice::announce(const sync::Request& request) {
  const json body = json::parse(as_text(request.body));
  std::map<std::string, std::string> announced{{"container", body["container"]["sha256"]}};
  for (const auto& part : body["attachments"])
    announced[part["id"]] = part["sha256"];
  auto [place, is_new] = state_.by_receipt.try_emplace(request.idempotency_key);
  auto& submission = place->second;
  if (is_new)
    submission.announced = announced;
  else if (submission.announced != announced)
    return problem(409);
  json missing = json::array();
  for (const auto& [part, hash] : announced)
    if (!submission.has.contains(part))
      missing.push_back(part);
  return said(is_new ? 201 : 200, {{"submission", request.idempotency_key},
                                   {"case", request.idempotency_key},
                                   {"missing", missing}});
}

Answer WireOffice::store_part(const std::string& receipt, const std::string& part, ByteView bytes) {
  const auto found = state_.by_receipt.find(receipt);
  if (found == state_.by_receipt.end() || !found->second.announced.contains(part))
    return problem(404);
  auto& submission = found->second;
  if (submission.announced[part] != sha256(bytes))
    return problem(422);
  if (!submission.has.contains(part)) {
    submission.has[part] = std::make_shared<const Bytes>(to_bytes(bytes));
    if (complete(submission))
      ++submission.times_accepted;
  }
  return part == "container" ? said(202, {{"submission", receipt}}) : Answer{204, "", {}, {}};
}

Answer WireOffice::events(const std::string& receipt) const {
  const auto found = state_.by_receipt.find(receipt);
  if (found == state_.by_receipt.end())
    return problem(404);
  json tags{{"data", ""}, {"attachments", json::object()}};
  for (const auto& [part, bytes] : found->second.has)
    (part == "container" ? tags["data"] : tags["attachments"][part]) = tag_of(*bytes);
  const auto token = [&](const char* kind, json body) {
    return keys_.sign(json{{"iat", 1795000000},
                           {"sub", receipt},
                           {"txn", receipt},
                           {"events", {{"urn:foyer:event:" + std::string(kind), std::move(body)}}}}
                          .dump());
  };
  json tokens{token("create-submission", json::object())};
  if (complete(found->second)) {
    tokens.push_back(token("submit-submission", {{"authenticationTags", tags}}));
    tokens.push_back(token("accept-submission",
                           {{"authenticationTags", tags}, {"caseNumber", "ABH-" + receipt}}));
  }
  return said(200, {{"case", receipt}, {"events", tokens}});
}

} // namespace foyer::crash
