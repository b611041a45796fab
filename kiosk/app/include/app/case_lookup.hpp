// SPDX-License-Identifier: EUPL-1.2
// Opens a case from what the terminal itself knows and what the office says, whichever there is.
// For the terminal's desk and for foyerctl; blocks for up to half a minute.
#pragma once

#include <agent/client.hpp>
#include <base/result.hpp>
#include <seal/case_seal.hpp>
#include <store/filing.hpp>
#include <visit/case.hpp>

#include <functional>
#include <stop_token>
#include <string_view>

namespace foyer::app {

// Store::find_case, on whatever thread owns the store.
using KnownHere =
    std::function<Result<store::FoundCase>(const store::ReceiptNumber& number, ByteView verifier)>;

// Number and code as somebody typed them, or as the receipt's QR carries them. Only who has the
// code learns anything, also of what lies in this terminal. A stopped look-up fails.
visit::CaseReply look_up_case(const agent::Client& agent, const KnownHere& known_here,
                              std::string_view number, const Secret& code,
                              const std::stop_token& stop);

} // namespace foyer::app
