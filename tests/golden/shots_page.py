#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""All pictures of a folder as one page to look at: variants beside each other, a row a screen.

    shots_page.py FOLDER

FOLDER/screens/VARIANT/NAME.png and FOLDER/gallery/NAME.VARIANT.png; writes FOLDER/index.html, which
loads a picture when it comes into sight."""
import json
import pathlib
import sys

FIRST = ["de", "ar", "de-largest-black-on-white"]

PAGE = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Foyer: every page</title>
<style>
body { margin: 0; font: 16px/1.4 "Noto Sans", sans-serif; background: #6b7a86; color: #fff }
header { position: sticky; top: 0; padding: 10px 16px; background: #08415f; display: flex; flex-wrap: wrap;
  gap: 6px 16px; align-items: center }
label { white-space: nowrap }
#variants { display: flex; flex-wrap: wrap; gap: 2px 12px }
section { padding: 16px; display: flex; flex-wrap: wrap; gap: 12px; align-items: flex-start;
  border-bottom: 1px solid #8a97a1 }
h2 { flex-basis: 100%; margin: 0; font-size: 16px }
figure { margin: 0 }
figcaption { font-size: 13px }
img { display: block; height: var(--height); background: #8a97a1 }
</style>
<header>
  <input id="find" placeholder="find a page" size="14">
  <label>size <input id="height" type="range" min="200" max="1800" step="50" value="700"></label>
  <div id="variants"></div>
</header>
<main></main>
<script>
const pictures = PICTURES, shown = new Set(FIRST), main = document.querySelector("main");
const find = document.getElementById("find"), height = document.getElementById("height");
function draw() {
  main.replaceChildren();
  for (const [name, variants] of pictures) {
    if (!name.includes(find.value)) continue;
    const section = document.createElement("section");
    section.innerHTML = "<h2></h2>";
    section.firstChild.textContent = name;
    for (const [variant, file] of variants) {
      if (variant && !shown.has(variant)) continue;
      const figure = document.createElement("figure");
      figure.innerHTML = '<a><img loading="lazy"></a><figcaption></figcaption>';
      figure.querySelector("a").href = figure.querySelector("img").src = file;
      figure.lastChild.textContent = variant;
      section.append(figure);
    }
    if (section.children.length > 1) main.append(section);
  }
}
for (const variant of new Set(pictures.flatMap(([, variants]) => variants.map(([v]) => v)))) {
  if (!variant) continue;
  const label = document.createElement("label"), box = document.createElement("input");
  box.type = "checkbox", box.checked = shown.has(variant);
  box.onchange = () => { box.checked ? shown.add(variant) : shown.delete(variant); draw() };
  label.append(box, variant);
  document.getElementById("variants").append(label);
}
find.oninput = draw;
height.oninput = () => document.body.style.setProperty("--height", height.value + "px");
height.oninput();
draw();
</script>
</html>
"""


def rows(folder):
    """[[what, [[variant, file]...]]...] in the order to look at it."""
    found = {}
    for file in sorted((folder / "screens").glob("*/*.png")):
        found.setdefault(file.stem, []).append([file.parent.name, file])
    for file in sorted((folder / "gallery").glob("*.png")):
        name, _, variant = file.stem.partition(".")
        found.setdefault(f"widgets: {name}", []).append([variant, file])
    for file in sorted((folder / "visit").glob("*.png")):
        found[f"a visit: {file.stem}"] = [["", file]]  # always shown
    return [[what, [[variant, file.relative_to(folder).as_posix()] for variant, file in variants]]
            for what, variants in found.items()]


def main():
    folder = pathlib.Path(sys.argv[1])
    pictures = rows(folder)
    page = PAGE.replace("PICTURES", json.dumps(pictures)).replace("FIRST", json.dumps(FIRST))
    (folder / "index.html").write_text(page, encoding="utf-8")
    print(f"{folder / 'index.html'}: {sum(len(row[1]) for row in pictures)} pictures")


if __name__ == "__main__":
    main()
