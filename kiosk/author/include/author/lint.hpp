// SPDX-License-Identifier: EUPL-1.2
// What lint says beyond the loader, looking at what stands beside a definition: German texts that
// it asks for and nobody wrote (F20), offers of assistants that are not there (F21).
#pragma once

#include <forms/loader.hpp>
#include <i18n/catalogue.hpp>

#include <filesystem>
#include <vector>

namespace foyer::author {

// Each with the file and line of what it is about: the field, page, document, code, check.
// Reads the definition's files again; does not fail, a place that is not found is line 0.
std::vector<forms::LoadProblem> lint(const forms::Assistant& assistant,
                                     const std::filesystem::path& assets,
                                     const i18n::Catalogue& texts);

} // namespace foyer::author
