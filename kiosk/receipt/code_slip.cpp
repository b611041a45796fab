// SPDX-License-Identifier: EUPL-1.2
#include <receipt/code_slip.hpp>

#include "paper.hpp"

namespace foyer::receipt {

namespace {

constexpr Style title_style{.cap_height = 6.0, .bold = true, .colour = accent};
constexpr Style help_title_style{.cap_height = 4.6, .bold = true, .colour = accent};
constexpr Style code_style{.cap_height = 8.4, .bold = true};
constexpr Style day_style{.cap_height = 4.4, .bold = true};
constexpr Style label_style{.cap_height = 2.7, .bold = true, .colour = secondary};
constexpr Style small_style{.cap_height = 2.7, .colour = secondary};
constexpr double padding = 6;
constexpr double box_height = 46;

class Writer {
 public:
  Writer(const CodeSlip& slip, Paper& paper) : slip_(slip), paper_(paper) {}

  void write() {
    paper_.on_page([this](int) { return head(); });
    for (const Text& note : slip_.notes) {
      paper_.row(note, {}, true);
      paper_.space(1.5);
    }
  }

 private:
  [[nodiscard]] std::string both(const Text& text) const {
    if (!paper_.two_columns() || text.help.empty() || text.help == text.german)
      return text.german;
    return text.german + "  /  \u2068" + text.help + "\u2069";
  }

  double head() {
    double y = Paper::first_line;
    const double left = Paper::inner_width * 0.66;
    const double office =
        paper_.place(slip_.office, {.cap_height = 3.0, .bold = true}, Paper::margin, y, left);
    std::string where = slip_.kiosk;
    if (!slip_.place.empty())
      where += " · " + slip_.place;
    const double terminal = paper_.place(where, small_style, Paper::margin + left + 3, y + 0.6,
                                         Paper::inner_width - left - 3, Place::at_end);
    y += std::max(office, terminal) + 3;
    y += paper_.place(slip_.title.german, title_style, Paper::margin, y, Paper::inner_width);
    if (paper_.two_columns())
      y += paper_.place(slip_.title.help, help_title_style, Paper::margin, y, Paper::inner_width,
                        Place::in_help_column);
    y = code_box(y + 3) + 6;
    if (!paper_.two_columns())
      return y;
    y += paper_.place(slip_.translation_note.german + '\n' + slip_.translation_note.help,
                      small_style, paper_.help_column(), y, paper_.column_width(),
                      Place::in_help_column);
    return y + 3;
  }

  double code_box(double top) {
    paper_.fill(Paper::margin, top, Paper::inner_width, box_height, pale_accent, 2);
    const double x = Paper::margin + padding, width = Paper::inner_width - 2 * padding;
    double y = top + padding;
    y += paper_.place(both(slip_.code_label), label_style, x, y, width);
    std::string code(as_text(slip_.code.reveal()));
    y += paper_.place(code, code_style, x, y, width) + 2;
    wipe(code);
    y += paper_.place(both(slip_.last_day_label), label_style, x, y, width);
    paper_.place(slip_.last_day, day_style, x, y, width);
    return top + box_height;
  }

  const CodeSlip& slip_;
  Paper& paper_;
};

Status check_texts(const CodeSlip& slip) {
  const bool two = !slip.help.tag.empty();
  auto texts = slip.notes;
  texts.insert(texts.end(),
               {slip.title, slip.code_label, slip.last_day_label, slip.translation_note});
  for (const Text& text : texts)
    if (text.german.empty() || (two && text.help.empty()))
      return fail(FailureCode::text_missing, "slip");
  if (slip.code.empty() || slip.last_day.empty() || slip.office.empty())
    return fail(FailureCode::text_missing, "slip content");
  return success();
}

} // namespace

Result<Bytes> render_code_slip(const CodeSlip& slip, const std::filesystem::path& fonts_conf) {
  FOYER_CHECK(check_texts(slip));
  FOYER_TRY(const auto paper, Paper::open({.help = slip.help,
                                           .fonts_conf = fonts_conf,
                                           .title = slip.title.german,
                                           .created = {}}));
  Writer(slip, *paper).write();
  return paper->finish();
}

} // namespace foyer::receipt
