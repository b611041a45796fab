// SPDX-License-Identifier: EUPL-1.2
// The pages of an assistant and what guards them, as a DOT graph (graphviz).
#pragma once

#include <forms/assistant.hpp>

#include <string>

namespace foyer::author {

std::string dot(const forms::Assistant& assistant);

} // namespace foyer::author
