"""The clipboard as X11 knows it: a promise to hand content out, and asking others for theirs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from Xlib import X, Xatom
from Xlib.display import Display
from Xlib.protocol import event as xevent
from Xlib.protocol import request

from player.desktop.x11.connection import GONE, drop_events, wait_event

CLIPBOARD = "CLIPBOARD"
_CHUNK = 1 << 16
"""Bytes handed over at once; more go in instalments (INCR)."""
_ANSWER_LIMIT = 2.0
UTF8 = "UTF8_STRING"
_UTF8_NAMES = (UTF8, "text/plain;charset=utf-8", "text/plain", "TEXT")

Formats = Mapping[str, bytes]


def text_formats(text: str) -> dict[str, bytes]:
    """The formats under which programs ask for text."""
    formats = dict.fromkeys(_UTF8_NAMES, text.encode("utf-8"))
    if all(ord(character) < 256 for character in text):
        formats["STRING"] = text.encode("latin-1")
    return formats


def _make_window(display: Display) -> Any:
    return display.screen().root.create_window(
        -1, -1, 1, 1, 0, X.CopyFromParent, event_mask=X.PropertyChangeMask
    )


class Promise:
    """Owns the clipboard and answers whoever pastes. Lives in one thread."""

    def __init__(self, display: Display) -> None:
        self.display = display
        self._window = _make_window(display)
        self._name = display.intern_atom(CLIPBOARD)
        self._since = 0
        self._instalments: dict[tuple[int, int], tuple[int, bytes]] = {}
        """What is still to be sent, by receiving window and property."""
        self.formats: Formats = {}

    def give(self, formats: Formats) -> bool:
        """Own the clipboard from now on, or clear it where there are no formats; whether that
        worked."""
        self._since = self._server_time()
        self.formats = formats
        self._window.set_selection_owner(self._name, self._since)
        if self.display.get_selection_owner(self._name) != self._window:
            self.formats = {}
            return False
        if not formats:
            request.SetSelectionOwner(
                display=self.display.display,
                window=X.NONE,
                selection=self._name,
                time=self._since,
            )
            self.display.sync()
        return True

    def answer(self, event: Any) -> None:
        """Deal with one event of the connection."""
        if event.type == X.SelectionRequest:
            self._request(event)
        elif event.type == X.SelectionClear and event.atom == self._name:
            self.formats = {}
        elif event.type == X.PropertyNotify and event.state == X.PropertyDelete:
            self._next_instalment(event.window.id, event.atom)
        self.display.flush()

    def serve(self) -> None:
        """Answer until somebody else owns the clipboard and everything is handed out."""
        while self.formats or self._instalments:
            self.answer(self.display.next_event())

    def _request(self, event: Any) -> None:
        target = event.target
        # Old programs name no property; the target then serves as one.
        place = event.property or target
        name = self.display.get_atom_name(target)
        if name == "MULTIPLE" and event.property:
            found = event.requestor.get_full_property(place, X.AnyPropertyType)
            pairs = list(found.value) if found is not None else []
            for index in range(0, len(pairs) - 1, 2):
                wanted = self.display.get_atom_name(pairs[index])
                if not self._hand_out(event.requestor, wanted, pairs[index], pairs[index + 1]):
                    pairs[index + 1] = X.NONE
            kind = self.display.intern_atom("ATOM_PAIR")
            event.requestor.change_property(place, kind, 32, pairs)
        elif not self._hand_out(event.requestor, name, target, place):
            place = X.NONE
        event.requestor.send_event(
            xevent.SelectionNotify(
                time=event.time,
                requestor=event.requestor,
                selection=event.selection,
                target=target,
                property=place,
            )
        )

    def _hand_out(self, receiver: Any, name: str, target: int, place: int) -> bool:
        """Put one format into a property of the receiver; whether there is such a format."""
        if name == "TARGETS":
            names = ("TARGETS", "MULTIPLE", "TIMESTAMP", *self.formats)
            atoms = [self.display.intern_atom(each) for each in names]
            receiver.change_property(place, Xatom.ATOM, 32, atoms)
            return True
        if name == "TIMESTAMP":
            receiver.change_property(place, Xatom.INTEGER, 32, [self._since])
            return True
        data = self.formats.get(name)
        if data is None:
            return False
        kind = self.display.intern_atom(UTF8) if name == "TEXT" else target
        if len(data) <= _CHUNK:
            receiver.change_property(place, kind, 8, data)
        else:
            receiver.change_attributes(event_mask=X.PropertyChangeMask)
            self._instalments[receiver.id, place] = (kind, data)
            incr = self.display.intern_atom("INCR")
            receiver.change_property(place, incr, 32, [len(data)])
        return True

    def _next_instalment(self, receiver: int, place: int) -> None:
        waiting = self._instalments.pop((receiver, place), None)
        if waiting is None:
            return
        kind, data = waiting
        window = self.display.create_resource_object("window", receiver)
        window.change_property(place, kind, 8, data[:_CHUNK])
        if data:  # An empty instalment says that it was the last.
            self._instalments[receiver, place] = (kind, data[_CHUNK:])

    def _server_time(self) -> int:
        """The server's clock, which orders those who want to own the clipboard."""
        self._window.change_property(self._name, Xatom.STRING, 8, b"", X.PropModeAppend)
        self.display.flush()
        while True:
            event = self.display.next_event()
            if event.type == X.PropertyNotify and event.window == self._window:
                return int(event.time)
            self.answer(event)


