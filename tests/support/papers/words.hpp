// SPDX-License-Identifier: EUPL-1.2
// Sentences without a meaning, for invented papers.
#pragma once

#include <support_papers/papers.hpp>

#include <random>

namespace foyer::support_papers {

using Random = std::mt19937;
double between(Random& random, double from, double to);
std::size_t below(Random& random, std::size_t limit);

std::string word(Script script, Random& random);
std::string capitalised_words(Script script, Random& random, int count);
std::string sentences(Script script, Random& random, int count);
std::string amount(Random& random);
// One of several faces of that script.
const char* font(Script script, Random& random);

} // namespace foyer::support_papers
