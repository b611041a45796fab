// SPDX-License-Identifier: EUPL-1.2
// Text in a place that cannot grow: type is made smaller, by two sevenths at most (in the
// standard size a heading to that of a label), so that no word of it (German ones are long) is
// broken where no hyphen belongs. UI thread.
#pragma once

#include <ui/text.hpp>

#include <string_view>

namespace foyer::ui {

class Ui;

// In pixels, as the style is.
float widest_word(Ui& ui, std::string_view text, TextStyle style);

// `width` in pixels.
LayoutPtr fitted(Ui& ui, std::string_view text, TextStyle style, float width);

} // namespace foyer::ui
