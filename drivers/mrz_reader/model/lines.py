# SPDX-License-Identifier: EUPL-1.2
"""Pictures of lines of a machine-readable zone, as a scanner or a camera leaves them, cut out the
way the reader cuts them: 32 rows, about 18 pixels from character to character."""
import glob
import io

import numpy as np
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from faces import ALPHABET, HEIGHT, PITCH, WIDTH

ROWS = 32
CELL = 18  # the reader's pixels from character to character
CELLS = 22  # that many in a picture to learn from
COLUMNS = 448
STRIDE = 4  # one answer of the network for so many pixels
NONE = len(ALPHABET)
IGNORE = -100

_PROSE = [path for pattern in ("truetype/dejavu/DejaVuSans.ttf", "truetype/noto/NotoSans-Regular.ttf",
                               "truetype/noto/NotoSerif-Regular.ttf",
                               "truetype/liberation*/LiberationSans-Bold.ttf",
                               "opentype/urw-base35/NimbusSans-Regular.otf")
          for path in glob.glob("/usr/share/fonts/" + pattern)]
_JUNK = [ImageFont.truetype("/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", s)
         for s in (14, 20, 28, 36)]


def random_text(rng, size):
    """Anything may stand anywhere; some of it looks like names, numbers and their fillers."""
    text = ""
    while len(text) < size:
        kind = rng.random()
        if kind < 0.35:
            text += "".join(ALPHABET[i] for i in rng.integers(0, 37, rng.integers(3, 10)))
        elif kind < 0.55:
            text += "".join(ALPHABET[i] for i in rng.integers(10, 36, rng.integers(2, 9)))
            text += "<" * int(rng.integers(0, 3))
        elif kind < 0.75:
            text += "".join(ALPHABET[i] for i in rng.integers(0, 10, rng.integers(4, 10)))
        elif kind < 0.87:
            confused = "O0QDI1LZ2S5B8G6UVNMWXKFPEHRCT7Y4A<"
            text += "".join(confused[i] for i in rng.integers(0, len(confused), 8))
        else:
            text += "<" * int(rng.integers(2, 12))
    return text[:size]


