"""Passwords typed while recording, into programs that are not ours: nothing of them is kept."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.files import load
from scripts.model import Secret, Type
from tests.clerk import Child, Clerk, main, until, window_rect
from tests.e2e.test_other_programs import chromium, form_server, need, program

pytestmark = [pytest.mark.desktop, pytest.mark.slow, pytest.mark.usefixtures("display")]

PASSWORD = "Xq7wlpvk"


@contextlib.contextmanager
def recording(script: Path) -> Iterator[Child]:
    with main("record", "--out", str(script), "--no-ui") as recorder:
        recorder.event("recording")
        yield recorder
        assert recorder.end() == 0


def nothing_is_kept(folder: Path, recorder: Child) -> None:
    """Neither in an event nor in any file below ``folder``."""
    assert PASSWORD not in str(recorder.seen)
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert files
    assert not [file for file in files if PASSWORD.encode() in file.read_bytes()]


def typed(script: Path) -> list[str | Secret]:
    return [s.action.text for s in load(script).steps if isinstance(s.action, Type)]


def test_a_gtk_dialog_that_asks_for_a_password(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ILSON_HOME", str(tmp_path / "home"))
    script, output = tmp_path / "home" / "로그인", tmp_path / "out.txt"
    form = (
        "zenity --forms --title='로그인' --text='로그인' --add-entry='사용자'"
        f" --add-password='비밀번호' --separator='|' > {output}"
    )
    need("zenity")
    clerk = Clerk()
    with program("bash", "-c", form):
        x, y, _, _ = window_rect("로그인")
        with recording(script) as recorder:
            clerk.click((x + 140, y + 50, 40, 12))
            clerk.type("kim")
            clerk.key("Tab")
            clerk.type(PASSWORD)
            clerk.click((x + 188, y + 129, 40, 20))  # OK
            until(lambda: output.exists() and output.read_text() == f"kim|{PASSWORD}\n", "it")
    nothing_is_kept(tmp_path / "home", recorder)
    assert typed(script) == ["kim", Secret("로그인 비밀번호")]


def test_a_page_that_asks_for_a_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ILSON_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(
        "tests.e2e.test_other_programs.FORM",
        '<form method="post"><label>사용자 <input name="name"></label>'
        '<label>비밀번호 <input name="phone" type="password"></label>'
        "<button>로그인</button></form>",
    )
    script = tmp_path / "home" / "로그인"
    clerk = Clerk()
    with form_server() as server:
        url = f"http://127.0.0.1:{server.server_address[1]}/"
        with chromium(tmp_path / "one", url, 80, 60, 760, 620):
            x, y, _, _ = window_rect("위생키트 배송 신청")
            with recording(script) as recorder:
                clerk.click((x + 115, y + 75, 40, 16))
                clerk.type("kim")
                clerk.key("Tab")
                clerk.type(PASSWORD)
                clerk.key("Return")
                until(lambda: server.entries, "what was sent")
        assert server.entries == [{"name": "kim", "phone": PASSWORD}]
    nothing_is_kept(tmp_path / "home", recorder)
    assert typed(script)[0] == "kim"
    assert isinstance(typed(script)[1], Secret)
