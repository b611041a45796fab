#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Keeps the texts complete: every key that is asked for is there in German, none lies about unused,
and every language has a translation of the German as it stands, with the same arguments: of tier 1
all of it, of tier 2 the interface (locales/tiers.json). What only staff see is German alone. A language that is still being translated says
so in its language.json ("in_progress") and is not offered to visitors; it may lack texts, nothing else.
Leichte Sprache (de-simple) is a language like any other here."""
import json
import pathlib
import re

import common

# First parts of keys that the program's source names as literals.
SPOKEN_IN_CODE = ("check", "ui", "value", "visit", "failure")
# First parts of keys that only a definition asks for: source that puts them together is no excuse.
DEFINED = ("assistant", "section", "page", "repeat", "field", "code", "doc")
KEY = re.compile(r'"((?:[a-z0-9_]+\.)+[a-z0-9_]*)"')
TYPE_WITH_CODES = re.compile(r"(?:enum|multi)@(\w+)$")


def stand_of(german):
    """FNV-1a 64, as foyer::i18n::stand_of."""
    value = 14695981039346656037
    for byte in german.encode():
        value = (value ^ byte) * 1099511628211 % 2**64
    return f"{value:016x}"


def arguments(text):
    """Names of the arguments of an ICU message, also of those inside plural and select branches."""
    names = set()

    def message(at):
        """Reads to the brace that ends this message; gives the place behind it."""
        while at < len(text):
            if text[at] == "'" and text[at + 1:at + 2] in ("{", "}"):
                at = text.find("'", at + 1) + 1 or len(text)
            elif text[at] == "{":
                at = argument(at + 1)
            elif text[at] == "}":
                return at + 1
            else:
                at += 1
        return at

    def argument(at):
        head = re.compile(r"\s*(\w+)\s*(?:,\s*(\w+)\s*)?([,}])").match(text, at)
        if not head:
            return at
        names.add(head[1])
        at = head.end()
        if head[3] == "}":
            return at
        while at < len(text) and text[at] != "}":
            at = message(at + 1) if text[at] == "{" else at + 1
        return at + 1

    message(0)
    return names


class File(dict):
    """One file's texts, and what stands beside them: marks, dates of the German, reviews."""
    stand, changed, review = {}, {}, {}


def load(root, path, findings):
    seen = []

    def pairs(items):
        seen.extend(key for key, _ in items)
        return dict(items)
    try:
        entries = json.loads(common.read(root, path), object_pairs_hook=pairs)
    except json.JSONDecodeError as error:
        findings.append(f"{path}: {error}")
        return File()
    file = File({key: text for key, text in entries.items() if not key.startswith("_")})
    file.stand, file.changed, file.review = (entries.get(name, {})
                                             for name in ("_stand", "_changed", "_review"))
    for name in sorted(entries.keys() - file.keys() - {"_stand", "_changed", "_review"}):
        findings.append(f"{path}: nobody knows {name}")
    entries = file
    beside = [key for part in (file.stand, file.changed, file.review) for key in part]
    for key in sorted({key for key in entries if seen.count(key) > 1 + beside.count(key)}):
        findings.append(f"{path}: {key} stands there twice")
    for key in list(entries):
        # Empty on purpose: a German word that other languages do without ("Uhr" after a time).
        empty = entries[key] == "" and path.parts[1] != "de"
        if not isinstance(entries[key], str) or not (entries[key].strip() or empty):
            findings.append(f"{path}: {key} has no text")
            del entries[key]
    return file


def read_languages(root, findings):
    """language -> {key: (text, mark, path)}"""
    languages = {}
    for path in common.files(root):
        if path.parts[0] != "locales" or len(path.parts) < 3 or path.suffix != ".json" \
                or path.name == "language.json":
            continue
        texts = languages.setdefault(path.parts[1], {})
        file = load(root, path, findings)
        for key, text in file.items():
            if key in texts:
                findings.append(f"{path}: {key} stands in {texts[key][2]}, too")
            texts[key] = (text, file.stand.get(key), path)
        findings += check_dates(path, file) if path.parts[1] == "de" else check_reviews(path, file)
    return languages


