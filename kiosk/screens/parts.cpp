// SPDX-License-Identifier: EUPL-1.2
#include "parts.hpp"

#include <forms/input.hpp>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <cstdio>

namespace foyer::screens {

namespace {

std::chrono::sys_seconds last_sunday(std::chrono::year year, std::chrono::month month) {
  return std::chrono::sys_days{year / month / std::chrono::Sunday[std::chrono::last]} +
         std::chrono::hours{1};
}

std::string two(unsigned number) {
  std::array<char, 12> out{};
  std::snprintf(out.data(), out.size(), "%02u", number);
  return out.data();
}

std::chrono::hh_mm_ss<std::chrono::seconds> of_day(std::chrono::local_seconds time) {
  return std::chrono::hh_mm_ss<std::chrono::seconds>{time -
                                                     std::chrono::floor<std::chrono::days>(time)};
}

} // namespace

std::chrono::minutes german_offset(WallTime time) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(time);
  const auto year =
      std::chrono::year_month_day{std::chrono::floor<std::chrono::days>(seconds)}.year();
  const bool summer = seconds >= last_sunday(year, std::chrono::March) &&
                      seconds < last_sunday(year, std::chrono::October);
  return std::chrono::hours{summer ? 2 : 1};
}

std::chrono::local_seconds local_time(WallTime time) {
  return std::chrono::local_seconds{
      (std::chrono::floor<std::chrono::seconds>(time) + german_offset(time)).time_since_epoch()};
}

std::string clock_hm(std::chrono::local_seconds time) {
  const auto day = of_day(time);
  return two(static_cast<unsigned>(day.hours().count())) + ":" +
         two(static_cast<unsigned>(day.minutes().count()));
}

std::string clock_hms(std::chrono::local_seconds time) {
  return clock_hm(time) + ":" + two(static_cast<unsigned>(of_day(time).seconds().count()));
}

std::string date_dmy(std::chrono::local_seconds time) {
  const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(time)};
  return two(static_cast<unsigned>(date.day())) + "." + two(static_cast<unsigned>(date.month())) +
         "." + std::to_string(static_cast<int>(date.year()));
}

std::string in_groups_of_four(std::string_view number) {
  std::string out;
  int in_group = 0;
  for (const char c : number) {
    if (std::isalnum(static_cast<unsigned char>(c)) == 0)
      continue;
    if (in_group == 4) {
      out += ' ';
      in_group = 0;
    }
    out += c;
    ++in_group;
  }
  return out;
}

