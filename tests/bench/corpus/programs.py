"""Real programs of Debian as pages of the corpus: GTK's and Qt's, and LibreOffice's table."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from player.types import Pixels
from player.vision.picture import load
from scripts.model import Rect
from tests.bench.corpus.chromium import FONTCONFIG, SANS, TEXT, family_rule
from tests.bench.corpus.compose import overlap, packed
from tests.bench.corpus.data import Person, rows
from tests.bench.corpus.pages import Shown
from tests.bench.corpus.stage import Seen, Stage
from tests.bench.corpus.web import FONTS, Mark, View

KINDS = {
    "push button": "button", "toggle button": "button", "menu": "menu", "text": "field",
    "entry": "field", "password text": "field", "combo box": "field", "spin button": "field",
    "check box": "check", "radio button": "check", "page tab": "tab", "table cell": "cell",
    "list item": "cell", "link": "link", "table column header": "cell", "icon": "cell",
    "menu item": "menu",
}  # fmt: skip
CLIPPING = {"scroll pane", "viewport", "table", "tree table", "list", "panel", "layered pane"}
TUNING = frozenset(
    ("zenity-form", "zenity-list", "zenity-text", "featherpad", "keepassxc", "pcmanfm",
     "speedcrunch")
)  # fmt: skip
"""Programs that numbers may be chosen on; the others are for the test split."""


@dataclass(frozen=True, slots=True)
class Program:
    """How a program is started; ``size`` of its client area at scaling 1. ``rows``: it shows a list
    of people (files), whose rows can change."""

    name: str
    kit: str
    command: Callable[[Path, list[Person]], list[str]]
    title: str
    says: str
    """What its application is called in AT-SPI, and its command."""
    size: tuple[int, int]
    least: int = 12
    rows: bool = False
    without: str = ""
    """A kind of its elements that are no targets: flat, or told although they do not show."""
    only: frozenset[str] = frozenset()
    """The words of changes that it is shown with; none: all that programs can have. A program that
    starts slowly has few."""

    @property
    def split(self) -> str:
        return "tuning" if self.name in TUNING else "test"


def _people_list(folder: Path, people: list[Person]) -> list[str]:
    cells = [text for p in people for text in ("FALSE", p.name, p.born, p.phone, p.town)]
    return ["zenity", "--list", "--checklist", "--title=대상자 선택", "--text=문자를 보낼 대상자",
            "--column=선택", "--column=성명", "--column=생년월일", "--column=전화번호",
            "--column=주소", "--ok-label=보내기", "--cancel-label=취소", *cells]  # fmt: skip


def _form(folder: Path, people: list[Person]) -> list[str]:
    fields = ("성명", "생년월일", "전화번호", "주소", "전자우편")
    return ["zenity", "--forms", "--title=대상자 등록", "--text=새 대상자를 적어 주세요",
            *(f"--add-entry={name}" for name in fields), "--add-password=확인 번호",
            "--ok-label=등록하기", "--cancel-label=그만두기"]  # fmt: skip


def _files(folder: Path, people: list[Person]) -> Path:
    place = folder / "명단"
    place.mkdir(exist_ok=True)
    for person in people:
        (place / f"{person.name} {person.work}.txt").write_text(person.phone, encoding="utf-8")
    return place


def _calc(folder: Path, people: list[Person]) -> list[str]:
    file = folder / "명단.csv"
    lines = ["성명,생년월일,전화번호,주소,상태"] + [
        f"{p.name},{p.born},{p.phone},{p.town},{p.state}" for p in people
    ]
    file.write_text("\n".join(lines), encoding="utf-8")
    return ["soffice", f"-env:UserInstallation=file://{folder.parent}/office", "--norestore",
            "--nologo", "--calc", "--infilter=Text - txt - csv (StarCalc):44,34,76,1",
            str(file)]  # fmt: skip


def _text(program: str, *options: str) -> Callable[[Path, list[Person]], list[str]]:
    def command(folder: Path, people: list[Person]) -> list[str]:
        file = folder / "메모.txt"
        text = "\n".join(f"{p.name} {p.phone} {p.town}" for p in people)
        file.write_text(text, encoding="utf-8")
        return [program, *options, str(file)]

    return command


def _memo(folder: Path, people: list[Person]) -> list[str]:
    command = _text("zenity", "--text-info", "--editable", "--title=민원 메모",
                    "--ok-label=저장하기", "--cancel-label=닫기",
                    "--checkbox=읽고 확인했습니다")  # fmt: skip
    *options, file = command(folder, people[:6])
    return [*options, f"--filename={file}"]


FAR = 20_000
"""Places that programs tell of elements which are scrolled out lie beyond this."""
FEW = frozenset(
    ("same", "moved", "jpeg", "vdi", "vdi9", "blur", "near", "over", "uhd", "rjpeg", "ruhd", "dark",
     "s150")
)  # fmt: skip
PROGRAMS = {
    program.name: program
    for program in (
        Program("galculator", "gtk", lambda f, p: ["galculator"], "^galculator$", "galculator",
                (420, 420)),
        Program("mousepad", "gtk", _text("mousepad", "--disable-server"), "메모.txt.*Mousepad",
                "mousepad", (820, 480), 8),
        Program("zenity-form", "gtk", _form, "^대상자 등록$", "zenity", (460, 380)),
        Program("zenity-list", "gtk", _people_list, "^대상자 선택$", "zenity", (640, 440),
                rows=True),
        Program("zenity-text", "gtk", _memo, "^민원 메모$", "zenity", (640, 440), 4),
        Program("featherpad", "qt", _text("featherpad", "--standalone"), "메모.txt", "featherpad",
                (860, 560), 8),
        Program("gtk3-demo", "gtk", lambda f, p: ["gtk3-demo"], "^Application Class$", "gtk3-demo",
                (800, 600), 40),
        Program("calc", "gtk", _calc, "명단.csv.*Calc$", "soffice", (1180, 680), 60, only=FEW),
        Program("keepassxc", "qt", lambda f, p: ["keepassxc"], "^KeePassXC$", "keepassxc",
                (900, 620), without="cell"),
        Program("pcmanfm", "qt", lambda f, p: ["pcmanfm-qt", "--profile", "x", str(_files(f, p))],
                "^명단", "pcmanfm-qt", (860, 520), rows=True),
        Program("speedcrunch", "qt", lambda f, p: ["speedcrunch"], "SpeedCrunch$", "speedcrunch",
                (640, 480), 8, without="field"),
    )
}  # fmt: skip


def missing(names: Collection[str]) -> list[str]:
    """The commands of programs that are not on this machine; :mod:`tests.bench.corpus` names their
    packages."""
    commands = {PROGRAMS[name].says for name in names if name in PROGRAMS}
    return sorted(command for command in commands if shutil.which(command) is None)


class Programs:
    """Pictures of programs, each kept; a program is started for each view that is new."""

    def __init__(self, stage: Stage, folder: Path, work: Path) -> None:
        self._stage, self._folder, self._work = stage, folder, work
        folder.mkdir(parents=True, exist_ok=True)

    def show(self, name: str, shown: Shown, view: View, text: str) -> tuple[Pixels, list[Mark]]:
        """A program's client area, and its elements."""
        key = json.dumps([name, asdict(shown), asdict(view), text], ensure_ascii=False)
        file = self._folder / f"{name}-{hashlib.sha256(key.encode()).hexdigest()[:12]}.json"
        if not file.exists():
            seen = self._start(PROGRAMS[name], shown, view, text)
            found = marks(PROGRAMS[name], seen, view.scale)
            if name == "pcmanfm":  # its last line tells how much room is left on the disk
                foot = round(26 * view.scale)
                seen.pixels[-foot:] = seen.pixels[-foot - 1 :][:1]
            file.with_suffix(".png").write_bytes(packed(seen.pixels))
            told = [asdict(mark) for mark in found]
            file.write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
        told = json.loads(file.read_text(encoding="utf-8"))
        pixels = load(file.with_suffix(".png"))
        return pixels, [Mark(**{**mark, "box": tuple(mark["box"])}) for mark in told]

    def _start(self, program: Program, shown: Shown, view: View, text: str) -> Seen:
        home = self._work / "home"
        if home.exists():
            _empty(home)
        home.mkdir(exist_ok=True)
        people = rows(f"{program.name} {shown.data}", 12, shown.rows)
        size = (round(view.size[0] * view.scale), round(view.size[1] * view.scale))
        env = surroundings(home, program.kit, view, text)
        return self._stage.picture(program.command(home, people), env, program.title,
                                   program.says, size, program.least)  # fmt: skip


