"""Headless Chromium over the DevTools protocol on a pair of pipes: pages in, pictures out.

One process renders hundreds of pages; only another way to draw text needs another process.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from player.types import Pixels
from player.vision.picture import decode

LIMIT = 60.0
"""Seconds after which an answer is given up."""

FONTCONFIG = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include>/etc/fonts/fonts.conf</include>
<match target="pattern">
<edit name="antialias" mode="assign"><bool>{smooth}</bool></edit>
<edit name="rgba" mode="assign"><const>{rgba}</const></edit>
<edit name="lcdfilter" mode="assign"><const>lcddefault</const></edit>
<edit name="hinting" mode="assign"><bool>true</bool></edit>
<edit name="hintstyle" mode="assign"><const>{hint}</const></edit></match>
<match target="font">
<edit name="antialias" mode="assign"><bool>{smooth}</bool></edit>
<edit name="rgba" mode="assign"><const>{rgba}</const></edit></match>
{families}
</fontconfig>
"""
SANS = ("system-ui", "sans-serif", "Segoe UI", "Arial", "Helvetica", "Helvetica Neue", "Roboto",
        "Tahoma", "Verdana")  # fmt: skip
"""Names that kits ask for; all give the same font here, whatever else is installed."""

TEXT = {
    "grey": {"smooth": "true", "rgba": "none", "hint": "hintslight"},
    "none": {"smooth": "false", "rgba": "none", "hint": "hintfull"},
    "lcd": {"smooth": "true", "rgba": "rgb", "hint": "hintslight"},
}
"""Ways to draw text: grey levels, no smoothing, and colour stripes (as on most LCD screens)."""


def family_rule(asked: str, given: str) -> str:
    """A rule of fontconfig that gives a font family for another."""
    return (
        f'<match target="pattern"><test name="family"><string>{asked}</string></test>'
        f'<edit name="family" mode="assign" binding="strong"><string>{given}</string></edit>'
        "</match>"
    )


class ChromiumError(RuntimeError):
    """Chromium answered with an error, or not at all."""


