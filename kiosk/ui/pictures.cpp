// SPDX-License-Identifier: EUPL-1.2
// Drawn pictures: the residence card with its CAN, the card on the reader, the QR code.
#include "ui_impl.hpp"

#include <cmath>

namespace foyer::ui {

namespace {

constexpr float id1_ratio = 85.6f / 53.98f; // ISO/IEC 7810 ID-1

// A number as it is printed on the card, at the end of its box; the place that it takes.
Rect draw_number(Ui& ui, Rect box, std::string_view number, Weight weight, Color ink) {
  TextStyle style;
  style.em_px = std::round(box.h * 0.82f);
  style.weight = weight;
  style.tabular = true;
  const auto laid = ui.layout(number, style);
  const float x = box.right() - laid->width;
  ui.draw_text(*laid, {x, box.y + std::round((box.h - laid->height) / 2)}, ink);
  return {x, box.y, laid->width, box.h};
}

// The front of an electronic residence title: portrait, text lines, chip sign, the document number
// at the top right, and at the lower right the six digits of the CAN.
void draw_card(Ui& ui, Rect r, bool mark_can) {
  const Theme& t = ui.theme();
  const float radius = std::round(r.h * 0.06f);
  ui.shadow(r, radius);
  ui.fill(r, t.high_contrast ? t.card : mix(t.card, t.accent_ground, 0.55f), radius);
  ui.outline(r, t.accent_text, ui.mm(size::outline), radius);
  const auto part = [&](float x, float y, float w, float h) {
    return Rect{std::round(r.x + r.w * x), std::round(r.y + r.h * y), std::round(r.w * w),
                std::max(1.f, std::round(r.h * h))};
  };
  const Color soft = t.high_contrast ? t.ink : mix(t.accent_text, t.card, 0.55f);
  const float thin = std::max(1.f, ui.mm(0.5f));
  ui.fill(part(0.05f, 0.08f, 0.42f, 0.055f), t.accent_text, 2);
  // Portrait: a plain silhouette ground, no face.
  const Rect photo = part(0.05f, 0.24f, 0.24f, 0.56f);
  ui.fill(photo, t.accent_ground, thin * 2);
  ui.outline(photo, soft, thin, thin * 2);
  const Vec2 head{photo.x + photo.w / 2, photo.y + photo.h * 0.38f};
  ui.push_clip(photo.inset(thin));
  ui.circle(head, photo.w * 0.2f, soft);
  ui.circle({head.x, photo.bottom() + photo.w * 0.16f}, photo.w * 0.42f, soft);
  ui.pop_clip();
  const float widths[] = {0.5f, 0.36f, 0.44f, 0.4f, 0.3f};
  for (std::size_t i = 0; i < 5; ++i) {
    const float y = 0.27f + 0.115f * static_cast<float>(i);
    ui.fill(part(0.34f, y, widths[i], 0.035f), soft, 2);
  }
  ui.line({r.x + r.w * 0.34f, r.y + r.h * 0.88f}, {r.x + r.w * 0.62f, r.y + r.h * 0.88f}, soft,
          thin);
  // Contactless chip sign (ICAO 9303-9): two bars with a circle between them.
  const Rect chip = part(0.87f, 0.24f, 0.08f, 0.1f);
  ui.outline(chip, t.accent_text, thin, 2);
  ui.ring(chip.centre(), chip.h * 0.28f, t.accent_text, thin);
  const Rect top = part(0.6f, 0.06f, 0.35f, 0.1f), can = part(0.7f, 0.79f, 0.25f, 0.13f);
  if (!mark_can) { // numbers are for who looks for one
    ui.fill(top.inset(0, top.h * 0.3f), soft, 2);
    ui.fill(can.inset(0, can.h * 0.34f), soft, 2);
    return;
  }
  (void)draw_number(ui, top, "AZ0X1Y2Z3", Weight::regular, t.ink);
  const Rect around =
      draw_number(ui, can, "123456", Weight::bold, t.ink).inset(-ui.mm(2), -ui.mm(1.4f));
  ui.outline(around, t.high_contrast ? t.ink : t.focus, ui.mm(1.2f), ui.mm(2));
}

// The reader: a tray with the sign for contactless.
void draw_reader(Ui& ui, Rect r) {
  const Theme& t = ui.theme();
  const float radius = ui.mm(4);
  ui.fill(r, t.high_contrast ? t.card : mix(t.accent_ground, t.accent_text, 0.08f), radius);
  ui.outline(r, t.accent_text, ui.mm(0.8f), radius);
  const Rect inner = r.inset(std::round(r.h * 0.1f));
  ui.outline(inner, t.high_contrast ? t.ink : mix(t.accent_text, t.card, 0.5f), ui.mm(0.5f),
             ui.mm(3));
  const float side = std::round(inner.h * 0.44f);
  ui.icon(Icon::reader,
          {std::round(inner.centre().x - side / 2), std::round(inner.centre().y - side / 2), side,
           side},
          t.accent_text);
}

float ease_out(float x) {
  return 1 - (1 - x) * (1 - x) * (1 - x);
}

} // namespace

void card_picture(Ui& ui, std::string_view id, CardPicture picture, std::string_view alt,
                  float height_mm) {
  auto& self = ui.impl();
  ui.gap(size::group_gap);
  const float height = ui.mm(height_mm);
  const Rect row = ui.place(height);
  Node node;
  node.id = id, node.role = Role::image, node.label = alt, node.rect = row;
  ui.record(std::move(node));
  const float card_h = std::round(height * (picture == CardPicture::show_can ? 0.94f : 0.62f));
  const float card_w = std::round(card_h * id1_ratio);
  if (picture == CardPicture::show_can) {
    draw_card(ui,
              {row.x + std::round((row.w - card_w) / 2), row.y + std::round((row.h - card_h) / 2),
               card_w, card_h},
              true);
  } else {
    const float reader_w = std::round(card_w * 1.24f), reader_h = std::round(card_h * 1.24f);
    const float above = picture == CardPicture::reading ? std::round((row.h - reader_h) / 2)
                                                        : row.h - reader_h; // where it comes from
    const Rect reader{row.x + std::round((row.w - reader_w) / 2), row.y + above, reader_w,
                      reader_h};
    draw_reader(ui, reader);
    // Where the card is between beside (0) and on (1) the reader: a glide of 900 ms every 4 s.
    float on = picture == CardPicture::reading ? 1.f : 0.f;
    if (picture == CardPicture::place_on_reader || picture == CardPicture::remove) {
      on = picture == CardPicture::place_on_reader ? 0.45f : 0.f;
      if (ui.motion()) {
        const auto phase = static_cast<float>(self.now.time_since_epoch().count() % 4000) / 900.f;
        on = ease_out(std::clamp(phase, 0.f, 1.f));
        if (picture == CardPicture::remove)
          on = 1 - on;
        if (phase < 1)
          self.wake_in(std::chrono::milliseconds(16));
        else
          ui.wake_at(self.now +
                     std::chrono::milliseconds(4000 - self.now.time_since_epoch().count() % 4000));
      }
    }
    const float away = reader_w * 0.34f;
    const float x = reader.x + std::round((reader_w - card_w) / 2) +
                    std::round((1 - on) * away) * (ui.rtl() ? -1.f : 1.f);
    const float y =
        reader.y + std::round((reader_h - card_h) / 2) - std::round((1 - on) * (height - reader_h));
    draw_card(ui, {x, y, card_w, card_h}, false);
  }
  ui.gap(size::group_gap);
}

void qr_code(Ui& ui, std::string_view id, const QrMatrix& matrix, std::string_view alt,
             float side_mm) {
  ui.gap(size::row_gap);
  if (matrix.size <= 0 || matrix.dark.size() != static_cast<std::size_t>(matrix.size) *
                                                    static_cast<std::size_t>(matrix.size))
    return;
  // Whole pixels a module and a quiet zone of four (ISO/IEC 18004 6.3.8), black on white always.
  const int cells = matrix.size + 8;
  const float module = std::max(1.f, std::floor(ui.mm(side_mm) / static_cast<float>(cells)));
  const float side = module * static_cast<float>(cells);
  const Rect row = ui.place(side);
  const Rect r = ui.mirrored({row.x, row.y, side, side}, row);
  Node node;
  node.id = id, node.role = Role::image, node.label = alt, node.rect = r;
  ui.record(std::move(node));
  ui.fill(r, Color::rgb(0xFFFFFF));
  for (int y = 0; y < matrix.size; ++y)
    for (int x = 0; x < matrix.size;) {
      int run = 0;
      while (x + run < matrix.size &&
             matrix.dark[static_cast<std::size_t>(y * matrix.size + x + run)])
        ++run;
      if (run > 0)
        ui.fill({r.x + static_cast<float>(x + 4) * module, r.y + static_cast<float>(y + 4) * module,
                 static_cast<float>(run) * module, module},
                Color::rgb(0));
      x += std::max(run, 1);
    }
  ui.gap(size::row_gap);
}

} // namespace foyer::ui
