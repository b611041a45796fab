// SPDX-License-Identifier: EUPL-1.2
// Letters to train with: the interface's own texts in free faces, drawn, scanned by a model, made
// worse, and taken apart by the very code that will read pages.
#pragma once

#include "letters.hpp"

#include <filesystem>
#include <random>
#include <span>
#include <vector>

namespace foyer::support_papers {

// Of 0..255, a quarter of the size of a Window.
using Sample = std::array<std::uint8_t, imaging::window_side * imaging::window_side>;

// Throws where a face is not installed.
void require_faces(std::span<const char* const> faces);

// Upright letters of `pages` sheets of a language, whose texts lie in `folder`, in those of the
// faces that have its letters.
std::vector<Sample> letters_of(const std::filesystem::path& folder,
                               std::span<const char* const> faces, int pages, std::mt19937& random);

} // namespace foyer::support_papers
