"""A further list of a task: one that is gone through for each row of the first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFrame, QWidget

from player.data import List, split_spec, where_of
from scripts.errors import IlsonError
from ui import kit
from ui.binding.mapping import Binding, read_for, where_of_inner
from ui.binding.source import Source
from ui.texts import say
from ui.work import Worker


class InnerList(QFrame):
    """``changed`` when it was read, or cannot be; ``where_chosen`` with a column of it and the
    column of the first list that must hold the same text (both empty: every row counts)."""

    changed = Signal()
    where_chosen = Signal(str, str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.name = name
        self.columns: tuple[str, ...] = ()
        """What the task asks it for."""
        self.data: List | None = None
        self._reader = Worker(self)
        self.source = Source(name)
        self.source.opened.connect(self._forget)
        self.source.chosen.connect(self._read)
        self.source.failed.connect(self._failed)
        self.own, self.outer = QComboBox(), QComboBox()
        self.own.setAccessibleName(say("bind_inner_own", name=name))
        self.outer.setAccessibleName(say("bind_inner_outer", name=name))
        for combo in (self.own, self.outer):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
            combo.activated.connect(self._other_where)
        self.told = kit.label("", "small", wrap=True)
        self._same = [kit.label(say(f"bind_inner_{word}"), "small") for word in ("same", "as")]
        head = kit.line(
            kit.badge(say("bind_inner", name=name)), self.told,
            kit.label(say("bind_inner_rows"), "small"), self.own, self._same[0], self.outer,
            self._same[1],
        )  # fmt: skip
        head.setStretch(1, 1)
        head.setContentsMargins(14, 0, 12, 0)
        self.setLayout(kit.column(head, self.source, gap=4))

    def spec(self) -> str:
        """The list as the player is told of it; empty for none."""
        return self.source.spec() if self.data is not None else ""

    def open(self, spec: str) -> None:
        """Read this list."""
        self.source.open_file(*where_of(spec))

    def _forget(self) -> None:
        self.data = None
        self._tell(say("list_reading"))

    def _read(self) -> None:
        spec, columns = self.source.spec(), self.columns
        self._reader.do(lambda: read_for(spec, columns), self._have, self._failed)

    def _have(self, told: tuple[List, int]) -> None:
        self.data, heading = told
        self.source.use_heading(heading)
        self.source.show_list(self.data)
        self._tell("")
        self.changed.emit()

    def _failed(self, error: IlsonError | OSError) -> None:
        self.data = None
        hint = error.hint if isinstance(error, IlsonError) else ""
        self._tell(f"{error} {hint}".strip(), "red")
        self.changed.emit()

    def _tell(self, text: str, ink: str = "text_2") -> None:
        self.told.setText(text)
        kit.restyle(self.told, ink=ink)

    def show_where(
        self, where: Mapping[str, str], outer: Sequence[str], missing: Sequence[str]
    ) -> None:
        """Show which rows are meant: ``where`` is the task's, ``outer`` the first list's columns,
        ``missing`` what this list lacks."""
        own = self.data.columns if self.data is not None else ()
        column, text = next(iter(where.items()), ("", ""))
        self._fill(self.own, ["", *own], column)
        self._fill(self.outer, list(outer), text.strip("{}"))
        chosen = bool(column)
        for part in (self.outer, *self._same):
            part.setVisible(chosen)
        # What is more than one column against another is changed in the editor.
        plain = len(where) < 2 and (not text or text == "{" + text.strip("{}") + "}")
        self.own.setEnabled(self.data is not None and plain)
        self.outer.setEnabled(self.own.isEnabled())
        if self.data is None:
            if not self.told.text():
                self._tell(say("bind_inner_none"), "amber")
        elif missing:
            self._tell(say("bind_inner_missing", columns=", ".join(missing)), "red")
        else:
            self._tell(say("bind_inner_count", n=len(self.data.rows)))

    @staticmethod
    def _fill(combo: QComboBox, columns: Sequence[str], chosen: str) -> None:
        combo.clear()
        for column in dict.fromkeys((*columns, chosen) if chosen else columns):
            combo.addItem(column or say("bind_inner_all"), column)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))

    def _other_where(self) -> None:
        own = str(self.own.currentData() or "")
        self.where_chosen.emit(own, str(self.outer.currentData() or "") if own else "")

    def drop(self) -> None:
        """Forget what is still being read."""
        self._reader.drop()
        self.source.drop()


class InnerLists(QWidget):
    """All further lists of a task; the signals are those of :class:`InnerList`, with its name."""

    changed = Signal()
    where_chosen = Signal(str, str, str)

    def __init__(self, last: Mapping[str, str]) -> None:
        """``last`` are the lists of the last time by their names."""
        super().__init__()
        self._last = dict(last)
        self.of: dict[str, InnerList] = {}
        self._column = kit.column(gap=8)
        self.setLayout(self._column)
        self.hide()

    def lists(self) -> dict[str, List | None]:
        """What was read, by name."""
        return {name: one.data for name, one in self.of.items()}

    def specs(self) -> dict[str, str]:
        """Those that were chosen, as the player is told of them."""
        return {name: one.spec() for name, one in self.of.items() if one.spec()}

    def show_lists(self, binding: Binding) -> None:
        """One line for each list of a loop inside the loop."""
        for name in binding.inner.keys() - self.of.keys():
            self.of[name] = one = InnerList(name)
            one.changed.connect(self.changed)
            one.where_chosen.connect(
                lambda own, outer, name=name: self.where_chosen.emit(name, own, outer)
            )
            self._column.addWidget(one)
            one.columns = binding.asks(name)
            if split_spec(self._last.get(name, ""))[0].is_file():
                one.open(self._last[name])
        self.setVisible(bool(self.of))

    def show_state(self, binding: Binding) -> None:
        """Show which of their rows are meant, and what they lack."""
        for name, one in self.of.items():
            one.columns, where = binding.asks(name), where_of_inner(binding.script, name)
            one.show_where(where, binding.data.columns, binding.lacks(name))

    def drop(self) -> None:
        """Forget what is still being read."""
        for one in self.of.values():
            one.drop()
