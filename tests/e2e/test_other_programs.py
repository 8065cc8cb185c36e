"""The main job in programs that are not ours: a GTK editor with menus, a GTK dialog for each
entry, and a form in Chromium. What arrived is read from the program's own output."""

from __future__ import annotations

import contextlib
import http.server
import os
import shutil
import subprocess
import threading
import urllib.parse
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.clerk import (
    Clerk,
    geometry,
    main,
    picture,
    place_window,
    put_columns,
    shown,
    until,
    window_rect,
)

pytestmark = [pytest.mark.desktop, pytest.mark.slow, pytest.mark.usefixtures("display")]

PEOPLE = [
    ("홍길동", "010-1234-5678"),
    ("김값없다", "02-345-6789"),
    ("뷁쀍", "0"),
    ("남궁민수", "010-0000-0001"),
    ("O'Brien", "+82 10 1234"),
    ("이서연", "010-9999-1111"),
    ("최은우", "031-123-4567"),
    ("박닭볶음", "010-2222-3333"),
    ("정읊조림", "1588-1234"),
    ("강 훑다", "010-4444-5555"),
    ("윤넓게", "010-6666-7777"),
]


def write_csv(path: Path) -> None:
    lines = ["성명,전화번호", *(",".join(person) for person in PEOPLE)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


@contextlib.contextmanager
def program(
    *command: str, env: dict[str, str] | None = None, cwd: Path | None = None
) -> Iterator[subprocess.Popen[str]]:
    """A program in a process group of its own, ended with everything that it started."""
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, cwd=cwd,
        env={**os.environ, "LANG": "C.UTF-8", **(env or {})}, start_new_session=True,
    ) as started:  # fmt: skip
        try:
            yield started
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(started.pid, 15)


def need(name: str) -> str:
    path = shutil.which(name)
    assert path, f"{name} is missing: bash run.sh test installs it"
    return path


def play(script: Path, data: Path) -> None:
    """Play to the end; on failure the message of what went wrong."""
    with main("play", str(script), "--data", str(data), "--json") as player:
        code = player.rest(300)
    assert code == 0, "\n".join((*map(str, player.seen[-4:]), shown()))


def test_mousepad_with_its_menus(tmp_path: Path) -> None:
    script, first, second = tmp_path / "적기", tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_text("")
    second.write_text("")
    clerk = Clerk()
    settings = {"HOME": str(tmp_path), "GSETTINGS_BACKEND": "memory"}
    with program(need("mousepad"), "--disable-server", str(first), env=settings):
        place_window("first.txt - Mousepad", 150, 120, 700, 480)
        with main("record", "--out", str(script), "--no-ui") as recorder:
            recorder.event("recording")
            clerk.key("ctrl+End")
            clerk.type("Kim 1")
            clerk.key("Return")
            x, y, _, _ = window_rect("first.txt - Mousepad")
            clerk.click((x + 2, y + 4, 40, 20))  # File
            recorder.event("step")
            menu = until(menu_rect, "the File menu")
            clerk.click((menu[0] + 20, menu[1] + 128, 60, 22))  # Save
            until(lambda: first.read_text() == "Kim 1\n", "the saved file")
            assert recorder.end() == 0
    put_columns(script, {"Kim 1": "{성명}·{전화번호}"})
    write_csv(tmp_path / "명단.csv")
    with program(need("mousepad"), "--disable-server", str(second), env=settings):
        place_window("second.txt - Mousepad", 640, 330, 900, 600)
        play(script, tmp_path / "명단.csv")
        wanted = "".join(f"{name}·{phone}\n" for name, phone in PEOPLE)
        until(lambda: second.read_text(encoding="utf-8") == wanted, "all rows in the file")


def menu_rect() -> list[int]:
    """The menu that is open: a window of the program that no window manager frames."""
    found = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--class", "[Mm]ousepad"],
        capture_output=True, text=True,
    ).stdout.split()  # fmt: skip
    for window in found:
        told = subprocess.run(["xwininfo", "-id", window], capture_output=True, text=True).stdout
        rect = geometry(window)
        if "Override Redirect State: yes" in told and rect and rect[3] > 100:
            return rect
    return []


