// SPDX-License-Identifier: EUPL-1.2
#include "anchors.hpp"

#include "problem.hpp"

#include <base/clock.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <iostream>

namespace foyer::middletier {

namespace {

bool is_hash(const std::string& text) {
  return text.size() == 64 && std::ranges::all_of(text, [](char c) {
           return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
         });
}

// The chains grow, and what they were stays.
bool follows(const JournalHead& head, const Row& before) {
  const auto goes_on = [](std::int64_t count, const std::string& hash, std::int64_t counted,
                          const std::string& hashed) {
    return count > counted || (count == counted && hash == hashed);
  };
  return goes_on(head.sequence, head.record_hash, before.number(0), before.text(1)) &&
         goes_on(head.events, head.event_hash, before.number(2), before.text(3));
}

} // namespace

std::string Anchors::add(const std::string& terminal, const JournalHead& head,
                         const std::string& nonce) {
  if (head.sequence < 0 || head.events < 0 || !is_hash(head.record_hash) ||
      !is_hash(head.event_hash) || nonce.size() < 16 || nonce.size() > 64)
    throw Problem{422, "urn:foyer:problem:bad-anchor"};
  const std::int64_t now = system_clock().wall().time_since_epoch().count();
  const bool fits = database_.transaction(Kind::serial, [&](Connection& connection) {
    const Rows before = connection.query("SELECT sequence, record_hash, events, event_hash FROM "
                                         "anchor WHERE terminal=$1 AND fits=1 ORDER BY sequence "
                                         "DESC, events DESC LIMIT 1",
                                         {terminal});
    const bool good = before.empty() || follows(head, before[0]);
    // One that does not fit is kept, too: somebody will ask.
    connection.change("INSERT INTO anchor VALUES($1,$2,$3,$4,$5,$6,$7) ON CONFLICT DO NOTHING",
                      {terminal, head.sequence, head.record_hash, head.events, head.event_hash,
                       std::int64_t{good}, now});
    return good;
  });
  if (!fits) {
    std::cout << "anchor " << terminal << " contradicts an earlier one" << std::endl;
    throw Problem{409, "urn:foyer:problem:anchor-conflict"};
  }
  return signer_.sign("foyer-anchor+jwt", nlohmann::json{{"terminal", terminal},
                                                         {"nonce", nonce},
                                                         {"sequence", head.sequence},
                                                         {"recordHash", head.record_hash},
                                                         {"events", head.events},
                                                         {"eventHash", head.event_hash},
                                                         {"ms", now}}
                                              .dump());
}

} // namespace foyer::middletier
