// SPDX-License-Identifier: EUPL-1.2
// The end of the journal's chains cannot be cut off unseen when somebody else has seen it: the
// middle tier signs what it was shown (offline/sync/FORMAT.md).
#pragma once

#include <sync/event_token.hpp>
#include <sync/line.hpp>

#include <store/store.hpp>

#include <optional>
#include <stop_token>

namespace foyer::sync {

struct Anchor {
  store::ChainHead head;
  WallTime at; // by the middle tier's clock
};

// Shows the head unless it is the one shown last, and keeps the signed answer in the store. Fails
// with store_mismatch where the middle tier says that it has seen another journal of this
// terminal; receipt_forged where the answer is about another head; else as the line and the store
// do.
Status anchor_journal(store::Store& store, Line& line, const EventKey& key,
                      const std::stop_token& stop);

// The last one kept. receipt_forged: `key` has not signed it; server_answer_malformed: it is none.
Result<std::optional<Anchor>> last_anchor(store::Store& store, const EventKey& key);

// store_mismatch where what is in the store is not what was anchored, or less. To be asked after
// Store::verify().
Status verify_anchor(store::Store& store, const Anchor& anchor);

} // namespace foyer::sync