def test_zenity_a_dialog_for_each_person(tmp_path: Path) -> None:
    script, output = tmp_path / "입력", tmp_path / "out.txt"
    form = (
        "while zenity --forms --title='대상자 입력' --text='새 대상자' --add-entry='성명'"
        f" --add-entry='전화번호' --separator='|' >> {output}; do :; done"
    )
    need("zenity")
    clerk = Clerk()

    def lines() -> list[str]:
        return output.read_text(encoding="utf-8").splitlines() if output.exists() else []

    with program("bash", "-c", form):
        x, y, _, _ = window_rect("대상자 입력")
        with main("record", "--out", str(script), "--no-ui") as recorder:
            recorder.event("recording")
            clerk.click((x + 140, y + 50, 40, 12))
            clerk.type("Kim")
            clerk.key("Tab")
            clerk.type("010")
            clerk.click((x + 188, y + 129, 40, 20))  # OK
            until(lambda: lines() == ["Kim|010"], "the first person")
            assert recorder.end() == 0
    output.unlink()
    put_columns(script, {"Kim": "{성명}", "010": "{전화번호}"})
    write_csv(tmp_path / "명단.csv")
    with program("bash", "-c", form):
        play(script, tmp_path / "명단.csv")
        until(lambda: len(lines()) >= len(PEOPLE), "all people")
    assert lines() == [f"{name}|{phone}" for name, phone in PEOPLE]


HEAD = """<!doctype html><html lang="ko"><meta charset="utf-8">
<meta name="google" content="notranslate"><title>위생키트 배송 신청</title>
<style>body{font:15px sans-serif;margin:24px} label{display:block;margin:8px 0}</style>
<h2>위생키트 배송 신청</h2>
"""
FORM = """<p>신청서를 써 주세요.</p><form method="post" accept-charset="utf-8">
<label>성명 <input name="name"></label>
<label>전화번호 <input name="phone"></label>
<label><input type="checkbox" name="agree" value="yes"> 개인정보 수집에 동의합니다</label>
<button>신청하기</button> <button type="reset">다시 쓰기</button>
</form>"""
DONE = '<p>접수되었습니다.</p><p><a href="/">다음 신청서 쓰기</a></p>'


class FormServer(http.server.ThreadingHTTPServer):
    """A page with a form on the loopback address; ``entries`` is what was sent."""

    def __init__(self) -> None:
        self.entries: list[dict[str, str]] = []
        self.pages = 0
        super().__init__(("127.0.0.1", 0), FormHandler)


class FormHandler(http.server.BaseHTTPRequestHandler):
    server: FormServer

    def do_GET(self) -> None:
        self.server.pages += 1
        self._answer(FORM)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.server.entries.append(dict(urllib.parse.parse_qsl(body, keep_blank_values=True)))
        self._answer(DONE)

    def _answer(self, body: str) -> None:
        page = (HEAD + body).encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(page)))
        self.end_headers()
        self.wfile.write(page)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@contextlib.contextmanager
def form_server() -> Iterator[FormServer]:
    with FormServer() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join(10)


@contextlib.contextmanager
def chromium(folder: Path, url: str, x: int, y: int, width: int, height: int) -> Iterator[None]:
    with program(
        need("chromium"), f"--user-data-dir={folder}", "--no-sandbox", "--disable-gpu",
        "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync", "--disable-quic", "--no-default-browser-check",
        "--disable-features=Translate", "--test-type", "--password-store=basic",
        f"--window-position={x},{y}", f"--window-size={width},{height}", f"--app={url}",
    ):  # fmt: skip
        window_rect("위생키트 배송 신청")
        yield


def test_chromium_form(tmp_path: Path) -> None:
    script = tmp_path / "신청"
    clerk = Clerk()
    with form_server() as server:
        url = f"http://127.0.0.1:{server.server_address[1]}/"
        with chromium(tmp_path / "one", url, 80, 60, 760, 620):
            x, y, _, _ = window_rect("위생키트 배송 신청")
            with main("record", "--out", str(script), "--no-ui") as recorder:
                recorder.event("recording")
                clerk.click((x + 115, y + 115, 40, 16))
                clerk.type("Kim")
                clerk.key("Tab")
                clerk.type("010")
                clerk.key("Tab", "space", "Tab")
                place = (x + 20, y + 105, 200, 35)
                field = picture(place)
                clerk.key("Return")
                until(lambda: server.entries and picture(place) != field, "the next page")
                asked = server.pages
                clerk.click((x + 40, y + 118, 30, 8))  # 다음 신청서 쓰기
                until(lambda: server.pages > asked, "the next form")
                assert recorder.end() == 0
        assert server.entries == [{"name": "Kim", "phone": "010", "agree": "yes"}]
        server.entries.clear()
        put_columns(script, {"Kim": "{성명}", "010": "{전화번호}"})
        write_csv(tmp_path / "명단.csv")
        with chromium(tmp_path / "two", url, 600, 240, 900, 700):
            play(script, tmp_path / "명단.csv")
            until(lambda: len(server.entries) >= len(PEOPLE), "all entries")
        assert server.entries == [
            {"name": name, "phone": phone, "agree": "yes"} for name, phone in PEOPLE
        ]
