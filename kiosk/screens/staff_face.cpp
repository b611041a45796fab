// SPDX-License-Identifier: EUPL-1.2
// The photo in a passport's chip: read at the visitors' reader, looked at, gone.
#include "parts.hpp"
#include "staff_pages.hpp"
#include "zone_fields.hpp"

#include <cmath>

namespace foyer::screens {

namespace {

ui::PageSpec face_page(const Frame& frame, std::string id, std::string_view question,
                       std::string_view lead) {
  ui::PageSpec spec;
  spec.id = std::move(id);
  spec.question = frame.text(question);
  spec.lead = frame.text(lead);
  spec.back = frame.text("ui.back");
  return spec;
}

ui::ImagePtr picture_of(const staff::Portrait& face) {
  const std::shared_ptr<ui::Image> image(new ui::Image, [](ui::Image* gone) {
    wipe(gone->rgba);
    delete gone;
  });
  image->width = face.width;
  image->height = face.height;
  image->rgba.assign(face.rgba.begin(), face.rgba.end());
  return image;
}

// As large as it takes to compare, and no larger: others stand in the lobby.
void portrait(Frame& frame, const ui::ImagePtr& image) {
  auto& ui = frame.ui;
  if (!image || image->height <= 0)
    return;
  ui.gap(ui::size::group_gap);
  const float h = ui.mm(picture_mm(ui, 150, 100));
  const float w = h * static_cast<float>(image->width) / static_cast<float>(image->height);
  const auto row = ui.place(h);
  const ui::Rect box{std::round(row.x + (row.w - w) / 2), row.y, std::round(w), h};
  ui.record({.id = "staff.portrait",
             .role = ui::Role::image,
             .label = frame.text("ui.staff.face.shown"),
             .rect = box});
  ui.shadow(box, ui.mm(0.6f));
  const auto shown = ui.image(image, box);
  ui.outline(shown.inset(-1), ui.theme().outline, 1, 0);
}

void verdict(Frame& frame, staff::Authentic authentic) {
  const auto say = [&](ui::Tone tone, const std::string& key) {
    ui::notice(frame.ui, "staff.genuine", tone, frame.text(key), frame.text(key + ".text"));
  };
  switch (authentic) {
  case staff::Authentic::yes: return say(ui::Tone::success, "ui.staff.genuine.yes");
  case staff::Authentic::unknown: return say(ui::Tone::warning, "ui.staff.genuine.unknown");
  case staff::Authentic::no: return say(ui::Tone::error, "ui.staff.genuine.no");
  }
}

} // namespace

void staff_face_key(Frame& frame) {
  ZoneFields fields(frame, frame.glass.staff_zone, "staff.zone");
  auto spec = face_page(frame, "staff_face_key", "ui.staff.face.key", "ui.staff.face.key.text");
  const bool lies_there = frame.state().card == api::CardPresence::present;
  spec.primary = frame.text("ui.staff.face.read");
  spec.primary_enabled = fields.complete() && lies_there;
  const auto happened = begin_staff_page(frame, spec);
  fields.draw();
  if (!reader_notice(frame, "staff.reader") && !lies_there)
    ui::notice(frame.ui, "staff.absent", ui::Tone::info, frame.text("ui.staff.face.lay"));
  if (happened.back)
    frame.wish(staff::ShowDesk{});
  if (frame.end() && spec.primary_enabled) {
    auto zone = fields.take();
    frame.wish(
        staff::SubmitKey{{std::move(zone.number), std::move(zone.birth), std::move(zone.expiry)}});
  }
}

void staff_face_reading(Frame& frame) {
  auto spec =
      face_page(frame, "staff_face_reading", "ui.staff.face.reading", "ui.staff.face.reading.text");
  spec.back = frame.text("ui.staff.cancel");
  const auto happened = begin_staff_page(frame, spec);
  ui::card_picture(frame.ui, "staff.picture", ui::CardPicture::reading,
                   frame.text("ui.staff.face.reading"), picture_mm(frame.ui, 130, 64));
  if (happened.back)
    frame.wish(staff::ShowDesk{});
  frame.end();
}

void staff_face(Frame& frame) {
  const auto& work = *frame.model.staff;
  if (work.face && !frame.glass.portrait)
    frame.glass.portrait = picture_of(*work.face);
  auto spec = face_page(frame, "staff_face", "ui.staff.face.shown", "ui.staff.face.shown.text");
  spec.back.clear();
  spec.primary = frame.text("ui.close");
  spec.primary_icon = ui::Icon::close;
  (void)begin_staff_page(frame, spec);
  verdict(frame, work.authentic);
  portrait(frame, frame.glass.portrait);
  if (frame.end())
    frame.wish(staff::ShowDesk{});
}

void staff_face_problem(Frame& frame) {
  const auto& work = *frame.model.staff;
  ui::PageSpec spec;
  spec.id = "staff_face_problem";
  spec.back = frame.text("ui.back");
  std::string advice;
  switch (work.no_face) {
  case staff::NoFace::residence_title:
    spec.question = frame.text("ui.staff.face.title");
    advice = frame.text("ui.staff.face.title.text");
    break;
  case staff::NoFace::not_given:
    spec.question = frame.text("ui.staff.face.none");
    advice = frame.text("ui.staff.face.none.text");
    break;
  case staff::NoFace::failed: {
    const auto code = work.face_failure.value_or(FailureCode::internal);
    const auto key = "failure." + std::string(name(code));
    spec.question = frame.text(key + ".title");
    advice = frame.text(key + ".advice");
    spec.primary = frame.text("ui.try_again");
    spec.primary_icon = ui::Icon::retake;
    break;
  }
  }
  const auto happened = begin_staff_page(frame, spec);
  ui::notice(frame.ui, "staff.problem", ui::Tone::warning, advice);
  if (happened.back)
    frame.wish(staff::ShowDesk{});
  if (frame.end())
    frame.wish(staff::AskFace{});
}

} // namespace foyer::screens