class Chromium:
    """One process with one tab."""

    def __init__(self, process: subprocess.Popen[bytes], to: int, back: int) -> None:
        self._process, self._to, self._back = process, to, back
        self._buffer = b""
        self._last = 0
        self._events: list[dict[str, Any]] = []
        self._session: str | None = None
        target = next(
            info for info in self.ask("Target.getTargets")["targetInfos"] if info["type"] == "page"
        )
        attached = self.ask("Target.attachToTarget", targetId=target["targetId"], flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "DOM", "CSS"):
            self.ask(f"{domain}.enable")

    def ask(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command and its result."""
        self._last += 1
        message: dict[str, Any] = {"id": self._last, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            told = self._read()
            if told.get("id") == self._last:
                if "error" in told:
                    raise ChromiumError(f"{method}: {told['error']}")
                result: dict[str, Any] = told["result"]
                return result
            self._events.append(told)

    def _read(self) -> dict[str, Any]:
        end = time.monotonic() + LIMIT
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._back], [], [], max(0.0, end - time.monotonic()))
            data = os.read(self._back, 1 << 20) if ready else b""
            if not data:
                raise ChromiumError(f"no answer (process: {self._process.poll()})")
            self._buffer += data
        line, self._buffer = self._buffer.split(b"\0", 1)
        told: dict[str, Any] = json.loads(line)
        return told

    def size(self, width: int, height: int, scale: float, dark: str = "") -> None:
        """The view in CSS pixels and the device's scaling; ``dark`` is "" (light), "native" (the
        page is told that the person prefers dark) or "forced" (Chromium darkens the page)."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=height,
                 deviceScaleFactor=scale, mobile=False)  # fmt: skip
        scheme = "dark" if dark == "native" else "light"
        self.ask("Emulation.setEmulatedMedia",
                 features=[{"name": "prefers-color-scheme", "value": scheme}])  # fmt: skip
        self.ask("Emulation.setAutoDarkModeOverride", enabled=dark == "forced")

    def open(self, file: Path) -> None:
        """Load a page and wait until its pictures and fonts are there."""
        self._events.clear()
        told = self.ask("Page.navigate", url=file.as_uri())
        if "errorText" in told:
            raise ChromiumError(f"{file}: {told['errorText']}")
        loader = told["loaderId"]
        self.ask("Page.setLifecycleEventsEnabled", enabled=True)
        end = time.monotonic() + LIMIT
        while not any(
            event.get("method") == "Page.lifecycleEvent"
            and event["params"]["loaderId"] == loader
            and event["params"]["name"] == "load"
            for event in self._events
        ):
            if time.monotonic() > end:
                raise ChromiumError(f"{file}: not loaded")
            self._events.append(self._read())
        self.run("document.fonts.ready.then(() => new Promise(done =>"
                 " requestAnimationFrame(() => requestAnimationFrame(done))))")  # fmt: skip

    def run(self, script: str) -> Any:
        """The value of an expression in the page; a promise is waited for."""
        told = self.ask("Runtime.evaluate", expression=script, returnByValue=True,
                        awaitPromise=True)  # fmt: skip
        if "exceptionDetails" in told:
            raise ChromiumError(json.dumps(told["exceptionDetails"])[:400])
        return told["result"].get("value")

    def pretend(self, selector: str, *states: str) -> None:
        """Draw an element as hovered ("hover"), pressed ("active") or focused ("focus")."""
        root = self.ask("DOM.getDocument", depth=0)["root"]["nodeId"]
        node = self.ask("DOM.querySelector", nodeId=root, selector=selector)["nodeId"]
        self.ask("CSS.forcePseudoState", nodeId=node, forcedPseudoClasses=list(states))

    def picture(self) -> Pixels:
        """The view's pixels, as large as its CSS size times the scaling."""
        self.run("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
        told = self.ask("Page.captureScreenshot", format="png", optimizeForSpeed=True)
        return decode(base64.b64decode(told["data"]), "screenshot")


def _pipe() -> tuple[int, int]:
    """A pipe whose ends are far from 3 and 4, the numbers under which Chromium wants them."""
    import fcntl  # not on Windows, where the rest can be imported

    ends = os.pipe()
    high = tuple(fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 20) for end in ends)
    for end in ends:
        os.close(end)
    return high[0], high[1]


@contextlib.contextmanager
def chromium(text: str = "grey", fonts_in: Path | None = None) -> Iterator[Chromium]:
    """A browser that draws text in one of the ways of ``TEXT``, with the system's fonts and those
    in ``fonts_in``; ended on leaving."""
    program = shutil.which("chromium")
    if program is None:
        raise ChromiumError("chromium is missing: apt-get install chromium")
    folder = tempfile.mkdtemp(prefix="ilson-chromium-")
    fonts = Path(folder) / "fonts.conf"
    families = "".join(family_rule(asked, "Noto Sans CJK KR") for asked in SANS)
    if fonts_in is not None:
        families += f"<dir>{fonts_in}</dir>"
    fonts.write_text(FONTCONFIG.format(families=families, **TEXT[text]), encoding="utf-8")
    (from_us, to), (back, from_it) = _pipe(), _pipe()
    process = subprocess.Popen(
        ["bash", "-c", f'exec "$@" 3<&{from_us} 4>&{from_it} {from_us}<&- {from_it}>&-', "bash",
         program, "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
         "--no-first-run", "--disable-background-networking", "--disable-component-update",
         "--disable-sync", "--disable-extensions", "--hide-scrollbars=false", "--mute-audio",
         "--remote-debugging-pipe", "--allow-file-access-from-files", "--force-color-profile=srgb",
         *(["--enable-lcd-text"] if text == "lcd" else ["--disable-lcd-text"]),
         "--host-resolver-rules=MAP * ~NOTFOUND", f"--user-data-dir={folder}/profile",
         "about:blank"],
        pass_fds=(from_us, from_it), env={**os.environ, "FONTCONFIG_FILE": str(fonts)},
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(from_us)
    os.close(from_it)
    try:
        yield Chromium(process, to, back)
    finally:
        os.close(to)  # Chromium ends when its pipe does
        os.close(back)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        shutil.rmtree(folder, ignore_errors=True)
