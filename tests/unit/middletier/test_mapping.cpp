// SPDX-License-Identifier: EUPL-1.2
#include "mapping.hpp"

#include "xfall/sample.hpp"

#include <xfall/xml.hpp>

#include <catch2/catch.hpp>

#include <unistd.h>

#include <fstream>

using namespace foyer;
using middletier::Mappings;
using middletier::XmlReader;

namespace {

const std::filesystem::path files = FOYER_SOURCE_DIR "/assets/mappings";

xfall::Entry entry(std::string id, const char* shown, std::vector<std::string> values) {
  return {.id = std::move(id),
          .label = "Frage",
          .shown = Personal<std::string>(shown),
          .values = Personal(std::move(values)),
          .source = xfall::Source::user};
}

nlohmann::ordered_json record_of(std::vector<xfall::Entry> entries, const char* assistant = "a3") {
  auto container = test::sample_container();
  container.assistant_id = assistant;
  container.sections = {{.id = "alles", .title = "Alles", .entries = std::move(entries)}};
  const auto xml = xfall::build(container);
  REQUIRE(xml.ok());
  return Mappings(files).record(XmlReader(*xml));
}

const nlohmann::ordered_json& of(const nlohmann::ordered_json& record, const std::string& field) {
  for (const auto& one : record.at("entries"))
    if (one.at("field") == field)
      return one;
  FAIL("no entry " << field);
  std::abort();
}

} // namespace

TEST_CASE("an application bears the names other systems have, and keeps what they have none for") {
  const auto record = record_of({entry("person.familienname", "Okafor", {"Okafor"}),
                                 entry("person.vornamen", "Ada Ngozi", {"Ada Ngozi"}),
                                 entry("person.augenfarbe", "Braun", {"06"}),
                                 entry("karte.verlust_wo", "In der U-Bahn", {"In der U-Bahn"})});
  CHECK(of(record, "person.familienname").at("names") ==
        nlohmann::ordered_json({"azr:004.01", "fim:F60000227"}));
  CHECK(of(record, "person.augenfarbe").at("code_list") ==
        "urn:de:xauslaender:codelist:azr:artderaugenfarbe");
  CHECK(of(record, "person.augenfarbe").at("values") == nlohmann::ordered_json({"06"}));
  CHECK(of(record, "karte.verlust_wo").at("shown") == "In der U-Bahn");
  CHECK_FALSE(of(record, "karte.verlust_wo").contains("names"));
  CHECK(record.at("file").at("title") == "Neuer Kartenkörper für den eAT: Okafor, Ada Ngozi");
  CHECK(record.at("file").at("retention").at("years") == 10);
  CHECK(record.at("service") == "330_ep_d_at_nk");
}

TEST_CASE("the person's record is looked for by what they know, and not by what cannot be right") {
  const auto right = record_of({entry("antrag.azr", "1234 5678 9012", {"1234 5678 9012"}),
                                entry("antrag.az", "A-17/2", {"A-17/2"}),
                                entry("person.familienname", "Okafor", {"Okafor"})});
  CHECK(right.at("assign") == nlohmann::ordered_json{{"azr_number", "123456789012"},
                                                     {"file_number", "A-17/2"},
                                                     {"family_name", "Okafor"}});
  const auto wrong = record_of({entry("antrag.azr", "12345678901", {"12345678901"})});
  CHECK(wrong.at("assign").empty());
  CHECK(of(wrong, "antrag.azr").at("shown") == "12345678901"); // still to be read
}

TEST_CASE("a title has no gap where somebody has one name only") {
  const auto record = record_of({entry("person.familienname", "Suharto", {"Suharto"})}, "a7");
  CHECK(record.at("file").at("title") == "Antrag Einbürgerung: Suharto");
  CHECK(record.at("file").at("retention") == nlohmann::ordered_json{{"after", "office_decides"}});
}

TEST_CASE("documents have their type in the e-file, and one nobody knows is told as a proof") {
  auto container = test::sample_container();
  REQUIRE_FALSE(container.attachments.empty());
  container.attachments.front().document_id = "dok.a3_anzeige";
  const auto xml = xfall::build(container);
  REQUIRE(xml.ok());
  const auto record = Mappings(files).record(XmlReader(*xml));
  CHECK(record.at("documents").front().at("type") == "Anzeige");
}

TEST_CASE("an assistant without a mapping gives no record, and a broken mapping is named") {
  CHECK(record_of({}, "a99").is_null());
  const auto folder =
      std::filesystem::temp_directory_path() / ("foyer-mapping-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "a3.json") << "{";
  CHECK_THROWS_WITH(Mappings(folder), Catch::Contains("a3.json"));
  std::ofstream(folder / "a3.json") << R"({"assistant":"a3","uses":["nobody"]})";
  CHECK_THROWS_WITH(Mappings(folder), Catch::Contains("a3"));
  std::filesystem::remove_all(folder);
}
