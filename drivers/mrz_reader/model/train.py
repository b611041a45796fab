#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""Trains the network that reads lines of a machine-readable zone, and writes it as ONNX.

    train.py mrz.onnx [--steps 3500] [--seed 1]      (Debian: python3-torch, python3-pil)

What it learns from is drawn while it learns (faces.py, lines.py); no picture of a person's document
is needed. Every 100 steps it tells how far it is and writes the file anew."""
import argparse
import multiprocessing
import os
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy as np  # noqa: E402
import torch  # noqa: E402
from torch import nn  # noqa: E402

import faces  # noqa: E402
import lines  # noqa: E402

DRAWN = 64  # lines drawn at a time
FIRST, POOL = 8, 200  # such drawings to begin with, and kept at most
STEPS_A_DRAWING = 8
BATCH, PART = 32, 4  # lines a step, of them from one drawing


def network():
    """32 x W in, 38 x 1 x W/4 out: 37 characters and "no character's middle"."""
    def layer(*conv, **options):
        return [nn.Conv2d(*conv, bias=False, **options), nn.BatchNorm2d(conv[1]), nn.ReLU()]
    return nn.Sequential(
        *layer(1, 12, 5, stride=2, padding=2),
        *layer(12, 24, 3, padding=1), nn.MaxPool2d(2),
        *layer(24, 48, 3, padding=1), nn.MaxPool2d((2, 1)),
        *layer(48, 96, (4, 5), padding=(0, 2)),
        nn.Conv2d(96, lines.NONE + 1, 1))


def draw(seed, faces_known, size):
    rng = np.random.default_rng(seed)
    made = [lines.make_line(rng, faces_known) for _ in range(size)]
    pictures = np.stack([lines.normalise(strip) for strip, _ in made]).astype(np.float16)
    return pictures, np.stack([labels for _, labels in made])


def drawer(queue, seed):
    """Draws for ever; its faces change as well."""
    rng = np.random.default_rng(seed)
    known = [faces.make_face(rng) for _ in range(12)]
    while True:
        for _ in range(2):
            known.append(faces.make_face(rng))
        known = known[-150:]
        queue.put(draw(int(rng.integers(1 << 62)), known, DRAWN))


def errors(net, pictures, labels):
    net.eval()
    wrong = seen = false_marks = 0
    with torch.no_grad():
        for i in range(0, len(pictures), BATCH):
            got = net(torch.from_numpy(pictures[i:i + BATCH, None].astype(np.float32)))
            got = got[:, :, 0].numpy()
            said = got[:, :lines.NONE].argmax(1)
            want = labels[i:i + BATCH]
            marks = (want >= 0) & (want < lines.NONE)
            wrong += int((said[marks] != want[marks]).sum())
            seen += int(marks.sum())
            empty = want == lines.NONE
            false_marks += float((got.argmax(1)[empty] != lines.NONE).mean()) * len(want)
    net.train()
    return wrong / seen, false_marks / len(pictures)


def export(net, path):
    net.eval()
    torch.onnx.export(net, torch.zeros(1, 1, lines.ROWS, lines.COLUMNS), path, opset_version=11,
                      input_names=["line"], output_names=["marks"])
    net.train()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--steps", type=int, default=3500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rate", type=float, default=4e-3)
    parser.add_argument("--start", help="weights to begin with")
    arguments = parser.parse_args()
    torch.manual_seed(arguments.seed)
    torch.set_num_threads(1)
    net = network()
    if arguments.start:
        net.load_state_dict(torch.load(arguments.start))
    optimiser = torch.optim.Adam(net.parameters(), lr=arguments.rate)
    # One drawer and a fixed number of steps for each of its pictures: the same pictures each time.
    queue = multiprocessing.Queue(maxsize=8)
    multiprocessing.Process(target=drawer, args=(queue, arguments.seed), daemon=True).start()
    check_rng = np.random.default_rng(7)
    check = draw(8, [faces.make_face(check_rng) for _ in range(30)], 400)
    pool = [queue.get() for _ in range(FIRST)]
    rng = np.random.default_rng(arguments.seed)
    start, mean = time.time(), 0.0
    for step in range(1, arguments.steps + 1):
        if step % STEPS_A_DRAWING == 0:
            if len(pool) == POOL:
                pool.pop(0)
            pool.append(queue.get())
        part = step / arguments.steps
        rate = arguments.rate * min(1.0, step / 100) * (0.01 + 0.99 * (1 + np.cos(np.pi * part)) / 2)
        for group in optimiser.param_groups:
            group["lr"] = rate
        drawings = [pool[i] for i in rng.integers(0, len(pool), BATCH // PART)]
        picks = [rng.integers(0, DRAWN, PART) for _ in drawings]
        x = np.concatenate([d[0][p] for d, p in zip(drawings, picks)])[:, None].astype(np.float32)
        y = np.concatenate([d[1][p] for d, p in zip(drawings, picks)])
        loss = nn.functional.cross_entropy(net(torch.from_numpy(x))[:, :, 0], torch.from_numpy(y),
                                           ignore_index=lines.IGNORE)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        mean = 0.98 * mean + 0.02 * float(loss)
        if step % 100 == 0 or step == arguments.steps:
            wrong, marks = errors(net, *check)
            print(f"step {step}  {time.time() - start:.0f} s  loss {mean:.4f}  "
                  f"characters wrong {wrong:.3%}  false marks {marks:.3%}", flush=True)
            torch.save(net.state_dict(), arguments.out + ".state")
            export(net, arguments.out)


if __name__ == "__main__":
    main()
