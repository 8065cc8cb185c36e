"""Make the sample that lies in git: a few cases, their screens cut to the window and a little more.

``python -m tests.bench.corpus.sample [--corpus FOLDER]``.
"""

from __future__ import annotations

import argparse
import copy
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np

from player.vision.picture import encode, load
from scripts.model import Rect
from tests.bench.corpus.compose import shifted

HERE = Path(__file__).with_name("sample")
AROUND = 24
"""Pixels of the desktop that stay around a window."""
PAGE = "7css-calendar"
CHANGES = {"moved": 2, "s150": 2, "data": 2, "narrow": 2, "gone": 2, "grey": 1, "other": 1}
"""How many cases of each change."""


def area(window: Rect, size: tuple[int, int]) -> Rect:
    """What stays of a screen of ``size`` (w, h)."""
    left, top = max(0, window[0] - AROUND), max(0, window[1] - AROUND)
    right = min(size[0], window[0] + window[2] + AROUND)
    bottom = min(size[1], window[1] + window[3] + AROUND)
    return (left, top, right - left, bottom - top)


def cut(case: dict[str, Any], sizes: dict[str, tuple[int, int]]) -> dict[str, Any]:
    """A case on its cut screens; ``sizes`` are those of the whole ones (w, h)."""
    told = copy.deepcopy(case)
    for side in ("record", "replay"):
        part = told[side]
        x, y, _, _ = area(tuple(part["window"]), sizes[part["screen"]])
        for name in ("window", "client", "box"):
            if name in part:
                part[name] = list(shifted(tuple(part[name]), (-x, -y)))
        if "click" in part:
            part["click"] = [part["click"][0] - x, part["click"][1] - y]
        if side == "replay" and told["truth"]:
            told["truth"] = list(shifted(tuple(told["truth"]), (-x, -y)))
    return told


def make(corpus: Path, out: Path) -> int:
    """Write the sample; how many cases it has."""
    every = json.loads((corpus / "manifest.json").read_text(encoding="utf-8"))["cases"]
    chosen = []
    for change, count in CHANGES.items():
        of_it = [one for one in every if (one["page"], one["perturb"]) == (PAGE, change)]
        chosen += of_it[:count]
    windows = {
        one[side]["screen"]: tuple(one[side]["window"])
        for one in chosen for side in ("record", "replay")
    }  # fmt: skip
    sizes = {}
    (out / "screens").mkdir(parents=True, exist_ok=True)
    for name, window in windows.items():
        pixels = load(corpus / name)
        sizes[name] = (pixels.shape[1], pixels.shape[0])
        x, y, width, height = area(window, sizes[name])
        part = np.ascontiguousarray(pixels[y : y + height, x : x + width])
        (out / name).write_bytes(encode(part))
    cases = [cut(one, sizes) for one in chosen]
    text = json.dumps({"cases": cases}, ensure_ascii=False, indent=1)
    (out / "manifest.json").write_text(text + "\n", encoding="utf-8")
    return len(cases)


def main() -> int:
    from tests.bench.corpus.__main__ import default_folder

    parser = argparse.ArgumentParser(prog="python -m tests.bench.corpus.sample")
    parser.add_argument("--corpus", type=Path, default=default_folder())
    print(make(parser.parse_args().corpus, HERE), "cases")
    return 0


if __name__ == "__main__":
    sys.exit(main())
