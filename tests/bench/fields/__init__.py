"""Real programs with one text field each, driven from outside and read back from inside."""

from __future__ import annotations

import importlib.util
import json
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Protocol

_HERE = Path(__file__).parent
_SYSTEM_PYTHON = "/usr/bin/python3"
START_LIMIT = 60.0
QUIET = 1.0
"""Seconds without a change after which a field that differs is taken as final."""


class Field(Protocol):
    """One field that has the keyboard focus."""

    def text(self) -> str: ...

    def clear(self) -> None: ...


def settled_text(field: Field, expected: str) -> str:
    """What the field holds: as soon as it is ``expected``, else when it stopped changing."""
    seen, since = field.text(), time.monotonic()
    while seen != expected and time.monotonic() < since + QUIET:
        time.sleep(0.01)
        now = field.text()
        if now != seen:
            seen, since = now, time.monotonic()
    return seen


class ProgramField:
    """A field in a program of ours that answers JSON lines."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self._ask("ready")

    def text(self) -> str:
        return str(self._ask("text"))

    def clear(self) -> None:
        self._ask("clear")

    def _ask(self, command: str) -> Any:
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.write(command + "\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("the program with the field has ended")
        return json.loads(line)


@contextmanager
def _program(command: list[str], **environment: str) -> Iterator[Field]:
    env = {**os.environ, "NO_AT_BRIDGE": "1", **environment}
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=env
    )
    try:
        yield ProgramField(process)
    finally:
        process.kill()
        process.communicate()


@contextmanager
def qt_field() -> Iterator[Field]:
    """A QPlainTextEdit."""
    with _program([sys.executable, str(_HERE / "qt.py")], QT_QPA_PLATFORM="xcb") as field:
        yield field


@contextmanager
def gtk_field() -> Iterator[Field]:
    """A GtkTextView."""
    env = {"GDK_BACKEND": "x11", "PYTHONPATH": "", "VIRTUAL_ENV": ""}
    with _program([_SYSTEM_PYTHON, str(_HERE / "gtk.py")], **env) as field:
        yield field


def has_gtk() -> bool:
    """Whether the system's Python has GTK 3."""
    code = "import gi; gi.require_version('Gtk', '3.0'); from gi.repository import Gtk"
    if not Path(_SYSTEM_PYTHON).exists():
        return False
    return subprocess.run([_SYSTEM_PYTHON, "-c", code], capture_output=True).returncode == 0


def has_qt() -> bool:
    """Whether this Python has Qt."""
    return importlib.util.find_spec("PySide6") is not None


def chromium() -> str | None:
    """Where Chromium is."""
    return shutil.which("chromium") or shutil.which("google-chrome")


# Chromium drops what is typed before it has drawn the page, so the page waits for that.
_PAGE = """<!doctype html><meta charset="utf-8"><title>field</title>
<textarea id="f" autofocus style="width:90%;height:300px" spellcheck="false"></textarea><script>
const f = document.getElementById('f'); let n = 0;
const tell = () => fetch('/is', {method: 'POST', body: JSON.stringify({n: ++n, text: f.value})});
f.addEventListener('input', tell);
f.addEventListener('keydown', e => { if (e.key === 'Tab') {
  e.preventDefault(); f.setRangeText('\\t', f.selectionStart, f.selectionEnd, 'end'); tell(); }});
new EventSource('/do').onmessage = () => { f.value = ''; f.focus(); tell(); };
f.focus(); let frames = 0;
const look = () => { frames += document.hasFocus() && performance.getEntriesByType('paint').length;
  if (frames >= 3) tell();
  else requestAnimationFrame(look); };
requestAnimationFrame(look);
</script><p>A field</p>"""


class ChromiumField:
    """A text area in a page that tells every change to a server of ours."""

    def __init__(self, events: queue.Queue[dict[str, Any]], orders: queue.Queue[str]) -> None:
        self._events, self._orders = events, orders
        self._latest: dict[str, Any] = {"n": 0, "text": ""}
        self._wait_for_more()

    def text(self) -> str:
        while True:
            try:
                event = self._events.get_nowait()
            except queue.Empty:
                return str(self._latest["text"])
            if event["n"] > self._latest["n"]:
                self._latest = event

    def clear(self) -> None:
        self._orders.put("clear")
        self._wait_for_more()
        while self.text():
            self._wait_for_more()

    def _wait_for_more(self) -> None:
        event = self._events.get(timeout=START_LIMIT)
        if event["n"] > self._latest["n"]:
            self._latest = event


@contextmanager
def chromium_field() -> Iterator[Field]:
    """A text area in Chromium."""
    events: queue.Queue[dict[str, Any]] = queue.Queue()
    orders: queue.Queue[str] = queue.Queue()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            if self.path == "/do":
                self.send_header("Content-Type", "text/event-stream")
                self.end_headers()
                while order := orders.get():
                    self.wfile.write(f"data: {order}\n\n".encode())
                    self.wfile.flush()
                return
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(_PAGE.encode())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(204)
            self.end_headers()
            events.put(json.loads(body))

        def log_message(self, format: str, *args: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    binary = chromium()
    assert binary is not None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        process = subprocess.Popen(
            [binary, f"--user-data-dir={folder}", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--disable-background-networking", "--disable-component-update", "--disable-sync",
             "--no-default-browser-check", "--password-store=basic", "--lang=ko",
             f"--app=http://127.0.0.1:{server.server_port}/"],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        try:
            yield ChromiumField(events, orders)
        finally:
            process.terminate()
            process.wait()
            orders.put("")
            server.shutdown()
            server.server_close()
            thread.join()
