#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Every shipped assistant is released as it is: its release names its definition and German texts,
and the demo key has signed it. Computes the hashes by the written format (kiosk/forms/FORMAT.md 9),
not with the program's code, and lets openssl verify."""
import base64
import hashlib
import json
import pathlib
import re
import subprocess
import tempfile

import common

KEYS = "tests/support/demo_keys/release"
STATES = {"land", "list<land>"}
TYPE_WITH_CODES = re.compile(r"(?:enum|multi)@(\w+)$")
REMEDY = "./dev sign (and a new version, once it is in use)"


class Definition:
    """What an assistant consists of: its fields, pages and repeats, in the order of the file."""

    def __init__(self, root, name):
        self.root = root
        self.bytes = (root / f"assets/assistants/{name}.json").read_bytes()
        self.node = json.loads(self.bytes)
        self.blocks = {}
        self.fields, self.pages, self.repeats = list(self.node.get("preset", [])), [], []
        for section in self.node["sections"]:
            for item in section["pages"]:
                self.take_in(item)

    def take_in(self, item):
        if "block" not in item:
            self.item(self.node["id"], item, set())
            return
        name = item["block"]
        self.blocks[name] = (self.root / f"assets/blocks/{name}.json").read_bytes()
        for page in json.loads(self.blocks[name])["pages"]:
            self.item(name, page, set(item.get("without", [])))

    def item(self, owner, node, without):
        if "repeat" in node:
            if node["repeat"] in without:
                return
            self.repeats.append(node["repeat"])
            for page in node["pages"]:
                self.item(owner, page, without)
            return
        kept = [field for field in node["fields"] if field["id"] not in without]
        if kept:
            self.pages.append(f"{owner}.{node['id']}")
            self.fields += kept

    def lists(self):
        """Names of the code lists its fields offer."""
        names = set()
        for field in self.fields:
            if field["type"] in STATES:
                names.add("land")
            elif match := TYPE_WITH_CODES.match(field["type"]):
                names.add(match[1])
        return names

    def text_keys(self, lists):
        name, node = self.node["id"], self.node
        keys = {f"assistant.{name}.{part}" for part in ("title", "purpose", "needs", "duration")}
        keys |= {f"section.{name}.{section['id']}.title" for section in node["sections"]}
        keys |= {f"page.{page}.{part}" for page in self.pages for part in ("heading", "help")}
        keys |= {f"repeat.{repeat}.{part}" for repeat in self.repeats
                 for part in ("heading", "row", "add", "help")}
        keys |= {f"doc.{document['id']}.{part}" for document in node.get("documents", [])
                 for part in ("title", "help")}
        keys |= {node["fee_note"]} if "fee_note" in node else set()
        keys |= {check["message"] for check in node.get("extra_checks", [])}
        for field in self.fields:
            parts = ["label", "help", "why"] + (["text"] if field["type"] == "ack" else [])
            keys |= {f"field.{field['id']}.{part}" for part in parts}
            keys |= {check["message"] for check in field.get("checks", [])}
        for used in self.lists() - {"land"}:
            keys |= {f"code.{used}.{code['code']}{part}" for code in lists[used]
                     for part in ("", ".help")}
        return keys


def code_lists(root):
    """list -> its codes as objects, over all files."""
    lists = {}
    for path in sorted((root / "assets/codelists").glob("*.json")):
        node = json.loads(path.read_text(encoding="utf-8"))
        found = {"land": node} if path.name == "staaten.json" else node
        for name, entry in found.items():
            if not name.startswith(("_", "$")):
                lists[name] = [{"code": code} if isinstance(code, str) else code
                               for code in entry["codes"]]
    return lists


def code_bytes(code):
    text = "".join(code.get(part, "") + "\0" for part in ("code", "group", "law", "iso2"))
    text += ("h" if code.get("historic") else "-") + ("o" if code.get("offered", True) else "-")
    text += "".join(f"{language}\0{name}\0" for language, name
                    in sorted(code.get("names", {}).items(), key=lambda item: item[0].encode())
                    if not language.startswith(("_", "$")))
    return text + "".join(mrz + "\0" for mrz in code.get("mrz", [])) + "\1"


def definition_sha256(definition, lists):
    hashed = definition.bytes + b"\0"
    for name, content in sorted(definition.blocks.items()):
        hashed += f"blocks/{name}\0".encode() + content + b"\0"
    for name in sorted(definition.lists()):
        hashed += (f"codelists/{name}\0" + "".join(map(code_bytes, lists[name])) + "\0").encode()
    return hashlib.sha256(hashed).hexdigest()


def texts_sha256(definition, lists, german):
    keys = sorted(definition.text_keys(lists) & german.keys(), key=str.encode)
    return hashlib.sha256("".join(f"{key}\0{german[key]}\0" for key in keys).encode()).hexdigest()


def signature_fits(root, release):
    message = "foyer-assistant-release-1\n" + "".join(
        f"{member}: {release[member]}\n" for member in ("id", "version", "sha256", "texts_sha256"))
    with tempfile.TemporaryDirectory() as folder:
        text, signature = pathlib.Path(folder, "text"), pathlib.Path(folder, "signature")
        text.write_bytes(message.encode())
        signature.write_bytes(base64.b64decode(release["signature"]))
        return any(subprocess.run(
            ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", key, "-rawin", "-in", text,
             "-sigfile", signature], capture_output=True, check=False).returncode == 0
            for key in (root / KEYS).glob("*.pem"))


def check(root):
    root = pathlib.Path(root)
    lists, german, findings = code_lists(root), {}, []
    for path in (root / "locales/de").glob("*.json"):
        if path.name != "language.json":
            german |= json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((root / "assets/assistants").glob("*.json")):
        if path.name.endswith(".release.json"):
            continue
        shown = path.relative_to(root)
        released = path.with_name(path.stem + ".release.json")
        if not released.is_file():
            findings.append(f"{shown}: is not released: {REMEDY}")
            continue
        release = json.loads(released.read_text(encoding="utf-8"))
        definition = Definition(root, path.stem)
        now = {"id": path.stem, "version": definition.node["version"],
               "sha256": definition_sha256(definition, lists),
               "texts_sha256": texts_sha256(definition, lists, german)}
        stale = [member for member, value in now.items() if release.get(member) != value]
        if stale:
            findings.append(f"{shown}: {', '.join(stale)} changed since it was released: {REMEDY}")
        elif not signature_fits(root, release):
            findings.append(f"{released.relative_to(root)}: no key of {KEYS} has signed it: {REMEDY}")
    return findings


if __name__ == "__main__":
    common.main(check)
