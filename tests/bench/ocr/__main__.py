"""Measure how Korean screens are read, beside Tesseract as anyone would start.

``python -m tests.bench.ocr [--corpus FOLDER] [--split test] [--every N] [--naive [N]] [--json]``.
``python -m tests.bench.ocr.corpus`` makes the corpus: tune on its tuning split, report the other.

labels, values: per cent that read exactly what is written, from the whole screen. find: labels that
stand once on their screen: right / wrong / missed / ambiguous. several: labels that stand more than
once: found ambiguous, or right with the place as a hint (per cent). alarms: per cent of labels that
are not there (of other screens, only within a word, but for one letter) and are found. accepted /
exact: values read by region, those not refused, and of these the exact ones. field: the field of a
label, right / wrong / none, unaided and with its side told. Memory is the process's, above what it
had before the reader was loaded: what it holds in the end, and its peak while it read a screen.
"not made by us": other people's pages and the dialogs of programs.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import re
import statistics
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import cv2
import numpy as np

from player.types import Pixels
from player.vision.picture import load
from tests.bench.ocr import naive, scoring
from tests.bench.ocr.corpus import default_folder
from tests.bench.ocr.scoring import Screen, Tally, plain

Reader = Any
"""``product``, or something with the same functions."""
LOOKED, SEVERAL, ABSENT, READ = 24, 6, 6, 40
"""How much is asked of one screen: labels that stand once, that stand several times, that are not
there (of each sort), values."""
REGION = (600, 300)
TIMED = 3
"""Lines and regions that are timed on one screen."""


class Memory:
    """MiB that this process takes above what it took at first: held, and at most while a screen of
    a size was read (with the screen's picture)."""

    def __init__(self) -> None:
        self._idle = _status("VmRSS")
        self.peaks: dict[str, float] = {}

    def reading(self, name: str, what: Callable[[], Any]) -> Any:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forget the peak
        told = what()
        self.peaks[name] = max(self.peaks.get(name, 0.0), _status("VmHWM") - self._idle)
        return told

    def told(self) -> dict[str, float]:
        gc.collect()
        return {"held": _status("VmRSS") - self._idle, **self.peaks}


def _status(name: str) -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    told = re.search(rf"{name}:\s+(\d+)", status)
    return int(told.group(1)) / 1024 if told else 0.0


class Clock:
    """Seconds by what was done."""

    def __init__(self) -> None:
        self.seconds: dict[str, list[float]] = defaultdict(list)

    def time(self, name: str, what: Callable[[], Any]) -> Any:
        began = time.perf_counter()
        told = what()
        self.seconds[name].append(time.perf_counter() - began)
        return told

    def told(self) -> dict[str, dict[str, float]]:
        return {
            name: {"median": statistics.median(times), "p95": float(np.percentile(times, 95)),
                   "count": len(times)}
            for name, times in self.seconds.items()
        }  # fmt: skip


def unseen(pixels: Pixels, turn: int) -> Pixels:
    """The same picture a little brighter or darker: as easy to read, but in no cache."""
    shift = turn % 7 - 3 or 4
    return np.clip(pixels.astype(np.int16) + shift, 0, 255).astype(np.uint8)


def cut(pixels: Pixels, box: Any) -> Pixels:
    x, y, width, height = box
    return np.ascontiguousarray(pixels[y : y + height, x : x + width])


def timed(reader: Reader, screen: Screen, pixels: Pixels, clock: Clock) -> None:
    """Lines and regions that nobody has read before."""
    chance = random.Random(f"time {screen['id']}")
    size, scale = (pixels.shape[1], pixels.shape[0]), screen["scale"]
    once, _ = scoring.once(screen)
    for turn, one in enumerate(chance.sample(once, min(TIMED, len(once)))):
        line = scoring.region(one["box"], size, (8 * scale, 5 * scale))
        part = unseen(cut(pixels, line), turn)
        clock.time("line", lambda part=part: reader.words(part, scale))
        x = int(np.clip(one["box"][0] - chance.randint(0, 400), 0, size[0] - REGION[0]))
        y = int(np.clip(one["box"][1] - chance.randint(0, 250), 0, size[1] - REGION[1]))
        part = unseen(cut(pixels, (x, y, *REGION)), turn + 3)
        text = scoring.asked(one["text"])
        clock.time("label in 600x300",
                   lambda part=part, text=text: reader.find(part, text, scale))  # fmt: skip


def read(screen: Screen, words: list[Any], tally: Tally, prefix: str = "") -> None:
    """Score what was read of the whole screen."""
    for measure, roles in (("labels", scoring.LABELS), ("values", scoring.VALUES),
                           ("sentences", ("text",))):  # fmt: skip
        for one in scoring.shown(screen, roles):
            got = scoring.reading(one["box"], words, screen["scale"])
            good = plain(got) == plain(one["text"])
            tally.add(screen, prefix + measure, "exact" if good else "not", one["role"])


def look(screen: Screen, find: Callable[..., Any], others: list[str], tally: Tally,
         wrong: list[Any], prefix: str = "") -> None:  # fmt: skip
    """Score looking for labels that are there and that are not."""
    chance = random.Random(f"look {screen['id']}")
    scale = screen["scale"]
    once, several = scoring.once(screen)
    for one in chance.sample(once, min(LOOKED, len(once))):
        outcome = scoring.found(find(scoring.asked(one["text"])), one["box"], scale)
        tally.add(screen, prefix + "find", outcome, one["role"])
        if outcome == "wrong":
            wrong.append((screen["id"], prefix + "find", one["text"]))
    for one in chance.sample(several, min(SEVERAL, len(several))):
        x, y = (round(v) for v in scoring.middle(one["box"]))
        bare = scoring.decided(find(scoring.asked(one["text"]))) == "ambiguous"
        near = scoring.found(find(scoring.asked(one["text"]), (x, y)), one["box"], scale)
        good = near == "right" or (bare and near == "ambiguous")
        tally.add(screen, prefix + "several", "good" if good else "bad", one["role"])
        tally.add(screen, prefix + "several bare", "ambiguous" if bare else "not", one["role"])
    for how, text in scoring.absent(screen, others, ABSENT):
        alarm = isinstance(scoring.decided(find(scoring.asked(text))), scoring.Hit)
        for measure in ("alarms", f"alarms {how}"):
            tally.add(screen, prefix + measure, "alarm" if alarm else "silent")
        if alarm:
            wrong.append((screen["id"], prefix + f"alarm {how}", text))


def values(reader: Reader, screen: Screen, pixels: Pixels, tally: Tally, wrong: list[Any]) -> None:
    """Score values read by region: the field that holds them, or their box with a margin."""
    size, scale = (pixels.shape[1], pixels.shape[0]), screen["scale"]
    chance = random.Random(f"values {screen['id']}")
    able = scoring.shown(screen, scoring.VALUES)
    for one in chance.sample(able, min(READ, len(able))):
        at = scoring.middle(one["box"])
        holding = [pair["field_box"] for pair in screen["pairs"]
                   if scoring.inside(at, pair["field_box"])]  # fmt: skip
        box, margin = (holding[0], -2 * scale) if holding else (one["box"], 5 * scale)
        place = scoring.region(box, size, (margin, margin))
        kind = scoring.kind_of(one["text"])
        text, certain = reader.value(cut(pixels, place), kind, scale)
        good = plain(text) == plain(one["text"])
        outcome = "refused" if not certain else "exact" if good else "false"
        for measure in ("value", f"value {kind}"):
            tally.add(screen, measure, outcome)
        if outcome == "false":
            wrong.append((screen["id"], f"value {kind}", one["text"], text))


def fields(reader: Reader, screen: Screen, pixels: Pixels, tally: Tally, wrong: list[Any]) -> None:
    for pair in screen["pairs"]:
        label = tuple(pair["label_box"])
        told = pair["side"] if pair["side"] in ("right", "below") else None
        for measure, side in (("field", None), ("field, side told", told)):
            got = reader.field(pixels, label, screen["scale"], side)
            outcome = scoring.field_found(got, pair["field_box"])
            tally.add(screen, measure, outcome)
            if outcome == "wrong":
                wrong.append((screen["id"], measure, pair["label"]))


def bench(folder: Path, screens: list[Screen], reader: Reader, every: int, clock: Clock,
          tally: Tally, wrong: list[Any], memory: Memory) -> None:  # fmt: skip
    """Ask everything of every screen; the naive way of every ``every``-th (0: of none)."""
    labels = sorted({one["text"] for screen in screens
                     for one in scoring.shown(screen, scoring.LOOKED_FOR)
                     if len(plain(one["text"])) > 1})  # fmt: skip
    for number, screen in enumerate(screens):
        naively = bool(every) and number % every == 0
        ask(folder, screen, labels, reader, naively, clock, tally, wrong, memory)
        print(f"{number + 1}/{len(screens)} {screen['id']}", file=sys.stderr, flush=True)


def ask(folder: Path, screen: Screen, labels: list[str], reader: Reader, naively: bool,
        clock: Clock, tally: Tally, wrong: list[Any], memory: Memory) -> None:  # fmt: skip
    """Ask everything of one screen. Its picture goes when this returns: the next one must not be
    measured beside it."""
    pixels = load(folder / screen["screen"])
    scale = screen["scale"]
    timed(reader, screen, pixels, clock)
    name = "1080p" if pixels.shape[0] <= 1080 else "2160p"
    words = memory.reading(
        f"at most, {name}",
        lambda: clock.time(f"whole {name}", lambda: reader.words(pixels, scale)),
    )
    clock.time(f"unchanged {name}", lambda: reader.words(pixels, scale))

    def find(text: str, near: Any = None) -> Any:
        return reader.find(pixels, text, scale, near)

    read(screen, words, tally)
    look(screen, find, labels, tally, wrong)
    values(reader, screen, pixels, tally, wrong)
    fields(reader, screen, pixels, tally, wrong)
    if naively:
        rows = clock.time(f"naive {name}", lambda: naive.rows(pixels))
        read(screen, [(text, place) for _, text, place in rows], tally, "naive ")
        look(screen, lambda text, near=None: naive.find(rows, text), labels, tally, wrong,
             "naive ")  # fmt: skip
        read(screen, words, tally, "beside ")
        look(screen, find, labels, tally, wrong, "beside ")


def main(arguments: list[str] | None = None, reader: ModuleType | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.ocr", description=__doc__)
    parser.add_argument("--corpus", type=Path, default=default_folder())
    parser.add_argument("--split", choices=("tuning", "test"))
    parser.add_argument("--every", type=int, default=1, help="of the screens, every n-th only")
    parser.add_argument("--naive", type=int, nargs="?", const=8, default=0,
                        help="also the naive way, on every n-th screen (8)")  # fmt: skip
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    cv2.setNumThreads(1)
    manifest = json.loads((given.corpus / "manifest.json").read_text(encoding="utf-8"))
    screens = [one for one in manifest["screens"] if given.split in (None, one["split"])]
    screens = screens[:: given.every]
    memory = Memory()
    if reader is None:
        from tests.bench.ocr import product

        reader = product
    tally, clock, wrong = Tally(), Clock(), []
    bench(given.corpus, screens, reader, given.naive, clock, tally, wrong, memory)
    from tests.bench.ocr import table

    above = memory.told()
    if given.json:
        print(json.dumps(table.told(tally, clock.told(), above, wrong), ensure_ascii=False))
    else:
        print(table.printed(tally, clock.told(), above, wrong))
    return 0


if __name__ == "__main__":
    sys.exit(main())
