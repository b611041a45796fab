// SPDX-License-Identifier: EUPL-1.2
// Letters and signs of DIN 91379:2022-08 datatype A (names of natural persons), in NFC.
// Facts from "DIN-91379-Characters-and-Sequences" (latin_list_1.3.txt),
// https://github.com/String-Latin/DIN-91379-Characters-and-Sequences, CC BY 4.0; changed: only
// datatype A, written as ranges of code points and as sequences.
#pragma once

#include <string_view>

namespace foyer::forms {

struct LetterRange {
  char32_t first, last;
};

inline constexpr LetterRange name_letters[] = {
    {0x0020, 0x0020}, {0x0027, 0x0027}, {0x002C, 0x002E}, {0x0041, 0x005A}, {0x0060, 0x007A},
    {0x007E, 0x007E}, {0x00A8, 0x00A8}, {0x00B4, 0x00B4}, {0x00B7, 0x00B7}, {0x00C0, 0x00D6},
    {0x00D8, 0x00F6}, {0x00F8, 0x017E}, {0x0187, 0x0188}, {0x018F, 0x018F}, {0x0197, 0x0197},
    {0x01A0, 0x01A1}, {0x01AF, 0x01B0}, {0x01B7, 0x01B7}, {0x01CD, 0x01DC}, {0x01DE, 0x01DF},
    {0x01E2, 0x01F0}, {0x01F4, 0x01F5}, {0x01F8, 0x01FF}, {0x0212, 0x0213}, {0x0218, 0x021B},
    {0x021E, 0x021F}, {0x0227, 0x0233}, {0x0259, 0x0259}, {0x0268, 0x0268}, {0x0292, 0x0292},
    {0x02B9, 0x02BA}, {0x02BE, 0x02BF}, {0x02C8, 0x02C8}, {0x02CC, 0x02CC}, {0x1E02, 0x1E03},
    {0x1E06, 0x1E07}, {0x1E0A, 0x1E11}, {0x1E17, 0x1E17}, {0x1E1C, 0x1E2B}, {0x1E2F, 0x1E37},
    {0x1E3A, 0x1E3B}, {0x1E40, 0x1E49}, {0x1E52, 0x1E5B}, {0x1E5E, 0x1E63}, {0x1E6A, 0x1E6F},
    {0x1E80, 0x1E87}, {0x1E8C, 0x1E97}, {0x1E9E, 0x1E9E}, {0x1EA0, 0x1EF9}, {0x2019, 0x2019},
    {0x2021, 0x2021},
};

// Letters that no single code point stands for.
inline constexpr std::u32string_view name_sequences[] = {
    U"A\u030B",       U"C\u0300",       U"C\u0304",       U"C\u0306",       U"C\u0308",
    U"C\u0315",       U"C\u0323",       U"C\u0326",       U"C\u0328\u0306", U"D\u0302",
    U"F\u0300",       U"F\u0304",       U"G\u0300",       U"H\u0304",       U"H\u0326",
    U"H\u0331",       U"J\u0301",       U"J\u030C",       U"K\u0300",       U"K\u0302",
    U"K\u0304",       U"K\u0307",       U"K\u0315",       U"K\u031B",       U"K\u0326",
    U"K\u035FH",      U"K\u035Fh",      U"L\u0302",       U"L\u0325",       U"L\u0325\u0304",
    U"L\u0326",       U"M\u0300",       U"M\u0302",       U"M\u0306",       U"M\u0310",
    U"N\u0302",       U"N\u0304",       U"N\u0306",       U"N\u0326",       U"P\u0300",
    U"P\u0304",       U"P\u0315",       U"P\u0323",       U"R\u0306",       U"R\u0325",
    U"R\u0325\u0304", U"S\u0300",       U"S\u0304",       U"S\u031B\u0304", U"S\u0331",
    U"T\u0300",       U"T\u0304",       U"T\u0308",       U"T\u0315",       U"T\u031B",
    U"U\u0307",       U"Z\u0300",       U"Z\u0304",       U"Z\u0306",       U"Z\u0308",
    U"Z\u0327",       U"a\u030B",       U"c\u0300",       U"c\u0304",       U"c\u0306",
    U"c\u0308",       U"c\u0315",       U"c\u0323",       U"c\u0326",       U"c\u0328\u0306",
    U"d\u0302",       U"f\u0300",       U"f\u0304",       U"g\u0300",       U"h\u0304",
    U"h\u0326",       U"j\u0301",       U"k\u0300",       U"k\u0302",       U"k\u0304",
    U"k\u0307",       U"k\u0315",       U"k\u031B",       U"k\u0326",       U"k\u035Fh",
    U"l\u0302",       U"l\u0325",       U"l\u0325\u0304", U"l\u0326",       U"m\u0300",
    U"m\u0302",       U"m\u0306",       U"m\u0310",       U"n\u0302",       U"n\u0304",
    U"n\u0306",       U"n\u0326",       U"p\u0300",       U"p\u0304",       U"p\u0315",
    U"p\u0323",       U"r\u0306",       U"r\u0325",       U"r\u0325\u0304", U"s\u0300",
    U"s\u0304",       U"s\u031B\u0304", U"s\u0331",       U"t\u0300",       U"t\u0304",
    U"t\u0315",       U"t\u031B",       U"u\u0307",       U"z\u0300",       U"z\u0304",
    U"z\u0306",       U"z\u0308",       U"z\u0327",       U"\u00C7\u0306",  U"\u00DB\u0304",
    U"\u00E7\u0306",  U"\u00FB\u0304",  U"\u00FF\u0301",  U"\u010C\u0315",  U"\u010C\u0323",
    U"\u010D\u0315",  U"\u010D\u0323",  U"\u0113\u030D",  U"\u012A\u0301",  U"\u012B\u0301",
    U"\u014D\u030D",  U"\u017D\u0326",  U"\u017D\u0327",  U"\u017E\u0326",  U"\u017E\u0327",
    U"\u1E32\u0304",  U"\u1E33\u0304",  U"\u1E62\u0304",  U"\u1E63\u0304",  U"\u1E6C\u0304",
    U"\u1E6D\u0304",  U"\u1EA0\u0308",  U"\u1EA1\u0308",  U"\u1ECC\u0308",  U"\u1ECD\u0308",
    U"\u1EE4\u0304",  U"\u1EE4\u0308",  U"\u1EE5\u0304",  U"\u1EE5\u0308",
};

} // namespace foyer::forms
