"""The fake world behind the protocols of the seam."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from player.desktop import aimed
from player.desktop.base import ClipboardContent, Desktop
from player.desktop.fake.widgets import Field
from player.desktop.fake.window import FakeWindow
from player.desktop.fake.world import World
from player.types import Event, Frame, Monitor, Window
from scripts.errors import DesktopProblem, StepFailed
from scripts.keys import MODIFIERS, key_name
from scripts.model import Button, Point, Rect


class FakeScreen:
    """Eyes in the fake world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def monitors(self) -> tuple[Monitor, ...]:
        return (self._world.monitor(),)

    def grab(self, rect: Rect | None = None) -> Frame:
        time, pixels = self._world.look()
        frame = Frame(time, pixels)
        return frame if rect is None else frame.crop(rect)


class FakeHook:
    """Ears in the fake world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._put: Callable[[Event], None] | None = None

    def start(self, put: Callable[[Event], None]) -> None:
        if self._put is not None:
            raise RuntimeError("this hook listens already")
        self._put = put
        self._world.hooks.append(put)

    def stop(self) -> None:
        if self._put is not None:
            self._world.hooks.remove(self._put)
            self._put = None


class FakeHands:
    """Hands in the fake world; everything they do is injected."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._keys: list[str] = []
        self._buttons: list[Button] = []
        self._aim: Window | None = None
        self._at: Point | None = None

    def move(self, point: Point) -> None:
        self._world.move_to(point, True)
        self._at = self._world.pointer

    def aim(self, window: Window | None) -> None:
        self._aim = window

    def _aimed(self, there: FakeWindow | None) -> bool:
        return self._aim is None or (there is not None and there.id == self._aim.id)

    def _aimed_keys(self) -> None:
        self._world.catch_up()
        if not self._aimed(self._world.active_window):
            raise aimed.in_front()

    def button_down(self, button: Button) -> None:
        self._world.catch_up()
        if self._at is not None and aimed.beside(self._world.pointer, self._at):
            self._world.move_to(self._at, True)
        there = self._world.at(self._world.pointer)
        if not self._aimed(there):
            raise aimed.on_top(there.title if there else "")
        self._buttons.append(button)
        self._world.button(button, True, True)

    def button_up(self, button: Button) -> None:
        if button in self._buttons:
            self._buttons.remove(button)
        self._world.button(button, False, True)

    def wheel(self, notches: tuple[int, int]) -> None:
        self._world.wheel(notches, True)

    def key_down(self, key: str) -> None:
        name = _known(key)
        if name not in MODIFIERS:
            self._aimed_keys()
        self._keys.append(name)
        self._world.key(name, True, True)

    def key_up(self, key: str) -> None:
        name = _known(key)
        if name in self._keys:
            self._keys.remove(name)
        self._world.key(name, False, True)

    def type_text(self, text: str, check: Callable[[], None] = lambda: None) -> None:
        for number, sign in enumerate(text):
            try:
                check()
                self._aimed_keys()
            except StepFailed as error:
                error.typed = number
                raise
            if sign in ("\n", "\t"):
                key = "Enter" if sign == "\n" else "Tab"
                self.key_down(key)
                self.key_up(key)
            else:
                self._world.type_character(sign, True)

    def release_all(self) -> None:
        for key in reversed(tuple(self._keys)):
            self.key_up(key)
        for button in reversed(tuple(self._buttons)):
            self.button_up(button)

    def sent(self, event: Event) -> bool:
        return event.injected is True


class FakeWindows:
    """The windows of the fake world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def list(self) -> tuple[Window, ...]:
        self._world.catch_up()
        return tuple(window.seen() for window in self._world.windows)

    def active(self) -> Window | None:
        self._world.catch_up()
        window = self._world.active_window
        return window.seen() if window else None

    def at(self, point: Point) -> Window | None:
        self._world.catch_up()
        window = self._world.at(point)
        return window.seen() if window else None

    def focus(self, window: Window) -> None:
        found = self._find(window)
        if found is None or found.refuses_focus:
            raise StepFailed(
                f"‘{window.title}’ 창을 앞으로 가져오지 못했어요.",
                "그 창을 한 번 눌러 주세요.",
                why="wrong_window",
            )
        found.raise_()

    def close(self, window: Window) -> None:
        found = self._find(window)
        if found is not None:
            found.close()

    def hides(self, point: Point | None = None) -> bool | None:
        self._world.catch_up()
        if point is not None:
            widget = self._world.widget_at(point)
        else:
            window = self._world.active_window
            widget = window.focused if window else None
        return widget.secret if isinstance(widget, Field) else None

    def field_text(self) -> str | None:
        self._world.catch_up()
        window = self._world.active_window
        widget = window.focused if window else None
        return widget.value if isinstance(widget, Field) and not widget.secret else None

    def _find(self, window: Window) -> FakeWindow | None:
        self._world.catch_up()
        return next((one for one in self._world.windows if one.id == window.id), None)


class FakeIme:
    """The input method of the fake world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def hangul(self) -> bool | None:
        return self._world.hangul


class FakeClipboard:
    """The clipboard of the fake world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def text(self) -> str | None:
        content = self._world.clipboard.get("text/plain")
        return None if content is None else content.decode()

    def set_text(self, text: str) -> None:
        self._world.clipboard = {"text/plain": text.encode()}

    def save(self) -> ClipboardContent:
        return ClipboardContent(tuple(self._world.clipboard.items()))

    def restore(self, content: ClipboardContent) -> None:
        self._world.clipboard = dict(content.formats)

    def version(self) -> int:
        self._world.catch_up()
        return self._world.copies

    def arrived(self, window: Window | None) -> None:
        """What is pasted is there at once."""


class FakeVault:
    """A credential store that is a dictionary."""

    def __init__(self, world: World) -> None:
        self._world = world

    def get(self, name: str) -> str | None:
        return self._world.secrets.get(name)

    def set(self, name: str, text: str) -> None:
        self._world.secrets[name] = text

    def forget(self, name: str) -> bool:
        return self._world.secrets.pop(name, None) is not None


class FakeOpener:
    """Starts what ``World.programs`` knows."""

    def __init__(self, world: World) -> None:
        self._world = world

    def open(self, name: str, arguments: Sequence[str] = ()) -> None:
        if name not in self._world.programs:
            raise DesktopProblem(f"‘{name}’ 프로그램이 없어요.", "이름이나 경로를 확인해 주세요.")
        self._world.programs[name](arguments)

    def there(self, name: str) -> bool | None:
        return name in self._world.programs


def _known(key: str) -> str:
    name = "Space" if key == " " else key_name(key)
    if name is None:
        raise DesktopProblem(f"‘{key}’ 키가 없어요.", "작업에 적힌 키 이름을 확인해 주세요.")
    return name


def open_fake(world: World) -> Desktop:
    """The fake world as a desktop. ``desktop.hands.sent`` goes by the events' ``injected``."""
    return Desktop(
        system="fake",
        screen=FakeScreen(world),
        hook=lambda: FakeHook(world),
        new_screen=lambda: FakeScreen(world),
        hands=FakeHands(world),
        windows=FakeWindows(world),
        ime=FakeIme(world),
        clipboard=FakeClipboard(world),
        opener=FakeOpener(world),
        session=lambda: world.session,
        vault=lambda: FakeVault(world),
    )
