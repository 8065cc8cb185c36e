"""The desktop around a window: wallpaper, taskbar, other windows, window frames, things that lie
over it. Drawn by Chromium, so that its text looks as real text does."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path

from player.types import Pixels
from player.vision.picture import load
from tests.bench.corpus.chromium import Chromium
from tests.bench.corpus.compose import packed
from tests.bench.corpus.data import people

BAR = 40
"""Height of the taskbar in CSS pixels."""
STRIP = 76
"""Height of a browser's frame above its page, in CSS pixels."""
WALLS = (
    "linear-gradient(#1f4e79,#6fa8dc 60%,#cfe2f3)", "#5a6b7b", "linear-gradient(#d9e6dc,#7fa58b)",
    "repeating-linear-gradient(90deg,#3d5a80 0 60px,#41618a 60px 120px)",
    "linear-gradient(#4b3b52,#d98b5f)", "#e9edf2",
)  # fmt: skip
DESKTOPS = 9
"""How many different desktops there are."""
STYLE = """<meta charset="utf-8"><style>*{box-sizing:border-box;animation:none!important}
body{margin:0;overflow:hidden;font:13px sans-serif;width:100vw;height:100vh}
.bar{position:fixed;left:0;right:0;height:40px;background:#1b2433ee;color:#fff;display:flex;
align-items:center;gap:10px;padding:0 12px;z-index:9}.bar i{width:26px;height:26px;border-radius:
6px;display:block}.bar span{padding:4px 10px;background:#ffffff22;border-radius:4px}.bar b{
margin-left:auto;font-weight:400}
.win{position:absolute;background:#fff;border:1px solid #8893a5;
border-radius:6px;overflow:hidden;box-shadow:0 6px 18px #0006}
.win h6{margin:0;background:#e3e8f0;padding:7px 10px;
font:13px sans-serif;display:flex;justify-content:space-between}.win p{margin:5px 12px;color:#333}
.win td{border:1px solid #ccd;padding:2px 8px}.ico{position:absolute;width:74px;text-align:center;
color:#fff;text-shadow:0 1px 2px #000;font-size:12px}.ico i{display:block;width:40px;height:40px;
margin:0 auto 4px;border-radius:8px}.night .bar{background:#f3f4f7ee;color:#222}
.night .win{background:#20242c;color:#ddd}
.night .win h6{background:#2c323d}.night .win p{color:#ccc}
</style>"""
FRAME = """<body style="background:{back};color:{ink}"><div style="height:36px;display:flex;
align-items:end;padding:0 8px;gap:6px;background:{head}"><div style="background:{back};padding:7px
 16px;border-radius:8px 8px 0 0;min-width:180px">{title}</div><div style="padding:7px 12px;
opacity:.6">{other}</div><div style="margin-left:auto;
padding:7px;letter-spacing:14px">–□×</div></div>
<div style="height:40px;display:flex;align-items:center;gap:14px;padding:0 14px;
border-bottom:1px solid #8884">
<span style="letter-spacing:10px">←→↻</span><div style="flex:1;border:1px solid #8886;border-radius:
14px;padding:4px 14px">{address}</div><span>☆</span><span>⋮</span></div></body>"""


TITLE = 30
"""Height of another program's title bar in CSS pixels."""
BARE = """<body style="background:{head};color:{ink}"><div style="height:30px;display:flex;
align-items:center;justify-content:space-between;padding:0 10px"><b>{title}</b><span
style="letter-spacing:14px">–□×</span></div></body>"""


