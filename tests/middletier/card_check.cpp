// SPDX-License-Identifier: EUPL-1.2
#include "card_check.hpp"

#include "plain_name.hpp"

#include <base/unique_handle.hpp>
#include <eid/verify_evidence.hpp>
#include <seal/digest.hpp>

#include <openssl/evp.h>
#include <openssl/pem.h>

#include <algorithm>
#include <cstdio>

namespace foyer::middletier {
namespace {

using Key = UniqueHandle<EVP_PKEY, EVP_PKEY_free>;
using DigestContext = UniqueHandle<EVP_MD_CTX, EVP_MD_CTX_free>;

const std::string data_set = path("xFallDaten.01/xFallDatensatz"); // offline/xfall/FORMAT.md
const std::string record = data_set + path("einreichung");
const std::string evidence_at = data_set + path("kartennachweis");

eid::TrustList load(const std::filesystem::path& trust) {
  if (trust.empty())
    return {};
  auto list = eid::TrustList::load(trust);
  if (!list)
    throw std::runtime_error("unusable trust list " + trust.string());
  return std::move(list).value();
}

std::string sha256_hex(ByteView bytes) {
  const auto digest = seal::sha256(bytes);
  if (!digest)
    throw std::runtime_error("sha256");
  return to_hex(*digest);
}

void close_file(std::FILE* file) {
  std::fclose(file);
}

Key public_key_of(const std::filesystem::path& file) {
  const UniqueHandle<std::FILE, close_file> in(std::fopen(file.c_str(), "rb"));
  return in ? Key(PEM_read_PUBKEY(in.get(), nullptr, nullptr, nullptr)) : nullptr;
}

bool verifies(EVP_PKEY* key, std::string_view message, ByteView signature) {
  const DigestContext context(EVP_MD_CTX_new());
  return context && EVP_PKEY_is_a(key, "ED25519") == 1 &&
         EVP_DigestVerifyInit(context.get(), nullptr, nullptr, nullptr, key) == 1 &&
         EVP_DigestVerify(context.get(), signature.data(), signature.size(),
                          as_bytes(message).data(), message.size()) == 1;
}

CardFinding finding_of(const eid::EvidenceFinding& one) {
  // What the office could not look at: the terminal's word is all there is.
  const bool alone = one.own.reason == eid::Reason::not_reached && one.claim &&
                     one.claim->verdict == name(eid::Verdict::failed);
  return {std::string(eid::name(one.own.check)),
          one.own.data_group,
          std::string(eid::name(one.own.verdict)),
          std::string(eid::name(one.own.reason)),
          one.claim && (one.contradicted || alone) ? one.claim->verdict : "",
          one.accepted};
}

CardFinding judged(const char* check, bool good, const char* reason) {
  return {check, 0, good ? "passed" : "failed", good ? "none" : reason, "", good};
}

} // namespace

CardCheck::CardCheck(const std::filesystem::path& trust, std::filesystem::path terminals)
    : trust_(load(trust)), terminals_(std::move(terminals)) {}

CardFinding CardCheck::check_signature(const XmlReader& xml, const std::string& terminal,
                                       ByteView bundle) const {
  const Key key = is_plain(terminal) ? public_key_of(terminals_ / (terminal + ".pem")) : nullptr;
  if (!key)
    return {"terminal_signature", 0, "undetermined", "key_unknown", "", false};
  const auto signature = from_base64(xml.text(evidence_at + path("unterschrift")));
  const std::string message =
      "foyer-kartennachweis-1\n" + xml.text(record + path("vorgangsnummer")) + "\n" +
      xml.text(record + path("inhalt_sha256")) + "\n" + sha256_hex(bundle) + "\n";
  return judged("terminal_signature", signature.ok() && verifies(key.get(), message, *signature),
                "signature_wrong");
}

std::optional<CardVerdict> CardCheck::examine(const XmlReader& xml, const std::string& terminal,
                                              WallTime now) const {
  if (xml.count(evidence_at) == 0)
    return std::nullopt;
  CardVerdict verdict;
  const auto bundle = from_base64(xml.text(evidence_at + path("buendel")));
  auto evidence = bundle ? eid::parse_evidence(*bundle) : Result<eid::Evidence>(bundle.failure());
  if (!evidence) {
    verdict.chip = "malformed";
    verdict.findings.push_back(judged("bundle", false, "malformed"));
    return verdict;
  }
  const eid::EvidenceReport report = eid::verify_evidence(*evidence, trust_, now);
  verdict.chip = eid::name(report.chip);
  verdict.nonce = to_hex(evidence->nonce);
  verdict.bundle = sha256_hex(*bundle);
  verdict.accepted = report.accepted();
  for (const auto& one : report.findings)
    verdict.findings.push_back(finding_of(one));
  verdict.add(check_signature(xml, terminal, *bundle));
  verdict.add(judged(
      "terminal", evidence->terminal == terminal && xml.text(record + path("kiosk_id")) == terminal,
      "other_terminal"));
  evidence->wipe();
  return verdict;
}

std::string in_words(const CardVerdict& verdict) {
  std::string text = (verdict.accepted ? "accepted chip=" : "doubtful chip=") + verdict.chip;
  const char* separator = ": ";
  for (const CardFinding& one : verdict.findings) {
    if (one.accepted)
      continue;
    text += separator + one.check + (one.data_group > 0 ? std::to_string(one.data_group) : "") +
            ":" + one.reason + (one.claimed.empty() ? "" : " claimed " + one.claimed);
    separator = ", ";
  }
  return text;
}

} // namespace foyer::middletier
