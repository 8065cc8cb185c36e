"""Which column goes where: one line for each place, onto which a column can be dropped."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QMenu, QWidget

from ui import kit, theme
from ui.binding.grid import COLUMN
from ui.binding.mapping import Link
from ui.texts import say

WIDTH = 372
_CHIP = 112
_ELIDE = Qt.TextElideMode.ElideRight
_SIGNS = {
    "linked": ("circle-check", "green"), "missing": ("circle-x", "red"),
    "proposed": ("message-circle-question-mark", "amber"), "open": ("triangle-alert", "amber"),
    "fixed": ("circle-x", "red"), "waiting": ("table-2", "amber"),
}  # fmt: skip


class LinkRow(QFrame):
    """``chosen`` with the column that is to go here; the proposal's own where it is accepted."""

    chosen = Signal(str)

    def __init__(self, link: Link, columns: Sequence[str]) -> None:
        super().__init__()
        self.link = link
        self._columns = columns
        self.setProperty("kind", "row")
        can_change = link.state not in ("fixed", "waiting")
        self.setAcceptDrops(can_change)
        name = link.column if link.state != "open" else say("bind_choose")
        self.column = kit.button(name)
        self.column.setText(self.column.fontMetrics().elidedText(name, _ELIDE, _CHIP - 30))
        self.column.setProperty("kind", "col" if link.column else "")
        self.column.setProperty("bsize", "sm")
        if link.state in ("missing", "fixed"):
            self.column.setProperty("tone", "red")
        self.column.setEnabled(can_change)
        self.column.setAccessibleName(f"{link.say}: {name}")
        told = say("bind_menu")
        if not can_change:
            told = say(f"bind_{link.state}", name=link.of)
        self.column.setToolTip(told)
        self.column.clicked.connect(self._open_menu)
        where = kit.Elided(link.say)
        note = kit.Elided(self._note(), "caption")
        words = kit.column(where, note, gap=0)
        icon, ink = _SIGNS[link.state]
        chip = QWidget()
        chip.setLayout(kit.line(self.column, 1))
        chip.setFixedWidth(_CHIP)
        line = kit.line(chip, kit.sign("arrow-right", "text_3"), words, gap=9)
        line.setStretch(2, 1)
        self.take: QWidget | None = None
        if link.state == "proposed":
            take = kit.button(say("bind_take"), icon="check" if link.sure else "")
            kit.restyle(take, bsize="sm")
            take.setAccessibleName(f"{say('bind_take')}: {link.say}")
            take.clicked.connect(lambda: self.chosen.emit(link.column))
            line.addWidget(take)
            self.take = take
        else:
            sign = kit.sign(icon, ink)
            sign.setAccessibleName(say(f"bind_{link.state}", name=link.of))
            line.addWidget(sign)
        line.setContentsMargins(8, 6, 10, 6)
        self.setLayout(line)

    def _note(self) -> str:
        link = self.link
        parts = [say("bar_step", n=link.number)]
        if link.state == "proposed":
            parts.append(say(f"bind_why_{link.why}"))
        elif link.state != "linked":
            parts.append(say(f"bind_{link.state}", name=link.of))
        return " · ".join(parts)

    def _open_menu(self) -> None:
        menu = QMenu(self)
        likely = [c for c in (self.link.column, *self.link.others) if c in self._columns]
        for column in dict.fromkeys((*likely, *self._columns)):
            if column in likely:
                menu.addAction(theme.icon("check", "green"), column).setData(column)
            else:
                menu.addAction(column).setData(column)
        menu.triggered.connect(lambda action: self.chosen.emit(action.data()))
        menu.popup(self.column.mapToGlobal(self.column.rect().bottomLeft()))

    # ---- dropping ---------------------------------------------------------------------------

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(COLUMN):
            event.acceptProposedAction()
            kit.restyle(self, chosen=True)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        kit.restyle(self, chosen=False)

    def dropEvent(self, event: QDropEvent) -> None:
        kit.restyle(self, chosen=False)
        column = bytes(event.mimeData().data(COLUMN).data()).decode()
        event.acceptProposedAction()
        self.chosen.emit(column)


class Links(QFrame):
    """``chosen`` with a place and its column, ``take_all`` for all sure proposals, ``key_chosen``
    with the columns that tell the rows apart."""

    chosen = Signal(object, str)
    take_all = Signal()
    key_chosen = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "card")
        self._columns: tuple[str, ...] = ()
        self._key: tuple[str, ...] = ()
        self.count = kit.label("", "caption")
        area, self._inner = kit.scrolled(margin=4, gap=1)
        self.all = kit.button(say("bind_take_all"), icon="check")
        kit.restyle(self.all, bsize="sm")
        self.all.clicked.connect(self.take_all)
        self.key = kit.Elided("", "small")
        self.key_button = kit.button(say("bind_change"), "ghost")
        kit.restyle(self.key_button, bsize="sm")
        self.key_button.clicked.connect(self._open_key)
        head = kit.line(kit.label(say("bind_where"), "subtitle"), 1, self.count, self.all)
        head.setContentsMargins(8, 0, 4, 0)
        foot = kit.line(kit.sign("table-2"), self.key, self.key_button)
        foot.setStretch(1, 1)
        foot.setContentsMargins(8, 4, 4, 0)
        layout = kit.column(head, area, kit.rule(), foot, gap=4)
        layout.setContentsMargins(10, 12, 10, 8)
        layout.setStretch(1, 1)
        self.setLayout(layout)
        self.setFixedWidth(WIDTH)

    def show_links(
        self,
        links: Sequence[Link],
        columns: tuple[str, ...],
        key: tuple[str, ...],
        inner: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        """Show the places of a task, and the columns that may go there: those of the list, and in
        an inner loop those of its own list (``inner``), too."""
        self._columns, self._key = columns, key
        kit.clear(self._inner)
        for link in links:
            own = (inner or {}).get(link.of, ())
            row = LinkRow(link, tuple(dict.fromkeys((*own, *columns))))
            row.chosen.connect(lambda column, link=link: self.chosen.emit(link, column))
            self._inner.addWidget(row)
        if not links:
            self._inner.addWidget(kit.label(say("bind_no_places"), "small", wrap=True))
        self._inner.addStretch(1)
        done = sum(link.state == "linked" for link in links)
        self.count.setText(say("bind_count", n=done, all=len(links)) if links else "")
        self.all.setVisible(any(link.state == "proposed" and link.sure for link in links))
        self.key.show_text(say("bind_key", columns=", ".join(key)) if key else say("bind_no_key"))
        self.key_button.setEnabled(bool(columns))

    def _open_key(self) -> None:
        menu = QMenu(self)
        for column in self._columns:
            action = menu.addAction(column)
            action.setCheckable(True)
            action.setChecked(column in self._key)
            action.toggled.connect(lambda on, column=column: self._toggle(column, on))
        menu.popup(self.key_button.mapToGlobal(self.key_button.rect().bottomLeft()))

    def _toggle(self, column: str, on: bool) -> None:
        key = [c for c in self._key if c != column]
        self.key_chosen.emit(tuple([*key, column] if on else key))
