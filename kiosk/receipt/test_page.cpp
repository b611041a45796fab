// SPDX-License-Identifier: EUPL-1.2
#include <receipt/test_page.hpp>

#include "paper.hpp"

namespace foyer::receipt {

namespace {

constexpr Style title_style{.cap_height = 6.0, .bold = true, .colour = accent};
constexpr Style small_style{.cap_height = 2.7, .colour = secondary};
constexpr double thick = 1, grey_height = 30;

void edges(Paper& paper) {
  const double right = Paper::width - Paper::margin, low = Paper::bottom - thick;
  paper.fill(Paper::margin, Paper::first_line, Paper::inner_width, thick, ink);
  paper.fill(Paper::margin, low, Paper::inner_width, thick, ink);
  paper.fill(Paper::margin, Paper::first_line, thick, low - Paper::first_line, ink);
  paper.fill(right - thick, Paper::first_line, thick, low - Paper::first_line, ink);
}

} // namespace

Result<Bytes> render_test_page(const TestPage& page, const std::filesystem::path& fonts_conf) {
  if (page.title.empty() || page.text.empty())
    return fail(FailureCode::text_missing, "test page");
  FOYER_TRY(const auto paper, Paper::open({.help = {},
                                           .fonts_conf = fonts_conf,
                                           .title = page.title,
                                           .created = page.printed.utc}));
  paper->on_page([&](int) {
    edges(*paper);
    const double x = Paper::margin + 8, width = Paper::inner_width - 16;
    double y = Paper::first_line + 10;
    y += paper->place(page.office + " · " + page.kiosk, small_style, x, y, width) + 4;
    y += paper->place(page.title, title_style, x, y, width) + 4;
    y += paper->place(page.text, {}, x, y, width) + 8;
    paper->fill(x, y, width, grey_height, pale_accent, 2);
    return y + grey_height;
  });
  return paper->finish();
}

} // namespace foyer::receipt
