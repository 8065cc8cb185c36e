"""The place of a step: its picture is cut and its point moved, other ways are added, and it is
tested on the screen as it is."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest

from scripts import edit
from scripts.files import save
from scripts.model import Click, Drag, ImageAnchor, Seen, Step, Target, TextAnchor
from scripts.pictures import check_picture, picture_name, picture_size
from tests.ui.editor.conftest import Editor
from ui.editor.cropping import fitted, png_of
from ui.editor.outside import Outside
from ui.texts import say

PRETEND = """
import json, sys
from pathlib import Path
words = sys.argv[1:]
told = json.loads(Path(__file__).with_name("told.json").read_text("utf-8"))
Path(__file__).with_name("asked.json").write_text(json.dumps(words), "utf-8")
def value(name):
    return next((w.partition("=")[2] or words[n + 1] for n, w in enumerate(words)
                 if w == name or w.startswith(name + "=")), "")
shot = words[1] if words[0] == "shot" else value("--shot")
if words[0] != "learn":
    Path(shot).write_bytes(Path(__file__).with_name("screen.png").read_bytes())
if words[0] == "learn" and "learnt" in told:
    import shutil
    shutil.copy(told["learnt"], value("--out"))
if "error" in told:
    print("일손: " + told["error"] + "\\n  → 다시 해 주세요.", file=sys.stderr)
    sys.exit(2)
if words[0] != "learn":
    print(json.dumps(told))
