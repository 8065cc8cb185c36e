"""Tasks in programs that are not ours: GTK's editor, dialogs and calculator, a form in Chromium, a
sheet in LibreOffice. Places are those of a recording at scaling 1, from the window's corner."""

from __future__ import annotations

import contextlib
import http.server
import json
import re
import threading
import urllib.parse
import zipfile
from collections.abc import Iterator
from pathlib import Path

from tests.bench.tasks.hands import Human
from tests.bench.tasks.stage import Shown, Task, View, clipboard, gtk, put
from tests.clerk import until
from tests.e2e.test_other_programs import need, program


def _from(shown: Shown, x: int, y: int) -> tuple[int, int]:
    """A place that is so far from the corner of the program's client area."""
    left, top = shown.more["rect"][:2]
    return left + x, top + y


# ---- mousepad -------------------------------------------------------------------------------


@contextlib.contextmanager
def _editor(folder: Path, view: View, *texts: str) -> Iterator[Shown]:
    folder.mkdir(parents=True, exist_ok=True)
    env = gtk(view, folder)
    shown = Shown(folder, view)
    with contextlib.ExitStack() as stack:
        for number, text in enumerate(texts, 1):
            file = folder / f"memo{number}.txt"
            file.write_text(text, encoding="utf-8")
            stack.enter_context(program(need("mousepad"), "--disable-server", str(file), env=env))
            shown.more["rect"] = put(
                f"memo{number}.txt - Mousepad", view, 60 + 640 * (number - 1), 110, 600, 420
            )
            shown.more[f"rect{number}"] = shown.more["rect"]
        yield shown


def _note(hands: Human, shown: Shown) -> None:
    hands.key("ctrl+End")
    hands.type("Kim Minji 010", slip=5)
    hands.key("Return", "alt+f")
    hands.rest(0.4, 0.6)
    hands.key("s")


def _noted(shown: Shown) -> bool:
    text = (shown.folder / "memo1.txt").read_text(encoding="utf-8")
    return text == _memo(shown.view) + "Kim Minji 010\n"


def _memo(view: View) -> str:
    return "Lee 010-1\nPark 010-2\n" if view.data else "list of calls\n"


def _replace(hands: Human, shown: Shown) -> None:
    """A word is chosen by a double click and typed over; the last line is dragged over and cut."""
    hands.click(_from(shown, 20, 62), times=2)
    hands.type("DONE", slip=2)
    hands.key("ctrl+s")


def _replaced(shown: Shown) -> bool:
    text = (shown.folder / "memo1.txt").read_text(encoding="utf-8")
    return text == ("DONE: Park Bora\n" if shown.view.data else "DONE: Kim Minji\n")


@contextlib.contextmanager
def _two(folder: Path, view: View) -> Iterator[Shown]:
    """The editor, and in front of it a dialog in which a text can be written."""
    with _editor(folder, view, "second list\n" if view.data else "first list\n") as editor:
        (folder / "start.txt").write_text("from the other\n", encoding="utf-8")
        options = ("--text-info", "--editable", "--filename=start.txt")
        with _dialog(folder, view, "전달 사항", (420, 320), *options, x=780) as dialog:
            yield Shown(folder, view, {**editor.more, **dialog.more})


def _carry(hands: Human, shown: Shown) -> None:
    """What stands in one window is copied into the other."""
    hands.key("alt+Tab", "ctrl+a", "ctrl+c", "alt+Tab", "ctrl+End", "ctrl+v")
    hands.type("checked", slip=3)
    hands.click(_from(shown, 369, 294))  # OK


def _carried(shown: Shown) -> bool:
    first = "second list" if shown.view.data else "first list"
    return _output(shown) == f"from the other\n{first}\nchecked"


# ---- zenity ---------------------------------------------------------------------------------


@contextlib.contextmanager
def _dialog(
    folder: Path, view: View, title: str, size: tuple[int, int], *options: str, x: int = 150
) -> Iterator[Shown]:
    folder.mkdir(parents=True, exist_ok=True)
    with program(
        "sh", "-c", 'exec "$@" > out.txt', "sh", need("zenity"), f"--title={title}", *options,
        env=gtk(view, folder), cwd=folder,
    ):  # fmt: skip
        yield Shown(folder, view, {"rect": put(title, view, x, 120, *size)})


def _fill(hands: Human, shown: Shown) -> None:
    hands.click(_from(shown, 165, 53))
    hands.type("Kim Minji", slip=3)
    hands.key("Tab")
    hands.type("010-1234", slip=6)
    hands.key("Tab")
    hands.type("Garam-ro 1")
    hands.click(_from(shown, 429, 176))


def _choose(hands: Human, shown: Shown) -> None:
    hands.click(_from(shown, 60, 118))  # Park
    hands.click(_from(shown, 448, 374))


def _output(shown: Shown) -> str:
    return (shown.folder / "out.txt").read_text(encoding="utf-8").strip()


_FORM = ("--forms", "--text=새 대상자", "--add-entry=성명", "--add-entry=전화번호",
         "--add-entry=주소")  # fmt: skip
