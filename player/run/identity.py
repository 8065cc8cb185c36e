"""What a list and its rows are known by, wherever the file lies and whatever becomes of it.

All of it is keyed hashes: the journal can tell whether it has seen a row, and nobody can tell from
the journal who stood in it.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from player.data import List, Row


@dataclass(frozen=True, slots=True)
class Listed:
    """A row of a list: Excel's number, what it is known by, and the hash of all that is in it."""

    number: int
    key: str
    content: str


@dataclass(frozen=True)
class Book:
    """A list as the journal knows it, in the list's order. ``fingerprint`` is of columns and rows:
    equal for equal lists, whatever their file is called."""

    rows: tuple[Listed, ...]
    fingerprint: str

    @cached_property
    def by_key(self) -> Mapping[str, Listed]:
        return {listed.key: listed for listed in self.rows}


@dataclass(frozen=True, slots=True)
class Changes:
    """How a list differs from what it was: Excel's numbers of now, and for ``removed`` of then.
    ``moved`` are rows that stand in another order than before; of rows that only made room for
    others nothing is said."""

    added: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()
    moved: tuple[int, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed or self.moved)


class Hasher:
    """Hashes with a key of this machine's own."""

    def __init__(self, salt: bytes) -> None:
        self._base = hmac.new(salt, digestmod=hashlib.sha256)

    def _hash(self, *parts: object) -> str:
        one = self._base.copy()
        one.update(json.dumps(parts, ensure_ascii=False, sort_keys=True).encode())
        return one.hexdigest()[:32]

    def key(self, values: Mapping[str, str], columns: tuple[str, ...], nth: int) -> str:
        """What tells a row apart: its key columns, or the whole row where none were chosen.
        ``nth`` counts the rows of the list that have the same values, so that each of them is a
        row of its own."""
        parts = {name: values[name] for name in columns} if columns else dict(values)
        return self._hash(parts, nth)

    def book(self, data: List, columns: tuple[str, ...]) -> Book:
        """A list as the journal knows it; ``columns`` are those that tell its rows apart."""
        seen: Counter[str] = Counter()
        rows = []
        for row in data.rows:
            values = plain(row)
            same = self.key(values, columns, 0)
            key = self.key(values, columns, seen[same]) if seen[same] else same
            seen[same] += 1
            rows.append(Listed(row.number, key, self._hash("content", values)[:16]))
        every = self._hash(sorted(data.columns), [listed.content for listed in rows])
        return Book(tuple(rows), every)


def plain(row: Row) -> dict[str, str]:
    """The row's texts, a bad cell as nothing: a row is told apart by what it holds."""
    values = row.values
    return {name: "" if values.problem(name) else values[name] for name in values}


def changes(before: Mapping[str, tuple[int, str]], now: Book) -> Changes:
    """What became of a list: ``before`` is number and content by key."""
    here = now.by_key
    kept = [listed for listed in now.rows if listed.key in before]
    return Changes(
        tuple(listed.number for listed in now.rows if listed.key not in before),
        tuple(
            listed.number
            for listed in kept
            if before[listed.key][1] and before[listed.key][1] != listed.content
        ),
        tuple(sorted(number for key, (number, _) in before.items() if key not in here)),
        tuple(_out_of_order([before[listed.key][0] for listed in kept], kept)),
    )


def _out_of_order(then: list[int], kept: list[Listed]) -> list[int]:
    """The numbers of now of the fewest rows that must have moved: all but a longest run that still
    ascends by the numbers of then."""
    tails: list[int] = []
    tail_at: list[int] = []
    back: list[int] = []
    for index, number in enumerate(then):
        place = bisect_left(tails, number)
        back.append(tail_at[place - 1] if place else -1)
        if place == len(tails):
            tails.append(number)
            tail_at.append(index)
        else:
            tails[place], tail_at[place] = number, index
    stayed = set()
    at = tail_at[-1] if tail_at else -1
    while at >= 0:
        stayed.add(at)
        at = back[at]
    return [kept[index].number for index in range(len(then)) if index not in stayed]