"""


def drawn(width: int, height: int) -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB888)
    image.fill(QColor("#dddddd"))
    for x in range(0, width, 7):
        image.setPixelColor(x, height // 2, QColor(x % 256, 40, 40))
    return png_of(image)


@pytest.fixture
def placed(editor: Editor) -> Editor:
    """The editor with step ``a`` at a place whose picture is 200×100, acting 10 right of it."""
    png = drawn(200, 100)
    seen = Seen((50, 60), (640, 480), (1920, 1080))
    anchor = ImageAnchor(
        picture_name(png), (10, 0), seen, ignore=((0, 0, 20, 20), (100, 40, 30, 30)),
        unlike=("1,2,3:zz",), caption="저장",
    )  # fmt: skip
    target = Target("가", None, (anchor, TextAnchor("저장")))
    script = edit.with_target(editor.script, target, {picture_name(png): png})
    editor.document.change("x", script)
    editor.view.choose(("a",))
    return editor


def outside(editor: Editor, folder: Path, **told: object) -> list[str]:
    """Let the place's errands be done by a program that answers like this; what was done with the
    window meanwhile."""
    (folder / "pretend.py").write_text(PRETEND, "utf-8")
    (folder / "told.json").write_text(json.dumps(told), "utf-8")
    (folder / "screen.png").write_bytes(drawn(300, 200))
    done: list[str] = []
    editor.page.detail.place.errand._outside = Outside(
        (sys.executable, str(folder / "pretend.py")),
        lambda: done.append("away"), lambda: done.append("back"),
    )  # fmt: skip
    return done


def asked(folder: Path) -> list[str]:
    words: list[str] = json.loads((folder / "asked.json").read_text("utf-8"))
    return words


def anchor_of(editor: Editor, row: int = 0) -> ImageAnchor:
    anchor = editor.script.targets["가"].anchors[row]
    assert isinstance(anchor, ImageAnchor)
    return anchor


def test_a_cut_keeps_the_point_and_can_be_widened_again(placed: Editor) -> None:
    before = placed.script
    place = placed.page.detail.place
    assert place.picture.point == QPointF(110, 50)
    place.picture.rect_moved.emit(QRect(60, 20, 100, 60))
    anchor = anchor_of(placed)
    png = placed.script.images[anchor.image]
    assert picture_size(png) == (100, 60) and check_picture(png)
    assert anchor.offset == (0, 0), "the point is in the middle of the new picture"
    assert anchor.ignore == ((40, 20, 30, 30),) and anchor.unlike == ()
    assert place.picture.image.width() == 200 and place.picture.point == QPointF(110, 50)
    place.picture.rect_moved.emit(QRect(0, 0, 200, 100))
    assert picture_size(placed.script.images[anchor_of(placed).image]) == (200, 100)
    placed.document.undo.undo()
    assert placed.script == before, "moments later it is one change"


def test_a_cut_is_never_without_its_point() -> None:
    assert fitted((0, 0, 10, 10), (200, 100), (110.0, 50.0)) == (0, 0, 116, 56)
    for size, point in (((200, 100), (110.0, 50.0)), ((201, 99), (109.5, 0.5))):
        for rect in ((0, 0, *size), (150, 60, 33, 21), (7, 3, 101, 55)):
            x, y, width, height = fitted(rect, size, point)
            assert x <= point[0] < x + width and y <= point[1] < y + height
            assert x >= 0 and x + width <= size[0] and y >= 0 and y + height <= size[1]
            assert (point[0] - x - width / 2) % 1 == 0 and (point[1] - y - height / 2) % 1 == 0


def test_arrows_move_the_rectangle_and_with_p_the_point(placed: Editor) -> None:
    view = placed.page.detail.place.picture
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    width, height = picture_size(placed.script.images[anchor_of(placed).image])
    assert width < 200 and height == 100
    placed.document.undo.undo()
    QTest.keyClick(view, Qt.Key.Key_P)
    QTest.keyClick(view, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(view, Qt.Key.Key_Down)
    anchor = anchor_of(placed)
    assert anchor.offset == (20, 1)
    assert anchor.seen is not None and anchor.seen.point == (60, 61)
    assert anchor.caption == "", "something else is written there"


def test_the_mouse_drags_sides_and_point(placed: Editor) -> None:
    view = placed.page.detail.place.picture
    left = Qt.MouseButton.LeftButton

    def at(x: float, y: float) -> QPoint:
        return view.on_screen(QPointF(x, y)).toPoint()

    QTest.mousePress(view, left, pos=at(200, 50))
    QTest.mouseMove(view, at(160, 50))
    QTest.mouseRelease(view, left, pos=at(160, 50))
    width, _ = picture_size(placed.script.images[anchor_of(placed).image])
    assert abs(width - 160) <= 2
    QTest.mousePress(view, left, pos=at(110, 50))
    QTest.mouseMove(view, at(120, 60))
    QTest.mouseRelease(view, left, pos=at(120, 60))
    assert abs(view.point.x() - 120) <= 1 and abs(view.point.y() - 60) <= 1


def test_ways_to_find_are_ordered_added_and_removed(placed: Editor) -> None:
    ways = placed.page.detail.place.anchors
    assert [ways.list.item(n).text() for n in range(2)] == ["기록한 그림 ‘저장’", "글자 ‘저장’"]
    ways.choose(1)
    assert not placed.page.detail.place.picture.editable, "a text has no rectangle"
    ways.up.click()
    assert isinstance(placed.script.targets["가"].anchors[0], TextAnchor) and ways.row == 0
    placed.page.detail.place.by_text.click()
    assert ways.row == 2
    QTest.keyClicks(ways.text, "Name")
    index = ways.then.findData("right")
    ways.then.setCurrentIndex(index)
    ways.then.activated.emit(index)
    assert placed.script.targets["가"].anchors[2] == TextAnchor("Name", "right", added="written")
    ways.remove.click()
    assert len(placed.script.targets["가"].anchors) == 2


def test_the_place_is_called_something_else(placed: Editor) -> None:
    place = placed.page.detail.place
    place.name.setText("나")
    place.name.editingFinished.emit()
    step = edit.step_of(placed.script, "a")
    assert step is not None and step.action == Click("나 2"), "‘나’ is another place"
    assert placed.lines()[0].startswith("1단계, ‘나 2’를 눌러요")


def test_a_drag_has_two_places(placed: Editor) -> None:
    step = Step("a", Drag("가", "나"))
    placed.document.change("x", edit.put(placed.script, "a", step))
    place = placed.page.detail.place
    assert place.which.isVisible() and place.target == "가"
    place.which.click()
    assert place.target == "나"


def test_a_found_place_is_said_and_shown(placed: Editor, tmp_path: Path) -> None:
    done = outside(placed, tmp_path, found=True, rect=[110, 60, 40, 20], point=[120, 70],
                   origin=[10, 10])  # fmt: skip
    place = placed.page.detail.place
    place.test.click()
    placed.wait(lambda: place.result_box.isVisible())
    assert place.result.text() == "찾았어요 · 비슷한 것이 없어요"
    placed.wait(lambda: not place.picture.image.isNull() and place.picture.image.width() == 300)
    assert place.now.isChecked() and place.picture.point == QPointF(110, 60)
    assert done == ["away", "back"]
    assert asked(tmp_path)[:3] == ["locate", str(placed.path), "가"]
    place.recorded.click()
    assert place.picture.image.width() == 200


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"found": False, "why": "ambiguous", "rivals": [[1, 2], [3, 4], [5, 6]]}, "3곳"),
        ({"found": False, "why": "not_found", "message": "못 찾겠어요."}, "못 찾겠어요."),
        ({"error": "화면을 볼 수 없어요."}, "화면을 볼 수 없어요. 다시 해 주세요."),
    ],
)
def test_what_is_not_found_is_said(
    placed: Editor, tmp_path: Path, told: dict[str, object], said: str
) -> None:
    outside(placed, tmp_path, **told)
    place = placed.page.detail.place
    place.test.click()
    placed.wait(lambda: place.result_box.isVisible())
    assert said in place.result.text()


def test_a_new_step_gets_its_place_by_pointing(placed: Editor, tmp_path: Path) -> None:
    name = say("edit_new_place")
    png = drawn(80, 40)
    target = Target(name, None, (ImageAnchor(picture_name(png)),))
    learnt = edit.with_target(replace(placed.script), target, {picture_name(png): png})
    # The pictures of what nobody uses yet are saved with it.
    save(learnt, tmp_path / "learnt.ilson", versions=False)
    outside(placed, tmp_path, learnt=str(tmp_path / "learnt.ilson"), origin=[-100, 0])
    placed.page.commands.insert("click")
    place = placed.page.detail.place
    assert place.picture.word == say("edit_no_place")
    place.by_pointing.click()
    placed.wait(lambda: place.picture.picking)
    assert asked(tmp_path)[0] == "shot" and place.result.text() == say("edit_pick")
    QTest.mouseClick(
        place.picture, Qt.MouseButton.LeftButton,
        pos=place.picture.on_screen(QPointF(150, 100)).toPoint(),
    )  # fmt: skip
    placed.wait(lambda: name in placed.script.targets)
    step = edit.step_of(placed.script, placed.page.current())
    assert step is not None and step.action == Click(name)
    x, _, y = next(word for word in asked(tmp_path) if word.startswith("--at="))[5:].partition(",")
    assert abs(int(x) - 50) <= 1 and abs(int(y) - 100) <= 1, "in pixels of the desktop"
    assert placed.script.images[picture_name(png)] == png