def check_dates(path, file):
    wrong = [key for key, text in file.items()
             if not re.fullmatch(r"\d{4}-\d\d-\d\d " + stand_of(text), file.changed.get(key, ""))]
    wrong += file.changed.keys() - file.keys()
    if not wrong:
        return []
    return [f"{path}: new or changed, without a date: python3 locales/stamp.py de "
            f"({', '.join(sorted(wrong)[:3])}{', ...' if len(wrong) > 3 else ''})"]


def check_reviews(path, file):
    findings = []
    for key, entry in sorted(file.review.items()):
        if not isinstance(entry, dict) or entry.keys() != {"by", "on", "text"} or not entry["by"] \
                or not re.fullmatch(r"\d{4}-\d\d-\d\d", entry["on"]):
            findings.append(f"{path}: the review of {key} needs by, on and text")
        elif entry["text"] != stand_of(file.get(key, "")):
            findings.append(f"{path}: {key} was changed after its review: python3 locales/stamp.py "
                            f"{path.parts[1]}")
    return findings


def interface_files(root):
    """What a language of tier 2 translates."""
    path = pathlib.Path(root) / "locales/tiers.json"
    return json.loads(path.read_text(encoding="utf-8"))["interface"]


def staff_files(root):
    """What is German alone, because only staff see it."""
    path = pathlib.Path(root) / "locales/tiers.json"
    return json.loads(path.read_text(encoding="utf-8")).get("staff", [])


def about(root, language):
    """A language's own file; nothing where it is not there (load() has said so already)."""
    path = pathlib.Path(root) / "locales" / language / "language.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}


def check_about(root, language, node):
    path = f"locales/{language}/language.json"
    findings = []
    if not isinstance(node.get("name"), str) or not isinstance(node.get("rtl"), bool):
        findings.append(f"{path}: needs name and rtl")
    if node.get("tier") not in (1, 2):
        findings.append(f"{path}: needs a tier, 1 or 2")
    if not isinstance(node.get("voice", "x"), str) or not node.get("voice", "x"):
        findings.append(f"{path}: voice is the name of a voice, or not there")
    if "spelling" in node:
        beside = (pathlib.Path(root) / path).with_name(str(node["spelling"]))
        if "voice" not in node or not beside.is_file():
            findings.append(f"{path}: spelling is a file beside it, and needs a voice")
    if not isinstance(node.get("in_progress", True), bool):
        findings.append(f"{path}: in_progress is true or not there")
    for member in sorted(node.keys() - {"name", "rtl", "tier", "voice", "spelling", "in_progress"}):
        findings.append(f"{path}: nobody knows {member}")
    return findings


def check_translation(language, node, texts, german, interface, staff):
    findings = []
    wanted = {key for key, (_, _, path) in german.items()
              if path.name not in staff and (node.get("tier") != 2 or path.name in interface)}
    missing = sorted(wanted - texts.keys())
    if node.get("in_progress"):
        if not missing:
            findings.append(f"locales/{language}/language.json: complete: take in_progress out")
    else:
        findings += [f"locales/{language}: no translation of {key}" for key in missing]
    for key, (text, mark, path) in sorted(texts.items()):
        if key not in german:
            findings.append(f"{path}: {key} is not in German")
            continue
        if german[key][2].name in staff:
            findings.append(f"{path}: {key} is for staff, who see it in German alone")
            continue
        master = german[key][0]
        if mark is None:
            findings.append(f"{path}: {key} has no mark: python3 locales/stamp.py {language}")
        elif mark != stand_of(master):
            findings.append(f"{path}: {key} translates an older German text: look at it, then "
                            f"python3 locales/stamp.py {language} {key}")
        if arguments(text) != arguments(master):
            findings.append(f"{path}: {key} has arguments {sorted(arguments(text))}, "
                            f"German has {sorted(arguments(master))}")
    return findings


def code_lists(root):
    """list -> its codes, over all files; states have their names in staaten.json."""
    lists = {}
    for path in common.files(root):
        if path.parts[:2] == ("assets", "codelists") and path.name != "staaten.json":
            for name, node in json.loads(common.read(root, path)).items():
                if not name.startswith("_"):
                    lists[name] = [code if isinstance(code, str) else code["code"]
                                   for code in node["codes"]]
    return lists


