// SPDX-License-Identifier: EUPL-1.2
// The words speech needs beside those of the pages.
#pragma once

#include <i18n/catalogue.hpp>
#include <ui/narrator.hpp>

#include <string>
#include <vector>

namespace foyer::screens {

// `texts` must outlive what is returned.
ui::SpokenWords spoken_words(const i18n::Catalogue& texts, const std::string& language);

// What is said when speech begins: how to move, and what is not said aloud without a headset.
std::vector<ui::Phrase> spoken_welcome(const i18n::Catalogue& texts, const std::string& language,
                                       bool in_private);

} // namespace foyer::screens
