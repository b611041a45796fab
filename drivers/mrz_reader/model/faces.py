# SPDX-License-Identifier: EUPL-1.2
"""The faces that the network learns: OCR-B of Debian's fonts-ocr-b bent in many ways, and a few
other faces of fixed width, as cheap printers use them. A face is 37 masks of ink."""
import glob
import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<"
PITCH = 48  # pixels from character to character in a mask
HEIGHT = 112
WIDTH = 80

_OCR_B = "/usr/share/fonts/opentype/ocr-b/"
MAIN = [_OCR_B + "OCRB.otf", _OCR_B + "OCRBS.otf"]
OTHERS = [path for pattern in (
    "truetype/dejavu/DejaVuSansMono.ttf", "truetype/liberation*/LiberationMono-Regular.ttf",
    "truetype/liberation*/LiberationMono-Bold.ttf", "truetype/hack/Hack-Regular.ttf",
    "truetype/noto/NotoMono-Regular.ttf", "truetype/noto/NotoSansMono-Regular.ttf",
    "truetype/jetbrains-mono/JetBrainsMono-Regular.ttf", "truetype/go/Go-Mono.ttf",
    "truetype/anonymous-pro/Anonymous Pro.ttf", "truetype/freefont/FreeMonoBold.ttf",
    "truetype/inconsolata/Inconsolata.otf", "opentype/b612/B612Mono-Regular.otf",
) for path in sorted(glob.glob("/usr/share/fonts/" + pattern))]


def _bend(mask, rng, amount):
    """A smooth random warp: what another drawing of the same letter looks like."""
    h, w = mask.shape
    y, x = np.mgrid[0:h, 0:w].astype(np.float32)
    dx = np.zeros_like(x)
    dy = np.zeros_like(y)
    for field in (dx, dy):
        for _ in range(3):
            kx, ky = rng.uniform(-1, 1, 2) * 2 * np.pi / (0.8 * PITCH)
            field += rng.normal() * np.sin(kx * x + ky * y + rng.uniform(0, 6.3))
    xs = np.clip(x + amount * dx, 0, w - 1.001)
    ys = np.clip(y + amount * dy, 0, h - 1.001)
    x0, y0 = xs.astype(int), ys.astype(int)
    fx, fy = xs - x0, ys - y0
    top = mask[y0, x0] * (1 - fx) + mask[y0, x0 + 1] * fx
    low = mask[y0 + 1, x0] * (1 - fx) + mask[y0 + 1, x0 + 1] * fx
    return top * (1 - fy) + low * fy


def _draw(font, letter, stretch_x, stretch_y):
    big = Image.new("L", (WIDTH, HEIGHT), 0)
    ink = ImageDraw.Draw(big)
    # Fixed width: the advance is centred, not the ink.
    advance = font.getlength("H")
    ascent = -font.getbbox("H", anchor="ls")[1]
    ink.text(((WIDTH - advance) / 2, (HEIGHT + ascent) / 2), letter, font=font, fill=255, anchor="ls")
    w, h = big.size
    ax, ay = 1 / stretch_x, 1 / stretch_y
    return big.transform(big.size, Image.AFFINE, (ax, 0, (1 - ax) * w / 2, 0, ay, (1 - ay) * h / 2),
                         Image.BILINEAR)


def _weigh(image, rng, grown):
    """Blur and cut again: the ink's edges move by `grown` pixels, and corners become round."""
    sigma = rng.uniform(1.5, 2.5)
    mask = np.asarray(image.filter(ImageFilter.GaussianBlur(sigma)), np.float32) / 255
    cut = 0.5 * (1 + math.erf(-grown / sigma / math.sqrt(2)))
    return np.clip((mask - cut) * 5 + 0.5, 0, 1)


def make_face(rng):
    """37 masks HEIGHT x WIDTH of ink 0..1, centred on the cell."""
    if rng.random() < 0.88 or not OTHERS:
        path = MAIN[rng.integers(len(MAIN))]
        stretch_x, stretch_y = rng.uniform(0.86, 1.12), rng.uniform(0.88, 1.14)
        amount = abs(rng.normal(0, 0.6))
    else:
        path = OTHERS[rng.integers(len(OTHERS))]
        stretch_x, stretch_y = rng.uniform(0.9, 1.1), rng.uniform(0.95, 1.2)
        amount = abs(rng.normal(0, 0.5))
    font = ImageFont.truetype(path, 200)
    font = ImageFont.truetype(path, round(200 * PITCH / font.getlength("H")))
    # A pen of OCR-B is 6.6 pixels wide here.
    grown = rng.uniform(-0.8, 0.8) if rng.random() < 0.6 else rng.uniform(-1.3, 2.0)
    masks = np.zeros((len(ALPHABET), HEIGHT, WIDTH), np.float32)
    for i, letter in enumerate(ALPHABET):
        image = _draw(font, letter, stretch_x, stretch_y)
        # Some faces put a foot under the 1.
        if letter == "1" and path in MAIN and rng.random() < 0.2:
            foot = ImageDraw.Draw(image)
            ascent = -font.getbbox("H", anchor="ls")[1]
            y = (HEIGHT + ascent * stretch_y) / 2
            foot.rectangle((WIDTH / 2 - 12, y - 5, WIDTH / 2 + 14, y - 1), fill=255)
        mask = _weigh(image, rng, grown + rng.normal(0, 0.08))
        masks[i] = _bend(mask, rng, amount)
    return masks
