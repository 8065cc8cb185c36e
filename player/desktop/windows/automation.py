"""UI Automation, as far as it is needed: is this element a password field, what stands in it?

Called through its tables of functions, for which ctypes is enough. The program that owns the
element answers and may hang, so a thread of its own asks, and is not waited for longer than a
time; while it hangs, nothing further is asked. Never to be used under Wine, whose UI Automation
ends the process.
"""

from __future__ import annotations

import ctypes
import queue
import sys
import threading
from collections.abc import Callable
from ctypes import POINTER, Structure, Union, byref, c_long, c_short, c_ushort, c_void_p
from ctypes.wintypes import DWORD, POINT

from player.desktop.windows import api, dpi
from scripts.model import Point

assert sys.platform == "win32"

_LIMIT = 1.0
_MULTITHREADED, _IN_PROCESS = 0, 1
_IS_PASSWORD, _VALUE = 30019, 30045
_BOOLEAN, _TEXT = 11, 8


class _Guid(Structure):
    _fields_ = (("a", DWORD), ("b", c_ushort), ("c", c_ushort), ("d", ctypes.c_ubyte * 8))


class _Held(Union):
    _fields_ = (("boolean", c_short), ("text", c_void_p), ("_v", c_short * 8))


class _Variant(Structure):
    """VARIANT, as far as it can hold a boolean or a text (BSTR)."""

    _fields_ = (("vt", c_ushort), ("_r", c_ushort * 3), ("held", _Held))


_CUIAUTOMATION = "{ff48dba4-60ef-4201-aa87-54103eef594e}"
_IUIAUTOMATION = "{30cbe57d-d9d0-452a-ab13-7ac5ac4825ee}"

# The place of each function in its interface's table.
_release = ctypes.WINFUNCTYPE(DWORD)(2, "Release")
_element_from_point = ctypes.WINFUNCTYPE(c_long, POINT, POINTER(c_void_p))(7, "ElementFromPoint")
_focused_element = ctypes.WINFUNCTYPE(c_long, POINTER(c_void_p))(8, "GetFocusedElement")
_property = ctypes.WINFUNCTYPE(c_long, ctypes.c_int, POINTER(_Variant))(
    10, "GetCurrentPropertyValue"
)

_ole32 = ctypes.WinDLL("ole32")
CLSIDFromString = api.declare(_ole32, "CLSIDFromString", c_long, ctypes.c_wchar_p, POINTER(_Guid))
CoInitializeEx = api.declare(_ole32, "CoInitializeEx", c_long, c_void_p, DWORD)
CoCreateInstance = api.declare(
    _ole32, "CoCreateInstance", c_long, POINTER(_Guid), c_void_p, DWORD, POINTER(_Guid),
    POINTER(c_void_p),
)  # fmt: skip

_oleaut32 = ctypes.WinDLL("oleaut32")
VariantClear = api.declare(_oleaut32, "VariantClear", c_long, POINTER(_Variant))

_Answer = bool | str | None
_Question = tuple[Callable[[c_void_p], _Answer], "queue.SimpleQueue[_Answer]"]


class _Witness:
    """The thread that asks, started when it is first needed."""

    def __init__(self) -> None:
        self._questions: queue.SimpleQueue[_Question] = queue.SimpleQueue()
        self._busy = threading.Lock()
        self._started = False

    def ask(self, question: Callable[[c_void_p], _Answer]) -> _Answer:
        if not self._busy.acquire(blocking=False):
            return None
        if not self._started:
            self._started = True
            threading.Thread(target=self._run, name="automation", daemon=True).start()
        answer: queue.SimpleQueue[_Answer] = queue.SimpleQueue()
        self._questions.put((question, answer))
        try:
            return answer.get(timeout=_LIMIT)
        except queue.Empty:
            return None

    def _run(self) -> None:
        dpi.be_dpi_aware()
        CoInitializeEx(None, _MULTITHREADED)
        automation = _create()
        while True:
            question, answer = self._questions.get()
            found = question(automation) if automation else None
            self._busy.release()
            answer.put(found)


_witness = _Witness()


def is_password_element(point: Point | None) -> bool | None:
    """Whether the element at a point, or the one with the focus, is a password field; None where
    that is not answered within a second."""
    told = _witness.ask(lambda automation: _is_password(automation, point))
    return told if isinstance(told, bool) else None


def value_of_focus() -> str | None:
    """What stands in the element with the focus; None where it has no value, is a password field,
    or nobody answers within a second."""
    told = _witness.ask(_value)
    # One without a value says that it is empty.
    return told if isinstance(told, str) and told else None


def _create() -> c_void_p | None:
    identities = [_Guid(), _Guid()]
    for text, guid in zip((_CUIAUTOMATION, _IUIAUTOMATION), identities, strict=True):
        CLSIDFromString(text, byref(guid))
    made = c_void_p()
    failed = CoCreateInstance(
        byref(identities[0]), None, _IN_PROCESS, byref(identities[1]), byref(made)
    )
    return None if failed or not made.value else made


def _is_password(automation: c_void_p, point: Point | None) -> _Answer:
    return _of_element(automation, point, lambda element: _told(element, _IS_PASSWORD))


def _value(automation: c_void_p) -> _Answer:
    def ask(element: c_void_p) -> _Answer:
        return _told(element, _VALUE) if _told(element, _IS_PASSWORD) is False else None

    return _of_element(automation, None, ask)


def _of_element(
    automation: c_void_p, point: Point | None, question: Callable[[c_void_p], _Answer]
) -> _Answer:
    """The answer about the element at a point, or the one with the focus; None without one."""
    element = c_void_p()
    if point is None:
        failed = _focused_element(automation, byref(element))
    else:
        failed = _element_from_point(automation, POINT(*point), byref(element))
    if failed or not element.value:
        return None
    try:
        return question(element)
    finally:
        _release(element)


def _told(element: c_void_p, what: int) -> _Answer:
    """A property of an element that is a truth or a text."""
    value = _Variant()
    if _property(element, what, byref(value)):
        return None
    try:
        if value.vt == _BOOLEAN:
            return bool(value.held.boolean)
        if value.vt == _TEXT:
            return ctypes.wstring_at(value.held.text) if value.held.text else ""
        return None
    finally:
        VariantClear(byref(value))
