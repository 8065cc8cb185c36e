"""Rows of tables: the row that is meant, after rows were inserted, removed and sorted.

``python -m tests.bench.rows --corpus FOLDER [--split tuning|test] [--every N] [--show] [--json]``

The cases are those of the corpus (``tests.bench.corpus``) whose target is in a table with headings,
and those of ``tests.bench.rows_programs`` where its folder lies beside it. Each is asked for twice:
by "the row whose COLUMN is VALUE", with what a recorder keeps and the value that stands in the
row; and without, as a picture. Choose numbers on the tuning split, report the test split.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import sys
import time
from collections import Counter, defaultdict
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2

from player.locate import Look, Pictures, locate
from player.types import Match
from recorder.anchors import choose
from recorder.asking import Question
from recorder.tables import in_table
from scripts.model import Point, Rect, RowWhere, Target
from tests.bench.locate import PATTERN, Answer, Case, ours, verdict
from tests.bench.locate import _look as look_of

CHANGES = re.compile(r"rowsin|rowsout|sorted|data|moved|s1\d\d|s200|dark|narrow|scroll|wide")
_FORMS = (
    (r"\d{4}-\d{2}-\d{2}", "생년월일"), (r"\d{2,3}-\d{3,4}-\d{4}", "전화번호"),
    (r"\S+동 \d+-\d+", "주소"), (r"[가-힣]{2,4}", "성명"),
)  # fmt: skip


HEADINGS = ("선택", "성명", "생년월일", "전화번호", "주소", "상태", "관리")


def heading_of(value: str) -> str | None:
    """The heading of the column that a row's key stands in."""
    return next((name for form, name in _FORMS if re.fullmatch(form, value)), None)


def is_asked(case: Case) -> bool:
    """Whether a case is one of a table with headings."""
    key = case.get("row_key")
    in_list = case["page"].endswith(("-people", "zenity-list")) or case.get("table")
    return bool(
        key
        and in_list
        and heading_of(key)
        and key not in HEADINGS
        and not case["perturb"].startswith("covered")
    )


@lru_cache(maxsize=64)
def recorded(
    folder: Path, name: str, dpi: float, window: Rect, click: Point
) -> tuple[Target, Pictures]:
    """What the recorder keeps of a place in a row."""
    look = look_of(folder, {"screen": name, "dpi": dpi, "window": window})
    chosen = choose(click, look, look.windows[0], look.frame.rect, PATTERN)
    there = in_table(click, look, window)
    target = Target("it", PATTERN, (chosen.anchor,))
    if there is not None:
        target = Question("", "it", there).answered(target, "number") or target
    return target, Pictures({chosen.anchor.image: chosen.png})


def by_row(folder: Path, case: Case) -> Answer:
    """The product, asked for the row by its value."""
    record = case["record"]
    click = tuple(round(v) for v in record["click"])
    target, pictures = recorded(
        folder, record["screen"], record["dpi"], tuple(record["window"]), click  # type: ignore[arg-type]
    )  # fmt: skip
    heading = heading_of(case["row_key"]) or ""
    target = Target(
        "it", PATTERN, target.anchors, RowWhere({heading: case["row_key"]}), target.column
    )
    now: Look = look_of(folder, case["replay"])
    began = time.perf_counter()
    found = locate(target, pictures, now)
    seconds = time.perf_counter() - began
    if isinstance(found, Match):
        return Answer(found.point, target.column, seconds)
    return Answer(None, f"{found.why}: {found.detail} [{target.column}]", seconds)


def outcome(case: Case, point: Point | None) -> str:
    """As of ``tests.bench.locate``; a click on another element of the right row is wrong."""
    return verdict(case, point)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--split", choices=("tuning", "test"))
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--only", default="", help="a part of the ids")
    parser.add_argument("--show", action="store_true", help="the cases that are not right")
    parser.add_argument("--without", action="store_true", help="also without the row's value")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    cv2.setNumThreads(1)
    cases = [
        case
        for case in json.loads((given.corpus / "manifest.json").read_text(encoding="utf-8"))[
            "cases"
        ]
        if is_asked(case) and given.split in (None, case["split"]) and given.only in case["id"]
    ][:: given.every]
    told = {}
    for name, finder in (("by row", by_row), *([("by picture", ours)] if given.without else [])):
        total: Counter[str] = Counter()
        kinds: dict[str, Counter[str]] = defaultdict(Counter)
        seconds = []
        found = 0
        for case in cases:
            answer = finder(given.corpus, case)
            said = outcome(case, answer.point)
            total[said] += 1
            found += said == "right" and case["truth"] is not None
            kinds[case["perturb"]][said] += 1
            seconds.append(answer.seconds)
            if given.show and said != "right":
                print(said, case["id"], answer.point, case["truth"], answer.why, flush=True)
        there = sum(case["truth"] is not None for case in cases)
        told[name] = {
            "cases": len(cases), "there": there, "right": found, "wrong": total["wrong"],
            "missed": total["missed"], "clicked though absent": total["false"],
            "median": round(statistics.median(seconds), 3) if seconds else 0,
            "p95": round(sorted(seconds)[int(0.95 * len(seconds))], 3) if seconds else 0,
            "kinds": {kind: dict(counts) for kind, counts in sorted(kinds.items())},
        }  # fmt: skip
        if not given.json:
            _print(name, told[name])
    if given.json:
        print(json.dumps(told, ensure_ascii=False))
    return 0


def _print(name: str, said: dict[str, Any]) -> None:
    there = max(1, said["there"])
    absent = said["cases"] - said["there"]
    print(
        f"{name:11} {said['cases']} cases · right {100 * said['right'] / there:.1f} %  "
        f"wrong {said['wrong']}  missed {100 * said['missed'] / there:.1f} %  "
        f"clicked though absent {said['clicked though absent']} of {absent}  "
        f"median {said['median']} s  p95 {said['p95']} s"
    )
    for kind, counts in said["kinds"].items():
        print(f"  {kind:22} {counts}")


if __name__ == "__main__":
    sys.exit(main())
