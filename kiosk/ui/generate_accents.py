#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Writes accents_table.inc from a DIN 91379 character list in JSON (din91379.json: glyphs with
text, group, base and name). Run by hand when the standard changes; the result is committed."""
import json, sys, unicodedata

FAMILY = {"ß": "s", "æ": "a", "œ": "o", "ø": "o", "đ": "d", "ð": "d", "ł": "l", "þ": "t", "ŋ": "n",
          "ı": "i", "ə": "e", "ħ": "h", "ŧ": "t", "ĸ": "k", "ĳ": "i", "ŉ": "n", "ƶ": "z", "ʒ": "z"}
KEYS = set("äöüß")  # have keys of their own


def base_of(text):
    first = unicodedata.normalize("NFD", text)[0].lower()
    if first.isascii():
        return first if first.isalpha() else None
    return FAMILY.get(first)


def main(source, target):
    glyphs = [g for g in json.load(open(source, encoding="utf-8"))["glyphs"] if g["group"] == "bll"]
    lower, upper, lost = {}, {}, []
    for g in glyphs:
        text = g["text"]
        base = base_of(text) or g["base"][0].lower()
        if text.lower() == base or text.lower() in KEYS and text != "ẞ":
            continue
        (upper if text[0] == text[0].upper() and text[0] != text[0].lower() else lower).setdefault(base, []).append(text)
    lines = []
    for base in sorted(set(lower) | set(upper)):
        quote = lambda items: "{" + ", ".join(f'"{t}"' for t in items) + "}"
        lines.append(f'{{"{base}", {quote(lower.get(base, []))}, {quote(upper.get(base, []))}}},\n')
    with open(target, "w", encoding="utf-8") as out:
        out.write("// SPDX-License-Identifier: EUPL-1.2\n"
                  "// Written by generate_accents.py. Facts from \"DIN-91379-Characters-and-Sequences\",\n"
                  "// https://github.com/String-Latin/DIN-91379-Characters-and-Sequences, CC-BY 4.0.\n")
        out.writelines(lines)
    print(len(glyphs), sum(map(len, lower.values())), sum(map(len, upper.values())),
          {b: (len(lower.get(b, [])), len(upper.get(b, []))) for b in sorted(set(lower) | set(upper))})


main(*sys.argv[1:3])
