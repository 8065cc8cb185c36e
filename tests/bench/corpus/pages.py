"""Korean office pages, written with the words of any kit."""

from __future__ import annotations

import html
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.bench.corpus.data import WORKS, people, rows
from tests.bench.corpus.kits import Kit

ICONS = {
    "bootstrap-icons": {
        "save": "floppy", "trash": "trash", "search": "search", "print": "printer",
        "load": "download", "edit": "pencil", "gear": "gear", "plus": "plus-lg", "close": "x-lg",
        "left": "chevron-left", "right": "chevron-right", "again": "arrow-clockwise",
        "day": "calendar3", "who": "person", "bell": "bell", "star": "star", "sieve": "funnel",
    },
    "feather-icons": {
        "save": "save", "trash": "trash-2", "search": "search", "print": "printer",
        "load": "download", "edit": "edit-2", "gear": "settings", "plus": "plus", "close": "x",
        "left": "chevron-left", "right": "chevron-right", "again": "refresh-cw",
        "day": "calendar", "who": "user", "bell": "bell", "star": "star", "sieve": "filter",
    },
}  # fmt: skip
FOLDERS = {"bootstrap-icons": "icons", "feather-icons": "dist/icons"}
SITE = ("민원 접수", "대상자 목록", "일정", "결재함", "환경 설정")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a page shows: the list's rows and their change, which data, which tab and dialog."""

    data: int = 0
    rows: str = ""
    tab: int = 0
    dialog: int = -1
    chosen: int = -1
    """The row that is selected; −1: none."""


class Builder:
    """Writes the parts of one page in one kit's words, each with its marks."""

    def __init__(self, kit: Kit, page: str, shown: Shown, icons: Path) -> None:
        self.kit, self.page, self.shown, self._icons = kit, page, shown, icons
        self.fixed = random.Random(f"{kit.name} {page}")
        """Chance that is the same whatever the page shows."""
        self._ids = 0

    def rows(self, count: int) -> list[tuple[int, object]]:
        return list(enumerate(rows(self.seed(), count, self.shown.rows)))

    def seed(self) -> str:
        return f"{self.kit.name} {self.page} {self.shown.data}"

    def _marks(self, kind: str, name: str, cap: str, row: str) -> str:
        told = {"t": f"{name}@{row}" if row else name, "kind": kind, "cap": cap, "row": row}
        return " ".join(f'data-{key}="{html.escape(text)}"' for key, text in told.items() if text)

    def _fill(self, part: str, kind: str, name: str, cap: str, row: str = "", style: str = "",
              on: bool = False, **texts: str) -> str:  # fmt: skip
        self._ids += 1
        kit = self.kit
        active = {"a": "active", "a2": "is-active", "a3": "is-current", "uk": "uk-active",
                  "out": "", "sec": "", "sel": "true", "cur": "current"}  # fmt: skip
        passive = dict.fromkeys(active, "") | {"out": "outline", "sec": "secondary", "sel": "false"}
        return kit.part(part).format(
            t=self._marks(kind, name, cap, row), c=kit.word(f"{part} {style}".strip()),
            f=kit.word("f"), l=kit.word("l"), id=f"x{self._ids}", d="checked" if on else "",
            cap=cap, label=cap, **(active if on else passive),
            **({"icon": "", "hint": "", "value": "", "type": "text", "group": ""} | texts),
        )  # fmt: skip

    def icon(self, name: str) -> str:
        file = self._icons / FOLDERS[self.kit.icons] / f"{ICONS[self.kit.icons][name]}.svg"
        return file.read_text(encoding="utf-8").replace("<svg", '<svg data-icon class="x-ic"', 1)

    def button(self, cap: str, style: str = "plain", icon: str = "", row: str = "") -> str:
        picture = self.icon(icon) + " " if icon else ""
        return self._fill("button", "button", cap, cap, row, style, icon=picture)

    def icon_button(self, icon: str, row: str = "") -> str:
        """A button with a picture only."""
        told = self._fill("button", "icon", f"icon {icon}", "", row, "icon", icon=self.icon(icon))
        return told.replace("data-kind", f'data-icon-name="{icon}" data-kind', 1)

    def link(self, cap: str, row: str = "", name: str = "") -> str:
        return self._fill("link", "link", name or cap, cap, row)

    def field(self, label: str, hint: str = "", value: str = "", type: str = "text") -> str:
        return self._fill("field", "field", label, label, hint=hint, value=value, type=type)

    def area(self, label: str, value: str = "") -> str:
        return self._fill("area", "field", label, label, value=value)

    def select(self, label: str, value: str) -> str:
        return self._fill("select", "field", label, label, value=value)

    def check(self, label: str, on: bool = False, part: str = "check") -> str:
        return self._fill(part, "check", label, label, on=on)

    def radios(self, group: str, labels: tuple[str, ...], chosen: int) -> str:
        return f'<div class="x-bar"><span>{group}</span>' + "".join(
            self._fill("radio", "check", label, label, on=number == chosen, group=group)
            for number, label in enumerate(labels)
        ) + "</div>"  # fmt: skip

    def tick(self, row: str) -> str:
        return self._fill("tick", "check", "고르기", "", row)

    def table(self, head: tuple[str, ...], lines: list[tuple[str, tuple[str, ...]]]) -> str:
        """``lines`` are (row key, cells); a cell that is plain text is a target of its own."""
        told = []
        for number, (key, cells) in enumerate(lines):
            inside = "".join(
                f"<td>{cell}</td>" if cell.startswith("<") else
                f"<td {self._marks('cell', title, cell, key)}>{cell}</td>"
                for title, cell in zip(head, cells, strict=True)
            )  # fmt: skip
            chosen = ' class="x-chosen"' if number == self.shown.chosen else ""
            told.append(f"<tr{chosen}>{inside}</tr>")
        return self.kit.part("table").format(
            c=self.kit.word("table"), head="".join(f"<th>{title}</th>" for title in head),
            rows="".join(told),
        )  # fmt: skip

    def tabs(self, caps: tuple[str, ...]) -> str:
        items = "".join(
            self._fill("tab", "tab", f"tab {cap}", cap, on=number == self.shown.tab)
            for number, cap in enumerate(caps)
        )
        return self.kit.part("tabs").format(c=self.kit.word("tabs"), items=items)

    def pager(self, now: int, last: int) -> str:
        items = "".join(
            self._fill("page", "link", f"page {number}", str(number), on=number == now)
            for number in range(1, last + 1)
        )
        return self.kit.part("pager").format(c=self.kit.word("pager"), items=items)

    def card(self, title: str, body: str) -> str:
        return self.kit.part("card").format(c=self.kit.word("card"), title=title, body=body)

    def alert(self, text: str) -> str:
        return self.kit.part("alert").format(c=self.kit.word("alert"), text=text)

    def badge(self, cap: str) -> str:
        return self.kit.part("badge").format(c=self.kit.word("badge"), cap=cap)

    def dialog(self, title: str, body: str, buttons: str) -> str:
        return self.kit.part("dialog").format(
            c=self.kit.word("dialog"), title=title, body=body, buttons=buttons,
            close=self.icon_button("close"),
        )  # fmt: skip

    def shell(self, here: str, body: str) -> str:
        """The page with the site's menu above it, or at its left."""
        items = "".join(self._fill("menu", "menu", f"menu {cap}", cap) for cap in SITE)
        nav = self.kit.part("nav").format(c=self.kit.word("nav"), brand="행복시 업무", items=items)
        return (f'<div class="x-{self.kit.shell}">{nav}<main class="x-page"><h3>{here}</h3>{body}'
                "</main></div>")  # fmt: skip


