// SPDX-License-Identifier: EUPL-1.2
#include <receipt/receipt.hpp>

#include "paper.hpp"

#include <array>
#include <cstdio>

namespace foyer::receipt {

namespace {

constexpr Style title_style{.cap_height = 6.0, .bold = true, .colour = accent};
constexpr Style help_title_style{.cap_height = 4.6, .bold = true, .colour = accent};
constexpr Style number_style{.cap_height = 6.2, .bold = true};
constexpr Style code_style{.cap_height = 4.8, .bold = true};
constexpr Style time_style{.cap_height = 4.4, .bold = true};
constexpr Style main_style{};
constexpr Style strong_style{.bold = true};
constexpr Style label_style{.cap_height = 2.7, .bold = true, .colour = secondary};
constexpr Style small_style{.cap_height = 2.7, .colour = secondary};

constexpr double qr_side = 36; // at least 30 mm; four modules of quiet zone around it
constexpr const char* no_break = "\u00A0";

// Unicode isolates keep a name or date in one piece within a line of the other direction.
std::string isolated(std::string_view text) {
  return "\u2068" + std::string(text) + "\u2069";
}

struct Wall {
  std::string date;   // 25.11.2026
  std::string time;   // 18:38:05
  std::string offset; // UTC+01:00
};

Wall wall(const LocalTime& when) {
  const auto local = when.utc + when.offset;
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(local - day);
  const auto minutes = std::abs(when.offset.count());
  const auto number = [](auto value) { return static_cast<long>(value); };
  std::array<char, 64> text{};
  Wall result;
  (void)std::snprintf(text.data(), text.size(), "%02u.%02u.%04d", static_cast<unsigned>(date.day()),
                      static_cast<unsigned>(date.month()), static_cast<int>(date.year()));
  result.date = text.data();
  (void)std::snprintf(text.data(), text.size(), "%02ld:%02ld:%02ld", number(time.hours().count()),
                      number(time.minutes().count()), number(time.seconds().count()));
  result.time = text.data();
  (void)std::snprintf(text.data(), text.size(), "UTC%c%02ld:%02ld",
                      when.offset.count() < 0 ? '-' : '+', number(minutes / 60),
                      number(minutes % 60));
  result.offset = text.data();
  return result;
}

Text joined(const Text& a, std::string_view between, const Text& b) {
  Text result{a.german + std::string(between) + b.german, {}};
  const std::string& help_b = b.help.empty() ? b.german : b.help;
  if (!a.help.empty())
    result.help = a.help + std::string(between) + isolated(help_b);
  return result;
}

// The same in both languages: a name, a date, a number.
Text neutral(const std::string& text) {
  return {text, isolated(text)};
}

class Writer {
 public:
  Writer(const Content& content, const QrMatrix& code, Paper& paper, int total)
      : content_(content), texts_(content.texts), code_(code), paper_(paper), total_(total) {}

  void write() {
    paper_.on_page([this](int page) { return page == 1 ? first_head() : later_head(page); });
    application();
    papers();
    if (content_.offline)
      group(nullptr, {texts_.stored_offline}, strong_style, false);
    group(nullptr, {texts_.no_permit}, main_style, false);
    auto steps = content_.next_steps;
    if (!content_.case_code.reveal().empty())
      steps.push_back(texts_.case_note);
    group(&texts_.next_steps, steps, main_style, true);
    declarations();
  }

 private:
  [[nodiscard]] std::string both(const Text& text) const {
    if (!paper_.two_columns() || text.help.empty() || text.help == text.german)
      return text.german;
    return text.german + "  /  " + isolated(text.help);
  }

  // German alone fits on one page as a rule, and a bit less air is better than a second page.
  [[nodiscard]] double group_gap() const { return paper_.two_columns() ? 4 : 2.1; }

  void footer(int page) {
    const double y = Paper::height - 15;
    paper_.fill(Paper::margin, y - 2.5, Paper::inner_width, 0.2, outline);
    std::string text = content_.office + " · " + texts_.number.german + ' ' +
                       grouped_number(content_.number) + " · " + texts_.page_of.german + ' ' +
                       std::to_string(page);
    if (total_ > 0)
      text += " / " + std::to_string(total_);
    paper_.place(text, small_style, Paper::margin, y, Paper::inner_width);
  }

