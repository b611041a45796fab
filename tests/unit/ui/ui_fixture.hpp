// SPDX-License-Identifier: EUPL-1.2
#pragma once

#include <gallery_pages.hpp>
#include <ui/renderer.hpp>
#include <ui/widgets.hpp>
#include <ui_driver/ui_driver.hpp>

#include <catch2/catch.hpp>

namespace foyer {

inline std::unique_ptr<ui::Ui>
open_ui(const ui::ScreenProfile& profile = ui::ScreenProfile::portrait_27()) {
  auto opened = ui::Ui::open(gallery::options(profile));
  if (!opened)
    FAIL(opened.failure().detail);
  auto ui = std::move(opened).value();
  ui->set_motion(false);
  gallery::use_language(*ui, gallery::Language::de);
  return ui;
}

} // namespace foyer
