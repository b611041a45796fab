// SPDX-License-Identifier: EUPL-1.2
#include <sync/courier.hpp>

#include "api.hpp"
#include "nonce.hpp"

#include <base/log.hpp>

#include <nlohmann/json.hpp>

namespace foyer::sync {

namespace {

using std::chrono::milliseconds;

// A terminal may have lain in a cupboard since it last knew the time, or since it was built.
constexpr std::chrono::years longest_asleep{5};

// Milliseconds since 1970 from a signed answer to our nonce.
Result<WallTime> read_time(ByteView payload, const std::string& nonce) {
  const auto claims = nlohmann::json::parse(as_text(payload), nullptr, false);
  constexpr std::int64_t year_9999 = 253'402'300'799'000;
  if (!claims.is_object() || !claims.contains("ms") || !claims["ms"].is_number_integer() ||
      claims["ms"].get<std::int64_t>() < 0 || claims["ms"].get<std::int64_t>() > year_9999)
    return fail(FailureCode::server_answer_malformed, "claim ms");
  // An old answer, replayed, would set us back.
  if (!claims.contains("nonce") || claims["nonce"] != nonce)
    return fail(FailureCode::receipt_forged, "time for another nonce");
  return WallTime(milliseconds(claims["ms"].get<std::int64_t>()));
}

} // namespace

Result<WallTime> synchronise_time(store::Store& store, Line& line, const EventKey& key,
                                  const Clock& clock, const std::stop_token& stop,
                                  milliseconds tolerance) {
  FOYER_TRY(const std::string nonce, new_nonce());
  const SteadyTime asked = std::chrono::time_point_cast<milliseconds>(clock.steady());
  const auto answer = Api(line, stop).time(nonce);
  const milliseconds round_trip = clock.steady() - asked;
  if (const auto* failure = std::get_if<ApiFailure>(&answer))
    return failure->failure;
  FOYER_TRY(const Bytes payload, key.open(std::get<std::string>(answer), "foyer-time+jwt"));
  FOYER_TRY(const WallTime server, read_time(payload, nonce));
  const milliseconds off = std::chrono::abs(clock.wall() - server);
  if (off <= tolerance + round_trip) {
    FOYER_CHECK(store.clock_synchronised(server));
    return server;
  }
  const bool ahead = server > clock.wall();
  log(events::ClockDiffers{.server = ahead ? Token("ahead") : Token("behind")});
  FOYER_TRY(const store::ClockFacts facts, store.clock_facts());
  const bool ours_counts = store::judge_clock(clock.wall(), facts) == store::ClockVerdict::trusted;
  // A floor never falls again: one answer with a wrong clock must not end all filing here.
  if (ahead && !ours_counts && server - facts.floor <= longest_asleep)
    FOYER_CHECK(store.raise_clock_floor(server));
  return server;
}

} // namespace foyer::sync
