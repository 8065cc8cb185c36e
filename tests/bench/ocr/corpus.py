"""Make the corpus of screens to be read: draw what is not drawn yet, write the manifest.

``python -m tests.bench.ocr.corpus [--out FOLDER] [--split tuning|test] [--list]``.
``FOLDER/manifest.json`` is ``{"screens": [...]}``. A screen's items are the runs of text on one
line, each with the tight box of its pixels; ``shown`` says whether a person sees it whole: what is
clipped, covered, dimmed or faint must not be asked for, but may be read. Its pairs are labels and
the fields that belong to them. What a picture of letters shows is not told.
"""

from __future__ import annotations

import argparse
import contextlib
import hashlib
import json
import random
import signal
import sys
import time
from collections import Counter
from dataclasses import asdict
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import platformdirs

from player.desktop.x11.virtual import virtual_screen
from player.types import Pixels
from scripts.model import Rect
from tests.bench.corpus.chromium import chromium
from tests.bench.corpus.compose import (
    SCREENS,
    overlap,
    packed,
    paste,
    put_together,
    screen_for,
    shifted,
    spot,
)
from tests.bench.corpus.desktop import Desk
from tests.bench.corpus.drawing import spoil
from tests.bench.corpus.packages import package_folder
from tests.bench.ocr.dialogs import Dialogs
from tests.bench.ocr.ink import tight
from tests.bench.ocr.pictures import LISTED, Painter
from tests.bench.ocr.shots import Shot, shots

EDITION = 2
"""Raised when the same shot would be drawn otherwise than before: all is drawn anew then."""
WALLS = ((31, 78, 121), (90, 107, 123), (200, 215, 205), (61, 90, 128), (233, 237, 242))


STAGE = (3000, 2000)
"""Pixels of the virtual screen on which dialogs are shown."""


def default_folder() -> Path:
    return Path(platformdirs.user_cache_dir("ilson-ocr"))


class Studio:
    """Draws shots: a browser for each way to draw text, started when it is needed."""

    def __init__(self, folder: Path, stack: contextlib.ExitStack) -> None:
        self._folder, self._stack = folder, stack
        self._painters: dict[str, Painter] = {}
        self._desk: Desk | None = None
        self._shower: Dialogs | None = None
        (folder / "screens").mkdir(parents=True, exist_ok=True)

    def screen(self, shot: Shot) -> dict[str, Any]:
        """A shot as the manifest has it, drawn if it has not been yet."""
        told = f"{EDITION} {json.dumps(asdict(shot), ensure_ascii=False, sort_keys=True)}"
        name = f"{shot.id}-{hashlib.sha256(told.encode()).hexdigest()[:8]}"
        kept = self._folder / "screens" / f"{name}.json"
        if kept.exists():
            known: dict[str, Any] = json.loads(kept.read_text(encoding="utf-8"))
            return known
        pixels, screen = self._draw(shot)
        screen = {"id": shot.id, "screen": f"screens/{name}.png", **screen}
        (self._folder / screen["screen"]).write_bytes(packed(pixels))
        kept.write_text(json.dumps(screen, ensure_ascii=False), encoding="utf-8")
        return screen

    def _draw(self, shot: Shot) -> tuple[Pixels, dict[str, Any]]:
        if shot.source == "dialog":
            client, told = self._dialogs().paint(shot)
        else:
            client, told = self._painter(shot.text).paint(shot)
        items, pairs = truth(client, told, shot.scale)
        if any(shot.size) or shot.source == "dialog":
            title = told.get("title") or "설정"
            pixels, window, at, head = framed(shot, client, self._desks(), title)
            items.append(head)
        else:
            width, height = shot.screen
            pixels, window, at = client[:height, :width], (0, 0, width, height), (0, 0)
        for one in items:
            one["box"] = list(shifted(one["box"], at if one["role"] != "title" else window[:2]))
            one["role"] = "heading" if one["role"] == "title" else one["role"]
        for pair in pairs:
            for side in ("label_box", "field_box"):
                pair[side] = list(shifted(pair[side], at))
        pixels, _ = spoil(np.ascontiguousarray(pixels), shot.pixels)
        return pixels, {
            "split": shot.split, "source": shot.source, "name": shot.name, "page": shot.page,
            "theme": shot.theme, "scale": shot.scale, "text": shot.text, "font": shot.font,
            "pixels": list(shot.pixels), "dialog": shot.dialog, "window": list(window),
            "items": items, "pairs": pairs,
        }  # fmt: skip

    def _painter(self, text: str) -> Painter:
        if text not in self._painters:
            cache = self._folder / "packages"
            fonts = package_folder(cache, "pretendard", LISTED) / "dist/public/static"
            browser = self._stack.enter_context(chromium(text, fonts))
            self._painters[text] = Painter(browser, cache)
        return self._painters[text]

    def _dialogs(self) -> Dialogs:
        if self._shower is None:
            display = self._stack.enter_context(virtual_screen(*STAGE))
            self._shower = Dialogs(display, self._folder / "packages")
        return self._shower

    def _desks(self) -> Desk:
        if self._desk is None:  # a browser of its own: a painter counts on the page that it loaded
            browser = self._stack.enter_context(chromium())
            self._desk = Desk(browser, self._folder / "desk")
        return self._desk


