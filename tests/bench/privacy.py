"""Whether anything of anybody's can be read in what a recording leaves.

``python -m tests.bench.privacy [--screens 500] [--first 0] [--out FOLDER] [--json]``. Each is an
office page in a web kit, seeded: made-up names, resident numbers, telephone numbers, addresses,
accounts. On each, two places are clicked; the recorder writes the script to a folder, and every
file in it is searched: pictures are read by the product's own reader and, enlarged, by pytesseract
as anyone would, the rest as text. Found are whole names, and runs of six digits, of a number. With
``--out`` the folders stay, to be looked at; each picture's screen lies beside it. Exit code 1 if
anything was found.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytesseract
from PIL import Image

from player.ocr.reader import read_lines
from player.types import Frame, Monitor, Pixels, Window
from player.vision.field import resize
from player.vision.picture import load
from recorder.gestures import Gesture
from recorder.naming import Namer
from recorder.sights import Sight
from recorder.writing import Writer
from scripts.files import save
from scripts.model import Point, Rect
from tests.bench.corpus.data import FAMILY, GIVEN

PAGES = ("ledger", "register", "sheet", "detail", "asking", "old-people")
SIZE = (1180, 640)
_RUN = 6
"""Digits in a row that are enough to know a number again."""
_NAMES = re.compile(f"[{FAMILY}](?:{'|'.join(GIVEN)})")


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen, its scaling, where something can be clicked, and what is somebody's on it."""

    name: str
    pixels: Pixels
    scale: float
    places: tuple[Rect, ...]
    secrets: frozenset[str]


def secrets_of(text: str) -> set[str]:
    """What of a text is somebody's: names, and runs of digits."""
    found = set(_NAMES.findall(text))
    digits = "".join(char for char in text if char.isdigit())
    # A date of this year or a count is nobody's; what is long enough is.
    if len(digits) >= _RUN:
        found.update(digits[at : at + _RUN] for at in range(len(digits) - _RUN + 1))
    return found