class Question:
    """Asks the owner of the clipboard. Lives in one thread at a time."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self._window = _make_window(display)
        self._name = display.intern_atom(CLIPBOARD)
        self._place = display.intern_atom("_ILSON_CLIPBOARD")

    def targets(self) -> tuple[str, ...]:
        """The formats on offer, empty for an empty clipboard. Raises TimeoutError."""
        answer = self._ask("TARGETS")
        if answer is None or answer.format != 32:
            return ()
        names = []
        for atom in answer.value:
            try:
                names.append(self._display.get_atom_name(atom))
            except GONE:
                continue
        return tuple(names)

    def fetch(self, target: str) -> bytes | None:
        """One format's bytes, None where it is not on offer. Raises TimeoutError."""
        answer = self._ask(target)
        if answer is None:
            return None
        if answer.property_type == self._display.intern_atom("INCR"):
            return self._instalments()
        if answer.format != 8:
            return None
        value = answer.value
        return value if isinstance(value, bytes) else str(value).encode("latin-1")

    def _ask(self, target: str) -> Any | None:
        drop_events(self._display)
        self._window.delete_property(self._place)
        atom = self._display.intern_atom(target)
        self._window.convert_selection(self._name, atom, self._place, X.CurrentTime)
        self._display.flush()
        answer = wait_event(
            self._display,
            lambda event: event.type == X.SelectionNotify and event.target == atom,
            _ANSWER_LIMIT,
        )
        if answer is None:
            raise TimeoutError(target)
        if answer.property == X.NONE:
            return None
        return self._window.get_full_property(self._place, X.AnyPropertyType)

    def _instalments(self) -> bytes:
        parts: list[bytes] = []
        while True:
            drop_events(self._display)
            self._window.delete_property(self._place)  # asks for the next one
            self._display.flush()
            if not self._arrived():
                raise TimeoutError
            part = self._window.get_full_property(self._place, X.AnyPropertyType)
            if part is None or not part.value:
                self._window.delete_property(self._place)
                self._display.flush()
                return b"".join(parts)
            parts.append(bytes(part.value))

    def _arrived(self) -> bool:
        event = wait_event(
            self._display,
            lambda event: (
                event.type == X.PropertyNotify
                and event.atom == self._place
                and event.state == X.PropertyNewValue
            ),
            _ANSWER_LIMIT,
        )
        return event is not None