def _smooth_noise(rng, h, w, cells):
    small = rng.normal(0, 1, (max(2, h // cells + 2), max(2, w // cells + 2))).astype(np.float32)
    image = Image.fromarray(small).resize((w, h), Image.BICUBIC)
    return np.asarray(image)


def _background(rng, h, w, pitch):
    """Paper, its shading, and the fine waves that passports are printed with."""
    level = rng.uniform(0.55, 1.0)
    paper = np.full((h, w), level, np.float32)
    y, x = np.mgrid[0:h, 0:w].astype(np.float32) / pitch
    if rng.random() < 0.7:
        for _ in range(rng.integers(1, 5)):
            kx, ky = rng.normal(0, 5, 2)
            phase = kx * x + ky * y
            phase += rng.uniform(0, 3) * np.sin(rng.normal(0, 2) * x + rng.normal(0, 2) * y)
            phase += rng.uniform(0, 2) * np.sin(rng.normal(0, 5) * x)
            wave = np.cos(phase + rng.uniform(0, 6.3))
            if rng.random() < 0.6:
                wave = np.clip((wave - rng.uniform(0, 0.9)) * 5, 0, 1)
            paper -= rng.uniform(0.0, 0.16) * wave
    if rng.random() < 0.4:
        paper += rng.uniform(0, 0.1) * _smooth_noise(rng, h, w, int(pitch * rng.uniform(0.3, 3)))
    if rng.random() < 0.35:  # uneven light
        paper *= 1 + rng.uniform(-0.35, 0.35) * np.linspace(-1, 1, w, dtype=np.float32)[None, :]
    if rng.random() < 0.1:  # a stamp, a photo's edge
        x0 = int(rng.uniform(0, w))
        paper[:, x0:x0 + int(rng.uniform(0.5, 6) * pitch)] -= rng.uniform(0.05, 0.3)
    return paper


def _ink(rng, face, text, positions, width):
    canvas = np.zeros((HEIGHT, width), np.float32)
    jitter = rng.uniform(0, 1.2) if rng.random() < 0.3 else 0.3
    for letter, at in zip(text, positions):
        x = int(round(at + rng.normal(0, jitter))) - WIDTH // 2
        lift = int(round(rng.normal(0, jitter)))
        mask = np.roll(face[ALPHABET.index(letter)], lift, 0)
        a, b = max(0, -x), WIDTH - max(0, x + WIDTH - width)
        if a < b:
            canvas[:, x + a:x + b] = np.maximum(canvas[:, x + a:x + b], mask[:, a:b])
    kind = rng.random()
    if kind < 0.15:  # a dry ribbon, a rough paper
        holes = _smooth_noise(rng, HEIGHT, width, int(rng.integers(3, 9)))
        canvas *= np.clip(1.2 - rng.uniform(0, 0.6) * np.maximum(holes, 0), 0, 1)
    elif kind < 0.25:  # rows of a print head, dots of a laser
        rows = np.arange(HEIGHT)[:, None] * 2 * np.pi / rng.uniform(3, 9)
        canvas *= 1 - rng.uniform(0, 0.5) * (np.cos(rows) > 0)
    elif kind < 0.32:  # uneven ribbon
        canvas *= np.clip(0.9 + 0.25 * _smooth_noise(rng, HEIGHT, width, 60), 0.35, 1)
    return canvas


def _prose(rng, width):
    """Text that is no zone: proportional letters."""
    canvas = Image.new("L", (width, HEIGHT), 0)
    font = ImageFont.truetype(_PROSE[rng.integers(len(_PROSE))], int(rng.uniform(40, 75)))
    words = "".join(chr(rng.integers(65, 91)) + (" " if rng.random() < 0.15 else "")
                    for _ in range(60))
    words = words if rng.random() < 0.5 else words.title() if rng.random() < 0.5 else words.lower()
    ImageDraw.Draw(canvas).text((-rng.uniform(0, 60), HEIGHT / 2), words, font=font, fill=255,
                                anchor="lm")
    return np.asarray(canvas, np.float32) / 255


def _clutter(rng, image, h, w, pitch, ends):
    """What stands near a zone: other text, the document's edge, the lid beyond it."""
    draw = ImageDraw.Draw(image)
    middle = h / 2
    if rng.random() < 0.15:  # text above or below
        font = _JUNK[int(np.clip(pitch / 10, 0, 3))]
        letters = "".join(chr(rng.integers(65, 122)) for _ in range(40))
        y = middle + (pitch * rng.uniform(0.85, 1.1) if rng.random() < 0.3
                      else -pitch * rng.uniform(0.85, 1.1) - font.size)
        draw.text((rng.uniform(-w / 2, w / 2), y), letters, font=font, fill=int(rng.uniform(0, 140)))
    if rng.random() < 0.12:  # the edge below or above
        level = int(rng.choice([0, 30, 90, 250, 255]))
        y = middle + rng.choice([-1, 1]) * pitch * rng.uniform(0.85, 1.2)
        box = (0, y, w, h) if y > middle else (0, 0, w, y)
        draw.rectangle(box, fill=level)
    for side, at in zip((-1, 1), ends):  # the edge beside the first or last character
        if rng.random() < 0.3:
            x = at + side * pitch * rng.uniform(0.9, 3)
            level = int(rng.choice([0, 30, 90, 200, 250, 255]))
            draw.rectangle((x, 0, w, h) if side > 0 else (0, 0, x, h), fill=level)
        elif rng.random() < 0.1:
            x = at + side * pitch * rng.uniform(0.8, 3)
            draw.line((x, 0, x, h), fill=int(rng.uniform(0, 120)), width=int(rng.integers(1, 4)))
    if rng.random() < 0.06:  # a scratch, a hair, a fold
        p = rng.uniform(0, 1, 4) * (w, h, w, h)
        draw.line(tuple(p), fill=int(rng.uniform(0, 255)), width=int(rng.integers(1, 3)))


def _camera(rng, image, pitch, hard):
    """Blur, noise, glare and JPEG at the size the picture was taken with."""
    blur = abs(rng.normal(0, 0.045)) * pitch if hard else abs(rng.normal(0, 0.02)) * pitch
    if blur > 0.3:
        image = image.filter(ImageFilter.GaussianBlur(min(blur, 0.12 * pitch)))
    if hard and rng.random() < 0.15:  # a hand that shook
        length = int(rng.uniform(2, max(3, 0.16 * pitch)))
        a = np.asarray(image, np.float32)
        axis = int(rng.integers(2))
        image = Image.fromarray(np.clip(sum(np.roll(a, k, axis) for k in range(length)) / length,
                                        0, 255).astype(np.uint8))
    a = np.asarray(image, np.float32)
    h, w = a.shape
    if rng.random() < (0.12 if hard else 0.05):  # glare
        y, x = np.mgrid[0:h, 0:w].astype(np.float32)
        r = rng.uniform(0.5, 4) * pitch
        d = ((x - rng.uniform(0, w)) / r) ** 2 + ((y - rng.uniform(0, h)) / (r * rng.uniform(.3, 1))) ** 2
        a = a + rng.uniform(40, 220) * np.exp(-d)
    a = a + rng.normal(0, abs(rng.normal(0, 14 if hard else 5)), a.shape)
    if rng.random() < 0.04:
        salt = rng.random(a.shape)
        a = np.where(salt < 0.01, 0, np.where(salt > 0.99, 255, a))
    image = Image.fromarray(np.clip(a, 0, 255).astype(np.uint8))
    if rng.random() < 0.5:
        out = io.BytesIO()
        image.save(out, "JPEG", quality=int(rng.uniform(22 if hard else 50, 95)))
        out.seek(0)
        image = Image.open(out).convert("L")
    return image


def normalise(strip):
    """As the reader does it: every column against its neighbourhood of 64."""
    s = strip.astype(np.float32) / 255
    mean, square = s.mean(0), (s * s).mean(0)
    half = 32
    def around(v):
        padded = np.pad(v, (half, half), "edge")
        total = np.concatenate([[0], np.cumsum(padded, dtype=np.float64)])
        return ((total[2 * half + 1:] - total[:-2 * half - 1]) / (2 * half + 1)).astype(np.float32)
    m = around(mean)
    deviation = np.sqrt(np.maximum(around(square) - m * m, 0)) + 0.02
    return (s - m) / deviation


def make_line(rng, faces):
    """(ROWS x COLUMNS grey, labels of COLUMNS / STRIDE)."""
    hard = rng.random() < 0.5
    face = faces[rng.integers(len(faces))]
    count = CELLS + 4
    text = random_text(rng, count)
    first = int(rng.integers(1, 14)) if rng.random() < 0.25 else 0  # blank before
    last = count - (int(rng.integers(1, 14)) if rng.random() < 0.25 else 0)
    if rng.random() < 0.02:
        first = last  # no character at all
    drift = rng.normal(0, 0.02) if hard else 0.0
    stretch = np.linspace(1 - drift, 1 + drift, count)
    positions = PITCH * (np.cumsum(stretch) - 0.5 + rng.uniform(0, 1))
    width = PITCH * (count + 1)
    kind = rng.random()  # most are lines; some other text, some are upside down
    prose, flipped = kind < 0.04, 0.04 <= kind < 0.08
    if prose:
        first = last
        ink = _prose(rng, width)
    else:
        ink = _ink(rng, face, text[first:last], positions[first:last], width)
    pitch = rng.uniform(11, 36) if hard else rng.uniform(22, 36)
    scale = pitch / PITCH
    h, w = int(HEIGHT * scale), int(width * scale)
    ink = np.asarray(Image.fromarray(ink).resize((w, h), Image.BOX))
    paper = _background(rng, h, w, pitch)
    black = rng.uniform(0.0, 0.35) * paper.mean()
    if hard and rng.random() < 0.3:
        black = rng.uniform(0.3, 0.68) * paper.mean()
    picture = paper * (1 - ink) + black * ink
    image = Image.fromarray(np.clip(picture * 255, 0, 255).astype(np.uint8))
    if first < last:
        ends = (positions[first] * scale, positions[last - 1] * scale)
        _clutter(rng, image, h, w, pitch, ends)
    image = _camera(rng, image, pitch, hard)
    # Cut out as the reader does, as wrongly as it may.
    zoom = pitch / CELL * rng.uniform(0.92, 1.08)
    zoom_y = zoom * rng.uniform(0.94, 1.06)
    turn, lean = rng.normal(0, 0.006), rng.normal(0, 0.05)
    x0 = w / 2 - zoom * COLUMNS / 2 + rng.normal(0, pitch * 0.3)
    y0 = h / 2 + rng.normal(0, 0.07) * pitch
    middle = ROWS / 2
    a, b, c = zoom, lean * zoom_y, x0 - lean * zoom_y * middle
    d, e = turn * zoom, zoom_y
    f = y0 - e * middle - d * COLUMNS / 2
    filter_ = Image.BILINEAR if rng.random() < 0.8 else Image.BICUBIC
    strip = np.asarray(image.transform((COLUMNS, ROWS), Image.AFFINE, (a, b, c, d, e, f), filter_))
    labels = np.full(COLUMNS // STRIDE, NONE, np.int64)
    if flipped:
        return strip[::-1, ::-1], labels
    at = np.arange(COLUMNS // STRIDE) * STRIDE + (STRIDE - 1) / 2
    for letter, x in zip(text[first:last], positions[first:last]):
        centre = (x * scale - x0) / zoom
        distance = np.abs(at - centre)
        near = distance <= 4.0
        labels[near & (labels == NONE)] = IGNORE
        labels[distance <= 2.0] = ALPHABET.index(letter)
    labels[:3] = IGNORE  # the outermost cells are seen in part only
    labels[-3:] = IGNORE
    return strip, labels
