"""The place of a step: its recorded picture, the screen now, and the ways to know it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, QTemporaryDir
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QButtonGroup, QLineEdit, QWidget

from scripts import clips, edit
from scripts.files import load
from scripts.model import Anchor, ImageAnchor, Rect, Script, Step, Target, TextAnchor
from scripts.schema import targets_of
from ui import kit, theme
from ui.editor import cropping
from ui.editor.anchor_list import AnchorList
from ui.editor.document import Document, View
from ui.editor.outside import Errand, Outside
from ui.editor.picture import Picture
from ui.editor.sights import element
from ui.texts import say
from ui.work import Worker


class Place(QWidget):
    """Shows the target of a step, and changes it in the document."""

    def __init__(self, document: Document, outside: Outside) -> None:
        super().__init__()
        self._document = document
        self._step: Step | None = None
        self.target = ""
        self._wide: dict[str, tuple[str, Rect]] = {}
        """For a picture that was cut out in this sitting: of which one, and where."""
        self._folder = QTemporaryDir()
        self._now: QImage | None = None
        self._origin = (0, 0)
        self._found: dict[str, Any] = {}
        self._showing_now = False
        self._picking = False
        self._worker, self._elements = Worker(self), Worker(self)
        self.errand = Errand(outside, self)
        self.errand.done.connect(self._answered)
        self.errand.failed.connect(self._refused)
        self._then: Callable[[dict[str, Any]], None] = lambda answer: None
        self.picture = Picture()
        self._build()

    def _build(self) -> None:
        self.recorded, self.now = kit.segment(say("edit_recorded")), kit.segment(say("edit_now"))
        group = QButtonGroup(self)
        for one in (self.recorded, self.now):
            group.addButton(one)
        self.recorded.setChecked(True)
        self.recorded.clicked.connect(lambda: self._show_side(False))
        self.now.clicked.connect(lambda: self._show_side(True))
        segments = kit.box(kit.line(self.recorded, self.now, gap=2, margin=3), "sunken")
        self.name = QLineEdit()
        self.name.setAccessibleName(say("edit_place_name"))
        self.name.setToolTip(say("edit_place_name"))
        self.name.setMaxLength(100)
        self.name.setMaximumWidth(220)
        self.name.editingFinished.connect(self._renamed)
        self.which = kit.tool("chevron-right", say("edit_place_next"))
        self.which.clicked.connect(self._next_target)
        self.test = kit.button(say("edit_test"), icon="eye")
        self.test.setProperty("bsize", "sm")
        self.test.clicked.connect(self._test)
        self.point = kit.tool("crosshair", say("edit_point"))
        self.point.setCheckable(True)
        self.point.clicked.connect(lambda on: self.picture.point_mode(on))
        self.larger = kit.tool("zoom-in", say("edit_larger"))
        self.larger.clicked.connect(lambda: self.picture.zoom(1.4))
        bar = kit.line(
            segments, self.name, self.which, 1, self.test, self.larger, self.point, gap=6
        )  # fmt: skip
        self.picture.rect_moved.connect(self._cropped)
        self.picture.point_moved.connect(self._pointed)
        self.picture.picked.connect(self._picked)
        self.result_sign = kit.sign("info", "text_2", 20)
        self.result = kit.label("", "strong", wrap=True)
        row = kit.line(self.result_sign, self.result, margin=10, gap=10)
        row.setStretch(1, 1)
        self.result_box = kit.box(row, tone="green")
        self.result_box.hide()
        self.anchors = AnchorList()
        self.anchors.chosen.connect(lambda _: self._show_picture())
        self.anchors.moved.connect(self._moved)
        self.anchors.removed.connect(self._removed)
        self.anchors.text_changed.connect(self._text_changed)
        self.by_text = kit.button(say("edit_add_text"), icon="type")
        self.by_pointing = kit.button(say("edit_add_pointing"), icon="crosshair")
        for button in (self.by_text, self.by_pointing):
            button.setProperty("bsize", "sm")
        self.by_text.clicked.connect(self._add_text)
        self.by_pointing.clicked.connect(self._point_now)
        title = kit.line(
            kit.label(say("edit_anchors"), "label"), 1, self.by_text, self.by_pointing, gap=6
        )  # fmt: skip
        layout = kit.column(bar, self.result_box, self.picture, title, self.anchors, gap=8)
        layout.setStretch(2, 1)
        self.setLayout(layout)

    # ---- showing ----------------------------------------------------------------------------

    def show_step(self, step: Step) -> None:
        """Show the place of a step; nothing where it has none."""
        names = self._names(step)
        other = self._step is None or self._step.id != step.id
        self._step = step
        self.setVisible(bool(names))
        if not names:
            return
        if other or self.target not in names:
            self.target = names[0]
            self._showing_now, self._picking = False, False
            self.recorded.setChecked(True)
            self.result_box.hide()
        self.which.setVisible(len(names) > 1)
        self._show()

    def _names(self, step: Step) -> list[str]:
        return list(dict.fromkeys(targets_of(step)))

    def _target(self) -> Target | None:
        return self._document.script.targets.get(self.target)

    def _show(self) -> None:
        target = self._target()
        if not self.name.hasFocus():
            self.name.setText(self.target)
        self.name.setEnabled(target is not None)
        self.test.setEnabled(target is not None and target.row is None)
        self.test.setToolTip(say("edit_test_row") if target and target.row else "")
        self.by_text.setEnabled(target is not None)
        self.anchors.setVisible(target is not None)
        self.anchors.show_anchors(target.anchors if target else ())
        self._show_picture()

    def anchor(self) -> Anchor | None:
        """The chosen way to know the place."""
        target, row = self._target(), self.anchors.row
        return target.anchors[row] if target and 0 <= row < len(target.anchors) else None

    def _image_anchor(self) -> ImageAnchor | None:
        """The chosen picture, else the first one."""
        chosen, target = self.anchor(), self._target()
        if isinstance(chosen, ImageAnchor):
            return chosen
        found = (one for one in (target.anchors if target else ()) if isinstance(one, ImageAnchor))
        return next(found, None)

    def _show_picture(self) -> None:
        view = self.picture
        view.picking, view.marks, view.element = False, [], QRectF()
        self.point.setEnabled(not self._showing_now)
        if self._showing_now:
            self._show_now()
            return
        anchor = self._image_anchor()
        view.editable = anchor is not None and anchor is self.anchor()
        whole, rect = self._picture_of(anchor) if anchor else (QImage(), QRectF())
        view.tone = "anchor"
        view.rect_ = rect
        view.point = QPointF()
        view.word = say("edit_no_picture") if self._target() else say("edit_no_place")
        if anchor is not None and not whole.isNull():
            size = (round(rect.width()), round(rect.height()))
            x, y = cropping.point_of(anchor, size)
            view.point = QPointF(rect.x() + x, rect.y() + y)
            self._look_for_element(anchor, rect)
        view.show_image(whole)
        what = self.target if anchor else view.word
        view.setAccessibleName(say("edit_picture_of", name=what))

    def _picture_of(self, anchor: ImageAnchor) -> tuple[QImage, QRectF]:
        """A picture as widely as it is known in this sitting, and which part of it counts."""
        images = self._document.script.images
        wide, rect = self._wide.get(anchor.image, (anchor.image, None))
        whole = QImage.fromData(images.get(wide, b""))
        if whole.isNull() and rect is not None:
            whole, rect = QImage.fromData(images.get(anchor.image, b"")), None
        return whole, QRectF(*rect) if rect is not None else QRectF(whole.rect())

    def _look_for_element(self, anchor: ImageAnchor, rect: QRectF) -> None:
        png = self._document.script.images.get(anchor.image, b"")
        scale = anchor.seen.scale if anchor.seen else 1.0
        at = self.picture.point - rect.topLeft()
        where = (round(at.x()), round(at.y()))

        def show(found: Rect | None) -> None:
            if found is not None and not self._showing_now:
                self.picture.element = QRectF(*found).translated(rect.topLeft())
                self.picture.update()

        self._elements.do(lambda: element(png, where, scale), show, lambda error: show(None))

    # ---- changing ---------------------------------------------------------------------------

    def _change(self, key: str, target: Target, images: dict[str, bytes] | None = None) -> None:
        after = edit.with_target(self._document.script, target, images)
        step = self._step
        text = say("edit_did_place", name=target.name)
        view = View((step.id,)) if step else None
        self._document.change(text, after, view, field=f"{target.name}.{key}" if key else "")

    def _with(self, anchors: list[Anchor], key: str = "", **images: bytes) -> None:
        target = self._target()
        if target is not None:
            self._change(key, replace(target, anchors=tuple(anchors)), dict(images))

    def _list(self) -> list[Anchor]:
        target = self._target()
        return list(target.anchors) if target else []

    def _put(self, made: Anchor, key: str, images: dict[str, bytes] | None = None) -> None:
        anchors = self._list()
        anchors[self.anchors.row] = made
        target = self._target()
        assert target is not None
        self._change(key, replace(target, anchors=tuple(anchors)), images)

    def _cropped(self, rect: QRect) -> None:
        anchor = self.anchor()
        if not isinstance(anchor, ImageAnchor):
            return
        wide, _ = self._wide.get(anchor.image, (anchor.image, None))
        images = self._document.script.images
        whole = QImage.fromData(images[wide])
        point = (self.picture.point.x(), self.picture.point.y())
        asked = (rect.x(), rect.y(), rect.width(), rect.height())
        part = cropping.fitted(asked, (whole.width(), whole.height()), point)
        made, png = cropping.cropped(anchor, whole, part, point)
        made = replace(made, ignore=cropping.kept_ignored(self._ignored(anchor, wide), part))
        self._wide[made.image] = (wide, part)
        self._put(made, "rect", {made.image: png})

    def _ignored(self, anchor: ImageAnchor, wide: str) -> tuple[Rect, ...]:
        """What does not count, in pixels of the wide picture."""
        _, rect = self._wide.get(anchor.image, (wide, (0, 0, 0, 0)))
        return tuple((x + rect[0], y + rect[1], w, h) for x, y, w, h in anchor.ignore)

    def _pointed(self, at: QPointF) -> None:
        anchor = self.anchor()
        if not isinstance(anchor, ImageAnchor):
            return
        _, rect = self._picture_of(anchor)
        x, y = cropping.point_of(anchor, (round(rect.width()), round(rect.height())))
        by = (round(at.x() - rect.x() - x), round(at.y() - rect.y() - y))
        if by != (0, 0) and rect.contains(at):
            self._put(cropping.shifted(anchor, by), "point")
        else:
            self._show_picture()

    def _moved(self, row: int, by: int) -> None:
        anchors = self._list()
        if 0 <= row < len(anchors) and 0 <= row + by < len(anchors):
            anchors.insert(row + by, anchors.pop(row))
            self._with(anchors)
            self.anchors.choose(row + by)

    def _removed(self, row: int) -> None:
        anchors = self._list()
        if 0 <= row < len(anchors):
            del anchors[row]
            self._with(anchors)

    def _text_changed(self, row: int, anchor: TextAnchor) -> None:
        anchors = self._list()
        anchors[row] = anchor
        self._with(anchors, f"text{row}")

    def _add_text(self) -> None:
        self._with([*self._list(), TextAnchor("", added="written")])
        self.anchors.choose(len(self._list()) - 1)
        self.anchors.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _renamed(self) -> None:
        name = " ".join(self.name.text().split())
        script, old = self._document.script, self.target
        if not name or name == old or old not in script.targets:
            self.name.setText(old)
            return
        name = clips.free_name(script, name)
        self.target = name
        after = edit.rename_target(script, old, name)
        self._document.change(say("edit_did_rename", name=name), after)

    def _next_target(self) -> None:
        assert self._step is not None
        names = self._names(self._step)
        self.target = names[(names.index(self.target) + 1) % len(names)]
        self.result_box.hide()
        self._show()

    # ---- the screen now ---------------------------------------------------------------------

    def _shot(self) -> Path:
        return Path(self._folder.path()) / "now.png"

    def _show_side(self, now: bool) -> None:
        self._showing_now = now
        self._picking = False
        self._show_picture()

    def _show_now(self) -> None:
        view = self.picture
        view.editable, view.rect_, view.point = False, QRectF(), QPointF()
        view.word = say("edit_now_none")
        view.picking = self._picking
        x, y = self._origin
        if self._now is not None and self._found.get("found"):
            left, top, width, height = self._found["rect"]
            view.marks = [(QRectF(left - x, top - y, width, height), "green_solid")]
            view.point = QPointF(self._found["point"][0] - x, self._found["point"][1] - y)
        elif self._now is not None:
            view.marks = [
                (QRectF(a - x - 30, b - y - 12, 60, 24), "amber_solid")
                for a, b in self._found.get("rivals", [])
            ]
        view.show_image(self._now if self._now is not None else QImage())
        view.setAccessibleName(say("edit_now"))

    def _test(self) -> None:
        """See whether the place is found on the screen as it is now."""
        name = self.target

        def go() -> None:
            arguments = ["locate", str(self._document.path), name, "--now", "--json"]
            arguments += ["--shot", str(self._shot())]
            self._then = self._tested
            self.errand.go(arguments, self._document.path.parent, away=True)

        self._document.when_saved(go)

    def _tested(self, answer: dict[str, Any]) -> None:
        self._found = answer
        if answer.get("found"):
            self._tell("green", say("edit_found"))
        elif answer.get("why") == "ambiguous":
            self._tell("amber", say("edit_found_many", n=max(2, len(answer.get("rivals", [])))))
        else:
            self._tell("red", str(answer.get("message", "")))
        self._look_now(answer)

    def _look_now(self, answer: dict[str, Any]) -> None:
        self._origin = tuple(answer.get("origin", (0, 0)))
        path = str(self._shot())
        self._worker.do(lambda: QImage(path), self._seen, lambda error: None)

    def _seen(self, image: QImage) -> None:
        self._now = None if image.isNull() else image
        self.now.setChecked(True)
        self._showing_now = True
        self._show_picture()

    def _point_now(self) -> None:
        """Take a picture of the screen, on which she shows the place."""
        self._then = self._point_there
        folder = self._document.path.parent
        self.errand.go(["shot", str(self._shot())], folder, away=True)

    def _point_there(self, answer: dict[str, Any]) -> None:
        self._found, self._picking = {}, True
        self._tell("brand", say("edit_pick"))
        self._look_now(answer)

    def _picked(self, at: QPointF) -> None:
        x, y = round(at.x()) + self._origin[0], round(at.y()) + self._origin[1]
        out = Path(self._folder.path()) / "learnt.ilson"
        name = self.target or clips.free_name(self._document.script, say("edit_new_place"))

        def go() -> None:
            self._then = lambda answer: self._learnt(out, name)
            self.errand.go(
                ["learn", str(self._document.path), name, "--shot", str(self._shot()),
                 f"--at={x},{y}", "--out", str(out)], self._document.path.parent,
            )  # fmt: skip

        self._document.when_saved(go)

    def _learnt(self, out: Path, name: str) -> None:
        def take(script: Script) -> None:
            out.unlink(missing_ok=True)
            target = script.targets[name]
            if not self.target and self._step is not None:
                self._give_target(name, target, dict(script.images))
            else:
                self._change("", target, dict(script.images))
            self._picking = False
            self.recorded.setChecked(True)
            self._show_side(False)
            self.anchors.choose(len(target.anchors) - 1)
            self._tell("green", say("edit_learnt"))

        self._worker.do(lambda: load(out), take, lambda error: self._refused(str(error)))

    def _give_target(self, name: str, target: Target, images: dict[str, bytes]) -> None:
        """The step in hand had no place: now it has this one."""
        assert self._step is not None
        script = edit.with_target(self._document.script, target, images)
        step = edit.pointed(self._step, {"": name})
        self.target = name
        text = say("edit_did_place", name=name)
        self._document.change(text, edit.put(script, step.id, step), View((step.id,)))

    def _answered(self, answer: dict[str, Any]) -> None:
        self._then(answer)

    def _refused(self, sentence: str) -> None:
        self._tell("red", sentence)

    def _tell(self, tone: str, text: str) -> None:
        signs = {"green": "circle-check", "amber": "triangle-alert", "red": "circle-x"}
        ink = "brand_text" if tone == "brand" else tone
        self.result_sign.setPixmap(theme.pixmap(signs.get(tone, "info"), 20, ink))
        self.result.setText(text)
        kit.restyle(self.result_box, tone=tone)
        self.result_box.setVisible(bool(text))
