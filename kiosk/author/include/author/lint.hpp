// SPDX-License-Identifier: EUPL-1.2
// What lint says beyond the loader, looking at what stands beside a definition: German texts that
// it asks for and nobody wrote (F20), offers of assistants that are not there (F21).
#pragma once

#include <forms/loader.hpp>
#include <i18n/catalogue.hpp>

#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

namespace foyer::author {

// Each with the file and line of what it is about: the field, page, document, code, check.
// Reads the definition's files again; does not fail, a place that is not found is line 0.
std::vector<forms::LoadProblem> lint(const forms::Assistant& assistant,
                                     const std::filesystem::path& assets,
                                     const i18n::Catalogue& texts);

// Of <assets>/menu.json, which the terminal offers from: an entry of another shape or twice (F22),
// no such assistant (F23), no such icon (F24), one that is not released as it is here (F25), a
// German text of its tile that nobody wrote (F20). `is_icon` knows the terminal's pictograms.
std::vector<forms::LoadProblem> lint_menu(const std::filesystem::path& assets,
                                          const i18n::Catalogue& texts,
                                          const std::function<bool(std::string_view)>& is_icon);

} // namespace foyer::author
