#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""kiosk/ui/compile_icons.py compiles what it can draw, and refuses every other pictogram by name."""
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

SCRIPT = pathlib.Path(__file__).parents[2] / "kiosk/ui/compile_icons.py"
GOOD = '<path d="M4 24h40v9z" fill="#000" fill-opacity=".14"/>'
REFUSED = {
    "gradient": '<defs><linearGradient id="g"><stop offset="0"/><stop offset="1" stop-color="#fff"/>'
                '</linearGradient></defs><rect width="9" height="9" fill="url(#g)"/>',
    "text": '<text x="4" y="24" stroke="none" fill="#000">A</text>',
    "colour": '<path d="M4 24h40" stroke="#f00"/>',
    "pale line": '<path d="M4 24h40" stroke-opacity=".5"/>',
    "see-through": '<g opacity=".5"><path d="M4 24h40"/><path d="M4 34h40"/></g>',
    "dashes": '<path d="M4 24h40" stroke-dasharray="2 3"/>',
    "miter": '<path d="M4 24h40" stroke-miterlimit="9"/>',
    "moved": '<path d="M4 24h40" transform="rotate(30)"/>',
    "clip": '<clipPath id="c"><rect width="9" height="9"/></clipPath>'
            '<path d="M4 24h40" clip-path="url(#c)"/>',
    "blur": '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter>'
            '<path d="M4 24h40" filter="url(#f)"/>',
    "picture": '<image href="other.png" width="9" height="9"/><path d="M4 24h40"/>',
    "nothing": "",
    "no SVG": "<path",
}


class Icons(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="foyer-lint-"))
        self.addCleanup(shutil.rmtree, self.folder)

    def compile(self, drawing, box="0 0 48 48"):
        (self.folder / "sample.svg").write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" fill="none" stroke="#000"'
            f' stroke-width="4" stroke-linejoin="round">{drawing}</svg>', encoding="utf-8")
        return subprocess.run(
            [sys.executable, "-B", SCRIPT, "rsvg-convert", self.folder / "table",
             self.folder / "sample.svg"], capture_output=True, text=True,
            check=False)

    def test_what_can_be_drawn_is_compiled(self):
        done = self.compile(GOOD)
        self.assertEqual(done.returncode, 0, done.stderr)
        table = (self.folder / "table").read_text(encoding="utf-8")
        self.assertIn("constexpr Drawing sample{48, 0, 1};", table)
        self.assertIn("{0, 10, 36, 0, 16384, 0, 1},", table)  # ground .14, width 4, butt, round

    def test_what_can_not_be_drawn_is_refused_by_name(self):
        for what, drawing in REFUSED.items():
            with self.subTest(what):
                (self.folder / "table").unlink(missing_ok=True)
                done = self.compile(drawing)
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertIn("sample.svg: a pictogram can not be drawn with this: ", done.stderr)
                self.assertFalse((self.folder / "table").exists())

    def test_a_place_that_is_no_square_is_refused(self):
        self.assertEqual(self.compile(GOOD, "0 0 48 40").returncode, 1)


if __name__ == "__main__":
    unittest.main()
