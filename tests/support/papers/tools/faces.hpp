// SPDX-License-Identifier: EUPL-1.2
// The free faces that letters are drawn in, to train letter_model.hpp and to test it.
#pragma once

#include <array>

namespace foyer::support_papers {

// Besides those of image/packages-build.txt they come from Debian's fonts-arabeyes fonts-cantarell
// fonts-cmu fonts-comic-neue fonts-courier-prime fonts-crosextra-caladea fonts-crosextra-carlito
// fonts-ebgaramond fonts-farsiweb fonts-freefarsi fonts-gnutypewriter fonts-hosny-amiri
// fonts-hosny-thabit fonts-inter fonts-kacst fonts-kacst-one fonts-lato fonts-lemonada
// fonts-linuxlibertine fonts-noto-extra fonts-oldstandard fonts-open-sans fonts-opendin
// fonts-paktype fonts-paratype fonts-play fonts-quicksand fonts-roboto-unhinted fonts-roboto-slab
// fonts-sil-andika fonts-sil-charis fonts-sil-gentiumplus fonts-sil-harmattan fonts-sil-lateef
// fonts-sil-scheherazade fonts-tuffy fonts-unikurdweb fonts-vollkorn.
inline constexpr std::array training_faces{"Noto Sans",
                                           "Noto Serif",
                                           "DejaVu Sans",
                                           "DejaVu Serif",
                                           "DejaVu Sans Mono",
                                           "Nimbus Roman",
                                           "Nimbus Sans",
                                           "Nimbus Sans Narrow",
                                           "Liberation Sans",
                                           "Liberation Serif",
                                           "Liberation Mono",
                                           "Liberation Sans Narrow",
                                           "URW Gothic",
                                           "FreeSans",
                                           "FreeSerif",
                                           "Go",
                                           "Hack",
                                           "Inconsolata",
                                           "JetBrains Mono",
                                           "Caladea",
                                           "Carlito",
                                           "Lato",
                                           "Open Sans",
                                           "Roboto Slab",
                                           "Linux Libertine O",
                                           "Linux Biolinum O",
                                           "CMU Serif",
                                           "CMU Sans Serif",
                                           "CMU Typewriter Text",
                                           "GNUTypewriter",
                                           "Gentium Plus",
                                           "Charis SIL",
                                           "Andika",
                                           "PT Sans",
                                           "PT Sans Narrow",
                                           "PT Mono",
                                           "Old Standard TT",
                                           "Inter",
                                           "Cantarell",
                                           "Vollkorn",
                                           "Quicksand",
                                           "OSP-DIN",
                                           "Tuffy",
                                           "Play",
                                           "Noto Sans Mono",
                                           "Noto Sans Arabic",
                                           "FreeFarsi",
                                           "KacstOne",
                                           "KacstBook",
                                           "KacstOffice",
                                           "KacstLetter",
                                           "KacstDigital",
                                           "KacstFarsi",
                                           "Scheherazade",
                                           "Lateef",
                                           "PakType Naskh Basic",
                                           "PakType Naqsh",
                                           "PakType Tehreer",
                                           "Thabit",
                                           "Lemonada",
                                           "Homa",
                                           "Titr",
                                           "AlArabiya",
                                           "Unikurd Web",
                                           "Noto Sans Display"};
// Held back: the network never sees these. The first are those of the labelled set.
inline constexpr std::array unseen_faces{"C059",
                                         "P052",
                                         "URW Bookman",
                                         "Nimbus Mono PS",
                                         "Roboto",
                                         "EB Garamond",
                                         "Courier Prime",
                                         "PT Serif",
                                         "Comic Neue",
                                         "Noto Kufi Arabic",
                                         "Noto Naskh Arabic",
                                         "Amiri",
                                         "Nazli",
                                         "KacstNaskh",
                                         "Harmattan"};

} // namespace foyer::support_papers
