// SPDX-License-Identifier: EUPL-1.2
#include "fixture.hpp"

#include <forms/input.hpp>

using namespace foyer;
using namespace foyer::forms;
using namespace foyer::forms::test;

namespace {

const Field& field_of(const char* id) {
  return a3()->fields[*a3()->find_field(id)];
}

// The first finding's key after typing this into the field, or "ok".
std::string typed(const char* field, const std::string& text) {
  Draft draft = filled("neuer_pass");
  say(draft, "kontakt.email", std::string("a@example.org"));
  if (!draft.set(field, from_input(field_of(field), text)).ok())
    return "refused";
  const auto keys = keys_of(evaluate(draft, today()).field(field));
  return keys.empty() ? "ok" : keys.front();
}

Value stored(const char* field, const std::string& text) {
  return from_input(field_of(field), text);
}

} // namespace

TEST_CASE("names take every letter of DIN 91379 and keep it") {
  for (const char* name :
       {"Müller-Lüdenscheidt", "D’Angelo", "O'Neill", "Žižka", "Łukasz", "Əliyev", "ʿAbd al-Ḥamīd",
        "Nguyễn Thị Ánh", "K\u035Fh\u0101n", "M\u0302ba", "İbrahim", "Şaban", "Þór", "Öz"})
    CHECK(typed("person.familienname", name) == "ok");
  // Decomposed input is composed, sequences that cannot be stay.
  CHECK(stored("person.familienname", "Mu\u0308ller") == Value{std::string("Müller")});
  CHECK(stored("person.familienname", "  Al   Hassan ") == Value{std::string("Al Hassan")});
  CHECK(stored("person.familienname", "K\u035Fh") == Value{std::string("K\u035Fh")});
}

TEST_CASE("names refuse other scripts, digits and lone marks, and say how to write them") {
  for (const char* name :
       {"Шевченко", "محمد", "李", "Müller2", "Mül;ler", "-", "x\u0302y\u035F", "☺"})
    CHECK(typed("person.familienname", name) == "check.letters");
  CHECK(typed("person.familienname", std::string(120, 'a')) == "ok");
  CHECK(typed("person.familienname", std::string(121, 'a')) == "check.length");
  std::string umlauts;
  for (int i = 0; i < 120; ++i)
    umlauts += "ü"; // characters count, not bytes
  CHECK(typed("person.familienname", umlauts) == "ok");
}

TEST_CASE("text takes any script, but not what a printer could not print") {
  CHECK(typed("pass.bemuehungen", "Я був у посольстві.\nДвічі.") == "ok");
  CHECK(typed("antrag.az", std::string(31, 'x')) == "check.length");
  CHECK(typed("antrag.az", "a\x07z") == "check.text");
  CHECK(typed("antrag.az", "\xC3") == "check.text");
}

TEST_CASE("dates are stored as ISO and judged by the calendar") {
  CHECK(stored("titel.gueltig_bis", "4.3.2028") == Value{std::string("2028-03-04")});
  CHECK(typed("titel.gueltig_bis", "4.3.2028") == "ok");
  CHECK(typed("titel.gueltig_bis", "31.02.2028") == "check.date");
  CHECK(typed("titel.gueltig_bis", "bald") == "check.date");
  CHECK(typed("titel.gueltig_bis", "03.2028") == "check.date_full");
  CHECK(typed("person.geburtsdatum", "00.00.1990") == "ok");
  CHECK(stored("person.geburtsdatum", "00.00.1990") == Value{std::string("1990")});
  CHECK(typed("person.geburtsdatum", "26.11.2026") == "check.future");
  CHECK(typed("person.geburtsdatum", "25.11.2026") == "ok");
  CHECK(typed("person.geburtsdatum", "24.11.1901") == "check.person.alter");
}

TEST_CASE("numbers keep what was typed when it is none") {
  CHECK(stored("person.groesse", " 172 ") == Value{std::int64_t{172}});
  CHECK(stored("person.groesse", "1,72 m") == Value{std::string("1,72 m")});
  CHECK(typed("person.groesse", "172") == "ok");
  CHECK(typed("person.groesse", "1,72 m") == "check.number");
  CHECK(typed("person.groesse", "39") == "check.range");
  CHECK(typed("person.groesse", "251") == "check.range");
}

TEST_CASE("phone numbers become E.164") {
  CHECK(stored("kontakt.telefon", "0911 231-0 ") == Value{std::string("+499112310")});
  CHECK(stored("kontakt.telefon", "00380 (44) 123.4567") == Value{std::string("+380441234567")});
  CHECK(typed("kontakt.telefon", "+380 44 1234567") == "ok");
  for (const char* wrong : {"12345", "0911 CALL", "+0911231000", "+1234567890123456"})
    CHECK(typed("kontakt.telefon", wrong) == "check.phone");
}

