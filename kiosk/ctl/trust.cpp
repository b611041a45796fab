// SPDX-License-Identifier: EUPL-1.2
#include "trust.hpp"

#include <base/clock.hpp>
#include <base/whole_file.hpp>
#include <eid/trust_import.hpp>
#include <eid/trust_summary.hpp>

#include <nlohmann/json.hpp>

#include <cstdio>
#include <optional>

namespace foyer::ctl {

namespace {

bool complain(const std::string& what) {
  std::fprintf(stderr, "foyerctl: %s\n", what.c_str());
  return false;
}

std::optional<Bytes> read_file(const std::filesystem::path& file) {
  auto content = read_whole_file(file);
  if (content.ok())
    return std::move(*content);
  complain(file.string() + " cannot be read");
  return std::nullopt;
}

std::string counted(int count, const char* one, const char* more) {
  return std::to_string(count) + " " + (count == 1 ? one : more);
}

void print(const eid::ImportedFile& file) {
  if (file.problem.empty()) {
    std::printf("%s: %s, %d listed: %d taken", file.name.c_str(), file.kind.c_str(), file.listed,
                file.taken);
    if (file.links > 0)
      std::printf(" (%s)", counted(file.links, "link", "links").c_str());
    if (file.known > 0)
      std::printf(", %d in the table already", file.known);
    std::printf(", %zu refused\n", file.refusals.size());
  } else {
    std::printf("%s: REFUSED: %s\n", file.name.c_str(), file.problem.c_str());
  }
  for (const std::string& note : file.notes)
    std::printf("  %s\n", note.c_str());
  if (file.left_out > 0)
    std::printf("  %s left out: documents bring their own along\n",
                counted(file.left_out, "document signer", "document signers").c_str());
  for (const auto& refusal : file.refusals)
    std::printf("  refused: %s: %s\n", refusal.what.c_str(), refusal.reason.c_str());
}

std::optional<eid::ImportTrust> read_trust(const TrustOptions& options) {
  eid::ImportTrust trust;
  for (const std::string& typed : options.pins) {
    auto pin = eid::read_pin(typed);
    if (!pin) {
      complain("--pin " + typed + ": " + "a pin is a SHA-256, 64 hexadecimal digits");
      return std::nullopt;
    }
    trust.pins.push_back(std::move(*pin));
  }
  for (const auto& file : options.anchors) {
    const auto content = read_file(file);
    if (!content)
      return std::nullopt;
    auto certificates = eid::read_certificates(*content);
    if (!certificates) {
      complain("--anchor " + file.string() + " " + certificates.failure().detail);
      return std::nullopt;
    }
    trust.anchors.insert(trust.anchors.end(), certificates->begin(), certificates->end());
  }
  return trust;
}

const char* name(eid::TrustSource::Kind kind) {
  switch (kind) {
  case eid::TrustSource::Kind::master_list: return "master list";
  case eid::TrustSource::Kind::certificates: return "certificates";
  case eid::TrustSource::Kind::revocation_lists: return "revocation lists";
  case eid::TrustSource::Kind::directory: return "directory";
  }
  return "";
}

void print(const eid::TrustTable& table, const eid::TrustSummary& summary) {
  std::printf("made       %s\nsha256     %s\n", table.made.c_str(), table.fingerprint.c_str());
  std::printf(
      "%zu certificates of %s, %s\n", table.certificates.size(),
      counted(static_cast<int>(summary.countries.size()), "country", "countries").c_str(),
      counted(static_cast<int>(table.revocations.size()), "revocation list", "revocation lists")
          .c_str());
  for (const auto& source : table.sources)
    std::printf("from %s: %s%s%s, imported %s, %d of %d taken, sha256 %s\n", source.name.c_str(),
                name(source.kind), source.signed_at.empty() ? "" : " signed ",
                source.signed_at.substr(0, 10).c_str(), source.imported.substr(0, 10).c_str(),
                source.taken, source.listed, to_hex(source.sha256).c_str());
  for (const auto& anchor : summary.anchors)
    std::printf("vouches for master lists: %s\n", anchor.c_str());
  for (const auto& [code, country] : summary.countries) {
    std::printf("%-3s %3d", code.c_str(), country.certificates);
    if (country.links > 0)
      std::printf(", %s", counted(country.links, "link", "links").c_str());
    if (country.expired > 0)
      std::printf(", %d run out", country.expired);
    std::printf("\n");
  }
  for (const auto& list : summary.revocations)
    std::printf("revoked by %s: %d, of %s%s%s%s\n", list.issuer.c_str(), list.revoked,
                list.from.c_str(), list.next.empty() ? "" : ", next by ", list.next.c_str(),
                list.overdue ? ": OVERDUE, import the newer one" : "");
}

void print_json(const eid::TrustTable& table, const eid::TrustSummary& summary) {
  nlohmann::json out = {{"made", table.made},
                        {"sha256", table.fingerprint},
                        {"certificates", table.certificates.size()},
                        {"anchors", summary.anchors},
                        {"sources", nlohmann::json::array()},
                        {"countries", nlohmann::json::object()},
                        {"revocation_lists", nlohmann::json::array()}};
  for (const auto& source : table.sources)
    out["sources"].push_back({{"name", source.name},
                              {"kind", name(source.kind)},
                              {"sha256", to_hex(source.sha256)},
                              {"imported", source.imported},
                              {"country", source.country},
                              {"signed_at", source.signed_at},
                              {"listed", source.listed},
                              {"taken", source.taken},
                              {"refused", source.refused}});
  for (const auto& [code, country] : summary.countries)
    out["countries"][code] = {{"certificates", country.certificates},
                              {"links", country.links},
                              {"expired", country.expired}};
  for (const auto& list : summary.revocations)
    out["revocation_lists"].push_back({{"issuer", list.issuer},
                                       {"from", list.from},
                                       {"next", list.next},
                                       {"revoked", list.revoked},
                                       {"overdue", list.overdue}});
  std::printf("%s\n", out.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace).c_str());
}

} // namespace

bool import_trust(const TrustOptions& options) {
  const auto trust = read_trust(options);
  if (!trust)
    return false;
  eid::TrustTable table;
  if (std::filesystem::exists(options.table)) {
    auto old = eid::load_trust_table(options.table);
    if (!old)
      return complain(options.table.string() + ": " + old.failure().detail +
                      "; move it away to begin a new one");
    table = std::move(*old);
  }
  std::vector<eid::ImportFile> files;
  for (const auto& path : options.files) {
    auto content = read_file(path);
    if (!content)
      return false;
    files.push_back({path.filename().string(), std::move(*content)});
  }
  const auto report = eid::import_trust(std::move(table), files, *trust, system_clock().wall());
  for (const auto& file : report.files)
    print(file);
  if (!report.good())
    return complain(options.table.string() + " stays as it was: not every file could be taken");
  if (const Status saved = eid::save_trust_table(report.table, options.table); !saved)
    return complain(saved.failure().detail);
  std::printf("%s: now %zu certificates, %s\n", options.table.string().c_str(),
              report.table.certificates.size(),
              counted(static_cast<int>(report.table.revocations.size()), "revocation list",
                      "revocation lists")
                  .c_str());
  return true;
}

bool show_trust(const TrustOptions& options) {
  const auto table = eid::load_trust_table(options.table);
  if (!table)
    return complain(options.table.string() + ": " + table.failure().detail);
  const auto summary = eid::summarise(*table, system_clock().wall());
  if (options.machine)
    print_json(*table, summary);
  else
    print(*table, summary);
  return true;
}

} // namespace foyer::ctl