def definition_keys(root):
    """(wanted, allowed) keys of the shipped assistants, by the rules of forms/assistant.hpp."""
    wanted, allowed = set(), set()
    lists = code_lists(root)

    def field(node):
        base = f"field.{node['id']}"
        wanted.add(base + ".label")
        allowed.update({base + ".help", base + ".why"})
        if node["type"] == "ack":
            wanted.add(base + ".text")
        codes = TYPE_WITH_CODES.match(node["type"])
        if codes:
            wanted.update(f"code.{codes[1]}.{code}" for code in lists.get(codes[1], []))
            allowed.update(f"code.{codes[1]}.{code}.help" for code in lists.get(codes[1], []))
        wanted.update(check["message"] for check in node.get("checks", []))

    def page(owner, node):
        if "repeat" in node:
            wanted.update(f"repeat.{node['repeat']}.{part}" for part in ("heading", "row", "add"))
            allowed.add(f"repeat.{node['repeat']}.help")
            for one in node["pages"]:
                page(owner, one)
            return
        wanted.add(f"page.{owner}.{node['id']}.heading")
        allowed.add(f"page.{owner}.{node['id']}.help")
        for one in node["fields"]:
            field(one)

    for path in common.files(root):
        if path.parts[:2] != ("assets", "assistants") or path.suffix != ".json":
            continue
        if path.name.endswith(".release.json"):
            continue
        node = json.loads(common.read(root, path))
        name = node["id"]
        wanted.update(f"assistant.{name}.{part}"
                      for part in ("title", "purpose", "needs", "duration"))
        for one in node.get("preset", []):
            field(one)
        for section in node["sections"]:
            wanted.add(f"section.{name}.{section['id']}.title")
            for item in section["pages"]:
                if "block" in item:
                    block = json.loads(common.read(root, f"assets/blocks/{item['block']}.json"))
                    for one in block["pages"]:
                        page(block["id"], one)
                else:
                    page(name, item)
        wanted.update(check["message"] for check in node.get("extra_checks", []))
        if "fee_note" in node:
            wanted.add(node["fee_note"])
        for document in node.get("documents", []):
            wanted.add(f"doc.{document['id']}.title")
            allowed.add(f"doc.{document['id']}.help")
    return wanted, allowed


def source_keys(root):
    """(keys, beginnings of keys) that the programs' source names."""
    keys, beginnings = set(), set()
    for path in common.files(root):
        if path.parts[0] not in ("kiosk", "offline", "drivers") or path.suffix not in common.CXX:
            continue
        for literal in KEY.findall(common.read(root, path)):
            (beginnings if literal.endswith(".") else keys).add(literal)
    return keys, beginnings


def check(root):
    findings = []
    languages = read_languages(root, findings)
    german = languages.pop("de", {})
    if not german:
        return findings + ["locales/de: no German texts"]
    interface, staff = interface_files(root), staff_files(root)
    findings += check_about(root, "de", about(root, "de"))
    for language, texts in sorted(languages.items()):
        node = about(root, language)
        findings += check_about(root, language, node)
        findings += check_translation(language, node, texts, german, interface, staff)

    wanted, allowed = definition_keys(root)
    spoken, beginnings = source_keys(root)
    in_code = {key for key in spoken if key.split(".")[0] in SPOKEN_IN_CODE and key.count(".") >= 1}
    for key in sorted((wanted | in_code) - german.keys()):
        # "visit.document" may be the beginning of a key put together at run time.
        if key in wanted or not any(known.startswith(key + ".") for known in german):
            findings.append(f"locales/de: no text for {key}")
    for key in sorted(german.keys() - wanted - allowed - spoken):
        if key.startswith("failure."):
            continue # tests/lint/failures.py
        by_definition = key.split(".")[0] in DEFINED
        if not by_definition and any(key.startswith(beginning) for beginning in beginnings):
            continue
        if not by_definition and any(key.startswith(known + ".") for known in spoken
                                     if known.count(".") >= 1):
            continue
        findings.append(f"{german[key][2]}: nobody asks for {key}")
    return findings


if __name__ == "__main__":
    common.main(check)
