"""The clipboard on X11, against another program (xclip)."""

from __future__ import annotations

import subprocess
from typing import Any

import pytest

from player.desktop.base import ClipboardContent
from player.desktop.x11 import open_x11, selection
from scripts.errors import StepFailed
from tests.player.desktop.conftest import OwnWindow, until

pytestmark = pytest.mark.desktop
TEXT = '홍길동 "값" 없는 😀\n둘째 줄\t끝 '


def paste(target: str = "UTF8_STRING") -> bytes:
    """What another program gets."""
    command = ["xclip", "-selection", "clipboard", "-o", "-t", target]
    return subprocess.run(command, capture_output=True, check=True, timeout=20).stdout


def copy(data: bytes, target: str = "UTF8_STRING") -> None:
    """Another program copies. It goes to the background before the clipboard is its own."""
    command = ["xclip", "-selection", "clipboard", "-i", "-t", target]
    subprocess.run(command, input=data, check=True, stdout=subprocess.DEVNULL, timeout=20)
    until(lambda: offers(target) and paste(target) == data)


def offers(target: str) -> bool:
    """Whether the clipboard's content comes in that format."""
    command = ["xclip", "-selection", "clipboard", "-o", "-t", "TARGETS"]
    found = subprocess.run(command, capture_output=True, timeout=20).stdout
    return target.encode() in found.split()


def test_text_goes_out_and_comes_in_exactly(desktop: Any) -> None:
    desktop.clipboard.set_text(TEXT)
    assert paste().decode() == TEXT
    assert desktop.clipboard.text() == TEXT
    copy(TEXT[::-1].encode())
    assert desktop.clipboard.text() == TEXT[::-1]
    desktop.clipboard.set_text("다시")
    assert paste("text/plain;charset=utf-8").decode() == "다시"
    desktop.clipboard.set_text("")
    assert desktop.clipboard.text() == ""


def test_large_content_goes_in_instalments(desktop: Any) -> None:
    text = "가나다라 0123456789\n" * 100_000
    desktop.clipboard.set_text(text)
    assert paste().decode() == text
    copy(text[::-1].encode())
    assert desktop.clipboard.text() == text[::-1]


@pytest.mark.parametrize(
    ("target", "data"),
    [
        ("image/png", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 2000),
        ("text/html", "<b>굵게</b>".encode()),
        ("UTF8_STRING", "그냥 글".encode()),
    ],
)
def test_what_was_there_is_put_back(desktop: Any, target: str, data: bytes) -> None:
    copy(data, target)
    saved = desktop.clipboard.save()
    desktop.clipboard.set_text("우리 것")
    assert paste().decode() == "우리 것"
    desktop.clipboard.restore(saved)
    assert paste(target) == data


def test_several_formats_are_put_back_together(desktop: Any) -> None:
    content = ClipboardContent(
        (("UTF8_STRING", "글".encode()), ("text/html", "<i>글</i>".encode()))
    )
    desktop.clipboard.restore(content)
    saved = desktop.clipboard.save()
    desktop.clipboard.set_text("딴것")
    desktop.clipboard.restore(saved)
    assert dict(desktop.clipboard.save().formats) == dict(content.formats)
    assert paste("text/html").decode() == "<i>글</i>"
    assert paste("text/plain").decode() == "글"


def test_an_empty_clipboard_is_put_back_as_empty(desktop: Any) -> None:
    desktop.clipboard.restore(ClipboardContent())
    assert desktop.clipboard.text() is None
    assert desktop.clipboard.save() == ClipboardContent()


def test_the_content_outlives_the_process_that_copied(desktop: Any) -> None:
    other = open_x11()
    other.clipboard.set_text(TEXT)
    other.close()
    assert desktop.clipboard.text() == TEXT
    assert paste().decode() == TEXT
    desktop.clipboard.set_text("끝")
    assert paste().decode() == "끝"


def test_a_program_that_does_not_answer_is_a_sentence(
    desktop: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selection, "_ANSWER_LIMIT", 0.2)
    hung = OwnWindow("멈춤", (10, 10, 50, 50))
    clipboard = hung.display.intern_atom("CLIPBOARD")
    hung.window.set_selection_owner(clipboard, 0)
    until(lambda: hung.display.get_selection_owner(clipboard) == hung.window)
    with pytest.raises(StepFailed):
        desktop.clipboard.text()
    assert desktop.clipboard.save() == ClipboardContent()
    hung.close()
