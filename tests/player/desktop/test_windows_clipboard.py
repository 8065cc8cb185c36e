"""The clipboard with all its formats, on Windows."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from ctypes.wintypes import HANDLE, HDC
from typing import Any

import pytest

from player.desktop.windows import api, clipboard
from player.desktop.windows.clipboard import WindowsClipboard
from scripts.errors import StepFailed
from tests.player.desktop.windows_lane import Target, target, until
from tests.player.desktop.windows_target import HOLD, PROMISE, PROMISED


@pytest.fixture
def board() -> WindowsClipboard:
    return WindowsClipboard()


@pytest.fixture(scope="module")
def other() -> Iterator[Target]:
    with target("클립보드 창") as made:
        yield made


@pytest.mark.parametrize("text", ["", "홍길동 😀", "한 줄\n두 줄\n", "탭\t끝", "가" * 50_000])
def test_text_comes_back(board: WindowsClipboard, text: str) -> None:
    board.set_text(text)
    assert board.text() == text


def test_every_copy_counts(board: WindowsClipboard) -> None:
    board.set_text("같은 것")
    before = board.version()
    assert board.version() == before
    board.set_text("같은 것")
    assert board.version() != before


def test_pasted_values_stay_out_of_the_history_and_the_cloud(board: WindowsClipboard) -> None:
    board.set_text("홍길동")
    names = dict(board.save().formats)
    assert names["CanIncludeInClipboardHistory"][:4] == bytes(4)
    assert names["CanUploadToCloudClipboard"][:4] == bytes(4)


def test_every_format_is_put_back(board: WindowsClipboard) -> None:
    header = (40).to_bytes(4, "little") + (2).to_bytes(4, "little") * 2
    picture = header + bytes([1, 0, 24, 0]) + bytes(24) + bytes(range(16))
    given = {
        "#13": "표\0".encode("utf-16-le"),
        "#8": picture,
        "HTML Format": b"<b>\xed\x91\x9c</b>\0",
        "Rich Text Format": b"{\\rtf1 x}\0",
        "Ilson Test": bytes(range(256)),
    }
    clipboard._give(list(given.items()))
    kept = board.save()
    board.set_text("그 사이")
    board.restore(kept)
    again = dict(board.save().formats)
    for name, data in given.items():
        if name != "#8":
            assert again[name][: len(data)] == data, name
    assert any(name in again for name in ("#8", "#17"))
    assert board.text() == "표"


def test_a_drawing_in_vectors_is_put_back(board: WindowsClipboard) -> None:
    gdi = ctypes.WinDLL("gdi32")
    gdi.CreateEnhMetaFileW.restype = HDC
    gdi.CloseEnhMetaFile.restype, gdi.CloseEnhMetaFile.argtypes = HANDLE, (HDC,)
    gdi.Rectangle.argtypes = (HDC, *[ctypes.c_int] * 4)
    drawing = gdi.CreateEnhMetaFileW(None, None, None, None)
    gdi.Rectangle(drawing, 0, 0, 50, 40)
    picture = gdi.CloseEnhMetaFile(drawing)
    size = api.GetEnhMetaFileBits(picture, 0, None)
    data = ctypes.create_string_buffer(size)
    api.GetEnhMetaFileBits(picture, size, data)
    api.DeleteEnhMetaFile(picture)
    clipboard._give([("#14", data.raw)])
    kept = board.save()
    assert dict(kept.formats)["#14"] == data.raw
    board.set_text("그 사이")
    board.restore(kept)
    assert dict(board.save().formats)["#14"] == data.raw


def test_what_was_empty_is_empty_again(board: WindowsClipboard) -> None:
    clipboard._give([])
    kept = board.save()
    assert kept.formats == () and board.text() is None
    board.set_text("그 사이")
    board.restore(kept)
    assert board.text() is None


def test_what_was_only_promised_is_asked_for(board: WindowsClipboard, other: Target) -> None:
    board.set_text("전")
    api.PostMessageW(other.window, PROMISE, 0, 0)
    until(lambda: board.text() == PROMISED)
    api.PostMessageW(other.window, PROMISE, 0, 0)
    until(lambda: api.ask_window(other.window, 0) is not None)
    kept = board.save()
    board.set_text("그 사이")
    board.restore(kept)
    assert board.text() == PROMISED


def test_a_clipboard_that_another_program_keeps_open_is_waited_for(
    board: WindowsClipboard, other: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    board.set_text("전")
    api.PostMessageW(other.window, HOLD, 1000, 0)
    until(lambda: api.ask_window(other.window, 0) is None)
    monkeypatch.setattr(clipboard, "_OPEN_LIMIT", 0.0)
    for use in (board.text, board.save, lambda: board.set_text("못 넣음")):
        with pytest.raises(StepFailed) as caught:
            use()
        assert caught.value.why == "timed_out" and caught.value.hint
    monkeypatch.setattr(clipboard, "_OPEN_LIMIT", 30.0)
    assert board.text() == "전"


def test_a_promise_that_is_not_kept_in_time_is_given_up(
    board: WindowsClipboard, other: Target, monkeypatch: pytest.MonkeyPatch
) -> None:
    api.PostMessageW(other.window, PROMISE, 1500, 0)
    asked: list[Any] = []
    until(lambda: asked.append(1) or api.ask_window(other.window, 0) is not None)
    monkeypatch.setattr(clipboard, "_READ_LIMIT", 0.1)
    with pytest.raises(StepFailed) as caught:
        board.save()
    assert caught.value.why == "timed_out"
    monkeypatch.undo()
    until(lambda: api.ask_window(other.window, 0) is not None)
    assert board.text() == PROMISED
