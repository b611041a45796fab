// SPDX-License-Identifier: EUPL-1.2
#include "sample.hpp"

#include <xfall/record.hpp>
#include <xfall/submission.hpp>
#include <xfall/xml.hpp>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <cstdlib>
#include <fstream>
#include <unistd.h>

using namespace foyer;
using namespace foyer::test;

namespace {

const std::string xsd = std::string(FOYER_SOURCE_DIR) + "/assets/schemas/xfall-foyer-1.xsd";

std::string built(const xfall::Container& container) {
  const auto xml = xfall::build(container);
  REQUIRE(xml.ok());
  return *xml;
}

FailureCode verdict(std::string_view xml) {
  static const auto schema = xfall::Schema::load(xsd);
  REQUIRE(schema.ok());
  const Status status = schema->validate(xml);
  return status.ok() ? FailureCode::internal : status.failure().code; // internal: valid
}
constexpr FailureCode valid = FailureCode::internal;

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

// xmllint's exit code for `xml`, with `options`; its output goes to `out`.
int xmllint(const std::string& xml, const std::string& options, std::string* out = nullptr) {
  std::string name = (std::filesystem::temp_directory_path() / "foyer-xfall-XXXXXX").string();
  const int fd = ::mkstemp(name.data());
  REQUIRE(fd >= 0);
  ::close(fd);
  std::ofstream(name, std::ios::binary) << xml;
  const int status = std::system(
      ("xmllint " + options + " '" + name + "' > '" + name + ".out' 2>/dev/null").c_str());
  std::ifstream in(name + ".out", std::ios::binary);
  if (out != nullptr)
    out->assign(std::istreambuf_iterator<char>(in), {});
  std::filesystem::remove(name);
  std::filesystem::remove(name + ".out");
  return WEXITSTATUS(status);
}

std::string xpath(const std::string& xml, const std::string& expression) {
  std::string out;
  REQUIRE(xmllint(xml, "--xpath \"" + expression + "\"", &out) == 0);
  if (!out.empty() && out.back() == '\n')
    out.pop_back();
  return out;
}

} // namespace

TEST_CASE("a full container and a bare one are valid, for us and for xmllint") {
  xfall::Container bare = sample_container();
  bare.sections.clear();
  bare.open_items.clear();
  bare.declarations.clear();
  bare.attachments.clear();
  bare.card.reset();
  bare.record.former_title.reset();
  bare.record.fiction_hint = {};
  for (const std::string& xml : {built(sample_container()), built(bare)}) {
    CHECK(verdict(xml) == valid);
    CHECK(xmllint(xml, "--nonet --noout --schema '" + xsd + "'") == 0);
  }
}

TEST_CASE("the same container gives the same bytes, another one others") {
  CHECK(built(sample_container()) == built(sample_container()));
  xfall::Container other = sample_container();
  other.record.sequence = 18;
  CHECK(built(other) != built(sample_container()));
}

TEST_CASE("an outside reader finds each part of the container in its place") {
  const std::string xml = built(sample_container());
  const auto at = [&](const std::string& path) {
    return xpath(xml, "string(//*[local-name()='" + path + "'])");
  };
  CHECK(at("vorgangsnummer") == "N01-26-000017-Z");
  CHECK(at("zeit_utc") == "2026-11-25T09:41:07.250Z");
  CHECK(at("zeit_lokal") == "2026-11-25T10:41:07.250+01:00");
  CHECK(at("buendel") == "AQID");
  CHECK(xpath(xml, "string(//*[local-name()='unterschrift']/@schluessel)") == "aGVsbG8");
  CHECK(xpath(xml, "string-length(//*[local-name()='unterschrift'])") == "88");
  CHECK(xpath(xml, "string(//*[local-name()='pruefung'][2]/@datengruppe)") == "1");
  CHECK(xpath(xml, "count(//*[local-name()='pruefung'][1]/@grund)") == "0");
  CHECK(at("urspruenglich").find("GEHEIM OKAFOR") != std::string::npos);
  CHECK(xpath(xml, "string(//*[local-name()='uhr']/@unsicher)") == "true");
  CHECK(xpath(xml, "string(//*[local-name()='anlage']/@laenge)") == "123456");
  CHECK(xpath(xml, "count(//*[local-name()='wert'])") == "3");
  CHECK(xpath(xml, "string(//*[local-name()='angabe'][2]/@geprueft)") == "true");
}

