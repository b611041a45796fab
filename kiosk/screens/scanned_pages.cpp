// SPDX-License-Identifier: EUPL-1.2
// Pages side by side as small pictures: to look at, to put into another order, to take out.
#include "parts.hpp"

#include <algorithm>
#include <cmath>

namespace foyer::screens {

void small_pages(ui::Ui& ui, std::size_t from, std::size_t end, float below,
                 const std::function<void(std::size_t, ui::Rect)>& draw) {
  const float width = ui.mm(small_page_width), height = ui.mm(small_page_height), gap = ui.mm(8);
  const auto a_row =
      std::max<std::size_t>(1, static_cast<std::size_t>((ui.column().w + gap) / (width + gap)));
  for (; from < end; from += a_row) {
    const auto area = ui.place(height + below);
    for (std::size_t n = from; n < std::min(end, from + a_row); ++n) {
      const auto column = static_cast<float>(n - from);
      draw(n, ui.mirrored({area.x + column * (width + gap), area.y, width, height}, area));
    }
    ui.gap(ui::size::row_gap);
  }
}

namespace {

class PageCards {
 public:
  PageCards(Frame& frame, const std::vector<visit::ScannedPage>& pages, bool changeable)
      : frame_(frame), ui_(frame.ui), pages_(pages), changeable_(changeable),
        style_(ui_.style(ui::size::help, ui::Weight::bold, ui::Align::centre)),
        name_(highest_name()), control_(highest_control()) {}

  void draw() {
    small_pages(ui_, 0, pages_.size(), below(),
                [this](std::size_t n, ui::Rect box) { card(n, box); });
  }

 private:
  [[nodiscard]] bool can_move() const { return changeable_ && pages_.size() > 1; }
  [[nodiscard]] float below() const {
    const float apart = ui_.mm(ui::size::grid);
    return ui_.mm(6) + name_ + (can_move() ? control_ + apart : 0) + (changeable_ ? control_ : 0);
  }

  std::string words(const char* key, std::size_t n) {
    return frame_.text(key, {{"n", static_cast<std::int64_t>(n + 1)}});
  }

  // In large type on a small panel they take two lines.
  float highest_name() {
    float height = 0;
    for (std::size_t n = 0; n < pages_.size(); ++n)
      height =
          std::max(height, ui_.layout(words("visit.document.page", n), style_, width_)->height);
    return height;
  }
  float highest_control() {
    const float label = ui_.layout(frame_.text("ui.remove"), style_, width_)->height;
    return std::max(ui_.mm(16), label + ui_.mm(5));
  }

  void card(std::size_t n, ui::Rect box) {
    picture(n, box);
    const auto name = ui_.layout(words("visit.document.page", n), style_, width_);
    ui_.draw_text(*name, {box.x, box.bottom() + ui_.mm(2)}, ui_.theme().ink_quiet);
    if (!changeable_)
      return;
    ui::Rect row{box.x, box.bottom() + ui_.mm(4) + name_, width_, control_};
    if (can_move()) {
      const float half = std::floor((width_ - ui_.mm(ui::size::grid)) / 2);
      const auto id = std::to_string(n);
      if (arrow("earlier." + id, words("visit.document.earlier", n), ui::Icon::back,
                ui_.mirrored({row.x, row.y, half, control_}, row), n > 0))
        frame_.say(visit::MovePage{n, -1});
      if (arrow("later_page." + id, words("visit.document.later_page", n), ui::Icon::forward,
                ui_.mirrored({row.right() - half, row.y, half, control_}, row),
                n + 1 < pages_.size()))
        frame_.say(visit::MovePage{n, 1});
      row.y += control_ + ui_.mm(ui::size::grid);
    }
    if (remove(n, row))
      frame_.say(visit::RemovePage{n});
  }

  // The picture itself is what one touches to see it in large.
  void picture(std::size_t n, ui::Rect box) {
    const auto& page = pages_[n];
    const auto id = "page." + std::to_string(n);
    ui::Reaction reaction;
    if (changeable_)
      reaction = ui_.touch({.id = id,
                            .role = ui::Role::button,
                            .label = words("visit.document.look", n),
                            .rect = box,
                            .focusable = true});
    ui_.fill(box, ui_.theme().card, ui_.mm(1));
    ui_.image(small_picture(frame_, page.page), box.inset(ui_.mm(1)));
    ui_.outline(box, reaction.pressed ? ui_.theme().accent : ui_.theme().outline,
                ui_.mm(reaction.pressed ? ui::size::selected : ui::size::hairline), ui_.mm(1));
    if (!changeable_) {
      ui_.record({.id = id,
                  .role = ui::Role::image,
                  .label = words("visit.document.page", n),
                  .rect = box});
      return;
    }
    const float side = ui_.mm(13);
    const auto corner = ui_.mirrored(
        {box.right() - side - ui_.mm(2), box.bottom() - side - ui_.mm(2), side, side}, box);
    ui_.fill(corner, ui_.theme().card, ui_.mm(ui::size::radius));
    ui_.outline(corner, ui_.theme().outline, ui_.mm(ui::size::hairline), ui_.mm(ui::size::radius));
    ui_.icon(ui::Icon::search, corner.inset(ui_.mm(3)), ui_.theme().accent_text);
    if (reaction.focus_visible)
      ui_.focus_ring(box, ui_.mm(1));
    if (reaction.activated)
      frame_.say(visit::LookAtPage{n});
  }

  // The ground of a small button; `ink` is what stands on it.
  ui::Reaction face(const std::string& id, const std::string& label, ui::Rect box, bool enabled) {
    const auto& theme = ui_.theme();
    ui::Node node{.id = id, .role = ui::Role::button, .label = label, .rect = box};
    node.focusable = node.state.enabled = enabled;
    const auto reaction = ui_.touch(std::move(node));
    const float radius = ui_.mm(ui::size::radius);
    // What cannot be pressed has no outline: in high contrast nothing else tells it.
    ui_.fill(box,
             !enabled           ? theme.disabled_ground
             : reaction.pressed ? theme.accent_ground
                                : theme.card,
             radius);
    if (enabled)
      ui_.outline(box, theme.outline, ui_.mm(ui::size::outline), radius);
    if (reaction.focus_visible)
      ui_.focus_ring(box, radius);
    return reaction;
  }

  bool arrow(const std::string& id, const std::string& label, ui::Icon icon, ui::Rect box,
             bool enabled) {
    const auto reaction = face(id, label, box, enabled);
    const float side = ui_.mm(9);
    ui_.icon(
        icon,
        {std::round(box.centre().x - side / 2), std::round(box.centre().y - side / 2), side, side},
        enabled ? ui_.theme().accent_text : ui_.theme().disabled_ink);
    return reaction.activated;
  }

  bool remove(std::size_t n, ui::Rect box) {
    const auto reaction =
        face("remove." + std::to_string(n), words("visit.document.remove", n), box, true);
    const auto label = ui_.layout(frame_.text("ui.remove"), style_, box.w);
    ui_.draw_text(*label, {box.x, box.centre().y - label->height / 2}, ui_.theme().accent_text);
    return reaction.activated;
  }

  Frame& frame_;
  ui::Ui& ui_;
  const std::vector<visit::ScannedPage>& pages_;
  bool changeable_;
  ui::TextStyle style_;
  float width_ = ui_.mm(small_page_width);
  float name_, control_;
};

} // namespace

void scanned_pages(Frame& frame, const std::vector<visit::ScannedPage>& pages, bool changeable) {
  PageCards(frame, pages, changeable).draw();
}

} // namespace foyer::screens
