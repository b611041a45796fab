#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Holds the office's mapping files against their schema and against the assistants they speak of: every
assistant has one, no field or document is named that is not asked for, and no document lacks its type."""
import json
import pathlib
import re

import common
import jsonschema

SCHEMA = "assets/schemas/mapping.schema.json"
PLACE = re.compile(r"\{([^{}]*)\}")


def load(root, folder):
    found = {}
    for path in common.files(root):
        if path.parent == pathlib.PurePath("assets", folder) and path.suffix == ".json" \
                and not path.name.endswith(".release.json"):
            found[path.stem] = json.loads(common.read(root, path))
    return found


def fields_in(node, blocks):
    """The ids of all fields, those of the blocks that are used among them."""
    if isinstance(node, list):
        return {one for part in node for one in fields_in(part, blocks)}
    if not isinstance(node, dict):
        return set()
    found = {node["id"]} if {"id", "type", "req"} <= node.keys() else set()
    if isinstance(node.get("block"), str):
        found |= fields_in(blocks.get(node["block"]), blocks)
    return found | {one for part in node.values() for one in fields_in(part, blocks)}


def named_in(mapping):
    named = set(mapping["fields"]) | set(mapping.get("code_lists", {}))
    named |= {one["field"] for one in mapping.get("assign", [])}
    return named | set(PLACE.findall(mapping.get("file", {}).get("title", "")))


def check(root):
    validator = jsonschema.Draft202012Validator(json.loads(common.read(root, SCHEMA)))
    assistants, blocks, mappings = (load(root, folder) for folder in ("assistants", "blocks", "mappings"))
    shared = fields_in(list(blocks.values()), blocks)
    findings = [f"assets/mappings/{name}.json: missing" for name in sorted(assistants.keys() - mappings.keys())]
    for name, mapping in sorted(mappings.items()):
        where = f"assets/mappings/{name}.json"
        errors = list(validator.iter_errors(mapping))
        findings += [f"{where}: /{'/'.join(map(str, e.absolute_path))}: {e.message[:200]}" for e in errors]
        if errors:
            continue
        findings += [f"{where}: uses {one}, which is not there"
                     for one in mapping.get("uses", []) if one not in mappings or "assistant" in mappings[one]]
        of = mapping.get("assistant")
        if of and (of != name or of not in assistants):
            findings.append(f"{where}: there is no assistant {of} of this name")
            continue
        known = fields_in(assistants[of], blocks) if of else shared
        findings += [f"{where}: no field {one}" for one in sorted(named_in(mapping) - known)]
        if of:
            asked = {one["id"] for one in assistants[of].get("documents", [])}
            typed = set(mapping["documents"])
            findings += [f"{where}: document {one} has no type" for one in sorted(asked - typed)]
            findings += [f"{where}: no document {one}" for one in sorted(typed - asked)]
    return findings


if __name__ == "__main__":
    common.main(check)