TEST_CASE("rows of a group, and what is still open in them, reach the office in their order") {
  xfall::Container container = sample_container();
  xfall::Entry name = container.sections[0].entries[0];
  name.id = "kinder[].vornamen";
  xfall::Entry group{.id = "kinder", .label = "Kinder", .source = xfall::Source::none};
  group.rows = {{.title = "Kind 1", .entries = {name}}, {.title = "Kind 2", .entries = {}}};
  container.sections[0].entries.insert(container.sections[0].entries.begin() + 1, group);
  container.open_items = {{.kind = xfall::OpenItem::Kind::answer,
                           .id = "kinder[].geburtsort",
                           .title = "Kind 2: Geburtsort",
                           .row = 2}};
  container.attachments.at(0).sensitive = true;
  const std::string xml = built(container);
  CHECK(verdict(xml) == valid);
  CHECK(xmllint(xml, "--nonet --noout --schema '" + xsd + "'") == 0);
  const std::string rows = "//*[local-name()='gruppe'][@id='kinder']/*[local-name()='zeile']";
  CHECK(xpath(xml, "count(" + rows + ")") == "2");
  CHECK(xpath(xml, "string(" + rows + "[@nr='2']/*[local-name()='titel'])") == "Kind 2");
  CHECK(xpath(xml, "string(" + rows +
                       "[@nr='1']/*[local-name()='angabe'][@id='kinder[].vornamen']/@quelle)") ==
        "user");
  CHECK(xpath(xml, "string(//*[local-name()='posten']/@zeile)") == "2");
  CHECK(xpath(xml, "string(//*[local-name()='anlage']/@geschuetzt)") == "true");
  // A group without a row says nothing: it is never written, and would not be let through.
  std::string empty = xml;
  const auto begin = empty.find("<zeile"), end = empty.rfind("</zeile>");
  CHECK(verdict(empty.erase(begin, end + 8 - begin)) != valid);
}

TEST_CASE("hostile text arrives as text, and what XML cannot carry is seen to be missing") {
  const std::string hostile = "]]> <!DOCTYPE x> &amp; <a b='c'> \" \r\n\t \xE2\x80\xAE مرحبا";
  xfall::Container container = sample_container();
  container.sections[0].entries[0].shown = Personal(hostile);
  container.record.location = hostile;
  std::string xml = built(container);
  CHECK(verdict(xml) == valid);
  CHECK(xpath(xml, "string(//*[local-name()='standort'])") == hostile);

  const std::pair<std::string, std::string> cases[] = {
      {std::string("a\0b", 3), "a\uFFFDb"},
      {"a\x01\x1F", "a\uFFFD\uFFFD"},
      {"\xFF\xFE", "\uFFFD\uFFFD"},
      {"\xC0\xAF", "\uFFFD\uFFFD"},
      {"\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD"},
      {"\xEF\xBF\xBF", "\uFFFD"},
      {"\xF0\x9F\x98", "\uFFFD\uFFFD\uFFFD"},
      {"\xF0\x9F\x98\x80", "\U0001F600"},
      {"\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"}};
  for (const auto& [bytes, shown] : cases) {
    container.record.location = bytes;
    xml = built(container);
    CHECK(verdict(xml) == valid);
    CHECK(xpath(xml, "string(//*[local-name()='standort'])") == shown);
  }
}

TEST_CASE("a very long text is carried up to a mebibyte and refused beyond") {
  xfall::Container container = sample_container();
  container.sections[0].entries[0].shown = Personal(std::string(1 << 20, 'x'));
  CHECK(verdict(built(container)) == valid);
  container.sections[0].entries[0].shown = Personal(std::string((1 << 20) + 1, 'x'));
  const auto refused = xfall::build(container);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.failure().code == FailureCode::container_invalid);
  CHECK(refused.failure().detail.find("xxx") == std::string::npos);
}

TEST_CASE("a container that lacks what the office needs does not pass") {
  const auto breaks = [](auto change) {
    xfall::Container container = sample_container();
    change(container);
    CHECK(verdict(built(container)) == FailureCode::container_invalid);
  };
  breaks([](auto& c) { c.id.clear(); });
  breaks([](auto& c) { c.destination.clear(); });
  breaks([](auto& c) { c.definition_sha256 = "none"; });
  breaks([](auto& c) { c.record.receipt_number = "17"; });
  breaks([](auto& c) { c.record.sequence = 0; });
  breaks([](auto& c) { c.record.content_sha256.clear(); });
  breaks([](auto& c) { c.record.software_version.clear(); });
  breaks([](auto& c) { c.record.help_language = "no language"; });
  breaks([](auto& c) { c.sections[0].entries[0].id = "with space"; });
  breaks([](auto& c) { c.declarations[0].wording_sha256.clear(); });
  breaks([](auto& c) { c.attachments[0].length = 0; });
  breaks([](auto& c) { c.attachments[0].media_type = "pdf"; });
  breaks([](auto& c) { c.attachments.push_back(c.attachments[0]); }); // the same id twice
  breaks([](auto& c) { c.card->verdicts[0].verdict = "maybe"; });
}