_LIST = ("--list", "--text=문자를 보낼 대상자", "--column=성명", "--column=전화번호")
_PEOPLE = ("Kim", "010-1", "Lee", "010-2", "Park", "010-3", "Choi", "010-4")


def _list_of(view: View) -> tuple[str, ...]:
    more = ("Song", "010-7", "Yoon", "010-8") if view.data else ()
    return (*_LIST, *more, *_PEOPLE)


# ---- galculator -----------------------------------------------------------------------------


@contextlib.contextmanager
def _calculator(folder: Path, view: View) -> Iterator[Shown]:
    folder.mkdir(parents=True, exist_ok=True)
    with program(need("galculator"), env=gtk(view, folder)):
        rect = put("^galculator$", view, 150, 120, 420, 420)
        shown = Shown(folder, view, {"rect": rect})
        if view.data:  # the last sum still stands there
            from tests.clerk import xdotool

            xdotool("key", "9", "2")
        yield shown


def _sum(hands: Human, shown: Shown) -> None:
    for x, y in ((332, 113), (44, 223), (210, 279), (293, 279), (127, 223), (376, 361)):
        hands.click(_from(shown, x, y))  # AC 7 6 * 8 =
    hands.key("ctrl+c")


def _summed(shown: Shown) -> bool:
    return clipboard() == "608"


# ---- Chromium -------------------------------------------------------------------------------

_PAGE = """<!doctype html><html lang="ko"><meta charset="utf-8">
<meta name="google" content="notranslate"><title>민원 접수</title>
<style>body{{font:15px sans-serif;margin:24px}} label{{display:block;margin:10px 0}}
input,select,textarea{{font:inherit}}</style>
<h2>민원 접수</h2><p id="who">접수 번호 <b id="number">{number}</b></p>
<form method="post" accept-charset="utf-8">
<label>성명 <input id="name" name="name" value="{name}"></label>
<label>연락처 <input id="phone" name="phone"></label>
<label>번호 확인 <input id="again" name="again"></label>
<label>처리 부서 <select id="part" name="part"><option>민원과<option>복지과<option>보건과</select>
</label>
<label><input type="checkbox" id="agree" name="agree" value="yes"> 개인정보 수집에 동의합니다
</label>
<label>내용 <textarea id="what" name="what" rows="3" cols="40"></textarea></label>
<button id="send">접수하기</button> <button type="reset" id="reset">다시 쓰기</button></form>
<script>
const tell = () => {{
  const places = {{}};
  for (const one of document.querySelectorAll("[id]")) {{
    const at = one.getBoundingClientRect();
    places[one.id] = [at.x, at.y, at.width, at.height];
  }}
  fetch("/places", {{method: "POST", body: JSON.stringify([innerHeight, places])}});
}};
addEventListener("load", tell); addEventListener("resize", tell);
</script>"""


class _Server(http.server.ThreadingHTTPServer):
    """The form on the loopback address; ``entries`` is what was sent, ``places`` where its
    elements are (CSS pixels), ``height`` that of the page."""

    def __init__(self, page: str) -> None:
        self.page = page
        self.entries: list[dict[str, str]] = []
        self.places: dict[str, list[float]] = {}
        self.height = 0.0
        super().__init__(("127.0.0.1", 0), _Handler)


class _Handler(http.server.BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        self._answer(self.server.page if self.path == "/" else "")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/places":
            self.server.height, self.server.places = json.loads(body)
            self._answer("")
            return
        self.server.entries.append(dict(urllib.parse.parse_qsl(body, keep_blank_values=True)))
        self._answer("<title>민원 접수</title><p>접수되었습니다.</p>")

    def _answer(self, page: str) -> None:
        data = page.encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, format: str, *args: object) -> None:
        """Quiet."""


@contextlib.contextmanager
def _browser(folder: Path, view: View) -> Iterator[Shown]:
    folder.mkdir(parents=True, exist_ok=True)
    number, name = ("B73915", "Lee") if view.data else ("A20461", "")
    with _Server(_PAGE.format(number=number, name=name)) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        url = f"http://127.0.0.1:{server.server_address[1]}/"
        dark = ("--force-dark-mode", "--enable-features=WebContentsForceDark") if view.dark else ()
        try:
            with program(
                need("chromium"), f"--user-data-dir={folder / 'chromium'}", "--no-sandbox",
                "--disable-gpu", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--no-default-browser-check",
                "--disable-features=Translate", "--test-type", "--password-store=basic",
                f"--force-device-scale-factor={view.scale}", *dark, f"--app={url}",
                env={"HOME": str(folder)},
            ):  # fmt: skip
                rect = put("민원 접수", view, 120, 90, 760, 640)
                until(lambda: server.places, "the page")
                yield Shown(folder, view, {"rect": rect, "server": server})
        finally:
            server.shutdown()
            thread.join(10)


def _on_page(shown: Shown, name: str, right: float = 0.5) -> tuple[int, int]:
    """A place in an element: its middle, or another share of its width."""
    server: _Server = shown.more["server"]
    x, y, width, height = server.places[name]
    left, top, _, high = shown.more["rect"]
    return round(left + x + width * right), round(top + high - server.height + y + height / 2)


