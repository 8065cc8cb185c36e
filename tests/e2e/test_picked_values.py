"""What is picked from a drop-down list is another one for each row."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from scripts.files import load
from scripts.model import Click, ForEachRow, TextAnchor
from tests.clerk import Clerk, command, main, place_window, shown, until, window_rect
from tests.e2e.test_other_programs import program

pytestmark = [pytest.mark.desktop, pytest.mark.slow, pytest.mark.usefixtures("display")]

READS = 1.0
"""Seconds for which she looks at a list that has opened."""
FORM = """
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QWidget

app = QApplication([])
app.setStyle("fusion")
window = QWidget()
window.setWindowTitle("담당 배정")
for text, top in (("접수 번호", 40), ("담당 부서", 100)):
    QLabel(text, window).setGeometry(40, top, 100, 30)
number, office = QLineEdit(window), QComboBox(window)
number.setGeometry(160, 40, 240, 30)
office.setGeometry(160, 100, 240, 30)
office.addItems(["선택 안 함", "보건 행정과", "감염병 관리과", "의약 관리과", "건강 증진과"])
save = QPushButton("배정", window)
save.setGeometry(160, 170, 120, 34)

def saved():
    print(number.text(), office.currentText(), sep="|", flush=True)
    number.clear()
    office.setCurrentIndex(0)
    number.setFocus()

save.clicked.connect(saved)
window.resize(460, 240)
window.show()
app.exec()
"""
ROWS = [("A-1041", "감염병 관리과"), ("B-2077", "보건 행정과"), ("C-3310", "건강 증진과"),
        ("D-4402", "의약 관리과")]  # fmt: skip


def test_the_choice_of_a_drop_down_list_comes_from_a_column(tmp_path: Path) -> None:
    script, data, clerk = tmp_path / "배정", tmp_path / "명단.csv", Clerk(READS)
    lines = ["접수 번호,담당 부서", *(",".join(row) for row in ROWS)]
    data.write_text("\n".join(lines) + "\n", encoding="utf-8")
    with program(sys.executable, "-c", FORM) as started:
        assert started.stdout is not None
        place_window("담당 배정", 200, 160, 460, 240)
        x, y, _, _ = window_rect("담당 배정")
        with main("record", "--out", str(script), "--no-ui") as recorder:
            recorder.event("recording")
            clerk.click((x + 160, y + 40, 240, 30))
            clerk.type(ROWS[0][0])
            clerk.click((x + 160, y + 100, 240, 30))
            item = until(lambda: chosen_item(x, y), "the list")
            clerk.click(item)
            clerk.click((x + 160, y + 170, 120, 34))
            assert started.stdout.readline().strip() == "|".join(ROWS[0])
            assert recorder.end() == 0
        done = command("propose", str(script), "--data", str(data), "--accept")
        assert done.returncode == 0, done.stdout + done.stderr
        assert "{담당 부서}" in done.stdout
        made = load(script)
        [loop] = made.steps
        assert isinstance(loop.action, ForEachRow)
        clicks = [s.action.target for s in loop.action.do if isinstance(s.action, Click)]
        picked = made.targets[next(name for name in clicks if "{담당 부서}" in name)]
        [anchor] = picked.anchors
        assert isinstance(anchor, TextAnchor) and anchor.text == "{담당 부서}"
        with main("play", str(script), "--data", str(data), "--json") as player:
            assert player.rest(300) == 0, (player.seen[-4:], shown())
        assert [started.stdout.readline().strip() for _ in ROWS] == ["|".join(r) for r in ROWS]


def chosen_item(x: int, y: int) -> list[int]:
    """Where the third row of the open list is: it opens over the field, its first row there."""
    from tests.clerk import picture

    pixels = picture((x + 170, y + 140, 150, 90))
    return [x + 160, y + 100 + 2 * 26, 200, 26] if len(set(pixels)) > 30 else []
