"""Try thresholds of the finder without looking at every screen again.

``python -m tests.bench.tune collect FILE [--corpus FOLDER] [--part K/N]`` examines the candidates
of every case of the tuning split and keeps them (a few minutes; two parts side by side on two
cores). ``python -m tests.bench.tune score FILE…`` decides anew with the present rules of
``player.vision.verdict`` and ``ink``, in a second: totals, every wrong click and every click on an
absent target, and with ``--missed`` every miss with its verdict. What candidates are made of must
be collected again after a change. The files are pickles of our own making: open no others.
"""

from __future__ import annotations

import argparse
import functools
import json
import pickle
import sys
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import platformdirs

from player import locate as finder
from player.captions import written_at
from player.labels import label_of, read_box
from player.ocr.reader import Line
from player.pictures import Known, Pictures
from player.types import Match
from player.vision.candidates import (
    Candidate,
    Seen,
    also,
    candidates,
    likely_sizes,
    loosened,
    seen,
)
from player.vision.field import grey
from player.vision.ink import Ink, ink
from player.vision.judged import Judged, Verdict, loosen
from player.vision.picture import decode, encode
from player.vision.verdict import decide, judge
from player.witness import settle
from scripts.model import ImageAnchor, Point, Rect
from tests.bench import locate as bench

Found = list[tuple[Candidate, float]]
BEYOND = 24
"""Pixels around a picture that are kept."""
NOTHING = seen(np.zeros((1, 1, 3), np.uint8))


@dataclass(frozen=True, slots=True)
class Around:
    """What stands around a place that may be chosen: PNG bytes at scaling 1, where the place is in
    them, and the line that is written there."""

    png: bytes
    at: Point
    line: Line | None

    def seen(self) -> Seen:
        return seen(decode(self.png, "tune"))


@dataclass(frozen=True, slots=True)
class Kept:
    """All that the rules decide by, of one case."""

    case: bench.Case
    anchor: ImageAnchor
    png: bytes
    quick: Point | None
    """Where the finder clicks without a search."""
    found: Found
    elsewhere: Found
    """Candidates at another size."""
    loose: tuple[Found, Found]
    """Both, loosened."""
    around: dict[tuple[Point, float], Around]
    """By place and size."""
    origin: Point
    factor: float


@functools.lru_cache(maxsize=128)
def _known(anchor: ImageAnchor, png: bytes) -> Known:
    return Pictures({anchor.image: png}).known(anchor)


