"""The database: what is saved is there for others at once, exactly as typed."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from scripts.errors import DataProblem
from ui.practice.store import Check, Kit, Person, Store, end_of, read_date

ODD = Person(
    "뷁 O'Brien", "010-0000-0001", "900101-1000013", '"가" & 나; DROP TABLE people', "2026-01-05",
    "다온군보건소", True, "유증상", "첫 줄\n둘째 줄 \t끝 ",
)  # fmt: skip


def test_another_connection_reads_what_was_saved(store: Store) -> None:
    row = store.save_person(ODD)
    with sqlite3.connect(store.path) as other:
        other.row_factory = sqlite3.Row
        found = dict(other.execute("SELECT * FROM people").fetchone())
        audit = other.execute("SELECT action, row_id, detail FROM audit").fetchone()
    other.close()
    assert found["id"] == row
    assert (found["name"], found["address"], found["memo"]) == (ODD.name, ODD.address, ODD.memo)
    assert (found["kit"], found["start_date"], found["end_date"]) == (1, "2026-01-05", "2026-01-19")
    assert tuple(audit)[:2] == ("insert", row)
    assert json.loads(audit["detail"])["memo"] == ODD.memo


def test_reopening_keeps_everything(tmp_path: Path) -> None:
    first = Store(tmp_path)
    first.save_person(ODD)
    first.remember("login_as", "1001")
    first.close()
    second = Store(tmp_path)
    assert second.people()[0].memo == ODD.memo
    assert second.setting("login_as") == "1001"
    second.close()


def test_known_means_same_name_and_number_of_another_row(store: Store) -> None:
    assert not store.is_known(ODD)
    row = store.save_person(ODD)
    assert store.is_known(ODD)
    (saved,) = store.people()
    assert saved.id == row and not store.is_known(saved)


@pytest.mark.parametrize(
    ("name", "phone", "count"),
    [("뷁", "", 1), ("", "00000001", 1), ("", "010-0000", 1), ("%", "", 0), ("_", "", 0)],
)
def test_search_takes_parts_literally(store: Store, name: str, phone: str, count: int) -> None:
    store.save_person(ODD)
    assert len(store.people(name, phone)) == count


def test_results_of_a_day_are_replaced(store: Store) -> None:
    store.save_person(ODD)
    (check,) = store.checks("2026-01-06")
    assert check.result == "미실시"
    for result in ("정상", "발열"):
        store.save_checks("2026-01-06", [Check(check.person, "37.8", result)])
    (check,) = store.checks("2026-01-06")
    assert (check.temperature, check.result) == ("37.8", "발열")
    assert store.checks("2026-01-07")[0].result == "미실시"


def test_people_come_onto_the_kit_list_once(store: Store) -> None:
    store.save_person(ODD)
    assert (store.add_kits_of_people(), store.add_kits_of_people()) == (1, 0)
    (kit,) = store.kits()
    store.delete_kit(kit)
    store.save_kit(Kit("가", "1", "나", 3))
    assert [line.quantity for line in store.kits()] == [3]


def test_a_file_that_is_no_database_gets_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "practice.db").write_bytes(b"not a database, not at all" * 99)
    with pytest.raises(DataProblem, match="열 수 없어요"):
        Store(tmp_path)


@pytest.mark.parametrize(
    "text", ["2026-02-30", "2026-1-5", "26-01-05", "", "２０２６-01-05", "abcd"]
)
def test_what_is_no_day(text: str) -> None:
    assert read_date(text) is None
    assert end_of(text) == ""


def test_the_end_of_time_has_no_end() -> None:
    assert end_of("9999-12-31") == ""
    assert end_of("20260220") == "2026-03-06"
