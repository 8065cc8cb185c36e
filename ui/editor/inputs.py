"""One input for every kind of field that a step may have, made from the schema.

Each has ``show_value(value)`` and tells ``edited(value)`` when the clerk changes it; showing a
value tells nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from scripts.keys import MODIFIERS, join_chord, split_chord
from scripts.model import Script, Secret, Values
from scripts.schema import Field
from ui import kit
from ui.editor.keys import chord_of
from ui.editor.labels import choice, label_of
from ui.texts import say


class Input(QWidget):
    """The base of all inputs."""

    edited = Signal(object)

    def __init__(self, one: Field, script: Callable[[], Script]) -> None:
        super().__init__()
        self.field, self.script = one, script

    def show_value(self, value: Any) -> None:
        """Show a value, telling nobody."""
        raise NotImplementedError

    def name_it(self, name: str) -> None:
        """What a screen reader calls it."""
        for child in self.findChildren(QWidget):
            if child.focusPolicy() != Qt.FocusPolicy.NoFocus and not child.accessibleName():
                child.setAccessibleName(name)


class LineInput(Input):
    """A short text."""

    def __init__(self, one: Field, script: Callable[[], Script]) -> None:
        super().__init__(one, script)
        self.line = QLineEdit()
        self.line.setMinimumWidth(180)
        self.line.textEdited.connect(self._told)
        self.setLayout(kit.line(self.line))

    def show_value(self, value: Any) -> None:
        text = "" if value is None else str(value)
        if text != self.line.text():
            self.line.setText(text)

    def _told(self, text: str) -> None:
        empty = not text and not self.field.required and self.field.default is None
        self.edited.emit(None if empty else text)


class ManyInput(Input):
    """Several texts, one a line."""

    def __init__(self, one: Field, script: Callable[[], Script]) -> None:
        super().__init__(one, script)
        self.text = QPlainTextEdit()
        self.text.setFixedHeight(70)
        self.text.setMinimumWidth(220)
        self.text.setTabChangesFocus(True)
        self.text.setPlaceholderText(say("edit_one_a_line"))
        self.text.textChanged.connect(self._told)
        self._quiet = False
        self.setLayout(kit.line(self.text))

    def show_value(self, value: Any) -> None:
        if self._now() != tuple(value):
            self._quiet = True
            self.text.setPlainText("\n".join(value))
            self._quiet = False

    def _now(self) -> tuple[str, ...]:
        lines = self.text.toPlainText().split("\n")
        return tuple(line for line in lines if line.strip())

    def _told(self) -> None:
        if not self._quiet:
            self.edited.emit(self._now())


class PairsInput(ManyInput):
    """Texts by name, "name = text" a line."""

    def __init__(self, one: Field, script: Callable[[], Script]) -> None:
        super().__init__(one, script)
        self.text.setPlaceholderText(say("edit_pair_a_line"))

    def show_value(self, value: Any) -> None:
        if list(self._pairs().items()) != list(value.items()):
            self._quiet = True
            self.text.setPlainText("\n".join(f"{k} = {v}" for k, v in value.items()))
            self._quiet = False

    def _pairs(self) -> Mapping[str, str]:
        made = {}
        for line in self._now():
            name, _, text = line.partition("=")
            if name.strip():
                made[name.strip()] = text.strip()
        return made

    def _told(self) -> None:
        if not self._quiet:
            self.edited.emit(Values(self._pairs()))


class NumberInput(Input):
    """A number, whole or not; the least one stands for the player's own choice where there need
    not be any."""

    def __init__(self, one: Field, script: Callable[[], Script]) -> None:
        super().__init__(one, script)
        self._optional = not one.required and one.default is None
        self.box: QSpinBox | QDoubleSpinBox
        step = 0.0
        if one.kind == "whole":
            self.box = QSpinBox()
            step = 1
            self.box.setRange(int(one.low) - self._optional, int(one.high))
            self.box.valueChanged.connect(self._told)
        else:
            self.box = QDoubleSpinBox()
            step = 0.5
            self.box.setDecimals(1)
            self.box.setSingleStep(0.5)
            self.box.setRange(one.low - step * self._optional, one.high)
            self.box.valueChanged.connect(self._told)
        if self._optional:
            self.box.setSpecialValueText(say("edit_default"))
        if one.key in ("timeout", "wait", "hold"):
            self.box.setSuffix(say("edit_seconds"))
        self.box.setMinimumWidth(112)
        inside = self.box.findChild(QLineEdit)
        assert inside is not None
        inside.setTextMargins(8, 0, 0, 0)  # the style sheet's padding does not reach it
        self.setLayout(kit.line(self.box))

    def show_value(self, value: Any) -> None:
        self.box.blockSignals(True)
        if value is None:
            self.box.setValue(self.box.minimum())  # type: ignore[arg-type]
        elif self.box.value() != value:
            self.box.setValue(value)
        self.box.blockSignals(False)

    def _told(self, value: float) -> None:
        none = self._optional and value == self.box.minimum()
        self.edited.emit(None if none else value)


class SizeInput(Input):
    """Two whole numbers, across and down; (0, 0) is none."""

    def __init__(self, one: Field, script: Callable[[], Script]) -> None:
        super().__init__(one, script)
        self.boxes = [QSpinBox(), QSpinBox()]
        for box in self.boxes:
            box.setRange(0, 100_000)
            box.setSpecialValueText(say("edit_default"))
            box.valueChanged.connect(self._told)
        self.setLayout(kit.line(self.boxes[0], kit.label("×", "small"), self.boxes[1], gap=4))

    def show_value(self, value: Any) -> None:
        for box, number in zip(self.boxes, value or (0, 0), strict=True):
            box.blockSignals(True)
            box.setValue(number)
            box.blockSignals(False)

    def _told(self) -> None:
        across, down = (box.value() for box in self.boxes)
        self.edited.emit((across, down) if across and down else None)


class SwitchInput(Input):
    """Yes or no."""

    def __init__(self, one: Field, script: Callable[[], Script]) -> None:
        super().__init__(one, script)
        self.box = QCheckBox(label_of(one))
        self.box.toggled.connect(lambda on: self.edited.emit(on))
        self.setLayout(kit.line(self.box))

    def show_value(self, value: Any) -> None:
        self.box.blockSignals(True)
        self.box.setChecked(bool(value))
        self.box.blockSignals(False)


class ChoiceInput(Input):
    """One of a few words; none where there need not be any."""

    def __init__(self, one: Field, script: Callable[[], Script]) -> None:
        super().__init__(one, script)
        self.box = QComboBox()
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        if one.default is None:
            self.box.addItem(say("edit_default"), None)
        for word in one.choices:
            self.box.addItem(choice(one, word), word)
        self.box.activated.connect(lambda: self.edited.emit(self.box.currentData()))
        self.setLayout(kit.line(self.box))

    def show_value(self, value: Any) -> None:
        self.box.setCurrentIndex(max(0, self.box.findData(value)))


class NameInput(Input):
    """One of the names that the script has: a target or a list. One that there is not is shown as
    it is; ``edited`` gives None for none."""

    def __init__(self, one: Field, script: Callable[[], Script]) -> None:
        super().__init__(one, script)
        self.box = QComboBox()
        self.box.setMinimumWidth(168)
        self.box.setMaximumWidth(260)
        self.box.activated.connect(lambda: self.edited.emit(self.box.currentData()))
        self.setLayout(kit.line(self.box))

    def show_value(self, value: Any) -> None:
        script = self.script()
        names = list(script.targets if self.field.kind == "target" else script.inputs)
        if value and value not in names:
            names.insert(0, value)
        if not self.field.required or not value:
            names.insert(0, "")
        if [self.box.itemData(n) or "" for n in range(self.box.count())] != names:
            self.box.clear()
            for name in names:
                empty = say("edit_none_here") if not self.field.required else say("edit_choose")
                self.box.addItem(name or empty, name or ("" if self.field.required else None))
        self.box.setCurrentIndex(names.index(value or ""))


class ModifiersInput(Input):
    """Keys that are held."""

    def __init__(self, one: Field, script: Callable[[], Script]) -> None:
        super().__init__(one, script)
        self.boxes = {name: QCheckBox(name) for name in MODIFIERS}
        row = kit.line(gap=10)
        for box in self.boxes.values():
            row.addWidget(box)
            box.clicked.connect(self._told)
        self.setLayout(row)

    def show_value(self, value: Any) -> None:
        for name, box in self.boxes.items():
            box.setChecked(name in value)

    def _told(self) -> None:
        self.edited.emit(tuple(name for name, box in self.boxes.items() if box.isChecked()))


class ChordInput(Input):
    """A key or a chord: pressed to be told, after a click on the button."""

    def __init__(self, one: Field, script: Callable[[], Script]) -> None:
        super().__init__(one, script)
        self.button = _Capture()
        self.button.heard.connect(self._heard)
        row = kit.line(self.button, gap=4)
        if not one.required:
            none = kit.tool("x", say("edit_none_here"))
            none.clicked.connect(lambda: self._heard(""))
            row.addWidget(none)
        self.setLayout(row)

    def show_value(self, value: Any) -> None:
        self.button.show_chord(str(value))

    def _heard(self, chord: str) -> None:
        self.button.show_chord(chord)
        self.edited.emit(chord)


class _Capture(QPushButton):
    heard = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__()
        self._chord = ""
        self.setCheckable(True)
        self.setMinimumWidth(150)
        self.setToolTip(say("edit_chord_how"))
        self.toggled.connect(lambda _: self._show())

    def show_chord(self, chord: str) -> None:
        self._chord = chord
        self.setChecked(False)
        self._show()

    def _show(self) -> None:
        waiting = say("edit_chord_press")
        self.setText(waiting if self.isChecked() else self._chord or say("edit_none_here"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self.isChecked():
            super().keyPressEvent(event)
            return
        chord = chord_of(event)
        if chord:
            self.heard.emit(_written(chord))
        event.accept()

    def event(self, event: Any) -> bool:
        # Tab, and chords that are shortcuts elsewhere, are keys like any other while it listens.
        if self.isChecked() and isinstance(event, QKeyEvent):
            if event.type() == QKeyEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QKeyEvent.Type.KeyPress:
                self.keyPressEvent(event)
                return True
        return super().event(event)


def _written(chord: str) -> str:
    return join_chord(split_chord(chord))


class TypedInput(Input):
    """A text to be typed, or the name of a secret."""

    def __init__(self, one: Field, script: Callable[[], Script], line: Input) -> None:
        super().__init__(one, script)
        self.line = line
        self.secret = QLineEdit()
        self.secret.setPlaceholderText(say("edit_secret_name"))
        self.secret.setMinimumWidth(180)
        self.hidden_box = QCheckBox(say("edit_secret"))
        self.hidden_box.clicked.connect(self._turned)
        self.line.edited.connect(self.edited)
        self.secret.textEdited.connect(lambda text: self.edited.emit(Secret(text)))
        row = kit.line(self.line, self.secret, self.hidden_box, gap=10)
        row.setStretch(0, 1)
        self.setLayout(row)

    def show_value(self, value: Any) -> None:
        secret = isinstance(value, Secret)
        self.hidden_box.setChecked(secret)
        self.line.setVisible(not secret)
        self.secret.setVisible(secret)
        if secret:
            if self.secret.text() != value.name:
                self.secret.setText(value.name)
        else:
            self.line.show_value(value)

    def _turned(self, secret: bool) -> None:
        self.edited.emit(Secret(say("edit_secret_first")) if secret else "")