def truth(pixels: Pixels, told: dict[str, Any], scale: float) -> tuple[list[Any], list[Any]]:
    """Items and pairs in pixels of the picture, from what was told in units of 1/``scale``."""
    items = []
    for one in told["items"]:
        edges = tuple(edge * scale for edge in one["edges"])
        box = tight(pixels, edges)
        wide = 0.0 if one.get("loose") else edges[2] - edges[0] - 26 * scale
        whole = box is not None and box[2] > 0.55 * wide
        items.append({"text": one["text"], "box": box or whole_box(edges), "role": one["role"],
                      "shown": bool(one["shown"] and whole)})  # fmt: skip
    apart(items)
    pairs = []
    for pair in told["pairs"]:
        label = tight(pixels, tuple(edge * scale for edge in pair["label_edges"]))
        field = whole_box(tuple(edge * scale for edge in pair["field_edges"]))
        side = side_of(label, field) if label else ""
        if label and side and any(one["box"] == label and one["shown"] for one in items):
            pairs.append({"label": pair["label"], "label_box": label, "field_box": field,
                          "side": side})  # fmt: skip
    named = Counter(pair["field_box"] for pair in pairs)
    return items, [pair for pair in pairs if named[pair["field_box"]] == 1]


def whole_box(edges: tuple[float, ...]) -> Rect:
    """Edges as a rectangle in whole pixels."""
    left, top, right, bottom = (round(edge) for edge in edges)
    return (left, top, right - left, bottom - top)


def apart(items: list[dict[str, Any]]) -> None:
    """Of items that lie on each other nobody can say what is to be read: they do not count as
    shown."""
    shown = [one for one in items if one["shown"]]
    for one in shown:
        for other in shown:
            less = min(one["box"][2] * one["box"][3], other["box"][2] * other["box"][3])
            if other is not one and overlap(one["box"], other["box"]) > 0.2 * less:
                one["shown"] = False


def side_of(label: Rect, field: Rect) -> str:
    """Where a field lies seen from its label: "right" or "below". "" inside it or elsewhere: nobody
    could say from the layout that the two belong together."""
    x, y, width, height = label
    if overlap(label, field):
        return ""
    if min(y + height, field[1] + field[3]) - max(y, field[1]) > 0.3 * height:
        return "right" if field[0] >= x + width else ""
    over = x < field[0] + field[2] and field[0] < x + width
    return "below" if over and field[1] >= y + height else ""


def framed(shot: Shot, client: Pixels, desk: Desk, title: str) -> tuple[Pixels, Rect, Any, Any]:
    """A window with a bare title bar on a wallpaper: the screen, where the window is and where its
    client area, and the title as an item (its box seen from the window's corner)."""
    frame = desk.frame(title, max(340, int(client.shape[1] / shot.scale)), shot.scale,
                       shot.theme == "dark", True)  # fmt: skip
    frame = frame[:, : client.shape[1]]
    strip = np.empty((frame.shape[0], client.shape[1], 3), np.uint8)
    strip[:] = frame[:, :1]
    paste(strip, frame, (0, 0))
    edges = (4.0, 3.0, strip.shape[1] - 90 * shot.scale, strip.shape[0] - 3.0)
    box = tight(strip, edges)
    head = {"text": title, "box": box or whole_box(edges), "role": "title",
            "shown": box is not None and client.shape[1] > 340 * shot.scale}  # fmt: skip
    whole = (client.shape[1], client.shape[0] + strip.shape[0])
    size = screen_for(whole, 0, SCREENS.index(shot.screen))
    chance = random.Random(shot.id)
    colour = np.array(chance.choice(WALLS)[::-1], np.float64)
    fade = np.linspace(0.75, 1.1, size[1])[:, None, None]
    wall = np.clip(colour * fade, 0, 255).astype(np.uint8)
    wall = np.broadcast_to(wall, (size[1], size[0], 3))
    at = spot(shot.id, whole, size, 0, False)
    screen = put_together(np.ascontiguousarray(wall), strip, client, at)
    return screen.pixels, screen.window, screen.client[:2], head


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.ocr.corpus", description=__doc__)
    parser.add_argument("--out", type=Path, default=default_folder())
    parser.add_argument("--split", choices=("tuning", "test"))
    parser.add_argument("--list", action="store_true", help="the screens; nothing is made")
    given = parser.parse_args(arguments)
    cv2.setNumThreads(1)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that nothing started stays
    chosen = [shot for shot in shots() if given.split in (None, shot.split)]
    if given.list:
        for shot in chosen:
            print(shot.id, shot.split)
        return 0
    began = time.monotonic()
    made: dict[str, dict[str, Any]] = {}
    with contextlib.ExitStack() as stack:
        studio = Studio(given.out, stack)
        for shot in chosen:
            made[shot.id] = studio.screen(shot)
    write(given.out / "manifest.json", made)
    for split, source in sorted({(one["split"], one["source"]) for one in made.values()}):
        some = [s for s in made.values() if (s["split"], s["source"]) == (split, source)]
        items = sum(one["shown"] for screen in some for one in screen["items"])
        pairs = sum(len(screen["pairs"]) for screen in some)
        print(f"{split} {source}: {len(some)} screens, {items} items, {pairs} pairs")
    print(f"{time.monotonic() - began:.0f} s")
    return 0


def write(manifest: Path, made: dict[str, dict[str, Any]]) -> None:
    """Replace the manifest in one go, keeping the other split's screens: somebody may be reading
    it."""
    order = [shot.id for shot in shots()]
    if manifest.exists():
        for one in json.loads(manifest.read_text(encoding="utf-8"))["screens"]:
            if one["id"] in order:
                made.setdefault(one["id"], one)
    screens = [made[name] for name in order if name in made]
    new = manifest.with_suffix(".new")
    new.write_text(json.dumps({"screens": screens}, ensure_ascii=False), encoding="utf-8")
    new.replace(manifest)


if __name__ == "__main__":
    sys.exit(main())