  double first_head() {
    footer(1);
    double y = Paper::first_line;
    std::string place = texts_.place.german + ' ' + content_.kiosk;
    if (!content_.place.empty())
      place += " · " + content_.place;
    // The terminal's name ends at the right margin, above the code.
    const double left = Paper::inner_width * 0.66;
    const double office =
        paper_.place(content_.office, {.cap_height = 3.0, .bold = true}, Paper::margin, y, left);
    const double terminal = paper_.place(place, small_style, Paper::margin + left + 3, y + 0.6,
                                         Paper::inner_width - left - 3, Place::at_end);
    y += std::max(office, terminal) + 3;
    y += paper_.place(texts_.title.german, title_style, Paper::margin, y, Paper::inner_width);
    if (paper_.two_columns())
      y += paper_.place(texts_.title.help, help_title_style, Paper::margin, y, Paper::inner_width,
                        Place::in_help_column);
    y = key_box(y + 2);
    return columns_head(y + 4);
  }

  // What one needs when asked: the number, the moment, the code.
  double key_box(double top) {
    const double module = qr_side / code_.size;
    const double quiet = 4 * module;
    const double white = qr_side + 2 * quiet;
    constexpr double padding = 4;
    const double box_height = white + 2 * padding;
    paper_.fill(Paper::margin, top, Paper::inner_width, box_height, pale_accent, 2);
    const double qr_x = Paper::margin + Paper::inner_width - padding - white;
    paper_.fill(qr_x, top + padding, white, white, {1, 1, 1}, 1);
    paper_.qr(code_, qr_x + quiet, top + padding + quiet, qr_side);

    const double x = Paper::margin + 2 * padding;
    const double text_width = qr_x - x - padding;
    double y = top + padding;
    y += paper_.place(both(texts_.number), label_style, x, y, text_width);
    y += paper_.place(grouped_number(content_.number), number_style, x, y, text_width);
    if (!content_.case_code.reveal().empty()) {
      y += paper_.place(both(texts_.case_code), label_style, x, y, text_width);
      y += paper_.place(content_.case_code.reveal(), code_style, x, y, text_width);
    }
    if (content_.case_code.reveal().empty())
      y += 2;
    const Wall received = wall(content_.received);
    y += paper_.place(both(texts_.received), label_style, x, y, text_width);
    std::string moment = received.date + "   " + received.time + ' ' + texts_.clock.german;
    if (content_.case_code.reveal().empty()) {
      y += paper_.place(moment, time_style, x, y, text_width);
      paper_.place('(' + received.offset + ')', small_style, x, y, text_width);
    } else { // there is no line left
      moment += " (" + received.offset + ')';
      paper_.place(moment, {.cap_height = 3.2, .bold = true}, x, y, text_width);
    }
    return top + box_height;
  }

  double later_head(int page) {
    footer(page);
    double y = Paper::first_line;
    y += paper_.place(texts_.title.german + " · " + grouped_number(content_.number), label_style,
                      Paper::margin, y, Paper::inner_width);
    return columns_head(y + 3);
  }

  // The note stands over the help column on every page, because pages are copied one by one.
  double columns_head(double y) {
    if (!paper_.two_columns())
      return y;
    const double german =
        paper_.place("Deutsch", label_style, Paper::margin, y, paper_.column_width());
    const double help =
        paper_.place(both_lines(texts_.translation_note), small_style, paper_.help_column(), y,
                     paper_.column_width(), Place::in_help_column);
    y += std::max(german, help) + 1.5;
    paper_.fill(Paper::margin, y, paper_.column_width(), 0.5, accent);
    paper_.fill(paper_.help_column(), y, paper_.column_width(), 0.25, outline);
    return y + 3;
  }

  static std::string both_lines(const Text& text) {
    return text.help.empty() ? text.german : text.german + '\n' + text.help;
  }

  void label(const Text& text) {
    paper_.keep_together(16);
    paper_.row(text, label_style);
    paper_.space(0.6);
  }

  void group(const Text* heading, const std::vector<Text>& lines, const Style& style,
             bool bullets) {
    if (lines.empty())
      return;
    if (heading != nullptr)
      label(*heading);
    for (const Text& line : lines) {
      paper_.row(line, style, bullets);
      if (bullets)
        paper_.space(paper_.two_columns() ? 0.8 : 0.1);
    }
    paper_.space(group_gap());
  }

  // "Oksana KOVALENKO", and "geboren am 14.03.1988" below it, or behind it where there is room.
  void fact(const Text& what, const Style& style, const Text& date_label, const std::string& date) {
    if (date.empty()) {
      paper_.row(what, style);
      return;
    }
    const Text dated = joined(date_label, no_break, neutral(date));
    if (paper_.two_columns()) {
      paper_.row(what, style);
      paper_.row(dated, main_style);
    } else {
      paper_.row({what.german + ", " + dated.german, {}}, style);
    }
  }

