#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Holds definitions and blocks against the JSON Schema that ships for their authors, so that the
schema and the loader cannot drift apart unseen, and finds blocks and code lists nobody uses."""
import json
import re

import common
import jsonschema

SCHEMA = "assets/schemas/assistant.schema.json"
LIST = re.compile(r'"(?:enum|multi)@(\w+)"')
BLOCK = re.compile(r'"block"\s*:\s*"(\w+)"')


def validate(path, node, schema):
    validator = jsonschema.Draft202012Validator(schema)
    return [f"{path}: /{'/'.join(str(part) for part in error.absolute_path)}: {error.message[:200]}"
            for error in sorted(validator.iter_errors(node), key=lambda e: list(map(str, e.path)))]


def check(root):
    schema = json.loads(common.read(root, SCHEMA))
    jsonschema.Draft202012Validator.check_schema(schema)
    block_schema = {"$ref": "#/$defs/block", "$defs": schema["$defs"]}
    findings, text = [], ""
    blocks = set()
    for path in common.files(root):
        if path.parts[0] != "assets" or path.suffix != ".json" or len(path.parts) != 3:
            continue
        if path.parts[1] not in ("assistants", "blocks") or path.name.endswith(".release.json"):
            continue
        source = common.read(root, path)
        try:
            node = json.loads(source)
        except json.JSONDecodeError as error:
            findings.append(f"{path}: {error}")
            continue
        text += source
        is_block = path.parts[1] == "blocks"
        findings += validate(path, node, block_schema if is_block else schema)
        if is_block:
            blocks.add(path.stem)
    if not text:
        findings.append("assets/assistants: no assistant at all")
    findings += [f"assets/blocks/{name}.json: no assistant uses it"
                 for name in sorted(blocks - set(BLOCK.findall(text)))]
    used, known = set(LIST.findall(text)), {"staaten"}
    for path in common.files(root):
        if path.parts[:2] != ("assets", "codelists") or path.name == "staaten.json":
            continue
        lists = {name for name in json.loads(common.read(root, path)) if name[0] not in "_$"}
        known |= lists
        findings += [f"{path}: no field uses {name}" for name in sorted(lists - used)]
    findings += [f"assets/codelists: there is no list {name}" for name in sorted(used - known)]
    return findings


if __name__ == "__main__":
    common.main(check)
