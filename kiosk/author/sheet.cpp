// SPDX-License-Identifier: EUPL-1.2
#include <author/sheet.hpp>

#include "sheet_style.hpp"
#include "sheet_texts.hpp"

#include <forms/input.hpp>
#include <forms/release.hpp>
#include <i18n/format.hpp>

#include <algorithm>
#include <vector>

namespace foyer::author {

namespace {

// Long lists (states, languages) are told by their number.
constexpr std::size_t most_choices = 80;

std::string iso(forms::Date day) {
  const auto two = [](unsigned n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  return std::to_string(static_cast<int>(day.year())) + "-" +
         two(static_cast<unsigned>(day.month())) + "-" + two(static_cast<unsigned>(day.day()));
}

class Sheet {
 public:
  Sheet(const forms::Assistant& assistant, const i18n::Catalogue& texts,
        const SheetOptions& options)
      : assistant_(assistant), texts_(texts), options_(options),
        other_(options.language == i18n::binding_language ? "" : options.language) {}

  std::string text() {
    const std::string title = escaped(german(assistant_.title_key()));
    out_ = "<!DOCTYPE html>\n<html lang=\"de\">\n<head>\n<meta charset=\"utf-8\">\n<title>" +
           title + " – " + assistant_.id + " " + escaped(assistant_.version) + "</title>\n<style>" +
           std::string(sheet_style) + footer_style(footer()) +
           "</style>\n</head>\n<body>\n<main>\n";
    cover();
    std::string pages = std::move(out_); // the contents name what follows
    out_.clear();
    for (std::size_t i = 0; i < assistant_.sections.size(); ++i)
      section(i);
    documents();
    fee();
    signatures();
    out_ = std::move(pages) + contents() + std::move(out_);
    return out_ + "</main>\n</body>\n</html>\n";
  }

 private:
  std::string german(const std::string& key) const {
    const auto forms = forms_of(assistant_, texts_, "de", key);
    return forms.empty() ? key : forms.front().text;
  }
  // ` lang="ar" dir="rtl"`
  std::string language(std::string_view lang) const {
    const auto* known = texts_.language(lang);
    const bool right_to_left = known != nullptr && known->rtl;
    return " lang=\"" + std::string(lang) + "\"" + (right_to_left ? " dir=\"rtl\"" : "");
  }
  // One language's forms of a text as HTML; what is missing in another language is shown in German
  // on the screen, and said here.
  std::string in(std::string_view lang, const std::string& key) const {
    const auto forms = forms_of(assistant_, texts_, lang, key);
    if (forms.empty())
      return "<span lang=\"de\" dir=\"ltr\" class=\"missing\">" +
             std::string(lang == "de" ? "fehlt: " : "auf Deutsch") +
             (lang == "de" ? escaped(key) : "") + "</span>";
    std::string all;
    for (const auto& form : forms)
      all += (all.empty() ? "" : "<br>") +
             (form.when.empty() ? ""
                                : "<span lang=\"de\" dir=\"ltr\" class=\"when\">" +
                                      escaped(form.when) + ":</span> ") +
             escaped(form.text);
    return all;
  }
  // The key in German and, beside it, in the other language.
  std::string both(const std::string& key, const std::string& css) const {
    const auto block = [&](std::string_view lang) {
      return "<span" + language(lang) + " class=\"t " + css + "\">" + in(lang, key) + "</span>";
    };
    if (other_.empty())
      return block("de");
    return "<span class=\"two\">" + block("de") + block(other_) + "</span>";
  }
  std::string both_if_there(const std::string& key, const std::string& css) const {
    return texts_.has("de", key) ? both(key, css) : std::string();
  }

  static std::string fact(const std::string& what, const std::string& html) {
    return "<tr><th scope=\"row\">" + what + "</th><td>" + html + "</td></tr>\n";
  }
  static std::string entry(const std::string& what, const std::string& html) {
    return "<dt>" + what + "</dt><dd>" + html + "</dd>";
  }
  static std::string paper_kind(forms::PaperKind kind) {
    switch (kind) {
    case forms::PaperKind::any: break;
    case forms::PaperKind::passport: return entry("Art", "Pass");
    case forms::PaperKind::card: return entry("Art", "Karte, beide Seiten");
    case forms::PaperKind::identity: return entry("Art", "Pass oder Karte");
    case forms::PaperKind::finances: return entry("Art", "Schwärzen wird angeboten");
    }
    return "";
  }
  std::string condition(const forms::Expression& expression) const {
    const std::string words = condition_in_words(expression.source(), assistant_, texts_);
    const std::string source = "<code>" + escaped(expression.source()) + "</code>";
    return words == expression.source() ? source : escaped(words) + "<br>" + source;
  }

  [[nodiscard]] std::string footer() const {
    return assistant_.id + ", Version " + assistant_.version + ", Definition " +
           assistant_.sha256.substr(0, 12);
  }

  void cover() {
    const auto release = forms::describe(assistant_, texts_);
    out_ += "<div class=\"cover\"><p class=\"kicker\">Assistent zur Freigabe</p>\n<h1>" +
            in("de", assistant_.title_key()) + "</h1>\n";
    if (!other_.empty())
      out_ += "<p" + language(other_) + " class=\"other\">" + in(other_, assistant_.title_key()) +
              "</p>\n";
    out_ += "<table class=\"facts\">\n";
    out_ += fact("Assistent", escaped(assistant_.id) + ", Version " + escaped(assistant_.version));
    if (!assistant_.leika.empty())
      out_ += fact("Leistung", escaped(assistant_.leika));
    if (!other_.empty())
      out_ += fact("Neben Deutsch", escaped(i18n::language_name("de", other_)));
    out_ += fact("Dieser Ausdruck vom", i18n::german_date(iso(options_.today)));
    out_ += fact("Definition (SHA-256)", "<code>" + release.sha256 + "</code>");
    out_ += fact("Deutsche Texte (SHA-256)", "<code>" + release.texts_sha256 + "</code>");
    out_ += fact("Werte (SHA-256)", "<code>" + assistant_.parameters->sha256() + "</code>");
    if (options_.person != nullptr)
      out_ += fact("Nur was zu sehen ist für", escaped(options_.person_name));
    out_ += "</table>\n";
    for (const char* part : {"purpose", "needs", "duration"})
      out_ += "<div class=\"field\">" + both("assistant." + assistant_.id + "." + part, "") +
              "</div>\n";
    out_ += "</div>\n";
  }

  // What follows, and what the marks mean.
  [[nodiscard]] std::string contents() const {
    std::string list =
        "<div class=\"front\"><h2 class=\"plain\">Inhalt</h2>\n<ol class=\"contents\">\n";
    for (const auto& heading : headings_)
      list += "<li><a href=\"#" + heading.anchor + "\"><span class=\"no\">" + heading.number +
              "</span><span>" + heading.title + "</span><span class=\"count\">" + heading.count +
              "</span></a></li>\n";
    return list + "</ol>\n<h2 class=\"plain\">Zeichen</h2>\n" + legend() + "</div>\n";
  }

  // The heading of a part that begins on a new page, and its line in the contents.
  void heading(const std::string& anchor, const std::string& number, const std::string& title,
               const std::string& other) {
    out_ += "<section id=\"" + anchor + "\">\n<h2><span class=\"no\">" + number + "</span><span>" +
            title + "</span>" + other + "</h2>\n";
    headings_.push_back({anchor, number, title, {}});
  }

  // Shown to the person, or to everybody.
  bool asked(std::size_t field, std::size_t row) const {
    return options_.person == nullptr || options_.person->evaluation.field(field, row).relevant;
  }
  bool page_shown(std::size_t page, std::size_t row) const {
    const auto& fields = assistant_.pages[page].fields;
    return std::any_of(fields.begin(), fields.end(),
                       [&](std::size_t field) { return asked(field, row); });
  }

  void section(std::size_t number) {
    const auto& section = assistant_.sections[number];
    const std::string begun = out_;
    const std::string place = std::to_string(headings_.size() + 1);
    heading("teil" + place, place, in("de", assistant_.section_key(number)),
            other_.empty() ? ""
                           : "<span class=\"other\"" + language(other_) + ">" +
                                 in(other_, assistant_.section_key(number)) + "</span>");
    const std::size_t before = out_.size();
    for (const std::size_t page : section.pages) {
      const auto repeat = assistant_.pages[page].repeat;
      if (repeat == forms::no_repeat) {
        if (page_shown(page, 0))
          one_page(page, 0);
      } else if (assistant_.repeats[repeat].pages.front() == page) {
        rows(repeat);
      }
    }
    if (out_.size() == before) { // nothing of it is shown to this person
      out_ = begun;
      headings_.pop_back();
      return;
    }
    out_ += "</section>\n";
    const auto count = static_cast<std::size_t>(
        std::count_if(section.pages.begin(), section.pages.end(),
                      [&](std::size_t page) { return page_shown(page, 0); }));
    headings_.back().count = std::to_string(count) + (count == 1 ? " Seite" : " Seiten");
  }

  void rows(std::size_t number) {
    const auto& repeat = assistant_.repeats[number];
    if (options_.person != nullptr && !options_.person->evaluation.repeat_visible(number))
      return;
    out_ += "<div class=\"page\"><header><h3>" +
            both(assistant_.repeat_key(number, "heading"), "") + "</h3><span class=\"id\">" +
            escaped(repeat.id) + "[]</span>" +
            both_if_there(assistant_.repeat_key(number, "help"), "help") + "</header>";
    out_ += "<div class=\"field\"><dl>" +
            entry("Einträge", std::to_string(repeat.min) + " bis " + std::to_string(repeat.max)) +
            entry("Eintrag", in("de", assistant_.repeat_key(number, "row"))) +
            entry("Knopf", in("de", assistant_.repeat_key(number, "add")));
    if (repeat.relevant)
      out_ += entry("gefragt, wenn", condition(*repeat.relevant));
    out_ += "</dl></div></div>\n";
    const std::size_t count =
        options_.person == nullptr ? 1 : options_.person->evaluation.rows(number);
    for (std::size_t row = 0; row < count; ++row) {
      out_ += "<div class=\"row\">\n";
      if (options_.person != nullptr)
        out_ += "<h3>" +
                escaped(texts_.text("de", assistant_.repeat_key(number, "row"),
                                    {{"n", std::to_string(row + 1)}})) +
                "</h3>\n";
      for (const std::size_t page : repeat.pages)
        if (page_shown(page, row))
          one_page(page, row);
      out_ += "</div>\n";
    }
  }

  void one_page(std::size_t number, std::size_t row) {
    const auto& page = assistant_.pages[number];
    out_ += "<article class=\"page\"><header><h3>" + both(assistant_.heading_key(number), "") +
            "</h3><span class=\"id\">" + escaped(page.id) + "</span>" +
            both_if_there("page." + page.id + ".help", "help") + "</header>\n";
    for (const std::size_t field : page.fields)
      if (asked(field, row))
        one_field(field, row);
    out_ += "</article>\n";
  }

  void one_field(std::size_t index, std::size_t row) {
    const auto& field = assistant_.fields[index];
    const std::string key = "field." + field.id;
    // What is longer than this may go on on the next page.
    constexpr std::size_t most_lines = 16;
    const std::size_t lines = (field.codes == nullptr || field.codes->codes.size() > most_choices
                                   ? 0
                                   : field.codes->codes.size()) +
                              4 * field.constraints.size();
    out_ += lines > most_lines ? "<div class=\"field long\">" : "<div class=\"field\">";
    if (field.type == forms::FieldType::acknowledgement)
      out_ += both(key + ".text", "");
    out_ += both(key + ".label", "label") + both_if_there(key + ".help", "help") +
            both_if_there(key + ".why", "why");
    answer(index, row);
    out_ += "<dl>" + entry("Feld", "<code>" + escaped(field.id) + "</code>");
    out_ += entry("Antwort", escaped(type_in_words(field)) + " " + tag(field.requirement));
    if (field.relevant)
      out_ += entry("gefragt, wenn", condition(*field.relevant));
    if (field.calculated)
      out_ += entry("Rechnung", "<code>" + escaped(field.calculated->source()) + "</code>");
    if (field.suggested)
      out_ += entry("vorausgefüllt mit", "<code>" + escaped(field.suggested->source()) + "</code>");
    if (field.suggested_when)
      out_ += entry("vorausgefüllt, wenn", condition(*field.suggested_when));
    choices(field);
    for (const auto& check : field.constraints)
      one_check(check);
    out_ += "</dl></div>\n";
  }

  void answer(std::size_t index, std::size_t row) {
    if (options_.person == nullptr)
      return;
    const auto& value = options_.person->draft.answer(index, row).value.reveal();
    const auto& state = options_.person->evaluation.field(index, row);
    const auto& field = assistant_.fields[index];
    const std::string said = forms::shown(
        field, field.requirement == forms::Requirement::calculated ? state.calculated : value, "de",
        texts_, options_.person->evaluation.text_args());
    out_ += "<div class=\"answer\">" + (said.empty() ? "(offen)" : escaped(said)) + "</div>";
    for (const auto& finding : state.findings)
      out_ += "<div class=\"answer\">" + tag(finding.severity) + " " +
              escaped(texts_.text("de", finding.key, finding.args)) + "</div>";
  }

  void choices(const forms::Field& field) {
    if (field.codes == nullptr)
      return;
    const auto& codes = field.codes->codes;
    const std::string list = "<code>" + escaped(field.codes->id) + "</code>";
    if (codes.size() > most_choices) {
      out_ += entry("Auswahl", std::to_string(codes.size()) + " Einträge der Liste " + list);
      return;
    }
    const bool by_law = std::any_of(codes.begin(), codes.end(),
                                    [](const forms::Code& code) { return !code.law.empty(); });
    std::string table = "<table class=\"choices\">";
    for (const auto& code : codes) {
      table += "<tr><td>" + escaped(forms::code_text(*field.codes, code, "de", texts_)) + "</td>";
      if (!other_.empty())
        table += "<td" + language(other_) + " class=\"other\">" +
                 escaped(forms::code_text(*field.codes, code, other_, texts_)) + "</td>";
      if (by_law)
        table += "<td class=\"law\">" + escaped(code.law) + "</td>";
      table += "<td><code>" + escaped(code.code) +
               (code.group.empty() ? "" : " (" + escaped(code.group) + ")") + "</code></td></tr>";
    }
    out_ += entry("Auswahl", list + table + "</table>");
    if (field.filter)
      out_ +=
          entry("", "angeboten wird, was zur Antwort auf „" +
                        escaped(german("field." + assistant_.fields[*field.filter].id + ".label")) +
                        "“ gehört");
  }

  void one_check(const forms::Constraint& check) {
    out_ +=
        entry(tag(check.severity),
              "<div class=\"check\">" +
                  (check.severity == forms::Severity::hint ? in("de", check.message_key)
                                                           : both(check.message_key, "")) +
                  "<div class=\"when\">richtig ist: " + condition(check.condition) + "</div>" +
                  (check.offer.empty()
                       ? ""
                       : "<div>bietet stattdessen an: " + escaped(check.offer) + "</div>") +
                  (check.file_now ? "<div>bietet an, sofort einzureichen</div>" : "") + "</div>");
  }

  void documents() {
    std::string list;
    std::size_t count = 0;
    for (std::size_t i = 0; i < assistant_.documents.size(); ++i) {
      const auto& document = assistant_.documents[i];
      if (options_.person != nullptr) {
        const auto& asked = options_.person->evaluation.documents();
        if (std::find(asked.begin(), asked.end(), i) == asked.end())
          continue;
      }
      ++count;
      list += "<div class=\"field\">" + both("doc." + document.id + ".title", "label") +
              both_if_there("doc." + document.id + ".help", "help") + "<dl>" +
              entry("Unterlage", "<code>" + escaped(document.id) + "</code>") +
              entry("Seiten", std::to_string(document.min_pages) + " bis " +
                                  std::to_string(document.max_pages) + ", " +
                                  (document.mode == forms::ScanMode::color ? "Farbe" : "Grau") +
                                  ", " + std::to_string(document.dpi) + " dpi") +
              (document.sensitive ? entry("Vertraulich", "eigener Umschlag, nur für die "
                                                         "Sachbearbeitung")
                                  : "") +
              paper_kind(document.kind) +
              (document.relevant ? entry("erbeten, wenn", condition(*document.relevant)) : "") +
              "</dl></div>\n";
    }
    if (!list.empty()) {
      heading("unterlagen", "", "Unterlagen", "");
      headings_.back().count = std::to_string(count);
      out_ += "<div class=\"page\">" + list + "</div></section>\n";
    }
  }

  void fee() {
    if (!assistant_.fee)
      return;
    heading("gebuehr", "", "Voraussichtliche Gebühr", "");
    out_ += "<div class=\"page\"><div class=\"field\">";
    if (!assistant_.fee_note.empty())
      out_ += both(assistant_.fee_note, "");
    if (options_.person != nullptr) {
      const auto cents = options_.person->evaluation.fee_cents();
      out_ += "<div class=\"answer\">" +
              (cents ? i18n::german_euro(*cents) : std::string("wird nicht gezeigt")) + "</div>";
    }
    out_ += "<dl>" + entry("in Cent", "<code>" + escaped(assistant_.fee->source()) + "</code>");
    if (assistant_.fee_known)
      out_ += entry("gezeigt, wenn", condition(*assistant_.fee_known));
    out_ += "</dl></div></div></section>\n";
  }

  void signatures() {
    out_ += "<div class=\"sign\"><div>Fachlich geprüft: Datum, Name, Unterschrift</div>"
            "<div>Freigegeben: Datum, Name, Unterschrift</div></div>\n";
  }

  const forms::Assistant& assistant_;
  const i18n::Catalogue& texts_;
  const SheetOptions& options_;
  const std::string other_; // the language beside German; empty: none
  struct Heading {
    std::string anchor, number, title, count;
  };
  std::vector<Heading> headings_; // of what is shown
  std::string out_;
};

} // namespace

std::string sheet(const forms::Assistant& assistant, const i18n::Catalogue& texts,
                  const SheetOptions& options) {
  return Sheet(assistant, texts, options).text();
}

} // namespace foyer::author