def surroundings(home: Path, kit: str, view: View, text: str) -> dict[str, str]:
    """The environment in which a program looks as the view asks, its settings files in ``home``."""
    family = FONTS.get(view.font, "Noto Sans CJK KR")
    families = "".join(family_rule(asked, family) for asked in SANS)
    fonts = home / "fonts.conf"
    fonts.write_text(FONTCONFIG.format(families=families, **TEXT[text]), encoding="utf-8")
    whole = view.scale == 2
    points = 10 * view.text_size
    smooth, stripes = TEXT[text]["smooth"] == "true", TEXT[text]["rgba"]
    gtk = home / ".config" / "gtk-3.0"
    gtk.mkdir(parents=True)
    (gtk / "settings.ini").write_text(
        "[Settings]\ngtk-cursor-blink=0\ngtk-enable-animations=0\n"
        f"gtk-font-name={family} {points:g}\ngtk-xft-antialias={int(smooth)}\n"
        f"gtk-xft-hinting=1\ngtk-xft-hintstyle={TEXT[text]['hint']}\ngtk-xft-rgba={stripes}\n",
        encoding="utf-8",
    )
    qt = home / ".config" / "qt5ct"
    qt.mkdir(parents=True)
    colours = "/usr/share/qt5ct/colors/darker.conf"
    (qt / "qt5ct.conf").write_text(
        f"[Appearance]\nstyle=Fusion\ncustom_palette={'true' if view.dark else 'false'}\n"
        f"color_scheme_path={colours}\nicon_theme=Adwaita\n[Interface]\ncursor_flash_time=0\n"
        f'[Fonts]\ngeneral="{family},{points:g},-1,5,50,0,0,0,0,0"\n',
        encoding="utf-8",
    )
    keepass = home / ".config" / "keepassxc"
    keepass.mkdir()
    (keepass / "keepassxc.ini").write_text(
        f"[GUI]\nApplicationTheme={'dark' if view.dark else 'light'}\n"
        "CheckForUpdates=false\n[General]\nUpdateCheckMessageShown=true\n",
        encoding="utf-8",
    )
    env = {"HOME": str(home), "FONTCONFIG_FILE": str(fonts), "XDG_CONFIG_HOME":
           str(home / ".config"), "QT_QPA_PLATFORMTHEME": "qt5ct"}  # fmt: skip
    if kit == "gtk":
        env["GTK_THEME"] = "Adwaita:dark" if view.dark else "Adwaita"
        env["GDK_SCALE"] = "2" if whole else "1"
        env["GDK_DPI_SCALE"] = "1" if whole else f"{view.scale:g}"
    else:
        env["QT_SCALE_FACTOR"] = f"{view.scale:g}"
    return env