std::string isolated(std::string_view text) {
  return "\u2068" + std::string(text) + "\u2069";
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    if (end > 0)
      lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string date_and_time(const Frame& frame, WallTime time) {
  const auto local = local_time(time);
  return frame.text("visit.case.at",
                    {{"date", isolated(date_dmy(local))}, {"time", isolated(clock_hm(local))}});
}

std::string own_words_of(const std::string& typed, std::int64_t most) {
  forms::Field box;
  box.type = forms::FieldType::text;
  box.max_length = most;
  auto value = forms::from_input(box, typed);
  auto* text = std::get_if<std::string>(&value);
  return text != nullptr ? std::move(*text) : std::string();
}

i18n::Args row_number(std::size_t row) {
  return {{"n", static_cast<std::int64_t>(row + 1)}};
}

std::string row_title(const Frame& frame, std::size_t repeat, std::size_t row) {
  return frame.text(frame.state().draft.assistant()->repeat_key(repeat, "row"), row_number(row));
}

std::string open_item_text(const Frame& frame, const forms::OpenItem& item) {
  const auto label = frame.text(item.label_key(), row_number(item.row));
  if (item.kind == forms::OpenItem::Kind::document)
    return frame.state().draft.cannot(item.id) ? label + ": " + frame.text("visit.document.cannot")
                                               : label;
  const auto repeat = frame.state().draft.assistant()->fields[item.index].repeat;
  return repeat == forms::no_repeat ? label : row_title(frame, repeat, item.row) + ": " + label;
}

std::string section_line(const Frame& frame, const forms::Stop& stop) {
  const auto& assistant = *frame.state().draft.assistant();
  const auto progress = frame.model.evaluation->progress(stop);
  auto title =
      frame.text(assistant.section_key(stop.is_overview() ? assistant.repeats[stop.repeat].section
                                                          : assistant.pages[stop.page].section));
  if (stop.in_row())
    title += " – " + row_title(frame, stop.repeat, stop.row);
  // A total that is still growing would only worry.
  if (!progress.settled)
    return frame.text("ui.section_open",
                      {{"section", static_cast<std::int64_t>(progress.section)}, {"title", title}});
  return frame.text("ui.section", {{"section", static_cast<std::int64_t>(progress.section)},
                                   {"sections", static_cast<std::int64_t>(progress.sections)},
                                   {"title", title}});
}

ui::PageSpec page_of_assistant(const Frame& frame, const forms::Stop& stop) {
  const auto progress = frame.model.evaluation->progress(stop);
  ui::PageSpec spec;
  spec.section = section_line(frame, stop);
  spec.progress = progress.settled && progress.sections > 0
                      ? static_cast<float>(progress.section) / static_cast<float>(progress.sections)
                      : -1;
  spec.back = frame.text("ui.back");
  spec.primary = frame.text("ui.continue");
  const auto& state = frame.state();
  if (state.hurried_from && state.from_check)
    spec.section = frame.text("visit.hurry.section");
  return spec;
}

ui::Icon concern_icon(const Frame& frame, std::string_view id) {
  for (const auto& entry : frame.model.menu)
    if (entry.id == id)
      return entry.icon;
  return ui::Icon::document;
}

void paper_state(Frame& frame, std::string_view node, const PaperTexts& texts) {
  auto& ui = frame.ui;
  const auto say = [&](ui::Tone tone, std::string_view title, std::string_view words) {
    ui::notice(ui, node, tone, frame.text(title), frame.text(words));
  };
  switch (frame.state().paper) {
  case visit::Paper::not_asked: return;
  case visit::Paper::printing:
    return say(ui::Tone::info, texts.printing, "visit.receipt.printing_text");
  case visit::Paper::printed:
    say(ui::Tone::success, texts.printed, "visit.receipt.printed_text");
    break;
  case visit::Paper::failed:
    say(ui::Tone::warning, "visit.receipt.failed", texts.failed_text);
    break;
  }
  if (ui::button(ui, "print_again", frame.text("visit.receipt.print_again"),
                 frame.state().paper == visit::Paper::failed ? ui::ButtonKind::secondary
                                                             : ui::ButtonKind::quiet,
                 ui::Icon::printer))
    frame.say(visit::PrintAgain{});
}

void progress_bar(ui::Ui& ui, std::string_view id, std::string_view label, double done) {
  const auto share = static_cast<float>(std::clamp(done, 0.0, 1.0));
  const auto area = ui.place(ui.mm(8));
  const float radius = area.h / 2;
  ui.fill(area, ui.theme().accent_ground, radius);
  ui.outline(area, ui.theme().outline, ui.mm(ui::size::hairline), radius);
  if (share > 0) {
    const ui::Rect filled{area.x, area.y, std::max(area.h, area.w * share), area.h};
    ui.fill(ui.mirrored(filled, area), ui.theme().accent, radius);
  }
  ui.record({.id = std::string(id),
             .role = ui::Role::progress,
             .label = std::string(label),
             .value = std::to_string(static_cast<int>(share * 100)) + " %",
             .rect = area});
}

void told_row(Frame& frame, std::string_view id, std::string_view key, const std::string& value,
              const std::string& source) {
  (void)ui::summary_row(frame.ui, id,
                        {.label = frame.text(key),
                         .binding = frame.german(key),
                         .value = value,
                         .value_binding = {},
                         .source = source,
                         .change = {}});
}

void german_below(Frame& frame, std::string_view id, const std::string& german) {
  if (!german.empty())
    ui::paragraph_binding(frame.ui, id, german);
}

void german_card(Frame& frame, const std::string& id, const std::string& german) {
  if (german.empty())
    return;
  auto& ui = frame.ui;
  ui::begin_card(ui, id + ".card");
  ui::paragraph(ui, id + ".name", frame.text("visit.declaration.german"), true);
  const auto style =
      ui.style_of(ui::size::help, std::string(i18n::binding_language), ui::Direction::ltr);
  const auto laid = ui.layout(german, style, ui.column().w);
  const auto area = ui.place(laid->height);
  ui.draw_text(*laid, {area.x, area.y}, ui.theme().ink);
  ui.record({.id = id,
             .role = ui::Role::text,
             .label = german,
             .language = std::string(i18n::binding_language),
             .rect = area});
  ui::end_card(ui);
}

void icon_line(ui::Ui& ui, std::string_view id, ui::Icon icon, const std::string& text) {
  ui.gap(ui::size::row_gap);
  const float box = ui.mm(18), side = ui.mm(11), apart = ui.mm(6);
  const auto laid =
      ui.layout(text, ui.style(ui::size::label, ui::Weight::bold), ui.column().w - box - apart);
  const auto area = ui.place(std::max(box, laid->height));
  const auto ground = ui.mirrored({area.x, std::round(area.centre().y - box / 2), box, box}, area);
  ui.fill(ground, ui.theme().accent_ground, ui.mm(ui::size::radius));
  ui.icon(icon, ground.inset(std::round((box - side) / 2)), ui.theme().accent_text);
  const auto words =
      ui.mirrored({area.x + box + apart, area.y, area.w - box - apart, area.h}, area);
  ui.draw_text(*laid,
               {ui.rtl() ? words.right() - laid->box_width : words.x,
                std::round(area.centre().y - laid->height / 2)},
               ui.theme().ink);
  ui.record({.id = std::string(id), .role = ui::Role::text, .label = text, .rect = area});
  ui.gap(ui::size::row_gap);
}

float picture_mm(const ui::Ui& ui, float upright, float flat) {
  const bool room =
      !ui.profile().landscape() && !ui.low_reach() && ui.text_size() <= ui::TextSize::standard;
  return room ? upright : flat;
}

bool being_edited(const Frame& frame, std::string_view node) {
  const std::string_view edited = frame.ui.editing_id();
  return edited == node ||
         (edited.starts_with(node) && edited.substr(node.size()).starts_with('.'));
}

bool reader_notice(Frame& frame, std::string_view id) {
  const auto say = [&](const char* title, const char* text) {
    ui::notice(frame.ui, id, ui::Tone::warning, frame.text(title), frame.text(text));
    return true;
  };
  switch (frame.state().card) {
  case api::CardPresence::reader_missing:
    return say("visit.identify.no_reader", "visit.identify.no_reader_text");
  case api::CardPresence::mute: return say("visit.identify.mute", "visit.identify.mute_text");
  case api::CardPresence::absent:
  case api::CardPresence::present: break;
  }
  return false;
}

std::string failure_title(const Frame& frame, const Failure& failure) {
  return frame.text("failure." + std::string(name(failure.code)) + ".title");
}

void failure_notice(Frame& frame, const Failure& failure, ui::Tone tone) {
  ui::notice(frame.ui, "problem", tone,
             frame.text("failure." + std::string(name(failure.code)) + ".advice"));
}

} // namespace foyer::screens
