// SPDX-License-Identifier: EUPL-1.2
#include "shared_admission.hpp"

namespace foyer::middletier {

namespace {

using std::chrono::duration_cast;
using std::chrono::microseconds;

// No terminal's name: the first moment nobody has. Its row is the one everybody waits for.
constexpr const char* next_row = "";

std::int64_t us(AdmissionRule::Moment moment) {
  return duration_cast<microseconds>(moment).count();
}

} // namespace

std::optional<std::chrono::seconds> SharedAdmission::ask(const std::string& terminal, int waiting) {
  if (rule_.takes_everybody())
    return std::nullopt;
  // A promise lost with the machine is made anew; nothing of a filing depends on it.
  return db_.transaction(Kind::fleeting, [&](Connection& connection) {
    AdmissionRule::Moment next = microseconds(
        connection.query("SELECT moment FROM admission WHERE terminal=$1 {locked}", {next_row})
            .at(0)
            .number(0));
    const std::int64_t now = connection.query("SELECT {now in us}").at(0).number(0);
    connection.change("DELETE FROM admission WHERE moment<$1 AND terminal<>$2",
                      {now - us(AdmissionRule::kept), next_row});
    const Rows known =
        connection.query("SELECT moment, filings FROM admission WHERE terminal=$1", {terminal});
    std::optional<AdmissionRule::Promise> promise;
    if (!known.empty())
      promise = {microseconds(known[0].number(0)), static_cast<int>(known[0].number(1))};
    const auto wait = rule_.ask(promise, next, waiting, microseconds(now));
    connection.change("UPDATE admission SET moment=$1 WHERE terminal=$2", {us(next), next_row});
    if (promise)
      connection.change("INSERT INTO admission VALUES($1,$2,$3) ON CONFLICT(terminal) DO UPDATE "
                        "SET moment=excluded.moment, filings=excluded.filings",
                        {terminal, us(promise->moment), promise->filings});
    else
      connection.change("DELETE FROM admission WHERE terminal=$1", {terminal});
    return wait;
  });
}

} // namespace foyer::middletier
