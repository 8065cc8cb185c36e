"""Score the finder on a corpus of recorded and replayed screens, beside other finders.

``python -m tests.bench.locate --corpus FOLDER [--split tuning|test] [--cases LIST.json]
[--every N] [--peers [FOLDER]] [--json]``. ``python -m tests.bench.corpus`` makes the project's own
corpus: tune on its tuning split, report the other, which has other kits. ``bash
tests/bench/peers/setup.sh FOLDER`` sets up the finders of other programs.
``FOLDER/manifest.json`` is ``{"cases": […]}``; of a case are used ``id``, ``perturb``, ``truth``
(x, y, width, height, or null), ``record`` (``screen``, ``dpi``, ``window``, ``click``, ``box``) and
``replay`` (``screen``, ``dpi``, ``window``). The finder is given the record screen, window, scaling
and click, and the replay screen, window and scaling; never the box or the truth. As in a recording,
the words that tell a place are kept with its picture, and what is somebody's is covered in that,
which costs rows of people; not so with ``--open``. Peers get the element's own box, as their users
would cut it. A click inside ``truth`` is right, elsewhere wrong, none a miss, or right where truth
is null.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from player.locate import Look, Pictures, locate
from player.types import Frame, Match, Pixels, Window
from player.vision.field import resize
from player.vision.picture import load
from recorder.anchors import choose
from recorder.masking import as_it_is, mask
from scripts.model import Point, Rect, Target, WindowPattern
from tests.bench.others import NAMES, Other

Case = dict[str, Any]
PATTERN = WindowPattern("w")
OPEN = False
"""Whether pictures keep what is somebody's: the finder by itself."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Where a finder would click (None: nowhere), why not, and the seconds it took."""

    point: Point | None
    why: str
    seconds: float


@lru_cache(maxsize=4)
def screen(path: Path) -> Pixels:
    """A screen of the corpus; neighbouring cases share them."""
    return load(path)


def _look(folder: Path, part: dict[str, Any]) -> Look:
    rect = tuple(part["window"])
    window = Window(1, "w", "", "", rect, rect)  # type: ignore[arg-type]
    return Look(Frame(0.0, screen(folder / part["screen"]), scale=part["dpi"]), (window,))


@lru_cache(maxsize=64)
def _recorded(
    folder: Path, name: str, dpi: float, window: Rect, click: Point
) -> tuple[Target, Pictures]:
    """What the recorder keeps of a target; many cases share one."""
    look = _look(folder, {"screen": name, "dpi": dpi, "window": window})
    cover = as_it_is if OPEN else mask
    chosen = choose(click, look, look.windows[0], look.frame.rect, PATTERN, cover=cover)
    pictures = Pictures({chosen.anchor.image: chosen.png})
    pictures.known(chosen.anchor)  # made once for a run, not at each look
    return Target("it", PATTERN, (chosen.anchor, *chosen.more)), pictures


def ours(folder: Path, case: Case) -> Answer:
    """The product: what the recorder would keep, found by the player."""
    record = case["record"]
    x, y = (round(v) for v in record["click"])
    window = tuple(record["window"])
    target, pictures = _recorded(folder, record["screen"], record["dpi"], window, (x, y))  # type: ignore[arg-type]
    now = _look(folder, case["replay"])
    began = time.perf_counter()
    found = locate(target, pictures, now)
    seconds = time.perf_counter() - began
    if isinstance(found, Match):
        return Answer(found.point, found.how, seconds)
    return Answer(None, found.why, seconds)


def plain(folder: Path, case: Case) -> Answer:
    """cv2.matchTemplate on the whole screen at the known scaling, best place above 0.8."""
    needle = _cut(folder, case)
    factor = case["replay"]["dpi"] / case["record"]["dpi"]
    return _template(resize(needle, factor), screen(folder / case["replay"]["screen"]))