def _apply(hands: Human, shown: Shown) -> None:
    hands.click(_on_page(shown, "number"), times=2)
    hands.key("ctrl+c")
    hands.click(_on_page(shown, "name"), times=3)
    hands.type("Kim Minji", slip=4)
    hands.click(_on_page(shown, "phone"))
    hands.type("010-1234", slip=7)
    hands.key("Tab", "ctrl+v")
    hands.key("Tab", "Down", "Tab", "space")
    hands.click(_on_page(shown, "what", 0.7))
    hands.type("please call", slip=2)
    hands.click(_on_page(shown, "send"))


def _applied(shown: Shown) -> bool:
    server: _Server = shown.more["server"]
    number = "B73915" if shown.view.data else "A20461"
    return server.entries == [{
        "name": "Kim Minji", "phone": "010-1234", "again": number, "part": "복지과", "agree": "yes",
        "what": "please call",
    }]  # fmt: skip


# ---- LibreOffice ----------------------------------------------------------------------------

_QUIET = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="ShowTipOfTheDay"
 oor:op="fuse"><value>false</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Misc"><prop oor:name="FirstRun" oor:op="fuse">
<value>false</value></prop></item>
<item oor:path="/org.openoffice.Setup/Product"><prop oor:name="ooSetupLastVersion"
 oor:op="fuse"><value>99.0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Content/Update"><prop oor:name="Link" oor:op="fuse">
<value xsi:nil="true"/></prop></item>
</oor:items>"""


def _sheet(rows: list[list[str]]) -> str:
    """A flat sheet with these texts and numbers."""
    cells = "".join(
        "<table:table-row>" + "".join(
            f'<table:table-cell office:value-type="string"><text:p>{text}</text:p>'
            "</table:table-cell>" for text in row
        ) + "</table:table-row>" for row in rows
    )  # fmt: skip
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} '
        f'office:version="1.2"><office:body><office:spreadsheet><table:table table:name="one">'
        f"{cells}</table:table></office:spreadsheet></office:body></office:document-content>"
    )


def _write_ods(path: Path, rows: list[list[str]]) -> None:
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = (
        '<?xml version="1.0" encoding="UTF-8"?><manifest:manifest '
        'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
        f'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" '
        f'manifest:media-type="{kind}"/><manifest:file-entry manifest:full-path="content.xml" '
        'manifest:media-type="text/xml"/></manifest:manifest>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), kind)
        archive.writestr("META-INF/manifest.xml", manifest)
        archive.writestr("content.xml", _sheet(rows))


@contextlib.contextmanager
def _calc(folder: Path, view: View) -> Iterator[Shown]:
    user = folder / "office" / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(_QUIET, encoding="utf-8")
    names = ["Song", "Yoon", "Jang"] if view.data else ["Kim", "Lee", "Park"]
    _write_ods(folder / "sheet.ods", [["name", "count"], *([name, ""] for name in names)])
    with program(
        need("soffice"), f"-env:UserInstallation=file://{folder}/office", "--norestore",
        "--nologo", "--calc", str(folder / "sheet.ods"), env=gtk(view, folder),
    ):  # fmt: skip
        rect = put("sheet.ods.*Calc$", view, 60, 60, 1100, 640)
        yield Shown(folder, view, {"rect": rect})


def _count(hands: Human, shown: Shown) -> None:
    hands.rest(1.5, 2.0)
    hands.click(_from(shown, 164, 188))  # B2
    hands.type("12", slip=1)
    hands.key("Return")
    hands.type("7")
    hands.key("Return")
    hands.type("30")
    hands.key("Return")
    hands.type("=SUM(B2:B4)", slip=5)
    hands.key("Return", "ctrl+s")


def _counted(shown: Shown) -> bool:
    try:
        with zipfile.ZipFile(shown.folder / "sheet.ods") as archive:
            content = archive.read("content.xml").decode()
    except (OSError, KeyError, zipfile.BadZipFile):
        return False  # it is being written
    return re.findall(r'office:value="(\d+)"', content) == ["12", "7", "30", "49"]


TASKS = (
    Task("mousepad: 적고 메뉴로 저장", lambda f, v: _editor(f, v, _memo(v)), _note, _noted),
    Task("mousepad: 낱말 바꾸기",
         lambda f, v: _editor(f, v, "TODO: Park Bora\n" if v.data else "TODO: Kim Minji\n"),
         _replace, _replaced),
    Task("두 창 사이에 옮기기", _two, _carry, _carried),
    Task("zenity 입력", lambda f, v: _dialog(f, v, "대상자 입력", (480, 200), *_FORM), _fill,
         lambda shown: _output(shown) == "Kim Minji|010-1234|Garam-ro 1"),
    Task("zenity 목록에서 고르기",
         lambda f, v: _dialog(f, v, "대상자 선택", (500, 400), *_list_of(v)), _choose,
         lambda shown: _output(shown) == "Park"),
    Task("galculator 셈", _calculator, _sum, _summed),
    Task("Chromium 민원 접수", _browser, _apply, _applied),
    Task("Calc에 적고 더하기", _calc, _count, _counted),
)  # fmt: skip
