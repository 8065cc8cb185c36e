"""The form of one step, made from the schema's table of its kind."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from scripts import edit, schema
from scripts.model import Step
from ui import kit, theme
from ui.editor.blank import GROUPS
from ui.editor.delegate import kind_icon
from ui.editor.document import Document, View
from ui.editor.flowing import FlowLayout
from ui.editor.inputs import Input
from ui.editor.labels import label_of
from ui.editor.records import input_for, labelled
from ui.texts import say

_SHOWN = ("on_error", "timeout")
"""What of all steps is seen without opening the details."""
_HIDDEN = ("id", "review")


class _Page:
    """The inputs for one kind of step: those that are seen, and the details, made when they are
    first wanted."""

    def __init__(self, kind: str, form: StepForm) -> None:
        self.kind, self._form = kind, form
        self.inputs: dict[str, Input] = {}
        self.main, self.more = _Flow(), _Flow()
        self.has_more = False
        for one in self._fields(main=True):
            self._add(one, self.main)
        self.main.hide()
        self.more.hide()

    def _fields(self, main: bool) -> list[schema.Field]:
        own = [
            one for one in schema.STEPS[self.kind].fields
            if one.kind != "steps" and _first(one) == main
        ]  # fmt: skip
        shared = [
            one for one in schema.COMMON
            if one.key not in _HIDDEN and (one.key in _SHOWN) == main
        ]  # fmt: skip
        return own + shared

    def need_more(self) -> None:
        """Make the inputs of the details, once."""
        if not self.has_more:
            self.has_more = True
            for one in self._fields(main=False):
                self._add(one, self.more)

    def _add(self, one: schema.Field, flow: _Flow) -> None:
        kind = "" if one in schema.COMMON else self.kind
        self.inputs[one.attribute] = inside = self._form.input_of(one)
        flow.flow.addWidget(labelled(inside, label_of(one, kind)))

    def show(self, step: Step) -> None:
        """Show a step's values."""
        for one in (*schema.STEPS[self.kind].fields, *schema.COMMON):
            if one.attribute in self.inputs:
                self.inputs[one.attribute].show_value(_value(step, one))

    def count(self, step: Step) -> int:
        """How many of the details say something."""
        return sum(
            _value(step, one) != one.default
            for one in self._fields(main=False) if one.key != "enabled"
        )  # fmt: skip


def _first(one: schema.Field) -> bool:
    return one.required or one.kind in ("target", "window") or one.key in ("while", "values")


def _value(step: Step, one: schema.Field) -> Any:
    return getattr(step if one in schema.COMMON else step.action, one.attribute)


class _Flow(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self.flow = FlowLayout()
        self.setLayout(self.flow)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)


class StepForm(QWidget):
    """Shows a step of the document; every change of it is one of the document's. ``turn(step,
    kind)`` when it is to become another kind."""

    turn = Signal(object, str)

    def __init__(self, document: Document) -> None:
        super().__init__()
        self._document = document
        self._step: Step | None = None
        self._pages: dict[str, _Page] = {}
        self._page: _Page | None = None
        self.kind = QComboBox()
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.kind.setAccessibleName(say("field_kind_of_step"))
        for _, kinds in GROUPS:
            for name in kinds:
                self.kind.addItem(kind_icon(name), say(f"kind_{name}"), name)
        self.kind.activated.connect(self._turned)
        self._kind_box = QWidget()
        self._kind_box.setLayout(
            kit.column(kit.label(say("field_kind_of_step"), "label"), self.kind, 1, gap=4)
        )
        self.fold = kit.button(say("edit_details"), "ghost", "chevron-right")
        self.fold.setProperty("bsize", "sm")
        self.fold.setCheckable(True)
        self.fold.toggled.connect(self._fold)
        self._mains, self._mores = kit.column(gap=0), kit.column(gap=0)
        self.setLayout(kit.column(self._mains, kit.line(self.fold, 1), self._mores, gap=6))

    @property
    def inputs(self) -> dict[str, Input]:
        """The inputs that there are now, by the attributes that they show."""
        return self._page.inputs if self._page is not None else {}

    # ---- showing ----------------------------------------------------------------------------

    def show_step(self, step: Step) -> None:
        """Show a step; the inputs of a kind of step are made once."""
        kind = schema.kind_of(step.action).key
        self._step = step
        if self._page is None or self._page.kind != kind:
            self._to(kind)
        assert self._page is not None
        self.kind.setCurrentIndex(self.kind.findData(kind))
        self._page.show(step)
        count = self._page.count(step)
        text = say("edit_details_set", n=count) if count else say("edit_details")
        self.fold.setText(text)

    def _to(self, kind: str) -> None:
        before = self._page
        if kind not in self._pages:
            made = self._pages[kind] = _Page(kind, self)
            self._mains.addWidget(made.main)
            self._mores.addWidget(made.more)
        self._page = page = self._pages[kind]
        if before is not None:
            before.main.flow.removeWidget(self._kind_box)
            before.main.hide()
            before.more.hide()
        page.main.flow.put_first(self._kind_box)
        self._kind_box.show()
        page.main.show()
        self._fold(self.fold.isChecked())

    def input_of(self, one: schema.Field) -> Input:
        """An input for a field, whose changes go to the document."""
        inside = input_for(one, lambda: self._document.script)
        inside.edited.connect(lambda value: self._edited(one, value))
        return inside

    def _fold(self, shown: bool) -> None:
        self.fold.setIcon(theme.icon("chevron-down" if shown else "chevron-right", gap=4))
        if self._page is None:
            return
        if shown:
            self._page.need_more()
            if self._step is not None:
                self._page.show(self._step)
        self._page.more.setVisible(shown)

    # ---- changing ---------------------------------------------------------------------------

    def _edited(self, one: schema.Field, value: Any) -> None:
        script = self._document.script
        step = edit.step_of(script, self._step.id) if self._step is not None else None
        if step is None or self._page is None:
            return
        if one in schema.COMMON:
            made = replace(step, **{one.attribute: value})
        else:
            parts: dict[str, Any] = {one.attribute: value}
            made = replace(step, action=replace(step.action, **parts))
        self._step = made
        after = edit.put(script, step.id, made)
        name = label_of(one, "" if one in schema.COMMON else self._page.kind)
        text = say("edit_did_field", field=name)
        self._document.change(text, after, View((step.id,)), field=f"{step.id}.{one.attribute}")

    def _turned(self) -> None:
        if self._step is not None:
            self.turn.emit(self._step, self.kind.currentData())
