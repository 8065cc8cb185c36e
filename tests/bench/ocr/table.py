"""The bench's figures as text and as data. Pure."""

from __future__ import annotations

from typing import Any

from tests.bench.ocr.scoring import Tally

FIRST = ("all", "not made by us", "dark", "jpeg", "vdi", "dialogs", "check boxes", "grey", "lcd")
HEAD = (f"{'':17}{'labels':>13}{'values':>13}  {'find right/wrong/missed/ambig.':>31}"
        f"{'several':>9}{'alarms':>13}{'accepted/exact':>18}{'field right/wrong/none':>27}"
        f"{'side told':>19}")  # fmt: skip
Times = dict[str, dict[str, float]]


def _one(tally: Tally, group: str, measure: str, outcome: str, digits: int = 1) -> str:
    share = tally.share(group, measure, outcome)
    count = sum(tally.counts[group][measure].values())
    return "–" if share is None else f"{share:.{digits}f} ({count})"


def _several(tally: Tally, group: str, measure: str, outcomes: tuple[str, ...]) -> str:
    shares = [tally.share(group, measure, outcome) for outcome in outcomes]
    count = sum(tally.counts[group][measure].values())
    told = "/".join(f"{share:.1f}" for share in shares if share is not None)
    return f"{told} ({count})" if told else "–"


def accepted(tally: Tally, group: str, measure: str) -> tuple[float, float] | None:
    """Per cent of values that were not refused, and of these per cent that are exact."""
    counts = tally.counts[group][measure]
    total, taken = sum(counts.values()), counts["exact"] + counts["false"]
    if not total:
        return None
    return 100 * taken / total, 100 * counts["exact"] / taken if taken else 0.0


def _accepted(tally: Tally, group: str, measure: str) -> str:
    told = accepted(tally, group, measure)
    count = sum(tally.counts[group][measure].values())
    return "–" if told is None else f"{told[0]:.1f}/{told[1]:.1f} ({count})"


def _row(tally: Tally, group: str) -> str:
    fields = ("right", "wrong", "none")
    return (
        f"{group:17}{_one(tally, group, 'labels', 'exact'):>13}"
        f"{_one(tally, group, 'values', 'exact'):>13}  "
        f"{_several(tally, group, 'find', ('right', 'wrong', 'missed', 'ambiguous')):>31}"
        f"{_one(tally, group, 'several', 'good', 0):>9}"
        f"{_one(tally, group, 'alarms', 'alarm'):>13}"
        f"{_accepted(tally, group, 'value'):>18}{_several(tally, group, 'field', fields):>27}"
        f"{_several(tally, group, 'field, side told', fields):>25}"
    )


def ordered(tally: Tally) -> list[str]:
    known = [group for group in FIRST if group in tally.counts]
    return known + sorted(group for group in tally.counts if group not in FIRST)


def printed(tally: Tally, times: Times, memory: dict[str, float], wrong: list[Any]) -> str:
    """The tables."""
    lines = [HEAD, *(_row(tally, group) for group in ordered(tally)), ""]
    every = tally.counts["all"]
    for measure in sorted(every):
        if measure.startswith(("alarms ", "several bare", "sentences")):
            told = (f"{outcome} {count}" for outcome, count in sorted(every[measure].items()))
            lines.append(f"{measure:22}{', '.join(told)}")
        elif measure.startswith("value "):
            lines.append(f"{measure:22}accepted/exact {_accepted(tally, 'all', measure)}")
    if "naive labels" in every:
        lines += ["", f"{'on the same screens':22}{'labels':>13}{'values':>13}"
                  f"{'find right/wrong/missed/ambig.':>34}{'alarms':>13}"]  # fmt: skip
        for prefix, name in (("naive ", "pytesseract, naive"), ("beside ", "the product")):
            outcomes = ("right", "wrong", "missed", "ambiguous")
            lines.append(
                f"{name:22}{_one(tally, 'all', prefix + 'labels', 'exact'):>13}"
                f"{_one(tally, 'all', prefix + 'values', 'exact'):>13}"
                f"{_several(tally, 'all', prefix + 'find', outcomes):>34}"
                f"{_one(tally, 'all', prefix + 'alarms', 'alarm'):>13}"
            )
    lines += ["", f"{'milliseconds':22}{'median':>9}{'p95':>9}"]
    lines += [f"{name:22}{1000 * one['median']:9.0f}{1000 * one['p95']:9.0f}  ({one['count']:.0f})"
              for name, one in sorted(times.items())]  # fmt: skip
    lines += [f"memory above idle, {name}: {used:.0f} MiB" for name, used in memory.items()]
    bad = [one for one in wrong if not one[1].startswith(("naive", "beside"))]
    lines += ["", f"{len(bad)} wrong:", *("  ".join(map(str, one)) for one in bad[:60])]
    return "\n".join(lines)


def told(tally: Tally, times: Times, memory: dict[str, float], wrong: list[Any]) -> dict[str, Any]:
    """The same as data."""
    return {
        "groups": {group: {measure: dict(counts) for measure, counts in measures.items()}
                   for group, measures in tally.counts.items()},
        "seconds": times, "memory": memory, "wrong": wrong,
    }  # fmt: skip
