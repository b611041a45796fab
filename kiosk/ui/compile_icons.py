#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Turns the pictograms (assets/icons) into the table that icon_mask.cpp draws with cairo, while the
project is built: a terminal then needs no reader of SVG. rsvg-convert makes plain paths of each; what
of SVG the drawing does not know is refused here, so that no picture is drawn wrongly in silence.
Usage: compile_icons.py RSVG_CONVERT TABLE PICTURE..."""
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as xml

SVG = "{http://www.w3.org/2000/svg}"
ZOOM = 16  # rsvg-convert rounds to a 256th of what it draws, which is made so much larger
GRID = 256 * ZOOM  # steps of a unit of the picture
ZOOMED = f"matrix({ZOOM},0,0,{ZOOM},0,0)"
STEPS = {"M": 2, "L": 2, "C": 6, "Z": 0}  # letter -> how many numbers follow; its place is its code
CAPS = ("butt", "round", "square")  # in cairo's order
JOINS = ("miter", "round", "bevel")
RULES = ("nonzero", "evenodd")
BLACK = "rgb(0%,0%,0%)"
# What a picture is made of; a text, for one, would come out in this machine's typeface.
ELEMENTS = {SVG + name for name in
            ("svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon")}
PATH = re.compile(r"[A-Za-z]|[^\sA-Za-z]+")


class Refused(Exception):
    """A picture holds what the drawing does not know."""


def expect(condition, what):
    if not condition:
        raise Refused(what)


def on_grid(text, grid=GRID):
    try:
        number = round(float(text) * grid)
    except (ValueError, OverflowError):
        raise Refused(f"'{text}' is no number") from None
    expect(abs(number) < 2**31, f"{text} is too far outside")
    return number


def steps_of(path, grid=GRID):
    """The path as numbers: a step's code, then its coordinates."""
    tokens = PATH.findall(path)
    numbers = []
    while tokens:
        letter = tokens.pop(0)
        expect(letter in STEPS, f"step '{letter}' of a path")
        if letter == "M" and len(tokens) == 2 and numbers:
            break  # cairo ends a closed path with a point from which nothing is drawn
        expect(len(tokens) >= STEPS[letter], "a path that breaks off")
        numbers.append(list(STEPS).index(letter))
        numbers += [on_grid(tokens.pop(0), grid) for _ in range(STEPS[letter])]
    expect(numbers and numbers[0] == 0, "a path without a beginning")
    return numbers


def paint_of(style):
    """Fill (0..255), its rule, stroke width (0: none), cap and join."""
    expect(all(":" in part for part in style.split(";") if part.strip()), f"style '{style}'")
    told = {key.strip(): value.strip() for key, _, value in
            (part.partition(":") for part in style.split(";") if part.strip())}

    def choice(key, known):
        value = told.pop(key, "")
        expect(value in known, f"{key} '{value}'")
        return known.index(value)

    fill = rule = width = cap = join = 0
    if choice("fill", ("none", BLACK)):
        rule = choice("fill-rule", RULES)
        fill = on_grid(told.pop("fill-opacity", "1"), 255)
    if choice("stroke", ("none", BLACK)):
        choice("stroke-opacity", ("1",))
        choice("stroke-miterlimit", ("4",))
        width = on_grid(told.pop("stroke-width", ""))
        expect(0 < width <= 0xFFFF, "the stroke's width")
        cap, join = choice("stroke-linecap", CAPS), choice("stroke-linejoin", JOINS)
    expect(not told, f"style '{' '.join(told)}'")
    return fill, rule, width, cap, join


def known_only(element, attributes):
    for name in element.attrib:
        expect(name in attributes, f"'{name}' of <{element.tag.removeprefix(SVG)}>")


def shape_of(path):
    known_only(path, ("style", "d", "transform"))
    paint = paint_of(path.get("style", ""))
    # With a line it is in the picture's units, and the zoom beside it; else the zoom is in it.
    moved = path.get("transform")
    expect(moved == ZOOMED if paint[2] else moved is None, f"transform '{moved}'")
    return paint, steps_of(path.get("d", ""), GRID if moved else GRID // ZOOM)


def shapes_in(element):
    for child in element:
        name = child.tag.removeprefix(SVG)
        expect(name in ("g", "path"), f"<{name}>")
        if name == "g":
            known_only(child, ("id",))
            yield from shapes_in(child)
        else:
            yield shape_of(child)


def compiled(plain):
    """Side of the square a picture is drawn in, and its shapes, of rsvg-convert's answer."""
    root = xml.fromstring(plain)
    expect(root.tag == SVG + "svg", f"<{root.tag}> as its root")
    known_only(root, ("width", "height", "viewBox", "version"))
    side = root.get("width", "")
    expect(root.get("height") == side and root.get("viewBox") == f"0 0 {side} {side}",
           f"a place '{root.get('viewBox')}' that is no square at 0 0")
    expect(side.isdigit() and int(side) % ZOOM == 0, f"a square of {side}")
    units = int(side) // ZOOM
    expect(1 <= units <= 255, f"a square of {units}")
    shapes = list(shapes_in(root))
    expect(shapes, "nothing to draw")
    return units, shapes


def read(converter, picture):
    for element in xml.parse(picture).iter():
        expect(element.tag in ELEMENTS, f"<{element.tag.removeprefix(SVG)}>")
    answer = subprocess.run([converter, "--format=svg", f"--zoom={ZOOM}", picture],
                            capture_output=True, check=False)
    expect(answer.returncode == 0, answer.stderr.decode(errors="replace").strip())
    return compiled(answer.stdout)


def table(pictures):
    """C++ of name -> (side, shapes)."""
    numbers, rows, names = [], [], []
    for name, (side, shapes) in sorted(pictures.items()):
        names.append(f"constexpr Drawing {name}{{{side}, {len(rows)}, {len(shapes)}}};")
        for paint, steps in shapes:
            rows.append(f"{{{len(numbers)}, {len(steps)}, {', '.join(map(str, paint))}}},")
            numbers += steps
    lines = [" ".join(f"{number}," for number in numbers[at:at + 14])
             for at in range(0, len(numbers), 14)]
    return "\n".join(["// SPDX-License-Identifier: EUPL-1.2", "// Written by compile_icons.py.",
                      f"constexpr double grid = {GRID};", "constexpr std::int32_t numbers[] = {", *lines, "};",
                      "constexpr Shape shapes[] = {", *rows, "};",
                      "namespace drawn {", *names, "} // namespace drawn",
                      f"constexpr std::size_t drawn_count = {len(names)};", ""])


def main(converter, target, files):
    pictures, refused = {}, []
    for file in map(pathlib.Path, files):
        try:
            pictures[file.stem] = read(converter, file)
        except (Refused, xml.ParseError) as why:
            refused.append(f"{file}: a pictogram can not be drawn with this: {why}")
    if refused:
        return "\n".join(refused)
    pathlib.Path(target).write_text(table(pictures), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2], sys.argv[3:]))