def apply_page(b: Builder) -> str:
    """A request is taken in: fields, choices, boxes, and what is done with it."""
    person = people(b.seed(), 1)[0]
    fields = [
        b.field("신청인 성명", "성명을 입력하세요"), b.field("생년월일", "예: 1980-01-31"),
        b.field("연락처", "010-0000-0000"), b.field("주소"), b.select("민원 종류", person.work),
        b.field("전자우편", "name@mail.example"), b.select("처리 부서", "민원여권과"),
        b.field("접수 번호", value=f"2024-{1000 + len(person.phone) * 37 + b.shown.data * 211}"),
    ]  # fmt: skip
    b.fixed.shuffle(fields)
    dialogs = [
        ("저장 확인", "입력한 내용을 저장하시겠습니까?", b.button("예, 저장합니다", "primary")
         + b.button("아니요")),
        ("접수 취소", "접수를 취소하면 입력한 내용이 모두 지워집니다. 계속할까요?",
         b.button("접수 취소하기", "danger") + b.button("돌아가기")),
    ]  # fmt: skip
    return b.shell("민원 접수", (
        b.tabs(("기본 정보", "첨부 서류", "처리 이력"))
        + (_apply_first(b, fields) if b.shown.tab == 0 else _attached(b))
        + (b.dialog(*dialogs[b.shown.dialog]) if b.shown.dialog >= 0 else "")
    ))  # fmt: skip