  void application() {
    label(texts_.application);
    paper_.row(content_.assistant, strong_style);
    if (!content_.concern.german.empty())
      paper_.row(content_.concern, main_style);
    paper_.space(group_gap());

    if (content_.applicant.reveal().empty())
      return;
    label(texts_.applicant);
    fact(neutral(content_.applicant.reveal()), strong_style, texts_.born,
         content_.birth_date.reveal());
    if (content_.identified)
      paper_.row(*content_.identified, main_style);
    paper_.space(group_gap());

    if (content_.previous_document) {
      label(texts_.previous);
      fact(*content_.previous_document, main_style, texts_.valid_until,
           content_.previous_valid_until);
      paper_.space(group_gap());
    }
  }

  void papers() {
    std::vector<Text> given;
    for (const Document& document : content_.documents) {
      const Text pages = joined(texts_.pages, std::string(":") + no_break,
                                neutral(std::to_string(document.pages)));
      given.push_back(
          {document.name.german + " (" + pages.german + ')',
           document.name.help.empty() ? "" : document.name.help + " (" + pages.help + ')'});
    }
    const bool none = given.empty();
    if (none)
      given.push_back(texts_.no_documents);
    group(&texts_.documents, given, main_style, !none);

    // Papers first: they are what somebody has to go and get.
    if (!content_.open.empty()) {
      label(texts_.open);
      for (const Text& item : content_.open) {
        paper_.row(item, main_style, true);
        paper_.space(paper_.two_columns() ? 0.8 : 0.1);
      }
    }
    const bool nothing = content_.open.empty() && content_.open_answers.empty();
    if (!nothing && !content_.open_until.empty())
      paper_.row(joined(texts_.hand_in_until, no_break, neutral(content_.open_until)),
                 strong_style);
    // There may be dozens; one paragraph keeps the paper short.
    if (!content_.open_answers.empty())
      paper_.row(in_one(texts_.open_answers, content_.open_answers), small_style);
    if (!nothing)
      paper_.space(group_gap());
  }

  // "Offene Angaben: Größe; Augenfarbe"
  static Text in_one(const Text& label, const std::vector<Text>& items) {
    Text all = items.front();
    for (std::size_t i = 1; i < items.size(); ++i)
      all = {all.german + "; " + items[i].german,
             all.help.empty() ? "" : all.help + "; " + items[i].help};
    return {label.german + ": " + all.german,
            label.help.empty() ? "" : label.help + ": " + all.help};
  }

  void declarations() {
    std::vector<Text> lines;
    for (const Declaration& declaration : content_.declarations) {
      const Wall when = wall(declaration.confirmed);
      const std::string clock = texts_.clock.german.empty() ? "" : ' ' + texts_.clock.german;
      std::string help;
      if (!declaration.name.help.empty()) {
        help = declaration.name.help + " – " + isolated(when.time);
        if (!texts_.clock.help.empty())
          help += ' ' + texts_.clock.help;
      }
      lines.push_back({declaration.name.german + " – " + when.time + clock, help});
    }
    group(&texts_.declarations, lines, small_style, true);
  }

  const Content& content_;
  const Texts& texts_;
  const QrMatrix& code_;
  Paper& paper_;
  int total_;
};

Status check_texts(const Content& content) {
  const bool two = !content.help.tag.empty();
  std::string missing;
  Texts texts = content.texts;
  fill_texts(texts, [&](const char* key, const Text& text) {
    const std::string_view name = key;
    const bool may_lack_help = name == "receipt.clock";
    if (text.german.empty() || (two && text.help.empty() && !may_lack_help))
      missing = key;
  });
  if (!missing.empty())
    return fail(FailureCode::text_missing, missing);
  if (content.number.empty() || content.office.empty() || content.assistant.german.empty())
    return fail(FailureCode::text_missing, "receipt content");
  return success();
}

Result<std::unique_ptr<Paper>> write(const Content& content, const QrMatrix& code,
                                     const std::filesystem::path& fonts_conf, int total) {
  FOYER_TRY(auto paper, Paper::open({.help = content.help,
                                     .fonts_conf = fonts_conf,
                                     .title = content.texts.title.german,
                                     .created = content.received.utc}));
  Writer(content, code, *paper, total).write();
  return paper;
}

} // namespace

std::string grouped_number(std::string_view number) {
  std::string result;
  int in_group = 0;
  for (const char c : number) {
    if (c == '-' || c == ' ')
      continue;
    if (in_group == 4) {
      result += ' ';
      in_group = 0;
    }
    result += c;
    ++in_group;
  }
  return result;
}

Result<Bytes> render_pdf(const Content& content, const std::filesystem::path& fonts_conf) {
  FOYER_CHECK(check_texts(content));
  FOYER_TRY(const QrMatrix code, qr_matrix(content.qr_payload));
  FOYER_TRY(const auto trial, write(content, code, fonts_conf, 0)); // to count the pages
  FOYER_TRY(const auto paper, write(content, code, fonts_conf, trial->pages()));
  return paper->finish();
}

} // namespace foyer::receipt
