#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""One visit with papers on the scanner, on the same real parts as the demonstration.

    papers.py SCENARIO [--language CODE] --build DIR --work DIR --out DIR

The scenario (tests/e2e/player/papers.cpp) plays the visitor; the papers are drawn by
tests/support/papers/tools. Afterwards the PDF that the office decrypted is read by poppler, qpdf and
tesseract: of a stack it has the kept pages in their order, of what was blackened nothing is left."""
import argparse
import json
import os
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import demo
from stage import StageError, run

# As tests/support/papers/tools/make_papers.cpp writes them.
PAPERS = {
    "stack": ("sheet-1", "sheet-2", "sheet-3", "sheet-4"),
    "blacken": ("statement",),
    "only_feeder": ("sheet-1",),
    "scan_dialogue": (),  # all
}
STACK_WORDS = ("Apfelbaum", "Birnenkuchen", "Quittengelee", "Walnussbrot")
KEPT = (0, 2, 3)  # the second page is left out
SECRET = ("4711", "0815", "2342", "1337")
READABLE = ("Musterbank", "Oksana", "Überweisungen", "640,00")
BAR = (0.11, 0.226, 0.5, 0.246)  # inside it, in shares of the page
BLACK = 40  # of 255


def text_of(pdf, page=None):
    pages = [] if page is None else ["-f", page, "-l", page]
    return run(["pdftotext", *pages, "-layout", pdf, "-"])


def recognised(picture):
    return run(["tesseract", picture, "-", "-l", "deu"])


def brightest(picture, area):
    """The brightest grey value (0..255) of a part of a binary PGM."""
    data = picture.read_bytes()
    head = re.match(rb"P5\s+(\d+)\s+(\d+)\s+255\s", data)
    width, height = int(head.group(1)), int(head.group(2))
    left, top, right, bottom = (round(share * side) for share, side in
                                zip(area, (width, height, width, height)))
    rows = (data[head.end() + y * width + left:head.end() + y * width + right]
            for y in range(top, bottom))
    return max(max(row) for row in rows)


class Lobby(demo.Demo):
    def __init__(self, given, *where):
        super().__init__(*where)
        self.given = given

    def prepare_scanner(self):
        if self.given.scenario == "only_feeder":
            os.environ["FOYER_SCANNER_KIND"] = "no-glass feeder duplex"
        super().prepare_scanner()
        self.draw_papers(*PAPERS[self.given.scenario])

    def play(self):
        self.run_player(self.given.scenario, "--language", self.given.language)
        if self.given.scenario == "scan_dialogue":
            self.check_logs()
            return 0
        self.check_office()
        receipt = json.loads((self.out / "filed.json").read_text(encoding="utf-8"))["receipt"]
        papers = [*(self.received / receipt).glob("*.pdf")]
        if len(papers) != 1:
            raise StageError(f"the office has {len(papers)} papers, not 1")
        run(["qpdf", "--check", papers[0]])
        {"stack": self.check_stack, "blacken": self.check_blackened,
         "only_feeder": self.check_sheet}[self.given.scenario](papers[0])
        self.check_logs()
        return 0

    def check_stack(self, pdf):
        pages = int(run(["qpdf", "--show-npages", pdf]))
        if pages != len(KEPT):
            raise StageError(f"{pdf} has {pages} pages, not {len(KEPT)}")
        for page, sheet in enumerate(KEPT, 1):
            text = text_of(pdf, page)
            there = [word for word in STACK_WORDS if word in text]
            if there != [STACK_WORDS[sheet]]:
                raise StageError(f"page {page} of {pdf} says {there}, not {STACK_WORDS[sheet]}")
        self.say("stack", f"{pages} pages in their order, searchable: {pdf}")

    def check_sheet(self, pdf):
        if STACK_WORDS[0] not in text_of(pdf):
            raise StageError(f"{pdf} does not say {STACK_WORDS[0]}")
        self.say("feeder", f"a sheet came through it, no passport: {pdf}")

    def check_blackened(self, pdf):
        text = text_of(pdf)
        if missing := [word for word in READABLE if word not in text]:
            raise StageError(f"{pdf} cannot be searched for {missing}: {text}")
        picture = self.out / "page.pgm"
        run(["pdftoppm", "-r", "300", "-gray", "-singlefile", pdf, picture.with_suffix("")])
        seen = recognised(picture)
        if missing := [word for word in READABLE if word not in seen]:
            raise StageError(f"{picture} is not readable: {missing}: {seen}")
        if left := [number for number in SECRET if number in text + seen]:
            raise StageError(f"what was blackened can be read: {left}")
        if (grey := brightest(picture, BAR)) > BLACK:
            raise StageError(f"the bar has a spot of {grey}: {picture}")
        self.check_layers(pdf)
        self.say("black bar", f"nothing is left beneath, the rest is readable: {pdf}")

    def check_layers(self, pdf):
        """Nor in any layer by itself: what lies over another could be taken off."""
        folder = self.out / "layers"
        folder.mkdir()
        run(["pdfimages", "-png", pdf, folder / "layer"])
        layers = sorted(folder.iterdir())
        if not layers:
            raise StageError(f"{pdf} has no pictures")
        for layer in layers:
            # Of a mask either side may be ink.
            for upside in ([], ["-negate"]):
                picture = layer.with_suffix(".tried.png")
                run(["convert", layer, "-colorspace", "Gray", *upside, "-resize", "2480x3508!",
                     "-units", "PixelsPerInch", "-density", "300", picture])
                if left := [number for number in SECRET if number in recognised(picture)]:
                    raise StageError(f"{layer} still shows {left}")


def options():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("scenario", choices=PAPERS)
    parser.add_argument("--language", default="de")
    demo.add_places(parser)
    return parser.parse_args()


def main():
    given = options()
    return demo.on_stage(lambda *where: Lobby(given, *where), given)


if __name__ == "__main__":
    demo.end_with(main)
