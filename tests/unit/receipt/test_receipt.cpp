// SPDX-License-Identifier: EUPL-1.2
// The printed receipt as others read it: poppler and zbar.
#include "specimen.hpp"

#include <base/bytes.hpp>
#include <processes/processes.hpp>
#include <receipt/code_slip.hpp>
#include <receipt/qr.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>

using namespace foyer;

namespace {

const char* const fonts = FOYER_SOURCE_DIR "/assets/fonts.conf";

struct Print {
  processes::TemporaryDirectory folder;
  Bytes bytes;

  explicit Print(const receipt::Content& content) : Print(receipt::render_pdf(content, fonts)) {}
  explicit Print(Result<Bytes> pdf) {
    INFO((pdf.ok() ? std::string() : pdf.failure().detail));
    REQUIRE(pdf.ok());
    bytes = *pdf;
    processes::write_file(folder / "receipt.pdf", std::string(as_text(bytes)));
  }
  [[nodiscard]] std::string run(const std::string& command) const {
    std::string output;
    const int status =
        processes::run({"sh", "-c", "cd '" + folder.path().string() + "' && " + command}, &output);
    INFO(command << "\n" << output);
    REQUIRE(status == 0);
    return output;
  }
  // The text in reading order, lines joined, without the invisible signs that isolate a direction.
  [[nodiscard]] std::string text() const { return plain(run("pdftotext receipt.pdf -")); }
  // The same of the German column (16 to 101 mm) and of the other (109 to 194 mm).
  [[nodiscard]] std::string german_column() const { return column("40"); }
  [[nodiscard]] std::string help_column() const { return column("306"); }
  [[nodiscard]] std::string column(const std::string& left) const {
    return plain(run("pdftotext -x " + left + " -y 0 -W 250 -H 842 receipt.pdf -"));
  }
  [[nodiscard]] int pages() const {
    const std::string info = run("pdfinfo receipt.pdf");
    return std::stoi(info.substr(info.find("Pages:") + 6));
  }

  static std::string plain(std::string text) {
    for (const std::string_view sign :
         {"\u2066", "\u2067", "\u2068", "\u2069", "\u202A", "\u202B", "\u202C"})
      for (auto at = text.find(sign); at != std::string::npos; at = text.find(sign))
        text.erase(at, sign.size());
    for (auto at = text.find("\u00A0"); at != std::string::npos; at = text.find("\u00A0"))
      text.replace(at, 2, " ");
    std::replace_if(text.begin(), text.end(), [](char c) { return c == '\n' || c == '\f'; }, ' ');
    const auto both_blank = [](char a, char b) { return a == ' ' && b == ' '; };
    text.erase(std::unique(text.begin(), text.end(), both_blank), text.end());
    return text;
  }
};

// A part of a page as poppler draws it, in pixels of `dpi`.
struct Drawing {
  int width = 0;
  int height = 0;
  std::string pixels;