def _apply_first(b: Builder, fields: list[str]) -> str:
    columns = b.fixed.choice(("x2", "x3"))
    bar = (
        f'<div class="x-bar">{b.button("접수하기", "primary", "save")}{b.button("임시 저장")}'
        f'{b.button("미리 보기", icon="search")}<span class="x-push"></span>'
        f"{b.button('접수 취소', 'danger')}{b.icon_button('print')}{b.icon_button('gear')}</div>"
    )
    choices = (
        b.radios("수령 방법", ("방문 수령", "우편 수령", "온라인 발급"), 1)
        + f'<div class="x-bar">{b.check("문자 알림 받기", True)}{b.check("대리인 신청")}'
        f"{b.check('개인정보 제공에 동의함')}</div>"
    )
    grid = f'<div class="x-grid {columns}">{"".join(fields)}</div>'
    above = bar + choices + grid if columns == "x2" else choices + bar + grid
    return above + b.area("신청 내용")


def _attached(b: Builder) -> str:
    lines = [(f"서류 {n}", (f"{work}.hwp", f"{120 + 31 * n} KB", b.button("내려받기", "small",
              row=f"서류 {n}"))) for n, work in enumerate(WORKS[:5])]  # fmt: skip
    return b.table(("파일 이름", "크기", "받기"), lines) + b.button("파일 추가", "primary", "plus")


def people_page(b: Builder) -> str:
    """A list with many rows that look alike, a search above it and a pager below."""
    buttons = b.fixed.choice((("수정", "삭제"), ("상세", "처리"), ("보기", "해제")))
    lines = [
        (p.name, (b.tick(p.name), p.name, p.born, p.phone, p.town, b.badge(p.state),
                  f'<div class="x-bar">{b.button(buttons[0], "small", row=p.name)}'
                  f'{b.button(buttons[1], "small", row=p.name)}</div>'))
        for _, p in b.rows(9)
    ]  # fmt: skip
    head = ("선택", "성명", "생년월일", "전화번호", "주소", "상태", "관리")
    dialogs = [
        ("대상자 해제", "고른 대상자를 목록에서 해제할까요?", b.button("해제 실행", "danger")
         + b.button("그만두기")),
        ("엑셀 올리기", "올릴 명단 파일을 골라 주세요. 형식은 xlsx 입니다.",
         b.button("파일 고르기", "primary") + b.button("닫기")),
    ]  # fmt: skip
    return b.shell("대상자 목록", (
        f'<div class="x-grid x4">{b.field("성명 검색", "성명")}{b.field("전화 검색", "전화번호")}'
        f'{b.select("동", "전체")}<div class="x-bar">{b.button("조회", "primary", "search")}'
        f'{b.button("초기화")}</div></div><div class="x-bar">{b.button("신규 등록", "primary")}'
        f'{b.button("일괄 문자")}<span class="x-push"></span>{b.icon_button("load")}'
        f'{b.icon_button("print")}{b.icon_button("again")}{b.icon_button("sieve")}</div>'
        + b.table(head, lines) + b.pager(2, 7)
        + (b.dialog(*dialogs[b.shown.dialog]) if b.shown.dialog >= 0 else "")
    ))  # fmt: skip


def settings_page(b: Builder) -> str:
    """Switches and boxes with labels, and a few fields."""
    first = "".join(
        f"<div>{b.check(label, on, 'switch')}</div>"
        for label, on in (("알림 소리 켜기", True), ("자동 저장", True), ("야간 모드 예약", False),
                          ("결재 대기 알림", False), ("주간 보고 받기", True))
    )  # fmt: skip
    second = f'<div class="x-grid x2">{b.field("부서 이름", value="복지정책과")}' + b.field(
        "담당자", value=people(b.seed(), 1)[0].name) + b.field("내선 번호", "4자리") + b.select(
        "기본 인쇄기", "2층 복도") + "</div>"  # fmt: skip
    third = b.radios("글자 크기", ("작게", "보통", "크게"), 1) + b.radios(
        "첫 화면", ("할 일", "공지", "달력"), 0)  # fmt: skip
    cards = [b.card("알림", first), b.card("내 정보", second), b.card("화면", third)]
    b.fixed.shuffle(cards)
    return b.shell("환경 설정", (
        b.tabs(("일반", "보안", "연계")) + b.alert("바꾼 설정은 다음 로그인부터 적용됩니다.")
        + f'<div class="x-cols"><div>{cards[0]}{cards[1]}</div><div>{cards[2]}'
        f'{b.link("개인정보 처리방침")} · {b.link("도움말")}</div></div>'
        f'<div class="x-bar">{b.button("설정 저장", "primary", "save")}{b.button("되돌리기")}'
        f'{b.button("계정 삭제", "danger", "trash")}</div>'
    ))  # fmt: skip


