// SPDX-License-Identifier: EUPL-1.2
// A small assistant of another office (a dog is registered), its texts, and people as a file.
#pragma once

#include <author/person.hpp>
#include <forms/loader.hpp>
#include <i18n/catalogue.hpp>

#include <catch2/catch.hpp>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace foyer::author::test {

namespace fs = std::filesystem;

class Office {
 public:
  Office() {
    static int count = 0;
    root_ = fs::temp_directory_path() /
            ("foyer-author-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
    write("assets/assistants/hund.json", definition);
    write("assets/codelists/hund.json", R"({
  "anlass": { "codes": ["anmelden", "abmelden"] },
  "rasse": { "codes": ["dackel", "pitbull"] }
})");
    write("assets/codelists/staaten.json", R"({ "codes": [] })");
    write("assets/parameters/params.json", R"({
  "g_hund": [ { "value": 6000, "unit": "cent", "from": "2026-01-01", "source": "invented" } ],
  "extra": [ { "value": "nein", "from": "2026-01-01", "source": "invented" } ]
})");
  }
  ~Office() { fs::remove_all(root_); }
  Office(const Office&) = delete;
  Office& operator=(const Office&) = delete;

  [[nodiscard]] fs::path assets() const { return root_ / "assets"; }
  [[nodiscard]] fs::path file(const std::string& name) const { return root_ / name; }
  void write(const std::string& name, const std::string& bytes) const {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary | std::ios::trunc) << bytes;
  }

  [[nodiscard]] std::shared_ptr<const forms::Assistant> assistant() const {
    auto loaded = forms::Loader::inspect(assets(), "hund");
    for (const auto& problem : loaded.problems)
      FAIL_CHECK(problem.text());
    REQUIRE(loaded.assistant != nullptr);
    return loaded.assistant;
  }

  // The people of a file with this content, and what failed when they went through on 2026-11-23.
  [[nodiscard]] std::vector<Person> people(const std::string& json) const {
    write("people.json", json);
    auto read = read_people(file("people.json"));
    INFO((read.ok() ? "" : read.failure().detail));
    REQUIRE(read.ok());
    return *read;
  }
  [[nodiscard]] Outcome run(const std::string& answers, const std::string& expect = "{}") const {
    const auto all = people(R"([ { "name": "Ana", "assistant": "HUND", "answers": )" + answers +
                            R"(, "expect": )" + expect + " } ]");
    REQUIRE(all.size() == 1);
    return author::run(all.front(), assistant(), today());
  }

  static forms::Date today() {
    return forms::Date{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{23}};
  }

  static constexpr const char* definition = R"~({
  "id": "hund", "version": "1.0.0", "concern": "hund.anlass",
  "preset": [ { "id": "antrag.sprache", "type": "lang", "req": "R" } ],
  "sections": [
    { "id": "anliegen", "pages": [
      { "id": "anlass", "fields": [
        { "id": "hund.anlass", "type": "enum@anlass", "req": "R" },
        { "id": "hund.seit", "type": "date", "req": "R",
          "relevant": "hund.anlass == 'anmelden'",
          "checks": [
            { "that": "hund.seit <= heute()", "message": "check.hund.zukunft" },
            { "that": "tage(hund.seit, heute()) <= 14", "severity": "warning", "message": "check.hund.spaet" },
            { "that": "tage(hund.seit, heute()) <= 7", "severity": "notice", "message": "check.hund.bald", "offer": "hund" },
            { "that": "tage(hund.seit, heute()) <= 3", "severity": "hint", "message": "check.hund.wink" } ] },
        { "id": "hund.chip", "type": "text(15)", "req": "S" },
        { "id": "hund.extra", "type": "text(15)", "req": "O", "relevant": "param('extra') == 'ja'" } ] },
      { "repeat": "hunde", "min": 1, "max": 2, "relevant": "hund.anlass == 'anmelden'",
        "summary": ["hunde[].name"], "pages": [
        { "id": "hund", "fields": [
          { "id": "hunde[].name", "type": "text(40)", "req": "R" },
          { "id": "hunde[].rasse", "type": "multi@rasse", "req": "R",
            "checks": [ { "that": "size(it.rasse) >= 1", "message": "check.hund.rasse" } ] } ] } ] },
      { "id": "steuer", "fields": [
        { "id": "hund.einkommen", "type": "eur", "req": "O",
          "checks": [ { "that": "hund.einkommen >= 0", "message": "check.hund.einkommen" } ] },
        { "id": "hund.zahl", "type": "int(0..9)", "req": "C", "value": "size(hunde)" } ] } ] },
    { "id": "erklaerungen", "kind": "declarations", "pages": [
      { "id": "richtig", "fields": [ { "id": "hund.richtig", "type": "ack", "req": "R" } ] } ] }
  ],
  "documents": [
    { "id": "dok.impfpass", "pages": "1-2", "scan": { "mode": "grey", "dpi": 300 },
      "relevant": "hund.anlass == 'anmelden'" } ],
  "fee": "param('g_hund')", "fee_known": "hund.anlass == 'anmelden'"
})~";

 private:
  fs::path root_;
};

// Somebody who can file.
inline const std::string whole = R"({ "hund.anlass": "anmelden", "hund.seit": "2026-11-22",
  "hunde": [ { "name": "Bello", "rasse": ["dackel"] } ], "hund.richtig": true, "dok.impfpass": 2 })";

} // namespace foyer::author::test
