"""The top-level windows.

A popup without a title (a menu, a list that drops down) under a point is a window of its own, with
the title of the window that owns it.
"""

from __future__ import annotations

import ctypes
import sys
import time
from ctypes.wintypes import DWORD, POINT, RECT

from player.desktop.windows import api, dpi, fields, password, processes
from player.types import Window
from scripts.errors import StepFailed
from scripts.language import either
from scripts.model import Point, Rect

assert sys.platform == "win32"

_FOCUS_LIMIT = 2.0
_RESTORE_AGAIN = 0.25
_ROOT, _ROOT_OWNER = 2, 3
_EXCLUDED_FROM_CAPTURE = 0x11
"""WDA_EXCLUDEFROMCAPTURE."""
_OWNER = 4
_EXTENDED_STYLE, _TOOL_WINDOW = -20, 0x80
_RESTORE = 9
_SYSTEM_COMMAND, _CLOSE = 0x112, 0xF060
_FRAME_BOUNDS, _CLOAKED = 9, 14
_NO_NAME = 0xFC
_JUST_RAISE = 0x1 | 0x2 | 0x10 | 0x4000
"""Without a size, a place, activating, or waiting for its program."""
_APP_FRAME, _APP = "ApplicationFrameWindow", "Windows.UI.Core.CoreWindow"
_SHELL = ("Progman", "WorkerW")
"""The desktop's own background."""


class TopLevelWindows:
    """See :class:`player.desktop.base.Windows`. May be used from any thread."""

    def list(self) -> tuple[Window, ...]:
        dpi.be_dpi_aware()
        found: dict[int, None] = {}

        def visit(handle: int, _data: int) -> bool:
            if _is_for_work(handle):
                found[handle] = None
            return True

        api.EnumWindows(api.EnumWindowsProcedure(visit), 0)
        windows = (_window(handle) for handle in found)
        return tuple(window for window in windows if window is not None)

    def active(self) -> Window | None:
        dpi.be_dpi_aware()
        handle = api.GetForegroundWindow()
        return _window(handle) if handle else None

    def at(self, point: Point) -> Window | None:
        dpi.be_dpi_aware()
        handle = api.WindowFromPoint(POINT(*point))
        root = api.GetAncestor(handle, _ROOT) if handle else None
        if not root or api.class_of(root) in _SHELL:
            return None
        return _window(root)

    def focus(self, window: Window) -> None:
        end, restore = time.monotonic() + _FOCUS_LIMIT, 0.0
        while api.GetForegroundWindow() != window.id or api.IsIconic(window.id):
            if time.monotonic() > end or not api.IsWindow(window.id):
                raise StepFailed(
                    either(
                        f"“{window.title}” 창을 앞으로 가져오지 못했어요.",
                        f"The window “{window.title}” could not be brought to the front.",
                    ),
                    either(
                        "창이 열려 있는지, 관리자 권한 창이 막고 있지 않은지 확인해 주세요.",
                        "See whether it is open and no administrator's window is in the way.",
                    ),
                    why="wrong_window",
                )
            if api.IsIconic(window.id) and time.monotonic() >= restore:
                # Again if need be: a minimising that was still under way may come after it.
                api.ShowWindowAsync(window.id, _RESTORE)
                restore = time.monotonic() + _RESTORE_AGAIN
            # Windows lets only the process with the latest input choose the window in front: a
            # key that means nothing makes that one us.
            _tap_nothing()
            api.SetForegroundWindow(window.id)
            time.sleep(0.01)
        # In front is also above: a window manager of Wine's raises it by itself, unseen by others.
        api.SetWindowPos(window.id, None, 0, 0, 0, 0, _JUST_RAISE)

    def hides(self, point: Point | None = None) -> bool | None:
        dpi.be_dpi_aware()
        return password.is_password(point)

    def field_text(self) -> str | None:
        dpi.be_dpi_aware()
        return fields.text_of_focus()

    def close(self, window: Window) -> None:
        api.PostMessageW(window.id, _SYSTEM_COMMAND, _CLOSE, 0)


def hide_from_captures(window: int) -> bool:
    """See :func:`player.desktop.hide_from_captures`."""
    return bool(api.SetWindowDisplayAffinity(window, _EXCLUDED_FROM_CAPTURE))


def _window(handle: int) -> Window | None:
    """What is known of a window, None where it has gone."""
    rect = _frame(handle)
    if rect is None:
        return None
    title = api.title_of(handle)
    if not title:
        owner = api.GetAncestor(handle, _ROOT_OWNER)
        title = api.title_of(owner) if owner else ""
    process = processes.process_of(_hosted(handle))
    owner = int(api.GetWindow(handle, _OWNER) or 0)
    return Window(
        id=int(handle),
        title=title,
        program=processes.program(process),
        cls=api.class_of(handle),
        rect=rect,
        client=_client(handle) or rect,
        pid=process,
        minimised=bool(api.IsIconic(handle)),
        elevated=processes.is_above_us(process),
        owner=owner,
        modal=bool(owner) and not api.IsWindowEnabled(owner),
    )


def _hosted(handle: int) -> int:
    """The app's own window in the frame that Windows draws around the apps of its store; every
    other window itself, and so is a frame whose app is asleep."""
    if api.class_of(handle) != _APP_FRAME:
        return handle
    return int(api.FindWindowExW(handle, None, _APP, None) or handle)


def _is_for_work(handle: int) -> bool:
    """Whether a person would call it an open window."""
    if (
        not api.IsWindowVisible(handle)
        or not api.title_of(handle)
        or api.class_of(handle) in _SHELL
    ):
        return False
    if api.GetWindowLongW(handle, _EXTENDED_STYLE) & _TOOL_WINDOW:
        return False
    cloaked = DWORD(0)
    if api.DwmGetWindowAttribute is not None:
        api.DwmGetWindowAttribute(handle, _CLOAKED, ctypes.byref(cloaked), ctypes.sizeof(cloaked))
    return not cloaked.value


def _frame(handle: int) -> Rect | None:
    """The frame as it is seen: GetWindowRect includes an invisible border."""
    area = RECT()
    seen = -1
    if api.DwmGetWindowAttribute is not None:
        seen = api.DwmGetWindowAttribute(
            handle, _FRAME_BOUNDS, ctypes.byref(area), ctypes.sizeof(area)
        )
    if seen != 0 and not api.GetWindowRect(handle, ctypes.byref(area)):
        return None
    return (area.left, area.top, area.right - area.left, area.bottom - area.top)


def _client(handle: int) -> Rect | None:
    area, corner = RECT(), POINT(0, 0)
    if not api.GetClientRect(handle, ctypes.byref(area)):
        return None
    api.ClientToScreen(handle, ctypes.byref(corner))
    return (corner.x, corner.y, area.right, area.bottom)


def _tap_nothing() -> None:
    events = (api.Input * 2)()
    for event, flags in zip(events, (0, api.KEYEVENTF_KEYUP), strict=True):
        event.type = api.INPUT_KEYBOARD
        event.ki = api.KeyboardInput(_NO_NAME, 0, flags, 0, 0)
    api.SendInput(2, events, ctypes.sizeof(api.Input))
