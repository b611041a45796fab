// SPDX-License-Identifier: EUPL-1.2
// The worker's answers, out of its message and its memory. Each fails with: malformed, for another
// answer than was asked for, and for what no worker of ours says.
#pragma once

#include <pages/page_protocol.hpp>
#include <pages/page_worker.hpp>

namespace foyer::pages {

Result<PreparedPage> take_prepared(const PageMessage& answer, int memory, const Shape& page);
Result<Fingerprint> take_print(const PageMessage& answer, int memory);
Result<std::vector<Code>> take_codes(const PageMessage& answer, int memory);
Result<std::optional<PrintedZone>> take_zone(const PageMessage& answer, int memory);
Result<Preview> take_face(const PageMessage& answer, int memory);
Result<Bytes> take_pdf(const PageMessage& answer, int memory, std::size_t most_bytes);
// Which one it is, below `count`.
Result<std::size_t> take_wish(const PageMessage& answer, std::size_t count);

} // namespace foyer::pages
