// SPDX-License-Identifier: EUPL-1.2
// The receipt of a filing, and the code of a draft, as documents to print.
#pragma once

#include <app/config.hpp>

#include <base/bytes.hpp>
#include <i18n/catalogue.hpp>
#include <visit/effect.hpp>

namespace foyer::app {

// Fails with what receipt::render_pdf and forms::compose fail with. Blocks for about 100 ms.
Result<Bytes> make_receipt_pdf(const Config& config, const i18n::Catalogue& texts,
                               const visit::FilingRequest& request, const visit::Receipt& receipt);

// The receipt of an answer about a case: its own number, and which case it is for.
Result<Bytes> make_answer_pdf(const Config& config, const i18n::Catalogue& texts,
                              const visit::PrintAnswer& answer);

// The slip with the code of a kept draft.
Result<Bytes> make_code_pdf(const Config& config, const i18n::Catalogue& texts,
                            const visit::KeptDraft& kept, const std::string& language);

// A technician's: does the printer print?
Result<Bytes> make_test_pdf(const Config& config, const i18n::Catalogue& texts, WallTime now);

} // namespace foyer::app