def screens(first: int, count: int, cache: Path) -> Iterator[Screen]:
    """Seeded screens, drawn one after the other."""
    # What draws pages knows X11, and the small version in the tests runs on Windows, too.
    from tests.bench.corpus.chromium import chromium
    from tests.bench.corpus.drawing import spoil
    from tests.bench.corpus.kits_more import KITS
    from tests.bench.corpus.pages import Shown
    from tests.bench.corpus.web import View, Web
    from tests.bench.ocr.corpus import truth
    from tests.bench.ocr.office import OFFICE
    from tests.bench.ocr.pictures import SCRIPT
    from tests.bench.ocr.shots import FONTS, SCALES, SPOILT

    kits = list(KITS.values())
    fonts = [*FONTS["tuning"], *FONTS["test"]]
    with contextlib.ExitStack() as stack:
        webs: dict[str, tuple[Any, Web]] = {}
        for text in ("grey", "lcd"):
            browser = stack.enter_context(chromium(text))
            webs[text] = (browser, Web(browser, cache / "packages", OFFICE))
        for number in range(first, first + count):
            browser, web = webs["lcd" if number % 3 == 1 else "grey"]
            scale = SCALES[number % len(SCALES)]
            kit = kits[number % len(kits)]
            page = PAGES[(number // len(kits) + number) % len(PAGES)]
            view = View(SIZE, scale, dark=number % 4 == 3, font=fonts[number % len(fonts)])
            shown = (
                Shown(1000 + number, dialog=0) if page == "old-approve" else Shown(1000 + number)
            )
            pixels, _ = web.show(kit, page, shown, view)
            browser.run(SCRIPT.read_text(encoding="utf-8"))
            items, _ = truth(pixels, browser.run("truth.all()"), scale)
            pixels, _ = spoil(np.ascontiguousarray(pixels), SPOILT[number % len(SPOILT)])
            yield Screen(
                f"{number:03}-{kit.name}-{page}", pixels, scale,
                tuple(tuple(one["box"]) for one in items if one["shown"]),
                frozenset().union(*(secrets_of(one["text"]) for one in items
                                    if one["role"] in ("value", "cell"))),
            )  # fmt: skip


def record(screen: Screen, folder: Path, clicks: int) -> None:
    """Click some places of a screen, and save what the recorder makes of it."""
    height, width = screen.pixels.shape[:2]
    rect = (0, 0, width, height)
    chance = random.Random(screen.name)
    name = chance.choice(FAMILY) + chance.choice(GIVEN)
    window = Window(1, f"{name} (850101-1234567) - 민원 처리", "office", "", rect, rect)
    sight = Sight(Frame(0.0, screen.pixels, scale=screen.scale), (window,), window)
    writer = Writer("녹화", "fake", (Monitor(rect, screen.scale, True),), Namer())
    for number in range(clicks):
        x, y, wide, high = chance.choice(screen.places)
        at: Point = (x + wide // 2, y + high // 2)
        writer.take(Gesture("click", 10.0 * number, sight, at, last=10.0 * number))
    save(writer.script(), folder)


def readable(folder: Path, scale: float) -> dict[str, str]:
    """What can be read in each file of a folder."""
    found = {}
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        if file.suffix != ".png":
            found[file.name] = file.read_text(encoding="utf-8")
            continue
        pixels = load(file)
        texts = [line.text for line in read_lines(pixels, scale)]
        large = resize(pixels, max(1.0, 2 / scale))
        image = Image.fromarray(np.ascontiguousarray(large[:, :, ::-1]))
        if sys.platform != "win32":  # there it is the same library as our reader's
            texts.append(pytesseract.image_to_string(image, "kor+eng", "--psm 11"))
        found[file.name] = "\n".join(texts)
    return found


def leaks(texts: dict[str, str], secrets: frozenset[str]) -> list[tuple[str, str]]:
    """Which files show what."""
    found = []
    for name, text in texts.items():
        lines = ["".join(line.split()) for line in text.splitlines()]
        digits = ["".join(c for c in line if c.isdigit()) for line in lines]
        if name.endswith(".yaml"):
            # Numbers of the format itself; a name, and a number as it is written, must not be here.
            digits = re.findall(r"\d{6}-\d{7}|01\d-\d{3,4}-\d{4}", text)
        for secret in sorted(secrets):
            where = digits if secret.isdigit() else lines
            if any(secret in line for line in where):
                found.append((name, secret))
    return found


def main(arguments: list[str] | None = None) -> int:
    from tests.bench.ocr.corpus import default_folder

    parser = argparse.ArgumentParser(prog="python -m tests.bench.privacy", description=__doc__)
    parser.add_argument("--screens", type=int, default=500)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--clicks", type=int, default=2)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    began, files, secrets = time.monotonic(), 0, 0
    shown: list[dict[str, str]] = []
    with contextlib.ExitStack() as stack:
        out = given.out or Path(stack.enter_context(tempfile.TemporaryDirectory()))
        for screen in screens(given.first, given.screens, default_folder()):
            folder = out / screen.name
            record(screen, folder, given.clicks)
            texts = readable(folder, screen.scale)
            files, secrets = files + len(texts), secrets + len(screen.secrets)
            for name, secret in leaks(texts, screen.secrets):
                shown.append({"screen": screen.name, "file": name, "shows": secret})
                print(f"{screen.name} {name}: {secret}", file=sys.stderr, flush=True)
            if given.out:
                Image.fromarray(np.ascontiguousarray(screen.pixels[:, :, ::-1])).save(
                    out / f"{screen.name}.png"
                )
    where = {(one["screen"], one["file"]) for one in shown}
    told = {"screens": given.screens, "files": files, "secrets": secrets, "shown": shown}
    if given.json:
        print(json.dumps(told, ensure_ascii=False))
    else:
        print(
            f"{given.screens} screens, {files} files, {secrets} names and runs of digits: "
            f"{len(shown)} readable, in {len(where)} files; {time.monotonic() - began:.0f} s"
        )
    return 1 if shown else 0


if __name__ == "__main__":
    sys.exit(main())
