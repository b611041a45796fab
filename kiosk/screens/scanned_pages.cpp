// SPDX-License-Identifier: EUPL-1.2
// Pages side by side as small pictures.
#include "parts.hpp"

#include <algorithm>

namespace foyer::screens {

void scanned_pages(Frame& frame, const std::vector<visit::ScannedPage>& pages, bool changeable) {
  auto& ui = frame.ui;
  const auto small = ui.style(ui::size::help, ui::Weight::bold, ui::Align::centre);
  const float line = ui.layout("8", small)->height, control = std::max(ui.mm(16), line + ui.mm(5));
  const float w = ui.mm(62), h = ui.mm(84), gap = ui.mm(8),
              under = ui.mm(6) + line + (changeable ? control : 0);
  const auto whole = ui.column();
  const auto a_row =
      std::max<std::size_t>(1, static_cast<std::size_t>((whole.w + gap) / (w + gap)));
  for (std::size_t from = 0; from < pages.size(); from += a_row) {
    const auto area = ui.place(h + under);
    for (std::size_t n = from; n < std::min(pages.size(), from + a_row); ++n) {
      const auto number = static_cast<std::int64_t>(n + 1);
      const auto column = static_cast<float>(n - from);
      const auto box = ui.mirrored({area.x + column * (w + gap), area.y, w, h}, area);
      ui.fill(box, ui.theme().card, ui.mm(1));
      ui.image(small_picture(frame, pages[n].page), box.inset(ui.mm(1)));
      ui.outline(box, ui.theme().outline, ui.mm(ui::size::hairline), ui.mm(1));
      ui.record({.id = "page." + std::to_string(n),
                 .role = ui::Role::image,
                 .label = frame.text("visit.document.page", {{"n", number}}),
                 .rect = box});
      const auto name = ui.layout(frame.text("visit.document.page", {{"n", number}}), small, w);
      ui.draw_text(*name, {box.x, box.bottom() + ui.mm(2)}, ui.theme().ink_quiet);
      if (!changeable)
        continue;
      const ui::Rect below{box.x, box.bottom() + ui.mm(4) + line, w, control};
      const auto reaction = ui.touch({.id = "remove." + std::to_string(n),
                                      .role = ui::Role::button,
                                      .label = frame.text("visit.document.remove", {{"n", number}}),
                                      .rect = below,
                                      .focusable = true});
      ui.outline(below, ui.theme().outline, ui.mm(ui::size::outline), ui.mm(ui::size::radius));
      if (reaction.pressed)
        ui.fill(below, ui.theme().accent_ground, ui.mm(ui::size::radius));
      const auto label = ui.layout(frame.text("ui.remove"), small, below.w);
      ui.draw_text(*label, {below.x, below.centre().y - label->height / 2}, ui.theme().accent_text);
      if (reaction.focus_visible)
        ui.focus_ring(below, ui.mm(ui::size::radius));
      if (reaction.activated)
        frame.say(visit::RemovePage{n});
    }
    ui.gap(ui::size::row_gap);
  }
}

} // namespace foyer::screens
