"""The seam: all that the product asks of an operating system.

One implementation per system (X11, Windows) and one drawn world for tests, all behind these
protocols. Coordinates are physical pixels of the virtual desktop. What a system lacks raises
:class:`scripts.errors.DesktopProblem` with a hint; nothing is a silent no-op.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from player.desktop.vault import Vault, open_vault
from player.types import Event, Frame, Monitor, Window
from scripts.model import Button, Point, Rect


class Screen(Protocol):
    """Eyes. A screen object belongs to the thread that uses it first."""

    def monitors(self) -> tuple[Monitor, ...]: ...

    def grab(self, rect: Rect | None = None) -> Frame:
        """A picture of ``rect`` (cut to the virtual desktop), or of the whole virtual desktop."""


class Hook(Protocol):
    """Ears. Events arrive in the order in which they happened, from one thread."""

    def start(self, put: Callable[[Event], None]) -> None:
        """Return when nothing that happens from now on is missed. ``put`` must not block."""

    def stop(self) -> None: ...


class Hands(Protocol):
    """Everything that moves. Each call returns when the event was handed to the system."""

    def move(self, point: Point) -> None: ...

    def aim(self, window: Window | None) -> None:
        """From now on keys go to this window, and buttons are pressed on it, or not at all: where
        another one has the focus, or lies under the pointer, nothing is sent and
        StepFailed(why="wrong_window") is raised. None: to whatever is there. Modifiers alone and
        releases always go through."""

    def button_down(self, button: Button) -> None: ...

    def button_up(self, button: Button) -> None: ...

    def wheel(self, notches: tuple[int, int]) -> None:
        """Turn the wheel by (right, up) notches at the pointer."""

    def key_down(self, key: str) -> None:
        """Hold a key of :mod:`scripts.keys`."""

    def key_up(self, key: str) -> None: ...

    def type_text(self, text: str, check: Callable[[], None] = lambda: None) -> None:
        """Type any Unicode text into the focused field, exactly. ``check`` is called between
        small pieces and may raise to stop the typing. A StepFailed tells by ``typed`` how many
        characters were sent before."""

    def release_all(self) -> None:
        """Release every key and button that these hands hold, and undo every temporary change
        to the system (key bindings). Safe to call twice."""

    def sent(self, event: Event) -> bool:
        """Whether ``event``, seen by a hook, is one of these hands' own doing."""


class Windows(Protocol):
    """The top-level windows, front to back."""

    def list(self) -> tuple[Window, ...]: ...

    def active(self) -> Window | None: ...

    def at(self, point: Point) -> Window | None:
        """The top-level window under a point."""

    def focus(self, window: Window) -> None:
        """Bring a window to the front; raises StepFailed(why="wrong_window") where the system
        refuses within two seconds."""

    def close(self, window: Window) -> None:
        """Ask a window to close, as its own close button would."""

    def hides(self, point: Point | None = None) -> bool | None:
        """Whether the field at a point (by default: the one with the focus) hides what is typed,
        as password fields do; None: unknown."""

    def field_text(self) -> str | None:
        """What stands in the field with the focus; None where nobody tells, and of one that hides
        it."""


class Ime(Protocol):
    def hangul(self) -> bool | None:
        """Whether the focused window's input method writes Hangul now; None: unknown. Some
        systems tell only what changes after the first question."""


@dataclass(frozen=True, slots=True)
class ClipboardContent:
    """All formats of the clipboard, to be put back."""

    formats: tuple[tuple[str, bytes], ...] = ()


class Clipboard(Protocol):
    def text(self) -> str | None:
        """The clipboard's text, None where it holds none."""

    def set_text(self, text: str) -> None: ...

    def save(self) -> ClipboardContent: ...

    def restore(self, content: ClipboardContent) -> None: ...

    def version(self) -> int:
        """A number that is another one once anything was copied."""

    def arrived(self, window: Window | None) -> None:
        """Return when what was pasted into a window just before has come there; at once where
        programs wait for it themselves, or nobody can tell."""


class Opener(Protocol):
    def open(self, name: str, arguments: Sequence[str] = ()) -> None:
        """Start a program by name or path, or open a file or an address with what the system has
        for it. Never through a shell."""

    def there(self, name: str) -> bool | None:
        """Whether what is to be opened exists; None where that shows only when it is opened."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What the system takes for a double click (seconds from press to press, pixels across and down
    between them) and for a drag (pixels across and down from which a press that moves is one)."""

    double_time: float = 0.5
    double_reach: Point = (5, 5)
    drag_reach: Point = (5, 5)


Session = Literal["ok", "locked", "disconnected"]
"""``locked``: a screen that is not ours has the input (locked, a question of the system itself).
``disconnected``: a remote session that nobody is connected to, or whose viewer is minimised."""


@dataclass(frozen=True, slots=True)
class Desktop:
    """One desktop, whole. ``system`` is ``x11``, ``windows`` or ``fake``."""

    system: str
    screen: Screen
    hook: Callable[[], Hook] = field(repr=False)
    """Makes a new hook."""
    new_screen: Callable[[], Screen] = field(repr=False)
    """Makes a further screen, for another thread."""
    hands: Hands
    windows: Windows
    ime: Ime
    clipboard: Clipboard
    opener: Opener
    close: Callable[[], None] = field(repr=False, default=lambda: None)
    session: Callable[[], Session] = field(repr=False, default=lambda: "ok")
    """Whether the desktop is there to be worked on now."""
    habits: Callable[[], Habits] = field(repr=False, default=Habits)
    """The pointer's times and distances, as the system's settings say."""
    vault: Callable[[], Vault] = field(repr=False, default=open_vault)
    """The system's store of secrets."""
