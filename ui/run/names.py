"""What the rows of a list are called, for the eyes of the clerk whose list it is."""

from __future__ import annotations

import re
from pathlib import Path

from player.data import read_list
from player.data.lists import column_name
from scripts.files import load
from scripts.model import ForEachRow
from scripts.schema import walk

_NUMBER = re.compile(r"[\d*]{2}")
"""Telephone, resident and other numbers are no names."""


def read_names(path: Path, spec: str) -> dict[int, str]:
    """The names of the rows of a list by Excel's numbers, as the task at ``path`` tells its rows
    apart; work for a thread. Raises IlsonError."""
    script, data = load(path), read_list(spec)
    loops = (step.action for step in walk(script.steps) if isinstance(step.action, ForEachRow))
    keys = [script.inputs[loop.input].key for loop in loops if loop.input in script.inputs]
    wanted = [column_name(key) for key in keys[0]] if keys else []
    column = next((name for name in (*wanted, *data.columns) if _is_name(name)), "")
    if column not in data.columns:
        return {}
    texts = {row.number: row.values for row in data.rows}
    return {
        number: values[column] for number, values in texts.items()
        if values.problem(column) is None and not _NUMBER.search(values[column])
    }  # fmt: skip


def _is_name(column: str) -> bool:
    return any(
        word in column.lower() for word in ("성명", "이름", "대상자", "업체", "name", "상호")
    )
