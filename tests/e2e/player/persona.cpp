// SPDX-License-Identifier: EUPL-1.2
#include "persona.hpp"

namespace foyer::player {

Persona oksana() {
  return {.language = "uk",
          .can = "500540",
          .answers = {
              {"karte.grund", "neuer_pass"},
              {"karte.neuer_pass", "ja"},
              {"antrag.fuer", "selbst"},
              // What the card knows is not typed, unless there is no card.
              {"person.familienname", "Kovalenko"},
              {"person.vornamen", "Oksana Mariia"},
              {"person.geburtsdatum", "14.03.1988"},
              {"person.geburtsort", "Kyjiw"},
              {"person.geburtsland", "UKR:Ukraine"},
              {"person.geschlecht", "w"},
              {"person.staatsangehoerigkeiten", "UKR:Ukraine"},
              {"person.groesse", "168"},
              {"person.augenfarbe", "03"},
              {"person.familienstand", "LD"},
              {"adresse.strasse", "Äußere Laufer Gasse"},
              {"adresse.hausnummer", "17a"},
              {"adresse.plz", "90403"},
              {"adresse.ort", "Nürnberg"},
              {"adresse.gemeldet", "ja"},
              {"adresse.ausland_bleibt", "nein"},
              {"kontakt.kanal", "post"},
              {"pass.vorhanden", "ja"},
              {"pass.art", "nationalpass"},
              {"pass.nummer", "FE123456"},
              {"pass.staat", "UKR:Ukraine"},
              {"pass.ausgestellt", "02.09.2026"},
              {"pass.gueltig_bis", "02.09.2036"},
              {"titel.art", "ae"},
              {"titel.gueltig_bis", "31.08.2027"},
              {"titel.erwerb", "erlaubt"},
              {"titel.wohnsitz", "nein"},
              {"titel.abgelehnt", "nein"},
              {"foto.quelle", "terminal"},
              {"foto.finger", "ja"},
              {"abholung.art", "abholung"},
              {"erkl.belehrung", "ja"},
              {"erkl.mitwirkung", "ja"},
              {"erkl.daten", "ja"},
              {"erkl.richtig", "ja"},
              {"erkl.sprache", "ja"},
              {"erkl.unterschrift", "~"},
          }};
}

} // namespace foyer::player