def marks(program: Program, seen: Seen, scale: float) -> list[Mark]:
    """The elements that can be told from each other, in pixels of the client area."""
    frame = next(node for node in seen.nodes if node[1] in ("frame", "dialog") and node[4])
    grows = scale if program.kit == "qt" or scale == 2 else 1.0
    whole = (0, 0, seen.pixels.shape[1], seen.pixels.shape[0])

    def place(box: list[int]) -> Rect:
        if program.kit == "qt":  # in units of its own, and the frame's corner rounded
            left, top = (box[0] - frame[3][0]) * grows, (box[1] - frame[3][1]) * grows
        else:
            left, top = box[0] * grows - seen.origin[0], box[1] * grows - seen.origin[1]
        return (round(left), round(top), round(box[2] * grows), round(box[3] * grows))

    down = _sheet_shift(seen) if program.name == "calc" else 0
    found: list[Mark] = []
    path: list[list[Any]] = []
    for number, node in enumerate(seen.nodes):
        path = [*path[: node[0]], node]
        _, role, name, box, shown, able = node[:6]
        if role not in KINDS or not shown or min(box[2:]) < 2 or max(map(abs, box)) > FAR:
            continue
        if program.name == "calc":
            if role != "table cell":  # of the others it tells wrong places
                continue
            box, able = [box[0], box[1] + down, *box[2:]], True
        at = place(box)
        clips = [whole] + [place(up[3]) for up in path[:-1] if up[1] in CLIPPING and up[3][2] > 0]
        area = at[2] * at[3]
        visible = min(overlap(at, clip) for clip in clips)
        share = 1.0 if visible > 0.96 * area else 0.5 if visible else 0.0
        bar = any(up[1] == "tool bar" for up in path[:-1])
        small = bar and at[2] < 52 * scale
        kind = "icon" if KINDS[role] == "button" and small else KINDS[role]
        if KINDS[role] == program.without:
            continue
        named = name or (f"{role} {number}" if KINDS[role] == "field" else "")
        if named:
            row = named if kind == "cell" and program.rows else ""
            found.append(Mark(f"{kind} {named}", kind, name, row, "", at, share, bool(able)))
    count = Counter(mark.name for mark in found)
    return [mark for mark in found if count[mark.name] == 1]


def _sheet_shift(seen: Seen) -> int:
    """How far below the told place the sheet's cells lie: the office program leaves the height of
    its column heads out. The head of row 1 is blue, since the cursor is in A1."""
    first = next(node for node in seen.nodes if node[1] == "table cell" and node[4])
    left, top, _, height = first[3]
    strip = seen.pixels[:, left - seen.origin[0] - 6].astype(int)
    blue = np.flatnonzero(strip[:, 0] - strip[:, 2] > 60)
    blue = blue[blue >= top - seen.origin[1]]
    if not blue.size or abs(int(blue[-1] - blue[0]) + 1 - height) > 3:
        raise ValueError(f"the head of row 1 is not to be seen: {blue}, {first}")
    return int(blue[0]) + seen.origin[1] - int(top)


def _empty(folder: Path) -> None:
    for inside in sorted(folder.rglob("*"), reverse=True):
        if inside.is_dir() and not inside.is_symlink():
            inside.rmdir()
        else:
            inside.unlink()