def calendar_page(b: Builder) -> str:
    """A month: days that look alike, and things to do in some of them."""
    chance = random.Random(f"{b.seed()} days")
    done = {chance.randint(1, 30): chance.choice(WORKS) for _ in range(9)}
    start = b.fixed.randint(0, 5)
    weeks = []
    for week in range(5):
        cells = []
        for day in range(week * 7 - start + 1, week * 7 - start + 8):
            if not 1 <= day <= 30:
                cells.append("<td></td>")
                continue
            event = f"<div>{b.link(done[day], name=f'event {day}')}</div>" if day in done else ""
            cells.append(
                f"<td><span data-t='day {day}' data-kind='cell' data-cap='{day}' class='x-fit'"
                f" style='padding:1px 5px;margin:0'>{day}</span>{event}</td>"
            )
        weeks.append(f"<tr>{''.join(cells)}</tr>")
    head = "".join(f"<th>{name}</th>" for name in "일월화수목금토")
    table = b.kit.part("table").format(c=b.kit.word("table"), head=head, rows="".join(weeks))
    return b.shell("일정", (
        f'<div class="x-bar">{b.icon_button("left")}<b>2024년 {3 + b.shown.data % 9}월</b>'
        f'{b.icon_button("right")}{b.button("오늘")}<span class="x-push"></span>'
        f'{b.button("일정 추가", "primary", "plus")}{b.button("월간")}{b.button("주간")}'
        f'{b.icon_button("day")}{b.icon_button("bell")}</div>'
        + table.replace("<table", "<table data-cal", 1)
    ))  # fmt: skip


def login_page(b: Builder) -> str:
    """Who is there: two fields, a box, a button, a few links."""
    body = (
        b.field("아이디", "행정포털 아이디") + b.field("비밀번호", "비밀번호", type="password")
        + f'<div class="x-bar">{b.check("아이디 저장")}{b.check("보안 접속", True)}</div>'
        f'<div class="x-bar">{b.button("로그인", "primary")}{b.button("인증서 로그인")}</div>'
        f'<p>{b.link("비밀번호 찾기")} · {b.link("아이디 신청")} · {b.link("원격 지원")}</p>'
    )  # fmt: skip
    notes = [p.work for p in people(b.seed(), 4)]
    news = "".join(f"<li>{b.link(f'{note} 안내', name=f'news {n}')}</li>"
                   for n, note in enumerate(notes))  # fmt: skip
    return b.shell("행정포털 로그인", (
        f'<div class="x-grid x2" style="align-items:start"><div>{b.card("로그인", body)}</div>'
        f'<div>{b.card("공지 사항", f"<ul>{news}</ul>")}'
        f'{b.alert("점검 시간: 매월 첫째 일요일 02:00~04:00")}</div></div>'
    ))  # fmt: skip


def approve_page(b: Builder) -> str:
    """Papers that wait, each with the same two buttons."""
    cards = "".join(
        b.card(f"{p.work} – {p.name}", (
            f"<p>{p.town} · {p.phone}</p><div class='x-bar'>"
            f"{b.button('승인', 'primary', row=p.name)}{b.button('반려', 'danger', row=p.name)}"
            f"{b.link('의견 쓰기', p.name)}</div>"
        )) for _, p in b.rows(5)
    )  # fmt: skip
    side = b.card("찾기", b.field("기안자") + b.select("기간", "최근 7일") + b.check("내 결재만")
                  + b.button("찾아보기", "primary", "search"))  # fmt: skip
    dialogs = [
        ("승인", "이 문서를 승인합니다. 결재 의견을 남길 수 있습니다.",
         b.button("승인 확정", "primary") + b.button("나중에")),
        ("문서 반려", "반려 사유를 기안자에게 알립니다.", b.button("반려 확정", "danger")
         + b.button("취소")),
    ]  # fmt: skip
    return b.shell("결재함", (
        b.tabs(("결재 대기", "결재 완료", "참조")) + f'<div class="x-cols"><div>{cards}</div>'
        f'<div>{side}{b.alert("오늘 처리할 문서가 있습니다.")}</div></div>'
        + (b.dialog(*dialogs[b.shown.dialog]) if b.shown.dialog >= 0 else "")
    ))  # fmt: skip


PAGES: dict[str, Callable[[Builder], str]] = {
    "apply": apply_page, "people": people_page, "settings": settings_page,
    "calendar": calendar_page, "login": login_page, "approve": approve_page,
}  # fmt: skip
DIALOGS = ("apply", "people", "approve")
TITLES = {"apply": "민원 접수", "people": "대상자 목록", "settings": "환경 설정",
          "calendar": "일정", "login": "행정포털 로그인", "approve": "결재함"}  # fmt: skip
ROWS = ("people", "approve")
