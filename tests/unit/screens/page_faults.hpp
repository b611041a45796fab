// SPDX-License-Identifier: EUPL-1.2
// What is wrong with the page that was drawn last, a line each; "" is well.
#pragma once

#include <ui/ui.hpp>

#include <string>

namespace foyer::screens_test {

std::string faults_of(const ui::Ui& ui);

} // namespace foyer::screens_test
