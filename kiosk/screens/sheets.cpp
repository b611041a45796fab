// SPDX-License-Identifier: EUPL-1.2
#include "sheets.hpp"

#include "parts.hpp"

#include <array>

namespace foyer::screens {

namespace {

void close(Frame& frame, std::string_view id) {
  if (ui::end_sheet(frame.ui, id, frame.text("ui.close")))
    frame.glass.overlay = Overlay::none;
}

std::array<std::string, 4> four(const Frame& frame, std::array<std::string_view, 4> keys) {
  std::array<std::string, 4> texts;
  for (std::size_t i = 0; i < keys.size(); ++i)
    texts[i] = frame.text(keys[i]);
  return texts;
}

} // namespace

void language_sheet(Frame& frame) {
  ui::begin_sheet(frame.ui, "choose_language", frame.text("visit.language.question"));
  std::vector<ui::LanguageItem> items;
  for (const auto& known : frame.model.texts.languages())
    items.push_back({known.code, known.own_name, direction(frame.model.texts, known.code),
                     known.tier == 1 ? "" : frame.in(known.code, "ui.questions_german")});
  const auto chosen = ui::language_list(frame.ui, "choose_language", items, frame.language());
  close(frame, "choose_language");
  if (!chosen)
    return;
  frame.glass.overlay = Overlay::none;
  frame.say(visit::ChooseLanguage{items[*chosen].tag});
}

void display_sheet(Frame& frame) {
  auto& ui = frame.ui;
  const auto& how = frame.state().presentation;
  ui::begin_sheet(ui, "display", frame.text("ui.display"));
  if (const auto size =
          ui::text_size_choice(ui, "display.size", frame.text("ui.display.size"),
                               four(frame, {"ui.display.size.small", "ui.display.size.normal",
                                            "ui.display.size.large", "ui.display.size.largest"}),
                               text_size(how.text_size)))
    frame.say(visit::SetTextSize{static_cast<visit::TextSize>(*size)});
  if (const auto theme = ui::theme_choice(
          ui, "display.theme", frame.text("ui.display.theme"),
          four(frame, {"ui.display.theme.light", "ui.display.theme.dark",
                       "ui.display.theme.black_on_white", "ui.display.theme.white_on_black"}),
          theme_name(how.contrast)))
    frame.say(visit::SetContrast{static_cast<visit::Contrast>(*theme)});
  ui.gap(ui::size::group_gap);
  bool low = how.low_reach;
  if (!ui.profile().landscape() &&
      ui::acknowledgement(ui, "display.low", frame.text("ui.display.low"), {}, low))
    frame.say(visit::SetLowReach{low});
  bool still = !how.motion;
  if (ui::acknowledgement(ui, "display.still", frame.text("ui.display.still"), {}, still))
    frame.say(visit::SetMotion{!still});
  if (how.speech) {
    ui.gap(ui::size::group_gap);
    if (const int by = ui::stepper(ui, "display.speed",
                                   {frame.text("ui.display.speed"), frame.text("ui.display.slower"),
                                    frame.text("ui.display.faster")},
                                   how.speech_speed, visit::speech_steps))
      frame.say(visit::ChangeSpeed{by});
    if (const int by =
            ui::stepper(ui, "display.volume",
                        {frame.text("ui.display.volume"), frame.text("ui.display.quieter"),
                         frame.text("ui.display.louder")},
                        how.speech_volume, visit::speech_steps))
      frame.say(visit::ChangeVolume{by});
  }
  close(frame, "display");
}

void help_sheet(Frame& frame) {
  auto& ui = frame.ui;
  const auto& terminal = frame.model.terminal;
  const auto leave = [&](visit::Event event) {
    frame.glass.overlay = Overlay::none;
    frame.say(std::move(event));
  };
  ui::begin_sheet(ui, "help", frame.text("ui.help_title"));
  ui::paragraph(ui, "help.text", frame.text("ui.help_text", {{"number", terminal.number}}));
  if (!terminal.help_phone.empty())
    ui::paragraph(ui, "help.phone",
                  frame.text("ui.help_phone", {{"phone", isolated(terminal.help_phone)}}));
  ui.gap(ui::size::row_gap);
  if (visit::waits_for_person(frame.state().place)) {
    if (ui::button(ui, "help.staff", frame.text("ui.help.staff"), ui::ButtonKind::secondary,
                   ui::Icon::hand))
      leave(visit::Rest{true});
    if (ui::button(ui, "help.moment", frame.text("ui.help.moment"), ui::ButtonKind::secondary,
                   ui::Icon::pause))
      leave(visit::Rest{false});
    if (ui::button(ui, "help.blank", frame.text("ui.help.blank"), ui::ButtonKind::secondary,
                   ui::Icon::blank))
      leave(visit::SetBlank{true});
  }
  if (ui::button(ui, "help.delete", frame.text("ui.help.delete"), ui::ButtonKind::danger,
                 ui::Icon::trash))
    leave(visit::Leave{});
  close(frame, "help");
}

void resting(Frame& frame) {
  const auto& terminal = frame.model.terminal;
  const bool calls = frame.state().calls_staff;
  ui::DialogSpec spec;
  spec.covers = true;
  spec.icon = calls ? ui::Icon::hand : ui::Icon::pause;
  spec.title = frame.text(calls ? "ui.resting.called" : "ui.resting.title");
  spec.text = frame.text(calls ? "ui.resting.called_text" : "ui.resting.text",
                         {{"number", terminal.number}});
  if (calls && !terminal.help_phone.empty())
    spec.text += "\n" + frame.text("ui.help_phone", {{"phone", isolated(terminal.help_phone)}});
  // For the staff across the room, in their language.
  if (calls)
    if (const auto german = frame.german("ui.resting.called"); !german.empty())
      spec.title += "\n" + german;
  spec.buttons = {frame.text("ui.resting.go_on")};
  if (ui::dialog(frame.ui, "resting", spec))
    frame.say(visit::Stay{});
}

} // namespace foyer::screens
