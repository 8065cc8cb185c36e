"""Secrets in Windows' Credential Manager (Control Panel → Credential Manager → Generic)."""

from __future__ import annotations

import ctypes
import sys
from ctypes import POINTER, Structure, c_char
from ctypes.wintypes import BOOL, DWORD, FILETIME, LPCWSTR, LPWSTR

from player.desktop.windows import api
from scripts.errors import DesktopProblem
from scripts.language import either

assert sys.platform == "win32"

_GENERIC, _THIS_USER_HERE = 1, 2
_NOT_FOUND = 1168
_MOST_BYTES = 2560


class Credential(Structure):
    """CREDENTIALW"""

    _fields_ = (
        ("Flags", DWORD),
        ("Type", DWORD),
        ("TargetName", LPWSTR),
        ("Comment", LPWSTR),
        ("LastWritten", FILETIME),
        ("CredentialBlobSize", DWORD),
        ("CredentialBlob", POINTER(c_char)),
        ("Persist", DWORD),
        ("AttributeCount", DWORD),
        ("Attributes", ctypes.c_void_p),
        ("TargetAlias", LPWSTR),
        ("UserName", LPWSTR),
    )


_advapi32 = ctypes.WinDLL("advapi32", use_last_error=True)
_CredReadW = api.declare(
    _advapi32, "CredReadW", BOOL, LPCWSTR, DWORD, DWORD, POINTER(POINTER(Credential))
)
_CredWriteW = api.declare(_advapi32, "CredWriteW", BOOL, POINTER(Credential), DWORD)
_CredDeleteW = api.declare(_advapi32, "CredDeleteW", BOOL, LPCWSTR, DWORD, DWORD)
_CredFree = api.declare(_advapi32, "CredFree", None, ctypes.c_void_p)


class WindowsVault:
    """See :class:`player.desktop.vault.Vault`."""

    def get(self, name: str) -> str | None:
        found = POINTER(Credential)()
        if not _CredReadW(_place(name), _GENERIC, 0, ctypes.byref(found)):
            if api.last_error() == _NOT_FOUND:
                return None
            raise _shut()
        try:
            one = found.contents
            return ctypes.string_at(one.CredentialBlob, one.CredentialBlobSize).decode("utf-16-le")
        finally:
            _CredFree(found)

    def set(self, name: str, text: str) -> None:
        data = text.encode("utf-16-le")
        if len(data) > _MOST_BYTES:
            raise DesktopProblem(
                either("비밀 값이 너무 길어요.", "The secret is too long."),
                either(
                    f"{_MOST_BYTES // 2}자까지 둘 수 있어요.",
                    f"At most {_MOST_BYTES // 2} characters can be stored.",
                ),
            )
        blob = ctypes.create_string_buffer(data, max(1, len(data)))
        one = Credential(
            Type=_GENERIC,
            TargetName=_place(name),
            CredentialBlobSize=len(data),
            CredentialBlob=ctypes.cast(blob, POINTER(c_char)),
            Persist=_THIS_USER_HERE,
            UserName="ilson",
        )
        if not _CredWriteW(ctypes.byref(one), 0):
            raise _shut()

    def forget(self, name: str) -> bool:
        if _CredDeleteW(_place(name), _GENERIC, 0):
            return True
        if api.last_error() == _NOT_FOUND:
            return False
        raise _shut()


def _place(name: str) -> str:
    return f"Ilson:{name}"


def _shut() -> DesktopProblem:
    return DesktopProblem(
        either(
            f"Windows 자격 증명 관리자가 답하지 않아요 ({api.last_error()}).",
            f"Windows Credential Manager does not answer ({api.last_error()}).",
        ),
        either(
            "Windows에 로그인한 사용자로 다시 해 주세요.",
            "Try again as the user who is signed in to Windows.",
        ),
    )
