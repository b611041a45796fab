// SPDX-License-Identifier: EUPL-1.2
#include "shipped.hpp"

#include <author/sheet.hpp>

using namespace foyer;
using namespace foyer::author::test;

namespace {

const forms::Date today{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{25}};

std::string words(const std::string& expression) {
  static const auto a3 = shipped("a3");
  return author::condition_in_words(expression, *a3, texts());
}
std::string label(const std::string& field) {
  return "„" + texts().text("de", "field." + field + ".label") + "“";
}
std::string code(const std::string& key) {
  return "„" + texts().text("de", "code." + key) + "“";
}
bool holds(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

} // namespace

TEST_CASE("the sheet holds every page, field, check and document of every assistant") {
  for (const auto& id : forms::Loader::available(assets())) {
    const auto assistant = shipped(id);
    const auto sheet = author::sheet(*assistant, texts(), {.language = "en", .today = today});
    INFO(id);
    for (const auto& page : assistant->pages)
      REQUIRE(holds(sheet, ">" + page.id + "<"));
    for (const auto& field : assistant->fields)
      if (field.page != forms::no_page)
        REQUIRE(holds(sheet, ">" + field.id + "<"));
    for (const auto& document : assistant->documents)
      REQUIRE(holds(sheet, ">" + document.id + "<"));
    CHECK(holds(sheet, assistant->sha256));
    CHECK(holds(sheet, assistant->version));
    CHECK(holds(sheet, "25.11.2026"));
    CHECK_FALSE(holds(sheet, "fehlt: "));
  }
}

TEST_CASE("the sheet is well-formed and takes nothing from outside") {
  const processes::TemporaryDirectory folder;
  for (const char* language : {"de", "de-simple", "en", "ar"}) {
    const auto sheet =
        author::sheet(*shipped("a1"), texts(), {.language = language, .today = today});
    CHECK_FALSE(holds(sheet, "<script"));
    CHECK_FALSE(holds(sheet, "http"));
    CHECK_FALSE(holds(sheet, "url("));
    CHECK_FALSE(holds(sheet, " src="));
    // What an HTML parser must not need, an XML parser must not miss: but for the void elements,
    // every element is closed.
    std::string xml = sheet.substr(sheet.find("<html"));
    for (const std::string open : {"<br>", "<meta charset=\"utf-8\">"})
      for (auto at = xml.find(open); at != std::string::npos; at = xml.find(open, at))
        xml.replace(at, open.size(), open.substr(0, open.size() - 1) + "/>");
    processes::write_file(folder / "sheet.xml", xml);
    std::string output;
    const int status =
        processes::run({"xmllint", "--noout", (folder / "sheet.xml").string()}, &output);
    INFO(output.substr(0, 2000));
    CHECK(status == 0);
  }
}

TEST_CASE("the sheet can be printed and found one's way in") {
  const auto a7 = shipped("a7");
  const auto sheet = author::sheet(*a7, texts(), {.language = "ar", .today = today});
  const auto all = [&](const std::string& open, const auto& seen) {
    std::size_t count = 0;
    for (auto at = sheet.find(open); at != std::string::npos;
         at = sheet.find(open, at + 1), ++count)
      seen(at + open.size());
    return count;
  };
  // Arabic reads from right to left, and German in it does not.
  CHECK(all("<span lang=\"ar\"", [&](std::size_t at) {
          REQUIRE(sheet.compare(at, 10, " dir=\"rtl\"") == 0);
        }) > a7->fields.size());
  CHECK(all("<td lang=\"ar\"",
            [&](std::size_t at) { REQUIRE(sheet.compare(at, 10, " dir=\"rtl\"") == 0); }) > 0);
  // Every line of the contents leads somewhere.
  CHECK(all("<a href=\"#", [&](std::size_t at) {
          const auto name = sheet.substr(at, sheet.find('"', at) - at);
          INFO(name);
          REQUIRE(holds(sheet, "<section id=\"" + name + "\">"));
        }) > 5);
  // A loose page says what it is of.
  CHECK(holds(sheet, "@bottom-left { content: \"a7, Version " + a7->version + ", Definition " +
                         a7->sha256.substr(0, 12) + "\";"));
  CHECK(holds(sheet, "counter(page)"));
}

TEST_CASE("one person's sheet holds only what that person is asked") {
  const auto a3 = shipped("a3");
  author::Person person{
      .name = "Oksana", .assistant = "a3", .answers = {}, .papers = {}, .expect = {}};
  person.answers.emplace_back("karte.grund", std::string("verlust"));
  const auto outcome = author::run(person, a3, today);
  const auto sheet = author::sheet(
      *a3, texts(),
      {.language = "de", .today = today, .person = &outcome, .person_name = person.name});
  CHECK(holds(sheet, ">karte.verlust_dok<"));
  CHECK_FALSE(holds(sheet, ">karte.defekt<"));
  CHECK(holds(sheet, "Oksana"));
  CHECK(holds(sheet, "class=\"answer\""));
}

TEST_CASE("conditions are told with labels and texts of codes") {
  CHECK(words("karte.grund == 'verlust'") ==
        label("karte.grund") + " ist " + code("karte_grund.verlust"));
  CHECK(words("!(karte.grund in ['verlust','diebstahl'])") ==
        label("karte.grund") + " ist keines von (" + code("karte_grund.verlust") + ", " +
            code("karte_grund.diebstahl") + ")");
  CHECK(words("!has(karte.polizei) || karte.polizei == false") ==
        label("karte.polizei") + " ist offen oder " + label("karte.polizei") + ": Nein");
  CHECK(words("alter(person.geburtsdatum) < 16") ==
        "das Alter nach " + label("person.geburtsdatum") + " ist weniger als 16");
  CHECK(words("karte.defekt_seit <= heute()") ==
        label("karte.defekt_seit") + " ist spätestens heute");
  CHECK(words("(has(karte.grund) || has(karte.polizei)) && has(pass.nummer)") ==
        "(" + label("karte.grund") + " ist beantwortet oder " + label("karte.polizei") +
            " ist beantwortet) und " + label("pass.nummer") + " ist beantwortet");
}

TEST_CASE("brackets keep together what a reader would tear apart") {
  const std::string reason = label("karte.grund"), police = label("karte.polizei");
  const std::string answered = " ist beantwortet", open = " ist offen";
  // "not (a and b)" is "not a or not b", and stands beside "and" as an "or" does.
  CHECK(words("!(has(karte.grund) && has(karte.polizei))") ==
        reason + open + " oder " + police + open);
  CHECK(words("!(has(karte.grund) && has(karte.polizei)) && has(pass.nummer)") ==
        "(" + reason + open + " oder " + police + open + ") und " + label("pass.nummer") +
            answered);
  CHECK(words("!(has(karte.grund) || has(karte.polizei)) && has(pass.nummer)") ==
        reason + open + " und " + police + open + " und " + label("pass.nummer") + answered);
  CHECK(words("!(!(has(karte.grund) && has(karte.polizei)) && has(pass.nummer))") ==
        "(" + reason + answered + " und " + police + answered + ") oder " + label("pass.nummer") +
            open);
  CHECK(words("(has(karte.grund) ? has(karte.polizei) : has(pass.nummer)) && has(karte.grund)") ==
        "(wenn " + reason + answered + ", dann (" + police + answered + "), sonst (" +
            label("pass.nummer") + answered + ")) und " + reason + answered);
  // Sums in products, differences to the right, phrases in either.
  CHECK(words("(1 + 2) * 3 == 9") == "(1 + 2) * 3 ist 9");
  CHECK(words("1 + 2 * 3 == 7") == "1 + 2 * 3 ist 7");
  CHECK(words("1 - (2 - 3) == 2") == "1 - (2 - 3) ist 2");
  CHECK(words("1 - 2 - 3 == 2") == "1 - 2 - 3 ist 2");
  CHECK(words("-(1 + 2) < 0") == "−(1 + 2) ist weniger als 0");
  CHECK(words("alter(person.geburtsdatum) * 2 < 16") ==
        "(das Alter nach " + label("person.geburtsdatum") + ") * 2 ist weniger als 16");
}

TEST_CASE("what holds for a row ends where its brackets end") {
  static const auto a1 = shipped("a1");
  const auto repeat = a1->repeats.front();
  const auto& field = a1->fields[repeat.first_field];
  const std::string name = field.id.substr(field.id.find("[].") + 3);
  const auto told =
      author::condition_in_words(repeat.id + ".exists(k, has(k." + name + ") && !has(k." + name +
                                     ")) || has(" + a1->fields.front().id + ")",
                                 *a1, texts());
  INFO(told);
  const std::string it = label(field.id);
  CHECK(holds(told, " gilt: (" + it + " ist beantwortet und " + it + " ist offen)) oder "));
  CHECK(told.starts_with("(bei mindestens einem von "));
}

TEST_CASE("a condition without good words stays as it is written") {
  for (const char* source : {"nobody.knows == 1", "1 +", "karte.grund.foo('x')", "'open"})
    CHECK(words(source) == source);
}

TEST_CASE("every shipped condition has words") {
  for (const auto& id : forms::Loader::available(assets())) {
    const auto assistant = shipped(id);
    const auto told = [&](const forms::Expression& expression) {
      INFO(id << ": " << expression.source());
      CHECK(author::condition_in_words(expression.source(), *assistant, texts()) !=
            expression.source());
    };
    for (const auto& field : assistant->fields) {
      if (field.relevant)
        told(*field.relevant);
      for (const auto& check : field.constraints)
        told(check.condition);
    }
    for (const auto& document : assistant->documents)
      if (document.relevant)
        told(*document.relevant);
  }
}
