"""Lists and rows are known wherever they lie and whatever becomes of them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from player.data.lists import List, Row, Values
from player.run.identity import Changes, Hasher, changes

HASHER = Hasher(b"salt")


def listed(*rows: tuple[str, str], first: int = 2) -> List:
    return List(
        "명단.xlsx", "대상자", ("성명", "주소"),
        tuple(Row(n, Values({"성명": a, "주소": b})) for n, (a, b) in enumerate(rows, first)),
    )  # fmt: skip


def before(data: List) -> dict[str, tuple[int, str]]:
    book = HASHER.book(data, ("성명",))
    return {one.key: (one.number, one.content) for one in book.rows}


def test_a_list_is_the_same_under_another_name() -> None:
    data = listed(("홍길동", "1"), ("김영희", "2"))
    one = HASHER.book(data, ("성명",))
    assert one.fingerprint == HASHER.book(replace(data, name="다른.xlsx"), ()).fingerprint
    assert one.fingerprint != HASHER.book(listed(("홍길동", "1")), ("성명",)).fingerprint
    assert one.fingerprint != Hasher(b"another").book(data, ("성명",)).fingerprint


def test_what_became_of_a_list_is_told_by_its_keys() -> None:
    then = before(listed(("가", "1"), ("나", "2"), ("다", "3"), ("라", "4")))
    now = listed(("라", "4"), ("가", "1"), ("새", "9"), ("다", "33"))
    found = changes(then, HASHER.book(now, ("성명",)))
    assert found == Changes(added=(4,), changed=(5,), removed=(3,), moved=(2,))


def test_rows_that_only_made_room_have_not_moved() -> None:
    then = before(listed(("가", "1"), ("나", "2")))
    now = listed(("새", "9"), ("가", "1"), ("나", "2"))
    assert changes(then, HASHER.book(now, ("성명",))) == Changes(added=(2,))


def test_equal_rows_are_rows_of_their_own() -> None:
    book = HASHER.book(listed(("가", "1"), ("가", "1"), ("가", "2")), ("성명",))
    assert len({one.key for one in book.rows}) == 3
    assert len({one.content for one in book.rows}) == 2


@given(st.permutations(range(8)))
def test_moving_as_many_rows_as_told_restores_the_order(order: list[int]) -> None:
    names = "가나다라마바사아"
    then = before(listed(*((name, "1") for name in names)))
    now = listed(*((names[index], "1") for index in order))
    moved = changes(then, HASHER.book(now, ("성명",))).moved
    stayed = [index for place, index in enumerate(order) if place + 2 not in moved]
    assert stayed == sorted(stayed)
    assert bool(moved) == (list(order) != sorted(order))