  Drawing(const Print& print, int page, int dpi, int x, int y, int w, int h) {
    const auto number = [](int value) { return std::to_string(value) + ' '; };
    (void)print.run("pdftoppm -gray -singlefile -f " + number(page) + "-r " + number(dpi) + "-x " +
                    number(x) + "-y " + number(y) + "-W " + number(w) + "-H " + number(h) +
                    "receipt.pdf part");
    std::ifstream file(print.folder / "part.pgm", std::ios::binary);
    std::string magic;
    int levels = 0;
    file >> magic >> width >> height >> levels;
    REQUIRE(magic == "P5");
    file.get();
    pixels.resize(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    file.read(pixels.data(), static_cast<std::streamsize>(pixels.size()));
  }
  [[nodiscard]] bool ink(int x, int y) const {
    return static_cast<unsigned char>(pixels[static_cast<std::size_t>(y * width + x)]) < 128;
  }
  // First and last column with ink in a row; nothing in an empty one.
  [[nodiscard]] std::optional<std::pair<int, int>> span(int y) const {
    std::optional<std::pair<int, int>> found;
    for (int x = 0; x < width; ++x)
      if (ink(x, y))
        found = std::pair(found ? found->first : x, x);
    return found;
  }
};

// Where each line of text begins and ends: runs of rows with ink. Low runs are dots and accents
// that stand apart from their letters.
std::vector<std::pair<int, int>> text_lines(const Drawing& drawing, int least_height) {
  std::vector<std::pair<int, int>> lines;
  int height = 0;
  std::pair<int, int> line;
  for (int y = 0; y <= drawing.height; ++y) {
    const auto span = y < drawing.height ? drawing.span(y) : std::nullopt;
    if (span) {
      line = height == 0 ? *span
                         : std::pair(std::min(line.first, span->first),
                                     std::max(line.second, span->second));
      ++height;
      continue;
    }
    if (height >= least_height)
      lines.push_back(line);
    height = 0;
  }
  return lines;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
    ++found;
  return found;
}

} // namespace

TEST_CASE("the slip of a draft has its code in one piece, its last day, and says what it is not") {
  for (const char* tag : {"de", "uk", "ar"}) {
    INFO(tag);
    const Print print(receipt::render_code_slip(slip(tag), fonts));
    CHECK(print.pages() == 1);
    const auto text = print.text();
    CHECK(text.find("7KMQ-2XTP-9D4F-H8WE") != std::string::npos);
    CHECK(text.find("09.12.2026") != std::string::npos);
    CHECK(text.find("noch kein Antrag") != std::string::npos);
    CHECK(text.find("keine Eingangsbestätigung") != std::string::npos);
    if (std::string_view(tag) == "uk")
      CHECK(print.help_column().find("Код") != std::string::npos);
  }
}

TEST_CASE("a slip without its code or one of its texts is not printed") {
  auto no_code = slip("de");
  no_code.code = {};
  CHECK(receipt::render_code_slip(no_code, fonts).failure().code == FailureCode::text_missing);
  auto no_help = slip("uk");
  no_help.notes.back().help.clear();
  CHECK(receipt::render_code_slip(no_help, fonts).failure().code == FailureCode::text_missing);
}

TEST_CASE("Every fact of the filing is on the paper") {
  const Print print(specimen("uk"));
  const auto has_all = [](const std::string& text, const std::vector<std::string>& parts) {
    INFO(text);
    for (const std::string& part : parts) {
      INFO(part);
      CHECK(text.find(part) != std::string::npos);
    }
  };
  has_all(print.text(),
          {"Stadt Nürnberg, Amt für Migration und Integration", "Terminal N01 · Eingangshalle",
           "Vorgangsnummer / Номер справи", "N012 6000 427K", "Eingegangen am / Отримано",
           "25.11.2026 18:38:05 Uhr", "UTC+01:00", "Seite 1 / 2", "Seite 2 / 2"});
  has_all(print.german_column(),
          {"Eingangsbestätigung",
           "Antrag Neuer Kartenkörper für den elektronischen "
           "Aufenthaltstitel Karte verloren",
           "Oksana Mariia KOVALENKO geboren am 14.03.1988",
           "Aufenthaltserlaubnis gültig bis 31.03.2028", "Reisepass (Seiten: 1)",
           "Verlustanzeige der Polizei (Seiten: 2)", "Biometrisches Lichtbild (digital)",
           "Bitte nachreichen bis 23.12.2026", "keine Fiktionsbescheinigung",
           "§ 54 Abs. 2 Nr. 8 AufenthG gelesen – 18:36:12 Uhr", "18:36:48 Uhr",
           "Die Ausländerbehörde prüft Ihren Antrag."});
  has_all(print.help_column(),
          {"Übersetzungshilfe – nicht rechtsverbindlich", "Заява",
           "Oksana Mariia KOVALENKO дата народження 14.03.1988", "дійсний до 31.03.2028",
           "Паспорт (Сторінки: 1)", "Біометричне фото (цифрове)", "23.12.2026",
           "не є Fiktionsbescheinigung"});
}

TEST_CASE("A receipt in German alone has one column, one page and no note about translation") {
  const Print print(specimen("de"));
  CHECK(print.pages() == 1);
  const std::string text = print.text();
  INFO(text);
  CHECK(text.find("Übersetzungshilfe") == std::string::npos);
  CHECK(text.find("Oksana Mariia KOVALENKO, geboren am 14.03.1988") != std::string::npos);
  CHECK(text.find("keine Fiktionsbescheinigung") != std::string::npos);
}

TEST_CASE("Arabic begins at the right edge of its column, Ukrainian at the left") {
  constexpr int dpi = 100;
  constexpr auto pixels = [](double millimetres) {
    return static_cast<int>(millimetres / 25.4 * dpi);
  };
  // The second page's help column, below its heading.
  const auto lines_of = [&](const char* tag) {
    const Print print(specimen(tag));
    const auto lines =
        text_lines(Drawing(print, 2, dpi, pixels(108), pixels(34), pixels(88), pixels(200)), 6);
    REQUIRE(lines.size() > 15);
    return lines;
  };
  // A line may begin a list's indent and a letter's side bearing further in.
  for (const auto& [left, right] : lines_of("ar"))
    CHECK(right > pixels(86 - 6.5));
  for (const auto& [left, right] : lines_of("uk"))
    CHECK(left < pixels(1 + 6.5));
}

TEST_CASE("Arabic is joined, and citations of German law in it keep their order") {
  const std::string text = Print(specimen("ar")).help_column();
  INFO(text);
  CHECK(text.find("تصريح") != std::string::npos);
  CHECK(text.find("§ 54 Abs. 2 Nr. 8 AufenthG") != std::string::npos);
}

TEST_CASE("Every font is embedded") {
  for (const char* const tag : {"de", "ar", "uk", "en"}) {
    const Print print(specimen(tag));
    std::istringstream table(print.run("pdffonts receipt.pdf | tail -n +3"));
    int fonts_seen = 0;
    for (std::string line; std::getline(table, line);) {
      INFO(line);
      CHECK(line.find(" yes yes yes ") != std::string::npos); // embedded, a subset, with its text
      CHECK(line.find("NotoSans") != std::string::npos);
      ++fonts_seen;
    }
    CHECK(fonts_seen >= 2);
  }
}

TEST_CASE("The code on the paper is read by zbar and is at least 30 mm wide") {
  const auto content = specimen("ar");
  const Print print(content);
  (void)print.run("pdftoppm -r 150 -f 1 -l 1 -singlefile -png receipt.pdf page");
  const std::string read = print.run("zbarimg --nodbus --quiet --raw page.png");
  CHECK(read == content.qr_payload + '\n');
  CHECK(read.find("KOVALENKO") == std::string::npos);
  // Its place: within the box at the right; a scan line through a finder pattern's edge is dark for
  // seven modules, so the whole width is what lies between the outermost dark columns.
  const Drawing code(print, 1, 150, 860, 190, 310, 310);
  int first = code.width;
  int last = 0;
  for (const auto& [left, right] : text_lines(code, 1)) {
    first = std::min(first, left);
    last = std::max(last, right);
  }
  CHECK(first > 3); // the quiet zone
  CHECK(last < code.width - 3);
  CHECK((last - first + 1) * 25.4 / 150 >= 30.0);
}

TEST_CASE("The main text has capital letters of at least 3.5 mm") {
  const Print print(specimen("de"));
  // The word "Karte" (of "Karte verloren") has nothing below its line and nothing above its K.
  const std::string words = print.run("pdftotext -bbox receipt.pdf - | grep '>Karte<'");
  const auto number = [&words](const std::string& name) {
    return std::stod(words.substr(words.find(name + "=\"") + name.size() + 2)) / 72 * 600;
  };
  const auto pixel = [](double value) { return static_cast<int>(value); };
  const Drawing word(print, 1, 600, pixel(number("xMin")), pixel(number("yMin")),
                     pixel(number("xMax") - number("xMin")),
                     pixel(number("yMax") - number("yMin")));
  int rows = 0;
  for (int y = 0; y < word.height; ++y)
    rows += word.span(y) ? 1 : 0;
  CHECK(rows * 25.4 / 600 >= 3.48); // a pixel is 0.04 mm
}

TEST_CASE("The same filing gives the same bytes, another moment gives others") {
  auto content = specimen("ar");
  const Print first(content);
  const Print second(content);
  CHECK(first.bytes == second.bytes);
  content.received.utc += std::chrono::seconds(1);
  CHECK(Print(content).bytes != first.bytes);
}

TEST_CASE("Nothing about the person is in the file's properties") {
  const std::string info = Print(specimen("uk")).run("pdfinfo receipt.pdf");
  INFO(info);
  CHECK(info.find("KOVALENKO") == std::string::npos);
  CHECK(info.find("Title:           Eingangsbestätigung") != std::string::npos);
  CHECK(info.find("A4") != std::string::npos);
}

TEST_CASE("Very long names and lists wrap and turn to further pages without losing a line") {
  auto content = specimen("ar");
  content.applicant =
      Personal(std::string("Maximiliana-Theodora ") + std::string(80, 'W') + " Ende");
  for (int i = 1; i <= 60; ++i)
    content.documents.push_back(
        {{"Unterlage Nummer " + std::to_string(i) + "X", "مستند " + std::to_string(i) + "Y"}, i});
  std::string long_text;
  for (int i = 1; i <= 300; ++i)
    long_text += "Wort" + std::to_string(i) + "Z ";
  content.open.push_back({long_text, long_text});
  const Print print(content);
  CHECK(print.pages() >= 5);
  const std::string text = print.text();
  const std::string german = print.german_column();
  CHECK(count(german, "Unterlage Nummer ") == 60);
  for (int i = 1; i <= 60; ++i)
    CHECK(count(german, " " + std::to_string(i) + "X") == 1);
  for (int i = 1; i <= 300; ++i)
    CHECK(count(german, "Wort" + std::to_string(i) + "Z") == 1);
  CHECK(count(german, "W") >= 380);
  CHECK(german.find("Ende") != std::string::npos);
  CHECK(count(print.help_column(), "Wort") == 300);
  // Each page says which it is and repeats the number and the note.
  const auto pages = static_cast<std::size_t>(print.pages());
  CHECK(count(text, "N012 6000 427K") >= pages);
  CHECK(count(text, "nicht rechtsverbindlich") == pages);
  CHECK(text.find("Seite " + std::to_string(pages) + " / " + std::to_string(pages)) !=
        std::string::npos);
}

TEST_CASE("Only a filing made while the line was down says that it will be transmitted") {
  auto content = specimen("de");
  CHECK(Print(content).text().find("wird automatisch übertragen") == std::string::npos);
  content.offline = true;
  CHECK(Print(content).text().find("wird automatisch übertragen") != std::string::npos);
}

TEST_CASE("Papers to get stand before answers still open, with the day for both") {
  auto content = specimen("de");
  content.open_answers = {{"Körpergröße", ""}, {"Augenfarbe", ""}};
  const std::string text = Print(content).text();
  const auto paper = text.find("Biometrisches Lichtbild"), day = text.find("23.12.2026"),
             answer = text.find("Offene Angaben: Körpergröße; Augenfarbe");
  CHECK(paper < day);
  CHECK(day < answer);
  CHECK(answer != std::string::npos);
}

TEST_CASE("A filing without documents says so") {
  auto content = specimen("de");
  content.documents.clear();
  content.open.clear();
  const std::string text = Print(content).text();
  CHECK(text.find("Abgegebene Unterlagen keine") != std::string::npos);
  CHECK(text.find("Noch offen") == std::string::npos);
  CHECK(text.find("nachreichen") == std::string::npos);
}

TEST_CASE("A receipt that names nobody has no line for a name, nor for a document of theirs") {
  auto content = specimen("de");
  const std::string label = content.texts.applicant.german;
  REQUIRE(Print(content).text().find(label) != std::string::npos);
  content.applicant = {};
  const auto text = Print(content).text();
  for (const auto& gone : {label, content.birth_date.reveal(), content.texts.previous.german})
    CHECK(text.find(gone) == std::string::npos);
  CHECK(text.find(receipt::grouped_number(content.number)) != std::string::npos);
}

TEST_CASE("Summer time is printed as the clock on the wall showed it") {
  auto content = specimen("de");
  content.received = {std::chrono::sys_days{std::chrono::year(2027) / 7 / 31} +
                          std::chrono::hours(22) + std::chrono::seconds(9),
                      std::chrono::minutes(120)};
  const std::string text = Print(content).text();
  CHECK(text.find("01.08.2027") != std::string::npos);
  CHECK(text.find("00:00:09 Uhr") != std::string::npos);
  CHECK(text.find("UTC+02:00") != std::string::npos);
}

TEST_CASE("A receipt with a missing text is not printed") {
  auto content = specimen("uk");
  SECTION("German") {
    content.texts.no_permit.german.clear();
  }
  SECTION("help language") {
    content.texts.no_permit.help.clear();
  }
  SECTION("number") {
    content.number.clear();
  }
  SECTION("assistant") {
    content.assistant.german.clear();
  }
  const auto pdf = receipt::render_pdf(content, fonts);
  REQUIRE_FALSE(pdf.ok());
  CHECK(pdf.failure().code == FailureCode::text_missing);
}

TEST_CASE("A receipt without a code or with broken fonts is not printed") {
  auto content = specimen("de");
  CHECK(receipt::render_pdf(content, "/nonexistent/fonts.conf").failure().code ==
        FailureCode::config_broken);
  content.qr_payload.clear();
  CHECK(receipt::render_pdf(content, fonts).failure().code == FailureCode::malformed);
}

TEST_CASE("A number is grouped by four without its separators") {
  CHECK(receipt::grouped_number("N01-26-000427-K") == "N012 6000 427K");
  CHECK(receipt::grouped_number("ABCDE") == "ABCD E");
  CHECK(receipt::grouped_number("ABCD") == "ABCD");
  CHECK(receipt::grouped_number("") == "");
}
