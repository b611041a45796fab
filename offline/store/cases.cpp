// SPDX-License-Identifier: EUPL-1.2
// What this terminal knows of a case by itself, for whoever has its code.
#include "store_impl.hpp"

namespace foyer::store {

Result<FoundCase> Store::find_case(const ReceiptNumber& number, ByteView verifier) {
  Database& db = impl_->db;
  const WallTime now = impl_->options.clock->wall();
  FOYER_TRY(auto entry, find(number));
  FoundCase result;
  if (!entry || entry->case_verifier.empty())
    return result;
  const std::uint32_t sequence = entry->sequence;
  FOYER_TRY(const Bytes filed, from_hex(entry->case_verifier));
  FOYER_TRY(Transaction transaction, Transaction::begin(db));
  // Also those from the future: the clock has been set back, and they would lock for ever.
  FOYER_CHECK(db.run("DELETE FROM case_miss WHERE at_ms <= ? OR at_ms > ?",
                     to_ms(now - case_misses_span), to_ms(now)));
  FOYER_TRY(const auto misses,
            db.number("SELECT count(*) FROM case_miss WHERE sequence = ?", sequence));
  FOYER_TRY(const auto first,
            db.number("SELECT min(at_ms) FROM case_miss WHERE sequence = ?", sequence));
  if (misses.value_or(0) >= case_misses_allowed)
    result.locked_until = from_ms(first.value_or(0)) + case_misses_span;
  else if (equal_constant_time(filed, verifier))
    result.filing = std::move(*entry);
  else
    FOYER_CHECK(
        db.run("INSERT INTO case_miss(sequence, at_ms) VALUES(?, ?)", sequence, to_ms(now)));
  FOYER_CHECK(transaction.commit());
  if (!result.filing)
    return result;
  FOYER_TRY(result.events, events(sequence));
  FOYER_TRY(result.answers, impl_->answers_to(number));
  return result;
}

} // namespace foyer::store
