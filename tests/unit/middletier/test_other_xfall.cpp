// SPDX-License-Identifier: EUPL-1.2
#include "other_xfall.hpp"

#include "xfall/sample.hpp"

#include <processes/processes.hpp>

#include <catch2/catch.hpp>

using namespace foyer;
using middletier::OtherXfall;

namespace {

const std::filesystem::path here = FOYER_SOURCE_DIR "/tests/unit/middletier/other";

std::string container(bool with_answers = true) {
  auto sample = test::sample_container();
  if (!with_answers)
    sample.sections.clear();
  return *xfall::build(sample);
}

// The usual stylesheet with something else in its number.
std::filesystem::path stylesheet(const processes::TemporaryDirectory& folder,
                                 const std::string& inside) {
  std::string text = processes::read_file(here / "vorgang.xsl");
  text.insert(text.find("<nummer>") + 8, inside);
  processes::write_file(folder / "other.xsl", text);
  return folder / "other.xsl";
}

} // namespace

TEST_CASE("A container takes the form of another schema, and is that schema's") {
  const OtherXfall other(here / "vorgang.xsl", here / "vorgang.xsd");
  const auto made = other.of(container());
  REQUIRE((made.ok() && *made));
  CHECK((*made)->find("<feld id=\"person.familienname\">GEHEIM Okafor</feld>") !=
        std::string::npos);
  const processes::TemporaryDirectory folder;
  processes::write_file(folder / "xfall.xml", **made);
  CHECK(processes::run({"xmllint", "--noout", "--nonet", "--schema", here / "vorgang.xsd",
                        folder / "xfall.xml"}) == 0);
}

TEST_CASE("What the other schema does not allow is told, without a word of its content") {
  const OtherXfall other(here / "vorgang.xsl", here / "vorgang.xsd");
  const auto made = other.of(container(/*with_answers=*/false)); // it wants one field at least
  REQUIRE_FALSE(made.ok());
  CHECK(made.failure().code == FailureCode::container_invalid);
  CHECK(made.failure().detail.find("GEHEIM") == std::string::npos);
}

TEST_CASE("A stylesheet reads no file, writes none, and may fail") {
  const processes::TemporaryDirectory folder;
  processes::write_file(folder / "secret.xml", "<a>geheim</a>");
  const std::string path = (folder / "secret.xml").string();
  const OtherXfall reads(stylesheet(folder, "<xsl:value-of select=\"document('" + path + "')\"/>"),
                         here / "vorgang.xsd");
  const auto made = reads.of(container());
  CHECK((!made.ok() || (*made)->find("geheim") == std::string::npos));
  const OtherXfall writes(
      stylesheet(folder, "<exsl:document xmlns:exsl=\"http://exslt.org/common\" "
                         "extension-element-prefixes=\"exsl\" href=\"" +
                             (folder / "written.xml").string() + "\">x</exsl:document>"),
      here / "vorgang.xsd");
  static_cast<void>(writes.of(container()));
  CHECK_FALSE(std::filesystem::exists(folder / "written.xml"));
  const OtherXfall ends(stylesheet(folder, "<xsl:message terminate=\"yes\">GEHEIM</xsl:message>"),
                        here / "vorgang.xsd");
  CHECK(ends.of(container()).failure().code == FailureCode::container_invalid);
}

TEST_CASE("Without files there is no other form, and with unusable ones no office") {
  CHECK_FALSE((*OtherXfall({}, {}).of(container())).has_value());
  CHECK_THROWS_WITH(OtherXfall(here / "vorgang.xsd", here / "vorgang.xsd"),
                    Catch::Contains("stylesheet"));
  CHECK_THROWS_WITH(OtherXfall(here / "vorgang.xsl", "/nowhere"), Catch::Contains("schema"));
}
