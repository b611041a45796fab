#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Keeps the words of translations sound, letter by letter: names of German documents stay German
(locales/GLOSSARY.md), the numbers of the German are there, digits are Latin, texts are in Unicode's
composed form and hold nothing that cannot be seen or that no keyboard of the house has. Syntax, plural
classes and reading direction need ICU: foyerctl locales lint."""
import re
import unicodedata

import common
import locales

GLOSSARY = "locales/GLOSSARY.md"
STAY = re.compile(r"^## Names that stay German$(.*?)(?=^## |\Z)", re.M | re.S)
LETTERS = "kiosk/forms/letters_table.hpp"
RANGE = re.compile(r"\{0x([0-9A-F]+), 0x([0-9A-F]+)\}")

LRM, RLM, ZWNJ = "\u200e", "\u200f", "\u200c"
ISOLATES, POP = "\u2066\u2067\u2068", "\u2069"
# What else may stand in a text: typography of the languages that are there.
SIGNS = set("\n !\"#%&'()*+,-./0123456789:;<=>?@[]_{|}·§²«»°–—‘’‚“”„…•€×→" + "\u00a0\u2011")
SCRIPTS = ("LATIN", "CYRILLIC", "ARABIC")
# A number of the German that has to be in the translation: small ones are often words there.
SMALL = 12
NUMBER = re.compile(r"\d+(?:[.,\u00a0]\d{3})*")


def names_that_stay(root):
    section = STAY.search(common.read(root, GLOSSARY))
    return re.findall(r"^- (.+)$", section[1], re.M) if section else []


def din_letters(root):
    """Letters of DIN 91379 (kiosk/forms), each a code point."""
    return {chr(code) for first, last in RANGE.findall(common.read(root, LETTERS))
            for code in range(int(first, 16), int(last, 16) + 1)}


def outside_of_arguments(text):
    """The text without the names and keywords of ICU's syntax; branches stay."""
    return re.sub(r"\{\s*\w+\s*(?:,\s*\w+\s*,?)?|=\d+ *\{|\w+ *\{", " ", text)


def numbers(text):
    found = (re.sub(r"\D", "", number) for number in NUMBER.findall(outside_of_arguments(text)))
    return {number for number in found if int(number) > SMALL}


def controls(text, rtl):
    """What is wrong with the invisible characters of a text."""
    findings, open_isolates = [], 0
    for at, char in enumerate(text):
        name = unicodedata.name(char, f"U+{ord(char):04X}")
        if char in ISOLATES:
            open_isolates += 1
        elif char == POP:
            open_isolates -= 1
            if open_isolates < 0:
                findings.append(f"closes an isolate that is not open ({name})")
                open_isolates = 0
        elif char in (LRM, RLM):
            beside = text[at - 1:at] + text[at + 1:at + 2]
            if not rtl:
                findings.append(f"{name} in a language that is read from the left")
            elif all(unicodedata.bidirectional(one) in ("L", "R", "AL") for one in beside) \
                    and len(beside) == 2:
                findings.append(f"{name} between two letters does nothing")
        elif char == ZWNJ:
            if not rtl:
                findings.append(f"{name} in a language that does not join its letters")
        elif char != "\n" and unicodedata.category(char) in ("Cc", "Cf", "Co", "Cn", "Zl", "Zp"):
            findings.append(f"{name} does not belong into a text")
    if open_isolates:
        findings.append("an isolate is not closed (POP DIRECTIONAL ISOLATE)")
    return findings


def characters(text, allowed):
    findings = []
    if unicodedata.normalize("NFC", text) != text:
        findings.append("is not in composed form (NFC)")
    for char in sorted(set(text)):
        category = unicodedata.category(char)
        if category == "Nd" and not char.isascii():
            findings.append(f"has the digit {char}: digits are Latin in every language")
        elif category[0] == "L" or category == "Mn":
            script = unicodedata.name(char, "").split()[0]
            if script == "LATIN" and not char.isascii() and char not in allowed:
                findings.append(f"has {char}, no letter of DIN 91379")
            elif script not in SCRIPTS:
                findings.append(f"has {char} ({unicodedata.name(char, '?')}), a letter of no script here")
        elif category[0] in "PSZN" and char not in SIGNS and not in_arabic(char):
            findings.append(f"has {char} ({unicodedata.name(char, '?')}), a sign of no text here")
    return findings


def in_arabic(char):
    return unicodedata.name(char, "").startswith("ARABIC")


def against_german(language, text, german, names):
    if language == "de-simple":
        return [] # says it in other words, and the German stands beside it
    findings = [f"{name} is a name that stays German" for name in names
                if name in german and name not in text]
    findings += [f"lacks the number {number} of the German"
                 for number in sorted(numbers(german) - numbers(text))]
    return findings


def check(root):
    findings = []
    languages = locales.read_languages(root, [])
    german = languages.get("de", {})
    names, allowed = names_that_stay(root), din_letters(root)
    if not names:
        findings.append(f"{GLOSSARY}: no names that stay German")
    for language, texts in sorted(languages.items()):
        rtl = locales.about(root, language).get("rtl", False)
        for key, (text, mark, path) in sorted(texts.items()):
            wrong = characters(text, allowed) + controls(text, rtl)
            master = german[key][0] if key in german else None
            # An outdated text is not shown; locales.py asks for it.
            if language != "de" and master is not None and mark == locales.stand_of(master):
                wrong += against_german(language, text, master, names)
            findings += [f"{path}: {key} {what}" for what in wrong]
    return findings


if __name__ == "__main__":
    common.main(check)
