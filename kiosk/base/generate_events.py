#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Writes base/events.hpp from events.json: one struct an event, with a visit over its fields."""
import json
import sys

TYPES = {
    "int": "std::int64_t",
    "duration_ms": "std::chrono::milliseconds",
    "failure": "FailureCode",
    "token": "Token",
    "receipt": "ReceiptRef",
    "assistant": "AssistantRef",
}


def main(source, target):
    catalogue = json.load(open(source, encoding="utf-8"))
    out = ["// Generated from kiosk/base/events.json. Do not edit.", "#pragma once", "",
           "#include <base/log_types.hpp>", "", "namespace foyer::events {", ""]
    for name, event in catalogue.items():
        if name.startswith("_"):
            continue
        struct = "".join(part.capitalize() for part in name.split("_"))
        out.append(f"// {event['text']}.")
        out.append(f"struct {struct} {{")
        for field, kind in event["fields"].items():
            out.append(f"  {TYPES[kind]} {field}{'{}' if kind != 'token' else ''};")
        out.append(f"  static constexpr std::string_view event_name = \"{name}\";")
        out.append(f"  static constexpr LogLevel level = LogLevel::{event['level']};")
        args = ", ".join(f'LogField{{"{field}", event.{field}}}' for field in event["fields"])
        out.append("};")
        out.append(f"inline void log(const {struct}& {'event' if event['fields'] else ''}) {{")
        out.append(f"  write_log({struct}::level, {struct}::event_name, {{{args}}});")
        out.append("}")
        out.append("")
    out.append("} // namespace foyer::events")
    with open(target, "w", encoding="utf-8") as file:
        file.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
