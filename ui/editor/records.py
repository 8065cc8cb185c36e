"""Inputs for things that have parts of their own: windows, ways back, conditions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QWidget

from scripts import schema
from scripts.model import (
    Appears,
    Condition,
    Script,
    TextSeen,
    ValueIs,
    Vanishes,
    WindowOpen,
    WindowPattern,
    WindowStill,
)
from scripts.schema import Field, Record
from ui import kit
from ui.editor.flowing import FlowLayout
from ui.editor.inputs import (
    ChoiceInput,
    ChordInput,
    Input,
    LineInput,
    ManyInput,
    ModifiersInput,
    NameInput,
    NumberInput,
    PairsInput,
    SizeInput,
    SwitchInput,
    TypedInput,
)
from ui.editor.labels import label_of
from ui.editor.template import TemplateInput
from ui.texts import say

Ask = Callable[[], Script]

_PLAIN: dict[str, Callable[[Field, Ask], Input]] = {
    "text": LineInput, "name": LineInput, "variable": LineInput, "path": LineInput,
    "template": TemplateInput, "chord": ChordInput, "modifiers": ModifiersInput,
    "target": NameInput, "input": NameInput, "names": ManyInput, "texts": ManyInput,
    "templates": ManyInput, "values": PairsInput, "whole": NumberInput, "number": NumberInput,
    "switch": SwitchInput, "choice": ChoiceInput, "size": SizeInput,
}  # fmt: skip
_RECORDS = {"back": schema.BACK, "scrolling": schema.SCROLLING}


def input_for(one: Field, script: Ask) -> Input:
    """The input of a field. Raises KeyError for what no form shows (steps, ids, pictures)."""
    if one.kind == "typed":
        return TypedInput(one, script, TemplateInput(one, script))
    if one.kind == "condition":
        return ConditionInput(one, script)
    if one.kind == "window":
        return WindowInput(one, script)
    if one.kind in _RECORDS:
        return RecordInput(one, script, _RECORDS[one.kind])
    return _PLAIN[one.kind](one, script)


def labelled(inside: Input, text: str) -> QWidget:
    """An input below its name; a switch has its name beside it."""
    inside.name_it(text)
    made = QWidget()
    own = isinstance(inside, SwitchInput | ConditionInput)
    if isinstance(inside, ConditionInput):
        inside.name.setText(text)  # beside its first part, in line with the others
    name = kit.label("" if own else text, "label")
    if isinstance(inside, ConditionInput):
        name.hide()
    made.setLayout(kit.column(name, inside, 1, gap=4))
    made.setSizePolicy(inside.sizePolicy())
    return made


class WindowInput(Input):
    """A window by its title and its program; an empty title is any window, or none."""

    def __init__(self, one: Field, script: Ask) -> None:
        super().__init__(one, script)
        self.title, self.program = QLineEdit(), QLineEdit()
        self.title.setPlaceholderText(say("edit_window_any"))
        self.program.setPlaceholderText(say("edit_window_program"))
        self.title.setToolTip(say("edit_window_how"))
        self.title.setMinimumWidth(210)
        self.title.setAccessibleName(say("field_title"))
        self.program.setAccessibleName(say("field_program"))
        for line in (self.title, self.program):
            line.textEdited.connect(self._told)
        self.setLayout(kit.line(self.title, self.program, gap=6))

    def show_value(self, value: Any) -> None:
        title = "" if value is None else value.title
        program = (value.program or "") if value is not None else ""
        if title != self.title.text() and not (title == "*" and not self.title.text()):
            self.title.setText(title)
        if program != self.program.text():
            self.program.setText(program)

    def _told(self) -> None:
        title, program = self.title.text(), self.program.text().strip() or None
        if not title and not program and not self.field.required:
            self.edited.emit(None)
        else:
            self.edited.emit(WindowPattern(title or "*", program))


class RecordInput(Input):
    """The parts of a record side by side; a record that need not be there is ticked first."""

    def __init__(self, one: Field, script: Ask, record: Record) -> None:
        super().__init__(one, script)
        self._record = record
        self._value: Any = None
        self.there = QCheckBox(say("edit_set"))
        if one.required:
            self.there.hide()
        self.there.clicked.connect(self._turned)
        self._parts = QWidget()
        flow = FlowLayout()
        self.inputs: dict[str, Input] = {}
        for part in record.fields:
            inside = input_for(part, script)
            inside.edited.connect(lambda value, name=part.attribute: self._part(name, value))
            self.inputs[part.attribute] = inside
            flow.addWidget(labelled(inside, label_of(part, one.kind)))
        self._parts.setLayout(flow)
        self.setLayout(kit.column(self.there, self._parts, gap=4))
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.MinimumExpanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_value(self, value: Any) -> None:
        self._value = value
        self.there.setChecked(value is not None)
        self._parts.setVisible(value is not None)
        if value is not None:
            for name, inside in self.inputs.items():
                inside.show_value(getattr(value, name))

    def _turned(self, there: bool) -> None:
        self.edited.emit(self._empty() if there else None)

    def _empty(self) -> Any:
        return self._record.make()

    def _part(self, name: str, value: Any) -> None:
        self.edited.emit(replace(self._value or self._empty(), **{name: value}))


_KINDS = ("appears", "vanishes", "text", "window", "still", "value")
_TARGET = Field("appears", "target", "target")
_TEXT = Field("text", "text", "template")
_WINDOW = Field("in", "window", "window", None)
_OPEN = Field("window", "window", "window")
_STILL = Field("still", "window", "window")
_VALUE = Field("value", "value", "template")
_COMPARISON = Field(
    "comparison", "comparison", "choice", "is", choices=tuple(schema.COMPARISONS)
)  # fmt: skip
_OTHER = Field("other", "other", "template")
_PARTS: dict[str, tuple[Field, ...]] = {
    "appears": (_TARGET,), "vanishes": (_TARGET,), "text": (_TEXT, _WINDOW), "window": (_OPEN,),
    "still": (_STILL,),
    "value": (_VALUE, _COMPARISON, _OTHER),
}  # fmt: skip


def _kind_of(condition: Condition) -> str:
    match condition:
        case Appears():
            return "appears"
        case Vanishes():
            return "vanishes"
        case TextSeen():
            return "text"
        case WindowOpen():
            return "window"
        case WindowStill():
            return "still"
        case ValueIs():
            return "value"


def _fresh(kind: str, before: Condition | None) -> Condition:
    target = before.target if isinstance(before, Appears | Vanishes) else ""
    match kind:
        case "appears":
            return Appears(target)
        case "vanishes":
            return Vanishes(target)
        case "window":
            return WindowOpen(WindowPattern("*"))
        case "still":
            return WindowStill(WindowPattern("*"))
        case "value":
            return ValueIs("", "is")
        case _:
            return TextSeen("")


class ConditionInput(Input):
    """What is waited for or asked: first which kind of thing, then its parts."""

    def __init__(self, one: Field, script: Ask) -> None:
        super().__init__(one, script)
        self.value: Condition | None = None
        self.kind = QComboBox()
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        if not one.required:
            self.kind.addItem(say("edit_none_here"), None)
        for name in _KINDS:
            self.kind.addItem(say(f"choice_condition_{name}"), name)
        self.kind.activated.connect(self._turned)
        self._flow = FlowLayout()
        self.name = kit.label("", "label")
        first = QWidget()
        first.setLayout(kit.column(self.name, self.kind, 1, gap=4))
        self._flow.addWidget(first)
        self.inputs: dict[str, Input] = {}
        self._boxes: list[QWidget] = []
        self.setLayout(self._flow)
        policy = self.sizePolicy()
        policy.setHorizontalPolicy(policy.Policy.MinimumExpanding)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._shown = ""

    def show_value(self, value: Any) -> None:
        self.value = value
        kind = "" if value is None else _kind_of(value)
        self.kind.setCurrentIndex(max(0, self.kind.findData(kind or None)))
        if kind != self._shown:
            self._make(kind)
        for name, inside in self.inputs.items():
            inside.show_value(getattr(value, name))
        if isinstance(value, ValueIs):
            two = schema.COMPARISONS[value.comparison]
            self._boxes[-1].setVisible(two)

    def _make(self, kind: str) -> None:
        self._shown = kind
        for box in self._boxes:
            self._flow.removeWidget(box)
            box.hide()
            box.deleteLater()
        self._boxes, self.inputs = [], {}
        for part in _PARTS.get(kind, ()):
            inside = input_for(part, self.script)
            inside.edited.connect(lambda value, name=part.attribute: self._part(name, value))
            if isinstance(inside, TemplateInput):
                inside.stay_short()
            box = labelled(inside, label_of(part, "condition"))
            self._flow.addWidget(box)
            box.show()
            self._boxes.append(box)
            self.inputs[part.attribute] = inside
        self.updateGeometry()

    def _turned(self) -> None:
        kind = self.kind.currentData()
        self.edited.emit(None if kind is None else _fresh(kind, self.value))

    def _part(self, name: str, value: Any) -> None:
        if self.value is not None:
            self.edited.emit(replace(self.value, **{name: value}))
