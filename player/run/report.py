"""What a run tells: one event a line, and a report that stays.

Neither holds a value of the list: rows are named by Excel's own numbers.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

from player.run.page import write_page
from player.run.proofs import read_proofs
from player.run.told import RowResult, RunResult
from scripts.errors import DataProblem, IlsonError, StepFailed, UsageError
from scripts.language import either

_DATA = "report.json"
_WHY = {
    "not_found": ("찾는 곳이 화면에 없었어요", "The place was not on the screen"),
    "ambiguous": ("똑같아 보이는 곳이 둘 이상이었어요", "Two or more places looked the same"),
    "wrong_window": (
        "다른 창이 앞에 있거나 창이 없었어요",
        "Another window was in front, or there was none",
    ),
    "timed_out": (
        "기다린 일이 제때 일어나지 않았어요",
        "What was waited for did not happen in time",
    ),
    "not_supported": ("할 수 없는 단계였어요", "The step can't be done"),
    "mismatch": ("값이 맞지 않았어요", "The value did not fit"),
}


def reason(error: IlsonError, step: str) -> str:
    """Why a step failed, in words that may be kept: an error's own sentence can hold a value of
    the list or the title of a citizen's window. ``step`` is the step's sentence."""
    known = _WHY.get(error.why) if isinstance(error, StepFailed) else None
    told = (
        either(*known)
        if known
        else (
            either("명단의 값을 쓸 수 없었어요", "The list's value could not be used")
            if isinstance(error, DataProblem)
            else either("하지 못했어요", "It could not be done")
        )
    )
    return f"{step}: {told}" if step else told


def prepare_folder(folder: Path) -> Path:
    """Make the report's folder before anything is done; raises IlsonError where it cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(
            either(
                f"‘{folder.name}’ 폴더를 만들 수 없어서 처리 결과를 남기지 못해요.",
                f"The folder ‘{folder.name}’ can't be made, so there is no report.",
            ),
            either("쓸 수 있는 폴더를 골라 주세요.", "Choose a folder that can be written to."),
        ) from error
    return folder


def write_report(result: RunResult, folder: Path) -> Path:
    """Write ``report.json`` and ``report.html`` into ``folder``; returns the latter. What an
    earlier part of the same run had reported stays, but for rows that were played again. Raises
    OSError."""
    earlier = read_report(folder)
    rows = {row.row: row for row in earlier.rows} if earlier and earlier.run == result.run else {}
    rows |= {row.row: row for row in result.rows}
    result = replace(result, rows=[rows[number] for number in sorted(rows)])
    told = asdict(result) | {"rows": [_told(row) for row in result.rows]}
    whole = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    (folder / _DATA).write_text(whole + "\n", encoding="utf-8")
    page = folder / "report.html"
    page.write_text(write_page(result, read_proofs(folder)), encoding="utf-8")
    return page


def _told(row: RowResult) -> dict[str, object]:
    """A row without what is empty: a list has thousands of them."""
    return {name: value for name, value in asdict(row).items() if value != ""}


def read_report(folder: Path) -> RunResult | None:
    """What a run's folder tells of it; None where it holds no report, or none of ours."""
    try:
        told = json.loads((folder / _DATA).read_text(encoding="utf-8"))
        return RunResult(**{**told, "rows": [RowResult(**row) for row in told["rows"]]})
    except (OSError, ValueError, KeyError, TypeError):
        return None
