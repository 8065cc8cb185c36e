"""Lists that are gone through for each row of the first: which row of them holds the names."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtWidgets import QApplication

from scripts.files import save
from tests.ui.conftest import PRETEND, WaitFor
from tests.ui.test_binding import nested
from ui.binding.dialog import BindingDialog
from ui.binding.inner import InnerList
from ui.library.tasks import entries
from ui.texts import say, use_language


def book(path: Path, *rows: tuple[str, ...]) -> Path:
    made = openpyxl.Workbook()
    for row in rows:
        made.worksheets[0].append(row)
    made.save(path)
    return path


@pytest.fixture
def folder(app: QApplication, ilson_home: Path, tmp_path: Path) -> Path:
    use_language("ko")
    save(nested(), tmp_path / "배송")
    book(tmp_path / "명단.xlsx", ("성명", "주소"), ("가", "1"), ("나", "2"))
    return tmp_path


def opened(folder: Path, goods: str, wait: WaitFor) -> tuple[BindingDialog, InnerList]:
    """The window of the task in the folder, with ``goods`` as its inner list of the last time."""
    [entry] = entries(folder)
    made = BindingDialog(entry, str(folder / "명단.xlsx"), PRETEND, None, {"물품": goods})
    made.show()
    wait(lambda: "물품" in made.inner.of)
    one = made.inner.of["물품"]
    wait(lambda: one.told.text() not in ("", say("list_reading"), say("bind_inner_none")))
    return made, one


def test_a_remembered_heading_row_that_is_empty_now_is_found_anew(
    folder: Path, wait: WaitFor
) -> None:
    goods = book(folder / "물품.xlsx", ("품목", "받는 사람"), ("쌀", "가"), ("김", "나"))
    dialog, one = opened(folder, f"{goods}#Sheet:9", wait)
    assert one.told.text() == say("bind_inner_count", n=2)
    assert one.source.heading.isVisible(), "another one can be chosen"
    assert one.source.heading.text() == "제목 줄 1행" and one.spec() == f"{goods}#Sheet"
    dialog.reject()
    dialog.deleteLater()


def test_an_inner_table_below_titles_is_found_by_its_columns(folder: Path, wait: WaitFor) -> None:
    goods = book(folder / "물품.xlsx", ("작성", "복지과"), ("품목", "받는 사람"), ("쌀", "가"))
    dialog, one = opened(folder, str(goods), wait)
    assert one.source.heading.text() == "제목 줄 2행" and one.spec() == f"{goods}#Sheet:2"
    assert one.told.text() == say("bind_inner_count", n=1)
    dialog.reject()
    dialog.deleteLater()


def test_a_file_that_is_gone_is_told(folder: Path, wait: WaitFor) -> None:
    goods = book(folder / "물품.xlsx", ("품목",), ("쌀",))
    dialog, one = opened(folder, f"{goods}#Sheet:1", wait)
    goods.unlink()
    one.source.chosen.emit()
    wait(lambda: "‘물품.xlsx’ 파일이 없어요." in one.told.text())
    wait(lambda: not dialog.run.isEnabled())
    assert one.spec() == ""
    dialog.reject()
    dialog.deleteLater()
