"""The processes behind windows: their programs, and whether they stand above us."""

from __future__ import annotations

import ctypes
import functools
import sys
from ctypes.wintypes import DWORD, HANDLE
from pathlib import PureWindowsPath

from player.desktop.windows import api

assert sys.platform == "win32"

_QUERY_PROCESS, _SYNCHRONISE, _QUERY_TOKEN = 0x1000, 0x100000, 0x8
_INTEGRITY = 25
_DENIED = 5
_STILL_RUNNING = 0x102
_ALL_PROCESSES = 0x2
_NONE = HANDLE(-1).value


def program(process: int) -> str:
    """A process's program: its file's name without .exe, lower case; empty where it has gone.

    By QueryFullProcessImageName; where the process may not be asked, by the list of all.
    """
    handle = api.OpenProcess(_QUERY_PROCESS, False, process) if process else None
    if not handle:
        return _plain(_name_in_list(process)) if process else ""
    try:
        length = DWORD(32768)
        path = ctypes.create_unicode_buffer(length.value)
        found = api.QueryFullProcessImageNameW(handle, 0, path, ctypes.byref(length))
        return _plain(path.value if found else _name_in_list(process))
    finally:
        api.CloseHandle(handle)


def process_of(window: int) -> int:
    """The id of the process that a window belongs to, 0 where it has gone."""
    process = DWORD(0)
    api.GetWindowThreadProcessId(window, ctypes.byref(process))
    return int(process.value)


def program_of_window(window: int) -> str:
    """See :func:`program`."""
    return program(process_of(window))


def is_above_us(process: int) -> bool | None:
    """Whether Windows keeps our input from a process, because its integrity level is above ours
    (it runs as administrator and we do not). None where that cannot be known; a process that may
    not even be asked about it is above us."""
    handle = api.OpenProcess(_QUERY_PROCESS, False, process) if process else None
    if not handle:
        return True if process and api.last_error() == _DENIED else None
    try:
        level = _integrity(handle)
    except PermissionError:
        return True
    finally:
        api.CloseHandle(handle)
    ours = _our_integrity()
    return None if level is None or ours is None else level > ours


def is_running(process: int) -> bool:
    """Whether a process is there and has not ended; True where it may not be asked."""
    handle = api.OpenProcess(_SYNCHRONISE, False, process)
    if not handle:
        return bool(api.last_error() == _DENIED)
    try:
        return bool(api.WaitForSingleObject(handle, 0) == _STILL_RUNNING)
    finally:
        api.CloseHandle(handle)


@functools.cache
def _our_integrity() -> int | None:
    return _integrity(api.GetCurrentProcess())


def _integrity(process: int) -> int | None:
    """A process's integrity level; raises PermissionError where it may not be asked."""
    token = HANDLE()
    if not api.OpenProcessToken(process, _QUERY_TOKEN, ctypes.byref(token)):
        if api.last_error() == _DENIED:
            raise PermissionError
        return None
    try:
        label = (api.ULONG_PTR * 32)()
        length = DWORD(0)
        if not api.GetTokenInformation(
            token, _INTEGRITY, label, ctypes.sizeof(label), ctypes.byref(length)
        ):
            return None
        # TOKEN_MANDATORY_LABEL begins with the address of a SID whose last part is the level.
        identity = label[0]
        parts = api.GetSidSubAuthorityCount(identity)[0]
        return int(api.GetSidSubAuthority(identity, parts - 1)[0])
    finally:
        api.CloseHandle(token)


def _plain(path: str) -> str:
    return PureWindowsPath(path).name.lower().removesuffix(".exe")


def _name_in_list(process: int) -> str:
    every = api.CreateToolhelp32Snapshot(_ALL_PROCESSES, 0)
    if every in (None, _NONE):
        return ""
    try:
        entry = api.ProcessEntry(dwSize=ctypes.sizeof(api.ProcessEntry))
        there = api.Process32FirstW(every, ctypes.byref(entry))
        while there:
            if entry.th32ProcessID == process:
                return str(entry.szExeFile)
            there = api.Process32NextW(every, ctypes.byref(entry))
        return ""
    finally:
        api.CloseHandle(every)