class Desk:
    """Draws desktops, frames and what lies over windows, each once; kept in ``folder``."""

    def __init__(self, browser: Chromium, folder: Path) -> None:
        self._browser, self._folder = browser, folder
        folder.mkdir(parents=True, exist_ok=True)
        self._open = False

    def _draw(self, key: tuple[object, ...], body: str, size: tuple[int, int],
              scale: float) -> Pixels:  # fmt: skip
        digest = hashlib.sha256(f"{key} {STYLE} {body}".encode()).hexdigest()[:16]
        kept = self._folder / f"{digest}.png"
        if kept.exists():
            return load(kept)
        if not self._open:
            file = self._folder / "desktop.html"
            file.write_text(f"<!doctype html>{STYLE}<body></body>", encoding="utf-8")
            self._browser.open(file)
            self._open = True
        self._browser.size(*size, scale)
        self._browser.run(f"document.body.outerHTML = {json.dumps(body)}")
        pixels = self._browser.picture()
        kept.write_bytes(packed(pixels))
        return pixels

    def desktop(self, variant: int, pixels: tuple[int, int], scale: float) -> Pixels:
        """A desktop without the window that matters: uint8[h, w, 3] of ``pixels`` (w, h)."""
        size = (-(-pixels[0] // scale), -(-pixels[1] // scale))
        css = (int(size[0]), int(size[1]))
        drawn = self._draw(("desktop", variant, pixels, scale), _desktop(variant, css), css, scale)
        return drawn[: pixels[1], : pixels[0]]

    def frame(self, title: str, width: int, scale: float, dark: bool, bare: bool) -> Pixels:
        """A browser's frame (STRIP × ``width`` in CSS pixels), or a ``bare`` title bar (TITLE)."""
        look = {"back": "#2b2d31", "ink": "#e6e6e6", "head": "#1c1d20"} if dark else {
            "back": "#ffffff", "ink": "#222222", "head": "#dee3ea"}  # fmt: skip
        if bare:
            body, height = BARE.format(title=title, **look), TITLE
        else:
            address = "portal.happy.example/office"
            body = FRAME.format(title=f"{title} - 행복시", other="새 탭", address=address, **look)
            height = STRIP
        return self._draw(("frame", title, width, scale, dark), body, (width, height), scale)

    def over(self, what: str, size: tuple[int, int], scale: float) -> Pixels:
        """A thing that lies over windows: a "toast" or a "window", of a size in CSS pixels."""
        text = ("<b>새 쪽지</b><p>회의 자료를 확인해 주세요.</p>" if what == "toast" else
                "<h6>메모<span>×</span></h6>" + "".join(
                    f"<p>{p.name} {p.phone}</p>" for p in people("memo", 8)))  # fmt: skip
        back = "#20242c;color:#eee" if what == "toast" else "#fff9c4;color:#333"
        body = (f'<body><div class="win" style="inset:0;background:{back};padding:'
                f'{"12px" if what == "toast" else "0"}">{text}</div></body>')  # fmt: skip
        return self._draw(("over", what, size, scale), body, size, scale)


def _desktop(variant: int, css: tuple[int, int]) -> str:
    chance = random.Random(f"desktop {variant}")
    width, height = css
    colour = lambda: f"hsl({chance.randint(0, 359)} 60% 50%)"  # noqa: E731
    icons = "".join(
        f'<div class="ico" style="left:14px;top:{60 + 86 * n}px"><i style="background:{colour()}">'
        f"</i>{name}</div>"
        for n, name in enumerate(("내 문서", "휴지통", "업무망", "명단.xlsx", "한글"))
    )
    windows = ""
    for number in range(chance.randint(1, 3)):
        wide, high = chance.randint(300, 620), chance.randint(220, 420)
        x, y = chance.randint(0, max(1, width - 300)), chance.randint(20, max(21, height - 260))
        told = people(f"desktop {variant} {number}", 8)
        inside = "".join(
            f"<p>{p.name}  {p.work}</p>" if number % 2 else
            f"<tr><td>{p.name}<td>{p.phone}<td>{p.state}</tr>" for p in told)  # fmt: skip
        title = chance.choice(("메모장", "명단.xlsx - 통합 문서", "받은 편지함", "탐색기"))
        windows += (f'<div class="win" style="left:{x}px;top:{y}px;width:{wide}px;height:{high}px">'
                    f"<h6>{title}<span>– □ ×</span></h6>"
                    f"{inside if number % 2 else f'<table>{inside}</table>'}</div>")  # fmt: skip
    apps = "".join(f'<i style="background:{colour()}"></i>' for _ in range(5))
    bar = (f'<div class="bar" style="{"top" if variant % 4 == 3 else "bottom"}:0">{apps}'
           "<span>업무 포털</span><span>탐색기</span>"
           f"<b>한  ▲  오후 2:{10 + variant % 50}</b></div>")  # fmt: skip
    night = "night" if variant % 5 == 4 else ""
    return (f'<body class="{night}" style="background:{WALLS[variant % len(WALLS)]}">{icons}'
            f"{windows}{bar}</body>")  # fmt: skip
