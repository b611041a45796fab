// SPDX-License-Identifier: EUPL-1.2
// Differences of two versions of an assistant, in words.
#pragma once

#include <forms/assistant.hpp>
#include <i18n/catalogue.hpp>

#include <string>
#include <vector>

namespace foyer::author {

// One sentence a difference, in the order of the new definition; empty when the two are equal in
// all that visitors and staff can notice.
std::vector<std::string> differences(const forms::Assistant& before,
                                     const i18n::Catalogue& texts_before,
                                     const forms::Assistant& after,
                                     const i18n::Catalogue& texts_after);

} // namespace foyer::author
