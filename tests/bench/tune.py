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
import json
import pickle
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import platformdirs

from player import locate as finder
from player.types import Match
from player.vision.candidates import Candidate, also, candidates, likely_sizes, loosened
from player.vision.ink import Ink, ink, is_usable
from player.vision.verdict import Alike, Verdict, Weights, decide, judge, loosen
from scripts.model import ImageAnchor, Point
from tests.bench import locate as bench

Found = list[tuple[Candidate, float]]


@dataclass(frozen=True, slots=True)
class Kept:
    """All that the rules decide by, of one case."""

    case: bench.Case
    quick: Point | None
    """Where the finder clicks without a search."""
    found: Found
    elsewhere: Found
    """Candidates at another size."""
    loose: tuple[Found, Found]
    """Both, loosened."""
    drawn: dict[tuple[Point, float], Ink]
    """How the places that may be chosen are drawn, by place and size."""
    weights: Weights
    alike: tuple[Alike, ...]
    origin: Point
    factor: float
    rest: tuple[float, float]


def collect(folder: Path, part: tuple[int, int]) -> list[Kept]:
    cases = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))["cases"]
    cases = [case for case in cases if case["split"] == "tuning"]
    # Neighbours share screens: blocks of them stay together.
    return [_kept(folder, c) for n, c in enumerate(cases) if n // 20 % part[1] == part[0]]


def _kept(folder: Path, case: bench.Case) -> Kept:
    record = case["record"]
    x, y = (round(v) for v in record["click"])
    target, pictures = bench._recorded(
        folder, record["screen"], record["dpi"], tuple(record["window"]), (x, y)
    )
    anchor = target.anchors[0]
    assert isinstance(anchor, ImageAnchor)
    known, look = pictures.known(anchor), bench._look(folder, case["replay"])
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
    if decide(judge(found, known.weights, known.alike), known.weights, known.alike).why != "ok":
        for size in likely_sizes(known.sample, area.seen.small, finder.SIZES):
            seen_at[size] = look.sized(rect, size).seen
            elsewhere += [(one, size) for one in candidates(known.sample, seen_at[size])]
        more = [(one, 1.0) for one in also(known.sample, area.seen, [one for one, _ in found])]
        loose = tuple(  # type: ignore[assignment]
            [(loosened(known.sample, seen_at[size], one), size) for one, size in some]
            for some in (found + more, elsewhere)
        )
    drawn = {
        (one.at, size): ink(known.sample, seen_at[size], one) for one, size in found + elsewhere
    }
    return Kept(
        case, quick.point if isinstance(quick, Match) else None, found, elsewhere, loose, drawn,
        known.weights, known.alike, area.origin, area.factor, known.sample.rest,
    )  # fmt: skip


def _decided(kept: Kept) -> Verdict:
    """As :func:`player.locate.search` decides."""
    found, elsewhere, weights, alike = kept.found, kept.elsewhere, kept.weights, kept.alike
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
    best = verdict.best
    if verdict.why != "ok" or best is None:
        return None, verdict.why, verdict
    if not is_usable(kept.drawn[best.candidate.at, best.scale]):
        return None, "faint", verdict
    factor, (x, y) = kept.factor * best.scale, best.candidate.at
    return (
        (
            round(kept.origin[0] + (x + kept.rest[0]) * factor),
            round(kept.origin[1] + (y + kept.rest[1]) * factor),
        ),
        "ok",
        verdict,
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
