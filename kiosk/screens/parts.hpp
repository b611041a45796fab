// SPDX-License-Identifier: EUPL-1.2
// Small things several pages share: times as shown, pictograms of concerns, drawn parts.
#pragma once

#include "frame.hpp"

#include <functional>

namespace foyer::screens {

// --- Words
// The German clock: UTC+1, in summer UTC+2 (EU directive 2000/84/EC: last Sundays of March and
// October at 01:00 UTC).
std::chrono::minutes german_offset(WallTime time);
std::chrono::local_seconds local_time(WallTime time);
std::string clock_hm(std::chrono::local_seconds time);
std::string clock_hms(std::chrono::local_seconds time);
std::string date_dmy(std::chrono::local_seconds time);
// "N01-26-000017-K" -> "N012 6000 017K".
std::string in_groups_of_four(std::string_view number);
// A number or name that keeps its own direction inside a sentence of another (Unicode FSI..PDI).
std::string isolated(std::string_view text);
std::vector<std::string> lines_of(std::string_view text);
// The expected fee as far as the answers tell it. `all_answered`: what cannot be told now, the
// office decides.
std::string fee_text(const Frame& frame, bool all_answered);
// The fee with its note.
void fee_fact(Frame& frame, std::string_view id, bool all_answered);

// {n} of a row's texts.
i18n::Args row_number(std::size_t row);
// "25.11.2026, 10:41 Uhr", by the German clock.
std::string date_and_time(const Frame& frame, WallTime time);
// "Unterlagen: 2 von 5" of the document shown.
std::string document_section(const Frame& frame);
// What a box for one's own words holds, as it is kept: without what surrounds it.
std::string own_words_of(const std::string& typed, std::int64_t most);
// "Kind 2".
std::string row_title(const Frame& frame, std::size_t repeat, std::size_t row);
// "Kind 2: Geburtsort", or the name of a document; behind it, that it cannot be had.
std::string open_item_text(const Frame& frame, const forms::OpenItem& item);
// "Abschnitt 2 von 5: Familie"; of a row's page with its title behind.
std::string section_line(const Frame& frame, const forms::Stop& stop);
// A page of the assistant as far as question pages and overviews look alike.
ui::PageSpec page_of_assistant(const Frame& frame, const forms::Stop& stop);

// --- Pictures
ui::Icon concern_icon(const Frame& frame, std::string_view id);
// The page scaled for the screen, kept while the page lives. Wiped with its last owner.
ui::ImagePtr large_picture(Frame& frame, const std::shared_ptr<const api::Page>& page);
ui::ImagePtr small_picture(Frame& frame, const std::shared_ptr<const api::Page>& page);

// Black bars as the widgets take them.
std::vector<ui::Rect> rects_of(const std::vector<visit::PageArea>& bars);

// --- Drawn parts; each takes its place in the column
// Boxes of a small page's size, in rows from the reading side, with `below` under each for what
// `draw` adds; from page `from` to before `end`.
inline constexpr float small_page_width = 62, small_page_height = 84; // mm, about A4's shape
void small_pages(ui::Ui& ui, std::size_t from, std::size_t end, float below,
                 const std::function<void(std::size_t, ui::Rect)>& draw);
// A page in large between what stands above and below it. Where the panel lies flat the words stand
// beside it, so that the picture gets the whole height; `picture` is given what is then beneath it.
struct LargePage {
  std::function<void()> above;
  std::function<void(float below_mm)> picture;
  std::function<void()> below = [] {};
  float below_mm = 0;
};
void large_page(ui::Ui& ui, const LargePage& parts);
// Scanned pages as small pictures, each with its number; where they can still be changed, with a
// button that takes it out.
void scanned_pages(Frame& frame, const std::vector<visit::ScannedPage>& pages,
                   bool changeable = true);
// What became of the last scan that was to be read: it failed, or nothing was there to read.
void scan_told(Frame& frame, const std::string& node, const char* nothing, const char* advice);
// "Scan it" below the field of a code.
void code_offer(Frame& frame, const std::string& field, std::size_t row);
// "A stack", where the scanner has a feeder and the paper is of a kind it may draw in.
void stack_offer(Frame& frame, forms::PaperKind kind);
// A row of a card that only tells: its label by key, the German beneath, what it says and where
// that comes from.
void told_row(Frame& frame, std::string_view id, std::string_view key, const std::string& value,
              const std::string& source = {});
// Number, moment and code of what was filed, on a card; by the number's label.
void receipt_card(Frame& frame, const visit::Receipt& receipt, std::string_view number_key);
void progress_bar(ui::Ui& ui, std::string_view id, std::string_view label, double done);
// What became of the paper, and "print again"; with the keys of the texts that differ by page.
struct PaperTexts {
  std::string_view printing, printed, failed_text;
};
void paper_state(Frame& frame, std::string_view node, const PaperTexts& texts);
// German binding text under a text of the visitor's language; nothing on a German page.
void german_below(Frame& frame, std::string_view id, const std::string& german);
// The same for a long text: a card of its own, under its name, read from the left.
void german_card(Frame& frame, const std::string& id, const std::string& german);
// A pictogram and a line of text beside it.
void icon_line(ui::Ui& ui, std::string_view id, ui::Icon icon, const std::string& text);
// Millimetres of height for a page's main picture: upright panels have room, flat ones have not.
float picture_mm(const ui::Ui& ui, float upright, float flat);
// Somebody types into it, or into one of its parts.
bool being_edited(const Frame& frame, std::string_view node);
// Where the reader is missing, or what lies there does not answer: what to do. Else nothing, false.
bool reader_notice(Frame& frame, std::string_view id);
// Trying again does not mend it: somebody has to come.
bool needs_somebody(FailureCode code);
// Then the button that calls somebody is the one that leads; whoever presses it says Rest.
void lead_to_somebody(const Frame& frame, ui::PageSpec& spec);
// The button that calls somebody, in the page.
void staff_button(Frame& frame, ui::ButtonKind kind = ui::ButtonKind::secondary);
// Nobody but the staff may pull the paper out.
bool is_stuck(FailureCode code);
// Then the button that calls them, which leads; else nothing. Whoever shows it lets the others
// wait.
void stuck_offer(Frame& frame, FailureCode code);
// The failure in words: what happened as heading, what to do as notice.
void failure_notice(Frame& frame, const Failure& failure, ui::Tone tone);
std::string failure_title(const Frame& frame, const Failure& failure);
// What the online ID function is used for, above its pages.
std::string eid_section(const Frame& frame);
// "Prove who you are" where it may be offered, or that it is proven.
void proof_offer(Frame& frame);
// Why the online ID function cannot be used here, in a line; nothing: it can.
std::optional<std::string> eid_unavailable(const Frame& frame);

} // namespace foyer::screens