TEST_CASE("a container cut at any byte is refused, and the reason quotes nothing of it") {
  const std::string xml = built(sample_container());
  REQUIRE(verdict(xml) == valid);
  static const auto schema = xfall::Schema::load(xsd);
  for (std::size_t length = 0; length + 1 < xml.size(); ++length) {
    const Status status = schema->validate(std::string_view(xml).substr(0, length));
    REQUIRE_FALSE(status.ok());
    REQUIRE(status.failure().detail.find("GEHEIM") == std::string::npos);
  }
  const Status wrong = schema->validate(replaced(xml, "fassung=\"1\"", "fassung=\"GEHEIM\""));
  REQUIRE_FALSE(wrong.ok());
  CHECK(wrong.failure().detail.find("line 2") != std::string::npos);
  CHECK(wrong.failure().detail.find("GEHEIM") == std::string::npos);
}

TEST_CASE("a container that reaches outside itself is refused before anything is loaded") {
  const std::string xml = built(sample_container());
  const std::string root = "<xFallDaten.01 ";
  CHECK(verdict(replaced(xml, root,
                         "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + root)) ==
        FailureCode::container_invalid);
  CHECK(verdict(replaced(xml, root,
                         root + "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" "
                                "i:schemaLocation=\"urn:x file:///etc/passwd\" ")) ==
        FailureCode::container_invalid);
  CHECK(verdict(replaced(xml, "</ziel>", "&e;</ziel>")) == FailureCode::container_invalid);
  // UTF-16 would hide a document type from a search for its letters.
  std::string wide = "\xFF\xFE";
  for (const char c : replaced(xml, "UTF-8", "UTF-16") + "<!DOCTYPE x>") {
    wide += c;
    wide += '\0';
  }
  CHECK(verdict(wide) == FailureCode::container_invalid);
}

TEST_CASE("a schema that is missing or none is a broken configuration") {
  CHECK(xfall::Schema::load("/no/such.xsd").failure().code == FailureCode::config_broken);
  CHECK(xfall::validate("<a/>", std::string(FOYER_SOURCE_DIR) + "/CMakeLists.txt").failure().code ==
        FailureCode::config_broken);
}

TEST_CASE("the record that stays on the terminal has ids and hashes and nothing about the person") {
  const auto text = xfall::public_record(sample_container());
  REQUIRE(text.ok());
  CHECK(text->find("GEHEIM") == std::string::npos);
  const auto record = nlohmann::json::parse(*text);
  CHECK(record["vorgangsnummer"] == "N01-26-000017-Z");
  CHECK(record["identitaet"]["mittel"] == "mrz_chip");
  CHECK(record["offen"][0]["id"] == "dok.foto");
  CHECK(record["anlagen"][0]["sha256"] == std::string(64, 'a'));
  CHECK(record["erklaerungen"][0]["zeit"] == "2026-11-25T09:40:07.250Z");
  CHECK(record["letzte_synchronisation"] == "2026-11-25T06:41:07.250Z");
  CHECK(record["uhr_bestaetigt"].is_null());
}

TEST_CASE(
    "who has proven who they are is named by the office's identification, beside what was read") {
  auto container = sample_container();
  container.record.proof = {"q4cUcPXwY1Zq0sWm2b7f3A", moment() - std::chrono::minutes{3}};
  const auto xml = built(container);
  CHECK(verdict(xml) == valid);
  const std::string identity = "//*[local-name()='identitaet']";
  CHECK(xpath(xml, "string(" + identity + "/@mittel)") == "eid");
  CHECK(xpath(xml, "string(" + identity + "/@gelesen)") == "mrz_chip");
  CHECK(xpath(xml, "string(" + identity + "/@dokumentart)") == "AR");
  CHECK(xpath(xml, "string(" + identity + "/@pruefergebnis)") == "echt");
  CHECK(xpath(xml, "string(" + identity + "/*/@id)") == "q4cUcPXwY1Zq0sWm2b7f3A");
  CHECK(xpath(xml, "string(" + identity + "/*/@zeit)") == "2026-11-25T09:38:07.250Z");
  CHECK(verdict(replaced(xml, "\"q4cUcPXwY1Zq0sWm2b7f3A", "\"q4cUc")) ==
        FailureCode::container_invalid);
  const auto record = nlohmann::json::parse(xfall::public_record(container).value());
  CHECK(record["identitaet"]["mittel"] == "eid");
  CHECK(record["identitaet"]["gelesen"] == "mrz_chip");
  CHECK(record["identitaet"]["nachgewiesen"] == "2026-11-25T09:38:07.250Z");
  CHECK(record.dump().find("q4cUc") == std::string::npos); // the office's business
}

TEST_CASE("what an assistant composed is taken over whole") {
  forms::Submission submission;
  submission.assistant = "a3";
  submission.version = "2.0.0";
  submission.title = "Neuer Kartenkörper";
  submission.definition_sha256 = std::string(64, 'c');
  submission.parameters_sha256 = submission.wording_sha256 = std::string(64, 'd');
  submission.sha256 = std::string(64, 'e');
  submission.help_language = "ar";
  submission.canonical = Personal(Bytes{1, 2});
  submission.sections = {{"person", "Person", {}}};
  forms::Submission::Entry entry;
  entry.field = "person.kinder";
  entry.text = Personal<std::string>("2");
  entry.raw = Personal<forms::Value>(std::int64_t{2});
  entry.source = forms::Source::chip_dg1;
  entry.original_text = Personal<std::string>("1");
  entry.original_source = forms::Source::eid;
  submission.sections[0].entries = {entry, entry, entry};
  submission.sections[0].entries[1].raw = Personal<forms::Value>(true);
  submission.sections[0].entries[2].raw =
      Personal<forms::Value>(std::vector<std::string>{"a", "b"});
  forms::Submission::Entry group;
  group.field = "kinder";
  group.label = "Kinder";
  group.rows = {{"Kind 1", {entry}}};
  submission.sections[0].entries.push_back(group);
  submission.open = {{forms::OpenItem::Kind::answer, "kontakt.telefon", "Telefon"}};
  submission.declarations = {{"erkl.daten", "Gelesen", std::string(64, 'f'), moment()}};
  submission.fee_cents = 6700;

  xfall::Container container = sample_container();
  xfall::take_submission(container, submission);
  CHECK(container.service == "a3");
  CHECK(container.record.content_sha256 == std::string(64, 'e'));
  const auto& entries = container.sections.at(0).entries;
  CHECK(entries[0].values.reveal() == std::vector<std::string>{"2"});
  CHECK(entries[0].source == xfall::Source::chip_dg1);
  CHECK(entries[0].original_source == xfall::Source::eid);
  CHECK(entries[1].values.reveal() == std::vector<std::string>{"true"});
  CHECK(entries[2].values.reveal() == std::vector<std::string>{"a", "b"});
  REQUIRE(entries.at(3).rows.size() == 1);
  CHECK(entries[3].rows[0].title == "Kind 1");
  CHECK(entries[3].rows[0].entries.at(0).original_source == xfall::Source::eid);
  CHECK(container.open_items.at(0).kind == xfall::OpenItem::Kind::answer);
  CHECK(container.declarations.at(0).at == moment());
  CHECK(verdict(built(container)) == valid);
}

TEST_CASE("the case's code is in the container and nowhere in what stays on the terminal") {
  auto container = sample_container();
  CHECK(built(container).find("rueckkanal") == std::string::npos);
  container.case_code = Personal<std::string>("7KMQ2XTP9D4FH8WV");
  const auto xml = built(container);
  CHECK(verdict(xml) == valid);
  CHECK(xpath(xml, "//*[local-name()='rueckkanal']/@code").find("7KMQ2XTP9D4FH8WV") !=
        std::string::npos);
  CHECK(xfall::public_record(container)->find("7KMQ") == std::string::npos);
  CHECK(verdict(replaced(xml, "7KMQ2XTP9D4FH8WV", "7KMQ2XTP9D4FH8WI")) ==
        FailureCode::container_invalid); // I is no letter of codes
  CHECK(verdict(replaced(xml, "7KMQ2XTP9D4FH8WV", "7KMQ")) == FailureCode::container_invalid);
}

TEST_CASE("an answer to a case is a container of its own kind") {
  auto container = sample_container();
  container.sections.clear();
  container.open_items.clear();
  container.declarations.clear();
  container.record.parameters_sha256.clear();
  container.record.wording_sha256.clear();
  const std::string access(43, 'x');
  container.answer = xfall::Answer{.number = "N01-26-000012-A",
                                   .message = "m1",
                                   .access = Personal(access),
                                   .text = secret("GEHEIM: ja & <nein>")};
  const auto xml = built(container);
  CHECK(verdict(xml) == valid);
  CHECK(xml.find("assistent") == std::string::npos);
  CHECK(xpath(xml, "//*[local-name()='antwort']/@auf").find("N01-26-000012-A") !=
        std::string::npos);
  const auto record = xfall::public_record(container);
  REQUIRE(record.ok());
  CHECK(record->find("GEHEIM") == std::string::npos);
  CHECK(record->find(access) == std::string::npos);
  CHECK(nlohmann::json::parse(*record)["antwort"] ==
        nlohmann::json{{"auf", "N01-26-000012-A"}, {"nachricht", "m1"}});
  CHECK(verdict(replaced(xml, access, "short")) == FailureCode::container_invalid);
  container.answer->message.clear();
  CHECK(verdict(built(container)) == valid);
}