def pyscreeze_way(folder: Path, case: Case) -> Answer:
    """pyautogui.locate: one scale, the first place above 0.9 in reading order."""
    import pyscreeze

    began = time.perf_counter()
    try:
        box = pyscreeze.locate(
            _cut(folder, case), screen(folder / case["replay"]["screen"]), confidence=0.9
        )
    except (pyscreeze.ImageNotFoundException, ValueError):
        box = None
    seconds = time.perf_counter() - began
    if box is None:
        return Answer(None, "not_found", seconds)
    return Answer((box.left + box.width // 2, box.top + box.height // 2), "image", seconds)


def scaled(folder: Path, case: Case) -> Answer:
    """cv2.matchTemplate at eight sizes around the known scaling, the best place above 0.8."""
    needle = _cut(folder, case)
    factor = case["replay"]["dpi"] / case["record"]["dpi"]
    haystack = screen(folder / case["replay"]["screen"])
    began = time.perf_counter()
    found = [
        (score, place, picture)
        for size in (0.67, 0.8, 0.9, 1.0, 1.11, 1.25, 1.5, 2.0)
        for picture in [resize(needle, factor * size)]
        if (best := _best(picture, haystack)) is not None
        for score, place in [best]
    ]
    score, (x, y), picture = max(found, key=lambda one: one[0], default=(0.0, (0, 0), needle))
    point = (x + picture.shape[1] // 2, y + picture.shape[0] // 2) if score >= 0.8 else None
    return Answer(point, "image" if point else "not_found", time.perf_counter() - began)


def by(other: Other) -> Callable[[Path, Case], Answer]:
    """Another program's finder, as its own users would ask it."""

    def answer(folder: Path, case: Case) -> Answer:
        height, width = screen(folder / case["record"]["screen"]).shape[:2]
        path = folder / case["replay"]["screen"]
        point, seconds = other.ask(_cut(folder, case), path, (width, height))
        if point is None:
            return Answer(None, "not_found", seconds)
        return Answer((round(point[0]), round(point[1])), "image", seconds)

    return answer


def _cut(folder: Path, case: Case) -> Pixels:
    x, y, width, height = (round(v) for v in case["record"]["box"])
    return np.ascontiguousarray(
        screen(folder / case["record"]["screen"])[y : y + height, x : x + width]
    )


def _template(needle: Pixels, haystack: Pixels) -> Answer:
    began = time.perf_counter()
    point = None
    best = _best(needle, haystack)
    if best is not None and best[0] >= 0.8:
        point = (best[1][0] + needle.shape[1] // 2, best[1][1] + needle.shape[0] // 2)
    return Answer(point, "image" if point else "not_found", time.perf_counter() - began)


def _best(needle: Pixels, haystack: Pixels) -> tuple[float, Point] | None:
    """The best place's correlation of grey levels and upper left corner."""
    if needle.shape[0] > haystack.shape[0] or needle.shape[1] > haystack.shape[1]:
        return None
    scores = cv2.matchTemplate(haystack, needle, cv2.TM_CCOEFF_NORMED)
    _, score, _, place = cv2.minMaxLoc(scores)
    return (float(score), (place[0], place[1])) if np.isfinite(score) else None


def verdict(case: Case, point: Point | None) -> str:
    """``right``, ``wrong``, ``missed``, or ``false`` for a click although the target is absent."""
    if case["truth"] is None:
        return "right" if point is None else "false"
    if point is None:
        return "missed"
    x, y, width, height = case["truth"]
    return "right" if x <= point[0] < x + width and y <= point[1] < y + height else "wrong"


def score(
    folder: Path, cases: list[Case], finder: Callable[[Path, Case], Answer]
) -> dict[str, Any]:
    """Totals over all, and per kind of change, and each case's answer."""
    total: Counter[str] = Counter()
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    seconds: dict[str, list[float]] = defaultdict(list)
    told = []
    found = 0
    for case in cases:
        answer = finder(folder, case)
        outcome = verdict(case, answer.point)
        total[outcome] += 1
        found += outcome == "right" and case["truth"] is not None
        kinds[case.get("perturb", "")][outcome] += 1
        height, width = screen(folder / case["replay"]["screen"]).shape[:2]
        seconds[f"{width}x{height}"].append(answer.seconds)
        point = None if answer.point is None else list(answer.point)
        told.append({"id": case["id"], "point": point, "why": answer.why,
                     "seconds": round(answer.seconds, 4)})  # fmt: skip
    times = {
        size: {"median": round(statistics.median(all_), 4), "p95": round(_p95(all_), 4)}
        for size, all_ in seconds.items()
    }
    return {
        "cases": len(cases),
        "there": sum(case["truth"] is not None for case in cases),
        "found": found,
        **{name: total[name] for name in ("right", "wrong", "missed", "false")},
        "kinds": {name: dict(counts) for name, counts in sorted(kinds.items())},
        "seconds": times,
        "answers": told,
    }


def _p95(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(0.95 * len(values)))]


def _print(name: str, result: dict[str, Any]) -> None:
    """A line: shares of the cases with the target there, and of those without it."""
    there, absent = max(1, result["there"]), max(1, result["cases"] - result["there"])
    shares = "  ".join(
        f"{key} {100 * count / of:5.2f} %"
        for key, count, of in (
            ("right", result["found"], there), ("wrong", result["wrong"], there),
            ("missed", result["missed"], there), ("clicked though absent", result["false"], absent),
        )
    )  # fmt: skip
    times = "  ".join(
        f"{size} {1000 * t['median']:.0f}/{1000 * t['p95']:.0f} ms"
        for size, t in result["seconds"].items()
    )
    print(f"{name:10} {shares}  {times}", flush=True)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--cases", type=Path, help="a JSON list of ids")
    parser.add_argument("--split", choices=("tuning", "test"), help="the cases of this split only")
    parser.add_argument("--every", type=int, default=1, help="every Nth case only")
    parser.add_argument("--peers", nargs="?", const="", help="beside other finders")
    parser.add_argument("--open", action="store_true", help="cover nothing: the finder by itself")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    global OPEN
    OPEN = given.open
    cases = json.loads((given.corpus / "manifest.json").read_text(encoding="utf-8"))["cases"]
    if given.cases:
        wanted = set(json.loads(given.cases.read_text(encoding="utf-8")))
        cases = [case for case in cases if case["id"] in wanted]
    if given.split:
        cases = [case for case in cases if case.get("split") == given.split]
    cases = cases[:: given.every]
    cv2.setNumThreads(1)
    result = score(given.corpus, cases, ours)
    if given.json:
        print(json.dumps(result, ensure_ascii=False))
        return 0
    _print("ilson", result)
    for name, counts in result["kinds"].items():
        print(f"  {name:28} {counts}")
    if given.peers is not None:
        _print("pyscreeze", score(given.corpus, cases, pyscreeze_way))
        _print("cv2", score(given.corpus, cases, plain))
        _print("cv2 scaled", score(given.corpus, cases, scaled))
    if given.peers:
        for name in NAMES:
            with Other(name, Path(given.peers)) as other:
                _print(name, score(given.corpus, cases, by(other)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
