"""Tasks in the practice app."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from tests.bench.tasks.hands import Human, middle
from tests.bench.tasks.stage import Shown, Task, View
from tests.clerk import Practice, practice
from ui.practice.store import Person, Store

SIZE = (1000, 660)
PEOPLE = (
    ("이서연", "010-0111-2222"), ("최은우", "010-0333-4444"), ("Kim Sora", "010-0555-6666"),
    ("박별", "010-0777-8888"),
)  # fmt: skip
MORE = (("강한결", "010-0123-0001"), ("정나래", "010-0123-0002"), ("Lee Dami", "010-0123-0003"))


@contextlib.contextmanager
def _app(folder: Path, view: View, screen: str) -> Iterator[Shown]:
    folder.mkdir(parents=True, exist_ok=True)
    store = Store(folder)
    for name, phone in (*(MORE if view.data else ()), *PEOPLE):
        store.save_person(Person(name, phone, address="가온구 새벽길 1", start_date="2026-01-05"))
    store.close()
    wide, high = (
        round(side * grow * view.scale) for side, grow in zip(SIZE, view.grow, strict=True)
    )
    x, y = max(4, 120 + view.corner[0]), max(4, 60 + view.corner[1])
    with practice(
        folder, "--geometry", f"{x},{y},{wide},{high}", "--scale", str(view.scale),
        "--theme", "dark" if view.dark else "light", "--screen", screen,
    ) as app:  # fmt: skip
        yield Shown(folder, view, {"app": app})


def _at(shown: Shown, name: str) -> tuple[int, int]:
    app: Practice = shown.more["app"]
    return middle(app.place(name))


def _rows(shown: Shown, query: str) -> list[tuple[object, ...]]:
    with contextlib.closing(sqlite3.connect(shown.folder / "practice.db")) as db:
        return db.execute(query).fetchall()


# ---- entering a person ----------------------------------------------------------------------


def _enter(hands: Human, shown: Shown) -> None:
    app: Practice = shown.more["app"]
    hands.click(_at(shown, "성명"))
    hands.type("Kim Minji", slip=4)
    hands.key("Tab")
    hands.type("800101-1234567")
    hands.click(_at(shown, "전화번호"))
    hands.type("010-1234-5678", slip=9)
    hands.key("Tab")
    hands.type("Garam-ro 1")
    hands.click(_at(shown, "위생키트"))
    hands.click(_at(shown, "유증상"))
    hands.click(_at(shown, "메모"))
    hands.type("call again")
    hands.click(_at(shown, "저장"))
    app.when(lambda state: bool(state["dialog"]), "the question")
    hands.key("Return")
    app.when(lambda state: "저장되었습니다" in (state["dialog"] or ""), "the confirmation")
    hands.key("Return")
    app.when(lambda state: not state["dialog"], "the empty form")


def _entered(shown: Shown) -> bool:
    found = _rows(
        shown, "SELECT name, resident_number, phone, address, kit, symptom, memo FROM people "
        "WHERE name = 'Kim Minji'",
    )  # fmt: skip
    return found == [
        ("Kim Minji", "800101-1234567", "010-1234-5678", "Garam-ro 1", 1, "유증상", "call again")
    ]


# ---- looking for somebody and changing the record -------------------------------------------


def _change(hands: Human, shown: Shown) -> None:
    app: Practice = shown.more["app"]
    hands.click(_at(shown, "성명"))
    hands.type("Kim Sora", slip=5)
    hands.click(_at(shown, "조회"))
    app.when(lambda state: "조회 완료" in (state["status"] or ""), "the person found")
    hands.click(_at(shown, "열기"))
    app.when(lambda state: state["screen"] == "등록", "the record")
    hands.click(_at(shown, "메모"))
    hands.type("moved away", slip=3)
    hands.click(_at(shown, "저장"))
    app.when(lambda state: bool(state["dialog"]), "the question")
    hands.key("Return")
    app.when(lambda state: "저장되었습니다" in (state["dialog"] or ""), "the confirmation")
    hands.key("Return")
    app.when(lambda state: not state["dialog"], "the form")


def _changed(shown: Shown) -> bool:
    found = _rows(shown, "SELECT name, memo FROM people WHERE memo <> '' ORDER BY id")
    return found == [("Kim Sora", "moved away")]


# ---- a menu by keyboard, then a list --------------------------------------------------------


def _kit(hands: Human, shown: Shown) -> None:
    app: Practice = shown.more["app"]
    hands.key("alt+k")
    app.when(lambda state: state["popup"], "the menu")
    hands.key("l")
    app.when(lambda state: state["screen"] == "위생키트", "the list of kits")
    hands.click(_at(shown, "성명"))
    hands.type("Park Bora", slip=2)
    hands.key("Tab")
    hands.type("010-9999-1111")
    hands.click(_at(shown, "수량"), times=2)
    hands.type("3")
    hands.click(_at(shown, "주소"))
    hands.type("Haeon-dong 22", slip=6)
    hands.click(_at(shown, "추가"))
    app.when(
        lambda state: bool(state["dialog"]) or "추가" in (state["status"] or ""), "it is there"
    )


def _sent(shown: Shown) -> bool:
    found = _rows(shown, "SELECT name, phone, address, quantity FROM kits ORDER BY id")
    return found == [("Park Bora", "010-9999-1111", "Haeon-dong 22", 3)]


TASKS = (
    Task("대상자 등록", lambda f, v: _app(f, v, "등록"), _enter, _entered),
    Task("조회하고 고치기", lambda f, v: _app(f, v, "조회"), _change, _changed),
    Task("메뉴로 배송 추가", lambda f, v: _app(f, v, "시작"), _kit, _sent),
)