def collect(folder: Path, part: tuple[int, int]) -> list[Kept]:
    cases = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["cases"]
    cases = [case for case in cases if case["split"] == "tuning"]
    # Neighbours share screens: blocks of them stay together.
    return [_kept(folder, c) for n, c in enumerate(cases) if n // 20 % part[1] == part[0]]


@functools.lru_cache(maxsize=2)
def _look(folder: Path, replay: str) -> bench.Look:
    return bench._look(folder, json.loads(replay))


def _kept(folder: Path, case: bench.Case) -> Kept:
    record = case["record"]
    x, y = (round(v) for v in record["click"])
    target, pictures = bench._recorded(
        folder, record["screen"], record["dpi"], tuple(record["window"]), (x, y)
    )
    anchor = target.anchors[0]
    assert isinstance(anchor, ImageAnchor)
    known, look = pictures.known(anchor), _look(folder, json.dumps(case["replay"]))
    rect = look.windows[0].rect
    quick = finder._unchanged(anchor, known, pictures, look, rect)
    area = look.area(rect)
    assert anchor.seen is not None
    (x, y), scale = anchor.seen.point, anchor.seen.scale
    first = (round(x / scale), round(y / scale))
    found = [(one, 1.0) for one in candidates(known.sample, area.seen, first)]
    elsewhere: Found = []
    loose: tuple[Found, Found] = ([], [])
    seen_at = {1.0: area.seen}
    strict = judge(found, known.weights, known.alike)
    verdict = decide(strict, known.weights, known.alike)
    likely = _chosen(verdict)
    if verdict.why != "ok":
        for size in likely_sizes(known.sample, area.seen, finder.SIZES):
            seen_at[size] = look.sized(rect, size).seen
            elsewhere += [(one, size) for one in candidates(known.sample, seen_at[size])]
        more = [(one, 1.0) for one in also(known.sample, area.seen, [one for one, _ in found])]
        likely_ones = judge(found + elsewhere, known.weights, known.alike)
        likely_ones = likely_ones[: finder.MOST_LOOSENED]
        at_size = [(j.candidate, j.scale) for j in likely_ones]
        loose = tuple(  # type: ignore[assignment]
            [(loosened(known.sample, seen_at[size], one), size) for one, size in some]
            for some in (
                [one for one in at_size if one[1] == 1] + more,
                [one for one in at_size if one[1] != 1],
            )
        )
        alike = loosen(known.alike)
        for some, like in (
            (found + elsewhere, known.alike), (loose[0], alike), (loose[0] + loose[1], alike),
        ):  # fmt: skip
            judged = judge(some, known.weights, like)
            likely += _chosen(decide(judged, known.weights, like))
    around = {
        (one.candidate.at, one.scale): _around(one, known, seen_at[one.scale], area, look, rect)
        for one in likely
    }
    png = pictures.images[anchor.image]
    return Kept(
        case, anchor, png, quick.point if isinstance(quick, Match) else None, found, elsewhere,
        loose, around, area.origin, area.factor,
    )  # fmt: skip


def _chosen(verdict: Verdict) -> list[Judged]:
    return [one for one in (verdict.best, *verdict.rivals[:2]) if one is not None]


def _around(
    one: Judged, known: Known, there: Seen, area: finder.Area, look: bench.Look, rect: Rect
) -> Around:
    sample, at = known.sample, one.candidate.at
    height, width = sample.field.shape[:2]
    left, top = at[0] - sample.point[0] - BEYOND, at[1] - sample.point[1] - BEYOND
    x, y = max(0, left), max(0, top)
    pixels = there.pixels[y : top + height + 2 * BEYOND, x : left + width + 2 * BEYOND]
    line = written_at(look.frame, finder.point_of(one, known, area), look.scale(rect))
    return Around(encode(pixels), (at[0] - x, at[1] - y), line)


def _decided(kept: Kept) -> Verdict:
    """As :func:`player.locate.search` decides."""
    found, elsewhere = kept.found, kept.elsewhere
    known = _known(kept.anchor, kept.png)
    weights, alike = known.weights, known.alike
    verdict = decide(judge(found, weights, alike), weights, alike)
    if verdict.why == "ok":
        return verdict
    loose, there = kept.loose
    if verdict.best is None or verdict.best.context < finder.RIGHT_SIZE:
        loose = loose + there
        verdict = decide(judge(found + elsewhere, weights, alike), weights, alike)
    if verdict.why in finder.LOOSEN:
        alike = loosen(alike)
        again = decide(judge(loose, weights, alike), weights, alike)
        if again.why == "ok":
            return again
    return verdict


def decided(kept: Kept) -> tuple[Point | None, str, Verdict | None]:
    """Where would be clicked, and why not."""
    if kept.quick is not None:
        return kept.quick, "unchanged", None
    verdict = _decided(kept)
    known = _known(kept.anchor, kept.png)
    settled = settle(verdict, known, kept.anchor.caption, Memory(kept, known))
    if settled.place is None:
        return None, settled.why, verdict
    why = "ok" if verdict.why == "ok" else "rescued"
    return _point(kept, settled.place), why, verdict


class Memory:
    """A witness of what was collected."""

    def __init__(self, kept: Kept, known: Known) -> None:
        self._kept, self._known = kept, known

    def _around(self, place: Judged) -> Around:
        return self._kept.around[place.candidate.at, place.scale]

    def drawn(self, place: Judged) -> Ink:
        there = self._around(place)
        return ink(self._known.sample, there.seen(), replace(place.candidate, at=there.at))

    def words(self, place: Judged, unless: str = "") -> Line | None:
        there = self._kept.around.get((place.candidate.at, place.scale))
        return there.line if there else None

    def own_words(self, offset: Point = (0, 0)) -> Line | None:
        return self._eyes().own_words(offset)

    def label(self, place: Judged) -> Line | None:
        there = self._kept.around.get((place.candidate.at, place.scale))
        if there is None:
            return None
        pixels = decode(there.png, "tune")
        box = label_of(pixels, grey(pixels), there.at)
        return box and read_box(pixels, box, 1.0)

    def own_label(self, offset: Point = (0, 0)) -> Line | None:
        return self._eyes().own_label(offset)

    def _eyes(self) -> finder.Eyewitness:
        """Eyes for the recorded picture only."""
        pictures = Pictures({self._kept.anchor.image: self._kept.png})
        look = bench.Look(bench.Frame(0.0, pictures.pixels(self._kept.anchor.image)))
        area = finder.Area((0, 0), NOTHING, 1.0)
        return finder.Eyewitness(self._kept.anchor, pictures, look, look.frame.rect, area)


def _point(kept: Kept, one: Judged) -> Point:
    factor, (x, y) = kept.factor * one.scale, one.candidate.at
    rest = _known(kept.anchor, kept.png).sample.rest
    return (
        round(kept.origin[0] + (x + rest[0]) * factor),
        round(kept.origin[1] + (y + rest[1]) * factor),
    )


def score(every: list[Kept], missed: bool) -> None:
    counts: Counter[str] = Counter()
    whys: Counter[str] = Counter()
    for kept in every:
        point, why, verdict = decided(kept)
        outcome = bench.verdict(kept.case, point)
        counts["there" if kept.case["truth"] is not None else "absent"] += 1
        if outcome == "right" and kept.case["truth"] is None:
            continue
        counts[outcome] += 1
        whys[why] += outcome == "missed"
        if outcome in ("wrong", "false") or (missed and outcome == "missed"):
            print(f"{outcome:6} {why:16} {kept.case['id']} {_told(verdict)}")
    there, absent = max(1, counts["there"]), max(1, counts["absent"])
    print(
        f"{there} there: right {counts['right'] / there:.2%}, wrong {counts['wrong'] / there:.2%};"
        f" {absent} absent: clicked {counts['false'] / absent:.2%}; missed: {dict(whys)}"
    )


def _told(verdict: Verdict | None) -> dict[str, Any]:
    if verdict is None or verdict.best is None:
        return {}
    best = verdict.best
    told = {
        "core": best.candidate.core, "element": best.candidate.element, "context": best.context,
        "ring": best.ring, "usual": best.usual, "apart": best.apart, "margin": verdict.margin,
        "size": best.scale,
    }  # fmt: skip
    return {name: round(value, 2) for name, value in told.items()}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.tune")
    parser.add_argument("do", choices=("collect", "score"))
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument(
        "--corpus", type=Path, default=Path(platformdirs.user_cache_dir("ilson-corpus"))
    )
    parser.add_argument("--part", default="0/1")
    parser.add_argument("--missed", action="store_true")
    given = parser.parse_args(arguments)
    cv2.setNumThreads(1)
    if given.do == "collect":
        part, of = (int(v) for v in given.part.split("/"))
        given.files[0].write_bytes(pickle.dumps(collect(given.corpus, (part, of))))
        return 0
    score([kept for file in given.files for kept in pickle.loads(file.read_bytes())], given.missed)
    return 0


if __name__ == "__main__":
    sys.exit(main())