TEST_CASE("e-mail addresses need a name, one @ and a domain with a dot") {
  for (const char* right : {"olena@example.org", "o.s+x@mail.example.org", "öl@exämple.de"})
    CHECK(typed("kontakt.email", right) == "ok");
  for (const char* wrong : {"olena", "@example.org", "a@b@c.de", "a@example", "a b@example.org",
                            "a@example.", "a..b@example.org", ".a@example.org", "a.@example.org"})
    CHECK(typed("kontakt.email", wrong) == "check.email");
}

TEST_CASE("codes and states come from their lists") {
  CHECK(typed("person.geschlecht", "w") == "ok");
  CHECK(typed("person.geschlecht", "f") == "check.code");
  CHECK(typed("person.geburtsland", "SUN") == "ok");
  CHECK(typed("person.geburtsland", "RKS") == "ok");
  CHECK(typed("person.geburtsland", "UTO") == "check.code");
  CHECK(typed("person.staatsangehoerigkeiten", "UKR\nXXA") == "ok");
  CHECK(typed("person.staatsangehoerigkeiten", "UKR\nUKR") == "check.twice");
  CHECK(typed("person.staatsangehoerigkeiten", "UKR\nDEU\nPOL\nFRA\nITA\nESP") == "check.count");
  CHECK(typed("person.staatsangehoerigkeiten", "") == "check.required.country");
  CHECK(typed("person.fruehere_namen", "Müller\nМюллер") == "check.letters");
}

TEST_CASE("numbers of documents become capitals") {
  CHECK(stored("pass.nummer", "fx123456") == Value{std::string("FX123456")});
  CHECK(typed("karte.alt_nummer", "l01x00t47") == "ok");
  CHECK(typed("karte.alt_nummer", "L01X00T4") == "check.karte.alt_nummer");
  CHECK(typed("adresse.plz", "9042") == "check.adresse.plz");
}

TEST_CASE("a value of a kind the field does not take is refused") {
  Draft draft(a3());
  CHECK_FALSE(draft.set("person.ein_name", std::string("ja")).ok());
  CHECK_FALSE(draft.set("person.familienname", true).ok());
  CHECK_FALSE(draft.set("antrag.eilig", std::string("reise")).ok());
  CHECK_FALSE(draft.set("karte.titel_rest", std::int64_t{3}).ok()); // calculated
  CHECK_FALSE(draft.set("gibt.es.nicht", true).ok());
  CHECK(draft.set("antrag.eilig", std::vector<std::string>{"reise"}).ok());
}

TEST_CASE("what was stored is shown in words and typed back the same") {
  const auto de = [](const char* field, Value value) {
    return shown(field_of(field), value, "de", texts());
  };
  CHECK(de("person.geburtsdatum", std::string("1990-05")) == "05.1990");
  CHECK(de("person.geschlecht", std::string("w")) == "weiblich");
  CHECK(de("person.geburtsland", std::string("SUN")) == "Sowjetunion");
  CHECK(de("person.staatsangehoerigkeiten", std::vector<std::string>{"UKR", "XXA"}) ==
        "Ukraine, staatenlos");
  CHECK(de("titel.abgelehnt", false) == "Nein");
  CHECK(de("erkl.richtig", true) == "bestätigt");
  CHECK(de("antrag.sprache", std::string("uk")) == "Ukrainisch");
  CHECK(de("titel.abgelehnt", Value{}).empty());
  CHECK(shown(field_of("person.geburtsland"), std::string("UKR"), "ar", texts()) == "أوكرانيا");
  CHECK(shown(field_of("person.geburtsland"), std::string("SUN"), "uk", texts()) ==
        "Радянський Союз");
  for (const auto& [field, text] :
       std::vector<std::pair<const char*, std::string>>{{"person.geburtsdatum", "05.1990"},
                                                        {"titel.gueltig_bis", "04.03.2028"},
                                                        {"person.groesse", "172"},
                                                        {"person.fruehere_namen", "A\nB"},
                                                        {"antrag.az", "12/3"}})
    CHECK(to_input(field_of(field), stored(field, text)) == text);
}

TEST_CASE("every state has a name in every language of the terminal") {
  const CodeList& states = *field_of("person.geburtsland").codes;
  CHECK(states.codes.size() > 280);
  for (const auto& code : states.codes)
    for (const auto& language : texts().languages()) {
      const std::string name = code_text(states, code, language.code, texts());
      INFO(code.code << " " << language.code);
      CHECK_FALSE(name.empty());
      CHECK(name != code.code);
      // In another script than ours a German name would be left over; only bodies may keep it.
      if (code.offered && (language.code == "ar" || language.code == "ru" || language.code == "uk"))
        CHECK(static_cast<unsigned char>(name[0]) >= 0xC4);
    }
}
