"""The main job, closed: a clerk records in the practice app, the app starts again elsewhere, and
the recording is played for every row of a list. What arrived is read from the app's database."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path

import openpyxl
import pytest

from tests.clerk import Clerk, Practice, command, main, practice, put_columns, shown

pytestmark = [pytest.mark.desktop, pytest.mark.usefixtures("display")]

ROWS = [
    (f"{family}{given}", f"9{n:05d}-{n % 2 + 1}{n:06d}", f"010-{n:04d}-{9999 - n:04d}", address)
    for n, (family, given, address) in enumerate(
        [
            ("홍", "길동", "한빛구 가람로 1"),
            ("김", "값없다", "다온군 읽음길 22-3, 101동 1004호"),
            ("뷁", "쀍", "O'Brien & Söhne"),
            ("남궁", "민수", "새솔구 나루길 7 (지하 1층)"),
            ("이", "서연", "가온구 <B>로 12"),
            ("Smith", " John", "42 Rue de l'Église"),
            ("최", "은우", "미르시 #3/4 {집}"),
            ("박", "닭볶음", "한빛구 값싼로 10%"),
            ("정", "ㄱㄴㄷ", "나루시 ~!@$^&*()_+"),
            ("강", "읊조림", "다온군 12,000번지"),
            ("조", "훑다", "새솔구 \\뒷길\\"),
            ("윤", "넓게", "가온구 한 글자"),
        ]
    )
]


def write_workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "대상자"
    sheet.append(["성명", "주민등록번호", "전화번호", "주소"])
    for row in ROWS:
        sheet.append(row)
    book.save(path)


def people(folder: Path) -> list[tuple[str, ...]]:
    with contextlib.closing(sqlite3.connect(folder / "practice.db")) as db:
        return db.execute(
            "SELECT name, resident_number, phone, address FROM people ORDER BY id"
        ).fetchall()


def enter_one(clerk: Clerk, app: Practice) -> None:
    """What the clerk does for one person, by mouse and keyboard."""
    clerk.click(app.place("성명"))
    app.when(lambda state: state["focus"] == "성명", "the focus in 성명")
    clerk.type("Kim Minji")
    clerk.key("Tab")
    clerk.type("800101-1234567")
    clerk.click(app.place("전화번호"))
    app.when(lambda state: state["focus"] == "전화번호", "the focus in 전화번호")
    clerk.type("010-1234-5678")
    clerk.key("Tab")
    clerk.type("Garam-ro 1")
    clerk.click(app.place("저장"))
    app.when(lambda state: bool(state["dialog"]), "the question")
    clerk.key("Return")
    app.when(lambda state: "저장되었습니다" in (state["dialog"] or ""), "the confirmation")
    clerk.key("Return")
    app.when(lambda state: not state["dialog"], "the empty form")


def record(tmp_path: Path) -> Path:
    """Record one entry; the script with the typed values made columns, as a clerk would."""
    script = tmp_path / "등록"
    clerk = Clerk()
    with practice(tmp_path / "first", "--geometry", "120,60,1000,660") as app:
        clerk.key("F2")
        app.when(lambda state: state["screen"] == "등록", "the form")
        with main("record", "--out", str(script), "--no-ui") as recorder:
            recorder.event("recording")
            enter_one(clerk, app)
            assert recorder.end() == 0
    assert people(tmp_path / "first") == [
        ("Kim Minji", "800101-1234567", "010-1234-5678", "Garam-ro 1")
    ]
    put_columns(
        script,
        {
            "Kim Minji": "{성명}",
            "800101-1234567": "{주민등록번호}",
            "010-1234-5678": "{전화번호}",
            "Garam-ro 1": "{주소}",
        },
    )
    return script


def test_recorded_once_played_for_every_row_at_another_place(tmp_path: Path) -> None:
    script = record(tmp_path)
    assert command("check", str(script)).stdout == ""
    workbook = tmp_path / "대상자 명단.xlsx"
    write_workbook(workbook)
    with practice(tmp_path / "second", "--geometry", "700,300,1140,700") as app:
        Clerk().key("F2")
        app.when(lambda state: state["screen"] == "등록", "the form")
        with main("play", str(script), "--data", f"{workbook}#대상자", "--json") as player:
            code = player.rest()
        assert code == 0, (player.seen[-5:], shown())
    assert people(tmp_path / "second") == ROWS
    [done] = [line for line in player.seen if line["event"] == "run_done"]
    assert (done["done"], done["failed"]) == (len(ROWS), 0)
    rows = [line["row"] for line in player.seen if line["event"] == "row_done"]
    assert rows == list(range(2, 2 + len(ROWS)))
    assert Path(done["report"]).exists()
    assert done["run"] in command("runs").stdout
