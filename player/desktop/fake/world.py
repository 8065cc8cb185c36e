"""A desktop that exists only here: windows with widgets that answer clicks and keys.

Nothing in it is random and nothing sleeps. Time is a clock that is passed in: with
:class:`Clock` it stands still until a test moves it, with ``time.perf_counter`` it runs.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from player.desktop.base import Session
from player.desktop.fake.clock import Clock
from player.desktop.fake.drawing import close_button, draw
from player.desktop.fake.person import Person
from player.desktop.fake.widgets import Field, Widget
from player.desktop.fake.window import FakeWindow
from player.types import Event, EventKind, Monitor, Pixels
from scripts.keys import MODIFIERS, join_chord
from scripts.model import Button, Point, Rect, Size

DOUBLE_CLICK = 0.5
"""Seconds within which a second click makes a double click, at most 4 pixels away."""
_SHIFTED = dict(zip("`1234567890-=[]\\;',./", '~!@#$%^&*()_+{}|:"<>?', strict=True))


@dataclass(frozen=True, slots=True)
class Clicked:
    """One click that reached a widget (``widget`` empty: the window's own ground)."""

    window: str
    widget: str
    button: Button
    count: int


class World:
    """Everything that is there. ``windows`` are front to back; ``programs`` are what the opener
    can start; ``clicked`` is every click that arrived. ``look_takes`` seconds pass on a
    :class:`Clock` with each look at the screen, so that waiting for something ends."""

    def __init__(
        self,
        size: Size = (1280, 800),
        clock: Callable[[], float] | None = None,
        look_takes: float = 0.0,
    ) -> None:
        self.size = size
        self.clock: Callable[[], float] = clock or Clock()
        self.look_takes = look_takes
        self.windows: list[FakeWindow] = []
        self.pointer: Point = (size[0] // 2, size[1] // 2)
        self.held: set[str] = set()
        self.buttons: set[Button] = set()
        self.hangul: bool | None = False
        self.session: Session = "ok"
        self._clipboard: dict[str, bytes] = {}
        self.copies = 0
        """How often something was copied."""
        self.secrets: dict[str, str] = {}
        self.programs: dict[str, Callable[[Sequence[str]], object]] = {}
        self.clicked: list[Clicked] = []
        self.hooks: list[Callable[[Event], None]] = []
        self.person = Person(self)
        self._later: list[tuple[float, int, Callable[[], object]]] = []
        self._ids = 0
        self._lock = threading.RLock()
        self._pressed: tuple[FakeWindow, Widget | None] | None = None
        self._grip: tuple[FakeWindow, Point] | None = None
        self._last_click: tuple[float, Point, Button, int] | None = None

    # ---- building ---------------------------------------------------------------------------

    def open_window(
        self,
        title: str,
        rect: Rect,
        widgets: Sequence[Widget] = (),
        program: str = "office",
        modal: bool = False,
    ) -> FakeWindow:
        """Open a window in front; the first widget that takes the focus has it."""
        self._ids += 1
        window = FakeWindow(self, self._ids, title, rect, program, list(widgets), modal)
        window.focused = next((w for w in widgets if w.takes_focus and w.enabled), None)
        self.windows.insert(0, window)
        return window

    def after(self, seconds: float, do: Callable[[], object]) -> None:
        """Have something happen later: it is done as soon as anybody looks or acts then."""
        self._ids += 1
        self._later.append((self.clock() + seconds, self._ids, do))

    # ---- looking ----------------------------------------------------------------------------

    @property
    def active_window(self) -> FakeWindow | None:
        return next((w for w in self.windows if not w.minimised), None)

    def monitor(self) -> Monitor:
        return Monitor((0, 0, *self.size), 1.0, True)

    def look(self) -> tuple[float, Pixels]:
        """The time and the whole screen, uint8[h, w, 3] BGR."""
        with self._lock:
            now = self.clock()
            if self.look_takes and isinstance(self.clock, Clock):
                self.clock.advance(self.look_takes)
            self.catch_up()
            return now, draw(self)

    def at(self, point: Point) -> FakeWindow | None:
        """The window under a point."""
        for window in self.windows:
            x, y, width, height = window.rect
            inside = x <= point[0] < x + width and y <= point[1] < y + height
            if inside and not window.minimised:
                return window
        return None

    def widget_at(self, point: Point) -> Widget | None:
        """The widget under a point that a click there would reach."""
        return self._under(point)[1]

    def catch_up(self) -> None:
        """Do what was to happen by now, in its order."""
        with self._lock:
            while due := [entry for entry in self._later if entry[0] <= self.clock()]:
                entry = min(due, key=lambda one: one[:2])
                self._later.remove(entry)
                entry[2]()

    # ---- hands of any kind ------------------------------------------------------------------

    def move_to(self, point: Point, injected: bool) -> None:
        """Move the pointer, cut to the screen."""
        x = min(max(point[0], 0), self.size[0] - 1)
        y = min(max(point[1], 0), self.size[1] - 1)
        self._tell("move", injected, at=(x, y))
        with self._lock:
            self.catch_up()
            self.pointer = (x, y)
            if self._grip is not None:
                window, (dx, dy) = self._grip
                window.move(x - dx, y - dy)

    def button(self, button: Button, down: bool, injected: bool) -> None:
        """Press or release a mouse button where the pointer is."""
        self._tell("button_down" if down else "button_up", injected, button=button)
        with self._lock:
            self.catch_up()
            if down:
                self.buttons.add(button)
                self._press(button)
            else:
                self.buttons.discard(button)
                self._release(button)

    def wheel(self, notches: Point, injected: bool) -> None:
        """Turn the wheel by (right, up) notches."""
        self._tell("wheel", injected, wheel=notches)
        with self._lock:
            self.catch_up()
            _, widget = self._under(self.pointer)
            if widget is not None:
                widget.scroll(notches[1])

    def key(self, key: str, down: bool, injected: bool, composed: str | None = None) -> None:
        """Press or release a key. ``composed`` is what the input method gives for it instead of
        the key's own character ("" while a syllable is unfinished)."""
        text = self._text_of(key) if down else ""
        if down and key in MODIFIERS:
            self.held.add(key)
        self._tell("key_down" if down else "key_up", injected, key=key, text=text)
        with self._lock:
            self.catch_up()
            if not down:
                self.held.discard(key)
            elif key == "Hangul":
                self.hangul = not self.hangul
            elif key not in MODIFIERS:
                self._dispatch_key(key, text if composed is None else composed)

    def type_character(self, text: str, injected: bool) -> None:
        """A character that came without a key of its own, as players type Hangul."""
        self._tell("key_down", injected, text=text)
        with self._lock:
            self.catch_up()
            self._dispatch_key("", text)
        self._tell("key_up", injected, text=text)

    # ---- what the world does with it --------------------------------------------------------

    def _tell(
        self,
        kind: EventKind,
        injected: bool,
        at: Point | None = None,
        button: Button | None = None,
        wheel: Point = (0, 0),
        key: str = "",
        text: str = "",
    ) -> None:
        # Outside of the lock: a hook's owner has locks of its own.
        event = Event(
            time=self.clock(), kind=kind, at=at or self.pointer, button=button, key=key, text=text,
            wheel=wheel, injected=injected,
            window=self.active_window.id if self.active_window and kind == "key_down" else 0,
        )  # fmt: skip
        for put in tuple(self.hooks):
            put(event)

    def _text_of(self, key: str) -> str:
        if self.held & {"Ctrl", "Alt", "Win"}:
            return ""
        if key == "Space":
            return " "
        if len(key) != 1:
            return ""
        if "Shift" in self.held:
            return _SHIFTED.get(key, key.upper())
        return key

    def _under(self, point: Point) -> tuple[FakeWindow | None, Widget | None]:
        """The window and the widget under a point; a modal window is in everyone's way."""
        window = self.at(point)
        active = self.active_window
        if active is not None and active.modal:
            window = active if window is active else None
        if window is None:
            return None, None
        x, y = point[0] - window.client[0], point[1] - window.client[1]
        inside = 0 <= x < window.client[2] and 0 <= y < window.client[3]
        found = [widget for widget in window.widgets if inside and widget.holds(x, y)]
        return window, found[-1] if found else None

    def _press(self, button: Button) -> None:
        window, widget = self._under(self.pointer)
        self._pressed = None
        if window is None:
            return
        window.raise_()
        self._pressed = (window, widget)
        above = self.pointer[1] < window.client[1]
        if widget is None:
            if above and button == "left" and not _inside(self.pointer, close_button(window.rect)):
                grip = (self.pointer[0] - window.rect[0], self.pointer[1] - window.rect[1])
                self._grip = (window, grip)
            return
        if widget.enabled:
            if widget.takes_focus:
                window.focused = widget
            if button == "left":
                widget.press(self.pointer[0] - window.client[0], self.pointer[1] - window.client[1])

    def _release(self, button: Button) -> None:
        self._grip = None
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            return
        window, widget = self._under(self.pointer)
        if pressed != (window, widget) or window is None:
            if widget is not None and pressed[1] is not None and button == "left":
                widget.on_drop(pressed[1])
            return
        count = self._count_click(button)
        self.clicked.append(Clicked(window.title, widget.name if widget else "", button, count))
        if widget is None:
            if button == "left" and _inside(self.pointer, close_button(window.rect)):
                window.close()
        elif widget.enabled:
            if button == "right":
                widget.on_right()
            elif button == "left":
                widget.click()
                if count == 2:
                    widget.on_double()

    def _count_click(self, button: Button) -> int:
        now, count = self.clock(), 1
        if self._last_click is not None:
            time, point, other, before = self._last_click
            near = max(abs(point[0] - self.pointer[0]), abs(point[1] - self.pointer[1])) <= 4
            if near and other == button and now - time <= DOUBLE_CLICK:
                count = before + 1
        self._last_click = (now, self.pointer, button, count)
        return count

    def _dispatch_key(self, key: str, text: str) -> None:
        window = self.active_window
        if window is None:
            return
        held = frozenset(self.held)
        focused = window.focused if window.focused and window.focused.visible else None
        chord = join_chord((*(name for name in MODIFIERS if name in held), key))
        prints = len(key) == 1 and not held - {"Shift"}
        breaks_line = key == "Enter" and isinstance(focused, Field) and focused.lines
        if chord in window.shortcuts and not prints and not breaks_line:
            window.shortcuts[chord]()
            return
        if chord == "Alt+F4":
            window.close()
        elif key == "Tab" and not held - {"Shift"}:
            self._walk_focus(window, -1 if "Shift" in held else 1)
        elif focused is not None and self._clipboard_key(focused, key, held):
            pass
        elif focused is not None and key != "" and (len(key) != 1 or held - {"Shift"}):
            if not focused.key(key, held) and text:
                focused.type(text)
        elif focused is not None and text:
            focused.type(text)

    def _walk_focus(self, window: FakeWindow, step: int) -> None:
        stops = [w for w in window.widgets if w.takes_focus and w.enabled and w.visible]
        if not stops:
            return
        at = stops.index(window.focused) if window.focused in stops else -step
        window.focused = stops[(at + step) % len(stops)]
        if isinstance(window.focused, Field):
            # Most toolkits select the whole value when Tab arrives.
            window.focused.selected = bool(window.focused.value)

    @property
    def clipboard(self) -> dict[str, bytes]:
        """What was copied last, by format."""
        return self._clipboard

    @clipboard.setter
    def clipboard(self, formats: dict[str, bytes]) -> None:
        self._clipboard = formats
        self.copies += 1

    def _clipboard_key(self, focused: Widget, key: str, held: frozenset[str]) -> bool:
        if held != {"Ctrl"} or key not in ("c", "x", "v") or not isinstance(focused, Field):
            return False
        if key == "v":
            focused.type(self.clipboard.get("text/plain", b"").decode())
        elif focused.selected and not focused.secret:
            self.clipboard = {"text/plain": focused.value.encode()}
            if key == "x":
                focused.key("Delete", frozenset())
        return True


def _inside(point: Point, rect: Rect) -> bool:
    x, y, width, height = rect
    return x <= point[0] < x + width and y <= point[1] < y + height
